package web

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/query"
)

// Every text that the code says in English and a page shows has its Arabic, and no row
// of arabic.tsv is left over: the sources are read for what they hand to problem, wrong
// and fail, for errors that become problems, and for what describes fields and calls.
func TestSayingsAreThoseOfTheSources(t *testing.T) {
	said := map[string]bool{}
	add := func(s string) {
		if s = strings.TrimSpace(s); regexp.MustCompile(`[a-z]{2}`).MatchString(s) {
			said[s] = true
		}
	}
	verbs := regexp.MustCompile(`%(\[\d\])?[a-z]`)
	for _, f := range query.Fields {
		add(f.Meaning)
	}
	s := server(t)
	for _, op := range s.api.ops {
		if strings.HasPrefix(op.Summary, "All events as ") {
			add("All events as {}")
			_, meaning, _ := strings.Cut(op.Description, "without a cap: ")
			meaning, rest, _ := strings.Cut(meaning, ". A broken")
			add(strings.Replace(op.Description, meaning+". A broken"+rest, "{}. A broken"+rest, 1))
		} else {
			add(op.Summary)
			add(op.Description)
		}
		for _, p := range op.Parameters {
			add(p.Description)
		}
	}
	// text is what a piece of Go says: a literal, a format with {} for its verbs, or both joined.
	var text func(e ast.Expr) string
	text = func(e ast.Expr) string {
		switch x := e.(type) {
		case *ast.BasicLit:
			s, _ := strconv.Unquote(x.Value)
			return s
		case *ast.BinaryExpr:
			return text(x.X) + text(x.Y)
		case *ast.CallExpr:
			if f, ok := x.Fun.(*ast.SelectorExpr); ok && (f.Sel.Name == "Sprintf" || f.Sel.Name == "Errorf") {
				return verbs.ReplaceAllString(text(x.Args[0]), "{}")
			}
		}
		return "{}"
	}
	which := map[string][]int{"problem": {1, 2}, "wrong": {1, 2}, "fail": {1, 2}} // their arguments that people read
	for _, dir := range []string{".", "../query", "../store"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.CallExpr:
					fun := ""
					switch y := x.Fun.(type) {
					case *ast.Ident:
						fun = y.Name
					case *ast.SelectorExpr:
						fun = y.Sel.Name
					}
					for _, i := range which[fun] {
						if dir != "../store" && i < len(x.Args) {
							add(text(x.Args[i]))
						}
					}
					if s := text(x); dir == "../store" && fun == "Errorf" && strings.HasSuffix(s, ": {}") {
						if id, ok := x.Args[len(x.Args)-1].(*ast.Ident); ok && id.Name == "ErrNotFound" {
							add(strings.TrimSuffix(s, "{}") + "not found")
						}
					}
				case *ast.AssignStmt: // a hint that is chosen before it is handed on
					if id, ok := x.Lhs[0].(*ast.Ident); ok && id.Name == "hint" {
						add(text(x.Rhs[0]))
					}
				case *ast.CompositeLit:
					if id, ok := x.Type.(*ast.Ident); ok && id.Name == "Error" && len(x.Elts) == 3 && dir == "../query" {
						add(text(x.Elts[1]))
						add(text(x.Elts[2]))
					}
				case *ast.FuncDecl:
					if x.Name.Name == "Error" && dir == "../store" {
						ast.Inspect(x, func(n ast.Node) bool {
							if c, ok := n.(*ast.CallExpr); ok {
								add(text(c))
							}
							return true
						})
					}
				case *ast.ValueSpec:
					if name := x.Names[0].Name; dir == "../store" && (name == "ErrNotFound" || name == "ErrCursor") {
						add(text(x.Values[0].(*ast.CallExpr).Args[0]))
					}
				}
				return true
			})
		}
	}
	// A row says what it is the English of; one with holes says every text of that shape.
	used := map[string]bool{}
	row := func(x string) string {
		if _, ok := s.pages.sayings.plain[x]; ok {
			return x
		}
		for _, y := range s.pages.sayings.holed {
			if y.english.MatchString(x) {
				return y.arabic
			}
		}
		return ""
	}
	for x := range said {
		if used[row(x)] = true; row(x) == "" {
			t.Errorf("arabic.tsv has no Arabic for %q", x)
		}
	}
	raw, err := files.ReadFile("arabic.tsv")
	if err != nil {
		t.Fatal(err)
	}
	forms := regexp.MustCompile(`column|record|a feed|a map|Annotations|the network|tabs`) // meanings of files: a test of cmd/isnad walks over them
	for _, line := range strings.Split(string(raw), "\n") {
		en, ar, ok := strings.Cut(line, "\t")
		if !ok || line[0] == '#' {
			continue
		}
		if n := len(hole.FindAllString(ar, -1)); n != len(hole.FindAllString(en, -1)) {
			t.Errorf("%q: the Arabic has %d holes", en, n)
		}
		if !used[en] && !used[ar] && !forms.MatchString(en) {
			t.Errorf("arabic.tsv: nobody says %q", en)
		}
	}
}

