package date

import "testing"

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
