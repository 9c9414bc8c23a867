package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// A frame passes on the bytes of one zstd frame and then ends. A decoder reads
// ahead, so without this nobody would know where in the file a frame begins.
type frame struct {
	br       *bufio.Reader
	left     int  // bytes to pass on before the next decision
	last     bool // the last block has been seen
	checksum bool
}

// maxWindow bounds the memory of a frame; zstd itself goes to 8 MB unless told.
const maxWindow = 32 << 20

func newFrame(br *bufio.Reader) (*frame, error) {
	head, _ := br.Peek(zstd.HeaderMaxSize)
	var h zstd.Header
	if err := h.Decode(head); err != nil {
		return nil, err
	}
	if h.WindowSize > maxWindow {
		return nil, fmt.Errorf("zstd: a window of %d bytes, the limit is %d", h.WindowSize, maxWindow)
	}
	return &frame{br: br, left: h.HeaderSize, checksum: h.HasCheckSum}, nil
}

func (f *frame) Read(p []byte) (int, error) {
	if f.left == 0 {
		if err := f.next(); err != nil {
			return 0, err
		}
	}
	n, err := f.br.Read(p[:min(len(p), f.left)])
	f.left -= n
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// next looks at the header of the next block (RFC 8878, 3.1.1.2).
func (f *frame) next() error {
	if f.last {
		if !f.checksum {
			return io.EOF
		}
		f.left, f.checksum = 4, false
		return nil
	}
	b, err := f.br.Peek(3)
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	f.last = b[0]&1 != 0
	size := int(b[0])>>3 | int(b[1])<<5 | int(b[2])<<13
	switch b[0] >> 1 & 3 {
	case 1: // one byte, so many times
		size = 1
	case 3:
		return errors.New("zstd: a block of a reserved type")
	}
	f.left = 3 + size
	return nil
}

// dictionary reads a skippable frame. Archives of one dictionary hold it in front,
// in a frame of this number (the zstd profile of WARC), perhaps compressed itself.
func dictionary(br *bufio.Reader) ([]byte, error) {
	head, _ := br.Peek(8)
	var h zstd.Header
	if err := h.Decode(head); err != nil {
		return nil, err
	}
	const number, most = 0xd, 8 << 20
	if h.SkippableID != number {
		_, err := io.CopyN(io.Discard, br, int64(h.HeaderSize)+int64(h.SkippableSize))
		return nil, err
	}
	if h.SkippableSize > most {
		return nil, fmt.Errorf("zstd: a dictionary of %d bytes, the limit is %d", h.SkippableSize, most)
	}
	d := make([]byte, h.HeaderSize+int(h.SkippableSize))
	if _, err := io.ReadFull(br, d); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	d = d[h.HeaderSize:]
	if len(d) < 4 || string(d[:4]) != string(magicZstd) {
		return d, nil
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(most))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(d, nil)
}
