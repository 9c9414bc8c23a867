package query

import "strings"

// Kind is what the values of a field are.
type Kind int

// Kinds of values.
const (
	Code   Kind = iota // one of a closed list, or a string when the list is empty
	Name               // any string, compared folded
	ID                 // any string, compared as it is
	Day                // a day, month, year or range of them
	Amount             // a number or a range of them
	Who                // a party
	Words              // words of the text
)

// A Field is a thing to filter by.
type Field struct {
	Kind    Kind
	Values  []string // of a Code, when the list is closed
	None    bool     // may be none
	Meaning string   // one line for people
	Example string
}

var yesno = []string{"yes", "no"}

// Fields are all fields by name. Lists of codes follow the data and docs/ontology.md;
// a test holds them against both.
var Fields = map[string]Field{
	"type": {Kind: Code, Values: words("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"),
		Meaning: "PLOVER type", Example: "type:ACCUSE,REJECT"},
	"mode": {Kind: Code, None: true, Values: words(`visit third-party multilateral phone withdraw release disarm ceasefire access resign assist change yield meet
		disapprove investigate allege restrict arrest relations expel territory violence demo riot strike hunger boycott obstruct vandalize convict discontinue
		troops weapons police militia seize censor curfew martial-law deport withhold misinformation cyber abduct beat torture sexual targeted destroy primitive
		firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional`), Meaning: "PLOVER mode", Example: "mode:arrest"},
	"context": {Kind: Code, None: true, Values: words(`military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal
		reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping health asylum
		migration disasters natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking`),
		Meaning: "PLOVER context", Example: "context:election"},
	"quad":       {Kind: Code, Values: words("1 2 3 4"), Meaning: "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", Example: "quad:4"},
	"root":       {Kind: Code, Values: words("01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20"), Meaning: "CAMEO root", Example: "root:18,19"},
	"aux":        {Kind: Code, None: true, Values: words("negation future hypothetical historical"), Meaning: "how it is told; none: as having happened", Example: "aux:none"},
	"foreground": {Kind: Code, Values: yesno, Meaning: "whether the sentence reports it as its news", Example: "foreground:yes"},
	"actor":      {Kind: Who, None: true, Meaning: "who acts", Example: "actor:RUS"},
	"recipient":  {Kind: Who, None: true, Meaning: "at whom it is directed", Example: "recipient:USA-GOV"},
	"party":      {Kind: Who, None: true, Meaning: "who acts or at whom", Example: `party:"البرلمان العربي"`},
	"speaker":    {Kind: Who, None: true, Meaning: "whose word it is; none: the outlet's own", Example: "speaker:RUS-GOV"},
	"sector": {Kind: Code, Values: words("COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO NGO IMG MNC"),
		Meaning: "sector of a party", Example: "sector:MIL"},
	"stance": {Kind: Code, None: true, Values: words(`said confirmed announced accused denied warned promised demanded asked stressed added explained revealed claimed admitted
		reported expected criticised welcomed threatened cited`), Meaning: "how it is said", Example: "stance:denied"},
	"outlet":     {Kind: Name, None: true, Meaning: "who published it", Example: "outlet:wam,\"Al Mamlaka\""},
	"lang":       {Kind: ID, None: true, Meaning: "language of the document", Example: "lang:ar"},
	"date":       {Kind: Day, None: true, Meaning: "when it happened", Example: "date:2014-10..2014-12"},
	"published":  {Kind: Day, None: true, Meaning: "when the document came out", Example: "published:2014-10-22"},
	"place":      {Kind: Name, None: true, Meaning: "where: a country's code, a place or a province by name", Example: "place:أنقرة"},
	"confidence": {Kind: Amount, Meaning: "share of such events that are right", Example: "confidence:>=0.8"},
	"intensity":  {Kind: Amount, Meaning: "PLOVER score", Example: "intensity:..-7"},
	"dead":       {Kind: Amount, None: true, Meaning: "dead told of, the largest figure", Example: "dead:>=10"},
	"happening":  {Kind: ID, Meaning: "reports of one occurrence", Example: "happening:h-20141022-1"},
	"story":      {Kind: ID, None: true, Meaning: "documents of one story", Example: "story:s-20141022-1"},
	"document":   {Kind: ID, Meaning: "events of one document", Example: "document:wire-3"},
	"id":         {Kind: ID, Meaning: "one event", Example: "id:b000ade02e817a54"},
	"rule":       {Kind: ID, Meaning: "the pattern row that made it", Example: "rule:aid.Crsl.aid"},
	"text":       {Kind: Words, Meaning: "words of the document, in any form; the same as words alone", Example: `"مذكرة تفاهم"`},
	"exact":      {Kind: Words, Meaning: "words of the document, as they are typed", Example: `exact:"مذكرة تفاهم"`},
	"group":      {Kind: Code, Values: words("happening report"), Meaning: "what a row is", Example: "group:report"},
	"sort":       {Kind: Code, Values: words("newest oldest"), Meaning: "order by day", Example: "sort:oldest"},
	"sample":     {Kind: Code, Meaning: "so many rows by chance", Example: "sample:100"},
	"seed":       {Kind: Code, Meaning: "of the chance", Example: "seed:7"},
}

func words(s string) []string { return strings.Fields(s) }

// nearest is the word of the list that is fewest letters away, "" when none is
// near. Of equals the first wins.
func nearest(s string, list []string) string {
	best, least := "", len([]rune(s))/2+1
	for _, w := range list {
		if d := distance(strings.ToLower(s), strings.ToLower(w)); d < least {
			best, least = w, d
		}
	}
	return best
}

// distance counts letters added, lost, changed or swapped with their neighbour.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 40 || len(y) > 40 {
		return 100
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(x)][len(y)]
}
