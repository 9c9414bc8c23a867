package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestPublicAddresses(t *testing.T) {
	for _, c := range []struct {
		name, addr string
		want       bool
	}{
		{"an open one", "93.184.215.14", true},
		{"an open one of version 6", "2606:4700::6810:84e5", true},
		{"loopback", "127.0.0.1", false},
		{"all of loopback", "127.9.9.9", false},
		{"loopback of version 6", "::1", false},
		{"loopback in the clothes of version 6", "::ffff:127.0.0.1", false},
		{"loopback in older clothes", "::127.0.0.1", false},
		{"loopback behind NAT64", "64:ff9b::7f00:1", false},
		{"an open one behind NAT64", "64:ff9b::5db8:d70e", true},
		{"loopback behind 6to4", "2002:7f00:1::", false},
		{"nothing", "0.0.0.0", false},
		{"this network", "0.1.2.3", false},
		{"nothing of version 6", "::", false},
		{"private 10", "10.0.0.1", false},
		{"private 172", "172.16.0.1", false},
		{"behind private 172", "172.32.0.1", true},
		{"private 192", "192.168.1.1", false},
		{"link-local, where clouds keep their keys", "169.254.169.254", false},
		{"link-local of version 6", "fe80::1", false},
		{"link-local with a zone", "fe80::1%eth0", false},
		{"site-local", "fec0::1", false},
		{"unique local", "fd00:ec2::254", false},
		{"shared by carriers", "100.64.0.1", false},
		{"for benchmarks", "198.18.0.1", false},
		{"for documents", "203.0.113.9", false},
		{"for documents of version 6", "2001:db8::1", false},
		{"multicast", "224.0.0.1", false},
		{"multicast of version 6", "ff02::1", false},
		{"everybody", "255.255.255.255", false},
		{"kept for later", "240.0.0.1", false},
		{"tunnels", "2001::1", false},
	} {
		if got := public(netip.MustParseAddr(c.addr)); got != c.want {
			t.Errorf("%s: public(%s) = %v", c.name, c.addr, got)
		}
	}
	if refuse("tcp", "127.0.0.1:80", nil) == nil || refuse("tcp", "nonsense", nil) == nil || refuse("tcp6", "[fe80::1%eth0]:80", nil) == nil {
		t.Error("refuse lets a closed address through")
	}
	if err := refuse("tcp", "93.184.215.14:443", nil); err != nil {
		t.Error(err)
	}
}

func TestAddressesHaveOneForm(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a host in capitals, a port that goes without saying, a fragment", "HTTPS://News.Example.COM:443/a#b", "https://news.example.com/a"},
		{"no path", "http://example.com", "http://example.com/"},
		{"an Arabic path", "https://example.com/أخبار/1", "https://example.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"},
		{"the same, encoded in lower case", "https://example.com/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/1", "https://example.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"},
		{"an Arabic host", "https://أخبار.مثال/", "https://xn--igbicxr.xn--mgbh0fb/"},
		{"an encoded slash", "https://example.com/a%2Fb", "https://example.com/a%2Fb"},
		{"tracking", "https://example.com/a?utm_source=x&id=7&fbclid=y&UTM_medium=z", "https://example.com/a?id=7"},
		{"nothing but tracking", "https://example.com/a?traffic_source=rss", "https://example.com/a"},
		{"an Arabic query", "https://example.com/?q=خبر", "https://example.com/?q=%D8%AE%D8%A8%D8%B1"},
		{"a dot behind the host", "https://example.com./a", "https://example.com/a"},
		{"version 6", "http://[::1]:8080/a", "http://[::1]:8080/a"},
	} {
		u, err := parseURL(c.in)
		if err != nil || u.String() != c.want {
			t.Errorf("%s: %v, %v, want %s", c.name, u, err, c.want)
			continue
		}
		if again, err := parseURL(u.String()); err != nil || again.String() != c.want {
			t.Errorf("%s: a second time %v, %v", c.name, again, err)
		}
	}
	for _, bad := range []string{"", "/a", "ftp://example.com/", "https://", "javascript:void(0)", "https://user:secret@example.com/", "http://example.com/" + strings.Repeat("a", maxURL), "http://exa mple.com/"} {
		if u, err := parseURL(bad); err == nil {
			t.Errorf("%q is taken as %s", bad, u)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("a password is told: %v", err)
		}
	}
}

