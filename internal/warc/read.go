package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Limits of what is read.
const (
	DefaultMaxBlock = 32 << 20 // bytes of a block that is given
	maxLength       = 1 << 30  // a longer block is not believed in
	maxHeader       = 64 << 10
	maxRatio        = 200 // of a block that is passed by, bytes for each compressed one
	freeBytes       = 64 << 20
	lookahead       = 160 << 10 // more than a block of zstd, which is 128 KB at most
	maxMember       = 4 << 20   // bytes of a gzip member that is unpacked as a whole
)

var (
	magicGzip = []byte{0x1f, 0x8b, 0x08}
	magicZstd = []byte{0x28, 0xb5, 0x2f, 0xfd}
	magicWARC = []byte("WARC/")
)

// A Fault is a record or a stretch of the file that could not be read. Reading
// goes on behind it.
type Fault struct {
	Offset int64  // where the record, or its member, begins
	Next   int64  // where reading goes on
	Code   string // warc-cut, warc-damaged, record-too-large, no-warc
	Text   string
}

func (f *Fault) Error() string { return fmt.Sprintf("%s at byte %d: %s", f.Code, f.Offset, f.Text) }

// A Reader reads the records of one file in order. It holds one block at a time.
type Reader struct {
	MaxBlock int // bytes of the largest block that is given; DefaultMaxBlock when 0

	w       *window
	br      *bufio.Reader // over w
	kind    kind          // of the members of this file, once one has given a record
	now     kind          // of the open member
	open    bool
	start   int64  // of this member; of this record when plain
	body    source // what the member holds; br itself when plain
	whole   held   // what a member that lies whole in br holds
	packed  *inflater
	content *bufio.Reader // what a larger one holds, bit by bit
	gz      *gzip.Reader
	zs      *zstd.Decoder
	dict    []byte
	rec     Record
	block   []byte
	head    []byte
	rewound int64 // bytes that were read more than once
	probes  int64 // places that were looked at for the beginning of a member
}

// A kind is how records are packed.
type kind int

const (
	unknown kind = iota
	plain
	gzipped
	zstandard
	skippable // a zstd frame that holds no record
)

// NewReader reads an archive, however it is packed.
func NewReader(r io.Reader) *Reader {
	w := newWindow(r)
	return &Reader{w: w, br: bufio.NewReaderSize(w, lookahead), content: bufio.NewReaderSize(nil, 32<<10)}
}

// Close frees what decompression holds. It does not close the file.
func (r *Reader) Close() {
	if r.zs != nil {
		r.zs.Close()
	}
}

// pos is the offset of the next byte of br.
func (r *Reader) pos() int64 { return r.w.at - int64(r.br.Buffered()) }

// Next returns the next whole record. Its error is a *Fault when something was
// passed by and reading can go on, io.EOF at the end, or what the file could not
// be read for.
func (r *Reader) Next() (*Record, error) {
	for {
		if !r.open {
			if err := r.enter(); err != nil {
				return nil, r.failed(err)
			}
			continue
		}
		rec, err := r.record()
		if err != nil {
			return nil, r.failed(err)
		}
		return rec, nil
	}
}

// enter opens the next member.
func (r *Reader) enter() error {
	if _, err := blanks(r.br); err != nil {
		return err
	}
	r.start = r.pos()
	head, err := r.br.Peek(8)
	if len(head) == 0 {
		return err
	}
	r.now = kindOf(head)
	switch r.now {
	case plain:
		r.body = r.br
	case gzipped:
		if err := r.openGzip(); err != nil {
			return err
		}
	case zstandard:
		if err := r.openZstd(); err != nil {
			return err
		}
	case skippable:
		d, err := dictionary(r.br)
		if err == nil && d != nil {
			r.dict = d
			if r.zs != nil {
				r.zs.Close()
				r.zs = nil
			}
		}
		return err
	default:
		return errors.New("these bytes begin no record")
	}
	r.open = true
	return nil
}

func kindOf(head []byte) kind {
	switch {
	case bytes.HasPrefix(head, magicWARC):
		return plain
	case bytes.HasPrefix(head, magicGzip):
		return gzipped
	case bytes.HasPrefix(head, magicZstd):
		return zstandard
	case len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], []byte{0x2a, 0x4d, 0x18}):
		return skippable
	}
	return unknown
}

func (r *Reader) openGzip() (err error) {
	if r.unpack() {
		r.body = &r.whole
		return nil
	}
	if r.gz == nil {
		r.gz, err = gzip.NewReader(r.br)
	} else {
		err = r.gz.Reset(r.br)
	}
	if err != nil {
		return ended(err)
	}
	r.gz.Multistream(false)
	r.content.Reset(r.gz)
	r.body = r.content
	return nil
}

// unpack unpacks a member of usual size from where it lies in the buffer of the file.
// Of anything else nothing is consumed, and it is read as a stream, which knows what
// is wrong with it, and where.
func (r *Reader) unpack() bool {
	if r.packed == nil {
		r.packed = new(inflater)
	}
	buf, _ := r.br.Peek(r.br.Buffered())
	out, taken, err := r.packed.member(buf, r.whole.all, maxMember)
	if err == errMore && len(buf) < r.br.Size() {
		if buf, _ = r.br.Peek(r.br.Size()); len(buf) > 0 {
			out, taken, err = r.packed.member(buf, out, maxMember)
		}
	}
	r.whole = held{all: out}
	if err == nil {
		r.br.Discard(taken)
	}
	return err == nil
}

