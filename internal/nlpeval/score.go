package nlpeval

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

// A Count is how many of how many were right.
type Count struct{ Right, All int }

// Share is the count as a percentage.
func (c Count) Share() float64 {
	if c.All == 0 {
		return 0
	}
	return 100 * float64(c.Right) / float64(c.All)
}

func (c *Count) add(right bool) {
	c.All++
	if right {
		c.Right++
	}
}

// An F counts spans: proposed, true, and both.
type F struct{ Found, True, Both int }

// Score returns precision, recall and F1 in per cent.
func (f F) Score() (p, r, f1 float64) {
	p, r = Count{f.Both, f.Found}.Share(), Count{f.Both, f.True}.Share()
	if p+r > 0 {
		f1 = 2 * p * r / (p + r)
	}
	return p, r, f1
}

// Scores of one set: index 0 the open part, 1 the held quarter.
type Scores struct {
	Clitics, Whole, POS, Lemma [2]Count // Whole: leaving every word uncut
	Names                      [2]map[string]*F
	Subject, Object            [2]F
	Errors                     []string // of the open part
}

// A Scheme says where a set draws lines that grammars draw differently.
type Scheme struct {
	Zuruf      Class // adverbial nouns that stand as prepositions (khilāla, fawqa)
	Dem, Rel   Class
	Quantifier Class // kull, baʿḍ, ayy and their like, which UD calls determiners
	Ghayr      Class // ghayr "other than, not"
	Kindword   bool  // "city of", "village of" belong to the name of a place
}

// Score reads documents and compares.
func Score(r *pipeline.Reader, docs []Doc, sch Scheme) Scores {
	var s Scores
	for i := range s.Names {
		s.Names[i] = map[string]*F{"PER": {}, "ORG": {}, "LOC": {}}
	}
	for _, d := range docs {
		text, spans := layout(d)
		doc := r.Annotate(isnad.Article{Text: text})
		at := align(doc.Tokens, spans)
		for i, sent := range d {
			s.words(&doc, sent, at[i], sch)
			s.roles(sent, Roles(&doc, at[i]))
		}
		s.names(&doc, d, spans, sch)
	}
	return s
}

// layout writes a document out and says where each word stands.
func layout(d Doc) (string, [][]isnad.Span) {
	var b strings.Builder
	spans := make([][]isnad.Span, len(d))
	for i, s := range d {
		for j, w := range s.Words {
			if j > 0 && !w.Glued {
				b.WriteByte(' ')
			}
			start := b.Len()
			b.WriteString(w.Text)
			spans[i] = append(spans[i], isnad.Span{Start: start, End: b.Len()})
		}
		b.WriteByte('\n')
	}
	return b.String(), spans
}

// align gives each word the tokens that begin in it.
func align(ts []isnad.Token, spans [][]isnad.Span) [][][]int {
	out := make([][][]int, len(spans))
	t := 0
	for i, ss := range spans {
		out[i] = make([][]int, len(ss))
		for j, sp := range ss {
			for t < len(ts) && ts[t].Start < sp.End {
				if ts[t].Start >= sp.Start {
					out[i][j] = append(out[i][j], t)
				}
				t++
			}
		}
	}
	return out
}

func (s *Scores) words(doc *isnad.Document, sent Sentence, at [][]int, sch Scheme) {
	h := 0
	if sent.Held {
		h = 1
	}
	for j, w := range sent.Words {
		if len(at[j]) == 0 {
			s.miss(h, "token", sent, j, "no token begins in the word")
			continue
		}
		r := doc.Tokens[host(doc, at[j])].R()
		if w.Stem != "" {
			pro, stem, pron := Cut(r)
			ok := len(at[j]) == 1 && pro == strings.Join(w.Pro, "+") && sameStem(stem, w.Stem) && pron == w.Pron
			s.Clitics[h].add(ok)
			s.Whole[h].add(len(w.Pro) == 0 && w.Pron == "")
			if !ok {
				s.miss(h, "clitics", sent, j, fmt.Sprintf("%s|%s|%s not %s|%s|%s  %s", pro, stem, pron, strings.Join(w.Pro, "+"), w.Stem, w.Pron, r.Row))
			}
		}
		if w.Class != ClassNone {
			c := ClassOf(r, sch)
			s.POS[h].add(c == w.Class)
			if c != w.Class {
				s.miss(h, "pos", sent, j, fmt.Sprintf("%s not %s  %s %s", c, w.Class, r.POS, r.Row))
			}
		}
		if w.Lemma != "" {
			lemma := lemmaOf(r)
			s.Lemma[h].add(lemma == w.Lemma)
			if lemma != w.Lemma {
				s.miss(h, "lemma", sent, j, fmt.Sprintf("%s not %s  %s %s", lemma, w.Lemma, r.POS, r.Row))
			}
		}
	}
}

