package eval_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/export"
)

const ownGold = "../../testdata/gold/own-dev.jsonl"

// span finds words in a text, as code points.
func span(t *testing.T, text, words string) export.Span {
	t.Helper()
	before, _, ok := strings.Cut(text, words)
	if !ok {
		t.Fatalf("no %q in %q", words, text)
	}
	start := len([]rune(before))
	return export.Span{Text: words, Start: start, End: start + len([]rune(words))}
}

func quoted(t *testing.T, text, words string) eval.GoldMention {
	s := span(t, text, words)
	return eval.GoldMention{Span: eval.Span{Start: s.Start, End: s.End}, Text: words, Code: "---"}
}

func TestWhatOwnGoldTellsIsScored(t *testing.T) {
	const (
		text   = "قال مسؤول أمني عراقي لوكالة رويترز أمس إن ثلاثة جنود قتلوا بانفجار في بعقوبة"
		deed   = "بانفجار"
		who    = "مسؤول أمني عراقي"
		head   = "مسؤول أمني"
		agency = "وكالة رويترز"
		town   = "بعقوبة"
	)
	mention := func(words string) export.Mention { return export.Mention{Span: span(t, text, words)} }
	place := func(words, country string) *export.Place {
		s := span(t, text, words)
		return &export.Place{Country: export.Optional(country), Start: s.Start, End: s.End, Text: words}
	}
	told := &eval.Told{
		Claim: &eval.GoldClaim{Stance: "said", Chain: []eval.GoldMention{quoted(t, text, who), quoted(t, text, agency)}},
		Date:  "2014-10-21", Place: &eval.GoldPlace{GoldMention: quoted(t, text, town), Country: "IRQ"},
		Size: map[string][2]int{"dead": {3, 3}},
	}
	said := func(stance string, chain ...string) *export.Claim {
		c := &export.Claim{Stance: stance}
		for _, w := range chain {
			c.Chain = append(c.Chain, mention(w))
		}
		return c
	}
	right := export.Event{
		Claim: said("said", head, agency), Date: export.Date{Value: "2014-10-21"}, Place: place(town, "IRQ"),
		Size: export.Sizes{Dead: &export.Size{Min: 3, Max: 3}},
	}
	tests := []struct {
		name   string
		told   *eval.Told
		change func(*export.Event)
		want   string // the figures that are not 1, or are left out
	}{
		{name: "all right, the head of the speaker standing for the whole", told: told, change: func(*export.Event) {}},
		{name: "another stance", told: told, change: func(e *export.Event) { e.Claim.Stance = "denied" }, want: "stance"},
		{name: "no claim", told: told, change: func(e *export.Event) { e.Claim = nil }, want: "chain stance"},
		{name: "the agency is missing", told: told, change: func(e *export.Event) { e.Claim = said("said", who) }, want: "chain"},
		{name: "the links in the wrong order", told: told, change: func(e *export.Event) { e.Claim = said("said", agency, who) }, want: "chain"},
		{name: "the day of the paper", told: told, change: func(e *export.Event) { e.Date.Value = "2014-10-22" }, want: "date"},
		{name: "no date", told: told, change: func(e *export.Event) { e.Date.Value = "" }, want: "date"},
		{name: "the town in another state", told: told, change: func(e *export.Event) { e.Place = place(town, "IRN") }, want: "place"},
		{name: "another place", told: told, change: func(e *export.Event) { e.Place = place("أمس", "IRQ") }, want: "place"},
		{name: "no place", told: told, change: func(e *export.Event) { e.Place = nil }, want: "place"},
		{name: "another number", told: told, change: func(e *export.Event) { e.Size.Dead = &export.Size{Min: 3, Max: 4} }, want: "size"},
		{name: "wounded for dead", told: told, change: func(e *export.Event) { e.Size.Injured, e.Size.Dead = e.Size.Dead, nil }, want: "size"},
		{
			name: "where the gold tells nothing, invention is wrong, but a date is not judged",
			told: &eval.Told{}, change: func(*export.Event) {}, want: "chain place size stance",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := eval.Unit{Events: []eval.Gold{{Type: "ASSAULT", Trigger: quoted(t, text, deed), Told: tt.told}}}
			u.Article.ID, u.Article.Text = "own", text
			e := right
			e.Claim = said("said", head, agency)
			e.Type, e.Trigger = "ASSAULT", span(t, text, deed)
			tt.change(&e)
			score := eval.ScorePlover([]eval.Unit{u}, eval.Coded{"own": {e}}, eval.All)
			var wrong []string
			for name, f := range score.Own.Matched {
				if f != 1 && !strings.HasSuffix(name, "_marked") {
					wrong = append(wrong, name)
				}
			}
			slices.Sort(wrong)
			if have := strings.Join(wrong, " "); have != tt.want {
				t.Errorf("wrong are %q, want %q", have, tt.want)
			}
			if _, judged := score.Own.Matched["date"]; judged != (tt.told.Date != "") {
				t.Errorf("date judged: %v", judged)
			}
			var b bytes.Buffer
			if err := score.Print(&b); err != nil || !strings.Contains(b.String(), "\ntold      stance ") {
				t.Errorf("printed %q, %v", b.String(), err)
			}
		})
	}
}

