package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/warc"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"isnad": main,
		"isnad-at-noon": func() { // archives and journals tell the time, and tests compare them
			noon := func() time.Time { return time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC) }
			os.Exit(run(clock{noon, wallClock.sleep}, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// TestScripts runs testdata/*.txt. Each may end a command with its exit code:
// "exit 3 isnad code x.html".
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Condition: func(cond string) (bool, error) {
			if cond == "root" { // root may read what nobody else may
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exit":   exitCode,
			"repeat": repeat,
			"warc":   archive,
		},
	})
}

// exitCode runs a command and checks the code it ends with, which testscript
// itself only tells apart as success and failure.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND ARGS...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = err.Error()
	}
	want := args[0]
	if want != "0" {
		want = "exit status " + want
	}
	if got != want {
		ts.Fatalf("%v ended with %s, want %s", args[1:], got, want)
	}
}

// repeat writes a file of so many copies of a text between two others:
// repeat FILE COUNT TEXT [AFTER].
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: repeat FILE COUNT TEXT [AFTER]")
	}
	n := 0
	for _, c := range args[1] {
		n = n*10 + int(c-'0')
	}
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	for range n {
		_, err = f.WriteString(args[2])
		ts.Check(err)
	}
	for _, after := range args[3:] {
		_, err = f.WriteString(after)
		ts.Check(err)
	}
	ts.Check(f.Close())
}

// archive packs files into a web archive: warc OUT TYPE:FILE... The URL of each is
// made from the name of its file.
func archive(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: warc OUT TYPE:FILE...")
	}
	var out bytes.Buffer
	w := warc.NewWriter(&out)
	for _, arg := range args[1:] {
		kind, name, _ := strings.Cut(arg, ":")
		contentType := "application/http; msgtype=" + kind
		if kind == "resource" {
			contentType = "text/html; charset=utf-8"
		}
		_, err := w.Write(warc.New(kind, "https://news.example/"+name, time.Unix(1772000000, 0), contentType, []byte(ts.ReadFile(name))))
		ts.Check(err)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o644))
}
