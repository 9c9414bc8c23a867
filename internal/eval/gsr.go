package eval

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/isnad/isnad/internal/export"
)

// GSRScore is the score of one type against people's labels and spans.
//
// Detection: a unit is predicted T when an asserted event in the foreground has
// type T; label yes against easy and difficult no, ambiguous aside. Spans: the
// reference is the words that more than half of the annotators marked, and the
// better of the coder's two first events counts. Codes: where two or more
// annotators agree on country and sector and say something.
type GSRScore struct {
	Type      string       `json:"-"`
	Detection GSRDetection `json:"detection"`
	Spans     GSRSlots     `json:"spans"`
	Codes     GSRParties   `json:"codes"`
}

// GSRDetection tells how well sentences with an event are found.
type GSRDetection struct {
	PRF
	AUC        Figure `json:"AUC"` // over the events' confidence, 0 where there is none
	F1Majority Figure `json:"F1_majority"`
	PMajority  Figure `json:"P_majority"`
	RMajority  Figure `json:"R_majority"`
	EasyNo     Figure `json:"hit_easy_no"` // share of such sentences with an event
	Difficult  Figure `json:"hit_difficult_no"`
	Ambiguous  Figure `json:"hit_ambiguous"`
}

// GSRSlots has the figures of the three marked slots.
type GSRSlots struct {
	Actor     GSRSlot `json:"actor"`
	Recipient GSRSlot `json:"recipient"`
	Trigger   GSRSlot `json:"trigger"`
}

// GSRSlot tells how well the words of one slot are found.
type GSRSlot struct {
	F1       Figure `json:"F1"`
	Exact    Figure `json:"exact"`
	NonEmpty Figure `json:"F1_nonempty"` // where people marked something
	Found    Figure `json:"F1_found"`    // and an event was found
	N        int    `json:"n"`
}

// GSRParties has the share of right codes.
type GSRParties struct {
	Actor     GSRParty `json:"actor"`
	Recipient GSRParty `json:"recipient"`
}

// GSRParty is the share of units where country and sector are both right.
type GSRParty struct {
	Both Figure `json:"both"`
	N    int    `json:"n"`
}

// CAMEO-era codes of the gold and PLOVER codes, made comparable.
var (
	gsrSector = map[string]string{
		"INS": "REB", "SEP": "REB", "HLH": "MED", "MED": "JRN", "PPL": "CVL", "PRO": "CVL",
	}
	gsrCountry = map[string]string{
		"INT": "", "PAL": "PSE", "IGO": "", "NGO": "", "IMG": "", "UNO": "", "EUR": "", "ISM": "", "MNC": "", "---": "",
	}
)

// ScoreGSR scores coded events of the picked units, type by type.
func ScoreGSR(g *GSR, coded Coded, pick Pick) []GSRScore {
	out := make([]GSRScore, len(g.Types))
	for i := range g.Types {
		t := &g.Types[i]
		out[i] = GSRScore{Type: t.Type, Detection: detection(t, coded, pick)}
		out[i].Spans, out[i].Codes = spans(t, coded, pick)
	}
	return out
}

// asserted: told as having happened or happening.
func asserted(e *export.Event) bool {
	for _, a := range e.Aux {
		if a == "negation" || a == "future" || a == "hypothetical" {
			return false
		}
	}
	return true
}

func detection(t *GSRType, coded Coded, pick Pick) GSRDetection {
	hits, all := map[string]int{}, map[string]int{} // by label
	var yes, no []float64                           // confidence
	var majority [2][2]int                          // people's majority, hit
	for i := range t.Detection {
		r := &t.Detection[i]
		if !pick(r.ID) {
			continue
		}
		confidence, hit := strongest(coded[r.ID], t.Type)
		all[r.Label]++
		if hit {
			hits[r.Label]++
		}
		switch r.Label {
		case "yes":
			yes = append(yes, confidence)
		case "easy no", "difficult no":
			no = append(no, confidence)
		}
		if r.Accept != r.Reject && r.Accept+r.Reject > 1 {
			majority[int(one(r.Accept > r.Reject))][int(one(hit))]++
		}
	}
	m := prf(majority[1][1], majority[0][1], majority[1][0])
	rate := func(label string) Figure { return Figure(float64(hits[label]) / float64(max(1, all[label]))) }
	return GSRDetection{
		PRF: prf(hits["yes"], hits["easy no"]+hits["difficult no"], all["yes"]-hits["yes"]), AUC: auc(yes, no),
		F1Majority: m.F1, PMajority: m.P, RMajority: m.R,
		EasyNo: rate("easy no"), Difficult: rate("difficult no"), Ambiguous: rate("ambiguous"),
	}
}

