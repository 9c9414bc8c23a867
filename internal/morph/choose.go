package morph

import (
	"strings"

	"github.com/isnad/isnad"
)

// viterbi finds the cheapest path through the readings of a sentence and the clauses they
// stand in. Costs are integers and ties go to the reading that is listed first, so the choice is
// the same on every machine.
type viterbi struct {
	states []state
	at     []int // first state of each token, and the end
}

// A state is a reading of a token in a clause, by the cheapest path to it.
type state struct {
	cost    int32
	from    int32 // state of the token before
	reading int8
	clause  clause
}

const never = 1 << 30

func (v *viterbi) choose(ts []isnad.Token) {
	if len(ts) == 0 {
		return
	}
	v.states, v.at = v.states[:0], append(v.at[:0], 0)
	for i := range ts {
		for r := range ts[i].Readings {
			v.reach(ts, i, r)
		}
		v.at = append(v.at, len(v.states))
	}
	k, best := 0, int32(never)
	for s := v.at[len(ts)-1]; s < len(v.states); s++ {
		if c := v.states[s].cost + int32(v.states[s].clause.end(ts)); c < best {
			best, k = c, s
		}
	}
	for i := len(ts) - 1; i >= 0; i-- {
		ts[i].Best = int(v.states[k].reading)
		k = int(v.states[k].from)
	}
}

// reach adds the states of reading r of token i.
func (v *viterbi) reach(ts []isnad.Token, i, r int) {
	cur := &ts[i].Readings[r]
	own := cur.Cost
	if ts[i].Tanwin && noTanwin(cur) {
		own += costTanwin
	}
	if i == 0 {
		c, cost := verbless.enter(ts, i, &sentenceStart, cur)
		v.states = append(v.states, state{cost: int32(pair(&sentenceStart, cur) + cost + own), reading: int8(r), clause: c})
		return
	}
	var cheapest [clauses]state
	for c := range cheapest {
		cheapest[c].cost = never
	}
	moved, named := moves[cur.POS], cur.POS == isnad.Noun || cur.POS == isnad.Proper || cur.POS == isnad.Adj
	var prev *isnad.Reading
	beside, last := 0, int8(-1)
	for k := v.at[i-1]; k < v.at[i]; k++ {
		s := &v.states[k]
		if s.reading != last {
			last, prev = s.reading, &ts[i-1].Readings[s.reading]
			beside = pair(prev, cur) + own
		}
		c, cost := s.clause, 0
		if moved || named && (c == done || c == unnamed) {
			c, cost = c.enter(ts, i, prev, cur)
		}
		if x := s.cost + int32(cost+beside); x < cheapest[c].cost {
			cheapest[c] = state{cost: x, from: int32(k), reading: int8(r), clause: c}
		}
	}
	for c := range cheapest {
		if cheapest[c].cost < never {
			v.states = append(v.states, cheapest[c])
		}
	}
}

// moves are the parts of speech that may tell of another clause; names do so only where the clause has its verb.
var moves = [isnad.Punct + 1]bool{isnad.Verb: true, isnad.Punct: true, isnad.Conj: true, isnad.Rel: true, isnad.Sub: true, isnad.Part: true, isnad.Neg: true}

// sentenceStart stands before the first word of a sentence.
var sentenceStart = isnad.Reading{POS: isnad.Punct, Stem: "<s>"}

const costTanwin = 20

// noTanwin tells whether a word so read has no tanwin: a verb, what has al-, a pronoun or a
// second term behind it, and a dual.
func noTanwin(r *isnad.Reading) bool {
	return r.POS == isnad.Verb || r.POS == isnad.Neg || r.Pron != "" || r.Pro.Has(isnad.ProAl) || r.Features.Any(isnad.Dual) && !r.Features.Any(isnad.AccInd|isnad.Sing)
}

