package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/warc"
)

// Limits of one exchange. The zero value takes the defaults.
type Limits struct {
	Body    int64         // bytes of an answer, as sent and unpacked; 16 MB when 0
	Time    time.Duration // of the whole exchange; a minute when 0
	AtATime int           // exchanges at a time, over all hosts; 16 when 0
}

func (l Limits) withDefaults() Limits {
	l.Body, l.Time, l.AtATime = or(l.Body, 16<<20), or(l.Time, time.Minute), or(l.AtATime, 16)
	return l
}

// A client makes single exchanges. It follows no redirect, keeps no cookie and
// takes no proxy from the environment, behind which addresses could not be checked.
type client struct {
	http   *http.Client
	agent  string
	limits Limits
	slots  chan struct{}
}

func newClient(agent string, allowPrivate bool, l Limits) *client {
	d := &net.Dialer{Timeout: l.Time}
	if !allowPrivate {
		d.Control = refuse
	}
	return &client{
		http: &http.Client{
			Transport: &http.Transport{
				DialContext: d.DialContext, ForceAttemptHTTP2: true, DisableCompression: true, // gzip is asked for and unpacked here, with a limit
				MaxResponseHeaderBytes: 64 << 10, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second, TLSHandshakeTimeout: l.Time,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		agent: agent, limits: l, slots: make(chan struct{}, l.AtATime),
	}
}

// Validators let a server answer that nothing has changed.
type validators struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
}

// A response is one answer.
type response struct {
	status        int
	header        http.Header
	raw           []byte // the body as it was sent
	body          []byte // unpacked
	mime, charset string // as the server says
}

// get makes one exchange. The outcome is "" when there is an answer of any
// status; else cause says more.
func (c *client) get(ctx context.Context, u *url.URL, v validators, language string) (r response, o Outcome, cause error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return r, Timeout, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, c.limits.Time)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return r, BadAddress, err
	}
	h := req.Header
	h.Set("User-Agent", c.agent)
	h.Set("Accept-Encoding", "gzip")
	h.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	if language != "" {
		h.Set("Accept-Language", language)
	}
	if v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v.Modified != "" {
		h.Set("If-Modified-Since", v.Modified)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return r, failure(err), cut(err)
	}
	defer resp.Body.Close()
	r.status, r.header = resp.StatusCode, resp.Header
	r.mime, r.charset = warc.MediaType(resp.Header.Get("Content-Type"))
	if r.raw, err = readAll(resp.Body, c.limits.Body); err != nil {
		return r, failure(err), cut(err)
	}
	if r.body, err = unpack(r.raw, resp.Header.Get("Content-Encoding"), c.limits.Body); err != nil {
		return r, failure(err), err
	}
	return r, "", nil
}

var (
	errTooLarge = errors.New("larger than the limit")
	errEncoding = errors.New("content encoding")
)

func readAll(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("%w of %d bytes", errTooLarge, limit)
	}
	return b, err
}

// unpack takes off gzip; the limit holds for what comes out.
func unpack(raw []byte, encoding string, limit int64) ([]byte, error) {
	switch encoding = strings.ToLower(strings.TrimSpace(encoding)); encoding {
	case "", "identity":
		return raw, nil
	case "gzip", "x-gzip":
	default:
		return nil, fmt.Errorf("%w %.40q was not asked for", errEncoding, encoding)
	}
	if len(raw) == 0 {
		return raw, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errEncoding, err)
	}
	b, err := readAll(z, limit)
	if err != nil && !errors.Is(err, errTooLarge) {
		return nil, fmt.Errorf("%w: %w", errEncoding, err)
	}
	return b, err
}

// failure sorts an error of an exchange.
func failure(err error) Outcome {
	var ne net.Error
	switch {
	case errors.Is(err, errPrivate):
		return PrivateAddress
	case errors.Is(err, errTooLarge):
		return TooLarge
	case errors.Is(err, errEncoding):
		return BadEncoding
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		return Timeout
	}
	return Unreachable
}

// cut takes off what net/http puts before an error, the address, which is told anyway.
func cut(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

// judge sorts a status that is neither a page nor a redirect.
func judge(status int) Outcome {
	switch {
	case status == http.StatusNotFound, status == http.StatusGone:
		return Gone
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		return Busy
	case status >= 500:
		return ServerError
	case status >= 400:
		return Refused
	}
	return NotAPage
}
