package phrase

import "github.com/isnad/isnad"

// complements are the prepositions that tie a further phrase to a party: hundreds of
// Darfuris, fighters from the Taliban, a police patrol, residents of Nablus.
var complements = map[string]bool{"من": true, "في": true, "عن": true, "ل": true, "ب": true}

// sent are those that tie to a title besides where its bearer is sent: safīru s-Sūdāni ladā Miṣr.
var sent = map[string]bool{"الي": true, "لدي": true}

// extended adds the phrase once more together with its prepositional complement,
// and with the name that follows a title so extended. A score has to choose.
func (c *chunker) extended(g growth, base, end int) {
	p := c.out[base]
	titled := g.title >= 0 && g.name < 0 && c.tokens[g.title].R().Features.Any(isnad.Sing)
	if k := c.nameBehindComma(g.end, end); k >= 0 && titled {
		c.named(p, base, k)
		return
	}
	if k := c.alsoTitled(g.end, end); k >= 0 && titled && g.end == g.head+1 {
		c.named(p, base, k)
	}
	if c.tokens[g.head].R().Class == "time" || g.end >= end {
		return
	}
	at := c.atLeast(g.end, end)
	of := c.tokens[at].Is(isnad.Prep) && c.tokens[at].R().Lemma == "من" && c.tokens[at].R().Pron == ""
	if h := c.tokens[g.head].R(); h.Features.Has(isnad.Masdar) && h.Class == "" && h.Lemma != "قيادة" {
		switch last := c.lastTerm(base, g.end); {
		case last >= 0: // tawqīfu ʿadadin mina l-ʿummāli: whom it is done to
			base, p = last, c.out[last]
		case !of || h.Definite(): // jamʿun mina ṭ-ṭullābi
			return
		}
	}
	last := c.complement(at, end, complements, of || at == g.end)
	if t := &c.tokens[at]; t.Key == "منهم" || t.Key == "منها" || t.Key == "منهن" || t.Key == "عنهم" { // thalāthatun minhum
		last = at + 1
	}
	if last >= 0 {
		q := p
		q.Extends, q.Coord, q.Tokens.End = base, len(c.out), last
		c.out = append(c.out, q)
	} else if titled {
		last = c.complement(at, end, sent, at == g.end)
	}
	for more := 0; titled && last >= 0 && more < 2; more++ {
		if k := c.nameBehind(last, end); k >= 0 {
			c.named(p, base, k)
			return
		}
		if last < end {
			last = max(c.complement(last, end, complements, true), c.complement(last, end, sent, true))
		}
	}
}

// named adds a phrase once more as far as the name of the person it means.
func (c *chunker) named(p isnad.Phrase, base, k int) {
	p.Extends, p.Coord, p.Tokens.End, p.Name = base, len(c.out), c.names[k].Tokens.End, k
	c.out = append(c.out, p)
}

// complement is where a phrase behind a preposition ends that begins at a token, -1 none; a
// preposition that is a word of its own counts where apart holds.
func (c *chunker) complement(at, end int, of map[string]bool, apart bool) int {
	if at >= end {
		return -1
	}
	if t := &c.tokens[at]; t.Is(isnad.Prep) && t.R().Pron == "" && t.R().Pro == 0 && of[t.R().Lemma] && apart {
		at++
	} else if pro := c.proclitics(at); !pro.Has(isnad.ProBi|isnad.ProLi) || pro.Has(isnad.ProWa|isnad.ProFa) || !of["ل"] {
		return -1
	} else if r := c.tokens[at].R(); pro.Has(isnad.ProBi) && r.Pron != "" && r.Stem != "اسم" {
		return -1 // bi-dawri-hi, bi-quwwāti-hā: how he did it
	}
	quote := at+2 < end && c.tokens[at].Key == "«" && c.nameAt[at+1] >= 0 // fī «l-Quwwāti l-Lubnāniyya»
	if quote {
		at++
	}
	if at >= end || !c.begins(at) || c.nameAt[at] < 0 && c.tokens[at].R().Class == "time" {
		return -1 // li-l-marrati l-ūlā: when, not who
	}
	x := c.grow(at, end)
	if quote && x.end < end && c.tokens[x.end].Key == "»" {
		x.end++
	}
	return x.end
}

// alsoTitled: al-muḥāmī wa-n-nāshiṭu l-ḥuqūqiyyu Sāmir: the name behind a second title of the same person.
func (c *chunker) alsoTitled(i, end int) int {
	if i >= end || c.nameAt[i] >= 0 {
		return -1
	}
	if r := c.tokens[i].R(); r.Pro != isnad.ProWa|isnad.ProAl || r.Class != "person" || !r.Features.Has(isnad.Sing) {
		return -1
	}
	x := c.grow(i, end)
	if x.name < 0 || x.end != c.names[x.name].Tokens.End || !c.person(x.name) {
		return -1
	}
	for j := i; j < c.names[x.name].Tokens.Start; j++ {
		if c.tokens[j].R().Country != "" {
			return -1 // al-wazīru wa-l-mustashāru l-almāniyyu Shūlts: of another state than the first
		}
	}
	return x.name
}

// nameBehind is the name of a person that begins at token i, or behind his rank there: al-ʿamīdu Sāmir.
func (c *chunker) nameBehind(i, end int) int {
	for j := i; j < min(end, i+3); j++ {
		if k := c.nameFrom(j, end); k >= 0 || c.nameAt[j] >= 0 {
			return k
		}
		if !style(&c.tokens[j]) {
			return -1
		}
	}
	return -1
}

func (c *chunker) person(k int) bool {
	return c.names[k].Kind == isnad.NamePerson || c.names[k].Kind == isnad.NameShape
}

// lastTerm is the phrase of the last term of an idafa that ends at a token, -1 none.
func (c *chunker) lastTerm(base, end int) int {
	best := -1
	for k := base + 1; k < len(c.out); k++ {
		p := &c.out[k]
		h := c.tokens[p.Head].R()
		if p.Tokens.End == end && p.Genitive == base && (best < 0 || p.Tokens.Start > c.out[best].Tokens.Start) && (h.POS == isnad.Noun || h.POS == isnad.Num) && h.Class != "time" && (!h.Features.Has(isnad.Masdar) || h.Class != "") {
			best = k
		}
	}
	return best
}

// atLeast steps over ʿalā l-aqall, which parts a number from its people: 17 ʿalā l-aqalli mina l-ḥurrās.
func (c *chunker) atLeast(i, end int) int {
	if i+2 < end && c.tokens[i].Key == "علي" && (c.tokens[i+1].Key == "الاقل" || c.tokens[i+1].Key == "الاكثر") && c.tokens[i+2].Key == "من" {
		return i + 2
	}
	return i
}

// nameBehindComma: ar-raʾīsu l-filasṭīniyyu, Maḥmūd ʿAbbās. The comma parts no party
// from its title (GUIDELINE, Spans).
func (c *chunker) nameBehindComma(i, end int) int {
	if i+1 >= end || c.tokens[i].Key != "،" && c.tokens[i].Key != "," {
		return -1
	}
	return c.nameFrom(i+1, end)
}

// nameFrom is the name of a person that begins at token i without a proclitic, -1 none.
func (c *chunker) nameFrom(i, end int) int {
	if i >= end || c.nameAt[i] < 0 {
		return -1
	}
	k := int(c.nameAt[i])
	if n := &c.names[k]; n.Tokens.Start != i || n.Cut != 0 || !c.person(k) {
		return -1
	}
	return k
}
