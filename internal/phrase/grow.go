package phrase

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
)

// growth is a phrase in the making.
type growth struct {
	end    int
	head   int
	name   int   // name that is the phrase or its apposition, -1 none
	terms  []int // first tokens of the idafa's further terms, and of a name in apposition
	title  int   // token that names a person by his role, whose name may follow; -1 none
	cut    int   // where a participle begins that may be a predicate or a clause of its own, 0 none
	office int   // where the office behind a name begins, 0 none
	apart  bool  // what begins at cut may be a party of its own
}

// grow extends a phrase from its first token as far as one party can reach.
func (c *chunker) grow(i, end int) growth {
	g := growth{end: i + 1, head: i, name: -1, title: -1}
	if c.tokens[i].Is(isnad.Dem) && c.nameAt[i] < 0 {
		i++
		g.head, g.end = i, i+1
	}
	if k := c.nameAt[i]; k >= 0 {
		g.name, g.end = int(k), c.names[k].Tokens.End
	} else if c.tokens[i].Is(isnad.Num) {
		c.number(&g, end)
	}
	switch {
	case g.name >= 0:
		if n := &c.names[g.name]; n.Kind == isnad.NameOrganisation && n.Rows == nil && c.tokens[g.end-1].R().Class == "person" {
			g.title = g.end - 1 // ḥukūmatu r-raʾīsi ...: his name may follow
		}
	case c.tokens[g.head].R().Class == "person", c.office(g.head), c.tokens[g.head].R().Lemma == "نظير" && c.tokens[g.head].R().Pron != "": // naẓīru-hu t-turkiyyu Hākān Fīdān
		g.title = g.head
	}
	for g.end < end && c.extend(&g, end) {
	}
	if g.office > 0 && c.nameFrom(g.end, end) >= 0 { // the office of him whose name follows: hājama X raʾīsa l-wuzarāʾi Y
		g.end = g.office
		g.terms = slices.DeleteFunc(g.terms, func(t int) bool { return t >= g.office })
	} else if g.office > 0 && g.cut == 0 && c.wantsObject(i, &g, end) {
		g.cut, g.apart = g.office, true
	}
	return g
}

// wantsObject tells whether a transitive verb stands right before a name with an office and no object
// behind them: of intaqada Fulānun wazīra d-dākhiliyyati bi-shiddatin the minister may be whom he criticised.
func (c *chunker) wantsObject(start int, g *growth, end int) bool {
	if start == 0 || c.tokens[start-1].Sentence != c.tokens[start].Sentence || g.head != start {
		return false
	}
	if v := c.tokens[start-1].R(); v.POS != isnad.Verb || !strings.HasPrefix(v.Class, "t") || v.Pron != "" {
		return false
	}
	for i := g.end; i < min(end, g.end+8) && !c.tokens[i].Is(isnad.Verb); i++ {
		if c.tokens[i].Is(isnad.Sub) {
			return false // qāla Fulānun masʾūlu l-isʿāfi fī X inna ...
		}
	}
	if g.end >= end {
		return true
	}
	t := &c.tokens[g.end]
	switch r := t.R(); {
	case t.Is(isnad.Punct) && t.Key != ".", t.Is(isnad.Verb):
		return false
	case c.begins(g.end):
		return r.Pro&(isnad.ProBi|isnad.ProLi|isnad.ProWa) != 0 || r.Class == "time"
	}
	return true
}

// office tells whether a participle with al- may stand for one person by what he does:
// al-munassiqu l-umamiyyu, al-qāʾimu bi-l-aʿmāl.
func (c *chunker) office(i int) bool {
	r := c.tokens[i].R()
	if r.Lemma == "قايم" && i+1 < len(c.tokens) && c.tokens[i+1].Key == "بالاعمال" {
		return true
	}
	return r.Pro&^(isnad.ProWa|isnad.ProBi|isnad.ProLi) == isnad.ProAl && r.Features.Has(isnad.PartAct|isnad.Sing) && (r.POS == isnad.Noun || r.POS == isnad.Adj) && !r.Features.Any(isnad.Nisba)
}

