package paradigm

import (
	"bufio"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// The oracle is the Arabic dictionary of hunspell (Ayaspell, Debian package
// hunspell-ar). It is read where it is installed and never copied here.
const hunspellDir = "/usr/share/hunspell/"

// An oracle holds the finite forms hunspell-ar lists for a lemma: bare ones, and
// ones that carry the pronoun -hu.
type oracle struct {
	bare, linked map[string]set
}

// A hunspellSuffix strips and adds letters at the end of a word.
type hunspellSuffix struct {
	strip, add string
	cond       *regexp.Regexp
}

func readOracle(t *testing.T) oracle {
	t.Helper()
	aff, err := os.Open(hunspellDir + "ar.aff")
	if err != nil {
		t.Skip("hunspell-ar is not installed: apt-get install hunspell-ar")
	}
	defer aff.Close()
	var sets, notes []string
	suffixes := map[string][]hunspellSuffix{}
	for sc := bufio.NewScanner(aff); sc.Scan(); {
		f := strings.Fields(sc.Text())
		switch {
		case len(f) < 2:
		case f[0] == "AF":
			sets = append(sets, f[1])
		case f[0] == "AM":
			notes = append(notes, strings.TrimPrefix(sc.Text(), "AM "))
		case f[0] == "SFX" && len(f) >= 5:
			s := hunspellSuffix{strings.TrimPrefix(f[2], "0"), f[3], regexp.MustCompile("(" + f[4] + ")$")}
			suffixes[f[1]] = append(suffixes[f[1]], s)
		}
	}
	o := oracle{map[string]set{}, map[string]set{}}
	o.readWords(t, sets, notes, suffixes)
	return o
}

func (o oracle) readWords(t *testing.T, sets, notes []string, suffixes map[string][]hunspellSuffix) {
	dic, err := os.Open(hunspellDir + "ar.dic")
	if err != nil {
		t.Skip("hunspell-ar has no ar.dic")
	}
	defer dic.Close()
	lemmaOf := regexp.MustCompile(`st:(\S+)`)
	for sc := bufio.NewScanner(dic); sc.Scan(); {
		entry, note, ok := strings.Cut(sc.Text(), "\t")
		n, err := strconv.Atoi(note)
		if !ok || err != nil || n >= len(notes) || !strings.Contains(notes[n], "po:verb") {
			continue
		}
		m := lemmaOf.FindStringSubmatch(notes[n])
		if m == nil {
			continue
		}
		w, set, _ := strings.Cut(entry, "/")
		put(o.bare, m[1], w)
		k, err := strconv.Atoi(set)
		if err != nil || k >= len(sets) {
			continue
		}
		o.expand(m[1], w, sets[k], suffixes)
	}
}

// expand applies the endings of person (flags in x) and of -hu (flags in i).
func (o oracle) expand(lemma, w, flags string, suffixes map[string][]hunspellSuffix) {
	for ; len(flags) >= 2; flags = flags[2:] {
		for _, s := range suffixes[flags[:2]] {
			if !strings.HasSuffix(w, s.strip) || !s.cond.MatchString(w) {
				continue
			}
			form := strings.TrimSuffix(w, s.strip) + s.add
			switch {
			case flags[1] == 'x':
				put(o.bare, lemma, form)
			case flags[1] == 'i' && strings.HasSuffix(form, "ه"):
				put(o.linked, lemma, form)
			}
		}
	}
}

func put(m map[string]set, k, v string) {
	if m[k] == nil {
		m[k] = set{}
	}
	m[k][v] = true
}

// made holds what this package makes for a lemma.
type made struct{ bare, academic, linked, energetic, stems set }

type set map[string]bool

func newMade() made { return made{set{}, set{}, set{}, set{}, set{}} }

func (m made) add(v Verb) {
	cells, err := Conjugate(v)
	if err != nil {
		return
	}
	var last Cell
	for _, c := range cells {
		m.bare[c.Written] = true
		m.stems[c.Prefix+c.Stem] = true
		if s := skeleton(c.Vowelled); s != skeleton(last.Vowelled) {
			m.academic[c.Written] = true
		}
		last = c
		for _, s := range c.Suffixed {
			m.linked[s+"ه"] = true
		}
		if c.Tense != Past {
			m.addEnergetic(c)
		}
	}
}

// addEnergetic approximates the energetic in -nna (Wright I §97), which this
// package leaves out: news does not use it.
func (m made) addEnergetic(c Cell) {
	head := c.Prefix + c.Stem
	word := c.Written
	if s, ok := strings.CutSuffix(word, "ى"); ok {
		word = s + "ي"
	}
	for _, w := range []string{word, head, head + endWaw, head + endYa, c.Written + endAlif} {
		m.energetic[w+"ن"] = true
		m.energetic[w+"نه"] = true
	}
}

// homographs adds every verb that some root, form and vowels would make with this
// lemma: hunspell's lemma has no shadda and no vowels, so كتب is form I and II.
func homographs(vs []Verb) made {
	m := newMade()
	for _, v := range vs {
		m.addHomographs(v)
	}
	return m
}

// skeleton is a vowelled form with all hamzas alike.
func skeleton(w string) string {
	return strings.NewReplacer(onAlif, onNone, onWaw, onNone, onYa, onNone, withMada, onNone+string(fatha)+endAlif).Replace(w)
}

func (m made) addHomographs(v Verb) {
	for _, root := range likeRoots(v.Root) {
		for _, form := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "q1", "q2", "q4"} {
			for _, vowels := range []string{"a-u", "a-i", "a-a", "i-a", "u-u", "i-i"} {
				m.add(Verb{Root: root, Form: form, Lemma: v.Lemma, Vowels: vowels})
				if form != "1" {
					break
				}
			}
		}
	}
}

