// Command dates sets isnad's date grammar beside go-dateparser, on the probes of
// internal/date and on others that the grammar was not tuned on.
//
// isnad has to find the date in its sentence. go-dateparser is asked twice: with
// the words of the date alone ("words"), which is less than its task in a text,
// and with the sentence ("sentence"), where one right date of several is enough.
// It gets the locales of the Arab countries, the calendar, day before month, and the day of publication.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	dps "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-dateparser/date"

	own "github.com/isnad/isnad/internal/date"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/segment"
)

// A probe is a text with one date, or none.
type probe struct {
	day   string // of publication, "" unknown
	value string // 2014, 2014-10, 2014-10-22; "" when the text settles none
	trap  bool   // the text tells no time at all
	words string // of the date
	kind  string // calendar, where it is not Gregorian
	text  string
}

func main() {
	lx, err := lexicon.Open()
	if err != nil {
		fail(err)
	}
	an := morph.New(lx)
	isnad := func(p *probe) (out []string) {
		n := normal.Fold(p.text)
		ss, ts := segment.Split(&n, nil)
		for _, d := range own.Find(lx, ss, an.Analyze(ss, ts), p.day) {
			out = append(out, d.Value)
		}
		return out
	}
	fmt.Println("dates                                right    wrong  nothing   traps taken for dates")
	for _, path := range []string{"../../internal/date/testdata/dates.tsv", "dates/fresh.tsv"} {
		probes, left, err := read(path)
		if err != nil {
			fail(err)
		}
		fmt.Printf("%s: %d probes, %d left out (ranges, several dates, weeks and seasons)\n", path[strings.LastIndex(path, "/")+1:], len(probes), left)
		report("isnad, sentence", probes, isnad)
		report("go-dateparser, words", probes, words)
		report("go-dateparser, sentence", probes, sentence)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "dates: error:", err)
	os.Exit(1)
}

// read takes the probes that both can answer: one point in time, or none.
func read(path string) (ps []probe, left int, err error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, 0, err
	}
	for line := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if line[0] == '#' || len(c) != 3 {
			continue
		}
		f := strings.Fields(c[1])
		if strings.ContainsAny(c[1], ";") || strings.Contains(c[1], "..") || len(f) > 1 && f[1] != "day" && f[1] != "month" && f[1] != "year" {
			left++
			continue
		}
		p := probe{day: strings.TrimPrefix(c[0], "-"), value: strings.TrimPrefix(f[0], "?"), text: strings.NewReplacer("[", "", "]", "").Replace(c[2])}
		if len(f) == 4 {
			p.kind = f[3]
		}
		if p.trap = f[0] == "none"; p.trap {
			p.value, p.words = "", p.text
		} else {
			_, rest, _ := strings.Cut(c[2], "[")
			p.words, _, _ = strings.Cut(rest, "]")
		}
		ps = append(ps, p)
	}
	return ps, left, nil
}

// report counts right and wrong answers; a date where none can be placed is wrong.
func report(name string, ps []probe, ask func(*probe) []string) {
	right, wrong, nothing, traps, fell := 0, 0, 0, 0, 0
	for i := range ps {
		p := &ps[i]
		said, match := false, false
		for _, v := range ask(p) {
			said = said || v != ""
			match = match || v != "" && (v == p.value || p.value != "" && strings.HasPrefix(v, p.value) && name != "isnad, sentence")
		}
		switch {
		case p.trap:
			if traps++; said {
				fell++
			}
		case match, !said && p.value == "":
			right++
		case said:
			wrong++
		default:
			nothing++
		}
	}
	fmt.Printf("  %-30s %4d/%d %7d %8d   %d of %d\n", name, right, len(ps)-traps, wrong, nothing, fell, traps)
}

// locales are asked one after another, since a configuration may hold one alone:
// Gulf and Egyptian month names, then the Levant's, Algeria's, Tunisia's, Morocco's.
var locales = []string{"ar", "ar-SY", "ar-DZ", "ar-TN", "ar-MA"}

func config(p *probe, locale string) *dps.Configuration {
	cfg := &dps.Configuration{Locales: []string{locale}, DateOrder: func(string) string { return "DMY" }}
	if t, err := time.Parse(time.DateOnly, p.day); err == nil {
		cfg.CurrentTime = t
	}
	return cfg
}

// words is asked as a user would who knows the calendar.
func words(p *probe) []string {
	parse := dps.Parse
	switch p.kind {
	case "hijri":
		parse = func(c *dps.Configuration, s string, _ ...string) (date.Date, error) { return dps.ParseHijri(c, s) }
	case "jalali":
		parse = func(c *dps.Configuration, s string, _ ...string) (date.Date, error) { return dps.ParseJalali(c, s) }
	}
	for _, l := range locales {
		if d, err := parse(config(p, l), p.words); err == nil && !d.IsZero() {
			return []string{d.Time.Format(time.DateOnly)}
		}
	}
	return nil
}

// sentence is what each locale finds in the text.
func sentence(p *probe) (out []string) {
	for _, l := range locales {
		cfg := config(p, l)
		cfg.Languages = []string{"ar"}
		_, found, err := dps.Search(cfg, p.text)
		if err != nil {
			continue
		}
		for _, r := range found {
			out = append(out, r.Date.Time.Format(time.DateOnly))
		}
	}
	return out
}
