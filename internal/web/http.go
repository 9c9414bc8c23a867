package web

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

func requestID() string {
	var b [6]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// hasToken takes the token of Authorization: Bearer, or as the password that a
// browser asks for.
func hasToken(r *http.Request, token string) bool {
	got, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		_, got, _ = r.BasicAuth()
	}
	return subtle.ConstantTimeCompare([]byte(got), []byte(token)) == 1
}

// A recorder knows what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(code int) {
	if r.status == 0 {
		r.status = code
	}
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// A buffer holds an answer until it is whole: an error in the middle of a page
// becomes a page of its own, and the tag is of all its bytes.
type buffer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (b *buffer) Header() http.Header { return b.header }

func (b *buffer) WriteHeader(code int) {
	if b.status == 0 {
		b.status = code
	}
}

func (b *buffer) Write(p []byte) (int, error) {
	b.WriteHeader(http.StatusOK)
	return b.body.Write(p)
}

// tagged answers with an ETag over the bytes of the answer, and with 304 to one
// who has them.
func (s *Server) tagged(w http.ResponseWriter, r *http.Request) {
	b := &buffer{header: w.Header()}
	s.mux.ServeHTTP(b, r)
	b.WriteHeader(http.StatusOK)
	if b.status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		sum := sha256.Sum256(b.body.Bytes())
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		w.Header().Set("ETag", tag)
		if w.Header().Get("Cache-Control") == "" {
			w.Header().Set("Cache-Control", "no-cache")
		}
		for _, t := range strings.Split(r.Header.Get("If-None-Match"), ",") {
			if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
	}
	w.WriteHeader(b.status)
	if r.Method != http.MethodHead {
		w.Write(b.body.Bytes())
	}
}

// limits counts the requests of each address.
type limits struct {
	sync.Mutex
	rate float64
	of   map[string]*limit
}

type limit struct {
	*rate.Limiter
	seen time.Time
}

func newLimits(r float64) *limits { return &limits{rate: r, of: map[string]*limit{}} }

// maxAddresses bounds the memory of who asked; those who have been silent for a
// minute have their whole allowance again and can be forgotten.
const maxAddresses = 10_000

func (l *limits) allow(address string, now time.Time) bool {
	if l.rate <= 0 {
		return true
	}
	l.Lock()
	defer l.Unlock()
	x := l.of[address]
	if x == nil {
		if len(l.of) >= maxAddresses {
			for a, y := range l.of {
				if now.Sub(y.seen) > time.Minute {
					delete(l.of, a)
				}
			}
			if len(l.of) >= maxAddresses {
				return false
			}
		}
		x = &limit{Limiter: rate.NewLimiter(rate.Limit(l.rate), int(4*l.rate)+1)}
		l.of[address] = x
	}
	x.seen = now
	return x.AllowN(now, 1)
}
