package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"sort"
	"strings"
)

// xmlText escapes text for XML; runes that XML has no place for become U+FFFD.
func xmlText(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder has no error
	return b.String()
}

// maxEdges bounds the pairs of a network.
const maxEdges = 1_000_000

// rowGEXF gathers who does to whom. A node is a known entity, or a country, or a
// country and sector.
type rowGEXF struct {
	w     io.Writer
	nodes map[string]string // label
	edges map[[2]string]*edge
	apart int // rows without two parties
	rows  int
}

type edge struct {
	weight int
	quads  [5]int
}

// NewRowGEXF writes a GEXF 1.3 network of actors and recipients, weighted by rows.
func NewRowGEXF(w io.Writer) RowWriter {
	return &rowGEXF{w: w, nodes: map[string]string{}, edges: map[[2]string]*edge{}}
}

func (g *rowGEXF) Write(r *Row) error {
	g.rows++
	seen := map[[2]string]bool{}
	for i := range r.Actor {
		for k := range r.Recipient {
			a, b := g.node(&r.Actor[i]), g.node(&r.Recipient[k])
			key := [2]string{a, b}
			if a == "" || b == "" || seen[key] {
				continue
			}
			seen[key] = true
			e := g.edges[key]
			if e == nil {
				if len(g.edges) == maxEdges {
					return fmt.Errorf("the network has more than %d pairs: narrow the query", maxEdges)
				}
				e = &edge{}
				g.edges[key] = e
			}
			e.weight++
			if r.Quad >= 1 && r.Quad <= 4 {
				e.quads[r.Quad]++
			}
		}
	}
	if len(seen) == 0 {
		g.apart++
	}
	return nil
}

// node is the id of a party, "" when nothing is known of it.
func (g *rowGEXF) node(m *Mention) string {
	id, label := string(m.ID), bestName(m)
	if m.Kind == "state" || id == "" {
		id = partyCode(m)
	}
	if id == "" {
		return ""
	}
	if label == "" || m.Kind == "state" && m.Sector != "" {
		label = id
	}
	if old, ok := g.nodes[id]; !ok || label < old { // the same label in any order of rows
		g.nodes[id] = label
	}
	return id
}

func (g *rowGEXF) Close() error {
	ids := map[string]bool{}
	keys := make([][2]string, 0, len(g.edges))
	for k := range g.edges {
		keys = append(keys, k)
		ids[k[0]], ids[k[1]] = true, true
	}
	sort.Slice(keys, func(i, k int) bool {
		return keys[i][0] < keys[k][0] || keys[i][0] == keys[k][0] && keys[i][1] < keys[k][1]
	})
	nodes := make([]string, 0, len(ids))
	for id := range ids {
		nodes = append(nodes, id)
	}
	sort.Strings(nodes)
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>isnad</creator><description>%d rows, %d of them without two known parties</description></meta>
<graph defaultedgetype="directed" mode="static">
<attributes class="edge"><attribute id="q1" title="verbal cooperation" type="integer"/><attribute id="q2" title="material cooperation" type="integer"/><attribute id="q3" title="verbal conflict" type="integer"/><attribute id="q4" title="material conflict" type="integer"/></attributes>
<nodes count="%d">
`, g.rows, g.apart, len(nodes))
	for _, id := range nodes {
		fmt.Fprintf(&b, "<node id=\"%s\" label=\"%s\"/>\n", xmlText(id), xmlText(g.nodes[id]))
	}
	fmt.Fprintf(&b, "</nodes>\n<edges count=\"%d\">\n", len(keys))
	for i, k := range keys {
		e := g.edges[k]
		fmt.Fprintf(&b, "<edge id=\"%d\" source=\"%s\" target=\"%s\" weight=\"%d\"><attvalues>", i, xmlText(k[0]), xmlText(k[1]), e.weight)
		for q := 1; q <= 4; q++ {
			fmt.Fprintf(&b, "<attvalue for=\"q%d\" value=\"%d\"/>", q, e.quads[q])
		}
		b.WriteString("</attvalues></edge>\n")
	}
	b.WriteString("</edges>\n</graph>\n</gexf>\n")
	_, err := io.WriteString(g.w, b.String())
	return err
}

// rowAtom gathers entries, since a feed begins with the day of its newest.
type rowAtom struct {
	w       io.Writer
	title   string
	updated string
	entries []string
}

// maxEntries bounds a feed; readers ask for the newest.
const maxEntries = 10_000

// NewRowAtom writes an Atom feed with this title. The time of an entry is its
// document's day of publication, else the event's own day: no clock is asked.
func NewRowAtom(w io.Writer, title string) RowWriter {
	return &rowAtom{w: w, title: title}
}

func (a *rowAtom) Write(r *Row) error {
	if len(a.entries) == maxEntries {
		return fmt.Errorf("a feed has at most %d entries: narrow the query, or give --limit for the newest", maxEntries)
	}
	day := r.Published
	if day == "" {
		day = firstDay(string(r.Date.Value))
	}
	if day == "" {
		day = "1970-01-01"
	}
	a.updated = max(a.updated, day)
	title := r.Type
	who := func(ms []Mention) string {
		return strings.Join(strings.Fields(strings.ReplaceAll(join(ms, textOf), ";", "، ")), " ")
	}
	if s := who(r.Actor); s != "" {
		title += ": " + s
	}
	if s := who(r.Recipient); s != "" {
		title += " - " + s
	}
	link := ""
	if r.URL != "" {
		link = `<link rel="alternate" href="` + xmlText(r.URL) + `"/>`
	}
	outlet := r.Outlet
	if outlet == "" {
		outlet = r.Document
	}
	a.entries = append(a.entries, fmt.Sprintf("<entry><id>urn:isnad:event:%s</id><title>%s</title><updated>%sT00:00:00Z</updated><author><name>%s</name></author>%s<category term=\"%s\"/><summary>%s</summary></entry>\n",
		xmlText(r.ID), xmlText(title), xmlText(day), xmlText(outlet), link, xmlText(r.Type), xmlText(r.Evidence.Text)))
	return nil
}

func firstDay(date string) string {
	if s := compact(date); len(s) == 8 {
		return s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	return ""
}

func (a *rowAtom) Close() error {
	if a.updated == "" {
		a.updated = "1970-01-01"
	}
	_, err := fmt.Fprintf(a.w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:isnad:query:%s</id><title>%s</title><updated>%sT00:00:00Z</updated><generator>isnad</generator>\n%s</feed>\n",
		xmlText(urnPart(a.title)), xmlText(a.title), a.updated, strings.Join(a.entries, ""))
	return err
}

// urnPart escapes what a URN may not hold.
func urnPart(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._:", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
