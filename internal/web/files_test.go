package web

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestTablesAndPicturesAreFiles(t *testing.T) {
	s := server(t)
	for address, head := range map[string]string{
		"timeline": "time,collected,all,3", "timeline?split=outlet&nu=arab": "time,collected,all,", "network": "actor,recipient,", "map": "place,country,admin1,latitude", "story/s-1": "occurrence,type,outlet",
		"entities": "id,name,", "entity/russia": "role,country,", "entity/russia/names": "outlet,month,name", "outlets": "outlet,first,",
	} {
		path, parameters, _ := strings.Cut(address, "?")
		w := get_(t, s, "/ar/"+path+"/table.csv?"+parameters)
		rows, err := csv.NewReader(w.Body).ReadAll()
		if w.Code != 200 || err != nil || len(rows) < 2 || !strings.HasPrefix(strings.Join(rows[0], ","), head) || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %v: %v", address, w.Code, err, rows)
		}
		page := get_(t, s, "/ar/"+address).Body.String()
		if !strings.Contains(page, `/table.csv`) {
			t.Errorf("%s: no link to its table", address)
		}
	}
	for _, path := range []string{"timeline", "network", "map"} {
		w := get_(t, s, "/ar/"+path+"/picture.svg")
		d, n := xml.NewDecoder(w.Body), 0
		for {
			_, err := d.Token()
			if err == io.EOF {
				break
			}
			if n++; err != nil {
				t.Fatalf("%s: %v", path, err)
			}
		}
		if w.Code != 200 || n < 20 || w.Header().Get("Content-Type") != "image/svg+xml" {
			t.Errorf("%s: %d, %d tokens, %s", path, w.Code, n, w.Header().Get("Content-Type"))
		}
	}
	for _, path := range []string{"help/table.csv", "map/picture.svg?q=type:AID"} {
		if w := get_(t, s, "/en/"+path); w.Code != 404 {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}

func TestAStretchOfTimeIsALink(t *testing.T) {
	s := server(t)
	body := get_(t, s, "/en/timeline?q=type:ACCUSE&from=2014-10-20&to=2014-10-21").Body.String()
	body = html.UnescapeString(body)
	for _, want := range []string{`name="q" value="type:ACCUSE"`, `name="from" dir="ltr" size="10" value="2014-10-20"`, `name="to" dir="ltr" size="10" value="2014-10-21"`,
		"/en/timeline?q=" + url.QueryEscape("type:ACCUSE date:2014-10-18..2014-10-19"), "/en/timeline?q=" + url.QueryEscape("type:ACCUSE date:2014-10-22..2014-10-23"), `href="/en/timeline?q=type%3AACCUSE"`, `data-time="2014-10-21"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	if n := strings.Count(body, `<form class="row brush"`); n != 1 {
		t.Errorf("%d forms for a stretch of time", n)
	}
}

func TestHijriDaysStandBesideTheOthersOnRequest(t *testing.T) {
	s := server(t, func(o *Options) {
		o.Hijri = func(day time.Time) (int, int, int, bool) { return 1435, 12, day.Day(), day.Year() == 2014 }
	})
	for address, want := range map[string]string{"/en/events?cal=hijri": "21 October 2014 (≈ 21 Dhu al-Hijja 1435 AH)", "/ar/events?cal=hijri&nu=arab": "(≈ ٢١ ذو الحجة ١٤٣٥ هـ)"} {
		if body := get_(t, s, address).Body.String(); !strings.Contains(body, want) {
			t.Errorf("%s has no %s", address, want)
		}
	}
	if body := get_(t, s, "/en/events").Body.String(); strings.Contains(body, "1435") {
		t.Error("nobody asked for Hijri days")
	}
	if body := get_(t, server(t), "/en/events?cal=hijri").Body.String(); strings.Contains(body, "Dhu") || strings.Contains(body, "cal=gregory") {
		t.Error("a calendar is offered that is not there")
	}
}

func TestAMergedStoryLeadsToTheOneThatSurvives(t *testing.T) {
	s := server(t, func(o *Options) { o.StoryOf = func(document string) string { return "story of " + document } })
	w := get_(t, s, "/ar/story/"+url.PathEscape("story of two")+"?nu=arab")
	to := w.Header().Get("Location")
	if w.Code != http.StatusMovedPermanently || !strings.HasPrefix(to, "/ar/story/s-1?") || !strings.Contains(to, "nu=arab") {
		t.Fatalf("%d to %q", w.Code, to)
	}
	if body := get_(t, s, to).Body.String(); !strings.Contains(body, "story of two") || !strings.Contains(body, "دُمجت") {
		t.Error("the page does not say that it was merged")
	}
	for _, id := range []string{"story of empty", "story of nothing"} { // in no story; no document
		if w := get_(t, s, "/ar/story/"+url.PathEscape(id)); w.Code != 404 {
			t.Errorf("%s: status %d", id, w.Code)
		}
	}
}

func TestAPastedTextIsKeptOnlyWhenAsked(t *testing.T) {
	kept := ""
	keep := func(o *Options) {
		o.Keep = func(_ context.Context, p Paste) (string, error) {
			if kept = p.Text; p.Text == "full" {
				return "", errors.New("no room")
			}
			return "two", nil
		}
	}
	post := func(s *Server, values url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/ar/code", strings.NewReader(values.Encode()))
		r.Host = "127.0.0.1:8750"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	s := server(t, keep)
	text := plain
	if w := post(s, url.Values{"text": {text}}); w.Code != 200 || kept != "" {
		t.Errorf("%d, and %q was kept unasked", w.Code, kept)
	}
	if w := post(s, url.Values{"text": {text}, "keep": {"1"}}); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/ar/document/two" || kept != text {
		t.Errorf("%d to %q, kept %q", w.Code, w.Header().Get("Location"), kept)
	}
	kept = ""
	if w := post(s, url.Values{"text": {text}, "date": {"yesterday"}, "keep": {"1"}}); w.Code != 200 || kept != "" || !strings.Contains(w.Body.String(), "yesterday") {
		t.Errorf("%d: a wrong day was kept", w.Code)
	}
	if w := post(s, url.Values{"text": {"full"}, "keep": {"1"}}); w.Code != 500 {
		t.Errorf("a failure to keep is status %d", w.Code)
	}
	kept = ""
	public := server(t, keep, func(o *Options) { o.Public = true })
	if w := post(public, url.Values{"text": {text}, "keep": {"1"}}); w.Code != 200 || kept != "" || strings.Contains(w.Body.String(), `name="keep"`) {
		t.Errorf("%d: a public server keeps texts", w.Code)
	}
	if strings.Contains(get_(t, server(t), "/ar/code").Body.String(), `name="keep"`) {
		t.Error("a server that keeps nothing offers it")
	}
}

func TestEveryViewCanBeTakenAndCited(t *testing.T) {
	s := server(t)
	for _, a := range []string{"events", "documents", "timeline", "network", "map", "stories", "story/s-1", "document/two?event=e-two", "event/e-one", "entity/russia", "entity/russia/names", "check", "cite"} {
		body := get_(t, s, "/en/"+a).Body.String()
		for _, want := range []string{`id="cli"`, "/en/cite", "/api/v1/events.csv", "/api/v1/events.atom"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %s", a, want)
			}
		}
	}
}

func TestTheJSONOfOneRecordIsItsCall(t *testing.T) {
	s := server(t)
	for page, want := range map[string]string{
		"event/e-one.json":     "/api/v1/events/e-one",
		"document/two.json":    "/api/v1/documents/two",
		"entity/russia.json":   "/api/v1/entities/russia",
		"story/s-1.json":       "/api/v1/events?group=report&story=s-1",
		"event/a%2Fb%20c.json": "/api/v1/events/a%2Fb%20c", // the call says that there is none
	} {
		if w := get_(t, s, "/en/"+page); w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("%s: %d to %q", page, w.Code, w.Header().Get("Location"))
		}
	}
	if w := get_(t, s, "/en/event/none"); w.Code != http.StatusNotFound {
		t.Errorf("a record that is not there: %d", w.Code)
	}
}
