package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/read"
	"github.com/spf13/cobra"
)

func newEnqueue() *cobra.Command {
	var f codeFlags
	var qf queueFlags
	var size int
	var dead bool
	c := &cobra.Command{
		Use:   "enqueue FILE... | DIR | URL...",
		Short: "Put references to documents on the queue of work",
		Long: `Put references to documents on a queue, from which isnad worker takes them: the name
of a file or a URL, and of web archives and JSON Lines a stretch of about --size records.
Workers must find the files under the same names: on a shared disk, at an address of
http:// or https:// that knows ranges, or as s3://BUCKET/KEY. For these AWS_ENDPOINT_URL_S3
and AWS_REGION name the server, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or the file of
AWS_SHARED_CREDENTIALS_FILE the keys, here and for workers. An archive is read once here to find where its
records begin. The documents have the ids that isnad code would give them.

The same reference within ten minutes is put once; later it is coded again, and the sink
then finds that nothing has changed.`,
		Example: `  isnad enqueue /archive/CC-NEWS-2024*.warc.gz --nats nats://10.0.0.1:4222
  isnad enqueue https://data.example/news.jsonl --size 2000
  AWS_ENDPOINT_URL_S3=https://s3.example isnad enqueue s3://archive/2024/news.warc.gz
  isnad enqueue --dead          # try the dead letters again, when their cause is gone`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 != dead {
				return usage("name files, folders or URLs, or give --dead alone", "isnad enqueue needs something to put")
			}
			if err := f.checkInputs(); err != nil {
				return err
			}
			if size < 1 {
				return usage("--size takes a number from 1", "parts of %d records hold nothing", size)
			}
			ctx, done := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer done()
			q, err := qf.open(ctx, nil)
			if err != nil {
				return err
			}
			defer q.Close()
			trace, traced, err := startTracing(c.Context(), func(err error) { fmt.Fprintf(c.ErrOrStderr(), "isnad: note: spans are lost: %v\n", err) })
			if err != nil {
				return failed(err, "OTEL_EXPORTER_OTLP_ENDPOINT names a collector, such as http://127.0.0.1:4318")
			}
			defer traced()
			p := q.Publisher()
			rep := newReport(c.ErrOrStderr())
			if dead {
				err = q.Letters(ctx, func(seq uint64, l queue.Letter) (bool, error) {
					if err := p.Again(ctx, seq, l); err != nil {
						return false, err
					}
					return true, burn(p, q, seq, c)
				})
			} else {
				open := func(p read.Part) (io.ReadCloser, error) { return openPart(ctx, p) }
				for part, fault := range read.Parts(args, size, read.Options{From: read.Kind(f.from), MaxLine: f.maxLine, MaxPage: f.maxPage}, open) {
					if fault != nil {
						rep.fault(fault)
						continue
					}
					if !read.IsURL(part.Path) {
						if part.Path, err = filepath.Abs(part.Path); err != nil {
							break
						}
					}
					span := trace.put(part)
					p.Trace = traceparent(span)
					err = p.Add(ctx, part)
					span.End()
					if err != nil {
						break
					}
				}
			}
			if err == nil {
				err = p.Flush(ctx)
			}
			rep.end()
			if err != nil {
				return failed(err, "the same command goes on; what was put is not put again within ten minutes")
			}
			fmt.Fprintf(c.OutOrStdout(), "%d messages put, %d were there\n", p.Put, p.Already)
			return rep.exit()
		},
	}
	fs := c.Flags()
	fs.StringVar(&f.from, "from", "auto", "form of the inputs: "+inputForms)
	fs.IntVar(&size, "size", 200, "records of one message, of archives and JSON Lines")
	fs.IntVar(&f.maxLine, "max-line", read.DefaultMaxLine, "longest line of JSON Lines, in bytes")
	fs.IntVar(&f.maxPage, "max-page", read.DefaultMaxPage, "largest page, unpacked, in bytes")
	fs.BoolVar(&dead, "dead", false, "put the dead letters on the queue again")
	fs.DurationVar(&qf.patience, "wait", 5*time.Second, "how long to wait for a queue that does not answer at first")
	f.jobs = 1
	qf.add(c)
	return c
}

// burn removes a dead letter when its message is surely on the queue.
func burn(p *queue.Publisher, q *queue.Queue, seq uint64, c *cobra.Command) error {
	if err := p.Flush(c.Context()); err != nil {
		return err
	}
	return q.Burn(c.Context(), seq)
}

func newStatus() *cobra.Command {
	var qf queueFlags
	var asJSON bool
	var letters int
	c := &cobra.Command{
		Use:   "status",
		Short: "Tell what waits on the queue, and who works",
		Example: `  isnad status --nats nats://10.0.0.1:4222
  isnad status --json | jq .waiting
  isnad status --dead 20      # the oldest dead letters, with the reason`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			q, err := qf.open(c.Context(), nil)
			if err != nil {
				return err
			}
			defer q.Close()
			w := c.OutOrStdout()
			if letters > 0 {
				err := q.Letters(c.Context(), func(_ uint64, l queue.Letter) (bool, error) {
					letters--
					b, err := json.Marshal(l)
					fmt.Fprintf(w, "%s\n", b)
					return letters > 0, err
				})
				if err != nil {
					return failed(err, "")
				}
				return nil
			}
			s, err := q.Status(c.Context())
			if err != nil {
				return failed(err, "")
			}
			if asJSON {
				e := json.NewEncoder(w)
				e.SetIndent("", "  ")
				return e.Encode(s)
			}
			printStatus(w, &s)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().IntVar(&letters, "dead", 0, "print so many dead letters instead, one JSON object a line")
	qf.add(c)
	return c
}

func printStatus(w io.Writer, s *queue.Status) {
	fmt.Fprintf(w, "queue\t%s\nwaiting\t%d\nin work\t%d\nin work again\t%d\ndead letters\t%d\ndocuments/s\t%.1f\n", s.Queue, s.Waiting, s.Working, s.Again, s.Dead, s.Documents)
	if !s.Oldest.IsZero() {
		fmt.Fprintf(w, "oldest put\t%s\n", s.Oldest.UTC().Format("2006-01-02T15:04:05Z"))
	}
	fmt.Fprintf(w, "copies\t%d\n", s.Replicas)
	if s.Leader != "" {
		fmt.Fprintf(w, "leader\t%s\ncopies behind\t%d\n", s.Leader, s.Behind)
	}
	for i := range s.Workers {
		b := &s.Workers[i]
		state := "works"
		switch {
		case b.Sink != "":
			state = "waits for the sink: " + b.Sink
		case b.Drain:
			state = "ends"
		case b.Held == 0:
			state = "waits for work"
		}
		fmt.Fprintf(w, "worker %s\t%d tasks, %d documents, %d events, %d faults, %d dead, %.1f documents/s, %d in hand, %s\n",
			b.Worker, b.Tasks, b.Documents, b.Events, b.Faults, b.Dead, b.Rate, b.Held, state)
	}
}
