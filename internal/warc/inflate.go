package warc

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/bits"
)

// An inflater unpacks gzip members that lie whole in memory (RFC 1951, 1952). A
// record is a member of a few kilobytes, so there is no window to carry along: input
// is loaded eight bytes at a time, output is written where it stays, and a match is
// copied from what lies before. The layout of the tables and the loop are those of
// libdeflate (MIT), in Go.
//
// It only ever says yes: of a member that is cut, damaged, too large or merely odd it
// says that it could not, and the streaming reader then reads it and names what is
// wrong. So a fault here can cost time, but not a record, unless it unpacks other bytes
// than were packed with the same checksum; FuzzInflate compares them with compress/flate.
type inflater struct {
	lit, dist, pre      [tableSize]uint32
	fixedLit, fixedDist [tableSize]uint32
	lengths             [288 + 32]uint8
	haveFixed           bool
}

// Entries of tables. Of all: how many bits the code and what belongs to it take, in
// the lowest byte. Of lengths and distances: the bits of the code alone in the next
// four, the base above the lowest 16.
const (
	isLiteral = 1 << 31 // the byte lies above the lowest 16 bits
	isOther   = 1 << 15 // none of the others
	isTable   = 1 << 14 // of these: the second level begins where is told above the lowest 16 bits
	isEnd     = 1 << 13 // of these: the block ends. One with neither is no code

	litBits   = 10 // looked up at once; smaller tables are filled sooner, which counts for members of one kilobyte
	distBits  = 8
	preBits   = 7
	tableSize = 8192 // the first level, and 2^5 entries for each of the places of litBits that go on
	tableMask = tableSize - 1

	slackIn  = 32        // bytes of input behind the place that is read from
	slackOut = 258 + 3*8 // room for a match and for what is written beyond it
)

// Why a member is not unpacked here.
var (
	errMore  = errors.New("its end does not lie in memory")
	errOther = errors.New("damaged, too large or odd")
)

// member unpacks the gzip member at the head of in into the room of out, which it
// makes larger as far as most, and returns how many bytes it takes. Bytes must follow
// the member: they are loaded with it, though not used.
func (d *inflater) member(in, out []byte, most int) (unpacked []byte, taken int, err error) {
	at, err := gzipHeader(in)
	if err != nil {
		return out, 0, err
	}
	out, at, err = d.inflate(in, at, out, most)
	if err != nil {
		return out, 0, err
	}
	if len(in)-at < 8 {
		return out, 0, errMore
	}
	sum, size := binary.LittleEndian.Uint32(in[at:]), binary.LittleEndian.Uint32(in[at+4:])
	if sum != crc32.ChecksumIEEE(out) || size != uint32(len(out)) {
		return out, 0, errOther
	}
	return out, at + 8, nil
}

// gzipHeader is the length of the header of a member, up to its packed data.
func gzipHeader(in []byte) (at int, err error) {
	const text, extra, name, comment = 1, 4, 8, 16
	if len(in) < 10 {
		return 0, errMore
	}
	if in[0] != 0x1f || in[1] != 0x8b || in[2] != 8 || in[3]&^(text|extra|name|comment) != 0 {
		return 0, errOther // a checksum of the header is left to the other reader
	}
	at = 10
	if in[3]&extra != 0 {
		if len(in) < at+2 {
			return 0, errMore
		}
		at += 2 + int(binary.LittleEndian.Uint16(in[at:]))
	}
	for _, flag := range []byte{name, comment} {
		if in[3]&flag == 0 {
			continue
		}
		for ; at < len(in) && in[at] != 0; at++ {
		}
		at++
	}
	if at >= len(in) {
		return 0, errMore
	}
	return at, nil
}

// inflate unpacks the blocks from in[at:] on.
func (d *inflater) inflate(in []byte, at int, out []byte, most int) ([]byte, int, error) {
	s := unpacking{in: in, at: at, out: out[:cap(out)], most: most}
	for last := uint(0); last == 0; {
		if !s.ahead() {
			return s.out[:0], 0, errMore
		}
		s.refill()
		last = s.take(1)
		ok := false
		switch s.take(2) {
		case 0:
			ok = s.stored()
		case 1:
			ok = d.fixed() && s.block(&d.fixedLit, &d.fixedDist)
		case 2:
			ok = d.dynamic(&s) && s.block(&d.lit, &d.dist)
		}
		switch {
		case s.short:
			return s.out[:0], 0, errMore
		case !ok:
			return s.out[:0], 0, errOther
		}
	}
	s.align()
	return s.out[:s.done], s.at, nil
}

// Unpacking is the state of one member.
type unpacking struct {
	in   []byte
	at   int    // next byte to load
	bits uint64 // loaded; beyond those that count stand bits of the same bytes
	n    uint   // that count
	out  []byte
	done int // bytes of out that are written
	most int
	// short says that the input ended first.
	short bool
}

// ahead tells whether enough input lies ahead to load from it a few times.
func (s *unpacking) ahead() bool {
	s.short = s.short || s.at+slackIn > len(s.in)
	return !s.short
}

