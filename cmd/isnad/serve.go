package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/date"
	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
	"github.com/isnad/isnad/internal/story"
	"github.com/isnad/isnad/internal/web"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
)

// serveFlags are the flags of isnad serve and isnad demo.
type serveFlags struct {
	store, listen, token string
	metrics              string
	public, cors, log    bool
	keep                 bool
	rate                 float64
}

func (f *serveFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.listen, "listen", "127.0.0.1:8750", "address and port; port 0 takes a free one")
	fs.StringVar(&f.metrics, "metrics", "", "address for /metrics (Prometheus) and /healthz, such as 127.0.0.1:9465; none when empty")
	fs.BoolVar(&f.public, "public", false, "show titles, evidence sentences and links instead of texts, and make no entity of a private person; no token")
	fs.StringVar(&f.token, "token", "", "what callers of another machine must show; made and printed when absent ($ISNAD_TOKEN)")
	fs.Float64Var(&f.rate, "rate", -1, "requests a second from one address, 0 no limit; 10 when other machines can ask")
	fs.BoolVar(&f.keep, "keep", false, "let the box for pasted texts keep one in the store when its reader asks; not with --public")
	fs.BoolVar(&f.cors, "cors", false, "let scripts of other sites read the API")
	fs.BoolVar(&f.log, "log", false, "write a line for each request to standard error")
}

func newServe() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve --store DIR",
		Short: "Serve a store: pages in Arabic and English, and an HTTP API",
		Long: `Serve a store: pages in Arabic and English under /ar/ and /en/, an API under /api/v1,
described by /openapi.json. Both only read, and may run while isnad add writes; with --keep
the box for pasted texts has a second button, which adds one to the store.

On the loopback address everybody on this machine may ask. On another address callers
show a token, as Authorization: Bearer or as the password that the browser asks for,
unless --public opens the server to all and hides the texts.`,
		Example: `  isnad serve --store archive                 # then open http://127.0.0.1:8750
  isnad serve --store archive --listen 127.0.0.1:0
  isnad serve --store archive --listen :8750 --token "$(cat token)"
  isnad serve --store archive --listen :80 --public`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := openStore(c.Context(), f.store, false)
			if err != nil {
				return err
			}
			defer s.Close()
			return f.serve(c, s, f.store)
		},
	}
	storeFlag(c, &f.store)
	f.add(c)
	return c
}

// serve answers until it is interrupted.
func (f *serveFlags) serve(c *cobra.Command, s store.Store, dir string) error {
	if f.keep && f.public {
		return usage("leave one of them out", "--keep and --public do not go together: anybody could write")
	}
	l, err := net.Listen("tcp", f.listen)
	if err != nil {
		return failed(err, "--listen takes an address and a port that is free: 127.0.0.1:0")
	}
	defer l.Close()
	o, err := f.options(c.ErrOrStderr(), l, s, dir)
	if err != nil {
		return err
	}
	h, err := web.New(o)
	if err != nil {
		return failed(err, "")
	}
	end, err := observe(f.metrics, prometheus.NewRegistry(), func() error {
		ctx, done := context.WithTimeout(context.Background(), 5*time.Second)
		defer done()
		_, err := s.Count(ctx, query.Query{})
		return err
	})
	if err != nil {
		return failed(err, "--metrics takes an address and a port that is free")
	}
	defer end()
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	go h.Warm(ctx) // what it cannot count now is told to who asks for it
	fmt.Fprintf(c.OutOrStdout(), "http://%s\n", l.Addr())
	select {
	case err := <-done:
		return failed(err, "")
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		srv.Close() // a long download: its reader sees that it is broken
	}
	return nil
}

// options are what the server is handed.
func (f *serveFlags) options(stderr io.Writer, l net.Listener, s store.Store, dir string) (web.Options, error) {
	c, err := pipeline.New()
	if err != nil {
		return web.Options{}, failed(err, "")
	}
	onto, err := ontology(c)
	if err != nil {
		return web.Options{}, failed(err, "")
	}
	o := web.Options{Store: s, Dir: dir, Version: version, Lexicon: c.Lexicon.Digest(), Public: f.public, CORS: f.cors, Rate: max(0, f.rate),
		States: states(c.Lexicon), Roles: roles(c.Lexicon), Names: names(c.Lexicon), Provinces: provinces(c.Lexicon), Code: coded(c, onto), Explain: why(c), Gloss: glossed(c), Manifest: cited(s), Forms: webForms(), Hijri: date.Hijri, StoryOf: story.StoryID}
	if f.keep {
		o.Keep = keeper(c, onto, s)
	}
	level := slog.LevelError
	if f.log {
		level = slog.LevelInfo
	}
	o.Log = slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level}))
	addr, ok := l.Addr().(*net.TCPAddr)
	o.Loopback = ok && addr.IP.IsLoopback()
	if o.Loopback {
		return o, nil
	}
	if f.rate < 0 {
		o.Rate = 10
	}
	if f.public {
		return o, nil
	}
	if o.Token = f.token; o.Token == "" {
		o.Token = os.Getenv("ISNAD_TOKEN")
	}
	if o.Token == "" {
		var b [16]byte
		rand.Read(b[:])
		o.Token = hex.EncodeToString(b[:])
		fmt.Fprintf(stderr, "isnad: note: other machines can reach this server; the token is %s\n", o.Token)
	}
	return o, nil
}

