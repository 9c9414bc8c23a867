//go:build unix

package story_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/story"
)

// BenchmarkNear folds, sketches and looks up 4,000 texts of a usual length, each
// among all before it, in one goroutine.
func BenchmarkNear(b *testing.B) {
	texts := trainTexts(b, "articles", 45)
	chance := rand.New(rand.NewPCG(5, 6))
	var docs []string
	var size int64
	for range 4000 {
		var parts []string
		for range 3 {
			parts = append(parts, strings.Fields(texts[chance.IntN(len(texts))])...)
		}
		chance.Shuffle(len(parts), func(i, k int) { parts[i], parts[k] = parts[k], parts[i] })
		docs = append(docs, strings.Join(parts, " "))
		size += int64(len(docs[len(docs)-1]))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	began, n := cpuTime(b), 0
	for b.Loop() {
		n++
		sketches := make([]story.Sketch, len(docs))
		for i, d := range docs {
			sketches[i] = story.NewSketch(normal.Key(d))
		}
		story.Pairs(sketches)
	}
	b.ReportMetric(float64(n*len(docs))/(cpuTime(b)-began).Seconds(), "documents/cpu-s")
	b.ReportMetric(float64(size)/float64(len(docs)), "bytes/document")
}

// BenchmarkGroup groups 1,350 of our training texts on four days, in one goroutine:
// days as full as those of some dozen outlets.
func BenchmarkGroup(b *testing.B) {
	var docs []told
	for _, set := range []string{"conflict", "diplomacy", "protest"} {
		for i, s := range trainTexts(b, set, 0) {
			docs = append(docs, told{id: fmt.Sprint(set, i), day: fmt.Sprintf("2031-03-%02d", 1+i%4), text: s})
		}
	}
	units := unitsOf(b, docs)
	events := 0
	for _, u := range units {
		events += len(u.Events)
	}
	b.ReportAllocs()
	began, n := cpuTime(b), 0
	for b.Loop() {
		groupAll(b, units, story.DefaultWindow)
		n++
	}
	used := (cpuTime(b) - began).Seconds()
	b.ReportMetric(float64(n*events)/used, "events/cpu-s")
	b.ReportMetric(float64(n*len(docs))/used, "documents/cpu-s")
}

// cpuTime is what the process has used so far: on a machine that others use too,
// the clock on the wall measures them.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
