package entity

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
)

// kunya words begin a name whatever follows: Abū Karīm. Umm is left out, being "or".
var kunya = map[string]bool{"ابو": true, "ابا": true}

// shape finds a run of given names and words that can only be names.
func (f *finder) shape(i, end int) (isnad.Name, bool) {
	cut, ok := f.opens(i, end)
	if !ok {
		return isnad.Name{}, false
	}
	j := i + 1
	for ; j < end && f.continues(i, j, end); j++ {
	}
	for j > i+1 && f.linking[f.tokens[j-1].Key] && f.tokens[j-1].Key != "عبد" {
		j-- // a name does not end in bin
	}
	n := isnad.Name{Tokens: isnad.Range{Start: i, End: j}, Kind: isnad.NameShape, Cut: cut}
	if j == i+1 && i > 0 && f.tokens[i-1].Is(isnad.Num) && f.given(i) != nil {
		return n, false // a million nasma, "souls"
	}
	if j == i+1 && len(f.tokens[i].Key) == 2 {
		return n, false // a letter
	}
	return n, !f.colloquial(i, j)
}

// opens tells whether a name of a person can begin at token i, and behind which proclitics.
func (f *finder) opens(i, end int) (cut int, ok bool) {
	t, r := &f.tokens[i], f.tokens[i].R()
	next := i+1 < end && !f.tokens[i+1].Is(isnad.Punct)
	switch {
	case r.Class == "time" && r.POS == isnad.Noun && next && slices.ContainsFunc(f.tokens[i+1].Readings, func(r isnad.Reading) bool { return r.Class == "time" }):
		return 0, false // al-wazīru fajra l-aḥad
	case next && isnad.Graded(f.tokens, i):
		return 0, false // al-farīqu awwalu rukni
	case r.POS == isnad.Proper && f.ofState(i):
		return 0, false // ar-raʾīsu s-sūdāniyyu ʿAbdu l-Fattāḥ
	case r.POS == isnad.Proper:
		title, al := strings.CutPrefix(t.Key[min(r.Cut(), len(t.Key)):], "ال")                                                // al-ʿimād is a rank, too
		style := al && next && (f.lx.List("style")[title] || r.Features.Has(isnad.Guessed) && !f.couldBe(i) && f.strong(i+1)) // al-Fallandī Jāk, too
		return r.Cut(), !grammar[t.Key] && !(style && f.tokens[i+1].Is(isnad.Proper))
	case t.Inside():
		return 0, false
	case f.linking[t.Key] && next && f.tokens[i+1].Is(isnad.Proper) && r.POS != isnad.Sub && r.POS != isnad.Conj && r.POS != isnad.Verb:
		return r.Cut(), true
	case next && f.tokens[i+1].Key == "بن" && !r.Features.Any(isnad.Human|isnad.Nisba) && r.Class != "person" && (r.POS == isnad.Noun || r.POS == isnad.Adj) && r.Pron == "" && r.Pro&^isnad.ProAl == 0:
		return 0, true // al-Ḥajjāj bin Yūsuf, Khālid bin Salmān
	}
	var room cutRoom
	for _, c := range cuts(t.Key, &room) {
		if kunya[c.first] && next && f.tokens[i+1].R().Pron == "" && !f.tokens[i+1].Is(isnad.Prep) {
			return c.cut, true
		}
		if c.first == "عبد" && next && strings.HasPrefix(f.tokens[i+1].Key, "ال") {
			return c.cut, true
		}
	}
	if !next {
		return 0, false
	}
	switch n := &f.tokens[i+1]; r.POS {
	case isnad.Noun, isnad.Adj, isnad.Proper, isnad.Other:
	case isnad.Prep: // ash-Shaykhu ʿalā ... is no ʿAlī
		if !f.linking[n.Key] && (!n.Is(isnad.Proper) || n.R().Pro != 0) {
			return 0, false
		}
	case isnad.Verb: // al-mukhriju kāna is no Kān
		if !f.linking[n.Key] && !f.strong(i) && (!n.Is(isnad.Proper) || n.R().Pro != 0) {
			return 0, false
		}
	case isnad.Sub, isnad.Conj, isnad.Rel, isnad.Neg:
		if t.Key != "ام" {
			return 0, false
		}
	}
	if r.POS == isnad.Noun && r.Class == "person" && r.Features.Has(isnad.Construct|isnad.Dual) && !f.strong(i) {
		return 0, false // ar-raʾīsu wazīrayi d-difāʿ
	}
	if f.titled(i) && r.Pron == "" && !(r.Class == "person" && f.title(i, end)) && (r.Pro == 0 && (r.Features.Has(isnad.Guessed) || f.surnameNext(i+1)) || f.anyGiven(i) || t.Key == "ام") {
		return 0, true
	}
	if g := f.given(i); g != nil && f.nextName(i+1, g.Row == "given", r.POS == isnad.Adj) {
		return g.Cut(), true
	}
	return 0, false
}

