package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"
)

// A tree walks over the elements of a document, forgiving what outlets get wrong.
type tree struct {
	d     *xml.Decoder
	open  []string // names of the elements round the place, as printed
	depth int      // how many they are
	fault *Error   // entities were declared; reading went on
}

func newTree(text string) *tree {
	d := xml.NewDecoder(strings.NewReader(clean(text)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is decoded already
	return &tree{d: d}
}

// next is the next beginning or end of an element, or text. At the end of the
// document it is nil without an error.
func (t *tree) next() (xml.Token, error) {
	for {
		tok, err := t.d.RawToken()
		switch {
		case err == io.EOF && t.depth > 0:
			return nil, &Error{"feed-damaged", fmt.Sprintf("the document ends inside %d open elements; what came before is given", t.depth), t.d.InputOffset()}
		case err == io.EOF:
			return nil, nil
		case err != nil:
			var se *xml.SyntaxError
			if errors.As(err, &se) {
				err = errors.New(se.Msg)
			}
			return nil, &Error{"feed-damaged", fmt.Sprintf("%v; what came before is given", err), t.d.InputOffset()}
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if len(t.open) == maxDepth {
				return nil, &Error{"feed-too-deep", fmt.Sprintf("elements nest deeper than %d levels", maxDepth), t.d.InputOffset()}
			}
			t.open = append(t.open, printed(tok.Name))
			t.depth = len(t.open)
			return tok, nil
		case xml.EndElement:
			if !t.close(printed(tok.Name)) {
				continue
			}
			return tok, nil
		case xml.CharData:
			return tok, nil
		case xml.Directive:
			if t.fault == nil && strings.Contains(string(tok), "<!ENTITY") {
				t.fault = &Error{"feed-entities", "the document declares entities; they are not expanded", t.d.InputOffset()}
			}
		}
	}
}

func printed(n xml.Name) string { return n.Space + ":" + n.Local }

// close ends the innermost element of this name, and those in it that never ended:
// bare HTML in a description has many. An end without a beginning is passed over.
func (t *tree) close(name string) bool {
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i] == name {
			t.open = t.open[:i]
			t.depth = i
			return true
		}
	}
	return false
}

// skip goes to the end of the element that has just begun.
func (t *tree) skip() error {
	_, err := t.inner(false)
	return err
}

// inner is the text of the element that has just begun, up to its end. Markup that
// stands in it unescaped, as XHTML of Atom does, is written down again.
func (t *tree) inner(xhtml bool) (string, error) {
	var b strings.Builder
	for depth := t.depth; ; {
		tok, err := t.next()
		if err != nil {
			return b.String(), err
		}
		switch tok := tok.(type) {
		case nil:
			return b.String(), nil
		case xml.StartElement:
			b.WriteString("<" + tok.Name.Local)
			for _, a := range tok.Attr {
				if a.Name.Space == "" {
					fmt.Fprintf(&b, " %s=\"%s\"", a.Name.Local, html.EscapeString(a.Value))
				}
			}
			b.WriteString(">")
		case xml.EndElement:
			if t.depth < depth {
				return strings.TrimSpace(b.String()), nil
			}
			b.WriteString("</" + tok.Name.Local + ">")
		case xml.CharData:
			if xhtml {
				b.WriteString(html.EscapeString(string(tok)))
			} else {
				b.Write(tok)
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// clean takes out the controls that XML forbids, also those written as numbers:
// one of them would end the reading of the whole document.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if !legal(r) {
			return ' '
		}
		return r
	}, text)
	var b strings.Builder
	for rest := text; ; {
		k := strings.Index(rest, "&#")
		if k < 0 {
			if b.Len() == 0 {
				return text
			}
			b.WriteString(rest)
			return b.String()
		}
		end := k + 2
		for end < len(rest) && end < k+12 && rest[end] != ';' {
			end++
		}
		digits, base := rest[k+2:end], 10
		if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 32)
		b.WriteString(rest[:k])
		switch {
		case err != nil:
			b.WriteString(rest[k:end])
		case n > 0x10ffff || !legal(rune(n)):
			b.WriteByte(' ')
			end = min(end+1, len(rest))
		default:
			b.WriteString(rest[k:end])
		}
		rest = rest[end:]
	}
}

func legal(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000
}
