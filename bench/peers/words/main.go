// Command words sets isnad's analyser beside hunspell with its Arabic dictionary
// and the Snowball stemmer: lemmas on the treebank of nlpeval, and speed on the
// sentences of gsr-dev, one core, in one run, by processor time. It reads data that lie beside the
// checkout, and hunspell and hunspell-ar of Debian.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"

	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/nlpeval"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/segment"
)

const shared = "../../../shared/"

func main() {
	for _, run := range []func() error{lemmas, speed} {
		if err := run(); err != nil {
			fmt.Fprintln(os.Stderr, "words: error:", err)
			os.Exit(1)
		}
	}
}

// lemmas compares folded lemmas without vowels. Hunspell gives several stems for a
// word: "first" takes the first, "any" is right when one of them is. A stemmer
// makes no lemmas: "stem" is right when it leaves the lemma itself, "equal stems"
// when the word and its lemma have one stem, which forgives it all that it conflates.
func lemmas() error {
	docs, err := nlpeval.CoNLL(shared + "nlp/ud-arabic-pud.conllu")
	if err != nil {
		return err
	}
	c, err := pipeline.New()
	if err != nil {
		return err
	}
	ours := nlpeval.Score(c.Reader(), docs, nlpeval.Scheme{}).Lemma
	var words []string
	for _, d := range docs {
		for _, s := range d {
			for _, w := range s.Words {
				words = append(words, w.Text)
			}
		}
	}
	stems, err := hunspellStems(words)
	if err != nil {
		return err
	}
	var first, any, bare, equal [2]nlpeval.Count
	for _, d := range docs {
		for _, s := range d {
			h := 0
			if s.Held {
				h = 1
			}
			for _, w := range s.Words {
				if w.Lemma == "" {
					continue
				}
				word := normal.Key(w.Text)
				list := append(stems[w.Text], word) // an unknown word is its own lemma
				count(&first[h], list[0] == w.Lemma)
				right := false
				for _, x := range list {
					right = right || x == w.Lemma
				}
				count(&any[h], right)
				count(&bare[h], stem(word) == w.Lemma)
				count(&equal[h], stem(word) == stem(w.Lemma))
			}
		}
	}
	fmt.Println("lemma without vowels, ud-arabic-pud, per cent     open     held")
	for _, r := range []struct {
		name string
		n    [2]nlpeval.Count
	}{{"isnad", ours}, {"hunspell -m, first stem", first}, {"hunspell -m, any stem", any}, {"Snowball, stem is the lemma", bare}, {"Snowball, stem of word and lemma equal", equal}} {
		fmt.Printf("%-46s %7.1f  %7.1f   of %d and %d words\n", r.name, r.n[0].Share(), r.n[1].Share(), r.n[0].All, r.n[1].All)
	}
	return nil
}

func count(c *nlpeval.Count, right bool) {
	if c.All++; right {
		c.Right++
	}
}

func stem(word string) string {
	env := snowballstem.NewEnv(word)
	arabic.Stem(env)
	return env.Current()
}

// hunspell runs hunspell on lines of input and tells the processor time it took.
func hunspell(flag, input string) ([]byte, time.Duration, error) {
	cmd := exec.Command("hunspell", "-d", "ar", "-i", "utf-8", flag)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		return nil, 0, fmt.Errorf("run hunspell -d ar %s (apt-get install hunspell hunspell-ar): %w", flag, err)
	}
	return out, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

// used is the processor time that this process has had.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// hunspellStems are the folded stems that hunspell gives for each word, in its order.
func hunspellStems(words []string) (map[string][]string, error) {
	out, _, err := hunspell("-m", strings.Join(words, "\n")+"\n")
	if err != nil {
		return nil, err
	}
	stems := map[string][]string{}
	seen := map[string]bool{}
	for sc := bufio.NewScanner(bytes.NewReader(out)); sc.Scan(); {
		f := strings.Fields(sc.Text())
		for _, x := range f {
			if st, ok := strings.CutPrefix(x, "st:"); ok && !seen[f[0]+" "+st] {
				seen[f[0]+" "+st] = true
				stems[f[0]] = append(stems[f[0]], normal.Key(st))
			}
		}
	}
	return stems, nil
}

// passes are the rounds of all contestants, of which the best of each counts.
const passes = 5

// speed times all from text to their answer. Our reader is new in each pass and
// remembers no word, then codes the texts once more with the words of the first
// time, as in a long run; what each takes to load is not counted.
func speed() error {
	g, err := eval.ReadGSR(shared + "gold/gsr-dev")
	if err != nil {
		return err
	}
	var texts []string
	words := 0
	for _, u := range g.Units() {
		text := strings.ReplaceAll(u.Article.Text, "\n", " ")
		texts = append(texts, text)
		words += len(strings.Fields(text))
	}
	c, err := pipeline.New()
	if err != nil {
		return err
	}
	runtime.GOMAXPROCS(1)
	input := strings.Join(texts, "\n") + "\n"
	least := [...]time.Duration{time.Hour, time.Hour, time.Hour, time.Hour, time.Hour} // readings, events, events again, hunspell without and with a text
	for range passes {
		began := used()
		m := morph.New(c.Lexicon)
		for _, t := range texts {
			n := normal.Fold(t)
			ss, ts := segment.Split(&n, nil)
			m.Analyze(ss, ts)
		}
		read := used()
		r := c.Reader()
		for _, u := range g.Units() {
			r.Annotate(u.Article)
		}
		coded := used()
		for _, u := range g.Units() {
			r.Annotate(u.Article)
		}
		again := used()
		_, nothing, err := hunspell("-l", "")
		if err != nil {
			return err
		}
		_, all, err := hunspell("-l", input)
		if err != nil {
			return err
		}
		for i, d := range [...]time.Duration{read - began, coded - read, again - coded, nothing, all} {
			least[i] = min(least[i], d)
		}
	}
	rate := func(d time.Duration) float64 { return float64(words) / d.Seconds() }
	peer := rate(least[4] - least[3])
	fmt.Printf("words a second, gsr-dev, %d written words, one core, hunspell -d ar -l %.0f; isnad:\n", words, peer)
	fmt.Printf("  folding, sentences, readings %.0f, %.1f times\n  full coding, no word seen before %.0f, %.2f times\n  full coding, words remembered %.0f, %.2f times\n",
		rate(least[0]), rate(least[0])/peer, rate(least[1]), rate(least[1])/peer, rate(least[2]), rate(least[2])/peer)
	return nil
}