// ofState tells whether a word that can be the nisba of a state stands behind a definite title.
func (f *finder) ofState(i int) bool {
	if i == 0 || f.tokens[i-1].Sentence != f.tokens[i].Sentence {
		return false
	}
	if p := f.tokens[i-1].R(); p.POS != isnad.Noun || p.Class != "person" || !p.Pro.Has(isnad.ProAl) || p.Pron != "" {
		return false
	}
	t := &f.tokens[i]
	for k := range t.Readings {
		if r := &t.Readings[k]; r.POS == isnad.Adj && r.Country != "" && r.Pro == isnad.ProAl && r.Features.Has(isnad.Nisba) {
			return true
		}
	}
	return false
}

// surnameNext: al-ḥājj Maʿzūz al-Miṣrī, where grammar leaves no other way to read
// the word between.
func (f *finder) surnameNext(j int) bool {
	p, r := f.tokens[j-1].R(), f.tokens[j].R()
	if p.POS != isnad.Noun && p.POS != isnad.Adj || p.Class == "person" || p.Pro != 0 || p.Pron != "" {
		return false
	}
	return r.Pro == isnad.ProAl && r.Features.Has(isnad.Nisba|isnad.Sing) && !r.Features.Has(isnad.Fem)
}

// grammar words have the shape of a name, but are none alone.
var grammar = map[string]bool{"الله": true, "والله": true, "بالله": true, "لله": true, "تالله": true}

// anyGiven tells whether a word without clitics can be a given name at all.
func (f *finder) anyGiven(i int) bool {
	t := &f.tokens[i]
	for k := range t.Readings {
		if r := &t.Readings[k]; r.Class == "given" && r.Pro == 0 {
			return true
		}
	}
	return false
}

// given is the reading of a word as a given name, nil when it has none, is a verb or
// an office, or names an act (Fawz, Wafāʾ): "the victory of Muḥammad". A word that is
// only known from somebody's name is no sign of another's.
func (f *finder) given(i int) *isnad.Reading {
	t, best := &f.tokens[i], f.tokens[i].R()
	switch best.POS {
	case isnad.Noun, isnad.Adj, isnad.Proper, isnad.Other:
	default:
		return nil
	}
	if best.Features.Has(isnad.Masdar) && !best.Features.Has(isnad.Dual) || best.Pro.Has(isnad.ProAl) || best.Pron != "" {
		return nil
	}
	for k := range t.Readings {
		if r := &t.Readings[k]; r.Class == "given" && r.Cut() == best.Cut() && (r.Row == "given" || r.Row == "given.weak" && best.Class != "person" && (!best.Features.Has(isnad.Plur) || best.Features.Has(isnad.Sing)) || best.POS == isnad.Proper) {
			return r
		}
	}
	return nil
}

// nextName tells whether the word behind one that may be a given name, a strong one or
// a common word (adj: an adjective), is a name.
func (f *finder) nextName(j int, strong, adj bool) bool {
	t, r := &f.tokens[j], f.tokens[j].R()
	if r.Pro != 0 || r.Pron != "" {
		return strong && r.Pro == isnad.ProAl && r.Features.Has(isnad.Guessed)
	}
	if r.POS == isnad.Proper && r.Class != "state" && r.Class != "place" && (strong || adj || r.Class == "given") || kunya[t.Key] || t.Key == "بن" || t.Key == "عبد" {
		return true
	}
	if g := f.given(j); g != nil {
		return g.Row == "given" && (strong || adj || r.POS != isnad.Adj) || strong && !r.Features.Has(isnad.Fem)
	}
	return strong && r.Features.Has(isnad.Guessed) && r.POS != isnad.Verb
}

