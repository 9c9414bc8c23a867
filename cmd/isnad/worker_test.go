package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/read"
	"github.com/prometheus/client_golang/prometheus"
)

func TestPartsOverHTTP(t *testing.T) {
	content := strings.Repeat("0123456789", 1000)
	mux := http.NewServeMux()
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(content))
	})
	mux.HandleFunc("/deaf", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, content) })
	mux.HandleFunc("/lies", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Range", "bytes 0-99/10000")
		w.WriteHeader(http.StatusPartialContent)
	})
	mux.HandleFunc("/breaks", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "10000")
		io.WriteString(w, "short")
	})
	s := httptest.NewServer(mux)
	defer s.Close()
	for _, c := range []struct {
		name   string
		path   string
		at, n  int64
		want   string
		faulty string
	}{
		{"the whole", "/file", 0, 0, content, ""},
		{"a stretch", "/file", 95, 12, "567890123456", ""},
		{"from a place to the end", "/file", 9995, 0, "56789", ""},
		{"a stretch beyond the end", "/file", 9995, 10, "56789", "ends 5 bytes before"},
		{"a server that knows no ranges", "/deaf", 10, 5, "", "200 OK, not 206"},
		{"a server that sends another range", "/lies", 10, 5, "", "asked for bytes=10-14"},
		{"what is not there", "/none", 0, 0, "", "404"},
		{"a connection that breaks", "/breaks", 0, 0, "short", "unexpected EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := read.Part{Path: s.URL + c.path, Offset: c.at, Length: c.n}
			r, err := openPart(t.Context(), p)
			var got []byte
			if err == nil {
				defer r.Close()
				w := newWhole(r, p)
				got, _ = io.ReadAll(w)
				err = w.err
			}
			if c.faulty == "" && err != nil || c.faulty != "" && (err == nil || !strings.Contains(err.Error(), c.faulty)) {
				t.Errorf("error %v, want %q", err, c.faulty)
			}
			if string(got) != c.want {
				t.Errorf("reads %d bytes, want %d", len(got), len(c.want))
			}
		})
	}
}

// A worker that finds nothing to read buries the message, names faulty documents,
// tells Prometheus, and ends at SIGTERM with code 3; the dead letter can be tried again.
func TestAWorkerBuriesWhatCannotBeRead(t *testing.T) {
	s, err := queue.Serve(queue.ServerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	dir := t.TempDir()
	late, bad := filepath.Join(dir, "late.jsonl"), filepath.Join(dir, "bad.jsonl")
	good := `{"id": "a", "date": "2024-05-02", "text": "اعتقلت الشرطة التركية عشرة متظاهرين في أنقرة."}` + "\n"
	for name, text := range map[string]string{late: good, bad: good + "{\n"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	isnad := func(code int, args ...string) string {
		t.Helper()
		out, err := exec.Command("isnad", append(args, "--nats", s.URL())...).CombinedOutput()
		if got := exitOf(err); got != code {
			t.Fatalf("isnad %v: exit %d, want %d: %v\n%s", args, got, code, err, out)
		}
		return string(out)
	}
	isnad(0, "enqueue", late, bad)
	if err := os.Remove(late); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	sink := filepath.Join(dir, "st")
	var log bytes.Buffer
	c := exec.Command("isnad", "worker", "--nats", s.URL(), "--sink", sink, "--tries", "1", "--listen", address, "--name", "w1", "--log", "json")
	c.Stderr = &log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	get := func(path string) string {
		resp, err := http.Get("http://" + address + path)
		if err != nil {
			return ""
		}
		defer resp.Body.Close()
		b, _ := io.ReadAll(resp.Body)
		return string(b)
	}
	metrics := ""
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if metrics = get("/metrics"); strings.Contains(metrics, "isnad_queue_dead 1") && strings.Contains(metrics, "isnad_documents_total 1") {
			break
		}
	}
	for _, want := range []string{"isnad_queue_dead 1", "isnad_documents_total 1", `isnad_faults_total{code="bad-json"} 1`, `isnad_tasks_total{outcome="dead"} 1`} {
		if !strings.Contains(metrics, want) {
			t.Errorf("/metrics tells no %s", want)
		}
	}
	if got := get("/healthz"); got != "ok\n" {
		t.Errorf("/healthz says %q", got)
	}
	if got := isnad(0, "status"); !strings.Contains(got, "worker w1") || !strings.Contains(got, "dead letters\t1") {
		t.Errorf("status %s", got)
	}
	if got := isnad(0, "status", "--dead", "5"); !strings.Contains(got, "late.jsonl") || !strings.Contains(got, "no such file") {
		t.Errorf("dead letters %s", got)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := exitOf(c.Wait()); code != exitFaults {
		t.Errorf("the worker ends with %d\n%s", code, log.String())
	}
	for _, line := range strings.Split(strings.TrimSpace(log.String()), "\n") {
		if !json.Valid([]byte(line)) {
			t.Errorf("a line of the log is no JSON: %s", line)
		}
	}
	if err := os.WriteFile(late, []byte(strings.Replace(good, `"a"`, `"b"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := isnad(0, "enqueue", "--dead"); !strings.Contains(got, "1 messages put, 0 were there") {
		t.Errorf("the dead letter again: %s", got)
	}
	isnad(0, "worker", "--sink", sink, "--until-empty")
	if _, documents := records(t, sink); documents != 2 {
		t.Errorf("the sink has %d documents", documents)
	}
}

func exitOf(err error) int {
	if err == nil {
		return 0
	}
	if ee, ok := err.(*exec.ExitError); ok {
		return ee.ExitCode()
	}
	return -1
}

// The dashboard asks for metrics that are told.
func TestTheDashboardAsksForWhatIsTold(t *testing.T) {
	b, err := os.ReadFile("../../deploy/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(b) {
		t.Fatal("deploy/grafana.json is no JSON")
	}
	reg := prometheus.NewRegistry()
	newWorkerMetrics(reg, &worker{})
	var descs []string
	ch := make(chan *prometheus.Desc, 100)
	reg.Describe(ch)
	watchCollector{}.Describe(ch)
	close(ch)
	for d := range ch {
		descs = append(descs, d.String())
	}
	told := strings.Join(descs, "\n")
	for _, name := range regexp.MustCompile(`isnad_[a-z_]+`).FindAllString(string(b), -1) {
		if !strings.Contains(told, fmt.Sprintf("%q", strings.TrimSuffix(name, "_bucket"))) {
			t.Errorf("the dashboard asks for %s, which nobody tells", name)
		}
	}
}
