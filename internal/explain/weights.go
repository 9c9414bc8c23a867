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
	"tense": "tense of the trigger", "plural": "a plural trigger", "prev1": "the word before", "prev2": "the word before the last",
	"next1": "the word after", "next2": "the second word after", "prevlemma": "the word before", "ppos": "parts of speech before", "npos": "parts of speech after",
	"bigram": "the word before, with the trigger", "bigram2": "the trigger, with the word after", "near": "a word near", "nearclass": "a class of word near",
	"gov": "the verb over the trigger", "govslot": "the verb over it, and the place there", "gslot": "the trigger's place under its verb", "lightkind": "a light verb over it",
	"slot": "who fills a place beside it", "slothead": "the word that fills a place", "slotlemma": "trigger, and the word that fills a place", "pa": "how sure an actor is",
	"tpa": "type, and how sure an actor is", "tpr": "type, and how sure a recipient is", "fifth": "where in the sentence", "pos": "its part of speech",
	"rivals": "how many candidates of the type", "index": "which of them this is", "claimed": "told by a claim", "title": "in the title", "heading": "the present of a headline", "sentence": "which sentence of the text",
	"stance": "stance of the quotation", "said": "a word of what is said", "sfe": "place, form of the trigger, what the frame says",
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
	"tsense": "type and sense of the trigger", "prevsense": "the sense of the word before", "nextsense": "the sense of the word after",
	"nearsense": "the sense of a word near", "govsense": "the sense of the verb over it, and the place there",
	"saidsense": "the sense of a word of what is said", "mark": "what stands right before the verb", "slottype": "type, trigger, and a place that is filled", "slotset": "a class of word fills a place",
	"slotsetlemma": "trigger, and a class of word that fills a place", "slotsense": "the sense of the word that fills a place",
	"slotsenselemma": "trigger, and the sense of what fills a place", "top": "nothing stands over it", "up": "a word over it", "uplemma": "trigger and the word over it", "upword": "the word right over it, and how it takes it",
	"upsense": "the sense of a word over it", "upsenseby": "the sense of a word over it, and how it takes it", "colour": "how what stands over it colours it",
	"uptells": "what the word over it tells of itself", "uptold": "what a word over it tells of itself", "upmark": "what stands before the verb over it", "behind": "an adjective behind it that says it is to come or was",
	"esense": "what the frame says, sense of the head word", "thsense": "type, sense of the head word", "prevs": "the sense of the word before it", "nexts": "the sense of the word after it", "prevw": "the word before it",
	"nextw": "the word after it", "innersense": "the sense of the longer phrase, and who", "extact": "its complement is an act", "extto": "the sense of its complement", "extsenses": "the senses of head and complement",
	"extwants": "which role the frame has for its complement", "beforewants": "which role the frame has behind it", "need": "whether a doer is looked for, its place", "needown": "whether a doer is looked for, its place elsewhere",
	"needagree": "whether a doer is looked for, agreement with the verb", "gensame": "the phrase it is a term of tells of the type", "genverb": "the act it is a term of",
	"visited": "what a visit or other act of the subject is done to", "apart": "set between signs, where the trigger is not", "tsw": "type, place, who", "vsw": "the verb, place, who", "fsc": "form, place, class of the head", "lfs": "trigger, form, place", "rhead": "pattern row and head word",
	"sensesw": "sense of the trigger, place, who", "sensefs": "sense and form of the trigger, place", "senses": "the senses of trigger and head word, place", "prevf": "the word before it, form of the trigger",
	"prevl": "the word before it, and the trigger", "nextf": "the word after it, form of the trigger", "edge": "the word beside the trigger",
	"ownsense": "the sense of its own verb, and its place there", "ownsame": "its own verb tells of the type", "ownpassive": "its own verb is passive",
	"speaks": "it says what the trigger tells", "speakst": "type, who says it", "counted": "a number before it", "countedt": "type, who is counted",
	"wsf": "the place of the phrase it stands in", "wst": "the place of the phrase it stands in, type, who", "wsv": "the place of the phrase it stands in, the verb", "wsc": "class of the phrase it stands in",
	"wsh": "head of the phrase it stands in", "wss": "sense of the phrase it stands in", "wown": "the place of its phrase elsewhere", "wownv": "the verb that its phrase belongs to", "gown": "the trigger stands right before it",
	"gl": "the word before its preposition", "gv": "the verb behind the word before it", "gs": "the sense of the word before its preposition", "gp": "part of speech before it", "gsame": "the word before it tells of the type",
	"gc": "a class of the word before it", "rel": "its place in the clause about another party", "relt": "its place in the clause about another party", "pron": "a pronoun on the trigger may mean it",
	"pront": "a pronoun on the trigger may mean it, type, who", "pronnear": "how near a pronoun on the trigger is", "pronown": "its place elsewhere, a pronoun on the trigger", "ppron": "a pronoun behind a preposition may mean it",
	"ppront": "a pronoun behind a preposition may mean it, type", "ppronnear": "how near such a pronoun is",
}

// aboutAgain tells what the families of the second round are; see internal/event/again.go.
var aboutAgain = map[string]string{
	"xt": "how likely alone, and the type", "xf": "how likely alone, and the trigger's form", "xs": "how likely alone, and the place", "xz": "how likely alone in either role",
	"rankt": "its rank, and the type", "best": "the best party beside it", "next": "the next party behind it", "twin": "the party coordinated with it",
	"kin": "another reading of its words", "opposite": "the best party of the other role", "needs": "a doer is looked for", "else": "what it does in another event",
	"elserel": "what it does in another event, and where that stands", "elseslot": "what it does in another event, and its place here",
	"elsetype": "what it does in another event, and both types", "nowhere": "it is in no other event", "s": "how likely alone", "stf": "how likely alone, type and form",
	"a": "how sure an actor is", "r": "how sure a recipient is", "topic": "what the sentence is about", "ttopic": "type, and what the sentence is about",
	"nobody": "a role that nobody has", "bywho": "type, role, and who", "bysense": "type, role, and the sense of who", "here": "another type of the same word", "rival": "another word of this type",
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
