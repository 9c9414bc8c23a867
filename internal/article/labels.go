package article

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad/internal/learn"
)

// A Label is a row of data/ar/labels.tsv: words that give a line away as part of
// the page, with the reason that a part so named is dropped for.
type Label struct{ Reason, Text string }

// A Month is a name out of a row of data/ar/months.tsv.
type Month struct {
	Calendar string // gregorian, hijri or jalali
	Number   int
	Name     string
}

// Rows are the data that Labels are made of.
type Rows struct {
	Labels []Label
	Words  []LabelWord
	Months []Month
	Given  []string              // given names of persons
	Weak   []string              // given names that are common words above all
	Place  func(key string) bool // tells a folded name of a place
}

// Labels are the words of pages, folded for look-up. They are read-only and safe
// for many goroutines.
type Labels struct {
	fold    func(string) string
	civil   func(calendar string, y, m, d int) string
	reasons map[string]string // words joined by one blank -> reason
	months  map[string]Month
	words   map[string]bool // words of three letters or more that labels are made of
	longest int             // words of the longest label
	kinds   map[string]kind // of words that sites say of themselves and to their readers
	time    map[string]bool // what stands round a day or an hour
	given   map[string]bool
	weak    map[string]bool            // given names that are common words too
	credits map[string]map[string]bool // words of kinds makes, made and desk
	topics  map[string]bool            // names of sections
	outlets map[string]bool            // first words of names of sites
	place   func(key string) bool      // see Rows
	notices *learn.Model
}

// NewLabels prepares labels. fold is the folding of the program's look-up
// (normal.Key), and civil the day of another calendar as YYYY-MM-DD, "" of one that
// does not exist (date.Civil): packages of one row do not import each other.
func NewLabels(rows Rows, fold func(string) string, civil func(calendar string, y, m, d int) string) *Labels {
	lb := &Labels{
		fold: fold, civil: civil, place: rows.Place, reasons: map[string]string{}, words: map[string]bool{}, months: map[string]Month{},
		kinds: map[string]kind{}, time: map[string]bool{}, given: map[string]bool{}, weak: map[string]bool{},
		credits: map[string]map[string]bool{"makes": {}, "made": {}, "desk": {}}, topics: map[string]bool{}, outlets: map[string]bool{},
	}
	for _, r := range rows.Labels {
		ws := wordsOf(lb.key(r.Text))
		if len(ws) == 0 {
			continue
		}
		lb.reasons[joined(ws)] = r.Reason
		lb.longest = max(lb.longest, len(ws))
		for _, w := range ws {
			if len(w.text) > 4 && !empty[w.text] {
				lb.words[w.text], lb.words[bare(w.text)] = true, true
			}
			if r.Reason == "date" {
				lb.time[w.text] = true
			}
		}
	}
	for _, r := range rows.Words {
		key := joined(wordsOf(lb.key(r.Text)))
		if of, ok := kinds[r.Kind]; ok {
			lb.kinds[key] |= of
		}
		switch r.Kind {
		case "site":
			lb.address(key)
		case "call", "maycall":
			lb.bid(key, kinds[r.Kind])
		case "time":
			lb.time[key] = true
		case "topic":
			lb.topics[key] = true
		case "outlet":
			lb.outlets[key] = true
		case "makes", "made", "desk":
			lb.credits[r.Kind][key] = true
		}
	}
	for _, n := range rows.Given {
		lb.given[lb.key(n)] = true
	}
	for _, n := range rows.Weak {
		lb.weak[lb.key(n)] = true
	}
	ms, err := learn.Parse(noticeWeights)
	if err != nil { // they are our own
		panic(fmt.Sprintf("notices.tsv: %v", err))
	}
	lb.notices = ms["notice"]
	for _, m := range rows.Months {
		ws := wordsOf(lb.key(m.Name))
		lb.months[joined(ws)] = m
		for _, w := range ws {
			lb.time[w.text] = true
		}
	}
	return lb
}

// town tells whether a name of several words is a place's, and so no writer's.
func (lb *Labels) town(name string) bool {
	return strings.Contains(name, " ") && lb.place(lb.key(name))
}

func (lb *Labels) key(s string) string { return strings.ToLower(lb.fold(s)) }

// A word is a run of letters of a folded line, with its place.
type word struct {
	text string
	end  int
}

// wordsOf cuts a folded line; digits count as no words, so that "3 comments"
// and "comments (3)" read as "comments".
func wordsOf(key string) (ws []word) {
	start := -1
	for i, r := range key {
		if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			ws = append(ws, word{key[start:i], i})
			start = -1
		}
	}
	if start >= 0 {
		ws = append(ws, word{key[start:], len(key)})
	}
	return ws
}

func joined(ws []word) string {
	parts := make([]string, len(ws))
	for i, w := range ws {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

// fit is how a label stands in a line.
type fit int

const (
	none  fit = iota
	front     // the line begins with a label of two words or more
	colon     // the line begins with a label and a colon, dash or bar
	alone     // the line is the label
)

// maxLabel is more than any label has, in bytes: no need to cut up a whole
// paragraph to look at its front.
const maxLabel = 400

// find returns the reason of the longest label that the line begins with.
func (lb *Labels) find(key string) (reason string, how fit) {
	ws := wordsOf(key[:min(len(key), maxLabel)])
	head := ""
	for i := 0; i < len(ws) && i < lb.longest; i++ {
		if i > 0 {
			head += " "
		}
		head += ws[i].text
		why, ok := lb.reasons[head]
		if !ok {
			continue
		}
		switch rest := strings.TrimLeft(key[ws[i].end:], " \t)]}\"»0123456789("); {
		case i == len(ws)-1 && len(key) <= maxLabel:
			reason, how = why, alone
		case marksLabel(rest):
			reason, how = why, colon
		case i > 0:
			reason, how = why, front
		}
	}
	return reason, how
}

func marksLabel(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(":|>»«›-.…؟?!", r)
}

// share is the share of a short line's words that labels are made of too: "the
// readers' opinions on the subject" is no label, but hardly a sentence. Words of
// two letters do not count.
func (lb *Labels) share(key string) float32 {
	if len(key) > maxLabel {
		return 0
	}
	of, known := 0, 0
	for _, w := range wordsOf(key) {
		b := bare(w.text)
		if len(b) <= 4 || empty[b] {
			continue
		}
		of++
		if lb.words[b] {
			known++
		}
	}
	if of == 0 || known == 1 && of > 1 { // one word says little of a heading of two
		return 0
	}
	return float32(known) / float32(of)
}

// empty are the folded words of three letters that labels share with every
// sentence: alā "on", hādhā and hādhihi "this".
var empty = map[string]bool{"علي": true, "هذا": true, "هذه": true}

// bare takes wa- "and", li- "for" with the article and al- "the" off a word.
func bare(w string) string {
	for _, front := range []string{"وال", "بال", "لل", "ال"} {
		if rest, ok := strings.CutPrefix(w, front); ok && len(rest) >= 6 {
			return rest
		}
	}
	return w
}
