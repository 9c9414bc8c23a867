package lexicon

import "encoding/hex"

// Digest names the compiled data by its bytes, which the compiler has summed: two programs with one
// digest know the same words, names and rules.
func (lx *Lexicon) Digest() string {
	return hex.EncodeToString([]byte(lx.data[len(Magic):][:6]))
}
