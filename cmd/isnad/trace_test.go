//go:build unix

package main

import (
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/isnad/isnad/internal/queue"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// collected are the spans that a collector has been sent, by trace.
type collected struct {
	mu     sync.Mutex
	asked  int
	traces map[string][]*tracepb.Span
	wrong  []error
}

func (c *collected) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var data tracepb.TracesData
	err = errors.Join(err, proto.Unmarshal(body, &data))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.asked++; c.asked == 1 {
		w.WriteHeader(http.StatusServiceUnavailable) // the client tries again
		return
	}
	if r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf" || r.Header.Get("Authorization") != "Bearer a,b" {
		err = errors.Join(err, errors.New("asked for "+r.URL.Path+" with "+r.Header.Get("Authorization")))
	}
	if err != nil {
		c.wrong = append(c.wrong, err)
	}
	for _, rs := range data.ResourceSpans {
		for _, ss := range rs.ScopeSpans {
			for _, s := range ss.Spans {
				id := hex.EncodeToString(s.TraceId)
				c.traces[id] = append(c.traces[id], s)
			}
		}
	}
}

// Each message is a trace from enqueue to the commit, and a message that fails
// is one with an error.
func TestTracesGoFromEnqueueToTheCommit(t *testing.T) {
	q, err := queue.Serve(queue.ServerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	c := &collected{traces: map[string][]*tracepb.Span{}}
	s := httptest.NewServer(c)
	defer s.Close()
	dir := t.TempDir()
	inputs := wire(t, dir, 20) // two files of ten documents
	lost := filepath.Join(dir, "lost.jsonl")
	if err := os.WriteFile(lost, []byte("{\"text\": \"خبر\"}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(code int, args ...string) {
		t.Helper()
		cmd := exec.Command("isnad", append(args, "--nats", q.URL())...)
		cmd.Env = append(os.Environ(), "OTEL_EXPORTER_OTLP_ENDPOINT="+s.URL, "OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20a%2Cb")
		if out, err := cmd.CombinedOutput(); exitOf(err) != code {
			t.Fatalf("isnad %v: %v\n%s", args, err, out)
		}
	}
	run(0, append([]string{"enqueue", "--size", "5", lost}, inputs...)...)
	if err := os.Remove(lost); err != nil {
		t.Fatal(err)
	}
	run(exitFaults, "worker", "--sink", filepath.Join(dir, "sink"), "--until-empty", "--tries", "1")
	if err := errors.Join(c.wrong...); err != nil {
		t.Fatal(err)
	}
	if len(c.traces) != 5 {
		t.Errorf("%d traces of 5 messages", len(c.traces))
	}
	failed := 0
	for id, spans := range c.traces {
		by := map[string]*tracepb.Span{}
		for _, s := range spans {
			by[s.Name] = s
		}
		put, task, coded, commit := by["put"], by["task"], by["code"], by["commit"]
		if put == nil || task == nil || coded == nil || string(task.ParentSpanId) != string(put.SpanId) || string(coded.ParentSpanId) != string(task.SpanId) {
			t.Errorf("trace %s is not put, task, code: %v", id, spans)
			continue
		}
		if task.Status.GetCode() == tracepb.Status_STATUS_CODE_ERROR {
			if failed++; commit != nil || !strings.Contains(coded.String(), "no such file") {
				t.Errorf("a task that fails: %v", spans)
			}
			continue
		}
		if commit == nil || string(commit.ParentSpanId) != string(task.SpanId) || commit.EndTimeUnixNano > task.EndTimeUnixNano || commit.StartTimeUnixNano < coded.StartTimeUnixNano {
			t.Errorf("trace %s has no commit within its task: %v", id, spans)
		}
	}
	if failed != 1 {
		t.Errorf("%d tasks failed, want 1", failed)
	}
}

func TestTracingIsOffAndRefusesWhatIsNoAddress(t *testing.T) {
	for _, c := range []struct{ name, endpoint, headers, faulty string }{
		{"no collector", "", "", ""},
		{"no address", "collector:4318", "", "no address of http"},
		{"headers that are none", "http://127.0.0.1:1", "secret", "no list of name=value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", c.endpoint)
			t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", c.headers)
			_, stop, err := startTracing(t.Context(), func(error) {})
			if c.faulty == "" && err != nil || c.faulty != "" && (err == nil || !strings.Contains(err.Error(), c.faulty)) {
				t.Errorf("error %v, want %q", err, c.faulty)
			}
			if stop != nil {
				stop()
			}
		})
	}
}
