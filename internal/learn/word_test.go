package learn_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/learn"
)

func TestWordsMakeTheFeaturesOfTheirTexts(t *testing.T) {
	for _, c := range []struct{ name, a, b, c string }{
		{"short words", "x", "subj", "ASSAULT"},
		{"empty words are values like any other", "", "", ""},
		{
			name: "Arabic letters",
			a:    "هجوم", // hujūm, attack
			b:    "p:علي",
			c:    "person",
		},
		{"a colon within", "p:a", ":", "b:"},
		{"words longer than the table of powers", strings.Repeat("ab", 31), strings.Repeat("c", 63), strings.Repeat("long ", 80)},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, got := learn.Features{Named: true}, learn.Features{Named: true}
			want.Add("g", c.a)
			want.Add2("g", c.a, c.b)
			want.Add3("g", c.a, c.b, c.c)
			wa, wb, wc := learn.NewWord(c.a), learn.NewWord(c.b), learn.NewWord(c.c)
			got.Of("g", &wa)
			got.Of("g", &wa, &wb)
			got.Of("g", &wa, &wb, &wc)
			for i := range want.List {
				if got.List[i] != want.List[i] || got.Names[i] != want.Names[i] {
					t.Errorf("feature %q is %x, want %q, %x", got.Names[i], got.List[i], want.Names[i], want.List[i])
				}
			}
		})
	}
}

func TestAPairScoresAsItsModels(t *testing.T) {
	var a, b learn.Model
	a.Bias, b.Bias = -1.5, 0.25
	var fs []learn.Feature
	for i := range 300 {
		f := learn.Named(strings.Repeat("f", i))
		fs = append(fs, f)
		if i%3 == 0 {
			a.Weights.Set(f, float32(i%7)-2.5)
		}
		if i%5 == 0 {
			b.Weights.Set(f, float32(i%11)-4.25)
		}
	}
	for _, c := range []struct {
		name string
		a, b *learn.Model
	}{{"two models", &a, &b}, {"the first alone", &a, nil}, {"the second alone", nil, &b}, {"none", nil, nil}} {
		t.Run(c.name, func(t *testing.T) {
			x, y := learn.NewPair(c.a, c.b).Score(fs)
			for _, s := range []struct {
				m   *learn.Model
				got float64
			}{{c.a, x}, {c.b, y}} {
				want := 0.0
				if s.m != nil {
					want = s.m.Score(fs)
				}
				if s.got != want {
					t.Errorf("score %v, want %v", s.got, want)
				}
			}
		})
	}
}

func TestEachAddsOneMoreValue(t *testing.T) {
	for _, last := range []string{"GOV", "", "هجوم"} { // hujūm, attack
		base, want, got := learn.Features{Named: true}, learn.Features{Named: true}, learn.Features{Named: true}
		base.Add("a", "x")
		base.Add2("longer group", "", "y")
		want.Add2("a", "x", last)
		want.Add3("longer group", "", "y", last)
		w := learn.NewWord(last)
		got.Each(&base, &w)
		if !slices.Equal(got.List, want.List) || !slices.Equal(got.Names, want.Names) {
			t.Errorf("%q added to %q makes %q, want %q", last, base.Names, got.Names, want.Names)
		}
	}
}
