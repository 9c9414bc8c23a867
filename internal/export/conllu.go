package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// A Word is a syntactic word: a proclitic, a stem with its article, or a pronoun
// suffix. Start and End are bytes of the text; a part that shares its letter with
// its neighbour, as in the ligature of lam and alif, covers that letter too.
type Word struct {
	isnad.Span
	Form  string // original letters
	Lemma string
	UPOS  string // of Universal Dependencies
	XPOS  string // ours, where it says more: REL, NEG
	Feats []string
}

// Words cuts a token into its syntactic words. lemma gives the dictionary form of
// a reading.
func Words(d *isnad.Document, token int, lemma func(*isnad.Reading) string) []Word {
	t := &d.Tokens[token]
	r := t.R()
	cuts := []int{0} // bytes of t.Key where a word begins
	var out []Word
	for _, p := range proclitics {
		if r.Pro.Has(p.pro) && cuts[len(cuts)-1]+2 < len(t.Key) {
			out = append(out, Word{Lemma: p.lemma, UPOS: p.upos})
			cuts = append(cuts, cuts[len(cuts)-1]+2)
		}
	}
	stem := Word{Lemma: lemma(r), UPOS: upos(r, t.Key), Feats: feats(r)}
	if own := r.POS.String(); own != stem.UPOS {
		stem.XPOS = own
	}
	out = append(out, stem)
	if n := len(t.Key) - len(r.Pron); r.Pron != "" && n > cuts[len(cuts)-1] {
		cuts = append(cuts, n)
		out = append(out, suffix(r))
	}
	for i := range out {
		w := &out[i]
		w.Start, w.End = d.Normal.Map.Start(t.Fold+cuts[i]), t.End
		if i == 0 {
			w.Start = t.Start
		}
		end := len(t.Key)
		if i+1 < len(cuts) {
			end = cuts[i+1]
			w.End = d.Normal.Map.Start(t.Fold + end)
		}
		if w.Form = w.Of(d.Text); w.Form == "" { // the rest of a ligature
			w.Form, w.End = t.Key[cuts[i]:end], d.Normal.Map.End(t.Fold+end)
		}
	}
	return out
}

// The proclitics in the order of writing; each is one letter. The article is none:
// it stays in its word.
var proclitics = []struct {
	pro         isnad.Proclitics
	lemma, upos string
}{
	{isnad.ProA, "أ", "PART"},
	{isnad.ProWa, "و", "CCONJ"},
	{isnad.ProFa, "ف", "CCONJ"},
	{isnad.ProLa, "ل", "PART"},
	{isnad.ProBi, "ب", "ADP"},
	{isnad.ProKa, "ك", "ADP"},
	{isnad.ProLi, "ل", "ADP"},
	{isnad.ProSa, "س", "AUX"},
	{isnad.ProLiV, "ل", "SCONJ"},
}

// upos maps our parts of speech to those of Universal Dependencies.
func upos(r *isnad.Reading, key string) string {
	switch r.POS {
	case isnad.Rel:
		return "PRON"
	case isnad.Neg:
		return "PART"
	case isnad.Punct:
		if c, _ := utf8.DecodeRuneInString(key); unicode.IsSymbol(c) {
			return "SYM"
		}
	}
	return r.POS.String()
}

// suffix is the pronoun suffix of a reading.
func suffix(r *isnad.Reading) Word {
	w := Word{Lemma: r.Pron, UPOS: "PRON", Feats: []string{"PronType=Prs"}}
	if p, ok := pronouns[r.Pron]; ok {
		w.Lemma = p.lemma
		w.Feats = strings.Split(p.feats, "|")
	}
	if r.Pron == "ي" && r.POS == isnad.Verb {
		w.Lemma = "أنا"
	}
	return w
}

var pronouns = map[string]struct{ lemma, feats string }{
	"ه":   {"هو", "Gender=Masc|Number=Sing|Person=3|PronType=Prs"},
	"ها":  {"هي", "Gender=Fem|Number=Sing|Person=3|PronType=Prs"},
	"هما": {"هما", "Number=Dual|Person=3|PronType=Prs"},
	"هم":  {"هم", "Gender=Masc|Number=Plur|Person=3|PronType=Prs"},
	"هن":  {"هن", "Gender=Fem|Number=Plur|Person=3|PronType=Prs"},
	"ك":   {"أنت", "Number=Sing|Person=2|PronType=Prs"},
	"كم":  {"أنتم", "Gender=Masc|Number=Plur|Person=2|PronType=Prs"},
	"ي":   {"أنا", "Number=Sing|Person=1|PronType=Prs"},
	"ني":  {"أنا", "Number=Sing|Person=1|PronType=Prs"},
	"نا":  {"نحن", "Number=Plur|Person=1|PronType=Prs"},
}

