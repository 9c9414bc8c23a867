package store

import (
	"slices"
	"strings"
	"testing"
)

func TestPartiesAreReadAsTheyWereWritten(t *testing.T) {
	for _, c := range []struct {
		name string
		p    partyFact
		want string
	}{
		{"a country", partyFact{role: roleActor, country: "RUS"}, ";1;1:RUS;\t\n"},
		{"no country", partyFact{role: roleRecipient}, ";2;\t\n"},
		{"a sector alone", partyFact{role: roleActor, sectors: ";GOV;"}, ";1;1-GOV;\t\n"},
		{"all", partyFact{role: roleSpeaker, country: "RUS", sectors: ";GOV;MIL;", entity: 17, text: "نص"}, ";3;3:RUS;3-GOV;3:RUS-GOV;3-MIL;3:RUS-MIL;3=17;\tنص\n"},
		{"codes that look like marks", partyFact{role: roleActor, country: "A;1:B-C=5", sectors: ";D\t%;", entity: 1, text: "x\n;1:USA;\ty"},
			";1;1:A%3B1%3AB%2DC%3D5;1-D%09%25;1:A%3B1%3AB%2DC%3D5-D%09%25;1=1;\tx%0A%3B1%3AUSA%3B%09y\n"},
	} {
		got := putParties([]partyFact{c.p})
		if got != c.want {
			t.Errorf("%s is written %q, want %q", c.name, got, c.want)
		}
		back, err := getParties(got + got)
		if err != nil || !slices.Equal(back, []partyFact{c.p, c.p}) {
			t.Errorf("%s is read as %+v, %v", c.name, back, err)
		}
	}
}

func FuzzParties(f *testing.F) {
	f.Add(";1;1:RUS;1-GOV;1:RUS-GOV;1=17;\tنص\n", "RUS", "GOV", "نص")
	f.Add(";x;\t\n", "%3B", ";", "\x00")
	f.Add(";1;1=;\t", "1:USA", "=-", "\n\t")
	f.Fuzz(func(t *testing.T, stored, country, sector, text string) {
		if ps, err := getParties(stored); err == nil {
			if again, err := getParties(putParties(ps)); err != nil || len(again) != len(ps) {
				t.Fatalf("%q reads %+v, written and read again %+v, %v", stored, ps, again, err)
			}
		}
		p := partyFact{role: roleActor, country: valid(country), sectors: set([]string{sector}), entity: 3, text: valid(text)}
		line := putParties([]partyFact{p})
		ps, err := getParties(line)
		if err != nil || len(ps) != 1 || ps[0].country != p.country || ps[0].text != p.text || ps[0].entity != 3 {
			t.Fatalf("%+v is read as %+v, %v", p, ps, err)
		}
		if c := codes(p.sectors); !slices.Equal(slices.DeleteFunc(c, func(s string) bool { return s == "" }), codes(ps[0].sectors)) {
			t.Fatalf("sectors %q are read as %q", p.sectors, ps[0].sectors)
		}
		for _, m := range []string{codeMark(roleActor, "USA", ""), codeMark(roleRecipient, p.country, ""), entityMark(roleActor, 4)} {
			if p.country != "USA" && strings.Contains(line, ";"+m+";") {
				t.Fatalf("%q forges the mark %q", line, m)
			}
		}
	})
}
