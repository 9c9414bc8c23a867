package learn

// A Word is a part of the names of features, with its hash: the words of a text
// stand in many features each, and only the first reads their letters.
type Word struct {
	text  string
	hash  uint64 // of a colon and the text
	power uint64 // base to the length of that
}

// NewWord reads the letters of s.
func NewWord(s string) Word { return Word{s, part(0, s), power(len(s) + 1)} }

// powers of base; longer words than these are rare.
var powers = func() (out [64]uint64) {
	out[0] = 1
	for i := range out[1:] {
		out[i+1] = out[i] * base
	}
	return out
}()

func power(n int) uint64 {
	p := uint64(1)
	for ; n >= len(powers); n -= len(powers) - 1 {
		p *= powers[len(powers)-1]
	}
	return p * powers[n]
}

// String is the word's text.
func (w *Word) String() string { return w.text }

// Of adds the feature of a group, named first, and its values: that which Add, Add2 and Add3 add
// for the texts of the words.
func (f *Features) Of(first string, values ...*Word) {
	h := group(first)
	for _, w := range values {
		h = h*w.power + w.hash
	}
	f.List = append(f.List, Feature(h))
	if f.Named {
		f.name(first, values)
	}
}

// Each adds the features of base, each with one more value.
func (f *Features) Each(base *Features, w *Word) {
	for i, x := range base.List {
		f.List = append(f.List, x*Feature(w.power)+Feature(w.hash))
		if f.Named {
			f.Names = append(f.Names, base.Names[i]+":"+w.text)
		}
	}
}

func (f *Features) name(first string, values []*Word) {
	for _, w := range values {
		first += ":" + w.text
	}
	f.Names = append(f.Names, first)
}
