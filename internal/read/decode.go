package read

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
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
// the Arabic letters that the bytes would spell.
func Decode(raw []byte, html bool) Decoded {
	if d, ok := byMark(raw); ok {
		return d
	}
	declared := ""
	if html {
		declared = declaration(raw)
	}
	valid, bad := utf8Census(raw)
	switch {
	case bad == 0:
		d := Decoded{Text: string(raw), Charset: "utf-8", Why: "valid UTF-8", Bad: -1}
		if declared != "" && declared != "utf-8" && valid > 0 {
			d.Why = fmt.Sprintf("valid UTF-8, though %s is declared", declared)
		}
		if s, ok := undouble(d.Text); ok {
			d.Text, d.Why = s, "UTF-8 that was encoded twice"
		}
		return d
	case valid >= 20*bad: // a few broken letters in a UTF-8 page: cut posts, foreign feeds
		return utf8Lossy(raw, bad, "almost valid UTF-8")
	}
	best, share := arabicCharset(raw)
	switch {
	case declared == "windows-1256" || declared == "iso-8859-6":
		if best != "" && best != declared && share > 1.3*arabicShare(raw, declared) {
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

// byMark decodes a text that begins with a byte order mark, or with markup in
// UTF-16 without one.
func byMark(raw []byte) (Decoded, bool) {
	var e unicode.Endianness
	switch {
	case bytes.HasPrefix(raw, bom8):
		if _, bad := utf8Census(raw[3:]); bad > 0 {
			d := utf8Lossy(raw[3:], bad, "byte order mark")
			d.Bad += 3
			return d, true
		}
		return Decoded{Text: string(raw[3:]), Charset: "utf-8", Why: "byte order mark", Bad: -1}, true
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte("<\x00")):
		e = unicode.LittleEndian
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}), bytes.HasPrefix(raw, []byte("\x00<")):
		e = unicode.BigEndian
	default:
		return Decoded{}, false
	}
	out, err := unicode.UTF16(e, unicode.UseBOM).NewDecoder().Bytes(raw)
	d := Decoded{Text: strings.ToValidUTF8(string(out), "\ufffd"), Charset: "utf-16", Why: "byte order mark", Bad: -1}
	if raw[0] == '<' || raw[0] == 0 {
		d.Why = "markup with a zero in every letter"
	}
	if err != nil || len(raw)%2 == 1 {
		d.Bad, d.BadCount = len(raw)-1, 1
	}
	return d, true
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
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); {
		r, w := utf8.DecodeRune(raw[i:])
		b.WriteRune(r)
		i += w
	}
	return Decoded{Text: b.String(), Charset: "utf-8", Why: why, Bad: firstInvalid(raw), BadCount: bad}
}

func single(raw []byte, name, why string) Decoded {
	enc := encodingOf(name)
	if enc == nil {
		_, bad := utf8Census(raw)
		return utf8Lossy(raw, bad, fmt.Sprintf("%s is declared, which is no charset we know", name))
	}
	out, err := enc.NewDecoder().Bytes(raw)
	d := Decoded{Text: strings.ToValidUTF8(string(out), "\ufffd"), Charset: name, Why: why, Bad: -1}
	if err != nil {
		d.Bad, d.BadCount = 0, 1
	} else if cm, ok := enc.(*charmap.Charmap); ok {
		for i, c := range raw {
			if c >= utf8.RuneSelf && cm.DecodeByte(c) == utf8.RuneError {
				if d.Bad < 0 {
					d.Bad = i
				}
				d.BadCount++
			}
		}
	}
	return d
}

func encodingOf(name string) encoding.Encoding {
	switch name {
	case "windows-1256":
		return charmap.Windows1256
	case "iso-8859-6":
		return charmap.ISO8859_6
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	return enc
}

// declaration is the charset that a page's head names, canonical and in lower
// case, or "". The whole head is searched: many sites put the meta element
// behind kilobytes of script, where browsers no longer look.
func declaration(raw []byte) string {
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
			i += skipRaw(rest)
		case hasFold(rest, "meta"), hasFold(rest, "?xml"):
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
// markup inside strings is not read as markup.
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
	return 0
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
		return "windows-1256"
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
