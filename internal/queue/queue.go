// Package queue hands work from those who have it to those who do it, over NATS
// JetStream: each message stays until a worker says that its work is done and
// kept, and comes again when the worker is lost. A message that fails too often
// goes to the dead letters with the reason. Messages are references, a line of
// JSON each; the bodies of documents never pass through here.
package queue

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Limits and times.
const (
	maxMessage = 64 << 10 // bytes
	duplicates = 10 * time.Minute
	keepDead   = 90 * 24 * time.Hour
	keepBeat   = 15 * time.Second
)

// Options of a connection.
type Options struct {
	URL      string // nats://host:4222,nats://other:4222, or tls://
	Name     string // of the queue; isnad when empty
	CA       string // file of the authority of the servers' certificates
	Creds    string // file of credentials
	Token    string
	Replicas int           // of a queue that is made; 0: three in a cluster, one without
	AckWait  time.Duration // silence after which a worker is taken for lost; 0 leaves it, 30 s at first
	Tries    int           // before a message is a dead letter; 8 when 0
	Patience time.Duration // with servers that do not answer at first; 5 s when 0
	Notice   func(string)  // told when the connection is lost or back; may be nil
}

// A Queue is a connection to one queue, for many goroutines.
type Queue struct {
	o        Options
	nc       *nats.Conn
	js       jetstream.JetStream
	work     jetstream.Stream
	dead     jetstream.Stream
	beats    jetstream.KeyValue
	consumer jetstream.Consumer
}

// Open connects and makes the queue when it is not there.
func Open(ctx context.Context, o Options) (*Queue, error) {
	if o.Name == "" {
		o.Name = "isnad"
	}
	if o.Tries == 0 {
		o.Tries = 8
	}
	if o.Notice == nil {
		o.Notice = func(string) {}
	}
	opts := []nats.Option{
		nats.Name("isnad"), nats.MaxReconnects(-1), nats.ReconnectWait(250 * time.Millisecond), nats.Timeout(5 * time.Second), nats.PingInterval(10 * time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				o.Notice("the queue is lost: " + err.Error())
			}
		}),
		nats.ReconnectHandler(func(c *nats.Conn) { o.Notice("the queue is back: " + c.ConnectedUrlRedacted()) }),
	}
	if o.CA != "" {
		opts = append(opts, nats.RootCAs(o.CA))
	}
	if o.Creds != "" {
		opts = append(opts, nats.UserCredentials(o.Creds))
	}
	if o.Token != "" {
		opts = append(opts, nats.Token(o.Token))
	}
	if o.Patience == 0 {
		o.Patience = 5 * time.Second
	}
	ctx, done := context.WithTimeout(ctx, o.Patience)
	defer done()
	nc, err := dial(ctx, o.URL, opts)
	if err != nil {
		return nil, fmt.Errorf("open the queue at %s: %w", redacted(o.URL), err)
	}
	q := &Queue{o: o, nc: nc}
	if q.js, err = jetstream.New(nc, jetstream.WithPublishAsyncMaxPending(512)); err == nil {
		err = q.patient(ctx, q.ensure)
	}
	if err != nil {
		nc.Close()
		return nil, fmt.Errorf("open the queue %s: %w", o.Name, err)
	}
	return q, nil
}

