package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// A Row is an event as it leaves a store: the record, and what its document and
// its happening tell.
type Row struct {
	Event
	URL, Outlet, Title, Published, Lang string
	Text                                string // of the document, when it was asked for
	Reports, Outlets                    int    // of its happening that answer the query; 0 when each row is a report
	Supersedes                          string
	Raw                                 []byte // the record as one line of JSON; nil: written from Event
}

// beside are the fields that JSON Lines and tables have beside the record's own.
type beside struct {
	URL        Optional `json:"url"`
	Outlet     Optional `json:"outlet"`
	Title      Optional `json:"title"`
	Published  Optional `json:"published"`
	Lang       Optional `json:"lang"`
	Group      string   `json:"group"`
	Reports    *int     `json:"reports"` // null when the row is a report
	Outlets    *int     `json:"outlets"`
	Supersedes Optional `json:"supersedes"`
}

// group says what the row is, in every form that has room for it.
func (r *Row) group() string {
	if r.Reports == 0 {
		return "report"
	}
	return "happening"
}

func (r *Row) beside() beside {
	b := beside{URL: Optional(r.URL), Outlet: Optional(r.Outlet), Title: Optional(r.Title), Published: Optional(r.Published), Lang: Optional(r.Lang), Group: r.group(), Supersedes: Optional(r.Supersedes)}
	if r.Reports > 0 {
		b.Reports, b.Outlets = &r.Reports, &r.Outlets
	}
	return b
}

// A RowWriter writes rows in one form. Close writes what stands at the end.
type RowWriter interface {
	Write(r *Row) error
	Close() error
}

type rowLines struct{ w io.Writer }

// NewRowLines writes the records as JSON Lines, with what the document tells
// behind the record's own fields.
func NewRowLines(w io.Writer) RowWriter { return &rowLines{w} }

func (j *rowLines) Write(r *Row) error {
	b, err := r.json()
	if err != nil {
		return err
	}
	_, err = j.w.Write(append(b, '\n'))
	return err
}

func (j *rowLines) Close() error { return nil }

// json is the record with its further fields, on one line.
func (r *Row) json() ([]byte, error) {
	raw := bytes.TrimSpace(r.Raw)
	if len(raw) == 0 {
		var err error
		if raw, err = encode(&r.Event); err != nil {
			return nil, err
		}
	}
	more, err := encode(r.beside())
	if err != nil {
		return nil, err
	}
	out := append([]byte{}, raw[:len(raw)-1]...)
	return append(append(out, ','), more[1:]...), nil
}

// encode is the JSON of a value without a line end and without escapes for HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// besides are the columns of tables behind those of the event.
var besides = []struct {
	name string
	cell func(r *Row) string
}{
	{"url", func(r *Row) string { return r.URL }},
	{"outlet", func(r *Row) string { return r.Outlet }},
	{"title", func(r *Row) string { return r.Title }},
	{"published", func(r *Row) string { return r.Published }},
	{"lang", func(r *Row) string { return r.Lang }},
	{"group", (*Row).group},
	{"reports", func(r *Row) string { return number(r.Reports) }},
	{"outlets", func(r *Row) string { return number(r.Outlets) }},
	{"supersedes", func(r *Row) string { return r.Supersedes }},
}

// number is "" for none.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// cells of the whole table.
func (r *Row) cells(buf []string) []string {
	for _, col := range flat {
		buf = append(buf, col.cell(&r.Event))
	}
	for _, col := range besides {
		buf = append(buf, col.cell(r))
	}
	return buf
}

// RowColumns are the names of the table's columns.
func RowColumns() []string {
	var out []string
	for _, col := range flat {
		out = append(out, col.name)
	}
	for _, col := range besides {
		out = append(out, col.name)
	}
	return out
}

type rowCSV struct {
	w     *csv.Writer
	cells []string
}

// NewRowCSV writes the columns of isnad code --to csv and those of the document
// behind them. bom puts a byte order mark in front, without which Excel takes
// Arabic for Latin; other readers trip over it.
func NewRowCSV(w io.Writer, bom bool) (RowWriter, error) {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	c := &rowCSV{w: csv.NewWriter(w)}
	return c, c.w.Write(RowColumns())
}

func (c *rowCSV) Write(r *Row) error {
	c.cells = r.cells(c.cells[:0])
	return c.w.Write(c.cells)
}

func (c *rowCSV) Close() error {
	c.w.Flush()
	return c.w.Error()
}

type rowTSV struct {
	tab
	buf []string
}

// NewRowTSV writes the same table with tabs. A tab or a line end inside a cell
// becomes a space, so that every reader cuts it alike.
func NewRowTSV(w io.Writer) (RowWriter, error) {
	t := &rowTSV{tab: tab{w}}
	return t, t.line(RowColumns())
}

func (t *rowTSV) Write(r *Row) error {
	t.buf = r.cells(t.buf[:0])
	return t.line(t.buf)
}

func (t *rowTSV) Close() error { return nil }

// tab writes lines of cells with tabs between. A cell that begins with a quotation
// mark is quoted as in CSV: pandas, readr and R's read.delim would else read to the
// next one, over tabs and lines.
type tab struct{ w io.Writer }

var blanks = strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ", "\v", " ", "\f", " ", "\u0085", " ", "\x00", " ")

func (t tab) line(cells []string) error {
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteByte('\t')
		}
		c = blanks.Replace(c)
		if strings.HasPrefix(c, `"`) {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		b.WriteString(c)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(t.w, b.String())
	return err
}
