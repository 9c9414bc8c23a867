package event

import (
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// The second round. In the first each candidate and each party is scored alone; in
// the second it is weighed against the others: a party against its rivals for the
// role and against what it does in the other events of the text, a candidate
// against the other words of its sentence that may tell the same.

const (
	likely   = 0.2  // candidates below this take no part
	possible = 0.02 // parties below this have no second chance
	strong   = 0.4  // candidates and roles that others look at
)

// odds are the borders of the names of a probability.
var odds = [...]float64{0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96}

var oddsNames = func() (out [len(odds) + 1]learn.Word) {
	for i, p := range odds {
		out[i] = learn.NewWord("<" + strconv.FormatFloat(p, 'g', -1, 64))
	}
	out[len(odds)] = learn.NewWord("<1")
	return out
}()

// graded is the name of a probability, the finer towards either end.
func graded(p float64) *learn.Word {
	k := 0
	for k < len(odds) && p >= odds[k] {
		k++
	}
	return &oddsNames[k]
}

// A Round holds the likely candidates of a text, by sentence.
type Round struct {
	c      *Coder
	l      *Layers
	ks     []Candidate
	likely []int32   // candidates, in the order of the text
	first  []int32   // of each sentence, its first likely; and the end
	topic  []float64 // of each sentence: how likely it tells of any event
}

// First scores all candidates alone and returns the round that weighs them
// against each other.
func (c *Coder) First(l *Layers, ks []Candidate) *Round {
	if l.Memory.coder != c { // what is remembered are another's scores
		l.name(c)
		l.Memory.forget(len(l.Phrases))
	}
	f := &l.Memory.features
	r := &Round{c: c, l: l, ks: ks, first: make([]int32, len(l.Sentences)+1)}
	s := 0
	for i := range ks {
		k := &ks[i]
		c.weigh(k, f)
		if k.reach < likely {
			continue
		}
		if c.settle(k, f); k.Score < likely {
			continue
		}
		for ; s < k.Sentence; s++ {
			r.first[s+1] = int32(len(r.likely))
		}
		r.likely = append(r.likely, int32(i))
	}
	for ; s < len(l.Sentences); s++ {
		r.first[s+1] = int32(len(r.likely))
	}
	if len(r.likely) > 0 {
		r.topics(f)
	}
	return r
}

// Likely lists the candidates that take part.
func (r *Round) Likely() []int32 { return r.likely }

// Exists scores them anew; Roles comes first.
func (r *Round) Exists() {
	f, m := &r.l.Memory.features, r.c.models["exists2"]
	if m == nil {
		return
	}
	scores := make([]float64, len(r.likely))
	for n, i := range r.likely {
		f.Reset()
		r.Existence(f, int(i))
		scores[n] = m.Probability(f.List)
	}
	for n, i := range r.likely {
		r.ks[i].Score = scores[n]
	}
}

// Roles scores the parties of the likely candidates anew.
func (r *Round) Roles() {
	f := &r.l.Memory.features
	actor, recipient := r.c.models["actor2"], r.c.models["recipient2"]
	if actor == nil || recipient == nil {
		return
	}
	type pair struct{ actors, targets []scored }
	fresh := make([]pair, len(r.likely))
	for n, i := range r.likely {
		k := &r.ks[i]
		room := take(&r.l.Memory.scores, 2*len(k.actors))
		fresh[n] = pair{room[:len(k.actors):len(k.actors)], room[len(k.actors):]}
		for p := range k.actors {
			fresh[n].actors[p], fresh[n].targets[p] = k.actors[p], k.targets[p]
			if k.actors[p].p >= possible {
				f.Reset()
				r.Role(f, int(i), p, 0)
				fresh[n].actors[p].p = actor.Probability(f.List)
			}
			if k.targets[p].p >= possible {
				f.Reset()
				r.Role(f, int(i), p, 1)
				fresh[n].targets[p].p = recipient.Probability(f.List)
			}
		}
	}
	for n, i := range r.likely {
		r.ks[i].actors, r.ks[i].targets = fresh[n].actors, fresh[n].targets
	}
}

// scores are the parties of a candidate as actor (0) or recipient (1).
func (k *Candidate) scores(role int) []scored {
	if role == 0 {
		return k.actors
	}
	return k.targets
}

// Possible tells whether a party may have a role at all.
func (k *Candidate) Possible(p, role int) bool { return k.scores(role)[p].p >= possible }

var rankNames = [...]*learn.Word{fixed("1st"), fixed("2nd"), fixed("3rd"), fixed("4th+")}

// Role writes what speaks for party p of candidate i in a role, 0 actor, 1 recipient.
func (r *Round) Role(f *learn.Features, i, p, role int) {
	k := &r.ks[i]
	y, n, v := k.y, &k.named, k.view(p)
	mine, other := k.scores(role), k.scores(1-role)
	x, z := graded(mine[p].p), graded(other[p].p)
	f.Of("xt", x, &n.kind)
	f.Of("xf", x, &n.form)
	f.Of("xs", x, &v.slot)
	f.Of("xz", x, z)
	rank, best, next, twin := 0, 0.0, 0.0, 0.0
	kin, kinScore := nameNone, 0.0
	a := y.phrase(v.party)
	for q := range mine {
		if q == p {
			continue
		}
		b := y.phrase(&y.parties[q])
		switch {
		case a.Tokens.Start < b.Tokens.End && b.Tokens.Start < a.Tokens.End:
			if mine[q].p > kinScore {
				kinScore, kin = mine[q].p, kinship(y, p, q)
			}
			continue
		case a.Coord == b.Coord && v.party.slot != "" && v.party.slot == y.parties[q].slot:
			twin = max(twin, mine[q].p)
			continue
		}
		if mine[q].p > mine[p].p {
			rank++
			best = max(best, mine[q].p)
		} else {
			next = max(next, mine[q].p)
		}
	}
	place := rankNames[min(rank, 3)]
	f.Of("rankt", place, &n.kind)
	f.Of("best", x, graded(best))
	f.Of("next", x, graded(next))
	f.Of("twin", x, graded(twin))
	f.Of("kin", x, kin, graded(kinScore))
	rivals := 0.0
	for q := range other {
		if q != p {
			rivals = max(rivals, other[q].p)
		}
	}
	f.Of("opposite", x, graded(rivals), z)
	if y.needs {
		f.Of("needs", x, place, &n.form)
	}
	r.elsewhere(f, i, p, x, &v)
}

var (
	nameInner, nameOuter, nameBase, nameExtended = fixed("inner"), fixed("outer"), fixed("base"), fixed("extended")
	nameEarlier                                  = fixed("earlier")
	nameActs, nameSuffers, nameNeither           = fixed("acts"), fixed("suffers"), fixed("neither")
)

// kinship is what party q is to p, which it overlaps.
func kinship(y *layout, p, q int) *learn.Word {
	switch {
	case int(y.parties[q].base) == p:
		return nameExtended
	case int(y.parties[p].base) == q:
		return nameBase
	case y.phrase(&y.parties[q]).Tokens.Len() < y.phrase(&y.parties[p]).Tokens.Len():
		return nameInner
	}
	return nameOuter
}

// elsewhere: what the party does in the other likely events of its sentence and of the one before.
func (r *Round) elsewhere(f *learn.Features, i, p int, x *learn.Word, v *view) {
	k := &r.ks[i]
	phrase := k.y.parties[p].phrase
	from := r.first[max(0, k.Sentence-2)]
	none := true
	for _, j := range r.likely[from:r.first[k.Sentence+1]] {
		o := &r.ks[j]
		if o.At == k.At || o.Score < strong {
			continue
		}
		q := o.y.partyOf(phrase)
		if q < 0 {
			continue
		}
		does := nameNeither
		switch a, b := o.actors[q].p, o.targets[q].p; {
		case a >= strong && a >= b:
			does = nameActs
		case b >= 0.3:
			does = nameSuffers
		}
		rel := r.relation(k, o)
		f.Of("else", does, &k.named.kind, &o.named.kind)
		f.Of("elserel", does, rel, &k.named.form, &o.named.form)
		f.Of("elseslot", does, rel, &v.slot)
		if does != nameNeither {
			none = false
			f.Of("elsetype", does, rel, &k.named.kind, &o.named.kind)
		}
	}
	if none {
		f.Of("nowhere", x)
	}
}

// relation of another candidate's trigger to k's: its governor or tail, or the side and what parts them.
func (r *Round) relation(k, o *Candidate) *learn.Word {
	y := k.y
	switch {
	case o.Sentence != k.Sentence:
		return nameEarlier
	case o.At == y.governor:
		return nameGovernor
	case o.At == y.tail:
		return nameTail
	case o.y.governor == k.At:
		return nameGoverned
	}
	a, b, side := o.At+1, k.At, 0
	if o.At > k.At {
		a, b, side = k.At+1, o.At, 1
	}
	n := r.l.between(a, b)
	return relationNames[side][min(n.verbs, 2)][min(n.subs, 1)][min(n.commas, 1)]
}

var (
	nameGovernor, nameTail, nameGoverned = fixed("governor"), fixed("tail"), fixed("governed")
	relationNames                        = func() (out [2][3][2][2]*learn.Word) {
		for side, s := range [...]string{"before", "after"} {
			for verbs := range out[side] {
				for subs := range out[side][verbs] {
					for commas := range out[side][verbs][subs] {
						out[side][verbs][subs][commas] = fixed(s + bucket(verbs) + bucket(subs) + bucket(commas))
					}
				}
			}
		}
		return
	}()
)

// Existence writes what speaks for candidate i beside the others.
func (r *Round) Existence(f *learn.Features, i int) {
	k := &r.ks[i]
	n, s := &k.named, graded(k.Score)
	f.Of("s", s)
	f.Of("stf", s, &n.kind, &n.form)
	actor, recipient := graded(k.bestOf(k.actors)), graded(k.bestOf(k.targets))
	f.Of("a", s, actor)
	f.Of("r", s, recipient)
	r.filled(f, k)
	topic := graded(r.topic[k.Sentence])
	f.Of("topic", s, topic)
	f.Of("ttopic", &n.kind, topic)
	r.same(f, k, s)
	r.others(f, k, s)
	r.text(f, k, s)
}

// filled: who the likeliest actor and recipient are.
func (r *Round) filled(f *learn.Features, k *Candidate) {
	for role, name := range [2]*learn.Word{nameActs, nameSuffers} {
		best := -1
		for p, x := range k.scores(role) {
			if x.p >= 0.3 && (best < 0 || x.p > k.scores(role)[best].p) {
				best = p
			}
		}
		if best < 0 {
			f.Of("nobody", name, &k.named.kind, &k.named.form)
			continue
		}
		phrase := k.y.parties[best].phrase
		f.Of("bywho", name, &k.named.kind, r.l.who(phrase))
		if s := r.l.named(r.l.Phrases[r.l.Mentions[phrase].Phrase].Head).sense; s != nil {
			f.Of("bysense", name, &k.named.kind, s)
		}
	}
}

// same: the other readings of the trigger, and the other words of the sentence that
// may tell of an event of this type.
func (r *Round) same(f *learn.Features, k *Candidate, s *learn.Word) {
	var here, before, after *Candidate
	for _, j := range r.likely[r.first[k.Sentence]:r.first[k.Sentence+1]] {
		o := &r.ks[j]
		switch {
		case o == k:
		case o.At == k.At:
			if here == nil || o.Score > here.Score {
				here = o
			}
		case o.Type() != k.Type():
		case o.At < k.At && (before == nil || o.Score > before.Score):
			before = o
		case o.At > k.At && (after == nil || o.Score > after.Score):
			after = o
		}
	}
	if here == nil {
		f.Of("here", s, nameNone)
	} else {
		f.Of("here", s, graded(here.Score))
	}
	for side, o := range [2]*Candidate{before, after} {
		name := [2]*learn.Word{nameBefore, nameAfter}[side]
		if o == nil {
			f.Of("rival", s, name, nameNone)
			continue
		}
		g, rel := graded(o.Score), r.relation(k, o)
		shares := nameNo
		if k.shares(o) {
			shares = nameYes
		}
		f.Of("rival", s, name, g)
		f.Of("rivalforms", rel, &k.named.form, &o.named.form, g)
		f.Of("rivaltype", &k.named.kind, name, g, shares)
		f.Of("rivalpair", &k.named.lemma, &o.named.lemma, name)
	}
}

// others: the strongest candidates of other types round it.
func (r *Round) others(f *learn.Features, k *Candidate, s *learn.Word) {
	n := 0
	for _, j := range r.likely[r.first[k.Sentence]:r.first[k.Sentence+1]] {
		o := &r.ks[j]
		if o.At == k.At || o.Score < strong || o.Type() == k.Type() {
			continue
		}
		n++
		rel := r.relation(k, o)
		f.Of("other", &k.named.kind, &o.named.kind, rel)
		f.Of("otherlemma", &k.named.lemma, &o.named.lemma)
	}
	f.Of("others", s, bucketed(n))
}

// text: the type in other sentences of the text.
func (r *Round) text(f *learn.Features, k *Candidate, s *learn.Word) {
	if len(r.l.Sentences) < 2 {
		f.Of("text", s, nameNone)
		return
	}
	same, word, title, sum := 0.0, 0.0, 0.0, 0.0
	for _, j := range r.likely {
		o := &r.ks[j]
		if o.Sentence == k.Sentence {
			continue
		}
		sum += o.Score
		if o.Type() != k.Type() {
			continue
		}
		if same = max(same, o.Score); o.named.lemma == k.named.lemma || o.named.verb == k.named.verb && k.Reading.Verb != "" {
			word = max(word, o.Score)
		}
		if r.l.Sentences[o.Sentence].Title {
			title = max(title, o.Score)
		}
	}
	f.Of("text", s, graded(same))
	f.Of("textword", s, graded(word))
	f.Of("texttitle", s, graded(title))
	f.Of("texttype", &k.named.kind, graded(sum/float64(len(r.l.Sentences))/2))
	f.Of("textsentence", s, bucketed(k.Sentence))
	whole := 0.0
	for _, t := range r.topic {
		whole += t
	}
	f.Of("texttopic", s, graded(whole/float64(len(r.topic))))
}

// Topic writes the words of a sentence, which tell whether it is about what events are about.
func (r *Round) Topic(f *learn.Features, sentence int) {
	t := r.l.Sentences[sentence].Tokens
	prev := nameBegin
	for i := t.Start; i < t.End; i++ {
		rd, n := r.l.Tokens[i].R(), r.l.named(i)
		f.Of("pair", prev, &n.lemma)
		prev = &n.lemma
		switch rd.POS {
		case isnad.Noun, isnad.Adj, isnad.Verb, isnad.Proper:
			f.Of("word", &n.lemma)
			if n.sense != nil {
				f.Of("sense", n.sense)
			}
		}
	}
	for i := r.l.bySentence[sentence].Start; i < r.l.bySentence[sentence].End; i++ {
		f.Of("who", r.l.who(i))
	}
	f.Of("length", bucketed(t.Len()/4))
}

func (r *Round) topics(f *learn.Features) {
	r.topic = make([]float64, len(r.l.Sentences))
	m := r.c.models["topic"]
	for s := range r.topic {
		if r.topic[s] = 0.5; m == nil || r.l.Sentences[s].Dropped {
			continue
		}
		f.Reset()
		r.Topic(f, s)
		r.topic[s] = m.Probability(f.List)
	}
}
