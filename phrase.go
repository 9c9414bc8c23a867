package isnad

// A Name is a run of tokens that the gazetteer knows, or that has the shape of a name.
type Name struct {
	Tokens   Range
	Kind     NameKind
	Rows     []uint32   // rows of the table of that kind, all that fit; nil for a name known by its shape alone or put together
	Cut      int        // bytes of proclitics before the name in the first token's folded form
	Also     []NameKind // other kinds the same words have; of a body put together, the states and places named in it
	AlsoRows []uint32   // a row of each of them
	Country  string     // of a known person, ""  when it is not one
}

// NameKind is the table that knows a name.
type NameKind uint8

// Kinds of names, the strongest first: of two readings of the same words the
// first wins where nothing else decides.
const (
	NameState NameKind = iota + 1
	NameOrganisation
	NamePerson
	NameCapital
	NameSeat
	NamePlace
	NameShape // given names and unknown words with the shape of a name: a person, most likely
)

var nameKinds = [...]string{"", "state", "organisation", "person", "capital", "seat", "place", "shape"}

// String names the kind.
func (k NameKind) String() string { return nameKinds[k] }

// A Phrase is a noun phrase with names as units, without its preposition.
// Phrases are flat and in order; coordinated phrases are phrases of their own.
type Phrase struct {
	Tokens   Range
	Head     int    // token index of the head noun
	Prep     int    // token index of the governing preposition (a clitic one stands in the first token), -1 none
	PrepWord string // folded lemma of the preposition, "" none
	Name     int    // index of Document.Names when the phrase is or holds a name in apposition, -1 none
	Coord    int    // index of the first phrase of its coordination, itself when it is alone or first
	Genitive int    // phrase index of the idafa's first term when this is its second, -1 none
	Sentence int
	Extends  int // phrase index of the same phrase without its prepositional complement, -1 none
}

// A Date is a time expression in the text.
type Date struct {
	Tokens      Range
	Value       string // ISO 8601: 2014, 2014-10, 2014-10-22
	End         string // last day of a range, "" for a point
	Granularity string // day, week, month, season, year, decade
	Basis       string // text (absolute), publication (relative to it)
	Calendar    string // gregorian, hijri, jalali
	Sentence    int
}

// A Place is a name read as a place, one of possibly several of that name.
type Place struct {
	Name       int    // index of Document.Names
	Canonical  string // as the gazetteer writes it
	Country    string
	Admin1     string
	Kind       string // city, region, country, camp, ...
	Lat, Lon   float64
	Located    bool // Lat and Lon are known
	Row        string
	Candidates int // gazetteer rows that the name could be
}
