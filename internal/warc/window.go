package warc

import "io"

// keep is how many bytes behind the reading place can be read again. It is many
// times the size of a usual member, and no more than that is looked through for
// records that a damaged member has run over.
const keep = 1 << 20

// A window is a stream that remembers its last bytes.
type window struct {
	r    io.Reader
	ring []byte // the byte at offset i lies at i % keep
	at   int64  // next byte to give
	end  int64  // bytes read from r
	err  error  // of r, once it has ended
}

func newWindow(r io.Reader) *window { return &window{r: r, ring: make([]byte, keep)} }

func (w *window) Read(p []byte) (int, error) {
	if w.at < w.end {
		i := int(w.at % keep)
		n := copy(p, w.ring[i:min(keep, i+int(w.end-w.at))])
		w.at += int64(n)
		return n, nil
	}
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.r.Read(p[:min(len(p), keep)])
	for done := 0; done < n; {
		done += copy(w.ring[int((w.end+int64(done))%keep):], p[done:n])
	}
	w.end += int64(n)
	w.at = w.end
	w.err = err
	if n > 0 {
		return n, nil
	}
	return n, err
}

// back goes back to an offset, or to the earliest one that is remembered.
func (w *window) back(to int64) { w.at = max(to, w.end-keep, 0) }