// pair is the cost of a reading after another. Below zero where the second
// confirms the first.
func pair(a, b *isnad.Reading) int {
	cost := 0
	governed := b.Pro&prepositions != 0
	switch {
	case b.Honorific():
		cost -= 5 // sumuwwu-hu, not sammaw-hu
	case b.Class == "person" && b.Features.Has(isnad.Fem|isnad.Plur) && !b.Features.Any(isnad.Masc|isnad.Sing) && !strings.HasSuffix(b.Lemma, "ة"):
		cost += 4 // mufāwaḍātun are negotiations before they are women who negotiate
	}
	if oneOf(b) && b.Pro.Has(isnad.ProWa) {
		cost += costAndOne
	}
	if split(b) {
		cost += costSplit
	}
	if f := b.Features; f.Has(isnad.Construct|isnad.Dual|isnad.NomCase) && !f.Any(isnad.AccInd|isnad.Sing) && a.POS != isnad.Verb &&
		(f.Any(isnad.PartAct|isnad.PartPas) || f.Has(isnad.Human) && !office[b.Lemma] && (a.POS == isnad.Noun || a.POS == isnad.Adj || a.Stem == "،")) {
		cost += costTwo // ..., dāʿiyan-i l-muwaẓẓafīna; qāla qāʾidā l-jayshayni
	}
	if b.Features.Has(isnad.Construct|isnad.Dual|isnad.OblCase) && !b.Features.Any(isnad.Sing|isnad.Plur|isnad.NomCase|isnad.Human) && b.Pron == "" {
		cost += 6 // intiḥāriyyun is no two suicides, Mālī no two fortunes
	}
	if a.Lemma == "احد" {
		switch ten := b.Lemma == "عشر" || b.Lemma == "عشرة"; { // aḥada ʿashara is a number
		case ten != (a.POS == isnad.Num):
			cost += 2 * costOneOf
		case oneOf(a) && b.POS == isnad.Verb:
			cost += costOneOf
		case oneOf(a) && b.POS == isnad.Noun && b.Definite() && !governed:
			cost -= costOneOf
		}
	}
	switch a.POS {
	case isnad.Prep:
		cost += afterPreposition(a, b, governed)
	case isnad.Neg:
		cost += afterNegative(a, b)
	case isnad.Sub:
		cost += afterSubordinator(a, b)
	case isnad.Part:
		if (a.Lemma == "قد" || a.Lemma == "لقد" || a.Lemma == "سوف") && b.POS != isnad.Verb {
			cost += 14
		}
		if a.Lemma == "يا" && naming(b) && b.Pro == 0 {
			cost += costCalled
		}
	case isnad.Rel:
		if b.POS == isnad.Verb {
			cost -= 4
		}
	case isnad.Conj:
		if a.Lemma == "كما" && b.POS == isnad.Verb {
			cost -= 5
		}
	case isnad.Adv:
		if a.Lemma == "هنا" && !governed && (b.POS == isnad.Noun || b.POS == isnad.Proper) && b.Pro&(isnad.ProWa|isnad.ProFa) == 0 {
			cost += 10 // hannaʾa l-malik
		}
		if a.Lemma == "نحو" { // naḥwa is "about" before numbers alone
			cost += 14
			if b.POS == isnad.Num {
				cost -= 24
			}
		}
	case isnad.Dem:
		if b.Pro.Has(isnad.ProAl) && !governed {
			cost -= 3
		}
		if b.POS == isnad.Verb {
			cost += 3
		}
	case isnad.Num:
		if (a.Lemma == "اثني" || a.Lemma == "اثنتي") && b.Lemma != "عشر" && b.Lemma != "عشرة" {
			cost += 14 // athnā l-amīnu, not ithnay
		}
		if b.POS == isnad.Noun && !governed {
			cost -= 2
		}
		if b.Features.Has(isnad.Construct|isnad.Dual) && !b.Features.Any(isnad.AccInd|isnad.Sing) {
			cost += 8 // 12 madaniyyan, not "the two civilians of"
		}
	case isnad.Noun, isnad.Adj, isnad.Proper:
		cost += afterNominal(a, b, governed)
	case isnad.Verb:
		cost += afterVerb(a, b, governed)
	case isnad.Punct:
		if a.Stem != "<s>" && b.POS == isnad.Verb {
			cost -= 2
		}
		if a.Stem == "<s>" && b.POS == isnad.Neg && b.Lemma == "ما" {
			cost -= 4
		}
		if a.Stem == "<s>" && b.POS == isnad.Verb && b.Pro&^(isnad.ProWa|isnad.ProFa|isnad.ProSa) == 0 {
			cost -= 3
			if b.Pro.Has(isnad.ProWa) { // a headline may begin with a noun, a sentence with wa- rarely does
				cost -= 2
			}
		}
		if b.POS == isnad.Adj && a.Stem != "\"" && a.Stem != "«" && a.Stem != "(" {
			cost += 3
		}
	}
	return cost
}

