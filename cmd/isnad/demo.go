package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/isnad/isnad/examples"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
)

// line is a value as one line of JSON, in its own letters.
func line(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// fillDemo codes the example articles into a store. Their groups are those that
// the file gives: the examples are written story by story.
func fillDemo(ctx context.Context, s store.Store) error {
	c, err := pipeline.New()
	if err != nil {
		return err
	}
	onto, err := ontology(c)
	if err != nil {
		return err
	}
	lx, err := lexicon.Open()
	if err != nil {
		return err
	}
	manifest, err := runManifest(lx, nil)
	if err != nil {
		return err
	}
	w, err := s.Write(ctx, store.WriteOptions{Manifest: manifest, Now: time.Now()})
	if err != nil {
		return err
	}
	defer w.Close()
	one, words := c.Worker()(), search.New(lx)
	by := export.Coder{Version: version, Lexicon: lx.Digest()}
	for n, raw := range bytes.Split(bytes.TrimSpace(examples.Demo), []byte("\n")) {
		var also struct{ Story string }
		if err := json.Unmarshal(raw, &also); err != nil {
			return fmt.Errorf("example %d: %w", n+1, err)
		}
		r := one(read.Item{Path: "demo.jsonl", Line: n + 1, Kind: read.JSONL, Raw: raw})
		if !r.Coded || len(r.Faults) > 0 {
			return fmt.Errorf("example %d is not coded: %v", n+1, r.Faults)
		}
		r.Document.Story = also.Story
		record := export.DocumentOf(&r.Document, by)
		d := &store.Doc{ID: record.ID, Record: &record, Events: export.Events(onto, &r.Document), HasEvents: true}
		if err := d.Prepare(words, nil); err != nil {
			return err
		}
		if err := w.Put(ctx, d); err != nil {
			return err
		}
	}
	return w.Commit(ctx)
}
