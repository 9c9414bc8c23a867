package event

import (
	"slices"

	"github.com/isnad/isnad"
)

// objects finds what stands behind the subject: one or two objects, or the second alone
// when the first is a pronoun (manaḥat-hu Faransā qarḍan).
func (y *layout) objects(subject int) {
	k := y.bare(subject + 1)
	for k >= 0 && y.names(subject, k) {
		k = y.bare(k + 1)
	}
	switch {
	case k < 0:
	case y.r.Pron != "":
		y.parties[k].slot = slotSecond
	default:
		y.parties[k].slot = SlotObject
		y.coordinate(k)
		if n := y.bare(k + 1); n >= 0 && y.phrase(&y.parties[n]).Tokens.Start == y.phrase(&y.parties[k]).Tokens.End {
			y.parties[n].slot = slotSecond
		}
	}
}

// names tells whether party k is the name of another one, which has its complement between: qāla
// l-mutaḥaddithu bi-smi r-riʾāsati Fulān.
func (y *layout) names(of, k int) bool {
	n := y.phrase(&y.parties[k]).Name
	return n >= 0 && slices.ContainsFunc(y.parties, func(q party) bool { return int(q.base) == of && y.phrase(&q).Name == n })
}

// Slots of objects: the second of two, and the noun that a pronoun on the verb stands for.
const (
	slotSecond Slot = "obj2"
	slotTopic  Slot = "pobj"
)

// topic finds what a pronoun on the verb stands for at the head of its clause, or before its
// relative: al-ṣiḥāfiyyu lladhī ʿtaqalat-hu sh-shurṭa.
func (y *layout) topic() {
	for k := len(y.parties) - 1; k >= 0; k-- {
		q := &y.parties[k]
		if !q.before || !q.whole() || y.temporal(q) || y.apart(q) {
			continue
		}
		if q.verbs > 0 || q.slot != "" || y.phrase(q).PrepWord != "" && q.subs == 0 {
			return
		}
		if y.refers(q, y.r.Pron) == nameAgrees {
			q.slot = slotTopic
			return
		}
	}
}

// masdarObject: iṭlāqu Kūriyā sh-shamāliyya ṣārūkhan. What stands bare right behind the
// genitive of a masdar is its object, and the genitive its subject.
func (y *layout) masdarObject(genitive int) {
	if y.r.POS != isnad.Noun || !y.r.Features.Has(isnad.Masdar) {
		return
	}
	end := y.phrase(&y.parties[genitive]).Tokens.End
	for k := genitive + 1; k < len(y.parties); k++ {
		q := &y.parties[k]
		p := y.phrase(q)
		if p.Tokens.Start > end {
			return
		}
		if p.Tokens.Start == end && q.whole() && q.slot == "" && p.PrepWord == "" && !y.temporal(q) && !y.adverbial(q) {
			q.slot = SlotObject
			y.coordinate(k)
			return
		}
	}
}

// visited: khilāla ziyārati-hi l-Qāhira. Behind a masdar with its subject as a pronoun
// stands what that one acts on.
func (y *layout) visited(q *party) bool {
	i := y.phrase(q).Tokens.Start - 1
	if i <= y.at {
		return false
	}
	r := y.l.Tokens[i].R()
	return r.Features.Has(isnad.Masdar) && r.Pron != "" && r.POS == isnad.Noun
}
