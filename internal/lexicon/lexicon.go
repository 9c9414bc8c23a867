// Package lexicon is the read-only look-up over the compiled data: words with
// their readings, names and fixed phrases, and the tables of rules.
package lexicon

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/isnad/isnad"
)

//go:generate go run ./gen

//go:embed lexicon.bin
var compiled string

// A Lexicon reads one compiled file. It is safe for use by many goroutines.
type Lexicon struct {
	data                      string
	pool, tables, rows, cells string
	stems, phrases            string
	stemSlots, phraseSlots    uint32
	stemTaken, phraseTaken    slotSet
	prefixes, suffixes        []string
	cellSets                  uint32
	byName                    map[string]*Table
	lists                     map[string]map[string]bool
	words                     map[string][]string // of each list, in order
	once                      sync.Once
	firsts                    [firstWords]uint64 // see mayOpen
}

// Open returns the lexicon that the program was built with.
func Open() (*Lexicon, error) { return Read(compiled) }

// Read checks a compiled file and opens it. What it accepts can be looked up
// without fear: see check.
func Read(data string) (*Lexicon, error) {
	if len(data) < headerSize || data[:len(Magic)] != Magic {
		return nil, fmt.Errorf("lexicon: no %s file; run go generate ./internal/lexicon", Magic)
	}
	lx := &Lexicon{data: data}
	for i, part := range []*string{&lx.pool, &lx.tables, &lx.rows, &lx.cells, &lx.stems, &lx.phrases} {
		at := len(Magic) + DigestSize + 8*i
		off, n := u32(data, at), u32(data, at+4)
		if uint64(off)+uint64(n) > uint64(len(data)) {
			return nil, fmt.Errorf("lexicon: section %d ends at byte %d of %d", i, uint64(off)+uint64(n), len(data))
		}
		*part = data[off : off+n]
	}
	if err := lx.check(); err != nil {
		return nil, err
	}
	lx.readAffixes()
	lx.readLists()
	return lx, nil
}

func u32(s string, at int) uint32 {
	_ = s[at+3]
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24 // little-endian
}

func (lx *Lexicon) str(s string, at int) string {
	off := u32(s, at)
	return lx.pool[off : off+u32(s, at+4)]
}

// A Row is a word of the lexicon: one lemma in one sense of grammar.
type Row struct {
	POS      isnad.POS
	Pronoun  bool // takes a pronoun suffix
	Cost     int
	Lemma    string
	Verb     string // folded lemma of the verb it derives from
	Class    string
	ID       string // "verbs:qwl.1"
	Country  string // of nisbas and people words
	Features isnad.Features
}

// Row returns the word row i.
func (lx *Lexicon) Row(i uint32) Row {
	r := lx.rows[int(i)*RowSize:]
	return Row{
		POS: isnad.POS(r[0]), Pronoun: r[1] != 0, Cost: int(uint16(r[2]) | uint16(r[3])<<8), Features: isnad.Features(u32(r, 4)),
		Lemma: lx.str(r, 8), Verb: lx.str(r, 16), Class: lx.str(r, 24), ID: lx.str(r, 32), Country: lx.str(r, 40),
	}
}

// An Entry says that a stem belongs to a row in some cells of its paradigm.
type Entry struct{ Row, Set uint32 }

// A Cell is a place in a paradigm: the affixes round the stem and what they say.
type Cell struct {
	Prefix, Suffix uint8
	Bound          Bound
	Features       isnad.Features
}

// Bound tells whether a pronoun suffix follows.
type Bound uint8

// A form stands alone, only before a pronoun suffix, or both.
const (
	Free Bound = iota
	OnlyBound
	Either
)

// A slotSet says of each slot of a hash whether it is taken. Most of what is looked up
// is not there, and two of three times this tells it without reading the file, which
// no near memory holds.
type slotSet []uint64

func (s slotSet) add(i uint32)      { s[i>>6] |= 1 << (i & 63) }
func (s slotSet) has(i uint32) bool { return s[i>>6]>>(i&63)&1 != 0 }

// Stem appends the entries of a folded stem to buf.
func (lx *Lexicon) Stem(key string, buf []Entry) []Entry {
	mask := lx.stemSlots - 1
	for i := Hash(key) & mask; ; i = (i + 1) & mask {
		if !lx.stemTaken.has(i) {
			return buf
		}
		at := 4 + int(i)*SlotSize
		if lx.str(lx.stems, at) != key {
			continue
		}
		n := u32(lx.stems, at+12)
		e := 4 + int(lx.stemSlots)*SlotSize + int(u32(lx.stems, at+8))*EntrySize
		for ; n > 0; n-- {
			buf = append(buf, Entry{u32(lx.stems, e), u32(lx.stems, e+4)})
			e += EntrySize
		}
		return buf
	}
}

// Cells calls f for each cell of a set that has the two affixes.
func (lx *Lexicon) Cells(set uint32, prefix, suffix uint8, f func(Cell)) {
	at := 4 + int(set)*8
	first, n := int(u32(lx.cells, at)), int(u32(lx.cells, at+4))
	base := 4 + int(lx.cellSets)*8 + first*CellSize
	for ; n > 0; n-- {
		if c := lx.cells[base:]; c[0] == prefix && c[1] == suffix {
			f(Cell{c[0], c[1], Bound(c[2]), isnad.Features(u32(c, 4))})
		}
		base += CellSize
	}
}

// Prefixes and Suffixes of all paradigms; a Cell names them by index.
func (lx *Lexicon) Prefixes() []string { return lx.prefixes }

// Suffixes lists the endings; see Prefixes.
func (lx *Lexicon) Suffixes() []string { return lx.suffixes }

func (lx *Lexicon) readAffixes() {
	if t := lx.Table("affixes"); t != nil && len(t.columns) == 2 {
		for i := 0; i < t.Len(); i++ {
			if t.Cell(i, 0) == "prefix" {
				lx.prefixes = append(lx.prefixes, t.Cell(i, 1))
			} else {
				lx.suffixes = append(lx.suffixes, t.Cell(i, 1))
			}
		}
	}
}