var mimes = map[string]string{"csv": "text/csv; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8", "polecat": "text/tab-separated-values; charset=utf-8",
	"jsonl": "application/x-ndjson", "plover": "application/x-ndjson", "parquet": "application/vnd.apache.parquet", "webanno": "application/ld+json",
	"geojson": "application/geo+json", "gexf": "application/xml", "atom": "application/atom+xml; charset=utf-8"}

func webForms() []web.Form {
	var out []web.Form
	for _, name := range formNames() {
		x := forms[name]
		f := web.Form{Name: name, Meaning: x.meaning, Suffix: x.suffix, MIME: mimes[name], Text: x.text,
			Open: func(w io.Writer, q query.Query, bom bool) (export.RowWriter, error) {
				return x.open(w, formOptions{query: q, bom: bom})
			}}
		if f.MIME == "" {
			f.MIME = "text/plain; charset=utf-8"
		}
		out = append(out, f)
	}
	return out
}

// states are the names of countries.
func states(lx *lexicon.Lexicon) map[string]web.Name {
	out := map[string]web.Name{}
	if t := lx.Table("states"); t != nil {
		for i := range t.Len() {
			out[t.Get(i, "iso3")] = web.Name{En: t.Get(i, "name_en"), Ar: t.Get(i, "name")}
		}
	}
	return out
}

// names are the Arabic names of states, organisations and places by the English ones;
// of places of one English name the first counts.
func names(lx *lexicon.Lexicon) map[string]string {
	out := map[string]string{}
	for _, table := range []string{"states", "organisations", "places"} {
		t := lx.Table(table)
		if t == nil {
			continue
		}
		for i := range t.Len() {
			if en := t.Get(i, "name_en"); out[en] == "" {
				out[en] = t.Get(i, "name")
			}
		}
	}
	return out
}

// provinces are the Arabic names of first-level divisions.
func provinces(lx *lexicon.Lexicon) map[string]string {
	out := map[string]string{}
	if t := lx.Table("provinces"); t != nil {
		for i := range t.Len() {
			out[t.Get(i, "country")+"/"+t.Get(i, "admin1")] = t.Get(i, "name")
		}
	}
	return out
}

// roles are the terms of office of known persons.
func roles(lx *lexicon.Lexicon) map[string][]web.Role {
	out := map[string][]web.Role{}
	if t := lx.Table("persons"); t != nil {
		for i := range t.Len() {
			id := t.Get(i, "id")
			dash := func(column string) string { return strings.TrimPrefix(t.Get(i, column), "-") }
			out[id] = append(out[id], web.Role{From: dash("from"), To: dash("to"), Country: t.Get(i, "country"), Sector: t.Get(i, "sector"), Role: t.Get(i, "role")})
		}
	}
	return out
}

// pasted is a text from outside the program, ready to be coded.
func pasted(c *pipeline.Coder, p web.Paste) (isnad.Article, error) {
	one := map[string]string{"id": "pasted", "text": p.Text}
	for k, v := range map[string]string{"date": p.Date, "outlet": p.Outlet, "title": p.Title} {
		if v != "" {
			one[k] = v
		}
	}
	raw, err := line(one)
	if err != nil {
		return isnad.Article{}, err
	}
	a, faults, ok := pipeline.Article(pipeline.Labels(c.Lexicon), &read.Item{Path: "pasted", Line: 1, Kind: read.JSONL, Raw: raw})
	if !ok {
		if len(faults) > 0 {
			return a, &web.Problem{Type: "about:blank", Title: http.StatusText(http.StatusBadRequest), Status: http.StatusBadRequest, Detail: faults[0].Text, Message: faults[0].Text, Hint: faults[0].Hint, Parameter: "text"}
		}
		return a, errors.New("a pasted text has no article")
	}
	return a, nil
}

