package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

const (
	headline = "توقيع اتفاق أمني بين بغداد وطهران"
	lede     = "وقع وزيرا الداخلية في العراق وإيران اتفاقا أمنيا في بغداد، وقال الوزير العراقي إن الاتفاق يشمل ضبط الحدود ومكافحة التهريب وتبادل المعلومات بين الأجهزة في البلدين خلال الأعوام المقبلة."
)

func body() string { return "<p>" + lede + "</p><p>" + lede + "</p>" }

func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func TestParse(t *testing.T) {
	noon := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, in string
		want     Feed
	}{
		{"RSS 2.0 with everything", `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
			<channel><title>وكالة المثال</title><link>https://news.example/</link><language>ar</language><image><title>x</title><url>u</url><link>y</link></image>
			<item><title>` + headline + ` &amp;quot;أمس&amp;quot;</title><link>/a/1</link><guid isPermaLink="false">n1</guid><pubDate>Sun, 1 Mar 2026 12:00:00 +0300</pubDate><dc:creator><![CDATA[سلوى الأحمد]]></dc:creator>
			<description>` + escaped("<p>موجز</p>") + `</description><content:encoded><![CDATA[` + body() + `]]></content:encoded><category>سياسة</category>
			<enclosure url="https://news.example/a.jpg" type="image/jpeg"/><media:group><media:content url="/b.mp4"><media:title>t</media:title></media:content></media:group><source url="z"><title>q</title></source></item></channel></rss>`,
			Feed{Kind: RSS, Title: "وكالة المثال", URL: "https://news.example/", Language: "ar", Items: []Item{{
				ID: "n1", URL: "https://news.example/a/1", Title: headline + ` "أمس"`, Author: "سلوى الأحمد", Published: "Sun, 1 Mar 2026 12:00:00 +0300", Day: "2026-03-01", Time: noon,
				Content: body(), Summary: "<p>موجز</p>", Categories: []string{"سياسة"}, Media: []string{"https://news.example/a.jpg", "https://news.example/b.mp4"}}}}},
		{"RSS 0.91 with a document type, without dates", `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
			<rss version="0.91"><channel><title>x</title><item><title>` + headline + `</title><link>https://news.example/1</link></item></channel></rss>`,
			Feed{Kind: RSS, Title: "x", Items: []Item{{URL: "https://news.example/1", Title: headline}}}},
		{"RDF", `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="d"><channel rdf:about="c"><title>x</title><items><rdf:Seq><rdf:li resource="1"/></rdf:Seq></items></channel>
			<item rdf:about="https://news.example/1"><title>` + headline + `</title><dc:date>2026-03-01T12:00:00+03:00</dc:date></item></rdf:RDF>`,
			Feed{Kind: RDF, Title: "x", Items: []Item{{ID: "https://news.example/1", URL: "https://news.example/1", Title: headline, Published: "2026-03-01T12:00:00+03:00", Day: "2026-03-01", Time: noon}}}},
		{"Atom with XHTML", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title type="html">x</title><link rel="self" href="s"/><link href="https://news.example/"/>
			<entry><id>tag:1</id><title>` + headline + `</title><link rel="alternate" href="1.html"/><link rel="enclosure" href="a.mp3"/><updated>2026-03-02T00:00:00Z</updated><published>2026-03-01T12:00:00+03:00</published>
			<author><name>سلوى الأحمد</name><email>a@b.example</email></author><content type="xhtml"><div><p>أقل من &lt; خمسة</p></div></content></entry></feed>`,
			Feed{Kind: Atom, Title: "x", URL: "https://news.example/", Language: "ar", Items: []Item{{
				ID: "tag:1", URL: "https://news.example/1.html", Title: headline, Author: "سلوى الأحمد", Published: "2026-03-01T12:00:00+03:00", Day: "2026-03-01", Time: noon,
				Updated: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), Content: "<div><p>أقل من &lt; خمسة</p></div>", Media: []string{"https://news.example/a.mp3"}}}}},
		{"a JSON feed", `{"version": "https://jsonfeed.org/version/1.1", "title": "x", "home_page_url": "https://news.example/", "items": [{"id": 7, "url": "https://news.example/7", "title": "` + headline + `", "content_text": "نص", "date_published": "2026-03-01T12:00:00+03:00", "authors": [{"name": "سلوى"}], "tags": ["t"], "image": "i.jpg"}, {"id": "8", "url": 8}]}`,
			Feed{Kind: JSON, Title: "x", URL: "https://news.example/", Items: []Item{{
				ID: "7", URL: "https://news.example/7", Title: headline, Author: "سلوى", Published: "2026-03-01T12:00:00+03:00", Day: "2026-03-01", Time: noon, Content: "نص", Plain: true,
				Categories: []string{"t"}, Media: []string{"https://news.example/i.jpg"}}, {ID: "8", Plain: true}}}},
		{"bare ampersands, controls, HTML that is not escaped, ends that are missing", "<rss><channel><item><title>أ & ب \x01&#1; ج &nbsp;د</title><description><p>سطر<br>آخر</description><link>https://news.example/?a=1&b=2</link></b></item><item><title>ثان</title></item></channel></rss>",
			Feed{Kind: RSS, Items: []Item{{URL: "https://news.example/?a=1&b=2", Title: "أ & ب ج د", Summary: "<p>سطر<br>آخر"}, {Title: "ثان"}}}},
		{"an Arabic date is no date rather than a wrong one", `<rss><channel><item><title>x</title><pubDate>الأحد، 03/06/2020</pubDate></item></channel></rss>`,
			Feed{Kind: RSS, Items: []Item{{Title: "x", Published: "الأحد، 03/06/2020"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse([]byte(c.in), Source{URL: ""})
			if err != nil {
				t.Error(err)
			}
			c.want.Charset, c.want.Why = "utf-8", "valid UTF-8"
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got\n%+v\nwant\n%+v", got, c.want)
			}
		})
	}
}

func TestParseCharsets(t *testing.T) {
	doc := `<?xml version="1.0" encoding="%s"?><rss><channel><item><title>` + headline + `</title><description>` + lede + `</description></item></channel></rss>`
	for _, declared := range []string{"utf-8", "windows-1256", "cp1256", "iso-8859-6"} {
		for _, cm := range []*charmap.Charmap{charmap.Windows1256, charmap.ISO8859_6} {
			raw, err := cm.NewEncoder().Bytes(fmt.Appendf(nil, doc, declared))
			if err != nil {
				t.Fatal(err)
			}
			f, err := Parse(raw, Source{})
			if err != nil || len(f.Items) != 1 || f.Items[0].Title != headline {
				t.Errorf("%v declared as %s: %v, %+v", cm, declared, err, f)
			}
		}
	}
}

func TestFull(t *testing.T) {
	for _, c := range []struct {
		name string
		it   Item
		want string
	}{
		{"content", Item{Content: body(), Summary: lede}, body()},
		{"content that is a beginning", Item{Content: "<p>" + lede + " …</p>"}, ""},
		{"content that ends in bracketed dots", Item{Content: body() + " [&#8230;]"}, ""},
		{"a short summary", Item{Summary: lede}, ""},
		{"a summary of many words", Item{Summary: strings.Repeat(lede+" ", 5)}, strings.Repeat(lede+" ", 5)},
		{"pictures alone", Item{Content: strings.Repeat("<img src=a.jpg alt='a b c'>", 50)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _, ok := c.it.Full(); got != c.want || ok != (c.want != "") {
				t.Errorf("%v %q", ok, got)
			}
		})
	}
}

// Titles made of signs that only look like tags cost no more than others.
func TestPlainIsLinear(t *testing.T) {
	start := time.Now()
	for _, unit := range []string{"<a", "<1", "< ", "&lt;<"} {
		plain(strings.Repeat(unit, 1<<20) + ">")
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

func zipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.Bytes()
}

func code(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestFaults(t *testing.T) {
	item := "<item><title>x</title></item>"
	for _, c := range []struct {
		name, in, code string
		items          int
	}{
		{"cut inside the third item", "<rss><channel>" + item + item + "<item><title>x", "feed-damaged", 2},
		{"cut inside a tag", "<rss><channel>" + item + "<item><tit", "feed-damaged", 1},
		{"more items than anybody has", "<rss><channel>" + strings.Repeat(item, MaxItems+5), "feed-too-many", MaxItems},
		{"a million laughs", "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>", "feed-entities", 1},
		{"an entity from a file", "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&a;</title></item></channel></rss>", "feed-entities", 1},
		{"elements nested deep", "<rss><channel>" + item + "<item>" + strings.Repeat("<a>", 100000), "feed-too-deep", 1},
		{"a page of HTML", "<!doctype html><html><body>x</body></html>", "no-feed", 0},
		{"a sitemap", "<urlset><url><loc>x</loc></url></urlset>", "no-feed", 0},
		{"nothing", "", "no-feed", 0},
		{"JSON cut", `{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}, {"id": "2`, "feed-damaged", 1},
		{"JSON of another kind", `{"version": "https://jsonfeed.org/version/1", "items": {}}`, "feed-damaged", 0},
		{"JSON nested deep", `{"version": "https://jsonfeed.org/version/1", "x": ` + strings.Repeat("[", 100000), "feed-damaged", 0},
		{"too large", "<rss>" + strings.Repeat(" ", MaxBytes), "feed-too-large", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse([]byte(c.in), Source{})
			if code(err) != c.code || len(f.Items) != c.items {
				t.Errorf("%v, %d items; want %s, %d", err, len(f.Items), c.code, c.items)
			}
			for _, it := range f.Items {
				if strings.Contains(it.Title, "haha") || strings.Contains(it.Title, "root") {
					t.Errorf("expanded to %q", it.Title)
				}
			}
		})
	}
}

