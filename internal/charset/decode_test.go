package charset

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// news is a text long enough for its letter pairs to tell its charset.
const news = "قال وزير الخارجية الروسي إن موسكو وطهران وقعتا مذكرة تعاون أمني في العاصمة الإيرانية، وأضاف أن الاتفاق يشمل مكافحة الإرهاب."

func encoded(t testing.TB, cm *charmap.Charmap, s string) []byte {
	t.Helper()
	b, err := cm.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func page(meta string) string {
	return "<html><head>" + meta + "<title>" + news + "</title></head><body><p>" + news + "</p></body></html>"
}

// twice is what becomes of UTF-8 that is read in another charset and encoded again.
func twice(cm *charmap.Charmap, s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if r := cm.DecodeByte(c); r != '\ufffd' {
			b.WriteRune(r)
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

func utf32(s string, little bool) (b []byte) {
	for _, r := range s {
		if little {
			b = binary.LittleEndian.AppendUint32(b, uint32(r))
		} else {
			b = binary.BigEndian.AppendUint32(b, uint32(r))
		}
	}
	return b
}

func mac(s string) []byte {
	raw, _ := spelled(s, encodeMac)
	return raw
}

func TestDecode(t *testing.T) {
	late := "<script>" + strings.Repeat("var a = '<meta charset=koi8-r>';\n", 200) + "</script>"
	utf16le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(news))
	utf16be, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(news))
	for _, c := range []struct {
		name    string
		raw     []byte
		want    string
		charset string
	}{
		{"UTF-8", []byte(news), news, "utf-8"},
		{"UTF-8 with a mark", []byte("\ufeff" + news), news, "utf-8"},
		{"UTF-16, little end first", utf16le, news, "utf-16le"},
		{"UTF-16, big end first", utf16be, news, "utf-16be"},
		{"UTF-8 declared as windows-1256", []byte(page("<meta charset=windows-1256>")), page("<meta charset=windows-1256>"), "utf-8"},
		{"windows-1256, declared", encoded(t, charmap.Windows1256, page("<meta charset='windows-1256'>")), page("<meta charset='windows-1256'>"), "windows-1256"},
		{"ISO-8859-6, declared", encoded(t, charmap.ISO8859_6, page("<META http-equiv=Content-Type content='text/html; charset=ISO-8859-6'>")), page("<META http-equiv=Content-Type content='text/html; charset=ISO-8859-6'>"), "iso-8859-6"},
		{"declared late, behind a script that names another", encoded(t, charmap.Windows1256, page(late+"<meta charset=cp1256>")), page(late + "<meta charset=cp1256>"), "windows-1256"},
		{"windows-1256, nothing declared", encoded(t, charmap.Windows1256, page("")), page(""), "windows-1256"},
		{"ISO-8859-6, nothing declared", encoded(t, charmap.ISO8859_6, page("")), page(""), "iso-8859-6"},
		{"windows-1256 declared as UTF-8", encoded(t, charmap.Windows1256, page("<meta charset=utf-8>")), page("<meta charset=utf-8>"), "windows-1256"},
		{"ISO-8859-6 declared as windows-1256", encoded(t, charmap.ISO8859_6, page("<meta charset=windows-1256>")), page("<meta charset=windows-1256>"), "iso-8859-6"},
		{"windows-1256 declared as Latin", encoded(t, charmap.Windows1256, page("<meta charset=iso-8859-1>")), page("<meta charset=iso-8859-1>"), "windows-1256"},
		{"Latin with accents is not Arabic", encoded(t, charmap.Windows1252, page2("<meta charset=iso-8859-1>")), page2("<meta charset=iso-8859-1>"), "windows-1252"},
		{"UTF-16 without a mark", utf16le[2:], news, "utf-16le"},
		{"UTF-16 without a mark, big end first", utf16be[2:], news, "utf-16be"},
		{"UTF-32 with a mark", append([]byte("\xff\xfe\x00\x00"), utf32(news, true)...), news, "utf-32le"},
		{"UTF-32 with a mark, big end first", append([]byte("\x00\x00\xfe\xff"), utf32(news, false)...), news, "utf-32be"},
		{"UTF-32 without a mark", utf32(page(""), true), page(""), "utf-32le"},
		{"UTF-32 without a mark, big end first", utf32(page(""), false), page(""), "utf-32be"},
		{"MacArabic, told by its digits", mac("١٤ " + news + " ٢٠٢٦"), "١٤ " + news + " ٢٠٢٦", "x-mac-arabic"},
		{"MacArabic declared as ISO-8859-6", mac("<meta charset=iso-8859-6>" + news + " ١٤٤٧"), "<meta charset=iso-8859-6>" + news + " ١٤٤٧", "x-mac-arabic"},
		{"windows-1256 in a late declaration that is wrong", encoded(t, charmap.ISO8859_6, page(late+"<meta charset=cp1256>")), page(late + "<meta charset=cp1256>"), "iso-8859-6"},
		{"one line of a sound text encoded twice", []byte(twice(charmap.Windows1252, news) + "\n" + news), news + "\n" + news, "utf-8"},
		{"a text that is full of these letters stays", []byte("طظطظ طظ ظط ط ظ ط ظ"), "طظطظ طظ ظط ط ظ ط ظ", "utf-8"},
		{"read as windows-1252 and encoded again", []byte(twice(charmap.Windows1252, news)), news, "utf-8"},
		{"read as windows-1256 and encoded again", []byte(twice(charmap.Windows1256, news)), news, "utf-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Decode(c.raw, "", true)
			if d.Text != c.want || d.Charset != c.charset {
				t.Errorf("%s (%s)\n%.200q\nwant %s\n%.200q", d.Charset, d.Why, d.Text, c.charset, c.want)
			}
			if d.Bad >= 0 {
				t.Errorf("a bad byte at %d", d.Bad)
			}
		})
	}
}

