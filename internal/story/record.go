package story

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/isnad/isnad/internal/export"
)

// A Happening is the record of one occurrence: what the fullest telling says of
// it, and all who tell of it.
type Happening struct {
	Schema    int              `json:"schema"`
	ID        string           `json:"id"`
	Event     string           `json:"event"` // id of the fullest telling, which the fields down to place are of
	Type      string           `json:"type"`
	Mode      []string         `json:"mode"`
	Aux       []string         `json:"aux"`
	Actor     []export.Mention `json:"actor"`
	Recipient []export.Mention `json:"recipient"`
	Date      export.Date      `json:"date"`
	Place     *export.Place    `json:"place"`
	Size      map[string]Count `json:"size"`
	Documents int              `json:"documents"`
	Outlets   int              `json:"outlets"`
	Mentions  []Mention        `json:"mentions"`
}

// A Count is what the tellings say of a number of people: the least and the most.
type Count struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// A Mention is one telling of a happening.
type Mention struct {
	Document  string          `json:"document"`
	Outlet    export.Optional `json:"outlet"`
	Published export.Optional `json:"published"`
	Event     string          `json:"event"`
	Sentence  export.Span     `json:"sentence"`
	Speaker   *export.Mention `json:"speaker"`
	Why       []string        `json:"why"` // what it shares with the telling before it that is most like it; empty for the first
}

// A Story is the record of a group of documents.
type Story struct {
	Schema     int             `json:"schema"`
	ID         string          `json:"id"`
	First      export.Optional `json:"first"`
	Last       export.Optional `json:"last"`
	Outlets    int             `json:"outlets"`
	Documents  []Told          `json:"documents"`
	Happenings []string        `json:"happenings"`
}

// A Told is one document of a story and why it stands there.
type Told struct {
	Document  string          `json:"document"`
	Outlet    export.Optional `json:"outlet"`
	Published export.Optional `json:"published"`
	Agency    *Agency         `json:"agency"`
	Relation  export.Optional `json:"relation"` // copy, excerpt, happening
	Of        export.Optional `json:"of"`       // the document, or the happening
}

// An Agency is a Credit as it is written.
type Agency struct {
	ID   export.Optional `json:"id"`
	Text string          `json:"text"`
}

// identify makes an id of what a thing is founded on.
// StoryID is the id of the story that begins with a document.
func StoryID(document string) string { return identify("story", document) }

func identify(kind, founder string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + founder))
	return hex.EncodeToString(sum[:8])
}

// tell moves the batch's tellings into the record, in the canonical order.
func (h *happening) tell() {
	slices.SortFunc(h.fresh, (*telling).compare)
	r := &h.record
	for _, t := range h.fresh {
		e := t.event
		if r.Event == "" || t.fullness > h.fullest {
			h.fullest = t.fullness
			r.Event, r.Type, r.Mode, r.Aux = e.ID, e.Type, list(e.Mode), list(e.Aux)
			r.Actor, r.Recipient, r.Date, r.Place = list(e.Actor), list(e.Recipient), e.Date, e.Place
		}
		r.count("dead", e.Size.Dead)
		r.count("injured", e.Size.Injured)
		r.count("arrested", e.Size.Arrested)
		r.count("crowd", e.Size.Crowd)
		m := Mention{t.document, export.Optional(t.outlet), export.Optional(t.day), e.ID, e.Evidence, nil, list(t.why)}
		if e.Claim != nil {
			m.Speaker = e.Claim.Speaker
		}
		r.Mentions = append(r.Mentions, m)
	}
	h.fresh = nil
}

// list is never nil: in records an empty list is [].
func list[T any](xs []T) []T {
	if xs == nil {
		return []T{}
	}
	return xs
}

// close counts what the record has gathered.
func (h *happening) close() Happening {
	r := h.record
	r.Schema = export.Schema
	documents, outlets := map[string]bool{}, map[string]bool{}
	for _, m := range r.Mentions {
		documents[m.Document] = true
		if m.Outlet != "" {
			outlets[string(m.Outlet)] = true
		}
	}
	r.Documents, r.Outlets = len(documents), len(outlets)
	return r
}

func (r *Happening) count(kind string, s *export.Size) {
	if s == nil {
		return
	}
	c, ok := r.Size[kind]
	if !ok {
		c = Count{s.Min, s.Max}
	}
	r.Size[kind] = Count{min(c.Min, s.Min), max(c.Max, s.Max)}
}
