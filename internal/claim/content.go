package claim

import (
	"strings"

	"github.com/isnad/isnad"
)

// content is what a reporting word reports.
type content struct {
	at     int // token that brings it in: an, a colon, a quotation mark, a preposition; of a noun the noun
	scope  isnad.Range
	direct bool
	clause bool // a clause or speech, not only a noun
}

// farthest is how far an may stand behind its verb, in tokens: subject,
// apposition, occasion and place come between.
const farthest = 70

// content finds what the reporting word at i, with its row, reports to its right.
func (a *attributer) content(i, row int) (content, bool) {
	w := walk{a: a, i: i, row: row, prep: -1}
	for j := i + 1; j < a.r.End && j < i+farthest; {
		next, c, ok := w.step(j)
		if ok {
			return c, true
		}
		if next <= j {
			break
		}
		j = next
	}
	if w.prep >= 0 {
		return content{at: w.prep, scope: isnad.Range{Start: w.prep, End: a.closeNoun(w.prep, i)}}, true
	}
	return content{}, false
}

// walk goes from a reporting word to what it reports.
type walk struct {
	a      *attributer
	i, row int
	prep   int  // first preposition of the row, -1 none
	under  bool // inside a relative or temporal clause, whose verbs do not count
	strays int  // verbs passed that are names, most likely
	taken  bool // one of those verbs reports, and the next an is its own
}

// step looks at token j: the content begins here, or the walk goes on at next;
// next = j ends it.
func (w *walk) step(j int) (next int, c content, ok bool) {
	a := w.a
	t := &a.tokens[j]
	r := t.R()
	switch {
	case t.Key == "(":
		if k := a.bracket(j, a.r.End); k > j && (j > w.i+1 || k-j < 8) {
			return k, c, false
		}
		return j + 1, a.said(j+1, w.i, j, true), w.speaks()
	case a.opens(j):
		if w.prep == j-1 && a.tokens[j-1].Is(isnad.Prep) {
			return j + 1, c, false
		}
		if w.speaks() && a.speech(j) && !w.named(j) {
			return j, a.quoted(j, w.i), true
		}
		return int(a.quote[j]) + 1, c, false
	case t.Key == ":":
		if w.speaks() {
			return j, a.colon(j, w.i), true
		}
		return j, c, false
	case t.Key == "،" || t.Key == ",":
		if w.prep >= 0 && !a.takes(w.row, "an") {
			return j, c, false // the an of a verb behind it is that verb's
		}
		if k := w.inset(j); k > 0 {
			return k, c, false
		}
		w.under, w.taken = false, false
		return j + 1, c, false
	case that(t):
		if w.taken {
			w.taken = false
			return j + 1, c, false
		}
		if w.takesClause(j) {
			return j, a.said(j+1, w.i, j, false), true
		}
		w.under = true
		return j + 1, c, false
	}
	return w.word(j, t, r)
}

// maxInset bounds the tokens of a clause that is set in between a subject and its inna.
const maxInset = 16

// inset is the inna behind a clause between commas upon the subject, 0 none: qāla maṣdarun
// amniyyun, rafaḍa dhikra smi-hi, inna.
func (w *walk) inset(j int) int {
	a := w.a
	if !a.takes(w.row, "an") || j+1 >= a.r.End {
		return 0
	}
	if t := &a.tokens[j+1]; !t.Is(isnad.Verb) && !t.R().Features.Has(isnad.PartAct|isnad.AccInd) {
		return 0
	}
	for k := j + 2; k+1 < a.r.End && k < j+maxInset; k++ {
		switch t := &a.tokens[k]; {
		case that(t), t.Is(isnad.Punct) && t.Key != "،" && t.Key != ",":
			return 0
		case t.Is(isnad.Punct) && that(&a.tokens[k+1]):
			return k + 1
		}
	}
	return 0
}

