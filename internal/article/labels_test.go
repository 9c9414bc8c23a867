package article

import (
	"bufio"
	"fmt"
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
	return plainer.Replace(s)
}

var plainer = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ى", "ي", "ی", "ي", "ک", "ك", "\u064b", "", "\u0640", "", "ئ", "ي", "ؤ", "و", "\u00a0", " ")

// testLabels are the rows of the data files themselves.
func testLabels() *Labels { return NewLabels(testRows(), fold, civil) }

func testRows() (rows Rows) {
	for _, c := range dataRows("labels", 3) {
		rows.Labels = append(rows.Labels, Label{c[0], c[1]})
	}
	for _, c := range dataRows("labelwords", 3) {
		rows.Words = append(rows.Words, LabelWord{c[0], c[1]})
	}
	for _, c := range dataRows("months", 3) {
		n, err := strconv.Atoi(c[0])
		if err != nil {
			continue
		}
		for _, name := range strings.Split(c[2], ";") {
			rows.Months = append(rows.Months, Month{c[1], n, name})
		}
	}
	for _, c := range dataRows("given", 2) {
		if c[0] == "w" {
			rows.Weak = append(rows.Weak, c[1])
		} else {
			rows.Given = append(rows.Given, c[1])
		}
	}
	places := map[string]bool{}
	for _, c := range dataRows("../gazetteer/places", 8) {
		for _, name := range append(strings.Split(c[7], ";"), c[6]) {
			places[fold(name)] = true
		}
	}
	rows.Place = func(key string) bool { return places[key] }
	return rows
}

// civil stands in for date.Civil: of other calendars it knows the days that the tests need.
func civil(calendar string, y, m, d int) string {
	switch fmt.Sprint(calendar, " ", y, m, d) {
	case "jalali 1399 4 2":
		return "2020-06-22"
	case "jalali 1397 12 14":
		return "2019-03-05"
	case "hijri 1442 8 1":
		return "2021-03-14"
	}
	if calendar != "gregorian" {
		return ""
	}
	return ymd(strconv.Itoa(y), strconv.Itoa(m), strconv.Itoa(d))
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