// host is the token that is compared: the first that is neither a sign nor a
// clitic that stands alone before digits.
func host(doc *isnad.Document, at []int) int {
	for k, t := range at {
		tok := &doc.Tokens[t]
		if k+1 < len(at) && (tok.Is(isnad.Punct) || len(tok.Key) == 2 && !tok.Is(isnad.Noun)) {
			continue
		}
		return t
	}
	return at[0]
}

// lemmaOf is the lemma of the word between its clitics; prepositions like bi-sababi
// are one word to us, and to the sets a clitic and a noun.
func lemmaOf(r *isnad.Reading) string {
	if !strings.Contains(r.Row, "+") {
		return r.Lemma
	}
	_, n := utf8.DecodeRuneInString(r.Lemma)
	return strings.TrimPrefix(r.Lemma[n:], "ال")
}

// miss keeps an error with the words around it; those of the held part are not kept.
func (s *Scores) miss(h int, kind string, sent Sentence, j int, what string) {
	if h == 1 {
		return
	}
	var around []string
	for k := max(0, j-2); k < min(len(sent.Words), j+3); k++ {
		around = append(around, sent.Words[k].Text)
	}
	s.Errors = append(s.Errors, kind+"\t"+sent.Words[j].Text+"\t"+what+"\t"+strings.Join(around, " "))
}

// sameStem compares stems; a newspaper's ه for ة is the same ending.
func sameStem(a, b string) bool {
	return a == b || strings.TrimSuffix(a, "ة") == strings.TrimSuffix(b, "ه") && strings.HasSuffix(a, "ة")
}

// Cut writes a reading as proclitics, stem with al-, pronoun.
func Cut(r *isnad.Reading) (pro, stem, pron string) {
	var ps []string
	for _, p := range [...]struct {
		set  isnad.Proclitics
		text string
	}{{isnad.ProA, "ا"}, {isnad.ProWa, "و"}, {isnad.ProFa, "ف"}, {isnad.ProLa, "ل"}, {isnad.ProBi, "ب"}, {isnad.ProKa, "ك"}, {isnad.ProLi | isnad.ProLiV, "ل"}, {isnad.ProSa, "س"}} {
		if r.Pro.Has(p.set) {
			ps = append(ps, p.text)
		}
	}
	stem = r.Stem
	if r.Pro.Has(isnad.ProAl) {
		stem = "ال" + stem
	}
	return strings.Join(ps, "+"), stem, r.Pron
}

// ClassOf maps our parts of speech to the classes, by the lines the set draws.
func ClassOf(r *isnad.Reading, sch Scheme) Class {
	switch {
	case quantifiers[r.Lemma] && (r.POS == isnad.Noun || r.POS == isnad.Rel):
		return sch.Quantifier
	case r.POS == isnad.Neg && r.Lemma == "غير":
		return sch.Ghayr
	case r.POS == isnad.Neg && r.Lemma == "عدم":
		return ClassNoun
	case r.POS == isnad.Neg && r.Lemma == "ليس":
		return ClassVerb
	case r.POS == isnad.Prep && strings.Contains(r.Row, "+"): // bi-sababi: scored by its noun
		return ClassNoun
	case r.POS == isnad.Prep && !trueprep[r.Lemma]:
		return sch.Zuruf
	case r.POS == isnad.Dem:
		return sch.Dem
	case r.POS == isnad.Rel:
		return sch.Rel
	}
	return plain[r.POS]
}

// plain are the parts of speech that all sets see alike; the rest is ClassRest.
var plain = func() map[isnad.POS]Class {
	m := map[isnad.POS]Class{}
	for p := isnad.Other; p <= isnad.Punct; p++ {
		m[p] = ClassRest
	}
	m[isnad.Verb], m[isnad.Noun], m[isnad.Proper], m[isnad.Adv] = ClassVerb, ClassNoun, ClassNoun, ClassNoun
	m[isnad.Adj], m[isnad.Num], m[isnad.Pron] = ClassAdj, ClassNumber, ClassPron
	return m
}()

// quantifiers are the determiners of UD that grammars call nouns.
var quantifiers = map[string]bool{
	"كل": true, "بعض": true, "جميع": true, "احد": true, "معظم": true, "اغلب": true, "كافة": true, "عدة": true, "بقية": true, "ساير": true, "كلا": true, "اي": true, "بضعة": true,
}

// trueprep are the prepositions of the grammars; all others are nouns in the
// accusative (Ryding 2005, 16.3), which some sets tag so.
var trueprep = map[string]bool{
	"من": true, "الي": true, "عن": true, "علي": true, "في": true, "ب": true, "ل": true, "ك": true,
	"حتي": true, "منذ": true, "مذ": true, "عدا": true, "خلا": true, "سوي": true,
}

