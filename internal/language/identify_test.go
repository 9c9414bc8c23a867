package language_test

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/language"
	"github.com/isnad/isnad/internal/lexicon"
)

var languages = []string{"ar", "fa", "ur", "ckb", "ps"}

const seed = "../../../shared/gold/seed/page.txt"

func identifier(t testing.TB) *language.Identifier {
	t.Helper()
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	return language.New(lx)
}

// paragraphs are those of testdata, without the register before the tab.
func paragraphs(t testing.TB, tag string) (out []string) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + tag + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		_, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("%s: no register before %q", tag, line)
		}
		out = append(out, text)
	}
	if len(out) < 25 {
		t.Fatalf("%s: %d paragraphs", tag, len(out))
	}
	return out
}

// typings are ways of typing a text that must not change its language. Those with
// Persian letters or without hamzas change nothing in the others either.
var typings = []struct {
	name  string
	typed func(string) string
}{
	{"as written", func(s string) string { return s }},
	{"Arabic yeh and kaf", strings.NewReplacer("ی", "ي", "ک", "ك").Replace},
	{"Persian yeh and kaf", strings.NewReplacer("ي", "ی", "ى", "ی", "ك", "ک").Replace},
	{"without hamzas", strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ؤ", "و", "ئ", "ی").Replace},
	{"tatweel", strings.NewReplacer("ت", "تـ", "م", "مـ").Replace},
	{"vowels", strings.NewReplacer("ل", "ل\u064e", "ن", "ن\u0650").Replace},
	{"joiners", strings.NewReplacer("ا", "ا\u200c", "و", "\u200fو").Replace},
}

func TestIdentifyOwnParagraphs(t *testing.T) {
	id := identifier(t)
	for _, tag := range languages {
		for _, w := range typings {
			unsure := 0
			for _, p := range paragraphs(t, tag) {
				got, sure := id.Identify(w.typed(p))
				if got != tag {
					t.Errorf("%s, %s: %s (sure: %v): %s", tag, w.name, got, sure, p)
				}
				if !sure {
					unsure++
					if len(strings.Fields(p)) > 12 {
						t.Errorf("%s, %s: not sure of %s", tag, w.name, p)
					}
				}
			}
			t.Logf("%s, %s: %d unsure", tag, w.name, unsure)
		}
	}
}

// Runs of paragraphs make texts of up to 300 words and more; first words make
// short ones.
func TestIdentifyTextsOfAnyLength(t *testing.T) {
	id := identifier(t)
	for _, tag := range languages {
		ps := paragraphs(t, tag)
		for from := range ps {
			text := ""
			for _, p := range ps[from:] {
				text += p + "\n"
				if got, _ := id.Identify(text); got != tag {
					t.Errorf("%s: %s of %d words from paragraph %d", tag, got, len(strings.Fields(text)), from)
				}
				if len(strings.Fields(text)) >= 300 {
					break
				}
			}
		}
	}
}

// Five words in a row, anywhere in the paragraphs: mostly right, never sure and wrong
// but for a handful.
func TestIdentifyFiveWords(t *testing.T) {
	id := identifier(t)
	for _, tag := range languages {
		n, right, misled := 0, 0, 0
		for _, p := range paragraphs(t, tag) {
			words := strings.Fields(p)
			for i := 0; i+5 <= len(words); i += 5 {
				got, sure := id.Identify(strings.Join(words[i:i+5], " "))
				n++
				if got == tag {
					right++
					continue
				}
				t.Logf("%s: taken for %s, sure: %v: %q", tag, got, sure, words[i:i+5])
				if sure {
					misled++
				}
			}
		}
		t.Logf("%s: %d of %d right, %d sure and wrong", tag, right, n, misled)
		if right*100 < n*95 || misled > 0 {
			t.Errorf("%s: %d of %d right, %d sure and wrong", tag, right, n, misled)
		}
	}
}

func TestIdentifySeedPageInBothSpellings(t *testing.T) {
	b, err := os.ReadFile(seed)
	if err != nil {
		t.Skipf("no gold beside the checkout: %v", err)
	}
	id := identifier(t)
	for _, w := range typings {
		text := w.typed(string(b))
		if tag, sure := id.Identify(text); tag != "ar" || !sure {
			t.Errorf("%s: %s, sure: %v", w.name, tag, sure)
		}
		for _, p := range id.Paragraphs(text, nil, nil) {
			if p.Lang != "ar" {
				t.Errorf("%s: %s: %s", w.name, p.Lang, p.Of(text))
			}
		}
	}
}

func TestIdentifyLittleOrNothing(t *testing.T) {
	for _, c := range []struct {
		name, in string
		tag      string
		sure     bool
	}{
		{name: "nothing", in: ""},
		{name: "blanks and signs", in: " \n\t،؛ ... «»"},
		{name: "numbers only", in: "2014 ١٢٣ ۴۵۶ 3.5%"},
		{name: "broken bytes", in: "\xd8\xff\xd9"},
		{name: "a Latin text", in: "The minister arrived in Baghdad on Monday.", tag: "und-Latn", sure: true},
		{name: "a Latin name", in: "Reuters", tag: "und-Latn"},
		{name: "a Cyrillic text", in: "Министр прибыл в Багдад в понедельник.", tag: "und-Cyrl", sure: true},
		{name: "a Hebrew text", in: "השר הגיע לבגדד ביום שני בבוקר מוקדם", tag: "und-Hebr", sure: true},
		{name: "a Greek text", in: "Ο υπουργός έφτασε στη Βαγδάτη τη Δευτέρα", tag: "und", sure: true},
		{name: "a name that all five have", in: "محمد", tag: "ar"},
		{
			name: "Arabic with a Latin address longer than itself",
			in:   "تابعونا على https://www.example.com/news/arabic/politics",
			tag:  "ar",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if tag, sure := identifier(t).Identify(c.in); tag != c.tag || sure != c.sure {
				t.Errorf("%q, %v, want %q, %v", tag, sure, c.tag, c.sure)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string // lines
		want string   // language and ! when sure, of each that is not blank
	}{
		{
			name: "a name between Arabic paragraphs is Arabic",
			in: []string{
				"وصل الوزير أمس إلى العاصمة في زيارة تستغرق يومين.",
				"محمد رضا تهراني",
				"وقال إن بلاده لن تقبل بأي اتفاق لا يضمن حقوقها.",
			},
			want: "ar! ar! ar!",
		},
		{
			name: "a name between Persian paragraphs is Persian",
			in: []string{
				"وزیر خارجه دیروز وارد تهران شد و قرار است با همتای خود دیدار کند.",
				"محمد رضا",
				"2014",
				"او گفت این دیدار برای هر دو کشور مهم است.",
			},
			want: "fa! fa! fa! fa!",
		},
		{
			name: "a title takes the language of what follows",
			in: []string{
				"صدر مملکت",
				"",
				"پولیس نے بتایا کہ بس الٹنے سے چھ افراد زخمی ہوئے۔",
			},
			want: "ur! ur!",
		},
		{
			name: "an Arabic document with a Persian and a Latin paragraph",
			in: []string{
				"أعلنت الوزارة أنها ستنشر النص الكامل للبيان في موقعها.",
				"این بیانیه در تهران منتشر شد و همه کشورها آن را تأیید کردند.",
				"The statement was published in Tehran on Monday.",
				"ولم يصدر أي تعليق من الحكومة على هذا البيان.",
			},
			want: "ar! fa! und-Latn! ar!",
		},
		{
			name: "nobody tells",
			in: []string{
				"محمد",
				"Reuters",
			},
			want: "ar und-Latn",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Join(c.in, "\r\n")
			var got []string
			for _, p := range identifier(t).Paragraphs(text, nil, nil) {
				s := p.Lang
				if p.Sure {
					s += "!"
				}
				got = append(got, s)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%s, want %s", s, c.want)
			}
		})
	}
}

func TestParagraphsLeaveDroppedPartsOut(t *testing.T) {
	text := "الرئيسية / أخبار وصل الوزير إلى بغداد\nوغادر السفير" // home / news, the minister arrived in Baghdad; the envoy left
	cut := strings.Index(text, "وصل")
	ps := identifier(t).Paragraphs(text, []isnad.Dropped{{Span: isnad.Span{End: cut}, Reason: "breadcrumb"}}, nil)
	if len(ps) != 2 || ps[0].Start != cut || ps[1].Of(text) != "وغادر السفير" {
		t.Errorf("%+v", ps)
	}
}

func TestIdentifyAllocatesNothing(t *testing.T) {
	id := identifier(t)
	text := strings.Join(paragraphs(t, "ar"), "\n")
	buf := make([]language.Paragraph, 0, 64)
	if n := testing.AllocsPerRun(20, func() {
		id.Identify(text)
		buf = id.Paragraphs(text, nil, buf[:0])
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestIdentifierIsSmall(t *testing.T) {
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	if size := heapOf(func() any { return language.New(lx) }); size > 1<<20 {
		t.Errorf("%d bytes", size)
	} else {
		t.Logf("%d bytes", size)
	}
}

// heapOf is what stays on the heap of what f returns.
func heapOf(f func() any) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := f()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(x)
	return after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
}

func FuzzIdentify(f *testing.F) {
	for _, s := range []string{"", "محمد Reuters", "می\u200cشود", "\ufefb\ufdfa\ufefc", "\xd8", "ـ\u0654ا", "۔", strings.Repeat("ە", 300)} {
		f.Add(s)
	}
	id := identifier(f)
	f.Fuzz(func(t *testing.T, text string) {
		tag, sure := id.Identify(text)
		if again, _ := id.Identify(text); again != tag || tag == "" && sure {
			t.Errorf("%q, then %q", tag, again)
		}
		last := 0
		for _, p := range id.Paragraphs(text, nil, nil) {
			if p.Start < last || p.End <= p.Start || p.End > len(text) || strings.ContainsAny(p.Of(text), "\n\r") {
				t.Fatalf("paragraph %v behind %d of %d", p.Span, last, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(p.Of(text)) {
				t.Fatalf("paragraph %v cuts a letter", p.Span)
			}
			last = p.End
		}
	})
}

func BenchmarkIdentify(b *testing.B) {
	id := identifier(b)
	for _, tag := range languages {
		b.Run(tag, func(b *testing.B) {
			text := strings.Join(paragraphs(b, tag), "\n")
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				id.Identify(text)
			}
		})
	}
}

func BenchmarkParagraphs(b *testing.B) {
	id := identifier(b)
	text := strings.Join(paragraphs(b, "ar"), "\n")
	buf := make([]language.Paragraph, 0, 64)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		buf = id.Paragraphs(text, nil, buf[:0])
	}
	b.ReportMetric(float64(heapOf(func() any { return identifier(b) })), "B-heap")
}