// fa tells whether what looks like fa- begins a name: Fāyid, Fadwā; ʿImād Farājīn, since
// no nominal has fa- right behind a given name.
func (f *finder) fa(j int) bool {
	r := f.tokens[j].R()
	return r.Pro == isnad.ProFa && (f.anyGiven(j) || (r.POS == isnad.Noun || r.POS == isnad.Adj) && r.Pron == "" && f.strong(j-1) && f.tokens[j-1].Is(isnad.Proper))
}

// couldBe tells whether a word can be a given name behind its proclitics.
func (f *finder) couldBe(i int) bool {
	t := &f.tokens[i]
	for k := range t.Readings {
		if t.Readings[k].Class == "given" {
			return true
		}
	}
	return false
}

// titled tells whether a definite word for one person stands before: as-sayyid Māhir.
func (f *finder) titled(i int) bool {
	if i == 0 || f.tokens[i-1].Sentence != f.tokens[i].Sentence {
		return false
	}
	if r := f.tokens[i].R(); r.Pro.Has(isnad.ProAl) && !r.Features.Has(isnad.Guessed) || r.Pro != 0 && !f.anyGiven(i) {
		return false
	}
	r := f.tokens[i-1].R()
	if i > 1 && r.Pro == isnad.ProAl && r.POS == isnad.Adj && r.Features.Has(isnad.Nisba) {
		r = f.tokens[i-2].R() // ash-shāʿiru l-filasṭīniyyu Salīm
	}
	one := !r.Features.Any(isnad.Plur|isnad.Dual) || r.Features.Has(isnad.Sing)
	return r.Pro.Has(isnad.ProAl) && one && r.Pron == "" && f.lx.List("style")[r.Lemma]
}

// continues tells whether token j goes on with the name that began at i.
func (f *finder) continues(i, j, end int) bool {
	t, r := &f.tokens[j], f.tokens[j].R()
	if foreignLetters(r) != foreignLetters(f.tokens[i].R()) {
		return false // Dīnīs Rītshī Dennis Ritchie: the second is the first once more
	}
	if f.ordinal(i, j) || f.adDin(f.tokens[j-1].Key, t.Key) {
		return true
	}
	if f.spokesman(j, end) {
		return false
	}
	if r.POS == isnad.Punct || r.Pro&^isnad.ProAl != 0 && !f.linked(j) && !f.fa(j) || f.when(j, end) {
		return false
	}
	if t.Key == "فان" && j+1 < end && f.tokens[j+1].Is(isnad.Proper) {
		return true // Rūd fān Nistilrūy looks like fa-anna
	}
	if len(t.Key) == 2 && !(j+1 < end && f.tokens[j+1].Key == ".") {
		return false // a letter alone is the name of a variable, or stands for a longer name
	}
	if r.POS == isnad.Verb && r.Pro == 0 && r.Pron == "" && r.Features.Any(isnad.P1|isnad.P2) && !r.Features.Any(isnad.P3) && f.tokens[j-1].R().Class == "given" {
		return true // Samīr Nashshār: nobody says "we" behind a name
	}
	if r.POS == isnad.Sub || r.POS == isnad.Verb && !f.linking[t.Key] && !f.linked(j) && !f.second(j, end) {
		return false
	}
	if r.POS == isnad.Proper && (r.Class == "place" || r.Class == "state") && f.tokens[j-1].R().Class != "given" && !f.linked(j) {
		return false // mufattishu ḥirāji l-Khalīl
	}
	return r.POS == isnad.Proper || f.fa(j) || f.linking[t.Key] && j+1 < end && f.nameLike(j+1) || f.familyName(i, j) || f.linked(j) || f.second(j, end) || f.unknownSurname(i, j)
}

// spokesman tells whether token j is an office that goes on, no surname: Saʿd Maʿn an-nāṭiqu
// bi-smi l-wizāra, al-qāʾidu l-ʿāmmu.
func (f *finder) spokesman(j, end int) bool {
	r := f.tokens[j].R()
	if r.POS != isnad.Noun || r.Class != "person" || r.Pro != isnad.ProAl || j+1 >= end {
		return false
	}
	n := f.tokens[j+1].R()
	return f.tokens[j+1].Key == "باسم" || n.POS == isnad.Adj && n.Pro == isnad.ProAl && !n.Features.Has(isnad.Nisba)
}

