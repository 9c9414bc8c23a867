package event_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/pipeline"
)

// governed holds one construction a row: what the trigger's scorer is told of the
// words above it, and of a second trigger that the same word does not govern.
var governed = []struct {
	name          string
	text          string
	trigger, says string
	trap          string // another trigger, which must not be told the same
}{
	{
		name:    "lam negates its own verb, not the one that goes on after it",
		text:    "لم تقصف الطائرات الميناء بل هاجم المسلحون المطار.",
		trigger: "تقصف", says: "scope:0:لم",
		trap: "هاجم",
	},
	{
		name:    "ʿadam negates the masdar behind it",
		text:    "تعهد القائد بعدم قصف البلدة بعد هجوم المسلحين.",
		trigger: "قصف", says: "up:1:عدم",
		trap: "هجوم",
	},
	{
		name:    "denial reaches over an to the verb",
		text:    "نفى الناطق أن تكون القوات قد قصفت السوق، واتهم الفصائل.",
		trigger: "قصفت", says: "scope:any:undone",
		trap: "واتهم",
	},
	{
		name:    "failure governs the idafa behind its preposition",
		text:    "فشل الوفدان في توقيع الاتفاق.",
		trigger: "توقيع", says: "scope:1:undone",
	},
	{
		name:    "refusal governs the verb behind an, not the cause",
		text:    "رفض الحزب أن يلتقي المبعوث بعد اعتقال نوابه.",
		trigger: "يلتقي", says: "scope:1:undone:that",
		trap: "اعتقال",
	},
	{
		name:    "sa- stands on the verb itself",
		text:    "سيزور الوزير الدوحة غدا.",
		trigger: "سيزور", says: "scope:0:sa",
	},
	{
		name:    "intention governs through a light noun",
		text:    "يعتزم الرئيس القيام بزيارة إلى الرباط.",
		trigger: "بزيارة", says: "scope:2:intended",
	},
	{
		name:    "from what is planned that",
		text:    "من المقرر أن يلتقي الوزيران في عمان.",
		trigger: "يلتقي", says: "scope:1:intended:that",
	},
	{
		name:    "preparation for",
		text:    "حشد الجيش قواته استعدادا لشن هجوم على المدينة.",
		trigger: "هجوم", says: "scope:any:intended",
		trap: "حشد",
	},
	{
		name:    "idhā governs its clause, not the answer",
		text:    "إذا قصفت القوات الميناء انسحب المراقبون.",
		trigger: "قصفت", says: "scope:any:supposed",
	},
	{
		name:    "fī ḥāl is one word",
		text:    "ستغلق الشركة الحقل في حال هاجم المسلحون الموقع.",
		trigger: "هاجم", says: "scope:1:supposed",
	},
	{
		name:    "fear of an attack",
		text:    "أغلقت السفارة أبوابها خشية وقوع هجوم.",
		trigger: "هجوم", says: "scope:any:supposed:by",
	},
	{
		name:    "kāna and qad before the verb, the subject between",
		text:    "وكان المسلحون قد هاجموا القرية.",
		trigger: "هاجموا", says: "scope:0:qad past",
	},
	{
		name:    "sabaqa an",
		text:    "سبق أن اعتقلت الشرطة الناشط.",
		trigger: "اعتقلت", says: "scope:1:bygone:that",
	},
	{
		name:    "a year in figures dates the verb before it",
		text:    "اعتقلت الشرطة الناشط عام 2009.",
		trigger: "اعتقلت", says: "owndate:year:told",
	},
	{
		name:    "last month lies back by its own words",
		text:    "اعتقلت الشرطة الناشط الشهر الماضي.",
		trigger: "اعتقلت", says: "time:own:month last publication",
	},
	{
		name:    "a month of this year does not lie back as far",
		text:    "اعتقلت الشرطة الناشط مطلع الشهر الجاري.",
		trigger: "اعتقلت", says: "time:own:month this publication",
	},
	{
		name:    "months ago",
		text:    "وكانت الشرطة اعتقلت الناشط قبل ثلاثة أشهر.",
		trigger: "اعتقلت", says: "time:was:month قبل publication:own",
	},
}

