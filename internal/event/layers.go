package event

import "github.com/isnad/isnad"

// Layers are what the coder reads. Day is the day of publication, "" when unknown.
type Layers struct {
	Day       string
	Normal    *isnad.Normal
	Sentences []isnad.Sentence
	Tokens    []isnad.Token
	Dates     []isnad.Date
	Names     []isnad.Name
	Phrases   []isnad.Phrase
	Mentions  []isnad.Mention
	Places    []isnad.Place
	Claims    []isnad.Claim
	Memory    *Memory // nil: the text keeps its own

	bySentence []isnad.Range // phrases of each sentence
	dateAt     []int32       // date of each token, -1 none
	names      []int32       // name of each token, -1 none
	verbs      []*layout     // of each token that is chosen as a verb, nil of others
	said       []bool        // of each token, whether it reports a claim
	before     []sums        // of each token, and of the end
	past       []sums        // the same without what stands in insets
	inset      []int32       // of each token, the inset it stands in; 0 none
	own        []own         // of each phrase: its place in its own clause
}

func (l *Layers) index(c *Coder) {
	if l.Memory == nil {
		l.Memory = &Memory{}
	}
	m := l.Memory
	l.bySentence = room(&m.bySentence, len(l.Sentences))
	k := 0
	for s := range l.Sentences {
		a := k
		for k < len(l.Phrases) && l.Phrases[k].Sentence == s {
			k++
		}
		l.bySentence[s] = isnad.Range{Start: a, End: k}
	}
	l.dateAt, l.names = room(&m.dateAt, len(l.Tokens)), room(&m.nameAt, len(l.Tokens))
	for i := range l.dateAt {
		l.dateAt[i], l.names[i] = -1, -1
	}
	for d := range l.Dates {
		mark(l.dateAt, l.Dates[d].Tokens, d)
	}
	l.said = room(&m.said, len(l.Tokens))
	for k := range l.Claims {
		if v := l.Claims[k].Verb; v.Len() == 1 {
			l.said[v.Start] = true
		}
	}
	for n := range l.Names {
		mark(l.names, l.Names[n].Tokens, n)
	}
	l.insets()
	l.count()
	l.name(c)
	m.forget(len(l.Phrases))
}

// count fills before and past.
func (l *Layers) count() {
	l.before, l.past = append(l.Memory.before[:0], sums{}), append(l.Memory.past[:0], sums{})
	var n, past sums
	for i := range l.Tokens {
		was := n
		t := &l.Tokens[i]
		switch t.R().POS {
		case isnad.Punct:
			if t.Key == "،" || t.Key == "," || t.Key == "؛" || t.Key == "-" || t.Key == ":" {
				n.commas++
			}
		case isnad.Verb:
			n.verbs++
		case isnad.Sub, isnad.Rel:
			n.subs++
		}
		l.before = append(l.before, n)
		if l.inset[i] == 0 {
			past = sums{past.commas + n.commas - was.commas, past.verbs + n.verbs - was.verbs, past.subs + n.subs - was.subs}
		}
		l.past = append(l.past, past)
	}
	l.Memory.before, l.Memory.past = l.before, l.past
}

// own is the place of a phrase beside the verb nearest to it that gives it one.
type own struct {
	verb int // token, -1 none
	slot Slot
}

// clauses lays out every verb of the text once.
func (l *Layers) clauses(c *Coder) {
	l.verbs = room(&l.Memory.verbs, len(l.Tokens))
	l.own = room(&l.Memory.own, len(l.Phrases))
	for i := range l.own {
		l.own[i].verb = -1
	}
	for s := range l.Sentences {
		if l.Sentences[s].Dropped {
			continue
		}
		for i := l.Sentences[s].Tokens.Start; i < l.Sentences[s].Tokens.End; i++ {
			if !l.Tokens[i].Is(isnad.Verb) {
				continue
			}
			y := c.look(l, i, l.Tokens[i].R())
			l.verbs[i] = y
			for k := range y.parties {
				q := &y.parties[k]
				if o := &l.own[q.phrase]; q.slot != "" && (o.verb < 0 || q.slot == SlotSubject || q.slot == SlotObject && o.slot != SlotSubject) {
					*o = own{i, q.slot}
				}
			}
		}
	}
}

func mark(at []int32, r isnad.Range, k int) {
	for i := r.Start; i < r.End; i++ {
		at[i] = int32(k)
	}
}

func (l *Layers) nameAt(i int) int { return int(l.names[i]) }

func (l *Layers) inDate(i int) bool { return l.dateAt[i] >= 0 }

// blocked tells whether a verb, subordinator or relative stands in [a, b).
func (l *Layers) blocked(a, b int) bool {
	for ; a < b; a++ {
		if l.names[a] >= 0 {
			continue // words of a name are read as anything
		}
		switch l.Tokens[a].R().POS {
		case isnad.Verb, isnad.Sub, isnad.Rel:
			return true
		}
	}
	return false
}
