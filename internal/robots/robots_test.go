package robots

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

// newsArabic is "/akhbār/", news, as it is written and as it is sent.
const (
	newsArabic  = "/أخبار/"
	newsEncoded = "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/"
)

// A path of a case is allowed when it begins with "+", else it must not be.
type robotsCase struct {
	name, robots string
	paths        []string
}

// rfc are what RFC 9309 says, by section.
var rfc = []robotsCase{
	{"2.2.1 the group of the crawler, not that of everybody", "User-agent: *\nDisallow: /\nUser-agent: isnad\nDisallow: /a\n", []string{"-/a", "+/b"}},
	{"2.2.1 everybody, when no group names the crawler", "User-agent: other\nDisallow: /a\nUser-agent: *\nDisallow: /b\n", []string{"+/a", "-/b"}},
	{"2.2.1 everything, when no group is for it", "User-agent: other\nDisallow: /\n", []string{"+/", "+/a"}},
	{"2.2.1 an empty group that names the crawler allows all", "User-agent: *\nDisallow: /\nUser-agent: isnad\n", []string{"+/a"}},
	{"2.2.1 groups of one name are one", "User-agent: isnad\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: isnad\nDisallow: /b\n", []string{"-/a", "-/b", "+/c"}},
	{"2.2.1 names are read in any case", "User-Agent: ISNAD\nDisallow: /a\n", []string{"-/a"}},
	{"2.2.1 a name of which ours is only a part is not ours", "User-agent: isnadia\nDisallow: /a\nUser-agent: isn\nDisallow: /b\n", []string{"+/a", "+/b"}},
	{"2.2.1 several names share a group", "User-agent: other\nUser-agent: isnad\nDisallow: /a\n", []string{"-/a"}},
	{"2.2.2 the longest match decides, not the first", "User-agent: *\nDisallow: /news/\nAllow: /news/open/\nDisallow: /news/open/not\n", []string{"-/news/1", "+/news/open/1", "-/news/open/not/1"}},
	{"2.2.2 allow wins over disallow of the same length", "User-agent: *\nDisallow: /a\nAllow: /a\n", []string{"+/a"}},
	{"2.2.2 an empty disallow disallows nothing", "User-agent: *\nDisallow:\n", []string{"+/", "+/a"}},
	{"2.2.2 paths are read in their case", "User-agent: *\nDisallow: /News\n", []string{"-/News", "+/news"}},
	{"2.2.2 a pattern is the beginning of a path", "User-agent: *\nDisallow: /a/b\n", []string{"-/a/b", "-/a/bc", "-/a/b/c", "+/a", "+/x/a/b"}},
	{"2.2.2 octets that are no ASCII match their code", "User-agent: *\nDisallow: /foo/bar/ツ\n", []string{"-/foo/bar/ツ", "-/foo/bar/%E3%83%84", "-/foo/bar/%e3%83%84"}},
	{"2.2.2 the code matches the octets", "User-agent: *\nDisallow: /foo/bar/%E3%83%84\n", []string{"-/foo/bar/ツ", "-/foo/bar/%E3%83%84", "+/foo/bar/"}},
	{"2.2.2 encoded letters are the letters", "User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", []string{"-/foo/bar/baz", "-/foo/bar/%62%61%7A"}},
	{"2.2.2 an encoded slash is no slash", "User-agent: *\nDisallow: /foo%2Fbar\n", []string{"-/foo%2fbar", "+/foo/bar"}},
	{"2.2.2 queries take part", "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n", []string{"-/foo/bar?baz=https://foo.bar", "+/foo/bar"}},
	{"2.2.3 a hash begins a comment", "User-agent: * # all\nDisallow: /a # not this\n#Disallow: /b\n", []string{"-/a", "+/b"}},
	{"2.2.3 a dollar at the end is the end", "User-agent: *\nDisallow: /a$\n", []string{"-/a", "+/ab", "+/a/"}},
	{"2.2.3 a star is any octets", "User-agent: *\nDisallow: /this/*/exactly\nAllow: /*.pdf$\n", []string{"-/this/is/exactly", "-/this/is/not/exactly/so", "+/this/exactly", "+/x.pdf", "-/this/1/exactly.pdf"}},
	{"2.2.3 a star and a dollar may be meant as letters", "User-agent: *\nDisallow: /path/file-with-a-%2A.html\nDisallow: /path/foo-%24\n", []string{"-/path/file-with-a-*.html", "+/path/file-with-a-x.html", "-/path/foo-$"}},
	{"2.2.4 other records do not end a group", "User-agent: other\nSitemap: https://example.com/s.xml\nUser-agent: isnad\nDisallow: /a\n", []string{"-/a"}},
	{"2.3 robots.txt itself may be read", "User-agent: *\nDisallow: /\n", []string{"+/robots.txt", "-/robots.txt.bak", "-/"}},
	{"5.1 the example: everybody", "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n", []string{"-/x.gif", "+/x.gif?1", "-/example/a", "+/publications/a", "+/"}},
	{"5.1 the example: a group of its own with an empty rule", "User-Agent: isnad\nAllow: /\n\nUser-Agent: other\nDisallow: /\n", []string{"+/", "+/a"}},
	{"5.2 the example: longest match", "User-Agent: isnad\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n", []string{"-/example/page/disallowed.gif", "+/example/page/a.gif"}},
}

