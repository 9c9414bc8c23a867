package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/pelletier/go-toml/v2"
)

// Outlets is the list that the user writes.
type Outlets struct {
	Contact  string   `toml:"contact"`  // address or page of who asks; sent to every site
	Delay    Duration `toml:"delay"`    // between two requests to a host
	Interval Duration `toml:"interval"` // between two rounds of an outlet
	Outlets  []Outlet `toml:"outlet"`
}

// An Outlet is one publisher and what may be read of it.
type Outlet struct {
	ID       string   `toml:"id"` // names its files
	Name     string   `toml:"name"`
	Country  string   `toml:"country"`  // ISO 3166 alpha-3, "" when not told
	Language string   `toml:"language"` // BCP 47, "" when not told
	Feeds    []string `toml:"feeds"`
	Sitemaps []string `toml:"sitemaps"`
	Sections []string `toml:"sections"` // pages whose links are looked through for articles
	Sites    []string `toml:"sites"`    // domains of articles beside those of the lists
	Articles []string `toml:"articles"` // patterns of the paths of articles; empty: by their looks
	Delay    Duration `toml:"delay"`
	Interval Duration `toml:"interval"`
	Budget   int      `toml:"budget"` // requests to one host in one round
	Days     int      `toml:"days"`   // articles that a list dates older are left
}

// A Duration is written as in Go: "2s", "15m".
type Duration time.Duration

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil || v <= 0 || v > 30*24*time.Hour {
		return fmt.Errorf("%q is no time between 1ns and 720h, such as \"2s\" or \"15m\"", b)
	}
	*d = Duration(v)
	return nil
}

// What an outlet takes when neither it nor the head of the file says otherwise.
const (
	defaultDelay    = Duration(2 * time.Second)
	defaultInterval = Duration(15 * time.Minute)
	defaultBudget   = 100
	defaultDays     = 3
)

// maxOutlets and maxOutletsFile bound what a wrong file can cost.
const (
	maxOutlets     = 10_000
	maxOutletsFile = 16 << 20
)

// ReadOutlets reads and checks a list of outlets. Its errors name the line.
func ReadOutlets(r io.Reader) (*Outlets, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxOutletsFile+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > maxOutletsFile {
		return nil, fmt.Errorf("more than %d bytes", maxOutletsFile)
	}
	var f Outlets
	dec := toml.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, located(err)
	}
	switch {
	case len(f.Outlets) == 0:
		return nil, errors.New("no [[outlet]] is listed")
	case len(f.Outlets) > maxOutlets:
		return nil, fmt.Errorf("%d outlets, the limit is %d", len(f.Outlets), maxOutlets)
	case !printableASCII(f.Contact):
		return nil, fmt.Errorf("line %d: contact goes into a header and takes printable ASCII", lineOf(raw, "contact"))
	}
	seen := map[string]bool{}
	for i := range f.Outlets {
		o := &f.Outlets[i]
		o.take(&f)
		if err := o.check(raw); err != nil {
			return nil, err
		}
		if seen[o.ID] {
			return nil, fmt.Errorf("line %d: two outlets have the id %q", lineOf(raw, quoted(o.ID)), o.ID)
		}
		seen[o.ID] = true
	}
	return &f, nil
}

// located puts the line of a TOML error in front of it.
func located(err error) error {
	var de *toml.DecodeError
	var se *toml.StrictMissingError
	if errors.As(err, &se) && len(se.Errors) > 0 {
		row, _ := se.Errors[0].Position()
		return fmt.Errorf("line %d: unknown key %q", row, strings.Join(se.Errors[0].Key(), "."))
	}
	if errors.As(err, &de) {
		row, column := de.Position()
		return fmt.Errorf("line %d, column %d: %w", row, column, err)
	}
	return err
}

func or[T comparable](values ...T) T {
	var zero T
	for _, v := range values {
		if v != zero {
			return v
		}
	}
	return zero
}

func (o *Outlet) take(f *Outlets) {
	o.Delay = or(o.Delay, f.Delay, defaultDelay)
	o.Interval = or(o.Interval, f.Interval, defaultInterval)
	o.Budget = or(o.Budget, defaultBudget)
	o.Days = or(o.Days, defaultDays)
}

var (
	idForm       = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)
	countryForm  = regexp.MustCompile(`^[A-Z]{3}$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

func (o *Outlet) check(raw []byte) error {
	fail := func(value, format string, args ...any) error {
		return fmt.Errorf("line %d: outlet %q: %s", lineOf(raw, quoted(value)), o.ID, fmt.Sprintf(format, args...))
	}
	switch {
	case !idForm.MatchString(o.ID):
		return fail(o.ID, "id names files and takes a-z, 0-9 and -")
	case o.Name == "":
		return fail(o.ID, "has no name")
	case strings.ContainsFunc(o.Name, unicode.IsControl):
		return fail(o.ID, "the name holds a control character")
	case o.Country != "" && !countryForm.MatchString(o.Country):
		return fail(o.Country, "country %q is not three capital letters, as IRQ", o.Country)
	case o.Language != "" && !languageForm.MatchString(o.Language):
		return fail(o.Language, "language %q is no tag, as ar or fa", o.Language)
	case o.Budget < 1 || o.Days < 1:
		return fail(o.ID, "budget and days are numbers from 1")
	case len(o.Feeds)+len(o.Sitemaps)+len(o.Sections) == 0:
		return fail(o.ID, "lists no feeds, sitemaps or sections")
	}
	listed := map[string]bool{}
	for _, list := range [][]string{o.Feeds, o.Sitemaps, o.Sections} {
		for i, s := range list {
			u, err := parseURL(s)
			switch {
			case err != nil:
				return fail(s, "%v", err)
			case listed[u.String()]:
				return fail(s, "%s is listed twice", s)
			}
			list[i] = u.String()
			listed[u.String()] = true
		}
	}
	for i, s := range o.Sites {
		u, err := url.Parse("http://" + s)
		if err != nil || u.Host != s || u.Hostname() == "" {
			return fail(s, "%q is no domain, as example.org", s)
		}
		o.Sites[i] = site(clean(u))
	}
	for _, p := range o.Articles {
		if _, err := path.Match(p, ""); err != nil {
			return fail(p, "%q is no pattern, as /news/*/*", p)
		}
	}
	return nil
}

func quoted(s string) string { return `"` + s + `"` }

// lineOf finds the line of a value, since decoded values have no place.
func lineOf(raw []byte, value string) int {
	at := bytes.Index(raw, []byte(value))
	if at < 0 {
		return 1
	}
	return 1 + bytes.Count(raw[:at], []byte("\n"))
}

func printableASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}
