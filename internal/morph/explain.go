package morph

import "github.com/isnad/isnad"

// Beside is what reading r of token i costs beside the chosen readings before and
// after it in its sentence. Of all readings of a token the chosen one has the
// least sum of its own cost and these two: else the path through it would not be
// the cheapest.
func Beside(ts []isnad.Token, i, r int) (before, after int) {
	prev := &isnad.Reading{POS: isnad.Punct, Stem: "<s>"}
	if i > 0 && ts[i-1].Sentence == ts[i].Sentence {
		prev = ts[i-1].R()
	}
	before = pair(prev, &ts[i].Readings[r])
	if i+1 < len(ts) && ts[i+1].Sentence == ts[i].Sentence {
		after = pair(&ts[i].Readings[r], ts[i+1].R())
	}
	return before, after
}
