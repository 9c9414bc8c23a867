package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/store"
)

// sent adds so many documents of a size to a backlog.
func sent(b *backlog, n, size int) error {
	for k := range n {
		d := &store.Doc{ID: fmt.Sprint(k), Record: &export.Document{Text: strings.Repeat("x", size)}}
		if err := b.add(waiting{d, added{line: k}}); err != nil {
			return err
		}
	}
	return nil
}

func TestABacklogKeepsTheOrderAndNamesWhatIsRefused(t *testing.T) {
	const n, size = 100, maxWaiting / 20
	var put []string
	most := 0
	var b *backlog
	ready := make(chan bool)
	waits := func() int {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.bytes
	}
	b = newBacklog(func(d *store.Doc) error {
		<-ready
		for d.ID == "0" && waits() <= maxWaiting { // a writer that is slow for once
			time.Sleep(time.Millisecond)
		}
		most = max(most, waits())
		put = append(put, d.ID)
		if d.ID == "7" {
			return (&store.Doc{}).Pack() // which has no id
		}
		return nil
	})
	close(ready)
	if err := sent(b, n, size); err != nil {
		t.Fatal(err)
	}
	refused, err := b.end()
	if err != nil || len(refused) != 1 || refused[0].at.line != 7 {
		t.Errorf("refused %+v, %v", refused, err)
	}
	for k := range n {
		if len(put) != n || put[k] != fmt.Sprint(k) {
			t.Fatalf("put in the order %q", put)
		}
	}
	if most > maxWaiting+3*size {
		t.Errorf("at most %d bytes waited", most)
	}
}

func TestABacklogWhoseWriterFailsTakesNoMore(t *testing.T) {
	broken := errors.New("the disk is full")
	b := newBacklog(func(d *store.Doc) error {
		if d.ID == "3" {
			return broken
		}
		return nil
	})
	if err := sent(b, 1000, maxWaiting/20); err != broken {
		t.Errorf("sending ends with %v", err)
	}
	if _, err := b.end(); err != broken {
		t.Errorf("the end is %v", err)
	}
}
