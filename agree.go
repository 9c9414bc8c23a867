package isnad

// Agree tells whether an adjective can describe a noun, by gender and number: things
// and bodies in the plural have a feminine singular.
func Agree(n, a *Reading) bool {
	const gender, number = Masc | Fem, Sing | Dual | Plur
	nf, af := n.Features, a.Features
	if nf.Any(Plur) && (!nf.Has(Human) || nf.Has(Broken) || n.Class == "group" || n.Class == "body") && af.Any(Fem) && af&number != Plur {
		return true
	}
	ok := func(mask Features) bool { return nf&mask == 0 || af&mask == 0 || nf&af&mask != 0 }
	return ok(gender) && ok(number)
}

// Closed tells whether an adjective with al- behind the words [from, to) agrees only with nouns that
// another adjective has closed off: of ḥizbu l-ʿummāli l-faransiyyu l-musallaḥīna the last is no longer of the
// workers, and so of nobody told there. from is the head.
func Closed(tokens []Token, from, to int, adj *Reading) bool {
	if !adj.Pro.Has(ProAl) {
		return false
	}
	var open []*Reading
	shut := false
	for i := from; i < to; i++ {
		r := tokens[i].R()
		switch {
		case r.POS == Noun && !r.Features.Has(Guessed):
			open = append(open, r)
		case r.POS == Adj && r.Pro.Has(ProAl):
			k := len(open) - 1
			for k >= 0 && !Agree(open[k], r) {
				k--
			}
			if k >= 0 && k < len(open)-1 {
				open, shut = open[:k+1], true
			}
		default:
			return false // a name or a number: it may be anything
		}
	}
	if !shut {
		return false
	}
	for _, n := range open {
		if Agree(n, adj) {
			return false
		}
	}
	return true
}
