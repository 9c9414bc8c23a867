package date

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad"
)

// No word is lost because its last letters are asked first.
func TestEndings(t *testing.T) {
	forms := 0
	for _, words := range [2]map[string]word{known, unitWords} {
		for w := range words {
			for _, lead := range []string{"", "و", "ب", "ول", "ال", "وال", "بال"} {
				for _, form := range []string{lead + w, hah(lead + w)} {
					forms++
					if h := ending(form); h != 0 && endings[h>>6]>>(h&63)&1 == 0 {
						t.Errorf("%q is passed by", form)
					}
				}
			}
		}
	}
	if forms < 1000 {
		t.Errorf("%d forms", forms)
	}
}

// hah writes a final tāʾ marbūṭa as many papers do.
func hah(w string) string {
	if n := len(w) - len("ة"); n >= 0 && w[n:] == "ة" {
		return w[:n] + "ه"
	}
	return w
}

// Nothing is found at a word that opens passes by, whatever follows it.
func TestOpens(t *testing.T) {
	others := []string{"22", "2014", "10/5/2014", "-", "/", "،", "(", "و"}
	others = append(others, strings.Fields("كتاب الي القرن نفس كل احد عشر واحد نحو الان اكثر سابق مضت كتابين الهجري ه م")...)
	all := slices.Clone(others)
	for _, words := range [2]map[string]word{known, unitWords} {
		all = slices.AppendSeq(all, maps.Keys(words))
	}
	all = slices.AppendSeq(all, maps.Keys(openers))
	for w := range openers {
		for _, key := range []string{w, "و" + w} {
			f := finder{tokens: []isnad.Token{{Key: key}}, words: newSparse[word](1), months: newSparse[month](1)}
			if !f.opens(0) {
				t.Errorf("%q is passed by", key)
			}
		}
	}
	passed := 0
	for _, first := range all {
		for _, second := range all {
			for _, third := range others {
				f := finder{in: isnad.Range{End: 3}, words: newSparse[word](3), months: newSparse[month](3), hasDay: true, day: time.Date(2014, 10, 22, 0, 0, 0, 0, time.UTC)}
				for i, key := range [...]string{first, second, third} {
					f.tokens = append(f.tokens, isnad.Token{Key: key})
					f.words.set(i, read(key))
				}
				if f.opens(0) {
					break
				}
				if passed++; f.at(0) != 1 || len(f.out) > 0 {
					t.Fatalf("%q %q %q is passed by", first, second, third)
				}
			}
		}
	}
	if passed < 10000 {
		t.Errorf("%d sequences", passed)
	}
}
