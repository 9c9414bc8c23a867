package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A journal is a file of steps, one JSON object a line, version 1. A line without
// its end was being written when the run was killed, and does not count.
type journal struct {
	f    *os.File
	path string
	size int64 // bytes
	base int64 // bytes after the last summing up
}

// openJournal reads the steps of a journal and cuts it behind the last whole line.
func openJournal(path string, fold func(*step) error) (*journal, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	j := &journal{f: f, path: path}
	for line := 1; ; line++ {
		b, rest, whole := bytes.Cut(raw, []byte("\n"))
		if !whole {
			break
		}
		var s step
		err := json.Unmarshal(b, &s)
		if err == nil {
			err = fold(&s)
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s:%d at byte %d: %w", path, line, j.size, err), f.Close())
		}
		raw = rest
		j.size += int64(len(b)) + 1
		if line == 1 {
			j.base = j.size
		}
	}
	if err := cutFile(f, j.size); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

// cutFile shortens a file to what is known to be whole, and goes to its end.
func cutFile(f *os.File, size int64) error {
	if err := f.Truncate(size); err != nil {
		return err
	}
	_, err := f.Seek(size, io.SeekStart)
	return err
}

// add writes a step for good.
func (j *journal) add(s *step) error {
	b, err := line(s)
	if err != nil {
		return err
	}
	if _, err := j.f.Write(b); err != nil {
		return err
	}
	j.size += int64(len(b))
	return j.f.Sync()
}

func line(s *step) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return b.Bytes(), err
}

// minJournal is below what size a journal is left as it is, in bytes.
const minJournal = 1 << 20

// full tells whether the journal should be summed up: when it has doubled since it
// was.
func (j *journal) full() bool { return j.size > minJournal && j.size > 2*j.base }

// sumUp replaces all steps by one that says what they add up to. The new file
// takes the name of the old one when it is whole.
func (j *journal) sumUp(s *step) error {
	b, err := line(s)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(j.path+".new", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync()); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := os.Rename(j.path+".new", j.path); err != nil {
		return errors.Join(err, f.Close())
	}
	j.f.Close()
	j.f, j.size, j.base = f, int64(len(b)), int64(len(b))
	return syncDir(filepath.Dir(j.path))
}

// syncDir makes the names of new files last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
