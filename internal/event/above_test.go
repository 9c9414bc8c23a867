package event_test

import (
	"slices"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/learn"
)

// A deed that no row knows has a type by what colours it.
func TestModalDeeds(t *testing.T) {
	c := coder(t)
	for _, tt := range []struct {
		name, text, trigger string
		kind                string
		want                bool
	}{
		{"what is to come may be a promise", "قالت الوزيرة إن بلادها ستعوض أصحاب البيوت.", "ستعوض", "AGREE", true},
		{"or a threat", "قال القائد إن خصومه سيندمون.", "سيندمون", "THREATEN", true},
		{"what was done is neither", "قالت الوزيرة إن بلادها عوضت أصحاب البيوت.", "عوضت", "THREATEN", false},
		{"a masdar under a word of will", "أبدى الحزب استعداده للتصرف بسرعة.", "للتصرف", "AGREE", true},
		{"a verb behind an", "تريد الحكومة أن تتصرف بسرعة.", "تتصرف", "AGREE", true},
		{"a masdar under a word of need", "شدد الوزراء على ضرورة إسهام الدول في الصندوق.", "إسهام", "REQUEST", true},
		{"a verb under a word of need", "يجب أن تسهم الدول في الصندوق.", "تسهم", "REQUEST", true},
		{"a relative clause is not under the word before it", "وعد الوزير الرجل الذي ابتسم للحضور.", "ابتسم", "AGREE", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, l := c.Reader().Layers(isnad.Article{ID: "x", Text: tt.text})
			got := false
			for _, k := range c.Events.Propose(&l) {
				got = got || k.Trigger().Of(tt.text) == tt.trigger && k.Type() == tt.kind
			}
			if got != tt.want {
				t.Errorf("%s as %s is proposed: %v, want %v", tt.trigger, tt.kind, got, tt.want)
			}
		})
	}
}

// Existence is told what stands above a trigger, with the type.
func TestWhatStandsAboveATrigger(t *testing.T) {
	c := coder(t)
	for _, tt := range []struct {
		name, text, trigger string
		says                string
		trap                string // another trigger, which must not be told the same
	}{
		{"an intention", "يعتزم الرئيس زيارة الرباط، واستقبل الوزير السفير أمس.", "زيارة", "colour:CONSULT:intended", "واستقبل"},
		{"a demand tells REQUEST itself", "طالبت المنظمة الحكومة بالإفراج عن الصحافي.", "بالإفراج", "uptells:RETREAT:REQUEST:ب", ""},
		{"an adjective behind the noun", "أعلن عن زيارة الوزير المقررة إلى تونس.", "زيارة", "behind:CONSULT:intended", ""},
		{"nothing", "زار الوزير تونس.", "زار", "top:CONSULT:verb", ""},
		{"the class of the object", "سلمت روسيا دبابات إلى الجيش.", "سلمت", "slotset:AID:obj:weapon", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, l := c.Reader().Layers(isnad.Article{ID: "x", Text: tt.text})
			told := func(word string) (names []string) {
				ks := c.Events.Propose(&l)
				for i := range ks {
					if ks[i].Trigger().Of(tt.text) == word {
						f := learn.Features{Named: true}
						c.Events.Roles(&ks[i], &f)
						f.Reset()
						ks[i].ExistenceFeatures(&f)
						names = append(names, f.Names...)
					}
				}
				return names
			}
			if names := told(tt.trigger); !slices.Contains(names, tt.says) {
				t.Errorf("%s is not told %q: %q", tt.trigger, tt.says, names)
			}
			if tt.trap != "" && slices.Contains(told(tt.trap), tt.says) {
				t.Errorf("%s is told %q", tt.trap, tt.says)
			}
		})
	}
}

// One promise is told once; two that stand side by side are two.
func TestOnePromiseIsToldOnce(t *testing.T) {
	c := coder(t)
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"وعدت اليابان بتقديم مساعدات إلى كينيا.", []string{"وعدت"}},
		{"وعدت اليابان وتعهدت الصين.", []string{"وعدت", "وتعهدت"}},
		{"وافقت اليابان بعد تعهد الصين.", []string{"وافقت", "تعهد"}},
	} {
		_, l := c.Reader().Layers(isnad.Article{ID: "x", Text: tt.text})
		ks := c.Events.Propose(&l)
		var promises []*event.Candidate
		for i := range ks {
			if ks[i].Type() == "AGREE" {
				ks[i].Score = 0.9 - 0.1*float64(len(promises))
				promises = append(promises, &ks[i])
			}
		}
		var got []string
		for _, k := range event.Once(promises) {
			got = append(got, k.Trigger().Of(tt.text))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q of %d, want %q", tt.text, got, len(promises), tt.want)
		}
	}
}
