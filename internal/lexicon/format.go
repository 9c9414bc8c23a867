package lexicon

// The embedded file, version 2. All numbers are little-endian; a string is its
// offset (uint32) and length (uint32) in the pool.
//
//	header    magic "isnadlx2", the first eight bytes of the SHA-256 of the sections, then six sections
//	          as offset and length (uint32 each): pool, tables, rows, cells, stems, phrases
//	pool      bytes of all strings, each stored once
//	tables    count; then for each: name (string), columns, rows (uint32 each), column names, cells row by row
//	rows      the word rows: see Row; RowSize bytes each
//	cells     count of sets; for each set its first cell and count; then the cells: prefix, suffix (uint8
//	          index of the affix table), bound (uint8), zero, features (uint32)
//	stems     an open-addressed hash: slots (power of two), each string and entry offset and count; then
//	          the entries: row (uint32), set of cells (uint32)
//	phrases   an open-addressed hash over folded words joined by one blank: string, kind bits and value offset
//	          and count, then values: kind (uint32), row of its table (uint32). A slot of no values is a prefix
//
// Nothing is decoded at start-up: a look-up reads the bytes where they lie.
const (
	Magic      = "isnadlx2"
	DigestSize = 8
	RowSize    = 56
	CellSize   = 8
	SlotSize   = 16
	EntrySize  = 8
	headerSize = len(Magic) + DigestSize + 6*8
)

// Hash is the hash of the file's two tables: FNV-1a, 32 bits, finished by a multiply so that the low bits mix.
func Hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return Finish(h)
}

// Finish mixes the low bits of a running FNV sum.
func Finish(h uint32) uint32 { return (h ^ h>>15) * 0x2c1b3c6d }