// oneOf tells whether a word is aḥadu, iḥdā "one of", which nothing but those it is one of follows:
// aḥadu qādati-hi, not "she led him".
func oneOf(r *isnad.Reading) bool { return r.Lemma == "احد" && r.POS == isnad.Noun && r.Class == "" }

// split tells whether a word is one that is mostly written like another, whole: fa-taḥta like
// fataḥat, bi-abi like bāb, ka-amalin like kāmil, wa-ufuqan like wāfaqā, wa-li-ayyi like wilāya.
func split(r *isnad.Reading) bool {
	switch r.POS {
	case isnad.Prep:
		return r.Lemma == "تحت" && r.Pro.Has(isnad.ProFa)
	case isnad.Noun:
		return r.Pron == "" && (r.Lemma == "اب" && r.Pro.Has(isnad.ProBi) || r.Lemma == "امل" && r.Pro.Has(isnad.ProKa) || r.Lemma == "افق" && r.Pro.Has(isnad.ProWa))
	case isnad.Rel:
		return r.Lemma == "اي" && r.Pro.Has(isnad.ProWa|isnad.ProLi)
	}
	return false
}

const (
	costTwo    = 14
	costSplit  = 10
	costOneOf  = 6
	costAndOne = 7 // wāḥid is one word where it is not wa-aḥadu l-...
)

// temporal words begin a clause with its verb.
var temporal = map[string]bool{"عندما": true, "حين": true, "حينما": true, "بعدما": true, "قبلما": true, "كلما": true, "اذا": true, "لو": true, "اذ": true, "حيث": true, "بحيث": true, "بينما": true, "لما": true, "منذما": true, "كي": true, "لكي": true, "فيما": true, "من": true, "عن": true}

// needsVerb are the temporal words that nothing but a verb follows.
var needsVerb = map[string]bool{"عندما": true, "حين": true, "حينما": true, "بعدما": true, "قبلما": true, "كلما": true, "لما": true}

func afterSubordinator(a, b *isnad.Reading) (cost int) {
	if b.POS != isnad.Verb {
		switch {
		case b.POS == isnad.Prep && b.Pro.Has(isnad.ProWa):
			return 8 // anna wāliya X
		case needsVerb[a.Lemma] && a.Pron == "" && b.POS == isnad.Noun && !b.Definite():
			return 6 // ʿindamā fajjara ntiḥāriyyun: no dawn
		case a.Lemma == "ان" && a.Pron == "" && b.POS == isnad.Noun && !b.Definite(): // anna takes a definite noun, an a verb
			return 1
		case nominal2(b):
			return -1
		}
		return 0
	}
	switch {
	case a.Pron != "": // annahu qarrara: the pronoun is the subject
		cost = -4
	case temporal[a.Lemma]:
		cost = -4
	case b.Features.Has(isnad.Present):
		cost = -1
	case a.Lemma == "ان": // baʿda an qarrara
		cost = -2
	}
	return cost + shortened(b)
}

func nominal2(r *isnad.Reading) bool {
	return r.POS == isnad.Noun || r.POS == isnad.Proper || r.POS == isnad.Dem || r.POS == isnad.Num
}

