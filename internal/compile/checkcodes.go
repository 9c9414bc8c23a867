package compile

import (
	"strconv"
	"strings"
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// Closed lists of codes. The columns are described in docs/data.md, contexts in
// docs/ontology.md.
var (
	sectorCodes = set("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO NGO IMG MNC")
	groupCodes  = set("IGO UNO EUR NGO ISM IMG MNC KOS PSE")
	contexts    = set(`military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal reparations
		human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping health asylum
		migration disasters natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking`)
	slots = set("subj obj gen both any near")
	kinds = set("state person org group place agent")
)

// enums are columns that hold one of few words.
var enums = []struct {
	table, column string
	values        map[string]bool
}{
	{"verbs", "form", set("1 2 3 4 5 6 7 8 9 10 q1 q2 q4")},
	{"nouns", "class", set("person group body building place document weapon vehicle money time event abstract thing substance animal bodypart measure food nature")},
	{"nouns", "gender", set("m f")},
	{"adjectives", "kind", set("adj elative ordinal colour nisba nisba:EUR nisba:IGO nisba:UNO")},
	{"agents", "sector", sectorCodes},
	{"agents", "kind", set("role people body group head")},
	{"given", "gender", set("m f u w s")},
	{"reporting", "stance", set("said confirmed announced accused denied warned promised demanded asked stressed added explained revealed claimed admitted reported expected criticised welcomed threatened cited")},
	{"light", "kind", set("light passive occur cause place")},
	{"labels", "reason", set("breadcrumb related share comment tags byline date writer section promo copyright")},
	{"labelwords", "kind", set("aim call desk here made makes maycall outlet reader say site time topic")},
	{"lang", "tag", set("ar fa ur ckb ps")},
	{"lang", "kind", set("word prefix suffix letter")},
	{"lang", "weight", set("1 2 3 4 5 6 7 8 9")},
	{"months", "calendar", set("gregorian hijri jalali")},
	{"organisations", "kind", set("igo ngo party armed body force media company agency movement union religious university court")},
	{"organisations", "sector", sectorCodes},
	{"persons", "sector", sectorCodes},
	{"places", "kind", set("city town village district province region river mountain island sea camp airport crossing base prison square street strait border site")},
	{"events", "pos", set("v n")},
	{"events", "priority", set("0 1")},
	{"events", "context", contexts},
	{"plover", "quad", set("1 2 3 4")},
}

func (c *checker) codes() {
	for _, e := range enums {
		c.each(e.table, func(t *Table, r Row) {
			for _, x := range t.List(r, e.column) {
				if !e.values[x] {
					c.row(KindCodes, r, "%s: no such code %q", e.column, x)
				}
			}
		})
	}
	states := c.column("states", "iso3")
	for _, table := range []string{"agents", "organisations", "persons", "places"} {
		c.each(table, func(t *Table, r Row) {
			if x := t.Get(r, "country"); x != "" && !states[x] && !groupCodes[x] {
				c.row(KindCodes, r, "country: no such code %q", x)
			}
		})
	}
	// A province without an Arabic name would stand in Latin letters on an Arabic page; one
	// that no place lies in is a slip of the pen.
	named, used := map[string]bool{}, map[string]bool{}
	c.each("provinces", func(t *Table, r Row) { named[t.Get(r, "country")+"/"+t.Get(r, "admin1")] = true })
	c.each("places", func(t *Table, r Row) {
		if a := t.Get(r, "admin1"); a != "" {
			k := t.Get(r, "country") + "/" + a
			if used[k] = true; !named[k] {
				c.row(KindCodes, r, "admin1: %q has no name in provinces.tsv", k)
			}
		}
	})
	c.each("provinces", func(t *Table, r Row) {
		if k := t.Get(r, "country") + "/" + t.Get(r, "admin1"); !used[k] {
			c.row(KindCodes, r, "no place lies in %q", k)
		}
	})
	c.each("hints", func(t *Table, r Row) {
		for _, x := range t.List(r, "countries") {
			if !states[x] && !groupCodes[x] {
				c.row(KindCodes, r, "countries: no such code %q", x)
			}
		}
	})
	modes := c.modes()
	c.each("events", func(t *Table, r Row) {
		typ := t.Get(r, "type")
		for _, m := range append(t.List(r, "mode"), "") {
			if !modes[typ+"."+m] {
				c.row(KindCodes, r, "no PLOVER code %s %s", typ, m)
			}
		}
	})
	c.ontology(modes)
}

// modes is the set of TYPE.mode, with TYPE. for the type itself.
func (c *checker) modes() map[string]bool {
	modes := map[string]bool{}
	c.each("plover", func(t *Table, r Row) { modes[t.Get(r, "type")+"."+t.Get(r, "mode")] = true })
	return modes
}

// ontology: numbers are numbers, each mode has its type, each type a CAMEO root.
func (c *checker) ontology(modes map[string]bool) {
	maps := c.column("cameo", "plover")
	c.each("plover", func(t *Table, r Row) {
		typ, mode := t.Get(r, "type"), t.Get(r, "mode")
		for _, col := range []string{"score", "mode_score"} {
			if x := t.Get(r, col); x != "" || col == "score" || mode != "" {
				if _, err := strconv.ParseFloat(x, 64); err != nil {
					c.row(KindCodes, r, "%s %q is no number", col, x)
				}
			}
		}
		switch {
		case mode == "" && !maps[typ]:
			c.row(KindCodes, r, "%s has no root in cameo.tsv", typ)
		case !modes[typ+"."]:
			c.row(KindCodes, r, "%s has no row without mode", typ)
		}
	})
	c.each("cameo", func(t *Table, r Row) {
		typ, mode, _ := strings.Cut(t.Get(r, "plover"), ".")
		if !modes[typ+"."+mode] {
			c.row(KindCodes, r, "no PLOVER code %s", t.Get(r, "plover"))
		}
		if n, err := strconv.Atoi(t.Get(r, "cameo")); err != nil || n < 1 || n > 20 || len(t.Get(r, "cameo")) != 2 {
			c.row(KindCodes, r, "%q is no CAMEO root of two digits", t.Get(r, "cameo"))
		}
	})
}