func TestParseSitemap(t *testing.T) {
	const one = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="n" xmlns:image="i"><url><loc> https://news.example/%D8%A3?a=1&amp;b=2 </loc><lastmod>2026-03-01</lastmod>
		<image:image><image:loc>https://news.example/i.jpg</image:loc><image:title>صورة</image:title></image:image>
		<news:news><news:publication><news:name>وكالة المثال</news:name><news:language>ar</news:language></news:publication><news:publication_date>2026-03-01T00:30:00+03:00</news:publication_date><news:title>` + headline + `</news:title></news:news></url>
		<url><loc>/b</loc></url><url><lastmod>2026-03-01</lastmod></url></urlset>`
	want := []Entry{{
		URL: "https://news.example/%D8%A3?a=1&b=2", Modified: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		News: &News{"وكالة المثال", "ar", headline, "2026-03-01T00:30:00+03:00", "2026-03-01", time.Date(2026, 2, 28, 21, 30, 0, 0, time.UTC)},
	}, {URL: "https://news.example/b"}}
	for name, raw := range map[string][]byte{"as it is": []byte(one), "gzip": zipped(one)} {
		got, kind, err := ParseSitemap(raw, Source{URL: "https://news.example/sitemap.xml"})
		if err != nil || kind != Sitemap || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %s\n%+v\nwant\n%+v", name, err, kind, got, want)
		}
	}
	many := "<urlset>" + strings.Repeat("<url><loc>https://news.example/1</loc></url>", MaxEntries+9) + "</urlset>"
	for _, c := range []struct {
		name, code string
		raw        []byte
		n          int
	}{
		{"more entries than the protocol lets", "feed-too-many", []byte(many), MaxEntries},
		{"a bomb", "feed-too-large", zipped("<urlset>" + strings.Repeat(" ", MaxBytes+1)), 0},
		{"gzip inside gzip", "feed-damaged", zipped(string(zipped(one))), 0},
		{"gzip cut", "feed-damaged", zipped(one)[:200], 0},
		{"cut", "feed-damaged", []byte(one[:len(one)-20]), 2},
		{"a feed", "no-sitemap", []byte("<rss/>"), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			es, _, err := ParseSitemap(c.raw, Source{URL: "https://news.example/"})
			if code(err) != c.code || len(es) != c.n {
				t.Errorf("%v, %d entries; want %s, %d", err, len(es), c.code, c.n)
			}
		})
	}
}

func index(urls ...string) []byte {
	return []byte("<sitemapindex><sitemap><loc>" + strings.Join(urls, "</loc></sitemap><sitemap><loc>") + "</loc></sitemap></sitemapindex>")
}

func TestReadDate(t *testing.T) {
	for in, want := range map[string]string{
		"Wed, 22 Oct 2014 10:00:00 GMT":       "2014-10-22 2014-10-22T10:00:00Z",
		"22 Oct 2014 23:30 -0500":             "2014-10-22 2014-10-23T04:30:00Z",
		"Wed, 22 Oct 14 10:00:00 +0300":       "2014-10-22 2014-10-22T07:00:00Z",
		"2014-10-22T10:00:00.123+03:00":       "2014-10-22 2014-10-22T07:00:00Z",
		"2014-10-22 10:00:00":                 "2014-10-22 2014-10-22T10:00:00Z",
		"2014-10-22":                          "2014-10-22 2014-10-22T00:00:00Z",
		" ٢٠١٤-١٠-٢٢ ":                        "2014-10-22 2014-10-22T00:00:00Z",
		"۲۰۱۴-۱۰-۲۲":                          "2014-10-22 2014-10-22T00:00:00Z",
		"22/10/2014":                          " 0001-01-01T00:00:00Z",
		"0000-00-00 00:00:00":                 " 0001-01-01T00:00:00Z",
		"-1":                                  " 0001-01-01T00:00:00Z",
		"Thu, 01 Jan 1900 00:00:00 GMT":       " 0001-01-01T00:00:00Z",
		"Wednesday, 22 October 2014 10:00:00": "2014-10-22 2014-10-22T10:00:00Z",
	} {
		if at, day := readDate(in); day+" "+at.Truncate(time.Second).Format(time.RFC3339) != want {
			t.Errorf("%q: %q %v, want %s", in, day, at, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("<?xml version='1.0' encoding='windows-1256'?><rss><channel><item><title>\xc7\xe1</title><content:encoded><![CDATA[<p>]]></content:encoded></item></channel></rss>"))
	f.Add([]byte("<feed xml:lang=ar><entry><title type='xhtml'><div>&lt;<b>x</b></div></title><link href=a /><author><name>n</name></author></entry></feed>"))
	f.Add([]byte(`{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "content_html": "<p>"}]}`))
	f.Add([]byte("<!DOCTYPE rss [<!ENTITY a 'b'>]><rdf:RDF><item rdf:about='x'>&a;&#0;&#xffff;&#99999999999;</item>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := Parse(raw, Source{URL: "https://news.example/feed"})
		if code(err) == "no-feed" && len(a.Items) > 0 {
			t.Error("items of what is no feed")
		}
		for _, it := range a.Items {
			it.Full()
			if it.Day != "" && len(it.Day) != 10 {
				t.Errorf("day %q", it.Day)
			}
		}
	})
}

func FuzzParseSitemap(f *testing.F) {
	f.Add([]byte("<urlset><url><loc>https://a.example/</loc><news:news><news:title>x</news:title></news:news></url></urlset>"))
	f.Add(index("https://a.example/1", "//"))
	f.Add(zipped("<urlset><url><loc>x</loc><lastmod>2026-01-01</lastmod>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		es, _, err := ParseSitemap(raw, Source{URL: "https://news.example/"})
		if code(err) == "no-sitemap" && len(es) > 0 {
			t.Error("entries of what is no sitemap")
		}
		for _, e := range es {
			if e.URL == "" {
				t.Error("an entry without a URL")
			}
		}
	})
}
