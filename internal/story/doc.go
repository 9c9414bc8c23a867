// Package story tells which records speak of the same thing: documents that are
// copies of one text, and events of several documents that are one occurrence,
// so that counting events is not counting reports.
//
// It reads exported records, does no I/O and knows no clock. Documents come in
// batches, one batch a day of publication; a window of days behind the batch is
// remembered, and what has left it is never looked at again. Within a batch the
// order of documents does not matter: they are sorted first.
//
// Three things are found, each by its own means:
//   - copies and excerpts, by shingles of the folded text (sketch.go, near.go);
//   - the agency that a text is credited to (agency.go);
//   - happenings: events of one type, day, place and parties (telling.go,
//     match.go, gather.go).
//
// A story joins the documents that are copies of each other or whose first news
// is one happening (group.go). docs/stories.md has the figures.
package story