func TestWhatGovernsATrigger(t *testing.T) {
	c := coder(t)
	for _, tt := range governed {
		t.Run(tt.name, func(t *testing.T) {
			_, l := c.Reader().Layers(isnad.Article{ID: "x", Text: tt.text, Date: "2013-05-02"})
			told := func(word string) (names []string) {
				for _, k := range c.Events.Propose(&l) {
					if k.Trigger().Of(tt.text) == word {
						f := learn.Features{Named: true}
						k.AuxFeatures(&f)
						return f.Names
					}
				}
				t.Fatalf("%s is no candidate", word)
				return nil
			}
			if names := told(tt.trigger); !slices.Contains(names, tt.says) {
				t.Errorf("%s is not told %q: %q", tt.trigger, tt.says, scopes(names))
			}
			if tt.trap != "" && slices.Contains(told(tt.trap), tt.says) {
				t.Errorf("%s is told %q", tt.trap, tt.says)
			}
		})
	}
}

func scopes(names []string) (out []string) {
	for _, n := range names {
		if strings.HasPrefix(n, "scope:") || strings.HasPrefix(n, "up:") || strings.HasPrefix(n, "owndate") {
			out = append(out, n)
		}
	}
	return out
}

// News is cut anywhere: no piece of a sentence may stop the coder.
func TestAnyPieceOfATextIsCoded(t *testing.T) {
	c := coder(t)
	for _, tt := range governed {
		words := strings.Fields(tt.text)
		for i := range words {
			for _, text := range []string{strings.Join(words[i:], " "), strings.Join(words[:i], " ")} {
				_, l := c.Reader().Layers(isnad.Article{ID: "x", Text: text})
				f := learn.Features{}
				for _, k := range c.Events.Propose(&l) {
					k.AuxFeatures(&f)
					for rank, over := 0, l.ClaimsOver(k.At); rank < len(over); rank++ {
						k.SpeakerFeatures(&f, &isnad.Event{}, over, rank)
					}
				}
			}
		}
	}
}

