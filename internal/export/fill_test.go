package export_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/isnad/isnad/internal/export"
)

var fillings = []export.Filling{{Field: "happening", ID: "h"}, {Field: "story", ID: "s"}}

func TestFill(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"null is replaced, the rest stays", `{"id":"a","x":1.50,"happening":null,"story":null}`, `{"id":"a","x":1.50,"happening":"h","story":"s"}`},
		{"what a run filled in is filled anew", `{"story" : "old", "happening":"older" , "z":[{"story":null}]}`, `{"story" : "s", "happening":"h" , "z":[{"story":null}]}`},
		{"missing fields are added", `{"id":"a"}`, `{"id":"a","happening":"h","story":"s"}`},
		{"one is missing", `{"story":null}`, `{"story":"s","happening":"h"}`},
		{"nothing is there", ` { } `, ` { "happening":"h","story":"s"}`},
	} {
		got, err := export.Fill([]byte(test.in), fillings...)
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %s %v, want %s", test.name, got, err, test.want)
		}
	}
	for _, in := range []string{"", "[]", `{"a"`, `{"a":}`, `"x"`} {
		if got, err := export.Fill([]byte(in), fillings...); err == nil {
			t.Errorf("%q is filled: %s", in, got)
		}
	}
}

func FuzzFill(f *testing.F) {
	f.Add([]byte(`{"id":"a","happening":null,"story":null}`))
	f.Add([]byte(`{"happening":{"a":1},"happening":2}`))
	f.Add([]byte(`{"a":"\u0000","b":[`))
	f.Fuzz(func(t *testing.T, line []byte) {
		got, err := export.Fill(line, fillings...)
		if err != nil {
			return
		}
		var before, after map[string]any // a struct would take "Story" for "story"
		if json.Unmarshal(line, &before) == nil && (json.Unmarshal(got, &after) != nil || after["happening"] != "h" || after["story"] != "s") {
			t.Errorf("%q is filled as %q", line, got)
		}
		again, err := export.Fill(got, fillings...)
		if err != nil || !bytes.Equal(again, got) {
			t.Errorf("%q filled again is %q: %v", got, again, err)
		}
	})
}