// number takes the thing counted as head: khamsatu junūdin, 20 jundiyyan, ʿasharāt al-mutaẓāhirīn.
func (c *chunker) number(g *growth, end int) {
	for g.end < end {
		r := c.tokens[g.end].R()
		if r.POS == isnad.Num && (r.Pro == 0 || r.Pro == isnad.ProWa || r.Pro == isnad.ProAl && many[c.tokens[g.end-1].R().Lemma]) { // ʿasharātu l-ālāf
			g.end++
			continue
		}
		break
	}
	if g.end >= end {
		return
	}
	r := c.tokens[g.end].R()
	if year(c.tokens[g.head].Key) && g.end == g.head+1 && !r.Features.Any(isnad.AccInd) {
		return // qāda fī 1979 majmūʿatan
	}
	if (r.POS == isnad.Noun || r.POS == isnad.Adj) && r.Pro&^isnad.ProAl == 0 && c.nameAt[g.end] < 0 {
		g.head = g.end
		g.end++
	}
}

// impersonal are passive participles whose subject stands behind a preposition.
var impersonal = map[string]bool{
	"مشتبه": true, "معترف": true, "محكوم": true, "مدعي": true, "مرغوب": true, "موثوق": true, "مشكوك": true, "مسموح": true, "متفق": true, "مغرر": true, "مصرح": true, "مفرج": true,
	"مطعون": true, "مجني": true, "معتدي": true,
}

// many are numbers that count others.
var many = map[string]bool{"عشرات": true, "ميات": true, "الاف": true}

// year tells whether digits are a year before they are a number.
func year(key string) bool {
	return len(key) == 4 && (strings.HasPrefix(key, "19") || strings.HasPrefix(key, "20"))
}

// extend takes one more token, adjective, term or name into the phrase.
func (c *chunker) extend(g *growth, end int) bool {
	i := g.end
	if k := c.nameAt[i]; k >= 0 {
		return c.extendName(g, int(k))
	}
	t, r := &c.tokens[i], c.tokens[i].R()
	if n := c.model(i, end); n > 0 {
		g.end += n
		return true
	}
	switch {
	case c.tokens[g.head].R().Honorific(), c.toward(i):
		return false
	case c.rank(g):
		g.end++
		return true
	case t.Is(isnad.Punct):
		return c.quoted(g, end)
	case r.POS == isnad.Num && r.Pro == isnad.ProWa|isnad.ProAl && c.tokens[i-1].Is(isnad.Num) && c.tokens[i-1].R().Pro.Has(isnad.ProAl):
		g.end++ // rukkābu-hā l-arbaʿatu wa-th-thalāthūna
		return true
	case r.POS != isnad.Prep && r.Pro&^(isnad.ProAl|isnad.ProWa) != 0:
		return false
	case r.POS == isnad.Adj && c.victims(i):
		g.terms = append(g.terms, i)
		g.end++
		return true
	case r.POS == isnad.Adj:
		if r.Pro.Has(isnad.ProWa) && c.heads(i, end, g) {
			return false
		}
		return c.adjective(g)
	case r.Pro.Has(isnad.ProWa):
		if c.portfolio(g) {
			g.end++
			return true
		}
		return false
	case r.POS == isnad.Noun || r.POS == isnad.Proper:
		return c.term(g)
	case r.POS == isnad.Part && r.Features == 0 && c.styled(g):
		g.end++
		return true
	case r.POS == isnad.Num && r.Pro.Has(isnad.ProAl) && c.definite(g):
		g.end++ // ar-rahāʾinu t-tisʿatu
		if g.end < end && c.nameAt[g.end] < 0 && (c.tokens[g.end].Key == "عشر" || c.tokens[g.end].Key == "عشرة") {
			g.end++
		}
		return true
	case r.POS == isnad.Neg && r.Pro == 0 && r.Lemma == "غير" && i+1 < end && c.nameAt[i+1] < 0 && c.tokens[i+1].Is(isnad.Adj) && !c.tokens[i].Inside():
		g.end += 2 // muhājirūna ghayru sharʿiyyīna
		return true
	case r.POS == isnad.Prep && r.Pron != "" && impersonal[c.tokens[i-1].R().Lemma]:
		g.end++ // al-mushtabahu bi-him, al-muʿtarafu bi-hā
		return true
	case r.POS == isnad.Dem:
		if c.tokens[i-1].R().Pron != "" && !(i+1 < end && c.tokens[i+1].R().Pro == isnad.ProAl) { // bayāni-hi hādhā; not nafā l-wazīru dhālika
			g.end++
			return true
		}
		if i+1 < end && c.opens(i-1) && c.tokens[i+1].R().Pro == isnad.ProAl {
			g.terms = append(g.terms, i)
			g.end += 2
			return true
		}
	}
	return false
}

