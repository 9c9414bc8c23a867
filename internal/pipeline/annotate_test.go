package pipeline_test

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
)

const (
	examples = "../../examples"
	gold     = "../../../shared/gold"
)

var opened = sync.OnceValues(pipeline.New)

func coder(t testing.TB) *pipeline.Coder {
	t.Helper()
	c, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// exampleArticles are the articles of examples/, as isnad code reads them.
func exampleArticles(t testing.TB) (out []isnad.Article) {
	t.Helper()
	labels := pipeline.Labels(coder(t).Lexicon)
	for it := range read.Inputs([]string{examples}, nil, read.Options{}) {
		a, faults, ok := pipeline.Article(labels, &it)
		if !ok || len(faults) > 0 {
			t.Fatalf("%s: %v", it.Path, faults)
		}
		out = append(out, a)
	}
	if len(out) < 5 {
		t.Fatalf("%s holds %d documents", examples, len(out))
	}
	return out
}

// goldTexts are the seed page and the sentences of gsr-dev; none, with a note,
// where the gold does not lie beside the checkout.
func goldTexts(t testing.TB) (out []isnad.Article) {
	t.Helper()
	page, err := os.ReadFile(gold + "/seed/page.txt")
	if err != nil {
		t.Logf("only examples/ is read: %v", err)
		return nil
	}
	out = append(out, isnad.Article{ID: "seed", Text: string(page)})
	g, err := eval.ReadGSR(gold + "/gsr-dev")
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range g.Units() {
		out = append(out, u.Article)
	}
	return out
}

// sample takes n of the texts, the first always, when tests run slowly.
func sample(texts []isnad.Article, n int) []isnad.Article {
	if !raceDetector || len(texts) <= n {
		return texts
	}
	out := texts[:1:1]
	for k := 1; k < n; k++ {
		out = append(out, texts[k*(len(texts)-1)/(n-1)])
	}
	return out
}

// pageLabels are made once.
var pageLabels = sync.OnceValue(func() *article.Labels {
	c, err := opened()
	if err != nil {
		panic(err)
	}
	return pipeline.Labels(c.Lexicon)
})

// asPage reads a text as a file of that text would be read.
func asPage(t testing.TB, a isnad.Article, text string) isnad.Article {
	t.Helper()
	labels := pageLabels()
	it := read.Item{Path: a.ID, ID: a.ID, Kind: read.Text, Raw: []byte(text)}
	b, _, ok := pipeline.Article(labels, &it)
	if !ok {
		t.Fatalf("%s: nothing to read", a.ID)
	}
	return b
}

// told prints the events of a document with their spans taken through to: what
// two typings of one text must have in common.
func told(d *isnad.Document, to func(isnad.Span) isnad.Span) []string {
	mention := func(i int) string {
		m := &d.Mentions[i]
		return fmt.Sprintf("%v %s/%s %v %s %s %s %s", to(m.Span), m.Country, m.CountryVia, m.Sectors, m.ID, m.Kind, m.Via, m.Name)
	}
	mentions := func(is []int) (out []string) {
		for _, i := range is {
			out = append(out, mention(i))
		}
		return out
	}
	var out []string
	for i := range d.Events {
		e := &d.Events[i]
		var b strings.Builder
		fmt.Fprintf(&b, "%s %v %v %v fg=%v a=%q r=%q at=%v", e.Type, e.Mode, e.Context, e.Aux, e.Foreground, mentions(e.Actor), mentions(e.Recipient), to(e.Trigger))
		for _, s := range e.Mentions {
			fmt.Fprintf(&b, " +%v", to(s))
		}
		if e.Claim >= 0 {
			c := &d.Claims[e.Claim]
			fmt.Fprintf(&b, " claim=%s %q", c.Stance, mentions(c.Chain))
			if c.Speaker >= 0 {
				b.WriteString(" by " + mention(c.Speaker))
			}
		}
		fmt.Fprintf(&b, " date=%s/%s/%s", e.Date.Value, e.Date.Granularity, e.Date.Basis)
		if e.Place != nil {
			fmt.Fprintf(&b, " place=%v %s %s", to(e.Place.Span), e.Place.Name, e.Place.Country)
		}
		for _, s := range e.Size {
			fmt.Fprintf(&b, " %s=%d-%d %v", s.Kind, s.Min, s.Max, to(s.Span))
		}
		fmt.Fprintf(&b, " in=%v p=%.4f rule=%s", to(d.Sentences[e.Sentence].Span), e.Confidence, e.Rule)
		out = append(out, b.String())
	}
	return out
}

func asIs(s isnad.Span) isnad.Span {
	if s.Empty() {
		return isnad.Span{}
	}
	return s
}

// TestRetyped types each text anew in other ways and looks for the same events:
// types, codes, and the words mapped to their new places.
func TestRetyped(t *testing.T) {
	texts := append(exampleArticles(t), sample(goldTexts(t), 300)...)
	r := coder(t).Reader()
	before := make([]isnad.Document, len(texts))
	for i := range texts {
		before[i] = r.Annotate(asPage(t, texts[i], texts[i].Text))
	}
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			same := 0
			for i := range before {
				d := &before[i]
				h := fnv.New64a()
				h.Write([]byte(d.ID))
				typed := w.retype(d.Text, rand.New(rand.NewPCG(h.Sum64(), 1)))
				after := r.Annotate(asPage(t, d.Article, typed.text.String()))
				if after.Text != typed.text.String() {
					t.Fatalf("%s: the text was not kept as typed", d.ID)
				}
				want, got := told(d, typed.forward), told(&after, asIs)
				switch {
				case slices.Equal(want, got):
					same++
				case !w.shown && !eval.Held(d.ID):
					t.Logf("%s differs\n  was %s\n  is  %s", d.ID, strings.Join(want, "\n      "), strings.Join(got, "\n      "))
				}
			}
			share := float64(same) / float64(len(before))
			t.Logf("%d of %d documents have the same events: %.2f %%", same, len(before), 100*share)
			if share < 0.99 && !w.shown {
				t.Errorf("%.2f %% are the same, want 99 %%", 100*share)
			}
		})
	}
}

