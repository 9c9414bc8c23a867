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

// Classes lists the classes of a folded lemma in classes.tsv.
func (c *Coder) Classes(lemma string) []string {
	return c.words.classes[lemma]
}

// A Judgement is how a candidate fared: alone, and beside the others. Features are named.
type Judgement struct {
	Alone   float64          // probability in the first round
	First   learn.Features   // what decided that
	Second  learn.Features   // what decided the final one, empty when it took no part
	Parties []PartyJudgement // of each party
}

// PartyJudgement is how a party fared as actor (0) and as recipient (1).
type PartyJudgement struct {
	Score  [2]float64 // final
	First  learn.Features
	Second [2]learn.Features // empty when it had no second chance
}

// Judge runs both rounds and remembers what decided them.
func (c *Coder) Judge(l *Layers, ks []Candidate) []Judgement {
	r := c.First(l, ks)
	out := make([]Judgement, len(ks))
	for i := range ks {
		k, j := &ks[i], &out[i]
		c.settle(k, &l.Memory.features)
		j.Alone, j.First.Named = k.Score, true
		k.telling(&j.First)
		k.near(&j.First)
		if !k.early {
			k.setting(&j.First)
			k.likely(&j.First)
		}
		j.Parties = make([]PartyJudgement, k.Parties())
		for p := range j.Parties {
			j.Parties[p].First.Named = true
			c.asked(&j.Parties[p].First, k, p)
		}
	}
	for _, i := range r.likely {
		for p := range out[i].Parties {
			for role := range out[i].Parties[p].Second {
				if ks[i].Possible(p, role) {
					f := &out[i].Parties[p].Second[role]
					f.Named = true
					r.Role(f, int(i), p, role)
				}
			}
		}
	}
	r.Roles()
	for _, i := range r.likely {
		out[i].Second.Named = true
		r.Existence(&out[i].Second, int(i))
	}
	r.Exists()
	for i := range ks {
		for p := range out[i].Parties {
			out[i].Parties[p].Score = [2]float64{ks[i].actors[p].p, ks[i].targets[p].p}
		}
	}
	return out
}

// asked writes the features that a party was scored by.
func (c *Coder) asked(f *learn.Features, k *Candidate, p int) {
	v := k.view(p)
	k.itself(f, &v)
	k.standing(f, &v)
	if actor, recipient := c.roles.Score(f.List); max(actor, recipient) >= c.Cuts.Party {
		k.dealing(f, &v)
	}
}
