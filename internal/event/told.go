package event

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// aux writes the features of negation, future, condition and history.
func (k *Candidate) aux(f *learn.Features) {
	y, r, kind := k.y, k.Reading, k.Type()
	f.Add("form", k.Form)
	f.Add("type", kind)
	f.Add2("type", kind, k.Form)
	f.Add("rule", k.Rule.id)
	f.Add("lemma", r.Lemma)
	tense := "none"
	switch {
	case r.Pro.Has(isnad.ProSa):
		tense = "sa"
	case r.Features.Has(isnad.Past):
		tense = "past"
	case r.Features.Has(isnad.Present):
		tense = "present"
	}
	f.Add2("tense", tense, kind)
	f.Add2("tense", tense, k.Form)
	for d := 1; d <= 3; d++ {
		f.Of("prev", bucketed(d), y.lemmaAt(k.At-d))
	}
	f.Of("next", y.lemmaAt(k.At+1))
	def := "indef"
	if r.Pro.Has(isnad.ProAl) {
		def = "al"
	} else if r.Pron != "" {
		def = "pron"
	}
	f.Add2("def", k.Form, def)
	y.scope(f, k)
	if y.governor >= 0 {
		g := y.l.Tokens[y.governor].R()
		f.Add("gov", g.Lemma)
		gt := "past"
		if g.Pro.Has(isnad.ProSa) {
			gt = "sa"
		} else if g.Features.Has(isnad.Present) {
			gt = "present"
		}
		f.Add2("govtense", gt, string(y.govSlot))
	}
	for i := max(y.sent.Start, k.At-6); i < min(y.sent.End, k.At+7); i++ {
		f.Of("near", &y.l.named(i).lemma)
		if i < k.At {
			f.Of("before", &y.l.named(i).lemma)
		}
	}
	y.dates(f, k)
}

// scope: particles that govern the trigger's clause, as far back as the last border.
func (y *layout) scope(f *learn.Features, k *Candidate) {
	for i := k.At - 1; i >= y.sent.Start && i > k.At-14; i-- {
		t := &y.l.Tokens[i]
		r := t.R()
		switch {
		case r.POS == isnad.Neg:
			f.Add2("neg", r.Lemma, bucket(k.At-i))
		case r.POS == isnad.Sub:
			f.Add2("sub", r.Lemma, bucket(k.At-i))
		case r.POS == isnad.Part:
			f.Add2("part", r.Lemma, bucket(k.At-i))
		case r.POS == isnad.Verb:
			f.Add2("under", r.Lemma, bucket(k.At-i))
			if r.Pro.Has(isnad.ProSa) {
				f.Add("under", "sa")
			}
			if r.Lemma == "كان" && k.At-i <= 6 {
				f.Add2("was", k.Form, bucket(k.At-i))
			}
		case r.POS == isnad.Punct && (t.Key == "." || t.Key == "،" || t.Key == "؛"):
			f.Add("border", bucket(k.At-i))
			return
		}
	}
}

// dates: a time told in the sentence, against the day of publication or as the words say.
func (y *layout) dates(f *learn.Features, k *Candidate) {
	nearest, d := -1, 1<<30
	for i := range y.l.Dates {
		x := &y.l.Dates[i]
		if x.Sentence != k.Sentence {
			continue
		}
		dist := x.Tokens.Start - k.At
		if dist < 0 {
			dist = 2 * -dist
		}
		if dist < d {
			nearest, d = i, dist
		}
	}
	if nearest < 0 {
		f.Add("date", "none")
		return
	}
	x := &y.l.Dates[nearest]
	f.Add2("date", x.Granularity, x.Basis)
	f.Add2("date", x.Granularity, bucket(d))
	f.Add("dateword", y.l.Tokens[x.Tokens.End-1].R().Lemma)
	f.Add("datefirst", y.l.Tokens[x.Tokens.Start].R().Lemma)
	if y.l.Day != "" && x.Value != "" && len(x.Value) >= 4 {
		switch {
		case x.Value[:4] < y.l.Day[:4]:
			f.Add("date", "earlier year")
		case len(x.Value) >= 7 && x.Value[:7] < y.l.Day[:7]:
			f.Add("date", "earlier month")
		case x.Value > y.l.Day:
			f.Add("date", "later")
		}
	}
}

// FrontModel names the scorer of foreground: what people said of sentences decides
// for the two types that they were asked about, annotated events for the others.
func FrontModel(kind string) string {
	if kind == "ASSAULT" || kind == "PROTEST" {
		return "foreground:people"
	}
	return "foreground"
}

// front writes the features of foreground: those of existence and of aux.
func (k *Candidate) front(f *learn.Features) {
	k.existence(f)
	k.aux(f)
	y, kind := k.y, &k.named.kind
	f.Of("exists", kind, graded(k.Score))
	prev := nameBegin
	for i := y.sent.Start; i < y.sent.End; i++ {
		r, lemma := y.l.Tokens[i].R(), &y.l.named(i).lemma
		if r.POS == isnad.Verb || r.POS == isnad.Noun || r.POS == isnad.Adj {
			f.Of("bag", kind, lemma)
		}
		f.Of("bag2", kind, prev, lemma)
		if prev = lemma; r.POS == isnad.Num {
			prev = nameNumber
		}
		if i < y.sent.Start+4 {
			f.Of("opens", kind, lemma)
		}
	}
	f.Of("length", kind, bucketed(y.sent.Len()/4))
}

