package nlpeval

import (
	"fmt"
	"io"
	"path/filepath"
	"sort"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/pipeline"
)

// slots of a party in the order of eval's arrays.
var slotNames = [2]string{"actor", "recipient"}

// A Mean is a sum of shares and their number.
type Mean struct {
	Sum float64
	N   int
}

func (m *Mean) add(v float64) { m.Sum += v; m.N++ }

// Value is the mean, 0 of none.
func (m Mean) Value() float64 {
	if m.N == 0 {
		return 0
	}
	return m.Sum / float64(m.N)
}

// PartyScores tell how well parties could be found and are coded, by slot and by
// part: 0 open, 1 held.
type PartyScores struct {
	Phrase, Country, Sector, Both [2][2]Mean
	Proposed, Words               [2]int   // phrases and written words of the sentences that Phrase counts
	Errors                        []string // of the open part
}

// Parties scores phrases and codes of parties on the gold in dir and writes the
// table; it returns the errors of the open parts.
func Parties(c *pipeline.Coder, dir string, w io.Writer) ([]string, error) {
	g, err := eval.ReadGSR(filepath.Join(dir, "gsr-dev"))
	if err != nil {
		return nil, err
	}
	units, err := eval.Units(filepath.Join(dir, "plover-dev.jsonl"))
	if err != nil {
		return nil, err
	}
	r := c.Reader()
	gsr, plover := people(r, g), guideline(r, units)
	fmt.Fprintln(w, "#")
	fmt.Fprintln(w, "# Parties. phrase: mean F1 of the words that most of two or more annotators marked and the best of the noun phrases we propose,")
	fmt.Fprintln(w, "# at most one for each two written words of the sentence: whole phrases, also without the number before the head, first; then parts,")
	fmt.Fprintln(w, "# longer ones and coordinations; then times and masdars.")
	fmt.Fprintln(w, "# country, sector, both: share right when the span is given; gsr-dev where two or more people agree and say something (country of the")
	fmt.Fprintln(w, "# phrase alone, country_via), plover-dev every party with a span (country of the text). A party without country or sector is right when empty.")
	fmt.Fprintf(w, "%-22s %-18s %8s %8s %8s %8s\n", "set", "figure", "open", "n", "held", "n")
	for slot, name := range slotNames {
		printMean(w, "gsr-dev", name+" phrase", gsr.Phrase[slot])
	}
	printMean(w, "gsr-dev", "phrases a word", [2]Mean{{float64(gsr.Proposed[0]), gsr.Words[0]}, {float64(gsr.Proposed[1]), gsr.Words[1]}})
	for _, s := range []struct {
		set string
		*PartyScores
	}{{"gsr-dev", gsr}, {"plover-dev", plover}} {
		for slot, name := range slotNames {
			printMean(w, s.set, name+" country", s.Country[slot])
			printMean(w, s.set, name+" sector", s.Sector[slot])
			printMean(w, s.set, name+" both", s.Both[slot])
		}
	}
	return append(gsr.Errors, plover.Errors...), nil
}

func printMean(w io.Writer, set, name string, m [2]Mean) {
	fmt.Fprintf(w, "%-22s %-18s %8.3f %8d %8.3f %8d\n", set, name, m[0].Value(), m[0].N, m[1].Value(), m[1].N)
}

func part(id string) int {
	if eval.Held(id) {
		return 1
	}
	return 0
}

var roleNames = [2]string{"actor", "recipient"}

// people scores against the marks and codes of trained people.
func people(r *pipeline.Reader, g *eval.GSR) *PartyScores {
	s := &PartyScores{}
	for i := range g.Types {
		for k := range g.Types[i].Spans {
			row := &g.Types[i].Spans[k]
			h, parties := part(row.ID), row.Parties()
			a := isnad.Article{ID: row.ID, Text: row.Text}
			if len(row.Annotators) >= 2 {
				s.best(r, a, h, parties)
			}
			for slot, p := range parties {
				if !p.Coded {
					continue
				}
				country, sector := "", ""
				if at, f := eval.Locate(row.Text, p.Words); f > 0 {
					m, _ := r.Given(a, at, g.Types[i].Type, roleNames[slot])
					country, sector = eval.PhraseCountry(m.Country, m.CountryVia), m.Sector()
				}
				s.code(slot, h, country == p.Country, sector == p.Sector)
				if country != p.Country || sector != p.Sector {
					s.miss(h, "code", slotNames[slot], country+"-"+sector, p.Country+"-"+p.Sector, strings.Join(p.Words, " "))
				}
			}
		}
	}
	return s
}

