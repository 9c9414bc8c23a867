package event

import (
	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// What training reads of a candidate.

// Parties is the number of phrases that could fill a role.
func (k *Candidate) Parties() int { return len(k.y.parties) }

// Party is the mention of party i.
func (k *Candidate) Party(i int) int { return isnad.Meant(k.y.l.Mentions, k.y.parties[i].phrase) }

// RoleFeatures writes the features of party i.
func (k *Candidate) RoleFeatures(f *learn.Features, i int) { k.role(f, i) }

// ExistenceFeatures writes the features that decide whether this is an event; Roles comes first.
func (k *Candidate) ExistenceFeatures(f *learn.Features) { k.existence(f) }

// FrontFeatures writes the features of foreground.
func (k *Candidate) FrontFeatures(f *learn.Features) { k.front(f) }

// AuxFeatures writes the features of the auxiliary modes.
func (k *Candidate) AuxFeatures(f *learn.Features) { k.aux(f) }

// ModeFeatures writes the features of one mode.
func (k *Candidate) ModeFeatures(f *learn.Features, mode string) {
	said := learn.Features{Named: f.Named}
	k.modeWords(&said)
	k.modeFeatures(f, &said, mode)
}

// SpeakerFeatures writes the features of the claim over[rank] as the event's.
func (k *Candidate) SpeakerFeatures(f *learn.Features, e *isnad.Event, over []int, rank int) {
	k.speakerFeatures(f, e, over, rank)
}

// Modes lists the modes of a type.
func Modes(kind string) []string { return modesOf[kind] }

// Exists is the probability that the features are those of an event.
func (c *Coder) Exists(f *learn.Features) float64 {
	return learn.Logistic(c.models.Score("exists", f))
}

// Draft is the candidate's event with its parties alone.
func (c *Coder) Draft(k *Candidate) *isnad.Event {
	e := &isnad.Event{Type: k.Type()}
	c.parties(k, e, &learn.Features{})
	return e
}

// ClaimsOver lists the claims that a token is part of, the innermost first.
func (l *Layers) ClaimsOver(i int) []int { return l.claimsOver(i) }

// Where is the place of a candidate, nil none.
func (l *Layers) Where(k *Candidate) *isnad.EventPlace { return l.where(k) }

// Slot is the place of party i by grammar.
func (k *Candidate) Slot(i int) Slot { return k.y.parties[i].slot }

// Expect is what the frame makes of party i: a, r, m or x.
func (k *Candidate) Expect(i int) byte { return k.expectations()[i] }

// Models are the scorers in use.
func (c *Coder) Models() learn.Models { return c.models }

// Trigger is the trigger's word.
func (k *Candidate) Trigger() isnad.Span { return k.y.l.Tokens[k.At].Span }
