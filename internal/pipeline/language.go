package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/language"
	"github.com/isnad/isnad/internal/read"
)

// otherLanguage is the reason of parts that are dropped for their language.
const otherLanguage = "language"

// foreign sets the language of an article where it is not given, and drops the
// paragraphs that are not Arabic: the data knows no word of theirs, so whatever
// were coded there would be chance. An article in another language is dropped
// whole. What nothing tells about is taken for Arabic.
func foreign(id *language.Identifier, a isnad.Article) isnad.Article {
	ps := id.Paragraphs(a.Text, a.Dropped, nil)
	if a.Lang == "" || a.Lang == "und" || a.Lang == "mul" {
		a.Lang = languageOf(id, &a)
	}
	arabic := isArabic(a.Lang)
	var out []isnad.Dropped
	for _, p := range ps {
		if arabic && (!p.Sure || p.Lang == "ar") {
			continue
		}
		if k := len(out) - 1; k >= 0 && strings.TrimSpace(a.Text[out[k].End:p.Start]) == "" {
			out[k].End = p.End
			continue
		}
		out = append(out, isnad.Dropped{Span: p.Span, Reason: otherLanguage})
	}
	if len(out) > 0 {
		out = append(out, a.Dropped...) // never the caller's array
		slices.SortFunc(out, func(x, y isnad.Dropped) int { return x.Start - y.Start })
		a.Dropped = out
	}
	return a
}

// languageOf tells the language of what is kept of an article. An article is coded
// when its language is Arabic, so an unsure guess at another is not written down.
func languageOf(id *language.Identifier, a *isnad.Article) string {
	text := a.Text
	if len(a.Dropped) > 0 {
		var b strings.Builder
		at := 0
		for _, d := range a.Dropped {
			b.WriteString(a.Text[at:max(at, d.Start)])
			b.WriteByte('\n')
			at = max(at, d.End)
		}
		b.WriteString(a.Text[at:])
		text = b.String()
	}
	tag, sure := id.Identify(text)
	if !sure && tag != "" && !strings.HasPrefix(tag, "und") {
		return "ar"
	}
	return tag
}

// isArabic tells whether a document of this tag is coded. "" is a text without
// letters, or one that nobody has looked at.
func isArabic(tag string) bool {
	first, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch first {
	case "", "ar", "ara", "arb", "arabic":
		return true
	}
	return false
}

// languageNames are for people; the record holds the tag.
var languageNames = map[string]string{
	"fa": "Persian", "ur": "Urdu", "ckb": "Central Kurdish", "ps": "Pashto",
	"und-Latn": "a language of Latin script", "und-Cyrl": "a language of Cyrillic script", "und-Hebr": "a language of Hebrew script", "und": "another script",
}

func nameOf(tag string) string {
	if name := languageNames[tag]; name != "" {
		return name
	}
	return fmt.Sprintf("%q", tag)
}

// notCoded says that a document was read but not coded for its language; ok is
// false when it was coded.
func notCoded(it *read.Item, a *isnad.Article) (d isnad.Diagnostic, ok bool) {
	if isArabic(a.Lang) {
		return d, false
	}
	text := fmt.Sprintf("the document is in %s; it is read, not coded", nameOf(a.Lang))
	if a.ID != it.Path {
		text = a.ID + ": " + text
	}
	return isnad.Diagnostic{
		Path: it.Path, Line: it.Line, Byte: -1, Code: "language", Text: text,
		Hint: "isnad codes Arabic; leave out documents in other languages, or set \"lang\": \"ar\" in the record of one that is Arabic",
	}, true
}