// Own gold is worth its name only while it covers the field: each type, mode,
// auxiliary mode and manner of saying, traps included.
func TestOwnGoldCoversTheField(t *testing.T) {
	units, err := eval.Units(ownGold)
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for i := range units {
		u := &units[i]
		if strings.Contains(u.Article.Text, "\n") {
			n["articles"]++
		} else {
			n["sentences"]++
		}
		if len(u.Events) == 0 {
			n["units without event"]++
		}
		for j := range u.Events {
			count(t, n, u, &u.Events[j])
		}
	}
	for name, least := range coverage() {
		if n[name] < least {
			t.Errorf("%s: %d, want %d", name, n[name], least)
		}
	}
}

func count(t *testing.T, n map[string]int, u *eval.Unit, e *eval.Gold) {
	if e.Told == nil {
		t.Errorf("%s: an event without claim, date, place", u.Article.ID)
		return
	}
	n[e.Type]++
	for _, m := range e.Mode {
		n[e.Type+" "+m]++
	}
	for _, a := range e.Aux {
		n[a]++
	}
	quotes := append(append([]eval.GoldMention{e.Trigger}, e.Actor...), e.Recipient...)
	if c := e.Told.Claim; c != nil {
		n["stance "+c.Stance]++
		n[map[bool]string{true: "chains of two", false: "one speaker"}[len(c.Chain) > 1]]++
		quotes = append(append(quotes, c.Verb), c.Chain...)
	}
	if e.Told.Date != "" {
		n["dates"]++
	}
	if p := e.Told.Place; p != nil {
		n["places"]++
		quotes = append(quotes, p.GoldMention)
	}
	if len(e.Told.Size) > 0 {
		n["sizes"]++
	}
	for _, q := range quotes {
		if have := u.Bytes(q.Span).Of(u.Article.Text); have != q.Text {
			t.Errorf("%s: %q stands where %q is told", u.Article.ID, have, q.Text)
		}
	}
}

// coverage is the least count of each thing.
func coverage() map[string]int {
	least := map[string]int{
		"sentences": 250, "articles": 30, "units without event": 20, "negation": 15, "future": 15, "hypothetical": 15, "historical": 15,
		"chains of two": 15, "dates": 100, "places": 150, "sizes": 25,
	}
	modes := map[string]string{
		"AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
		"RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
		"ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
		"THREATEN": "restrict arrest relations expel territory violence", "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
		"SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
		"COERCE":  "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
		"ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
	}
	for typ, ms := range modes {
		least[typ] = 20
		for _, m := range strings.Fields(ms) {
			least[typ+" "+m] = 1
		}
	}
	for _, s := range strings.Fields("accused added admitted announced asked cited claimed confirmed criticised demanded denied expected explained promised reported revealed said stressed threatened warned welcomed") {
		least["stance "+s] = 1
	}
	return least
}
