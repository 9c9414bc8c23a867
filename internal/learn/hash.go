package learn

import "strings"

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
func Named(name string) Feature {
	g, values, ok := strings.Cut(name, ":")
	if !ok {
		return Feature(group(name))
	}
	return Feature(part(group(g), values))
}

// group hashes what stands before the first colon. Each feature that is made begins
// with it, so it takes all letters of a short name at once; the length keeps names
// apart whose loads overlap.
func group(s string) uint64 {
	var x uint64
	switch n := len(s); {
	case n > 16:
		x = sum(seed, s)
	case n > 8:
		x = load8(s)*base + load8(s[n-8:])
	case n >= 4:
		x = load4(s)<<32 | load4(s[n-4:])
	case n > 0:
		x = uint64(s[0])<<16 | uint64(s[n/2])<<8 | uint64(s[n-1])
	}
	x = (x ^ seed + uint64(len(s))*base2) * base3
	return x ^ x>>32
}

func load8(s string) uint64 { return load4(s) | load4(s[4:])<<32 }

func load4(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

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
