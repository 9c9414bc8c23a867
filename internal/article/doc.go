// Package article turns a page into an article: its text, title, byline, day of
// publication and what else the page says of itself.
//
// Two roads lead to an isnad.Article. [HTML] builds a shallow tree of a page,
// chooses the container of the main text and renders it. [Text] takes a text that
// somebody else scraped. Both then look at lines: breadcrumbs, repeated titles,
// "read also" boxes, share lines and the like stay in Article.Text and are listed
// in Article.Dropped with a reason, so nothing is lost and nothing of it is coded.
// The words that give such lines away are data (data/ar/labels.tsv).
//
// All passes are linear in the size of the page, so that no page can hold up a run.
package article