// whither are the prepositions of place, behind which fī Ḥimṣ is no dish of chickpeas.
var whither = map[string]bool{"في": true, "الي": true, "قرب": true, "صوب": true, "باتجاه": true}

func afterPreposition(a, b *isnad.Reading, governed bool) int {
	if a.Pron != "" {
		if a.Pro.Has(isnad.ProWa) && a.Pron == "ي" && b.POS == isnad.Noun && b.Pro == isnad.ProAl {
			return 10 // waliyyu l-ʿahdi is not "and to me"
		}
		if b.POS == isnad.Verb || nominal2(b) {
			return -1
		}
		return 0
	}
	switch {
	case governed && b.POS != isnad.Verb, b.POS == isnad.Verb, b.POS == isnad.Prep && b.Pro.Has(isnad.ProWa): // ilā wālī X, not wa-ilā
		return 20
	case b.Features.Any(isnad.NomCase) && !b.Features.Any(isnad.OblCase), b.Features.Any(isnad.AccInd) && !b.Features.Any(isnad.Construct):
		return 8
	case b.POS == isnad.Proper && (b.Class == "place" || b.Class == "state") && whither[a.Lemma] && !(a.Lemma == "الي" && a.Pro.Has(isnad.ProWa)): // wālī l-Kharṭūm
		return -9
	case nominal2(b):
		return -4
	case b.POS == isnad.Adj && b.Features.Has(isnad.Elative): // ilā aqṣā ḥadd
		return -2
	case b.POS == isnad.Adj:
		return 2
	}
	return 0
}

func afterNegative(a, b *isnad.Reading) int {
	switch a.Lemma {
	case "لم", "لن":
		if b.POS == isnad.Verb && b.Features.Has(isnad.Present) {
			return -6 + shortened(b)
		}
		return 14
	case "غير":
		if b.POS == isnad.Adj {
			return -5
		}
	case "عدم":
		if b.Features.Has(isnad.Masdar) {
			return -5
		}
		if b.POS == isnad.Verb {
			return 10
		}
	case "لا":
		if b.POS == isnad.Verb {
			return -3 + shortened(b)
		}
	case "ما":
		if b.POS == isnad.Verb && (b.Features.Has(isnad.Past) || b.Lemma == "زال") {
			return -4
		}
	}
	return 0
}

// shortened takes back what a shortened mood costs, behind a word that governs it.
func shortened(b *isnad.Reading) int {
	if b.Features.Has(isnad.Jussive) {
		return -4
	}
	return 0
}