// word is step for a token that is neither sign nor an.
func (w *walk) word(j int, t *isnad.Token, r *isnad.Reading) (next int, c content, ok bool) {
	a := w.a
	switch {
	case t.Is(isnad.Rel) && r.Lemma == "الذي" || r.Pro.Has(isnad.ProWa) && r.POS == isnad.Pron || t.Is(isnad.Sub) && j > w.i+1:
		w.under = true
	case t.Is(isnad.Verb) && r.Pro.Has(isnad.ProLiV):
		w.under = true
	case t.Key == "فيما" || t.Key == "بينما" || t.Key == "حين" && a.tokens[j-1].Key == "في":
		return j, c, false
	case t.Is(isnad.Verb) && (a.maybeName(j) || a.named(j) || !w.under && w.stray(t)):
	case t.Is(isnad.Verb) && w.under:
		w.taken = w.taken || a.rowOf(r) >= 0
	case w.under && that(&a.tokens[j-1]) && a.past(j) != nil:
		w.taken = true
	case t.Is(isnad.Verb):
		if prev := a.tokens[j-1].R(); (prev.POS == isnad.Noun || prev.POS == isnad.Adj) && !prev.Definite() || a.relative(j, r) { // ṣifa: fī bayānin aṣdara-hu
			w.under = true
			return j + 1, c, false
		}
		return j, c, false
	case a.participleRow(j) >= 0 && j > w.i+1:
		return j, c, false
	}
	if w.prep < 0 && !w.under && j > w.i && !w.inSubject(j) {
		if a.begins(j, w.row, w.i) && j+1 < a.r.End && !that(&a.tokens[j+1]) {
			w.prep = j
		}
	}
	return j + 1, c, false
}

// inSubject tells whether a preposition is one within the subject: ʿadadun mina l-mutaẓāhirīna.
func (w *walk) inSubject(j int) bool {
	a := w.a
	for k := a.ps.Start; k < a.ps.End; k++ {
		if q := &a.phrases[k]; q.Extends >= 0 && q.Tokens.Start == w.i+1 && q.Tokens.Has(j) && a.phrases[q.Extends].Tokens.End == j && a.complements(q.Extends, k) {
			return true
		}
	}
	return false
}

// stray tells whether the walk may pass a verb in the subject: names are read as
// verbs often, and one that takes no an of its own does little harm.
func (w *walk) stray(t *isnad.Token) bool {
	r := t.R()
	if w.strays > 0 || !w.a.takes(w.row, "an") || r.Pro != 0 || w.a.rowOf(r) >= 0 || !r.Features.Has(isnad.Past) {
		return false
	}
	for _, f := range strings.Fields(r.Class) {
		if f == "an" {
			return false
		}
	}
	w.strays++
	return true
}

// past is the reading of token i as a reporting verb in the past, nil when it has none.
func (a *attributer) past(i int) *isnad.Reading {
	for k := range a.tokens[i].Readings {
		if r := &a.tokens[i].Readings[k]; r.POS == isnad.Verb && r.Features.Has(isnad.P3|isnad.Past) && a.rowOf(r) >= 0 {
			return r
		}
	}
	return nil
}

// maybeName tells whether a word read as a verb may as well be part of a name.
func (a *attributer) maybeName(j int) bool {
	t := &a.tokens[j]
	if t.R().Pro != 0 || !a.tokens[j-1].Is(isnad.Proper) && !a.tokens[j-1].Is(isnad.Noun) {
		return false
	}
	for k := range t.Readings {
		if t.Readings[k].POS == isnad.Proper {
			return true
		}
	}
	return false
}

// speaks tells whether direct speech may follow the word.
func (w *walk) speaks() bool {
	return w.a.takes(w.row, "colon") || w.a.takes(w.row, "an")
}

// named tells whether the quotation at j is what a preposition governs, an outlet most likely.
func (w *walk) named(j int) bool {
	t := &w.a.tokens[j-1]
	return t.Key == "ل" || t.Is(isnad.Prep) && !carries(t) && int(w.a.quote[j])-j < 6
}

