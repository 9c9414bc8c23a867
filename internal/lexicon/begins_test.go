package lexicon_test

import (
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/lexicon"
)

// TestBeginsKnowsEveryFirstWord holds the index of first words to the phrases it is made of.
func TestBeginsKnowsEveryFirstWord(t *testing.T) {
	lx := open(t)
	phrases, names := 0, map[string]bool{}
	lx.Each(func(key string, v lexicon.Value) {
		if !lx.Known(key) {
			t.Errorf("%q is listed and not known", key)
		}
		switch v.Kind {
		case lexicon.KindState, lexicon.KindCapital, lexicon.KindSeat, lexicon.KindOrganisation, lexicon.KindPerson, lexicon.KindPlace:
			word, _, _ := strings.Cut(key, " ")
			names[word] = true
		case lexicon.KindAgent, lexicon.KindReporting, lexicon.KindCompound, lexicon.KindMonth:
			if phrases++; !lx.Begins(key, v.Kind) {
				t.Errorf("no phrase of kind %d begins with the first word of %q", v.Kind, key)
			}
		}
	})
	if phrases == 0 {
		t.Error("no phrases are listed")
	}
	wrong := 0
	for w := range names {
		if !lx.MayName(w) {
			t.Errorf("no name may begin with %q", w)
		}
		if lx.MayName("ظ" + w + "ظ") {
			wrong++
		}
	}
	if t.Logf("%d words begin names; of as many that begin none %d may", len(names), wrong); wrong > len(names)/20 {
		t.Errorf("of %d words that begin no name %d may", len(names), wrong)
	}
	for _, c := range []struct {
		name, word string
		kind       uint32
	}{
		{
			name: "a month begins no compound preposition",
			word: "كانون", // kānūn
			kind: lexicon.KindCompound,
		},
		{
			name: "no word",
			word: "ظظظظ",
			kind: lexicon.KindAgent,
		},
		{
			name: "the empty word",
			kind: lexicon.KindMonth,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if lx.Begins(c.word, c.kind) {
				t.Errorf("%q begins a phrase of kind %d", c.word, c.kind)
			}
		})
	}
}
