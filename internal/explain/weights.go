package explain

import (
	"math"
	"sort"
	"strings"

	"github.com/isnad/isnad/internal/learn"
)

// A Feature is what moved a score, in log-odds; About says in words what its first
// part means.
type Feature struct {
	Weight float64 `json:"weight"`
	Name   string  `json:"name"`
	About  string  `json:"about"`
}

// about tells what the families of features are; see internal/event/features.go.
var about = map[string]string{
	"rule": "the pattern row, and whether its conditions hold", "tpassed": "type, and whether the conditions hold", "type": "the type", "form": "type and form of the trigger",
	"lemma": "the trigger's lemma", "lform": "lemma and form of the trigger", "verb": "the verb behind the trigger", "instead": "what the word is otherwise read as",
	"cost": "how much dearer this reading is", "name": "the word may be a name", "indate": "the word stands in a date", "chosen": "whether the trigger's reading is the chosen one",
	"tense": "tense of the trigger", "plural": "a plural trigger", "pro": "a proclitic of the trigger", "prev1": "the word before", "prev2": "the word before the last",
	"next1": "the word after", "next2": "the second word after", "prevlemma": "the word before", "ppos": "parts of speech before", "npos": "parts of speech after",
	"bigram": "the word before, with the trigger", "bigram2": "the trigger, with the word after", "near": "a word near", "nearclass": "a class of word near",
	"gov": "the verb over the trigger", "govslot": "the verb over it, and the place there", "gslot": "the trigger's place under its verb", "lightkind": "a light verb over it",
	"slot": "who fills a place beside it", "slothead": "the word that fills a place", "slotlemma": "trigger, and the word that fills a place", "pa": "how sure an actor is",
	"pr": "how sure a recipient is", "tpa": "type, and how sure an actor is", "tpr": "type, and how sure a recipient is", "fifth": "where in the sentence", "pos": "its part of speech",
	"rivals": "how many candidates of the type", "index": "which of them this is", "claimed": "told by a claim", "title": "in the title", "sentence": "which sentence of the text",
	"stance": "stance of the quotation", "said": "a word of what is said", "saidclass": "a class of word of what is said", "sfe": "place, form of the trigger, what the frame says",
	"tsf": "type, place, form", "rs": "pattern row and place", "ec": "what the frame says, and who", "sc": "place and who", "tc": "type and who", "c": "who",
	"class": "class of the head word", "tclass": "type and class of the head", "eclass": "what the frame says, class of the head", "head": "the head word", "thead": "type and head word",
	"ehead": "what the frame says, and the head word", "rank": "order among the phrases on its side", "dist": "distance in words", "commas": "commas between", "verbs": "verbs between",
	"subs": "subordinators between", "path": "what lies between", "prep": "its preposition", "tprep": "type and preposition", "ownv": "its own verb", "agree": "agreement with the verb",
	"case": "its case ending", "via": "how its country is known, and what the frame says", "before": "what follows the phrase", "beforehead": "what follows the phrase, and its head word",
	"inner": "a term of a longer phrase", "innerhead": "the head of the longer phrase", "date": "a date", "first": "the first word of the sentence", "rprep": "pattern row and preposition",
	"govl": "the verb over the trigger, and its place", "tail": "the clause behind the trigger", "taill": "the verb of the clause behind", "triggerpron": "a pronoun on the trigger",
	"light": "a light verb", "governed": "places under the verb over the trigger", "ext": "the preposition of its complement", "exthead": "the complement's preposition, and the head word",
	"extwho": "the complement's preposition, and who", "extpos": "the complement's preposition", "extlast": "the last word of its complement",
	"extadj": "the adjective before its complement",
}

// aboutAgain tells what the families of the second round are; see internal/event/again.go.
var aboutAgain = map[string]string{
	"xt": "how likely alone, and the type", "xf": "how likely alone, and the trigger's form", "xs": "how likely alone, and the place", "xz": "how likely alone in either role",
	"rankt": "its rank, and the type", "best": "the best party beside it", "next": "the next party behind it", "twin": "the party coordinated with it",
	"kin": "another reading of its words", "opposite": "the best party of the other role", "needs": "a doer is looked for", "else": "what it does in another event",
	"elserel": "what it does in another event, and where that stands", "elseslot": "what it does in another event, and its place here",
	"elsetype": "what it does in another event, and both types", "nowhere": "it is in no other event", "s": "how likely alone", "stf": "how likely alone, type and form",
	"a": "how sure an actor is", "r": "how sure a recipient is", "topic": "what the sentence is about", "ttopic": "type, and what the sentence is about",
	"nobody": "a role that nobody has", "bywho": "type, role, and who", "here": "another type of the same word", "rival": "another word of this type",
	"rivalforms": "another word of this type, and both forms", "rivaltype": "another word of this type", "rivalpair": "both words",
	"other": "an event of another type, and where it stands", "otherlemma": "both words", "others": "how many other events", "text": "the type elsewhere in the text",
	"textword": "the word elsewhere in the text", "texttitle": "the type in the title", "texttype": "the type, and how much of the text tells events",
	"textsentence": "which sentence of the text", "texttopic": "what the text is about",
}

// heaviest are the n features that moved a score most, equal ones added up; sign
// keeps those for (1) or against (-1) alone, 0 both.
func heaviest(m *learn.Model, again bool, f *learn.Features, n, sign int) (out []Feature) {
	if m == nil {
		return nil
	}
	words := about
	if again {
		words = aboutAgain
	}
	at := map[string]int{}
	for _, c := range m.Explain(f, len(f.Names)) {
		if k, ok := at[c.Name]; ok {
			out[k].Weight += c.Weight
			continue
		}
		at[c.Name] = len(out)
		family, _, _ := strings.Cut(c.Name, ":")
		out = append(out, Feature{c.Weight, c.Name, words[family]})
	}
	kept := out[:0]
	for _, x := range out {
		if x.Weight = math.Round(x.Weight*1000) / 1000; x.Weight*float64(sign) >= 0 {
			kept = append(kept, x)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return math.Abs(kept[i].Weight) > math.Abs(kept[j].Weight) })
	return kept[:min(n, len(kept))]
}
