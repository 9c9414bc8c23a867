package read

import (
	"errors"
	"fmt"
	"io"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/feed"
)

// feed cuts a feed into its items. Those that carry no whole text are passed by: a
// summary is not what the outlet reported.
func (c *cutter) feed(path, id string, r io.Reader) {
	raw, err := io.ReadAll(io.LimitReader(r, feed.MaxBytes+1))
	if err != nil {
		d := unreadable(path, err)
		d.Byte, d.Hint = int64(len(raw)), "the file is cut or damaged here; what came before is coded"
		c.fail(d)
	}
	f, err := feed.Parse(raw, feed.Source{})
	for i := range f.Items {
		if c.stopped {
			return
		}
		c.emit(c.news(path, fmt.Sprintf("%s:%d", id, i+1), &f, &f.Items[i]))
	}
	var fe *feed.Error
	switch {
	case err == nil && len(f.Items) == 0:
		c.fail(fault(path, "no-text", "the feed holds no item", ""))
	case errors.As(err, &fe):
		hint := "fetch the feed again; the items before are coded"
		switch fe.Code {
		case "no-feed":
			hint = "look at what the file is; --from names its form"
		case "feed-entities":
			hint = "the feed is coded; look at what it is"
		}
		c.fail(isnad.Diagnostic{Path: path, Byte: fe.Byte, Code: fe.Code, Text: fe.Text, Hint: hint})
	}
}

func (c *cutter) news(path, id string, f *feed.Feed, n *feed.Item) Item {
	it := Item{Path: path, ID: id, Byte: -1}
	text, plain, ok := n.Full()
	if !ok {
		it.Passed = "feed item without the whole text"
		return it
	}
	it.Record = Record{ID: n.URL, URL: n.URL, Title: n.Title, Outlet: f.Title, Date: n.Day, Byline: n.Author}
	if it.Record.ID == "" {
		it.Record.ID = n.ID
	}
	it.Kind, it.Raw, it.charset = HTML, []byte(text), "utf-8"
	it.decided = isnad.Charset{Name: f.Charset, Why: f.Why}
	if plain {
		it.Kind = Text
	}
	if len(it.Raw) > c.o.MaxPage {
		d := fault(path, "page-too-large", fmt.Sprintf("item %s holds more than %d bytes", id, c.o.MaxPage), "raise --max-page")
		return Item{Path: path, ID: id, Byte: -1, Faults: []isnad.Diagnostic{d}}
	}
	return it
}