// rank tells whether the next word goes on with a rank before a name: al-farīqu awwalu
// rukni, al-liwāʾu r-ruknu.
func (c *chunker) rank(g *growth) bool {
	if g.name >= 0 || !isnad.Graded(c.tokens, g.end) {
		return false
	}
	for i := g.end + 1; i < min(g.end+4, len(c.tokens)) && c.tokens[i].Sentence == c.tokens[g.end].Sentence; i++ {
		if c.nameAt[i] >= 0 {
			g.title = g.head
			return true
		}
		if !isnad.Graded(c.tokens, i) {
			return false
		}
	}
	return false
}

// models are what names of aircraft and missiles begin with.
var models = map[string]bool{"اف": true, "اس": true, "ميغ": true, "سوخوي": true, "سو": true, "تي": true, "بي": true, "مي": true, "كا": true, "شاهد": true, "ميراج": true, "ايه": true, "جي": true, "ام": true, "كيو": true}

// model is the number of tokens of the name of a model that begins at token i, 0 none: ṭāʾirātu if 16.
func (c *chunker) model(i, end int) int {
	if i+1 >= end || !models[c.tokens[i].Key] {
		return 0
	}
	n := 1
	if k := c.tokens[i+1].Key; (k == "-" || k == "ـ") && i+2 < end {
		n++
	}
	if t := &c.tokens[i+n]; !t.Is(isnad.Num) || t.Key[0] > '9' {
		return 0
	}
	return n + 1
}

func (c *chunker) adjective(g *growth) bool {
	i := g.end
	r, prev := c.tokens[i].R(), c.tokens[i-1].R()
	if r.Pro.Has(isnad.ProWa) && (prev.POS != isnad.Adj || prev.Pro.Has(isnad.ProAl) != r.Pro.Has(isnad.ProAl) || prev.Features.Any(isnad.Plur) != r.Features.Any(isnad.Plur)) {
		return false
	}
	if r.Features.Has(isnad.AccInd) && !prev.Features.Any(isnad.AccInd) && !c.tokens[g.head].R().Features.Any(isnad.AccInd) && !c.tokens[g.head].Is(isnad.Num) {
		return false // a ḥāl or an adverb: ʿāda musriʿan
	}
	if r.Features.Has(isnad.Elative) && !r.Pro.Has(isnad.ProAl) && (prev.Definite() || g.name >= 0 && c.names[g.name].Tokens.End == i) {
		return false // ḥarakatu Ḥamāsa akthara min ʿashri qurā
	}
	if r.Pro.Has(isnad.ProAl) && !c.definite(g) {
		if !c.opens(i - 1) {
			return false
		}
		g.terms = append(g.terms, i) // an adjective as noun: mawqifu l-amrīkiyyīna
	}
	if disagree(prev, r) || c.noneAgrees(g, r) || c.bareDisagrees(g, r) || c.peopleApart(g, r) || isnad.Closed(c.tokens, g.head, g.end, r) {
		return false
	}
	if c.ofAnother(g, r) {
		return false
	}
	if !r.Pro.Has(isnad.ProAl) && c.tokens[i-1].R().Definite() && !c.opens(g.head) {
		return false // a predicate: al-waḍʿu khaṭīrun
	}
	switch {
	case g.cut > 0:
	case c.tokens[i].AlsoBody() && (prev.Country != "" || g.name >= 0 && c.names[g.name].Tokens.End == g.end):
		g.cut, g.apart = g.end, true // daʿati l-ḥukūmatu l-faransiyyatu l-muʿāraḍata
	case r.Features.Any(isnad.PartAct|isnad.PartPas) && len(g.terms) == 0:
		g.cut = g.end
	}
	g.end++
	return true
}

