package read

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/charset"
)

// A Page is an opened item.
type Page struct {
	Path    string
	ID      string // given, else the URL, else made from the path
	Line    int
	Kind    Kind   // Text, HTML, JSONL
	Text    string // decoded: valid UTF-8
	Charset string // windows-1256, utf-8, ...
	Why     string // how the charset is known
	Record
}

// Open decodes an item. When ok is false nothing can be coded and the
// diagnostics say why. It keeps no state, so many goroutines may open items.
func Open(it *Item) (p Page, faults []isnad.Diagnostic, ok bool) {
	faults = it.Faults
	if it.Kind == "" {
		return Page{}, faults, false
	}
	p = Page{Path: it.Path, ID: it.ID, Line: it.Line, Kind: it.Kind}
	if it.Kind == JSONL {
		return openRecord(it, p)
	}
	d := charset.Decode(it.Raw, "", it.Kind == HTML)
	p.Text, p.Charset, p.Why = d.Text, d.Charset, d.Why
	if d.Bad >= 0 {
		faults = append(faults, isnad.Diagnostic{
			Path: it.Path, Line: 1 + bytes.Count(it.Raw[:d.Bad], []byte("\n")), Byte: it.Byte + int64(d.Bad), Code: "bad-utf8",
			Text: fmt.Sprintf("%d bytes that are no %s letters read as U+FFFD", d.BadCount, d.Charset),
			Hint: "the page is coded; convert it with iconv if words are lost",
		})
	}
	if strings.TrimSpace(p.Text) == "" {
		faults = append(faults, fault(it.Path, "no-text", "holds only blanks", ""))
		return p, faults, false
	}
	return p, faults, true
}

func openRecord(it *Item, p Page) (Page, []isnad.Diagnostic, bool) {
	faults := it.Faults
	p.Charset, p.Why = "utf-8", "json is utf-8"
	if bad := firstInvalid(it.Raw); bad >= 0 {
		faults = append(faults, isnad.Diagnostic{
			Path: it.Path, Line: it.Line, Byte: it.Byte + int64(bad), Code: "bad-utf8",
			Text: "bytes that are not UTF-8 read as U+FFFD", Hint: "the record is coded; JSON must be UTF-8, convert the file with iconv",
		})
	}
	r, text, d := record(it)
	if d != nil {
		return p, append(faults, *d), false
	}
	p.Record, p.Text = r, text
	if s, why, ok := charset.Repair(text); ok {
		p.Text, p.Why = s, why
	}
	switch {
	case r.ID != "":
		p.ID = r.ID
	case r.URL != "":
		p.ID = r.URL
	}
	return p, faults, true
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, w := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && w == 1 {
			return i
		}
		i += w
	}
	return -1
}
