package learn

// The hash of a name is a polynomial of its bytes modulo 2^64 (Karp and Rabin
// 1987). Unlike FNV it takes four bytes a step, since their products do not wait for one
// another; making features is as much work as looking them up.
const (
	seed  = 0xcbf29ce484222325
	base  = 0xd6e8feb86659fd93
	base2 = base * base & (1<<64 - 1)
	base3 = base2 * base & (1<<64 - 1)
	base4 = base3 * base & (1<<64 - 1)
)

// Named hashes a feature by its printed name.
func Named(name string) Feature { return Feature(sum(seed, name)) }

// sum goes on from the hash h over the bytes of s.
func sum[S string | []byte](h uint64, s S) uint64 {
	for ; len(s) >= 4; s = s[4:] {
		h = h*base4 + (uint64(s[0])*base3 + uint64(s[1])*base2 + uint64(s[2])*base + uint64(s[3]))
	}
	for i := 0; i < len(s); i++ {
		h = h*base + uint64(s[i])
	}
	return h
}

// part goes on over a colon and s.
func part(h uint64, s string) uint64 { return sum(h*base+':', s) }
