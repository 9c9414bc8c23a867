package web

import (
	"regexp"
	"strconv"
	"strings"
)

// What other packages say stands in English where it is made: meanings of fields and
// forms, reasons of errors. arabic.tsv has the Arabic of each, found by the English, so
// that a text has one place; a test reads the sources and holds that none is missing.

// A saying is one such text. What differs from case to case is {} in both languages.
type saying struct {
	english *regexp.Regexp // nil: nothing differs
	arabic  string
}

type sayings struct {
	plain map[string]string
	holed []saying // those with more words of their own first
}

// in is a text in Arabic; names are what may stand in a hole besides other texts.
func (x *sayings) in(text string, names map[string]string, deep int) (string, bool) {
	if ar, ok := x.plain[text]; ok {
		return ar, true
	}
	if ar, ok := names[strings.TrimPrefix(text, "the ")]; ok {
		return ar, true
	}
	for i := range x.holed {
		given := x.holed[i].english.FindStringSubmatch(text)
		if given == nil || deep == 0 {
			continue
		}
		out, all := x.holed[i].arabic, true
		for _, g := range given[1:] {
			ar, ok := x.in(g, names, deep-1)
			all = all && ok
			out = strings.Replace(out, "{}", ar, 1)
		}
		if all {
			return joined.Replace(out), true
		}
	}
	return "", false
}

// joined writes li- "of" as one word with what follows, as it is printed.
var joined = strings.NewReplacer("لـ الل", "لل", "لـ ال", "لل", "لـ ", "ل")

// Role is an office in the language of the page. What has no Arabic is told by its
// sector: the names of offices are many, and a reader of Arabic is owed Arabic.
func (v *view) Role(r Role) []said {
	if v.Lang != "ar" {
		return []said{{Text: r.Role}}
	}
	if ar, ok := v.s.pages.roles.in(r.Role, v.s.Names, 3); ok {
		return []said{{Text: ar}}
	}
	return []said{{Text: v.Code("sector", r.Sector)}}
}

var hole = regexp.MustCompile(`\{\d?\}`)

func readSayings(text string) *sayings {
	out := &sayings{plain: map[string]string{}}
	for _, line := range strings.Split(text, "\n") {
		en, ar, ok := strings.Cut(line, "\t")
		switch {
		case !ok || strings.HasPrefix(line, "#"):
		case !hole.MatchString(en):
			out.plain[en] = ar
		default:
			var parts []string
			for _, p := range hole.Split(en, -1) {
				parts = append(parts, regexp.QuoteMeta(p))
			}
			x := saying{regexp.MustCompile(`(?s)^` + strings.Join(parts, "(.*?)") + `$`), ar}
			at := 0
			for at < len(out.holed) && len(out.holed[at].english.String()) >= len(x.english.String()) {
				at++
			}
			out.holed = append(out.holed[:at], append([]saying{x}, out.holed[at:]...)...)
		}
	}
	return out
}

// A said is a stretch of a text of the page. What is of another direction or language
// than the page stands isolated: Lang and Dir are then not empty.
type said struct{ Text, Lang, Dir string }

// latin are names, codes and addresses in an Arabic text, with the spaces in them.
var latin = regexp.MustCompile(`[!-~]*[A-Za-z](?:[ -~]*[A-Za-z0-9/)*="])?`)

// Say is a text of the program in the language of the page; in English, as a stretch of
// its own, where it has no Arabic.
func (v *view) Say(text string) []said {
	if v.Lang != "ar" || text == "" {
		return []said{{Text: text}}
	}
	if ar, ok := v.s.pages.sayings.plain[text]; ok {
		return isolated(ar)
	}
	for _, x := range v.s.pages.sayings.holed {
		given := x.english.FindStringSubmatch(text)
		if given == nil {
			continue
		}
		var out []said
		start, n := 0, 0
		for _, h := range hole.FindAllStringIndex(x.arabic, -1) {
			n++
			at, err := strconv.Atoi(strings.Trim(x.arabic[h[0]:h[1]], "{}"))
			if err != nil {
				at = n
			}
			out = append(out, isolated(x.arabic[start:h[0]])...)
			if inner, ok := v.s.pages.sayings.plain[given[at]]; ok {
				out = append(out, isolated(inner)...)
			} else {
				out = append(out, said{given[at], "", "auto"})
			}
			start = h[1]
		}
		return append(out, isolated(x.arabic[start:])...)
	}
	return []said{{text, "en", "ltr"}}
}

// Plain is a text of the program for an attribute, which has no stretches.
func (v *view) Plain(text string) string {
	var b strings.Builder
	for _, x := range v.Say(text) {
		b.WriteString(x.Text)
	}
	return b.String()
}

func isolated(s string) []said {
	var out []said
	start := 0
	for _, at := range latin.FindAllStringIndex(s, -1) {
		if at[0] > start {
			out = append(out, said{Text: s[start:at[0]]})
		}
		out = append(out, said{s[at[0]:at[1]], "", "ltr"})
		start = at[1]
	}
	if start < len(s) {
		out = append(out, said{Text: s[start:]})
	}
	return out
}
