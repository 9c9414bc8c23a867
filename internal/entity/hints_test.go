package entity_test

import (
	"slices"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/entity"
	"github.com/isnad/isnad/internal/pipeline"
)

// A party whose words name no state may belong to those that the sentence suggests.
func TestOptions(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	for _, tc := range []struct {
		name, in, party string
		want            []string
		not             string
	}{
		{"a body that few states have, in the party's own words", "طوق جنود الأمن المركزي المتظاهرين.", "جنود الأمن المركزي", []string{"EGY"}, "MAR"},
		{"a hint elsewhere in the sentence", "طوق جنود الأمن المركزي المتظاهرين.", "المتظاهرين", []string{"EGY"}, "MAR"},
		{"the people of a town without al-", "احتشد المتظاهرون وبينهم غزاويون.", "المتظاهرون", []string{"PSE"}, "EGY"},
		{"a place told near", "تجمع المتظاهرون قرب نواكشوط.", "المتظاهرون", []string{"MRT"}, "MAR"},
		{"a bare surname that a ruler bears", "وقال سليمان إن الحوار ضروري.", "سليمان", []string{"LBN"}, ""},
		{"an agency reports from everywhere", "وقال العميد لوكالة الصحافة الفرنسية إن المتظاهرين تفرقوا.", "المتظاهرين", nil, "FRA"},
		{"a movement named without the word for its kind", "وتبنت القاعدة الهجوم في بيان.", "القاعدة", []string{"IMG"}, ""},
		{"a common title suggests nothing", "وقال وزير الداخلية إن الحوار ضروري.", "وزير الداخلية", nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, l := r.Layers(isnad.Article{Text: tc.in})
			at := slices.IndexFunc(d.Mentions, func(m isnad.Mention) bool { return m.Span.Of(d.Text) == tc.party })
			if at < 0 {
				t.Fatalf("no phrase %q", tc.party)
			}
			el := entity.Layers{Lexicon: c.Lexicon, Normal: l.Normal, Sentences: l.Sentences, Tokens: l.Tokens, Names: l.Names, Phrases: l.Phrases}
			var have []string
			if m := &d.Mentions[at]; m.Country != "" {
				have = append(have, m.Country)
			}
			for _, o := range entity.Options(&el, d.Mentions, entity.Party{Mention: at, Type: "PROTEST", At: -1, Role: "actor"}) {
				have = append(have, o.Country)
			}
			for _, w := range tc.want {
				if !slices.Contains(have, w) {
					t.Errorf("options %v, want %s among them", have, w)
				}
			}
			if tc.want == nil && len(have) > 0 {
				t.Errorf("options %v, want none", have)
			}
			if tc.not != "" && slices.Contains(have, tc.not) {
				t.Errorf("options %v with %s", have, tc.not)
			}
		})
	}
}
