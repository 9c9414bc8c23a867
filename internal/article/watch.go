package article

import (
	"context"
	"io"
	"strings"
)

// A watch tells loops over a page when its time is over. Time is the caller's: a
// context without a deadline never ends, and the page is read as it always is.
type watch struct {
	ctx  context.Context
	cost int // since the context was asked
	late bool
}

// untimed is for what ends in time by itself.
func untimed() *watch { return &watch{ctx: context.Background()} }

// oftenEnough is so little work that a deadline is kept to a few milliseconds: an
// element costs 1, a text 1 for each 64 bytes.
const oftenEnough = 1024

// tick adds the cost of a step and tells whether time is over.
func (w *watch) tick(cost int) bool {
	if w.cost += cost; w.cost >= oftenEnough {
		w.cost = 0
		return w.over()
	}
	return w.late
}

func (w *watch) over() bool {
	w.late = w.late || w.ctx.Err() != nil
	return w.late
}

// A timed reader ends the page when its time is over: one tag or text may be as
// long as the page.
type timed struct {
	*strings.Reader
	w *watch
}

func (t timed) Read(b []byte) (int, error) {
	if t.w.over() {
		return 0, io.EOF
	}
	return t.Reader.Read(b[:min(len(b), 1<<16)])
}
