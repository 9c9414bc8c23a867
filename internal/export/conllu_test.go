package export_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
)

func lemma(r *isnad.Reading) string { return r.Lemma }

func TestWordsCutClitics(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name string
		in   string
		want string // forms, one blank between
	}{
		{
			name: "wa- and sa- before a verb",
			in:   "وسيلتقي", // wa-sa-yaltaqī
			want: "و س يلتقي",
		},
		{
			name: "bi- and a pronoun",
			in:   "بنظيره", // bi-naẓīri-hi
			want: "ب نظير ه",
		},
		{
			name: "the article stays in its word",
			in:   "الوزراء", // al-wuzarāʾ
			want: "الوزراء",
		},
		{
			name: "the first letter of wazīr is no conjunction",
			in:   "وزير", // wazīr
			want: "وزير",
		},
		{
			name: "the letters of the page are kept, with their marks",
			in:   "وَکِتابه", // wa-kitābu-hu with Persian kaf
			want: "وَ کِتاب ه",
		},
		{
			name: "lil- is li- and a definite word",
			in:   "للوزير", // li-l-wazīr
			want: "ل لوزير",
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			d := c.Reader().Annotate(isnad.Article{ID: "t", Text: x.in})
			var got []string
			for i := range d.Tokens {
				for _, w := range export.Words(&d, i, lemma) {
					got = append(got, w.Form)
					if s := w.Of(d.Text); s != w.Form {
						t.Errorf("the text says %q, the form %q", s, w.Form)
					}
				}
			}
			if s := strings.Join(got, " "); s != x.want {
				t.Errorf("got %q, want %q", s, x.want)
			}
		})
	}
}

// What is written parses: ten columns, ids in order, ranges over the words that
// follow, and the tokens spell the text.
func TestCoNLLUIsWellFormed(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	text := "وسيلتقي رئيس الوزراء بنظيره التركي، اليوم (الأحد).\nﻻجئون في 10 مخيمات"
	d := c.Reader().Annotate(isnad.Article{ID: "a b", Text: text})
	var b bytes.Buffer
	if err := export.NewCoNLLU(&b, lemma).Write(&d); err != nil {
		t.Fatal(err)
	}
	next, spelled, want := 1, "", ""
	until := 0
	for _, line := range strings.Split(b.String(), "\n") {
		switch {
		case strings.HasPrefix(line, "# text = "):
			want = strings.TrimPrefix(line, "# text = ")
			next, spelled, until = 1, "", 0
		case strings.HasPrefix(line, "#"):
		case line == "":
			if strings.TrimSpace(spelled) != want {
				t.Errorf("tokens spell %q, the text is %q", spelled, want)
			}
			want, spelled = "", ""
		default:
			cells := strings.Split(line, "\t")
			if len(cells) != 10 {
				t.Fatalf("%d columns: %q", len(cells), line)
			}
			first, last, isRange := strings.Cut(cells[0], "-")
			if number(first) != next {
				t.Errorf("id %s, want %d", cells[0], next)
			}
			if isRange {
				until = number(last)
			} else {
				next++
			}
			if isRange || number(first) > until {
				spelled += cells[1]
				if cells[9] != "SpaceAfter=No" {
					spelled += " "
				}
			}
		}
	}
}

func number(s string) (n int) {
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}
