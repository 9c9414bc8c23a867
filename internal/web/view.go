package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// A view is one page for one reader: language, settings, filter, and what the
// page shows. Its methods are what templates call.
type view struct {
	s        *Server
	r        *http.Request
	Lang     string
	Dir      string
	Page     string
	Heading  string
	Query    query.Query
	Filters  bool // the page takes a filter
	Info     store.Info
	Data     any
	settings map[string]string
	redirect string
	status   int  // of the redirect
	Takes    bool // the rows of Query can be taken, though the page takes no filter
}

// T is a text of the interface in the reader's language. A key that is missing
// shows itself; a test holds that none is.
func (v *view) T(key string) string {
	n, ok := v.s.pages.words[key]
	switch {
	case !ok:
		return key
	case v.Lang == "ar":
		return n.Ar
	}
	return n.En
}

// Has tells whether there is such a text.
func (v *view) Has(key string) bool { _, ok := v.s.pages.words[key]; return ok }

// Code is a code of the ontology in words, or itself where it has none.
func (v *view) Code(kind, code string) string {
	if key := kind + "." + code; v.Has(key) {
		return v.T(key)
	}
	return code
}

// Country is a state, group of states or kind of organisation by its code.
func (v *view) Country(code any) string {
	c := fmt.Sprint(code)
	n, ok := v.s.States[c]
	switch {
	case c == "":
		return v.T("unknown")
	case !ok:
		return v.Code("group", c)
	case v.Lang == "ar":
		return n.Ar
	}
	return n.En
}

// Province is a first-level division in the language of the page: its code is its
// English name within its state.
func (v *view) Province(country, admin1 string) string {
	if ar := v.s.Provinces[country+"/"+admin1]; ar != "" && v.Lang == "ar" {
		return ar
	}
	return admin1
}

// Spot is a place or province of a map.
func (v *view) Spot(s spot) string {
	return or(s.Name, or(v.Province(s.Country, s.Admin1), v.Country(s.Country)))
}

// Num is a number in the digits of the page.
func (v *view) Num(n any) string { return v.digits(fmt.Sprint(n)) }

// digits writes all digits of a page in one system.
func (v *view) digits(s string) string {
	if v.settings["nu"] != "arab" {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '\u0660'
		}
		return r
	}, s)
}

// Count is so many of a thing, in the form that the number asks for: حدثان (two
// events), 3 أحداث, 11 حدثا. With a second number it is a range, and the larger decides.
func (v *view) Count(thing string, n int, more ...int) template.HTML {
	number := strconv.Itoa(n)
	if len(more) > 0 && more[0] != n {
		number = `<bdi dir="ltr">` + number + "–" + strconv.Itoa(more[0]) + "</bdi>"
		n = max(more[0], 3) // a range is told in numbers even when it ends at two
	}
	forms := strings.Split(v.T("n."+thing), "|")
	at := 1
	switch {
	case v.Lang == "ar":
		at = arabicForm(n)
	case n == 1:
		at = 0
	}
	return template.HTML(v.digits(strings.Replace(forms[at], "%d", number, 1))) // of words.tsv and numbers alone
}

// arabicForm is the place of a number's form: none, one, two, few, many, hundreds.
func arabicForm(n int) int {
	switch r := n % 100; {
	case n <= 2:
		return n
	case r >= 3 && r <= 10:
		return 3
	case r >= 11:
		return 4
	}
	return 5
}

