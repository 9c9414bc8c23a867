package fetch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/warc"
)

// Options of a run.
type Options struct {
	Dir          string // holds warc/, state/ and the records
	Records      string // folder of the records below Dir
	Token        string // product token, by which robots.txt names us
	Agent        string // User-Agent; begins with the token
	AllowPrivate bool
	Limits       Limits
	WARCSize     int64         // bytes, behind which an archive goes on in the next file; 1 GB when 0
	Patience     time.Duration // how long a round waits for a host that asks for time; half a minute when 0
	Now          func() time.Time
	Sleep        func(context.Context, time.Duration) error
	Code         func(Page) (Result, error)
	Memory       func() Memory // an empty one for an outlet; nil when the coder remembers nothing
	Fault        func(isnad.Diagnostic)
}

// A Page is what was fetched, on its way to the coder.
type Page struct {
	Outlet *Outlet
	URL    string       // where redirects led
	Date   string       // day of publication as the list has it, ""
	Record *warc.Record // as it is in the archive
	Memory Memory       // of the pages of the outlet that were coded before, in order
}

// A Memory is what the coder remembers of the pages of an outlet. The journal keeps what
// each page adds to it, so that it is the same in a run that was broken off.
type Memory interface {
	Add([]byte) error // Result.Seen of a page, or a whole memory
	MarshalBinary() ([]byte, error)
}

// A Result is what the coder makes of a page.
type Result struct {
	Coded   bool   // false when there is no article in it
	Same    string // where else the page says that it stands, "" nowhere
	Records []byte // whole lines for the file of records
	Seen    []byte // what Memory is to remember of the page
}

// Shared is what the watchers of one run have in common.
type Shared struct {
	Options
	client *client
	hosts  hosts

	mu       sync.Mutex
	counts   Counts
	requests int
}

// NewShared prepares a run and its folders.
func NewShared(o Options) (*Shared, error) {
	o.Limits = o.Limits.withDefaults()
	o.WARCSize, o.Patience = or(o.WARCSize, 1<<30), or(o.Patience, 30*time.Second)
	for _, d := range []string{"warc", "state", o.Records} {
		if err := os.MkdirAll(filepath.Join(o.Dir, d), 0o755); err != nil {
			return nil, err
		}
	}
	return &Shared{Options: o, client: newClient(o.Agent, o.AllowPrivate, o.Limits), hosts: hosts{gates: map[string]*gate{}}, counts: Counts{}}, nil
}

// Counts are the outcomes of all rounds of this run, also of what an earlier run
// did of a round that it did not end, and how many requests were made.
func (s *Shared) Counts() (c Counts, requests int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.counts), s.requests
}

func (s *Shared) count(c Counts, sign, requests int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for o, n := range c {
		s.counts[o] += sign * n
	}
	s.requests += requests
}

// A Watcher works for one outlet. It is used by one goroutine.
type Watcher struct {
	s       *Shared
	o       *Outlet
	sites   map[string]bool
	state   *state
	journal *journal
	archive archive
	records *os.File
	written int64 // bytes of records
}

