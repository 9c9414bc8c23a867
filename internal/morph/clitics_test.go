package morph_test

import (
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/segment"
)

func read(t testing.TB, text string) []isnad.Token {
	t.Helper()
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	n := normal.Fold(text)
	ss, ts := segment.Split(&n, nil)
	return morph.New(lx).Analyze(ss, ts)
}

// cut writes a reading as the tests do: proclitics with + behind, the stem with
// its article, the pronoun with + before.
func cut(r *isnad.Reading) string {
	var parts []string
	for _, p := range [...]struct {
		set  isnad.Proclitics
		text string
	}{{isnad.ProWa, "و+"}, {isnad.ProFa, "ف+"}, {isnad.ProBi, "ب+"}, {isnad.ProKa, "ك+"}, {isnad.ProLi | isnad.ProLiV, "ل+"}, {isnad.ProSa, "س+"}, {isnad.ProAl, "ال+"}} {
		if r.Pro.Has(p.set) {
			parts = append(parts, p.text)
		}
	}
	parts = append(parts, r.Stem)
	if r.Pron != "" {
		parts = append(parts, "+"+r.Pron)
	}
	return strings.Join(parts, " ")
}

func at(t testing.TB, text, word string) *isnad.Reading {
	t.Helper()
	ts := read(t, text)
	for i := range ts {
		if ts[i].Key == normal.Key(word) {
			return ts[i].R()
		}
	}
	t.Fatalf("no token %s in %s", word, text)
	return nil
}

