// Package read takes bytes from outside to pages: it walks files, folders and
// standard input, takes off gzip and zstd, finds the page or record boundaries, also
// in web archives and feeds, and, when asked to open one, its charset.
//
// Work is split in two so that the one goroutine that reads stays ahead of the
// many that code: [Inputs] only cuts the stream into items of raw bytes, and
// [Open] decodes and checks one item on its own. Nothing here stops at a bad
// input. Each fault is a diagnostic in an item of its own or beside the page.
package read
