package date

import (
	"strconv"
	"strings"
)

// kind is the part a word plays in a time expression.
type kind uint8

const (
	none     kind = iota
	weekday       // n: time.Weekday
	dayNoun       // yawm, nahār: what stands before a weekday or a date
	part          // of the day: ṣabāḥ, masāʾ
	today         // n: days from publication
	bound         // al-ams, al-ghad: a day only behind a part of the day or with bi-
	tonight       // al-layla
	unit          // n: how many, 0 several; of: which
	edge          // maṭlaʿ, awākhir: a vague part of a period
	which         // al-māḍī, al-muqbil; n: -1, 0, +1, 2 "the same"
	ordinal       // n: al-khāmis, as a day of the month
	cardinal      // n; 0 for "some"
	about         // naḥwa
	seasonal      // n: first month
	decades       // n: 20 to 90
	future        // al-muqarrar and such, which say that the day is to come
	named         // what is called by a day of the year: thawra, ḥarb, qiwā, shāriʿ
	ofYear        // what is told apart by its year: ḥarb 2006
)

// Units of time.
const (
	days = iota + 1
	weeks
	months
	years
	tenYears
)

// same is the n of nafsuhu and dhātuhu, "of that same year".
const same = 2

// A word is a known time word and the proclitics in front of it.
type word struct {
	kind kind
	n    int
	of   int    // unit
	def  bool   // carries al-
	dual bool   // a dual qualifier: of both before it
	lead string // wa-, fa-, bi-, li-, ka- before it, folded
}

