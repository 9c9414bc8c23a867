package paradigm

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestModelNouns(t *testing.T) {
	golden(t, "testdata/nouns.txt", func(head string) string {
		f := strings.Fields(head)
		if len(f) != 4 {
			t.Fatalf("head %q: want four words", head)
		}
		var plurals []string
		if f[3] != "-" {
			plurals = strings.Split(f[3], ";")
		}
		make := Inflect
		if f[0] == "adjective" {
			make = func(lemma, kind string, plurals []string) []Noun { return Adjective(lemma, kind, plurals) }
		}
		var b strings.Builder
		for _, n := range make(f[2], f[1], plurals) {
			fmt.Fprintf(&b, "  %-8s%s\n", features(n), n.Written)
		}
		return b.String()
	})
}

func features(n Noun) string {
	s := []string{"", "s", "d", "p"}[n.Number] + []string{"-", "m", "f"}[n.Gender] + []string{"", "n", "o", "t"}[n.Case]
	switch {
	case n.Suffixed:
		s += " p"
	case n.Construct:
		s += " c"
	}
	return s
}

func TestNominalEdges(t *testing.T) {
	for _, w := range []string{"", onNone, endAlif, endTied, endMaqsura, endYa, onAlif, onWawU, "-"} {
		for _, p := range [][]string{nil, {""}, {"-"}, {endUn}, {endAt}, {onNone}} {
			for _, n := range slices.Concat(Inflect(w, "m", p), Adjective(w, "adj", p), Adjective(w, "elative", p)) {
				if n.Written == "" && w != endYa && w != endTied && w != endMaqsura {
					t.Errorf("Inflect(%q, %q): empty form %+v", w, p, n)
				}
			}
		}
		Nisba(w)
	}
}

// Participles and masdars inflect as one word where they have two shapes, and
// keep apart what only looks defective.
func TestInflectDeverbal(t *testing.T) {
	rama := Verb{Root: "rmy", Form: "1", Lemma: "رمى", Vowels: "a-i"}
	active, passive := InflectParticiples(rama)
	for _, tt := range []struct {
		name  string
		forms []Noun
		has   []string
		not   []string
	}{
		{
			name:  "rāmin, rāmī: one adjective",
			forms: active,
			has: []string{
				"رام",
				"رامي",
				"رامية",
				"رامون",
			},
			not: []string{
				"رامة",
				"راميون",
			},
		},
		{
			name:  "marmīy keeps its y",
			forms: passive,
			has: []string{
				"مرمي",
				"مرمية",
				"مرميون",
			},
			not: []string{
				"مرم",
			},
		},
		{
			name:  "taḥaddin, at-taḥaddī",
			forms: InflectMasdar(Verb{Root: "Hdy", Form: "5", Lemma: "تحدى"}, "تحد"),
			has: []string{
				"تحد",
				"تحدي",
				"تحديا",
				"تحديات",
			},
		},
		{
			name:  "mubārāt, plural mubārayāt",
			forms: InflectMasdar(Verb{Root: "bry", Form: "3", Lemma: "بارى"}, "مباراة"),
			has: []string{
				"مباراة",
				"مبارات",
				"مباريات",
			},
		},
		{
			name:  "a masdar of form I has no plural of itself",
			forms: InflectMasdar(Verb{Root: "qtl", Form: "1", Lemma: "قتل", Vowels: "a-u"}, "قتل"),
			has: []string{
				"قتل",
				"قتلا",
			},
			not: []string{
				"قتلات",
			},
		},
		{
			name:  "mughannī, known to be defective",
			forms: InflectDefective("مغني", "m", nil),
			has: []string{
				"مغن",
				"مغني",
				"مغنون",
				"مغنين",
			},
			not: []string{
				"مغنيون",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			have := map[string]bool{}
			for _, n := range tt.forms {
				have[n.Written] = true
			}
			for _, w := range tt.has {
				if !have[w] {
					t.Errorf("no %s %+q", w, w)
				}
			}
			for _, w := range tt.not {
				if have[w] {
					t.Errorf("has %s %+q", w, w)
				}
			}
		})
	}
}

func TestNisba(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{
			name: "Miṣr",
			in:   "مصر",
			want: "مصري",
		},
		{
			name: "Baghdād",
			in:   "بغداد",
			want: "بغدادي",
		},
		{
			name: "Ghazza",
			in:   "غزة",
			want: "غزي",
		},
		{
			name: "Sūriyā",
			in:   "سوريا",
			want: "سوري",
		},
		{
			name: "ʾAmrīkā",
			in:   "أمريكا",
			want: "أمريكي",
		},
		{
			name: "al-ʿIrāq, without its article",
			in:   "العراق",
			want: "عراقي",
		},
		{
			name: "as-Saʿūdīya",
			in:   "السعودية",
			want: "سعودي",
		},
		{
			name: "ʾAlmāniyā, whose al is no article",
			in:   "ألمانيا",
			want: "ألماني",
		},
		{
			name: "Filasṭīn, no sound plural",
			in:   "فلسطين",
			want: "فلسطيني",
		},
		{
			name: "Mālī stays",
			in:   "مالي",
			want: "مالي",
		},
		{
			name: "Karbalāʾ, two shapes",
			in:   "كربلاء",
			want: "كربلائي كربلاوي",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(Nisba(tt.in), " "); got != tt.want {
				t.Errorf("got %s %+q, want %s", got, got, tt.want)
			}
		})
	}
	if got := Nisba("كوريا الجنوبية"); len(got) != 1 || got[0] != "كوري جنوبي" {
		t.Errorf("South Korea: %q", got)
	}
	if got := Nisba("بيت لحم"); got != nil {
		t.Errorf("Bethlehem: %q, want none", got)
	}
}
