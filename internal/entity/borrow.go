package entity

import (
	"slices"
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/lexicon"
)

// A Party is a mention in its event: what it does there, and beside whom.
type Party struct {
	Mention int
	Type    string
	At      int    // token of the trigger, -1 unknown
	Role    string // actor, recipient, speaker
	With    []int  // mentions of the event's other parties
}

// An Option is a country that a party could belong to although its own words do
// not say so: that of a place, state or other party told near it, or what the
// text is about.
type Option struct {
	Party
	Country string
	Via     string // place or topic
	from    int    // mention it would come from, -1 the topic
	only    bool   // the sentence names no other country
	named   int    // mentions of the text that name the country
	rivals  int    // options beside this one
	order   int    // options that stand nearer to the trigger
	top     bool   // no country is named more up to this sentence
	hint    string // how a hint speaks for it: own (in the party's words), near, surname, body (a body's short name); "" none does
	rank    int    // of the country among those of the hint
	of      int    // how many those are
	bearer  bearer // whom the surname may mean
}

// A home is a text read for the countries of its parties.
type home struct {
	l        *Layers
	mentions []isnad.Mention
	first    []int    // of each sentence, its first phrase; and the end
	topic    []string // see topics
	named    map[string]int
	hints    [][]hint // by sentence, where read
	read     []bool
}

func newHome(l *Layers, mentions []isnad.Mention) *home {
	h := &home{l: l, mentions: mentions, first: make([]int, len(l.Sentences)+1), topic: topics(l, mentions), named: map[string]int{}}
	k := 0
	for s := range l.Sentences {
		h.first[s] = k
		for ; k < len(l.Phrases) && l.Phrases[k].Sentence == s; k++ {
			if sure(&mentions[k]) && l.Phrases[k].Extends < 0 {
				h.named[mentions[k].Country]++
			}
		}
	}
	h.first[len(l.Sentences)] = k
	return h
}

// borrow gives a party without a country that of its likeliest option, when the
// scorer "country" finds it likelier than none. The provenance tells, so that a reader may
// leave it out: people code the country from the phrase alone.
func (h *home) borrow(model *learn.Model, p Party, f *learn.Features) {
	m := &h.mentions[p.Mention]
	if model == nil || m.Country != "" || m.Sector() == "UAF" {
		return // gunmen whom nobody knows are of no country (GUIDELINE, Attack sentences)
	}
	if c := h.standsIn(p.Mention); c != "" {
		m.Country, m.CountryVia = c, "place"
		return
	}
	best, none := 0.0, 1.0 // at most one of the options is right, and the party may have no country
	country, via := "", ""
	for _, o := range h.options(p) {
		f.Reset()
		o.Features(f, h.l, h.mentions)
		x := model.Probability(f.List)
		if none -= x; x > best {
			best, country, via = x, o.Country, o.Via
		}
	}
	if best > none {
		m.Country, m.CountryVia = country, via
	}
}

// standsIn is the country of a building or place whose complement says where it stands, and of people
// whose complement says of whom they are, "" none: kanīsatun fī l-Kūnghū, diblūmāsiyyūna min safārati l-Hind.
// Of people "in" says where they are, not whose.
func (h *home) standsIn(i int) string {
	p := &h.l.Phrases[i]
	r := h.l.Tokens[p.Head].R()
	if p.Name >= 0 || abroad[r.Lemma] || p.Tokens.End >= len(h.l.Tokens) {
		return ""
	}
	ties := where
	if r.Features.Has(isnad.Human) || r.Class == "person" || r.Class == "group" {
		ties = whose
	}
	at := p.Tokens.End
	if t := &h.l.Tokens[at]; t.Is(isnad.Prep) && t.R().Pron == "" && ties[t.Key] {
		at++
	} else if !t.R().Pro.Has(isnad.ProBi) || !ties["ب"] {
		return ""
	}
	for j := i + 1; j < len(h.mentions) && h.l.Phrases[j].Tokens.Start <= at; j++ {
		if q := &h.l.Phrases[j]; q.Tokens.Start == at && q.Sentence == p.Sentence && q.Extends < 0 && q.Genitive < 0 && sure(&h.mentions[j]) {
			return h.mentions[j].Country
		}
	}
	return ""
}

var (
	where = map[string]bool{"في": true, "داخل": true, "ب": true}
	whose = map[string]bool{"من": true}
)

// abroad are what a state has in the land of another.
var abroad = map[string]bool{"سفارة": true, "قنصلية": true, "بعثة": true, "ممثلية": true, "قاعدة": true, "مكتب": true, "قوة": true}

// Options lists what a party of a text could borrow; none when its words give its country.
func Options(l *Layers, mentions []isnad.Mention, p Party) []Option {
	if mentions[p.Mention].Country != "" {
		return nil
	}
	return newHome(l, mentions).options(p)
}

