package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// A Unit is a gold text: the article that the coder reads, and what it should find.
type Unit struct {
	Article isnad.Article
	Events  []Gold
}

// Gold is an annotated event. Spans count code points of the article's text.
type Gold struct {
	Type       string
	Mode       []string
	Trigger    GoldMention // its Code is ""
	Aux        []string
	Foreground bool // true where the annotation does not tell
	Actor      []GoldMention
	Recipient  []GoldMention
	Speaker    *GoldMention // nil: the outlet's own word, or the actor's own by the trigger itself
	Told       *Told        // nil in gold that has only the fields of PLOVER
}

// GoldMention is a quotation with the code of the party it names: RUS, IRQ-MIL, ---.
type GoldMention struct {
	Span
	Text string
	Code string
}

// Bytes is the span in bytes of the unit's text, as the stages count.
func (u *Unit) Bytes(s Span) isnad.Span {
	start := skip(u.Article.Text, s.Start)
	return isnad.Span{Start: start, End: start + skip(u.Article.Text[start:], s.End-s.Start)}
}

// skip is the number of bytes of the first n code points.
func skip(s string, n int) (at int) {
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

// gsrMark is the file that makes a folder one of people's labels.
const gsrMark = "assault_detection.jsonl"

// Find lists the gold at a path, in the order of the names: the path itself if it
// is a file or a folder of people's labels; otherwise each .jsonl file and each
// folder of people's labels in it, at any depth. It fails where there is none.
func Find(path string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			if _, err := os.Stat(filepath.Join(p, gsrMark)); err == nil {
				out = append(out, p)
				return fs.SkipDir
			}
		case p == path || filepath.Ext(p) == ".jsonl":
			out = append(out, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find gold: %w", err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("find gold: no .jsonl file in %s", path)
	}
	return out, nil
}

// Units reads gold: a folder is one of people's labels (see ReadGSR), whose units
// have no events here; a file is JSON Lines of units with their events.
func Units(path string) ([]Unit, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	if info.IsDir() {
		g, err := ReadGSR(path)
		if err != nil {
			return nil, err
		}
		return g.Units(), nil
	}
	rows, err := readLines[goldUnit](path)
	if err != nil {
		return nil, err
	}
	out := make([]Unit, len(rows))
	for i := range rows {
		if out[i], err = rows[i].unit(); err != nil {
			return nil, fmt.Errorf("read gold: %s: %s: %w", path, rows[i].ID, err)
		}
	}
	return out, nil
}

type goldUnit struct {
	ID     string      `json:"id"`
	Text   string      `json:"text"`
	Date   string      `json:"date"`
	Outlet string      `json:"outlet"`
	Events []goldEvent `json:"events"`
}

type goldEvent struct {
	Type       string        `json:"type"`
	Mode       oneOrMany     `json:"mode"`
	Trigger    *goldMention  `json:"trigger"`
	Aux        []string      `json:"aux"`
	Foreground *bool         `json:"foreground"`
	Actor      []goldMention `json:"actor"`
	Recipient  []goldMention `json:"recipient"`
	Speaker    *goldMention  `json:"speaker"`
	goldTold
}

type goldMention struct {
	Text  string  `json:"text"`
	Start *int    `json:"start"`
	End   int     `json:"end"`
	Code  *string `json:"code"`
}

// oneOrMany is null, a string, or a list of them.
type oneOrMany []string

// UnmarshalJSON accepts the three forms.
func (m *oneOrMany) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*m = nil
		if s != "" {
			*m = oneOrMany{s}
		}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(m))
}

func (u *goldUnit) unit() (Unit, error) {
	a := isnad.Article{ID: u.ID, Text: u.Text, Date: u.Date, Outlet: u.Outlet}
	if u.Date != "" {
		a.Basis = "given"
	}
	out := Unit{Article: a, Events: make([]Gold, len(u.Events))}
	for i := range u.Events {
		e := &u.Events[i]
		g := Gold{
			Type: e.Type, Mode: e.Mode, Aux: e.Aux, Foreground: e.Foreground == nil || *e.Foreground,
			Actor: mentions(e.Actor), Recipient: mentions(e.Recipient),
		}
		if e.Trigger != nil {
			g.Trigger = e.Trigger.mention()
		}
		if e.Speaker != nil {
			m := e.Speaker.mention()
			g.Speaker = &m
		}
		var err error
		if g.Told, err = e.told(); err != nil {
			return Unit{}, err
		}
		out.Events[i] = g
	}
	return out, nil
}

