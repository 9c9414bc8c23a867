package explain

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad/internal/export"
)

// A line holds one Arabic string at most, at its end, behind the Latin columns: a
// terminal that turns Arabic round can then not swap it with a neighbour.
const (
	column            = 72 // where the Arabic begins, if the Latin is not longer
	firstStrong       = "\u2068"
	popIsolate        = "\u2069"
	blanksOfOneIndent = "  "
)

// A Printer writes lines of Latin columns with one Arabic string at the end.
type Printer struct {
	w       *bufio.Writer
	isolate bool // the output is a terminal: mark where the Arabic begins and ends
}

// NewPrinter returns a printer; terminal tells that w is watched by a person.
func NewPrinter(w io.Writer, terminal bool) *Printer { return &Printer{bufio.NewWriter(w), terminal} }

// Flush writes what is held back.
func (p *Printer) Flush() error { return p.w.Flush() }

// Line writes Latin text at an indent, and behind it words of the text.
func (p *Printer) Line(indent int, words, format string, args ...any) {
	latin := strings.Repeat(blanksOfOneIndent, indent) + fmt.Sprintf(format, args...)
	if words == "" {
		fmt.Fprintln(p.w, strings.TrimRight(latin, " "))
		return
	}
	words = strings.Join(strings.Fields(words), " ")
	if p.isolate {
		words = firstStrong + words + popIsolate
	}
	pad := column - utf8.RuneCountInString(latin)
	fmt.Fprintf(p.w, "%s%s%s\n", latin, strings.Repeat(" ", max(2, pad)), words)
}

// Head writes the title of a part.
func (p *Printer) Head(format string, args ...any) { fmt.Fprintf(p.w, "\n"+format+"\n", args...) }

// Print writes a report for a person.
func (r *Report) Print(p *Printer) {
	p.Line(0, "", "DOCUMENT %s%s", r.Document, or(r.Date, ", published "+r.Date, ", day of publication unknown"))
	p.Head("TEXT")
	for i, s := range r.Sentences {
		note := ""
		if s.Dropped {
			note = ", not part of the article: read, never coded"
		} else if s.Title {
			note = ", title"
		}
		p.Line(1, s.Text, "sentence %d, tokens %d-%d%s", i, s.First, s.Last-1, note)
	}
	p.Head("TOKENS  number, part of speech, clitics, features, lexicon row, gloss; the word; its lemma where it differs")
	for i := range r.Tokens {
		if !r.Sentences[r.Tokens[i].Sentence].Dropped {
			p.token(&r.Tokens[i])
		}
	}
	p.Head("NAMES")
	for i := range r.Names {
		p.name(&r.Names[i])
	}
	p.Head("MENTIONS  number, kind, country and how it is known, sectors, how the mention was found")
	for i := range r.Mentions {
		p.mention(&r.Mentions[i])
	}
	p.Head("CLAIMS  who says what")
	for i := range r.Claims {
		p.claim(&r.Claims[i])
	}
	for i := range r.Events {
		p.event(i, &r.Events[i])
	}
	p.Head("NOT CODED  triggers that were weighed and are no event of their own")
	for i := range r.Rejected {
		p.rejected(&r.Rejected[i])
	}
}

// or is a where s is not empty, else b.
func or(s, a, b string) string {
	if s != "" {
		return a
	}
	return b
}

func (p *Printer) token(t *Token) {
	if t.Read.POS == "PUNCT" {
		p.Line(1, "", "%3d  PUNCT  %s", t.Index, t.Text)
		return
	}
	p.Line(1, t.Text, "%3d  %s", t.Index, t.Read.Columns())
	if l := t.Read.Lemma; l != t.Text {
		p.Line(1, l, "     lemma")
	}
	for i := range t.Readings {
		r := &t.Readings[i]
		mark := "       "
		if r.Chosen {
			mark = "chosen "
		}
		p.Line(4, r.Lemma, "%s%3d = %d %+d before %+d after  %s", mark, r.Total, r.Cost, r.Before, r.After, r.Columns())
	}
}

// Columns are part of speech, clitics, features, row and gloss, all in Latin letters.
func (r *Read) Columns() string {
	clitics := ""
	for _, c := range r.Proclitics {
		clitics += c + "+"
	}
	if r.Pronoun != "" {
		clitics += "+" + r.Pronoun
	}
	return fmt.Sprintf("%-6s %-8s %-22s %s", r.POS, clitics, short(r.Features), r.Row.latin())
}

