package event

import (
	"math"

	"github.com/isnad/isnad/internal/learn"
)

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
	if c.exists == nil {
		return out
	}
	for _, kind := range c.kinds {
		for _, form := range forms {
			s := shape{form, kind.String()}
			out[s] = s.most(c.exists, "pa") + s.most(c.exists, "pr") + slack
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

// kindsOf lists the types of the rules, and where each stands in the list.
func kindsOf(rules []rule) (kinds []*learn.Word, at map[string]int) {
	at = map[string]int{}
	add := func(r *rule) {
		if r == nil {
			return
		}
		if _, ok := at[r.kind]; !ok {
			at[r.kind] = len(kinds)
			kinds = append(kinds, fixed(r.kind))
		}
	}
	for _, r := range codeRules() {
		add(r)
	}
	for i := range rules {
		r := &rules[i]
		for _, x := range [...]*rule{r, r.future, r.refused, r.riot, r.threat} {
			add(x)
		}
	}
	return kinds, at
}

// weigh scores a candidate without its roles, and most by their own words alone.
func (c *Coder) weigh(k *Candidate, f *learn.Features) {
	if c.exists == nil {
		k.reach = 0.5
		return
	}
	f.Reset()
	k.telling(f)
	k.alone = c.exists.Sum(f.List) + c.nearness(k, f)
	if k.early = c.exists.Bias+k.alone < c.Cuts.Early; !k.early {
		c.complete(k, f)
	}
}

// nearness is what the features of near add up to. It hangs on the word and the type
// alone, and each word is near many triggers.
func (c *Coder) nearness(k *Candidate, f *learn.Features) (sum float64) {
	w, kind := k.y.around(), c.kindAt[k.Type()]
	for i := w.Start; i < w.End; i++ {
		if i == k.At {
			continue
		}
		n := k.y.l.named(i)
		if n.pull == nil {
			n.pull = piece(&k.y.l.Memory.pulls, len(c.kinds))
			for t := range n.pull {
				n.pull[t] = math.NaN()
			}
		}
		pull := &n.pull[kind]
		if math.IsNaN(*pull) {
			f.Reset()
			n.near(f, c.kinds[kind])
			*pull = c.exists.Sum(f.List)
		}
		sum += *pull
	}
	return sum
}

// complete goes on with what stands round the candidate.
func (c *Coder) complete(k *Candidate, f *learn.Features) {
	f.Reset()
	k.setting(f)
	k.early = false
	k.alone += c.exists.Sum(f.List)
	k.reach = learn.Logistic(c.exists.Bias + k.alone + c.reach[shape{k.Form, k.Type()}])
}

// settle scores the roles of a candidate and with them its existence, once.
func (c *Coder) settle(k *Candidate, f *learn.Features) {
	if k.settled {
		return
	}
	c.Roles(k, f)
	sum, bias := k.alone, 0.0
	if m := c.exists; m != nil {
		if bias = m.Bias; !k.early {
			f.Reset()
			k.likely(f)
			sum += m.Sum(f.List)
		}
	}
	k.Score, k.settled = learn.Logistic(bias+sum), true
}
