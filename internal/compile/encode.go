package compile

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sort"

	"github.com/isnad/isnad/internal/lexicon"
)

// pool holds each string once.
type pool struct {
	bytes []byte
	at    map[string]uint32
}

func (p *pool) put(b []byte, s string) []byte {
	off, ok := p.at[s]
	if !ok {
		off = uint32(len(p.bytes))
		p.at[s] = off
		p.bytes = append(p.bytes, s...)
	}
	return le(b, off, uint32(len(s)))
}

func le(b []byte, xs ...uint32) []byte {
	for _, x := range xs {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return b
}

// Encode writes the compiled file; see internal/lexicon/format.go.
func encode(tables map[string]*Table, w *words, ph phrases) []byte {
	p := &pool{at: map[string]uint32{"": 0}}
	aff := &Table{Name: "affixes", Columns: []string{"kind", "text"}}
	for _, s := range w.prefixes.list {
		aff.Rows = append(aff.Rows, Row{Cells: []string{"prefix", s}})
	}
	for _, s := range w.suffixes.list {
		aff.Rows = append(aff.Rows, Row{Cells: []string{"suffix", s}})
	}
	all := map[string]*Table{"affixes": aff}
	for k, t := range tables {
		all[k] = t
	}
	tb := le(nil, uint32(len(all)))
	for _, name := range sortedKeys(all) {
		tb = encodeTable(tb, p, all[name])
	}
	cells, stems := encodeStems(p, w)
	sections := [][]byte{nil, tb, encodeRows(p, w.rows), cells, stems, encodePhrases(p, ph)}
	sections[0] = p.bytes
	sum := sha256.New()
	for _, s := range sections {
		sum.Write(s)
	}
	out := append([]byte(lexicon.Magic), sum.Sum(nil)[:lexicon.DigestSize]...)
	off := uint32(len(out) + 8*len(sections))
	for _, s := range sections {
		out = le(out, off, uint32(len(s)))
		off += uint32(len(s))
	}
	for _, s := range sections {
		out = append(out, s...)
	}
	return out
}

func encodeTable(b []byte, p *pool, t *Table) []byte {
	b = p.put(b, t.Name)
	b = le(b, uint32(len(t.Columns)), uint32(len(t.Rows)))
	for _, c := range t.Columns {
		b = p.put(b, c)
	}
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			b = p.put(b, c)
		}
	}
	return b
}

func encodeRows(p *pool, rows []lexicon.Row) (b []byte) {
	for _, r := range rows {
		pron := byte(0)
		if r.Pronoun {
			pron = 1
		}
		b = append(b, byte(r.POS), pron, byte(r.Cost), byte(r.Cost>>8))
		b = le(b, uint32(r.Features))
		for _, s := range []string{r.Lemma, r.Verb, r.Class, r.ID, r.Country} {
			b = p.put(b, s)
		}
		b = le(b, 0, 0)
	}
	return b
}

func encodeStems(p *pool, w *words) (cells, stems []byte) {
	var sets [][]lexicon.Cell
	index := map[string]uint32{}
	printed := map[lexicon.Cell]string{} // sets share few cells, and printing is the slow part
	text := func(c lexicon.Cell) string {
		s, ok := printed[c]
		if !ok {
			s = fmt.Sprint(c)
			printed[c] = s
		}
		return s
	}
	set := func(m map[lexicon.Cell]bool) uint32 {
		var cs []lexicon.Cell
		for c := range m {
			cs = append(cs, c)
		}
		sort.Slice(cs, func(i, j int) bool { return text(cs[i]) < text(cs[j]) })
		k := ""
		for _, c := range cs {
			k += text(c)
		}
		if i, ok := index[k]; ok {
			return i
		}
		index[k] = uint32(len(sets))
		sets = append(sets, cs)
		return index[k]
	}
	var entries []byte
	h := newHash(len(w.stems))
	for _, stem := range sortedKeys(w.stems) {
		first := uint32(len(entries) / lexicon.EntrySize)
		var rows []uint32
		for r := range w.stems[stem] {
			rows = append(rows, r)
		}
		sort.Slice(rows, func(i, j int) bool { return rows[i] < rows[j] })
		for _, r := range rows {
			entries = le(entries, r, set(w.stems[stem][r]))
		}
		h.put(p, stem, first, uint32(len(rows)))
	}
	cells = le(nil, uint32(len(sets)))
	n := uint32(0)
	for _, s := range sets {
		cells = le(cells, n, uint32(len(s)))
		n += uint32(len(s))
	}
	for _, s := range sets {
		for _, c := range s {
			cells = append(cells, c.Prefix, c.Suffix, byte(c.Bound), 0)
			cells = le(cells, uint32(c.Features))
		}
	}
	return cells, append(h.bytes(), entries...)
}

func encodePhrases(p *pool, ph phrases) []byte {
	h := newHash(len(ph))
	var values []byte
	for _, key := range sortedKeys(ph) {
		h.put(p, key, uint32(len(values)/lexicon.EntrySize), uint32(len(ph[key])))
		for _, v := range ph[key] {
			values = le(values, v.Kind, v.Row)
		}
	}
	return append(h.bytes(), values...)
}

// hash is the open-addressed table of the file, at most half full.
type hash struct {
	slots []byte
	mask  uint32
}

func newHash(n int) *hash {
	size := 2
	for size < 2*n {
		size *= 2
	}
	return &hash{make([]byte, size*lexicon.SlotSize), uint32(size - 1)}
}

func (h *hash) put(p *pool, key string, first, n uint32) {
	for i := lexicon.Hash(key) & h.mask; ; i = (i + 1) & h.mask {
		s := h.slots[int(i)*lexicon.SlotSize:][:lexicon.SlotSize]
		if binary.LittleEndian.Uint32(s[4:]) != 0 {
			continue
		}
		copy(s, le(p.put(nil, key), first, n))
		return
	}
}

func (h *hash) bytes() []byte { return append(le(nil, h.mask+1), h.slots...) }