// dial tries again while no server answers.
func dial(ctx context.Context, urls string, opts []nats.Option) (*nats.Conn, error) {
	for {
		nc, err := nats.Connect(urls, opts...)
		if err == nil || errors.Is(err, nats.ErrAuthorization) {
			return nc, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// redacted are URLs without passwords.
func redacted(urls string) string {
	all := strings.Split(urls, ",")
	for i := range all {
		if u, err := url.Parse(all[i]); err == nil {
			all[i] = u.Redacted()
		}
	}
	return strings.Join(all, ",")
}

// patient tries again while a cluster has no leader.
func (q *Queue) patient(ctx context.Context, f func(context.Context) error) error {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 2*time.Second) {
		one, done := context.WithTimeout(ctx, 5*time.Second)
		err := f(one)
		done()
		if err == nil || ctx.Err() != nil {
			return err
		}
		var refused *jetstream.APIError
		if errors.As(err, &refused) && refused.Code < 500 { // it says no, it is not absent
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
	}
}

func (q *Queue) ensure(ctx context.Context) (err error) {
	replicas := q.o.Replicas
	if replicas == 0 {
		if replicas = 1; q.nc.ConnectedClusterName() != "" {
			replicas = 3
		}
	}
	stream := func(c jetstream.StreamConfig) (jetstream.Stream, error) {
		s, err := q.js.Stream(ctx, c.Name)
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			c.Replicas, c.Storage, c.Duplicates = replicas, jetstream.FileStorage, duplicates
			if s, err = q.js.CreateStream(ctx, c); errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
				s, err = q.js.Stream(ctx, c.Name)
			}
		}
		return s, err
	}
	if q.work, err = stream(jetstream.StreamConfig{Name: q.o.Name, Subjects: []string{q.o.Name + ".work"}, Retention: jetstream.WorkQueuePolicy}); err != nil {
		return err
	}
	if q.dead, err = stream(jetstream.StreamConfig{Name: q.o.Name + "-dead", Subjects: []string{q.o.Name + ".dead"}, MaxAge: keepDead}); err != nil {
		return err
	}
	q.beats, err = q.js.KeyValue(ctx, q.o.Name+"-workers")
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		q.beats, err = q.js.CreateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: q.o.Name + "-workers", TTL: keepBeat, Storage: jetstream.MemoryStorage, Replicas: replicas})
		if errors.Is(err, jetstream.ErrBucketExists) {
			q.beats, err = q.js.KeyValue(ctx, q.o.Name+"-workers")
		}
	}
	if err != nil {
		return err
	}
	// The bound of redelivery is Tries, which Next holds: a bound of the server's would
	// leave the message where nobody sees it.
	c := jetstream.ConsumerConfig{Durable: "workers", AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.o.AckWait, MaxDeliver: -1, MaxAckPending: 20_000}
	q.consumer, err = q.work.Consumer(ctx, c.Durable)
	switch {
	case err == nil && (c.AckWait == 0 || q.consumer.CachedInfo().Config.AckWait == c.AckWait):
		return nil
	case err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound):
		return err
	case c.AckWait == 0:
		c.AckWait = 30 * time.Second
	}
	q.consumer, err = q.work.CreateOrUpdateConsumer(ctx, c)
	return err
}

// Close ends the connection when the server has heard what was said.
func (q *Queue) Close() {
	_ = q.nc.FlushTimeout(2 * time.Second) // without a server there is nobody to hear
	q.nc.Close()
}

// Healthy tells why the queue cannot be asked, nil when it can.
func (q *Queue) Healthy() error {
	if !q.nc.IsConnected() {
		return errors.New("no connection to the queue")
	}
	return nil
}

// id is the digest of a message: what is put twice within ten minutes is there once.
func id(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}

// A Publisher puts messages, many on the way at a time.
type Publisher struct {
	Trace   string // traceparent of the messages that are added, "" none
	q       *Queue
	flying  []flight
	Put     int // confirmed
	Already int // were there
}

type flight struct {
	m   *nats.Msg
	ack jetstream.PubAckFuture
}

// traceHeader stands beside a message, not in it: the same reference stays one
// message, whoever puts it.
const traceHeader = "traceparent"

// window is how many messages wait for their confirmation.
const window = 256

// Publisher returns a publisher, for one goroutine.
func (q *Queue) Publisher() *Publisher { return &Publisher{q: q} }

// Add puts v as JSON. It may return before the message is confirmed; Flush waits.
func (p *Publisher) Add(ctx context.Context, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return p.add(ctx, body, id(body))
}

// Again puts the message of a dead letter, which may be no ten minutes old.
func (p *Publisher) Again(ctx context.Context, seq uint64, l Letter) error {
	return p.add(ctx, l.Message, fmt.Sprintf("%s-dead-%d", id(l.Message), seq))
}

func (p *Publisher) add(ctx context.Context, body []byte, id string) error {
	if len(body) > maxMessage {
		return fmt.Errorf("a message of %d bytes, the limit is %d", len(body), maxMessage)
	}
	m := message(p.q.o.Name+".work", body, id)
	if p.Trace != "" {
		m.Header.Set(traceHeader, p.Trace)
	}
	ack, err := p.q.js.PublishMsgAsync(m, jetstream.WithStallWait(10*time.Second))
	if err != nil { // goes the slow road, which is patient
		ack = nil
	}
	p.flying = append(p.flying, flight{m, ack})
	if len(p.flying) >= window {
		return p.land(ctx, window/2)
	}
	return nil
}

func message(subject string, body []byte, id string) *nats.Msg {
	return &nats.Msg{Subject: subject, Data: body, Header: nats.Header{jetstream.MsgIDHeader: {id}}}
}

// Flush returns when all messages are confirmed.
func (p *Publisher) Flush(ctx context.Context) error { return p.land(ctx, len(p.flying)) }

