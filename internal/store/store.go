// Package store keeps documents, events and what is counted of them, and answers
// queries. Store is what the rest of the program sees; its backends are SQLite and
// PostgreSQL (docs/store.md).
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
)

// A Store answers queries. It is safe for many goroutines, and for many processes
// beside one that writes. Methods that answer a query take its filter; Events,
// Documents and Each also its group and sample, Events and Documents its sort. All lists are in a fixed
// order. Lists of a page end with a cursor; "" says there is no more.
type Store interface {
	// Write begins a run of writing: in a folder one at a time in all processes, in
	// PostgreSQL many.
	Write(ctx context.Context, o WriteOptions) (Writer, error)

	Event(ctx context.Context, id string) (Event, error)       // *Gone when it was superseded, ErrNotFound
	Document(ctx context.Context, id string) (Document, error) // ErrNotFound

	Events(ctx context.Context, q query.Query, p Page) (events []Event, next string, err error)
	Each(ctx context.Context, q query.Query, o EachOptions, f func(*Event) error) error // all of them, oldest first, without a page
	Documents(ctx context.Context, q query.Query, p Page) (hits []Hit, next string, err error)
	Count(ctx context.Context, q query.Query) (Count, error)

	Series(ctx context.Context, q query.Query, by Unit, split string) ([]Point, error)        // split: "", type, quad or outlet
	Pairs(ctx context.Context, q query.Query, limit int) (pairs []Pair, total int, err error) // most reports first
	Top(ctx context.Context, q query.Query, field string, limit int) (top []Tally, err error) // field: type, quad, mode, context, actor, recipient, speaker, sector, outlet, place, country, stance, aux
	Names(ctx context.Context, entity string, outlet string) ([]Naming, error)                // how an entity is named, by outlet and month of publication
	Attribution(ctx context.Context, q query.Query, limit int) ([]Said, error)                // whose word: speaker and stance
	Places(ctx context.Context, q query.Query, admin1 bool, limit int) (Places, error)        // or provinces; most happenings first

	Outlets(ctx context.Context) ([]Outlet, error)
	Days(ctx context.Context) ([]string, error)                                              // of publication: days on which documents were collected
	Entities(ctx context.Context, name string, p Page) (es []Entity, next string, err error) // by any of their names, in part; "" all
	Entity(ctx context.Context, id string) (Entity, error)
	Stories(ctx context.Context, q query.Query, p Page) (stories []Story, next string, err error)
	StoryWith(ctx context.Context, is func(document string) bool) (story string, err error) // of the first document that it is; ErrNotFound. It reads the ids of all documents
	Changes(ctx context.Context, since int64, limit int) (changes []Change, cursor int64, err error)

	Warm(ctx context.Context) error // read into memory what answers counts quickly, 20 bytes an event: for servers
	Runs(ctx context.Context) ([]Run, error)
	Info(ctx context.Context) (Info, error)
	Check(ctx context.Context) (problems []string, err error)
	Close() error
}

// A Writer takes documents one after another. What was put is there for readers
// after the next Commit, or after so many documents when the writer commits by
// itself; a document is always stored whole or not at all. Close without Commit
// drops what came after the last commit.
type Writer interface {
	Put(ctx context.Context, d *Doc) error
	Commit(ctx context.Context) error
	Counts() Counts
	Close() error
}

// WriteOptions of a run of writing.
type WriteOptions struct {
	Manifest  []byte // JSON that tells what the run is; kept with its counts
	Now       time.Time
	Bulk      bool // not in PostgreSQL: drop the indexes, load, build them again: for a million events, not for ten
	BatchSize int  // events of one transaction, 20,000 when 0; PostgreSQL takes fewer, by documents
}

// Counts of a run of writing.
type Counts struct {
	Documents, Replaced, Unchanged int // of documents put
	Events, Removed                int // event records added, records tombstoned
}

