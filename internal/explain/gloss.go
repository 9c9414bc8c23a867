package explain

import "strings"

// Gloss is the text in English, word by word: a run that the gazetteer knows as its row
// says it, any other word as the row of its reading does, an ellipsis for a word of none.
func (r *Report) Gloss() string {
	var out []string
	end := 0 // of the name that was told last
	for _, t := range r.Tokens {
		if t.Start < end || t.Read.POS == "PUNCT" {
			continue
		}
		gloss := t.Read.Row.Gloss
		for _, n := range r.Names {
			if n.Start <= t.Start && t.End <= n.End && len(n.Rows) > 0 && n.Rows[0].Gloss != "" {
				gloss, end = n.Rows[0].Gloss, n.End
				break
			}
		}
		if gloss == "" {
			gloss = "…"
		}
		out = append(out, gloss)
	}
	return strings.Join(out, " · ")
}
