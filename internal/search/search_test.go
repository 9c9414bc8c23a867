package search

import (
	"testing"

	"github.com/isnad/isnad/internal/lexicon"
)

func segmenter(t testing.TB) *Segmenter {
	t.Helper()
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	return New(lx)
}

// The pairs of ../shared/notes/go-stack.md that light stemmers fail on, and traps beside them.
func TestWordsAreFoundWithinTheirClitics(t *testing.T) {
	s := segmenter(t)
	for _, c := range []struct {
		query, text string
		found       bool
	}{
		{"رئيس", "الرئيس", true},
		{"العراق", "وبالعراق", true},
		{"الحكومة", "وللحكومة", true},
		{"مجلس", "وبمجلس", true},
		{"بغداد", "ببغداد", true},
		{"مصر", "ومصر", true},
		{"وزراء", "الوزراء", true},
		{"وزير", "وزيرها", true},
		{"عراق", "العراق", true},
		{"حكومة", "الحكومة", true},
		{"إيران", "ايران", true},
		{"الأمن", "الامن", true},
		{"حكومة", "الحكومه", true}, // tāʾ marbūṭa typed as hāʾ
		{"قال", "وسيقولون", true},  // one lemma
		{"محمد", "مُحَمَّد", true},
		{"الكويت", "الکویت", true}, // Persian kāf and yeh
		{"2014", "٢٠١٤", true},
		{"وزير", "زير", false},
		{"زير", "وزير", false},
		{"راء", "وزراء", false},
		{"علي", "على", false},
		{"على", "علي", false},
	} {
		p := s.Query(c.query, false)
		ts := s.Text("شاهد الناس " + c.text + " أمس.")
		found := len(p.Matches(ts)) > 0
		if found != c.found {
			t.Errorf("%s in %s: found %v, want %v\nquery %+v\ntext %+v", c.query, c.text, found, c.found, p.Words, ts)
		}
	}
}

func TestOffsetsCountCodePointsOfTheText(t *testing.T) {
	s := segmenter(t)
	text := "😀 قَالَ «الوَزِيرُ»: نعم"
	runes := []rune(text)
	p := s.Query("وزير", false)
	ts := s.Text(text)
	ms := p.Matches(ts)
	if len(ms) != 1 {
		t.Fatalf("found %d times in %+v", len(ms), ts)
	}
	if got := string(runes[ts[ms[0][0]].Start:ts[ms[0][1]-1].End]); got != "الوَزِيرُ" {
		t.Errorf("highlights %q", got)
	}
}

func FuzzText(f *testing.F) {
	f.Add("وقال الوزير: \"نعم\" 😀\xff")
	f.Add("ﷺ لاﻵ a_b p OR")
	s := segmenter(f)
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		n := len([]rune(text))
		for _, x := range s.Text(text) {
			if x.Start < last || x.End < x.Start || x.End > n {
				t.Fatalf("%q: the term %+v is out of order or of the text", text, x)
			}
			last = x.End
			for _, w := range []string{x.Word, x.Stem, x.Lemma} {
				if w == "" || clean(w) != w {
					t.Fatalf("%q: the form %q is empty or holds what the index cuts", text, w)
				}
			}
		}
	})
}
