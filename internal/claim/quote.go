package claim

import "github.com/isnad/isnad"

// pairQuotes finds the partner of each quotation mark. Pairs do not cross a
// paragraph: an unclosed mark would turn all that follows inside out.
func (a *attributer) pairQuotes() {
	a.quote, a.inside = make([]int32, len(a.tokens)), make([]int32, len(a.tokens))
	paragraph := -1
	var open []int
	for i := range a.tokens {
		a.quote[i], a.inside[i] = -1, -1
		if p := a.sentences[a.tokens[i].Sentence].Paragraph; p != paragraph {
			paragraph, open = p, open[:0]
		}
		top := len(open) - 1
		switch key := a.tokens[i].Key; {
		case key == "«":
			open = append(open, i)
			continue
		case key == "»" && top >= 0 && a.tokens[open[top]].Key == "«", key == "\"" && top >= 0 && a.tokens[open[top]].Key == "\"":
			a.quote[i], a.quote[open[top]] = int32(open[top]), int32(i)
			open = open[:top]
		case key == "\"":
			open = append(open, i)
		}
	}
	a.nest()
}

// nest marks each token with the innermost quotation around it.
func (a *attributer) nest() {
	var open []int32
	for i := range a.tokens {
		if q := a.quote[i]; q >= 0 && int(q) < i && len(open) > 0 {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			a.inside[i] = open[len(open)-1]
		}
		if int(a.quote[i]) > i {
			open = append(open, int32(i))
		}
	}
}

// opens tells whether token i opens a quotation that is closed.
func (a *attributer) opens(i int) bool { return int(a.quote[i]) > i }

// speech tells whether the quotation that opens at i says something, and is not
// the name of an outlet or a party: it is long or has a verb.
func (a *attributer) speech(i int) bool {
	shut := int(a.quote[i])
	n := shut - i - 1
	for j := i + 1; j < shut; j++ {
		if a.tokens[j].Is(isnad.Verb) && n > 2 {
			return true
		}
	}
	return n > 5
}

// quoteBefore is the range of the quotation that ends right before token i, with
// or without a comma between.
func (a *attributer) quoteBefore(i int) (isnad.Range, bool) {
	j := i - 1
	if j >= 0 && (a.tokens[j].Key == "،" || a.tokens[j].Key == "," || a.tokens[j].Key == ".") {
		j--
	}
	if j < 0 || a.quote[j] < 0 || a.opens(j) || i-j > 2 || !a.speech(int(a.quote[j])) {
		return isnad.Range{}, false
	}
	return isnad.Range{Start: int(a.quote[j]) + 1, End: j}, true
}

// bracket is the token behind the bracket that opens at i, i when none closes.
func (a *attributer) bracket(i, end int) int {
	for j := i + 1; j < end && j < i+25; j++ {
		if a.tokens[j].Key == ")" {
			return j + 1
		}
	}
	return i
}
