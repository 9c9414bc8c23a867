package article

import (
	"strings"

	"github.com/isnad/isnad"
)

// Text reads a text that was scraped by somebody else. Nothing of it is changed
// or left out: what belongs to the page is listed in Dropped. What the caller
// knows already (ID, URL, Title, Date, Outlet, Lang) comes in known.
func Text(text string, lb *Labels, known isnad.Article) isnad.Article {
	a := known
	a.Text, a.Dropped = text, nil
	if a.Date != "" {
		a.Date, a.Basis = cleanDay(a.Date), "given"
		if a.Date == "" {
			a.Basis = ""
		}
	}
	lb.mark(&a)
	if a.Lang == "" {
		a.Lang = Language(body(&a))
	}
	return a
}

// body is the text without its dropped parts.
func body(a *isnad.Article) string {
	var b strings.Builder
	at := 0
	for _, d := range a.Dropped {
		b.WriteString(a.Text[at:d.Start])
		at = d.End
	}
	b.WriteString(a.Text[at:])
	return b.String()
}

// Language tells the language of a text by its letters, as far as letters tell:
// ar, fa, ur, ckb, en, or "". Pages often declare the language of their system,
// so the text decides. Persian yeh and kaf alone prove nothing: many Arabic
// pages are typed on Persian keyboards. What tells Arabic is its article and its
// tāʾ marbūṭa, which the others hardly have.
func Language(text string) string {
	n := census(text)
	arabic := n.article + n.teh
	switch {
	case n.script+n.latin < 10:
		return ""
	case n.latin > n.script:
		return "en"
	case n.kurdish*12 > n.script:
		return "ckb"
	case n.urdu*25 > n.script:
		return "ur"
	case n.persian*40 > n.script && arabic*12 < n.script:
		return "fa"
	case arabic*40 > n.script:
		return "ar"
	case n.persian > 0 || arabic*100 < n.script:
		return "fa"
	}
	return "ar"
}

// letterCounts of a text: Arabic script, Latin, letters that only some languages
// have, and the Arabic article.
type letterCounts struct{ script, latin, persian, urdu, kurdish, article, teh int }

// census counts the letters of the front of a text.
func census(text string) (n letterCounts) {
	const enough = 40000 // bytes
	var last rune
	for at, r := range text {
		if at > enough {
			break
		}
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			n.latin++
		case r >= 0x0620 && r <= 0x06d3:
			n.script++
		}
		switch r {
		case 'پ', 'چ', 'گ', 'ژ':
			n.persian++
		case 'ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ھ':
			n.urdu++
		case 'ێ', 'ۆ', 'ڵ', 'ڕ', 'ە':
			n.kurdish++
		case 'ة', 'ۃ':
			n.teh++
		case 'ل':
			if last == 'ا' {
				n.article++
			}
		}
		last = r
	}
	return n
}
