package date_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/date"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/segment"
)

var update = flag.Bool("update", false, "rewrite the brackets of testdata/dates.tsv")

type reader struct {
	lx *lexicon.Lexicon
	an *morph.Analyzer
}

func open(t testing.TB) reader {
	t.Helper()
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	return reader{lx, morph.New(lx)}
}

func (r reader) find(day, text string) ([]isnad.Date, []isnad.Token) {
	n := normal.Fold(text)
	ss, ts := segment.Split(&n, nil)
	ts = r.an.Analyze(ss, ts)
	return date.Find(r.lx, ss, ts, day), ts
}

// show prints dates as the expectations of testdata/dates.tsv are written.
func show(ds []isnad.Date) string {
	if len(ds) == 0 {
		return "none"
	}
	var out []string
	for _, d := range ds {
		v := d.Value
		if v == "" {
			v = "?"
		}
		if d.End != "" {
			v += ".." + d.End
		}
		s := fmt.Sprintf("%s %s %s", v, d.Granularity, d.Basis)
		if d.Calendar != "gregorian" {
			s += " " + d.Calendar
		}
		out = append(out, s)
	}
	return strings.Join(out, ";")
}

// bracket sets the words of each date between brackets.
func bracket(text string, ds []isnad.Date, ts []isnad.Token) string {
	for i := len(ds) - 1; i >= 0; i-- {
		a, b := ts[ds[i].Tokens.Start].Start, ts[ds[i].Tokens.End-1].End
		text = text[:a] + "[" + text[a:b] + "]" + text[b:]
	}
	return text
}

func TestProbes(t *testing.T) {
	const path = "testdata/dates.tsv"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := open(t)
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	rows := 0
	for i, line := range lines {
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 3 {
			t.Fatalf("%s:%d: %d columns, not 3", path, i+1, len(c))
		}
		rows++
		text := strings.NewReplacer("[", "", "]", "").Replace(c[2])
		ds, ts := r.find(strings.TrimPrefix(c[0], "-"), text)
		if got := show(ds); got != c[1] {
			t.Errorf("%s:%d: got %s\nwant %s\n%s", path, i+1, got, c[1], bracket(text, ds, ts))
			continue
		}
		got := bracket(text, ds, ts)
		if *update {
			lines[i] = c[0] + "\t" + c[1] + "\t" + got
		} else if got != c[2] {
			t.Errorf("%s:%d: words\n%s\nwant\n%s", path, i+1, got, c[2])
		}
	}
	if rows < 200 {
		t.Errorf("%d probe rows, fewer than 200", rows)
	}
	if *update {
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