func (r *Reader) openZstd() (err error) {
	f, err := newFrame(r.br)
	if err != nil {
		return ended(err)
	}
	if err := r.decoder(); err != nil {
		return err
	}
	if err := r.zs.Reset(f); err != nil {
		return ended(err)
	}
	r.content.Reset(r.zs)
	r.body = r.content
	return nil
}

// decoder makes the one decoder of zstd.
func (r *Reader) decoder() (err error) {
	if r.zs != nil {
		return nil
	}
	o := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)}
	if r.dict != nil {
		o = append(o, zstd.WithDecoderDicts(r.dict))
	}
	r.zs, err = zstd.NewReader(nil, o...)
	return err
}

// record reads one record of the open member, and looks whether it ended well.
func (r *Reader) record() (*Record, error) {
	if r.now == plain {
		r.start = r.pos()
	}
	head, err := r.header()
	if err != nil {
		return nil, err
	}
	r.rec = Record{Offset: r.start, Header: parseHeader(head)}
	length, err := strconv.ParseInt(r.rec.Header.Get("Content-Length"), 10, 64)
	switch {
	case err != nil || length < 0:
		return nil, fmt.Errorf("the record says no length (Content-Length %q)", r.rec.Header.Get("Content-Length"))
	case length > maxLength:
		return nil, tooLarge{length, maxLength}
	case length > int64(r.maxBlock()):
		if err := r.discard(length); err != nil {
			return nil, err
		}
		if err := r.leave(); err != nil {
			return nil, err
		}
		return nil, tooLarge{length, int64(r.maxBlock())}
	}
	if r.rec.Block, err = r.take(int(length)); err != nil {
		return nil, ended(err)
	}
	if err := r.leave(); err != nil {
		return nil, err
	}
	r.kind = r.now
	return &r.rec, nil
}

// take gives the next bytes of the member: those of one that is held where they lie.
func (r *Reader) take(n int) ([]byte, error) {
	if r.body == &r.whole {
		return r.whole.take(n)
	}
	if cap(r.block) < n {
		r.block = make([]byte, n)
	}
	_, err := io.ReadFull(r.body, r.block[:n])
	return r.block[:n], err
}

func (r *Reader) maxBlock() int {
	if r.MaxBlock > 0 {
		return r.MaxBlock
	}
	return DefaultMaxBlock
}

// header reads up to the empty line.
func (r *Reader) header() ([]byte, error) {
	first, err := r.body.Peek(len(magicWARC))
	switch {
	case err != nil:
		return nil, ended(err)
	case kindOf(first) == gzipped:
		return nil, errors.New("a gzip file inside gzip; take one of them off")
	case !bytes.Equal(first, magicWARC):
		return nil, errors.New("no WARC record in it")
	}
	r.head = r.head[:0]
	for {
		part, err := r.body.ReadSlice('\n')
		if len(r.head)+len(part) > maxHeader {
			return nil, fmt.Errorf("a header of more than %d bytes", maxHeader)
		}
		r.head = append(r.head, part...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil:
			return nil, ended(err)
		case len(bytes.TrimRight(part, "\r\n")) == 0:
			_, fields, _ := bytes.Cut(r.head, []byte("\n"))
			return fields, nil
		}
	}
}

// discard passes by a block. Real data shrinks to a tenth; of what unpacks to far
// more only the first bytes are unpacked, and the rest is searched for the next
// member as it lies.
func (r *Reader) discard(length int64) error {
	for done := int64(0); done < length; {
		n, err := r.body.Discard(int(min(length-done, 1<<20)))
		done += int64(n)
		if err != nil {
			return ended(err)
		}
		if r.now != plain && done > freeBytes && done > maxRatio*(r.pos()-r.start) {
			return bomb{done, r.pos() - r.start}
		}
	}
	return nil
}

// leave reads the end of a record, and that of its member when it is the last one.
// In a plain file the two line ends must do where the next record is damaged.
func (r *Reader) leave() error {
	ends, err := blanks(r.body)
	var next []byte
	if err == nil {
		next, err = r.body.Peek(len(magicWARC))
	}
	switch {
	case r.now == plain && err == nil && ends < 2 && kindOf(next) == unknown:
		return errors.New("the record does not end where its header says")
	case r.now == plain:
		r.open = false
		return nil
	case bytes.Equal(next, magicWARC):
		return nil
	case len(next) > 0:
		return errors.New("the record does not end where its header says")
	case err == io.EOF: // and the checksum holds
		r.open = false
		return nil
	}
	return ended(err)
}

// blanks passes by the line ends between records: two, by the standard.
func blanks(br source) (ends int, err error) {
	for {
		b, err := br.ReadByte()
		switch {
		case err != nil:
			return ends, err
		case b == '\n':
			ends++
		case b != '\r':
			return ends, br.UnreadByte()
		}
	}
}

// errCut says that the file ended inside a record.
var errCut = errors.New("the file ends inside this record")

func ended(err error) error {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return errCut
	}
	return err
}

type tooLarge struct{ length, limit int64 }

func (e tooLarge) Error() string {
	return fmt.Sprintf("a block of %d bytes, the limit is %d", e.length, e.limit)
}

type bomb struct{ out, in int64 }

func (e bomb) Error() string {
	return fmt.Sprintf("%d bytes unpack to more than %d; what follows in its member is not read", e.in, e.out)
}
