package nlpeval

import (
	"maps"
	"slices"
	"strings"
)

// Wojood reads a word and its nested tags a line. The reading is flat: of the
// tags of persons, organisations and places the outermost stands.
func Wojood(path string) ([]Doc, error) {
	return tagged(path, map[string]string{"PERS": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}, false)
}

// AQMAR reads a word and its tag a line; a line with # opens an article.
func AQMAR(path string) ([]Doc, error) {
	return tagged(path, map[string]string{"PER": "PER", "ORG": "ORG", "LOC": "LOC"}, true)
}

func tagged(path string, kinds map[string]string, articles bool) ([]Doc, error) {
	ls, err := lines(path)
	if err != nil {
		return nil, err
	}
	var docs []Doc
	var ws []Word
	var tags [][]string
	for _, l := range append(ls, "") {
		f := strings.Fields(l)
		if len(f) >= 2 && f[0] != "#" && f[0] != "$#$" {
			ws, tags = append(ws, Word{Text: f[0]}), append(tags, f[1:])
			continue
		}
		if len(ws) > 0 {
			if !articles || len(docs) == 0 {
				docs = append(docs, nil)
			}
			s := Sentence{Held: held(joined(ws)), Words: ws, Names: outermost(ws, tags, kinds)}
			docs[len(docs)-1] = append(docs[len(docs)-1], s)
			ws, tags = nil, nil
		}
		if articles && len(f) > 0 && f[0] == "#" {
			docs = append(docs, nil)
		}
	}
	return docs, nil
}

// outermost turns tags into spans of the wanted kinds and drops those inside others.
func outermost(ws []Word, tags [][]string, kinds map[string]string) (out []Name) {
	var all []Name
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		as := kinds[kind]
		for i := range tags {
			if !slices.Contains(tags[i], "B-"+kind) {
				continue
			}
			j := i + 1
			for j < len(tags) && slices.Contains(tags[j], "I-"+kind) && !slices.Contains(tags[j], "B-"+kind) {
				j++
			}
			all = append(all, Name{Start: i, End: j, Kind: as})
		}
	}
	for i, n := range all {
		inside := false
		for j, o := range all {
			if i != j && o.Start <= n.Start && n.End <= o.End && (o.End-o.Start > n.End-n.Start || j < i && o.Kind == n.Kind || o.Kind > n.Kind && o.Start == n.Start) {
				inside = true
			}
		}
		if !inside {
			out = append(out, n)
		}
	}
	return out
}
