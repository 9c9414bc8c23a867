package pipeline_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
)

// glue is what stages look behind and before: function words, signs, numbers,
// ends of lines, and what is no word at all.
var glue = []string{
	"الذي", "التي", "الذين", "أن", "إن", "أنه", "كان", "قد", "لم", "لن", "لا", "من", "في", "على", "إلى", "عن", "بعد", "قبل", "من قبل", "كما", "حيث", "لكن", "أو", "ثم",
	"قال", "وقال", "أعلن", "أضاف", "نقلا عن", "بحسب", "هو", "هي", "هذا", "تلك", "أمس", "اليوم", "الاثنين", "يناير", "2014", "3.5", "عشرة", "مئات", "آلاف",
	",", "،", ":", "؛", ".", "...", "؟", "«", "»", "\"", "“", "”", "(", ")", "-", "/", "\n", "\n\n", "و", "ب", "ل", "\u200c", "\ufefb", "a", "USA", "😀", "\xff",
}

// TestAnnotateTakesAnyWords shuffles the words of examples/ with glue: a text that
// begins or ends in the middle of a construction must not end the program.
func TestAnnotateTakesAnyWords(t *testing.T) {
	words := append([]string(nil), glue...)
	for _, a := range exampleArticles(t) {
		words = append(words, strings.Fields(a.Text)...)
	}
	n := 6000
	if raceDetector {
		n = 300
	}
	chance := rand.New(rand.NewPCG(3, 5))
	r := coder(t).Reader()
	ont := ontology(t)
	for range n {
		var b strings.Builder
		for range 1 + chance.IntN(30) {
			pool := words
			if chance.IntN(2) == 0 {
				pool = glue
			}
			b.WriteString(pool[chance.IntN(len(pool))])
			b.WriteByte(' ')
		}
		text := b.String()
		func() {
			defer func() {
				if x := recover(); x != nil {
					t.Errorf("%q: %v", text, x)
				}
			}()
			d := r.Annotate(isnad.Article{ID: "any", Text: strings.ToValidUTF8(text, "\ufffd"), Date: "2014-10-22"})
			export.Events(ont, &d)
		}()
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, w := range glue {
		f.Add(w + " اتهمت روسيا الولايات المتحدة بدعم المسلحين " + w)
	}
	r := coder(f).Reader()
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
			return // read decodes before anything is annotated
		}
		r.Annotate(asPage(t, isnad.Article{ID: "fuzz"}, text))
	})
}
