package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/read"
)

// partClient reads files of archives over HTTP, and objects of S3. How long a file
// takes is not bounded, how long nothing comes is.
var partClient = &http.Client{Transport: &http.Transport{
	Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext, TLSHandshakeTimeout: 10 * time.Second,
	ResponseHeaderTimeout: time.Minute, IdleConnTimeout: time.Minute, DisableCompression: true, MaxIdleConnsPerHost: 16,
}}

// silence is how long a server may send nothing.
const silence = time.Minute

// openPart opens a part where it lies.
func openPart(ctx context.Context, p read.Part) (io.ReadCloser, error) {
	if !read.IsURL(p.Path) {
		return read.OpenFile(p)
	}
	ctx, cancel := context.WithCancel(ctx)
	r, err := ask(ctx, p)
	if err != nil {
		cancel()
		return nil, err
	}
	return &watched{r, cancel, time.AfterFunc(silence, cancel)}, nil
}

// ask asks a server for a part.
func ask(ctx context.Context, p read.Part) (io.ReadCloser, error) {
	address, client := p.Path, partClient
	var s3 *s3Account
	if strings.HasPrefix(p.Path, s3Prefix) {
		a, err := s3FromEnvironment()
		if err != nil {
			return nil, err
		}
		u, err := a.address(p.Path)
		if err != nil {
			return nil, err
		}
		s3, address, client = &a, u.String(), s3Client
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "isnad/"+version)
	want, spread := http.StatusOK, ""
	if p.Offset > 0 || p.Length > 0 {
		want, spread = http.StatusPartialContent, fmt.Sprintf("bytes=%d-", p.Offset)
		if p.Length > 0 {
			spread += fmt.Sprint(p.Offset + p.Length - 1)
		}
		req.Header.Set("Range", spread)
	}
	if s3 != nil {
		if err := s3.sign(ctx, req, time.Now()); err != nil {
			return nil, err
		}
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	switch {
	case resp.StatusCode != want:
		said := ""
		if s3 != nil {
			said = s3Fault(resp)
		}
		err = fmt.Errorf("%s answers %s, not %d%s", p.Path, resp.Status, want, said)
	case want == http.StatusPartialContent && !strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", p.Offset)):
		err = fmt.Errorf("%s sends %q, asked for %s", p.Path, resp.Header.Get("Content-Range"), spread)
	}
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp.Body, nil
}

// watched ends a body that has become silent.
type watched struct {
	io.ReadCloser
	cancel context.CancelFunc
	timer  *time.Timer
}

func (w *watched) Read(b []byte) (int, error) {
	w.timer.Reset(silence)
	n, err := w.ReadCloser.Read(b)
	w.timer.Stop()
	return n, err
}

func (w *watched) Close() error {
	w.timer.Stop()
	w.cancel()
	return w.ReadCloser.Close()
}

// whole reads a part and remembers what a reader of records takes for the end: an
// error on the way, or a file that ends before the part does.
type whole struct {
	r    io.Reader
	left int64 // of a part of known length, else -1
	err  error
}

func newWhole(r io.Reader, p read.Part) *whole {
	w := &whole{r: r, left: -1}
	if p.Length > 0 {
		w.r, w.left = io.LimitReader(r, p.Length), p.Length
	}
	return w
}

func (w *whole) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	if w.left >= 0 {
		w.left -= int64(n)
	}
	if err == io.EOF && w.left > 0 {
		err = fmt.Errorf("the file ends %d bytes before the part does: %w", w.left, io.ErrUnexpectedEOF)
	}
	if err != nil && !errors.Is(err, io.EOF) && w.err == nil {
		w.err = err
	}
	return n, err
}