// when tells whether token j is a time of the next one: aʿlana Bārāk fajra l-yawm, though
// Fajr and Ṣabāḥ are names.
func (f *finder) when(j, end int) bool {
	return j+1 < end && f.time(j) && (f.time(j+1) || f.tokens[j+1].Is(isnad.Adv))
}

func (f *finder) time(i int) bool {
	t := &f.tokens[i]
	for k := range t.Readings {
		if t.Readings[k].Class == "time" && t.Readings[k].Pro&^isnad.ProAl == 0 {
			return true
		}
	}
	return false
}

// bears tells whether a name ends in a surname by which the person may be called again.
func (f *finder) bears(n *isnad.Name) bool {
	if n.Kind != isnad.NamePerson && n.Kind != isnad.NameShape || n.Tokens.Len() < 2 || f.linking[f.tokens[n.Tokens.End-2].Key] {
		return false
	}
	last := &f.tokens[n.Tokens.End-1]
	return len(last.Key) > 4 && last.Key != "الدين" && last.Key != "الله" && !f.ordinal(n.Tokens.Start, n.Tokens.End-1) && last.R().POS != isnad.Punct
}

// again finds the surname of somebody named in full before: after ʿAbdu l-Fattāḥi l-Burhān
// al-Burhān is no proof, and after Ayman ʿAwda a bare ʿAwda no return.
func (f *finder) again(i int, sentence isnad.Range) (n isnad.Name, ok bool) {
	if len(f.bearers) == 0 {
		return n, false
	}
	var room cutRoom
	for _, c := range cuts(f.tokens[i].Key, &room) {
		if n, ok = f.bearers[c.first]; ok && f.surname(i, c.cut, sentence) {
			n.Tokens, n.Cut, n.Also, n.AlsoRows = isnad.Range{Start: i, End: i + 1}, c.cut, nil, nil
			return n, true
		}
	}
	return n, false
}

// surname tells whether token i, which is somebody's surname, stands for him here.
func (f *finder) surname(i, cut int, sentence isnad.Range) bool {
	t, r := &f.tokens[i], f.tokens[i].R()
	var next *isnad.Reading
	if i+1 < sentence.End {
		next = f.tokens[i+1].R()
	}
	al := strings.HasPrefix(t.Key[cut:], "ال")
	switch {
	case r.POS == isnad.Proper && r.Class != "state" && r.Class != "place":
		return true
	case i > sentence.Start && f.tokens[i-1].Is(isnad.Prep) && (inPlace[f.tokens[i-1].Key] || r.Class == "place" || r.Class == "state"):
		return false
	case r.POS == isnad.Proper:
		return true
	case r.Pron != "" || (r.Class == "person" || r.Class == "group" || r.Class == "body") && (!f.family(i) || f.lx.List("style")[r.Lemma]):
		return false // "the minister" after Khalīl al-Wazīr
	case next != nil && al && next.Pro == isnad.ProAl && (next.POS == isnad.Adj || next.Features.Any(isnad.Nisba)):
		return false
	case al:
		return true
	case next != nil && next.Pro&^isnad.ProAl == 0 && (next.POS == isnad.Noun || next.POS == isnad.Proper || next.POS == isnad.Adj):
		return false // ʿawdatu l-lājiʾīn
	case i == sentence.Start:
		return next != nil && (next.POS == isnad.Verb || f.tokens[i+1].Key == ":")
	}
	prev := f.tokens[i-1].R()
	return cut == 0 && (prev.POS == isnad.Verb || prev.POS == isnad.Sub || prev.Class == "person" && prev.Pro.Has(isnad.ProAl) && prev.Features.Any(isnad.Sing))
}

// foreignLetters tells whether a word is not written in Arabic letters.
func foreignLetters(r *isnad.Reading) bool { return r.Row == "guess:foreign letters" }

