package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A mistake is a one-byte charset that UTF-8 was read in before it was encoded
// again, with the look of the lead bytes D8 and D9, which begin Arabic letters.
type mistake struct {
	name  string
	bytes map[rune]byte
	leads [2]string
}

var mistakes = []*mistake{mistakeOf("windows-1252", charmap.Windows1252), mistakeOf(windows1256, charmap.Windows1256)}

func mistakeOf(name string, cm *charmap.Charmap) *mistake {
	m := &mistake{name: name, bytes: map[rune]byte{}}
	for c := 0x80; c <= 0xff; c++ {
		r := cm.DecodeByte(byte(c))
		if r == utf8.RuneError { // a byte that the charset leaves open becomes a control
			r = rune(c)
		}
		m.bytes[r] = byte(c)
	}
	m.leads = [2]string{string(cm.DecodeByte(0xd8)), string(cm.DecodeByte(0xd9))}
	return m
}

// Repair undoes UTF-8 that was read as a one-byte charset and encoded again:
// "Ø§Ù„" (windows-1252) or "ط§ظ„" (windows-1256) for "ال". It goes line by line,
// since often only a title or a quotation went through the wrong hands. A line
// changes only when the result is Arabic; ok is false when none did.
func Repair(s string) (repaired, why string, ok bool) {
	for _, m := range mistakes {
		if strings.Count(s, m.leads[0])+strings.Count(s, m.leads[1]) < minLeads {
			continue
		}
		lines := strings.SplitAfter(s, "\n")
		for i, line := range lines {
			if out, undone := m.undo(line); undone {
				lines[i], ok = out, true
			}
		}
		if ok {
			return strings.Join(lines, ""), "encoded twice by way of " + m.name + ", repaired", true
		}
	}
	return s, "", false
}

// minLeads is how many lead bytes a line has at least before it is suspected.
const minLeads = 4

// undo repairs one line. Of the letters of such a line every second is a lead
// byte; in no language are these two letters nearly so frequent.
func (m *mistake) undo(line string) (string, bool) {
	leads := strings.Count(line, m.leads[0]) + strings.Count(line, m.leads[1])
	if leads < minLeads {
		return "", false
	}
	letters := 0
	for _, r := range line {
		if r >= utf8.RuneSelf {
			letters++
		}
	}
	if leads*5 < letters*2 {
		return "", false
	}
	out := m.reread(line)
	left := strings.Count(out, m.leads[0]) + strings.Count(out, m.leads[1])
	return out, arabicLetters(out) >= leads*3/4 && left < leads/2
}

// reread turns runs of letters back into the bytes they were and reads those as
// UTF-8; what is no UTF-8 stays as it was.
func (m *mistake) reread(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	var run []byte
	var was []rune // the letters of run
	flush := func() {
		for i := 0; i < len(run); {
			r, w := utf8.DecodeRune(run[i:])
			if r == utf8.RuneError && w == 1 {
				r = was[i]
			}
			out.WriteRune(r)
			i += w
		}
		run, was = run[:0], was[:0]
	}
	for _, r := range s {
		if c, ok := m.bytes[r]; ok {
			run, was = append(run, c), append(was, r)
			continue
		}
		flush()
		out.WriteRune(r)
	}
	flush()
	return out.String()
}

func arabicLetters(s string) (n int) {
	for _, r := range s {
		if r >= 0x0600 && r <= 0x06ff {
			n++
		}
	}
	return n
}