// vocabulary lists the words: kind, number, unit, word. Words are written in
// their right spelling and folded as the tokens are.
const vocabulary = `
weekday 0 0 الأحد
weekday 1 0 الاثنين
weekday 1 0 الإتنين
weekday 2 0 الثلاثاء
weekday 2 0 الثلثاء
weekday 3 0 الأربعاء
weekday 3 0 الاربعا
weekday 4 0 الخميس
weekday 5 0 الجمعة
weekday 6 0 السبت
dayNoun 1 0 يوم
dayNoun 2 0 يومي
dayNoun 1 0 نهار
dayNoun 3 0 أيام
part 0 0 صباح
part 0 0 صبيحة
part 0 0 مساء
part 0 0 ظهر
part 0 0 عصر
part 0 0 فجر
part 0 0 ليل
part 0 0 ليلة
part 0 0 ضحى
part 0 0 ظهيرة
today 0 0 اليوم
today -1 0 أمس
today -1 0 البارحة
today 1 0 غدا
today 1 0 غد
bound -1 0 الأمس
bound 1 0 الغد
tonight 0 0 الليلة
unit 1 1 يوم
unit 2 1 يومين
unit 2 1 يومان
unit 0 1 أيام
unit 0 1 يوما
unit 1 2 أسبوع
unit 2 2 أسبوعين
unit 2 2 أسبوعان
unit 0 2 أسابيع
unit 0 2 أسبوعا
unit 1 3 شهر
unit 2 3 شهرين
unit 2 3 شهران
unit 2 3 شهري
unit 0 3 أشهر
unit 0 3 شهور
unit 0 3 شهرا
unit 1 4 عام
unit 2 4 عامين
unit 2 4 عامان
unit 2 4 عامي
unit 0 4 أعوام
unit 0 4 عاما
unit 1 4 سنة
unit 2 4 سنتين
unit 2 4 سنتان
unit 2 4 سنتي
unit 0 4 سنوات
unit 0 4 سنين
unit 1 5 عقد
unit 2 5 عقدين
unit 0 5 عقود
edge 0 0 مطلع
edge 0 0 مستهل
edge 0 0 بداية
edge 0 0 بدايات
edge 0 0 أوائل
edge 0 0 منتصف
edge 0 0 أواسط
edge 0 0 أواخر
edge 0 0 نهاية
edge 0 0 نهايات
edge 0 0 ختام
which -1 0 الماضي
which -1 0 الماضية
which -1 1 الماضيين
which -1 1 الماضيتين
which -1 0 الفائت
which -1 0 الفائتة
which -1 1 الفائتين
which -1 0 المنصرم
which -1 0 المنصرمة
which -1 1 المنصرمين
which -1 0 المنقضي
which -1 0 المنقضية
which 1 0 المقبل
which 1 0 المقبلة
which 1 1 المقبلين
which 1 1 المقبلتين
which 1 0 القادم
which 1 0 القادمة
which 1 1 القادمين
which 0 0 الجاري
which 0 0 الجارية
which 0 0 الحالي
which 0 0 الحالية
which 0 0 الراهن
which 0 0 الراهنة
which 2 0 نفسه
which 2 0 نفسها
which 2 0 ذاته
which 2 0 ذاتها
which 2 0 عينه
ordinal 1 0 الأول
ordinal 2 0 الثاني
ordinal 3 0 الثالث
ordinal 4 0 الرابع
ordinal 5 0 الخامس
ordinal 6 0 السادس
ordinal 7 0 السابع
ordinal 8 0 الثامن
ordinal 9 0 التاسع
ordinal 10 0 العاشر
ordinal 1 0 الحادي
ordinal 1 0 الواحد
ordinal 20 0 العشرين
ordinal 20 0 العشرون
ordinal 30 0 الثلاثين
ordinal 30 0 الثلاثون
cardinal 0 0 بضعة
cardinal 0 0 بضع
cardinal 0 0 عدة
cardinal 3 0 ثلاثة
cardinal 3 0 ثلاث
cardinal 4 0 أربعة
cardinal 4 0 أربع
cardinal 5 0 خمسة
cardinal 5 0 خمس
cardinal 6 0 ستة
cardinal 6 0 ست
cardinal 7 0 سبعة
cardinal 7 0 سبع
cardinal 8 0 ثمانية
cardinal 8 0 ثماني
cardinal 8 0 ثمان
cardinal 9 0 تسعة
cardinal 9 0 تسع
cardinal 10 0 عشرة
cardinal 10 0 عشر
cardinal 20 0 عشرين
cardinal 30 0 ثلاثين
cardinal 40 0 أربعين
cardinal 50 0 خمسين
about 0 0 نحو
about 0 0 حوالي
about 0 0 قرابة
about 0 0 زهاء
seasonal 3 0 ربيع
seasonal 6 0 صيف
seasonal 9 0 خريف
seasonal 12 0 شتاء
decades 20 0 عشرينات
decades 20 0 عشرينيات
decades 30 0 ثلاثينات
decades 30 0 ثلاثينيات
decades 40 0 أربعينات
decades 40 0 أربعينيات
decades 50 0 خمسينات
decades 50 0 خمسينيات
decades 60 0 ستينات
decades 60 0 ستينيات
decades 70 0 سبعينات
decades 70 0 سبعينيات
decades 80 0 ثمانينات
decades 80 0 ثمانينيات
decades 90 0 تسعينات
decades 90 0 تسعينيات
future 0 0 المقرر
future 0 0 المقررة
future 0 0 مقررا
future 0 0 مقررة
future 0 0 المزمع
future 0 0 المرتقب
future 0 0 المرتقبة
future 0 0 المنتظر
future 0 0 المنتظرة
future 0 0 المتوقع
future 0 0 المتوقعة
future 0 0 سوف
future 0 0 يعتزم
future 0 0 تعتزم
future 0 0 يفترض
named 0 0 ثورة
named 0 0 ثورتي
named 0 0 انتفاضة
named 0 0 انقلاب
named 0 0 حرب
named 0 0 نكسة
named 0 0 قوى
named 0 0 فريق
named 0 0 فريقي
named 0 0 تحالف
named 0 0 تيار
named 0 0 حركة
named 0 0 حزب
named 0 0 كتلة
named 0 0 معسكر
named 0 0 مدينة
named 0 0 جسر
named 0 0 كوبري
named 0 0 شارع
named 0 0 ميدان
named 0 0 ساحة
named 0 0 جامعة
named 0 0 ملعب
named 0 0 ائتلاف
named 0 0 لواء
named 0 0 حي
named 0 0 مفاعل
ofYear 0 0 انتخابات
ofYear 0 0 حدود
named 0 0 نكبة
named 0 0 عدوان
ofYear 0 0 مونديال
ofYear 0 0 أولمبياد
ofYear 0 0 موازنة
ofYear 0 0 ميزانية
ofYear 0 0 مواليد
named 0 0 هزيمة
ofYear 0 0 موسم
ofYear 0 0 دستور
`

