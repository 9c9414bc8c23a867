package event

import "github.com/isnad/isnad/internal/learn"

// Most candidates are no events, and no parties could make them one. The roles,
// which cost most, are therefore scored only where they can matter: what the best
// parties could add at most to a candidate's score is known from its form and type.

// shape is what the weight of a likely party hangs on.
type shape struct{ form, kind string }

// slack is more than what rounding can do to a score.
const slack = 1e-9

// reaches gives for each shape the most that parties can add to the log-odds of existence.
func (c *Coder) reaches() map[shape]float64 {
	out := map[shape]float64{}
	m := c.models["exists"]
	if m == nil {
		return out
	}
	kinds := map[string]bool{}
	for _, r := range codeRules() {
		kinds[r.kind] = true
	}
	for i := range c.rules {
		for _, r := range []*rule{&c.rules[i], c.rules[i].future, c.rules[i].refused, c.rules[i].riot, c.rules[i].threat} {
			if r != nil {
				kinds[r.kind] = true
			}
		}
	}
	for kind := range kinds {
		for _, form := range forms {
			s := shape{form, kind}
			out[s] = s.most(m, "pa") + s.most(m, "pr") + slack
		}
	}
	return out
}

// most is the greatest weight of a role's features (see likely) over all probabilities.
func (s shape) most(m *learn.Model, role string) float64 {
	best := 0.0
	for d := 0; d <= 5; d++ {
		var f learn.Features
		p := decile(float64(d) / 5)
		f.Add2(role, s.form, p)
		f.Add2("t"+role, s.kind, p)
		if x := m.Sum(f.List); d == 0 || x > best {
			best = x
		}
	}
	return best
}

// weigh scores a candidate without its roles.
func (c *Coder) weigh(k *Candidate, f *learn.Features) {
	f.Reset()
	k.unfilled(f)
	k.alone = c.models.Score("exists", f)
	k.reach = learn.Logistic(k.alone + c.reach[shape{k.Form, k.Type()}])
}

// settle scores the roles of a candidate and with them its existence, once.
func (c *Coder) settle(k *Candidate, f *learn.Features) {
	if k.settled {
		return
	}
	c.Roles(k, f)
	f.Reset()
	k.likely(f)
	k.Score, k.settled = k.alone, true
	if m := c.models["exists"]; m != nil {
		k.Score += m.Sum(f.List)
	}
	k.Score = learn.Logistic(k.Score)
}