func page2(meta string) string {
	return "<html><head>" + meta + "</head><body>déjà vu à Genève, où il a été créé</body></html>"
}

func TestDecodeDamaged(t *testing.T) {
	d := Decode([]byte(news+" \xff "+news), "", false)
	if d.Charset != "utf-8" || d.Bad != len(news)+1 || d.BadCount != 1 || d.Text != news+" \ufffd "+news {
		t.Errorf("%s, %d bad from %d: %.100q", d.Charset, d.BadCount, d.Bad, d.Text)
	}
}

// Markup that opens and never closes costs no more than other markup.
func TestDecodeIsLinear(t *testing.T) {
	start := time.Now()
	for _, unit := range []string{"<!--", "<script>", "<style", "<meta charset=", "<meta charset=x", "\xd8", "Ø", "\xc7\xe1", "<?xml "} {
		Decode([]byte(strings.Repeat(unit, 2<<20/len(unit))), "", true)
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	} else {
		t.Log(d)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(news), true)
	f.Add(encoded(f, charmap.Windows1256, page("<meta charset=windows-1256>")), true)
	f.Add(encoded(f, charmap.ISO8859_6, news), false)
	f.Add([]byte("\xff\xfe\x27\x06\x44"), false)
	f.Add([]byte("<?xml encoding='utf-16be'?><meta charset=iso-2022-jp>\x1b$B\xff"), true)
	f.Add([]byte("Ø§Ù„Ø³Ù„Ø§Ù…"), false)
	f.Add(utf32("<p>س", true), true)
	f.Add([]byte("\x00\xd8\x00\xdc\x27\x06\x00\xd8"), false)
	f.Fuzz(func(t *testing.T, raw []byte, html bool) {
		d := Decode(raw, "", html)
		if strings.ToValidUTF8(d.Text, "") != d.Text {
			t.Errorf("%s gave a text that is not UTF-8", d.Charset)
		}
		if d.Bad >= len(raw) || d.Charset == "" || d.Why == "" {
			t.Errorf("bad byte %d of %d, %q, %q", d.Bad, len(raw), d.Charset, d.Why)
		}
	})
}