// ofAnother tells whether an adjective with al- behind the whole name of a body does not agree with what the name
// says first: haddada ḥizbu s-saʿādati l-muʿāraḍata.
func (c *chunker) ofAnother(g *growth, adj *isnad.Reading) bool {
	if g.name < 0 || !adj.Pro.Has(isnad.ProAl) {
		return false
	}
	n := &c.names[g.name]
	h := c.tokens[n.Tokens.Start].R()
	return n.Kind == isnad.NameOrganisation && len(n.Rows) > 0 && n.Tokens.End == g.end && n.Tokens.Len() > 1 && h.POS == isnad.Noun && !h.Features.Has(isnad.Guessed) && !isnad.Agree(h, adj)
}

// longer adds the phrase with the participles that follow it and what they took.
func (c *chunker) longer(g *growth, base int) {
	q := c.out[base]
	q.Extends, q.Coord, q.Tokens.End = base, len(c.out), g.end
	if g.name >= 0 {
		q.Name = g.name
	}
	c.out = append(c.out, q)
}

// definite tells whether the phrase so far can have an adjective with al-.
func (c *chunker) definite(g *growth) bool {
	if g.name >= 0 {
		return true
	}
	for i := g.head; i < g.end; i++ {
		if c.tokens[i].R().Definite() || c.nameAt[i] >= 0 || c.tokens[i].Is(isnad.Dem) {
			return true
		}
	}
	return false
}

// opens tells whether token i can be the first term of an idafa.
func (c *chunker) opens(i int) bool {
	r := c.tokens[i].R()
	if r.Definite() || c.nameAt[i] >= 0 || weekday(&c.tokens[i]) || r.POS == isnad.Num && year(c.tokens[i].Key) {
		return false
	}
	switch r.POS {
	case isnad.Noun, isnad.Num:
		f := r.Features
		return !f.Has(isnad.AccInd) && (!f.Any(isnad.NomCase|isnad.OblCase) || f.Any(isnad.Construct|isnad.Fem)) || f.Any(isnad.Construct)
	case isnad.Adj:
		if c.ranked(i) {
			return true
		}
		if f := r.Features; f.Any(isnad.NomCase|isnad.OblCase) && f.Has(isnad.Plur) && !f.Any(isnad.Construct|isnad.Fem) {
			return false // ākharūna has its nūn
		}
		return r.Features.Any(isnad.Elative|isnad.PartAct|isnad.PartPas) && !r.Features.Has(isnad.AccInd) // muttahiman-i r-raʾīsa
	}
	return false
}

// weekday tells whether a word is a day of the week, whose al- is part of it.
func weekday(t *isnad.Token) bool { return t.R().Class == "time" && strings.HasPrefix(t.Key, "ال") }

// ranked tells whether an indefinite adjective goes on with an idafa of persons: kabīru
// mufāwiḍī l-ḥukūma, amīnu ʿāmmi l-ḥizb.
func (c *chunker) ranked(i int) bool {
	r := c.tokens[i].R()
	if i+1 >= len(c.tokens) || r.Pro&^(isnad.ProWa|isnad.ProBi|isnad.ProLi) != 0 || r.Features.Any(isnad.AccInd) || c.tokens[i+1].Sentence != c.tokens[i].Sentence {
		return false
	}
	next := c.tokens[i+1].R()
	switch r.Lemma {
	case "كبير":
		return next.Features.Has(isnad.Human|isnad.Plur) && next.Pro&^isnad.ProAl == 0 && (next.Definite() || next.Features.Any(isnad.Construct))
	case "عام":
		return i > 0 && c.tokens[i-1].R().Features.Any(isnad.Human) && !c.tokens[i-1].R().Definite() && next.POS == isnad.Noun && next.Pro&^isnad.ProAl == 0 && next.Pron == ""
	}
	return false
}

