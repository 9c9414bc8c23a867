package fetch

import "slices"

// An Outcome is what became of one list, link or page. Each link that a list
// names ends in exactly one of them a round, and each is counted.
type Outcome string

// The outcomes; [Outcomes] says what each means.
const (
	// Of lists.
	ListRead      Outcome = "list-read"
	ListUnchanged Outcome = "list-unchanged"
	ListFaulty    Outcome = "list-faulty"
	ListSkipped   Outcome = "list-skipped"
	// Of links.
	LinkNew     Outcome = "link-new"
	LinkKnown   Outcome = "link-known"
	LinkOld     Outcome = "link-old"
	LinkOffSite Outcome = "link-off-site"
	LinkOther   Outcome = "link-other"
	LinkFull    Outcome = "link-full"
	// Of pages, read.
	Coded     Outcome = "page-coded"
	Copy      Outcome = "page-copy"
	NoArticle Outcome = "page-no-article"
	// Of lists and pages, not read; for good.
	RobotsRefused  Outcome = "robots-refused"
	PrivateAddress Outcome = "private-address"
	BadAddress     Outcome = "bad-address"
	OffSite        Outcome = "off-site"
	RedirectLoop   Outcome = "redirect-loop"
	RedirectKnown  Outcome = "redirect-known"
	Gone           Outcome = "gone"
	Refused        Outcome = "refused"
	NotAPage       Outcome = "not-a-page"
	TooLarge       Outcome = "too-large"
	BadEncoding    Outcome = "bad-encoding"
	GivenUp        Outcome = "given-up"
	// The same, to be tried again in a later round.
	RobotsUnreachable Outcome = "robots-unreachable"
	Busy              Outcome = "busy"
	ServerError       Outcome = "server-error"
	Timeout           Outcome = "timeout"
	Unreachable       Outcome = "unreachable"
	Waiting           Outcome = "waiting"
	Budget            Outcome = "budget"
)

// A meaning explains an outcome to people. A fault is named on standard error;
// hint is the next thing to try.
type meaning struct {
	Outcome
	Text  string
	Hint  string
	fault bool
	again bool // the next round tries it again
}

// Outcomes are all outcomes in the order in which they are printed.
var Outcomes = []meaning{
	{ListRead, "a list was read", "", false, false},
	{ListUnchanged, "a list had not changed since the last round (304, or the same bytes)", "", false, false},
	{ListFaulty, "a list was fetched and could not be read as one", "open the address; the key must say what it is: feeds, sitemaps or sections", true, false},
	{ListSkipped, "a sitemap named by an index was left: too old, or of another site", "", false, false},
	{LinkNew, "a list named a page for the first time", "", false, false},
	{LinkKnown, "a list named a page that was read, or is waiting, already", "", false, false},
	{LinkOld, "a list dates a page older than days", "", false, false},
	{LinkOffSite, "a list named a page of another site", "", false, false},
	{LinkOther, "a link of a section that does not look like an article", "", false, false},
	{LinkFull, "left, since too many pages or sitemaps wait; the list is read again next round", "", false, false},
	{Coded, "a page was kept and coded", "", false, false},
	{Copy, "a page was kept; it says to be one that was coded before", "", false, false},
	{NoArticle, "a page was kept; no article was found in it", "if articles is not set, say which paths are articles", true, false},
	{RobotsRefused, "robots.txt disallows it", "the site does not want this read; ask it, or take the address out of the list", true, false},
	{PrivateAddress, "the host has an address of a private network", "if the list is yours and the host too, use --allow-private", true, false},
	{BadAddress, "a redirect leads to something that is no web address", "", true, false},
	{OffSite, "a redirect leads to another site", "if it belongs to the outlet, add its domain to sites", true, false},
	{RedirectLoop, "more than 5 redirects", "", true, false},
	{RedirectKnown, "a redirect leads to a page that was read already", "", false, false},
	{Gone, "404 or 410", "", true, false},
	{Refused, "the server refuses: another status of 4xx", "the site may block programs; set contact so that it can reach you", true, false},
	{NotAPage, "the answer is no page: another type of content, or a status that makes no sense", "", true, false},
	{TooLarge, "larger than the limit, as sent or unpacked", "raise --max-page", true, false},
	{BadEncoding, "packed in a way that was not asked for, or damaged", "", true, false},
	{GivenUp, "failed in 8 rounds (server-error, timeout) and is not asked for again", "", true, false},
	{RobotsUnreachable, "robots.txt cannot be reached, which disallows all of the host", "the next round tries again", true, true},
	{Busy, "429 or 503: the host asks for time", "give the outlet a longer delay", true, true},
	{ServerError, "another status of 5xx", "the next round tries again", true, true},
	{Timeout, "no full answer in time", "the next round tries again", true, true},
	{Unreachable, "no connection, or one that broke off: name, network, TLS", "check the address; the next round tries again", true, true},
	{Waiting, "left for the next round: the host asked for time", "", false, true},
	{Budget, "left for the next round: the budget of the host is spent", "", false, true},
}

func (o Outcome) meaning() meaning {
	i := slices.IndexFunc(Outcomes, func(m meaning) bool { return m.Outcome == o })
	return Outcomes[i] // each constant has its row
}

func (o Outcome) known() bool {
	return slices.ContainsFunc(Outcomes, func(m meaning) bool { return m.Outcome == o })
}

// again tells whether the next round tries it again.
func (o Outcome) again() bool { return o != "" && o.meaning().again }

// Counts count outcomes.
type Counts map[Outcome]int

// Add adds other counts.
func (c Counts) Add(d Counts) {
	for o, n := range d {
		c[o] += n
	}
}