// likeRoots changes weak radicals for each other, and adds the roots whose other
// forms look alike: أكل is Ckl in I and kll in IV, عاد is Ewd in I and Edd in III.
func likeRoots(root string) []string {
	all := []string{root}
	for i := range root {
		if !isGlide(root[i]) {
			continue
		}
		for _, r := range all[:len(all):len(all)] {
			all = append(all, r[:i]+string('w'+'y'-root[i])+r[i+1:])
		}
	}
	switch {
	case len(root) == 3 && root[0] == hamza:
		all = append(all, root[1:]+root[2:], "w"+root[1:])
	case len(root) == 3 && isGlide(root[1]):
		all = append(all, root[:1]+root[2:]+root[2:])
	case len(root) == 3 && root[1] == root[2]:
		all = append(all, root+root[1:2], root[:1]+"w"+root[2:], root[:1]+"y"+root[2:], "C"+root[:2])
	case len(root) == 4 && root[0] == hamza:
		all = append(all, root[1:])
	}
	return all
}

// slip names what is wrong with a form of the oracle, "" when nothing is known.
func slip(lemma, w string, m made) string {
	w = strings.TrimSuffix(w, "ه")
	switch {
	case w == "ي":
		return "a stem lost"
	case m.stems[w]:
		return "a stem without its ending"
	case strings.HasSuffix(lemma, endTa) && strings.Contains(w, endTa+endTa):
		return "t and t not joined"
	}
	return ""
}

func TestAgainstHunspell(t *testing.T) {
	o := readOracle(t)
	byLemma := map[string][]Verb{}
	for _, v := range rows(t) {
		if o.bare[v.Lemma] != nil {
			byLemma[v.Lemma] = append(byLemma[v.Lemma], v)
		}
	}
	s := newScore(t)
	for _, l := range keys(byLemma) {
		own := newMade()
		for _, v := range byLemma[l] {
			own.add(v)
		}
		other := sync.OnceValue(func() made { return homographs(byLemma[l]) })
		for _, w := range keys(o.bare[l]) {
			s.count(l, w, own, other, func(m made) set { return m.bare })
		}
		for _, w := range keys(o.linked[l]) {
			s.count(l, w, own, other, func(m made) set { return m.linked })
		}
		s.extra(l, own, o)
	}
	s.report(len(byLemma))
}

// A score counts the forms of the oracle by what became of them.
type score struct {
	testing.TB
	by    map[string]int
	total int
	ours  map[string]int
}

func newScore(t testing.TB) *score {
	return &score{TB: t, by: map[string]int{}, ours: map[string]int{}}
}

func (s *score) count(lemma, w string, own made, other func() made, pick func(made) set) {
	s.total++
	why := "missing"
	switch {
	case pick(own)[w]:
		why = "made"
	case own.energetic[w]:
		why = "energetic"
	case slip(lemma, w, own) != "":
		why = slip(lemma, w, own)
	case pick(other())[w], other().energetic[w], other().stems[w]:
		why = "of a homograph"
	default:
		s.Logf("missing %s: %s", lemma, w)
	}
	s.by[why]++
}

// extra counts our forms that the oracle does not know for the lemma.
func (s *score) extra(lemma string, own made, o oracle) {
	for _, w := range keys(own.academic) {
		s.ours["all"]++
		if !o.bare[lemma][w] {
			s.ours["unknown"]++
			if os.Getenv("EXTRA") != "" {
				s.Logf("extra %s: %s", lemma, w)
			}
		}
	}
}

func (s *score) report(lemmas int) {
	s.Logf("%d shared lemmas, %d forms", lemmas, s.total)
	for _, why := range keys(s.by) {
		s.Logf("%6d %s", s.by[why], why)
	}
	s.Logf("of ours %v", s.ours)
	if 100*s.by["missing"] > s.total {
		s.Errorf("%d of %d forms neither made nor explained", s.by["missing"], s.total)
	}
}

func keys[V any](m map[string]V) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	sort.Strings(all)
	return all
}
