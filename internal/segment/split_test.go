package segment_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/segment"
)

// split returns the words of the sentences in the letters of the text.
func split(text string, dropped ...isnad.Dropped) (sentences []string, ss []isnad.Sentence, ts []isnad.Token) {
	n := normal.Fold(text)
	ss, ts = segment.Split(&n, dropped)
	for _, s := range ss {
		sentences = append(sentences, s.Of(text))
	}
	return sentences, ss, ts
}

func TestSplitEndsSentences(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{
			name: "a full stop ends a sentence",
			in:   "وصل الوزير. غادر السفير.", // the minister arrived; the ambassador left
			want: []string{
				"وصل الوزير.",
				"غادر السفير.",
			},
		},
		{
			name: "the stop of an abbreviated title does not",
			in:   "قال د. أحمد علي إن م. سامي غادر.", // Dr. Ahmad said that Eng. Sami left
			want: []string{
				"قال د. أحمد علي إن م. سامي غادر.",
			},
		},
		{
			name: "a letter that ends the text or the line is no title",
			in:   "المجموعة أ.\nالمجموعة ب.", // group A; group B
			want: []string{
				"المجموعة أ.",
				"المجموعة ب.",
			},
		},
		{
			name: "initials of a foreign name",
			in:   "قرار U.S. جديد.",
			want: []string{
				"قرار U.S. جديد.",
			},
		},
		{
			name: "an abbreviation of several letters is one word",
			in:   "نقلت بي.بي.سي عن أ.ف.ب الخبر.وصل الوفد.",
			want: []string{
				"نقلت بي.بي.سي عن أ.ف.ب الخبر.",
				"وصل الوفد.",
			},
		},
		{
			name: "question and exclamation marks",
			in:   "هل وصل؟ نعم! غادر.", // did he arrive? yes! he left
			want: []string{
				"هل وصل؟",
				"نعم!",
				"غادر.",
			},
		},
		{
			name: "the stop of Urdu",
			in:   "وہ آیا۔ وہ گیا۔", // he came; he went
			want: []string{
				"وہ آیا۔",
				"وہ گیا۔",
			},
		},
		{
			name: "a number with a point or a time is one token",
			in:   "ارتفع 3.5 في الساعة 10:30.", // it rose by 3.5 at 10:30
			want: []string{
				"ارتفع 3.5 في الساعة 10:30.",
			},
		},
		{
			name: "a stop inside quotation marks ends the sentence",
			in:   "قال “لن نفاوض.” وغادر.", // he said "we will not negotiate." and left
			want: []string{
				"قال “لن نفاوض.",
				"” وغادر.",
			},
		},
		{
			name: "a line ends a sentence, with or without a stop",
			in:   "زيارة إلى بغداد\nوصل الوزير\r\nغادر السفير", // a headline above two lines
			want: []string{
				"زيارة إلى بغداد",
				"وصل الوزير",
				"غادر السفير",
			},
		},
		{
			name: "three dots end a sentence",
			in:   "لا يخلو ... وصل الوزير",
			want: []string{
				"لا يخلو ...",
				"وصل الوزير",
			},
		},
		{
			name: "nothing but blanks",
			in:   " \n\u00a0\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _, _ := split(c.in)
			if !slices.Equal(got, c.want) {
				t.Errorf("sentences %s\nwant %s", lines(got), lines(c.want))
			}
		})
	}
}

func lines(ss []string) string { return "\n  " + strings.Join(ss, "\n  ") }

func TestSplitCutsTokens(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{
			name: "a sign is a token of its own",
			in:   "«حماس»، والسلطة:",
			want: []string{"«", "حماس", "»", "،", "والسلطة", ":"},
		},
		{
			name: "marks and joiners stay inside their word",
			in:   "قا\u200cلَ مُحَـمَّد",
			want: []string{"قا\u200cلَ", "مُحَـمَّد"},
		},
		{
			name: "letters and digits part",
			in:   "س833: عام2014",
			want: []string{"س", "833", ":", "عام", "2014"},
		},
		{
			name: "signs of one kind stay together",
			in:   "وصل... -- غادر!!",
			want: []string{"وصل", "...", "--", "غادر", "!!"},
		},
		{
			name: "a decimal comma is inside, a final one is not",
			in:   "1,500 و20,",
			want: []string{"1,500", "و", "20", ","},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, ts := split(c.in)
			var got []string
			for _, x := range ts {
				got = append(got, x.Of(c.in))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("tokens %s\nwant %s", lines(got), lines(c.want))
			}
		})
	}
}