// kindOf is the kind of a name as the sets have them, "" for a name of no certain
// kind: words that are only not known, behind no title, or foreign letters.
func kindOf(doc *isnad.Document, n *isnad.Name) string {
	switch n.Kind {
	case isnad.NameState, isnad.NameCapital, isnad.NamePlace:
		return "LOC"
	case isnad.NameSeat:
		if slices.Contains(n.Also, isnad.NamePlace) { // Rām Allāh stands for its government only where it acts
			return "LOC"
		}
		return "ORG"
	case isnad.NameOrganisation:
		return "ORG"
	case isnad.NamePerson:
		return "PER"
	}
	several := n.Tokens.Len() > 1
	for i := n.Tokens.Start; i < n.Tokens.End; i++ {
		t := &doc.Tokens[i]
		switch r := t.R(); {
		case r.Row == "guess:foreign letters":
			return ""
		case r.Class == "given", several && (links[t.Key] || slices.ContainsFunc(t.Readings, func(r isnad.Reading) bool { return r.Class == "given" })):
			return "PER"
		}
	}
	if titled(doc, n.Tokens.Start) {
		return "PER"
	}
	return ""
}

// links are the words inside names of persons.
var links = map[string]bool{"بن": true, "ابن": true, "ابو": true, "ابي": true, "ابا": true, "عبد": true}

// titled tells whether a definite word for one person, with or without a nisba, stands before a token.
func titled(doc *isnad.Document, i int) bool {
	for j := i - 1; j >= max(0, i-2) && doc.Tokens[j].Sentence == doc.Tokens[i].Sentence; j-- {
		r := doc.Tokens[j].R()
		switch {
		case !r.Pro.Has(isnad.ProAl), r.Features.Any(isnad.Plur|isnad.Dual) && !r.Features.Any(isnad.Sing):
			return false
		case r.Class == "person":
			return true
		case r.POS != isnad.Adj:
			return false
		}
	}
	return false
}

// kindwords stand before the name of a place; some sets count them to the name.
var kindwords = map[string]bool{
	"مدينة": true, "قرية": true, "محافظة": true, "ولاية": true, "اقليم": true, "منطقة": true, "جزيرة": true, "بلدة": true, "مخيم": true, "قضاء": true,
	"دولة": true, "جمهورية": true, "امارة": true, "مملكة": true, "ناحية": true, "لواء": true, "حي": true, "بحر": true, "نهر": true, "وادي": true, "جبل": true,
}

// widened is the first token of a name with the words for its kind before it, where the set counts them.
func widened(doc *isnad.Document, n *isnad.Name, sch Scheme) int {
	i := n.Tokens.Start
	if !sch.Kindword || n.Cut > 0 {
		return i
	}
	for i > 0 && doc.Tokens[i-1].Sentence == doc.Tokens[i].Sentence && kindwords[doc.Tokens[i-1].R().Lemma] && !doc.Tokens[i-1].R().Definite() {
		i--
	}
	return i
}

// names compares spans of words, exactly. A state that the set tags as the
// organisation that acts is right when it is found as a place.
func (s *Scores) names(doc *isnad.Document, d Doc, spans [][]isnad.Span, sch Scheme) {
	n := 0
	for i, sent := range d {
		h := 0
		if sent.Held {
			h = 1
		}
		used := make([]bool, len(sent.Names))
		var found []Name
		for ; n < len(doc.Names); n++ {
			name := &doc.Names[n]
			a, b := doc.Tokens[name.Tokens.Start].Start, doc.Tokens[name.Tokens.End-1].End
			if len(spans[i]) > 0 && a >= spans[i][len(spans[i])-1].End {
				break
			}
			kind := kindOf(doc, name)
			if kind == "LOC" {
				a = doc.Tokens[widened(doc, name, sch)].Start
			}
			if kind != "" {
				found = append(found, wordsOf(spans[i], a, b, kind))
			}
		}
		for _, g := range sent.Names {
			s.Names[h][g.Kind].True++
		}
		for _, f := range found {
			kind, right := f.Kind, false
			for k, g := range sent.Names {
				if used[k] || g.Start != f.Start || g.End != f.End {
					continue
				}
				if g.Kind == f.Kind || g.Kind == "ORG" && f.Kind == "LOC" {
					used[k], right, kind = true, true, g.Kind
				}
			}
			s.Names[h][kind].Found++
			if right {
				s.Names[h][kind].Both++
			} else if f.Start < len(sent.Words) {
				s.miss(h, "spurious "+kind, sent, f.Start, phraseOf(sent, f))
			}
		}
		for k, g := range sent.Names {
			if !used[k] {
				s.miss(h, "missed "+g.Kind, sent, g.Start, phraseOf(sent, g))
			}
		}
	}
}

func phraseOf(s Sentence, n Name) string {
	var b []string
	for _, w := range s.Words[n.Start:min(n.End, len(s.Words))] {
		b = append(b, w.Text)
	}
	return strings.Join(b, " ")
}

func wordsOf(spans []isnad.Span, a, b int, kind string) Name {
	out := Name{Start: len(spans), Kind: kind}
	for i, sp := range spans {
		if sp.Start < b && a < sp.End {
			out.Start = min(out.Start, i)
			out.End = i + 1
		}
	}
	return out
}
