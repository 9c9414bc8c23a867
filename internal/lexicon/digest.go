package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest names the compiled data by its bytes: two programs with one digest know
// the same words, names and rules.
func (lx *Lexicon) Digest() string {
	sum := sha256.Sum256([]byte(lx.data))
	return hex.EncodeToString(sum[:6])
}
