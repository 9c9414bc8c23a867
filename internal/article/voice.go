package article

import (
	"strings"
	"unicode"
)

// A LabelWord is a row of data/ar/labelwords.tsv.
type LabelWord struct{ Kind, Text string }

// A voice is how far a line speaks of the site that prints it, or to its reader,
// instead of the news: "the magazine welcomes your letters", "what is written here
// does not express the opinion of the site".
type voice struct {
	said   int // words of labels and of publishing
	spoken int // of them those that speak to the reader, and addresses
	of     int // words that say anything
}

// rate is the share of the words that tell of the site; what speaks to the reader counts twice.
func (v voice) rate() float32 {
	if v.of == 0 {
		return 0
	}
	return float32(v.said+v.spoken) / float32(v.of)
}

// notice tells whether a whole sentence is the site's own. Among the paragraphs it
// must speak to the reader; at the end of a text, where notices stand, it need not.
// News tells of sites and newspapers too: usual is the rate of its paragraphs.
func (v voice) notice(end bool, usual float32) bool {
	if !end {
		return v.spoken > 0 && v.said >= 2 && v.rate() >= .4+usual
	}
	return v.spoken > 0 && v.said >= 2 && v.rate() >= .28+usual || v.spoken > 1 && v.rate() >= .2+usual || v.said >= 3 && v.rate() >= .36+usual
}

// prefixes are what is written together with the next word: wa- and fa- "and",
// bi-, ka- and li- "with, as, for", and the article, alone or behind them.
var prefixes = []string{"", "ال", "و", "ل", "لل", "ب", "وال", "بال", "ول", "ولل", "وب", "ف", "ك", "كال", "عبر"}

// address makes the words that speak of us and you of the words of publishing:
// mawqiʿu-nā "our site", ṣafḥati-nā "our page", barīdi-kum "your mail".
func (lb *Labels) address(site string) {
	if t, ok := strings.CutSuffix(site, "ة"); ok {
		site = t + "ت"
	}
	for _, suffix := range []string{"نا", "كم", "ك"} {
		lb.spoken[site+suffix] = true
	}
}

// voice listens to the front of a folded line.
func (lb *Labels) voice(key string) (v voice) {
	key = strings.ToValidUTF8(key[:min(len(key), 4*maxLabel)], "")
	seen := map[string]bool{}
	for _, w := range wordsOf(key) {
		if len(w.text) <= 4 && !lb.spoken[w.text] || empty[w.text] {
			continue
		}
		v.of++
		said, spoken := lb.hears(w.text)
		if said && !seen[w.text] {
			v.said++
			seen[w.text] = true
			if spoken {
				v.spoken++
			}
		}
	}
	if n := contacts(key); n > 0 {
		v.said, v.spoken, v.of = v.said+n, v.spoken+n, v.of+n
	}
	return v
}

// hears tells whether a word is one of publishing or of labels, and whether it
// speaks to the reader.
func (lb *Labels) hears(w string) (said, spoken bool) {
	for _, front := range prefixes {
		rest, ok := strings.CutPrefix(w, front)
		if !ok || len(rest) < 4 {
			continue
		}
		if lb.spoken[rest] || toReader(rest) {
			return true, true
		}
		said = said || lb.site[rest] || front == "" && lb.words[rest]
	}
	return said, false
}

// toReader tells whether a folded word ends as nouns do that belong to you:
// musāhamāti-kum "your contributions", iʿṭāʾi-ka "giving you". Yaḥtakim "he resorts to" does not.
func toReader(w string) bool {
	return strings.HasSuffix(w, "تكم") && !strings.HasSuffix(w, "حتكم") || strings.HasSuffix(w, "ايكم") || strings.HasSuffix(w, "ايك") && len(w) > 8
}

// contacts counts the ways to reach somebody that a line names: addresses of mail
// and web, names behind @, telephones.
func contacts(key string) (n int) {
	for _, f := range strings.Fields(key) {
		digits := 0
		for _, r := range f {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		switch {
		case digits >= 8, strings.Contains(f, "@"), strings.Contains(f, "://"), strings.HasPrefix(f, "www."), strings.Contains(f, ".com"), strings.Contains(f, ".net"), strings.Contains(f, ".org"):
			n++
		}
	}
	return min(n, 2)
}

// named tells whether a folded line names the site.
func named(key, site string) bool {
	return len(site) > 6 && strings.Contains(" "+joined(wordsOf(key))+" ", " "+site+" ")
}

// timed tells whether a line holds a day or an hour and nothing else: weekday,
// month, "two hours ago", "last update".
func (lb *Labels) timed(key string) bool {
	if !strings.ContainsFunc(key, unicode.IsDigit) {
		return false
	}
	for _, w := range wordsOf(key) {
		if len(w.text) > 4 && !lb.time[w.text] && !lb.time[strings.TrimPrefix(w.text, "ال")] {
			return false
		}
	}
	return true
}
