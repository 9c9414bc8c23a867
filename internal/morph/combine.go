package morph

import "github.com/isnad/isnad"

const (
	prepositions = isnad.ProBi | isnad.ProKa | isnad.ProLi
	verbal       = isnad.ProSa | isnad.ProLiV
)

// combine tells whether clitics may stand at a form, and what that costs. The
// rules are those of any grammar: al- only with nouns that carry no pronoun and
// no tanwin, sa- only with the present, a preposition never with a verb.
func combine(pos isnad.POS, f isnad.Features, pro isnad.Proclitics, pron string) (cost int, ok bool) {
	switch pos {
	case isnad.Verb:
		return verb(f, pro, pron)
	case isnad.Noun, isnad.Adj, isnad.Num:
		return nominal(pos, f, pro, pron)
	case isnad.Proper:
		if pro.Has(isnad.ProAl | verbal) {
			return 0, false
		}
		return clitics(pro), true
	case isnad.Neg:
		if pro.Has(isnad.ProAl | verbal) {
			return 0, false
		}
		return clitics(pro), true
	case isnad.Prep:
		if pro.Has(isnad.ProAl|verbal) || pro.Has(isnad.ProKa|isnad.ProLi) {
			return 0, false
		}
		return clitics(pro), true
	case isnad.Sub:
		if pro.Has(isnad.ProAl | verbal | isnad.ProKa) { // kaʾanna is a word of its own
			return 0, false
		}
		return clitics(pro), true
	case isnad.Pron, isnad.Conj, isnad.Part, isnad.Adv:
		if pro.Has(isnad.ProAl|verbal) || pos != isnad.Adv && pro.Has(prepositions) {
			return 0, false
		}
		return clitics(pro), true
	}
	if pro.Has(isnad.ProAl | verbal) {
		return 0, false
	}
	return clitics(pro), true
}

func clitics(pro isnad.Proclitics) (n int) {
	if pro.Has(isnad.ProKa) {
		n = 2 // ka- is rare
	}
	for ; pro != 0; pro &= pro - 1 {
		n++
	}
	return 2 * n
}

func verb(f isnad.Features, pro isnad.Proclitics, pron string) (int, bool) {
	if pro.Has(isnad.ProAl | prepositions) {
		return 0, false
	}
	cost := clitics(pro)
	switch {
	case f.Has(isnad.Imper):
		cost += 14
	case pro.Has(isnad.ProSa) && (!f.Has(isnad.Present) || f.Has(isnad.Jussive)):
		return 0, false
	case pro.Has(isnad.ProLiV) && !f.Has(isnad.Present):
		return 0, false
	}
	if pro.Has(isnad.ProSa) {
		cost -= 6 // nothing else looks like it
	}
	switch {
	case f.Any(isnad.P3):
	case f.Any(isnad.P1):
		cost += 4
	default:
		cost += 9
	}
	if f.Has(isnad.P3|isnad.Fem|isnad.Plur) && !f.Any(isnad.Masc|isnad.Sing) { // "they" of women alone: ʿudna, not Aden
		cost += 5
	}
	if pro.Has(isnad.ProFa) && f.Has(isnad.Present) { // fa-yaṣilu, not Fayṣal
		cost += 3
	}
	if f.Any(isnad.Dual) && !f.Any(isnad.Sing|isnad.Plur) { // a dual follows its subject; the same letters are a noun in -an
		cost += 5
	}
	if f.Has(isnad.Passive) {
		cost += 3
		if pron != "" {
			cost += 8
		}
	}
	if pron == "ي" || pron != "" && f.Any(isnad.Dual) {
		return 0, false // the verb's own suffix is -nī
	}
	switch pron {
	case "":
	case "نا", "ني", "ك", "كم": // -nā is mostly the subject "we"
		cost += 4
	default:
		cost++
	}
	if pro.Has(isnad.ProLiV) { // a masdar behind li- is commoner
		cost += 2
	}
	if f.Has(isnad.Jussive) && !pro.Has(isnad.ProLiV) {
		cost += 4 // its governor takes this back, see pair
	}
	return cost, true
}

func nominal(pos isnad.POS, f isnad.Features, pro isnad.Proclitics, pron string) (int, bool) {
	if pro.Has(verbal) || pron == "ني" {
		return 0, false
	}
	cost := clitics(pro)
	if pro.Has(isnad.ProAl) {
		if pron != "" || f.Any(isnad.AccInd|isnad.Construct) {
			return 0, false
		}
		cost -= 3
	}
	if pro.Has(prepositions) && f.Any(isnad.AccInd|isnad.NomCase) {
		return 0, false
	}
	if pron != "" && f.Any(isnad.AccInd) {
		return 0, false
	}
	switch pron {
	case "":
	case "ي": // the first person is rare in news, and most nouns have an adjective in -ī
		cost += 10
	case "ك", "كم":
		cost += 8
	default:
		cost++
	}
	switch {
	case pos != isnad.Adj || pron == "":
	case f.Has(isnad.Elative): // akbaru-hā, the biggest of them
		cost += 2
	default:
		cost += 8
	}
	if f.Has(isnad.Construct) {
		cost += 2
	}
	if f.Any(isnad.Plur) && !f.Any(isnad.Sing) && pro == 0 && pron == "" {
		cost++
	}
	if f.Any(isnad.Dual) && !f.Any(isnad.Sing|isnad.Plur) {
		cost += 3
	}
	return cost, true
}
