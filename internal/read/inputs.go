package read

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/feed"
	"github.com/isnad/isnad/internal/warc"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Inputs cuts the named files, folders and "-" (stdin) into items, in order:
// the names as given, the files of a folder sorted by name at each level. One
// input is open at a time, and one item is held.
func Inputs(names []string, stdin io.Reader, o Options) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		c := cutter{o: o.withDefaults(), yield: yield}
		for _, name := range names {
			if name == "-" {
				c.stream("-", "-", stdin)
			} else {
				c.named(name)
			}
			if c.stopped {
				return
			}
		}
	}
}

// A cutter walks the inputs and yields items until the caller stops it.
type cutter struct {
	o       Options
	yield   func(Item) bool
	stopped bool
}

func (c *cutter) emit(it Item) {
	if !c.stopped && !c.yield(it) {
		c.stopped = true
	}
}

func (c *cutter) fail(d isnad.Diagnostic) {
	c.emit(Item{Path: d.Path, Line: d.Line, Byte: d.Byte, Faults: []isnad.Diagnostic{d}})
}

func (c *cutter) named(name string) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		c.fail(unreadable(name, err))
	case info.IsDir():
		c.folder(name, "")
	default:
		c.file(name, identifier(filepath.ToSlash(filepath.Clean(name))))
	}
}

// folder reads the files below root/below that have a name we know. os.ReadDir
// sorts, so the order does not depend on the file system.
func (c *cutter) folder(root, below string) {
	dir := filepath.Join(root, below)
	entries, err := os.ReadDir(dir)
	if err != nil {
		c.fail(unreadable(dir, err))
	}
	for _, e := range entries {
		path := filepath.Join(below, e.Name())
		switch {
		case c.stopped:
			return
		case e.IsDir():
			c.folder(root, path)
		case known(e.Name()):
			c.file(filepath.Join(root, path), identifier(filepath.ToSlash(path)))
		}
	}
}

var extensions = map[string]Kind{
	".html": HTML, ".htm": HTML, ".txt": Text, ".jsonl": JSONL, ".json": whole, ".warc": WARC,
	".xml": Feed, ".rss": Feed, ".atom": Feed, ".rdf": Feed,
}

func extension(name string) Kind {
	name = strings.ToLower(name)
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	return extensions[filepath.Ext(name)]
}

func known(name string) bool { return extension(name) != "" }

// identifier is the id that SCHEMA.md gives a page without one: its path without .html and .gz.
func identifier(path string) string {
	path = strings.TrimSuffix(path, ".gz")
	return strings.TrimSuffix(path, ".html")
}

func unreadable(path string, err error) isnad.Diagnostic {
	hint := ""
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint = "check the name; a folder is read with all its .html, .txt, .jsonl, .warc and .xml files"
	case errors.Is(err, fs.ErrPermission):
		hint = "give the account that runs isnad the right to read it"
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fault(path, "unreadable", err.Error(), hint)
}

func (c *cutter) file(path, id string) {
	f, err := os.Open(path)
	if err != nil {
		c.fail(unreadable(path, err))
		return
	}
	defer f.Close()
	c.stream(path, id, f)
}

// stream reads one input. Compression is known by its magic, not by the name, so a
// mislabelled file is read all the same. An archive is left packed: its members
// begin its records.
func (c *cutter) stream(path, id string, r io.Reader) {
	br := bufio.NewReaderSize(r, 256<<10)
	head, err := look(br)
	switch {
	case len(head) == 0 && err == io.EOF:
		c.fail(fault(path, "empty-input", "holds no bytes", ""))
		return
	case len(head) == 0:
		c.fail(unreadable(path, err))
		return
	case c.o.From == WARC, c.o.From == Auto && (extension(path) == WARC || warc.Sniff(head)):
		c.archive(path, br)
		return
	}
	unpacked, done, err := unpack(br, head)
	if err != nil {
		c.fail(fault(path, "unreadable", err.Error(), "fetch the file again"))
		return
	}
	defer done()
	if head, err = unpacked.Peek(1); len(head) == 0 {
		if err != io.EOF {
			c.fail(unreadable(path, err))
		} else {
			c.fail(fault(path, "empty-input", "holds no bytes", ""))
		}
		return
	}
	switch kind := c.kind(path, unpacked); kind {
	case JSONL:
		c.lines(path, id, unpacked)
	case whole:
		c.values(path, id, unpacked)
	case Feed:
		c.feed(path, id, unpacked)
	default:
		c.page(path, id, kind, unpacked)
	}
}

// look looks at the first bytes: at few of what is not packed, since a pipe may give
// no more for a long time; at a whole block of what is zstd.
func look(br *bufio.Reader) ([]byte, error) {
	head, err := br.Peek(8)
	switch {
	case bytes.HasPrefix(head, magicGzip):
		return br.Peek(4 << 10)
	case bytes.HasPrefix(head, magicZstd):
		return br.Peek(144 << 10)
	}
	return head, err
}

var (
	magicGzip = []byte{0x1f, 0x8b}
	magicZstd = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// unpack takes off gzip or zstd.
func unpack(br *bufio.Reader, head []byte) (*bufio.Reader, func(), error) {
	switch {
	case bytes.HasPrefix(head, magicGzip):
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, nil, fmt.Errorf("gzip: %w", err)
		}
		return bufio.NewReaderSize(z, 64<<10), func() {}, nil
	case bytes.HasPrefix(head, magicZstd):
		z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			return nil, nil, fmt.Errorf("zstd: %w", err)
		}
		return bufio.NewReaderSize(z, 64<<10), z.Close, nil
	}
	return br, func() {}, nil
}

func (c *cutter) kind(path string, br *bufio.Reader) Kind {
	if c.o.From != Auto {
		return c.o.From
	}
	head, _ := br.Peek(4096)
	k := extension(path)
	switch {
	case path == "-" || k == "":
		return sniff(head)
	case k == whole && feed.Sniff(head) == feed.JSON:
		return Feed
	case k == Feed && feed.Sniff(head) == "" && bytes.Contains(bytes.ToLower(head), []byte("<html")):
		return HTML
	}
	return k
}

// sniff tells a page by its first bytes: a feed, an object, markup, or else text.
func sniff(head []byte) Kind {
	if feed.Sniff(head) != "" {
		return Feed
	}
	head = bytes.ToLower(bytes.ReplaceAll(head, []byte{0}, nil)) // UTF-16 reads as ASCII here
	head = bytes.TrimLeft(head, "\ufeff\xff\xfe \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		return JSONL
	case bytes.HasPrefix(head, []byte("<")), bytes.Contains(head, []byte("<html")), bytes.Contains(head, []byte("<body")):
		return HTML
	}
	return Text
}

func (c *cutter) page(path, id string, kind Kind, r io.Reader) {
	raw, err := io.ReadAll(io.LimitReader(r, int64(c.o.MaxPage)+1))
	if path == "-" {
		id = "-:1"
	}
	it := Item{Path: path, ID: id, Kind: kind, Raw: raw}
	switch {
	case len(raw) > c.o.MaxPage:
		d := fault(path, "page-too-large", fmt.Sprintf("holds more than %d bytes", c.o.MaxPage), "if it holds many documents, give them one a line with --from jsonl")
		d.Byte = int64(c.o.MaxPage)
		c.fail(d)
		return
	case err != nil:
		d := unreadable(path, err)
		d.Byte, d.Hint = int64(len(raw)), "the file is cut or damaged here; what came before is coded"
		it.Faults = append(it.Faults, d)
	}
	c.emit(it)
}
