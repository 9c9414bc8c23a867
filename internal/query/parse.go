package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a query: what a person types is far below, and what a program sends
// cannot make the store work for long.
const (
	MaxLength = 8 << 10 // bytes
	maxDepth  = 30      // parentheses and minus signs in one another
	maxValues = 300     // values and words of all terms
	maxSample = 1_000_000
)

// Parse reads a query. The error is an *Error, which knows its column.
func Parse(s string) (Query, error) {
	if len(s) > MaxLength {
		return Query{}, &Error{1, fmt.Sprintf("holds %d bytes, more than %d", len(s), MaxLength), "split it, or filter the output"}
	}
	if !utf8.ValidString(s) {
		return Query{}, &Error{1, "is not UTF-8", ""}
	}
	p := parser{in: []rune(s)}
	n, err := p.alternatives(0)
	if err == nil && p.at < len(p.in) {
		err = p.fail(p.at, "this parenthesis closes nothing", "take it away, or open one before")
	}
	if err == nil && p.or && p.directive > 0 {
		err = p.fail(p.directive-1, "stands beside alternatives", "put the alternatives in parentheses: (a OR b) group:report")
	}
	if err != nil {
		return Query{}, err
	}
	p.q.Where = n
	return p.q, nil
}

type parser struct {
	in        []rune
	at        int
	q         Query
	values    int
	or        bool // OR was read outside parentheses
	directive int  // 1 + where the last directive stands
}

func (p *parser) fail(at int, text, hint string) *Error { return &Error{at + 1, text, hint} }

func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200e' || r == '\u200f' || r == '\u061c' || r == '\ufeff'
}

func isComma(r rune) bool { return r == ',' || r == '\u060c' || r == '\u061b' }

// closing is the quotation mark that ends what the opening one begins, 0 when r
// opens nothing. Pages and keyboards have many.
func closing(r rune) rune {
	switch r {
	case '"', '\u201d': // ”
		return r
	case '\u201c': // “
		return '\u201d'
	case '\u00ab': // «
		return '\u00bb'
	case '\u00bb':
		return '\u00ab'
	case '\u201e': // „
		return '\u201c'
	}
	return 0
}

func (p *parser) space() {
	for p.at < len(p.in) && (isSpace(p.in[p.at]) || isComma(p.in[p.at])) {
		p.at++
	}
}

func (p *parser) peek() rune {
	if p.at < len(p.in) {
		return p.in[p.at]
	}
	return 0
}

func (p *parser) isOr() bool {
	return p.at+2 <= len(p.in) && p.in[p.at] == 'O' && p.in[p.at+1] == 'R' && (p.at+2 == len(p.in) || isSpace(p.in[p.at+2]) || p.in[p.at+2] == '(')
}

func (p *parser) alternatives(depth int) (Node, error) {
	var out Or
	for {
		start := p.at
		n, err := p.all(depth)
		if err != nil {
			return nil, err
		}
		or := p.isOr()
		if n == nil && (or || len(out) > 0) {
			return nil, p.fail(min(start, len(p.in)), "an alternative is empty", "OR stands between two terms; as a word to search write \"OR\"")
		}
		if n != nil {
			out = append(out, n)
		}
		if !or {
			break
		}
		p.or = p.or || depth == 0
		p.at += 2
	}
	switch len(out) {
	case 0:
		return nil, nil
	case 1:
		return out[0], nil
	}
	return out, nil
}

func (p *parser) all(depth int) (Node, error) {
	var out And
	for {
		p.space()
		if p.at == len(p.in) || p.in[p.at] == ')' || p.isOr() {
			break
		}
		n, err := p.unit(depth)
		if err != nil {
			return nil, err
		}
		if n != nil {
			out = append(out, n)
		}
	}
	switch len(out) {
	case 0:
		return nil, nil
	case 1:
		return out[0], nil
	}
	return out, nil
}