// The last word of each text is cut. Each clitic stands beside a word that only begins, or ends, with its letters.
func TestClitics(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{
			name: "wa- before a verb",
			in:   "وقال",   // wa-qāla, "and he said"
			want: "و+ قال", // wa+ qāla
		},
		{
			name: "wa- trap: a minister",
			in:   "وزراء", // wuzarāʾ, "ministers"
			want: "وزراء", // wuzarāʾ
		},
		{
			name: "wa- trap: a father",
			in:   "والد", // wālid, "father"
			want: "والد", // wālid
		},
		{
			name: "wa- before a name that is not known",
			in:   "وكييفو",   // wa-Kiyēvu, "and Chievo"
			want: "و+ كييفو", // wa+ Kiyēvu
		},
		{
			name: "wa- trap: an unknown name in W",
			in:   "وينتور", // Wīntūr, "Wintour"
			want: "وينتور", // Wīntūr
		},
		{
			name: "wa- and al- before an unknown family name",
			in:   "والجلاهمة",     // wa-l-Jalāhima
			want: "و+ ال+ جلاهمة", // wa+ al+ jalāhima
		},
		{
			name: "fa- before a verb",
			in:   "فقال",   // fa-qāla, "so he said"
			want: "ف+ قال", // fa+ qāla
		},
		{
			name: "fa- trap: a party",
			in:   "فريق", // farīq, "team"
			want: "فريق", // farīq
		},
		{
			name: "fa- before inna",
			in:   "فإن",   // fa-inna, "then"
			want: "ف+ ان", // fa+ inna
		},
		{
			name: "bi- before a noun with al-",
			in:   "بالمدينة",     // bi-l-madīna, "in the city"
			want: "ب+ ال+ مدينة", // bi+ al+ madīna
		},
		{
			name: "bi- trap: a president's name",
			in:   "بوتين", // Būtīn, "Putin"
			want: "بوتين", // Būtīn
		},
		{
			name: "bi- trap: a capital",
			in:   "بغداد", // Baghdād
			want: "بغداد", // Baghdād
		},
		{
			name: "bi- inside a preposition of the lexicon",
			in:   "بسبب",   // bi-sababi, "because of"
			want: "ب+ سبب", // bi+ sabab
		},
		{
			name: "bi- with a pronoun is a word of its own",
			in:   "بها",   // bi-hā, "with it"
			want: "ب +ها", // bi +hā
		},
		{
			name: "ka- before a noun",
			in:   "كوزير",   // ka-wazīr, "as a minister"
			want: "ك+ وزير", // ka+ wazīr
		},
		{
			name: "ka- trap: a state",
			in:   "كوريا", // Kūriyā, "Korea"
			want: "كوريا", // Kūriyā
		},
		{
			name: "ka- trap: the commonest verb is not ka-anna",
			in:   "كان", // kāna, "he was"
			want: "كان", // kāna
		},
		{
			name: "ka- trap: kamā is one word",
			in:   "كما", // kamā, "as"
			want: "كما", // kamā
		},
		{
			name: "li- before a noun",
			in:   "لوزير",   // li-wazīr, "for a minister"
			want: "ل+ وزير", // li+ wazīr
		},
		{
			name: "li- trap: a state",
			in:   "لبنان", // Lubnān, "Lebanon"
			want: "لبنان", // Lubnān
		},
		{
			name: "li- and al- are written lil-",
			in:   "للحكومة",      // li-l-ḥukūma, "for the government"
			want: "ل+ ال+ حكومة", // li+ al+ ḥukūma
		},
		{
			name: "li- and al- before lām: of three one falls away",
			in:   "للجنة",       // li-l-lajna, "for the committee"
			want: "ل+ ال+ لجنة", // li+ al+ lajna
		},
		{
			name: "li- before a name with its own article",
			in:   "للعراق",    // li-l-ʿIrāq, "to Iraq"
			want: "ل+ العراق", // li+ al-ʿIrāq
		},
		{
			name: "li- before a verb",
			in:   "ليبحث",   // li-yabḥatha, "to discuss"
			want: "ل+ يبحث", // li+ yabḥath
		},
		{
			name: "sa- before the present",
			in:   "وسيلتقي",     // wa-sa-yaltaqī, "and he will meet"
			want: "و+ س+ يلتقي", // wa+ sa+ yaltaqī
		},
		{
			name: "sa- trap: a year",
			in:   "سنوات", // sanawāt, "years"
			want: "سنوات", // sanawāt
		},
		{
			name: "a pronoun behind a noun in tāʾ marbūṭa",
			in:   "حكومته",   // ḥukūmatu-hu, "his government"
			want: "حكومت +ه", // ḥukūmat +hu
		},
		{
			name: "pronoun trap: the yāʾ of a club is no \"my\"",
			in:   "نادي", // nādī, "club"
			want: "نادي", // nādī
		},
		{
			name: "pronoun trap: the yāʾ of a nisba is no \"my\"",
			in:   "وثائقي", // wathāʾiqī, "documentary"
			want: "وثايقي", // as folded
		},
		{
			name: "pronoun trap: the hāʾ printed for tāʾ marbūṭa is no \"his\"",
			in:   "الحكومه", // al-ḥukūma, as some newspapers print it
			want: "ال+ حكومة",
		},
		{
			name: "so a fortiori behind an adjective",
			in:   "تصريحات سياسيه", // taṣrīḥātun siyāsiyya, as they print it
			want: "سياسية",         // siyāsiyya
		},
		{
			name: "its trap: his book, not writing",
			in:   "كتابه",   // kitābu-hu
			want: "كتاب +ه", // kitāb +hu
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			words := strings.Fields(tt.in)
			if have := cut(at(t, tt.in, words[len(words)-1])); have != tt.want {
				t.Errorf("%s: have %s, want %s", tt.in, have, tt.want)
			}
		})
	}
}

