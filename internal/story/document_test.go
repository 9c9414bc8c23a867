package story_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/story"
)

// What is dropped makes no two pages alike, wherever foreign extents lie.
func TestDroppedPartsDoNotCount(t *testing.T) {
	c, _ := theCoder(t)
	agencies := story.NewAgencies(c.Lexicon)
	menu := "الرئيسية سياسة اقتصاد رياضة ثقافة منوعات فيديو صور اتصل بنا من نحن"
	text := menu + "\n" + "استقبل الوزير نظيره في المطار صباح اليوم"
	n := len([]rune(menu))
	of := func(dropped ...export.Dropped) story.Sketch {
		d := story.DocumentOf(&export.Document{ID: "a", Text: text, Dropped: dropped}, agencies)
		return d.Sketch
	}
	if got, want := of(export.Dropped{Extent: export.Extent{Start: 0, End: n}, Reason: "nav"}).Words, 7; got != want {
		t.Errorf("%d words are kept, want %d", got, want)
	}
	all := of().Words
	for _, x := range []export.Extent{{Start: -1, End: 3}, {Start: 5, End: 2}, {Start: 3, End: 1 << 30}} {
		if got := of(export.Dropped{Extent: x}).Words; got != all {
			t.Errorf("extent %v leaves %d of %d words", x, got, all)
		}
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{"2014-10-22": "2014-10-22", "2014-10": "", "": "", "2014-13-01": "", "0000-01-01": "", "22/10/2014": ""} {
		if got := story.Day(in); got != want {
			t.Errorf("Day(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSketchText(f *testing.F) {
	for _, s := range []string{"", "كلمة", strings.Repeat("أعلنت الشرطة أنها أوقفت ثلاثة أشخاص ", 9)} {
		b, err := story.NewSketch(normal.Key(s)).MarshalText()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("////////"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var s, again story.Sketch
		if s.UnmarshalText(b) != nil {
			return
		}
		text, err := s.MarshalText()
		if err == nil {
			err = again.UnmarshalText(text)
		}
		if err != nil || !reflect.DeepEqual(s, again) {
			t.Errorf("%q reads as %+v and prints as %q: %v", b, s, text, err)
		}
	})
}
