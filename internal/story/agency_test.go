package story_test

import (
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/story"
)

func TestCredit(t *testing.T) {
	c, _ := theCoder(t)
	agencies := story.NewAgencies(c.Lexicon)
	for _, test := range []struct {
		name string
		in   string
		want string // id and folded words, "" for no credit
	}{
		{
			name: "place, agency in brackets, dash",
			in:   "بعقوبة (رويترز) - قالت الشرطة إن قنبلة انفجرت في السوق.",
			want: "reuters رويترز",
		},
		{
			name: "letters with blanks",
			in:   "بيروت - أ ف ب: سيطر مسلحون على البلدة.",
			want: "afp ا ف ب",
		},
		{
			name: "letters with points",
			in:   "بيروت - أ.ف.ب - سيطر مسلحون على البلدة.",
			want: "afp ا.ف.ب",
		},
		{
			name: "a tatweel for a dash",
			in:   "القاهرة \u0640 د ب أ: قرر الوزراء تأجيل الجلسة.",
			want: "dpa د ب ا",
		},
		{
			name: "between strokes, behind the day",
			in:   "الرياض 3 مارس / واس / استقبل الوزير نظيره.",
			want: "spa واس",
		},
		{
			name: "below the title",
			in:   "الوزير يزور البلدة\nالدوحة /قنا/ استقبل الوزير نظيره.",
			want: "qna قنا",
		},
		{
			name: "at the end",
			in:   "استقبل الوزير نظيره في المطار. (وكالة الأنباء الألمانية)",
			want: "dpa وكالة الانباء الالمانية",
		},
		{
			name: "source label at the end",
			in:   "استقبل الوزير نظيره في المطار.\nالمصدر: رويترز",
			want: "reuters رويترز",
		},
		{
			name: "agencies in general",
			in:   "عمان - وكالات: استقبل الوزير نظيره.",
			want: " وكالات",
		},
		{
			name: "a speaker is no credit",
			in:   "قال شاهد من رويترز إن دبابات دخلت البلدة.",
		},
		{
			name: "quotes do not make a credit",
			in:   "وقال المتحدث لوكالة «رويترز» إن دبابات دخلت البلدة.",
		},
		{
			name: "Qena, a city, not the signature",
			in:   "وصل الوزير إلى قنا أمس واستقبله المحافظ.",
		},
		{
			name: "deep in the text",
			in:   strings.Repeat("كلمات كثيرة من الخبر قبل ذلك. ", 20) + "ونشرت الصحف الخبر (رويترز) ثم حذفته. " + strings.Repeat("وكلمات كثيرة بعده. ", 20),
		},
		{name: "nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if c := agencies.Credit(normal.Key(test.in)); c != nil {
				got = c.ID + " " + c.Text
			}
			if got != test.want {
				t.Errorf("%q credits %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func FuzzCredit(f *testing.F) {
	c, err := coder()
	if err != nil {
		f.Fatal(err)
	}
	agencies := story.NewAgencies(c.Lexicon)
	for _, s := range []string{"(رويترز)", "بيروت - أ ف ب:", "\n\n\n/قنا/\n", "((((", "  واس  "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := normal.Key(text)
		if c := agencies.Credit(folded); c != nil && !strings.Contains(folded, c.Text) {
			t.Errorf("%q does not stand in %q", c.Text, folded)
		}
	})
}
