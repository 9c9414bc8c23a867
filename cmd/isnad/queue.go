package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/isnad/isnad/internal/queue"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
)

// queueFlags are the flags of all commands that ask a queue.
type queueFlags struct {
	url, name, ca, creds string
	replicas             int
	tries                int           // of workers
	ackWait              time.Duration // of workers
	patience             time.Duration // of workers
}

const tokenVariable = "ISNAD_QUEUE_TOKEN"

func (f *queueFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.url, "nats", "nats://127.0.0.1:4222", "servers of the queue, several apart by commas; tls:// for an encrypted connection")
	fs.StringVar(&f.name, "queue", "isnad", "name of the queue, when servers hold several")
	fs.StringVar(&f.ca, "nats-ca", "", "file with the authority of the servers' certificates")
	fs.StringVar(&f.creds, "nats-creds", "", "file of credentials; a token comes from "+tokenVariable)
	fs.IntVar(&f.replicas, "replicas", 0, "copies of a queue that is made; 0 is three in a cluster, else one")
}

func (f *queueFlags) open(ctx context.Context, notice func(string)) (*queue.Queue, error) {
	if f.replicas < 0 {
		return nil, usage("--replicas takes 1 to 5, or 0", "a queue has no %d copies", f.replicas)
	}
	q, err := queue.Open(ctx, queue.Options{URL: f.url, Name: f.name, CA: f.ca, Creds: f.creds, Token: os.Getenv(tokenVariable), Replicas: f.replicas, Tries: f.tries, AckWait: f.ackWait, Patience: f.patience, Notice: notice})
	if err != nil {
		return nil, failed(err, "isnad queue --dir DIR starts one; --nats names another")
	}
	return q, nil
}

func newQueue() *cobra.Command {
	var o queue.ServerOptions
	var listen string
	c := &cobra.Command{
		Use:   "queue --dir DIR",
		Short: "Hold the queue of work for other machines",
		Long: `Run a NATS JetStream server within this program: the queue that isnad enqueue fills
and isnad worker empties. Any other JetStream server serves as well. By itself it
writes each message to the disk before it confirms it; three nodes of a cluster
confirm what two of them have, and go on when one is lost.

Clients must show the token of ` + tokenVariable + ` when that variable is set.`,
		Example: `  isnad queue --dir /var/lib/isnad/queue
  isnad queue --dir q1 --name a --addr 10.0.0.1:4222 --cluster 10.0.0.1:6222 --route nats-route://10.0.0.2:6222 --route nats-route://10.0.0.3:6222`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if o.Dir == "" {
				return usage("--dir DIR; it is made when there is none", "isnad queue needs a folder")
			}
			o.Token = os.Getenv(tokenVariable)
			s, err := queue.Serve(o)
			if err != nil {
				return failed(err, "")
			}
			stop, err := observe(listen, prometheus.NewRegistry(), s.Healthy)
			if err != nil {
				s.Close()
				return failed(err, "")
			}
			defer stop()
			fmt.Fprintf(c.ErrOrStderr(), "isnad: note: the queue is at %s\n", s.URL())
			ctx, done := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer done()
			<-ctx.Done()
			s.Close()
			return nil
		},
	}
	fs := c.Flags()
	fs.StringVar(&o.Dir, "dir", "", "folder of the queue; it is made when there is none")
	fs.StringVar(&o.Listen, "addr", "127.0.0.1:4222", "address for clients")
	fs.StringVar(&o.Name, "name", "", "name of this node, in a cluster")
	fs.StringVar(&o.Cluster, "cluster", "", "address for the other nodes of a cluster")
	fs.StringArrayVar(&o.Routes, "route", nil, "another node of the cluster; may be given more than once")
	fs.StringVar(&o.Cert, "tls-cert", "", "certificate of this server")
	fs.StringVar(&o.Key, "tls-key", "", "its key")
	fs.StringVar(&o.CA, "tls-ca", "", "authority of the certificates that clients must show; none when empty")
	fs.Int64Var(&o.MaxBytes, "max-bytes", 10<<30, "largest size of the folder, in bytes")
	listenFlag(c, &listen)
	return c
}
