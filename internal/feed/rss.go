package feed

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// readXML reads RSS, RDF and Atom alike: their items are called item or entry, and
// what those hold can be told by name wherever it stands.
func (f *Feed) readXML(text string) error {
	t := newTree(text)
	for {
		tok, err := t.next()
		if err != nil || tok == nil {
			return firstOf(err, t.fault)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch local := strings.ToLower(e.Name.Local); {
		case local == "item" || local == "entry":
			if len(f.Items) >= MaxItems {
				return &Error{"feed-too-many", fmt.Sprintf("more than %d items; those before are given", MaxItems), t.d.InputOffset()}
			}
			it := Item{ID: attr(e, "about")}
			if err = t.item(&it); err == nil { // half an item is none
				f.Items = append(f.Items, it)
			}
		case local == "image" || local == "textinput" || local == "author" || local == "items":
			err = t.skip()
		case local == "title" && f.Title == "":
			f.Title, err = t.inner(false)
			f.Title = plain(f.Title)
		case local == "language" && f.Language == "":
			f.Language, err = t.inner(false)
		case local == "link" && f.URL == "":
			f.URL, err = t.link(e)
		}
		if f.Language == "" && f.Kind == Atom {
			f.Language = attr(e, "lang")
		}
		if err != nil {
			return firstOf(err, t.fault)
		}
	}
}

// firstOf keeps a nil *Error from becoming an error that is not nil.
func firstOf(err error, fault *Error) error {
	if err != nil || fault == nil {
		return err
	}
	return fault
}

// link is the page that a link element names: as text, or as an attribute.
func (t *tree) link(e xml.StartElement) (string, error) {
	text, err := t.inner(false)
	href := attr(e, "href")
	switch rel := attr(e, "rel"); {
	case href == "":
		return text, err
	case rel == "" || rel == "alternate":
		return href, err
	}
	return "", err
}

// item reads up to the end of the item that has just begun.
func (t *tree) item(it *Item) error {
	for depth := t.depth; ; {
		tok, err := t.next()
		if err != nil || tok == nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.EndElement:
			if t.depth < depth {
				return nil
			}
		case xml.StartElement:
			if err := t.field(it, tok); err != nil {
				return err
			}
		}
	}
}

// field reads one element of an item. Prefixes are told by the name that everybody
// gives them; the namespaces behind them differ by version.
func (t *tree) field(it *Item, e xml.StartElement) (err error) {
	prefix, local := strings.ToLower(e.Name.Space), strings.ToLower(e.Name.Local)
	if prefix == "media" || local == "enclosure" {
		if u := attr(e, "url"); u != "" && len(it.Media) < 100 {
			it.Media = append(it.Media, u)
		}
		if local == "group" {
			return nil // what it holds follows
		}
		return t.skip()
	}
	kind := strings.ToLower(attr(e, "type"))
	var text string
	switch {
	case local == "source" || local == "image": // they have titles and links of their own
		return t.skip()
	case local == "link":
		if attr(e, "rel") == "enclosure" && len(it.Media) < 100 {
			it.Media = append(it.Media, attr(e, "href"))
		}
		text, err = t.link(e)
		set(&it.URL, text)
		return err
	case local == "author" && prefix == "":
		text, err = t.inner(false)
		if _, name, ok := strings.Cut(text, "<name>"); ok {
			text, _, _ = strings.Cut(name, "</name>")
		}
		set(&it.Author, plain(text))
		return err
	}
	text, err = t.inner(kind == "xhtml")
	switch local {
	case "title":
		set(&it.Title, plain(text))
	case "guid", "id", "identifier":
		set(&it.ID, text)
	case "pubdate", "published", "issued":
		it.Published = or(text, it.Published)
	case "date":
		set(&it.Published, text)
	case "updated", "modified":
		it.Updated, _ = readDate(text)
		set(&it.Published, text)
	case "description", "summary":
		set(&it.Summary, text)
	case "encoded": // content:encoded
		it.Content = or(text, it.Content)
	case "content":
		if attr(e, "src") == "" && (kind == "" || strings.HasPrefix(kind, "text") || strings.Contains(kind, "html")) {
			it.Plain = kind == "" && prefix == "" || kind == "text" || kind == "text/plain"
			set(&it.Content, text)
		}
	case "creator":
		set(&it.Author, plain(text))
	case "category", "subject":
		if c := or(attr(e, "term"), plain(text)); c != "" && len(it.Categories) < 100 {
			it.Categories = append(it.Categories, c)
		}
	}
	return err
}

// set keeps the first value.
func set(to *string, v string) {
	if *to == "" {
		*to = strings.TrimSpace(v)
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