// modesOf lists PLOVER's modes of each type.
var modesOf = map[string][]string{
	"CONSULT": {"visit", "third-party", "multilateral", "phone"}, "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
	"REQUEST": {"assist", "change", "yield", "meet"}, "ACCUSE": {"disapprove", "investigate", "allege"}, "REJECT": {"assist", "change", "yield", "meet"},
	"THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
	"PROTEST":  {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}, "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
	"MOBILIZE": {"troops", "weapons", "police", "militia"},
	"COERCE":   {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"},
	"ASSAULT":  {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"},
}

// mode chooses the mode: the rule's own unless the scorer finds a better.
func (c *Coder) mode(k *Candidate, f *learn.Features) []string {
	own := ""
	if len(k.Rule.mode) > 0 {
		own = k.Rule.mode[0]
	}
	if c.models["mode"] == nil {
		return k.Rule.mode
	}
	best, score := own, c.Cuts.Mode
	for _, m := range modesOf[k.Type()] {
		f.Reset()
		k.modeFeatures(f, m)
		if p := learn.Logistic(c.models.Score("mode", f)); p > score {
			best, score = m, p
		}
	}
	if score == c.Cuts.Mode { // nothing passed
		return nil
	}
	return []string{best}
}

func (k *Candidate) modeFeatures(f *learn.Features, m string) {
	tm := k.Type() + "-" + m
	own := "none"
	if len(k.Rule.mode) > 0 {
		own = k.Rule.mode[0]
	}
	same := "other"
	if own == m {
		same = "same"
	} else if own == "none" {
		same = "none"
	}
	f.Add("own", same)
	f.Add2("own", tm, same)
	f.Add2("pair", tm, own)
	f.Add2("rule", k.Rule.id, m)
	f.Add2("lemma", tm, k.Reading.Lemma)
	f.Add("m", tm)
	k.modeWords(f, learn.NewWord(tm))
}

// modeWords: the words round the trigger and its parties, each with the mode.
func (k *Candidate) modeWords(f *learn.Features, mode learn.Word) {
	y := k.y
	for i := max(y.sent.Start, k.At-12); i < min(y.sent.End, k.At+13); i++ {
		r := y.l.Tokens[i].R()
		if i != k.At && (r.POS == isnad.Noun || r.POS == isnad.Adj || r.POS == isnad.Verb) {
			f.Of("near", &mode, &y.l.named(i).lemma)
			for _, class := range y.l.named(i).classes {
				f.Of("class", &mode, class)
			}
		}
	}
	for i := range y.parties {
		if q := &y.parties[i]; q.slot == SlotObject || q.slot == SlotGenitive || q.slot == SlotSubject {
			slot := learn.NewWord(string(q.slot))
			f.Of("slot", &mode, &slot, &y.l.named(y.phrase(q).Head).lemma)
			f.Of("who", &mode, &slot, y.l.who(q.phrase))
		}
	}
}

// speaker chooses the claim that tells the event, -1 when the outlet does or the
// actor's own reporting verb is the trigger.
func (c *Coder) speaker(l *Layers, k *Candidate, e *isnad.Event, f *learn.Features) int {
	i := l.claimAt(k.At)
	if i < 0 {
		return -1
	}
	f.Reset()
	k.speakerFeatures(f, e, i)
	if m := c.models["speaker"]; m != nil && m.Probability(f.List) < 0.5 {
		return -1
	}
	return i
}

func (k *Candidate) speakerFeatures(f *learn.Features, e *isnad.Event, claim int) {
	l := k.y.l
	c := &l.Claims[claim]
	f.Add("stance", c.Stance)
	f.Add("row", c.Row)
	f.Add2("type", k.Type(), c.Stance)
	f.Add("form", k.Form)
	named := "named"
	if c.Speaker < 0 {
		named = "unnamed"
	}
	f.Add2("speaker", named, c.Stance)
	if c.Direct {
		f.Add("direct", "yes")
	}
	d := k.At - c.Verb.End
	side := "after"
	if d < 0 {
		d, side = -d, "before"
	}
	f.Add2("dist", side, bucket(d))
	same := "no"
	for _, a := range e.Actor {
		if a == c.Speaker {
			same = "yes"
		}
	}
	f.Add2("same", same, k.Type())
	f.Add2("same", same, c.Stance)
	if c.Speaker >= 0 {
		f.Add("who", who(&l.Mentions[c.Speaker]))
	}
	inSentence := "no"
	if l.Sentences[k.Sentence].Tokens.Has(c.Verb.Start) {
		inSentence = "yes"
	}
	f.Add("here", inSentence)
	rel := "no"
	for i := max(c.Verb.End, k.y.sent.Start); i < k.At; i++ {
		if l.Tokens[i].Is(isnad.Rel) {
			rel = "yes"
		}
	}
	f.Add2("rel", rel, k.Form)
	if strings.HasPrefix(k.Form, "verb") {
		f.Add("lemma", k.Reading.Lemma)
	}
}