func afterNominal(a, b *isnad.Reading, governed bool) int {
	joined := b.Pro.Has(isnad.ProWa | isnad.ProFa)
	if nominative(b) && b.Pro == 0 && a.POS == isnad.Noun && a.Pro&isnad.ProAl == 0 && a.Pron == "" && a.Features.Has(isnad.Sing) {
		return 8 // qatala musalliḥūna: a second term of an idafa would be musalliḥīna
	}
	if a.POS == isnad.Noun && a.Pro == isnad.ProWa && a.Pron == "" && a.Features.Has(isnad.Masdar|isnad.Sing) && !a.Features.Any(isnad.AccInd|isnad.Fem) && (governed || b.POS == isnad.Prep && b.Pro == 0) {
		return 3 // wa-rafaḍa fī l-waqti nafsi-hi: a masdar behind wa- has a second term
	}
	if a.Lemma == "فجر" && a.Class == "time" && a.Pro == 0 && a.Pron == "" && b.Pro == 0 && b.Class != "time" && (b.POS == isnad.Noun || b.POS == isnad.Adj) {
		return 10 // fajjara ntiḥāriyyun nafsahu, though fajr is dawn
	}
	if a.Class == "given" && a.POS == isnad.Proper && b.Pro == 0 && patronym[b.Lemma] && !strings.HasPrefix(a.Lemma, "ال") {
		return -10 // Nāṣir ʿAbdu l-Karīm, although nāṣara is a verb
	}
	switch b.POS {
	case isnad.Prep:
		if b.Lemma == "الي" && b.Pro.Has(isnad.ProWa) && a.POS != isnad.Proper && !a.Definite() && a.Pron == "" {
			return 10 // taʿahhada wālī Qābis: and to follows a phrase that is whole
		}
	case isnad.Adj:
		if joined && !governed && a.POS == isnad.Adj && a.Country != "" && b.Country != "" && a.Pro.Has(isnad.ProAl) == b.Pro.Has(isnad.ProAl) {
			return -4 // ar-raʾīsāni l-faransiyyu wa-l-miṣriyyu
		}
		if governed || joined {
			if governed && a.POS == isnad.Noun && !joined {
				return 1
			}
			return 0
		}
		return agreement(a, b)
	case isnad.Noun:
		if governed || joined {
			return 0
		}
		if befalls[a.Lemma] && !a.Definite() && b.Class == "person" && b.Pro == 0 && b.Pron == "" {
			return -6
		}
		return idafa(a, b)
	case isnad.Proper:
		if governed || joined {
			return 0
		}
		if naming(b) && a.POS == isnad.Noun && !a.Pro.Has(isnad.ProAl) && kin[a.Lemma] {
			if a.Pron == "" && b.Row == "given.weak" {
				return costMaybeKin
			}
			return costKin
		}
		if a.Class == "given" && b.Row == "given.family" && b.Lemma != "الله" && !strings.HasPrefix(a.Lemma, "ال") {
			return -14 // Sāmir al-Jabālī, although sa-ʾamurru is a verb
		}
		if a.Row == "given" && naming(b) {
			return -7 // Yūnus Maḥmūd, although yuʾnisu is a verb
		}
		if a.Features.Has(isnad.Construct | isnad.Dual) {
			return -7
		}
		if a.Features.Any(isnad.AccInd) && b.Class == "state" {
			return 0 // raʾīsā Miṣra are two
		}
		if a.Pro == isnad.ProAl && a.Country != "" && a.POS == isnad.Adj && b.Class == "given" && !strings.HasPrefix(b.Lemma, "ال") {
			return -9 // ar-raʾīsu t-tūnisiyyu Zayn
		}
		if a.POS == isnad.Proper || a.Class == "person" || a.Class == "given" {
			return -4
		}
		if a.POS == isnad.Noun && !a.Pro.Has(isnad.ProAl) && a.Pron == "" {
			if (a.Class == "place" || a.Class == "building") && b.Class != "state" {
				return -3 // qaṣru X, qaḍāʾu X: the palace and the district, not the deeds of one stem
			}
			return -2
		}
	case isnad.Punct:
		if a.Class == "given" && a.POS == isnad.Proper && b.Stem == ":" {
			return costSpeaker
		}
	case isnad.Num:
		if a.Class == "time" && !governed && !joined && (a.Pro == 0 || b.Row == "digits") { // al-mudaʿī l-ʿāmmu thamāniyatan
			return -3
		}
	case isnad.Verb:
		switch {
		case b.Pro == 0 && a.POS == isnad.Noun && !a.Definite() && resumes(a, b):
			return -7 // hujūmun shannahu l-jaysh
		case b.Pro == 0 && a.POS == isnad.Noun && !a.Definite() && !a.Features.Any(isnad.AccInd):
			return 2
		}
	}
	return 0
}

// nominative tells whether a word is a plural in -ūna.
func nominative(r *isnad.Reading) bool {
	return r.Features.Has(isnad.Plur|isnad.NomCase) && !r.Features.Any(isnad.OblCase|isnad.Sing|isnad.Dual|isnad.Construct) && (r.POS == isnad.Noun || r.POS == isnad.Adj)
}

