package warc

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A Response is the HTTP message in the block of a response record.
type Response struct {
	Status int
	Header Header
	raw    []byte // as it came over the wire
}

// Errors of a body. What could be read is given beside them.
var (
	ErrCut   = errors.New("the body is cut")
	ErrLarge = errors.New("the body is larger than the limit")
)

// maxLayers is how many encodings may lie in each other.
const maxLayers = 3

// ParseResponse reads the status line and the header; ok is false when the block
// does not begin as an HTTP response does. It keeps block.
func ParseResponse(block []byte) (r Response, ok bool) {
	line, rest, found := bytes.Cut(block, []byte("\n"))
	version, status, _ := strings.Cut(strings.TrimSpace(string(line[:min(len(line), 256)])), " ")
	if !found || !strings.HasPrefix(version, "HTTP/") || len(status) < 3 {
		return r, false
	}
	n, err := strconv.Atoi(status[:3])
	if err != nil {
		return r, false
	}
	head, body := rest, []byte(nil)
	for i := 0; ; {
		k := bytes.IndexByte(rest[i:], '\n')
		if k < 0 {
			break
		}
		if line := bytes.TrimRight(rest[i:i+k], "\r"); len(line) == 0 {
			head, body = rest[:i], rest[i+k+1:]
			break
		}
		i += k + 1
	}
	if len(head) > maxHeader {
		return r, false
	}
	return Response{n, parseHeader(head), body}, true
}

// MediaType is the type of the content in lower case, without its parameters, and
// the charset that it names.
func MediaType(contentType string) (media, charset string) {
	media, params, _ := strings.Cut(strings.ToLower(contentType), ";")
	if _, v, ok := strings.Cut(params, "charset="); ok {
		v, _, _ = strings.Cut(v, ";")
		charset = strings.Trim(v, " \t\"'")
	}
	return strings.TrimSpace(media), charset
}

// Body takes off chunks and compression. Some crawlers did so before they wrote the
// record and left the header as it was: what does not look encoded is not. With an
// error Body gives what came before it.
func (r *Response) Body(limit int) ([]byte, error) {
	body := r.raw
	var err error
	if strings.Contains(strings.ToLower(r.Header.Get("Transfer-Encoding")), "chunked") {
		body, err = dechunk(body)
	}
	var layers []string
	for _, f := range r.Header {
		if strings.EqualFold(f.Name, "Content-Encoding") {
			layers = append(layers, strings.Split(strings.ToLower(f.Value), ",")...)
		}
	}
	if len(layers) > maxLayers {
		return nil, fmt.Errorf("%d encodings in each other, the limit is %d", len(layers), maxLayers)
	}
	for i := len(layers) - 1; i >= 0; i-- {
		out, e := decode(strings.TrimSpace(layers[i]), body, limit)
		body = out
		if e != nil {
			err = e
			break
		}
	}
	if len(body) > limit {
		return body[:limit], ErrLarge
	}
	return body, err
}

// dechunk joins the chunks of a body (RFC 9112, 7.1).
func dechunk(raw []byte) ([]byte, error) {
	var out []byte
	for rest := raw; ; {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		digits, _, _ := strings.Cut(strings.TrimSpace(string(line[:min(len(line), 64)])), ";")
		size, err := strconv.ParseUint(strings.TrimSpace(digits), 16, 31)
		switch {
		case out == nil && (err != nil || !found):
			return raw, nil // it has been done before
		case err != nil || !found:
			return out, ErrCut
		case size == 0:
			return out, nil
		case size > uint64(len(after)):
			return append(out, after...), ErrCut
		}
		out = append(out, after[:size]...)
		rest = after[size:]
		rest = bytes.TrimPrefix(rest, []byte("\r"))
		rest = bytes.TrimPrefix(rest, []byte("\n"))
	}
}

// decode takes one encoding off.
func decode(name string, body []byte, limit int) ([]byte, error) {
	var z io.Reader
	var err error
	in := bytes.NewReader(body)
	switch name {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, magicGzip) {
			return body, nil
		}
		z, err = gzip.NewReader(in)
	case "zstd":
		if !bytes.HasPrefix(body, magicZstd) {
			return body, nil
		}
		var d *zstd.Decoder
		if d, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)); err == nil {
			defer d.Close()
			z = d
		}
	case "deflate": // zlib by the standard, bare deflate by some servers
		if z, err = zlib.NewReader(in); err != nil {
			z, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	case "br":
		z = brotli.NewReader(in)
	case "", "identity":
		return body, nil
	default:
		return nil, fmt.Errorf("the body has an encoding that is not known, %q", name)
	}
	if err != nil {
		return nil, ErrCut
	}
	out, err := io.ReadAll(io.LimitReader(z, int64(limit)+1))
	switch {
	case len(out) > limit:
		return out[:limit], ErrLarge
	case err != nil && len(out) == 0 && (name == "br" || name == "deflate"): // these have no magic number
		return body, nil
	case err != nil:
		return out, ErrCut
	}
	return out, nil
}
