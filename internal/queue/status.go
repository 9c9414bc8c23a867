package queue

import (
	"context"
	"encoding/json"
	"errors"
	"sort"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A Status is what a queue holds, and who works.
type Status struct {
	Queue     string    `json:"queue"`
	Waiting   uint64    `json:"waiting"`   // messages that nobody has taken
	Working   int       `json:"working"`   // messages that workers have
	Again     int       `json:"again"`     // of Working, taken more than once
	Oldest    time.Time `json:"oldest"`    // when the oldest of all was put; zero when there is none
	Dead      uint64    `json:"dead"`      // dead letters
	Replicas  int       `json:"replicas"`  // of the queue
	Leader    string    `json:"leader"`    // node that leads it, in a cluster
	Behind    int       `json:"behind"`    // replicas that are not current
	Workers   []Beat    `json:"workers"`   // that gave a sign in the last 15 seconds, by name
	Documents float64   `json:"documents"` // a second, of all workers
}

// A Beat is the sign of life of a worker.
type Beat struct {
	Worker    string    `json:"worker"`
	Host      string    `json:"host"`
	PID       int       `json:"pid"`
	Began     time.Time `json:"began"`
	At        time.Time `json:"at"`
	Tasks     int64     `json:"tasks"` // done
	Documents int64     `json:"documents"`
	Events    int64     `json:"events"`
	Faults    int64     `json:"faults"` // inputs that were not coded, and why is in its log
	Dead      int64     `json:"dead"`
	Rate      float64   `json:"rate"`  // documents a second since the last sign
	Sink      string    `json:"sink"`  // "", or why it takes nothing
	Held      int       `json:"held"`  // tasks in hand
	Drain     bool      `json:"drain"` // it takes no more
}

// Beat gives a sign of life.
func (q *Queue) Beat(ctx context.Context, b Beat) error {
	body, err := json.Marshal(b)
	if err != nil {
		return err
	}
	_, err = q.beats.Put(ctx, b.Worker, body)
	return err
}

// Gone takes the last sign of a worker back.
func (q *Queue) Gone(ctx context.Context, worker string) error { return q.beats.Delete(ctx, worker) }

// Status asks the servers.
func (q *Queue) Status(ctx context.Context) (Status, error) {
	out := Status{Queue: q.o.Name}
	err := q.patient(ctx, func(ctx context.Context) error {
		w, err := q.work.Info(ctx)
		if err != nil {
			return err
		}
		c, err := q.consumer.Info(ctx)
		if err != nil {
			return err
		}
		d, err := q.dead.Info(ctx)
		if err != nil {
			return err
		}
		out.Waiting, out.Working, out.Again, out.Dead, out.Replicas = c.NumPending, c.NumAckPending, c.NumRedelivered, d.State.Msgs, w.Config.Replicas
		if w.State.Msgs > 0 {
			out.Oldest = w.State.FirstTime
		}
		if w.Cluster != nil {
			out.Leader = w.Cluster.Leader
			for _, r := range w.Cluster.Replicas {
				if !r.Current {
					out.Behind++
				}
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	out.Workers, err = q.workers(ctx)
	for i := range out.Workers {
		out.Documents += out.Workers[i].Rate
	}
	return out, err
}

func (q *Queue) workers(ctx context.Context) ([]Beat, error) {
	names, err := q.beats.Keys(ctx)
	if err != nil && !errors.Is(err, jetstream.ErrNoKeysFound) {
		return nil, err
	}
	var out []Beat
	for _, name := range names {
		e, err := q.beats.Get(ctx, name)
		if err != nil { // its time has come
			continue
		}
		var b Beat
		if json.Unmarshal(e.Value(), &b) == nil {
			out = append(out, b)
		}
	}
	sort.Slice(out, func(i, k int) bool { return out[i].Worker < out[k].Worker })
	return out, nil
}

// Empty tells whether no message is left, taken or not.
func (q *Queue) Empty(ctx context.Context) (bool, error) {
	info, err := q.work.Info(ctx)
	if err != nil {
		return false, err
	}
	return info.State.Msgs == 0, nil
}

// Letters calls f for the dead letters, the oldest first, until it says no more.
func (q *Queue) Letters(ctx context.Context, f func(seq uint64, l Letter) (bool, error)) error {
	info, err := q.dead.Info(ctx)
	if err != nil {
		return err
	}
	for seq := info.State.FirstSeq; seq <= info.State.LastSeq && info.State.Msgs > 0; seq++ {
		m, err := q.dead.GetMsg(ctx, seq)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		var l Letter
		if err := json.Unmarshal(m.Data, &l); err != nil {
			l = Letter{Message: []byte("null"), Reason: "a letter that cannot be read: " + err.Error()}
		}
		l.At = m.Time
		if more, err := f(seq, l); err != nil || !more {
			return err
		}
	}
	return nil
}

// Burn removes a dead letter.
func (q *Queue) Burn(ctx context.Context, seq uint64) error { return q.dead.DeleteMsg(ctx, seq) }