// resumes tells whether a verb's object may be the indefinite noun before it, which a clause
// without a relative describes.
func resumes(a, b *isnad.Reading) bool {
	if !b.Features.Any(isnad.P3) || b.Features.Any(isnad.Imper) {
		return false
	}
	switch f := a.Features; b.Pron {
	case "ه":
		return f.Has(isnad.Masc | isnad.Sing)
	case "ها":
		return f.Has(isnad.Fem|isnad.Sing) || f.Any(isnad.Plur) && !f.Any(isnad.Human)
	case "هم":
		return f.Has(isnad.Human | isnad.Plur)
	}
	return false
}

// befalls are the acts of which somebody is the victim: behind them a word for a person
// is one, not what the act is like: iʿtiqālu ṣuḥufiyyin miṣriyyin.
var befalls = map[string]bool{
	"مقتل": true, "مصرع": true, "وفاة": true, "موت": true, "استشهاد": true, "اصابة": true, "جرح": true, "اغتيال": true, "قتل": true, "ذبح": true, "طعن": true, "قنص": true, "اعدام": true,
	"اعتقال": true, "توقيف": true, "احتجاز": true, "حبس": true, "سجن": true, "اسر": true, "خطف": true, "اختطاف": true, "اختفاء": true, "تعذيب": true, "ترحيل": true, "طرد": true, "ابعاد": true,
	"سراح": true, "محاكمة": true, "استجواب": true, "اقالة": true, "استقالة": true, "تعيين": true, "فصل": true, "اغتصاب": true, "ملاحقة": true,
}

// patronym are the words behind which the name of a father or of God stands.
var patronym = map[string]bool{"عبد": true, "بن": true, "ابن": true, "بنت": true, "ولد": true}

// What speaks for a given name that is also a common word (Karīm, ʿAwaḍ, Hiba): somebody
// calls it, is its relative, says something, or a colon follows as behind a speaker. A
// weak one gains little behind a relative without a pronoun: jārun ṭayyibun is "a good neighbour".
const (
	costCalled   = -12
	costKin      = -9
	costMaybeKin = -3
	costSays     = -8
	costSpeaker  = -8
)

// naming tells whether a reading is a given name rather than the family name of somebody.
func naming(r *isnad.Reading) bool { return r.Row == "given" || r.Row == "given.weak" }

// kin are the lemmas of words for the relatives and friends of a person.
var kin = map[string]bool{
	"زوج": true, "زوجة": true, "ابن": true, "ابنة": true, "بنت": true, "اخ": true, "اخت": true, "شقيق": true, "شقيقة": true, "والد": true, "والدة": true, "نجل": true,
	"اب": true, "جد": true, "جدة": true, "عم": true, "عمة": true, "خال": true, "خالة": true, "صديق": true, "صديقة": true, "خطيب": true, "خطيبة": true, "حفيد": true, "حفيدة": true,
	"ارملة": true, "طليقة": true, "قرين": true, "قرينة": true, "عقيلة": true, "ابو": true, "اخو": true, "حماة": true, "كنة": true, "صهر": true, "جار": true, "زميل": true, "زميلة": true, "طفل": true, "طفلة": true,
}

// says are the lemmas, folded, of verbs whose subject speaks.
var says = map[string]bool{
	"قال": true, "اضاف": true, "تابع": true, "اوضح": true, "اكد": true, "صرح": true, "ذكر": true, "اعلن": true, "اشار": true, "اعتبر": true, "راي": true, "شدد": true, "لفت": true, "نوه": true, "زعم": true,
	"ادعي": true, "افاد": true, "اعرب": true, "استطرد": true, "استدرك": true, "علق": true, "اجاب": true, "سال": true, "تساءل": true, "حذر": true, "دعا": true, "طالب": true, "نفي": true, "اتهم": true,
	"اعترف": true, "اقر": true, "بين": true, "كشف": true, "روي": true, "حكي": true, "واصل": true, "ختم": true, "اختتم": true, "كتب": true, "غرد": true, "نقل": true, "انتقد": true, "وصف": true,
}

