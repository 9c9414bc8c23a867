package query

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParsePrintsCanonically(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing asks for everything", "  ", ""},
		{"terms stay in their order", "type:accuse  actor:RUS recipient:USA-GOV", "type:ACCUSE actor:RUS recipient:USA-GOV"},
		{"a month, a range of months, open ranges", "date:2014-10 date:2014-10..2014-12 date:..2014 date:2014-02-03..", "date:2014-10 date:2014-10..2014-12 date:..2014 date:2014-02-03.."},
		{"Arabic digits", "date:٢٠١٤-١٠ dead:>=۱۰", "date:2014-10 dead:>=10"},
		{"lists with either comma", "type:ACCUSE،REJECT, THREATEN", "type:ACCUSE,REJECT,THREATEN"},
		{"a value once", "type:ACCUSE,accuse", "type:ACCUSE"},
		{"words in any quotation marks", "\u201cمذكرة تفاهم\u201d «اتفاق» exact:\"وزير\"", `"مذكرة تفاهم" "اتفاق" exact:"وزير"`},
		{"bare words each", "مذكرة تفاهم", `"مذكرة" "تفاهم"`},
		{"negation and alternatives", "-type:CONSULT (actor:RUS OR actor:TUR place:أنقرة)", "-type:CONSULT (actor:RUS OR actor:TUR place:أنقرة)"},
		{"alternatives alone", "quad:4 OR quad:3 group:happening sort:newest OR none", ""},
		{"directives last", "group:report (quad:4 OR quad:3) seed:7 sample:100 sort:oldest", "(quad:4 OR quad:3) group:report sort:oldest sample:100 seed:7"},
		{"parties", `actor:MIL,*-gov,pkk,"فلاديمير بوتين",Putin speaker:none`, `actor:*-MIL,*-GOV,pkk,"فلاديمير بوتين","Putin" speaker:none`},
		{"numbers", "confidence:>0.5 confidence:0.80..1 intensity:..-7 dead:0", "confidence:>0.5 confidence:0.8..1 intensity:<=-7 dead:0"},
		{"an id with colons", "document:https://example.org/a,b", `document:https://example.org/a,b`},
		{"quotes in quotes", `outlet:"a \"b\" \\c"`, `outlet:"a \"b\" \\c"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := Parse(c.in)
			if c.want == "" && strings.TrimSpace(c.in) != "" {
				if err == nil {
					t.Fatalf("parsed as %q, want an error", q)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := q.String(); got != c.want {
				t.Fatalf("prints %q, want %q", got, c.want)
			}
			again(t, q)
		})
	}
}

func again(t *testing.T, q Query) {
	t.Helper()
	s := q.String()
	r, err := Parse(s)
	if err != nil {
		t.Fatalf("%q does not parse back: %v", s, err)
	}
	if !reflect.DeepEqual(q, r) {
		t.Fatalf("%q parses back to another query: %#v, was %#v", s, r, q)
	}
}

func TestErrorsPointAtTheirColumn(t *testing.T) {
	for _, c := range []struct {
		in, text, hint string
		column         int
	}{
		{"type:ACUSE", "no value", "type:ACCUSE", 6},
		{"وزير actr:RUS", "no field", "actor:", 6},
		{"type:ACCUSE,", "missing", "type:ACCUSE", 13},
		{"(a OR", "empty", "", 6},
		{"(a", "not closed", "", 1},
		{"a)", "closes nothing", "", 2},
		{`a "b`, "not closed", "", 3},
		{"date:2014-13", "no date", "2014-10", 6},
		{"date:2015..2014", "ends before", "earlier", 6},
		{"confidence:high", "no number", "0.8", 12},
		{"actor:RUS-GVO", "no value", "sector:GOV", 11},
		{"- a", "minus", "", 1},
		{"-group:report", "stands inside", "end", 2},
		{"a OR b group:report", "alternatives", "parentheses", 8},
		{"type:none", "never empty", "", 6},
		{"sample:0", "no number", "", 8},
		{"a OR", "empty", "", 5},
	} {
		_, err := Parse(c.in)
		e, ok := err.(*Error)
		if !ok {
			t.Errorf("%q: error %v, want one with a column", c.in, err)
			continue
		}
		if e.Column != c.column || !strings.Contains(e.Text, c.text) || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("%q: column %d: %s (%s), want %d, %q, %q", c.in, e.Column, e.Text, e.Hint, c.column, c.text, c.hint)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`type:ACCUSE actor:RUS recipient:USA-GOV speaker:none outlet:"a b" date:2014-10..2014-12 aux:none "مذكرة تفاهم"`,
		"-(a OR b) --c", "((((a))))", `exact:"x",y`, "date:0001..9999-12-31", "confidence:-0..0", "a\u200fb", "OR", `"OR" OR "or"`,
		"intensity:1e3", "actor:*-GOV,a-b,-", "text:-,b", "place:\\", "sample:1 OR b", "«a»b“c”", "outlet:-x,OR,none", "a:b:c", "document:a:b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			e, ok := err.(*Error)
			if !ok || e.Column < 1 || e.Column > utf8.RuneCountInString(s)+1 {
				t.Fatalf("%q: error without a column inside: %v", s, err)
			}
			return
		}
		again(t, q)
	})
}
