package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/warc"
)

// An archive is the WARC files of one outlet, NAME-00001.warc.gz and so on. Only
// the last is written to.
type archive struct {
	dir, outlet string
	info        string // of the warcinfo record of each file
	limit       int64  // bytes, behind which the next file begins
	f           *os.File
	name        string
	size        int64
}

// number is that of a file of this outlet, 0 when the name is none.
func (a *archive) number(name string) (n int) {
	rest, ok := strings.CutPrefix(name, a.outlet+"-")
	if digits, whole := strings.CutSuffix(rest, ".warc.gz"); ok && whole && len(digits) == 5 {
		fmt.Sscanf(digits, "%05d", &n)
	}
	return n
}

func (a *archive) numbered(n int) string { return fmt.Sprintf("%s-%05d.warc.gz", a.outlet, n) }

// open goes on behind the last record that the journal knows of. What is behind it
// was being written when the run was killed: at most one page, perhaps in a file
// just begun. More than that no kill leaves, and it is not cut. Files that were
// finished may have been taken away.
func (a *archive) open(name string, size int64) error {
	a.name, a.size = name, size
	entries, err := os.ReadDir(a.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if a.number(e.Name()) <= a.number(name) {
			continue
		}
		path := filepath.Join(a.dir, e.Name())
		if err := onePage(path, 0); err != nil {
			return err
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	if name == "" {
		return nil
	}
	path := filepath.Join(a.dir, name)
	err = onePage(path, size)
	if err == nil {
		a.f, err = reopen(path, size)
	}
	if errors.Is(err, os.ErrNotExist) {
		a.size = a.limit // so that the next record begins the next file
		return nil
	}
	return err
}

// onePage fails when an archive holds more than one page behind a place.
func onePage(path string, from int64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return err
	}
	r := warc.NewReader(f)
	defer r.Close()
	for pages := 0; ; {
		rec, err := r.Next()
		if err != nil {
			return nil
		}
		if rec.Type() == "response" {
			pages++
		}
		if pages > 1 {
			return fmt.Errorf("%s holds pages behind byte %d that the journal does not know of; is the journal older than the archive?", path, from)
		}
	}
}

// reopen opens a file that is at least so long and cuts it to that.
func reopen(path string, size int64) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() < size {
		err = fmt.Errorf("%s has %d bytes, and the journal knows of %d", path, info.Size(), size)
	}
	if err == nil {
		err = cutFile(f, size)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// add keeps an answer, byte for byte as far as net/http shows it: header fields
// come sorted, and the body as it was sent.
func (a *archive) add(url string, r *response, at time.Time) (*warc.Record, error) {
	var block bytes.Buffer
	fmt.Fprintf(&block, "HTTP/1.1 %d %s\r\n", r.status, http.StatusText(r.status))
	var names []string
	for name := range r.header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range r.header[name] {
			fmt.Fprintf(&block, "%s: %s\r\n", name, v)
		}
	}
	block.WriteString("\r\n")
	block.Write(r.raw)
	rec := warc.New("response", url, at, "application/http; msgtype=response", block.Bytes())
	rec.Offset = a.size
	return rec, a.write(rec)
}

// begin makes sure that there is a file with room, before a record is written.
func (a *archive) begin(at time.Time) error {
	if a.f != nil && a.size < a.limit {
		return nil
	}
	if a.f != nil {
		if err := errors.Join(a.f.Sync(), a.f.Close()); err != nil {
			return err
		}
	}
	name := a.numbered(a.number(a.name) + 1)
	f, err := os.OpenFile(filepath.Join(a.dir, name), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	a.f, a.name, a.size = f, name, 0
	if err := syncDir(a.dir); err != nil {
		return err
	}
	return a.write(warc.New("warcinfo", "", at, "application/warc-fields", []byte(a.info)))
}

func (a *archive) write(r *warc.Record) error {
	n, err := warc.NewWriter(a.f).Write(r)
	a.size += int64(n)
	return err
}
