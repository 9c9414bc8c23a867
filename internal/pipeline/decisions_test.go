// A long flat table: one decision of the manual an entry, read from top to bottom.

package pipeline_test

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/export"
)

var update = flag.Bool("update", false, "rewrite the list of known failures")

// knownFailures lists the decisions that the coder does not make today, by their
// gloss, each with what it codes instead.
const knownFailures = "../../testdata/decisions.txt"

// This file is long for its table: one row a decision, with the text, what it is and
// what it is not, to be read beside the manual.

// TestDecisions holds the coder to the decisions of PLOVER's manual, and of the
// guideline of the gold, that coders commonly get wrong. A row that passes must
// go on passing; a known failure that now passes is told, and leaves the list
// with -update.
func TestDecisions(t *testing.T) {
	known := readKnown(t)
	var list bytes.Buffer
	list.WriteString("# Decisions of TestDecisions that the coder does not make today, and what it codes. Written by\n# `go test ./internal/pipeline -run Decisions -update`.\n")
	seen := map[string]bool{}
	passed := 0
	for _, d := range decisions {
		if seen[d.gloss] {
			t.Errorf("two rows %q", d.gloss)
		}
		seen[d.gloss] = true
		fault := d.fault(t)
		switch {
		case fault == "":
			passed++
			if known[d.gloss] && !*update {
				t.Logf("now passes: %s (take it from the list with -update)", d.gloss)
			}
			continue
		case !known[d.gloss] && !*update:
			t.Errorf("%s\n%s\nwant %q at %q and nothing of %q; %s", d.gloss, d.text, d.want, d.at, d.not, fault)
		}
		list.WriteString(d.gloss + "\t" + fault + "\n")
	}
	t.Logf("%d of %d decisions", passed, len(decisions))
	for gloss := range known {
		if !seen[gloss] && !*update {
			t.Errorf("%s: no such row %q", knownFailures, gloss)
		}
	}
	if *update {
		if err := os.WriteFile(knownFailures, list.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func readKnown(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	b, err := os.ReadFile(knownFailures)
	if err != nil && !*update {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if gloss, _, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			known[gloss] = true
		}
	}
	return known
}

// A decision is one sentence and what it must be coded as.
type decision struct {
	gloss string // the rule, in English; unique
	text  string
	at    string // the written word, with its clitics, that carries the event; "" when nothing may be coded
	want  string // TYPE, TYPE.mode or TYPE.* for any mode, then +aux for each auxiliary mode
	not   string // types, or TYPE.mode, that must not come anywhere; * nothing at all
}

// fault is "" when the coder decides as the row wants, else what it does.
func (d *decision) fault(t *testing.T) string {
	events := codedSentence(t, d.text)
	found := d.at == ""
	var have []string
	for i := range events {
		e := &events[i]
		name := strings.Join(append([]string{e.Type}, e.Mode...), ".")
		for _, a := range e.Aux {
			name += "+" + a
		}
		have = append(have, name+" at "+e.Trigger.Text)
		if d.at != "" && d.tells(t, e) && meets(d.want, e) {
			found = true
		}
		if d.forbids(e) {
			return "coded " + name + " at " + e.Trigger.Text
		}
	}
	switch {
	case found:
		return ""
	case len(have) == 0:
		return "coded nothing"
	}
	return "coded " + strings.Join(have, ", ")
}

// tells says whether the row's word is one of the words that tell of the event.
func (d *decision) tells(t *testing.T, e *export.Event) bool {
	t.Helper()
	words := strings.FieldsFunc(d.text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if n := len(words) - len(slices.DeleteFunc(words, func(w string) bool { return w == d.at })); n != 1 {
		t.Fatalf("%s: the word does not occur just once: %q", d.gloss, d.at)
	}
	for _, m := range append([]export.Span{e.Trigger}, e.Mentions...) {
		if slices.Equal(eval.Tokens(m.Text), eval.Tokens(d.at)) {
			return true
		}
	}
	return false
}

func meets(want string, e *export.Event) bool {
	parts := strings.Split(want, "+")
	typ, mode, _ := strings.Cut(parts[0], ".")
	aux := slices.Sorted(slices.Values(parts[1:]))
	if e.Type != typ || !slices.Equal(aux, slices.Sorted(slices.Values(e.Aux))) {
		return false
	}
	return mode == "*" || mode == "" && len(e.Mode) == 0 || slices.Equal(e.Mode, []string{mode})
}

func (d *decision) forbids(e *export.Event) bool {
	for _, n := range strings.Fields(d.not) {
		typ, mode, _ := strings.Cut(n, ".")
		if n == "*" || typ == e.Type && (mode == "" || slices.Contains(e.Mode, mode)) {
			return true
		}
	}
	return false
}

func codedSentence(t *testing.T, text string) []export.Event {
	t.Helper()
	c := coder(t)
	ont, err := export.NewOntology(c.Lexicon.Table("plover"), c.Lexicon.Table("cameo"))
	if err != nil {
		t.Fatal(err)
	}
	d := c.Reader().Annotate(isnad.Article{ID: "decision", Text: text})
	return export.Events(ont, &d)
}

// The sentences are made for the rows.
var decisions = []decision{
	// 2.2: what is still to come.
	{
		gloss: "future talks are AGREE: the two presidents will meet",
		text:  "سيلتقي الرئيسان المصري والتركي في أنقرة الأسبوع المقبل.",
		at:    "سيلتقي",
		want:  "AGREE",
		not:   "CONSULT",
	},
	{
		gloss: "a visit to come is AGREE: the minister will visit Baghdad",
		text:  "أعلنت الخارجية الأردنية أن الوزير أيمن الصفدي سيزور بغداد مطلع الشهر القادم.",
		at:    "سيزور",
		want:  "AGREE",
		not:   "CONSULT",
	},
	{
		gloss: "aid to come is AGREE: Qatar will send tents",
		text:  "سترسل قطر آلاف الخيام إلى المتضررين في باكستان.",
		at:    "سترسل",
		want:  "AGREE",
		not:   "AID",
	},
	{
		gloss: "a signing to come is AGREE: the two states will sign",
		text:  "ستوقع عمان والهند اتفاقية تجارة حرة قبل نهاية العام.",
		at:    "ستوقع",
		want:  "AGREE",
		not:   "SUPPORT",
	},
	{
		gloss: "an exercise agreed on for next year is AGREE: the navies will train together",
		text:  "ستجري البحريتان الفرنسية والقطرية تدريبا مشتركا العام المقبل.",
		at:    "ستجري",
		want:  "AGREE",
		not:   "COOPERATE MOBILIZE",
	},
	{
		gloss: "a pledge of money is AGREE, not AID: Berlin promised millions",
		text:  "تعهدت برلين بتقديم خمسين مليون يورو إلى لبنان.",
		at:    "تعهدت",
		want:  "AGREE",
		not:   "AID",
	},
	{
		gloss: "readiness to talk is AGREE: Damascus declared itself ready to negotiate",
		text:  "أبدت دمشق استعدادها للتفاوض مع المعارضة.",
		at:    "استعدادها",
		want:  "AGREE",
		not:   "CONSULT",
	},
	{
		gloss: "a withdrawal announced is CONCEDE: Moscow will withdraw its forces",
		text:  "أعلنت موسكو أنها ستسحب قواتها من خيرسون.",
		at:    "ستسحب",
		want:  "CONCEDE",
		not:   "RETREAT",
	},
	{
		gloss: "a withdrawal carried out is RETREAT: the troops left the base",
		text:  "انسحبت القوات الأمريكية من قاعدة باغرام فجر الجمعة.",
		at:    "انسحبت",
		want:  "RETREAT.withdraw",
		not:   "CONCEDE",
	},
	{
		gloss: "a release to come is CONCEDE: the government will free prisoners",
		text:  "قال وزير العدل المغربي إن الحكومة ستفرج عن معتقلي الحراك.",
		at:    "ستفرج",
		want:  "CONCEDE",
		not:   "RETREAT",
	},
	{
		gloss: "a ceasefire offered is CONCEDE: the rebels announced a one-sided truce from tomorrow",
		text:  "أعلن المتمردون في دارفور هدنة من جانب واحد تبدأ غدا.",
		at:    "هدنة",
		want:  "CONCEDE",
		not:   "RETREAT",
	},
	{
		gloss: "a ceasefire in force is RETREAT",
		text:  "دخل وقف إطلاق النار بين حماس وإسرائيل حيز التنفيذ صباح اليوم.",
		at:    "وقف",
		want:  "RETREAT.ceasefire",
		not:   "CONCEDE",
	},
	{
		gloss: "lifting sanctions to come is CONCEDE, without future",
		text:  "سترفع واشنطن العقوبات المفروضة على سوريا خلال أسابيع.",
		at:    "سترفع",
		want:  "CONCEDE",
		not:   "RETREAT",
	},
	{
		gloss: "an apology is CONCEDE",
		text:  "اعتذر رئيس الوزراء البلجيكي شارل ميشيل عن خطف أطفال خلال الحقبة الاستعمارية.",
		at:    "اعتذر",
		want:  "CONCEDE",
		not:   "ACCUSE",
	},
	// 2.2: release, pardon, courts.
	{
		gloss: "a release is RETREAT",
		text:  "أفرجت السلطات السودانية عن سبعة معارضين.",
		at:    "أفرجت",
		want:  "RETREAT.release",
		not:   "CONCEDE",
	},
	{
		gloss: "a pardon is CONCEDE",
		text:  "عفا الملك عبد الله الثاني عن مئة وخمسين مدانا.",
		at:    "عفا",
		want:  "CONCEDE",
		not:   "RETREAT",
	},
	{
		gloss: "a prisoner exchange is RETREAT release",
		text:  "تبادلت الحكومة اليمنية والحوثيون عشرات الأسرى.",
		at:    "تبادلت",
		want:  "RETREAT.release",
		not:   "COOPERATE",
	},
	{
		gloss: "a prison sentence convicts",
		text:  "حكمت محكمة تركية على الصحفي جان دوندار بالسجن خمس سنوات.",
		at:    "حكمت",
		want:  "SANCTION.convict",
		not:   "ACCUSE",
	},
	{
		gloss: "a prison sentence also arrests",
		text:  "حكمت محكمة تركية على النائبة ليلى غوفن بالسجن ست سنوات.",
		at:    "بالسجن",
		want:  "COERCE.arrest",
		not:   "ACCUSE",
	},
	{
		gloss: "a warrant in absentia is THREATEN arrest",
		text:  "أصدرت المحكمة الجنائية الدولية مذكرة توقيف بحق الرئيس السوداني عمر البشير.",
		at:    "مذكرة",
		want:  "THREATEN.arrest",
		not:   "COERCE",
	},
	{
		gloss: "a charge is ACCUSE allege",
		text:  "وجهت النيابة الإسرائيلية إلى نتنياهو تهمة الاحتيال.",
		at:    "وجهت",
		want:  "ACCUSE.allege",
		not:   "ACCUSE.investigate SANCTION",
	},
	{
		gloss: "a referral to trial is ACCUSE allege",
		text:  "أحالت النيابة المصرية ثلاثة ناشطين إلى المحاكمة.",
		at:    "أحالت",
		want:  "ACCUSE.allege",
		not:   "SANCTION",
	},
	{
		gloss: "hearing a witness is ACCUSE investigate",
		text:  "استجوبت الشرطة الفرنسية الرئيس السابق نيكولا ساركوزي بشأن تمويل حملته.",
		at:    "استجوبت",
		want:  "ACCUSE.investigate",
		not:   "COERCE",
	},
	{
		gloss: "an inquiry is ACCUSE investigate",
		text:  "فتح الادعاء السويسري تحقيقا مع رئيس الاتحاد الدولي.",
		at:    "تحقيقا",
		want:  "ACCUSE.investigate",
		not:   "SANCTION",
	},
	{
		gloss: "an acquittal is CONCEDE",
		text:  "برأت محكمة جنايات القاهرة الرئيس الأسبق حسني مبارك.",
		at:    "برأت",
		want:  "CONCEDE",
		not:   "SANCTION ACCUSE",
	},
	{
		gloss: "remand is COERCE arrest",
		text:  "أمر قاضي التحقيق الجزائري بحبس رئيس الوزراء السابق أحمد أويحيى احتياطيا.",
		at:    "بحبس",
		want:  "COERCE.arrest",
		not:   "SANCTION",
	},
	{
		gloss: "an attributive participle is no event: the accused man",
		text:  "زار السفير الأمريكي المواطن المتهم بالتجسس في سجن إيفين.",
		at:    "زار",
		want:  "CONSULT.visit",
		not:   "ACCUSE",
	},

	// 2.2: diplomats.
	{
		gloss: "summoning an ambassador is ACCUSE disapprove, not CONSULT",
		text:  "استدعت الخارجية الباكستانية السفير الإيراني احتجاجا على القصف.",
		at:    "استدعت",
		want:  "ACCUSE.disapprove",
		not:   "CONSULT REQUEST",
	},
	{
		gloss: "withdrawing one's ambassador is SANCTION withdraw",
		text:  "سحبت الرياض سفيرها من بيروت.",
		at:    "سحبت",
		want:  "SANCTION.withdraw",
		not:   "RETREAT",
	},
	{
		gloss: "recalling one's ambassador for consultations is SANCTION withdraw, not CONSULT",
		text:  "استدعت باريس سفيرها لدى واشنطن للتشاور بعد أزمة الغواصات.",
		at:    "استدعت",
		want:  "SANCTION.withdraw",
		not:   "CONSULT ACCUSE",
	},
	{
		gloss: "expelling diplomats is SANCTION expel",
		text:  "طردت لندن ثلاثة وعشرين دبلوماسيا روسيا.",
		at:    "طردت",
		want:  "SANCTION.expel",
		not:   "COERCE",
	},
	{
		gloss: "expelling other people is COERCE deport",
		text:  "طردت الجزائر مئات المهاجرين النيجريين إلى الصحراء.",
		at:    "طردت",
		want:  "COERCE.deport",
		not:   "SANCTION",
	},
	{
		gloss: "barred at the border is REJECT",
		text:  "منعت السلطات التونسية وفدا من البرلمان الأوروبي من دخول أراضيها.",
		at:    "منعت",
		want:  "REJECT.*",
		not:   "COERCE",
	},
	{
		gloss: "breaking off relations is SANCTION discontinue",
		text:  "قطع المغرب علاقاته الدبلوماسية مع إيران.",
		at:    "قطع",
		want:  "SANCTION.discontinue",
		not:   "COERCE",
	},

	// 2.2: captives, refugees.
	{
		gloss: "captured combatants are ASSAULT abduct",
		text:  "أسر مقاتلو المعارضة خمسة جنود سوريين قرب إدلب.",
		at:    "أسر",
		want:  "ASSAULT.abduct",
		not:   "COERCE",
	},
	{
		gloss: "hostages freed by force are AID",
		text:  "حررت القوات الخاصة العراقية رهائن كان تنظيم داعش يحتجزهم في الحويجة.",
		at:    "حررت",
		want:  "AID",
		not:   "RETREAT",
	},
	{
		gloss: "refugees fleeing are SANCTION expel by the cause",
		text:  "فر آلاف المدنيين من هجمات بوكو حرام في باغا.",
		at:    "فر",
		want:  "SANCTION.expel",
		not:   "RETREAT",
	},
	{
		gloss: "asylum is AID",
		text:  "منحت ألمانيا اللجوء لناشطة سعودية.",
		at:    "منحت",
		want:  "AID",
		not:   "AGREE",
	},

	// 2.2: forces and exercises.
	{
		gloss: "a joint exercise is COOPERATE",
		text:  "أجرت مصر واليونان مناورات بحرية مشتركة في المتوسط.",
		at:    "مناورات",
		want:  "COOPERATE",
		not:   "MOBILIZE",
	},
	{
		gloss: "a solo exercise is MOBILIZE",
		text:  "أجرى الجيش الإيراني مناورات قرب الحدود الأذربيجانية.",
		at:    "مناورات",
		want:  "MOBILIZE.troops",
		not:   "COOPERATE ASSAULT",
	},
	{
		gloss: "a solo missile test is MOBILIZE weapons",
		text:  "أطلقت كوريا الشمالية صاروخا باليستيا سقط في البحر.",
		at:    "أطلقت",
		want:  "MOBILIZE.weapons",
		not:   "ASSAULT",
	},
	{
		gloss: "forces moved are MOBILIZE",
		text:  "حشدت إثيوبيا قواتها على الحدود مع السودان.",
		at:    "حشدت",
		want:  "MOBILIZE.troops",
		not:   "ASSAULT",
	},
	{
		gloss: "massed police are MOBILIZE police",
		text:  "انتشرت قوات الشرطة بكثافة في شوارع الرباط.",
		at:    "انتشرت",
		want:  "MOBILIZE.police",
		not:   "COERCE",
	},
	{
		gloss: "a force sent inside an attack by it is not a second event",
		text:  "هاجم الجيش النيجيري معسكرا لبوكو حرام بعد أن دفع بدباباته نحو الغابة.",
		at:    "هاجم",
		want:  "ASSAULT.*",
		not:   "MOBILIZE",
	},
	{
		gloss: "a plan to deploy is MOBILIZE in the future",
		text:  "قال مسؤول في الحلف إن الناتو سينشر أربع كتائب في بولندا.",
		at:    "سينشر",
		want:  "MOBILIZE.troops+future",
		not:   "AGREE",
	},

	// 2.2: aid and meetings cut off.
	{
		gloss: "ending aid is SANCTION",
		text:  "أوقفت واشنطن مساعداتها للسلطة الفلسطينية.",
		at:    "أوقفت",
		want:  "SANCTION.discontinue",
		not:   "RETREAT COERCE",
	},
	{
		gloss: "suspending membership is SANCTION discontinue",
		text:  "علقت جامعة الدول العربية عضوية سوريا.",
		at:    "علقت",
		want:  "SANCTION.discontinue",
		not:   "CONSULT",
	},
	{
		gloss: "a cancelled meeting is REJECT",
		text:  "ألغى الرئيس الفلسطيني محمود عباس لقاءه مع نائب الرئيس الأمريكي.",
		at:    "ألغى",
		want:  "REJECT.meet",
		not:   "CONSULT",
	},
	{
		gloss: "a party calling for an end to its own conflict is AGREE",
		text:  "دعا زعيم المتمردين رياك مشار إلى إنهاء القتال بين قواته وجيش الحكومة.",
		at:    "دعا",
		want:  "AGREE",
		not:   "REQUEST",
	},
	{
		gloss: "a third party calling for an end to a conflict is REQUEST",
		text:  "دعت الأمم المتحدة طرفي النزاع في السودان إلى وقف القتال فورا.",
		at:    "دعت",
		want:  "REQUEST.yield",
		not:   "AGREE",
	},

	// 2.2: protest.
	{
		gloss: "the topic of a protest is no REQUEST",
		text:  "تظاهر مئات العمال في تونس للمطالبة بزيادة الأجور.",
		at:    "تظاهر",
		want:  "PROTEST.demo",
		not:   "REQUEST",
	},
	{
		gloss: "what demonstrators shout is no event",
		text:  "خرجت مظاهرة في عمان هتف المشاركون فيها بسقوط الحكومة.",
		at:    "مظاهرة",
		want:  "PROTEST.demo",
		not:   "REQUEST ACCUSE",
	},
	{
		gloss: "an online protest is no PROTEST",
		text:  "انتقد ناشطون لبنانيون الحكومة في حملة على تويتر.",
		at:    "انتقد",
		want:  "ACCUSE.disapprove",
		not:   "PROTEST",
	},
	{
		gloss: "a note of protest is ACCUSE disapprove",
		text:  "سلمت الخارجية السودانية السفير الإثيوبي مذكرة احتجاج.",
		at:    "احتجاج",
		want:  "ACCUSE.disapprove",
		not:   "PROTEST",
	},
	{
		gloss: "a strike is PROTEST strike",
		text:  "أضرب المعلمون في المغرب يومين.",
		at:    "أضرب",
		want:  "PROTEST.strike",
		not:   "REJECT",
	},
	{
		gloss: "a hunger strike is PROTEST hunger, not strike",
		text:  "بدأ أسرى فلسطينيون إضرابا مفتوحا عن الطعام في سجن نفحة.",
		at:    "إضرابا",
		want:  "PROTEST.hunger",
		not:   "PROTEST.strike",
	},
	{
		gloss: "a road closed by citizens is PROTEST obstruct, not COERCE",
		text:  "قطع محتجون لبنانيون الطريق بين بيروت وصيدا بالإطارات المشتعلة.",
		at:    "قطع",
		want:  "PROTEST.obstruct",
		not:   "COERCE",
	},
	{
		gloss: "a road closed by police is COERCE restrict, not PROTEST",
		text:  "أغلقت الشرطة الإسرائيلية الطرق المؤدية إلى المسجد الأقصى.",
		at:    "أغلقت",
		want:  "COERCE.restrict",
		not:   "PROTEST",
	},
	{
		gloss: "clash of crowd and police is PROTEST riot",
		text:  "اشتبك متظاهرون مع الشرطة أمام البرلمان في بيروت.",
		at:    "اشتبك",
		want:  "PROTEST.riot",
		not:   "ASSAULT",
	},
	{
		gloss: "violent dispersal is ASSAULT crowd-control",
		text:  "فرقت الشرطة السودانية المتظاهرين بالغاز المسيل للدموع.",
		at:    "فرقت",
		want:  "ASSAULT.crowd-control",
		not:   "COERCE",
	},
	{
		gloss: "peaceful dispersal is COERCE restrict",
		text:  "فضت الشرطة الألمانية بسلمية اعتصاما لناشطي المناخ.",
		at:    "فضت",
		want:  "COERCE.restrict",
		not:   "ASSAULT",
	},
	{
		gloss: "a planned march is PROTEST with future",
		text:  "تعتزم المعارضة التونسية تنظيم مسيرة يوم الأحد في العاصمة.",
		at:    "مسيرة",
		want:  "PROTEST.demo+future",
		not:   "AGREE",
	},
	{
		gloss: "a march called off is PROTEST with negation",
		text:  "ألغت المعارضة الجزائرية مسيرة كانت مقررة الجمعة.",
		at:    "مسيرة",
		want:  "PROTEST.demo+negation",
		not:   "REJECT",
	},

	// Settled questions: agreements.
	{
		gloss: "reaching a deal is AGREE",
		text:  "توصلت إسرائيل ولبنان إلى اتفاق على ترسيم الحدود البحرية.",
		at:    "توصلت",
		want:  "AGREE",
		not:   "SUPPORT",
	},
	{
		gloss: "signing it is SUPPORT",
		text:  "وقعت السعودية والصين اتفاقية للتعاون في مجال الطاقة.",
		at:    "وقعت",
		want:  "SUPPORT",
		not:   "AGREE",
	},
	{
		gloss: "ratifying it is SUPPORT",
		text:  "صادق البرلمان الجزائري على اتفاقية الحدود مع تونس.",
		at:    "صادق",
		want:  "SUPPORT",
		not:   "AGREE",
	},
	{
		gloss: "failing to agree is AGREE with negation",
		text:  "أخفق طرفا النزاع الليبي في التوصل إلى اتفاق على موعد الانتخابات.",
		at:    "التوصل",
		want:  "AGREE+negation",
		not:   "REJECT",
	},
	{
		gloss: "a visit said not to take place is AGREE with negation",
		text:  "لن يزور الرئيس الإيراني الرياض الشهر المقبل.",
		at:    "يزور",
		want:  "AGREE+negation",
		not:   "CONSULT",
	},
	{
		gloss: "a meeting that did not take place is CONSULT with negation",
		text:  "لم يلتق الوزير السوري نظيره التركي في موسكو.",
		at:    "يلتق",
		want:  "CONSULT+negation",
		not:   "REJECT",
	},

	// Settled questions: sanctions, blockade, seizure.
	{
		gloss: "sanctions imposed are SANCTION discontinue",
		text:  "فرضت الولايات المتحدة عقوبات على ثلاثة مسؤولين فنزويليين.",
		at:    "فرضت",
		want:  "SANCTION.discontinue",
		not:   "COERCE",
	},
	{
		gloss: "standing sanctions in a noun phrase are historical",
		text:  "ناقش الوزراء أثر العقوبات المفروضة على طهران منذ سنوات.",
		at:    "العقوبات",
		want:  "SANCTION.discontinue+historical",
		not:   "COERCE",
	},
	{
		gloss: "frozen assets are COERCE seize",
		text:  "جمدت سويسرا أموال الرئيس الأوكراني السابق.",
		at:    "جمدت",
		want:  "COERCE.seize",
		not:   "SANCTION",
	},
	{
		gloss: "a siege is COERCE restrict, also when it keeps food out",
		text:  "تحاصر القوات السورية بلدة مضايا وتمنع دخول الغذاء.",
		at:    "تحاصر",
		want:  "COERCE.restrict",
		not:   "COERCE.withhold",
	},
	{
		gloss: "cutting off power without a blockade is COERCE withhold",
		text:  "قطعت إسرائيل الكهرباء عن قطاع غزة.",
		at:    "قطعت",
		want:  "COERCE.withhold",
		not:   "SANCTION",
	},
	{
		gloss: "seizing territory is COERCE seize",
		text:  "استولى مسلحو طالبان على مدينة قندوز الأفغانية.",
		at:    "استولى",
		want:  "COERCE.seize",
		not:   "ASSAULT",
	},
	{
		gloss: "a standing terrorist label is background",
		text:  "التقى الوزير وفدا من الحزب الذي تصنفه واشنطن منظمة إرهابية.",
		at:    "التقى",
		want:  "CONSULT",
		not:   "SANCTION ACCUSE",
	},
	{
		gloss: "an act of listing is SANCTION discontinue",
		text:  "صنفت الولايات المتحدة الحرس الثوري الإيراني منظمة إرهابية.",
		at:    "صنفت",
		want:  "SANCTION.discontinue",
		not:   "ACCUSE",
	},
	{
		gloss: "a security cordon is COERCE restrict",
		text:  "فرض الجيش الإسرائيلي طوقا أمنيا على مدينة نابلس.",
		at:    "طوقا",
		want:  "COERCE.restrict",
		not:   "MOBILIZE",
	},
	{
		gloss: "settlers storming a holy place is COERCE without a mode",
		text:  "اقتحم عشرات المستوطنين باحات المسجد الأقصى.",
		at:    "اقتحم",
		want:  "COERCE",
		not:   "ASSAULT",
	},

	// Settled questions: refusing, accusing, asking, threatening.
	{
		gloss: "refusing an offer is REJECT",
		text:  "رفضت المعارضة السورية عرض الحوار الذي قدمته دمشق.",
		at:    "رفضت",
		want:  "REJECT.*",
		not:   "ACCUSE",
	},
	{
		gloss: "rejecting another's conduct is ACCUSE",
		text:  "أعلن الرئيس العراقي رفضه التدخل التركي في شمال البلاد.",
		at:    "رفضه",
		want:  "ACCUSE.disapprove",
		not:   "REJECT",
	},
	{
		gloss: "a refusal told by a negated verb is REJECT without negation",
		text:  "أكدت القاهرة أنها لن تقبل المقترح الإثيوبي.",
		at:    "تقبل",
		want:  "REJECT.*",
		not:   "AGREE",
	},
	{
		gloss: "denying rumours is no event",
		text:  "نفى مكتب الوزير صحة الشائعات المتداولة عن حالته الصحية.",
		not:   "*",
	},
	{
		gloss: "a denied deed is the deed with negation",
		text:  "نفت روسيا قصف طائراتها مستشفى في إدلب.",
		at:    "قصف",
		want:  "ASSAULT.aerial+negation",
		not:   "REJECT",
	},
	{
		gloss: "concern alone is no event",
		text:  "أعربت الأمم المتحدة عن قلقها إزاء الأوضاع في إقليم تيغراي.",
		not:   "*",
	},
	{
		gloss: "an accusation is one event",
		text:  "اتهمت كييف موسكو بترحيل أطفال من ماريوبول.",
		at:    "اتهمت",
		want:  "ACCUSE.allege",
		not:   "REJECT",
	},
	{
		gloss: "and what it alleges is another",
		text:  "اتهمت كييف موسكو بترحيل أطفال من خيرسون.",
		at:    "بترحيل",
		want:  "COERCE.deport",
		not:   "REJECT",
	},
	{
		gloss: "asking a ruler to step down is REQUEST change, not yield",
		text:  "طالب الرئيس الأمريكي باراك أوباما القذافي بالتنحي.",
		at:    "طالب",
		want:  "REQUEST.change",
		not:   "RETREAT",
	},
	{
		gloss: "a threat with a condition takes no hypothetical",
		text:  "هددت إيران بضرب القواعد الأمريكية إذا تعرضت لهجوم.",
		at:    "هددت",
		want:  "THREATEN.violence",
		not:   "REQUEST",
	},
	{
		gloss: "a warning addressed to a party is THREATEN",
		text:  "حذر الرئيس التركي اليونان من مواصلة تسليح الجزر.",
		at:    "حذر",
		want:  "THREATEN",
		not:   "ACCUSE",
	},
	{
		gloss: "a warning of prices is no event",
		text:  "حذر خبراء اقتصاديون من ارتفاع أسعار القمح في الأسواق العالمية.",
		not:   "*",
	},
	{
		gloss: "a position that threatens a town is no event",
		text:  "سيطر المقاتلون على تلة تهدد مدينة مأرب اليمنية.",
		at:    "سيطر",
		want:  "COERCE.seize",
		not:   "THREATEN",
	},

	// Settled questions: meetings and attacks.
	{
		gloss: "a cabinet session is CONSULT of the one body",
		text:  "عقد مجلس الوزراء السعودي جلسته الأسبوعية في نيوم.",
		at:    "جلسته",
		want:  "CONSULT",
		not:   "AGREE",
	},
	{
		gloss: "a telephone call is CONSULT phone",
		text:  "بحث أمير قطر هاتفيا مع الرئيس الفرنسي التطورات في غزة.",
		at:    "بحث",
		want:  "CONSULT.phone",
		not:   "CONSULT.visit",
	},
	{
		gloss: "a mediated meeting is CONSULT third-party",
		text:  "أجرت حماس وإسرائيل محادثات غير مباشرة بوساطة مصرية.",
		at:    "محادثات",
		want:  "CONSULT.third-party",
		not:   "AGREE",
	},
	{
		gloss: "killing of defenceless people is ASSAULT targeted",
		text:  "أعدم مسلحو داعش عشرين مدنيا أعزل في تدمر.",
		at:    "أعدم",
		want:  "ASSAULT.targeted",
		not:   "SANCTION",
	},
	{
		gloss: "when the dead are subjects of a passive the attack noun is the trigger",
		text:  "قتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش في سيناء المصرية.",
		at:    "هجوم",
		want:  "ASSAULT",
		not:   "PROTEST",
	},
	{
		gloss: "burnt houses are ASSAULT destroy",
		text:  "أحرق مستوطنون منازل فلسطينيين في بلدة حوارة.",
		at:    "أحرق",
		want:  "ASSAULT.destroy",
		not:   "PROTEST",
	},
	{
		gloss: "war as a mere topic is background",
		text:  "ارتفعت تكاليف الشحن العالمية منذ اندلاع الحرب في أوكرانيا.",
		not:   "*",
	},
	{
		gloss: "a war named with its attacker is one ASSAULT",
		text:  "تدخل الحرب الروسية على أوكرانيا عامها الثالث.",
		at:    "الحرب",
		want:  "ASSAULT",
		not:   "THREATEN",
	},
	{
		gloss: "a deed of an earlier year is historical",
		text:  "كان الطيران الإسرائيلي قد قصف مفاعلا سوريا عام 2007.",
		at:    "قصف",
		want:  "ASSAULT.aerial+historical",
		not:   "MOBILIZE",
	},
	{
		gloss: "an explicit condition is hypothetical",
		text:  "إذا أفرجت إيران عن المعتقلين الفرنسيين فإن العلاقات ستتحسن.",
		at:    "أفرجت",
		want:  "RETREAT.release+hypothetical",
		not:   "CONCEDE",
	},
	{
		gloss: "an execution by the judiciary",
		text:  "أعدمت السلطات الإيرانية ثلاثة متظاهرين أدينوا في أصفهان.",
		at:    "أعدمت",
		want:  "ASSAULT.*",
		not:   "SANCTION",
	},
	{
		gloss: "what is warned of is an event of its own",
		text:  "حذرت روسيا واشنطن من تسليح أوكرانيا بصواريخ بعيدة المدى.",
		at:    "تسليح",
		want:  "AID+future",
		not:   "AGREE",
	},

	// What only sounds like an event.
	{
		gloss: "a generic mention is no event",
		text:  "تكفل المادة الحادية والعشرون من الدستور حق التظاهر السلمي للمواطنين.",
		not:   "*",
	},
	{
		gloss: "a film is no event",
		text:  "يعرض المهرجان فيلم «الانتفاضة» للمخرج الفلسطيني رشيد مشهراوي.",
		not:   "*",
	},
	{
		gloss: "sport is no event",
		text:  "هزم المنتخب المغربي نظيره البرتغالي في هجوم خاطف بهدف وحيد.",
		not:   "*",
	},
	{
		gloss: "an accident is no event",
		text:  "قتل خمسة أشخاص في تصادم حافلتين على طريق القاهرة الإسكندرية الصحراوي.",
		not:   "*",
	},
	{
		gloss: "a business deal of private firms is no event",
		text:  "استحوذت شركة اتصالات خاصة على حصة منافستها بعد مفاوضات طويلة.",
		not:   "*",
	},
	{
		gloss: "family crime is no event",
		text:  "قتل رجل زوجته بسكين في شقتهما بمدينة الزرقاء إثر خلاف عائلي.",
		not:   "*",
	},
	{
		gloss: "refusing to comment is no event",
		text:  "رفضت الشركة التعليق على أرباحها الفصلية.",
		not:   "*",
	},
}