var kinds = map[string]kind{
	"weekday": weekday, "dayNoun": dayNoun, "part": part, "today": today, "bound": bound, "tonight": tonight, "unit": unit, "edge": edge,
	"which": which, "ordinal": ordinal, "cardinal": cardinal, "about": about, "seasonal": seasonal, "decades": decades, "future": future,
	"named": named, "ofYear": ofYear,
}

// folded spells as internal/normal does, which a stage may not import.
var folded = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ئ", "ي", "ؤ", "و")

// known maps folded words to their readings; unitWords holds the units apart,
// since yawm and ayyām are day nouns too.
var known, unitWords = readVocabulary()

func readVocabulary() (all, units map[string]word) {
	all, units = map[string]word{}, map[string]word{}
	for _, line := range strings.Split(strings.TrimSpace(folded.Replace(vocabulary)), "\n") {
		c := strings.Fields(line)
		n, _ := strconv.Atoi(c[1])
		of, _ := strconv.Atoi(c[2])
		w := word{kind: kinds[c[0]], n: n, of: of, def: strings.HasPrefix(c[3], "ال")}
		if w.kind == which {
			w.dual, w.of = of == 1, 0
		}
		if w.kind == unit {
			units[c[3]] = w
			if w.of == days {
				continue
			}
		}
		all[c[3]] = w
	}
	return all, units
}

// openers are the words that a rule begins with and that are no time words, without wa-.
var openers = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(folded.Replace(`
		ما من بين منذ
		وقت ساعة بعد قبل منتصف
		ال اول فاتح الاول
		هذا هذه لهذا لهذه بهذا بهذه
		في خلال بحلول حتى الفترة
	`)) {
		out[w] = true
	}
	return out
}()

// endings holds, as bits of a hash, the last letters of all words here: what stands
// before a word or carries its article leaves them, and few other words share them.
// openings does so for what a rule may begin with that read does not know.
var (
	endings  = endingsOf(known, unitWords)
	openings = endingsOf(openers, unitWords)
)

func endingsOf[A, B any](some map[string]A, more map[string]B) (out [256]uint64) {
	add := func(w string) {
		h := ending(w)
		out[h>>6] |= 1 << (h & 63)
	}
	for w := range some {
		add(w)
	}
	for w := range more {
		add(w)
	}
	return out
}

// ending hashes the last two letters of a word, a final hāʾ as tāʾ marbūṭa.
func ending(w string) uint32 {
	if len(w) < 4 {
		return 0
	}
	a, b := uint32(w[len(w)-4])<<8|uint32(w[len(w)-3]), uint32(w[len(w)-2])<<8|uint32(w[len(w)-1])
	if strings.HasSuffix(w, "ه") {
		b = 0xd8a9
	}
	return (a*0x9e3779b1 ^ b*0x85ebca6b) >> 18
}

// read looks a folded token up, without its proclitics when it must.
func read(key string) word {
	if h := ending(key); h != 0 && endings[h>>6]>>(h&63)&1 == 0 {
		return word{}
	}
	if w, ok := look(key); ok {
		return w
	}
	for _, lead := range [...]string{"و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك"} {
		rest, ok := strings.CutPrefix(key, lead)
		if !ok {
			continue
		}
		if strings.HasSuffix(lead, "ل") && strings.HasPrefix(rest, "ل") { // li- and al- are written lil-
			rest = "ا" + rest
		}
		if w, ok := look(rest); ok {
			w.lead = lead
			return w
		}
	}
	return word{}
}

// look also takes the article off units, seasons, decades and numbers, and
// reads a final hāʾ as tāʾ marbūṭa: many papers print it so.
func look(key string) (word, bool) {
	for {
		if w, ok := known[key]; ok {
			return w, true
		}
		if rest, ok := strings.CutPrefix(key, "ال"); ok {
			w, ok := unitWords[rest]
			if !ok {
				w, ok = known[rest]
			}
			if ok && (w.kind == unit || w.kind == seasonal || w.kind == decades || w.kind == cardinal) {
				w.def = true
				return w, true
			}
		}
		rest, ok := strings.CutSuffix(key, "ه")
		if !ok || len(rest) < 4 {
			return word{}, false
		}
		key = rest + "ة"
	}
}

// unitAt is the unit of time at token i, days among them.
func (f *finder) unitAt(i int) (word, bool) {
	if w := f.plain(i); w.kind == unit {
		return w, true
	}
	key := f.key(i)
	if w, ok := unitWords[key]; ok {
		return w, true
	}
	return word{}, false
}
