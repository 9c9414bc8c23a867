package feed

import (
	"html"
	"strings"
	"unicode"
)

// Words that an item must have before it counts as the whole text: few when the
// feed gives them as such, many when all it has is a summary, which some outlets
// use for everything.
const (
	fewContent = 25
	fewSummary = 100
)

// Full is the text of the whole article when the item carries it. A text that ends
// in dots is a beginning.
func (it *Item) Full() (text string, plain, ok bool) {
	if whole(it.Content, fewContent) {
		return it.Content, it.Plain, true
	}
	if whole(it.Summary, fewSummary) {
		return it.Summary, false, true
	}
	return "", false, false
}

func whole(markup string, few int) bool {
	text := strings.TrimRightFunc(plain(markup), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("]})»\"'", r) })
	if strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "..") {
		return false
	}
	return len(strings.Fields(text)) >= few
}

// plain is the text of a little HTML, on one line.
func plain(markup string) string {
	var b strings.Builder
	for rest := markup; rest != ""; {
		k := strings.IndexByte(rest, '<')
		if k < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:k])
		rest = rest[k:]
		if !tagLike(rest) { // a sign of comparison
			b.WriteByte('<')
			rest = rest[1:]
			continue
		}
		end := strings.IndexByte(rest, '>')
		if end < 0 { // cut inside a tag, if it is one
			b.WriteString(rest)
			break
		}
		b.WriteByte(' ')
		rest = rest[end+1:]
	}
	return strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
}

func tagLike(s string) bool {
	if len(s) < 2 {
		return false
	}
	c := s[1]
	return c == '/' || c == '!' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
