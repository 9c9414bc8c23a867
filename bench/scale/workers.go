//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/pgtest"
)

// A pace is what a number of processes took for the same articles.
type pace struct{ clock, workers, sink float64 } // seconds

// twice prints what two processes did, against one. By the clock it wants a machine
// with nothing else to do; by processor time it tells what an article costs more
// when another works beside, which is the bound of what any machine can show.
func twice(what string, n int, one, two pace) {
	per := func(s float64) float64 { return 1000 * s / float64(n) }
	fmt.Printf("%s\n", what)
	fmt.Printf("  one: %6.1f articles/s by the clock; %.2f ms an article of the workers' processors, %.2f ms of the sink's\n", float64(n)/one.clock, per(one.workers), per(one.sink))
	fmt.Printf("  two: %6.1f articles/s by the clock; %.2f ms an article of the workers' processors, %.2f ms of the sink's\n", float64(n)/two.clock, per(two.workers), per(two.sink))
	fmt.Printf("  two against one: %.2f times by the clock; %.2f by the workers' processors; %.2f by all processors\n", one.clock/two.clock, 2*one.workers/two.workers,
		2*(one.workers+one.sink)/(two.workers+two.sink))
}

// pairs measures two against one, the engine by itself and with queue and sink.
func pairs(n int) error {
	dir, isnad, err := built()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	whole, left, right := filepath.Join(dir, "whole.warc.gz"), filepath.Join(dir, "left.warc.gz"), filepath.Join(dir, "right.warc.gz")
	write(whole, 0, n, true)
	write(left, 0, n/2, true)
	write(right, n/2, n, true)
	fmt.Printf("%d articles of HTML, GOMAXPROCS=1 for each process; load of the machine before: %s\n", n, load())
	twice("engine by itself, from the archive to records", n, engine(isnad, whole), engine(isnad, left, right))
	db, err := pgtest.Start("fsync=on")
	if err != nil {
		return err
	}
	defer db.Close()
	var ps [2]pace
	for i := range ps {
		ps[i].clock, ps[i].workers, ps[i].sink = shared(isnad, dir, whole, db, fmt.Sprint("pair", i), i+1)
	}
	twice("with the queue and PostgreSQL (fsync on)", n, ps[0], ps[1])
	fmt.Printf("load of the machine after: %s\n", load())
	return nil
}

func load() string {
	b, _ := os.ReadFile("/proc/loadavg")
	return strings.TrimSpace(string(b))
}

// engine codes archives, a process each, and keeps nothing.
func engine(isnad string, archives ...string) (p pace) {
	began := time.Now()
	var cs []*exec.Cmd
	for _, a := range archives {
		c := exec.Command(isnad, "code", "--jobs", "1", a, "--out", os.DevNull)
		c.Env = append(os.Environ(), "GOMAXPROCS=1")
		c.Stderr = os.Stderr
		check(c.Start())
		cs = append(cs, c)
	}
	for _, c := range cs {
		check(c.Wait())
		p.workers += cpu(c)
	}
	p.clock = time.Since(began).Seconds()
	return p
}
