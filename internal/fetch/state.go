package fetch

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/robots"
)

// A step is one line of the journal: something that is finished. Size and
// Records say how many bytes the archive and the records had with it.
type step struct {
	Kind     kind          `json:"kind"`
	At       time.Time     `json:"at"`
	URL      string        `json:"url,omitempty"`
	Outcome  Outcome       `json:"outcome,omitempty"`
	Counts   Counts        `json:"counts,omitempty"`   // beside Outcome
	Asked    []string      `json:"asked,omitempty"`    // hosts, one for each exchange
	Until    time.Time     `json:"until,omitzero"`     // the last of these wants to be left alone so long
	Final    string        `json:"final,omitempty"`    // where redirects led; known from now on
	Document string        `json:"document,omitempty"` // what was coded: its address, by its own word
	List     *list         `json:"list,omitempty"`
	Links    []link        `json:"links,omitempty"`
	More     []string      `json:"more,omitempty"` // sitemaps that an index names
	Rules    *robots.Rules `json:"rules,omitempty"`
	State    *state        `json:"state,omitempty"`
	WARC     string        `json:"warc,omitempty"` // file that Size is of
	Size     int64         `json:"size,omitempty"`
	Out      string        `json:"out,omitempty"` // folder of the file that Records is of
	Records  int64         `json:"records,omitempty"`
	Memory   []byte        `json:"memory,omitempty"` // what a page adds to that of its outlet
}

// A kind tells what a step finished.
type kind string

const (
	stepRound  kind = "round"  // begun
	stepRobots kind = "robots" // of URL, a scheme and host
	stepHost   kind = "host"   // the same, when its robots.txt cannot be reached
	stepList   kind = "list"
	stepPage   kind = "page"
	stepEnd    kind = "end"   // of the round
	stepState  kind = "state" // all steps before, summed up
)

// A link is a page that a list named and that is still to be read.
type link struct {
	URL   string `json:"url"`
	Date  string `json:"date,omitempty"`  // day of publication as the list has it
	Round int    `json:"round,omitempty"` // of the last try
	Fails int    `json:"fails,omitempty"`
}

// A list is what is remembered of a feed, sitemap or section.
type list struct {
	validators
	Digest string   `json:"digest,omitempty"` // of the bytes
	More   []string `json:"more,omitempty"`   // sitemaps that it names
}

// A host is what is remembered of one. Spent counts the exchanges of this round.
type host struct {
	Last  time.Time `json:"last,omitzero"`
	Until time.Time `json:"until,omitzero"`
	Fails int       `json:"fails,omitempty"` // in a row
	Spent int       `json:"spent,omitempty"`
}

// rulesAt are the rules of a host and when they were read.
type rulesAt struct {
	robots.Rules
	At time.Time `json:"at"`
}

// A state is all that a watcher knows: its steps, summed up by fold.
type state struct {
	Round     int                `json:"round"`
	Open      bool               `json:"open,omitempty"` // the round is not at its end
	Begun     time.Time          `json:"begun,omitzero"`
	Counts    Counts             `json:"counts,omitempty"` // of the round
	Read      []string           `json:"read,omitempty"`   // lists that this round is done with
	More      []string           `json:"more,omitempty"`   // sitemaps that this round found
	Lists     map[string]list    `json:"lists,omitempty"`
	Robots    map[string]rulesAt `json:"robots,omitempty"`
	Hosts     map[string]host    `json:"hosts,omitempty"`
	Known     marks              `json:"known,omitempty"`     // pages that were read, given up, or are waiting
	Documents marks              `json:"documents,omitempty"` // that were coded
	Pending   []link             `json:"pending,omitempty"`
	WARC      string             `json:"warc,omitempty"`
	Size      int64              `json:"size,omitempty"`
	Out       string             `json:"out,omitempty"`
	Records   int64              `json:"records,omitempty"`
	Memory    []byte             `json:"memory,omitempty"` // memory, while all is summed up

	memory Memory // nil when the coder has none
}

func newState() *state {
	return &state{Counts: Counts{}, Lists: map[string]list{}, Robots: map[string]rulesAt{}, Hosts: map[string]host{}, Known: marks{}, Documents: marks{}}
}

// maxFails is in how many rounds a page may fail before it is given up. Only what
// may be the page's own fault counts: a host that is down keeps its pages waiting.
const maxFails = 8

