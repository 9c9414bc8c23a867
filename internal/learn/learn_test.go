package learn_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/learn"
)

// toy is a trainer that has seen fires, which burn when they are dry or old, and
// not when they are wet. The day of the week says nothing.
func toy() *learn.Trainer {
	t := learn.NewTrainer()
	days := []string{"monday", "tuesday", "friday"}
	for i := range 60 {
		f := learn.Features{Named: true}
		state := []string{"dry", "wet"}[i%2]
		f.Add("state", state)
		f.Add("day", days[i%3])
		f.Add2("state+age", state, []string{"old", "new"}[i/2%2])
		if i == 7 {
			f.Add("seen", "once")
		}
		t.Add("burns", &f, state == "dry", 0)
	}
	return t
}

func features(named bool, pairs ...[2]string) *learn.Features {
	f := &learn.Features{Named: named}
	for _, p := range pairs {
		f.Add(p[0], p[1])
	}
	return f
}

func TestTrainLearnsWhatDecides(t *testing.T) {
	tr := toy()
	m := tr.Train(tr.Examples["burns"], learn.Options{L2: 0.1, MinCount: 2, Steps: 60})
	for _, c := range []struct {
		name  string
		f     *learn.Features
		least float64
		most  float64
	}{
		{"dry burns", features(false, [2]string{"state", "dry"}), 0.9, 1},
		{"wet does not", features(false, [2]string{"state", "wet"}), 0, 0.1},
		{"what was never seen says nothing", features(false, [2]string{"colour", "red"}), 0.4, 0.6},
		{"what was seen once is left out", features(false, [2]string{"seen", "once"}), 0.4, 0.6},
	} {
		t.Run(c.name, func(t *testing.T) {
			if p := m.Probability(c.f.List); p < c.least || p > c.most {
				t.Errorf("probability %.3f, want %.1f to %.1f", p, c.least, c.most)
			}
		})
	}
	if w := m.Weights.Get(learn.Named("day:monday")); math.Abs(float64(w)) > 0.2 {
		t.Errorf("the day weighs %.3f", w)
	}
}

func TestTrainHeedsWeightsAndPenalties(t *testing.T) {
	tr := learn.NewTrainer()
	for i := range 20 {
		f := features(true, [2]string{"a", "x"}, [2]string{"b", "x"})
		tr.Add("m", f, i < 10, 0) // half yes: the words say nothing
	}
	even := tr.Train(tr.Examples["m"], learn.Options{L2: 1, Steps: 60})
	if p := even.Probability(features(false, [2]string{"a", "x"}).List); math.Abs(p-0.5) > 0.01 {
		t.Errorf("an even coin has %.3f", p)
	}
	for i := range tr.Examples["m"] {
		if e := &tr.Examples["m"][i]; e.Yes {
			e.Weight = 9
		}
	}
	m := tr.Train(tr.Examples["m"], learn.Options{L2: 1, Penalties: map[string]float64{"b": 100}, Steps: 60})
	if p := m.Probability(features(false, [2]string{"a", "x"}, [2]string{"b", "x"}).List); p < 0.85 || p > 0.92 {
		t.Errorf("nine yes for one no has probability %.3f", p)
	}
	if a, b := m.Weights.Get(learn.Named("a:x")), m.Weights.Get(learn.Named("b:x")); b > a/2 && b != 0 {
		t.Errorf("the group with the higher penalty weighs %.3f, the other %.3f", b, a)
	}
}