// ordinal tells whether token j counts the bearers of a name: Luwīs as-sābiʿ, Binidiktus
// as-sādis ʿashar. Only given names stand before it.
func (f *finder) ordinal(i, j int) bool {
	r := f.tokens[j].R()
	if r.POS == isnad.Num && r.Pro == 0 {
		return j > i+1 && f.tokens[j].Key == "عشر" && f.ordinal(i, j-1)
	}
	if r.Pro != isnad.ProAl || !f.lx.List("ordinal")[r.Lemma] || j > i+2 {
		return false
	}
	for k := i; k < j; k++ {
		if !f.strong(k) && !(j == i+1 && f.tokens[k].R().Features.Has(isnad.Guessed) && f.titled(i)) {
			return false
		}
	}
	return true
}

// adDin tells whether two words are a laqab: Ṣalāḥ ad-Dīn.
func (f *finder) adDin(a, b string) bool { return b == "الدين" && f.lx.List("laqab")[a] }

func (f *finder) nameLike(i int) bool {
	t := &f.tokens[i]
	return t.Is(isnad.Proper) || t.R().Features.Any(isnad.Nisba|isnad.Guessed) || t.R().Pro.Has(isnad.ProAl) || kunya[f.tokens[i-1].Key] && !t.Is(isnad.Punct)
}

// linked: whatever stands behind bin or Abū is a name.
func (f *finder) linked(j int) bool {
	if !f.linking[f.tokens[j-1].Key] || f.tokens[j-1].Key == "ال" || f.tokens[j].Is(isnad.Punct) {
		return false
	}
	return !f.tokens[j].Is(isnad.Prep) || f.tokens[j].R().Pron != "" // Abū Bahā looks like bi-hā
}

// second: a word that can be a given name, behind a given name, is one, whatever
// else it means (Muḥammad ʿAwaḍ). ʿAlī is written as ʿalā where no object follows.
func (f *finder) second(j, end int) bool {
	t := &f.tokens[j]
	prev := f.tokens[j-1].R()
	if prev.Class != "given" && !prev.Features.Has(isnad.Guessed) && !f.couldBe(j-1) || t.R().Pro != 0 && !f.fa(j) {
		return false
	}
	if !f.couldBe(j-1) && !f.strong(j) {
		return false // Rāʾūl ghayru qādir: behind a word that nobody knows, a common word is one
	}
	if t.Is(isnad.Verb) && !f.fa(j) && (!f.anyGiven(j) || j+1 < end && f.tokens[j+1].R().Pro.Has(isnad.ProAl) || j+1 < end && !f.tokens[j+1].Is(isnad.Noun) && !f.tokens[j+1].Is(isnad.Punct)) {
		return false
	}
	if t.Is(isnad.Prep) {
		return t.Key == "علي" && t.R().Pron == "" && (j+1 >= end || f.tokens[j+1].Is(isnad.Punct) || f.tokens[j+1].Is(isnad.Verb) || f.tokens[j+1].Is(isnad.Prep))
	}
	if t.R().Features.Has(isnad.Human) && f.title(j, end) {
		return false
	}
	return f.anyGiven(j)
}

// unknownSurname: a word that nobody knows behind a single given name.
func (f *finder) unknownSurname(i, j int) bool {
	r := f.tokens[j].R()
	return j == i+1 && r.Features.Has(isnad.Guessed) && r.Pro == 0 && r.Pron == "" && (r.POS == isnad.Noun || r.POS == isnad.Adj) && f.couldBe(i)
}

// title: a word for an office with its genitive behind it, mukhtāru qaryati ....
func (f *finder) title(j, end int) bool {
	if j+1 >= end || f.tokens[j].R().POS != isnad.Noun {
		return false
	}
	n := f.tokens[j+1].R()
	return n.POS == isnad.Noun && n.Pro&^isnad.ProAl == 0 && n.Class != "given" && f.given(j+1) == nil
}

// familyName: a word with al- behind a given name is a family name when it is a
// nisba or unknown (Maḥmūd az-Zahhār, Ṣāliḥ al-Muṭlak). The nisba of a state says
// where he is from, unless nothing but given names stands before it (Māhir al-Miṣrī).
func (f *finder) familyName(i, j int) bool {
	r, prev := f.tokens[j].R(), f.tokens[j-1].R()
	if !r.Pro.Has(isnad.ProAl) || r.Pro&^isnad.ProAl != 0 || prev.Class == "state" || prev.Class == "place" {
		return false
	}
	if r.Features.Any(isnad.Guessed) || f.definiteGiven(j) {
		return true
	}
	if f.family(j) {
		return f.commonSurname(i, j)
	}
	if f.lx.List("orgplain")[r.Lemma] || r.Features.Has(isnad.Fem) && !r.Features.Has(isnad.Masc) || r.Features.Any(isnad.Plur|isnad.Dual) && !r.Features.Has(isnad.Sing) {
		return false
	}
	if !r.Features.Has(isnad.Nisba) {
		return f.commonSurname(i, j)
	}
	if strings.HasPrefix(r.Row, "states:") || r.Country != "" {
		return f.onlyGiven(i, j)
	}
	return !strings.HasPrefix(r.Row, "adjectives:") || f.onlyGiven(i, j) || f.tokens[j-1].R().Pro.Has(isnad.ProAl)
}

