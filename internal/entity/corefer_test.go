package entity_test

import (
	"slices"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

// The word for its kind stands for a movement told before, with its country and sector.
func TestSameMovement(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	for _, tc := range []struct{ name, in, party, want string }{
		{"named with its kind", "رفضت حركة طالبان العرض أمس. وقالت الحركة إن القتال مستمر.", "الحركة", "AFG-REB"},
		{"named without the word for its kind", "اتهمت إسرائيل حماس بالتصعيد. وردت الحركة على الاتهام.", "الحركة", "PSE-REB"},
		{"another kind is no movement told before", "رفضت حركة طالبان العرض أمس. وقال الحزب إن الحوار مستمر.", "الحزب", "-PTY"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, _ := r.Layers(isnad.Article{Text: tc.in})
			at := slices.IndexFunc(d.Mentions, func(m isnad.Mention) bool { return m.Span.Of(d.Text) == tc.party })
			if at < 0 {
				t.Fatalf("no phrase %q", tc.party)
			}
			if m := &d.Mentions[at]; m.Country+"-"+m.Sector() != tc.want {
				t.Errorf("%q is %s-%s, want %s", tc.party, m.Country, m.Sector(), tc.want)
			}
		})
	}
}
