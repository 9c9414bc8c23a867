// Package search turns text and the words of a query into the terms that the
// full-text index holds: each written word as it is typed, its stem without
// clitics, and its lemma. Clitics are cut where the coder would cut them, so
// wuzarāʾ "ministers" keeps its wāw and wa-bi-l-ʿIrāq "and in Iraq" is found by
// ʿIrāq.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/segment"
)

// A Term is one written word: where it stands, in code points of the text, and
// the three forms by which it is found. No form is empty or holds a space.
type Term struct {
	Start, End        int
	Word, Stem, Lemma string
}

// A Segmenter reads text against a lexicon. It remembers words and is for one
// goroutine at a time; its answers do not depend on its memory.
type Segmenter struct {
	morph *morph.Analyzer
	forms map[reading]Term // of readings that came before; without their places
}

// A reading is all that the forms of a word depend on.
type reading struct {
	key, stem, lemma string
	pos              isnad.POS
	maqsura          bool // the written word ends with it
}

// maxForms bounds what a segmenter remembers: texts bring new words without end.
const maxForms = 50_000

// New returns a segmenter over lx.
func New(lx *lexicon.Lexicon) *Segmenter {
	return &Segmenter{morph.New(lx), map[reading]Term{}}
}

// Fold is the one typing to which names are folded before they are compared:
// letters as the lexicon folds them, tāʾ marbūṭa as hāʾ, no case.
func Fold(s string) string { return loose(strings.ToLower(normal.Key(strings.TrimSpace(s)))) }

// Text returns the terms of a text in order.
func (s *Segmenter) Text(text string) []Term {
	n := normal.Fold(text)
	ss, ts := segment.Split(&n, nil)
	ts = s.morph.Analyze(ss, ts)
	out := make([]Term, 0, len(ts))
	at, count := 0, 0 // byte offset already walked, and its code points
	for i := range ts {
		t := &ts[i]
		term := s.termOf(t, t.Of(text))
		if term.Word == "" { // signs alone
			continue
		}
		count += utf8.RuneCountInString(text[at:t.Start])
		at = t.Start
		end := count + utf8.RuneCountInString(text[t.Start:t.End])
		term.Start, term.End = count, end
		out = append(out, term)
	}
	return out
}

// termOf names a token by its chosen reading.
func (s *Segmenter) termOf(t *isnad.Token, written string) Term {
	r := t.R()
	k := reading{t.Key, r.Stem, r.Lemma, r.POS, strings.HasSuffix(written, "ى")}
	term, ok := s.forms[k]
	if ok {
		return term
	}
	if isWord(t.Key) {
		term = formsOf(r, t.Key, written)
	}
	if len(s.forms) >= maxForms {
		clear(s.forms)
	}
	s.forms[k] = term
	return term
}

func formsOf(r *isnad.Reading, key, written string) Term {
	stem, lemma := r.Stem, r.Lemma
	if stem == "" {
		stem = key
	}
	if lemma == "" {
		lemma = stem
	}
	return Term{Word: word(key, written), Stem: form(stem, r.POS), Lemma: form(lemma, r.POS)}
}

// word is the folded written form. ʿalā "on" and the name ʿAlī differ in their
// last letter alone, and folding merges it: here a word that was typed with alif
// maqsura keeps it, so that the one does not find the other.
func word(key, written string) string {
	key = clean(strings.ToLower(key))
	if last, _ := utf8.DecodeLastRuneInString(written); last == 'ى' && strings.HasSuffix(key, "ي") {
		key = strings.TrimSuffix(key, "ي") + "ى"
	}
	return loose(key)
}

// form is a stem or lemma as it is indexed: without the article, with a mark on
// the small words, which would else be found by the names that are spelled alike.
func form(s string, pos isnad.POS) string {
	s = clean(strings.ToLower(strings.TrimSpace(s)))
	if rest, ok := strings.CutPrefix(s, "ال"); ok && utf8.RuneCountInString(rest) >= 3 {
		s = rest
	}
	s = loose(s)
	if small(pos) {
		s += "p"
	}
	return s
}

func small(p isnad.POS) bool {
	switch p {
	case isnad.Prep, isnad.Conj, isnad.Sub, isnad.Pron, isnad.Dem, isnad.Rel, isnad.Neg, isnad.Part:
		return true
	}
	return false
}

// loose writes the final tāʾ marbūṭa as hāʾ: pages are typed both ways, and a
// search would rather find too much.
func loose(s string) string {
	if rest, ok := strings.CutSuffix(s, "ة"); ok {
		return rest + "ه"
	}
	return s
}

// clean leaves what the index takes for a part of a word.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			return r
		}
		return -1
	}, s)
}

func isWord(key string) bool { return clean(key) != "" }

// A Phrase is the words of a query in order, each with its forms.
type Phrase struct {
	Words []Term
	Exact bool // only as typed
}

// Query reads the words of a query. exact asks for the written forms alone.
// A single word that could be a small word or a name is taken for the name.
func (s *Segmenter) Query(words string, exact bool) Phrase {
	p := Phrase{Words: s.Text(words), Exact: exact}
	if len(p.Words) == 1 && strings.HasSuffix(p.Words[0].Lemma, "p") {
		t := &p.Words[0]
		written := []rune(words)[t.Start:t.End]
		for _, r := range s.morph.Word(normal.Key(string(written))) {
			if !small(r.POS) {
				f := formsOf(&r, normal.Key(string(written)), string(written))
				t.Stem, t.Lemma = f.Stem, f.Lemma
				break
			}
		}
	}
	return p
}

// Matches returns the ranges of terms where the phrase stands, in order. A
// phrase holds in one of its three forms throughout, as the index has it.
func (p *Phrase) Matches(terms []Term) [][2]int {
	var out [][2]int
	for i := 0; i+len(p.Words) <= len(terms) && len(p.Words) > 0; i++ {
		if p.at(terms[i:]) {
			out = append(out, [2]int{i, i + len(p.Words)})
		}
	}
	return out
}

func (p *Phrase) at(terms []Term) bool {
	w, s, l := true, !p.Exact, !p.Exact
	for k := range p.Words {
		w = w && terms[k].Word == p.Words[k].Word
		s = s && terms[k].Stem == p.Words[k].Stem
		l = l && terms[k].Lemma == p.Words[k].Lemma
	}
	return w || s || l
}
