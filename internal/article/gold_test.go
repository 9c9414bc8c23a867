package article

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/isnad/isnad"
)

// TestGoldIsNotDropped runs over annotated documents, which are no part of this
// project: where people marked an event, the text is part of the article.
func TestGoldIsNotDropped(t *testing.T) {
	lb := testLabels()
	for _, name := range []string{"seed/gold.jsonl", "articles-dev.jsonl", "plover-dev.jsonl", "plover-train.jsonl", "own-train.jsonl", "gsr-dev/protest_spans.jsonl"} {
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(filepath.Join("../../../shared/gold", name))
			if err != nil {
				t.Skipf("the gold is not here: %v", err)
			}
			defer f.Close()
			sc := bufio.NewScanner(f)
			sc.Buffer(nil, 16<<20)
			events, lost, documents, spans := 0, 0, 0, 0
			for sc.Scan() {
				var d struct {
					ID, Title, Text string
					Events          []struct {
						Trigger struct{ Start, End int }
					}
				}
				if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
					t.Fatal(err)
				}
				a := Text(d.Text, lb, isnad.Article{Title: d.Title})
				documents++
				spans += len(a.Dropped)
				rs := []rune(d.Text)
				for _, e := range d.Events {
					events++
					start := len(string(rs[:e.Trigger.Start]))
					for _, x := range a.Dropped {
						if x.Start <= start && start < x.End && e.Trigger.End > 0 {
							lost++
							t.Logf("%s: an event lies in a part dropped as %s, %d bytes", d.ID, x.Reason, x.End-x.Start)
						}
					}
				}
			}
			t.Logf("%d documents, %d dropped parts, %d events, %d of them dropped", documents, spans, events, lost)
			if lost*200 > events {
				t.Errorf("%d of %d events lie in dropped parts", lost, events)
			}
		})
	}
}