// agreement: an adjective follows its noun in definiteness, gender and number;
// plurals of things take the feminine singular (Ryding 2005, 10.4).
func agreement(a, b *isnad.Reading) int {
	if a.POS == isnad.Proper {
		if b.Pro.Has(isnad.ProAl) {
			return 0
		}
		return 3
	}
	cost := -4
	if b.Country != "" && b.Pro == 0 && a.Pro == 0 && a.Features.Has(isnad.AccInd|isnad.Sing) && b.Features.Has(isnad.AccInd) {
		cost -= 8 // muʿāriḍan Bīlārūsiyyan, not two opponents of Bīlārūsiyā
	}
	if b.Lemma == "امن" && b.Pro.Has(isnad.ProAl) && (a.POS == isnad.Adj || a.Class == "person" || a.Class == "body" || a.Class == "group" || a.Features.Has(isnad.Human)) {
		cost += 9 // ar-raʾīsu t-tūnisiyyu l-amna: security, nobody safe
	}
	if a.Pro.Has(isnad.ProAl) != b.Pro.Has(isnad.ProAl) && a.Pron == "" {
		if b.Pro.Has(isnad.ProAl) { // the adjective may belong to the whole chain: raʾīsu wuzarāʾi Lubnāna l-jadīdu
			cost += 4
		} else {
			cost += 6
		}
	}
	af, bf := a.Features, b.Features
	if bf.Has(isnad.Construct|isnad.Plur) && !bf.Any(isnad.Sing) && b.Pron == "" {
		cost += 6 // munaẓẓimī l-masīra
	}
	if af.Has(isnad.Construct | isnad.Dual) {
		cost += 8 // its second term comes first
	}
	switch {
	case bf.Any(isnad.Plur) && !bf.Any(isnad.Sing) && af.Any(isnad.Sing) && !af.Any(isnad.Plur): // raʾīsu l-amrīkiyyīna
		cost += 4
	case af.Any(isnad.Plur) && !af.Any(isnad.Human) && bf.Any(isnad.Fem):
	case af.Any(isnad.Masc|isnad.Fem) && bf.Any(isnad.Masc|isnad.Fem) && af&bf&(isnad.Masc|isnad.Fem) == 0:
		if af.Has(isnad.AccInd|isnad.Sing) && !bf.Any(isnad.AccInd) {
			cost += 3 // wazīran khārijiyyatan is nothing
		}
		if cost += 3; b.Country != "" && b.Pro.Has(isnad.ProAl) && a.Pro.Has(isnad.ProAl) {
			cost -= 2 // it may describe the head of the chain: wizāratu d-difāʿi ṣ-ṣīniyya
		}
	}
	if bf.Any(isnad.AccInd) != af.Any(isnad.AccInd) && bf.Any(isnad.AccInd) {
		cost += 2
	}
	return cost
}

// office are holders of an office that another noun names.
var office = map[string]bool{"وزير": true, "رييس": true, "نايب": true, "قايد": true, "سفير": true, "مدير": true, "مندوب": true, "ممثل": true, "مبعوث": true, "زعيم": true, "حاكم": true}

func idafa(a, b *isnad.Reading) int {
	if a.POS == isnad.Proper {
		return 1
	}
	if a.Features.Has(isnad.Construct|isnad.Dual) && a.Pron == "" {
		switch {
		case b.Lemma == "نفس" && b.Pron != "":
			return 5 // intiḥāriyyun nafsahu are no two suicides
		case b.Definite():
			return -7
		case office[a.Lemma]:
			return -2
		}
		return 5
	}
	switch {
	case a.Features.Has(isnad.AccInd) && a.POS == isnad.Noun && b.Pro == isnad.ProAl && b.POS == isnad.Noun && b.Class != "time":
		return 3 // zaʿīmā l-ḥizbayni are two
	case office[a.Lemma] && a.Features.Any(isnad.AccInd) && b.POS == isnad.Noun && !b.Definite() && !b.Features.Any(isnad.AccInd):
		return 4 // wazīrā khārijiyya are two
	case a.POS == isnad.Noun && !a.Definite() && !a.Features.Any(isnad.AccInd) && !(a.Features.Any(isnad.NomCase|isnad.OblCase) && !a.Features.Any(isnad.Construct)):
		if b.Definite() {
			return -3
		}
		return -1
	case b.Class == "time":
		return 0
	case a.Definite() && !b.Definite() && (b.Class == "person" || a.Honorific() && b.Features.Has(isnad.Masdar)):
		return 1 // an object: aḥālati l-wizāratu ḥākima l-maṣrif, akkada sumuwwu-hu daʿma l-Urdunn
	case a.Definite() && !b.Definite() && !b.Features.Any(isnad.AccInd|isnad.Construct):
		return 4
	case a.Pro.Has(isnad.ProAl) && b.Pro.Has(isnad.ProAl) && !b.Features.Any(isnad.Human) && b.Class != "person":
		return 1 // a thing in no idafa
	}
	return 0
}

