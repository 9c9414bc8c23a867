package spill

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
)

const head = "isnad run 1\n"

// maxPart is the longest key or value that is believed when a run is read: a
// damaged length must not take the memory of the machine.
const maxPart = 1 << 30

// A writer writes one run.
type writer struct {
	file *os.File
	buf  *bufio.Writer
	sum  hash.Hash32
	num  []byte
}

func newWriter(f *os.File) (*writer, error) {
	w := &writer{file: f, buf: bufio.NewWriterSize(f, 256<<10), sum: crc32.NewIEEE()}
	return w, w.put([]byte(head))
}

func (w *writer) put(b []byte) error {
	w.sum.Write(b)
	_, err := w.buf.Write(b)
	return err
}

func (w *writer) write(r *Record) error {
	w.num = binary.AppendUvarint(binary.AppendUvarint(w.num[:0], uint64(len(r.Key))), uint64(len(r.Value)))
	for _, b := range [][]byte{w.num, []byte(r.Key), r.Value} {
		if err := w.put(b); err != nil {
			return fmt.Errorf("write %s: %w", w.file.Name(), err)
		}
	}
	return nil
}

func (w *writer) close() error {
	err := w.put([]byte{0, 0})
	if err == nil {
		_, err = w.buf.Write(binary.LittleEndian.AppendUint32(nil, w.sum.Sum32()))
	}
	if err = errors.Join(err, w.buf.Flush(), w.file.Sync(), w.file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", w.file.Name(), err)
	}
	return nil
}

// A reader reads one run.
type reader struct {
	file *os.File
	name string
	buf  *bufio.Reader
	sum  hash.Hash32
	next Record
	done bool
}

// open opens a run and reads its first record.
func open(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read sorted records: %w", err)
	}
	r := &reader{file: f, name: path, buf: bufio.NewReaderSize(f, 64<<10), sum: crc32.NewIEEE()}
	first, err := r.bytes(len(head))
	if err == nil && string(first) != head {
		err = errors.New("not a run of this program")
	}
	if err == nil {
		err = r.advance()
	}
	if err != nil {
		f.Close()
		return nil, r.fault(err)
	}
	return r, nil
}

func (r *reader) fault(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("read %s: %w", r.name, err)
}

// advance reads the next record; behind the last, done is true.
func (r *reader) advance() error {
	key, err := r.length()
	if err != nil {
		return err
	}
	value, err := r.length()
	if err != nil {
		return err
	}
	if key == 0 && value == 0 {
		return r.end()
	}
	k, err := r.bytes(key)
	if err != nil {
		return err
	}
	v, err := r.bytes(value)
	r.next = Record{string(k), v}
	return err
}

func (r *reader) end() error {
	var sum [4]byte
	want := r.sum.Sum32()
	if _, err := io.ReadFull(r.buf, sum[:]); err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(sum[:]) != want {
		return errors.New("the checksum differs: the file is damaged")
	}
	r.done = true
	return nil
}

func (r *reader) length() (int, error) {
	n, err := binary.ReadUvarint(r.buf)
	if err != nil {
		return 0, err
	}
	if n > maxPart {
		return 0, fmt.Errorf("a part of %d bytes: the file is damaged", n)
	}
	r.sum.Write(binary.AppendUvarint(nil, n))
	return int(n), nil
}

// bytes reads n bytes, and takes memory only as they come.
func (r *reader) bytes(n int) ([]byte, error) {
	const step = 1 << 20
	out := make([]byte, 0, min(n, step))
	for len(out) < n {
		k := min(n-len(out), step)
		out = append(out, make([]byte, k)...)
		if _, err := io.ReadFull(r.buf, out[len(out)-k:]); err != nil {
			return nil, err
		}
	}
	r.sum.Write(out)
	return out, nil
}