// A Doc is a document as it is put: Prepare it first. Either half may be missing: a record without
// events leaves the events as they are, and events without a record leave the
// record.
type Doc struct {
	ID        string
	Record    *export.Document
	Events    []export.Event
	HasEvents bool // Events are all that the document has; false: nothing is known of them
	Append    bool // Events come beside those that are stored, and win where they have the id of one

	record, events, terms []byte // as they are stored, packed
	lines                 [][]byte
	forms                 [3]string // of the words of the text, as they are indexed
	packed                bool
}

// A Page asks for so many rows after a cursor. Limit 0 is 50.
type Page struct {
	Limit  int
	Cursor string
}

// EachOptions of a walk over all rows.
type EachOptions struct {
	UpTo     int64 // only what was stored up to this cursor (Info.Cursor); 0 all
	Document bool  // fill Event.Source.Text and the document's title too
}

// An Event is a stored record with what its document tells.
type Event struct {
	export.Event
	Cursor     int64       `json:"-"`
	Supersedes string      `json:"-"` // id of the record it took the place of
	Source     Source      `json:"-"`
	Reports    int         `json:"-"` // of its happening that match; 0 when the query groups by report
	Outlets    int         `json:"-"` // that tell of the happening, of those reports
	Highlights []Highlight `json:"-"`
	Raw        []byte      `json:"-"` // the record as one line of JSON, as it was added
}

// A Source is what an event's document tells of itself.
type Source struct {
	Document, URL, Outlet, Title, Published, Lang, Text string
}

// A Highlight is where words of the query stand, in code points of the text.
type Highlight struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// A Document is a stored document with its events in the order of the text.
type Document struct {
	export.Document
	Stored bool // false: only its events are known
	Cursor int64
	Events []Event
	Raw    []byte
}

// A Hit is a document that answers a query.
type Hit struct {
	Source
	Story      string
	Events     int         // of the document
	Highlights []Highlight // of the text
	Snippet    Snippet
}

// A Snippet is the stretch of text round the first highlight, or its beginning.
// Start is where it begins in the text, in code points; Highlights count from there too.
type Snippet struct {
	Text  string
	Start int
}

// A Count tells how much answers a query.
type Count struct {
	Happenings int `json:"happenings"`
	Reports    int `json:"reports"`
	Documents  int `json:"documents"`
	Outlets    int `json:"outlets"`
}

// Rows is how many rows a list has.
func (c Count) Rows(g query.Group) int {
	if g == query.Report {
		return c.Reports
	}
	return c.Happenings
}

// A Unit is a stretch of time.
type Unit string

// Units of a time series.
const (
	ByDay   Unit = "day"
	ByMonth Unit = "month"
	ByYear  Unit = "year"
)

// A Point is a count of one stretch of time and one value of the split. A
// happening is counted where its first report has it. Time "" is undated.
type Point struct {
	Time       string `json:"time"`
	Key        string `json:"key"`
	Reports    int    `json:"reports"`
	Happenings int    `json:"happenings"`
}

// A Pair is who does to whom, by country.
type Pair struct {
	Actor      string `json:"actor"`
	Recipient  string `json:"recipient"`
	Reports    int    `json:"reports"`
	Happenings int    `json:"happenings"`
	Quads      [4]int `json:"quads"` // reports of quad 1 to 4
}

// A Tally is a value and how many records have it.
type Tally struct {
	Key        string `json:"key"`
	Label      string `json:"label"`
	Reports    int    `json:"reports"`
	Happenings int    `json:"happenings"`
}

// A Naming is one wording for an entity in an outlet and month.
type Naming struct {
	Outlet string `json:"outlet"`
	Month  string `json:"month"`
	Text   string `json:"text"`
	Count  int    `json:"count"`
}

// Said is whose word events are.
type Said struct {
	Speaker string `json:"speaker"`
	Name    string `json:"name"`
	Country string `json:"country"`
	Sector  string `json:"sector"`
	Stance  string `json:"stance"` // Speaker is an entity's id or ""
	Reports int    `json:"reports"`
}