// coder is built once a test: it opens the lexicon and the scorers.
func coder(t testing.TB) *pipeline.Coder {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var located = []struct {
	name, text, trigger, place string
}{
	{"behind fī", "اعتقلت الشرطة ثلاثة ناشطين في حلب.", "اعتقلت", "حلب"},
	{"behind a direction", "هاجم مسلحون دورية للجيش شمال كركوك.", "هاجم", "كركوك"},
	{"an attack on a town", "قصف الطيران بلدات عدة ثم شن غارات على بعلبك.", "غارات", "بعلبك"},
	{"the town is what is shelled", "قتل سبعة مدنيين في قصف حلب.", "قصف", "حلب"},
	{"where somebody goes", "زار الوزير الفرنسي الرباط ثم وصل إلى تونس في زيارة قصيرة.", "زيارة", "تونس"},
	{"the scene is the subject", "شهدت بغداد مظاهرات حاشدة.", "مظاهرات", "بغداد"},
	{"the place of what is condemned is not that of the condemning", "أدانت الحكومة الأردنية الهجوم الذي استهدف كنيسة في بغداد.", "أدانت", ""},
	{"a capital that acts is no place", "طالبت بغداد أنقرة بسحب قواتها.", "طالبت", ""},
	{"the other clause has the place", "استدعت وزارة الخارجية السفير، بينما تظاهر المئات في بيروت.", "استدعت", ""},
	{"the direction is part of the name", "وأكد الوزير أن الجيش انتشر جنوب الليطاني.", "انتشر", "جنوب الليطاني"},
	{"the object right behind the verb, whose subject stood before", "قالت إن الطائرات قصفت حي الخالدية في حمص.", "قصفت", "حي الخالدية في حمص"},
	{"where somebody is who is helped is not where he is helped from", "زودت طهران المتمردين في صعدة بالصواريخ.", "زودت", ""},
	{"a seat is where they signed", "وقع الوزيران اتفاقا في البيت الأبيض.", "وقع", "البيت الأبيض"},
	{"what somebody is the spokesman of is no place", "نفى المتحدث باسم الكرملين أن تكون موسكو قد زودت المتمردين بالسلاح.", "زودت", ""},
	{"troops leave a state", "غادرت القوات الفرنسية مالي أمس.", "غادرت/RETREAT", "مالي"},
	{"a side of a place behind a pronoun", "أطلق الخاطفون سراح اثنين منهم شرق زليتن أمس.", "أطلق", "زليتن"},
	{"where he spoke is not where it was", "في حديث أدلى به في باريس أمس، قال النائب إن الجيش قصف القرية.", "قصف", ""},
	{"a conference has its place", "تعهدت اليابان، خلال مؤتمر انعقد في الدوحة، بتقديم قرض.", "تعهدت", "الدوحة"},
	{"a village that no gazetteer has", "هاجم مسلحون قرية زرفانة العراقية.", "هاجم", "زرفانة"},
}

func TestWhereAnEventIs(t *testing.T) {
	c := coder(t)
	for _, tt := range located {
		t.Run(tt.name, func(t *testing.T) {
			_, l := c.Reader().Layers(isnad.Article{ID: "x", Text: tt.text})
			got, found := place(c.Events, &l, tt.text, tt.trigger)
			if !found {
				t.Fatalf("%s is no candidate", tt.trigger)
			}
			if got != tt.place {
				t.Errorf("place %q, want %q", got, tt.place)
			}
		})
	}
}

func place(c *event.Coder, l *event.Layers, text, trigger string) (string, bool) {
	trigger, kind, _ := strings.Cut(trigger, "/")
	for _, k := range c.Propose(l) {
		if k.Trigger().Of(text) == trigger && (kind == "" || k.Type() == kind) {
			if p := l.Where(&k); p != nil {
				return p.Span.Of(text), true
			}
			return "", true
		}
	}
	return "", false
}

var sized = []struct {
	name, text, trigger, kind string
	least, most               int
}{
	{"the object of killing", "قتل المسلحون ثلاثة جنود.", "قتل", "dead", 3, 3},
	{"a number behind the masdar", "قصفت الطائرات السوق ما أسفر عن مقتل 14 مدنيا.", "قصفت", "dead", 14, 14},
	{"those who met their death", "قصفت الطائرات السوق فلقي خمسة عمال مصرعهم.", "قصفت", "dead", 5, 5},
	{"thousands, whose first letters are no article", "تظاهر آلاف العمال في الميناء.", "تظاهر", "crowd", 2000, 9999},
	{"hundreds of thousands", "تظاهر مئات الآلاف في العاصمة.", "تظاهر", "crowd", 200000, 999999},
	{"thousands that a number counts", "تظاهر ثلاثة آلاف عامل في الميناء.", "تظاهر", "crowd", 3000, 3000},
	{"in figures", "اعتقلت الشرطة 10 آلاف متظاهر أمس.", "اعتقلت", "arrested", 10000, 10000},
	{"about so many behind the masdar", "قصفت الطائرات السوق ما أسفر عن مقتل نحو 30 مدنيا.", "قصفت", "dead", 30, 30},
	{"more than so many behind the verb", "قتل أكثر من 100 جندي في هجوم شنه مسلحون.", "هجوم", "dead", 100, 100},
	{"eleven", "قتل المسلحون أحد عشر جنديا.", "قتل", "dead", 11, 11},
	{"a name counts nobody", "اعتقلت الشرطة الصحافي سامر النجار.", "اعتقلت", "arrested", 0, 0},
}

func TestHowManyAnEventStruck(t *testing.T) {
	c := coder(t)
	for _, tt := range sized {
		t.Run(tt.name, func(t *testing.T) {
			d := c.Reader().Annotate(isnad.Article{ID: "x", Text: tt.text})
			for i := range d.Events {
				e := &d.Events[i]
				if e.Trigger.Of(d.Text) != tt.trigger {
					continue
				}
				least, most := 0, 0
				for _, s := range e.Size {
					if s.Kind == tt.kind {
						least, most = s.Min, s.Max
					}
				}
				if least != tt.least || most != tt.most {
					t.Errorf("%s %d to %d, want %d to %d", tt.kind, least, most, tt.least, tt.most)
				}
				return
			}
			t.Errorf("%s is no event", tt.trigger)
		})
	}
}
