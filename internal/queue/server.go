package queue

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// ServerOptions of one node. The zero value but for Dir is a node by itself on
// the usual port of this machine.
type ServerOptions struct {
	Dir    string // where it keeps the queue
	Listen string // host:port for clients; 127.0.0.1:4222 when empty
	Name   string // of the node, its own in a cluster

	Cluster string   // host:port for the other nodes; empty: no cluster
	Routes  []string // nats-route URLs of the other nodes

	Cert, Key, CA string // files of TLS; a CA makes clients show a certificate too
	Token         string // what clients must show
	MaxBytes      int64  // of Dir; 10 GB when 0
}

// A Server is a node of NATS JetStream within this process.
type Server struct{ s *server.Server }

// Serve starts a node and returns when it answers clients. A node by itself
// writes each message to the disk before it confirms it; in a cluster a
// confirmed message is in the memory of two nodes at least, and on disk soon.
func Serve(o ServerOptions) (*Server, error) {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:4222"
	}
	host, port, err := hostPort(o.Listen)
	if err != nil {
		return nil, err
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 10 << 30
	}
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, err
	}
	so := &server.Options{
		Host: host, Port: port, ServerName: o.Name, JetStream: true, StoreDir: o.Dir, JetStreamMaxStore: o.MaxBytes, JetStreamMaxMemory: 64 << 20,
		Authorization: o.Token, NoSigs: true, MaxPayload: maxMessage + 64<<10, SyncAlways: o.Cluster == "", WriteDeadline: 10 * time.Second,
	}
	if o.Cert != "" || o.Key != "" || o.CA != "" {
		if so.TLSConfig, err = server.GenTLSConfig(&server.TLSConfigOpts{CertFile: o.Cert, KeyFile: o.Key, CaFile: o.CA, Verify: o.CA != ""}); err != nil {
			return nil, err
		}
		so.TLS, so.TLSTimeout = true, 5
	}
	if o.Cluster != "" {
		if o.Name == "" {
			return nil, errors.New("a node of a cluster needs a name of its own")
		}
		so.Cluster.Name = "isnad"
		if so.Cluster.Host, so.Cluster.Port, err = hostPort(o.Cluster); err != nil {
			return nil, err
		}
		for _, r := range o.Routes {
			u, err := url.Parse(r)
			if err != nil {
				return nil, err
			}
			so.Routes = append(so.Routes, u)
		}
	}
	s, err := server.NewServer(so)
	if err != nil {
		return nil, err
	}
	s.Start()
	if !s.ReadyForConnections(30 * time.Second) {
		s.Shutdown()
		return nil, fmt.Errorf("the queue does not answer on %s: the port may be taken", o.Listen)
	}
	return &Server{s}, nil
}

func hostPort(s string) (string, int, error) {
	host, p, err := net.SplitHostPort(s)
	if err != nil {
		return "", 0, err
	}
	port, err := strconv.Atoi(p)
	if port == 0 && err == nil {
		port = server.RANDOM_PORT
	}
	return host, port, err
}

// URL is where clients reach the node.
func (s *Server) URL() string { return s.s.ClientURL() }

// Healthy tells why the node cannot take messages, nil when it can.
func (s *Server) Healthy() error {
	if !s.s.Running() {
		return errors.New("the queue has stopped")
	}
	if s.s.JetStreamIsClustered() && !s.s.JetStreamIsCurrent() {
		return errors.New("the node is behind its cluster")
	}
	return nil
}

// Close stops the node when it has written what it holds.
func (s *Server) Close() {
	s.s.Shutdown()
	s.s.WaitForShutdown()
}