// sure tells whether a mention's own words give it a country.
func sure(m *isnad.Mention) bool {
	return m.Country != "" && !lexicon.Stateless[m.Country] && (m.CountryVia == "name" || m.CountryVia == "nisba")
}

// outlet tells whether a phrase is, or stands in the name of, an agency or a newspaper,
// which reports from everywhere: wakālatu ṣ-ṣiḥāfati l-faransiyya.
func outlet(l *Layers, mentions []isnad.Mention, i int) bool {
	m := &mentions[i]
	if m.ID != "" && m.Sector() == "JRN" && m.Kind != "person" {
		return true
	}
	g := l.Phrases[i].Genitive
	return g >= 0 && outlet(l, mentions, g)
}

func (h *home) outlet(i int) bool { return outlet(h.l, h.mentions, i) }

// options: the nearest mention of each country in the party's sentence, then in the
// two before it and the one behind, then the topic.
func (h *home) options(p Party) (out []Option) {
	i := p.Mention
	s := h.l.Phrases[i].Sentence
	near := func(a, b int, via string) {
		start := len(out)
		for j := a; j < b; j++ {
			if !sure(&h.mentions[j]) || j == i || h.l.Phrases[j].Extends >= 0 || h.outlet(j) {
				continue
			}
			c := h.mentions[j].Country
			k := slices.IndexFunc(out, func(o Option) bool { return o.Country == c })
			switch {
			case k < 0:
				out = append(out, Option{Party: p, Country: c, Via: via, from: j})
			case k >= start && gap(h.l, i, j) < gap(h.l, i, out[k].from):
				out[k].from = j
			}
		}
	}
	near(h.first[s], h.first[s+1], "place")
	only := len(out) == 1
	near(h.first[max(0, s-2)], h.first[s], "topic")
	near(h.first[s+1], h.first[min(s+2, len(h.l.Sentences))], "topic")
	topic := h.topic[s]
	if topic != "" && !slices.ContainsFunc(out, func(o Option) bool { return o.Country == topic }) {
		out = append(out, Option{Party: p, Country: topic, Via: "topic", from: -1})
	}
	out = h.hinted(out, p)
	for k := range out {
		o := &out[k]
		o.only = only && k == 0 || len(out) == 1
		o.named, o.rivals, o.top = h.named[o.Country], len(out)-1, o.Country == topic
		for j := range out {
			if j != k && out[j].from >= 0 && o.from >= 0 && h.toTrigger(&out[j]) < h.toTrigger(o) {
				o.order++
			}
		}
	}
	return out
}

// toTrigger is the number of tokens between an option and the word that tells the event.
func (h *home) toTrigger(o *Option) int {
	t := h.l.Phrases[o.from].Tokens
	return max(0, max(t.Start-o.At-1, o.At-t.End))
}

