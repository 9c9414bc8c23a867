package train

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/paradigm"
)

// Writers put the verb first and say it themselves; headlines, broadcasters and much of
// what is translated put the doer first, and much of news is what somebody says. Some of the
// texts written for training are put into other words that tell the same, whether they tell of
// events or not, lest a scorer take the order of words for what they say.
const (
	asWritten = iota
	turned    // doers before what they do
	reported  // the same, behind "a source said that"
	quoted    // in quotation marks, behind "a source said"
	timed     // with a time behind the verb
	headline  // doers first, in the present, without a full stop: a sentence alone
)

// setting chooses by the unit's id how it is told in a telling, 0 or 1: as it is written in
// one of them and otherwise in the other.
func setting(id string, telling int) int {
	k := eval.FoldOf("order:"+id, 10)
	if k/5 != telling {
		return asWritten
	}
	return [...]int{turned, quoted, timed, headline, reported}[k%5]
}

// inOtherWords gives a unit in the setting that is its; one that has no sentence which can be
// told so comes back as it was.
func (s *Set) inOtherWords(u *eval.Unit) *eval.Unit {
	return s.tell(u, setting(u.Article.ID, s.telling), eval.FoldOf("words:"+u.Article.ID, 256))
}

// tell puts the sentences of a unit into a setting, with the words that pick chooses.
func (s *Set) tell(u *eval.Unit, how, pick int) *eval.Unit {
	if how == asWritten {
		return u
	}
	ws := s.swaps(u.Article.Text)
	for i := len(ws) - 1; i >= 0; i-- { // from behind, so that what stands before stays where it is
		w, k := &ws[i], pick+i
		switch how {
		case timed:
			u = insert(u, w.subject, times[k%len(times)]+" ")
		case quoted:
			u = w.under(u, sources[k%len(sources)]+": «", "»", 0)
		case turned:
			if !w.indefinite {
				u = w.unit(u, w.past, false)
			}
		case headline:
			if n := utf8.RuneCountInString(u.Article.Text); len(ws) == 1 && w.verb == 0 && w.wa == 0 && w.present != "" && w.stop >= n-1 {
				if v := w.unit(u, w.present, false); v != u {
					v.Article.Text = strings.TrimSuffix(v.Article.Text, ".")
					u = v
				}
			}
		case reported:
			if v := w.unit(u, w.past, true); v != u {
				u = w.under(v, sources[k%len(sources)]+" إن ", "", utf8.RuneCountInString(v.Article.Text)-utf8.RuneCountInString(u.Article.Text))
			}
		}
	}
	return u
}

// times and sources are what news puts in front.
var (
	times   = [...]string{"أمس", "مساء الثلاثاء", "على الفور", "للمرة الأولى", "خلال الساعات الماضية", "اليوم الأحد", "في وقت متأخر أمس", "بعد ظهر الجمعة"}
	sources = [...]string{"قال مصدر مطلع", "قال مسؤول محلي", "قال مصدر أمني", "قال مراقبون", "قال شاهد عيان", "قال دبلوماسي غربي", "قال متحدث رسمي", "قال ناشطون"}
)

// A swap is a sentence that begins with a verb and the subject right behind it: where they
// begin, where the subject ends, and the sentence, in code points.
type swap struct {
	verb, subject, end, stop int
	wa                       int    // 1 when the verb begins with wa-, which stays in front
	past, present            string // the verb behind its subject, "" when it cannot be made
	nominative               []int  // ends of those of its words that end in -ūna
	indefinite               bool   // the subject, which then begins no clause but one of inna
}

