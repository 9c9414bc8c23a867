package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/query"
)

// The test binary is also the process that is killed, and the one that reads.
func TestMain(m *testing.M) {
	switch os.Getenv("STORE_TEST") {
	case "write":
		writeForever()
	case "read":
		readForever()
	default:
		code := m.Run()
		stopServer()
		os.Exit(code)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// writeForever puts documents and says after each commit how many there are.
func writeForever() {
	ctx := context.Background()
	s, err := Open(ctx, os.Getenv("STORE_DIR"), true, segmenter)
	must(err)
	from, err := strconv.Atoi(os.Getenv("STORE_FROM"))
	must(err)
	w, err := s.Write(ctx, WriteOptions{Now: now, Bulk: os.Getenv("STORE_BULK") != ""})
	must(err)
	sg := segmenter()
	for k := from; ; k++ {
		d := crashDoc(k)
		must(d.Prepare(sg, nil))
		must(w.Put(ctx, d))
		if k%20 == 19 {
			if os.Getenv("STORE_BULK") != "" {
				must(w.(*writer).putHeld(ctx))
				must(w.(*writer).commitAndBegin(ctx)) // a batch of the load, not its end
			} else {
				must(w.Commit(ctx))
			}
			fmt.Println(k + 1)
		}
	}
}

func crashDoc(k int) *Doc {
	a := event(fmt.Sprint("a", k), "ACCUSE", 3, "2014-10-05", "RUS", "USA")
	b := event(fmt.Sprint("b", k), "AID", 2, "2014-10-06", "QAT", "PSE")
	return doc(fmt.Sprint("doc", k), "Wire", "2014-10-06", strings.Repeat("قال الوزير إن الحكومة وقعت مذكرة تفاهم. ", 20), a, b)
}

// readForever asks until standard input ends; every answer must hold together.
func readForever() {
	ctx := context.Background()
	s, err := Open(ctx, os.Getenv("STORE_DIR"), false, segmenter)
	must(err)
	q, err := query.Parse("وزير group:report")
	must(err)
	done := make(chan bool)
	go func() {
		bufio.NewReader(os.Stdin).ReadByte()
		close(done)
	}()
	asked, last := 0, 0
	for {
		select {
		case <-done:
			fmt.Println(asked, last)
			return
		default:
		}
		n, err := s.Count(ctx, query.Query{})
		must(err)
		if n.Reports < last || n.Reports%2 != 0 || n.Reports != 2*n.Documents {
			must(fmt.Errorf("reads %+v after %d", n, last))
		}
		es, _, err := s.Events(ctx, q, Page{Limit: 5})
		must(err)
		if n.Reports > 0 && (len(es) == 0 || len(es[0].Highlights) == 0) {
			must(errors.New("finds no words"))
		}
		last = n.Reports
		asked++
	}
}

// kills is how often a writer is killed: more with ISNAD_LONG set.
func kills() int {
	if os.Getenv("ISNAD_LONG") != "" {
		return 20
	}
	return 3
}

func child(t *testing.T, mode, dir string, env ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(append(os.Environ(), "STORE_TEST="+mode, "STORE_DIR="+dir), env...)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return c, bufio.NewScanner(out)
}

func TestAKilledWriterLosesNothingCommitted(t *testing.T) {
	for _, bulk := range []string{"", "yes"} {
		dir := t.TempDir()
		open(t, dir).Close()
		committed := 0
		for k := range kills() {
			c, out := child(t, "write", dir, "STORE_FROM="+strconv.Itoa(committed), "STORE_BULK="+bulk)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			for lines := 0; lines < 2+k%3 && out.Scan(); lines++ {
				committed, _ = strconv.Atoi(out.Text())
			}
			time.Sleep(time.Duration(k*7%40) * time.Millisecond) // somewhere within the next
			if err := c.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			for out.Scan() { // what it said before it died
				committed, _ = strconv.Atoi(out.Text())
			}
			c.Wait()
			s := open(t, dir)
			if bulk != "" { // the next writer ends the load
				w, err := s.Write(t.Context(), WriteOptions{Now: now})
				if err != nil {
					t.Fatal(err)
				}
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
			}
			clean(t, s)
			n, err := s.Count(t.Context(), query.Query{})
			if err != nil {
				t.Fatal(err)
			}
			if n.Documents < committed || n.Reports != 2*n.Documents {
				t.Fatalf("kill %d: holds %+v, committed were %d documents", k, n, committed)
			}
			committed = n.Documents
			s.Close()
		}
		if committed == 0 {
			t.Error("nothing was ever committed")
		}
	}
}

func TestAReaderAndAWriterInTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	open(t, dir).Close()
	reader, rout := child(t, "read", dir)
	stop, err := reader.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	writer, wout := child(t, "write", dir, "STORE_FROM=0")
	for _, c := range []*exec.Cmd{reader, writer} {
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for lines := 0; lines < 15 && wout.Scan(); lines++ {
	}
	stop.Close()
	rout.Scan()
	if err := reader.Wait(); err != nil {
		t.Errorf("reader: %v", err)
	}
	writer.Process.Kill()
	writer.Wait()
	var asked, last int
	if fmt.Sscan(rout.Text(), &asked, &last); asked == 0 || last == 0 {
		t.Errorf("the reader asked %d times and saw at last %d events", asked, last)
	}
	clean(t, open(t, dir))
}
