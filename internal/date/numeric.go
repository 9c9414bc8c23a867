package date

import "strings"

// numeric reads dates in digits: 22/10/2014, 22-10-2014, 22.10.2014, 2014-10-22.
// A year of two digits says too little, and 22/10 alone is a fraction as well:
// it is read behind a weekday only. Day comes before month, as all Arab papers
// print it, unless the numbers allow month before day alone.
func (f *finder) numeric(i int, p *point) int {
	if d, k := f.dayNumber(i); d > 0 && oneOf(f.key(k), "الي", "حتي") { // 2 to 5/11/1436
		q := *p
		if e := f.numeric(k+1, &q); e > k+1 && len(q.days) == 1 && q.days[0][0] > d {
			*p = q
			p.days[0][0] = d
			return e
		}
		return i
	}
	parts, e := f.digitGroups(i)
	var ns []int
	for _, s := range parts {
		n := digits(s)
		if n < 0 {
			return i
		}
		ns = append(ns, n)
	}
	switch {
	case len(ns) == 3 && len(parts[0]) == 4 && len(parts[2]) <= 2:
		return f.inOrder(i, e, p, ns[0], ns[1], ns[2])
	case len(ns) == 3 && len(parts[2]) == 4 && len(parts[0]) <= 2 && len(parts[1]) <= 2:
		d, m := ns[0], ns[1]
		if m > 12 && d <= 12 {
			d, m = m, d
		}
		return f.inOrder(i, e, p, ns[2], m, d)
	case len(ns) == 2 && p.weekday >= 0 && strings.Contains(f.key(i), "/"):
		if ns[0] < 1 || ns[0] > 31 || ns[1] < 1 || ns[1] > 12 {
			return i
		}
		p.days, p.month, p.numeric = one(ns[0]), ns[1], true
		return e
	case len(ns) == 2 && len(parts[1]) == 4 && len(parts[0]) <= 2 && ns[0] >= 1 && ns[0] <= 12 && plausible(ns[1]) && f.governedAt(i):
		p.month, p.year, p.numeric = ns[0], ns[1], true
		return e
	}
	return i
}

// inOrder takes year, month and day. The years 1300 to 1500 are of the hijra or
// of the Iranian sun: the mark behind the date tells, or the order in print, for
// day-first is Saudi use; a date of neither is left undecided.
func (f *finder) inOrder(i, e int, p *point, y, m, d int) int {
	if m < 1 || m > 12 || d < 1 || d > 31 || y < 1000 || y > 2200 {
		return i
	}
	p.days, p.month, p.year, p.numeric = one(d), m, y, true
	end, cal, ok := f.eraAt(e)
	switch {
	case ok:
		p.cal = cal
	case y >= 1300 && y <= 1500 && len(f.key(i)) >= 8 && f.key(i)[4] == '/':
		p.year = undecided
	case y >= 1300 && y <= 1500:
		p.cal = hijri
	}
	return end
}

// digitGroups cuts a date into its numbers, written as one token (22/10/2014)
// or glued by hyphens (22-10-2014). More groups, or one glued to letters, are
// something else: a telephone number, a code.
func (f *finder) digitGroups(i int) (parts []string, end int) {
	k := f.key(i)
	if k == "" || k[0] < '0' || k[0] > '9' || f.glued(i) && oneOf(f.key(i-1), "-", "/", ".") {
		return nil, i
	}
	for _, sep := range [...]string{"/", "."} {
		if strings.Contains(k, sep) {
			if f.key(i+1) == "-" && f.glued(i+1) && f.glued(i+2) {
				return nil, i
			}
			return strings.Split(k, sep), i + 1
		}
	}
	parts, end = []string{k}, i+1
	for (f.key(end) == "/" || f.key(end) == "-" && f.glued(end) && f.glued(end+1)) && f.number(end+1) >= 0 {
		parts = append(parts, f.key(end+1))
		end += 2
	}
	if len(parts) != 3 {
		return nil, i
	}
	return parts, end
}