// strongest is the highest confidence of an asserted foreground event of the type.
func strongest(es []export.Event, typ string) (confidence float64, hit bool) {
	for i := range es {
		e := &es[i]
		if e.Type == typ && e.Foreground && asserted(e) {
			if !hit || e.Confidence > confidence {
				confidence = e.Confidence
			}
			hit = true
		}
	}
	return confidence, hit
}

// auc is the share of (positive, negative) pairs in the right order, ties half.
func auc(pos, neg []float64) Figure {
	if len(pos) == 0 || len(neg) == 0 {
		return Figure(math.NaN())
	}
	type ranked struct {
		score float64
		pos   int
	}
	all := make([]ranked, 0, len(pos)+len(neg))
	for _, s := range pos {
		all = append(all, ranked{s, 1})
	}
	for _, s := range neg {
		all = append(all, ranked{s, 0})
	}
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Compare(a.score, b.score) })
	sum := 0.0
	for i := 0; i < len(all); {
		j, n := i, 0
		for j < len(all) && all[j].score == all[i].score {
			n += all[j].pos
			j++
		}
		sum += float64(n*(i+j+1)) / 2
		i = j
	}
	p := float64(len(pos))
	return Figure((sum - p*(p+1)/2) / (p * float64(len(neg))))
}

// slots are the words of the three slots: actor, recipient, trigger.
type slots [3][]string

const (
	slotActor = iota
	slotRecipient
	slotTrigger
)

// reading is a coded event as the annotators' words are compared with it.
type reading struct {
	words slots
	event *export.Event // nil when none was found
}

func spans(t *GSRType, coded Coded, pick Pick) (GSRSlots, GSRParties) {
	var f1, exact, nonEmpty, found [3][]float64
	var codes [2][]float64
	for i := range t.Spans {
		r := &t.Spans[i]
		if !pick(r.ID) {
			continue
		}
		ref := r.reference()
		best := bestReading(newText(r.Text), firstTwo(coded[r.ID], t.Type), &ref)
		for s := range best.words {
			if len(r.Annotators) < 2 {
				break
			}
			v := TokenF1(best.words[s], ref[s])
			f1[s] = append(f1[s], v)
			exact[s] = append(exact[s], one(same(best.words[s], ref[s])))
			if len(ref[s]) > 0 {
				nonEmpty[s] = append(nonEmpty[s], v)
				if best.event != nil {
					found[s] = append(found[s], v)
				}
			}
		}
		for s := range codes {
			if country, sector, ok := r.agreed(s); ok {
				codes[s] = append(codes[s], one(best.has(s, country, sector)))
			}
		}
	}
	slot := func(s int) GSRSlot {
		return GSRSlot{mean(f1[s]), mean(exact[s]), mean(nonEmpty[s]), mean(found[s]), len(f1[s])}
	}
	party := func(s int) GSRParty { return GSRParty{mean(codes[s]), len(codes[s])} }
	return GSRSlots{slot(slotActor), slot(slotRecipient), slot(slotTrigger)}, GSRParties{party(slotActor), party(slotRecipient)}
}

// reference is the words that more than half of the annotators marked, or those
// of the only one.
func (r *GSRSpans) reference() (out slots) {
	for s := range out {
		lists := make([][]string, len(r.Annotators))
		for i := range r.Annotators {
			for _, piece := range r.Annotators[i].marked(s) {
				lists[i] = append(lists[i], Tokens(piece)...)
			}
		}
		if len(lists) == 1 {
			out[s] = lists[0]
		} else {
			out[s] = majority(lists)
		}
	}
	return out
}

func (a *GSRAnnotator) marked(slot int) []string {
	return [...][]string{a.Actor, a.Recipient, a.Trigger}[slot]
}

// majority counts the second "the" of an annotator apart from the first.
func majority(lists [][]string) (out []string) {
	type nth struct {
		word string
		n    int
	}
	votes := map[nth]int{}
	for _, l := range lists {
		for w, n := range counts(l) {
			for k := range n {
				votes[nth{w, k}]++
			}
		}
	}
	for w, n := range votes {
		if n >= len(lists)/2+1 {
			out = append(out, w.word)
		}
	}
	slices.Sort(out)
	return out
}