// swaps finds what can be turned round in a text.
func (s *Set) swaps(text string) (out []swap) {
	doc, l := s.reader.Layers(article.Text(text, s.labels, isnad.Article{ID: "order", Text: text}))
	if doc.Text != text {
		return nil
	}
	points := func(at int) int { return utf8.RuneCountInString(text[:at]) }
	for i := range l.Sentences {
		t := l.Sentences[i].Tokens
		if t.Len() < 4 {
			continue
		}
		v := &l.Tokens[t.Start]
		p := subject(&l, t)
		if p < 0 {
			continue
		}
		end := l.Phrases[p].Tokens.End
		w := swap{verb: points(v.Start), subject: points(l.Tokens[t.Start+1].Start), end: points(l.Tokens[end-1].End), stop: points(l.Tokens[t.End-1].Start)}
		if !l.Tokens[t.End-1].Is(isnad.Punct) {
			w.stop = points(l.Tokens[t.End-1].End)
		}
		n := l.Mentions[p].Number
		if v.R().Pro.Has(isnad.ProWa) {
			w.wa = 1
		}
		w.indefinite = !known(&l, &l.Phrases[p])
		number, gender := paradigm.Singular, paradigm.Masculine
		w.past = text[v.Start:v.End][2*w.wa:]
		if v.R().Features.Has(isnad.Fem) && !v.R().Features.Has(isnad.Masc) {
			gender = paradigm.Feminine
		}
		if n.Any(isnad.Plur) && !n.Any(isnad.Sing) {
			number = paradigm.Plural
			w.past = s.verbs.form(v.R(), paradigm.Past, number, gender)
		}
		if v.R().Pron == "" && v.R().Features.Has(isnad.Past) {
			w.present = s.verbs.form(v.R(), paradigm.Present, number, gender)
		}
		for k := t.Start + 1; k < end; k++ {
			if f := l.Tokens[k].R().Features; f.Has(isnad.Plur|isnad.NomCase) && !f.Any(isnad.OblCase) {
				w.nominative = append(w.nominative, points(l.Tokens[k].End)-w.subject)
			}
		}
		if w.subject == points(v.End)+1 {
			out = append(out, w)
		}
	}
	return out
}

// subject is the phrase of the subject that stands right behind the verb which begins a
// sentence, -1 when there is none that can stand before it.
func subject(l *event.Layers, t isnad.Range) int {
	const one = isnad.Masc | isnad.Fem
	v := l.Tokens[t.Start].R()
	if v.POS != isnad.Verb || v.Pro&^(isnad.ProWa|isnad.ProSa) != 0 || !v.Features.Has(isnad.P3|isnad.Sing) || v.Features.Any(isnad.Plur|isnad.Dual) && !v.Features.Any(isnad.Sing) {
		return -1
	}
	for k := range l.Phrases {
		p := &l.Phrases[k]
		if p.Tokens.Start != t.Start+1 || p.Extends >= 0 || p.PrepWord != "" || p.Genitive >= 0 {
			continue
		}
		h, n := l.Tokens[p.Head].R(), l.Mentions[k].Number
		many := n.Any(isnad.Plur) && !n.Any(isnad.Sing)
		switch {
		case h.Class == "time", n.Any(isnad.Dual) && !n.Any(isnad.Sing), h.Features.Any(isnad.AccInd):
			return -1
		case many && !(h.Features.Has(isnad.Human|isnad.Masc) && v.Features.Has(isnad.Past|isnad.Masc) && v.Pron == ""): // women and present tenses have other endings
			return -1
		case !many && h.Features&one != 0 && v.Features&one != 0 && h.Features&v.Features&one == 0:
			return -1
		}
		return k
	}
	return -1
}

// known tells whether a phrase is definite: a clause begins with what is known.
func known(l *event.Layers, p *isnad.Phrase) bool {
	for i := p.Tokens.Start; i < p.Tokens.End; i++ {
		if l.Tokens[i].R().Definite() {
			return true
		}
	}
	return p.Name >= 0
}

