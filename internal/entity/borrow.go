package entity

import (
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// An Option is a country that a party could belong to although its own words do
// not say so: that of a place, state or other party told near it, or what the
// text is about.
type Option struct {
	Mention int
	Country string
	Via     string // place or topic
	from    int    // mention it would come from, -1 the topic
	only    bool   // the sentence names no other country
}

const cutCountry = 0.5

// Borrow gives parties without a country that of their likeliest option, when the
// scorer "country" finds one likely. The provenance tells, so that a reader may
// leave it out: people code the country from the phrase alone. It changes mentions.
func Borrow(models learn.Models, l *Layers, mentions []isnad.Mention) {
	best := map[int]float64{}
	var f learn.Features
	for _, o := range Options(l, mentions) {
		f.Reset()
		o.Features(&f, l, mentions)
		p := learn.Logistic(models.Score("country", &f))
		if p < cutCountry || p <= best[o.Mention] {
			continue
		}
		best[o.Mention] = p
		m := &mentions[o.Mention]
		m.Country, m.CountryVia = o.Country, o.Via
	}
}

// Options lists what the parties of a text could borrow, in the order of the mentions.
func Options(l *Layers, mentions []isnad.Mention) (out []Option) {
	topic := topics(l, mentions)
	from := 0
	for s := range l.Sentences {
		to := from
		countries := map[string]bool{}
		for ; to < len(l.Phrases) && l.Phrases[to].Sentence == s; to++ {
			if sure(&mentions[to]) {
				countries[mentions[to].Country] = true
			}
		}
		for i := from; i < to && !l.Sentences[s].Dropped; i++ {
			if m := &mentions[i]; m.Country == "" && len(m.Sectors) > 0 || m.Country == "" && m.Kind == "person" {
				out = append(out, options(l, mentions, i, from, to, topic[s], len(countries) == 1)...)
			}
		}
		from = to
	}
	return out
}

// sure tells whether a mention's own words give it a country.
func sure(m *isnad.Mention) bool {
	return m.Country != "" && !organisationCodes[m.Country] && (m.CountryVia == "name" || m.CountryVia == "nisba")
}

// options of mention i: the nearest mention of each country in its sentence, then the topic.
func options(l *Layers, mentions []isnad.Mention, i, from, to int, topic string, only bool) (out []Option) {
	nearest := map[string]int{}
	for j := from; j < to; j++ {
		if !sure(&mentions[j]) || j == i {
			continue
		}
		c := mentions[j].Country
		k, seen := nearest[c]
		if !seen {
			out = append(out, Option{i, c, "place", j, only})
			nearest[c] = len(out) - 1
		} else if gap(l, i, j) < gap(l, i, out[k].from) {
			out[k].from = j
		}
	}
	if _, seen := nearest[topic]; topic != "" && !seen {
		out = append(out, Option{i, topic, "topic", -1, len(out) == 0})
	}
	return out
}

// gap is the number of tokens between two phrases.
func gap(l *Layers, i, j int) int {
	a, b := l.Phrases[i].Tokens, l.Phrases[j].Tokens
	return max(0, max(a.Start-b.End, b.Start-a.End))
}

// topics is, for each sentence, the country named most before its end, the title counting double.
func topics(l *Layers, mentions []isnad.Mention) []string {
	out := make([]string, len(l.Sentences))
	count := map[string]int{}
	best := ""
	k := 0
	for s := range l.Sentences {
		for ; k < len(l.Phrases) && l.Phrases[k].Sentence == s; k++ {
			if m := &mentions[k]; sure(m) && l.Phrases[k].Extends < 0 {
				if count[m.Country]++; l.Sentences[s].Title {
					count[m.Country]++
				}
				if best == "" || count[m.Country] > count[best] {
					best = m.Country
				}
			}
		}
		out[s] = best
	}
	return out
}

// Features writes what speaks for and against an option.
func (o *Option) Features(f *learn.Features, l *Layers, mentions []isnad.Mention) {
	m, p := &mentions[o.Mention], &l.Phrases[o.Mention]
	h := l.Tokens[p.Head].R()
	def := "indef"
	switch {
	case p.Name >= 0:
		def = "name"
	case h.Pron != "":
		def = "pron"
	case h.Pro.Has(isnad.ProAl):
		def = "al"
	}
	only := strconv.FormatBool(o.only)
	f.Add2("via", o.Via, only)
	f.Add2("sector", m.Sector(), o.Via)
	f.Add3("sector", m.Sector(), o.Via, def)
	f.Add2("def", def, o.Via)
	f.Add2("lemma", h.Lemma, o.Via)
	f.Add2("row", m.Row, o.Via)
	f.Add2("inner", strconv.FormatBool(p.Genitive >= 0), o.Via)
	if o.from < 0 {
		return
	}
	x, q := &mentions[o.from], &l.Phrases[o.from]
	d := gap(l, o.Mention, o.from)
	side := "after"
	if q.Tokens.Start < p.Tokens.Start {
		side = "before"
	}
	f.Add2("near", side, distance(d))
	f.Add3("near", side, distance(d), only)
	f.Add2("kind", x.Kind, x.Sector())
	f.Add3("pair", m.Sector(), x.Kind, x.Sector())
	f.Add2("prep", q.PrepWord, x.Kind)
	f.Add3("prep", q.PrepWord, m.Sector(), side)
	f.Add2("cvia", x.CountryVia, side)
	f.Add2("head", l.Tokens[q.Head].R().Lemma, side)
	f.Add3("clause", side, strconv.Itoa(min(3, between(l, p.Tokens, q.Tokens, isnad.Verb))), strconv.Itoa(min(2, between(l, p.Tokens, q.Tokens, isnad.Punct))))
	f.Add2("role", x.Kind, strconv.FormatBool(q.PrepWord == "")+side)
}

func distance(d int) string {
	switch {
	case d < 3:
		return strconv.Itoa(d)
	case d < 6:
		return "3+"
	case d < 12:
		return "6+"
	}
	return "12+"
}

// between counts the tokens of a part of speech between two phrases.
func between(l *Layers, a, b isnad.Range, pos isnad.POS) (n int) {
	for i := min(a.End, b.End); i < max(a.Start, b.Start); i++ {
		if l.Tokens[i].Is(pos) {
			n++
		}
	}
	return n
}
