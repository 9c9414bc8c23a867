package export

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

const documentText = "😀 تقرير: قالت الحكومة إن عشرة قُتلوا\tفي \"المدينة\"; أمس.\nوالتقى الوزير سفير بلاده."

func spanOf(words string) Span {
	i := strings.Index(documentText, words)
	start := len([]rune(documentText[:i]))
	return Span{words, start, start + len([]rune(words))}
}

// trialRows hold what readers stumble over: tabs, line ends, quotation marks,
// lists, nothing at all, and letters beyond the first plane.
func trialRows() []Row {
	lat, lon := 36.2, 37.1
	evidence := spanOf("😀 تقرير: قالت الحكومة إن عشرة قُتلوا\tفي \"المدينة\"; أمس.")
	full := Event{
		Schema: 1, ID: "00ff00ff00ff00ff", Document: "doc-1", Type: "ASSAULT", Mode: []string{"firearms", "targeted"}, Context: []string{"terrorism"}, Quad: 4, Intensity: -9.5, Cameo: "19", Aux: []string{},
		Foreground: true,
		Actor: []Mention{
			{Span: Span{"المسلحون; وآخرون", 3, 8}, Country: "SYR", Sector: "REB", Sectors: []string{"REB", "UAF"}, Kind: "role"},
			{Span: Span{"a,\"b\"", 9, 12}, Country: "IRQ", Name: "اسم & <لقب>", NameEn: "Name & <Title>", ID: "name-1", Kind: "organisation"},
		},
		Recipient: []Mention{{Span: Span{"مدنيون", 20, 26}, Country: "SYR", Sector: "CVL", Sectors: []string{"CVL"}}},
		Trigger:   spanOf("قُتلوا"), Mentions: []Span{spanOf("قُتلوا")}, Evidence: evidence,
		Claim: &Claim{Speaker: &Mention{Span: spanOf("الحكومة"), Country: "SYR", Sector: "GOV", Sectors: []string{"GOV"}}, Verb: spanOf("قالت"), Stance: "said",
			Chain: []Mention{{Span: spanOf("الحكومة"), Country: "SYR"}, {Span: Span{"وكالة", 1, 2}, Name: "وكالة الساحل", Kind: "organisation"}}},
		Date: Date{Value: "2014-10-21", Granularity: "day", Basis: "text"}, Place: &Place{Name: "المدينة", Country: "SYR", Admin1: "Aleppo", Lat: &lat, Lon: &lon, Resolution: "city", Start: 5, End: 9, Text: "المدينة", Geonames: "170063"},
		Size: Sizes{Dead: &Size{10, 12, 4, 8, "عشرة"}}, Confidence: 0.8125, Rule: "r.1",
	}
	bare := Event{Schema: 1, ID: "x", Document: "doc-1", Type: "AID", Mode: []string{}, Context: []string{}, Quad: 2, Intensity: 10, Cameo: "07", Aux: []string{"future"},
		Actor: []Mention{}, Recipient: []Mention{}, Mentions: []Span{}, Trigger: spanOf("والتقى"), Evidence: spanOf("والتقى الوزير سفير بلاده."), Date: Date{Value: "2014", Granularity: "year", Basis: "text"}}
	return []Row{
		{Event: full, URL: "https://example.org/?a=1&b=2", Outlet: "وكالة \"النهار\"", Title: "عنوان\nفي\tسطرين \x0b", Published: "2014-10-22", Lang: "ar", Text: documentText, Reports: 3, Outlets: 2},
		{Event: bare, Outlet: "\"صوت\" المدينة", Title: "\"مقتبس\" في\tالبداية", Text: documentText, Supersedes: "old"},
	}
}

