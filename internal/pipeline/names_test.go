package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

// Names of the gazetteers are known in the plainest sentences that a newspaper has them in,
// though many are common words too: Ḥimṣ is chickpeas, Ṭālibān two students, Ḥamās zeal.
func TestNamesAreKnown(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		table  string
		frames []string
		least  float64 // share of names and frames; what is left means something else as often
	}{
		{"states", []string{"أعلنت %s أمس موقفها.", "التقى وفد من %s الوزير.", "على %s أن ترد."}, 0.998},
		{"places", []string{"انفجرت قنبلة في %s أمس.", "وصل الوزير إلى %s أمس.", "سيطر الجيش على %s أمس."}, 0.994},
		{"organisations", []string{"قال مسؤول في %s أمس إن القرار مرفوض.", "أعلنت %s أمس موقفها."}, 0.998},
		{"persons", []string{"انتقدت الحكومة %s أمس.", "قال %s أمس إن القرار مرفوض."}, 0.999},
	}
	for _, tt := range tests {
		t.Run(tt.table, func(t *testing.T) {
			t.Parallel()
			r, table := c.Reader(), c.Lexicon.Table(tt.table)
			asked, lost := 0, []string{}
			for i := range table.Len() {
				name := table.Get(i, "name")
				if strings.ContainsAny(name, "-") {
					continue // parts of other tokens
				}
				for _, frame := range tt.frames {
					asked++
					if text := fmt.Sprintf(frame, name); !known(r, text, name) {
						lost = append(lost, text)
					}
				}
			}
			if share := 1 - float64(len(lost))/float64(asked); share < tt.least {
				t.Errorf("%.4f of %d are known, want %.3f; not known:\n%s", share, asked, tt.least, strings.Join(lost, "\n"))
			}
		})
	}
}

// known tells whether a mention of the name is one of a row of the gazetteers.
func known(r *Reader, text, name string) bool {
	_, l := r.Layers(isnad.Article{ID: "x", Text: text})
	for i := range l.Mentions {
		m := &l.Mentions[i]
		if w := m.Of(text); strings.HasSuffix(w, name) && (m.ID != "" || m.Via == "name" || m.Via == "metonym" || m.Country != "") {
			return true
		}
	}
	return false
}
