package event

import (
	"strings"

	"github.com/isnad/isnad"
)

// passives are verbs whose bare past is read as passive in news when nobody is
// told to do it (qutila, uʿtuqila, uṣība); see data/ar/words.tsv, list "passive".
func (c *Coder) isPassive(l *Layers, at int, r *isnad.Reading) bool {
	if !r.Features.Has(isnad.Passive) {
		return false
	}
	if !r.Features.Has(isnad.Active) {
		return true
	}
	if r.Pron != "" || !c.passives[r.Verb] && !l.hasAgent(at) {
		return false
	}
	// an object behind the subject makes it active: qatala l-jundiyyu rajulan
	bare := 0
	end := l.Sentences[l.Tokens[at].Sentence].Tokens.End
	s := l.bySentence[l.Tokens[at].Sentence]
	for i := s.Start; i < s.End; i++ {
		p := &l.Phrases[i]
		if p.Tokens.Start <= at || p.Genitive >= 0 || p.Extends >= 0 || p.Tokens.Start > at+14 || p.Tokens.Start >= end {
			continue
		}
		if i > s.Start && l.blocked(at+1, p.Tokens.Start) {
			break
		}
		h := l.Tokens[p.Head].R()
		if p.PrepWord == "" && !l.temporal(p) && p.Coord == i {
			if bare == 0 && parts(r.Features, h) {
				return false
			}
			if bare == 0 && (h.Features.Any(isnad.OblCase|isnad.AccInd) && !h.Features.Any(isnad.NomCase) && !h.Features.Has(isnad.Nisba)) {
				return false
			}
			bare++
		}
	}
	if bare > 0 && intransitive(r) {
		return false // ufrija ʿanhu has no subject: afraja ṣ-ṣundūqu ʿan ...
	}
	return bare <= 1
}

// intransitive tells whether a verb takes no object without a preposition.
func intransitive(r *isnad.Reading) bool { return r.Class == "i" || strings.HasPrefix(r.Class, "i ") }

// parts tells whether the noun behind a verb cannot be its subject, active or passive:
// a verb in the dual or plural has told its subject already, and one in the feminine
// has no masculine singular for it.
func parts(v isnad.Features, h *isnad.Reading) bool {
	if v.Any(isnad.Dual|isnad.Plur) && !v.Any(isnad.Sing) {
		return true
	}
	return v.Has(isnad.Fem) && !v.Has(isnad.Masc) && h.POS == isnad.Noun && h.Features.Has(isnad.Masc|isnad.Sing) && !h.Features.Any(isnad.Fem|isnad.Plur|isnad.Dual)
}

// agents of the passive: "by".
var agents = map[string]bool{"من قبل": true, "من جانب": true, "من طرف": true, "علي يد": true, "علي ايدي": true, "علي يدي": true}

// hasAgent tells whether "by ..." stands in the clause behind a verb.
func (l *Layers) hasAgent(at int) bool {
	end := l.Sentences[l.Tokens[at].Sentence].Tokens.End
	for i := at + 1; i < min(end, at+18); i++ {
		if t := &l.Tokens[i]; agents[t.Compound] {
			return true
		} else if t.Is(isnad.Sub) || t.Is(isnad.Rel) || t.Is(isnad.Verb) {
			return false
		}
	}
	return false
}

// objectless tells whether a verb that takes an object stands without one: it may be
// a passive that print does not show.
func (y *layout) objectless() bool {
	if y.r.Pron != "" || !strings.HasPrefix(y.r.Class, "t") || strings.HasPrefix(y.r.Class, "ti") || !y.r.Features.Has(isnad.Passive) {
		return false
	}
	for i := range y.parties {
		if y.parties[i].slot == SlotObject {
			return false
		}
	}
	for i := y.at + 1; i < min(y.sent.End, y.at+8); i++ {
		if t := &y.l.Tokens[i]; t.Is(isnad.Sub) {
			return false // a clause is its object
		}
	}
	return true
}
