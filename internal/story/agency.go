package story

import (
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
)

// A Credit is the agency that a text says it comes from, and the folded words
// that say so. ID is a key of data/gazetteer/organisations.tsv, "" for "agencies".
type Credit struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Where a credit stands: in the head of one of the first lines ("Beirut (AFP) -",
// "Cairo - Reuters:"), or at the very end ("(Reuters)", "source: dpa").
const (
	creditLines = 3
	creditHead  = 9 // words into the line
	creditTail  = 8 // words before the end
)

// Agencies knows the names by which agencies are credited.
type Agencies struct {
	byName map[string]string // folded words, joined by blanks -> gazetteer id
	most   int               // words of the longest name
}

// NewAgencies takes the media of the gazetteer that are called an agency, with
// all their names, and the signatures of data/ar/words.tsv (list agency).
func NewAgencies(lx *lexicon.Lexicon) *Agencies {
	a := &Agencies{byName: map[string]string{}}
	if t := lx.Table("organisations"); t != nil {
		for i := range t.Len() {
			names := append([]string{t.Get(i, "name")}, t.List(i, "variants")...)
			if t.Get(i, "kind") == "media" && anyAgency(names) {
				for _, n := range names {
					a.add(n, t.Get(i, "id"))
				}
			}
		}
	}
	if t := lx.Table("words"); t != nil {
		for i := range t.Len() {
			if t.Get(i, "list") == "agency" {
				a.add(t.Get(i, "word"), strings.Trim(t.Get(i, "gloss"), "-"))
			}
		}
	}
	return a
}

// anyAgency: wakāla "agency" begins a name, with the article or without.
func anyAgency(names []string) bool {
	for _, n := range names {
		if strings.HasPrefix(n, "وكالة ") || strings.HasPrefix(n, "الوكالة ") {
			return true
		}
	}
	return false
}

func (a *Agencies) add(name, id string) {
	ws := strings.FieldsFunc(normal.Key(name), func(r rune) bool { return !wordRune(r) })
	if len(ws) > 0 {
		a.byName[strings.Join(ws, " ")] = id
		a.most = max(a.most, len(ws))
	}
}

// Credit finds whom a folded text credits; nil when it does not say. A name in
// running words ("Reuters said that") is a speaker, not a credit: what counts
// stands between signs.
func (a *Agencies) Credit(folded string) *Credit {
	rest := folded
	for range creditLines {
		line, after, more := strings.Cut(strings.TrimLeft(rest, " \n"), "\n")
		if c := a.in(line, 0, creditHead); c != nil {
			return c
		}
		if rest = after; !more {
			break
		}
	}
	tail := strings.TrimRight(folded, " \n")
	tail = tail[strings.LastIndexByte(tail, '\n')+1:]
	if n := len(tail) - 200; n > 0 { // bytes: more than eight words
		tail = tail[n:]
	}
	return a.in(tail, -creditTail, creditTail)
}

// in looks among n words of a line from the given one, which counts from the end
// when it is negative.
func (a *Agencies) in(line string, from, n int) *Credit {
	limit := -1
	if from == 0 {
		limit = n + a.most + 1
	}
	ws := extents(line, limit)
	if from < 0 {
		from = max(0, len(ws)+from)
	}
	for i := from; i < min(len(ws), from+n); i++ {
		if !sign(line[:ws[i][0]], false) {
			continue
		}
		for k := min(a.most, len(ws)-i); k > 0; k-- {
			start, end := ws[i][0], ws[i+k-1][1]
			if id, ok := a.byName[joined(line, ws[i:i+k])]; ok && sign(line[end:], true) {
				return &Credit{ID: id, Text: line[start:end]}
			}
		}
	}
	return nil
}

// extents are the byte ranges of the words of a line, at most limit when it is not negative.
func extents(line string, limit int) (out [][2]int) {
	start := -1
	for i, r := range line {
		switch in := wordRune(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out, start = append(out, [2]int{start, i}), -1
			if len(out) == limit {
				return out
			}
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(line)})
	}
	return out
}

func joined(line string, ws [][2]int) string {
	var b strings.Builder
	for i, w := range ws {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(line[w[0]:w[1]])
	}
	return b.String()
}

// sign tells whether a sign of a credit or the edge of the line stands at the
// end of s, or at its start when ahead. Quotes are passed over. Two blanks are a
// sign: folding takes a tatweel that was typed for a dash away.
func sign(s string, ahead bool) bool {
	blanks := 0
	for s != "" {
		r, w := utf8.DecodeLastRuneInString(s)
		if ahead {
			r, w = utf8.DecodeRuneInString(s)
			s = s[w:]
		} else {
			s = s[:len(s)-w]
		}
		switch {
		case r == ' ':
			if blanks++; blanks == 2 {
				return true
			}
		case strings.ContainsRune("\"'«»", r):
		case strings.ContainsRune("()[]/-:،,|\n", r), ahead && r == '.':
			return true
		default:
			return false
		}
	}
	return true
}