// hinted adds what the hints of the sentence and the bearers of a surname suggest; an
// option that is there already keeps where it comes from.
func (h *home) hinted(out []Option, p Party) []Option {
	option := func(country, via string) *Option {
		k := slices.IndexFunc(out, func(o Option) bool { return o.Country == country })
		if k < 0 {
			k = len(out)
			out = append(out, Option{Party: p, Country: country, Via: via, from: -1})
		}
		return &out[k]
	}
	q := &h.l.Phrases[p.Mention]
	for _, x := range h.hintsOf(q.Sentence) {
		hint, via := "near", "place"
		if x.tokens.Start < q.Tokens.End && q.Tokens.Start < x.tokens.End {
			hint, via = "own", "name"
		}
		for rank, country := range x.countries {
			if o := option(country, via); o.hint == "" || o.hint == "near" && (hint == "own" || rank < o.rank) {
				o.hint, o.rank, o.of = hint, rank, len(x.countries)
			}
		}
	}
	for rank, b := range bearers(h.l, &h.mentions[p.Mention]) {
		if o := option(b.country, "name"); o.hint != "own" {
			o.hint, o.rank, o.bearer = "surname", rank, b
		}
	}
	for rank, b := range bodies(h.l, &h.mentions[p.Mention]) {
		if o := option(b.country, "name"); o.hint == "" || o.hint == "near" {
			o.hint, o.rank, o.bearer = "body", rank, b
		}
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
			if m := &mentions[k]; sure(m) && l.Phrases[k].Extends < 0 && !outlet(l, mentions, k) {
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
	def := definite(l, p)
	only := strconv.FormatBool(o.only)
	o.event(f, l, mentions)
	if o.hint != "" {
		rank := strconv.Itoa(min(o.rank, 3))
		f.Add3("hint", o.hint, rank, strconv.Itoa(min(o.of, 4)))
		f.Add3("hintrank", o.hint, rank, strconv.FormatBool(o.from < 0))
		f.Add3("hintsector", o.hint, rank, m.Sector())
		f.Add3("hintrole", o.hint, o.Role, def)
		if o.hint == "surname" {
			f.Add3("bearerof", strconv.FormatBool(o.bearer.top), m.Kind, def)
		}
	}
	f.Add3("named", strconv.Itoa(min(o.named, 4)), o.Via, strconv.FormatBool(o.top))
	f.Add3("rivals", strconv.Itoa(min(o.rivals, 4)), o.Via, strconv.FormatBool(o.top))
	f.Add2("via", o.Via, only)
	f.Add2("def", def, o.Via)
	f.Add2("lemma", h.Lemma, o.Via)
	f.Add2("row", m.Row, o.Via)
	for k := p.Tokens.Start; k < p.Tokens.End; k++ {
		if r := l.Tokens[k].R(); k != p.Head && (r.POS == isnad.Noun || r.POS == isnad.Adj) {
			f.Add2("word", r.Lemma, o.Via)
		}
	}
	if o.from < 0 {
		return
	}
	x, q := &mentions[o.from], &l.Phrases[o.from]
	d := gap(l, o.Mention, o.from)
	side := "after"
	if q.Tokens.Start < p.Tokens.Start {
		side = "before"
	}
	if n := q.Sentence - p.Sentence; n != 0 {
		side += strconv.Itoa(n)
	}
	f.Add2("near", side, distance(d))
	f.Add3("near", side, distance(d), only)
	f.Add2("kind", x.Kind, x.Sector())
	f.Add3("pair", m.Sector(), x.Kind, x.Sector())
	f.Add2("cvia", x.CountryVia, side)
	f.Add2("head", l.Tokens[q.Head].R().Lemma, side)
	f.Add2("role", x.Kind, strconv.FormatBool(q.PrepWord == "")+side)
	f.Add2("from", x.ID, o.Role)
	f.Add3("mate", strconv.FormatBool(q.Coord == p.Coord), side, m.Sector())
	beside := l.Lexicon.List("beside")[l.Tokens[q.Head].R().Lemma]
	for k := max(l.Sentences[q.Sentence].Tokens.Start, q.Tokens.Start-3); k < q.Tokens.Start; k++ {
		lemma := l.Tokens[k].R().Lemma
		f.Add2("before", lemma, x.Kind) // death to, against
		beside = beside || l.Lexicon.List("beside")[lemma]
	}
	f.Add3("beside", strconv.FormatBool(beside), x.Kind, side)
	o.trigger(f, l, x, q)
}

// trigger: where the option stands beside the word that tells the event, of whose place it may be.
func (o *Option) trigger(f *learn.Features, l *Layers, x *isnad.Mention, q *isnad.Phrase) {
	if o.At < 0 || l.Tokens[o.At].Sentence != q.Sentence {
		f.Add3("trigger", "away", o.Type, o.Role)
		return
	}
	at := isnad.Range{Start: o.At, End: o.At + 1}
	side := "after"
	if q.Tokens.Start < o.At {
		side = "before"
	}
	d := distance(max(0, max(q.Tokens.Start-at.End, at.Start-q.Tokens.End)))
	f.Add3("trigger", side, d, q.PrepWord)
	f.Add3("triggerkind", x.Kind+x.Sector(), q.PrepWord, o.Role+side)
	f.Add3("closest", strconv.Itoa(min(o.order, 3)), strconv.Itoa(min(o.rivals, 3)), side)
}

// definite tells how a phrase says which thing it means.
func definite(l *Layers, p *isnad.Phrase) string {
	h := l.Tokens[p.Head].R()
	switch {
	case p.Name >= 0:
		return "name"
	case h.Pron != "":
		return "pron"
	case h.Pro.Has(isnad.ProAl):
		return "al"
	}
	return "indef"
}

// event: the party's part in it, and whether its other parties are of the country.
func (o *Option) event(f *learn.Features, l *Layers, mentions []isnad.Mention) {
	with, is := "none", "no"
	for _, w := range o.With {
		if w == o.from || o.from >= 0 && l.Phrases[w].Head == l.Phrases[o.from].Head {
			is = "yes"
		}
		switch {
		case !sure(&mentions[w]):
		case mentions[w].Country == o.Country:
			with = "same"
		case with == "none":
			with = "other"
		}
	}
	f.Add3("role", o.Type, o.Role, o.Via)
	f.Add3("with", with, o.Type, o.Role)
	f.Add3("withvia", with, o.Role, o.Via)
	f.Add3("cited", is, o.Type, o.Role)
	f.Add3("withsector", with, mentions[o.Mention].Sector(), o.Role)
	for _, w := range o.With {
		f.Add3("withpair", with, mentions[o.Mention].Sector(), mentions[w].Sector())
	}
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
