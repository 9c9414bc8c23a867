package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killedNews writes news that takes a while to read: our own training texts.
func killedNews(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile("../../data/train/articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	var out bytes.Buffer
	for i := range 4 * len(lines) {
		var x struct{ Text string }
		if err := json.Unmarshal([]byte(lines[i%len(lines)]), &x); err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint("n", i), "outlet": fmt.Sprint("o", i%9), "date": fmt.Sprintf("2031-03-%02d", 1+i%28), "text": x.Text})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestStoriesSurviveKilling kills a run as kill -9 does, each time when it has
// kept something more, and holds what comes out in the end to what an undisturbed
// run writes.
func TestStoriesSurviveKilling(t *testing.T) {
	if raceDetector {
		t.Skip("the process is run by itself; the detector only makes it slow")
	}
	dir := t.TempDir()
	news, work, program := filepath.Join(dir, "news.jsonl"), filepath.Join(dir, "work"), filepath.Join(dir, "isnad")
	killedNews(t, news)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, program); err != nil { // testscript.Main runs main under this name
		t.Skip(err)
	}
	args := []string{"stories", news, "--memory", "1", "--jobs", "2"}
	want, err := exec.Command(program, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	chance := rand.New(rand.NewPCG(1, 9))
	last, kills := 0, 0
	for {
		var got bytes.Buffer
		c := exec.Command(program, append(args, "--work", work)...)
		c.Stdout = &got
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		for running := true; running; { // until it has kept something more, and a moment longer
			select {
			case err := <-ended:
				if err != nil {
					t.Fatalf("it ends by itself after %d kills: %v", kills, err)
				}
				if !bytes.Equal(got.Bytes(), want) {
					t.Fatalf("after %d kills the result differs", kills)
				}
				if kills < 3 {
					t.Fatalf("only %d kills: the news is too short for this test", kills)
				}
				return
			case <-time.After(2 * time.Millisecond):
			}
			if n := keptItems(work); n > last {
				last, running = n, false
			}
		}
		time.Sleep(time.Duration(chance.IntN(40)) * time.Millisecond)
		if c.Process.Kill() == nil {
			kills++
		}
		<-ended
	}
}

// keptItems is how far the reading was when it was last kept.
func keptItems(work string) int {
	var s workState
	b, err := os.ReadFile(filepath.Join(work, "state.json"))
	if err != nil || json.Unmarshal(b, &s) != nil {
		return 0
	}
	return s.Items
}
