package charset

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	mark8    = []byte("\xef\xbb\xbf")
	mark16le = []byte("\xff\xfe")
	mark16be = []byte("\xfe\xff")
	mark32le = []byte("\xff\xfe\x00\x00")
	mark32be = []byte("\x00\x00\xfe\xff")
)

// A shape is how a letter lies in several bytes.
type shape struct {
	name   string
	width  int // bytes of a unit
	little bool
}

var (
	utf16le = shape{"utf-16le", 2, true}
	utf16be = shape{"utf-16be", 2, false}
	utf32le = shape{"utf-32le", 4, true}
	utf32be = shape{"utf-32be", 4, false}
)

// wide decodes a text that begins with a byte order mark, or whose bytes lie as
// those of UTF-16 or UTF-32 do.
func wide(raw []byte) (Decoded, bool) {
	const mark = "byte order mark"
	switch {
	case bytes.HasPrefix(raw, mark8):
		_, bad := utf8Census(raw[3:])
		if bad == 0 {
			return Decoded{Text: string(raw[3:]), Charset: "utf-8", Why: mark, Bad: -1}, true
		}
		d := utf8Lossy(raw[3:], bad, mark)
		d.Bad += 3
		return d, true
	case bytes.HasPrefix(raw, mark32le): // before UTF-16, whose mark it begins with
		return units(raw, 4, utf32le, mark), true
	case bytes.HasPrefix(raw, mark32be):
		return units(raw, 4, utf32be, mark), true
	case bytes.HasPrefix(raw, mark16le):
		return units(raw, 2, utf16le, mark), true
	case bytes.HasPrefix(raw, mark16be):
		return units(raw, 2, utf16be, mark), true
	}
	for _, s := range []shape{utf32le, utf32be, utf16le, utf16be} {
		if s.fits(raw) {
			return units(raw, 0, s, "the bytes lie as in "+s.name+"; no byte order mark"), true
		}
	}
	return Decoded{}, false
}

// fits tells whether nearly all units of the first kilobytes are letters of Latin,
// Arabic or general punctuation in this shape. In no charset of single bytes is
// every second byte one of so few, all of them controls.
func (s shape) fits(raw []byte) bool {
	raw = raw[:min(len(raw), 4096)/s.width*s.width]
	if len(raw) < 4*s.width || bytes.IndexByte(raw, 0) < 0 && bytes.IndexByte(raw, 6) < 0 {
		return false
	}
	good, controls := 0, 0
	for i := 0; i < len(raw); i += s.width {
		switch r := s.unit(raw[i:]); {
		case r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0x7f || r >= 0x600 && r < 0x700 || r >= 0x2000 && r < 0x2070:
			good++
		case r < ' ' || r >= 0x80 && r < 0xa0:
			controls++
		}
	}
	return good*s.width*20 >= len(raw)*19 && controls == 0
}

func (s shape) unit(b []byte) rune {
	var u uint32
	for i := range s.width {
		c := uint32(b[i])
		if s.little {
			u |= c << (8 * i)
		} else {
			u = u<<8 | c
		}
	}
	if u > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(u)
}

// units decodes what follows the mark of so many bytes. Bad counts what is no
// letter: halves of a pair, numbers beyond Unicode, a last unit that is cut.
func units(raw []byte, mark int, s shape, why string) Decoded {
	d := Decoded{Charset: s.name, Why: why, Bad: -1}
	bad := func(at int) {
		if d.Bad < 0 {
			d.Bad = at
		}
		d.BadCount++
	}
	var b strings.Builder
	b.Grow(len(raw))
	i := mark
	for ; i+s.width <= len(raw); i += s.width {
		r := s.unit(raw[i:])
		if utf16.IsSurrogate(r) && s.width == 2 && i+4 <= len(raw) {
			if pair := utf16.DecodeRune(r, s.unit(raw[i+2:])); pair != utf8.RuneError {
				b.WriteRune(pair)
				i += 2
				continue
			}
		}
		if !utf8.ValidRune(r) || r == utf8.RuneError {
			bad(i)
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	if i < len(raw) {
		bad(i)
		b.WriteRune(utf8.RuneError)
	}
	d.Text = b.String()
	return d
}
