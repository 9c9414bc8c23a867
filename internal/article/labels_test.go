package article

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

var known = isnad.Article{ID: "test"}

// fold stands in for normal.Key, which a package of the same row may not import:
// the letters that the tests need, no more.
func fold(s string) string {
	return strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ی", "ي", "ک", "ك", "\u064b", "", "\u0640", "", "ئ", "ي", "ؤ", "و", "\u00a0", " ").Replace(s)
}

// testLabels are the rows of data/ar/labels.tsv and months.tsv themselves.
func testLabels() *Labels {
	var rows []Label
	for _, c := range dataRows("labels", 3) {
		rows = append(rows, Label{c[0], c[1]})
	}
	var months []Month
	for _, c := range dataRows("months", 3) {
		n, err := strconv.Atoi(c[0])
		if err != nil || c[1] != "gregorian" {
			continue
		}
		for _, name := range strings.Split(c[2], ";") {
			months = append(months, Month{n, name})
		}
	}
	return NewLabels(rows, months, fold)
}

func dataRows(name string, columns int) (rows [][]string) {
	f, err := os.Open("../../data/ar/" + name + ".tsv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if c := strings.Split(sc.Text(), "\t"); len(c) == columns && c[0][0] != '#' {
			rows = append(rows, c)
		}
	}
	return rows
}

func TestLabelFit(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct {
		name, in, reason string
		how              fit
	}{
		{"the label is the line, with tanwin", "شاهد أيضاً", "related", alone},
		{"typed on a Persian keyboard", "شاهد أیضا", "related", alone},
		{"a count beside it", "التعليقات (3)", "comment", alone},
		{"a colon and a headline", "اقرأ أيضا: قمة في بغداد", "related", colon},
		{"a headline without a colon", "اقرأ أيضا قمة في بغداد", "related", front},
		{"one word before a sentence is no label", "المصدر المسؤول قال ذلك", "", none},
		{"a sentence that has the words inside", "وقال إنه شاهد أيضا ما حدث", "", none},
	} {
		t.Run(c.name, func(t *testing.T) {
			reason, how := lb.find(lb.key(c.in))
			if reason != c.reason || how != c.how {
				t.Errorf("find(%+q) = %q, %d; want %q, %d", c.in, reason, how, c.reason, c.how)
			}
		})
	}
}

func TestLabelRows(t *testing.T) {
	known := map[string]bool{}
	for _, r := range strings.Fields("breadcrumb related share comment tags byline date writer section promo copyright") {
		known[r] = true
	}
	rows := dataRows("labels", 3)
	if len(rows) < 150 {
		t.Errorf("only %d labels", len(rows))
	}
	for _, r := range rows {
		if !known[r[0]] {
			t.Errorf("label %+q has the reason %q, which nothing handles", r[1], r[0])
		}
	}
}