func coded(c *pipeline.Coder, onto *export.Ontology) func(context.Context, web.Paste) (web.Coded, error) {
	by := export.Coder{Version: version, Lexicon: c.Lexicon.Digest()}
	return func(_ context.Context, p web.Paste) (web.Coded, error) {
		a, err := pasted(c, p)
		if err != nil {
			return web.Coded{}, err
		}
		d := c.Reader().Annotate(a)
		return web.Coded{Document: export.DocumentOf(&d, by), Events: export.Events(onto, &d)}, nil
	}
}

// keeper stores a pasted text as isnad add would. The same text of the same day,
// outlet and title is the same document.
func keeper(c *pipeline.Coder, onto *export.Ontology, s store.Store) func(context.Context, web.Paste) (string, error) {
	return func(ctx context.Context, p web.Paste) (string, error) {
		a, err := pasted(c, p)
		if err != nil {
			return "", err
		}
		sum := sha256.Sum256([]byte(strings.Join([]string{p.Date, p.Outlet, p.Title, p.Text}, "\x00")))
		a.ID = "pasted-" + hex.EncodeToString(sum[:8])
		d := c.Reader().Annotate(a)
		record := export.DocumentOf(&d, export.Coder{Version: version, Lexicon: c.Lexicon.Digest()})
		doc := store.Doc{ID: record.ID, Record: &record, Events: export.Events(onto, &d), HasEvents: true}
		if err := doc.Prepare(search.New(c.Lexicon), nil); err != nil {
			return "", err
		}
		manifest, err := runManifest(c.Lexicon, nil)
		if err != nil {
			return "", err
		}
		w, err := s.Write(ctx, store.WriteOptions{Manifest: manifest, Now: time.Now()})
		if err != nil {
			return "", err
		}
		defer w.Close()
		if err := w.Put(ctx, &doc); err != nil {
			return "", err
		}
		return record.ID, w.Commit(ctx)
	}
}

// why explains the sentence of a stored text as isnad explain does.
func why(c *pipeline.Coder) func(context.Context, web.Why) (string, error) {
	return func(_ context.Context, w web.Why) (string, error) {
		e, err := explain.New(c)
		if err != nil {
			return "", err
		}
		a, err := pasted(c, web.Paste{Text: w.Text, Title: w.Title, Date: w.Date})
		if err != nil {
			return "", err
		}
		report := e.Explain(a, false)
		report.Document = w.Document
		for i, s := range report.Sentences {
			if w.At >= 0 && s.Start <= w.At && w.At < s.End {
				report.Keep(i)
				break
			}
		}
		var b strings.Builder
		p := explain.NewPrinter(&b, false)
		report.Print(p)
		err = p.Flush()
		return b.String(), err
	}
}

// glossed tells the words of names in English: a name that the gazetteer has as its row
// says it, other words as theirs do, and a word of no row as an ellipsis.
func glossed(c *pipeline.Coder) func([]string) ([]string, error) {
	return func(names []string) ([]string, error) {
		e, err := explain.New(c)
		if err != nil {
			return nil, err
		}
		out := make([]string, len(names))
		for i, name := range names {
			a, err := pasted(c, web.Paste{Text: name, Date: "2000-01-01"})
			if err != nil {
				return nil, err
			}
			r := e.Explain(a, false)
			out[i] = r.Gloss()
		}
		return out, nil
	}
}

// cited makes the manifest of the rows of a query, as isnad query --manifest repeats them.
func cited(s store.Store) func(context.Context, query.Query) ([]byte, string, error) {
	return func(ctx context.Context, q query.Query) ([]byte, string, error) {
		info, err := s.Info(ctx)
		if err != nil {
			return nil, "", err
		}
		q.Sort = query.Newest
		m := newManifest(info, q, "jsonl", formOptions{})
		if err := m.write(ctx, s, q, io.Discard); err != nil {
			return nil, "", err
		}
		b, err := m.json()
		return b, m.Files[0].SHA256, err
	}
}

func newDemo() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "demo",
		Short: "Serve a small store of example articles",
		Long: `Code the example articles that the program carries, sixty and more of invented outlets
and persons, into a store, and serve it. Without --store the store is a temporary folder
that is removed at the end.`,
		Example: `  isnad demo                                  # then open http://127.0.0.1:8750
  isnad demo --store demo --listen 127.0.0.1:0`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if f.store == "" {
				dir, err := os.MkdirTemp("", "isnad-demo-*")
				if err != nil {
					return failed(err, "")
				}
				defer os.RemoveAll(dir)
				f.store = filepath.Join(dir, "store")
			}
			s, err := openStore(c.Context(), f.store, true)
			if err != nil {
				return err
			}
			defer s.Close()
			if err := fillDemo(c.Context(), s); err != nil {
				return failed(fmt.Errorf("code the examples: %w", err), "")
			}
			return f.serve(c, s, f.store)
		},
	}
	storeFlag(c, &f.store)
	f.add(c)
	return c
}
