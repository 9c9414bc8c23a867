package event

import (
	"strings"

	"github.com/isnad/isnad"
)

// maxInset bounds the tokens of an inset with its signs.
const maxInset = 16

// insets finds what is set into a clause between signs, past which the clause goes on as
// if it were not there: al-jayshu, alladhī yusayṭiru ʿalā l-madīna, aʿlana; Ṭahrān (a f b)
// aʿlanat; al-wazīru - bi-ḥasabi maṣādira - aʿlana.
func (l *Layers) insets() {
	l.inset = room(&l.Memory.inset, len(l.Tokens))
	n := int32(0)
	for i := 0; i+2 < len(l.Tokens); i++ {
		if shut := l.insetEnd(i); shut > 0 {
			n++
			for k := i; k <= shut; k++ {
				l.inset[k] = n
			}
			i = shut
		}
	}
}

// insetEnd is the sign that ends the inset which begins with the sign at token i, 0 none.
func (l *Layers) insetEnd(i int) int {
	t, next := &l.Tokens[i], &l.Tokens[i+1]
	shut := ""
	switch t.Key {
	case "(":
		shut = ")"
	case "\"", "«": // ra'īsu d-dawlati "ḥafiẓa-hu llāhu"
		return l.aside(i)
	case "،", ",":
		switch {
		case next.Is(isnad.Rel) && strings.HasPrefix(next.Key, "ال"): // a relative that takes up the noun before it
			shut = t.Key
		case next.Is(isnad.Verb): // qāla maṣdarun, rafaḍa dhikra smi-hi, inna
			return l.beforeInna(i)
		case together[next.Key]: // who takes part
		case next.Is(isnad.Prep), next.Inside(), next.R().Class == "time", next.Is(isnad.Adv): // aʿlanat, fī bayānin, istiqālata-hā
			return l.beforeComma(i)
		}
	case "-", "–", "—":
		if next.Is(isnad.Prep) || next.Is(isnad.Sub) || next.Is(isnad.Rel) || next.Inside() {
			shut = t.Key
		}
	}
	if shut == "" || i == l.Sentences[t.Sentence].Tokens.Start {
		return 0
	}
	for j := i + 2; j < min(i+maxInset, l.Sentences[t.Sentence].Tokens.End); j++ {
		if l.Tokens[j].Key == shut {
			return j
		}
	}
	return 0
}

// aside is the mark that ends a quotation of nothing but a prayer for somebody, 0 none.
func (l *Layers) aside(i int) int {
	for j := i + 1; j < min(i+8, l.Sentences[l.Tokens[i].Sentence].Tokens.End); j++ {
		switch t := &l.Tokens[j]; {
		case t.Key == "\"", t.Key == "»":
			if j == i+1 {
				return 0
			}
			return j
		case !t.Aside():
			return 0
		}
	}
	return 0
}

// beforeInna is the comma that ends a clause begun by the one at token i when inna follows it, 0 none.
func (l *Layers) beforeInna(i int) int {
	for j := i + 2; j+1 < min(i+maxInset, l.Sentences[l.Tokens[i].Sentence].Tokens.End); j++ {
		switch t := &l.Tokens[j]; {
		case t.Is(isnad.Sub), t.Is(isnad.Punct) && t.Key != l.Tokens[i].Key:
			return 0
		case t.Is(isnad.Punct) && l.Tokens[j+1].Is(isnad.Sub) && l.Tokens[j+1].R().Lemma == "ان":
			return j
		}
	}
	return 0
}

// together are words that begin what tells of another doer.
var together = map[string]bool{"بالتعاون": true, "بالاشتراك": true, "بمشاركة": true, "بالتنسيق": true, "برفقة": true, "بدعم": true, "بقيادة": true, "بمساعدة": true, "بمساندة": true, "الي": true, "مع": true, "بين": true, "من": true}

// beforeComma is the comma that ends a phrase of time, place or manner begun by the one at
// token i, 0 none.
func (l *Layers) beforeComma(i int) int {
	for j := i + 2; j < min(i+maxInset, l.Sentences[l.Tokens[i].Sentence].Tokens.End); j++ {
		switch t := &l.Tokens[j]; {
		case t.Key == l.Tokens[i].Key:
			return j
		case t.Is(isnad.Verb), t.Is(isnad.Sub), t.Is(isnad.Rel), t.Is(isnad.Punct):
			return 0
		}
	}
	return 0
}

// between counts what parts the words at a-1 and b, where a may be b: all that stands
// between, or what stands there outside insets when neither is in one.
func (l *Layers) between(a, b int) sums {
	at := l.before
	if (a == 0 || l.inset[a-1] == 0) && (b == len(l.inset) || l.inset[b] == 0) {
		at = l.past
	}
	x, y := at[a], at[b]
	return sums{y.commas - x.commas, y.verbs - x.verbs, y.subs - x.subs}
}

// apart tells whether a party stands in an inset that the trigger is not in.
func (y *layout) apart(q *party) bool {
	in := y.l.inset[y.phrase(q).Tokens.Start]
	return in != 0 && in != y.l.inset[y.at]
}
