package read

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// TestCharsetOfArticles writes real articles, which are no part of this project,
// in the old charsets under a right, a wrong and no declaration.
func TestCharsetOfArticles(t *testing.T) {
	f, err := os.Open("../../../shared/news/articles.jsonl")
	if err != nil {
		t.Skipf("the articles are not here: %v", err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	total, right := 0, 0
	for n := 0; sc.Scan(); n++ {
		if n%5 != 0 { // the race detector is slow on 20 MB
			continue
		}
		var d struct{ ID, Text string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		for _, cm := range []*charmap.Charmap{charmap.Windows1256, charmap.ISO8859_6} {
			for _, meta := range []string{"", "<meta charset=windows-1256>", "<meta charset=iso-8859-6>", "<meta charset=utf-8>", "<meta charset=windows-1252>"} {
				var raw, letters []byte
				for _, r := range "<head>" + meta + "</head>" + d.Text {
					if b, ok := cm.EncodeRune(r); ok {
						raw, letters = append(raw, b), utf8.AppendRune(letters, r)
					}
				}
				total++
				if got := Decode(raw, true); got.Text == string(letters) {
					right++
				} else {
					t.Logf("%s in %v with %q read as %s: %s", d.ID, cm, meta, got.Charset, got.Why)
				}
			}
		}
	}
	t.Logf("%d of %d decoded as they were", right, total)
	if right*100 < total*99 {
		t.Errorf("%d of %d decoded as they were, under 99 %%", right, total)
	}
}
