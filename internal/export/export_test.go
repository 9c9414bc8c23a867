package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// table is a data file as NewOntology reads it.
type table struct {
	columns []string
	rows    [][]string
}

func (t table) Len() int { return len(t.rows) }

func (t table) Get(row int, column string) string {
	for i, c := range t.columns {
		if c == column && t.rows[row][i] != "-" {
			return t.rows[row][i]
		}
	}
	return ""
}

func readTable(t *testing.T, name string, columns ...string) table {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "data", "ontology", name))
	if err != nil {
		t.Fatal(err)
	}
	out := table{columns: columns}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if !strings.HasPrefix(line, "#") {
			out.rows = append(out.rows, strings.Split(line, "\t"))
		}
	}
	return out
}

func readOntology(t *testing.T) (*Ontology, table) {
	t.Helper()
	types := readTable(t, "plover.tsv", "type", "quad", "score", "mode", "mode_score", "meaning")
	o, err := NewOntology(types, readTable(t, "cameo.tsv", "plover", "cameo"))
	if err != nil {
		t.Fatal(err)
	}
	return o, types
}

func TestOntology(t *testing.T) {
	o, types := readOntology(t)
	if len(o.types) != 16 || len(o.modes) != 67 {
		t.Errorf("%d types and %d modes, not 16 and 67", len(o.types), len(o.modes))
	}
	for i := range types.Len() {
		own := o.types[types.Get(i, "type")]
		if decimal(own.score) != types.Get(i, "score") || decimal(float64(own.quad)) != types.Get(i, "quad") {
			t.Errorf("row %d repeats another quad or score than its type's", i+1)
		}
	}
	for _, tt := range []struct {
		name      string
		typ       string
		modes     []string
		quad      int
		intensity float64
		cameo     string
	}{
		{"the lost minus sign of ACCUSE is back", "ACCUSE", nil, 3, -3, "11"},
		{"a sanction is material conflict", "SANCTION", []string{"discontinue"}, 4, -6, "16"},
		{"vandalism has the score of its type", "PROTEST", []string{"vandalize"}, 4, -5, "14"},
		{"a mode weaker than its type keeps its own score", "CONSULT", []string{"third-party"}, 1, 1, "04"},
		{"of two modes the one farthest from zero decides", "ASSAULT", []string{"abduct", "aerial"}, 4, -9.5, "19"},
		{"an unknown mode is passed over", "ASSAULT", []string{"demo"}, 4, -9, "18"},
		{"an inquiry has a CAMEO root of its own", "ACCUSE", []string{"investigate"}, 3, -3.5, "09"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, s, c := o.Quad(tt.typ), o.Intensity(tt.typ, tt.modes), o.Cameo(tt.typ, tt.modes)
			if q != tt.quad || s != tt.intensity || c != tt.cameo {
				t.Errorf("have %d %v %s, want %d %v %s", q, s, c, tt.quad, tt.intensity, tt.cameo)
			}
		})
	}
}

func TestOntologyRefusesFaultyTables(t *testing.T) {
	cameo := table{[]string{"plover", "cameo"}, [][]string{{"AID", "07"}}}
	columns := []string{"type", "quad", "score", "mode", "mode_score"}
	for _, tt := range []struct {
		name string
		row  []string
		more []string // a further CAMEO row
	}{
		{"a quad outside 1 to 4", []string{"AID", "5", "10", "-", "-"}, nil},
		{"a score that is no number", []string{"AID", "2", "ten", "-", "-"}, nil},
		{"a mode of a type without its own row", []string{"AID", "2", "10", "money", "9"}, nil},
		{"a CAMEO row for an unknown mode", []string{"AID", "2", "10", "-", "-"}, []string{"AID.money", "07"}},
		{"a type without a CAMEO root", []string{"COERCE", "4", "-7", "-", "-"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := cameo
			if tt.more != nil {
				c.rows = append([][]string{tt.more}, c.rows...)
			}
			if _, err := NewOntology(table{columns, [][]string{tt.row}}, c); err == nil {
				t.Error("no error")
			}
		})
	}
}

// at is the span of words that occur exactly once in the text.
func at(t *testing.T, text, words string) isnad.Span {
	t.Helper()
	if strings.Count(text, words) != 1 {
		t.Fatalf("%q occurs %d times", words, strings.Count(text, words))
	}
	i := strings.Index(text, words)
	return isnad.Span{Start: i, End: i + len(words)}
}

