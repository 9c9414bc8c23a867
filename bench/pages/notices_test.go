package pages_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad/bench/pages"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
)

var (
	train   = flag.Bool("train", false, "write the weights of the scorer of notices")
	without = flag.String("without", "none", "train without this round of layouts, to see what an unseen one scores")
	cross   = flag.Bool("cross", false, "score layouts with a scorer that has not seen them")
)

const weights = "../../internal/article/notices.tsv"

// newsFiles are the training texts that stand against the notices.
var newsFiles = []string{
	"articles", "articles2", "articles3", "background", "commentary4", "conflict", "conflict2", "diplomacy", "diplomacy2", "news4",
	"ordinary", "ordinary8", "press", "protest", "rare", "statements", "statements8", "parties7", "articles7", "articles8",
}

// TestNotices trains the scorer of notices, and holds the committed weights to it.
func TestNotices(t *testing.T) {
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	lb := pipeline.Labels(lx)
	tr, m := teach(t, lb, func(layout string) bool { return true })
	var b bytes.Buffer
	fmt.Fprintln(&b, "# Weights of the scorer of notices, in thousandths. Made by go test ./bench/pages -run Notices -args -train: do not edit.")
	if err := tr.Write(&b, learn.Models{"notice": m}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d examples, %d of them notices; %d weights", len(tr.Examples["notice"]), tr.yes, m.Weights.Len())
	if *train {
		if err := os.WriteFile(weights, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(weights); err != nil || !bytes.Equal(want, b.Bytes()) {
		t.Errorf("%s is not what training gives; go test ./bench/pages -run Notices -args -train, and read what changes in %s", weights, golden)
	}
}

const folds = 5

// TestUnseen scores each layout with a scorer that has seen no notice of it.
func TestUnseen(t *testing.T) {
	if !*cross {
		t.Skip("asked for with -cross: it trains the scorer for each fold of the layouts")
	}
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	lb := pipeline.Labels(lx)
	whole := scores{}
	sum := &pages.Score{}
	var found [3]pages.Share
	for k := range folds {
		tr, m := teach(t, lb, func(layout string) bool { return fold(layout) != k })
		other := lb.WithNotices(m)
		tr.heard(t, other, k, found[:])
		for _, p := range all(t) {
			if fold(p.Layout) == k {
				r := extract(t, other, &p)
				whole.of(p.Round).Add(&p.Gold, r)
				sum.Add(&p.Gold, r)
				if !p.Held && *show != "" && (*show == p.Round || *show == "all") {
					pages.Show(t.Output(), &p, r)
				}
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(whole)) {
		t.Log(whole[n].Row("unseen, round " + n))
	}
	t.Log(sum.Row("unseen"))
	t.Logf("unseen notices of four words or more that score above -1: %v, 0: %v, 1: %v of %d", found[0], found[1], found[2], found[0].All)
}

// fold is the part of the layouts that one is of.
func fold(layout string) int { return int(sha256.Sum256([]byte(layout))[1]) % folds }

// teach trains a scorer on the layouts that are asked for.
func teach(t *testing.T, lb *article.Labels, use func(layout string) bool) (*teacher, *learn.Model) {
	t.Helper()
	tr := &teacher{lb: lb, Trainer: learn.NewTrainer()}
	tr.pages(t, use)
	tr.lines(t, "lines/notices.txt", true)
	tr.lines(t, "lines/news.txt", false)
	for _, name := range newsFiles {
		tr.texts(t, "../../data/train/"+name+".jsonl")
	}
	return tr, tr.Train(tr.Examples["notice"], learn.Options{L2: 1, MinCount: 2, Steps: 60, Keep: 0.05})
}

// heard counts the notices of the layouts of a fold that the scorer has not learned.
func (tr *teacher) heard(t *testing.T, lb *article.Labels, k int, found []pages.Share) {
	t.Helper()
	known := maps.Clone(tr.known)
	tr.pages(t, func(layout string) bool {
		return fold(layout) == k
	})
	for s, site := range tr.known {
		if _, ok := known[s]; !ok && len(strings.Fields(s)) >= 4 {
			for i := range found {
				found[i].Add(lb.Notice(s, site) > float64(i-1))
			}
		}
	}
}

type teacher struct {
	known map[string]string // notices of layouts, and their sites
	*learn.Trainer
	lb  *article.Labels
	yes int
}

func (tr *teacher) add(line, site string, notice bool) {
	f := learn.Features{Named: true}
	tr.lb.NoticeFeatures(&f, line, site)
	if len(f.List) == 0 {
		return
	}
	weight := 1.0
	if notice { // one of ten examples
		weight = 3
		tr.yes++
	}
	tr.Add("notice", &f, notice, weight)
	if notice && site != "" && strings.Contains(line, site) { // many pages do not tell the name of their site
		tr.add(line, "", true)
	}
}

// pages teaches what our layouts label as boilerplate, but not what of it is news
// elsewhere: headlines, first words and captions of other texts, names and tags.
func (tr *teacher) pages(t *testing.T, use func(layout string) bool) {
	t.Helper()
	ps := all(t)
	news, notices := map[string]bool{}, map[string]string{}
	texts, err := pages.Texts()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range texts {
		for _, s := range append([]string{x.Title, x.Caption, x.Byline}, x.Tags...) {
			news[s] = true
		}
		for _, b := range x.Body {
			news[b.Text] = true
		}
	}
	for i := range ps {
		for _, s := range ps[i].Gold.Boilerplate {
			if s = strings.Join(strings.Fields(s), " "); !news[s] && strings.Contains(s, " ") && ps[i].Round != *without && use(ps[i].Layout) {
				notices[s] = ps[i].Gold.Site
			}
		}
	}
	if tr.known == nil {
		tr.known = map[string]string{}
	}
	maps.Copy(tr.known, notices)
	for _, s := range slices.Sorted(maps.Keys(notices)) {
		tr.add(s, notices[s], true)
	}
	for _, s := range slices.Sorted(maps.Keys(news)) {
		tr.add(s, "", false)
	}
}

// sites are invented names that stand for {site} in written lines.
var sites = []string{"الميناء نيوز", "صوت الوادي", "جريدة الضحى", "شبكة مدار", "دیدگاه نو"}

func (tr *teacher) lines(t *testing.T, path string, notice bool) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if !strings.HasPrefix(l, "#") {
			site := sites[i%len(sites)]
			tr.add(strings.ReplaceAll(l, "{site}", site), site, notice)
		}
	}
}

// texts teaches paragraphs of news, and their sentences one by one; of every fourth
// paragraph the first words too, since notices are short more often than news is.
func (tr *teacher) texts(t *testing.T, path string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0 // of paragraphs
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var d struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(d.Text) {
			tr.add(l, "", false)
			if ws := strings.Fields(l); len(ws) > 8 {
				if n++; n%4 == 0 {
					tr.add(strings.Join(ws[:2+n/4%5], " "), "", false)
				}
			}
			if ss := strings.SplitAfter(l, ". "); len(ss) > 1 {
				for _, s := range ss {
					tr.add(s, "", false)
				}
			}
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}