func (c *chunker) term(g *growth) bool {
	i := g.end
	r := c.tokens[i].R()
	switch {
	case c.counted(g, i-1) && r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing|isnad.Human) && !r.Pro.Has(isnad.ProAl):
		return false // wajjaha 200 mutaẓāhirin kalimātin: what they addressed
	case r.Pron != "" && i-1 == g.head && i >= 2 && c.tokens[i-2].Is(isnad.Num):
		return false // laqiya 30 shakhṣan ḥatfa-hum: what became of them
	case weekday(&c.tokens[i]) && c.tokens[i-1].R().Features.Has(isnad.Human):
		return false // nadda-da mutaẓāhirun as-sabta: when he did
	case r.Pron != "" && c.tokens[i-1].R().Features.Has(isnad.Human) && (r.Lemma == "نفس" || r.Lemma == "مصرع" || r.Lemma == "حتف" || c.tokens[i-1].R().Country != ""):
		return false // fajjara ntiḥāriyyun nafsahu, laqiya junūdun atrākun maṣraʿahum
	case r.Features.Any(isnad.AccInd) && !c.tokens[i-1].Is(isnad.Num):
		return false // istahdafat ḍarbatu ṭāʾirati qiyādiyyan: no second term of an idafa has -an
	case c.stated(g, i), c.actedOn(g, r):
		return false
	case c.opens(i - 1):
		g.terms = append(g.terms, i)
		if (r.Class == "person" || r.Lemma == "نظير" && r.Pron != "") && g.name < 0 && (g.title < 0 || !r.Features.Has(isnad.Plur)) {
			g.title = i // ightiyālu raʾīsati l-wuzarāʾi ...: her name may follow
		}
		g.end++
		return true
	case c.ruling(g):
		g.end++ // al-ḥizbu l-ḥākimu
		return true
	case c.nation(g):
		g.end++ // al-junūdu l-atrāku
		return true
	case c.styled(g) && (g.name >= 0 || c.tokens[g.head].R().Features&(isnad.Sing|isnad.Plur) != isnad.Plur):
		g.end++ // wazīru l-khārijiyyati l-ustādhu ʿĀdil: a style before the name
		return true
	case r.Class == "person" && r.Pron == "" && !(r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing)) && g.name >= 0 && g.end == c.names[g.name].Tokens.End && c.person(g.name) && !c.another(g, r):
		g.terms = append(g.terms, i) // Lāfrūf wazīru l-khārijiyya: the office behind the name
		if g.office == 0 && len(g.terms) == 1 {
			g.office = i
		}
		g.end++
		return true
	}
	return false
}

// actedOn tells whether the next noun is what the subject that the phrase is so far acts on, and no
// second term of its idafa: ṣawwaba jundiyyun bunduqiyyata-hu, iḥtalla ṭullābun mabnā l-idāra.
func (c *chunker) actedOn(g *growth, r *isnad.Reading) bool {
	v := c.verbBefore(g)
	if v == nil {
		return false
	}
	h := c.tokens[g.head].R()
	if h.Definite() || !h.Features.Any(isnad.Human) && !moving[h.Class] {
		return false
	}
	if r.Pron != "" {
		return !office[h.Lemma] && refers(h, r.Pron)
	}
	if alone[h.Lemma] && len(g.terms) == 0 && (r.Class == "vehicle" || r.Class == "weapon" || r.Class == "building" || r.Class == "document") {
		return true // fajjara ntiḥāriyyun sayyāratan
	}
	return c.takes(v, r) && !c.takes(v, h)
}