// Places are where events are, and of how many that is not known.
type Places struct {
	Rows     []PlaceTally `json:"rows"`
	Total    int          `json:"total"`     // places
	Unknown  int          `json:"unknown"`   // reports that name none
	Tolls    int          `json:"tolls"`     // reports with a place that tell of a number of dead
	TollsCut bool         `json:"tolls_cut"` // the ranges are those of the newest 400
}

// A PlaceTally is a place and what happened there. Dead is the least and the most that a report tells.
type PlaceTally struct {
	Name       string   `json:"name"`
	Country    string   `json:"country"`
	Admin1     string   `json:"admin1"`
	Lat        *float64 `json:"lat"`
	Lon        *float64 `json:"lon"`
	Reports    int      `json:"reports"`
	Happenings int      `json:"happenings"`
	Dead       *[2]int  `json:"dead"`
}

// An Outlet is who publishes, and when documents of it were collected.
type Outlet struct {
	Name      string     `json:"name"`
	First     string     `json:"first"`
	Last      string     `json:"last"` // days of publication
	Documents int        `json:"documents"`
	Coded     int        `json:"coded"`
	Reports   int        `json:"reports"` // Coded: documents with an event
	Days      []DayCount `json:"days"`
}

// A DayCount is the documents of one day.
type DayCount struct {
	Day       string `json:"day"`
	Documents int    `json:"documents"`
}

// An Entity is who or what parties are. An ID that begins with ~ is made from
// the name: the gazetteer does not know it, and it may be a private person.
type Entity struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	NameEn  string  `json:"name_en"`
	Kind    string  `json:"kind"`
	Country string  `json:"country"`
	Reports int     `json:"reports"`
	Names   []Tally `json:"names"` // wordings, most first
}

// A Story is a group of documents.
type Story struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	First     string `json:"first"`
	Last      string `json:"last"`
	Documents int    `json:"documents"`
	Outlets   int    `json:"outlets"`
	Reports   int    `json:"reports"`
}

// A Change is an event that was added or took a new form, or is gone. Cursor
// rises; ask again with the last one.
type Change struct {
	Cursor    int64
	ID        string
	Document  string
	Gone      bool
	Successor string // of one that is gone, "" none
	Event     *Event // nil when gone
}

// A Run is one run of writing.
type Run struct {
	N        int64
	Started  string // RFC 3339, UTC
	Manifest []byte
	Counts   Counts
	Finished bool
}

// Info tells what a store holds.
type Info struct {
	Schema     int    `json:"schema"`
	Documents  int    `json:"documents"`
	Events     int    `json:"events"`
	Happenings int    `json:"happenings"`
	Entities   int    `json:"entities"`
	Outlets    int    `json:"outlets"`
	Stories    int    `json:"stories"`
	Gone       int    `json:"gone"`
	Runs       int    `json:"runs"`
	First      string `json:"first"`
	Last       string `json:"last"`   // days of events
	Cursor     int64  `json:"cursor"` // of the last change
	Bytes      int64  `json:"bytes"`
	Loading    bool   `json:"loading"` // a bulk load has not ended: lists are slow, counts incomplete
	Version    string `json:"version"`
	Lexicon    string `json:"lexicon"` // of the coder that wrote last
}

// ErrNotFound says that there is no such record.
var ErrNotFound = errors.New("not found")

// A DocError says that a document cannot be stored for what it is. Nothing of it
// was; the writer goes on.
type DocError struct{ cause error }

func (e *DocError) Error() string { return e.cause.Error() }
func (e *DocError) Unwrap() error { return e.cause }

// Gone says that a record was taken back or superseded.
type Gone struct{ ID, Successor string }

func (g *Gone) Error() string {
	if g.Successor == "" {
		return fmt.Sprintf("event %s is gone: its document was coded again without it", g.ID)
	}
	return fmt.Sprintf("event %s is gone: %s took its place", g.ID, g.Successor)
}
