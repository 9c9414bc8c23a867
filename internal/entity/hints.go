package entity

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// longestHint bounds the words of a hint.
const longestHint = 5

// A hint is a run of words that suggests one of few countries (data/gazetteer/hints.tsv).
type hint struct {
	tokens    isnad.Range
	countries []string
}

// hintsOf lists the hints of a sentence; it is read when first asked for.
func (h *home) hintsOf(s int) []hint {
	if h.hints == nil {
		h.hints = make([][]hint, len(h.l.Sentences))
		h.read = make([]bool, len(h.l.Sentences))
	}
	if !h.read[s] {
		h.read[s] = true
		r := h.l.Sentences[s].Tokens
		for i := r.Start; i < r.End; {
			x, ok := hintAt(h.l, i, r.End)
			if !ok {
				i++
				continue
			}
			h.hints[s] = append(h.hints[s], x)
			i = x.tokens.End
		}
	}
	return h.hints[s]
}

// hintAt finds the longest hint that begins at a token.
func hintAt(l *Layers, i, end int) (best hint, ok bool) {
	var room cutRoom
	for _, c := range cuts(l.Tokens[i].Key, &room) {
		if !l.Lexicon.Begins(c.first, lexicon.KindHint) {
			continue
		}
		key := c.first
		for j := i; ; {
			row, known := l.Lexicon.Step(key, lexicon.KindHint)
			if row >= 0 && j+1 > best.tokens.End {
				best, ok = hint{isnad.Range{Start: i, End: j + 1}, l.Lexicon.Table("hints").List(row, "countries")}, true
			}
			if j++; j >= min(end, i+longestHint) || !known {
				break
			}
			key += " " + l.Tokens[j].Key
		}
	}
	return best, ok
}

// A bearer is a country whose people of public life have a surname.
type bearer struct {
	country, sector string
	top             bool // one of them is, or was, its ruler
	now             bool // one of them holds office on the day
}

// bearers lists the countries of those whom a bare surname may mean: the ruler
// first, then who is in office. A text that names nobody in full prints the name of
// somebody whom all its readers know.
func bearers(l *Layers, m *isnad.Mention) (out []bearer) {
	p := &l.Phrases[m.Phrase]
	at := p.Head
	switch h := &l.Tokens[at]; {
	case p.Name >= 0 && l.Names[p.Name].Kind == isnad.NameShape && l.Names[p.Name].Tokens.Len() == 1:
		at = l.Names[p.Name].Tokens.Start // ar-raʾīsu Sulaymān
	case p.Tokens.Len() != 1 || !h.Is(isnad.Noun) && !h.Is(isnad.Adj) && !h.Is(isnad.Proper):
		return nil
	}
	t := l.Lexicon.Table("persons")
	var room cutRoom
	for _, c := range cuts(l.Tokens[at].Key, &room) {
		l.Lexicon.Rows(c.first, lexicon.KindSurname, func(row int) {
			b := bearer{t.Get(row, "country"), t.Get(row, "sector"), ruler(t.Get(row, "role")), l.Day != "" && inTerm(t.Get(row, "from"), t.Get(row, "to"), l.Day)}
			if k := slices.IndexFunc(out, func(x bearer) bool { return x.country == b.country }); k < 0 {
				out = append(out, b)
			} else if o := &out[k]; b.now && !o.now || b.top && !o.top && b.now == o.now {
				b.top = b.top || o.top
				*o = b
			} else {
				o.top = o.top || b.top
			}
		})
		if len(out) > 0 {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b bearer) int { return b.rank() - a.rank() })
	return out
}

// bodies lists what a word alone may be the name of, when the gazetteer knows it with the
// word for its kind only: Ḥamās, al-Qāʿida. The scorers say where it is one.
func bodies(l *Layers, m *isnad.Mention) (out []bearer) {
	p := &l.Phrases[m.Phrase]
	if p.Name >= 0 || p.Tokens.Len() != 1 || l.Tokens[p.Head].R().Pron != "" {
		return nil
	}
	t := l.Lexicon.Table("organisations")
	var room cutRoom
	for _, c := range cuts(l.Tokens[p.Head].Key, &room) {
		for _, kind := range l.Lexicon.Words("kindword") {
			l.Lexicon.Rows(kind+" "+c.first, lexicon.KindOrganisation, func(row int) {
				b := bearer{t.Get(row, "country"), t.Get(row, "sector"), false, l.Day != "" && inTerm(t.Get(row, "from"), t.Get(row, "to"), l.Day)}
				if !slices.ContainsFunc(out, func(x bearer) bool { return x.country == b.country }) {
					out = append(out, b)
				}
			})
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

func (b *bearer) rank() (n int) {
	if b.top {
		n += 2
	}
	if b.now {
		n++
	}
	return n
}

// ruler tells whether a role is that of who rules a state or leads a movement.
func ruler(role string) bool {
	for _, x := range [...]string{"president", "prime minister", "king", "emir", "sultan", "supreme leader", "chancellor", "leader"} {
		if rest, ok := strings.CutPrefix(strings.TrimPrefix(role, "former "), x); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}