// The same letters are read by what stands round them.
func TestDisambiguation(t *testing.T) {
	for _, tt := range []struct {
		name, in, word, lemma string
		pos                   isnad.POS
	}{
		{
			name:  "after the relative pronoun a verb",
			in:    "القصيدة التي كتبها الشاعر", // al-qaṣīdatu llatī kataba-hā sh-shāʿir
			word:  "كتبها",                     // kataba-hā, "he wrote it"
			lemma: "كتب",
			pos:   isnad.Verb,
		},
		{
			name:  "after a preposition a noun",
			in:    "اطلع على كتبها", // iṭṭalaʿa ʿalā kutubi-hā
			word:  "كتبها",          // kutubi-hā, "her books"
			lemma: "كتاب",
			pos:   isnad.Noun,
		},
		{
			name:  "behind one of, those whom he is of",
			in:    "اغتالت الطائرة أحد قادته", // aḥada qādati-hi
			word:  "قادته",                    // not qādat-hu, "she led him"
			lemma: "قايد",
			pos:   isnad.Noun,
		},
		{
			name:  "one person is not and one",
			in:    "قتل شخص واحد",
			word:  "واحد",
			lemma: "واحد",
			pos:   isnad.Num,
		},
		{
			name:  "eleven is a number",
			in:    "قتل أحد عشر جنديا",
			word:  "أحد",
			lemma: "احد",
			pos:   isnad.Num,
		},
		{
			name:  "behind a known name the verb",
			in:    "قال إن فرحان حق طالب المجلس بالتحرك", // Farḥān Ḥaqq ṭālaba
			word:  "طالب",
			lemma: "طالب",
			pos:   isnad.Verb,
		},
		{
			name:  "behind a verb and its subject a second past is a masdar",
			in:    "رفع مجلس الأمن حظر السلاح", // ḥaẓra s-silāḥ
			word:  "حظر",
			lemma: "حظر",
			pos:   isnad.Noun,
		},
		{
			name:  "somebody not named may have another verb",
			in:    "قال مسؤول في المجلس طلب عدم الكشف عن اسمه", // ṭalaba
			word:  "طلب",
			lemma: "طلب",
			pos:   isnad.Verb,
		},
		{
			name:  "many in the nominative are no second term",
			in:    "طرد محتجون وفدا حكوميا من القرية", // ṭarada muḥtajjūna
			word:  "طرد",
			lemma: "طرد",
			pos:   isnad.Verb,
		},
		{
			name:  "two are no object in the nominative",
			in:    "توصل الجانبان إلى صيغة", // tawaṣṣala, not tūṣilu
			word:  "توصل",
			lemma: "توصل",
			pos:   isnad.Verb,
		},
		{
			name:  "a circumstance is no dual",
			in:    "أكد الوزير أن العملية مستمرة، داعيا الموظفين إلى العمل",
			word:  "داعيا",
			lemma: "داعي",
			pos:   isnad.Adj,
		},
		{
			name:  "a governor stands behind a verb, not and-to",
			in:    "أصدر والي الخرطوم أمر طوارئ",
			word:  "والي",
			lemma: "وال",
			pos:   isnad.Noun,
		},
		{
			name:  "a nation behind a title is no surname",
			in:    "استقبل العاهل المغربي الملك محمد السادس وفدا",
			word:  "المغربي",
			lemma: "مغربي",
			pos:   isnad.Adj,
		},
		{
			name:  "a title is no given name",
			in:    "وقال الرئيس بوش إنه سيطلب",
			word:  "الرئيس",
			lemma: "رييس",
			pos:   isnad.Noun,
		},
		{
			name:  "a destroyer is no adjective",
			in:    "أرسلت واشنطن مدمرة إلى البحر",
			word:  "مدمرة",
			lemma: "مدمرة",
			pos:   isnad.Noun,
		},
		{
			name:  "a man is no leg",
			in:    "اعتدى رجل بالسكين على كاهن",
			word:  "رجل",
			lemma: "رجل",
			pos:   isnad.Noun,
		},
		{
			name:  "Mali is no pair of fortunes",
			in:    "قدم المجلس العسكري في مالي الوزير المعزول للمحاكمة",
			word:  "مالي",
			lemma: "مالي",
			pos:   isnad.Proper,
		},
		{
			name:  "nobody is safe behind his nation",
			in:    "دعا الرئيس التونسي الأمن إلى التدخل", // al-amna, "security"
			word:  "الأمن",
			lemma: "امن",
			pos:   isnad.Noun,
		},
		{
			name:  "a passage may be",
			in:    "فتح الجيش الممر الآمن",
			word:  "الآمن",
			lemma: "امن",
			pos:   isnad.Adj,
		},
		{
			name:  "a verb begins the sentence before its subject",
			in:    "قتل الجنود ثلاثة مدنيين", // qatala l-junūdu thalāthata madaniyyīn
			word:  "قتل",
			lemma: "قتل",
			pos:   isnad.Verb,
		},
		{
			name:  "behind an indefinite noun a masdar",
			in:    "ارتكب جريمة قتل", // irtakaba jarīmata qatl
			word:  "قتل",             // qatl, "killing"
			lemma: "قتل",
			pos:   isnad.Noun,
		},
		{
			name:  "behind anna with its pronoun a verb",
			in:    "لكنه رفض الاقتراح", // lākinna-hu rafaḍa l-iqtirāḥ
			word:  "رفض",
			lemma: "رفض",
			pos:   isnad.Verb,
		},
		{
			name:  "lam takes the shortened present",
			in:    "لم يكن هناك أحد", // lam yakun hunāka aḥad
			word:  "يكن",             // yakun, "was (not)", of kāna and not of kanna
			lemma: "كان",
			pos:   isnad.Verb,
		},
		{
			name:  "min is a preposition, not \"who\"",
			in:    "عاد من القاهرة", // ʿāda mina l-Qāhira
			word:  "من",
			lemma: "من",
			pos:   isnad.Prep,
		},
		{
			name:  "mā behind a preposition is relative",
			in:    "تحدث عن ما جرى", // taḥaddatha ʿan mā jarā
			word:  "ما",
			lemma: "ما",
			pos:   isnad.Rel,
		},
		{
			name:  "a state is no nisba in the accusative",
			in:    "زار الوزير ألمانيا", // zāra l-wazīru Almāniyā
			word:  "ألمانيا",
			lemma: "المانيا",
			pos:   isnad.Proper,
		},
		{
			name:  "its trap: the nisba in the accusative",
			in:    "التقى وفدا ألمانيا", // iltaqā wafdan almāniyyan
			word:  "وفدا",
			lemma: "وفد",
			pos:   isnad.Noun,
		},
		{
			name:  "the secretary, not two mothers",
			in:    "قال أمين عام الحزب", // qāla amīnu ʿāmmi l-ḥizb
			word:  "أمين",
			lemma: "امين",
			pos:   isnad.Noun,
		},
		{
			name:  "a weekday, not the number two",
			in:    "وصل يوم الاثنين", // waṣala yawma l-ithnayn
			word:  "الاثنين",
			lemma: "الاثنين",
			pos:   isnad.Noun,
		},
		{
			name:  "a month, not a verb",
			in:    "وقع في مارس الماضي", // waqaʿa fī Mārsa l-māḍī
			word:  "مارس",
			lemma: "مارس",
			pos:   isnad.Noun,
		},
		{
			name:  "more is an adjective, not \"he increased\"",
			in:    "هذا الحل أكثر فائدة", // hādhā l-ḥallu aktharu fāʾida
			word:  "أكثر",
			lemma: "اكثر",
			pos:   isnad.Adj,
		},
		{
			name:  "every is a noun, not \"he ate\"",
			in:    "زار كل مدينة", // zāra kulla madīna
			word:  "كل",
			lemma: "كل",
			pos:   isnad.Noun,
		},
		{
			name:  "naḥwa before a number is \"about\"",
			in:    "قتل نحو 40 شخصا", // qutila naḥwa 40 shakhṣan
			word:  "نحو",
			lemma: "نحو",
			pos:   isnad.Adv,
		},
		{
			name:  "its trap: towards",
			in:    "توجه نحو المدينة", // tawajjaha naḥwa l-madīna
			word:  "نحو",
			lemma: "نحو",
			pos:   isnad.Prep,
		},
		{
			name:  "what is written with a tanwin is no verb with its object",
			in:    "منوهاً بجهود المملكة", // munawwihan
			word:  "منوها",                // not manaw-hā
			lemma: "منوه",
			pos:   isnad.Adj,
		},
		{
			name:  "an elative behind a preposition",
			in:    "وصل إلى أسوأ حال", // waṣala ilā aswaʾi ḥāl
			word:  "إلى",
			lemma: "الي",
			pos:   isnad.Prep,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := at(t, tt.in, tt.word)
			if r.POS != tt.pos || r.Lemma != tt.lemma {
				t.Errorf("%s: %s %s (%s), want %s %s", tt.word, r.POS, r.Lemma, r.Row, tt.pos, tt.lemma)
			}
		})
	}
}

// The indicative and the jussive of the singular are written alike: only what is
// shorter than the indicative is marked.
func TestJussiveIsMarkedWhereItShows(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     bool
	}{
		{"yaktubu, yaktub are written alike", "يكتب", false},
		{"yaktubū lacks the nūn of the indicative", "يكتبوا", true},
		{"yaqul lacks the vowel of yaqūlu", "يقل", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lx, err := lexicon.Open()
			if err != nil {
				t.Fatal(err)
			}
			marked := false
			for _, r := range morph.New(lx).Word(normal.Key(tt.in)) {
				if r.POS == isnad.Verb && r.Features.Has(isnad.Jussive) {
					marked = true
				}
			}
			if marked != tt.want {
				t.Errorf("%s: jussive %v, want %v", tt.in, marked, tt.want)
			}
		})
	}
}
