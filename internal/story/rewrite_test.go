package story_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// trainTexts are our own training texts of a file, of so many words at least.
func trainTexts(t testing.TB, name string, least int) (out []string) {
	t.Helper()
	b, err := os.ReadFile("../../data/train/" + name + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		var x struct{ Text string }
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		if len(strings.Fields(x.Text)) >= least {
			out = append(out, x.Text)
		}
	}
	return out
}

// A rewriter makes tellings of a text that are the same text still.
type rewriter struct {
	chance *rand.Rand
	pool   []string // words of other texts
}

var rewrites = []struct {
	name string
	make func(r *rewriter, text string) string
}{
	{"spelling", (*rewriter).spelling},
	{"edit 5 %", func(r *rewriter, s string) string { return r.edit(s, .05) }},
	{"edit 10 %", func(r *rewriter, s string) string { return r.edit(s, .10) }},
	{"edit 20 %", func(r *rewriter, s string) string { return r.edit(s, .20) }},
	{"first half", func(r *rewriter, s string) string { return words(s, 0, 1, 2) }},
	{"first third", func(r *rewriter, s string) string { return words(s, 0, 1, 3) }},
	{"middle third", func(r *rewriter, s string) string { return words(s, 1, 2, 3) }},
	{"half, edit 5 %", func(r *rewriter, s string) string { return r.edit(words(s, 0, 1, 2), .05) }},
	{"wire", (*rewriter).wire},
}

func words(text string, from, to, of int) string {
	f := strings.Fields(text)
	return strings.Join(f[len(f)*from/of:len(f)*to/of], " ")
}

// spellings are letters that other keyboards and habits write for one another.
var spellings = map[rune][]string{
	'ي': {"ي", "ی", "ى"},
	'ك': {"ك", "ک"},
	'أ': {"أ", "ا"},
	'إ': {"إ", "ا"},
	'ة': {"ة", "ه"},
	'ه': {"ه", "ہ"},
	'ا': {"ا", "ا\u064e"},
	'ل': {"ل", "ل\u0640"},
	'م': {"م", "م\u0651"},
	'1': {"1", "١", "۱"},
}

func (r *rewriter) spelling(text string) string {
	var b strings.Builder
	rs := []rune(text)
	for i, c := range rs {
		to := spellings[c]
		if c == 'ة' && i+1 < len(rs) && rs[i+1] >= 'ء' && rs[i+1] <= 'ي' {
			to = nil // not the end of a word
		}
		if to == nil {
			b.WriteRune(c)
			continue
		}
		b.WriteString(to[r.chance.IntN(len(to))])
	}
	return b.String()
}

// edit replaces, drops, doubles or swaps so many of the words.
func (r *rewriter) edit(text string, share float64) string {
	f := strings.Fields(text)
	at := r.chance.Perm(len(f))[:int(share*float64(len(f))+.5)]
	slices.Sort(at)
	slices.Reverse(at)
	for _, i := range at {
		word := r.pool[r.chance.IntN(len(r.pool))]
		switch r.chance.IntN(4) {
		case 0, 1:
			f[i] = word
		case 2:
			f = slices.Delete(f, i, i+1)
		default:
			f = slices.Insert(f, i, word)
		}
	}
	return strings.Join(f, " ")
}

// verbs are what desks exchange.
var verbs = strings.NewReplacer(
	" قال ", " صرح ",
	" وقال ", " وأوضح ",
	" أعلن ", " كشف ",
	" أعلنت ", " كشفت ",
	" بحسب ", " وفقا لما ذكر ",
	" أمس ", " يوم أمس ",
	" اليوم ", " في وقت سابق اليوم ",
	" مقتل ", " سقوط قتلى ",
	" أكد ", " شدد ",
	" وأضاف ", " وتابع ",
)

// wire is what a desk makes of an agency's text: its own line of origin and
// first words, other verbs of saying, one word in ten changed, the last fifth
// cut, a sentence of its own behind it.
func (r *rewriter) wire(text string) string {
	heads := []string{
		"القاهرة (رويترز) - ",
		"بيروت - أ ف ب: ",
		"الدوحة / قنا / ",
		"وكالات: ",
	}
	body := r.edit(verbs.Replace(words(text, 0, 4, 5)), .10)
	tail := "\nوتأتي هذه التطورات في وقت يترقب فيه المراقبون ما ستسفر عنه الأيام المقبلة."
	return heads[r.chance.IntN(len(heads))] + body + tail
}
