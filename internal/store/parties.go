package store

import (
	"fmt"
	"strconv"
	"strings"
)

// The parties of an event stand in one column of its row, a line for each mention,
// by role and then in the order of the record:
//
//	;1;1:RUS;1-GOV;1:RUS-GOV;1=17;TAB text
//
// Before the tab stand marks that a filter looks for between semicolons: a role, a
// role with a country, with a sector, with both, with the number of an entity. The
// text is there where an entity is. What the marks are made of is escaped in codes,
// so that no record can forge one.

// Roles of a mention.
const (
	roleActor     = 1
	roleRecipient = 2
	roleSpeaker   = 3
	roleChain     = 4 // further down the chain
)

// A partyFact is what filters and counts ask of a mention.
type partyFact struct {
	role                   int
	country, sectors, text string
	entity                 int64 // 0 none
}

const special = "%;:=-\t\n"

var (
	escaper   = escapes(false)
	unescaper = escapes(true)
)

func escapes(back bool) *strings.Replacer {
	var pairs []string
	for _, r := range special {
		a, b := string(r), fmt.Sprintf("%%%02X", r)
		if back {
			a, b = b, a
		}
		pairs = append(pairs, a, b)
	}
	return strings.NewReplacer(pairs...)
}

func escapeCode(s string) string {
	if strings.ContainsAny(s, special) {
		return escaper.Replace(s)
	}
	return s
}

// Marks of a mention, without the semicolons round them.
func roleMark(role int) string { return strconv.Itoa(role) }
func entityMark(role int, n int64) string {
	return strconv.Itoa(role) + "=" + strconv.FormatInt(n, 10)
}

// codeMark is the mark of a country, a sector or both; "" is neither.
func codeMark(role int, country, sector string) string {
	m := strconv.Itoa(role)
	if country != "" {
		m += ":" + escapeCode(country)
	}
	if sector != "" {
		m += "-" + escapeCode(sector)
	}
	return m
}

// putParties writes parties in their order.
func putParties(ps []partyFact) string {
	var b strings.Builder
	for i := range ps {
		p := &ps[i]
		mark := func(m string) {
			b.WriteString(m)
			b.WriteByte(';')
		}
		mark(";" + roleMark(p.role))
		if p.country != "" {
			mark(codeMark(p.role, p.country, ""))
		}
		for _, sector := range codes(p.sectors) {
			if sector == "" {
				continue
			}
			mark(codeMark(p.role, "", sector))
			if p.country != "" {
				mark(codeMark(p.role, p.country, sector))
			}
		}
		if p.entity > 0 {
			mark(entityMark(p.role, p.entity))
		}
		b.WriteByte('\t')
		if p.entity > 0 {
			b.WriteString(escapeCode(p.text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// getParties reads what putParties wrote.
func getParties(s string) ([]partyFact, error) {
	var out []partyFact
	for s != "" {
		line, rest, ok := strings.Cut(s, "\n")
		marks, text, tab := strings.Cut(line, "\t")
		if !ok || !tab || len(marks) < 3 || marks[0] != ';' || marks[len(marks)-1] != ';' {
			return nil, fmt.Errorf("the parties %q are damaged", s)
		}
		s = rest
		var p partyFact
		var sectors []string
		for i, m := range strings.Split(marks[1:len(marks)-1], ";") {
			var err error
			at := strings.IndexAny(m, ":=-")
			switch {
			case i == 0:
				p.role, err = strconv.Atoi(m)
			case at < 0:
				err = strconv.ErrSyntax
			case m[at] == '=':
				p.entity, err = strconv.ParseInt(m[at+1:], 10, 64)
			case m[at] == '-':
				sectors = append(sectors, unescaper.Replace(m[at+1:]))
			case !strings.Contains(m, "-"): // else the sector stands alone too
				p.country = unescaper.Replace(m[at+1:])
			}
			if err != nil {
				return nil, fmt.Errorf("the mark %q of a party is damaged", m)
			}
		}
		if p.entity > 0 {
			p.text = unescaper.Replace(text)
		}
		p.sectors = set(sectors)
		out = append(out, p)
	}
	return out, nil
}
