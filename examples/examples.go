// Package examples holds the articles that isnad demo shows: written for it, of
// invented outlets and persons, ten stories told by several outlets each.
package examples

import _ "embed"

// Demo is one article a line, as isnad code --from jsonl reads it; story is the
// group that its writer gave it.
//
//go:embed demo/demo.jsonl
var Demo []byte
