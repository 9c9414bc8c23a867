package isnad

// A Claim is an act of saying: who said it, with which words, over which words.
type Claim struct {
	Speaker int    // index of Document.Mentions, -1 unnamed
	Words   Span   // the speaker in full, title, name and office, where Speaker is but the first of them; empty when unnamed
	Verb    Range  // tokens of the reporting verb or phrase
	Stance  string // class of the reporting verb: said, denied, warned, ...
	Scope   Range  // tokens of what is said
	Chain   []int  // mentions from the innermost speaker outwards
	Row     string // row of the reporting lexicon
	Direct  bool   // direct speech
}
