// Package date finds time expressions and says which days they mean.
package date

import (
	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// Find returns the dates of a text in order.
func Find(lx *lexicon.Lexicon, sentences []isnad.Sentence, tokens []isnad.Token, day string) []isnad.Date {
	return nil
}