// example is a document with one event of every slot, made by hand.
func example(t *testing.T) isnad.Document {
	// qāla mutaḥaddith: qutila 3 ashkhāṣ amsi fī hujūm dāʿish <al-ʿirāq>, "a spokesman
	// said: 3 people were killed yesterday in an attack of Daesh <Iraq>"
	text := "قال متحدث: 😀 قتل 3 أشخاص أمس في هجوم داعش <العراق>. شيء"
	say, day := at(t, text, "قال"), at(t, text, "أمس")
	located := isnad.EventPlace{
		Span: at(t, text, "العراق"),
		Name: "العراق", Country: "IRQ", Lat: 33, Lon: 44, Located: true, Resolution: "country",
	}
	return isnad.Document{
		Article:   isnad.Article{ID: "d1", Text: text, Date: "2014-10-22", Basis: "given"},
		Sentences: []isnad.Sentence{{Span: isnad.Span{Start: 0, End: strings.Index(text, ".") + 1}}},
		Tokens:    []isnad.Token{{Span: say}, {Span: day}},
		Dates:     []isnad.Date{{Tokens: isnad.Range{Start: 1, End: 2}}},
		Mentions: []isnad.Mention{
			{Span: at(t, text, "متحدث"), Kind: "role", Via: "agent"},
			{Span: at(t, text, "داعش"), Country: "IMG", CountryVia: "name", Sectors: []string{"REB"}, NameEn: "Islamic \"State\"", ID: "is", Kind: "organisation", Via: "name"},
		},
		Claims: []isnad.Claim{{Speaker: 0, Verb: isnad.Range{Start: 0, End: 1}, Stance: "said", Chain: []int{0}}},
		Events: []isnad.Event{
			{
				Type: "ASSAULT", Foreground: true, Actor: []int{1}, Trigger: at(t, text, "هجوم"), Mentions: []isnad.Span{at(t, text, "قتل"), at(t, text, "هجوم")},
				Date: isnad.EventDate{Value: "2014-10-21", Granularity: "day", Basis: "text"}, Place: &located,
				Size:       []isnad.Size{{Span: at(t, text, "3 أشخاص"), Kind: "dead", Min: 3, Max: 3}},
				Confidence: 1.0 / 3, Rule: "assault.hjwm",
			},
			{Type: "ASSAULT", Trigger: at(t, text, "هجوم"), Claim: -1, Date: isnad.EventDate{At: -1}},
		},
	}
}

// checkQuotes walks a decoded record: every object with text, start and end must quote the text.
func checkQuotes(t *testing.T, text []rune, v any) (n int) {
	t.Helper()
	switch x := v.(type) {
	case []any:
		for _, y := range x {
			n += checkQuotes(t, text, y)
		}
	case map[string]any:
		for _, y := range x {
			n += checkQuotes(t, text, y)
		}
		words, ok := x["text"].(string)
		if start, has := x["start"].(float64); ok && has {
			n++
			if have := string(text[int(start):int(x["end"].(float64))]); have != words {
				t.Errorf("span %v says %q, the text %q", start, words, have)
			}
		}
	}
	return n
}

