package web

import (
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/export"
)

// show writes pieces as text with their roles in brackets.
func show(ps []piece) string {
	var b strings.Builder
	for _, p := range ps {
		if len(p.Roles) > 0 {
			b.WriteString("[" + strings.Join(p.Roles, "+") + " " + p.Text + "]")
			continue
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

func TestPaintGoesToTheEdgesOfWords(t *testing.T) {
	for _, c := range []struct {
		name, text string
		paints     []paint
		want       string
	}{
		{"behind a clitic: wa-qāla", "وقال الوزير", []paint{{1, 4, "says"}},
			"[says وقال] الوزير"},
		{"marks belong to their letter", "قَالَ الوزير", []paint{{0, 2, "says"}},
			"[says قَالَ] الوزير"},
		{"joiners do not end a word: mī-ravad", "می\u200cرود تند", []paint{{3, 6, "trigger"}},
			"[trigger می\u200cرود] تند"},
		{"punctuation stays outside", "«الوزير»، قال", []paint{{1, 7, "actor"}},
			"«[actor الوزير]»، قال"},
		{"spans in one another", "وزير خارجية تركيا", []paint{{0, 17, "actor"}, {12, 17, "place"}},
			"[actor وزير خارجية ][actor+place تركيا]"},
		{"spans that cross", "a b c d", []paint{{0, 3, "x"}, {2, 5, "y"}},
			"[x a ][x+y b][y  c] d"},
		{"letters beyond the first plane count as one", "😀 قال", []paint{{2, 5, "says"}},
			"😀 [says قال]"},
		{"nothing outside the text", "قال", []paint{{-5, 0, "x"}, {3, 9, "y"}, {2, 1, "z"}},
			"قال"},
	} {
		if got := show(pieces([]rune(c.text), 0, c.paints)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestParagraphsKeepTheTextAndSayWhatWasDropped(t *testing.T) {
	d := &export.Document{Text: "الرئيسية\n\nقال الوزير\nشارك", Dropped: []export.Dropped{{Extent: export.Extent{Start: 0, End: 8}, Reason: "breadcrumb"}, {Extent: export.Extent{Start: 21, End: 25}, Reason: "share"}}}
	ps := paragraphs(d, []paint{{10, 20, "evidence"}, {10, 13, "says"}})
	if len(ps) != 3 || ps[0].Dropped != "breadcrumb" || ps[1].Dropped != "" || ps[2].Dropped != "share" {
		t.Fatalf("%+v", ps)
	}
	if got := show(ps[1].Pieces); got != "[evidence+says قال][evidence  الوزير]" {
		t.Errorf("got %s", got)
	}
}

func FuzzPieces(f *testing.F) {
	f.Add("وقال الوزير", 1, 4, 2, 9)
	f.Add("", 0, 1, -1, 5)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		rs := []rune(text)
		var back strings.Builder
		for _, p := range pieces(rs, 0, []paint{{a, b, "x"}, {c, d, "y"}}) {
			back.WriteString(p.Text)
		}
		if back.String() != string(rs) {
			t.Errorf("painting changed the text: %q, %q", text, back.String())
		}
	})
}
