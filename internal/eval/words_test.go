package eval

import (
	"math"
	"slices"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{
			name: "vowel signs, tatweel and hamza seats fold away, punctuation at the edge goes",
			in:   "«أَكّـــد» الرئيس،",      // akkada r-raʾīs, "the president stressed"
			want: []string{"اكد", "الرييس"}, // as folded
		},
		{
			name: "punctuation inside a word stays, and a lone mark is no word",
			in:   "روسيا-إيران - 12.5", // Rūsiyā-Īrān, "Russia-Iran"
			want: []string{"روسيا-ايران", "12.5"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if have := Tokens(tt.in); !slices.Equal(have, tt.want) {
				t.Errorf("have %q, want %q", have, tt.want)
			}
		})
	}
}

func TestTouchedWordsCountWhole(t *testing.T) {
	x := newText("wa-qāla ar-raʾīs  amsi")
	for _, tt := range []struct {
		name  string
		spans []Span
		want  int
	}{
		{"one code point touches a word", []Span{{6, 7}}, 1},
		{"a blank touches none", []Span{{7, 8}}, 0},
		{"two spans in one word count it once", []Span{{0, 1}, {3, 5}}, 1},
		{"a span across a blank touches both", []Span{{6, 9}}, 2},
		{"a span before the text touches none", []Span{{-1, -1}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if have := x.tokens(tt.spans); len(have) != tt.want {
				t.Errorf("have %q, want %d words", have, tt.want)
			}
		})
	}
}

func TestTokenF1(t *testing.T) {
	for _, tt := range []struct {
		name string
		a, b []string
		want float64
	}{
		{"both empty agree", nil, nil, 1},
		{"one empty is nothing", []string{"a"}, nil, 0},
		{"a repeated word counts as often as both have it", []string{"a", "a", "b"}, []string{"a"}, .5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if have := TokenF1(tt.a, tt.b); math.Abs(have-tt.want) > 1e-12 {
				t.Errorf("have %v, want %v", have, tt.want)
			}
		})
	}
}

func TestBytesFindsTheWordsOfASpan(t *testing.T) {
	var u Unit
	u.Article.Text = "قال لافروف"
	if have := u.Bytes(Span{4, 10}).Of(u.Article.Text); have != "لافروف" { // Lāfrūf, "Lavrov"
		t.Errorf("have %q", have)
	}
}