func TestEventRecord(t *testing.T) {
	o, _ := readOntology(t)
	d := example(t)
	events := Events(o, &d)
	var buf bytes.Buffer
	w := NewJSONL(&buf)
	for i := range events {
		if err := w.Write(&events[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "events.jsonl")
	if *update {
		if err := os.WriteFile(golden, buf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(buf.Bytes(), want) {
		t.Errorf("%s differs, have\n%s", golden, buf.String())
	}
	for _, line := range bytes.Split(bytes.TrimSpace(buf.Bytes()), []byte("\n")) {
		var v any
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if checkQuotes(t, []rune(d.Text), v) < 2 {
			t.Error("hardly any span in the record")
		}
	}
	back, err := ReadEvents(&buf)
	if err != nil || !reflect.DeepEqual(back, events) {
		t.Errorf("the records do not read back: %v", err)
	}
}

func TestEventIDs(t *testing.T) {
	o, _ := readOntology(t)
	d := example(t)
	first := Events(o, &d)
	if first[0].ID == first[1].ID {
		t.Error("two events of one type and trigger share an id")
	}
	d.Events = d.Events[:1]
	d.Events[0].Rule, d.Events[0].Confidence = "another", .9
	if Events(o, &d)[0].ID != first[0].ID {
		t.Error("another rule changed the id")
	}
	d.ID = "d2"
	if Events(o, &d)[0].ID == first[0].ID {
		t.Error("events of two documents share an id")
	}
}

func TestDocumentRecord(t *testing.T) {
	d := example(t)
	d.Dropped = []isnad.Dropped{{Span: at(t, d.Text, "شيء"), Reason: "share"}}
	b, err := json.Marshal(DocumentOf(&d, Coder{"1", "abc"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"schema":1,"id":"d1","url":null,`,
		`"date":{"value":"2014-10-22","basis":"given"}`,
		`"sentences":[{"start":0,"end":51}],"dropped":[{"start":52,"end":55,"reason":"share"}],"story":null`,
		`"coder":{"version":"1","lexicon":"abc"}}`,
	} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %s in\n%s", want, b)
		}
	}
}

func TestCSVKeepsPartiesInStep(t *testing.T) {
	var buf bytes.Buffer
	w := NewCSV(&buf)
	e := Event{Actor: []Mention{{Span: Span{Text: "a;b"}, Country: "RUS"}, {Span: Span{Text: "c"}}, {Span: Span{Text: "d"}, Country: "IRN"}}}
	if err := w.Write(&e); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&buf).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	got := map[string]string{}
	for i, name := range rows[0] {
		if _, twice := got[name]; twice {
			t.Errorf("two columns %s", name)
		}
		got[name] = rows[1][i]
	}
	if got["actor"] != "a,b;c;d" || got["actor_country"] != "RUS;;IRN" || got["place_lat"] != "" || got["dead_min"] != "" {
		t.Errorf("have %q", got)
	}
}

func TestEmptyCSVHasItsHead(t *testing.T) {
	var buf bytes.Buffer
	if err := NewCSV(&buf).Flush(); err != nil || !strings.HasPrefix(buf.String(), "schema,id,document,type,") {
		t.Errorf("have %q, %v", buf.String(), err)
	}
}

func FuzzPointsCountCodePoints(f *testing.F) {
	f.Add("")
	f.Add(strings.Repeat("سلام 😀 a", 30)) // salām, "peace"
	f.Add(strings.Repeat("\xff\u0640", 50) + "\xe0\xa0")
	f.Fuzz(func(t *testing.T, s string) {
		p := newPoints(s)
		count := 0
		for at := range s {
			if have := p.at(at); have != count {
				t.Fatalf("%q: byte %d is code point %d, not %d", s, at, count, have)
			}
			count++
		}
		if have := p.at(len(s)); have != utf8.RuneCountInString(s) {
			t.Fatalf("%q: the end is code point %d", s, have)
		}
	})
}

func FuzzReadEvents(f *testing.F) {
	f.Add([]byte(`{"id":"x","actor":[{"text":"a","country":null}]}`))
	f.Add([]byte("{}\n\n{\"claim\":null}"))
	f.Fuzz(func(t *testing.T, b []byte) {
		events, err := ReadEvents(bytes.NewReader(b))
		if err != nil {
			return
		}
		var once, twice bytes.Buffer
		write := func(buf *bytes.Buffer, es []Event) {
			w := NewJSONL(buf)
			for i := range es {
				if err := w.Write(&es[i]); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
		write(&once, events)
		again, err := ReadEvents(bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		write(&twice, again)
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatal("what was written does not read back to itself")
		}
	})
}

func BenchmarkEvents(b *testing.B) {
	text := strings.Repeat("قال متحدث إن هجوما وقع. ", 200) // "a spokesman said that an attack occurred"
	d := isnad.Document{Article: isnad.Article{ID: "d", Text: text}, Sentences: []isnad.Sentence{{Span: isnad.Span{Start: 0, End: 42}}}}
	for i := range 20 {
		s := isnad.Span{Start: i * 42, End: i*42 + 6}
		d.Events = append(d.Events, isnad.Event{Type: "ASSAULT", Trigger: s, Mentions: []isnad.Span{s}, Claim: -1, Date: isnad.EventDate{At: -1}})
	}
	o := &Ontology{}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Events(o, &d)
	}
}
