// Package charset finds out how the bytes of a page spell its letters, and decodes
// them. Pages of the Arabic web lie about their charset, or say nothing, so the
// bytes themselves are asked first; what was decided and why is part of the answer.
package charset

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// A Decoded is a text in UTF-8 with what was decided about its bytes.
type Decoded struct {
	Text     string
	Charset  string
	Why      string
	Bad      int // byte offset of the first byte that is no letter of the charset, -1 none
	BadCount int
}

// Decode finds the charset of a page and decodes it. Bytes decide before labels:
// a page that is valid UTF-8 is UTF-8 whatever it declares (4 of 15 Arabic pages
// with a wrong label survive golang.org/x/net/html/charset, which trusts it);
// then the declaration, wherever in the head it stands; then the plausibility of
// the Arabic letters that the bytes would spell. label is the charset that came
// beside the bytes, as in an HTTP header, or "".
func Decode(raw []byte, label string, html bool) Decoded {
	d := decode(raw, label, html)
	if d.Charset == "utf-8" {
		if s, why, ok := Repair(d.Text); ok {
			d.Text, d.Why = s, d.Why+"; "+why
		}
	}
	return d
}

func decode(raw []byte, label string, html bool) Decoded {
	if d, ok := wide(raw); ok {
		return d
	}
	declared := canonical(strings.ToLower(strings.Trim(label, " \t\"'")))
	if declared == "" && html {
		declared = declaration(raw)
	}
	valid, bad := utf8Census(raw)
	switch {
	case bad == 0:
		d := Decoded{Text: string(raw), Charset: "utf-8", Why: "valid UTF-8", Bad: -1}
		if declared != "" && declared != "utf-8" && valid > 0 {
			d.Why = fmt.Sprintf("valid UTF-8, though %s is declared", declared)
		}
		return d
	case valid >= 20*bad: // a few broken letters in a UTF-8 page: cut posts, foreign feeds
		return utf8Lossy(raw, bad, "almost valid UTF-8")
	}
	best, share := arabicCharset(raw)
	switch {
	case arabic[declared] != nil:
		if best != "" && best != declared && (share > 1.3*arabicShare(raw, arabic[declared]) || best == macArabic || declared == macArabic) {
			return single(raw, best, fmt.Sprintf("%s is declared, but the letters are those of %s", declared, best))
		}
		return single(raw, declared, "declared")
	case best != "":
		if declared == "" {
			return single(raw, best, "Arabic letter pairs; nothing is declared")
		}
		return single(raw, best, fmt.Sprintf("Arabic letter pairs, though %s is declared", declared))
	case declared != "" && declared != "utf-8":
		return single(raw, declared, "declared")
	}
	return utf8Lossy(raw, bad, "no other charset fits")
}

// utf8Census counts the letters of more than one byte and the bytes that are none.
func utf8Census(raw []byte) (valid, bad int) {
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, w := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && w == 1 {
			bad++
		} else {
			valid++
		}
		i += w
	}
	return valid, bad
}

func utf8Lossy(raw []byte, bad int, why string) Decoded {
	d := Decoded{Charset: "utf-8", Why: why, Bad: -1, BadCount: bad}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); {
		r, w := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && w == 1 && d.Bad < 0 {
			d.Bad = i
		}
		b.WriteRune(r)
		i += w
	}
	d.Text = b.String()
	return d
}

func single(raw []byte, name, why string) Decoded {
	if cm := arabic[name]; cm != nil {
		return oneByte(raw, cm, name, why)
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		_, bad := utf8Census(raw)
		return utf8Lossy(raw, bad, fmt.Sprintf("%s is declared, which is no charset we know", name))
	}
	if cm, ok := enc.(*charmap.Charmap); ok {
		return oneByte(raw, tableOf(cm), name, why)
	}
	out, err := enc.NewDecoder().Bytes(raw)
	d := Decoded{Text: strings.ToValidUTF8(string(out), "\ufffd"), Charset: name, Why: why, Bad: -1}
	if err != nil {
		d.Bad, d.BadCount = 0, 1
	}
	return d
}

func oneByte(raw []byte, cm *table, name, why string) Decoded {
	d := Decoded{Charset: name, Why: why, Bad: -1}
	var b strings.Builder
	b.Grow(len(raw) * 2)
	for i, c := range raw {
		if c < utf8.RuneSelf {
			b.WriteByte(c)
			continue
		}
		r := cm[c-utf8.RuneSelf]
		if r == utf8.RuneError {
			if d.Bad < 0 {
				d.Bad = i
			}
			d.BadCount++
		}
		b.WriteRune(r)
	}
	d.Text = b.String()
	return d
}

// maxMetas is more meta elements than any page has.
const maxMetas = 1000

// declaration is the charset that a page's head names, canonical and in lower
// case, or "". The whole head is searched: many sites put the meta element
// behind kilobytes of script, where browsers no longer look.
func declaration(raw []byte) string {
	metas := 0
	for i := 0; ; {
		k := bytes.IndexByte(raw[i:], '<')
		if k < 0 {
			return ""
		}
		i += k + 1
		rest := raw[i:]
		switch {
		case hasFold(rest, "body"), hasFold(rest, "/head"):
			return ""
		case hasFold(rest, "script"), hasFold(rest, "style"), hasFold(rest, "!--"):
			k := skipRaw(rest)
			if k < 0 { // all that follows lies in it
				return ""
			}
			i += k
		case hasFold(rest, "meta"), hasFold(rest, "?xml"):
			if metas++; metas > maxMetas {
				return ""
			}
			tag := rest[:min(len(rest), 1024)]
			if end := bytes.IndexByte(tag, '>'); end >= 0 {
				tag = tag[:end]
			}
			if name := charsetIn(tag); name != "" {
				return name
			}
		}
	}
}

// skipRaw is the distance to the end of a script, a style or a comment, so that
// markup inside strings is not read as markup; -1 when it does not end.
func skipRaw(rest []byte) int {
	end := "</script"
	switch {
	case hasFold(rest, "style"):
		end = "</style"
	case hasFold(rest, "!--"):
		end = "-->"
	}
	for i := 0; i < len(rest); i++ {
		if rest[i] == end[0] && hasFold(rest[i:], end) {
			return i
		}
	}
	return -1
}

func hasFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

func charsetIn(tag []byte) string {
	s := strings.ToLower(string(tag))
	for _, key := range []string{"charset", "encoding"} {
		_, v, ok := strings.Cut(s, key)
		if !ok {
			continue
		}
		v = strings.TrimLeft(v, " \t\r\n")
		if !strings.HasPrefix(v, "=") {
			continue
		}
		v = strings.Trim(v[1:], " \t\r\n\"'")
		if end := strings.IndexAny(v, " \"';/?>\t\r\n"); end >= 0 {
			v = v[:end]
		}
		if name := canonical(v); name != "" {
			return name
		}
	}
	return ""
}

func canonical(label string) string {
	switch label {
	case "cp1256", "windows1256", "win-1256", "x-cp1256", "1256", "windows-1256":
		return windows1256
	case "macarabic", "x-macarabic", "x-mac-arabic", "mac-arabic":
		return macArabic
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil {
		return ""
	}
	return name
}
