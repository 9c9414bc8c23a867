package read

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/isnad/isnad"
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

var extensions = map[string]Kind{".html": HTML, ".htm": HTML, ".txt": Text, ".jsonl": JSONL, ".json": whole}

func extension(name string) Kind {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
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
		hint = "check the name; a folder is read with all its .html, .txt and .jsonl files"
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

// stream reads one input. gzip is known by its magic, not by the name, so a
// mislabelled file is read all the same.
func (c *cutter) stream(path, id string, r io.Reader) {
	br := bufio.NewReaderSize(r, 64<<10)
	if magic, _ := br.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(br)
		if err != nil {
			c.fail(fault(path, "unreadable", fmt.Sprintf("gzip: %v", err), "fetch the file again"))
			return
		}
		br = bufio.NewReaderSize(z, 64<<10)
	}
	head, err := br.Peek(1)
	switch {
	case len(head) == 0 && err == io.EOF:
		c.fail(fault(path, "empty-input", "holds no bytes", ""))
		return
	case len(head) == 0:
		c.fail(unreadable(path, err))
		return
	}
	switch kind := c.kind(path, br); kind {
	case JSONL:
		c.lines(path, id, br)
	case whole:
		c.values(path, id, br)
	default:
		c.page(path, id, kind, br)
	}
}

func (c *cutter) kind(path string, br *bufio.Reader) Kind {
	if c.o.From != Auto {
		return c.o.From
	}
	if k := extension(path); k != "" && path != "-" {
		return k
	}
	head, _ := br.Peek(4096)
	return sniff(head)
}

// sniff tells a page by its first bytes: an object, markup, or else text.
func sniff(head []byte) Kind {
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
