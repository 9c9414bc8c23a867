package morph

import "github.com/isnad/isnad"

// Beside is what reading r of token i costs beside the chosen readings before and
// after it in its sentence, up to whose end the clause may be another for it. Of all readings of
// a token the chosen one has the least sum of its own cost and these two: else the path through
// it would not be the cheapest.
func Beside(ts []isnad.Token, i, r int) (before, after int) {
	first, last := i, i
	for first > 0 && ts[first-1].Sentence == ts[i].Sentence {
		first--
	}
	for last+1 < len(ts) && ts[last+1].Sentence == ts[i].Sentence {
		last++
	}
	prev, c := &sentenceStart, verbless
	for k := first; k <= last; k++ {
		cur, cost := ts[k].R(), 0
		if k == i {
			cur = &ts[k].Readings[r]
		}
		c, cost = c.enter(ts[first:last+1], k-first, prev, cur)
		switch {
		case k == i:
			before = cost + pair(prev, cur)
		case k > i:
			after += cost
		}
		if k == i+1 {
			after += pair(prev, cur)
		}
		prev = cur
	}
	return before, after + c.end(ts[first:last+1])
}
