package spill_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/spill"
)

func collect(t *testing.T, s *spill.Sorter) (out []string) {
	t.Helper()
	for r, err := range s.Sorted(t.TempDir()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r.Key+"="+string(r.Value))
	}
	return out
}

// However small the memory and whatever the order, all comes back sorted; also
// over more runs than are open at a time.
func TestSorted(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 1))
	var want []string
	for i := range 3000 {
		want = append(want, fmt.Sprintf("k%d=%s", chance.IntN(500), strings.Repeat("v", i%70)))
	}
	shuffled := slices.Clone(want)
	slices.SortFunc(want, func(a, b string) int {
		ka, va, _ := strings.Cut(a, "=")
		kb, vb, _ := strings.Cut(b, "=")
		if c := strings.Compare(ka, kb); c != 0 {
			return c
		}
		return strings.Compare(va, vb)
	})
	for _, memory := range []int{1, 1000, 20000, 1 << 30} {
		chance.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
		dir := t.TempDir()
		s := spill.New(dir, memory)
		for i, x := range shuffled {
			if memory == 1 && i > 140 { // a run each is enough of them
				break
			}
			k, v, _ := strings.Cut(x, "=")
			s.Add(k, []byte(v))
			if s.Full() {
				if err := s.Spill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := s.Spill(); err != nil {
			t.Fatal(err)
		}
		got := collect(t, spill.New(dir, memory, s.Runs()...)) // as after a new start
		if memory == 1 {
			if len(got) != 141 || !slices.IsSortedFunc(got, func(a, b string) int {
				ka, _, _ := strings.Cut(a, "=")
				kb, _, _ := strings.Cut(b, "=")
				return strings.Compare(ka, kb)
			}) {
				t.Errorf("%d runs give %d records, or out of order", len(s.Runs()), len(got))
			}
			continue
		}
		if !slices.Equal(got, want) {
			t.Errorf("memory %d: %d records in %d runs come back otherwise", memory, len(got), len(s.Runs()))
		}
	}
}

// damaged writes a run, lets f change its bytes and tells what reading says.
func damaged(t testing.TB, f func([]byte) []byte) error {
	t.Helper()
	dir := t.TempDir()
	s := spill.New(dir, 1)
	for i := range 20 {
		s.Add(fmt.Sprintf("key %d", i), bytes.Repeat([]byte{byte(i)}, i*10))
	}
	if err := s.Spill(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, s.Runs()[0])
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, f(b), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, err := range s.Sorted(t.TempDir()) {
		if err != nil {
			return err
		}
	}
	return nil
}

// A run that is cut or changed anywhere is an error that names it, not fewer records.
func TestDamageIsNoticed(t *testing.T) {
	if err := damaged(t, func(b []byte) []byte { return b }); err != nil {
		t.Fatal(err)
	}
	size := 0
	_ = damaged(t, func(b []byte) []byte { size = len(b); return b })
	for at := 0; at < size; at += 61 {
		for name, f := range map[string]func([]byte) []byte{
			"cut":     func(b []byte) []byte { return b[:at] },
			"flipped": func(b []byte) []byte { b[at] ^= 0x55; return b },
		} {
			if err := damaged(t, f); err == nil || !strings.Contains(err.Error(), "000001.run") {
				t.Errorf("%s at byte %d: %v", name, at, err)
			}
		}
	}
}

func FuzzRun(f *testing.F) {
	f.Add([]byte("isnad run 1\n\x00\x00"))
	f.Add([]byte("isnad run 1\n\x01\x01kv\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("isnad run 1\n\xff\xff\xff\xff\x7f\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x.run"), b, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, err := range spill.New(dir, 1, "x.run").Sorted(dir) {
			_ = err // anything but a panic or the memory of the machine
		}
	})
}