// alone are people who are seldom told by what they have.
var alone = map[string]bool{
	"انتحاري": true, "انتحارية": true, "مسلح": true, "مجهول": true, "متظاهر": true, "محتج": true, "مستوطن": true, "متشدد": true, "متمرد": true, "ارهابي": true, "متطرف": true, "ملثم": true,
	"مهاجم": true, "ناشط": true, "متسلل": true, "شاب": true, "فتي": true, "معتصم": true, "مضرب": true, "غاضب": true, "جندي": true, "شرطي": true,
}

// moving are the classes of things that do something as those do who are in them.
var moving = map[string]bool{"person": true, "group": true, "body": true, "head": true, "vehicle": true}

// refers tells whether a pronoun may stand for a noun.
func refers(h *isnad.Reading, pron string) bool {
	switch f := h.Features; pron {
	case "ه":
		return f.Has(isnad.Masc | isnad.Sing)
	case "ها":
		return f.Has(isnad.Fem|isnad.Sing) || f.Any(isnad.Plur) && (!f.Has(isnad.Human) || f.Has(isnad.Broken))
	case "هم", "هما":
		return f.Has(isnad.Human) && f.Any(isnad.Plur|isnad.Dual)
	}
	return false
}

// verbBefore is the verb right before a phrase that takes an object and has none, nil when there is none.
func (c *chunker) verbBefore(g *growth) *isnad.Reading {
	i := g.head - 1
	for i >= 0 && c.tokens[i].Is(isnad.Num) {
		i--
	}
	if i < 0 || c.tokens[i].Sentence != c.tokens[g.head].Sentence || c.nameAt[i] >= 0 {
		return nil
	}
	if v := c.tokens[i].R(); v.POS == isnad.Verb && strings.HasPrefix(v.Class, "t") && v.Pron == "" && v.Features.Any(isnad.P3) && v.Features.Has(isnad.Active) {
		return v
	}
	return nil
}

// another tells whether an office behind a name that has one before it is somebody else's:
// istadʿā raʾīsu l-wuzarāʾi Fūkūdā safīra Miyānmār, hannaʾa l-maliku ʿAbdu llāhi r-raʾīsa l-andūnīsiyya.
func (c *chunker) another(g *growth, r *isnad.Reading) bool {
	start := c.names[g.name].Tokens.Start
	if land := c.names[g.name].Country; land != "" { // istaqbala Muḥammadu bnu Zāyidin wazīra l-khārijiyyati l-urduniyya
		for i := g.end + 1; i < min(g.end+4, len(c.tokens)) && !c.tokens[i].Is(isnad.Punct) && !c.tokens[i].Is(isnad.Prep); i++ {
			if of := c.tokens[i].R().Country; of != "" && of != land {
				return true
			}
		}
	}
	switch {
	case g.head >= start:
		return false
	case len(g.terms) > 0 && g.terms[0] < start && office[c.tokens[g.head].R().Lemma]:
		return office[r.Lemma]
	}
	return r.Pro.Has(isnad.ProAl) && ruler[r.Lemma]
}

// office are those who hold one that an idafa names.
var office = map[string]bool{"وزير": true, "رييس": true, "سفير": true, "حاكم": true, "محافظ": true, "مدير": true, "نايب": true, "قايد": true, "امين": true}

// ruler are those of whom each state has one.
var ruler = map[string]bool{"رييس": true, "ملك": true, "امير": true, "سلطان": true}

// statements are what somebody says something in.
var statements = map[string]bool{"بيان": true, "تصريح": true, "خطاب": true, "كلمة": true, "تغريدة": true, "رسالة": true, "تقرير": true, "منشور": true, "تدوينة": true, "برقية": true}

// meetings have statements of their own.
var meetings = map[string]bool{"قمة": true, "اجتماع": true, "موتمر": true, "جلسة": true, "لقاء": true, "دورة": true, "منظمة": true}

