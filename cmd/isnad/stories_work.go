package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/spill"
)

// A work is the folder in which records are sorted, and how far the reading is.
// It holds state.json and the runs that it names (internal/spill); scratch/ is of
// the present process alone.
type work struct {
	flags  *storiesFlags
	dir    string
	keepIt bool // the user named the folder
	state  workState
	sorter *spill.Sorter
	moved  error // the inputs are not those that the state tells of
}

// A workState is written after each run of sorted records, so that what it says
// was read is on disk.
type workState struct {
	Version int            `json:"version"`
	Inputs  string         `json:"inputs"` // digest of the command and the program
	Done    bool           `json:"done"`
	Items   int            `json:"items"` // read so far; the last of them:
	Path    string         `json:"path"`
	Line    int            `json:"line"`
	Byte    int64          `json:"byte"`
	Runs    []string       `json:"runs"`
	Skipped int            `json:"skipped"`
	Faults  map[string]int `json:"faults"`

	Documents int `json:"documents"`
	Events    int `json:"events"`
}

const workVersion = 1

func openWork(f *storiesFlags, args []string, lexicon string) (*work, error) {
	w := &work{flags: f, dir: f.work, keepIt: f.work != ""}
	inputs, err := json.Marshal([]any{args, f.from, f.maxLine, f.maxPage, f.to == "documents", version, lexicon})
	if err != nil {
		return nil, failed(err, "")
	}
	sum := sha256.Sum256(inputs)
	w.state = workState{Version: workVersion, Inputs: hex.EncodeToString(sum[:8])}
	if !w.keepIt {
		if w.dir, err = os.MkdirTemp("", "isnad-stories-*"); err != nil {
			return nil, failed(err, "set TMPDIR to a folder with room, or name one with --work")
		}
	} else if err := w.resume(); err != nil {
		return nil, err
	}
	w.sorter = spill.New(w.dir, f.memory<<20, w.state.Runs...)
	return w, nil
}

// resume takes over what a run before has left in the folder.
func (w *work) resume() error {
	if err := os.MkdirAll(w.dir, 0o755); err != nil {
		return failed(err, "--work takes the name of a folder")
	}
	b, err := os.ReadFile(w.path("state.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return w.mustBeEmpty()
	}
	var old workState
	if err == nil {
		err = json.Unmarshal(b, &old)
	}
	switch {
	case err != nil:
		return failed(fmt.Errorf("read %s: %w", w.path("state.json"), err), w.hint())
	case old.Version != w.state.Version || old.Inputs != w.state.Inputs:
		return failed(fmt.Errorf("%s holds the reading of other inputs, or of another program", w.dir), w.hint())
	}
	w.state = old
	return nil
}

// mustBeEmpty keeps files of the user from being taken for ours. Runs without a
// state are of a process that was stopped before its first checkpoint.
func (w *work) mustBeEmpty() error {
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return failed(err, "")
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".run" && e.Name() != "scratch" && e.Name() != "state.new" {
			return failed(fmt.Errorf("%s holds other files: %s", w.dir, printable(e.Name())), "name a new folder with --work")
		}
	}
	return nil
}

func (w *work) path(name string) string { return filepath.Join(w.dir, name) }

// hint is what to try when the folder cannot be gone on with.
func (w *work) hint() string {
	if w.keepIt {
		return "remove the folder to begin anew, or name another with --work"
	}
	return "set TMPDIR to a folder with room, or name one with --work"
}

// keep writes what is held and then says so in the state.
func (w *work) keep(rep *report, done bool) error {
	if err := w.sorter.Spill(); err != nil {
		return err
	}
	s := &w.state
	s.Runs, s.Done = w.sorter.Runs(), done
	s.Documents, s.Events, s.Skipped, s.Faults = rep.documents, rep.events, rep.skipped, rep.codes
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.Create(w.path("state.new"))
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	return errors.Join(err, f.Sync(), f.Close(), os.Rename(w.path("state.new"), w.path("state.json")))
}

// rest passes over the items that were read before, and checks that the last of
// them still stands where it stood.
func (w *work) rest(items iter.Seq[read.Item]) iter.Seq[read.Item] {
	was := w.state
	return func(yield func(read.Item) bool) {
		n := 0
		for it := range items {
			if n++; n <= was.Items {
				if n == was.Items && (it.Path != was.Path || it.Line != was.Line || it.Byte != was.Byte) {
					w.moved = fmt.Errorf("item %d was line %d of %s and is now line %d of %s: the inputs have changed", n, was.Line, was.Path, it.Line, it.Path)
					return
				}
				continue
			}
			if !yield(it) {
				return
			}
		}
		if n < was.Items {
			w.moved = fmt.Errorf("%d items were read before and there are %d now: the inputs have changed", was.Items, n)
		}
	}
}

// scratch is an empty folder for this process.
func (w *work) scratch() (string, error) {
	dir := w.path("scratch")
	return dir, errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755))
}

func (w *work) close() {
	os.RemoveAll(w.path("scratch"))
	if !w.keepIt {
		os.RemoveAll(w.dir)
	}
}
