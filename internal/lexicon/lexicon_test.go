package lexicon_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/compile"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
)

func open(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	return lx
}

// TestCompiledIsFresh compiles data/ anew and compares: rows and the embedded
// table change in one commit.
func TestCompiledIsFresh(t *testing.T) {
	if raceDetector {
		t.Skip("no goroutines to race, and a minute of work; make check runs this without the detector")
	}
	b, problems, err := compile.Compile(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	embedded, err := os.ReadFile("lexicon.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, embedded) {
		t.Error("lexicon.bin is stale: run go generate ./internal/lexicon")
	}
}

func TestStemHasItsRows(t *testing.T) {
	lx := open(t)
	for _, c := range []struct {
		name, stem, lemma string
		pos               isnad.POS
		none              bool
	}{
		{
			name:  "the past of iʿtaqala, to arrest",
			stem:  "اعتقل",
			lemma: "اعتقل",
			pos:   isnad.Verb,
		},
		{
			name:  "the broken plural of wazīr, minister",
			stem:  "وزراء",
			lemma: "وزير",
			pos:   isnad.Noun,
		},
		{
			name:  "the nisba turkī, Turkish",
			stem:  "تركي",
			lemma: "تركي",
			pos:   isnad.Adj,
		},
		{
			name: "no word",
			stem: "ظظظظ",
			none: true,
		},
		{
			name: "the empty word",
			none: true,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := false
			es := lx.Stem(normal.Key(c.stem), nil)
			for _, e := range es {
				r := lx.Row(e.Row)
				found = found || r.Lemma == normal.Key(c.lemma) && r.POS == c.pos
			}
			if found == c.none || c.none && len(es) > 0 {
				t.Errorf("Stem(%q) has %d entries, lemma %q found: %v", c.stem, len(es), c.lemma, found)
			}
		})
	}
}

func TestPhraseIsARowOfItsTable(t *testing.T) {
	lx := open(t)
	for _, c := range []struct {
		name, words   string
		kind          uint32
		table, column string
		want          string
	}{
		{
			name:   "a state by a variant",
			words:  "الولايات المتحدة الأمريكية",
			kind:   lexicon.KindState,
			table:  "states",
			column: "iso3",
			want:   "USA",
		},
		{
			name:   "a seat of power stands for its state",
			words:  "الكرملين",
			kind:   lexicon.KindSeat,
			table:  "states",
			column: "iso3",
			want:   "RUS",
		},
		{
			name:   "an organisation by its short name",
			words:  "حماس",
			kind:   lexicon.KindOrganisation,
			table:  "organisations",
			column: "country",
			want:   "PSE",
		},
		{
			name:   "an agent of several words",
			words:  "رئيس الوزراء",
			kind:   lexicon.KindAgent,
			table:  "agents",
			column: "sector",
			want:   "GOV",
		},
		{
			name:   "the lemma of an event row",
			words:  "اعتقل",
			kind:   lexicon.KindTrigger,
			table:  "events",
			column: "key",
			want:   "coerce.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := lx.First(normal.Key(c.words), c.kind)
			if row < 0 {
				t.Fatalf("%q is not known as kind %d", c.words, c.kind)
			}
			if got := lx.Table(c.table).Get(row, c.column); !strings.HasPrefix(got, c.want) {
				t.Errorf("%q has %s %q, want %q", c.words, c.column, got, c.want)
			}
		})
	}
}

func TestPhraseTellsABeginningFromAnUnknownWord(t *testing.T) {
	lx := open(t)
	if vs, ok := lx.Phrase("الولايات", nil); !ok || len(vs) != 0 {
		t.Errorf("a beginning of a name: %v, %v", vs, ok)
	}
	if _, ok := lx.Phrase("ظظظظ", nil); ok {
		t.Error("an unknown word is said to begin a name")
	}
}

// small is a lexicon of a few rows, small enough to be damaged at every byte.
func small(t testing.TB) string {
	t.Helper()
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	b, problems, err := compile.Compile(fstest.MapFS{
		"ar/nouns.tsv":            file("# columns: class gender lemma plurals gloss\nperson\tm\tولد\tأولاد\tboy\n"),
		"gazetteer/states.tsv":    file("# columns: iso3 name_en name variants nisba people capital seats\nTUR\tTürkiye\tتركيا\t-\tتركي\tأتراك\tأنقرة\t-\n"),
		"ontology/cameo.tsv":      file("# columns: plover cameo\nAID\t07\n"),
		"ontology/plover.tsv":     file("# columns: type quad score mode mode_score meaning\nAID\t2\t10\t-\t-\thelp\n"),
		"patterns/classes.tsv":    file("# columns: class words\npeople\tولد\n"),
		"ar/words.tsv":            file("# columns: list word gloss\nformer\tسابق\tover\n"),
		"gazetteer/persons.tsv":   file("# columns: id from to country sector name_en name variants role\n"),
		"patterns/events-aid.tsv": file("# columns: key trigger pos mode frame cond context priority gloss example\n"),
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return string(b)
}

func TestReadRefusesTruncatedFiles(t *testing.T) {
	data := small(t)
	if _, err := lexicon.Read(data); err != nil {
		t.Fatal(err)
	}
	for n := range len(data) {
		if _, err := lexicon.Read(data[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes are accepted", n, len(data))
		}
	}
}

// TestReadRefusesWildNumbers puts a wild number at each place of the file in turn.
func TestReadRefusesWildNumbers(t *testing.T) {
	data := small(t)
	step := 1
	if raceDetector {
		step = 13
	}
	for at := 0; at+4 <= len(data); at += step {
		for _, x := range []uint32{0, 1, 1 << 20, 1<<31 - 1, 1<<32 - 1} {
			b := []byte(data)
			binary.LittleEndian.PutUint32(b[at:], x)
			lookUpAll(string(b))
		}
	}
}

func FuzzRead(f *testing.F) {
	data := small(f)
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add(lexicon.Magic)
	f.Fuzz(func(t *testing.T, data string) { lookUpAll(data) })
}

// lookUpAll looks everything up in a file that may be damaged; a panic or a
// look-up without end fails the test.
func lookUpAll(data string) {
	lx, err := lexicon.Read(data)
	if err != nil {
		return
	}
	for _, word := range []string{"", "ولد", "اولاد", "تركيا", "تركي", "x"} {
		for _, e := range lx.Stem(word, nil) {
			lx.Row(e.Row)
			for p := range lx.Prefixes() {
				for s := range lx.Suffixes() {
					lx.Cells(e.Set, uint8(p), uint8(s), func(lexicon.Cell) {})
				}
			}
		}
		lx.Phrase(word, nil)
	}
	for _, name := range []string{"affixes", "states", "nouns", "words"} {
		t := lx.Table(name)
		if t == nil {
			continue
		}
		for i := range t.Len() {
			for k := range t.Columns() {
				t.Cell(i, k)
			}
		}
	}
	lx.List("former")
}