func TestSayingsKeepWhatDiffers(t *testing.T) {
	s := server(t)
	for _, x := range []struct{ lang, in, want string }{
		{"ar", `type: no value "ACUSE"`, `لا قيمة ["ACUSE"] للحقل [type]`},
		{"ar", "did you mean type:ACCUSE?", "هل أردت [type:ACCUSE]؟"},
		{"ar", "who acts", "من يفعل"},
		{"ar", "PLOVER type", "النوع في [PLOVER]"},
		{"ar", "nobody translated this", "[nobody translated this]"},
		{"en", "who acts", "who acts"},
	} {
		v := &view{s: s, Lang: x.lang}
		got := ""
		for _, y := range v.Say(x.in) {
			if y.Dir != "" {
				y.Text = "[" + y.Text + "]"
			}
			got += y.Text
		}
		if got != x.want {
			t.Errorf("%s %q: %s, want %s", x.lang, x.in, got, x.want)
		}
	}
}

func TestCountsTakeTheFormOfTheirNumber(t *testing.T) {
	s := server(t)
	for _, x := range []struct {
		lang, nu, thing string
		n               []int
		want            string
	}{
		{"ar", "", "events", []int{0}, "لا أحداث"},
		{"ar", "", "events", []int{1}, "حدث واحد"},
		{"ar", "", "events", []int{2}, "حدثان"},
		{"ar", "arab", "events", []int{3}, "٣ أحداث"},
		{"ar", "", "events", []int{10}, "10 أحداث"},
		{"ar", "", "events", []int{11}, "11 حدثا"},
		{"ar", "", "events", []int{99}, "99 حدثا"},
		{"ar", "", "events", []int{100}, "100 حدث"},
		{"ar", "", "events", []int{102}, "102 حدث"},
		{"ar", "", "events", []int{103}, "103 أحداث"},
		{"ar", "", "events", []int{111}, "111 حدثا"},
		{"ar", "", "dead", []int{8, 10}, `<bdi dir="ltr">8–10</bdi> قتلى`},
		{"ar", "", "dead", []int{1, 2}, `<bdi dir="ltr">1–2</bdi> قتلى`},
		{"ar", "", "dead", []int{2, 2}, "قتيلان"},
		{"en", "", "events", []int{1}, "1 event"},
		{"en", "", "events", []int{0}, "0 events"},
		{"en", "arab", "events", []int{12}, "١٢ events"},
	} {
		v := &view{s: s, Lang: x.lang, settings: map[string]string{"nu": x.nu}}
		if got := fmt.Sprint(v.Count(x.thing, x.n[0], x.n[1:]...)); got != x.want {
			t.Errorf("%v %s: %s, want %s", x.n, x.thing, got, x.want)
		}
	}
	for key, n := range s.pages.words {
		if strings.HasPrefix(key, "n.") && (strings.Count(n.En, "|") != 1 || strings.Count(n.Ar, "|") != 5) {
			t.Errorf("%s: not two forms in English and six in Arabic", key)
		}
	}
}

func TestCodesHaveWordsInBothLanguages(t *testing.T) {
	s := server(t)
	for _, kind := range []string{"mode", "context", "aux", "quad", "sector"} {
		for _, code := range query.Fields[kind].Values {
			if _, ok := s.pages.words[kind+"."+code]; !ok {
				if _, ok := s.pages.words["group."+code]; !ok {
					t.Errorf("no words for the %s %s", kind, code)
				}
			}
		}
	}
}
