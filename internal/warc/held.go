package warc

import (
	"bytes"
	"io"
)

// A source is what records are read from: a bufio.Reader, or a member held whole.
type source interface {
	io.Reader
	io.ByteScanner
	Peek(n int) ([]byte, error)
	Discard(n int) (int, error)
	ReadSlice(delim byte) ([]byte, error)
}

// A held member lies unpacked in memory.
type held struct {
	all []byte
	at  int
}

func (h *held) Read(p []byte) (int, error) {
	n := copy(p, h.all[h.at:])
	h.at += n
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (h *held) ReadByte() (byte, error) {
	if h.at == len(h.all) {
		return 0, io.EOF
	}
	h.at++
	return h.all[h.at-1], nil
}

// UnreadByte follows a ReadByte that gave one.
func (h *held) UnreadByte() error {
	h.at--
	return nil
}

func (h *held) Peek(n int) ([]byte, error) {
	if n > len(h.all)-h.at {
		return h.all[h.at:], io.EOF
	}
	return h.all[h.at : h.at+n], nil
}

func (h *held) take(n int) ([]byte, error) {
	b, err := h.Peek(n)
	h.at += len(b)
	return b, err
}

func (h *held) Discard(n int) (int, error) {
	b, err := h.take(n)
	return len(b), err
}

func (h *held) ReadSlice(delim byte) ([]byte, error) {
	if i := bytes.IndexByte(h.all[h.at:], delim); i >= 0 {
		return h.take(i + 1)
	}
	return h.take(len(h.all) - h.at + 1)
}
