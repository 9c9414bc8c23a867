package morph

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// longestPerson bounds the words of a person's name.
const longestPerson = 6

// persons reads the words of a known person's name of two words or more as a name, whatever
// they mean by themselves: Sāmiru Saʿāda is no student's happiness in "inna Sāmira Saʿādata ṭālaba ...".
func (a *Analyzer) persons(ts []isnad.Token) {
	for i := 0; i < len(ts); i++ {
		key := ts[i].Key
		n, pro := a.person(ts, i, key), isnad.Proclitics(0)
		if rest, ok := strings.CutPrefix(key, waw); ok && n == 0 {
			n, pro = a.person(ts, i, rest), isnad.ProWa
		}
		for j := i; j < i+n; j++ {
			ts[j].Readings = a.named(ts[j].Key, pro)
			pro = 0
		}
		i += max(n-1, 0)
	}
}

// person is the number of words of the longest known name of a person that begins at token i with a
// word, 0 none. One word may be anything.
func (a *Analyzer) person(ts []isnad.Token, i int, first string) (words int) {
	if !a.lx.MayName(first) {
		return 0
	}
	key := first
	for j := i + 1; j < min(len(ts), i+longestPerson); j++ {
		key += " " + ts[j].Key
		row, known := a.lx.Step(key, lexicon.KindPerson)
		if row >= 0 {
			words = j + 1 - i
		}
		if !known {
			break
		}
	}
	return words
}

// named is the reading of a word in a name, before those that it has.
func (a *Analyzer) named(key string, pro isnad.Proclitics) []isnad.Reading {
	cached := key
	if pro != 0 {
		cached = " " + key
	}
	if rs, ok := a.names[cached]; ok {
		return rs
	}
	stem := key
	if pro != 0 {
		stem = strings.TrimPrefix(key, waw)
	}
	stem = strings.Clone(stem)
	rs := []isnad.Reading{{POS: isnad.Proper, Pro: pro, Stem: stem, Lemma: stem, Row: "persons"}}
	for _, r := range a.Word(key) {
		if r.POS == isnad.Proper && r.Pro == pro && rs[0].Row == "persons" { // a given name says more
			rs[0] = r
			rs[0].Cost = 0
		} else if len(rs) < maxReadings {
			r.Cost += costNoName
			rs = append(rs, r)
		}
	}
	if len(a.names) >= cacheWords {
		clear(a.names)
	}
	a.names[strings.Clone(cached)] = rs
	return rs
}

// costNoName is what it costs to read a word of a known name as anything else.
const costNoName = 20