func mentions(ms []goldMention) []GoldMention {
	out := make([]GoldMention, len(ms))
	for i := range ms {
		out[i] = ms[i].mention()
	}
	return out
}

// mention gives one without offsets a span that touches no word.
func (m *goldMention) mention() GoldMention {
	out := GoldMention{Span: Span{-1, -1}, Text: m.Text, Code: "---"}
	if m.Start != nil {
		out.Span = Span{*m.Start, m.End}
	}
	if m.Code != nil {
		out.Code = *m.Code
	}
	return out
}

// GSR is the Arabic gold of openeventdata/arabic_event_gsr: labels of sentences
// and marked spans, by two to five trained people each, for two types of event.
type GSR struct{ Types []GSRType }

// GSRType is the part of one type, ASSAULT or PROTEST.
type GSRType struct {
	Type      string
	Detection []GSRLabel
	Spans     []GSRSpans
}

// GSRLabel is the judgement of one sentence.
type GSRLabel struct {
	ID, Text string
	Label    string // yes, easy no, difficult no, ambiguous
	Accept   int    // people who said yes
	Reject   int
}

// GSRSpans is what each annotator marked in one sentence.
type GSRSpans struct {
	ID, Text   string
	Annotators []GSRAnnotator
}

// GSRAnnotator is one person's reading: marked words, in pieces, and codes.
type GSRAnnotator struct {
	Actor         []string `json:"actor"`
	Recipient     []string `json:"recipient"`
	Trigger       []string `json:"trigger"`
	ActorCode     GSRCode  `json:"actor_code"`
	RecipientCode GSRCode  `json:"recipient_code"`
}

// GSRCode is a CAMEO-era code of a party: country or group, and role.
type GSRCode struct {
	Main, Role string
	Given      bool // false: nothing was said, or UNKNOWN
}

// UnmarshalJSON takes the string UNKNOWN and an empty object for nothing said.
func (c *GSRCode) UnmarshalJSON(b []byte) error {
	*c = GSRCode{}
	if len(b) == 0 || b[0] != '{' {
		return nil
	}
	var x map[string]*string
	if err := json.Unmarshal(b, &x); err != nil {
		return err
	}
	c.Given = len(x) > 0
	if m := x["main"]; m != nil {
		c.Main = *m
	}
	if r := x["role"]; r != nil {
		c.Role = *r
	}
	return nil
}

// ReadGSR reads the four files of a folder: {assault,protest}_{detection,spans}.jsonl.
func ReadGSR(dir string) (*GSR, error) {
	g := &GSR{}
	for _, t := range [...]string{"assault", "protest"} {
		labels, err := readLines[GSRLabel](filepath.Join(dir, t+"_detection.jsonl"))
		if err != nil {
			return nil, err
		}
		spans, err := readLines[GSRSpans](filepath.Join(dir, t+"_spans.jsonl"))
		if err != nil {
			return nil, err
		}
		g.Types = append(g.Types, GSRType{strings.ToUpper(t), labels, spans})
	}
	return g, nil
}

// Units are the sentences, each once, in the order of the files.
func (g *GSR) Units() (out []Unit) {
	seen := map[string]bool{}
	add := func(id, text string) {
		if !seen[id] {
			seen[id] = true
			out = append(out, Unit{Article: isnad.Article{ID: id, Text: text}})
		}
	}
	for _, t := range g.Types {
		for _, r := range t.Detection {
			add(r.ID, r.Text)
		}
		for _, r := range t.Spans {
			add(r.ID, r.Text)
		}
	}
	return out
}

// readLines reads JSON Lines of one kind.
func readLines[T any](path string) (out []T, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 64<<20)
	for line := 1; sc.Scan(); line++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var x T
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return nil, fmt.Errorf("read gold: %s:%d: %w", path, line, err)
		}
		out = append(out, x)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read gold: %s: %w", path, err)
	}
	return out, nil
}