// definiteGiven: al-Ḥasan, al-Amīn.
func (f *finder) definiteGiven(j int) bool {
	t := &f.tokens[j]
	for k := range t.Readings {
		if r := &t.Readings[k]; r.Row == "given" && r.Cut() == 0 {
			return true
		}
	}
	return false
}

// family tells whether a word is known as a family name.
func (f *finder) family(j int) bool {
	t := &f.tokens[j]
	for k := range t.Readings {
		if r := &t.Readings[k]; r.Row == "given.family" && r.Cut() == 0 {
			return true
		}
	}
	return false
}

// onlyGiven tells whether nothing but given names and what links them stands from i to j.
func (f *finder) onlyGiven(i, j int) bool {
	for k := i; k < j; k++ {
		if f.linking[f.tokens[k].Key] || k > i && f.linking[f.tokens[k-1].Key] {
			continue
		}
		if f.given(k) == nil && f.tokens[k].R().Class != "given" && !(k == i && f.titled(i)) {
			return false
		}
	}
	return true
}

// commonSurname: a thing with al- behind given names (Yūsuf al-Quṭb), where no verb
// before them can have it as its object, and it is no time, act or office.
func (f *finder) commonSurname(i, j int) bool {
	r := f.tokens[j].R()
	if r.POS == isnad.Adj && j == i+1 && f.titled(i) && !r.Features.Any(isnad.Elative) {
		return true // al-fannānatu Fāṭimatu l-Muḥibb
	}
	if !f.onlyGiven(i, j) || !f.strong(j-1) && !f.titled(j-1) || f.tokens[j-1].Is(isnad.Prep) {
		return false
	}
	family := f.family(j)
	if r.POS == isnad.Adj && family {
		return true
	}
	if r.POS != isnad.Noun || r.Features.Any(isnad.Masdar|isnad.Human) && !family {
		return false
	}
	switch r.Class {
	case "person", "time", "body", "group", "event":
		if !family {
			return false
		}
	}
	return i == 0 || f.tokens[i-1].Sentence != f.tokens[i].Sentence || f.tokens[i-1].Is(isnad.Prep) || f.titled(i) || f.tokens[i-1].Is(isnad.Punct)
}

// colloquial tells whether a run has a word that only speech has, or stands in a
// sentence of them: what is not known there is no name.
func (f *finder) colloquial(i, j int) bool {
	known := false
	for k := i; k < j; k++ {
		if f.colloquialWord(k) {
			return true
		}
		known = known || f.strong(k) || f.linking[f.tokens[k].Key]
	}
	return !known && f.speech(f.tokens[i].Sentence, i)
}

// strong tells whether a word is a given name above all.
func (f *finder) strong(k int) bool {
	t := &f.tokens[k]
	for i := range t.Readings {
		if t.Readings[i].Row == "given" {
			return true
		}
	}
	return false
}

func (f *finder) colloquialWord(k int) bool {
	r := f.tokens[k].R()
	return f.lx.List("colloquial")[f.tokens[k].Key] || f.lx.List("colloquial")[r.Stem] || strings.HasSuffix(r.Row, "of the spoken language")
}

// speech tells whether the sentence around token i has a colloquial word.
func (f *finder) speech(sentence, i int) bool {
	for k := i; k >= 0 && f.tokens[k].Sentence == sentence; k-- {
		if f.colloquialWord(k) {
			return true
		}
	}
	for k := i + 1; k < len(f.tokens) && f.tokens[k].Sentence == sentence; k++ {
		if f.colloquialWord(k) {
			return true
		}
	}
	return false
}
