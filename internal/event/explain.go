package event

import (
	"slices"
	"strings"

	"github.com/isnad/isnad/internal/learn"
)

// What isnad explain reads of a candidate.

// A Tried is a pattern row that was held against a trigger.
type Tried struct {
	Row  int    // of the table "events"
	Held []bool // of each condition in the order of the row, whether it holds
}

// Passed tells whether all conditions hold.
func (t *Tried) Passed() bool {
	for _, h := range t.Held {
		if !h {
			return false
		}
	}
	return true
}

// Tried lists the rows of the candidate's type that its word has, in the order of
// the table.
func (c *Coder) Tried(k *Candidate) (out []Tried) {
	base, _, derived := strings.Cut(k.Rule.id, ">")
	verbs, nouns := c.rows(k.Reading)
	for _, row := range slices.Concat(verbs, nouns) {
		r := &c.rules[row]
		if r.kind != k.Type() && !(derived && r.id == base) {
			continue
		}
		t := Tried{Row: row}
		for i := range r.tests {
			t.Held = append(t.Held, c.test(k.y, &r.tests[i]) != r.tests[i].not)
		}
		out = append(out, t)
	}
	return out
}

// LightRows are the rows of the table "light" that fit the verb over the trigger
// and the one in the clause behind it, -1 for none.
func (c *Coder) LightRows(k *Candidate) (over, behind int) {
	over, behind = -1, -1
	for i := range c.light {
		if k.light == &c.light[i] {
			over = i
		}
		if k.tail == &c.light[i] {
			behind = i
		}
	}
	return over, behind
}

// RoleScores are the probabilities of party i as actor and as recipient; Roles comes first.
func (k *Candidate) RoleScores(i int) (actor, recipient float64) {
	return k.actors[i].p, k.targets[i].p
}

// Classes lists the classes of a folded lemma in classes.tsv.
func (c *Coder) Classes(lemma string) []string {
	return c.words.classes[lemma]
}

// Judge scores a candidate's roles and existence, and leaves the named features of
// the latter in f.
func (c *Coder) Judge(k *Candidate, f *learn.Features) {
	c.Roles(k, f)
	f.Reset()
	k.existence(f)
	k.Score = c.Exists(f)
}