// stated tells whether what follows "in a statement" is its sentence's and no second term:
// adānat Qaṭaru fī bayānin il-hujūma. A statement of somebody's is an idafa.
func (c *chunker) stated(g *growth, i int) bool {
	if i != g.head+1 || g.head == 0 || c.tokens[g.head-1].Key != "في" || !statements[c.tokens[g.head].R().Lemma] {
		return false
	}
	r := c.tokens[i].R()
	return r.Thing() && !meetings[r.Lemma]
}

// styled tells whether the next word is a style (al-ustādh, al-ʿamīdu r-rukn) between a
// title and the name it belongs to.
func (c *chunker) styled(g *growth) bool {
	if g.title < 0 || g.name >= 0 || !c.definite(g) {
		return false
	}
	for i := g.end; i < len(c.tokens) && i < g.end+3 && c.tokens[i].Sentence == c.tokens[g.end].Sentence; i++ {
		if c.tokens[i].Is(isnad.Part) && i == g.end {
			continue // sumuwwu sh-shaykhi ..., maʿālī d-duktūri ...
		}
		if c.nameAt[i] >= 0 {
			return i > g.end && c.nameFrom(i, len(c.tokens)) >= 0
		}
		if !style(&c.tokens[i]) {
			return false
		}
	}
	return false
}

// style tells whether a word with al- is or may be one for a person, as ranks are that are names too: al-ʿimād.
func style(t *isnad.Token) bool {
	if r := t.R(); r.POS != isnad.Proper && r.POS != isnad.Noun {
		return false
	}
	for i := range t.Readings {
		if r := &t.Readings[i]; r.POS == isnad.Noun && r.Pro == isnad.ProAl && r.Class == "person" && r.Features.Has(isnad.Sing) {
			return true
		}
	}
	return false
}

func (c *chunker) extendName(g *growth, k int) bool {
	n := &c.names[k]
	if n.Cut != 0 || c.tokens[n.Tokens.Start].R().Pro&^isnad.ProAl != 0 && n.Rows == nil {
		return false
	}
	person := c.person(k)
	switch {
	case c.opens(g.end - 1):
		g.terms = append(g.terms, n.Tokens.Start)
		if person && g.name < 0 && g.title >= 0 {
			g.name = k
		}
	case person && g.title >= 0 && g.name < 0 && c.tokens[g.title].R().Features.Any(isnad.Plur) && !c.tokens[g.title].R().Features.Any(isnad.Sing):
		return false // sallama l-mutaẓāhirūna Jūn Akīj mudhakkiratan: many have not one name
	case person && g.title >= 0 && g.name < 0:
		g.name = k // wazīru l-khārijiyyati s-sūriyyu Walīdu l-Muʿallim
	case person && g.title >= 0 && c.names[g.name].Tokens.End == g.title+1 && c.names[g.name].Rows == nil && g.end == g.title+1:
		// ḥukūmatu r-raʾīsi Birwayz Musharraf
	case n.Kind == isnad.NameOrganisation && g.name < 0 && !c.kinded(n) && !oneOfEach[c.tokens[g.head].R().Lemma] && (c.tokens[g.head].R().Class == "group" || c.tokens[g.head].R().Class == "body"):
		g.name = k // al-ḥarakatu l-islāmiyya Ḥamās
	case g.name >= 0 && person && c.names[g.name].Kind == isnad.NameShape && c.names[g.name].Tokens.End == g.end:
	default:
		return false
	}
	g.end = n.Tokens.End
	return true
}

// oneOfEach are bodies of which a state has one, so that no name tells which.
var oneOfEach = map[string]bool{"حكومة": true, "شرطة": true, "جيش": true, "سلطة": true, "برلمان": true, "معارضة": true, "امن": true, "رياسة": true, "نظام": true, "محكمة": true, "وزارة": true, "قضاء": true, "دولة": true}

// kinded tells whether the name of a body begins with the word for its kind: it is a party
// of its own then, not what the body before it is called: haddadati sh-shurṭatu ḥizba l-umma.
func (c *chunker) kinded(n *isnad.Name) bool {
	r := c.tokens[n.Tokens.Start].R()
	return n.Tokens.Len() > 1 && r.POS == isnad.Noun && !r.Features.Has(isnad.Guessed) && (!r.Pro.Has(isnad.ProAl) || r.Class == "group" || r.Class == "body")
}