// refill loads bits until 56 or more count; eight bytes must lie ahead.
func (s *unpacking) refill() {
	s.bits |= binary.LittleEndian.Uint64(s.in[s.at:]) << (s.n & 63)
	s.at += int((63 - s.n) >> 3)
	s.n |= 56
}

// take uses up a few bits.
func (s *unpacking) take(n uint) uint {
	v := uint(s.bits) & (1<<n - 1)
	s.bits >>= n
	s.n -= n
	return v
}

// align gives back what is loaded and goes to the next whole byte.
func (s *unpacking) align() {
	s.at -= int(s.n >> 3)
	s.bits, s.n = 0, 0
}

// room makes place for so many more bytes and the slack behind them.
func (s *unpacking) room(more int) bool {
	need := s.done + more + slackOut
	if need <= len(s.out) {
		return true
	}
	if need > s.most {
		return false
	}
	grown := make([]byte, min(s.most, max(need, 2*len(s.out), 64<<10)))
	copy(grown, s.out[:s.done])
	s.out = grown
	return true
}

func (s *unpacking) stored() bool {
	s.align()
	if s.short = len(s.in)-s.at < 4; s.short {
		return false
	}
	n, not := binary.LittleEndian.Uint16(s.in[s.at:]), binary.LittleEndian.Uint16(s.in[s.at+2:])
	s.at += 4
	if s.short = n == ^not && len(s.in)-s.at < int(n); s.short || n != ^not || !s.room(int(n)) {
		return false
	}
	s.done += copy(s.out[s.done:], s.in[s.at:s.at+int(n)])
	s.at += int(n)
	return true
}

// block unpacks one block of codes. It keeps its state in variables of its own, which
// the compiler holds in registers.
func (s *unpacking) block(lit, dist *[tableSize]uint32) bool {
	in, at, bb, n, out, o := s.in, s.at, s.bits, s.n, s.out, s.done
	inEnd, outEnd := len(in)-slackIn, len(out)-slackOut
	for {
		if at > inEnd {
			s.short = true
			return false
		}
		if o > outEnd {
			s.done = o
			if !s.room(1) {
				return false
			}
			out = s.out
			outEnd = len(out) - slackOut
		}
		bb |= binary.LittleEndian.Uint64(in[at:]) << (n & 63)
		at += int((63 - n) >> 3)
		n |= 56
		e := lit[bb&(1<<litBits-1)]
		if e >= isLiteral { // up to three in a row have at most 30 of the 56 bits
			out[o] = byte(e >> 16)
			o++
			bb >>= e & 63
			n -= uint(e & 63)
			e = lit[bb&(1<<litBits-1)]
			if e >= isLiteral {
				out[o] = byte(e >> 16)
				o++
				bb >>= e & 63
				n -= uint(e & 63)
				e = lit[bb&(1<<litBits-1)]
				if e >= isLiteral {
					out[o] = byte(e >> 16)
					o++
					bb >>= e & 63
					n -= uint(e & 63)
					continue
				}
			}
		}
		if e&isOther != 0 {
			if e&isTable != 0 {
				e = lit[(uint64(e>>16)+bb>>litBits&uint64(1<<(e&15)-1))&tableMask]
			}
			switch {
			case e >= isLiteral:
				out[o] = byte(e >> 16)
				o++
				bb >>= e & 63
				n -= uint(e & 63)
				continue
			case e&isEnd != 0:
				s.at, s.bits, s.n, s.done = at, bb>>(e&63), n-uint(e&63), o
				return true
			case e&isOther != 0:
				return false
			}
		}
		length := int(e>>16) + int(bb&(1<<(e&63)-1)>>(e>>8&15))
		bb >>= e & 63
		n -= uint(e & 63)

		bb |= binary.LittleEndian.Uint64(in[at:]) << (n & 63)
		at += int((63 - n) >> 3)
		n |= 56
		e = dist[bb&(1<<distBits-1)]
		if e&isOther != 0 {
			if e&isTable != 0 {
				e = dist[(uint64(e>>16)+bb>>distBits&uint64(1<<(e&15)-1))&tableMask]
			}
			if e&isOther != 0 {
				return false
			}
		}
		back := int(e>>16) + int(bb&(1<<(e&63)-1)>>(e>>8&15))
		bb >>= e & 63
		n -= uint(e & 63)
		if back > o {
			return false
		}
		end, from := o+length, o-back
		if back >= 8 {
			for o < end {
				binary.LittleEndian.PutUint64(out[o:], binary.LittleEndian.Uint64(out[from:]))
				o, from = o+8, from+8
			}
		} else {
			for ; o < end; o, from = o+1, from+1 {
				out[o] = out[from]
			}
		}
		o = end
	}
}

