package explain

import "github.com/isnad/isnad/internal/export"

// A Report is all that explains one document. Offsets count code points; Token,
// Mention and Sentence numbers count from 0 and name items of the layers.
type Report struct {
	Document  string     `json:"document"`
	Date      string     `json:"date"`
	Text      string     `json:"text"`
	Sentences []Sentence `json:"sentences"`
	Tokens    []Token    `json:"tokens"`
	Names     []Name     `json:"names"`
	Mentions  []Mention  `json:"mentions"`
	Claims    []Claim    `json:"claims"`
	Events    []Event    `json:"events"`
	Rejected  []Rejected `json:"rejected"`
}

// A Sentence with its tokens, half-open.
type Sentence struct {
	export.Span
	First   int  `json:"first_token"`
	Last    int  `json:"last_token"`
	Dropped bool `json:"dropped"`
	Title   bool `json:"title"`
}

// A Token as it was read.
type Token struct {
	export.Span
	Index    int    `json:"index"`
	Sentence int    `json:"sentence"`
	Read     Read   `json:"read"`
	Readings []Read `json:"readings,omitempty"`
}

// A Read is one reading of a token. Cost is its own; Before and After are what it
// costs beside its chosen neighbours; of all readings the least Total is chosen.
type Read struct {
	POS        string   `json:"pos"`
	Proclitics []string `json:"proclitics"`
	Pronoun    string   `json:"pronoun"`
	Lemma      string   `json:"lemma"`
	Class      string   `json:"class"`
	Country    string   `json:"country"`
	Features   []string `json:"features"`
	Row        Row      `json:"row"`
	Cost       int      `json:"cost"`
	Before     int      `json:"before"`
	After      int      `json:"after"`
	Total      int      `json:"total"`
	Chosen     bool     `json:"chosen"`
}

// A Name is a run of words that the gazetteer knows, or that has the shape of one.
type Name struct {
	export.Span
	Kind string   `json:"kind"`
	Rows []Row    `json:"rows"`
	Also []string `json:"also"`
}

// A Mention is a phrase with what it was resolved to.
type Mention struct {
	Index int `json:"index"`
	export.Mention
	Row         *Row   `json:"row"`
	Antecedent  *Ref   `json:"antecedent"`
	Preposition string `json:"preposition"`
	Sentence    int    `json:"sentence"`
}

// A Ref names a mention by number and words.
type Ref struct {
	Mention int    `json:"mention"`
	Text    string `json:"text"`
}

// A Claim is an act of saying and what is said.
type Claim struct {
	Index   int         `json:"index"`
	Verb    export.Span `json:"verb"`
	Stance  string      `json:"stance"`
	Row     Row         `json:"row"`
	Direct  bool        `json:"direct"`
	Speaker *Ref        `json:"speaker"`
	Chain   []Ref       `json:"chain"`
	Scope   export.Span `json:"scope"`
}

// An Event is a record with the reasons for it.
type Event struct {
	Record  export.Event `json:"record"`
	Token   int          `json:"trigger_token"`
	Form    string       `json:"form"`
	Roles   []Role       `json:"roles"`
	Pattern Pattern      `json:"pattern"`
	Score   float64      `json:"score"`
	Alone   float64      `json:"score_alone"` // before the other candidates were looked at
	Cut     float64      `json:"cut"`
	Front   float64      `json:"foreground_score"`
	Decided []Feature    `json:"decided"`
	Beside  []Feature    `json:"decided_beside_others"`
	Rows    []Used       `json:"rows"`
}

// A Role tells why a mention is actor or recipient. Slot is its place by grammar,
// "" when it has none; Frame is what the pattern makes of that place.
type Role struct {
	Role    string    `json:"role"`
	Mention Ref       `json:"mention"`
	Slot    string    `json:"slot"`
	Frame   string    `json:"frame"`
	Score   float64   `json:"score"`
	Decided []Feature `json:"decided"`
	Beside  []Feature `json:"decided_beside_others"`
}

// A Used row tells what it was used for.
type Used struct {
	For string `json:"for"`
	Row
}

// A Pattern is a row of data/patterns, held against a trigger.
type Pattern struct {
	ID         string      `json:"id"`
	File       string      `json:"file"`
	Note       string      `json:"note"`
	Trigger    string      `json:"trigger"`
	Frame      string      `json:"frame"`
	Gloss      string      `json:"gloss"`
	Example    string      `json:"example"`
	Conditions []Condition `json:"conditions"`
	Others     []Other     `json:"others"`
}

// A Condition of a pattern, and whether it holds here.
type Condition struct {
	Text  string `json:"text"`
	Holds bool   `json:"holds"`
}

// Other is another row of the same word and type, with the conditions that fail.
type Other struct {
	ID     string   `json:"id"`
	Failed []string `json:"failed"`
}

// Rejected is a trigger that was proposed as an event and is none.
type Rejected struct {
	Trigger export.Span `json:"trigger"`
	Token   int         `json:"trigger_token"`
	Type    string      `json:"type"`
	Form    string      `json:"form"`
	Reason  string      `json:"reason"`
	Score   float64     `json:"score"`
	Cut     float64     `json:"cut"`
	Against []Feature   `json:"against"`
	Pattern Pattern     `json:"pattern"`
}

// Keep leaves only what stands in sentence n; the text stays whole. It tells
// whether there is such a sentence.
func (r *Report) Keep(n int) bool {
	if n < 0 || n >= len(r.Sentences) {
		return false
	}
	in := func(s export.Span) bool { return r.Sentences[n].Start <= s.Start && s.Start < r.Sentences[n].End }
	r.Tokens = keep(r.Tokens, func(x *Token) bool { return x.Sentence == n })
	r.Names = keep(r.Names, func(x *Name) bool { return in(x.Span) })
	r.Mentions = keep(r.Mentions, func(x *Mention) bool { return in(x.Span) })
	r.Claims = keep(r.Claims, func(x *Claim) bool { return in(x.Verb) })
	r.Events = keep(r.Events, func(x *Event) bool { return in(x.Record.Trigger) })
	r.Rejected = keep(r.Rejected, func(x *Rejected) bool { return in(x.Trigger) })
	return true
}

func keep[T any](xs []T, wanted func(*T) bool) []T {
	out := []T{}
	for i := range xs {
		if wanted(&xs[i]) {
			out = append(out, xs[i])
		}
	}
	return out
}
