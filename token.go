package isnad

import (
	"slices"
	"strings"
)

// A Sentence is a stretch of text that is read on its own.
type Sentence struct {
	Span
	Tokens    Range // indexes of Document.Tokens
	Paragraph int   // from 0
	Dropped   bool  // lies in a dropped part: read, never coded
	Title     bool  // stands on the title line, above the text
}

// A Range is a half-open range of indexes of another layer.
type Range struct{ Start, End int }

// Len is the number of items in the range.
func (r Range) Len() int { return r.End - r.Start }

// Has tells whether i lies in the range.
func (r Range) Has(i int) bool { return r.Start <= i && i < r.End }

// POS is a coarse part of speech.
type POS uint8

// Parts of speech; the names printed are those of Universal Dependencies.
const (
	Other POS = iota
	Verb
	Noun
	Proper
	Adj
	Prep
	Conj  // coordinating: wa, aw, thumma, lakin
	Sub   // subordinating: an, inna, idha, lamma
	Pron  // free pronoun
	Dem   // demonstrative
	Rel   // relative: alladhi, man, ma
	Neg   // lam, lan, la, ma, laysa, ghayr
	Part  // qad, sawfa, and others
	Adv   // adverb or adverbial noun
	Num   // digits or number word
	Punct // punctuation
)

var posNames = [...]string{"X", "VERB", "NOUN", "PROPN", "ADJ", "ADP", "CCONJ", "SCONJ", "PRON", "DET", "REL", "NEG", "PART", "ADV", "NUM", "PUNCT"}

// String names the part of speech.
func (p POS) String() string { return posNames[p] }

// ParsePOS is the part of speech of a name that String gives; Other for any other.
func ParsePOS(name string) POS { return POS(max(0, slices.Index(posNames[:], name))) }

// Proclitics of a token, as a set.
type Proclitics uint16

// The proclitics that Arabic writes inside a word, in their order.
const (
	ProA   Proclitics = 1 << iota // hamza of question
	ProWa                         // wa- "and"
	ProFa                         // fa- "so"
	ProLa                         // la- of emphasis
	ProBi                         // bi- "with"
	ProKa                         // ka- "like"
	ProLi                         // li- "for, to"
	ProSa                         // sa- future
	ProAl                         // al- "the"
	ProLiV                        // li- before a verb, "in order to"
)

// Has tells whether any of q is in p.
func (p Proclitics) Has(q Proclitics) bool { return p&q != 0 }

// Features of a reading, as a set. Absence means unknown or unmarked.
type Features uint32

// Grammatical features. Masc and Fem, or the numbers, may both be set when the
// written form does not tell.
const (
	Masc Features = 1 << iota
	Fem
	Sing
	Dual
	Plur
	P1 // first person
	P2
	P3
	Past
	Present
	Imper
	Active
	Passive
	Jussive // stem or ending only of the shortened moods
	NomCase // -un, -ūna, -āni
	OblCase // -īna, -ayni
	AccInd  // written tanwin -an
	Masdar
	PartAct
	PartPas
	Nisba
	Elative
	Human
	Construct // an ending that only a first term of idafa has (dropped nūn)
	Broken    // broken plural
	Guessed   // not in the lexicon
)

// Has tells whether all of g is in f.
func (f Features) Has(g Features) bool { return f&g == g }

// Any tells whether any of g is in f.
func (f Features) Any(g Features) bool { return f&g != 0 }

// A Reading is one way to read a written word.
type Reading struct {
	POS      POS
	Pro      Proclitics
	Pron     string   // pronoun suffix, folded: "ه", "ها", "هم"; "" when none
	Stem     string   // folded, between the clitics, without al-
	Lemma    string   // folded dictionary form; for a masdar or participle its own singular
	Verb     string   // folded lemma of the verb it derives from, or of itself; "" for other words
	Class    string   // lexicon class of the noun: person, place, weapon, ...; of a verb its frame; "" when unknown
	Country  string   // code that the word itself implies: of a nisba, a people, a place
	Row      string   // lexicon row, "verbs:qwl.1"; "guess:..." with its reason when unknown
	Features Features //
	Cost     int      // lexical cost; less is likelier
}

