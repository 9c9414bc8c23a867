// Package robots reads robots.txt by RFC 9309 and tells whether a path may be
// fetched. Where the standard is silent it reads as Google's parser does, since
// that is what site owners test with: misspelt keys, a missing colon, an
// index.html that stands for its folder.
package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// MaxSize is how much of a robots.txt counts, in bytes: RFC 9309 asks for at
// least 500 KiB.
const MaxSize = 500 << 10

// maxLine is where a line is cut, in bytes, as in Google's parser: eight times
// the longest address that browsers take.
const maxLine = 2083*8 - 1

// Rules are what one robots.txt says to one crawler. The zero value allows all.
type Rules struct {
	Rules []Rule        `json:"rules,omitempty"`
	Delay time.Duration `json:"delay,omitempty"` // Crawl-delay; 0 when none is asked for
}

// A Rule allows or disallows the paths that begin with its pattern.
type Rule struct {
	Allow   bool   `json:"allow,omitempty"`
	Pattern string `json:"pattern"` // as pattern() writes it: ASCII, * any octets, $ at the end is the end
}

// Nothing are the rules of a host whose robots.txt could not be reached: RFC 9309,
// section 2.3.1.4, wants it taken for a complete disallow.
func Nothing() Rules { return Rules{Rules: []Rule{{Pattern: "/"}}} }

// Parse reads a robots.txt for the crawler with this product token. Any bytes are
// a robots.txt; what is not understood is passed by.
func Parse(body []byte, agent string) Rules {
	p := parser{agent: agent}
	body = bytes.TrimPrefix(body[:min(len(body), MaxSize)], []byte("\ufeff"))
	for len(body) > 0 {
		end := bytes.IndexAny(body, "\r\n") // of \r\n the second ends an empty line, which means nothing
		line, rest := body, []byte(nil)
		if end >= 0 {
			line, rest = body[:end], body[end+1:]
		}
		p.line(string(line[:min(len(line), maxLine)]))
		body = rest
	}
	if p.named {
		return p.own
	}
	return p.all
}

// A parser gathers the groups that name the crawler, and those for everybody,
// which count only when none names it.
type parser struct {
	agent    string
	own, all Rules
	named    bool // some group names the crawler
	// The group being read.
	inOwn, inAll bool
	ruled        bool // it has a rule: the next user-agent begins another group
}

func (p *parser) line(line string) {
	key, value, ok := split(line)
	switch {
	case !ok:
	case is(key, "user-agent", "useragent", "user agent"):
		p.userAgent(value)
	case is(key, "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"):
		p.rule(Rule{Pattern: pattern(value)})
	case is(key, "allow"):
		r := Rule{Allow: true, Pattern: pattern(value)}
		p.rule(r)
		if i := strings.LastIndexByte(r.Pattern, '/'); i >= 0 && strings.HasPrefix(r.Pattern[i:], "/index.htm") {
			p.rule(Rule{Allow: true, Pattern: r.Pattern[:i+1] + "$"})
		}
	case is(key, "crawl-delay"):
		p.delay(value)
	}
}

// split parts a line at its colon, or, when it has none, two words at the space.
func split(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	if key, value, ok = strings.Cut(line, ":"); ok {
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		return key, value, key != ""
	}
	if w := strings.Fields(line); len(w) == 2 {
		return w[0], w[1], true
	}
	return "", "", false
}

func is(key string, names ...string) bool {
	for _, n := range names {
		if len(key) >= len(n) && strings.EqualFold(key[:len(n)], n) {
			return true
		}
	}
	return false
}

func (p *parser) userAgent(value string) {
	if p.ruled {
		p.inOwn, p.inAll, p.ruled = false, false, false
	}
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		p.inAll = true
		return
	}
	end := 0 // "isnad/2.0" and "isnad crawler" name isnad
	for end < len(value) && (value[end] == '-' || value[end] == '_' || letter(value[end])) {
		end++
	}
	if end > 0 && strings.EqualFold(value[:end], p.agent) {
		p.inOwn, p.named = true, true
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (p *parser) rule(r Rule) {
	p.ruled = true
	if r.Pattern == "" { // "Disallow:" disallows nothing
		return
	}
	if p.inOwn {
		p.own.Rules = append(p.own.Rules, r)
	}
	if p.inAll {
		p.all.Rules = append(p.all.Rules, r)
	}
}

// maxDelay is the longest Crawl-delay that counts: a day. Longer ones are typing
// errors, and would overflow.
const maxDelay = 24 * time.Hour

// delay takes the longest Crawl-delay, which is no part of the RFC: seconds,
// perhaps with a fraction.
func (p *parser) delay(value string) {
	s, err := strconv.ParseFloat(value, 64)
	if err != nil || !(s > 0) {
		return
	}
	d := time.Duration(min(s, maxDelay.Seconds()) * float64(time.Second))
	if p.inOwn {
		p.own.Delay = max(p.own.Delay, d)
	}
	if p.inAll {
		p.all.Delay = max(p.all.Delay, d)
	}
}
