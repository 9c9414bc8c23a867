package fetch

import (
	"os"
	"strings"
	"testing"
	"time"
)

const someOutlets = `contact = "https://example.org/isnad, desk@example.org"
delay = "3s"

[[outlet]]
id = "rafidain"
name = "وكالة الرافدين"
country = "IRQ"
language = "ar"
feeds = ["https://rafidain.example/rss", "https://rafidain.example/سياسة/rss"]
sites = ["rafidain-news.example"]
delay = "10s"
interval = "1h"

[[outlet]]
id = "barada"
name = "بردى"
sitemaps = ["https://barada.example/news.xml"]
sections = ["https://barada.example/"]
articles = ["/news/*"]
budget = 20
days = 1
`

func TestOutletsTakeWhatTheHeadSays(t *testing.T) {
	f, err := ReadOutlets(strings.NewReader(someOutlets))
	if err != nil {
		t.Fatal(err)
	}
	a, b := f.Outlets[0], f.Outlets[1]
	if a.Delay != Duration(10*time.Second) || b.Delay != Duration(3*time.Second) || a.Interval != Duration(time.Hour) || b.Interval != defaultInterval {
		t.Errorf("%+v", f)
	}
	if a.Budget != defaultBudget || b.Budget != 20 || a.Days != defaultDays || b.Days != 1 {
		t.Errorf("%+v", f)
	}
	if got, want := a.Feeds[1], "https://rafidain.example/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/rss"; got != want {
		t.Errorf("the feed is %s, want %s", got, want)
	}
}

func TestFaultsOfAListAreNamedWithTheirLine(t *testing.T) {
	outlet := "[[outlet]]\nid = \"a\"\nname = \"A\"\n"
	for _, c := range []struct{ name, toml, want string }{
		{"nothing", "", "no [[outlet]] is listed"},
		{"no TOML", "contact = \"x\"\n= 2\n", "line 2, column 1"},
		{"not finished", "[[outlet]]\nid = \"a", "line 2"},
		{"a key nobody knows", outlet + "feed = [\"https://a.example/\"]\n", "line 4: unknown key"},
		{"another type", outlet + "feeds = \"https://a.example/\"\n", "line 4"},
		{"no id", "[[outlet]]\nname = \"A\"\nfeeds = [\"https://a.example/\"]\n", "id names files"},
		{"an id that leaves the folder", "[[outlet]]\n\nid = \"../a\"\nname = \"A\"\n", "line 3: outlet \"../a\": id names files"},
		{"two of one id", outlet + "feeds = [\"https://a.example/\"]\n" + outlet + "feeds = [\"https://b.example/\"]\n", "two outlets have the id \"a\""},
		{"no name", "[[outlet]]\nid = \"a\"\nfeeds = [\"https://a.example/\"]\n", "has no name"},
		{"nothing to read", outlet, "lists no feeds"},
		{"no address", outlet + "feeds = [\"a.example/feed\"]\n", "line 4: outlet \"a\": \"a.example/feed\" does not begin with http"},
		{"a file", outlet + "feeds = [\"file:///etc/passwd\"]\n", "does not begin with http"},
		{"a password", outlet + "feeds = [\"https://u:p@a.example/\"]\n", "holds a name or password"},
		{"twice", outlet + "feeds = [\"https://a.example/\", \"https://A.example\"]\n", "is listed twice"},
		{"a country by name", outlet + "country = \"Iraq\"\nfeeds = [\"https://a.example/\"]\n", "line 4: outlet \"a\": country \"Iraq\""},
		{"a language by name", outlet + "language = \"Arabic\"\nfeeds = [\"https://a.example/\"]\n", "language \"Arabic\""},
		{"a time without a unit", outlet + "delay = \"5\"\n", "line 4"},
		{"a time below nothing", outlet + "delay = \"-5s\"\n", "line 4"},
		{"a budget below nothing", outlet + "budget = -1\nfeeds = [\"https://a.example/\"]\n", "numbers from 1"},
		{"no domain", outlet + "sites = [\"https://a.example/\"]\nfeeds = [\"https://a.example/\"]\n", "is no domain"},
		{"no pattern", outlet + "articles = [\"/[\"]\nfeeds = [\"https://a.example/\"]\n", "is no pattern"},
		{"a contact that would break the header", "contact = \"a\\nb\"\n" + outlet + "feeds = [\"https://a.example/\"]\n", "printable ASCII"},
		{"a name that would break the archive", "[[outlet]]\nid = \"a\"\nname = \"A\\r\\nWARC-Type: x\"\nfeeds = [\"https://a.example/\"]\n", "control character"},
	} {
		if _, err := ReadOutlets(strings.NewReader(c.toml)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := ReadOutlets(strings.NewReader(strings.Repeat("#\n", maxOutletsFile/2+1))); err == nil {
		t.Error("a list without an end is read")
	}
}

// FuzzOutlets holds that whatever is read can be worked with: names of files stay in
// their folder, addresses are of the one form, and nothing breaks a header.
func FuzzOutlets(f *testing.F) {
	f.Add(someOutlets)
	f.Add("[[outlet]]\nid = \"a\"\nname = \"A\"\nsections = [\"http://[::1]:80/\", \"http://xn--a/\"]\nsites = [\"EXAMPLE.com.\"]\narticles = [\"/[a-\"]\n")
	f.Add("[[outlet]]\nid = \"a\"\nname = \"\\u0000\"\nfeeds = [\"https://a.example/%zz\", \"https://a.example/%2f?a=%20&utm_x\"]\ndelay = \"1e9h\"\n")
	f.Fuzz(func(t *testing.T, s string) {
		list, err := ReadOutlets(strings.NewReader(s))
		if err != nil {
			if strings.ContainsAny(err.Error(), "\x00") {
				t.Fatalf("%q", err)
			}
			return
		}
		for _, o := range list.Outlets {
			if !idForm.MatchString(o.ID) || strings.ContainsAny(o.Name, "\r\n") || o.Delay <= 0 || o.Interval <= 0 || o.Budget < 1 || o.Days < 1 {
				t.Fatalf("%+v", o)
			}
			for _, l := range [][]string{o.Feeds, o.Sitemaps, o.Sections} {
				for _, s := range l {
					if u, err := parseURL(s); err != nil || u.String() != s {
						t.Fatalf("%q becomes %v, %v", s, u, err)
					}
				}
			}
		}
	})
}

// The list that docs/watch.md shows can be read.
func TestTheListOfTheDocuments(t *testing.T) {
	b, err := os.ReadFile("../../docs/watch.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(b), "<!-- outlets.toml -->\n```toml\n")
	text, _, ok := strings.Cut(text, "```")
	f, err := ReadOutlets(strings.NewReader(text))
	if !ok || err != nil || len(f.Outlets) != 2 || f.Outlets[1].Budget != 50 {
		t.Errorf("%v, %+v", err, f)
	}
}
