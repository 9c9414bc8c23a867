package compile

import (
	"strings"
	"testing"
	"testing/fstest"
)

// small is a data folder without a fault.
var small = map[string]string{
	"REFS.tsv":                   "own\tApache-2.0\town rows\n",
	"ar/verbs.tsv":               "# ref: own\nEql\t8\tاعتقل\t-\tاعتقال\tt\tarrest\n",
	"ar/nouns.tsv":               "# ref: own\nthing\tf\tطاولة\tطاولات\ttable\n",
	"gazetteer/states.tsv":       "# ref: own\nTUR\tTurkey\tتركيا\t-\tتركي\tأتراك\tأنقرة\t-\n",
	"ontology/plover.tsv":        "# ref: own\nCOERCE\t4\t-7\t-\t-\tcoerce\nCOERCE\t4\t-7\tarrest\t-7\tarrest\n",
	"ontology/cameo.tsv":         "# ref: own\nCOERCE\t17\n",
	"patterns/classes.tsv":       "# ref: own\nfurniture\tطاولة\n",
	"patterns/events-coerce.tsv": "# ref: own\ncoerce.AEtql\tاعتقل\tv\tarrest\ta:subj r:obj\tobj:furniture\t-\t1\tarrest\tاعتقلت الشرطة الرجل\n",
}

func TestCheck(t *testing.T) {
	const events = "patterns/events-coerce.tsv"
	for _, x := range []struct {
		name     string
		file     string
		old, new string // replaced in the file
		kind     string // "" for no finding
		words    string // stand in its text
	}{
		{"a folder without a fault", events, "", "", "", ""},
		{"a row with a column too few", events, "\tarrest\tاعتقلت الشرطة الرجل", "\tarrest", KindParse, "columns"},
		{"a verb that its root does not make", "ar/verbs.tsv", "Eql", "qtl", KindParse, "conjugate"},
		{"a frame without a role", events, "a:subj r:obj", "subj", KindParse, "frame"},
		{"a slot that is none", events, "r:obj", "r:object", KindParse, "no slot"},
		{"a condition with two prepositions", events, "obj:furniture", "p:إلى|p:ل:furniture", KindClasses, "no class"},
		{"a class that is none", events, "obj:furniture", "obj:chairs", KindClasses, "chairs"},
		{"a class of the program", events, "obj:furniture", "obj:state", "", ""},
		{"a sector that is none", events, "obj:furniture", "subj@POL", KindCodes, "POL"},
		{"a word that the lexicon lacks", events, "obj:furniture", "obj=كرسي", KindWords, "كرسي"},
		{"a broken plural of a word that the lexicon has", events, "obj:furniture", "obj=طاولات", "", ""},
		{"a trigger that is no verb", events, "اعتقل\tv", "طاولة\tv", KindTriggers, "no verb"},
		{"a masdar is a noun trigger", events, "اعتقل\tv", "اعتقال\tn", "", ""},
		{"a mode of another type", events, "arrest\ta:", "demo\ta:", KindCodes, "COERCE demo"},
		{"a context that is none", events, "\t-\t1", "\tpolitics\t1", KindCodes, "politics"},
		{"an empty cell", events, "\t-\t1", "\t\t1", KindCells, "empty"},
		{"an Arabic first column", events, "coerce.AEtql", "اعتقل", KindCells, "ASCII"},
		{"a Persian kaf", events, "الشرطة الرجل", "الشرطة \u06a9", KindLetters, "U+06A9"},
		{"a fatha", events, "الرجل", "ا\u064eلرجل", KindLetters, "U+064E"},
		{"a mark that turns the line round", "ar/nouns.tsv", "# ref", "# \u200f\n# ref", KindLetters, "bidi"},
		{"rows out of order", "ontology/plover.tsv", "COERCE\t4\t-7\t-\t-\tcoerce\n", "COERCE\t4\t-7\tseize\t-7\tx\nCOERCE\t4\t-7\t-\t-\tcoerce\n", KindSorted, "sort"},
		{"a verb that stands twice", "ar/verbs.tsv", "\tarrest\n", "\tarrest\nEql\t8\tاعتقل\t-\tاعتقال\tt\tseize\n", KindUnique, "already"},
		{"a reference without row", "ar/nouns.tsv", "ref: own", "ref: hearsay", KindRefs, "hearsay"},
		{"a head without reference", "ar/nouns.tsv", "# ref: own", "# words", KindRefs, "no line"},
		{"a type without CAMEO root", "ontology/cameo.tsv", "COERCE\t17\n", "COERCE.arrest\t17\n", KindCodes, "no root"},
		{"a root of one digit", "ontology/cameo.tsv", "17", "7", KindCodes, "two digits"},
	} {
		t.Run(x.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for name, text := range small {
				if name == x.file {
					if !strings.Contains(text, x.old) {
						t.Fatalf("%s does not hold %q", name, x.old)
					}
					text = strings.Replace(text, x.old, x.new, 1)
				}
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			found, compiled, err := Check(fsys)
			if err != nil || len(compiled) == 0 {
				t.Fatalf("%d bytes, %v", len(compiled), err)
			}
			if x.kind == "" {
				if len(found) > 0 {
					t.Errorf("found %v", found)
				}
				return
			}
			for _, f := range found {
				if f.Kind == x.kind && strings.Contains(f.Text, x.words) {
					return
				}
			}
			t.Errorf("no finding of kind %s with %q in %v", x.kind, x.words, found)
		})
	}
}

// Whatever stands in a file, the check names it and does not fall over.
func FuzzCheck(f *testing.F) {
	for name, text := range small {
		f.Add(name, text)
	}
	f.Add("patterns/events-coerce.tsv", "k\tx\tv\t-\ta: :\tp: p:= = !\t-\t1\t-\t-\n")
	f.Add("ontology/cameo.tsv", "\t\n.\t0\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		if small[name] == "" {
			return
		}
		fsys := fstest.MapFS{}
		for n, s := range small {
			fsys[n] = &fstest.MapFile{Data: []byte(s)}
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		if _, _, err := Check(fsys); err != nil {
			t.Fatal(err)
		}
	})
}