// google are what Google's parser and its documentation say beyond the RFC.
var google = []robotsCase{
	{"an empty file allows all", "", []string{"+/", "+/a"}},
	{"a missing colon is seen through", "user-agent isnad\ndisallow /a\n", []string{"-/a"}},
	{"three words without a colon are nothing", "user-agent: isnad\ndisallow /a /b\n", []string{"+/a"}},
	{"other keys are nothing", "foo: isnad\nbar: /\n", []string{"+/a"}},
	{"a rule before any name is nothing", "disallow: /a\nuser-agent: isnad\ndisallow: /b\n", []string{"+/a", "-/b"}},
	{"blank lines do not end a group", "user-agent: isnad\n\n\ndisallow: /a\n\ndisallow: /b\n", []string{"-/a", "-/b"}},
	{"any key in any case", "USER-AGENT: isnad\nDISALLOW: /a\nALLOW: /a/b\n", []string{"-/a", "+/a/b"}},
	{"a name up to its first space", "user-agent: isnad robot\ndisallow: /a\n", []string{"-/a"}},
	{"a name up to its version", "user-agent: isnad/2.1\ndisallow: /a\n", []string{"-/a"}},
	{"a star and words are everybody", "user-agent: * all\ndisallow: /a\n", []string{"-/a"}},
	{"a star that begins a name is nobody", "user-agent: *bot\ndisallow: /a\n", []string{"+/a"}},
	{"a star beside the name", "user-agent: *\nuser-agent: isnad\ndisallow: /a\n\nuser-agent: *\ndisallow: /b\n", []string{"-/a", "+/b"}},
	{"misspelt keys", "useragent: isnad\ndisalow: /a\ndissallow: /b\ndissalow: /c\ndiasllow: /d\ndisallaw: /e\n", []string{"-/a", "-/b", "-/c", "-/d", "-/e"}},
	{"a key with letters behind it", "user-agents: isnad\ndisallowed: /a\n", []string{"-/a"}},
	{"an allowed index stands for its folder", "user-agent: *\nallow: /open/index.html\ndisallow: /\n", []string{"+/open/index.html", "+/open/", "-/open/other.html", "-/open", "-/"}},
	{"and no other file does", "user-agent: *\nallow: /open/main.html\ndisallow: /\n", []string{"-/open/", "+/open/main.html"}},
	{"lines end in any of three ways", "user-agent: isnad\rdisallow: /a\r\ndisallow: /b\ndisallow: /c", []string{"-/a", "-/b", "-/c"}},
	{"a byte order mark is skipped", "\ufeffuser-agent: isnad\ndisallow: /a\n", []string{"-/a"}},
	{"a mark within is part of the key", "user-agent: isnad\n\ufeffdisallow: /a\n", []string{"+/a"}},
	{"spaces around key and value", "  user-agent :  isnad \t\n\tdisallow\t: /a  \n", []string{"-/a"}},
	{"a line is cut at 16,663 bytes", "user-agent: isnad\ndisallow: /a" + strings.Repeat("b", 20000) + "\n", []string{"-/a" + strings.Repeat("b", 20000), "-/a" + strings.Repeat("b", maxLine-len("disallow: /a")), "+/a" + strings.Repeat("b", maxLine-1-len("disallow: /a"))}},
	{"a sitemap between the groups", "sitemap: https://example.com/a.xml\nuser-agent: isnad\ndisallow: /a\nsitemap: https://example.com/b.xml\ndisallow: /b\n", []string{"-/a", "-/b"}},
	{"parameters are part of the path", "user-agent: *\ndisallow: /a;b\n", []string{"-/a;b", "+/a"}},
	{"fragments are not", "user-agent: *\ndisallow: /a$\n", []string{"-/a#b"}},
	{"docs: /fish", "user-agent: *\ndisallow: /fish\n", []string{"-/fish", "-/fish.html", "-/fish/salmon.html", "-/fishheads", "-/fish.php?id=anything", "+/Fish.asp", "+/catfish", "+/?id=fish", "+/desert/fish"}},
	{"docs: /fish*", "user-agent: *\ndisallow: /fish*\n", []string{"-/fish", "-/fish.html", "-/fishheads/yummy.html", "-/fish.php?id=anything", "+/Fish.asp", "+/catfish", "+/?id=fish"}},
	{"docs: /fish/", "user-agent: *\ndisallow: /fish/\n", []string{"-/fish/", "-/fish/?id=anything", "-/fish/salmon.htm", "+/fish", "+/fish.html", "+/animals/fish/"}},
	{"docs: /*.php", "user-agent: *\ndisallow: /*.php\n", []string{"-/index.php", "-/filename.php", "-/folder/filename.php?parameters", "-/folder/any.php.file.html", "-/filename.php/", "+/", "+/windows.PHP"}},
	{"docs: /*.php$", "user-agent: *\ndisallow: /*.php$\n", []string{"-/filename.php", "-/folder/filename.php", "+/filename.php?parameters", "+/filename.php/", "+/filename.php5", "+/windows.PHP"}},
	{"docs: /fish*.php", "user-agent: *\ndisallow: /fish*.php\n", []string{"-/fish.php", "-/fishheads/catfish.php?parameters", "+/Fish.PHP"}},
	{"docs: allow /p, disallow /", "user-agent: *\nallow: /p\ndisallow: /\n", []string{"+/page"}},
	{"docs: allow and disallow /folder", "user-agent: *\nallow: /folder\ndisallow: /folder\n", []string{"+/folder/page"}},
	{"docs: allow /page, disallow /*.htm", "user-agent: *\nallow: /page\ndisallow: /*.htm\n", []string{"-/page.htm"}},
	{"docs: allow /page, disallow /*.ph", "user-agent: *\nallow: /page\ndisallow: /*.ph\n", []string{"+/page.php5"}},
	{"docs: allow /$, disallow /", "user-agent: *\nallow: /$\ndisallow: /\n", []string{"+/", "-/page.htm"}},
	{"a path without its slash never matches", "user-agent: *\ndisallow: a\n", []string{"+/a"}},
}

