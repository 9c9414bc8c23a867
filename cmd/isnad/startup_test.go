package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// startUp is the longest that a run of nothing may take. The lexicon is read where
// it lies, and nothing is decoded before it is asked for.
const startUp = 80 * time.Millisecond

// TestStartUp takes the best of eight runs: the others measure what else the machine does.
func TestStartUp(t *testing.T) {
	if raceDetector {
		t.Skip("times under the race detector say nothing; make check runs this without it")
	}
	isnad := filepath.Join(t.TempDir(), "isnad")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", isnad, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	best := time.Hour
	for range 8 {
		began := time.Now()
		if out, err := exec.Command(isnad, "version").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		best = min(best, time.Since(began))
	}
	t.Logf("isnad version takes %v", best)
	if best >= startUp {
		t.Errorf("isnad version takes %v, want less than %v", best, startUp)
	}
}
