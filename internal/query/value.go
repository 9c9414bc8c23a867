package query

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (p *parser) value(name string, f *Field, it item) (Value, error) {
	if it.text == "none" && !it.quoted {
		if !f.None {
			return Value{}, p.fail(it.at, name+": is never empty", "an example: "+f.Example)
		}
		return Value{None: true}, nil
	}
	switch f.Kind {
	case Day:
		return p.days(name, it)
	case Amount:
		return p.numbers(name, it)
	case Who:
		return p.who(name, it)
	case Code:
		s, err := p.code(name, f.Values, it)
		return Value{Text: s}, err
	}
	return Value{Text: strings.TrimSpace(it.text)}, nil
}

// days reads a day, a month, a year, or two of them with .. between.
func (p *parser) days(name string, it item) (Value, error) {
	from, to, ranged := strings.Cut(digits(it.text), "..")
	var v Value
	var ok1, ok2 bool
	v.From, _, ok1 = Span(from)
	if !ranged {
		_, v.To, ok2 = Span(from)
	} else {
		_, v.To, ok2 = Span(to)
		ok1, ok2 = ok1 || from == "", ok2 || to == ""
	}
	switch {
	case !ok1 || !ok2 || from == "" && to == "":
		return Value{}, p.fail(it.at, fmt.Sprintf("%s: %q is no date", name, it.text), "write 2014, 2014-10, 2014-10-22, or two of them with .. between, either of which may be left out")
	case v.From != "" && v.To != "" && v.From > v.To:
		return Value{}, p.fail(it.at, fmt.Sprintf("%s: %s ends before it begins", name, it.text), "the earlier date stands first")
	}
	return v, nil
}

var forms = []string{"2006-01-02", "2006-01", "2006"}

// Span is the first and last day of a day, month or year.
func Span(s string) (first, last string, ok bool) {
	for i, form := range forms {
		if len(s) != len(form) {
			continue
		}
		t, err := time.Parse(form, s)
		if err != nil || t.Year() < 1 {
			return "", "", false
		}
		end := t
		switch i {
		case 1:
			end = t.AddDate(0, 1, -1)
		case 2:
			end = t.AddDate(1, 0, -1)
		}
		return t.Format(forms[0]), end.Format(forms[0]), true
	}
	return "", "", false
}

func printDays(from, to string) string {
	for k := 2; k >= 0; k-- { // the shortest form that both ends allow
		n := len(forms[k])
		a, b := from, to
		if from != "" {
			if first, _, ok := Span(from[:n]); !ok || first != from {
				continue
			}
			a = from[:n]
		}
		if to != "" {
			if _, last, ok := Span(to[:n]); !ok || last != to {
				continue
			}
			b = to[:n]
		}
		if a == b {
			return a
		}
		return a + ".." + b
	}
	return from + ".." + to
}

func (p *parser) numbers(name string, it item) (Value, error) {
	s := digits(it.text)
	number := func(s string, open bool) *Number {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || math.Abs(x) > 1e12 {
			return nil
		}
		return &Number{x + 0, open} // +0: never minus zero
	}
	var v Value
	bad := false
	if from, to, ok := strings.Cut(s, ".."); ok {
		if from != "" {
			v.Min = number(from, false)
			bad = v.Min == nil
		}
		if to != "" {
			v.Max = number(to, false)
			bad = bad || v.Max == nil
		}
	} else {
		switch {
		case strings.HasPrefix(s, ">="):
			v.Min = number(s[2:], false)
		case strings.HasPrefix(s, "<="):
			v.Max = number(s[2:], false)
		case strings.HasPrefix(s, ">"):
			v.Min = number(s[1:], true)
		case strings.HasPrefix(s, "<"):
			v.Max = number(s[1:], true)
		default:
			v.Min = number(s, false)
			v.Max = v.Min
		}
	}
	switch {
	case bad || v.Min == nil && v.Max == nil:
		return Value{}, p.fail(it.at, fmt.Sprintf("%s: %q is no number", name, it.text), "write 0.8, 0.8..1, >=0.8, >0.8, <0.8 or <=0.8")
	case v.Min != nil && v.Max != nil && v.Min.Value > v.Max.Value:
		return Value{}, p.fail(it.at, fmt.Sprintf("%s: %s ends before it begins", name, it.text), "the smaller number stands first")
	}
	return v, nil
}

func printNumbers(low, high *Number) string {
	f := func(n *Number) string { return strconv.FormatFloat(n.Value, 'f', -1, 64) }
	switch {
	case low != nil && high != nil && low.Value == high.Value:
		return f(low)
	case low != nil && high != nil:
		return f(low) + ".." + f(high)
	case low != nil && low.Open:
		return ">" + f(low)
	case low != nil:
		return ">=" + f(low)
	case high.Open:
		return "<" + f(high)
	}
	return "<=" + f(high)
}

var (
	country = regexp.MustCompile(`^[A-Z]{3}$`)
	both    = regexp.MustCompile(`^([A-Z]{3}|\*)-([A-Za-z]{3})$`)
	slug    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	groups  = []string{"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"} // states and no sectors, though some are listed as both
)

// who reads a party: RUS, RUS-GOV, *-GOV, GOV, an id in small letters, or a name.
func (p *parser) who(name string, it item) (Value, error) {
	s := strings.TrimSpace(it.text)
	sectors := Fields["sector"].Values
	switch {
	case it.quoted:
		return Value{Party: &Party{Name: s}}, nil
	case both.MatchString(s):
		c, sector, _ := strings.Cut(s, "-")
		sector, err := p.code("sector", sectors, item{it.at + len(c) + 1, sector, false})
		if err != nil {
			return Value{}, err
		}
		if c == "*" {
			c = ""
		}
		return Value{Party: &Party{Country: c, Sector: sector}}, nil
	case country.MatchString(s) && slices.Contains(sectors, s) && !slices.Contains(groups, s):
		return Value{Party: &Party{Sector: s}}, nil
	case country.MatchString(s):
		return Value{Party: &Party{Country: s}}, nil
	case slug.MatchString(s):
		return Value{Party: &Party{ID: s}}, nil
	case strings.ContainsAny(s, "*"):
		return Value{}, p.fail(it.at, fmt.Sprintf("%s: %q is no party", name, s), "write RUS, RUS-GOV, *-GOV, an id, or a name in quotation marks")
	}
	return Value{Party: &Party{Name: s}}, nil
}
