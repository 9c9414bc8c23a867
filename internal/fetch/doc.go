// Package fetch reads what outlets publish, politely and only what the user lists:
// feeds, sitemaps and section pages, and the articles of the same site that these
// name. robots.txt decides, hosts are asked one request at a time and no faster
// than they want, and addresses of private networks are refused where the
// connection is made.
//
// A [Watcher] works for one outlet and keeps three things below its folder: the
// pages as WARC, the records that were coded from them, and a journal. The journal
// is the truth. Each of its lines is one finished step and says how long the other
// two files were then; a run that was killed cuts them back to that and goes on
// behind the last whole line, so that nothing is lost and nothing is coded twice.
// All that a Watcher knows is what the lines of its journal add up to ([state]).
//
// Time comes in as a value, and no goroutine starts here: the caller runs each
// Watcher in one of its own.
package fetch
