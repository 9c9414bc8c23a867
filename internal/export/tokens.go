package export

import "github.com/isnad/isnad"

// Tokens are the tokens of one document, sentence by sentence.
type Tokens struct {
	Document  string           `json:"document"`
	Sentences []TokensSentence `json:"sentences"`
}

// A TokensSentence is a sentence with its tokens.
type TokensSentence struct {
	Span
	Dropped bool    `json:"dropped"`
	Title   bool    `json:"title"`
	Tokens  []Token `json:"tokens"`
}

// A Token is a written unit with the words in it: proclitics, stem, pronoun.
type Token struct {
	Span
	POS   string      `json:"pos"`
	Lemma string      `json:"lemma"`
	Row   string      `json:"row"`
	Words []TokenWord `json:"words"`
}

// A TokenWord is one syntactic word of a token.
type TokenWord struct {
	Form  string   `json:"form"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	Lemma string   `json:"lemma"`
	UPOS  string   `json:"upos"`
	Feats []string `json:"feats"`
}

// TokensOf lists the tokens of a document; see Words for lemma.
func TokensOf(d *isnad.Document, lemma func(*isnad.Reading) string) Tokens {
	p := newPoints(d.Text)
	out := Tokens{Document: d.ID, Sentences: []TokensSentence{}}
	for _, s := range d.Sentences {
		sent := TokensSentence{Span: p.span(s.Span), Dropped: s.Dropped, Title: s.Title, Tokens: []Token{}}
		for i := s.Tokens.Start; i < s.Tokens.End; i++ {
			t := &d.Tokens[i]
			tok := Token{Span: p.span(t.Span), POS: t.R().POS.String(), Lemma: lemma(t.R()), Row: t.R().Row, Words: []TokenWord{}}
			for _, w := range Words(d, i, lemma) {
				e := p.extent(w.Span)
				tok.Words = append(tok.Words, TokenWord{w.Form, e.Start, e.End, w.Lemma, w.UPOS, list(w.Feats)})
			}
			sent.Tokens = append(sent.Tokens, tok)
		}
		out.Sentences = append(out.Sentences, sent)
	}
	return out
}