// fold adds a step. It takes nothing but the step: a watcher that reads its
// journal comes to the same state as the one that wrote it.
func (s *state) fold(p *step) error {
	if p.Outcome != "" && !p.Outcome.known() {
		return fmt.Errorf("a step with outcome %q", p.Outcome)
	}
	for i, h := range p.Asked {
		x := s.Hosts[h]
		x.Last, x.Spent = p.At, x.Spent+1
		if i == len(p.Asked)-1 {
			if p.Until.IsZero() {
				x.Fails, x.Until = 0, time.Time{}
			} else {
				x.Fails, x.Until = x.Fails+1, p.Until
			}
		}
		s.Hosts[h] = x
	}
	s.Counts.Add(p.Counts)
	if p.Outcome != "" {
		s.Counts[p.Outcome]++
	}
	switch p.Kind {
	case stepRound:
		s.begin(p.At)
	case stepRobots:
		if p.Rules == nil {
			return errors.New("a robots step without rules")
		}
		s.Robots[p.URL] = rulesAt{*p.Rules, p.At}
	case stepHost:
	case stepList:
		s.Read, s.More = append(s.Read, p.URL), append(s.More, p.More...)
		if p.List != nil {
			s.Lists[p.URL] = *p.List
		}
		for _, l := range p.Links {
			s.Pending = append(s.Pending, l)
			if err := s.know(l.URL); err != nil {
				return err
			}
		}
	case stepPage:
		s.settle(p)
	case stepEnd:
		s.Open = false
	case stepState:
		return s.become(p.State)
	default:
		return fmt.Errorf("a step of kind %q", p.Kind)
	}
	if p.Final != "" {
		if err := s.know(p.Final); err != nil {
			return err
		}
	}
	if p.Document != "" {
		s.Documents[digest(p.Document)] = struct{}{}
		if u, err := parseURL(p.Document); err == nil { // a page that says where else it stands
			s.Known[mark(u)] = struct{}{}
		}
	}
	if s.memory != nil {
		if err := s.memory.Add(p.Memory); err != nil {
			return err
		}
	}
	s.WARC, s.Size, s.Out, s.Records = or(p.WARC, s.WARC), p.Size, or(p.Out, s.Out), p.Records
	return nil
}

// become takes over a sum, which the step no longer owns.
func (s *state) become(sum *state) error {
	if sum == nil {
		return errors.New("a state step without a state")
	}
	memory := s.memory
	*s = *sum
	if s.memory, s.Memory = memory, nil; memory != nil { // it is empty: a sum is the first step of its file
		if err := memory.Add(sum.Memory); err != nil {
			return err
		}
	}
	s.Counts, s.Lists, s.Robots, s.Hosts = orEmpty(s.Counts), orEmpty(s.Lists), orEmpty(s.Robots), orEmpty(s.Hosts)
	s.Known, s.Documents = orEmpty(s.Known), orEmpty(s.Documents)
	return nil
}

func orEmpty[M ~map[K]V, K comparable, V any](m M) M {
	if m == nil {
		return M{}
	}
	return m
}

func (s *state) begin(at time.Time) {
	s.Round, s.Open, s.Begun = s.Round+1, true, at
	s.Counts, s.Read, s.More = Counts{}, nil, nil
	for name, h := range s.Hosts {
		h.Spent = 0
		if s.Hosts[name] = h; h.Fails == 0 && at.Sub(h.Last) > robotsFor {
			delete(s.Hosts, name)
		}
	}
	maps.DeleteFunc(s.Robots, func(_ string, r rulesAt) bool { return at.Sub(r.At) >= robotsFor })
}

// settle takes a page off those that wait, or puts it at their end.
func (s *state) settle(p *step) {
	i := slices.IndexFunc(s.Pending, func(l link) bool { return l.URL == p.URL })
	if i < 0 {
		return
	}
	l := s.Pending[i]
	s.Pending = slices.Delete(s.Pending, i, i+1)
	if !p.Outcome.again() {
		return
	}
	l.Round = s.Round
	if p.Outcome == ServerError || p.Outcome == Timeout {
		l.Fails++
	}
	if l.Fails == maxFails {
		s.Counts[GivenUp]++
		return
	}
	s.Pending = append(s.Pending, l)
}

func (s *state) know(raw string) error {
	u, err := parseURL(raw)
	if err == nil {
		s.Known[mark(u)] = struct{}{}
	}
	return err
}

// marks are pages by their digest; 64 bits are enough to tell the pages of one
// outlet apart, and a year of them stays small.
type marks map[uint64]struct{}

// MarshalJSON writes the digests in order, 16 hexadecimal digits each, as one string:
// a year of them is read at each start.
func (m marks) MarshalJSON() ([]byte, error) {
	b := []byte{'"'}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		b = fmt.Appendf(b, "%016x", k)
	}
	return append(b, '"'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *marks) UnmarshalJSON(b []byte) error {
	raw, err := hex.DecodeString(strings.Trim(string(b), `"`))
	if err != nil || len(raw)%8 != 0 {
		return errors.New("digests of pages that are not 16 hexadecimal digits each")
	}
	*m = make(marks, len(raw)/8)
	for ; len(raw) > 0; raw = raw[8:] {
		(*m)[binary.BigEndian.Uint64(raw)] = struct{}{}
	}
	return nil
}
