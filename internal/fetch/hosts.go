package fetch

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A hosts keeps the pace of each host, which outlets may share: one exchange at a
// time, and a pause behind each.
type hosts struct {
	mu    sync.Mutex
	gates map[string]*gate
}

type gate struct {
	turn chan struct{} // holds one value while nobody asks
	last time.Time     // when the last exchange ended; read and written by who has the turn
}

func (h *hosts) gate(host string) *gate {
	h.mu.Lock()
	defer h.mu.Unlock()
	g := h.gates[host]
	if g == nil {
		g = &gate{turn: make(chan struct{}, 1)}
		g.turn <- struct{}{}
		h.gates[host] = g
	}
	return g
}

// asked tells of an exchange that an earlier run made, so that a run that is
// killed and begins again keeps the pace.
func (h *hosts) asked(host string, at time.Time) {
	g := h.gate(host)
	<-g.turn
	if at.After(g.last) {
		g.last = at
	}
	g.turn <- struct{}{}
}

// pace runs f when the host may be asked again.
func (s *Shared) pace(ctx context.Context, host string, delay time.Duration, f func()) error {
	g := s.hosts.gate(host)
	select {
	case <-g.turn:
		defer func() { g.turn <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if wait := g.last.Add(delay).Sub(s.Now()); !g.last.IsZero() && wait > 0 {
		if err := s.Sleep(ctx, min(wait, delay)); err != nil {
			return err
		}
	}
	f()
	g.last = s.Now()
	return ctx.Err()
}

// Backoff of a host that fails, doubled with each failure in a row. One failure or
// two are waited out within a round; a host that asks for time, or whose robots.txt
// cannot be reached, begins where a round does not wait.
const (
	firstBackoff = 10 * time.Second
	maxBackoff   = 6 * time.Hour
	serious      = 3 // failures that such a one counts for
)

func backoff(fails int) time.Duration {
	return min(firstBackoff<<min(fails, 12), maxBackoff)
}

// retryAfter reads the header of 429 and 503: seconds or a day and time. A host
// may ask for a day at most.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	d := time.Duration(0)
	if s, err := strconv.ParseInt(v, 10, 32); err == nil {
		d = time.Duration(s) * time.Second
	} else if t, err := http.ParseTime(v); err == nil {
		d = t.Sub(now)
	}
	return max(0, min(d, 24*time.Hour))
}
