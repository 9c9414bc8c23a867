package entity

import (
	"strings"

	"github.com/isnad/isnad"
)

// longestComposed bounds the words of an organisation that is put together here.
const longestComposed = 9

// composed finds an organisation that no gazetteer has to list: a word for a kind
// of body and what names it, baladiyyatu Nāblus, al-lajnatu l-qawmiyyatu l-ʿarabiyya.
// Its Rows are nil, unless it is a known name behind its kind; a state, place or
// person in it stands in AlsoRows, since it tells whose body it is.
func (f *finder) composed(i, end int) (isnad.Name, bool) {
	r := f.tokens[i].R()
	if r.POS != isnad.Noun || r.Pron != "" || !f.head(r) || f.tokens[i].Inside() {
		return isnad.Name{}, false
	}
	if i+1 < end && f.lx.List("villagehead")[r.Lemma] && f.tokens[i+1].R().Features.Has(isnad.Guessed) {
		return isnad.Name{}, false // mudīriyyatu X is a district, mudīriyyatu l-amn is none
	}
	c := composition{finder: f, start: i, end: min(end, i+longestComposed), at: i + 1, head: r}
	lil := r.Pro.Has(isnad.ProLi) && r.Pro.Has(isnad.ProAl) && strings.HasPrefix(r.Stem, "ل")
	ok := false
	if r.Pro.Has(isnad.ProAl) {
		ok = c.adjectives(true)
	}
	if !ok && (!r.Pro.Has(isnad.ProAl) || lil) { // lil-lajna and li-lajnati l-quds are written alike
		c.at = i + 1
		ok = c.chain()
	}
	if !ok {
		return isnad.Name{}, false
	}
	n := isnad.Name{Tokens: isnad.Range{Start: i, End: c.at}, Kind: isnad.NameOrganisation, Cut: r.Cut(), Rows: c.rows}
	for _, in := range c.inner {
		n.Also, n.AlsoRows = append(n.Also, in.Kind), append(n.AlsoRows, in.Rows[0])
	}
	return n, true
}

// head tells whether a word can begin an organisation: one body, or a plural that is one.
func (f *finder) head(r *isnad.Reading) bool {
	heads := f.lx.List("orghead")
	if heads[r.Stem] {
		return true
	}
	return heads[r.Lemma] && !r.Features.Any(isnad.Plur|isnad.Dual)
}

// A composition is an organisation in the making.
type composition struct {
	*finder
	start, at, end int
	head           *isnad.Reading
	rows           []uint32     // of the organisation that the name is
	inner          []isnad.Name // states, places and persons in it
}

// chain reads what follows a head in the construct state: terms without al-, then
// a name or a word with al-, then adjectives. A kind with a common noun alone
// (markazu l-madīna, ḥarakatu l-murūr) is no name.
func (c *composition) chain() bool {
	common := c.lx.List("orgcommon")[c.head.Lemma] || c.lx.List("orgcommon")[c.head.Stem]
	terms := 0
	for ; c.at < c.end; c.at++ {
		if c.quotedName() {
			c.adjectives(false)
			return true
		}
		if c.name() {
			c.adjectives(false)
			return true
		}
		t, r := &c.tokens[c.at], c.tokens[c.at].R()
		switch {
		case terms > 0 && c.lx.List("orghead")[r.Lemma]:
			return false // majlisu idārati l-bank: the bank is the body
		case r.Pro == isnad.ProAl && (r.POS == isnad.Noun || r.POS == isnad.Adj || r.POS == isnad.Proper):
			c.at++
			if r.POS == isnad.Proper {
				return true
			}
			if terms == 0 && r.Features.Has(isnad.Masdar) && c.lx.List("orgtask")[c.head.Lemma] {
				common = true // lajnatu t-taḥqīq, which investigates
			}
			more := c.and(r)
			return c.adjectives(false) || more || !common || terms > 0
		case t.Is(isnad.Proper) && r.Pro == 0:
			return c.unknown()
		case r.Pro == 0 && r.Pron == "" && r.POS == isnad.Noun && !r.Features.Any(isnad.AccInd) && !c.lx.List("quantifier")[r.Lemma]:
			terms++
		case r.Pro == 0 && r.POS == isnad.Adj && r.Country == "" && c.at == c.start+1 && c.at+1 < c.end && c.tokens[c.at+1].Is(isnad.Proper):
			terms++ // majlisun maḥalliyyun Qalqīlya, as headings have it
		default:
			return false
		}
	}
	return false
}

