package event

// Once is once, for tests.
func Once(ks []*Candidate) []*Candidate { return once(ks) }
