package train

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/paradigm"
)

// verbs are the rows of data/ar/verbs.tsv by root and form, as readings name them.
type verbs map[string][]paradigm.Verb

func readVerbs(path string) (verbs, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read verbs: %w", err)
	}
	defer f.Close()
	out := verbs{}
	for sc := bufio.NewScanner(f); ; {
		if !sc.Scan() {
			return out, sc.Err()
		}
		c := strings.Split(sc.Text(), "\t")
		if strings.HasPrefix(sc.Text(), "#") || len(c) < 4 {
			continue
		}
		v := paradigm.Verb{Root: c[0], Form: c[1], Lemma: c[2], Vowels: strings.TrimPrefix(c[3], "-")}
		out[c[0]+"."+c[1]] = append(out[c[0]+"."+c[1]], v)
	}
}

// form is the third person of the verb of a reading, "" when it cannot be made.
func (vs verbs) form(r *isnad.Reading, tense paradigm.Tense, number paradigm.Number, gender paradigm.Gender) string {
	rows := vs[strings.TrimPrefix(r.Row, "verbs:")]
	if len(rows) != 1 {
		return "" // none, or two that a reading does not tell apart
	}
	cells, err := paradigm.Conjugate(rows[0])
	if err != nil {
		return ""
	}
	for i := range cells {
		c := &cells[i]
		if c.Tense == tense && c.Mood <= paradigm.Indicative && !c.Passive && c.Person == 3 && c.Number == number && (c.Gender == gender || c.Gender == 0) {
			return c.Written
		}
	}
	return ""
}