// name takes a name of the gazetteer; behind a head it is one even where the word
// has another meaning (markazu Bābil), with al- where only places stand (baladiyyatu n-Nāṣira).
func (c *composition) name() bool {
	if c.tokens[c.at].R().Pro&^isnad.ProAl != 0 {
		return false
	}
	n, ok := c.finder.at(c.at, c.end)
	if !ok && c.at == c.start+1 && c.lx.List("placehead")[c.head.Lemma] {
		n, ok = c.placeName(c.at, c.end, c.head)
	}
	if !ok && !strings.HasPrefix(c.tokens[c.at].Key, "ال") {
		n, ok = c.place(c.at, c.end)
	}
	if !ok || n.Cut != 0 {
		return false
	}
	switch {
	case n.Kind == isnad.NameOrganisation && c.at == c.start+1:
		c.rows = n.Rows
	case len(n.Rows) > 0 && (n.Kind == isnad.NamePlace || n.Kind == isnad.NameState || n.Kind == isnad.NameCapital || n.Kind == isnad.NamePerson):
		c.inner = append(c.inner, n)
	}
	c.at = n.Tokens.End
	return true
}

// quotedName takes up to four words in quotation marks behind the head itself.
func (c *composition) quotedName() bool {
	if c.at != c.start+1 || !opening[c.tokens[c.at].Key] {
		return false
	}
	for j := c.at + 2; j < min(c.end, c.at+6); j++ {
		if !closing[c.tokens[j].Key] {
			continue
		}
		if n, ok := c.finder.at(c.at+1, j); ok && n.Tokens.End == j && n.Kind == isnad.NameOrganisation {
			c.rows = n.Rows
		} else if n, ok := c.quoted(c.at+1, c.start, c.end); ok {
			c.rows = n.Rows
		}
		c.at = j + 1
		return true
	}
	return false
}

var (
	opening = map[string]bool{"\"": true, "«": true, "'": true}
	closing = map[string]bool{"\"": true, "»": true, "'": true}
)

// unknown takes the run of proper nouns that nobody knows.
func (c *composition) unknown() bool {
	for n := 0; c.at < c.end && n < 3 && c.tokens[c.at].Is(isnad.Proper) && c.tokens[c.at].R().Pro&^isnad.ProAl == 0; n++ {
		c.at++
	}
	c.adjectives(false)
	return true
}

// and takes the second of two fields: wizāratu t-tarbiyati wa-t-taʿlīm.
func (c *composition) and(first *isnad.Reading) bool {
	more := false
	for c.at < c.end && first.POS == isnad.Noun && first.Thing() {
		r := c.tokens[c.at].R()
		if r.Pro != isnad.ProWa|isnad.ProAl || r.POS != isnad.Noun || !r.Thing() || c.lx.List("orghead")[r.Lemma] {
			break
		}
		c.at++
		more = true
	}
	return more
}

// adjectives takes adjectives with al- and a purpose behind them: lil-awrāqi l-māliyya.
// Of a head with al- they are the name, so one of them has to be a nisba that tells
// it apart, or there are two.
func (c *composition) adjectives(needed bool) bool {
	from, naming := c.at, 0
	for ; c.at < c.end; c.at++ {
		r := adjective(&c.tokens[c.at], c.at > from)
		if r == nil || naming > 1 && c.tokens[c.at].AlsoBody() || needed && !agrees(c.head, r) || !needed && c.strange(r) || c.clause(c.at, r) || c.peopleApart(r) || isnad.Closed(c.tokens, c.start, c.at, r) ||
			r.Pro.Has(isnad.ProWa) && !isnad.Agree(c.tokens[c.at-1].R(), r) { // quwwātu l-kūmandūz al-amniyyatu wa-l-musalliḥūn
			break
		}
		switch {
		case r.Country != "":
			naming += 2
		case r.Features.Has(isnad.Nisba) && !c.lx.List("orgplain")[r.Lemma]:
			naming++
		}
	}
	if needed && (naming == 0 || naming == 1 && c.at-from == 1 && !c.purposeful() && !c.titled()) {
		return false
	}
	took := c.at > from
	if took && !needed && c.and(c.tokens[from-1].R()) {
		c.adjectives(false)
	}
	return c.purpose() || took
}

// strange tells whether an adjective agrees with none of the nouns so far: iʿtaqalat sulṭātu
// Rūsiyā ṣ-ṣuḥufiyya l-muʿāriḍa. Of a word that nobody knows it may say anything.
func (c *composition) strange(adj *isnad.Reading) bool {
	for i := c.start; i < c.at; i++ {
		r := c.tokens[i].R()
		if r.Features.Has(isnad.Guessed) || r.POS == isnad.Proper && !c.landAt(i) || (r.POS == isnad.Noun || r.POS == isnad.Adj) && isnad.Agree(r, adj) {
			return false
		}
	}
	return true
}

// landAt tells whether a token is in a state or place that the name has taken.
func (c *composition) landAt(i int) bool {
	for _, n := range c.inner {
		if n.Tokens.Has(i) && n.Kind != isnad.NamePerson {
			return true
		}
	}
	return false
}

// farther is by how much less likely a word may be an adjective than what it is: al-qarya is no nisba of Qurayyā.
const farther = 11

