// Package warc reads and writes web archives (WARC, ISO 28500): plain, with a gzip
// member or a zstd frame for each record, or compressed as a whole.
//
// It is pure format: no network, no files. A [Reader] gives each record whole or
// not at all. A record is given only when its block has the length its header
// says and what holds it ended as it must (the checksum of its gzip member or zstd
// frame, or the beginning of the next record), so that half a page is never taken
// for a page. Damage is a [Fault] with its place, behind which reading goes on at
// the next record that can be found.
package warc