// months are the three families of names, in the order of months.both.
var months = map[string][12]string{
	"levant":  {"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"},
	"gulf":    {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	"maghreb": {"جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
	"en":      {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Day writes a day, month or year for people.
func (v *view) Day(iso any) string {
	parts := strings.Split(fmt.Sprint(iso), "-")
	if parts[0] == "" {
		return v.T("undated")
	}
	if len(parts) == 1 {
		return v.digits(parts[0])
	}
	m, err := strconv.Atoi(parts[1])
	if err != nil || m < 1 || m > 12 {
		return v.digits(strings.Join(parts, "-"))
	}
	name := months["en"][m-1]
	if v.Lang == "ar" {
		if family := v.Set("months"); family != "both" {
			name = months[family][m-1]
		} else {
			name = months["levant"][m-1] + "/" + months["gulf"][m-1]
		}
	}
	out := name + " " + parts[0]
	if len(parts) > 2 {
		out = strings.TrimPrefix(parts[2], "0") + " " + out + v.hijri(fmt.Sprint(iso))
	}
	return v.digits(out)
}

var hijriMonths = map[string][12]string{
	"ar": {"محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"},
	"en": {"Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaaban", "Ramadan", "Shawwal", "Dhu al-Qaada", "Dhu al-Hijja"},
}

// hijri is a day of the other calendar behind that of the page, when the reader asks
// for it: nearly, since states see the new moon on different days.
func (v *view) hijri(iso string) string {
	if v.Set("cal") != "hijri" || v.s.Hijri == nil {
		return ""
	}
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	y, m, d, ok := v.s.Hijri(t)
	if !ok {
		return ""
	}
	return fmt.Sprintf(" (≈ %d %s %d %s)", d, hijriMonths[v.Lang][m-1], y, v.T("hijri.era"))
}

// Percent writes a share.
func (v *view) Percent(x float64) string { return v.digits(fmt.Sprintf("%.0f%%", 100*x)) }

// OfTen tells a confidence in words that people use.
func (v *view) OfTen(x float64) string {
	return v.digits(fmt.Sprintf(v.T("of-ten"), int(10*x+0.5)))
}

// URL is another page of the same language and settings.
func (v *view) URL(parts ...string) string { return v.address(parts, url.Values{}) }

func (v *view) address(parts []string, values url.Values) string {
	var b strings.Builder
	b.WriteString("/" + v.Lang)
	for _, p := range parts {
		b.WriteString("/" + url.PathEscape(p))
	}
	for _, x := range viewParams {
		if got := v.settings[x.name]; got != "" {
			values.Set(x.name, got)
		}
	}
	if len(values) > 0 {
		b.WriteString("?" + values.Encode())
	}
	return b.String()
}

func (v *view) link(page string, q query.Query) string {
	values := url.Values{}
	if s := q.String(); s != "" {
		values.Set("q", s)
	}
	return v.address([]string{page}, values)
}

// To is another page with the same filter.
func (v *view) To(page string) string { return v.link(page, v.Query) }

// Search is a list of what one more term leaves; without a filter of its own.
func (v *view) Search(page, text string) string {
	q, err := query.Parse(text)
	if err != nil {
		return v.link(page, query.Query{})
	}
	return v.link(page, q)
}

// Term writes one term of the query language.
func (v *view) Term(field, value string) string {
	return query.Query{Where: query.Term{Field: field, Values: []query.Value{{Text: value}}}}.String()
}

// Narrow is this page with one more term.
func (v *view) Narrow(page, text string) string {
	q, err := query.Parse(text)
	if err != nil {
		return v.To(page)
	}
	return v.link(page, v.Query.With(q.Where))
}

// Event is the document of an event with the event painted.
func (v *view) Event(document, event string) string {
	return v.address([]string{"document", document}, url.Values{"event": {event}}) + "#e-" + url.PathEscape(event)
}

// Next is this page behind a cursor.
func (v *view) Next(cursor string) string {
	values := v.r.URL.Query()
	values.Set("next", cursor)
	return v.r.URL.EscapedPath() + "?" + values.Encode()
}

// Other is this page in the other language.
func (v *view) Other() string {
	other := map[string]string{"ar": "en", "en": "ar"}[v.Lang]
	rest, ok := strings.CutPrefix(v.r.URL.EscapedPath(), "/"+v.Lang+"/")
	if !ok || v.r.Method != http.MethodGet {
		return "/" + other + "/" + map[bool]string{true: "code", false: "events"}[v.Page == "code"]
	}
	out := "/" + other + "/" + rest
	if v.r.URL.RawQuery != "" {
		out += "?" + v.r.URL.RawQuery
	}
	return out
}

// Setting is this page with a setting changed.
func (v *view) Setting(name, value string) string {
	values := v.r.URL.Query()
	values.Set(name, value)
	return v.r.URL.EscapedPath() + "?" + values.Encode()
}

// Set is the value of a setting.
func (v *view) Set(name string) string {
	if got := v.settings[name]; got != "" {
		return got
	}
	for _, x := range viewParams {
		if x.name == name {
			return x.values[0]
		}
	}
	return ""
}

// Param is a parameter of the address, for forms that keep it.
func (v *view) Param(name string) string { return v.r.URL.Query().Get(name) }

// File is the rows of this filter as a file.
func (v *view) File(form string) string {
	values := url.Values{}
	if s := v.Query.String(); s != "" {
		values.Set("q", s)
	}
	out := prefix + "/events." + form
	if len(values) > 0 {
		out += "?" + values.Encode()
	}
	return out
}

// API is the call that gives what a page of this filter shows.
func (v *view) API(call string) string {
	out := prefix + "/" + call
	if s := v.Query.String(); s != "" {
		out += "?" + url.Values{"q": {s}}.Encode()
	}
	return out
}

// Forms are the downloads of this server.
func (v *view) Forms() []Form {
	var out []Form
	for _, f := range v.s.Forms {
		if !v.s.Public || !f.Text {
			out = append(out, f)
		}
	}
	return out
}

// CLI is the command that gives the same rows.
func (v *view) CLI() string {
	q := "'" + strings.ReplaceAll(v.Query.String(), "'", `'\''`) + "'"
	return "isnad query " + q + " --store " + v.s.Dir
}

// Public tells whether texts are not shown.
func (v *view) Public() bool { return v.s.Public }

// Coder tells which program shows this.
func (v *view) Coder() string { return v.s.Version }

// RTLAxis tells whether time runs from right to left.
func (v *view) RTLAxis() bool {
	a := v.Set("axis")
	return a == "rtl" || a == "auto" && v.Dir == "rtl"
}

// Title is the heading without what could turn the line of a browser's tab.
func (v *view) Title() string {
	t := v.Heading
	if q := v.Query.String(); q != "" && v.Filters {
		t += " · " + clip(q)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, t)
}

// Value is what stands in the search box.
func (v *view) Value() string {
	if v.Filters {
		return v.Query.String()
	}
	return ""
}
