package isnad

// An Event is one coded happening.
type Event struct {
	Type       string
	Mode       []string
	Context    []string
	Aux        []string // negation, future, hypothetical, historical
	Foreground bool
	Actor      []int // indexes of Document.Mentions
	Recipient  []int
	Trigger    Span
	TriggerAt  int    // token index of the trigger
	Mentions   []Span // all words that tell of it, trigger included, in order
	Claim      int    // index of Document.Claims, -1 the outlet's own word
	Date       EventDate
	Place      *EventPlace
	Size       []Size
	Sentence   int
	Confidence float64
	Front      float64 // probability that people would call it the sentence's news
	Rule       string
	Happening  string
	Why        []string // features that decided, for explain
}

// EventDate is when it happened.
type EventDate struct {
	Value, Granularity, Basis string
	At                        int // index of Document.Dates, -1 when not from the text
}

// EventPlace is where it happened.
type EventPlace struct {
	Span
	Name, Country, Admin1 string
	Lat, Lon              float64
	Located               bool   // Lat and Lon are known
	Resolution            string // city, region, country, ...
	ID                    string
}

// Size is a count told of an event.
type Size struct {
	Span
	Kind     string // dead, injured, arrested, crowd
	Min, Max int
}
