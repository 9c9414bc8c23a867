package story_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/story"
)

// TestRewritesAreFound holds pair recall and precision over rewrites of our own
// texts: each text, its nine rewrites, all the others beside them, and our
// tellings, which are of one happening but not of one text.
func TestRewritesAreFound(t *testing.T) {
	var texts []string
	for _, set := range []string{"articles", "articles2", "press", "diplomacy2", "conflict2", "statements"} {
		texts = append(texts, trainTexts(t, set, 45)...)
	}
	r := &rewriter{chance: rand.New(rand.NewPCG(1, 2))}
	for _, s := range texts {
		r.pool = append(r.pool, strings.Fields(s)...)
	}
	var all []story.Sketch
	var kinds []string
	for _, s := range texts {
		all, kinds = append(all, story.NewSketch(normal.Key(s))), append(kinds, "")
		for _, w := range rewrites {
			all, kinds = append(all, story.NewSketch(normal.Key(w.make(r, s)))), append(kinds, w.name)
		}
	}
	rewritten := len(all)
	for _, half := range []string{"open", "held"} {
		for _, d := range readTold(t, "testdata/"+half+".txt") {
			all = append(all, story.NewSketch(normal.Key(d.text)))
		}
	}
	family := func(i int) int {
		if i < rewritten {
			return i / (len(rewrites) + 1)
		}
		return i
	}
	found, right, wrong, total := map[string]int{}, 0, 0, 0
	for _, p := range story.Pairs(all) {
		if a, b := p[0], p[1]; family(a) != family(b) {
			wrong++
		} else if right++; kinds[a] == "" {
			found[kinds[b]]++
			total++
		}
	}
	var report []string
	for _, w := range rewrites {
		report = append(report, fmt.Sprintf("%s %.3f", w.name, float64(found[w.name])/float64(len(texts))))
	}
	recall := float64(total) / float64(len(texts)*len(rewrites))
	precision := float64(right) / float64(right+wrong)
	t.Logf("%d texts of %d words on average: pair recall %.4f, precision %.4f (%d of %d wrong); %s",
		len(texts), len(r.pool)/len(texts), recall, precision, wrong, right+wrong, strings.Join(report, ", "))
	if recall < .98 || precision < .99 {
		t.Errorf("pair recall %.4f at precision %.4f, the bars are .98 and .99", recall, precision)
	}
}

// Spelling never matters: not to the sketch, so not to anything that is made of it.
func TestSketchOfAnySpelling(t *testing.T) {
	r := &rewriter{chance: rand.New(rand.NewPCG(3, 4))}
	for _, s := range trainTexts(t, "articles", 45)[:40] {
		a, b := story.NewSketch(normal.Key(s)), story.NewSketch(normal.Key(r.spelling(s)))
		if similar, _ := story.Overlap(&a, &b); similar != 1 {
			t.Errorf("other letters leave %.3f of %.60q", similar, s)
		}
	}
}

func TestOverlapIsMeasuredAlsoInPart(t *testing.T) {
	long := strings.Join(trainTexts(t, "articles", 45)[:12], "\n") // more than 256 shingles
	other := strings.Join(trainTexts(t, "articles", 45)[6:18], "\n")
	a, b, half := story.NewSketch(normal.Key(long)), story.NewSketch(normal.Key(other)), story.NewSketch(normal.Key(words(long, 0, 1, 2)))
	if a.Whole || b.Whole {
		t.Fatalf("the texts are too short for this test: %d and %d words", a.Words, b.Words)
	}
	for _, c := range []struct {
		name               string
		a, b               *story.Sketch
		similar, contained float64
		tolerance          float64
	}{
		{"itself", &a, &a, 1, 1, 0},
		{"half of it is shared", &a, &b, 1. / 3, .5, .12},
		{"its first half", &a, &half, .5, 1, .12},
		{"nothing", &a, &story.Sketch{}, 0, 0, 0},
	} {
		similar, contained := story.Overlap(c.a, c.b)
		back, backIn := story.Overlap(c.b, c.a)
		if similar != back || contained != backIn {
			t.Errorf("%s: %.3f %.3f one way, %.3f %.3f the other", c.name, similar, contained, back, backIn)
		}
		if diff := max(similar-c.similar, c.similar-similar); diff > c.tolerance {
			t.Errorf("%s: similarity %.3f, want %.3f", c.name, similar, c.similar)
		}
		if diff := max(contained-c.contained, c.contained-contained); diff > c.tolerance {
			t.Errorf("%s: containment %.3f, want %.3f", c.name, contained, c.contained)
		}
	}
}

func FuzzSketch(f *testing.F) {
	for _, s := range []string{"", "كلمة", "أعلنت الشرطة أنها أوقفت ثلاثة أشخاص في العاصمة", "a b c d e f", "ة", "\xff\xd9 ة\x00", "،،، 1 2 ٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := story.NewSketch(normal.Key(text))
		similar, contained := story.Overlap(&s, &s)
		if s.Words > 0 && (similar != 1 || contained != 1) {
			t.Errorf("%q is like itself by %.3f, %.3f", text, similar, contained)
		}
		if again := story.NewSketch(normal.Key("\u064e" + text)); s.Words != again.Words {
			t.Errorf("%q: %d words, with a vowel before it %d", text, s.Words, again.Words)
		}
	})
}
