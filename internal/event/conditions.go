package event

import (
	"strings"

	"github.com/isnad/isnad"
)

// The conditions of rules name few lists of words and classes. Each list is numbered,
// and of a word of the text it is known which lists have it, so that no rule compares letters.

// lists are the numbers of the lists that have a word.
type lists []uint64

// has tells whether list i, from 1, is among them.
func (s lists) has(i int) bool { return i>>6 < len(s) && s[i>>6]>>(i&63)&1 != 0 }

// conditions tells of lemmas and of classes which lists have them.
type conditions struct {
	lemmas, classes map[string][]int
	n               int // lists
}

// readConditions numbers the lists of the rules' tests.
func readConditions(rules []rule) conditions {
	c := conditions{lemmas: map[string][]int{}, classes: map[string][]int{}}
	seen := map[string]int{}
	for i := range rules {
		for k := range rules[i].tests { // those of derived rules are the same
			t := &rules[i].tests[k]
			in := c.lemmas
			switch t.by {
			case ':':
				in = c.classes
			case '=':
			default:
				continue
			}
			key := string(t.by) + strings.Join(t.values, "|")
			if seen[key] == 0 {
				c.n++
				seen[key] = c.n
				for _, v := range t.values {
					in[v] = append(in[v], c.n)
				}
			}
			t.list = seen[key]
		}
	}
	return c
}

// words is the length of lists that has room for all.
func (c *conditions) words() int { return c.n>>6 + 1 }

// of gives the lists that have a reading, whose lemma has the classes.
func (c *conditions) of(r *isnad.Reading, classes []string) (out lists) {
	add := func(numbers []int) {
		for _, n := range numbers {
			if out == nil {
				out = make(lists, c.words())
			}
			out[n>>6] |= 1 << (n & 63)
		}
	}
	add(c.lemmas[r.Lemma])
	add(c.lemmas[r.Stem])
	if r.Verb != "" {
		add(c.lemmas[r.Verb])
	}
	add(c.classes[r.Class])
	for _, class := range classes {
		add(c.classes[class])
	}
	return out
}