func TestSplitNeverJoinsWhatIsDroppedWithWhatIsNot(t *testing.T) {
	text := "الرئيسية / أخبار وصل الوزير إلى بغداد" // home / news, the minister arrived in Baghdad
	cut := strings.Index(text, "وصل")
	got, ss, _ := split(text, isnad.Dropped{Span: isnad.Span{End: cut}, Reason: "breadcrumb"})
	want := []string{
		"الرئيسية / أخبار",
		"وصل الوزير إلى بغداد",
	}
	if !slices.Equal(got, want) || !ss[0].Dropped || ss[1].Dropped {
		t.Errorf("sentences %s, %+v", lines(got), ss)
	}
}

func TestSplitCountsParagraphs(t *testing.T) {
	_, ss, _ := split("وصل الوزير. غادر السفير.\n\n \nعاد الوفد.\nانتهى المؤتمر.")
	var got []int
	for _, s := range ss {
		got = append(got, s.Paragraph)
	}
	if !slices.Equal(got, []int{0, 0, 1, 2}) {
		t.Errorf("paragraphs %v", got)
	}
}

func TestSplitFindsTheTitle(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		titles   int
	}{
		{"a line without a stop above the text", "الوزير يصل إلى بيروت\nوصل الوزير أمس. ثم غادر.", 1},
		{"two sentences of it", "هل يصل الوزير؟ لا جواب\nلم يصل الوزير أمس.", 2},
		{"a paragraph", "وصل الوزير أمس.\nثم غادر.", 0},
		{"a line alone", "الوزير يصل إلى بيروت", 0},
		{"a long line", strings.Repeat("وصل الوزير ", 20) + "\nثم غادر.", 0},
		{"nothing", "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, ss, _ := split(tt.in)
			got := 0
			for _, s := range ss {
				if s.Title {
					got++
				}
			}
			if got != tt.titles {
				t.Errorf("%d sentences of the title, want %d: %v", got, tt.titles, ss)
			}
		})
	}
}

// Texts without a stop would make every stage that looks round a word quadratic.
func TestSplitBoundsASentence(t *testing.T) {
	_, ss, ts := split(strings.Repeat("كلمة ", 10000))
	if len(ts) != 10000 {
		t.Errorf("%d tokens", len(ts))
	}
	for _, s := range ss {
		if s.Tokens.Len() > 240 {
			t.Errorf("a sentence of %d tokens", s.Tokens.Len())
		}
	}
}

// FuzzSplit: sentences and tokens stand in order, do not overlap, and every token
// lies in its sentence.
func FuzzSplit(f *testing.F) {
	f.Add("قال د. أحمد “لن نفاوض.” وغادر؟\nنعم", 4, 12)
	f.Add("س833: 1,500... -- \xff", 0, 3)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		var dropped []isnad.Dropped
		if 0 <= from && from < to && to <= len(text) {
			dropped = append(dropped, isnad.Dropped{Span: isnad.Span{Start: from, End: to}, Reason: "related"})
		}
		_, ss, ts := split(text, dropped...)
		at := 0
		for i, s := range ss {
			if s.Tokens.Start != at || s.Tokens.Len() <= 0 {
				t.Fatalf("sentence %d has tokens %v after %d", i, s.Tokens, at)
			}
			at = s.Tokens.End
			for k := s.Tokens.Start; k < s.Tokens.End; k++ {
				x := &ts[k]
				if x.Sentence != i || !s.Contains(x.Span) || x.Empty() || k > 0 && x.Start < ts[k-1].End && !sameRune(text, x, &ts[k-1]) {
					t.Fatalf("token %d %v in sentence %d %v", k, x.Span, i, s.Span)
				}
			}
		}
		if at != len(ts) {
			t.Fatalf("%d tokens, %d in sentences", len(ts), at)
		}
	})
}

// sameRune tells whether two tokens were made from one ligature of several words.
func sameRune(text string, a, b *isnad.Token) bool {
	return a.Start < b.End && normal.Key(text[a.Start:b.End]) != text[a.Start:b.End]
}
