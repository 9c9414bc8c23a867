package charset

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// TestCharsetOfArticles writes real articles, which are no part of this project,
// in UTF-8 and the old charsets under a right, a wrong, a late and no declaration.
func TestCharsetOfArticles(t *testing.T) {
	f, err := os.Open("../../../shared/news/articles.jsonl")
	if err != nil {
		t.Skipf("the articles are not here: %v", err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	// A declaration behind scripts of four kilobytes, where browsers have stopped to look.
	late := "<script>" + strings.Repeat("var a = 1;\n", 400) + "</script>"
	metas := []string{""}
	for _, name := range []string{"windows-1256", "iso-8859-6", "utf-8", "windows-1252", "koi8-r"} {
		meta := "<meta charset=" + name + ">"
		metas = append(metas, meta, late+meta)
	}
	total, right := 0, 0
	for n := 0; sc.Scan(); n++ {
		if n%5 != 0 { // the race detector is slow on 20 MB
			continue
		}
		var d struct{ ID, Text string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		for _, encode := range []func(rune) (byte, bool){nil, charmap.Windows1256.EncodeRune, charmap.ISO8859_6.EncodeRune, encodeMac} {
			for _, meta := range metas {
				raw, letters := spelled("<head>"+meta+"</head>"+d.Text, encode)
				total++
				if got := Decode(raw, "", true); got.Text == letters {
					right++
				} else {
					t.Logf("%s with %.40q read as %s: %s", d.ID, meta, got.Charset, got.Why)
				}
			}
		}
	}
	t.Logf("%d of %d decoded as they were", right, total)
	if right*100 < total*99 {
		t.Errorf("%d of %d decoded as they were, under 99 %%", right, total)
	}
}

// spelled encodes what the charset has letters for, and tells what that is.
func spelled(s string, encode func(rune) (byte, bool)) (raw []byte, letters string) {
	if encode == nil {
		return []byte(s), s
	}
	var kept []byte
	for _, r := range s {
		if b, ok := encode(r); ok {
			raw, kept = append(raw, b), utf8.AppendRune(kept, r)
		}
	}
	return raw, string(kept)
}

func encodeMac(r rune) (byte, bool) {
	if r < utf8.RuneSelf {
		return byte(r), true
	}
	i := slices.Index(macTable[:], r)
	return byte(i) + utf8.RuneSelf, i >= 0
}