// adverbial words make with an a clause of time or circumstance.
var adverbial = map[string]bool{"بعد": true, "قبل": true, "منذ": true, "دون": true, "حيث": true, "رغم": true, "الا": true, "غير": true, "بيد": true, "كما": true, "علما": true, "طالما": true, "حين": true, "حال": true, "شرط": true, "شريطة": true, "بشرط": true, "لولا": true, "لو": true, "عقب": true, "غداة": true, "قبيل": true, "بعيد": true, "اثر": true}

// takesClause tells whether the an at j belongs to the word.
func (w *walk) takesClause(j int) bool {
	a := w.a
	prev := a.tokens[j-1].Key
	if adverbial[prev] && j-1 > w.i {
		return false
	}
	switch prev {
	case "علي", "الي", "من", "عن", "في":
		if j-1 > w.i {
			return a.takes(w.row, prev) || a.takes(w.row, "an") && w.prep < 0 && prev != "في"
		}
	}
	if strings.HasPrefix(a.tokens[j].Key, "ب") {
		return a.takes(w.row, "an") || a.takes(w.row, "ب")
	}
	return a.takes(w.row, "an") || a.takes(w.row, "noun")
}

// begins tells whether a preposition that the row lists stands at token j, word or proclitic.
func (a *attributer) begins(j, row, i int) bool {
	t := &a.tokens[j]
	if t.Is(isnad.Prep) && t.R().Pron == "" {
		switch t.Key {
		case "عن", "من", "الي", "علي", "في":
			return a.takes(row, t.Key)
		}
	}
	if t.Key == "ب" {
		return a.takes(row, "ب")
	}
	return t.R().Pro.Has(isnad.ProBi) && !t.Is(isnad.Verb) && a.takes(row, "ب")
}

// that tells whether a token is an, anna or inna, with a pronoun or bi- perhaps.
func that(t *isnad.Token) bool {
	switch k := strings.TrimPrefix(t.Key, "ب"); k {
	case "ان", "انه", "انها", "انهم", "اني", "انني", "اننا", "انا", "انهما", "انهن":
		return t.Key != "باني" && t.Key != "بانا" && t.Key != "انا"
	case "الا":
		return t.Is(isnad.Sub) && t.R().Lemma == "الا" && t.Key == "بالا"
	}
	return false
}

// said is a clause from token from on; indirect speech whose words are all in
// quotation marks ends with them.
func (a *attributer) said(from, verb, at int, direct bool) content {
	return content{at: at, scope: isnad.Range{Start: from, End: a.close(from, verb)}, direct: direct, clause: true}
}

// quoted is direct speech that opens at token j.
func (a *attributer) quoted(j, verb int) content {
	end := max(int(a.quote[j]), a.close(j, verb))
	return content{at: j, scope: isnad.Range{Start: j + 1, End: end}, direct: true, clause: true}
}

// colon is direct speech behind a colon, in marks or without.
func (a *attributer) colon(j, verb int) content {
	if j+1 < len(a.tokens) && a.tokens[j+1].Sentence == a.s && a.opens(j+1) {
		return a.quoted(j+1, verb)
	}
	end := a.r.End
	if q := a.inside[j]; q >= 0 {
		end = min(end, int(a.quote[q]))
	}
	return content{at: j, scope: isnad.Range{Start: j + 1, End: end}, direct: true, clause: true}
}

// close finds where a reported clause that begins at from ends: with the
// sentence, with the quotation that the reporting word itself stands in, or
// where the outlet takes the word again.
func (a *attributer) close(from, verb int) int {
	end := a.r.End
	if q := a.inside[verb]; q >= 0 && int(a.quote[q]) > from {
		end = min(end, int(a.quote[q]))
	}
	for j := from; j < end; j++ {
		if a.opens(j) {
			j = int(a.quote[j])
			continue
		}
		if j > from && a.outlet(j) && !a.anothers(j, verb) {
			if p := a.tokens[j-1].Key; p == "،" || p == "," {
				return j - 1
			}
			return j
		}
	}
	return end
}

