package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
)

// Lines of the tests below; each Arabic one tells of an arrest or an attack.
const (
	arabicLine  = "اعتقلت الشرطة التركية عشرة متظاهرين في أنقرة يوم الأحد."          // the Turkish police arrested ten protesters in Ankara on Sunday
	arabicMore  = "وقال شهود إن الجيش السوري قصف مدينة حلب أمس."                     // witnesses said that the Syrian army shelled Aleppo yesterday
	persianLine = "پلیس ترکیه روز یکشنبه ده نفر از معترضان را در آنکارا دستگیر کرد." // the same in Persian
	persianMore = "او گفت این افراد در دادگاه محاکمه خواهند شد."                     // he said they will be tried in court
	urduLine    = "ترک پولیس نے اتوار کو انقرہ میں دس مظاہرین کو گرفتار کیا ہے۔"     // the same in Urdu
	latinLine   = "Turkish police arrested ten protesters in Ankara on Sunday."
	namesLine   = "محمد رضا"
)

func TestOnlyArabicIsCoded(t *testing.T) {
	for _, c := range []struct {
		name    string
		lang    string // as given
		lines   []string
		want    string // as exported
		dropped []string
		coded   bool // has events
		fault   string
	}{
		{
			name:  "an Arabic document",
			lines: []string{arabicLine, arabicMore},
			want:  "ar", coded: true,
		},
		{
			name:  "an Arabic document of another country",
			lang:  "ar-EG",
			lines: []string{arabicLine},
			want:  "ar-EG", coded: true,
		},
		{
			name:  "a Persian paragraph in an Arabic document is dropped",
			lines: []string{arabicLine, persianLine, arabicMore},
			want:  "ar", coded: true,
			dropped: []string{persianLine},
		},
		{
			name:  "two of other languages are one dropped part",
			lines: []string{arabicLine, arabicMore, arabicLine, persianLine, namesLine, latinLine},
			want:  "ar", coded: true,
			dropped: []string{persianLine + "\n" + namesLine + "\n" + latinLine},
		},
		{
			name:    "a Persian document is read, not coded",
			lines:   []string{namesLine, persianLine, persianMore},
			want:    "fa",
			dropped: []string{namesLine + "\n" + persianLine + "\n" + persianMore},
			fault:   "Persian",
		},
		{
			name:    "an Urdu document with an Arabic line",
			lines:   []string{urduLine, namesLine, urduLine + " " + urduLine},
			want:    "ur",
			dropped: []string{urduLine + "\n" + namesLine + "\n" + urduLine + " " + urduLine},
			fault:   "Urdu",
		},
		{
			name:    "a Latin document",
			lines:   []string{latinLine},
			want:    "und-Latn",
			dropped: []string{latinLine},
			fault:   "Latin",
		},
		{
			name:    "the input's word counts",
			lang:    "tr",
			lines:   []string{arabicLine},
			want:    "tr",
			dropped: []string{arabicLine},
			fault:   `"tr"`,
		},
		{
			name:  "an input that says it does not know",
			lang:  "und",
			lines: []string{arabicLine},
			want:  "ar", coded: true,
		},
		{
			name:  "numbers only",
			lines: []string{"2014 10 22"},
		},
		{
			name:  "a name that all have is taken for Arabic",
			lines: []string{namesLine},
			want:  "ar",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Join(c.lines, "\n")
			r := codedAs(t, c.lang, text)
			d := &r.Document
			if d.Lang != c.want || d.Text != text || len(d.Events) > 0 != c.coded {
				t.Errorf("language %q, %d events", d.Lang, len(d.Events))
			}
			var dropped []string
			for _, x := range d.Dropped {
				dropped = append(dropped, x.Of(text))
				if x.Reason != "language" {
					t.Errorf("dropped as %s: %s", x.Reason, x.Of(text))
				}
				for i := range d.Events {
					if x.Overlaps(d.Sentences[d.Events[i].Sentence].Span) {
						t.Errorf("event %s lies in a dropped part", d.Events[i].Type)
					}
				}
			}
			if !slices.Equal(dropped, c.dropped) {
				t.Errorf("dropped %q", dropped)
			}
			checkFault(t, r.Faults, c.fault)
		})
	}
}

// codedAs codes one text as a record with that language would be.
func codedAs(t *testing.T, lang, text string) (out pipeline.Result) {
	t.Helper()
	raw := `{"id": "x", "text": ` + quoted(text) + `}`
	if lang != "" {
		raw = `{"id": "x", "lang": "` + lang + `", "text": ` + quoted(text) + `}`
	}
	items := read.Inputs([]string{"-"}, strings.NewReader(raw), read.Options{From: read.JSONL})
	if err := coder(t).Code(items, 1, func(r pipeline.Result) error { out = r; return nil }); err != nil {
		t.Fatal(err)
	}
	if !out.Coded {
		t.Fatalf("nothing was read: %v", out.Faults)
	}
	return out
}

func quoted(text string) string {
	return `"` + strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(text) + `"`
}

func checkFault(t *testing.T, faults []isnad.Diagnostic, words string) {
	t.Helper()
	switch {
	case words == "" && len(faults) > 0:
		t.Errorf("faults %v", faults)
	case words != "" && (len(faults) != 1 || faults[0].Code != "language" || !strings.Contains(faults[0].Text, words) || faults[0].Hint == "" || faults[0].Line != 1):
		t.Errorf("faults %+v, want language and %s", faults, words)
	}
}

func TestAPersianPageIsDroppedBesideItsBoilerplate(t *testing.T) {
	text := "الرئيسية / أخبار\n" + persianLine + "\n" + persianLine
	a := isnad.Article{ID: "x", Text: text, Dropped: []isnad.Dropped{{Span: isnad.Span{End: strings.Index(text, "\n")}, Reason: "breadcrumb"}}}
	d := coder(t).Reader().Annotate(a)
	if len(d.Dropped) != 2 || d.Dropped[0].Reason != "breadcrumb" || d.Dropped[1].Reason != "language" || d.Dropped[1].End != len(text) {
		t.Errorf("%+v", d.Dropped)
	}
	if len(a.Dropped) != 1 {
		t.Error("the caller's article was changed")
	}
}