// auxiliaries take another verb after them.
var auxiliaries = map[string]bool{"كان": true, "ظل": true, "بات": true, "اصبح": true, "اخذ": true, "بدا": true, "ليس": true, "عاد": true, "كاد": true, "راح": true, "زال": true, "يزال": true}

func afterVerb(a, b *isnad.Reading, governed bool) int {
	switch b.POS {
	case isnad.Verb:
		if b.Pro.Has(isnad.ProWa|isnad.ProFa|isnad.ProLiV) || auxiliaries[a.Lemma] {
			return 0
		}
		return 7
	case isnad.Adj:
		if !governed && !b.Features.Any(isnad.AccInd) {
			return 2
		}
	case isnad.Prep:
		if b.Pron != "" && b.Pro == 0 && a.Pron == "" {
			return -2 // qarārun raḥḥaba bihi l-bayt
		}
		if b.Pro.Has(isnad.ProWa) && a.Pron == "" {
			return 16 // khālafa wālī X, not wa-ilā
		}
	case isnad.Noun, isnad.Proper:
		if governed || b.Pro.Has(isnad.ProWa|isnad.ProFa) {
			return 0
		}
		if (naming(b) || b.Row == "given.family") && a.Features.Has(isnad.P3|isnad.Sing) && says[a.Lemma] {
			return costSays
		}
		return subject(a, b)
	}
	return 0
}

// subject: a verb of the third person singular is followed by its subject; people and names
// are likelier subjects than anything else.
func subject(a, b *isnad.Reading) int {
	if a.Features.Has(isnad.P3|isnad.Sing|isnad.Fem) && !a.Features.Any(isnad.Masc) && b.Features.Has(isnad.Masc|isnad.Human|isnad.NomCase) && !b.Features.Any(isnad.Fem|isnad.OblCase) {
		return 6 // aʿlanat Ṭālibān: two students would be masculine, and are no object
	}
	if a.Features.Has(isnad.P3|isnad.Sing|isnad.Fem) && !a.Features.Any(isnad.Masc) && b.Pron == "" && b.Features.Has(isnad.Masc|isnad.NomCase|isnad.Dual) && !b.Features.Any(isnad.Fem|isnad.Sing) {
		return 8 // tawaṣṣala l-jānibāni, not tūṣilu: two are no object in the nominative
	}
	if a.Features.Has(isnad.P3|isnad.Sing|isnad.Fem) && !a.Features.Any(isnad.Masc) && b.Pro.Has(isnad.ProAl) && b.Class == "person" && b.Features.Has(isnad.Masc|isnad.Sing) && !b.Features.Any(isnad.Fem|isnad.Plur) {
		return 2 // taḥaddatha l-wazīru, not taḥduthu
	}
	if !a.Features.Has(isnad.P3|isnad.Sing) || !b.Definite() {
		return -1
	}
	if b.Features.Any(isnad.Human) || b.Honorific() || b.Class == "given" || b.Class == "organisation" || b.Class == "state" {
		return -3
	}
	return -2
}
