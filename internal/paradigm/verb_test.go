package paradigm

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata")

// The model verbs stand in testdata/verbs.txt, one class each. The file was read
// through by eye against Wright's tables; -update rewrites the forms, not the
// heads.
func TestModelVerbs(t *testing.T) {
	golden(t, "testdata/verbs.txt", func(head string) string {
		f := strings.Fields(head)
		if len(f) != 5 || f[0] != "verb" {
			t.Fatalf("head %q: want verb ROOT FORM VOWELS LEMMA", head)
		}
		return model(t, Verb{Root: f[1], Form: f[2], Vowels: f[3], Lemma: f[4]})
	})
}

// golden reads a file of comments, heads (lines that begin with "verb ") and the
// lines made from each head, and compares.
func golden(t *testing.T, name string, make func(head string) string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		switch {
		case strings.HasPrefix(line, "#"), line == "\n":
			b.WriteString(line)
		case strings.HasPrefix(line, "verb "), strings.HasPrefix(line, "noun "), strings.HasPrefix(line, "adjective "):
			b.WriteString(line + make(strings.TrimSpace(line)))
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, got := strings.Split(string(data), "\n"), strings.Split(b.String(), "\n")
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			t.Fatalf("%s:%d:\n got %s %+q\nwant %s %+q", name, i+1, got[i], got[i], want[i], want[i])
		}
	}
	if len(want) != len(got) {
		t.Errorf("%s has %d lines, made are %d", name, len(want), len(got))
	}
}

// model prints the key cells of v, variants side by side.
func model(t *testing.T, v Verb) string {
	cells, err := Conjugate(v)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	forms := map[string][]string{}
	for _, c := range cells {
		name := nameOf(c)
		if !isKey(name) {
			continue
		}
		if forms[name] == nil {
			names = append(names, name)
		}
		text := c.Vowelled
		if len(c.Suffixed) != 1 || c.Suffixed[0] != c.Written {
			text += " +(" + strings.Join(c.Suffixed, " ") + ")"
		}
		forms[name] = append(forms[name], text)
	}
	active, passive := Participles(v)
	for _, p := range []struct {
		name  string
		words []string
	}{{"participle.active", active}, {"participle.passive", passive}, {"masdar", RegularMasdar(v)}} {
		if p.words != nil {
			names = append(names, p.name)
			forms[p.name] = p.words
		}
	}
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, "  %-24s%s\n", n, strings.Join(forms[n], " / "))
	}
	return b.String()
}

func nameOf(c Cell) string {
	name := []string{"past", "present", "imperative"}[c.Tense]
	if c.Mood > 0 {
		name = []string{"", "indicative", "subjunctive", "jussive"}[c.Mood]
	}
	if c.Passive {
		name += ".passive"
	}
	return name + fmt.Sprintf(".%d%s%s", c.Person, []string{"", "m", "f"}[c.Gender], []string{"", "s", "d", "p"}[c.Number])
}

// isKey chooses the cells in which the classes differ.
func isKey(name string) bool {
	switch name {
	case "past.3ms", "past.3fs", "past.3md", "past.3mp", "past.3fp", "past.2mp", "past.1s",
		"past.passive.3ms", "past.passive.3mp", "past.passive.1s",
		"indicative.3ms", "indicative.3md", "indicative.3mp", "indicative.3fp", "indicative.2fs", "indicative.1s",
		"subjunctive.3ms", "subjunctive.3mp", "jussive.3ms",
		"indicative.passive.3ms", "indicative.passive.3mp", "jussive.passive.3ms",
		"imperative.2ms", "imperative.2fs", "imperative.2mp":
		return true
	}
	return false
}

func TestConjugateRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		Verb
	}{
		{"no such form", Verb{Root: "ktb", Form: "11"}},
		{"a radical too few", Verb{Root: "kt", Form: "2"}},
		{"three radicals for a quadriliteral", Verb{Root: "dHr", Form: "q1"}},
		{"a vowel as radical", Verb{Root: "qAl", Form: "1", Vowels: "a-u"}},
		{"form 1 without vowels", Verb{Root: "ktb", Form: "1"}},
		{"vowels of another alphabet", Verb{Root: "ktb", Form: "1", Vowels: "o-e"}},
		{"the lemma of another verb", Verb{Root: "ktb", Form: "3", Lemma: "كتب"}},
		{"rama written as if its root ended in w", Verb{Root: "rmw", Form: "1", Vowels: "a-u", Lemma: "رمى"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if cells, err := Conjugate(tt.Verb); err == nil {
				t.Errorf("no error, %d cells", len(cells))
			}
		})
	}
}

// Every root over letters of each kind, in every form: no panic, no empty form,
// and the parts of a cell fit together.
func TestEveryKindOfRoot(t *testing.T) {
	letters := "CwytnTzVSdvb"
	for _, form := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"} {
		vowels := []string{"-"}
		if form == "1" {
			vowels = []string{"a-u", "a-i", "a-a", "i-a", "u-u", "i-i"}
		}
		for _, a := range letters {
			for _, b := range letters {
				for _, c := range letters {
					for _, v := range vowels {
						checkVerb(t, Verb{Root: string([]rune{a, b, c}), Form: form, Vowels: v})
					}
				}
			}
		}
	}
}

func FuzzConjugate(f *testing.F) {
	f.Add("ktb", "1", "", "a-u")
	f.Add("TmCn", "q4", "", "-")
	f.Add("Hyy", "10", "استحى", "-")
	f.Add("lys", "1", "ليس", "-")
	f.Fuzz(func(t *testing.T, root, form, lemma, vowels string) {
		checkVerb(t, Verb{Root: root, Form: form, Lemma: lemma, Vowels: vowels})
	})
}

func checkVerb(t *testing.T, v Verb) {
	t.Helper()
	cells, err := Conjugate(v)
	if err != nil {
		return
	}
	for _, c := range cells {
		switch {
		case c.Written == "" || c.Written != c.Prefix+c.Stem+c.Suffix:
			t.Fatalf("%+v: parts of %+v", v, c)
		case (c.Tense == Present) != (c.Prefix != ""):
			t.Fatalf("%+v: prefix of %+v", v, c)
		case bare(c.Vowelled) != c.Written:
			t.Fatalf("%+v: %s is not %s with vowels", v, c.Vowelled, c.Written)
		case len(c.Suffixed) == 0 || c.Suffixed[0] == "":
			t.Fatalf("%+v: nothing for a pronoun in %+v", v, c)
		}
	}
	active, passive := Participles(v)
	for _, w := range append(append(active, passive...), RegularMasdar(v)...) {
		if w == "" {
			t.Fatalf("%+v: empty participle or masdar", v)
		}
	}
}

// bare takes the harakat off.
func bare(w string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\u064B' && r <= '\u0652' {
			return -1
		}
		return r
	}, w)
}