// quoted takes a name in quotation marks behind its kind: ḥarakatu «Fatḥ».
func (c *chunker) quoted(g *growth, end int) bool {
	open := c.tokens[g.end].Key
	shut := map[string]string{"\"": "\"", "«": "»", "(": ")", "'": "'"}[open]
	if shut == "" || g.end+2 >= end {
		return false
	}
	last := g.end + 2
	for last < end && last < g.end+6 && c.tokens[last].Key != shut {
		last++
	}
	if last >= end || c.tokens[last].Key != shut {
		return false
	}
	k := c.nameAt[g.end+1]
	switch {
	case open == "(":
		if k < 0 || c.names[k].Kind != isnad.NameOrganisation || c.tokens[g.head].R().Class == "person" || g.name >= 0 && c.names[g.name].Kind != isnad.NameOrganisation {
			return false // Ṭahrān (a f b): whoever reports it
		}
	case !c.opens(g.end-1) && k < 0:
		return false
	}
	if k >= 0 && g.name < 0 && g.title < 0 {
		g.name = int(k)
	}
	g.terms = append(g.terms, g.end+1)
	g.end = last + 1
	return true
}

// inner adds the further terms of a chain from a token on as phrases of their own.
func (c *chunker) inner(g growth, parent, from int) {
	p := c.out[parent]
	if from == 0 {
		c.nisbas(g, parent)
		c.twoStates(g, parent)
	}
	for _, t := range g.terms {
		if t < from || t >= g.end {
			continue
		}
		if c.inTitle(&g, t) {
			continue
		}
		q := isnad.Phrase{Tokens: isnad.Range{Start: t, End: c.ownEnd(t, g.end)}, Head: t, Prep: -1, Name: -1, Genitive: parent, Extends: -1, Sentence: p.Sentence}
		if c.tokens[t].Is(isnad.Dem) {
			q.Head = t + 1
		}
		if k := c.nameAt[t]; k >= 0 {
			q.Name = int(k)
			if c.names[k].Tokens.End < g.end && !c.person(int(k)) {
				q.Tokens.End = c.names[k].Tokens.End
			}
		} else if p.Name >= 0 && c.names[p.Name].Tokens.Start > t {
			q.Name = p.Name
		}
		q.Coord = len(c.out)
		c.out = append(c.out, q)
	}
}

// inTitle: the terms of an office (raʾīsu l-wuzarāʾi, wazīru l-khārijiyya) are no
// parties beside it.
func (c *chunker) inTitle(g *growth, t int) bool {
	return g.title >= 0 && t == g.title+1 && c.nameAt[t] < 0 && c.tokens[t].R().Pro.Has(isnad.ProAl) && (g.title != g.head || g.name >= 0 || c.tokens[t].R().Class == "body" || c.tokens[t].R().Features.Has(isnad.Plur))
}

// nisbas adds the adjectives of states beside an act or a thing as phrases of their
// own: the party of "the Israeli raids" is Israel, and nothing else names it.
func (c *chunker) nisbas(g growth, parent int) {
	if h := c.tokens[g.head].R(); h.Features.Any(isnad.Human) || h.Class == "person" || h.Class == "group" || h.Class == "body" || g.name >= 0 {
		return
	}
	list := len(c.out) // al-ḥiwāru s-saʿūdiyyu l-īrāniyyu: both talk
	for i := g.head + 1; i < g.end; i++ {
		if r := c.tokens[i].R(); r.POS == isnad.Adj && r.Country != "" && r.Features.Has(isnad.Nisba) && c.nameAt[i] < 0 {
			c.out = append(c.out, isnad.Phrase{Tokens: isnad.Range{Start: i, End: i + 1}, Head: i, Prep: -1, Name: -1, Genitive: parent, Extends: -1, Coord: list, Sentence: c.out[parent].Sentence})
		} else if len(c.out) > list {
			return
		}
	}
}