func (p *Publisher) land(ctx context.Context, n int) error {
	for _, f := range p.flying[:n] {
		var got *jetstream.PubAck
		if f.ack != nil {
			select {
			case got = <-f.ack.Ok():
			case <-f.ack.Err():
			case <-time.After(10 * time.Second):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if got == nil { // lost on its way, or only its confirmation: the server knows by the id
			if err := p.q.patient(ctx, func(ctx context.Context) (err error) {
				got, err = p.q.js.PublishMsg(ctx, f.m)
				return err
			}); err != nil {
				return fmt.Errorf("put a message: %w", err)
			}
		}
		if got.Duplicate {
			p.Already++
		} else {
			p.Put++
		}
	}
	p.flying = append(p.flying[:0], p.flying[n:]...)
	return nil
}

// A Task is one message in the hands of a worker.
type Task struct {
	q   *Queue
	m   jetstream.Msg
	seq uint64 // of the message in the queue
	Try int    // from 1
}

// ErrEmpty says that no message came in time.
var ErrEmpty = errors.New("no work")

// Next waits so long for a message. One that has come too often, since workers
// died over it, is put to the dead letters here.
func (q *Queue) Next(ctx context.Context, wait time.Duration) (*Task, error) {
	for {
		m, err := q.consumer.Next(jetstream.FetchMaxWait(wait))
		switch {
		case errors.Is(err, nats.ErrTimeout), errors.Is(err, jetstream.ErrNoMessages), errors.Is(err, context.DeadlineExceeded):
			return nil, ErrEmpty
		case err != nil:
			return nil, err
		}
		t := &Task{q: q, m: m, Try: 1}
		if md, err := m.Metadata(); err == nil {
			t.Try, t.seq = int(md.NumDelivered), md.Sequence.Stream
		}
		if t.Try <= q.o.Tries {
			return t, nil
		}
		if err := t.Bury(ctx, fmt.Sprintf("%d workers took it and were lost, or their machines", q.o.Tries)); err != nil {
			return nil, err
		}
	}
}

// Decode reads the message.
func (t *Task) Decode(v any) error { return json.Unmarshal(t.m.Data(), v) }

// Done says that the work is kept. A lost word makes the message come again.
func (t *Task) Done() error { return t.m.Ack() }

// DoneSurely says so and waits until the queue has heard it.
func (t *Task) DoneSurely(ctx context.Context) error { return t.m.DoubleAck(ctx) }

// Working says that the task takes longer: without it a message comes again.
func (t *Task) Working() error { return t.m.InProgress() }

// Return gives the task to whoever asks next.
func (t *Task) Return() error { return t.m.Nak() }

// Fail gives the task back to be tried later, or to the dead letters when it was
// tried often enough.
func (t *Task) Fail(ctx context.Context, reason string) (buried bool, err error) {
	if t.Try >= t.q.o.Tries {
		return true, t.Bury(ctx, reason)
	}
	return false, t.m.NakWithDelay(min(time.Second<<(t.Try-1), time.Minute))
}

// Bury puts the message to the dead letters and takes it out of the queue.
func (t *Task) Bury(ctx context.Context, reason string) error {
	if err := t.Letter(ctx, reason); err != nil {
		return err
	}
	return t.m.TermWithReason(truncated(reason, 200))
}

func truncated(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// A Letter is a message that could not be done, or a part of one.
type Letter struct {
	Message json.RawMessage `json:"message"`
	Reason  string          `json:"reason"`
	At      time.Time       `json:"at"`
}

// Letter writes a dead letter about a message, which stays where it is: a part of
// it cannot be done.
func (t *Task) Letter(ctx context.Context, reason string) error {
	return t.q.letter(ctx, t.seq, t.m.Data(), reason)
}

// letter writes it once for each seq: a message that is tried again and fails
// again for the same reason has another.
func (q *Queue) letter(ctx context.Context, seq uint64, about []byte, reason string) error {
	if !json.Valid(about) {
		about, _ = json.Marshal(string(about))
	}
	body, err := json.Marshal(Letter{Message: about, Reason: truncated(reason, 4<<10)})
	if err != nil {
		return err
	}
	return q.patient(ctx, func(ctx context.Context) error {
		_, err := q.js.PublishMsg(ctx, message(q.o.Name+".dead", body, fmt.Sprintf("%s-%d", id(body), seq)))
		return err
	})
}

// Trace is the traceparent that the message was put with, "" when it has none.
func (t *Task) Trace() string { return t.m.Headers().Get(traceHeader) }

// Raw is the message as it came.
func (t *Task) Raw() []byte { return t.m.Data() }
