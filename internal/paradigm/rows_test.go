package paradigm

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rows reads the verbs of data/ar.
func rows(t testing.TB) []Verb {
	t.Helper()
	names, err := filepath.Glob("../../data/ar/verbs*.tsv")
	if err != nil || len(names) == 0 {
		t.Fatal("no data/ar/verbs*.tsv to read")
	}
	var all []Verb
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for sc := bufio.NewScanner(f); sc.Scan(); {
			c := strings.Split(sc.Text(), "\t")
			if strings.HasPrefix(c[0], "#") || len(c) < 4 {
				continue
			}
			all = append(all, Verb{Root: c[0], Form: c[1], Lemma: c[2], Vowels: c[3]})
		}
	}
	return all
}

// A row that contradicts itself is an error of the data, told here by name.
func TestEveryRowConjugates(t *testing.T) {
	for _, v := range rows(t) {
		if _, err := Conjugate(v); err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkConjugate(b *testing.B) {
	all := rows(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Conjugate(all[i%len(all)])
	}
}
