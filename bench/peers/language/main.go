// Command language sets isnad's identifier beside lingua-go, on the same texts.
// lingua-go knows Arabic, Persian and Urdu, but neither Central Kurdish nor
// Pashto, so it is asked only about texts of the three.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/pemistahl/lingua-go"

	"github.com/isnad/isnad/internal/language"
	"github.com/isnad/isnad/internal/lexicon"
)

const (
	testdata = "../../internal/language/testdata/"
	seedPage = "../../../shared/gold/seed/page.txt"
)

// A set is texts of one language.
type set struct {
	name, tag string
	texts     []string
}

// A peer answers with a tag.
type peer struct {
	name     string
	make     func() func(string) string
	identify func(string) string
	heap     uint64
}

func main() {
	sets, err := readSets()
	if err != nil {
		fmt.Fprintln(os.Stderr, "language: error:", err)
		os.Exit(1)
	}
	lx, err := lexicon.Open()
	if err != nil {
		fmt.Fprintln(os.Stderr, "language: error:", err)
		os.Exit(1)
	}
	peers := []*peer{
		{name: "isnad", make: func() func(string) string {
			id := language.New(lx)
			return func(s string) string { tag, _ := id.Identify(s); return tag }
		}},
		{name: "lingua-go", make: func() func(string) string {
			d := lingua.NewLanguageDetectorBuilder().FromLanguages(lingua.Arabic, lingua.Persian, lingua.Urdu).WithPreloadedLanguageModels().Build()
			return func(s string) string {
				l, _ := d.DetectLanguageOf(s)
				return strings.ToLower(l.IsoCode639_1().String())
			}
		}},
	}
	for _, p := range peers {
		before := heap()
		p.identify = p.make()
		p.heap = heap() - before
		fmt.Printf("%s: %.1f MB of heap\n", p.name, float64(p.heap)/1e6)
	}
	for _, s := range sets {
		for _, p := range peers {
			if p.name == "lingua-go" && (s.tag == "ckb" || s.tag == "ps") {
				continue
			}
			right, speed := p.measure(&s)
			fmt.Printf("%-22s %-10s %4d of %4d right %8.1f MB/s\n", s.name, p.name, right, len(s.texts), speed)
		}
	}
}

// measure counts right answers and times the peer.
func (p *peer) measure(s *set) (right int, speed float64) {
	size, began := 0, time.Now()
	for time.Since(began) < 200*time.Millisecond || size == 0 {
		right = 0
		for _, t := range s.texts {
			if p.identify(t) == s.tag {
				right++
			}
			size += len(t)
		}
	}
	return right, float64(size) / 1e6 / time.Since(began).Seconds()
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// readSets reads the texts: whole paragraphs, their windows of five words, and the
// seed page line by line as it stands and in Arabic letters.
func readSets() (sets []set, err error) {
	for _, tag := range []string{"ar", "fa", "ur", "ckb", "ps"} {
		b, err := os.ReadFile(testdata + tag + ".txt")
		if err != nil {
			return nil, err
		}
		whole, five := set{tag + " paragraphs", tag, nil}, set{tag + " five words", tag, nil}
		for line := range strings.Lines(string(b)) {
			_, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
			whole.texts = append(whole.texts, text)
			words := strings.Fields(text)
			for i := 0; i+5 <= len(words); i += 5 {
				five.texts = append(five.texts, strings.Join(words[i:i+5], " "))
			}
		}
		sets = append(sets, whole, five)
	}
	if b, err := os.ReadFile(seedPage); err == nil {
		mapped := strings.NewReplacer("ی", "ي", "ک", "ك").Replace(string(b))
		sets = append(sets, set{"seed page, as typed", "ar", lines(string(b))}, set{"seed page, Arabic keys", "ar", lines(mapped)})
	}
	return sets, nil
}

func lines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
