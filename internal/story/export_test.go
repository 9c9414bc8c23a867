package story

// Pairs are the pairs of texts that are tellings of one, first index before second.
func Pairs(sketches []Sketch) (out [][2]int) {
	n := newNear()
	for i := range sketches {
		for _, l := range n.find(&sketches[i]) {
			out = append(out, [2]int{l.at, i})
		}
		n.add(&sketches[i])
	}
	return out
}
