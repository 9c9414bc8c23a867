package explain

import (
	"fmt"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

// A frame is what a row's example is cut into: its verb, the party that the coder gives
// as its actor right behind that, and the rest. One of four rows is asked.
type frame struct {
	kind, verb, actor, rest string
	fem                     bool
}

// settings put a frame into other words that tell the same.
var settings = []struct {
	name string
	of   func(f *frame) string
}{
	{"a day behind the verb", func(f *frame) string { return f.verb + " أمس " + f.actor + " " + f.rest }},
	{"an evening behind the verb", func(f *frame) string { return f.verb + " مساء الأربعاء " + f.actor + " " + f.rest }},
	{"an adverb behind the verb", func(f *frame) string { return f.verb + " على الفور " + f.actor + " " + f.rest }},
	{"a visit behind the verb", func(f *frame) string {
		return f.verb + " خلال زيارته القاهرة " + f.actor + " " + f.rest
	}},
	{"how, behind the actor", func(f *frame) string { return f.verb + " " + f.actor + " هاتفيا " + f.rest }},
	{"the first time, behind the actor", func(f *frame) string { return f.verb + " " + f.actor + " للمرة الأولى " + f.rest }},
	{"an aside between dashes", func(f *frame) string {
		return f.verb + " " + f.actor + " - بحسب مصادر دبلوماسية - " + f.rest
	}},
	{"a relative between commas", func(f *frame) string {
		return f.verb + " " + f.actor + "، " + f.by("الذي يزور", "التي تزور") + " المنطقة، " + f.rest
	}},
	{"the actor first", func(f *frame) string { return f.actor + " " + f.verb + " " + f.rest }},
	{"the actor first, later in the text", func(f *frame) string {
		return "لم يتغير الوضع منذ شهور. " + f.actor + " " + f.verb + " " + f.rest
	}},
	{"behind inna", func(f *frame) string { return "قال مسؤول إن " + f.actor + " " + f.verb + " " + f.rest }},
	{"behind kana", func(f *frame) string {
		return f.by("وكان ", "وكانت ") + f.actor + " قد " + f.verb + " " + f.rest
	}},
	{"in a relative", func(f *frame) string {
		return "غادر المدينة أمس " + f.actor + " " + f.by("الذي ", "التي ") + f.verb + " " + f.rest
	}},
	{"behind another clause", func(f *frame) string {
		return "وصل الوفد أمس، ثم " + f.verb + " " + f.actor + " " + f.rest
	}},
	{"in a quotation", func(f *frame) string {
		return "وقال شاهد عيان: «" + f.verb + " " + f.actor + " " + f.rest + "»"
	}},
}

func (f *frame) by(masculine, feminine string) string {
	if f.fem {
		return feminine
	}
	return masculine
}

// A plain sentence put into other words tells the same. How often the coder hears it is
// a figure of quality, in a golden: what is lost is a fault of the grammar, or of what
// the scorers took for a rule.
func TestRowsInOtherWords(t *testing.T) {
	const golden = "../../testdata/settings.txt"
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	var frames []frame
	rows := c.Lexicon.Table("events")
	for i := 0; i < rows.Len(); i += 4 {
		if f, ok := frameOf(r, rows.Get(i, "type"), strings.TrimRight(rows.Get(i, "example"), ". ")); ok {
			frames = append(frames, f)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# Of %d examples of pattern rows, how many are coded as their type, and with their actor, when they are put into other words.\n", len(frames))
	for _, s := range settings {
		coded, actor := 0, 0
		for i := range frames {
			f := &frames[i]
			kind, by := codes(r, s.of(f), f.kind)
			coded += one(kind)
			actor += one(kind && strings.HasPrefix(by, f.actor))
		}
		n := float64(max(1, len(frames)))
		fmt.Fprintf(&b, "%-36s %5.3f %5.3f\n", s.name, float64(coded)/n, float64(actor)/n)
	}
	hold(t, golden, b.String())
}

// frameOf cuts an example; it tells no when the coder does not code it as its type with
// one actor in the singular right behind the verb.
func frameOf(r *pipeline.Reader, kind, example string) (f frame, ok bool) {
	verb, rest, _ := strings.Cut(example, " ")
	d := r.Annotate(isnad.Article{ID: "x", Text: example})
	for i := range d.Events {
		e := &d.Events[i]
		if e.Type != kind || len(e.Actor) != 1 || !d.Tokens[0].Is(isnad.Verb) {
			continue
		}
		m := &d.Mentions[e.Actor[0]]
		actor := m.Span.Of(example)
		tail, next := strings.CutPrefix(rest, actor+" ")
		if !next || m.Number.Any(isnad.Plur|isnad.Dual) && !m.Number.Any(isnad.Sing) {
			return f, false
		}
		v := d.Tokens[0].R().Features
		return frame{kind, verb, actor, tail, v.Has(isnad.Fem) && !v.Has(isnad.Masc)}, true
	}
	return f, false
}

// codes tells whether a text is coded as a type, and who acts.
func codes(r *pipeline.Reader, text, kind string) (ok bool, actor string) {
	d := r.Annotate(isnad.Article{ID: "x", Text: text})
	for i := range d.Events {
		if e := &d.Events[i]; e.Type == kind {
			if len(e.Actor) > 0 {
				actor = d.Mentions[e.Actor[0]].Span.Of(text)
			}
			return true, actor
		}
	}
	return false, ""
}
