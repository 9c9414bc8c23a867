package story

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
)

// DefaultWindow is how many days a text or a happening is remembered.
const DefaultWindow = 7

// excerptShare is the least share of a text that makes an excerpt of its story:
// a review of the week holds many texts and must not join their stories.
const excerptShare = .25

// A Document is what grouping needs to know of one document.
type Document struct {
	ID     string  `json:"id"`
	Outlet string  `json:"outlet"`
	Day    string  `json:"day"` // of publication, "2014-10-22", or ""
	Agency *Credit `json:"agency"`
	Sketch Sketch  `json:"sketch"`
}

// A Unit is a document with its events.
type Unit struct {
	Document Document
	Events   []export.Event
}

// Assigned is what a unit was assigned to; Happenings are in the order of its Events.
type Assigned struct {
	Story      string
	Happenings []string
}

// A Grouper groups documents and events, batch after batch.
type Grouper struct {
	window  int
	words   words
	gather  *gatherer
	stories []*openStory
	days    []*day // of the window, oldest first
	since   string // first day of the window
}

// New returns a grouper that remembers so many days.
func New(lx *lexicon.Lexicon, window int) *Grouper {
	return &Grouper{window: window, words: newWords(lx), gather: newGatherer()}
}

// An openStory is a story that may still grow.
type openStory struct {
	record  Story
	founded string // day of its first document
	last    string // and of its last
	order   int    // -1 when it is closed
}

// A day is the documents of one day of publication.
type day struct {
	date  string
	near  *near
	units []*openUnit
}

// An openUnit is what the window keeps of a document.
type openUnit struct {
	id    string
	words int
	story *openStory
}

// A Closed holds what has left the window and grows no more, oldest first.
type Closed struct {
	Happenings []Happening
	Stories    []Story
}

// Batch groups all documents of one day. Days ascend from batch to batch; "" for
// documents without one comes first and is compared with itself alone. units are
// sorted by id; what is returned is in that order.
func (g *Grouper) Batch(date string, units []Unit) ([]Assigned, Closed) {
	closed := g.forget(date)
	slices.SortStableFunc(units, func(a, b Unit) int { return strings.Compare(a.Document.ID, b.Document.ID) })
	happenings, out := g.happenings(units)
	d := &day{date: date, near: newNear()}
	g.days = append(g.days, d)
	links := g.links(d, units)
	g.group(d, units, links, happenings)
	for i := range out {
		out[i].Story = d.units[i].story.record.ID
	}
	return out, closed
}

// happenings joins the batch's events. The first result has the happenings that
// lead each document: those of the sentence with its first news, what it condemns
// or follows as well as the news itself.
func (g *Grouper) happenings(units []Unit) (leads [][]*happening, out []Assigned) {
	var all []*telling
	of := make([][]*telling, len(units))
	for i := range units {
		for k := range units[i].Events {
			t := g.words.telling(&units[i].Document, &units[i].Events[k])
			of[i] = append(of[i], t)
			all = append(all, t)
		}
	}
	g.gather.add(all)
	joined := map[*telling]*happening{}
	for _, h := range g.gather.open {
		for _, t := range h.fresh {
			joined[t] = h
		}
		h.tell()
	}
	leads, out = make([][]*happening, len(units)), make([]Assigned, len(units))
	for i := range units {
		for _, t := range of[i] {
			out[i].Happenings = append(out[i].Happenings, joined[t].record.ID)
		}
		leads[i] = leading(of[i], joined)
	}
	for _, t := range all {
		t.event = nil
	}
	return leads, out
}

