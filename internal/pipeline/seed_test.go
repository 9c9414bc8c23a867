package pipeline_test

import (
	"os"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/normal"
)

// seedPage annotates the scraped page of the gold; the test is skipped where it is absent.
func seedPage(t *testing.T) isnad.Document {
	t.Helper()
	page, err := os.ReadFile(gold + "/seed/page.txt")
	if err != nil {
		t.Skipf("no gold beside the checkout: %v", err)
	}
	return coder(t).Reader().Annotate(asPage(t, isnad.Article{ID: "seed"}, string(page)))
}

// whoIs follows a mention to the first of its chain.
func whoIs(d *isnad.Document, i int) int {
	for d.Mentions[i].Antecedent >= 0 {
		i = d.Mentions[i].Antecedent
	}
	return i
}

// mentionsWith are the mentions whose words hold all the given ones, in any typing.
func mentionsWith(d *isnad.Document, words ...string) (out []int) {
next:
	for i := range d.Mentions {
		key := normal.Key(d.Mentions[i].Of(d.Text))
		for _, w := range words {
			if !strings.Contains(key, normal.Key(w)) {
				continue next
			}
		}
		out = append(out, i)
	}
	return out
}

func TestSeedPageTwoSpellingsAreOnePerson(t *testing.T) {
	d := seedPage(t)
	spellings := [...]string{
		"بتروشوف",  // Batrūshūf, Petrushev
		"باتروشوف", // Bātrūshūf, Patrushev
	}
	who := map[int]bool{}
	for _, s := range spellings {
		ms := mentionsWith(&d, s)
		if len(ms) == 0 {
			t.Errorf("no mention of %q", s)
		}
		for _, i := range ms {
			who[whoIs(&d, i)] = true
			if d.Mentions[i].Kind != "person" {
				t.Errorf("%q is read as %q", d.Mentions[i].Of(d.Text), d.Mentions[i].Kind)
			}
			if c := d.Mentions[i].Country; c != "RUS" {
				t.Logf("short of the aim: %q is given the country %q by %s", d.Mentions[i].Of(d.Text), c, d.Mentions[i].CountryVia)
			}
		}
	}
	if len(who) != 1 {
		t.Errorf("%d persons, want one", len(who))
	}
}

// The page tells of the national security councils of Iran and of Russia.
func TestSeedPageSecurityCouncilsAreNotTheUNs(t *testing.T) {
	d := seedPage(t)
	found := 0
	for _, i := range mentionsWith(&d, "الأمن القومي") {
		m := &d.Mentions[i]
		found++
		if m.Country == "UNO" || m.ID == "un-security-council" {
			t.Errorf("%q is read as the UN's", m.Of(d.Text))
		}
		if m.Country != "IRN" && m.Country != "RUS" {
			t.Logf("short of the aim: %q is given the country %q", m.Of(d.Text), m.Country)
		}
	}
	if found < 3 {
		t.Errorf("%d mentions of security councils, want at least 3", found)
	}
}

func TestSeedPageBoilerplateIsDroppedAndNeverCoded(t *testing.T) {
	d := seedPage(t)
	begins := map[string]string{
		"breadcrumb": "الرئيسية / أخبار",
		"title":      "تعاون أمني",
		"related":    "شاهد أيضا",
	}
	droppedAs(t, &d, begins)
	if tail := d.Dropped[len(d.Dropped)-1]; tail.End != len(d.Text) {
		t.Errorf("the tail is dropped up to byte %d of %d", tail.End, len(d.Text))
	}
}

func TestScrapedExampleBoilerplateIsDroppedAndNeverCoded(t *testing.T) {
	d := exampleDocument(t, "scraped.txt")
	begins := map[string]string{
		"breadcrumb": "الرئيسية / أخبار",
		"title":      "إضراب",
		"related":    "شاهد أيضا",
	}
	droppedAs(t, &d, begins)
}

// droppedAs checks which parts are dropped, by reason and first words, and that no
// event lies in them.
func droppedAs(t *testing.T, d *isnad.Document, begins map[string]string) {
	t.Helper()
	seen := map[string]bool{}
	for _, x := range d.Dropped {
		seen[x.Reason] = true
		want, ok := begins[x.Reason]
		if got := normal.Key(x.Of(d.Text)); !ok || !strings.HasPrefix(got, normal.Key(want)) {
			t.Errorf("dropped as %s: %q", x.Reason, x.Of(d.Text))
		}
		for i := range d.Events {
			if x.Overlaps(d.Sentences[d.Events[i].Sentence].Span) {
				t.Errorf("event %s is coded in a part dropped as %s", d.Events[i].Type, x.Reason)
			}
		}
	}
	for reason := range begins {
		if !seen[reason] {
			t.Errorf("nothing is dropped as %s", reason)
		}
	}
	if len(d.Events) == 0 {
		t.Error("no event is coded")
	}
}

// TestSeedPageRepeatedStatementsAreOneEvent looks for two events of one type whose
// triggers are the same word before the same words: a statement printed twice.
func TestSeedPageRepeatedStatementsAreOneEvent(t *testing.T) {
	d := seedPage(t)
	told := map[string]int{}
	for i := range d.Events {
		e := &d.Events[i]
		var words []string
		for k := e.TriggerAt; k < len(d.Tokens) && k < e.TriggerAt+6; k++ {
			words = append(words, d.Tokens[k].Key)
		}
		key := e.Type + " " + strings.TrimPrefix(strings.Join(words, " "), "و")
		if j, ok := told[key]; ok {
			t.Errorf("events %d and %d are one statement: %s", j, i, key)
		}
		told[key] = i
	}
}

// TestSeedPageAgainstGold prints how the page is coded. Its figures stand in
// testdata/quality.txt; here they are only shown.
func TestSeedPageAgainstGold(t *testing.T) {
	d := seedPage(t)
	units, err := eval.Units(gold + "/seed/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if units[0].Article.Text != d.Text {
		t.Error("the text of the page is not that of the gold")
	}
	var out strings.Builder
	p := eval.ScorePlover(units, eval.ByDocument(export.Events(ontology(t), &d)), eval.All)
	if err := p.Print(&out); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + out.String())
}