func (p *parser) unit(depth int) (Node, error) {
	if depth > maxDepth {
		return nil, p.fail(p.at, fmt.Sprintf("more than %d parentheses or minus signs in one another", maxDepth), "")
	}
	start := p.at
	switch r := p.peek(); {
	case r == '-' || r == '\u2212':
		p.at++
		if p.at == len(p.in) || isSpace(p.in[p.at]) {
			return nil, p.fail(start, "a minus sign without a term", "write it before what must not hold: -type:CONSULT")
		}
		n, err := p.unit(depth + 1)
		if err != nil {
			return nil, err
		}
		if n == nil {
			return nil, p.fail(start, "nothing to negate", "group, sort, sample and seed say how to answer; they cannot be negated")
		}
		return Not{n}, nil
	case r == '(':
		p.at++
		n, err := p.alternatives(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.peek() != ')' {
			return nil, p.fail(start, "this parenthesis is not closed", "")
		}
		p.at++
		if n == nil {
			return nil, p.fail(start, "nothing in the parentheses", "")
		}
		return n, nil
	case closing(r) != 0:
		w, err := p.quoted()
		if err != nil {
			return nil, err
		}
		return p.text(start, w, false)
	}
	return p.fieldOrWord(depth)
}

func (p *parser) text(at int, words string, exact bool) (Node, error) {
	if !strings.ContainsFunc(words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return nil, p.fail(at, "no letter to search for", "")
	}
	if p.values += len(strings.Fields(words)); p.values > maxValues {
		return nil, p.fail(at, fmt.Sprintf("more than %d words and values", maxValues), "split the query")
	}
	return Text{words, exact}, nil
}

// quoted reads from an opening quotation mark to its closing one. A backslash
// keeps the next rune as it is.
func (p *parser) quoted() (string, error) {
	start, end := p.at, closing(p.in[p.at])
	var b strings.Builder
	for p.at++; p.at < len(p.in); p.at++ {
		switch r := p.in[p.at]; {
		case r == end:
			p.at++
			return b.String(), nil
		case r == '\\' && p.at+1 < len(p.in):
			p.at++
			b.WriteRune(p.in[p.at])
		default:
			b.WriteRune(r)
		}
	}
	return "", p.fail(start, "this quotation mark is not closed", "")
}

// bareword reads up to a space, a quotation mark, a parenthesis or a comma.
func (p *parser) bareword() string {
	start := p.at
	for p.at < len(p.in) {
		r := p.in[p.at]
		if isSpace(r) || isComma(r) || closing(r) != 0 || r == '(' || r == ')' || r == '\\' {
			break
		}
		p.at++
	}
	return string(p.in[start:p.at])
}

func (p *parser) fieldOrWord(depth int) (Node, error) {
	start := p.at
	w := p.bareword()
	if w == "" {
		return nil, p.fail(start, fmt.Sprintf("nothing begins with %q", p.in[start]), "put it in quotation marks to search for it")
	}
	name, _, found := strings.Cut(w, ":")
	if !found {
		return p.text(start, w, false)
	}
	field, known := Fields[name]
	if !known {
		hint := "the fields are " + strings.Join(names(), ", ")
		if n := nearest(name, names()); n != "" {
			hint = fmt.Sprintf("did you mean %s:? An example: %s", n, Fields[n].Example)
		}
		return nil, p.fail(start, fmt.Sprintf("no field %q", name), hint)
	}
	p.at = start + utf8.RuneCountInString(name) + 1
	return p.list(start, name, &field, depth)
}

// names are the names of all fields in order.
func names() []string {
	out := make([]string, 0, len(Fields))
	for n := range Fields {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// item is one raw value.
type item struct {
	at     int
	text   string
	quoted bool
}

func (p *parser) list(start int, name string, f *Field, depth int) (Node, error) {
	var items []item
	for {
		it := item{at: p.at}
		if p.at < len(p.in) && closing(p.in[p.at]) != 0 {
			w, err := p.quoted()
			if err != nil {
				return nil, err
			}
			it.text, it.quoted = w, true
		} else {
			it.text = p.bareword()
		}
		if strings.TrimSpace(it.text) == "" {
			return nil, p.fail(it.at, name+": a value is missing", "an example: "+f.Example)
		}
		items = append(items, it)
		if p.values++; p.values > maxValues {
			return nil, p.fail(it.at, fmt.Sprintf("more than %d words and values", maxValues), "split the query")
		}
		if p.at == len(p.in) || !isComma(p.in[p.at]) {
			break
		}
		p.at++
		for p.at < len(p.in) && isSpace(p.in[p.at]) {
			p.at++
		}
	}
	switch name {
	case "group", "sort", "sample", "seed":
		return nil, p.direct(start, name, items, depth)
	case "text", "exact":
		return p.texts(items, name == "exact")
	}
	t := Term{Field: name}
	for _, it := range items {
		v, err := p.value(name, f, it)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(t.Values, func(w Value) bool { return w.print(f.Kind) == v.print(f.Kind) }) {
			t.Values = append(t.Values, v)
		}
	}
	return t, nil
}

func (p *parser) texts(items []item, exact bool) (Node, error) {
	var out Or
	for _, it := range items {
		n, err := p.text(it.at, it.text, exact)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

// direct sets how the query is to be answered.
func (p *parser) direct(start int, name string, items []item, depth int) error {
	switch {
	case depth > 0:
		return p.fail(start, name+": stands inside parentheses or behind a minus sign", "it holds for the whole query; write it at the end")
	case len(items) > 1:
		return p.fail(items[1].at, name+": takes one value", "")
	}
	p.directive = start + 1
	it := items[0]
	if name == "sample" || name == "seed" {
		n, err := strconv.Atoi(digits(it.text))
		if err != nil || n < 1 || n > maxSample {
			return p.fail(it.at, fmt.Sprintf("%s: %q is no number from 1 to %d", name, it.text, maxSample), "an example: "+Fields[name].Example)
		}
		if name == "sample" {
			p.q.Sample = n
		} else {
			p.q.Seed = n
		}
		return nil
	}
	v, err := p.code(name, Fields[name].Values, it)
	if err != nil {
		return err
	}
	switch v {
	case "report":
		p.q.Group = Report
	case "happening":
		p.q.Group = Happening
	case "oldest":
		p.q.Sort = Oldest
	case "newest":
		p.q.Sort = Newest
	}
	return nil
}

// code finds a value in a closed list, in any case.
func (p *parser) code(name string, list []string, it item) (string, error) {
	s := digits(it.text)
	for _, w := range list {
		if strings.EqualFold(w, s) {
			return w, nil
		}
	}
	hint := fmt.Sprintf("%s takes %s", name, strings.Join(list, ", "))
	if n := nearest(s, list); n != "" {
		hint = fmt.Sprintf("did you mean %s:%s?", name, n)
	}
	return "", p.fail(it.at, fmt.Sprintf("%s: no value %q", name, it.text), hint)
}

// digits folds Arabic and Persian digits.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '\u0660' && r <= '\u0669':
			return r - '\u0660' + '0'
		case r >= '\u06f0' && r <= '\u06f9':
			return r - '\u06f0' + '0'
		case r == '\u2212':
			return '-'
		}
		return r
	}, s)
}
