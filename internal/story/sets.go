package story

// sets are the parts of 0..n-1 that have been joined; the root is the least member.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(i, k int) {
	i, k = s.root(i), s.root(k)
	s[max(i, k)] = min(i, k)
}
