package event

import (
	"fmt"
	"strings"

	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/lexicon"
)

// A Slot is a place beside a trigger that a party can stand in.
type Slot string

// Slots by grammar; a preposition is "p:" and its folded lemma.
const (
	SlotSubject  Slot = "subj"
	SlotObject   Slot = "obj"
	SlotGenitive Slot = "gen"
	SlotBoth     Slot = "both"
	SlotNone     Slot = ""
)

// A rule is a row of data/patterns/events-*.tsv, parsed.
type rule struct {
	id       string
	kind     string // PLOVER type
	verb     bool
	mode     []string
	context  []string
	actor    []Slot
	receiver []Slot
	both     bool // all parties are actors
	tests    []test
	priority int
	future   *rule // what it is when it is still to come
	refused  *rule // what it is when it is denied
	riot     *rule // what it is when demonstrators do it
	threat   *rule // what it is when somebody says that it will come
	names    ruleNames
}

// ruleNames are what features call a rule by.
type ruleNames struct{ kind, id learn.Word }

// name reads the names of a rule and of those derived from it.
func (r *rule) name() {
	for _, x := range [...]*rule{r, r.future, r.refused, r.riot, r.threat} {
		if x != nil {
			x.names = ruleNames{learn.NewWord(x.kind), learn.NewWord(x.id)}
		}
	}
}

// A test is one condition of a rule.
type test struct {
	not    bool
	slot   Slot // or "any", "near"
	by     byte // '=' lemma, ':' class, '@' sector
	values []string
	list   int // number of the values among the conditions, 0 when they name no words
}

// parseRules reads all rows once, when a Coder is made.
func parseRules(lx *lexicon.Lexicon, fold func(string) string) ([]rule, error) {
	t := lx.Table("events")
	if t == nil {
		return nil, nil
	}
	rules := make([]rule, t.Len())
	col := map[string]int{}
	for i, c := range t.Columns() {
		col[c] = i
	}
	for i := range rules {
		get := func(c string) string { return t.Cell(i, col[c]) }
		r := rule{id: get("key"), kind: get("type"), verb: get("pos") == "v", mode: split(get("mode")), context: split(get("context"))}
		if get("priority") == "1" {
			r.priority = 1
		}
		for _, f := range strings.Fields(get("frame")) {
			if err := r.frame(f, fold); err != nil {
				return nil, fmt.Errorf("event row %s: %w", r.id, err)
			}
		}
		for _, c := range strings.Fields(get("cond")) {
			x, err := parseTest(c, fold)
			if err != nil {
				return nil, fmt.Errorf("event row %s: %w", r.id, err)
			}
			r.tests = append(r.tests, x)
		}
		rules[i] = r
	}
	return rules, nil
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

func (r *rule) frame(f string, fold func(string) string) error {
	who, slots, ok := strings.Cut(f, ":")
	if !ok || who != "a" && who != "r" && who != "p" && who != "both" {
		return fmt.Errorf("frame %q: want a:SLOT or r:SLOT", f)
	}
	for _, s := range strings.Split(slots, "|") {
		if s == "-" || s == "" {
			continue
		}
		slot := Slot(s)
		if p, isPrep := strings.CutPrefix(s, "p:"); isPrep {
			slot = Slot("p:" + fold(p))
		}
		if slot == SlotBoth {
			r.both = true
			continue
		}
		if who == "r" {
			r.receiver = append(r.receiver, slot)
		} else {
			r.actor = append(r.actor, slot)
		}
	}
	return nil
}

func parseTest(s string, fold func(string) string) (t test, err error) {
	rest, not := strings.CutPrefix(s, "!")
	t.not = not
	if p, ok := strings.CutPrefix(rest, "p:"); ok { // the preposition's own colon
		k := strings.IndexAny(p, "=:@")
		if k < 0 {
			t.slot, t.by = Slot("p:"+fold(p)), '?'
			return t, nil
		}
		t.slot, t.by = Slot("p:"+fold(p[:k])), p[k]
		rest = p[k+1:]
	} else {
		k := strings.IndexAny(rest, "=:@")
		if k < 0 {
			return t, fmt.Errorf("condition %q: want SLOT=WORD, SLOT:CLASS or SLOT@SECTOR", s)
		}
		t.slot, t.by = Slot(rest[:k]), rest[k]
		rest = rest[k+1:]
	}
	for _, v := range strings.Split(rest, "|") {
		if t.by == '=' {
			v = fold(v)
		}
		t.values = append(t.values, v)
	}
	return t, nil
}
