package article

import (
	_ "embed"
	"strconv"
	"strings"
	"unicode"

	"github.com/isnad/isnad/internal/learn"
)

// What a site says to its readers among the news is told by its words: no list holds
// them all, but a linear scorer weighs each (notice). It is trained on the boilerplate of
// our own pages and on lines written for it, against news, by
//
//	go test ./bench/pages -run Notices -args -train
//
//go:embed notices.tsv
var noticeWeights string

// notice is the log-odds that a folded line is the site's own word and not the news's,
// as far as its words tell; site is the folded name of the site.
func (lb *Labels) notice(key, site string, stop bool) float64 {
	if lb.notices == nil {
		return noNotice
	}
	var f learn.Features
	lb.listen(&f, key, site, stop)
	return lb.notices.Score(f.List)
}

// NoticeFeatures are what the scorer hears in a line, for those who train it.
func (lb *Labels) NoticeFeatures(f *learn.Features, line, site string) {
	for _, l := range lb.lines(line, nil, untimed()) {
		lb.listen(f, l.key, joined(wordsOf(lb.key(site))), l.stop)
		return
	}
}

// Notice is the score of a line, for those who train the scorer.
func (lb *Labels) Notice(line, site string) float64 {
	var f learn.Features
	lb.NoticeFeatures(&f, line, site)
	return lb.notices.Score(f.List)
}

// listen adds what the scorer hears in a folded line, each once: words and pairs of words
// without what is written together with them, the first words, endings, kinds of words
// and how many of them, and what else a line shows. What it quotes is left out.
func (lb *Labels) listen(f *learn.Features, key, site string, stop bool) {
	key = lb.unquoted(strings.ToValidUTF8(key[:min(len(key), 4*maxLabel)], ""))
	add := func(group, value string) { f.Add(group, value) }
	if len(site) > 6 {
		if k := strings.ReplaceAll(key, site, "thesite"); k != key {
			key = k
			add("has", "site")
		}
	}
	ws := wordsOf(key)
	var counts [bits]int
	long, before := 0, "^"
	for i, w := range ws {
		x := stem(w.text)
		add("w", x)
		add("s", root(x))
		add("b", before+" "+x)
		if i < 2 {
			add("f", x)
		}
		before = x
		k, front := lb.kindOf(w.text)
		if len(w.text) > 4 {
			long++
		}
		for b := range bits {
			if k&(1<<b) == 0 {
				continue
			}
			counts[b]++
			if i == 0 {
				add("fk", strconv.Itoa(b))
			}
			if front != "" {
				add("kf", strconv.Itoa(b)+front)
			}
		}
		if rs := []rune(w.text); len(rs) > 3 {
			add("p", string(rs[:1]))
			if i > 0 {
				add("pe", string(rs[:1])+string(rs[len(rs)-1:]))
			}
			add("e", string(rs[len(rs)-2:]))
			if i == 0 {
				add("fe", string(rs[len(rs)-2:]))
				add("fp", string(rs[:2]))
			}
		}
	}
	add("b", before+" $")
	for b, n := range counts {
		if n > 0 {
			add("k", strconv.Itoa(b)+"/"+strconv.Itoa(min(n, 4)))
			add("kr", strconv.Itoa(b)+"/"+strconv.Itoa(min(5, 10*n/max(long, 1))))
		}
	}
	size := 0
	for size < 6 && len(ws) > 1<<size {
		size++
	}
	add("n", strconv.Itoa(size))
	add("stop", strconv.FormatBool(stop))
	if contacts(key) > 0 {
		add("has", "contact")
	}
	if strings.ContainsFunc(key, unicode.IsDigit) {
		add("has", "digit")
	}
	switch tail := strings.TrimRight(key, " »\"!"); {
	case strings.HasSuffix(tail, "؟"):
		add("ends", "?")
	case strings.HasSuffix(tail, ":"):
		add("ends", ":")
	}
	once(f)
}

// once leaves of features that come again only the first.
func once(f *learn.Features) {
	n := 0
	seen := map[learn.Feature]bool{}
	for i, x := range f.List {
		if seen[x] {
			continue
		}
		seen[x] = true
		f.List[n] = x
		if f.Named {
			f.Names[n] = f.Names[i]
		}
		n++
	}
	f.List = f.List[:n]
	if f.Named {
		f.Names = f.Names[:n]
	}
}

// stem takes "and", the article and small words written together off a folded word.
func stem(w string) string {
	for _, front := range []string{"وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و"} {
		if rest, ok := strings.CutPrefix(w, front); ok && len(rest) >= 6 {
			return rest
		}
	}
	return w
}

// WithNotices is a copy of the labels with another scorer of notices, for those who train it.
func (lb *Labels) WithNotices(m *learn.Model) *Labels {
	c := *lb
	c.notices = m
	return &c
}

// root takes what is written together with a stem off both its ends, as light stemmers do
// (Larkey et al. 2002): what is left stands for its forms.
func root(w string) string {
	for _, front := range []string{"ست", "سي", "سن", "ب", "ل", "ف", "ك", "ن", "ت", "ي"} {
		if rest, ok := strings.CutPrefix(w, front); ok && len(rest) >= 6 {
			w = rest
			break
		}
	}
	for _, end := range []string{"ات", "ها", "هم", "نا", "كم", "وا", "ون", "ين", "تم", "ية", "ه", "ة", "ي", "ك"} {
		if rest, ok := strings.CutSuffix(w, end); ok && len(rest) >= 6 {
			return rest
		}
	}
	return w
}
