package robots

import "strings"

// Allowed tells whether a path may be fetched: the longest pattern that matches
// decides, allow before disallow. path is the path of an address with its query,
// encoded or not: "/أخبار/1" and "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1" are one.
func (r *Rules) Allowed(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	path, _, _ = strings.Cut(path, "#")
	path = encode(path, "*$")
	longest, allow := 0, true
	for i := range r.Rules {
		p := &r.Rules[i]
		if n := len(p.Pattern); (n > longest || n == longest && p.Allow) && match(p.Pattern, path) {
			longest, allow = n, p.Allow
		}
	}
	return allow
}

// pattern brings a pattern to the one form that match compares. A $ before the
// end is only a letter, and is encoded as it is in paths.
func pattern(value string) string {
	end := ""
	if strings.HasSuffix(value, "$") {
		value, end = value[:len(value)-1], "$"
	}
	return encode(value, "$") + end
}

// encode writes octets that are no printable ASCII, a lone %, and those in also,
// as %XX; decodes %XX of unreserved letters; and writes the rest in upper case
// (RFC 9309, section 2.2.2, and RFC 3986, section 2.3).
func encode(s, also string) string {
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c, escaped := s[i], false
		if c == '%' && i+2 < len(s) {
			hi, lo := strings.IndexByte(hex, upper(s[i+1])), strings.IndexByte(hex, upper(s[i+2]))
			if hi >= 0 && lo >= 0 {
				c, escaped = byte(hi<<4|lo), true
				i += 2
			}
		}
		switch {
		case escaped && !unreserved(c), c <= ' ' || c >= 0x7f || c == '%', strings.IndexByte(also, c) >= 0:
			b = append(b, '%', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

func upper(c byte) byte {
	if c >= 'a' && c <= 'f' {
		return c - 'a' + 'A'
	}
	return c
}

func unreserved(c byte) bool {
	return letter(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

// match tells whether a pattern matches the beginning of a path. Between stars
// the leftmost find is as good as any, so that no pattern takes long.
func match(pattern, path string) bool {
	parts := strings.Split(strings.TrimSuffix(pattern, "$"), "*")
	whole := strings.HasSuffix(pattern, "$")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !whole || path == ""
}