// Open reads the journal of an outlet and cuts its archive and records back to
// what the journal knows of.
func Open(s *Shared, o *Outlet) (*Watcher, error) {
	w := &Watcher{s: s, o: o, sites: map[string]bool{}, state: newState()}
	if s.Memory != nil {
		w.state.memory = s.Memory()
	}
	for _, list := range [][]string{o.Feeds, o.Sitemaps, o.Sections} {
		for _, l := range list {
			u, err := parseURL(l)
			if err != nil {
				return nil, err
			}
			w.sites[site(u)] = true
		}
	}
	for _, d := range o.Sites {
		w.sites[d] = true
	}
	var err error
	w.journal, err = openJournal(filepath.Join(s.Dir, "state", o.ID+".jsonl"), w.state.fold)
	if err != nil {
		return nil, err
	}
	if err := w.open(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	for h, x := range w.state.Hosts {
		s.hosts.asked(h, x.Last)
	}
	if w.state.Open {
		s.count(w.state.Counts, 1, w.Requests())
	}
	return w, nil
}

func (w *Watcher) open() error {
	info := fmt.Sprintf("software: %s\r\nformat: WARC File Format 1.1\r\noutlet: %s\r\n", w.s.Agent, w.o.Name)
	if w.o.Country != "" {
		info += "country: " + w.o.Country + "\r\n"
	}
	if w.o.Language != "" {
		info += "language: " + w.o.Language + "\r\n"
	}
	w.archive = archive{dir: filepath.Join(w.s.Dir, "warc"), outlet: w.o.ID, info: info, limit: w.s.WARCSize}
	path := filepath.Join(w.s.Dir, w.s.Records, w.o.ID+".jsonl")
	if w.journal.size == 0 { // what others wrote is not ours to cut
		for _, p := range []string{path, filepath.Join(w.archive.dir, w.archive.numbered(1))} {
			if info, err := os.Stat(p); err == nil && info.Size() > 0 {
				return fmt.Errorf("%s is there, but %s is not, which tells what was done", p, w.journal.path)
			}
		}
	}
	if w.state.Out != "" && w.state.Out != w.s.Records {
		return fmt.Errorf("outlet %s was begun with its records in %s, and not in %s", w.o.ID, w.state.Out, w.s.Records)
	}
	err := w.archive.open(w.state.WARC, w.state.Size)
	if err != nil {
		return err
	}
	w.records, err = reopen(path, w.state.Records)
	w.written = w.state.Records
	if errors.Is(err, os.ErrNotExist) { // the first run, or they were taken away
		w.written = 0
		w.records, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	}
	return err
}

// Close closes the files. Whatever was finished is on the disk already.
func (w *Watcher) Close() error {
	err := w.journal.f.Close()
	for _, f := range []*os.File{w.archive.f, w.records} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}

// Counts are the outcomes of the round that is on, or of the last one.
func (w *Watcher) Counts() Counts { return maps.Clone(w.state.Counts) }

// Requests is how many exchanges were made in that round.
func (w *Watcher) Requests() (n int) {
	for _, h := range w.state.Hosts {
		n += h.Spent
	}
	return n
}

// Number is that of the round, from 1.
func (w *Watcher) Number() int { return w.state.Round }

// Pending is how many pages wait.
func (w *Watcher) Pending() int { return len(w.state.Pending) }

// Begun is when the last round began; the zero time when there was none.
func (w *Watcher) Begun() time.Time { return w.state.Begun }

// Open tells whether a round was begun and not ended.
func (w *Watcher) Open() bool { return w.state.Open }

// commit finishes a step: what it wrote is on the disk before the journal says so.
func (w *Watcher) commit(p *step) error {
	p.At = w.s.Now().UTC()
	if p.Kind == stepPage {
		if w.archive.f != nil {
			if err := w.archive.f.Sync(); err != nil {
				return err
			}
		}
		if err := w.records.Sync(); err != nil {
			return err
		}
	}
	p.WARC, p.Size, p.Out, p.Records = w.archive.name, w.archive.size, w.s.Records, w.written
	if err := w.journal.add(p); err != nil {
		return err
	}
	before := w.state.Counts
	if p.Kind == stepRound {
		before = nil
	}
	w.s.count(before, -1, len(p.Asked))
	err := w.state.fold(p)
	w.s.count(w.state.Counts, 1, 0)
	return err
}

// fault tells people of what went wrong with an address.
func (w *Watcher) fault(u string, o Outcome, detail string) {
	if o == "" || !o.meaning().fault {
		return
	}
	m := o.meaning()
	text := m.Text
	if detail != "" && detail != u {
		text += ": " + detail
	}
	w.s.Fault(isnad.Diagnostic{Path: u, Byte: -1, Code: string(o), Text: text, Hint: m.Hint})
}

// Round reads what the outlet has published since the last one: its lists, and
// then the pages that wait. A round that was broken off goes on where it was. The
// error is only that the run ends, or of our own disk; then the watcher is to be
// opened anew.
func (w *Watcher) Round(ctx context.Context) error {
	if !w.state.Open {
		if w.journal.full() {
			if err := w.sumUp(); err != nil {
				return err
			}
		}
		if err := w.commit(&step{Kind: stepRound}); err != nil {
			return err
		}
	}
	for {
		l, ok := w.nextList()
		if !ok {
			break
		}
		if err := w.list(ctx, l); err != nil {
			return err
		}
	}
	for {
		l, u, ok := w.nextPage()
		if !ok {
			break
		}
		if err := w.page(ctx, l, u); err != nil {
			return err
		}
	}
	return w.commit(&step{Kind: stepEnd, Counts: w.left()})
}

// sumUp replaces the journal by what it adds up to.
func (w *Watcher) sumUp() (err error) {
	if w.state.memory != nil {
		if w.state.Memory, err = w.state.memory.MarshalBinary(); err != nil {
			return err
		}
		defer func() { w.state.Memory = nil }()
	}
	return w.journal.sumUp(&step{Kind: stepState, At: w.s.Now().UTC(), State: w.state})
}

// nextPage is the first page that waits, was not tried in this round, and whose
// host may be asked.
func (w *Watcher) nextPage() (link, *url.URL, bool) {
	for _, l := range w.state.Pending {
		if l.Round == w.state.Round {
			continue
		}
		if u, err := parseURL(l.URL); err == nil && w.blocked(u.Host) == "" {
			return l, u, true
		}
	}
	return link{}, nil, false
}

// blocked tells why a host may not be asked in this round, or not yet.
func (w *Watcher) blocked(host string) Outcome {
	switch {
	case w.spent(host, nil):
		return Budget
	case w.state.Hosts[host].Until.Sub(w.s.Now()) > w.s.Patience:
		return Waiting
	}
	return ""
}

// left counts the pages that were not tried in this round.
func (w *Watcher) left() Counts {
	c := Counts{}
	for _, l := range w.state.Pending {
		if l.Round != w.state.Round {
			if u, err := parseURL(l.URL); err == nil {
				c[or(w.blocked(u.Host), Waiting)]++
			}
		}
	}
	return c
}