// feats are the features of a stem in the order of UD, by name. What the written
// form does not tell is left out.
func feats(r *isnad.Reading) (out []string) {
	f := r.Features
	verb := r.POS == isnad.Verb
	nominal := r.POS == isnad.Noun || r.POS == isnad.Adj
	add := func(when bool, feat string) {
		if when {
			out = append(out, feat)
		}
	}
	only := func(a, others isnad.Features) bool { return f.Has(a) && !f.Any(others) }
	add(verb && f.Has(isnad.Past), "Aspect=Perf")
	add(verb && f.Has(isnad.Present), "Aspect=Imp")
	add(nominal && only(isnad.NomCase, isnad.OblCase|isnad.AccInd), "Case=Nom")
	add(nominal && only(isnad.AccInd, isnad.NomCase|isnad.OblCase), "Case=Acc")
	switch {
	case r.Pro.Has(isnad.ProAl):
		out = append(out, "Definite=Def")
	case nominal && (r.Pron != "" || f.Has(isnad.Construct)):
		out = append(out, "Definite=Cons")
	case nominal && f.Has(isnad.AccInd):
		out = append(out, "Definite=Ind")
	}
	add(only(isnad.Masc, isnad.Fem), "Gender=Masc")
	add(only(isnad.Fem, isnad.Masc), "Gender=Fem")
	add(verb && f.Has(isnad.Imper), "Mood=Imp")
	add(only(isnad.Dual, isnad.Sing|isnad.Plur), "Number=Dual")
	add(only(isnad.Plur, isnad.Sing|isnad.Dual), "Number=Plur")
	add(only(isnad.Sing, isnad.Dual|isnad.Plur), "Number=Sing")
	add(verb && only(isnad.P1, isnad.P2|isnad.P3), "Person=1")
	add(verb && only(isnad.P2, isnad.P1|isnad.P3), "Person=2")
	add(verb && only(isnad.P3, isnad.P1|isnad.P2), "Person=3")
	add(r.POS == isnad.Neg, "Polarity=Neg")
	add(r.POS == isnad.Rel, "PronType=Rel")
	add(r.POS == isnad.Dem, "PronType=Dem")
	add(verb, "VerbForm=Fin")
	add(nominal && f.Any(isnad.PartAct|isnad.PartPas), "VerbForm=Part")
	add(nominal && f.Has(isnad.Masdar), "VerbForm=Vnoun")
	add(verb && only(isnad.Active, isnad.Passive) || nominal && only(isnad.PartAct, isnad.PartPas), "Voice=Act")
	add(verb && only(isnad.Passive, isnad.Active) || nominal && only(isnad.PartPas, isnad.PartAct), "Voice=Pass")
	return out
}

// A CoNLLU writes documents as CoNLL-U: one sentence after another, tokens with
// clitics as multi-word tokens. Heads and relations are not known and stay "_".
type CoNLLU struct {
	w     *bufio.Writer
	lemma func(*isnad.Reading) string
}

// NewCoNLLU returns a writer; see Words for lemma.
func NewCoNLLU(w io.Writer, lemma func(*isnad.Reading) string) *CoNLLU {
	return &CoNLLU{bufio.NewWriter(w), lemma}
}

// Write writes one document. Parts that are not the article come with a comment.
func (c *CoNLLU) Write(d *isnad.Document) error {
	fmt.Fprintf(c.w, "# newdoc id = %s\n", oneLine(d.ID))
	for s := range d.Sentences {
		if sent := &d.Sentences[s]; sent.Tokens.Len() > 0 {
			fmt.Fprintf(c.w, "# sent_id = %s-%d\n# text = %s\n", oneLine(d.ID), s+1, c.text(d, sent.Tokens))
			if sent.Dropped {
				fmt.Fprintln(c.w, "# dropped = yes")
			}
			c.sentence(d, sent.Tokens)
		}
	}
	return c.w.Flush()
}

// Flush is there for writers of other forms that hold lines back.
func (c *CoNLLU) Flush() error { return c.w.Flush() }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// text is the sentence as its tokens spell it, one blank where the page has any.
func (c *CoNLLU) text(d *isnad.Document, r isnad.Range) string {
	var b strings.Builder
	for i := r.Start; i < r.End; i++ {
		b.WriteString(d.Tokens[i].Of(d.Text))
		if i+1 < r.End && spaced(d, i) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// spaced tells whether blanks follow token i.
func spaced(d *isnad.Document, i int) bool {
	return i+1 >= len(d.Tokens) || strings.TrimSpace(d.Text[d.Tokens[i].End:d.Tokens[i+1].Start]) != d.Text[d.Tokens[i].End:d.Tokens[i+1].Start]
}

func (c *CoNLLU) sentence(d *isnad.Document, r isnad.Range) {
	n := 1
	for i := r.Start; i < r.End; i++ {
		t := &d.Tokens[i]
		misc := "_"
		if i+1 < r.End && !spaced(d, i) {
			misc = "SpaceAfter=No"
		}
		ws := Words(d, i, c.lemma)
		if len(ws) > 1 {
			fmt.Fprintf(c.w, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", n, n+len(ws)-1, t.Of(d.Text), misc)
			misc = "_"
		}
		for k, w := range ws {
			fs := filled(strings.Join(w.Feats, "|"))
			fmt.Fprintf(c.w, "%d\t%s\t%s\t%s\t%s\t%s\t_\t_\t_\t%s\n", n+k, w.Form, filled(w.Lemma), w.UPOS, filled(w.XPOS), fs, misc)
		}
		n += len(ws)
	}
	fmt.Fprintln(c.w)
}

func filled(s string) string {
	if s == "" {
		return "_"
	}
	return s
}
