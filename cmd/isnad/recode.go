package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
)

func newRecode() *cobra.Command {
	var dir string
	var jobs int
	var all bool
	c := &cobra.Command{
		Use:   "recode --store DIR",
		Short: "Code the texts of a store again with this program's lexicon",
		Long: `Code again the texts that a store keeps, with the lexicon and the scorers of this
program. The records of each document are replaced in one transaction: events that are
the same keep their ids, their places and their happenings, changed ones take a new
cursor, those that are gone leave a tombstone, and a new event on their words supersedes
them. Documents that this version has coded with this lexicon are left as they are, so
a run that was broken off goes on; --all codes them too, after a change of the scorers.
Documents of which only events are known have no text and stay as they are.`,
		Example: `  isnad recode --store archive
  isnad recode --store archive --all`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if jobs < 1 {
				return usage("--jobs takes a number from 1", "%d jobs can do nothing", jobs)
			}
			return runRecode(c, dir, jobs, all)
		},
	}
	c.Flags().IntVar(&jobs, "jobs", runtime.NumCPU(), "how many documents are coded at a time; the store is the same for any number")
	c.Flags().BoolVar(&all, "all", false, "also documents that this version has coded with this lexicon")
	storeFlag(c, &dir)
	return c
}

// A recoded document is ready to be put; doc is nil when it stays as it is.
type recoded struct {
	doc     *store.Doc
	textual bool // its text is kept
	err     error
}

func runRecode(c *cobra.Command, dir string, jobs int, all bool) error {
	ctx := c.Context()
	s, err := openStore(ctx, dir, false)
	if err != nil {
		return err
	}
	defer s.Close()
	coder, err := pipeline.New()
	if err != nil {
		return failed(err, "")
	}
	onto, err := ontology(coder)
	if err != nil {
		return failed(err, "")
	}
	manifest, err := runManifest(coder.Lexicon, nil)
	if err != nil {
		return failed(err, "")
	}
	w, err := s.Write(ctx, store.WriteOptions{Manifest: manifest, Now: time.Now()})
	if errors.Is(err, store.ErrBusy) {
		return failed(err, "wait until it has ended; a second one may read meanwhile")
	}
	if err != nil {
		return failed(err, "")
	}
	defer w.Close()
	by := export.Coder{Version: version, Lexicon: coder.Lexicon.Digest()}
	rep := newReport(c.ErrOrStderr())
	left, bare := 0, 0
	var broken error
	err = pipeline.Ordered(jobs, documentIDs(ctx, s, &broken), func() func(string) recoded {
		reader, words := coder.Reader(), search.New(coder.Lexicon)
		return func(id string) recoded {
			d, err := s.Document(ctx, id)
			if err != nil || !d.Stored || !all && d.Coder == by {
				return recoded{textual: d.Stored, err: err}
			}
			r := recoded{textual: true}
			r.doc, r.err = codeAgain(reader, words, onto, by, &d)
			return r
		}
	}, func(r recoded) error {
		switch {
		case r.err != nil:
			return r.err
		case !r.textual:
			bare++
		case r.doc == nil:
			left++
		default:
			rep.count(true, len(r.doc.Events), false)
			return w.Put(ctx, r.doc)
		}
		return nil
	})
	if err = errors.Join(err, broken); err == nil {
		err = w.Commit(ctx)
	}
	rep.end()
	if err != nil {
		return failed(fmt.Errorf("code %s again: %w", dir, err), "what was committed before is kept; the same command goes on from there")
	}
	n := w.Counts()
	fmt.Fprintf(c.OutOrStdout(), "%d documents coded again: %d changed, %d as they were; %d events added, %d taken back; %d documents of this coder left, %d without a text left\n",
		n.Documents, n.Replaced, n.Unchanged, n.Events, n.Removed, left, bare)
	return nil
}

// documentIDs lists the documents of a store, oldest first. Coding again moves
// none of them in that order.
func documentIDs(ctx context.Context, s store.Store, failed *error) iter.Seq[string] {
	return func(yield func(string) bool) {
		p := store.Page{Limit: 500}
		for {
			hits, next, err := s.Documents(ctx, query.Query{Sort: query.Oldest}, p)
			if err != nil {
				*failed = err
				return
			}
			for i := range hits {
				if !yield(hits[i].Document) {
					return
				}
			}
			if next == "" {
				return
			}
			p.Cursor = next
		}
	}
}

// codeAgain codes the text of a stored document. Which story it belongs to, and
// which happening its events, other commands have found by all documents: both are kept.
func codeAgain(reader *pipeline.Reader, words *search.Segmenter, onto *export.Ontology, by export.Coder, old *store.Document) (*store.Doc, error) {
	d := reader.Annotate(export.ArticleOf(&old.Document))
	d.Story = string(old.Story)
	record := export.DocumentOf(&d, by)
	doc := &store.Doc{ID: record.ID, Record: &record, Events: export.Events(onto, &d), HasEvents: true}
	happening := map[string]export.Optional{}
	for i := range old.Events {
		happening[old.Events[i].ID] = old.Events[i].Happening
	}
	for i := range doc.Events {
		doc.Events[i].Happening = happening[doc.Events[i].ID]
	}
	if err := doc.Prepare(words, nil); err != nil {
		return nil, fmt.Errorf("document %q: %w", doc.ID, err)
	}
	return doc, doc.Pack()
}
