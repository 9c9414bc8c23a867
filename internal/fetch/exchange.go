package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/isnad/isnad/internal/robots"
)

// maxHops is how many redirects are followed, as RFC 9309 wants for robots.txt.
const maxHops = 5

// robotsFor is how long a robots.txt is believed, as RFC 9309 wants at most; one
// that could not be reached is asked for again with the next round.
const robotsFor = 24 * time.Hour

// An exchange is an address that was asked for, with its redirects.
type exchange struct {
	response
	final   *url.URL
	at      time.Time
	outcome Outcome // "" when there is a page, or the answer that nothing has changed
	detail  string
	asked   []string
	until   time.Time
}

// hostsWorth is how many times the budget of one host an outlet may spend on all of
// them: a site with a name for each page must not be worth a budget for each.
const hostsWorth = 5

// spent tells whether a host may be asked no more in this round, with what was asked
// since the last step.
func (w *Watcher) spent(host string, asked []string) bool {
	here := 0
	for _, h := range asked {
		if h == host {
			here++
		}
	}
	return w.state.Hosts[host].Spent+here >= w.o.Budget || w.Requests()+len(asked) >= hostsWorth*w.o.Budget
}

// fetch asks for an address and follows its redirects. Each stop is checked as
// if it had been asked for: site, robots.txt, budget; and its address where the
// connection is made. The error is only that the run ends, or of our own disk.
func (w *Watcher) fetch(ctx context.Context, u *url.URL, v validators) (*exchange, error) {
	x := &exchange{final: u}
	for hop := 0; ; hop++ {
		switch {
		case hop > maxHops:
			return x.end(RedirectLoop, "%s", u), nil
		case !w.sites[site(u)]:
			return x.end(OffSite, "%s", u), nil
		}
		rules, o, err := w.rules(ctx, u, x)
		if o != "" || err != nil {
			return x.end(o, "%s://%s/robots.txt", u.Scheme, u.Host), err
		}
		if !rules.Allowed(u.RequestURI()) {
			return x.end(RobotsRefused, "%s", u), nil
		}
		next, err := w.hop(ctx, x, u, v, rules.Delay)
		if next == nil || err != nil {
			return x, err
		}
		u, x.final = next, next
	}
}

func (x *exchange) end(o Outcome, format string, args ...any) *exchange {
	x.outcome, x.detail = o, fmt.Sprintf(format, args...)
	return x
}

// hop makes one exchange and returns where it redirects to, nil when nowhere.
func (w *Watcher) hop(ctx context.Context, x *exchange, u *url.URL, v validators, delay time.Duration) (*url.URL, error) {
	if o, err := w.mayAsk(ctx, x, u.Host); o != "" || err != nil {
		x.end(o, "%s", u.Host)
		return nil, err
	}
	var o Outcome
	var cause error
	err := w.s.pace(ctx, u.Host, max(delay, time.Duration(w.o.Delay)), func() {
		x.response, o, cause = w.s.client.get(ctx, u, v, w.o.Language)
	})
	if err != nil {
		return nil, err
	}
	x.at = w.s.Now()
	x.asked = append(x.asked, u.Host)
	if o != "" {
		x.end(o, "%v", cause)
		x.failed(w, u.Host)
		return nil, nil
	}
	switch s := x.status; {
	case s == http.StatusOK, s == http.StatusNotModified:
		return nil, nil
	case s >= 300 && s < 400 && x.header.Get("Location") != "":
		to, err := u.Parse(x.header.Get("Location"))
		if err == nil {
			to, err = parseURL(to.String())
		}
		if err != nil {
			x.end(BadAddress, "%v", err)
			return nil, nil
		}
		return to, nil
	}
	x.end(judge(x.status), "status %d", x.status)
	x.failed(w, u.Host)
	return nil, nil
}

// mayAsk waits for a host that wants a moment, and says so when it wants more or
// has had its share of this round.
func (w *Watcher) mayAsk(ctx context.Context, x *exchange, host string) (Outcome, error) {
	if w.spent(host, x.asked) {
		return Budget, nil
	}
	wait := w.state.Hosts[host].Until.Sub(w.s.Now())
	switch {
	case wait <= 0:
		return "", nil
	case wait > w.s.Patience:
		return Waiting, nil
	}
	return "", w.s.Sleep(ctx, wait)
}

// failed says how long a host is left alone that does not serve.
func (x *exchange) failed(w *Watcher, host string) {
	if !x.outcome.again() {
		return
	}
	fails := w.state.Hosts[host].Fails
	if x.outcome == Busy {
		fails += serious
	}
	x.until = x.at.Add(or(retryAfter(x.header, x.at), backoff(fails)))
}

// rules are those of a host, from the journal or asked for. The outcome is "" when
// there are some.
func (w *Watcher) rules(ctx context.Context, u *url.URL, x *exchange) (*robots.Rules, Outcome, error) {
	origin := u.Scheme + "://" + u.Host
	if r, ok := w.state.Robots[origin]; ok && w.s.Now().Sub(r.At) < robotsFor {
		return &r.Rules, "", nil
	}
	rx := &exchange{asked: slices.Clone(x.asked)} // so that what is not yet written counts as spent
	to := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for hop := 0; hop <= maxHops; hop++ {
		next, err := w.hop(ctx, rx, to, validators{}, 0)
		if err != nil {
			return nil, "", err
		}
		if to = next; next == nil {
			break
		}
	}
	rx.asked = rx.asked[len(x.asked):]
	p := &step{Kind: stepRobots, URL: origin, Asked: rx.asked, Rules: &robots.Rules{}}
	switch o := rx.outcome; o {
	case Waiting, Budget:
		return nil, o, nil
	case "":
		if rx.status == http.StatusOK { // else redirected too often: none can be had, and all is allowed
			*p.Rules = robots.Parse(rx.body, w.s.Token)
		}
	case Gone, Refused, NotAPage, BadAddress: // there is none: all is allowed
	default: // it cannot be reached: all is disallowed, for now
		if o != PrivateAddress {
			o = RobotsUnreachable
		}
		until := rx.at.Add(backoff(w.state.Hosts[u.Host].Fails + serious))
		if rx.until.After(until) {
			until = rx.until
		}
		return nil, o, w.commit(&step{Kind: stepHost, URL: origin, Asked: rx.asked, Until: until})
	}
	return p.Rules, "", w.commit(p)
}
