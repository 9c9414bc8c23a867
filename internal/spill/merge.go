package spill

import (
	"container/heap"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
)

// maxOpen is how many runs are open at a time; more are merged to fewer first.
const maxOpen = 128

// Sorted gives all records in order. What is still held must have been spilled.
// Runs of a first pass, when there are many, are written to the scratch folder.
func (s *Sorter) Sorted(scratch string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if len(s.held) > 0 {
			yield(Record{}, errors.New("sorted records: some were not spilled"))
			return
		}
		var paths []string
		for _, r := range s.runs {
			paths = append(paths, filepath.Join(s.dir, r))
		}
		for pass := 1; len(paths) > maxOpen; pass++ {
			path := filepath.Join(scratch, fmt.Sprintf("merged-%06d.run", pass))
			if err := mergeTo(path, paths[:maxOpen]); err != nil {
				yield(Record{}, err)
				return
			}
			for _, p := range paths[:maxOpen] {
				if filepath.Dir(p) == filepath.Clean(scratch) && filepath.Dir(p) != filepath.Clean(s.dir) {
					os.Remove(p) // a merge of before; its records are in the new one
				}
			}
			paths = append(paths[maxOpen:], path)
		}
		for r, err := range merged(paths) {
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func mergeTo(path string, from []string) error {
	w, err := create(path)
	if err != nil {
		return err
	}
	for r, err := range merged(from) {
		if err == nil {
			err = w.write(&r)
		}
		if err != nil {
			w.file.Close()
			return err
		}
	}
	return w.close()
}

// merged gives the records of several runs in order; an error is the last thing it gives.
func merged(paths []string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		var h runs
		defer func() {
			for _, r := range h {
				r.file.Close()
			}
		}()
		for _, p := range paths {
			r, err := open(p)
			if err != nil {
				yield(Record{}, err)
				return
			}
			if r.done {
				r.file.Close()
				continue
			}
			h = append(h, r)
		}
		heap.Init(&h)
		for len(h) > 0 {
			r := h[0]
			if !yield(r.next, nil) {
				return
			}
			if err := r.advance(); err != nil {
				yield(Record{}, r.fault(err))
				return
			}
			if r.done {
				r.file.Close()
				heap.Pop(&h)
			} else {
				heap.Fix(&h, 0)
			}
		}
	}
}

// runs is a heap of open runs by their next record.
type runs []*reader

func (h runs) Len() int           { return len(h) }
func (h runs) Less(i, k int) bool { return h[i].next.compare(&h[k].next) < 0 }
func (h runs) Swap(i, k int)      { h[i], h[k] = h[k], h[i] }
func (h *runs) Push(x any)        { *h = append(*h, x.(*reader)) }
func (h *runs) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
