package learn

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"
)

// magic begins compiled models; its number changes with the form or the hash.
const magic = "isnad weights 1\n"

// Compile writes models as the program carries them, without names: of each its name, bias, and its features with
// their weights in thousandths. Features stand in the order of their slots, so that reading fills the
// tables from front to back.
func Compile(ms Models) ([]byte, error) {
	var names []string
	for n := range ms {
		names = append(names, n)
	}
	sort.Strings(names)
	out := binary.AppendUvarint([]byte(magic), uint64(len(names)))
	for _, n := range names {
		m := ms[n]
		list := make([]weighted, 0, m.Weights.Len())
		for f, x := range m.Weights.All() {
			list = append(list, weighted{f, x})
		}
		slices.SortFunc(list, func(a, b weighted) int {
			if mix(a.feature) < mix(b.feature) {
				return -1
			}
			return 1
		})
		out = binary.AppendUvarint(out, uint64(len(n)))
		out = append(out, n...)
		out = binary.AppendVarint(out, thousandths(m.Bias))
		out = binary.AppendUvarint(out, uint64(len(list)))
		for _, s := range list {
			w := thousandths(float64(s.weight))
			if w != int64(int16(w)) {
				return nil, fmt.Errorf("compile scorers: a weight of %s is %d thousandths, more than the form holds", n, w)
			}
			out = binary.LittleEndian.AppendUint64(out, uint64(s.feature))
			out = binary.LittleEndian.AppendUint16(out, uint16(w))
		}
	}
	return out, nil
}

func thousandths(x float64) int64 { return int64(math.Round(x * 1000)) }

const record = 10 // bytes of a feature and its weight

// Load reads what Compile wrote.
func Load(b []byte) (Models, error) {
	damaged := fmt.Errorf("read scorers: damaged, or written by another version: run go run ./cmd/isnad train")
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return nil, damaged
	}
	b = b[len(magic):]
	bad := false
	number := func(x uint64, n int) uint64 {
		if bad = bad || n <= 0; bad {
			return 0
		}
		b = b[n:]
		return x
	}
	ms := Models{}
	for k := number(binary.Uvarint(b)); k > 0 && !bad; k-- {
		n := number(binary.Uvarint(b))
		if bad || n > uint64(len(b)) {
			return nil, damaged
		}
		name := string(b[:n])
		b = b[n:]
		bias, n2 := binary.Varint(b)
		number(0, n2)
		n = number(binary.Uvarint(b))
		if bad || n > uint64(len(b)/record) {
			return nil, damaged
		}
		m := &Model{Bias: float64(bias) / 1000}
		m.Weights.grow(int(n))
		for ; n > 0; n-- {
			m.Weights.put(weighted{Feature(binary.LittleEndian.Uint64(b)), float32(int16(binary.LittleEndian.Uint16(b[8:]))) / 1000})
			b = b[record:]
		}
		ms[name] = m
	}
	if bad || len(b) > 0 {
		return nil, damaged
	}
	return ms, nil
}
