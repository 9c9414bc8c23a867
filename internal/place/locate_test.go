package place_test

import (
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

func TestWhichPlaceANameIs(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text, word, country string
		known                     bool // the gazetteer has it
	}{
		{"a city", "وصل الوفد إلى حلب مساء.", "حلب", "SYR", true},
		{"a capital", "وصل الوفد إلى دمشق والتقى الرئيس.", "دمشق", "SYR", true},
		{"a village of no gazetteer lies in the state that the text tells of", "هاجم مسلحون قرية زرفانة شمال العراق.", "زرفانة", "IRQ", false},
		{"a nisba tells of a state too", "داهم الجيش النيجيري قرية زرفانة فجرا.", "زرفانة", "NGA", false},
		{"a town called like a capital, where the text tells of its state", "اندلعت اشتباكات في طرابلس شمال لبنان.", "طرابلس", "LBN", true},
		{"else it is the capital", "اندلعت اشتباكات في طرابلس أمس.", "طرابلس", "LBY", true},
		{"of two towns the one in the state told most", "بسط الجيش اليمني سيطرته على زنجبار أمس.", "زنجبار", "YEM", true},
		{"bodies of many states are none", "زار وفد من الأمم المتحدة قرية زرفانة.", "زرفانة", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := c.Reader().Layers(isnad.Article{ID: "x", Text: tt.text})
			for i := range d.Places {
				p := &d.Places[i]
				if n := &d.Names[p.Name]; d.Tokens[n.Tokens.Start].Key[n.Cut:] != key(&d, tt.word) {
					continue
				}
				if p.Country != tt.country || p.Located != tt.known {
					t.Errorf("country %q, located %v", p.Country, p.Located)
				}
				return
			}
			t.Errorf("%s is no place", tt.word)
		})
	}
}

// key is the folded form of a word of the text.
func key(d *isnad.Document, word string) string {
	for i := range d.Tokens {
		if d.Tokens[i].Span.Of(d.Text) == word {
			return d.Tokens[i].Key
		}
	}
	return ""
}
