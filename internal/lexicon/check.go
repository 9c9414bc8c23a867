package lexicon

import "fmt"

var tableOf = [...]string{
	KindState: "states", KindNisba: "states", KindCapital: "states", KindSeat: "states", KindOrganisation: "organisations",
	KindPerson: "persons", KindPlace: "places", KindAgent: "agents", KindReporting: "reporting", KindCompound: "particles",
	KindMonth: "months", KindSurname: "persons", KindTrigger: "events", KindLight: "light", KindClass: "classes", KindHint: "hints",
}

// TableOf names the table whose rows a kind of phrase counts.
func TableOf(kind uint32) string { return tableOf[kind] }

// check goes over the whole file once, so that no look-up needs to doubt what it
// reads: every string lies in the pool, every index in its section, and both
// hashes have a free slot, at which a look-up of an unknown word ends. Three
// milliseconds for 13 MB.
func (lx *Lexicon) check() error {
	for _, step := range []func() error{lx.checkTables, lx.checkRows, lx.checkCells, lx.checkStems, lx.checkPhrases} {
		if err := step(); err != nil {
			return fmt.Errorf("lexicon: damaged file: %w; run go generate ./internal/lexicon", err)
		}
	}
	return nil
}

// inPool tells whether the string at a byte of a section lies in the pool.
func (lx *Lexicon) inPool(s string, at int) bool {
	return uint64(u32(s, at))+uint64(u32(s, at+4)) <= uint64(len(lx.pool))
}

// checkTables also makes the tables: their sizes stand before what they hold.
func (lx *Lexicon) checkTables() error {
	if len(lx.tables) < 4 {
		return fmt.Errorf("no tables")
	}
	lx.byName = map[string]*Table{}
	n, at := u32(lx.tables, 0), 4
	for ; n > 0; n-- {
		if len(lx.tables)-at < 16 {
			return fmt.Errorf("tables end at byte %d", at)
		}
		columns, rows := uint64(u32(lx.tables, at+8)), uint64(u32(lx.tables, at+12))
		room := uint64(len(lx.tables)-at-16) / 8
		if columns == 0 || columns > room || rows > (room-columns)/columns {
			return fmt.Errorf("the table at byte %d says %d columns and %d rows", at, columns, rows)
		}
		end := at + 16 + 8*int(columns*(rows+1))
		for i := at; i < end; i += 8 {
			if i != at+8 && !lx.inPool(lx.tables, i) {
				return fmt.Errorf("a table's string at byte %d lies outside", i)
			}
		}
		t := &Table{lx: lx, name: lx.str(lx.tables, at), rows: int(rows)}
		for i := at + 16; i < at+16+8*int(columns); i += 8 {
			t.columns = append(t.columns, lx.str(lx.tables, i))
		}
		t.cells = lx.tables[at+16+8*int(columns) : end]
		lx.byName[t.name] = t
		at = end
	}
	return nil
}

func (lx *Lexicon) checkRows() error {
	if len(lx.rows)%RowSize != 0 {
		return fmt.Errorf("%d bytes of rows", len(lx.rows))
	}
	for at := 0; at < len(lx.rows); at += RowSize {
		for k := 8; k <= 40; k += 8 {
			if !lx.inPool(lx.rows, at+k) {
				return fmt.Errorf("row %d has a string outside", at/RowSize)
			}
		}
	}
	return nil
}

func (lx *Lexicon) checkCells() error {
	if len(lx.cells) < 4 {
		return fmt.Errorf("no cells")
	}
	lx.cellSets = u32(lx.cells, 0)
	body := uint64(lx.cellSets)*8 + 4
	if body > uint64(len(lx.cells)) {
		return fmt.Errorf("%d sets of cells", lx.cellSets)
	}
	cells := (uint64(len(lx.cells)) - body) / CellSize
	for i := range int(lx.cellSets) {
		if at := 4 + 8*i; uint64(u32(lx.cells, at))+uint64(u32(lx.cells, at+4)) > cells {
			return fmt.Errorf("set of cells %d ends behind the last", i)
		}
	}
	return nil
}

func (lx *Lexicon) checkStems() (err error) {
	rows := uint32(len(lx.rows) / RowSize)
	lx.stemSlots, lx.stemTaken, err = lx.checkHash(lx.stems, 12, func(row, set uint32) bool { return row < rows && set < lx.cellSets })
	if err != nil {
		return fmt.Errorf("stems: %w", err)
	}
	return nil
}

func (lx *Lexicon) checkPhrases() (err error) {
	var rows [len(tableOf)]uint32
	for kind, name := range tableOf {
		if t := lx.byName[name]; t != nil {
			rows[kind] = uint32(t.rows)
		}
	}
	lx.phraseSlots, lx.phraseTaken, err = lx.checkHash(lx.phrases, 4, func(kind, row uint32) bool { return int(kind) < len(rows) && row < rows[kind] })
	if err != nil {
		return fmt.Errorf("phrases: %w", err)
	}
	return nil
}

// checkHash checks one of the two hashes. A slot whose number at byte free is zero
// is free; ok judges an entry.
func (lx *Lexicon) checkHash(s string, free int, ok func(a, b uint32) bool) (slots uint32, taken slotSet, err error) {
	if len(s) < 4 {
		return 0, nil, fmt.Errorf("no slots")
	}
	slots = u32(s, 0)
	body := uint64(slots)*SlotSize + 4
	if slots == 0 || slots&(slots-1) != 0 || body > uint64(len(s)) {
		return 0, nil, fmt.Errorf("%d slots", slots)
	}
	entries := (uint64(len(s)) - body) / EntrySize
	room := false
	taken = make(slotSet, slots>>6+1)
	for at := 4; at < int(body); at += SlotSize {
		if u32(s, at+free) == 0 {
			room = true
		} else {
			taken.add(uint32(at / SlotSize))
		}
		if !lx.inPool(s, at) || uint64(u32(s, at+8))+uint64(u32(s, at+12)) > entries {
			return 0, nil, fmt.Errorf("slot %d points outside", at/SlotSize)
		}
	}
	if !room {
		return 0, nil, fmt.Errorf("no free slot")
	}
	for i := range int(entries) {
		if at := int(body) + i*EntrySize; !ok(u32(s, at), u32(s, at+4)) {
			return 0, nil, fmt.Errorf("entry %d names what is not there", i)
		}
	}
	return slots, taken, nil
}