var shortFeatures = map[string]string{
	"1st": "1", "2nd": "2", "3rd": "3", "masc": "m", "fem": "f", "sing": "s", "dual": "d", "plur": "p",
	"active": "act", "passive": "pass", "active-participle": "part-act", "passive-participle": "part-pass", "construct": "constr", "short-mood": "short",
}

// short prints features as grammars do: past act 3ms.
func short(fs []string) string {
	var words []string
	code := ""
	for _, f := range fs {
		s := shortFeatures[f]
		switch {
		case s == "":
			words = append(words, f)
		case len(s) == 1:
			code += s
		default:
			words = append(words, s)
		}
	}
	if code != "" {
		words = append(words, code)
	}
	return strings.Join(words, " ")
}

// latin is the row without its Arabic key.
func (r *Row) latin() string {
	key, gloss := "", ""
	if ascii(r.Key) {
		key = " " + r.Key
	}
	if r.Gloss != "" {
		gloss = fmt.Sprintf(" %q", r.Gloss)
	}
	return strings.TrimSpace(r.Table + key + gloss)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// row writes a data row on a line of its own.
func (p *Printer) row(indent int, what string, r *Row) {
	words := r.Key
	if ascii(r.Key) {
		words = ""
	}
	p.Line(indent, words, "%s %s", what, r.latin())
}

func (p *Printer) name(n *Name) {
	also := ""
	if len(n.Also) > 0 {
		also = ", could be " + strings.Join(n.Also, ", ")
	}
	p.Line(1, n.Text, "%s%s", n.Kind, also)
	for i := range n.Rows {
		p.row(3, "row", &n.Rows[i])
	}
}

func (p *Printer) mention(m *Mention) {
	country := "country unknown"
	if m.Country != "" {
		country = fmt.Sprintf("%s by %s", m.Country, m.CountryVia)
	}
	found := or(string(m.Via), "found by "+string(m.Via), "unresolved")
	sectors := or(strings.Join(m.Sectors, ","), strings.Join(m.Sectors, ","), "no sector")
	p.Line(1, m.Text, "[%d]  %-12s %s, %s, %s", m.Index, or(string(m.Kind), string(m.Kind), "-"), country, sectors, found)
	if m.Preposition != "" {
		p.Line(3, m.Preposition, "behind the preposition")
	}
	if m.Row != nil {
		p.row(3, "row", m.Row)
	}
	if m.Name != "" {
		p.Line(3, string(m.Name), "is %s %q", m.ID, m.NameEn)
	}
	if a := m.Antecedent; a != nil {
		p.Line(3, a.Text, "refers back to [%d]", a.Mention)
	}
}

func (p *Printer) claim(c *Claim) {
	direct := ""
	if c.Direct {
		direct = ", direct speech"
	}
	p.Line(1, c.Verb.Text, "claim %d  stance %s%s, %s", c.Index, c.Stance, direct, c.Row.latin())
	if c.Speaker != nil {
		p.Line(3, c.Speaker.Text, "speaker [%d]", c.Speaker.Mention)
	} else {
		p.Line(3, "", "speaker not named")
	}
	for _, m := range c.Chain {
		p.Line(3, m.Text, "chain [%d]", m.Mention)
	}
	p.Line(3, c.Scope.Text, "says")
}

func (p *Printer) event(i int, e *Event) {
	r := &e.Record
	p.Head("EVENT %d  %s%s%s%s", i, r.Type, phrase("mode", r.Mode), phrase("context", r.Context), phrase("aux", r.Aux))
	ground := "background"
	if r.Foreground {
		ground = "foreground"
	}
	p.Line(1, r.Trigger.Text, "trigger: token %d, %s; %s (%.2f)", e.Token, e.Form, ground, e.Front)
	for _, m := range r.Mentions {
		if m != r.Trigger {
			p.Line(1, m.Text, "is told again by this word")
		}
	}
	p.Line(1, r.Evidence.Text, "evidence")
	for k := range e.Roles {
		p.role(&e.Roles[k])
	}
	if len(e.Roles) == 0 {
		p.Line(1, "", "nobody is named as actor or recipient")
	}
	p.when(r)
	p.pattern(&e.Pattern)
	p.Line(1, "", "decided: probability %.2f, cut-off %.2f; alone %.2f", e.Score, e.Cut, e.Alone)
	p.features(e.Decided)
	p.features(e.Beside)
	for k := range e.Rows {
		p.row(2, "row for "+e.Rows[k].For+":", &e.Rows[k].Row)
	}
}

func phrase(what string, xs []string) string {
	if len(xs) == 0 {
		return ""
	}
	return "  " + what + " " + strings.Join(xs, ",")
}

func (p *Printer) role(r *Role) {
	p.Line(1, r.Mention.Text, "%s [%d], probability %.2f: %s", r.Role, r.Mention.Mention, r.Score, r.Frame)
	p.slot(r.Slot)
	p.features(r.Decided)
	p.features(r.Beside)
}

// slot says where a party stands; a preposition is Arabic and ends its line.
func (p *Printer) slot(s string) {
	over := ""
	switch {
	case s == "":
		p.Line(3, "", "in no place beside the trigger")
		return
	case s[0] == 'g' && s != "gen":
		over, s = " of the verb over the trigger", s[1:]
	case s[0] == 't':
		over, s = " of the clause behind the trigger", s[1:]
	}
	if prep, ok := strings.CutPrefix(s, "p:"); ok {
		p.Line(3, prep, "behind a preposition%s", over)
		return
	}
	p.Line(3, "", "as %s%s", map[string]string{"subj": "subject", "obj": "object", "gen": "genitive"}[s], over)
}

func (p *Printer) when(r *export.Event) {
	if r.Claim != nil {
		speaker, words := "by a speaker who is not named", ""
		if r.Claim.Speaker != nil {
			speaker, words = "by", r.Claim.Speaker.Text
		}
		p.Line(1, words, "not the outlet's own word: %s %s", r.Claim.Stance, speaker)
	}
	if r.Date.Value != "" {
		p.Line(1, r.Date.Text, "date %s, %s, from the %s", r.Date.Value, r.Date.Granularity, r.Date.Basis)
	}
	if r.Place != nil {
		p.Line(1, r.Place.Text, "place %s, %s", or(string(r.Place.Country), string(r.Place.Country), "country unknown"), r.Place.Resolution)
	}
	for _, s := range []struct {
		name string
		size *export.Size
	}{{"dead", r.Size.Dead}, {"injured", r.Size.Injured}, {"arrested", r.Size.Arrested}, {"crowd", r.Size.Crowd}} {
		if s.size != nil {
			p.Line(1, s.size.Text, "%s %d to %d", s.name, s.size.Min, s.size.Max)
		}
	}
}

func (p *Printer) pattern(t *Pattern) {
	p.Line(1, "", "pattern %s in %s", t.ID, t.File)
	if t.Note != "" {
		p.Line(3, "", "%s", t.Note)
	}
	if t.Trigger == "" {
		return
	}
	p.Line(3, t.Trigger, "gloss %q", t.Gloss)
	p.Line(3, t.Frame, "frame")
	for _, c := range t.Conditions {
		p.Line(3, c.Text, "condition %s", or(yes(c.Holds), "holds", "FAILS"))
	}
	p.Line(3, t.Example, "example")
	for _, o := range t.Others {
		if len(o.Failed) == 0 {
			p.Line(3, "", "also fits %s, which says less or as much", o.ID)
			continue
		}
		p.Line(3, o.Failed[0], "not %s: fails", o.ID)
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// features writes weights; a name that holds Arabic stands at the end whole.
func (p *Printer) features(fs []Feature) {
	for _, f := range fs {
		p.Line(3, f.Name, "%+.2f  %s", f.Weight, f.About)
	}
}

func (p *Printer) rejected(r *Rejected) {
	p.Line(1, r.Trigger.Text, "%s by token %d, %s: %s", r.Type, r.Token, r.Form, r.Reason)
	p.Line(2, "", "probability %.2f, cut-off %.2f", r.Score, r.Cut)
	if strings.Contains(r.Pattern.ID, ">") { // its row is told where it is read plainly
		p.Line(2, "", "pattern %s, %s", r.Pattern.ID, r.Pattern.Note)
		p.features(r.Against[:min(2, len(r.Against))])
		return
	}
	p.pattern(&r.Pattern)
	if r.Score < r.Cut {
		p.features(r.Against)
	}
}
