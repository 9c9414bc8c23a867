package train

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/pipeline"
)

// ownDir holds the units written and annotated for isnad; below it spansFile holds
// the events of sentences of gsr-dev, whose words stay where they are.
const (
	ownDir    = "data/train"
	spansFile = ownDir + "/spans/gsr-dev.jsonl"
)

// Load reads all that the scorers are fitted on: below gold, people's labels in
// gsr-dev, and the annotated units of plover-train.jsonl and own-train.jsonl; below
// root, the units of data/train. The units of plover-dev.jsonl are left out
// everywhere: they are to be scored.
func Load(c *pipeline.Coder, root, gold string, progress io.Writer) (*Set, error) {
	dev, err := eval.Units(filepath.Join(gold, "plover-dev.jsonl"))
	if err != nil {
		return nil, err
	}
	exclude := map[string]bool{}
	for i := range dev {
		exclude[dev[i].Article.ID] = true
	}
	s := New(c, exclude, progress)
	if s.verbs, err = readVerbs(filepath.Join(root, "data/ar/verbs.tsv")); err != nil {
		return nil, err
	}
	if s.Penalties, err = readPenalties(filepath.Join(root, penaltiesFile)); err != nil {
		return nil, err
	}
	if err := s.addFile(filepath.Join(gold, "plover-train.jsonl"), eval.Open, newsWeight); err != nil {
		return nil, err
	}
	if err := s.addFile(filepath.Join(gold, "own-train.jsonl"), eval.Open, 1); err != nil {
		return nil, err
	}
	own, err := filepath.Glob(filepath.Join(root, ownDir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	sort.Strings(own)
	for _, f := range own { // never scored, so that nothing of it is held back
		if err := s.addFile(f, eval.All, 1); err != nil {
			return nil, err
		}
	}
	g, err := eval.ReadGSR(filepath.Join(gold, "gsr-dev"))
	if err != nil {
		return nil, err
	}
	if err := s.addSpans(filepath.Join(root, spansFile), g, exclude); err != nil {
		return nil, err
	}
	for _, t := range g.Types {
		for i := range t.Detection {
			if eval.Open(t.Detection[i].ID) {
				s.Label(&t.Detection[i], t.Type)
			}
		}
		for i := range t.Spans {
			if eval.Open(t.Spans[i].ID) {
				s.Marks(&t.Spans[i], t.Type)
			}
		}
	}
	if t := c.Lexicon.Table("events"); t != nil {
		for i := range t.Len() {
			s.Row(t.Get(i, "key"), t.Get(i, "example"))
		}
	}
	return s, nil
}

// addFile adds the units of a file that pick admits.
func (s *Set) addFile(path string, pick eval.Pick, weight float64) error {
	us, err := eval.Units(path)
	if err != nil {
		return err
	}
	for i := range us {
		if pick(us[i].Article.ID) {
			s.Add(&us[i], weight)
		}
	}
	return nil
}

// addSpans adds the units of a file that gives the events of sentences of g by id and spans alone.
func (s *Set) addSpans(path string, g *eval.GSR, exclude map[string]bool) error {
	texts := map[string]string{}
	for _, t := range g.Types {
		for i := range t.Detection {
			texts[t.Detection[i].ID] = t.Detection[i].Text
		}
	}
	us, err := eval.Units(path)
	if err != nil {
		return err
	}
	for i := range us {
		a := &us[i].Article
		if a.Text = texts[a.ID]; a.Text == "" || !eval.Open(a.ID) || exclude[a.ID] {
			return fmt.Errorf("read %s: unit %s is no open sentence of gsr-dev", path, a.ID)
		}
		s.Add(&us[i], newsWeight)
	}
	return nil
}

// Write writes the scorers as text and, beside it, as the program embeds them: path ends in .tsv, the other in .bin.
func (r *Result) Write(path string) error {
	compiled, err := learn.Compile(r.Models)
	if err != nil {
		return fmt.Errorf("write scorers: %w", err)
	}
	if err := os.WriteFile(strings.TrimSuffix(path, ".tsv")+".bin", compiled, 0o644); err != nil {
		return fmt.Errorf("write scorers: %w", err)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write scorers: %w", err)
	}
	defer f.Close()
	if _, err := fmt.Fprintln(f, "# Weights of the scorers, in thousandths: model, feature, weight. Written by `isnad train`."); err != nil {
		return fmt.Errorf("write scorers: %w", err)
	}
	if err := r.Trainer.Write(f, r.Models); err != nil {
		return fmt.Errorf("write scorers: %w", err)
	}
	return f.Close()
}

// Code codes the units of gold, each by the scorers that models gives for its id.
func Code(c *pipeline.Coder, units []eval.Unit, models func(id string) learn.Models) (eval.Coded, error) {
	ont, err := export.NewOntology(c.Lexicon.Table("plover"), c.Lexicon.Table("cameo"))
	if err != nil {
		return nil, err
	}
	labels := pipeline.Labels(c.Lexicon)
	readers := map[*learn.Model]*pipeline.Reader{}
	var out []export.Event
	for i := range units {
		ms := models(units[i].Article.ID)
		r := readers[ms["exists"]]
		if r == nil {
			r = c.WithModels(ms).Reader()
			readers[ms["exists"]] = r
		}
		d := r.Annotate(prepared(labels, units[i].Article))
		out = append(out, export.Events(ont, &d)...)
	}
	return eval.ByDocument(out), nil
}

func prepared(labels *article.Labels, a isnad.Article) isnad.Article {
	return article.Text(a.Text, labels, a)
}
