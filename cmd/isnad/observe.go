package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/spf13/cobra"
)

func listenFlag(c *cobra.Command, listen *string) {
	c.Flags().StringVar(listen, "listen", "", "address for /metrics (Prometheus) and /healthz, such as 127.0.0.1:9464; none when empty")
}

// observe serves the figures and the health of this process until stop is called.
func observe(listen string, reg *prometheus.Registry, healthy func() error) (stop func(), err error) {
	if listen == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, err
	}
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		if err := healthy(); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintln(w, err)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
	go func() {
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("metrics are not served any more", "error", err)
		}
	}()
	return func() {
		ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
		defer done()
		_ = s.Shutdown(ctx) // the process ends
	}, nil
}

// newLog writes structured lines to standard error: for people on a terminal, as
// JSON elsewhere.
func newLog(form string) (*slog.Logger, error) {
	if form == "auto" {
		if form = "json"; isTerminal(os.Stderr) {
			form = "text"
		}
	}
	switch form {
	case "text":
		return slog.New(slog.NewTextHandler(os.Stderr, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(os.Stderr, nil)), nil
	}
	return nil, usage("--log takes auto, text or json", "unknown form of a log %q", form)
}