// unit turns round one sentence of a unit, with a form of its verb, its subject in the accusative if inna is to stand
// before it; the unit as it is when an annotated span reaches over the border.
func (w *swap) unit(u *eval.Unit, verb string, accusative bool) *eval.Unit {
	if verb == "" {
		return u
	}
	text := []rune(u.Article.Text)
	subject := slices.Clone(text[w.subject:w.end])
	longer := utf8.RuneCountInString(verb) - (w.subject - 1 - w.verb - w.wa)
	if accusative {
		for _, end := range w.nominative {
			for k := end - 1; k >= max(0, end-2); k-- { // -ūna, or -ū in the construct
				if subject[k] == 'و' {
					subject[k] = 'ي'
					break
				}
			}
		}
	}
	v, ok := moved(u, func(m eval.GoldMention) (eval.GoldMention, bool) {
		switch {
		case m.End <= w.verb:
		case m.Start >= w.end:
			m.Start, m.End = m.Start+longer, m.End+longer
		case m.Start <= w.verb && m.End >= w.end:
			m.End += longer
		case m.Start >= w.subject && m.End <= w.end:
			d := w.verb + w.wa - w.subject
			m.Start, m.End = m.Start+d, m.End+d
		case m.Start >= w.verb && m.End < w.subject:
			cut := max(0, w.verb+w.wa-m.Start)
			d := len(subject) + 1
			m.Start, m.End = m.Start+cut+d, m.End+d
			m.End += longer // the verb is one word
		default:
			return m, false
		}
		return m, true
	}, string(text[:w.verb+w.wa])+string(subject)+" "+verb+string(text[w.end:]))
	if !ok {
		return u
	}
	return v
}

// insert puts words before a place of a unit's text.
func insert(u *eval.Unit, at int, words string) *eval.Unit {
	text, n := []rune(u.Article.Text), utf8.RuneCountInString(words)
	v, ok := moved(u, func(m eval.GoldMention) (eval.GoldMention, bool) {
		switch {
		case m.End <= at:
		case m.Start >= at-1: // what wa- stood before
			m.Start, m.End = max(m.Start, at)+n, m.End+n
		default:
			return m, false
		}
		return m, true
	}, string(text[:at])+words+string(text[at:]))
	if !ok {
		return u
	}
	return v
}

// under puts a sentence behind who says it, and ends it with end. What its events are told by
// is told by him. The sentence is longer than it was when it was found by longer.
func (w *swap) under(u *eval.Unit, front, end string, longer int) *eval.Unit {
	for i := range u.Events {
		if g := &u.Events[i]; g.Speaker != nil && g.Trigger.Start >= w.verb && g.Trigger.Start < w.stop+4 {
			return u // a chain of two would need another annotation
		}
	}
	length := utf8.RuneCountInString(u.Article.Text)
	v := insert(u, w.verb+w.wa, front)
	if v == u {
		return u
	}
	stop := w.stop + utf8.RuneCountInString(v.Article.Text) - length + longer
	if end != "" {
		x := insert(v, stop, end)
		if x == v {
			return u
		}
		v = x
	}
	said, _, _ := strings.Cut(front, " ")
	from := w.verb + w.wa + utf8.RuneCountInString(said) + 1
	who := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(front, said+" "), ": «"), " إن ")
	speaker := eval.GoldMention{Span: eval.Span{Start: from, End: from + utf8.RuneCountInString(who)}, Text: who}
	for i := range v.Events {
		if g := &v.Events[i]; g.Trigger.Start >= from && g.Trigger.Start <= stop {
			m := speaker
			g.Speaker = &m
		}
	}
	return v
}

// moved is a unit with another text, its annotated spans where move puts them; false when one
// cannot be moved.
func moved(u *eval.Unit, move func(eval.GoldMention) (eval.GoldMention, bool), text string) (*eval.Unit, bool) {
	out := *u
	out.Article.Text = text
	out.Events = slices.Clone(u.Events)
	runes, ok := []rune(text), true
	put := func(m eval.GoldMention) eval.GoldMention {
		n, fits := move(m)
		if ok = ok && fits; ok {
			n.Text = string(runes[n.Start:n.End])
		}
		return n
	}
	for i := range out.Events {
		g := &out.Events[i]
		g.Trigger = put(g.Trigger)
		g.Actor, g.Recipient = slices.Clone(g.Actor), slices.Clone(g.Recipient)
		for _, ms := range [][]eval.GoldMention{g.Actor, g.Recipient} {
			for k := range ms {
				ms[k] = put(ms[k])
			}
		}
		if g.Speaker != nil {
			m := put(*g.Speaker)
			g.Speaker = &m
		}
	}
	return &out, ok
}
