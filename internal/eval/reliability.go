package eval

import (
	"fmt"
	"io"
)

// Reliability is how often coded events of a confidence are right.
type Reliability struct {
	From, To   float64
	Events     int
	Confidence float64 // mean
	Right      float64 // share
}

// Reliable bins the coded events of units by confidence and counts those that are
// gold events.
func Reliable(units []Unit, coded Coded, pick Pick) []Reliability {
	const bins = 10
	var n [bins]int
	var sum, right [bins]float64
	for i := range units {
		u := &units[i]
		if !pick(u.Article.ID) {
			continue
		}
		t := newText(u.Article.Text)
		var gold, pred []side
		for k := range u.Events {
			gold = append(gold, goldSide(t, &u.Events[k]))
		}
		events := coded[u.Article.ID]
		for k := range events {
			pred = append(pred, codedSide(t, &events[k]))
		}
		hit := map[int]bool{}
		for _, pair := range match(gold, pred, true) {
			hit[pair[1]] = true
		}
		for k := range events {
			b := min(bins-1, int(events[k].Confidence*bins))
			n[b]++
			sum[b] += events[k].Confidence
			if hit[k] {
				right[b]++
			}
		}
	}
	var out []Reliability
	for b := range n {
		if n[b] > 0 {
			out = append(out, Reliability{float64(b) / bins, float64(b+1) / bins, n[b], sum[b] / float64(n[b]), right[b] / float64(n[b])})
		}
	}
	return out
}

// PrintReliability prints the table, a bin a line.
func PrintReliability(w io.Writer, rs []Reliability) error {
	for _, r := range rs {
		if _, err := fmt.Fprintf(w, "confidence %.1f to %.1f  events %5d  mean %.3f  right %.3f\n", r.From, r.To, r.Events, r.Confidence, r.Right); err != nil {
			return err
		}
	}
	return nil
}
