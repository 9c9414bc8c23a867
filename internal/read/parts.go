package read

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/warc"
)

// A Part is a stretch of an input that can be read by itself, on another machine
// too: records of an archive, lines of JSON Lines, or a whole file.
type Part struct {
	Path   string `json:"path"`             // a file's name or a URL
	ID     string `json:"id,omitempty"`     // what its documents without an id are called by
	From   Kind   `json:"from,omitempty"`   // as told; of a stretch always known
	Offset int64  `json:"offset,omitempty"` // bytes of the file
	Length int64  `json:"length,omitempty"` // 0: to the end
	Line   int    `json:"line,omitempty"`   // lines before Offset
}

// IsURL tells whether a name is that of a file on a web server or of an object in S3.
func IsURL(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "s3://")
}

// Parts cuts the named files, folders and URLs into parts of about size records,
// where their form allows it. An archive is read once for that: where a record
// begins cannot be told from inside, since a page may hold another archive. What
// cannot be read is a diagnostic.
func Parts(names []string, size int, o Options, open func(Part) (io.ReadCloser, error)) iter.Seq2[Part, *isnad.Diagnostic] {
	return func(yield func(Part, *isnad.Diagnostic) bool) {
		c := cutter{o: o.withDefaults()}
		c.yield = func(it Item) bool { // what the walk itself finds is faults
			for i := range it.Faults {
				if !yield(Part{}, &it.Faults[i]) {
					return false
				}
			}
			return true
		}
		c.visit = func(path, id string) {
			r, err := open(Part{Path: path})
			if err != nil {
				c.fail(unreadable(path, err))
				return
			}
			defer r.Close()
			c.parts(Part{Path: path, ID: id}, bufio.NewReaderSize(r, 256<<10), size, func(p Part) bool {
				if !c.stopped && !yield(p, nil) {
					c.stopped = true
				}
				return !c.stopped
			})
		}
		for _, name := range names {
			if IsURL(name) {
				c.visit(name, identifier(name))
			} else {
				c.named(name)
			}
			if c.stopped {
				return
			}
		}
	}
}

func (c *cutter) parts(p Part, br *bufio.Reader, size int, emit func(Part) bool) {
	if c.o.From != Auto {
		p.From = c.o.From
	}
	head, err := look(br)
	switch {
	case len(head) == 0 && err != io.EOF:
		c.fail(unreadable(p.Path, err))
	case bytes.HasPrefix(head, magicZstd): // its dictionary may stand at the beginning alone
		emit(p)
	case p.From == WARC, p.From == "" && (extension(p.Path) == WARC || warc.Sniff(head)):
		c.archiveParts(p, br, size, emit)
	case bytes.HasPrefix(head, magicGzip) || c.kind(p.Path, br) != JSONL:
		emit(p)
	default:
		c.lineParts(p, br, size, emit)
	}
}

// archiveParts cuts before records that begin where no other does: behind the
// same bytes the rest of a file reads as it does behind all of it.
func (c *cutter) archiveParts(p Part, br *bufio.Reader, size int, emit func(Part) bool) {
	r := warc.NewReader(br)
	defer r.Close()
	r.MaxBlock = c.o.MaxPage + 64<<10
	p.From = WARC
	for n := 0; ; n++ {
		rec, err := r.Next()
		var f *warc.Fault
		switch {
		case err == io.EOF:
			p.Length = 0
			emit(p)
			return
		case errors.As(err, &f): // told when the part is read
		case err != nil:
			c.fail(unreadable(p.Path, err))
			return
		case n >= size && rec.Offset > p.Offset:
			p.Length = rec.Offset - p.Offset
			if !emit(p) {
				return
			}
			p.Offset, n = rec.Offset, 0
		}
	}
}

// lineParts cuts behind so many lines that are not blank.
func (c *cutter) lineParts(p Part, br *bufio.Reader, size int, emit func(Part) bool) {
	p.From = JSONL
	at, lines, records := p.Offset, 0, 0
	for blank := true; ; {
		piece, err := br.ReadSlice('\n')
		at += int64(len(piece))
		blank = blank && len(bytes.TrimSpace(piece)) == 0
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF:
			if records > 0 || !blank || p.Offset == 0 {
				p.Length = 0
				emit(p)
			}
			return
		case err != nil:
			c.fail(unreadable(p.Path, err))
			return
		}
		lines++
		if !blank {
			records++
		}
		if blank = true; records < size {
			continue
		}
		p.Length = at - p.Offset
		if !emit(p) {
			return
		}
		p.Offset, p.Line, lines, records = at, p.Line+lines, 0, 0
	}
}

// OpenFile opens a part of a local file.
func OpenFile(p Part) (io.ReadCloser, error) {
	f, err := os.Open(p.Path)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(p.Offset, io.SeekStart); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// PartItems cuts a part into the items that Inputs makes of the same bytes. r
// stands at its Offset.
func PartItems(p Part, r io.Reader, o Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		if p.From != "" {
			o.From = p.From
		}
		c := cutter{o: o.withDefaults(), line: p.Line}
		c.yield = func(it Item) bool {
			it.Byte += p.Offset
			for i := range it.Faults {
				if it.Faults[i].Byte >= 0 {
					it.Faults[i].Byte += p.Offset
				}
			}
			return yield(it)
		}
		if p.Length > 0 {
			r = io.LimitReader(r, p.Length)
		}
		c.stream(p.Path, p.ID, r)
	}
}
