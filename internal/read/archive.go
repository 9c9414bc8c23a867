package read

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/warc"
)

// archive cuts a web archive: pages that were there (responses of status 200, and
// resources) become items; each other record is passed by, with what it was.
func (c *cutter) archive(path string, br io.Reader) {
	r := warc.NewReader(br)
	defer r.Close()
	r.MaxBlock = c.o.MaxPage + 64<<10 // room for the header of the message
	for any := false; !c.stopped; any = true {
		rec, err := r.Next()
		var f *warc.Fault
		switch {
		case err == io.EOF && !any:
			c.fail(fault(path, "no-text", "holds no record", ""))
			return
		case err == io.EOF:
			return
		case errors.As(err, &f):
			c.fail(isnad.Diagnostic{Path: path, Byte: f.Offset, Code: f.Code, Text: f.Text, Hint: archiveHints[f.Code]})
		case err != nil:
			d := unreadable(path, err)
			d.Hint = "the file is cut or damaged here; what came before is coded"
			c.fail(d)
			return
		default:
			it := Archived(rec)
			it.Path, it.limit = path, c.o.MaxPage
			for i := range it.Faults {
				it.Faults[i].Path = path
			}
			c.emit(it)
		}
	}
}

var archiveHints = map[string]string{
	"warc-cut":         "fetch the file again; all whole records are coded",
	"warc-damaged":     "fetch the file again; the other records are coded",
	"record-too-large": "raise --max-page if it is a page",
	"no-warc":          "name the form with --from, or leave it out",
}

// Archived makes an item of a record. The block is copied: the next record takes its room.
func Archived(rec *warc.Record) Item {
	it := Item{Byte: rec.Offset, ID: rec.ID(), Crawled: true}
	it.Record.URL = rec.URL()
	it.Record.ID = rec.URL() // what the page calls itself may be the front page of the site
	if it.Record.ID == "" {
		it.Record.ID = rec.ID()
	}
	var contentType string
	switch kind := rec.Type(); kind {
	case "response":
		resp, ok := warc.ParseResponse(rec.Block)
		contentType = resp.Header.Get("Content-Type")
		switch {
		case !ok:
			it.Passed = "response that is not HTTP"
		case resp.Status != 200:
			it.Passed = fmt.Sprint("response ", resp.Status)
		}
		it.Kind = response
	case "resource":
		contentType = rec.Header.Get("Content-Type")
		it.Kind = HTML
	case "request", "metadata", "revisit", "warcinfo", "conversion", "continuation":
		it.Passed = kind
	default:
		it.Passed = "record of another type"
	}
	media, charset := warc.MediaType(contentType)
	if it.Passed == "" && media != "text/html" && media != "application/xhtml+xml" {
		it.Passed = rec.Type() + " of " + named(media)
	}
	if it.Passed != "" {
		it.Kind = ""
		return it
	}
	it.charset = charset
	it.Raw = bytes.Clone(rec.Block)
	if why := rec.Header.Get("WARC-Truncated"); why != "" {
		it.Faults = append(it.Faults, isnad.Diagnostic{
			Byte: rec.Offset, Code: "page-cut", Text: fmt.Sprintf("%s: the crawler kept the beginning only (%.40q)", it.Record.URL, why), Hint: "what is there is coded",
		})
	}
	return it
}

// named is a media type as people write it, so that the list of what was passed by
// stays short whatever servers say.
func named(media string) string {
	main, sub, ok := strings.Cut(media, "/")
	for _, r := range main + sub {
		ok = ok && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("+-.", r))
	}
	if !ok || len(media) > 40 {
		return "unknown type"
	}
	return media
}