func TestSites(t *testing.T) {
	for _, c := range []struct{ url, want string }{
		{"https://www.example.com/", "example.com"},
		{"https://arabic.news.example.com.iq/", "example.com.iq"},
		{"https://one.blogspot.com/", "one.blogspot.com"},
		{"http://127.0.0.1:8080/", "127.0.0.1:8080"},
		{"http://example.com:8080/", "example.com:8080"},
		{"http://localhost/", "localhost"},
	} {
		u, err := parseURL(c.url)
		if err != nil {
			t.Fatal(err)
		}
		if got := site(u); got != c.want {
			t.Errorf("%s is of %s, want %s", c.url, got, c.want)
		}
	}
}

func TestLinksOfSectionsThatLookLikeArticles(t *testing.T) {
	// ḥukūma baghdād tuʿlin niẓām: four words of a headline
	const slug = "/سياسة/حكومة-بغداد-تعلن-النظام"
	for _, c := range []struct {
		path string
		want bool
	}{
		{"/news/12345", true}, {"/news/2026/11/30/x", false}, {slug, true}, {"/news?id=12345", true}, {"/a/one_two_three_four", true},
		{"/news/١٢٣٤٥", true}, {"/tag/12345", false}, {"/author/one-two-three-four", false}, {"/politics", false}, {"/", false}, {"/x/12345.jpg", false},
	} {
		u, err := url.Parse("https://example.com" + c.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := (&Outlet{}).article(u, true); got != c.want {
			t.Errorf("%s: %v, want %v", c.path, got, c.want)
		}
	}
	o := &Outlet{Articles: []string{"/خبر/*"}} // khabar
	u, _ := url.Parse("https://example.com/%D8%AE%D8%A8%D8%B1/x")
	if !o.article(u, true) || !o.article(u, false) {
		t.Error("a pattern of the outlet does not match")
	}
	if u.Path = "/other/12345"; o.article(u, false) {
		t.Error("what no pattern matches is taken")
	}
}

func TestLinksOfAPage(t *testing.T) {
	at, _ := url.Parse("https://example.com/section/")
	got := links(`<base href="/news/"><a href="1">x</a><A HREF=' /2 '>y</A><base href="/z/"><a name=q>z</a><a href="//other.com/3"><a href="ht!tp://%zz"><script>"<a href='no'>"</script><a class=c href=4`, at)
	want := "https://example.com/news/1 https://example.com/2 https://other.com/3"
	if strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestBackoff(t *testing.T) {
	last := time.Duration(0)
	for fails := range 100 {
		d := backoff(fails)
		if d < last || d < firstBackoff || d > maxBackoff {
			t.Fatalf("backoff(%d) = %v behind %v", fails, d, last)
		}
		last = d
	}
	if last != maxBackoff {
		t.Errorf("ends at %v", last)
	}
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		value string
		want  time.Duration
	}{
		{"120", 2 * time.Minute}, {"Mon, 30 Nov 2026 12:00:30 GMT", 30 * time.Second}, {"Mon, 30 Nov 2026 11:00:00 GMT", 0},
		{"", 0}, {"soon", 0}, {"-5", 0}, {"99999999", 24 * time.Hour}, {"99999999999999999999", 0},
	} {
		if got := retryAfter(map[string][]string{"Retry-After": {c.value}}, now); got != c.want {
			t.Errorf("Retry-After %q: %v, want %v", c.value, got, c.want)
		}
	}
}

// FuzzAddress holds that the one form of an address is its own one form, and that
// it keeps within its host.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"https://example.com/أخبار/1?q=خبر#x", "http://a.example:80/%2f%zz", "https://EXAMPLE.com./?utm_source=x&&a", "http://[::1%25eth0]/", "http://xn--a/", "http://a。b/", "https://user@a.example/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := parseURL(s)
		if err != nil {
			return
		}
		again, err := parseURL(u.String())
		if err != nil || again.String() != u.String() || mark(again) != mark(u) || site(again) != site(u) {
			t.Fatalf("%q becomes %q, and that %v, %v", s, u, again, err)
		}
		if strings.ContainsAny(u.RequestURI(), " \r\n") || u.Fragment != "" || u.User != nil {
			t.Fatalf("%q becomes %q", s, u)
		}
	})
}