// TestSameBytes codes examples/ (and the seed page and gsr-dev where they are)
// with one, two and eight jobs.
func TestSameBytes(t *testing.T) {
	var items []read.Item
	for it := range read.Inputs([]string{examples}, nil, read.Options{}) {
		items = append(items, it)
	}
	for _, a := range sample(goldTexts(t), 300) {
		items = append(items, read.Item{Path: a.ID, ID: a.ID, Kind: read.Text, Raw: []byte(a.Text)})
	}
	var first []byte
	for _, jobs := range []int{1, 2, 8} {
		out := records(t, items, jobs)
		switch {
		case first == nil:
			first = out
		case !bytes.Equal(first, out):
			t.Errorf("%d jobs write other bytes than one", jobs)
		}
	}
	if len(first) == 0 {
		t.Error("no record was written")
	}
}

func records(t *testing.T, items []read.Item, jobs int) []byte {
	t.Helper()
	var buf bytes.Buffer
	out := export.NewJSONL(&buf)
	ont := ontology(t)
	err := coder(t).Code(slices.Values(items), jobs, func(r pipeline.Result) error {
		for _, e := range export.Events(ont, &r.Document) {
			if err := out.Write(&e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func ontology(t testing.TB) *export.Ontology {
	t.Helper()
	lx := coder(t).Lexicon
	o, err := export.NewOntology(lx.Table("plover"), lx.Table("cameo"))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestQuotedWordsStandInTheText slices every document by the offsets of its
// records, as a user of Python would.
func TestQuotedWordsStandInTheText(t *testing.T) {
	ont := ontology(t)
	r := coder(t).Reader()
	quoted := 0
	for _, a := range append(exampleArticles(t), sample(goldTexts(t), 300)...) {
		d := r.Annotate(asPage(t, a, a.Text))
		points := []rune(d.Text)
		check := func(what string, s export.Span) {
			if s.Start < 0 || s.End > len(points) || s.Start > s.End || string(points[s.Start:s.End]) != s.Text {
				t.Errorf("%s: %s [%d,%d) is not %q", d.ID, what, s.Start, s.End, s.Text)
			}
			quoted++
		}
		for _, e := range export.Events(ont, &d) {
			eachSpan(&e, check)
			if e.Trigger.Text == "" || e.Evidence.Text == "" {
				t.Errorf("%s: event %s has no words", d.ID, e.ID)
			}
		}
		doc := export.DocumentOf(&d, export.Coder{})
		last := 0
		for _, s := range doc.Sentences {
			if s.Start < last || s.End > len(points) || s.Start >= s.End {
				t.Errorf("%s: sentence [%d,%d) behind %d", d.ID, s.Start, s.End, last)
			}
			last = s.End
		}
		for _, x := range doc.Dropped {
			if x.Start < 0 || x.End > len(points) || x.Start >= x.End || x.Reason == "" {
				t.Errorf("%s: dropped [%d,%d) %q", d.ID, x.Start, x.End, x.Reason)
			}
		}
	}
	t.Logf("%d quotations", quoted)
}

// eachSpan visits all objects of a record that carry text, start and end.
func eachSpan(e *export.Event, f func(string, export.Span)) {
	f("trigger", e.Trigger)
	f("evidence", e.Evidence)
	for _, s := range e.Mentions {
		f("mention", s)
	}
	for _, m := range append(slices.Clone(e.Actor), e.Recipient...) {
		f("party", m.Span)
	}
	if c := e.Claim; c != nil {
		f("verb", c.Verb)
		if c.Speaker != nil {
			f("speaker", c.Speaker.Span)
		}
		for _, m := range c.Chain {
			f("chain", m.Span)
		}
	}
	if e.Date.Start != nil {
		f("date", export.Span{Text: e.Date.Text, Start: *e.Date.Start, End: *e.Date.End})
	}
	if p := e.Place; p != nil {
		f("place", export.Span{Text: p.Text, Start: p.Start, End: p.End})
	}
	for _, s := range []*export.Size{e.Size.Dead, e.Size.Injured, e.Size.Arrested, e.Size.Crowd} {
		if s != nil {
			f("size", export.Span{Text: s.Text, Start: s.Start, End: s.End})
		}
	}
}

// exampleDocument annotates one document of examples/ by the end of its id.
func exampleDocument(t *testing.T, id string) isnad.Document {
	t.Helper()
	for _, a := range exampleArticles(t) {
		if strings.HasSuffix(a.ID, id) {
			return coder(t).Reader().Annotate(a)
		}
	}
	t.Fatalf("no document %s in %s", id, filepath.Clean(examples))
	return isnad.Document{}
}
