package read

import (
	"github.com/isnad/isnad"
)

// Kind is what an item's bytes are.
type Kind string

// Kinds of input. Auto looks at the name and then at the first bytes.
const (
	Auto  Kind = "auto"
	Text  Kind = "text"
	HTML  Kind = "html"
	JSONL Kind = "jsonl"
	WARC  Kind = "warc" // a web archive; its items are HTML
	Feed  Kind = "feed" // RSS, RDF, Atom or a JSON feed; its items are HTML or Text

	whole    Kind = "json"     // a .json file: one object or a list of them, perhaps over many lines
	response Kind = "response" // an HTTP message with a page in it
)

// An Item is one page or one record as raw bytes, or only faults when there is
// nothing to open, or neither, when it is what nobody would code (Passed).
type Item struct {
	Path   string // as named by the caller; "-" for standard input
	ID     string // id of the document when it gives none and has no URL
	Line   int    // line of a record, from 1; 0 for a page
	Byte   int64  // where the item begins in its (uncompressed) input
	Kind   Kind   // of Raw; "" when it holds nothing to open
	Raw    []byte
	Record Record // what the input says of the page beside it
	Passed string // why there is nothing to open and no fault: "response 404", "request"
	Faults []isnad.Diagnostic

	// Crawled pages were taken as a robot met them, so that most being no news is
	// no fault of the input.
	Crawled bool

	charset string        // as named beside the page
	decided isnad.Charset // of the whole input, when Raw is a part of it that is decoded already
	limit   int           // bytes of the page, once it is unpacked
}

// Options of a run. The zero value takes the defaults.
type Options struct {
	From    Kind // Auto when empty
	MaxLine int  // bytes of a JSON line, 64 MB when 0
	MaxPage int  // bytes of a page when unpacked, 32 MB when 0
}

// Default limits, in bytes.
const (
	DefaultMaxLine = 64 << 20
	DefaultMaxPage = 32 << 20
)

func (o Options) withDefaults() Options {
	if o.From == "" {
		o.From = Auto
	}
	if o.MaxLine <= 0 {
		o.MaxLine = DefaultMaxLine
	}
	if o.MaxPage <= 0 {
		o.MaxPage = DefaultMaxPage
	}
	return o
}

// fault is a diagnostic of a whole input, without a place in it.
func fault(path, code, text, hint string) isnad.Diagnostic {
	return isnad.Diagnostic{Path: path, Byte: -1, Code: code, Text: text, Hint: hint}
}
