//go:build linux

package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/queue"
)

// make test-cuts sets these. It takes root, ip and a network of its own.
var (
	cuts    = flag.Int("cuts", 0, "how many connections TestNetworkCuts cuts")
	cutDocs = flag.Int("cut-docs", 2000, "documents of TestNetworkCuts")
)

func ip(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
		t.Fatalf("ip %v: %v\n%s", args, err, out)
	}
}

// A host has a network of its own: 10.77.0.N to the queue, and workers 10.78.0.N to
// the database. Its connections can be cut: nobody is told, packets are lost.
type host struct {
	name string
	n    int
}

func newHost(t *testing.T, name string, n int, networks ...string) host {
	h := host{fmt.Sprintf("isnad-%d-%s", os.Getpid(), name), n}
	ip(t, "netns", "add", h.name)
	t.Cleanup(func() { exec.Command("ip", "netns", "del", h.name).Run() })
	ip(t, "-n", h.name, "link", "set", "lo", "up")
	for _, net := range networks {
		ip(t, "link", "add", h.link(net), "type", "veth", "peer", "name", "to-"+net, "netns", h.name)
		ip(t, "link", "set", h.link(net), "master", net, "up")
		ip(t, "-n", h.name, "addr", "add", address(net, n)+"/24", "dev", "to-"+net)
		ip(t, "-n", h.name, "link", "set", "to-"+net, "up")
	}
	return h
}

func (h host) link(net string) string { return fmt.Sprint(net, h.n) }

func address(net string, n int) string {
	return fmt.Sprintf("10.%d.0.%d", map[string]int{"queue": 77, "sink": 78}[net], n)
}

// command is a command line in the host's network.
func (h host) command(program string, args ...string) []string {
	return append([]string{"netns", "exec", h.name, program}, args...)
}

// TestNetworkCuts cuts nodes of the queue from all others, and workers from the
// queue or from the database, for seconds at a time: nothing is lost, nothing twice.
func TestNetworkCuts(t *testing.T) {
	if *cuts == 0 {
		t.Skip("make test-cuts runs it; it takes root and networks of its own")
	}
	program := filepath.Join(t.TempDir(), "isnad")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ip(t, "link", "set", "lo", "up")
	for _, net := range []string{"queue", "sink"} {
		ip(t, "link", "add", net, "type", "bridge")
		ip(t, "addr", "add", address(net, 1)+"/24", "dev", net)
		ip(t, "link", "set", net, "up")
		t.Cleanup(func() { exec.Command("ip", "link", "del", net).Run() })
	}
	db := startDatabase(t, "fsync=on", "listen_addresses="+address("sink", 1))
	if err := db.Trust("10.78.0.0/24"); err != nil {
		t.Fatal(err)
	}
	if err := db.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := db.Serve(); err != nil {
		t.Fatal(err)
	}
	inputs := wire(t, t.TempDir(), *cutDocs)
	want, documents := one(t, program, inputs)
	var nodes, workers []host
	var urls []string
	for i := range 3 {
		nodes = append(nodes, newHost(t, fmt.Sprint("node", i), 10+i, "queue"))
		urls = append(urls, "nats://"+address("queue", 10+i)+":4222")
		args := []string{"queue", "--dir", t.TempDir(), "--name", fmt.Sprint("n", i), "--addr", address("queue", 10+i) + ":4222", "--cluster", address("queue", 10+i) + ":6222"}
		for k := range 3 {
			if k != i {
				args = append(args, "--route", "nats-route://"+address("queue", 10+k)+":6222")
			}
		}
		p := &process{t: t, program: "ip", args: nodes[i].command(program, args...)}
		p.start()
		t.Cleanup(p.kill)
	}
	for i := range 4 {
		workers = append(workers, newHost(t, fmt.Sprint("worker", i), 20+i, "queue", "sink"))
	}
	counts := map[string]int{}
	r := rand.New(rand.NewPCG(8, 8))
	cut := func(what string, h host, net string) {
		counts[what]++
		ip(t, "link", "set", h.link(net), "down")
		time.Sleep(time.Duration(500+r.IntN(9000)) * time.Millisecond)
		ip(t, "link", "set", h.link(net), "up")
	}
	s := road{program: program, urls: strings.Join(urls, ","), name: "cuts", inputs: inputs, db: db, workers: 4, ackWait: "10s", size: 20,
		sink: "postgres://isnad@" + address("sink", 1) + "/postgres?search_path=cuts",
		command: func(i int, args []string) (string, []string) {
			return "ip", workers[i].command(program, args...)
		}}
	left := *cuts
	took, _ := s.run(t, want, documents, func(_ []*process, q *queue.Queue) {
		time.Sleep(time.Duration(r.IntN(1500)) * time.Millisecond)
		if left--; left < 0 {
			time.Sleep(time.Second)
			return
		}
		switch r.IntN(3) {
		case 0:
			ctx, done := context.WithTimeout(t.Context(), time.Minute)
			s, err := q.Status(ctx)
			done()
			var node int
			if _, scan := fmt.Sscanf(s.Leader, "n%d", &node); err == nil && scan == nil {
				cut("leader of the queue", nodes[node], "queue")
			}
		case 1:
			cut("worker from the queue", workers[r.IntN(4)], "queue")
		default:
			cut("worker from the database", workers[r.IntN(4)], "sink")
		}
	})
	t.Logf("%d documents in %.1f s, cut: %v", documents, took.Seconds(), counts)
	if left > 0 {
		t.Errorf("the work was done %d cuts too early: -cut-docs takes more", left)
	}
}