// firstTwo are the first events of the type: foreground, then confidence.
func firstTwo(es []export.Event, typ string) []*export.Event {
	var out []*export.Event
	for i := range es {
		if es[i].Type == typ {
			out = append(out, &es[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *export.Event) int {
		if a.Foreground != b.Foreground {
			return cmp.Compare(one(b.Foreground), one(a.Foreground))
		}
		return cmp.Compare(b.Confidence, a.Confidence)
	})
	return out[:min(2, len(out))]
}

// bestReading is the event whose words fit the reference best over all slots.
func bestReading(t *text, es []*export.Event, ref *slots) reading {
	best, top := reading{}, math.Inf(-1)
	for _, e := range es {
		r := reading{slots{t.tokens(spansOf(e.Actor)), t.tokens(spansOf(e.Recipient)), trigger(t, e, ref[slotTrigger])}, e}
		sum := 0.0
		for s := range r.words {
			sum += TokenF1(r.words[s], ref[s])
		}
		if sum > top {
			best, top = r, sum
		}
	}
	return best
}

// trigger: people mark the verb or the event noun of one occurrence, so any of
// its first words may stand for it.
func trigger(t *text, e *export.Event, ref []string) []string {
	best := t.tokens([]Span{{e.Trigger.Start, e.Trigger.End}})
	top := TokenF1(best, ref)
	for _, m := range e.Mentions[:min(3, len(e.Mentions))] {
		words := t.tokens([]Span{{m.Start, m.End}})
		if f := TokenF1(words, ref); f > top {
			best, top = words, f
		}
	}
	return best
}

func same(a, b []string) bool { return len(a) == len(b) && common(a, b) == len(a) }

// agreed is the commonest code of a party when two or more annotators gave it and
// it says something; of equally common ones the first.
func (r *GSRSpans) agreed(slot int) (country, sector string, ok bool) {
	votes, most := map[[2]string]int{}, 0
	var order [][2]string
	for i := range r.Annotators {
		c := [...]GSRCode{r.Annotators[i].ActorCode, r.Annotators[i].RecipientCode}[slot]
		if !c.Given {
			continue
		}
		key := [2]string{translate(gsrCountry, said(c.Main)), translate(gsrSector, said(c.Role))}
		if votes[key] == 0 {
			order = append(order, key)
		}
		votes[key]++
		most = max(most, votes[key])
	}
	if most < 2 {
		return "", "", false
	}
	for _, key := range order {
		if votes[key] == most {
			return key[0], key[1], key != [2]string{}
		}
	}
	return "", "", false
}

func said(code string) string {
	if code == "None" || code == "UNKNOWN" || code == "---" {
		return ""
	}
	return code
}

func translate(m map[string]string, code string) string {
	if to, ok := m[code]; ok {
		return to
	}
	return code
}

// has tells whether a party of the event has the code. These annotators coded
// the phrase, not what place or topic imply.
func (r *reading) has(slot int, country, sector string) bool {
	if r.event == nil {
		return false
	}
	ms := r.event.Actor
	if slot == slotRecipient {
		ms = r.event.Recipient
	}
	for i := range ms {
		if PhraseCountry(string(ms[i].Country), string(ms[i].CountryVia)) == country && string(ms[i].Sector) == sector {
			return true
		}
	}
	return false
}

// PhraseCountry is a coded country as the annotators of ReadGSR would give it.
func PhraseCountry(country, via string) string {
	if via == "place" || via == "topic" {
		return ""
	}
	return translate(gsrCountry, country)
}

// A GSRGiven is a party that people marked and gave a code.
type GSRGiven struct {
	Words           []string // folded, by most annotators
	Country, Sector string   // comparable with PhraseCountry and the sectors of PLOVER
	Coded           bool     // two or more annotators agree and say something
}

// Parties are actor and recipient of a sentence.
func (r *GSRSpans) Parties() (out [2]GSRGiven) {
	words := r.reference()
	for s := range out {
		out[s].Words = words[s]
		out[s].Country, out[s].Sector, out[s].Coded = r.agreed(s)
	}
	return out
}

// PrintGSR writes the tables.
func PrintGSR(w io.Writer, scores []GSRScore) error {
	var b strings.Builder
	for _, s := range scores {
		d := s.Detection
		fmt.Fprintf(&b, "%-8s detection  P %v  R %v  F1 %v  AUC %v   vs majority F1 %v   hits: easy no %v, difficult no %v, ambiguous %v\n",
			s.Type, d.P, d.R, d.F1, d.AUC, d.F1Majority, d.EasyNo, d.Difficult, d.Ambiguous)
		for _, x := range [...]struct {
			name string
			GSRSlot
		}{{"actor", s.Spans.Actor}, {"recipient", s.Spans.Recipient}, {"trigger", s.Spans.Trigger}} {
			fmt.Fprintf(&b, "         %-10s words F1 %v  exact %v  where people marked something %v  and an event was found %v  (n %d)\n",
				x.name, x.F1, x.Exact, x.NonEmpty, x.Found, x.N)
		}
		for _, x := range [...]struct {
			name string
			GSRParty
		}{{"actor", s.Codes.Actor}, {"recipient", s.Codes.Recipient}} {
			fmt.Fprintf(&b, "         %-10s country and sector right %v  (n %d)\n", x.name, x.Both, x.N)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Marked is what most annotators of a sentence marked as actor, recipient and
// trigger: folded words.
func (r *GSRSpans) Marked() (actor, recipient, trigger []string) {
	s := r.reference()
	return s[slotActor], s[slotRecipient], s[slotTrigger]
}