// adjective is the reading of a token as an adjective with al-, behind another one
// also with wa-; nil when it is none. What the words around made a noun or a state
// (al-qawmiyya, as-Saʿūdiyya) is one behind a body.
func adjective(t *isnad.Token, second bool) *isnad.Reading {
	if t.Is(isnad.Verb) || t.Is(isnad.Prep) {
		return nil
	}
	fits := func(r *isnad.Reading) bool {
		return r.Pron == "" && r.POS == isnad.Adj && (r.Pro == isnad.ProAl || second && r.Pro == isnad.ProWa|isnad.ProAl)
	}
	if r := t.R(); fits(r) {
		return r
	}
	for i := range t.Readings {
		if r := &t.Readings[i]; fits(r) && r.Features.Has(isnad.Nisba) && r.Cost < t.R().Cost+farther {
			return r
		}
	}
	return nil
}

// clause tells whether an adjective begins a clause or only says something of the
// body: at-tābiʿu li-, al-mutafarriʿatu min, as-sābiq.
func (c *composition) clause(at int, r *isnad.Reading) bool {
	if c.lx.List("orgclause")[r.Lemma] {
		return true
	}
	if !r.Features.Any(isnad.PartAct|isnad.PartPas) || at+1 >= len(c.tokens) {
		return false
	}
	n := c.tokens[at+1].R()
	return n.POS == isnad.Prep || n.Pro.Has(isnad.ProBi) || n.Pro == isnad.ProLi
}

// titled tells whether a lone nisba that is no state's makes the name: of bodies
// whose kind is no common word.
func (c *composition) titled() bool {
	return !c.lx.List("orgcommon")[c.head.Lemma] || c.head.Lemma == "لجنة" || c.head.Lemma == "جامعة" || c.head.Lemma == "شركة"
}

func (c *composition) purposeful() bool {
	at := c.at
	ok := c.purpose()
	c.at = at
	return ok
}

// purpose takes li- and a definite noun with its adjectives. A masdar says what
// somebody does to the body rather than what it is for, unless it has al- and no name
// stands before it: baladiyyatu Nāblus li-sh-shurūʿ.
func (c *composition) purpose() bool {
	if c.at >= c.end {
		return false
	}
	r := c.tokens[c.at].R()
	if !r.Pro.Has(isnad.ProLi) || r.Pro&^(isnad.ProLi|isnad.ProAl) != 0 || r.POS != isnad.Noun || r.Pron != "" || r.Class == "time" || r.Class == "person" {
		return false
	}
	if !r.Pro.Has(isnad.ProAl) && (c.rules() || !c.football(r)) || r.Features.Has(isnad.Masdar) && len(c.inner) > 0 {
		return false
	}
	at := c.at + 1
	if !r.Pro.Has(isnad.ProAl) {
		at++
	}
	for at < c.end && c.tokens[at].R().Pro == isnad.ProAl && c.tokens[at].Is(isnad.Adj) {
		at++
	}
	c.at = at
	if r.Pro.Has(isnad.ProAl) {
		c.and(r)
	}
	return true
}

// rules tells whether the head governs, in which case what li- begins is no purpose of its own: istajābati
// l-ḥukūmatu l-urduniyyatu li-maṭālibi l-muʿallimīn.
func (c *composition) rules() bool {
	switch c.head.Lemma {
	case "حكومة", "سلطة", "رياسة", "جيش", "شرطة", "برلمان", "دولة", "مملكة":
		return true
	}
	return false
}

// football: li-kurati l-qadam, an idafa that is no masdar.
func (c *composition) football(r *isnad.Reading) bool {
	return !r.Features.Has(isnad.Masdar) && r.Thing() && c.at+1 < c.end && c.tokens[c.at+1].R().Pro == isnad.ProAl && c.tokens[c.at+1].Is(isnad.Noun)
}

// peopleApart tells whether an adjective means people in the plural, of whom the name so far
// has none: hājamat wizāratu d-difāʿi l-musallaḥīna.
func (c *composition) peopleApart(a *isnad.Reading) bool {
	if !a.Features.Has(isnad.Masc|isnad.Plur) || a.Features.Any(isnad.Sing) {
		return false
	}
	for i := c.start; i < c.at; i++ {
		if r := c.tokens[i].R(); r.Features.Any(isnad.Plur) || !r.Features.Any(isnad.Sing) && r.POS != isnad.Punct {
			return false
		}
	}
	return true
}

// agrees: gender of a head and its adjective; plurals of things are feminine, those of
// men have plurals.
func agrees(h, a *isnad.Reading) bool {
	if h.Features.Has(isnad.Plur|isnad.Human) && !h.Features.Any(isnad.Sing|isnad.Fem) {
		return a.Features.Any(isnad.Plur)
	}
	g := h.Features & (isnad.Masc | isnad.Fem)
	if h.Features.Has(isnad.Plur) && !h.Features.Has(isnad.Sing) {
		g = isnad.Fem
	}
	v := a.Features & (isnad.Masc | isnad.Fem)
	return g == 0 || v == 0 || g&v != 0
}