var order = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamic reads the codes of a block.
func (d *inflater) dynamic(s *unpacking) bool {
	s.refill()
	lits, dists, pres := int(s.take(5))+257, int(s.take(5))+1, int(s.take(4))+4
	if lits > 286 || dists > 30 {
		return false
	}
	var pre [19]uint8
	for i := range pres {
		if i%16 == 0 {
			if !s.ahead() {
				return false
			}
			s.refill()
		}
		pre[order[i]] = uint8(s.take(3))
	}
	if !build(&d.pre, preBits, pre[:], &preEntries) {
		return false
	}
	ls := d.lengths[:lits+dists]
	for i := 0; i < len(ls); {
		if !s.ahead() {
			return false
		}
		s.refill()
		e := d.pre[s.bits&(1<<preBits-1)]
		if e&isOther != 0 {
			return false
		}
		s.take(uint(e & 63))
		v, times := uint8(e>>16), 1
		switch v {
		case 16:
			if i == 0 {
				return false
			}
			v, times = ls[i-1], 3+int(s.take(2))
		case 17:
			v, times = 0, 3+int(s.take(3))
		case 18:
			v, times = 0, 11+int(s.take(7))
		}
		if i+times > len(ls) {
			return false
		}
		for range times {
			ls[i] = v
			i++
		}
	}
	return ls[256] > 0 && build(&d.lit, litBits, ls[:lits], &litEntries) && build(&d.dist, distBits, ls[lits:], &distEntries)
}

func (d *inflater) fixed() bool {
	if d.haveFixed {
		return true
	}
	var ls [288 + 32]uint8
	for i := range ls {
		switch {
		case i < 144:
			ls[i] = 8
		case i < 256:
			ls[i] = 9
		case i < 280:
			ls[i] = 7
		case i < 288:
			ls[i] = 8
		default:
			ls[i] = 5
		}
	}
	d.haveFixed = build(&d.fixedLit, litBits, ls[:288], &litEntries) && build(&d.fixedDist, distBits, ls[288:], &distEntries)
	return d.haveFixed
}

// What symbols mean, to which build adds the bits of their codes.
var preEntries, litEntries, distEntries = entries(preEntry), entries(litEntry), entries(distEntry)

func entries(of func(symbol int) uint32) (t [288]uint32) {
	for symbol := range t {
		t[symbol] = of(symbol)
	}
	return t
}

func preEntry(symbol int) uint32 { return uint32(symbol) << 16 }

func litEntry(symbol int) uint32 {
	switch {
	case symbol < 256:
		return isLiteral | uint32(symbol)<<16
	case symbol == 256:
		return isOther | isEnd
	case symbol < 265:
		return uint32(symbol-254) << 16
	case symbol < 285:
		extra := uint32(symbol-261) / 4
		return ((uint32(symbol-261)%4+4)<<extra+3)<<16 | extra
	case symbol == 285:
		return 258 << 16
	}
	return isOther
}

func distEntry(symbol int) uint32 {
	switch {
	case symbol < 4:
		return uint32(symbol+1) << 16
	case symbol < 30:
		extra := uint32(symbol-2) / 2
		return ((uint32(symbol)%2+2)<<extra+1)<<16 | extra
	}
	return isOther
}

// build makes the table of a code, of so many bits at its first level, from the lengths
// of its words. Codes must be
// complete, but for one of a single word of one bit, and one of none, which no word follows.
func build(t *[tableSize]uint32, first int, lengths []uint8, entries *[288]uint32) bool {
	var count, next [16]int
	for _, l := range lengths {
		count[l&15]++
	}
	count[0] = 0
	code, longest, words := 0, 0, 0
	for l := 1; l < 16; l++ {
		code = (code + count[l-1]) << 1
		next[l] = code
		words += count[l]
		if count[l] > 0 {
			longest = l
		}
	}
	switch left := 1<<15 - total(&count); {
	case left < 0:
		return false
	case left == 0:
	case words == 0 || words == 1 && longest == 1:
		for i := range t[:1<<first] {
			t[i] = isOther
		}
	default:
		return false
	}
	second := uint32(1 << first) // where the next table of the second level begins
	more := uint(max(0, longest-first))
	if more > 0 {
		clear(t[:1<<first])
	}
	for symbol, l := range lengths {
		if l == 0 {
			continue
		}
		e := entries[symbol]
		if e&isOther == 0 || e&isEnd != 0 {
			e += uint32(l) // what follows the code is counted already
			if e < isLiteral && e&isOther == 0 {
				e |= uint32(l) << 8
			}
		}
		word := int(bits.Reverse16(uint16(next[l])) >> (16 - l))
		next[l]++
		if int(l) <= first {
			for i := word; i < 1<<first; i += 1 << l {
				t[i] = e
			}
			continue
		}
		place := word & (1<<first - 1)
		if t[place] == 0 {
			t[place] = isOther | isTable | second<<16 | uint32(more)
			second += 1 << more
		}
		base := int(t[place] >> 16)
		for i := word >> first; i < 1<<more; i += 1 << (int(l) - first) {
			t[(base+i)&tableMask] = e
		}
	}
	return true
}

// total is how much of the room of codes is used, in parts of 2^15.
func total(count *[16]int) (n int) {
	for l := 1; l < 16; l++ {
		n += count[l] << (15 - l)
	}
	return n
}