func TestWriteAndReadGiveTheSameModel(t *testing.T) {
	tr := toy()
	ms := learn.Models{"burns": tr.Train(tr.Examples["burns"], learn.Defaults)}
	var first, second, again bytes.Buffer
	if err := tr.Write(&first, ms); err != nil {
		t.Fatal(err)
	}
	back, err := learn.Read(strings.NewReader("# a comment\n" + first.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Write(&second, back); err != nil {
		t.Fatal(err)
	}
	if first.String() != second.String() {
		t.Errorf("read back it prints\n%s\nwant\n%s", second.String(), first.String())
	}
	f := features(false, [2]string{"state", "dry"}, [2]string{"day", "friday"})
	if a, b := ms["burns"].Score(f.List), back["burns"].Score(f.List); a != b {
		t.Errorf("scores %v and %v", a, b)
	}
	other := toy()
	if err := other.Write(&again, learn.Models{"burns": other.Train(other.Examples["burns"], learn.Defaults)}); err != nil {
		t.Fatal(err)
	}
	if first.String() != again.String() {
		t.Error("the same examples gave other weights")
	}
}

func TestReadNamesTheBadLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a weight that is no number", "m\tf\t1\nm\tf\theavy\n", "line 2"},
		{"a line of two columns", "m\tf\n", "line 1"},
		{"a line of words", "nonsense\n", "line 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := learn.Read(strings.NewReader(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("burns\tbias\t-12\nburns\tstate:dry\t1500\n")
	f.Add("m\tf\theavy\n")
	f.Fuzz(func(t *testing.T, s string) {
		if ms, err := learn.Read(strings.NewReader(s)); err == nil {
			for _, m := range ms {
				m.Probability([]learn.Feature{learn.Named("state:dry")})
			}
		}
	})
}

func TestExplainNamesWhatMovedTheScore(t *testing.T) {
	tr := toy()
	m := tr.Train(tr.Examples["burns"], learn.Options{L2: 0.1, MinCount: 2, Steps: 60})
	f := features(true, [2]string{"colour", "red"}, [2]string{"day", "monday"}, [2]string{"state", "dry"})
	got := m.Explain(f, 5)
	if len(got) == 0 || got[0].Name != "state:dry" || got[0].Weight <= 0 {
		t.Fatalf("explained by %v, want state:dry first", got)
	}
	sum := m.Bias
	for _, c := range got {
		sum += c.Weight
		if c.Name == "colour:red" {
			t.Error("a feature without weight explains nothing")
		}
	}
	if math.Abs(sum-m.Score(f.List)) > 1e-6 {
		t.Errorf("the contributions and the bias make %.4f, the score is %.4f", sum, m.Score(f.List))
	}
	if one := m.Explain(f, 1); len(one) != 1 {
		t.Errorf("asked for one, got %v", one)
	}
}

func TestModelsWithoutTheScorerSayNothing(t *testing.T) {
	if s := (learn.Models{}).Score("none", features(false, [2]string{"a", "b"})); s != 0 {
		t.Errorf("score %v, want 0: rules alone decide", s)
	}
}

func TestNamedIsTheHashOfTheParts(t *testing.T) {
	f := learn.Features{Named: true}
	f.Add("a", "b")
	f.Add2("a", "b", "c")
	f.Add3("a", "b", "", "d")
	for i, name := range f.Names {
		if learn.Named(name) != f.List[i] {
			t.Errorf("%q hashes to another feature than its parts", name)
		}
	}
}

// TestWeightsAreAMap holds the hash to what a map would do.
func TestWeightsAreAMap(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	var w learn.Weights
	want := map[learn.Feature]float32{}
	for range 5000 {
		f := learn.Feature(chance.Uint64N(3000) << chance.IntN(60)) // many that differ in high bits alone
		x := float32(chance.IntN(7) - 3)
		if w.Set(f, x); x != 0 {
			want[f] = x
		}
	}
	if w.Len() != len(want) || w.Get(1<<63+12345) != 0 {
		t.Errorf("%d weights, want %d", w.Len(), len(want))
	}
	n := 0
	for f, x := range w.All() {
		if n++; want[f] != x || w.Get(f) != x {
			t.Errorf("feature %x weighs %v and %v, want %v", f, x, w.Get(f), want[f])
		}
	}
	if n != len(want) {
		t.Errorf("%d weights are listed, want %d", n, len(want))
	}
}

// TestGroupsOfAnyLength holds names that differ by their group alone apart.
func TestGroupsOfAnyLength(t *testing.T) {
	seen := map[learn.Feature]string{}
	for n := range 40 {
		for _, end := range []string{"", "a", "b", "aa", "ab", "ba"} {
			name := strings.Repeat("a", n) + end
			for _, feature := range []string{name, name + ":", name + ":a"} {
				f := learn.Named(feature)
				if old, ok := seen[f]; ok && old != feature {
					t.Errorf("%q and %q are one feature", old, feature)
				}
				seen[f] = feature
			}
		}
	}
}

func TestMeanIsBetween(t *testing.T) {
	a, b := &learn.Model{Bias: 1}, &learn.Model{Bias: 0.5}
	both, one, none := features(true, [2]string{"in", "both"}).List[0], features(true, [2]string{"in", "one"}).List[0], features(true, [2]string{"in", "none"}).List[0]
	a.Weights.Set(both, 2)
	b.Weights.Set(both, -1)
	b.Weights.Set(one, 3)
	m := learn.Mean(a, b)
	for _, fs := range [][]learn.Feature{{both}, {one}, {none}, {both, one}} {
		if got, want := m.Score(fs), (a.Score(fs)+b.Score(fs))/2; math.Abs(got-want) > 1e-6 {
			t.Errorf("%v: %v, want %v", fs, got, want)
		}
	}
}