// A Token is a written unit between spaces or punctuation.
type Token struct {
	Span
	Fold     int       // byte offset of Key in Normal.Text
	Key      string    // folded written form
	Sentence int       // index of Document.Sentences
	Readings []Reading // at least one, by lexical cost. Shared between tokens: never written to
	Best     int       // index of the chosen reading
	Compound string    // lemma of the compound that begins here: "من قبل"; "" none
	Within   POS       // of the compound it stands in, the first word included; Other none
	Tanwin   bool      // written with a fatḥatān
}

// Inside tells whether it stands in a compound: a preposition, a connective, an adverb of several words.
func (t *Token) Inside() bool { return t.Within != Other }

// Aside tells whether the compound it stands in governs nothing and joins nothing: ʿalā
// l-fawr, raḥimahu llāh, ṣāḥibu s-sumuww.
func (t *Token) Aside() bool { return t.Within == Adv || t.Within == Part }

// R is the chosen reading.
func (t *Token) R() *Reading { return &t.Readings[t.Best] }

// Is tells whether the chosen reading has the part of speech.
func (t *Token) Is(p POS) bool { return t.Readings[t.Best].POS == p }

// Definite tells whether the word is definite by its own form: al-, also one that is part of it
// (al-Kūnghris), a pronoun, or a name.
func (r *Reading) Definite() bool {
	return r.Pro.Has(ProAl) || r.Pron != "" || r.POS == Proper || r.ownArticle()
}

// ownArticle tells whether a word for a body has its al- always; alwiya "brigades" begins with another letter.
func (r *Reading) ownArticle() bool {
	return r.POS == Noun && r.Features.Has(Human) && strings.HasPrefix(r.Stem, "ال") && strings.HasPrefix(r.Row, "agents:ال")
}

// Thing tells whether a word means neither people nor a body, a place or a time.
func (r *Reading) Thing() bool {
	switch r.Class {
	case "person", "group", "body", "time", "place", "state":
		return false
	}
	return !r.Features.Has(Human)
}

// honorifics stand for a person together with a pronoun: sumuwwu-hu, maʿālī-hā.
var honorifics = map[string]bool{"سمو": true, "معالي": true, "سعادة": true, "فخامة": true, "جلالة": true, "سيادة": true, "غبطة": true, "قداسة": true, "فضيلة": true, "نيافة": true, "سماحة": true}

// Honorific tells whether a word is "His Highness", "Her Excellency", "Their Majesties".
func (r *Reading) Honorific() bool {
	return r.Pron != "" && r.POS == Noun && honorifics[r.Lemma] && (r.Pron == "ه" || r.Pron == "ها" || r.Pron == "هما" || r.Pron == "هم")
}

// ranks of officers, and what goes on with them: al-farīqu awwalu rukni, al-liwāʾu r-ruknu.
var (
	ranks  = map[string]bool{"مشير": true, "فريق": true, "لواء": true, "عميد": true, "عقيد": true, "مقدم": true, "رايد": true, "نقيب": true, "ملازم": true, "رقيب": true, "مساعد": true, "عماد": true}
	grades = map[string]bool{"اول": true, "ثان": true, "ثاني": true, "ركن": true, "طيار": true, "بحري": true, "مهندس": true, "متقاعد": true, "حقوقي": true, "طبيب": true, "مظلي": true}
)

// Graded tells whether token i goes on with the rank of an officer.
func Graded(tokens []Token, i int) bool {
	for k := i; k >= 0 && tokens[k].Sentence == tokens[i].Sentence; k-- {
		if !grades[strings.TrimPrefix(tokens[k].Key, "ال")] {
			return k < i && ranks[tokens[k].R().Lemma]
		}
	}
	return false
}

// AlsoBody tells whether a word with al- that is read as an adjective may be a body itself: al-muʿāraḍa.
func (t *Token) AlsoBody() bool {
	for i := range t.Readings {
		if r := &t.Readings[i]; r.POS == Noun && r.Pro == ProAl && (r.Class == "group" || r.Class == "body") {
			return t.Is(Adj) && t.R().Pro == ProAl
		}
	}
	return false
}

// Cut is the byte length, in the folded form, of the proclitics before al-.
func (r *Reading) Cut() (n int) {
	for _, p := range [...]Proclitics{ProA, ProWa, ProFa, ProLa, ProBi, ProKa, ProLi, ProSa, ProLiV} {
		if r.Pro.Has(p) {
			n += 2
		}
	}
	return n
}