// closeNoun finds where a noun that is reported ends: a clause that goes on from the
// reporting verb is the outlet's, which it is not behind an.
func (a *attributer) closeNoun(from, verb int) int {
	end := a.close(from, verb)
	for j := from + 1; j < end; j++ {
		if a.opens(j) {
			j = int(a.quote[j])
			continue
		}
		if j > from+1 && a.goesOn(j) && a.inside[j] == a.inside[verb] {
			if p := a.tokens[j-1].Key; p == "،" || p == "," {
				return j - 1
			}
			return j
		}
	}
	return end
}

// goesOn tells whether a main clause begins at token j: but, then, while, or a finite verb behind a comma.
func (a *attributer) goesOn(j int) bool {
	t, r := &a.tokens[j], a.tokens[j].R()
	p := a.tokens[j-1].Key
	comma := p == "،" || p == ","
	switch strings.TrimPrefix(t.Key, "و") {
	case "لكن", "لكنه", "لكنها", "لكنهم", "ثم":
		return true
	case "الا", "غير", "بيد":
		return j+1 < a.r.End && that(&a.tokens[j+1])
	case "فيما", "بينما":
		return comma
	}
	return comma && t.Is(isnad.Verb) && r.Features.Has(isnad.Past) && r.Features.Any(isnad.P3) && r.Pro&^isnad.ProWa == 0
}

// anothers tells whether the verb at j, though it reports, cannot be the speaker's
// of the verb before: its gender is another, and no subject of its own follows. It
// goes on with what he tells: qāla l-qāʾidu inna quwwāti-hi taqaddamat wa-amhalat ...
func (a *attributer) anothers(j, verb int) bool {
	const gender = isnad.Masc | isnad.Fem
	t, v := &a.tokens[j], &a.tokens[verb]
	if !t.Is(isnad.Verb) || !v.Is(isnad.Verb) || !t.R().Pro.Has(isnad.ProWa) {
		return false
	}
	f := t.R().Features
	if f&gender == 0 || f&v.R().Features&gender != 0 || !f.Any(isnad.P3) {
		return false
	}
	k := a.after(j, min(j+10, a.r.End), f, true)
	return k < 0 || a.tokens[a.phrases[k].Head].R().Features.Has(isnad.OblCase) // -īna is an object
}

// outlet tells whether the text turns back from reported words at token j: a
// reporting participle, a new reporting verb, or "it is worth mentioning".
func (a *attributer) outlet(j int) bool {
	t, r := &a.tokens[j], a.tokens[j].R()
	prev := a.tokens[j-1].Key
	comma := prev == "،" || prev == ","
	if a.participleRow(j) >= 0 && (comma || a.quote[j-1] >= 0 || r.Pro.Has(isnad.ProWa) || j+1 < a.r.End && (that(&a.tokens[j+1]) || a.tokens[j+1].Is(isnad.Prep))) {
		return true
	}
	if a.isOutletPhrase(j) || comma && a.isSourcePhrase(j) {
		return true
	}
	switch t.Key {
	case "فيما", "بينما", "حين":
		for k := j + 1; k < min(j+4, a.r.End); k++ {
			if a.tokens[k].Is(isnad.Verb) && a.rowOf(a.tokens[k].R()) >= 0 {
				return true
			}
		}
	}
	if !t.Is(isnad.Verb) || !r.Features.Has(isnad.Past) || !r.Pro.Has(isnad.ProWa) && !(comma && r.Pro == 0) {
		return false
	}
	return comma && r.Lemma == "كان" || a.rowOf(r) >= 0 && (comma || a.quote[j-1] >= 0 || speaking[a.stance(r)])
}

// speaking stances are those of verbs that do nothing but speak: behind wa- they
// take up the speaker, not the one spoken of.
var speaking = map[string]bool{"said": true, "added": true, "explained": true, "stressed": true, "confirmed": true, "revealed": true}

func (a *attributer) stance(r *isnad.Reading) string {
	if row := a.rowOf(r); row >= 0 {
		return a.table.Get(row, "stance")
	}
	return ""
}