// best books the best proposed phrase for each slot that people filled.
func (s *PartyScores) best(r *pipeline.Reader, a isnad.Article, h int, parties [2]eval.GSRGiven) {
	d := r.Annotate(a)
	words := len(eval.Tokens(a.Text))
	proposed := proposals(&d, words/2)
	s.Proposed[h] += len(proposed)
	s.Words[h] += words
	for slot, p := range parties {
		if len(p.Words) == 0 {
			continue
		}
		top, best := 0.0, []string(nil)
		for _, ws := range proposed {
			if f := eval.TokenF1(ws, p.Words); f > top {
				top, best = f, ws
			}
		}
		s.Phrase[slot][h].add(top)
		if top < 1 {
			s.miss(h, "phrase", slotNames[slot], fmt.Sprintf("%.2f", top), strings.Join(p.Words, " "), strings.Join(best, " "), a.Text)
		}
	}
}

// proposals are the words of the noun phrases that may be a party, each once, at
// most n: the likelier kinds first, for a coder that may look at so many.
func proposals(d *isnad.Document, n int) (out [][]string) {
	type proposal struct {
		isnad.Span
		rank int
	}
	var all []proposal
	last := map[int]int{} // of each coordination, by its first phrase, its last
	for k := range d.Phrases {
		all = append(all, proposal{d.Mentions[k].Span, rank(d, k)})
		if p := &d.Phrases[k]; p.Head > p.Tokens.Start && p.Extends < 0 { // of 3 soldiers, people mark the soldiers
			all = append(all, proposal{isnad.Span{Start: d.Tokens[p.Head].Start, End: d.Mentions[k].End}, 0})
		}
		if end := bare(d, k); end > 0 { // of angry demonstrators, the demonstrators
			all = append(all, proposal{isnad.Span{Start: d.Mentions[k].Start, End: end}, 1})
		}
		if c := d.Phrases[k].Coord; c != k && d.Phrases[k].Genitive < 0 {
			last[c] = k
		}
	}
	for k := range d.Phrases {
		if to, ok := last[k]; ok {
			all = append(all, proposal{isnad.Span{Start: d.Mentions[k].Start, End: d.Mentions[to].End}, 1})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].rank < all[j].rank })
	seen := map[string]bool{}
	for _, p := range all {
		ws := eval.WordsAt(d.Text, p.Span)
		if key := strings.Join(ws, " "); len(ws) > 0 && !seen[key] && len(out) < n {
			seen[key] = true
			out = append(out, ws)
		}
	}
	return out
}

// bare is where a phrase for people ends without the adjectives that only describe
// them, 0 when it has none.
func bare(d *isnad.Document, k int) int {
	p := &d.Phrases[k]
	if p.Extends >= 0 || p.Genitive >= 0 || !d.Tokens[p.Head].R().Features.Has(isnad.Human) {
		return 0
	}
	for i := p.Head + 1; i < p.Tokens.End; i++ {
		if r := d.Tokens[i].R(); r.POS == isnad.Adj && !r.Features.Has(isnad.Nisba) {
			return d.Tokens[i-1].End
		}
	}
	return 0
}

// rank is 0 for whole phrases, 1 for the parts of a chain and phrases with their
// complement, 2 for times and masdars: news is rarely made by them.
func rank(d *isnad.Document, k int) int {
	p := &d.Phrases[k]
	h := d.Tokens[p.Head].R()
	switch {
	case h.Class == "time", h.Features.Has(isnad.Masdar) && h.Class != "person" && h.Class != "group" && h.Class != "body" && p.Name < 0:
		return 2
	case p.Extends >= 0, p.Genitive >= 0:
		return 1
	}
	return 0
}

// guideline scores against parties annotated by the guideline of PLOVER.
func guideline(r *pipeline.Reader, units []eval.Unit) *PartyScores {
	s := &PartyScores{}
	for i := range units {
		u := &units[i]
		for _, e := range u.Events {
			for slot, list := range [2][]eval.GoldMention{e.Actor, e.Recipient} {
				for _, g := range list {
					if g.Start < 0 || len(g.Code) < 3 {
						continue
					}
					m, _ := r.Given(u.Article, u.Bytes(g.Span), e.Type, roleNames[slot])
					country, sector := strings.Trim(g.Code[:3], "-"), strings.TrimPrefix(g.Code[3:], "-")
					s.code(slot, part(u.Article.ID), m.Country == country, m.Sector() == sector)
					if m.Country != country || m.Sector() != sector {
						s.miss(part(u.Article.ID), "code", slotNames[slot], m.Country+"-"+m.Sector(), g.Code, g.Text)
					}
				}
			}
		}
	}
	return s
}

func (s *PartyScores) miss(h int, what ...string) {
	if h == 0 {
		s.Errors = append(s.Errors, strings.Join(what, "\t"))
	}
}

func (s *PartyScores) code(slot, h int, country, sector bool) {
	share := func(ok bool) float64 {
		if ok {
			return 1
		}
		return 0
	}
	s.Country[slot][h].add(share(country))
	s.Sector[slot][h].add(share(sector))
	s.Both[slot][h].add(share(country && sector))
}