func write(t *testing.T, name string, rows []Row, open func(w io.Writer) (RowWriter, error)) {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		if err := w.Write(&rows[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

var opens = map[string]func(w io.Writer) (RowWriter, error){
	"jsonl":    func(w io.Writer) (RowWriter, error) { return NewRowLines(w), nil },
	"csv":      func(w io.Writer) (RowWriter, error) { return NewRowCSV(w, false) },
	"bom":      func(w io.Writer) (RowWriter, error) { return NewRowCSV(w, true) },
	"tsv":      NewRowTSV,
	"polecat":  NewRowPolecat,
	"gdelt":    func(w io.Writer) (RowWriter, error) { return NewRowGDELTEvents(w, true) },
	"mentions": func(w io.Writer) (RowWriter, error) { return NewRowGDELTMentions(w, true) },
	"gkg":      func(w io.Writer) (RowWriter, error) { return NewRowGKG(w, true) },
	"plover":   func(w io.Writer) (RowWriter, error) { return NewRowPlover(w), nil },
	"webanno":  func(w io.Writer) (RowWriter, error) { return NewRowWebAnnotations(w), nil },
	"geojson":  func(w io.Writer) (RowWriter, error) { return NewRowGeoJSON(w), nil },
	"gexf":     func(w io.Writer) (RowWriter, error) { return NewRowGEXF(w), nil },
	"atom":     func(w io.Writer) (RowWriter, error) { return NewRowAtom(w, "isnad: \"سلام\" & type:AID"), nil },
	"parquet":  func(w io.Writer) (RowWriter, error) { return NewRowParquet(w), nil },
}

// Each form is read by readers that know nothing of isnad; what they understood
// is testdata/read.golden.
func TestOthersReadWhatIsWritten(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to read with")
	}
	dir := t.TempDir()
	for name, open := range opens {
		write(t, filepath.Join(dir, name), trialRows(), open)
		write(t, filepath.Join(dir, "empty."+name), nil, open)
	}
	text, err := json.Marshal(documentText)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "text.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(python, "testdata/read.py", dir)
	c.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	c.Stderr = os.Stderr
	got, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/read.golden", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/read.golden")
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			t.Fatalf("line %d differs from testdata/read.golden; -update rewrites it\ngot  %s", i+1, strings.Join(a[min(i, len(a)):min(i+1, len(a))], ""))
		}
	}
}

func TestParquetComesBack(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.parquet")
	write(t, name, trialRows(), opens["parquet"])
	got, err := parquet.ReadFile[parquetRow](name)
	if err != nil {
		t.Fatal(err)
	}
	want := trialRows()
	for i := range want {
		w := parquetOf(&want[i])
		g, _ := json.Marshal(got[i])
		x, _ := json.Marshal(w)
		if strings.ReplaceAll(string(g), "null", "[]") != strings.ReplaceAll(string(x), "null", "[]") { // no list and an empty one are one in Parquet
			t.Errorf("row %d reads\n%s, want\n%s", i, g, x)
		}
	}
}

// DuckDB is read where a folder with its npm package is named:
// npm install @duckdb/node-api && ISNAD_DUCKDB=$PWD go test ./internal/export
func TestDuckDBReadsParquet(t *testing.T) {
	modules := os.Getenv("ISNAD_DUCKDB")
	if modules == "" {
		t.Skip("ISNAD_DUCKDB names no folder with node_modules/@duckdb/node-api")
	}
	name := filepath.Join(t.TempDir(), "x.parquet")
	write(t, name, trialRows(), opens["parquet"])
	c := exec.Command("node", "testdata/duckdb.mjs", modules, name)
	c.Stderr = os.Stderr
	got, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`duckdb {"id":"00ff00ff00ff00ff","type":"ASSAULT","actor":"المسلحون; وآخرون","country":"SYR","actors":2,"mode":["firearms","targeted"],"dead":10,"lat":36.2,"speaker":"الحكومة","title":"عنوان\nفي\tسطرين \u000b","group":"happening","reports":3}`,
		`duckdb {"id":"x","type":"AID","actor":null,"country":null,"actors":0,"mode":[],"dead":null,"lat":null,"speaker":null,"title":"\"مقتبس\" في\tالبداية","group":"report","reports":null}`,
	}
	if lines := strings.Split(strings.TrimSpace(string(got)), "\n"); !reflect.DeepEqual(lines, want) {
		t.Errorf("DuckDB reads\n%s", got)
	}
}

func TestWritersGiveTheSameBytes(t *testing.T) {
	dir := t.TempDir()
	for name, open := range opens {
		write(t, filepath.Join(dir, "a"), trialRows(), open)
		write(t, filepath.Join(dir, "b"), trialRows(), open)
		a, err := os.ReadFile(filepath.Join(dir, "a"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(dir, "b"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs from one time to the next", name)
		}
	}
}
