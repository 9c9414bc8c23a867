package learn_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/learn"
)

const toyText = "burns\tbias\t-12\nburns\tstate:dry\t1500\nburns\tstate:wet\t-2340\nfloats\tbias\t3\n"

func TestLoadReadsWhatCompileWrote(t *testing.T) {
	want, err := learn.Read(strings.NewReader(toyText))
	if err != nil {
		t.Fatal(err)
	}
	b, err := learn.Compile(want)
	if err != nil {
		t.Fatal(err)
	}
	have, err := learn.Load(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(have) != 2 || have["burns"].Weights.Len() != 2 {
		t.Fatalf("%d models", len(have))
	}
	for name, m := range want {
		for _, f := range []string{"state:dry", "state:wet", "state:unknown"} {
			fs := []learn.Feature{learn.Named(f)}
			if a, b := m.Score(fs), have[name].Score(fs); a != b {
				t.Errorf("%s, %s: %v, compiled %v", name, f, a, b)
			}
		}
	}
	again, err := learn.Compile(have)
	if err != nil || !bytes.Equal(again, b) {
		t.Errorf("compiled again it differs (%v)", err)
	}
	for n := range b {
		if _, err := learn.Load(b[:n]); err == nil {
			t.Errorf("the first %d of %d bytes were taken for whole", n, len(b))
		}
	}
}

func TestCompileRefusesWhatItCannotHold(t *testing.T) {
	ms, err := learn.Read(strings.NewReader("m\tf:x\t40000\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := learn.Compile(ms); err == nil {
		t.Error("a weight of 40 was cut")
	}
}

func FuzzLoad(f *testing.F) {
	ms, err := learn.Read(strings.NewReader(toyText))
	if err != nil {
		f.Fatal(err)
	}
	b, err := learn.Compile(ms)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		if ms, err := learn.Load(b); err == nil {
			for _, m := range ms {
				m.Probability([]learn.Feature{learn.Named("state:dry")})
			}
		}
	})
}
