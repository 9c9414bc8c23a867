package read

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/charset"
	"github.com/isnad/isnad/internal/warc"
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
	p = Page{Path: it.Path, ID: it.ID, Line: it.Line, Kind: it.Kind, Record: it.Record}
	if it.Record.ID != "" {
		p.ID = it.Record.ID
	}
	if it.Kind == JSONL {
		return openRecord(it, p)
	}
	raw := it.Raw
	if it.Kind == response {
		p.Kind = HTML
		var fault *isnad.Diagnostic
		if raw, fault = body(it); fault != nil {
			if faults = append(faults, *fault); fault.Code == "page-too-large" {
				return p, faults, false
			}
		}
	}
	d := charset.Decode(raw, it.charset, p.Kind == HTML)
	p.Text, p.Charset, p.Why = d.Text, d.Charset, d.Why
	if it.decided.Name != "" {
		p.Charset, p.Why = it.decided.Name, it.decided.Why
	}
	if d.Bad >= 0 {
		faults = append(faults, badBytes(it, raw, &d))
	}
	if strings.TrimSpace(p.Text) == "" {
		d := fault(it.Path, "no-text", "holds only blanks", "")
		if it.Kind == response {
			d.Byte, d.Text = it.Byte, it.Record.URL+": holds only blanks"
		}
		return p, append(faults, d), false
	}
	return p, faults, true
}

// body takes a page out of its HTTP message.
func body(it *Item) ([]byte, *isnad.Diagnostic) {
	resp, _ := warc.ParseResponse(it.Raw)
	limit := it.limit
	if limit == 0 {
		limit = DefaultMaxPage
	}
	raw, err := resp.Body(limit)
	if err == nil {
		return raw, nil
	}
	d := isnad.Diagnostic{Path: it.Path, Byte: it.Byte, Code: "page-cut", Text: fmt.Sprintf("%s: %v", it.Record.URL, err), Hint: "what is there is coded"}
	if errors.Is(err, warc.ErrLarge) {
		d.Code, d.Hint = "page-too-large", "raise --max-page"
	}
	return raw, &d
}

// badBytes names the first byte that is no letter. Of a page that lies packed in an
// archive the place is that of its record.
func badBytes(it *Item, raw []byte, d *charset.Decoded) isnad.Diagnostic {
	out := isnad.Diagnostic{
		Path: it.Path, Byte: it.Byte, Code: "bad-utf8",
		Text: fmt.Sprintf("%d bytes that are no %s letters read as U+FFFD", d.BadCount, d.Charset),
		Hint: "the page is coded; convert it with iconv if words are lost",
	}
	if it.Record.URL == "" {
		out.Line, out.Byte = 1+bytes.Count(raw[:d.Bad], []byte("\n")), it.Byte+int64(d.Bad)
	} else {
		out.Text = fmt.Sprintf("%s: %s, the first at byte %d of the page", it.Record.URL, out.Text, d.Bad)
	}
	return out
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
