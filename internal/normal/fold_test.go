package normal_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/normal"
)

func TestKeyFoldsWaysOfTyping(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			name: "hamzas on alif are one letter with alif",
			in:   "أإآٱا",
			want: "ااااا",
		},
		{
			name: "hamza on waw is waw, on ya is ya, alif maqsura is ya",
			in:   "مؤتمر رئيس على", // muʾtamar raʾīs ʿalā
			want: "موتمر رييس علي",
		},
		{
			name: "the lone hamza stays",
			in:   "سماء", // samāʾ, sky
			want: "سماء",
		},
		{
			name: "ta marbuta stays apart from ha",
			in:   "حرة حره", // ḥurra free, ḥarruhu its heat
			want: "حرة حره",
		},
		{
			name: "Persian ya and kaf are the Arabic ones",
			in:   "ترکیا", // Turkiyā, Turkey
			want: "تركيا",
		},
		{
			name: "vowels, shadda and tanwin go",
			in:   "مُحَمَّدٌ", // Muḥammadun
			want: "محمد",
		},
		{
			name: "tatweel, joiners and direction marks go",
			in:   "مـ\u0640ح\u200cم\u200d\u200fد",
			want: "محمد",
		},
		{
			name: "lam-alef as one glyph is two letters",
			in:   "\ufefb \ufef7 \ufef6", // lā, laʾ, final lāʾ
			want: "لا لا لا",
		},
		{
			name: "glyph forms are letters",
			in:   "\ufee3\ufea4\ufee4\ufeaa", // Muḥammad in initial, medial, medial and final form
			want: "محمد",
		},
		{
			name: "the name of God as one glyph",
			in:   "\ufdf2",
			want: "الله",
		},
		{
			name: "digits of three scripts are one",
			in:   "12 ١٢ ۱۲",
			want: "12 12 12",
		},
		{
			name: "blanks of all kinds are one, and so are quotation marks and dashes",
			in:   "a\u00a0b\u2009c “d” – ’",
			want: "a b c \"d\" - '",
		},
		{
			name: "line ends of Windows and of old Macs",
			in:   "a\r\nb\rc",
			want: "a\nb\nc",
		},
		{
			name: "a broken byte is one replacement character",
			in:   "a\xffb\xd8",
			want: "a\ufffdb\ufffd",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := normal.Key(c.in); got != c.want {
				t.Errorf("Key(%q %U) = %q %U, want %q", c.in, []rune(c.in), got, []rune(got), c.want)
			}
		})
	}
}

// alphabet is what random texts are made of: letters, marks, ligatures, joiners,
// ends of lines and broken UTF-8.
var alphabet = []string{
	"ا", "أ", "ل", "م", "ة", "ه", "ی", "ي", "ء", "ک", "\u064e", "\u0651", "\u0670", "\u0654", "\u0640", "\u200c", "\u200f", "\u00a0", " ", "\n", "\r\n", "\r",
	"\ufefb", "\ufef7", "\ufdf2", "\ufdfa", "\ufe70", "\ufefc", "a", "é", "e\u0301", "1", "٣", ".", "…", "😀", "\xff", "\xd9", "\xe2\x80", "\ufeff", "\x00",
}

func randomText(chance *rand.Rand) string {
	var b strings.Builder
	for range chance.IntN(40) {
		b.WriteString(alphabet[chance.IntN(len(alphabet))])
	}
	return b.String()
}

// TestFoldKeepsTheWayBack holds the offset map to its contract over random texts.
func TestFoldKeepsTheWayBack(t *testing.T) {
	chance := rand.New(rand.NewPCG(7, 11))
	for range 20000 {
		if text := randomText(chance); !wayBack(t, text) {
			return
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range alphabet {
		f.Add(s + "ا" + s)
	}
	f.Fuzz(func(t *testing.T, text string) { wayBack(t, text) })
}

// wayBack checks that the map of a folded text is monotone, stays inside the text
// and on its rune boundaries, and takes unchanged runs to equal text.
func wayBack(t *testing.T, text string) bool {
	t.Helper()
	n := normal.Fold(text)
	if !utf8.ValidString(n.Text) {
		t.Errorf("%q: the folded text is not UTF-8: %q", text, n.Text)
	}
	at := boundaries(text)
	last := isnad.Span{}
	for i, w := 0, 0; i < len(n.Text); i += w {
		var r rune
		r, w = utf8.DecodeRuneInString(n.Text[i:])
		s := n.Span(i, i+w)
		switch {
		case s.Start < last.Start || s.End < last.End:
			t.Errorf("%+q: the map goes back: %v after %v at %d", text, s, last, i)
		case s.Start < 0 || s.End > len(text) || s.Empty():
			t.Errorf("%+q: %v at %d lies outside or is empty", text, s, i)
		case !at[s.Start] || !at[s.End]:
			t.Errorf("%+q: %v at %d cuts a rune", text, s, i)
		case !made(text[s.Start:s.End], r):
			t.Errorf("%+q: %q at %d is not made from %+q", text, r, i, text[s.Start:s.End])
		}
		last = s
	}
	if s := n.Span(0, len(n.Text)); len(n.Text) > 0 && s.End != len(text) {
		t.Errorf("%+q: the whole ends at %d of %d", text, s.End, len(text))
	}
	if again := normal.Key(n.Text); again != n.Text {
		t.Errorf("%+q: folded twice is %q, once %q", text, again, n.Text)
	}
	return !t.Failed()
}

// boundaries are the offsets at which a rune begins or the text ends; a byte that
// belongs to no rune is one of its own.
func boundaries(s string) []bool {
	out := make([]bool, len(s)+1)
	for i := range s {
		out[i] = true
	}
	out[len(s)] = true
	return out
}

// made tells whether the words begin with the letter, or with one that folds to
// something else than itself.
func made(words string, folded rune) bool {
	first, w := utf8.DecodeRuneInString(words)
	if first == folded {
		return true
	}
	key := normal.Key(words[:w])
	return strings.ContainsRune(key, folded) || unicode.IsSpace(folded) && unicode.IsSpace(first)
}