// leading are the happenings of the first sentence that has news, in order.
func leading(ts []*telling, joined map[*telling]*happening) (out []*happening) {
	slices.SortFunc(ts, (*telling).compare)
	first := slices.IndexFunc(ts, func(t *telling) bool { return t.event.Foreground && t.told == "happened" })
	if first < 0 {
		return nil
	}
	for _, t := range ts {
		if h := joined[t]; t.told == "happened" && t.event.Evidence.Start == ts[first].event.Evidence.Start && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// A link is the earlier text that a document is likest to.
type link struct {
	to         *openUnit
	relation   string
	similarity float64
	joins      bool // it puts the document into that one's story
}

// links finds the texts that each document is like, best first.
func (g *Grouper) links(d *day, units []Unit) [][]link {
	out := make([][]link, len(units))
	for i := range units {
		s := &units[i].Document.Sketch
		for _, e := range g.days {
			for _, l := range e.near.find(s) {
				to := e.units[l.at]
				small, large := min(s.Words, to.words), max(s.Words, to.words)
				joins := l.relation == Copy || float64(small) >= excerptShare*float64(large)
				out[i] = append(out[i], link{to, l.relation, l.similarity, joins})
			}
		}
		slices.SortStableFunc(out[i], func(a, b link) int { return cmp.Compare(b.similarity, a.similarity) })
		d.near.add(s)
		d.units = append(d.units, &openUnit{id: units[i].Document.ID, words: s.Words})
	}
	return out
}

// group gives each document of the batch its story: documents joined by their
// likest text or a common lead are one story, an open one when they touch any, the
// oldest of several.
func (g *Grouper) group(d *day, units []Unit, links [][]link, leads [][]*happening) {
	at := map[*openUnit]int{}
	for i, u := range d.units {
		at[u] = i
	}
	sets := newSets(len(units))
	touched := make([]*openStory, len(units))
	touch := func(i int, s *openStory) {
		if s != nil && (touched[i] == nil || s.order < touched[i].order) {
			touched[i] = s
		}
	}
	first := map[*happening]int{}
	for i := range units {
		if k := slices.IndexFunc(links[i], func(l link) bool { return l.joins }); k >= 0 { // the likest alone, so that a review joins no stories
			if to := links[i][k].to; to.story != nil {
				touch(i, still(to.story))
			} else {
				sets.join(i, at[to])
			}
		}
		linked := touched[i] != nil // a copy stays with its text, whatever else it leads with
		for _, h := range leads[i] {
			if k, ok := first[h]; ok {
				sets.join(i, k)
			} else {
				first[h] = i
			}
			if s := h.story; !linked && s != nil && s.founded >= g.since { // a saga is not one story
				touch(i, still(s))
			}
		}
	}
	for i := range units {
		touch(sets.root(i), touched[i])
	}
	for i := range units {
		r := sets.root(i)
		if touched[r] == nil { // i is the first of its set
			touched[r] = &openStory{founded: d.date, last: d.date, order: len(g.stories)}
			touched[r].record = Story{Schema: export.Schema, ID: identify("story", units[i].Document.ID), First: export.Optional(d.date), Happenings: []string{}}
			g.stories = append(g.stories, touched[r])
		}
		s := touched[r]
		s.last = d.date
		d.units[i].story = s
		s.tell(&units[i].Document, links[i], leads[i])
	}
}

// still is the story when it is open.
func still(s *openStory) *openStory {
	if s == nil || s.order < 0 {
		return nil
	}
	return s
}

func (s *openStory) tell(d *Document, links []link, leads []*happening) {
	t := Told{Document: d.ID, Outlet: export.Optional(d.Outlet), Published: export.Optional(d.Day)}
	if d.Agency != nil {
		t.Agency = &Agency{export.Optional(d.Agency.ID), d.Agency.Text}
	}
	if len(links) > 0 {
		t.Relation, t.Of = export.Optional(links[0].relation), export.Optional(links[0].to.id)
	}
	for _, h := range leads {
		if h.story == nil {
			h.story = s
		} else if t.Relation == "" && h.story == s {
			t.Relation, t.Of = "happening", export.Optional(h.record.ID)
		}
		if id := h.record.ID; !slices.Contains(s.record.Happenings, id) {
			s.record.Happenings = append(s.record.Happenings, id)
		}
	}
	s.record.Documents = append(s.record.Documents, t)
	s.record.Last = t.Published
}

// longest is how many windows a story lasts at most, however often its text is
// printed again.
const longest = 4

// forget closes what the window has left behind before a batch of the date. A story
// is open as long as one of its texts is in the window, since that may be copied.
func (g *Grouper) forget(date string) Closed {
	g.since = date
	oldest := date
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		g.since = t.AddDate(0, 0, -g.window).Format(time.DateOnly)
		oldest = t.AddDate(0, 0, -longest*g.window).Format(time.DateOnly)
	}
	return g.close(
		func(day string) bool { return day < g.since },
		func(s *openStory) bool { return s.last < g.since || s.founded < oldest },
	)
}

// Flush closes all.
func (g *Grouper) Flush() Closed {
	return g.close(func(string) bool { return true }, func(*openStory) bool { return true })
}

func (g *Grouper) close(old func(day string) bool, done func(*openStory) bool) (out Closed) {
	for _, h := range g.gather.forget(old) {
		out.Happenings = append(out.Happenings, h.close())
	}
	g.days = slices.DeleteFunc(g.days, func(d *day) bool { return old(d.date) })
	var kept []*openStory
	for _, s := range g.stories {
		if done(s) {
			out.Stories = append(out.Stories, s.close())
			continue
		}
		s.order = len(kept)
		kept = append(kept, s)
	}
	g.stories = kept
	return out
}

func (s *openStory) close() Story {
	s.order = -1
	outlets := map[export.Optional]bool{}
	for _, t := range s.record.Documents {
		outlets[t.Outlet] = true
	}
	delete(outlets, "")
	s.record.Outlets = len(outlets)
	return s.record
}
