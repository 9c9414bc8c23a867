package feed

import (
	"strings"
	"time"
)

// layouts are the forms in which feeds print dates, RFC 822 as it is really written
// and the profile of ISO 8601 that the W3C gives. A form without a zone is taken as
// UTC for the instant; the day stays as printed.
var layouts = func() (all []string) {
	for _, day := range []string{"Mon, 2 Jan 2006", "Monday, 2 January 2006", "2 Jan 2006", "2 January 2006", "Mon, 2 Jan 06", "Mon 2 Jan 2006", "Mon, 2-Jan-2006"} {
		for _, clock := range []string{" 15:04:05 -0700", " 15:04:05 MST", " 15:04:05 Z07:00", " 15:04 -0700", " 15:04 MST", " 15:04:05", " 15:04", ""} {
			all = append(all, day+clock)
		}
	}
	for _, sep := range []string{"T", " "} {
		for _, clock := range []string{"15:04:05Z07:00", "15:04:05-0700", "15:04:05 -0700", "15:04Z07:00", "15:04:05", "15:04"} { // a fraction of the second is read too
			all = append(all, "2006-01-02"+sep+clock)
		}
	}
	return append(all, "2006-01-02", "2006-01-02Z07:00", "20060102T150405Z", "20060102", "Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 2006", "2006/01/02 15:04:05", "2006/01/02")
}()

// readDate reads a date. The zero time and "" are for what it cannot: no date is
// better than a wrong one, so "03/06/2020" is none.
func readDate(s string) (t time.Time, day string) {
	s = strings.Join(strings.Fields(strings.Map(western, s)), " ")
	if len(s) < 8 || len(s) > 64 {
		return t, ""
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && t.Year() >= 1970 && t.Year() <= 2200 {
			return t.UTC(), t.Format("2006-01-02")
		}
	}
	return t, ""
}

// western turns the digits of Arabic and Persian type into those of Europe.
func western(r rune) rune {
	switch {
	case r >= '\u0660' && r <= '\u0669':
		return '0' + r - '\u0660'
	case r >= '\u06f0' && r <= '\u06f9':
		return '0' + r - '\u06f0'
	case r == '\u200e' || r == '\u200f':
		return -1
	}
	return r
}
