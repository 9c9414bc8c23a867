package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
	"github.com/isnad/isnad/internal/story"
)

// demoArticles are the articles that isnad demo shows, one a line as isnad code
// --from jsonl reads them: written for it, of invented outlets and persons. story
// is the group that their writer gave them.
//
//go:embed demo/articles.jsonl
var demoArticles []byte

// line is a value as one line of JSON, in its own letters.
func line(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// fillDemo codes the example articles, joins the events that tell of one
// happening, day by day as isnad stories does, and stores them. Their stories are
// those that their writer gave: ten, of which each outlet told a part.
func fillDemo(ctx context.Context, s store.Store) error {
	c, err := pipeline.New()
	if err != nil {
		return err
	}
	onto, err := ontology(c)
	if err != nil {
		return err
	}
	manifest, err := runManifest(c.Lexicon, nil)
	if err != nil {
		return err
	}
	docs, err := codeDemo(c, onto)
	if err != nil {
		return err
	}
	w, err := s.Write(ctx, store.WriteOptions{Manifest: manifest, Now: time.Now()})
	if err != nil {
		return err
	}
	defer w.Close()
	words := search.New(c.Lexicon)
	for i := range docs {
		if err := docs[i].Prepare(words, nil); err != nil {
			return err
		}
		if err := w.Put(ctx, &docs[i]); err != nil {
			return err
		}
	}
	return w.Commit(ctx)
}

// codeDemo returns the example articles in the order of their days.
func codeDemo(c *pipeline.Coder, onto *export.Ontology) ([]store.Doc, error) {
	one, agencies := c.Worker()(), story.NewAgencies(c.Lexicon)
	by := export.Coder{Version: version, Lexicon: c.Lexicon.Digest()}
	days := map[string][]story.Unit{}
	stories := map[string]export.Optional{}
	records := map[string]*export.Document{}
	for n, raw := range bytes.Split(bytes.TrimSpace(demoArticles), []byte("\n")) {
		var also struct{ Story export.Optional }
		if err := json.Unmarshal(raw, &also); err != nil {
			return nil, fmt.Errorf("example %d: %w", n+1, err)
		}
		r := one(read.Item{Path: "demo/articles.jsonl", Line: n + 1, Kind: read.JSONL, Raw: raw})
		if !r.Coded || len(r.Faults) > 0 {
			return nil, fmt.Errorf("example %d is not coded: %v", n+1, r.Faults)
		}
		d := export.DocumentOf(&r.Document, by)
		records[d.ID], stories[d.ID] = &d, also.Story
		days[string(d.Date.Value)] = append(days[string(d.Date.Value)], story.Unit{Document: story.DocumentOf(&d, agencies), Events: export.Events(onto, &r.Document)})
	}
	var out []store.Doc
	group := story.New(c.Lexicon, story.DefaultWindow)
	for _, day := range slices.Sorted(maps.Keys(days)) {
		units := days[day]
		assigned, _ := group.Batch(day, units) // sorts them
		for i, u := range units {
			d := records[u.Document.ID]
			d.Story = stories[d.ID]
			for k := range u.Events {
				u.Events[k].Story, u.Events[k].Happening = d.Story, export.Optional(assigned[i].Happenings[k])
			}
			out = append(out, store.Doc{ID: d.ID, Record: d, Events: u.Events, HasEvents: true})
		}
	}
	return out, nil
}
