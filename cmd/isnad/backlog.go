package main

import (
	"errors"
	"sync"

	"github.com/isnad/isnad/internal/store"
)

// A backlog is the documents that wait for the one writer of a store, in order. What
// reads and codes goes on while the writer commits, until so much waits that memory
// would grow.
type backlog struct {
	put  func(*store.Doc) error
	done chan struct{}

	mu      sync.Mutex
	moved   *sync.Cond
	waiting []waiting
	bytes   int // of those that wait, about
	ended   bool
	refused []refusal
	err     error // of the writer: it puts no more
}

// maxWaiting is how many bytes of documents may wait.
const maxWaiting = 16 << 20

// A waiting document, and where it began.
type waiting struct {
	doc *store.Doc
	at  added
}

// A refusal is a document that the store does not take.
type refusal struct {
	at  added
	err error
}

func newBacklog(put func(*store.Doc) error) *backlog {
	b := &backlog{put: put, done: make(chan struct{})}
	b.moved = sync.NewCond(&b.mu)
	go b.run()
	return b
}

// add appends a document once there is room. Its error is that of the writer.
func (b *backlog) add(w waiting) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.bytes > maxWaiting && b.err == nil {
		b.moved.Wait()
	}
	b.waiting = append(b.waiting, w)
	b.bytes += w.doc.Size()
	b.moved.Broadcast()
	return b.err
}

// end waits until all are put, or the writer has failed.
func (b *backlog) end() ([]refusal, error) {
	b.mu.Lock()
	b.ended = true
	b.moved.Broadcast()
	b.mu.Unlock()
	<-b.done
	return b.refused, b.err
}

func (b *backlog) run() {
	defer close(b.done)
	for {
		w, ok := b.next()
		if !ok {
			return
		}
		size := w.doc.Size() // putting may change it
		err := b.put(w.doc)
		b.mu.Lock()
		b.bytes -= size
		var bad *store.DocError
		if errors.As(err, &bad) {
			b.refused = append(b.refused, refusal{w.at, bad})
		} else if err != nil {
			b.err = err
		}
		b.moved.Broadcast()
		b.mu.Unlock()
		if b.err != nil {
			return
		}
	}
}

func (b *backlog) next() (w waiting, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.waiting) == 0 && !b.ended {
		b.moved.Wait()
	}
	if len(b.waiting) == 0 {
		return w, false
	}
	w, b.waiting = b.waiting[0], b.waiting[1:]
	return w, true
}
