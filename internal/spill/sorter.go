// Package spill sorts more records than memory holds. Records are gathered in
// memory, written sorted as a run when there are enough of them, and the runs
// are merged when they are read.
//
// A run is a file: the line "isnad run 1", then for each record the lengths of
// key and value as uvarints and their bytes, then two lengths 0 and the CRC-32
// (IEEE, little endian) of all before it. The order is by key, then by value, so
// it does not depend on the order in which records came.
package spill

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// DefaultMemory is how many bytes are gathered before a run is written.
const DefaultMemory = 32 << 20

// overhead is what a record takes in memory beside its bytes.
const overhead = 64

// A Record is a key to sort by and what stands under it. The key is not empty.
type Record struct {
	Key   string
	Value []byte
}

func (r *Record) compare(o *Record) int {
	return cmp.Or(strings.Compare(r.Key, o.Key), bytes.Compare(r.Value, o.Value))
}

// A Sorter gathers records and keeps them in runs in a folder.
type Sorter struct {
	dir    string
	memory int
	held   []Record
	size   int
	runs   []string // names in dir
}

// New returns a sorter that writes to the folder and begins with the runs that
// stand there already.
func New(dir string, memory int, runs ...string) *Sorter {
	return &Sorter{dir: dir, memory: memory, runs: slices.Clone(runs)}
}

// Runs are the names of the runs written so far.
func (s *Sorter) Runs() []string { return slices.Clone(s.runs) }

// Add holds a record; the value must not change afterwards.
func (s *Sorter) Add(key string, value []byte) {
	s.held = append(s.held, Record{key, value})
	s.size += len(key) + len(value) + overhead
}

// Full tells whether it is time for Spill.
func (s *Sorter) Full() bool { return s.size >= s.memory }

// Spill writes what is held as a run that is whole and on disk when Spill returns.
func (s *Sorter) Spill() error {
	if len(s.held) == 0 {
		return nil
	}
	slices.SortFunc(s.held, func(a, b Record) int { return a.compare(&b) })
	name := fmt.Sprintf("%06d.run", len(s.runs)+1)
	w, err := create(filepath.Join(s.dir, name))
	if err != nil {
		return err
	}
	for i := range s.held {
		if err := w.write(&s.held[i]); err != nil {
			w.file.Close()
			return err
		}
	}
	if err := w.close(); err != nil {
		return err
	}
	s.runs, s.held, s.size = append(s.runs, name), nil, 0
	return nil
}

// create opens a new run, in place of one that a broken run of the program left.
func create(path string) (*writer, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("write sorted records: %w", err)
	}
	return newWriter(f)
}
