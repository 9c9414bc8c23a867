package article

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

// report is the i-th news of an outlet, with lines of its own round the boilerplate.
func report(i int, boilerplate ...string) string {
	lines := []string{
		fmt.Sprintf("الوزير رقم %d يفتتح الجسر رقم %d", i, i*7),
		fmt.Sprintf("افتتح الوزير رقم %d يوم الأحد الجسر رقم %d في المدينة، وقال إن العمل فيه استغرق %d شهرا.", i, i*7, i*3),
		fmt.Sprintf("وأضاف أن الكلفة بلغت %d مليون دينار، وأن جسورا أخرى ستفتتح قبل نهاية العام رقم %d.", i*11, i),
	}
	return strings.Join(append(lines, boilerplate...), "\n\n")
}

// kept are the texts after a memory has seen them all, without what was dropped.
func kept(t *testing.T, articles []isnad.Article) (out []string) {
	t.Helper()
	lb, r := testLabels(), NewRepeats(MaxLines)
	for _, a := range articles {
		a = Text(a.Text, lb, a)
		r.Remember(r.Drop(&a, lb.Lines(&a)))
		checkDropped(t, &a)
		out = append(out, body(&a))
	}
	return out
}

func TestRepeats(t *testing.T) {
	const short = "على ضفة النهر منذ سبعين عاما"
	const prose = "تأسست الدار في ربيع عام سبعين، وتتخذ من مبنى البريد القديم في الميناء مقرا لها، ويعمل فيها اليوم أربعون شخصا."
	var articles []isnad.Article
	for i := range 12 {
		articles = append(articles, isnad.Article{Outlet: "وكالة المثال", Text: report(i, short, prose)})
	}
	for i, got := range kept(t, articles) {
		if strings.Contains(got, short) != (i < shortSeen) {
			t.Errorf("document %d: the short line is kept: %v", i, i >= shortSeen)
		}
		if strings.Contains(got, prose) != (i < proseSeen) {
			t.Errorf("document %d: the paragraph is kept: %v", i, i >= proseSeen)
		}
		if !strings.Contains(got, fmt.Sprintf("الكلفة بلغت %d ", i*11)) || !strings.Contains(got, fmt.Sprintf("الوزير رقم %d يفتتح", i)) {
			t.Errorf("document %d lost its own lines: %q", i, got)
		}
	}
}

func TestRepeatsLetsNewsBe(t *testing.T) {
	const background = "وكانت المدينة قد شهدت في الربيع الماضي فيضانات واسعة أدت إلى انهيار ثلاثة جسور ونزوح مئات العائلات عنها."
	same := func(n int) (as []isnad.Article) {
		for range n {
			as = append(as, isnad.Article{Outlet: "a", Text: report(1)})
		}
		return as
	}
	var story, outlets, datelines []isnad.Article
	for i := range 40 {
		a := isnad.Article{Outlet: "a", Text: report(i)}
		if i%4 == 0 { // a long story among others
			a.Text = report(i, background)
		}
		story = append(story, a)
		outlets = append(outlets, isnad.Article{URL: fmt.Sprintf("https://www.n%d.example/%d", i, i), Text: report(i, "خط مشترك قصير")})
		title, body, _ := strings.Cut(report(i), "\n")
		datelines = append(datelines, isnad.Article{Outlet: "a", Text: title + "\n\nبغداد – وكالة المثال\n" + body})
	}
	for _, c := range []struct {
		name     string
		articles []isnad.Article
		words    string
	}{
		{"the same article ten times", same(10), "افتتح الوزير"},
		{"a line that many outlets have once", outlets, "خط مشترك قصير"},
		{"a dateline", datelines, "وكالة المثال"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, got := range kept(t, c.articles) {
				if !strings.Contains(got, c.words) {
					t.Fatalf("document %d lost it: %q", i, got)
				}
			}
		})
	}
	for i, got := range kept(t, story) {
		if i%4 == 0 && !strings.Contains(got, background) {
			t.Fatalf("document %d lost the background of its story", i)
		}
	}
}

// Of HTML a part of a line may be dropped already; the spans must not overlap.
func TestRepeatsBesideDroppedParts(t *testing.T) {
	lb, r := testLabels(), NewRepeats(MaxLines)
	for i := range 6 {
		a, _ := HTML(context.Background(), fmt.Sprintf("<p>%s</p><p>دليل المسافر <span hidden>نص مخفي</span> إلى المدينة القديمة</p>", strings.ReplaceAll(report(i), "\n\n", "</p><p>")), lb, isnad.Article{Outlet: "a"})
		r.Remember(r.Drop(&a, lb.Lines(&a)))
		checkDropped(t, &a)
	}
}

func TestRepeatsStaysSmall(t *testing.T) {
	r := NewRepeats(MaxLines)
	for i := range 3 * MaxLines / 10 {
		var lines []Line
		for k := range 10 {
			lines = append(lines, Line{digest: uint64(i*10 + k), size: 10})
		}
		lines = append(lines, Line{digest: 1 << 60, size: 1})
		a := isnad.Article{Outlet: fmt.Sprint(i % 3)}
		r.Remember(r.Drop(&a, lines))
	}
	if len(r.lines) > MaxLines {
		t.Errorf("%d lines are remembered", len(r.lines))
	}
	a := isnad.Article{Outlet: "0", Text: "x"}
	r.Drop(&a, []Line{{Span: isnad.Span{Start: 0, End: 1}, digest: 1 << 60, size: 1}, {digest: 1 << 61, size: 10}})
	if len(a.Dropped) != 1 {
		t.Error("what is repeated most was forgotten")
	}
}

// A memory that is written down and read again, at any document, goes on as if it had
// been there all the time.
func TestRepeatsGoOn(t *testing.T) {
	lb := testLabels()
	run := func(stop int) (out []string) {
		r := NewRepeats(128) // so small that lines are forgotten
		for i := range 60 {
			a := isnad.Article{Outlet: fmt.Sprint("وكالة ", i%2), Text: report(i, "حمّل الآن دليل المسافر الجديد")}
			a = Text(a.Text, lb, a)
			b, err := r.Drop(&a, lb.Lines(&a)).MarshalBinary()
			if err == nil {
				err = r.Add(b)
			}
			if i == stop && err == nil {
				b, err = r.MarshalBinary()
				r = NewRepeats(128)
				err = errors.Join(err, r.Add(b))
			}
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, body(&a))
		}
		return out
	}
	want := run(-1)
	if strings.Contains(want[59], "دليل") {
		t.Error("nothing was dropped")
	}
	for stop := 0; stop < 60; stop += 7 {
		if got := run(stop); !slices.Equal(got, want) {
			t.Errorf("stopped behind document %d, the others differ", stop)
		}
	}
}

func FuzzRepeats(f *testing.F) {
	b, _ := Seen{7, []uint64{1, 2}}.MarshalBinary()
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		r := NewRepeats(MaxLines)
		if r.Add(b) != nil {
			return
		}
		once, _ := r.MarshalBinary()
		again := NewRepeats(MaxLines)
		err := again.Add(once)
		if twice, _ := again.MarshalBinary(); err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%x is written as %x and then as %x, %v", b, once, twice, err)
		}
	})
}
