package pipeline_test

import (
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

func TestGiven(t *testing.T) {
	const text = "قال ناطق إن مسلحين مجهولين هاجموا دورية للشرطة العراقية قرب كركوك مساء الخميس."
	r := coder(t).Reader()
	for _, c := range []struct{ name, span, country, sector string }{
		{"a phrase as it is", "مسلحين مجهولين", "", "UAF"},
		{"longer than the phrase: its complement counts", "دورية للشرطة العراقية", "IRQ", "COP"},
		{"a sign at the end is not part of it", "دورية للشرطة العراقية ", "IRQ", "COP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := strings.Index(text, c.span)
			m, ok := r.Given(isnad.Article{ID: "x", Text: text}, isnad.Span{Start: at, End: at + len(c.span)}, "CONSULT", "actor")
			if !ok || m.Country != c.country || m.Sector() != c.sector {
				t.Errorf("%v %q %q (by %s), want %q %q", ok, m.Country, m.Sector(), m.CountryVia, c.country, c.sector)
			}
		})
	}
	if _, ok := r.Given(isnad.Article{ID: "x", Text: text}, isnad.Span{Start: len(text), End: len(text)}, "CONSULT", "actor"); ok {
		t.Error("an empty span names somebody")
	}
}

// The state of a party by the nisba beside its head, of one word or two, which may mean
// another thing; and by the longest name of a state.
func TestGivenNisba(t *testing.T) {
	r := coder(t).Reader()
	for _, c := range []struct{ name, span, country string }{
		{"two words with al-", "الرئيس الكوري الجنوبي", "KOR"},
		{"two words, plural", "الجنود الكوريين الشماليين", "PRK"},
		{"the first of two is no nisba", "وزير الخارجية الجنوب الأفريقي", "ZAF"},
		{"Malian beside an office", "الرئيس المالي", "MLI"},
		{"financial beside a crisis", "الأزمة المالية", ""},
		{"Comoran beside a government", "الحكومة القمرية", "COM"},
		{"the longer name of a state, behind its body", "قوات غينيا بيساو", "GNB"},
		{"a name with a dash", "رئيس غينيا - بيساو", "GNB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "واتهم " + c.span + " المعارضة بالتحريض."
			at := strings.Index(text, c.span)
			m, _ := r.Given(isnad.Article{ID: "x", Text: text}, isnad.Span{Start: at, End: at + len(c.span)}, "ACCUSE", "actor")
			if m.Country != c.country {
				t.Errorf("%q is %q (by %s), want %q", c.span, m.Country, m.CountryVia, c.country)
			}
		})
	}
}