// arabic are paths of Arabic sites, which write them either way in either place.
var arabic = []robotsCase{
	{"written in the file, sent encoded", "User-agent: *\nDisallow: " + newsArabic + "\n", []string{"-" + newsEncoded + "1", "-" + newsArabic + "1", "-" + strings.ToLower(newsEncoded) + "1", "+/أخ", "+/"}},
	{"encoded in the file, asked for as written", "User-agent: *\nDisallow: " + newsEncoded + "\n", []string{"-" + newsArabic + "1", "-" + newsEncoded + "1"}},
	{"encoded in lower case", "User-agent: *\nDisallow: " + strings.ToLower(newsEncoded) + "\n", []string{"-" + newsArabic, "-" + newsEncoded}},
	{"a star between Arabic words", "User-agent: *\nDisallow: /*سياسة$\n", []string{"-/قسم/سياسة", "+/قسم/سياسة/1", "-/" + "%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9"}},
	{"an Arabic query", "User-agent: *\nDisallow: /search?q=سياسة\n", []string{"-/search?q=%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9", "+/search?q=x"}},
	{"the longer pattern is measured in octets of the code", "User-agent: *\nDisallow: /أخ\nAllow: " + newsEncoded + "\n", []string{"+" + newsArabic + "1", "-/أخرى"}},
	{"an Arabic comment", "User-agent: * # للجميع\nDisallow: /a # ممنوع\n", []string{"-/a"}},
}

