// Package isnad holds the vocabulary of the program: what a news text is, what
// is read out of it, and the records that are written. It imports only the
// standard library and does no I/O.
package isnad

// An Article is one news text as it was found. It never changes.
type Article struct {
	ID      string    // key in every record; a URL, a path, or the caller's own
	URL     string    // where it was published, "" when unknown
	Outlet  string    // who published it, as the input names it
	Title   string    // without the site's name; it may also stand in Text
	Byline  string    // as printed
	Date    string    // day of publication, "2014-10-22", or ""
	Basis   string    // how Date is known: given, json-ld, meta, url, text, ""
	Lang    string    // BCP 47 tag, "" when not yet known
	Section string    // from the breadcrumb, "" when there is none
	Charset Charset   // what the bytes were; zero when the text came as letters
	Text    string    // UTF-8, as extracted; every Span points here
	Dropped []Dropped // parts of Text that are not the article, in order
}

// Charset is what was decided about the bytes of a text, and why, for people.
type Charset struct{ Name, Why string }

// Dropped is a part of Text that belongs to the page, not to the article. It
// stays in Text, and nothing in it is coded.
type Dropped struct {
	Span
	Reason string // breadcrumb, title, related, share, comment, tags, byline, promo, copyright, repeated, language; of HTML also nav, footer, form, caption, hidden, copy
}

// A Document is an Article and all that has been read out of it, one layer a
// field, each made by the stage named beside it. Layers name each other by index.
type Document struct {
	Article
	Normal    Normal     // normal.Fold
	Sentences []Sentence // segment.Split
	Tokens    []Token    // morph.Analyze
	Dates     []Date     // date.Find
	Names     []Name     // entity.Find
	Phrases   []Phrase   // phrase.Chunk
	Mentions  []Mention  // entity.Resolve
	Places    []Place    // place.Locate
	Claims    []Claim    // claim.Attribute
	Events    []Event    // event.Code
	Story     string     // story.Group; "" when not grouped
}

// A Diagnostic is a fact about one bad input; the work goes on.
type Diagnostic struct {
	Path string // file or URL
	Line int    // from 1; 0 when it does not apply
	Byte int64  // offset in the input, -1 when it does not apply
	Code string // stable: empty-input, bad-json, line-too-long, bad-utf8, ...
	Text string // for people
	Hint string // the next thing to try, or ""
}