func TestCases(t *testing.T) {
	n := 0
	for _, cases := range [][]robotsCase{rfc, google, arabic} {
		for _, c := range cases {
			r := Parse([]byte(c.robots), "isnad")
			for _, p := range c.paths {
				n++
				if got, want := r.Allowed(p[1:]), p[0] == '+'; got != want {
					t.Errorf("%s: Allowed(%.60q) = %v, want %v", c.name, p[1:], got, want)
				}
			}
		}
	}
	t.Logf("%d decisions", n)
}

func TestCrawlDelay(t *testing.T) {
	for _, c := range []struct {
		name, robots string
		want         time.Duration
	}{
		{"seconds", "User-agent: *\nCrawl-delay: 7\n", 7 * time.Second},
		{"a fraction", "User-agent: *\nCrawl-delay: 0.5\n", 500 * time.Millisecond},
		{"of the group that names us", "User-agent: *\nCrawl-delay: 7\nDisallow:\nUser-agent: isnad\nCrawl-delay: 3\n", 3 * time.Second},
		{"none of the group that names us", "User-agent: *\nCrawl-delay: 7\nDisallow:\nUser-agent: isnad\nDisallow:\n", 0},
		{"the longest", "User-agent: isnad\nCrawl-delay: 3\nCrawl-delay: 9\n", 9 * time.Second},
		{"no number", "User-agent: *\nCrawl-delay: slow\n", 0},
		{"below nothing", "User-agent: *\nCrawl-delay: -4\n", 0},
		{"not a number", "User-agent: *\nCrawl-delay: NaN\n", 0},
		{"a day at most", "User-agent: *\nCrawl-delay: 1e300\n", maxDelay},
	} {
		if r := Parse([]byte(c.robots), "isnad"); r.Delay != c.want {
			t.Errorf("%s: %v, want %v", c.name, r.Delay, c.want)
		}
	}
}

func TestNothingIsAllowedWhereNothingIsKnown(t *testing.T) {
	if r := Nothing(); r.Allowed("/") || r.Allowed("/a") {
		t.Error("Nothing allows something")
	}
}

func TestWhatIsBehindTheLimitDoesNotCount(t *testing.T) {
	r := Parse([]byte("User-agent: *\n"+strings.Repeat("#\n", MaxSize/2)+"Disallow: /\n"), "isnad")
	if !r.Allowed("/a") {
		t.Error("a rule behind the limit was read")
	}
}

// A hostile file must not take long: as many stars as fit a line against a long path.
func TestStarsTakeNoTime(t *testing.T) {
	r := Parse([]byte("User-agent: *\n"+strings.Repeat("Disallow: /"+strings.Repeat("*a", 8000)+"b\n", 30)), "isnad")
	began := time.Now()
	if !r.Allowed("/" + strings.Repeat("a", 8000)) {
		t.Error("matched")
	}
	if d := time.Since(began); d > time.Second {
		t.Errorf("took %v", d)
	}
}

// FuzzParse holds, for any file and path, that rules survive the journal, that
// encoding is idempotent, and that a path is judged alike in either writing.
func FuzzParse(f *testing.F) {
	for _, cases := range [][]robotsCase{rfc, google, arabic} {
		for _, c := range cases {
			f.Add([]byte(c.robots), c.paths[0][1:])
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		r := Parse(body, "isnad")
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Rules
		if err := json.Unmarshal(b, &back); err != nil || !reflect.DeepEqual(r, back) {
			t.Fatalf("%+v came back as %+v: %v", r, back, err)
		}
		path, _, _ = strings.Cut(path, "#")
		if !strings.HasPrefix(path, "/") {
			path = "/" + path
		}
		sent := encode(path, "")
		if sent != encode(sent, "") {
			t.Fatalf("%q encodes to %q, that to %q", path, sent, encode(sent, ""))
		}
		if path != "/robots.txt" && sent != "/robots.txt" && r.Allowed(path) != r.Allowed(sent) {
			t.Fatalf("%q and %q are judged differently", path, sent)
		}
	})
}
