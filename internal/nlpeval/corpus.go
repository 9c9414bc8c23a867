// Package nlpeval measures the reading of words and names against public test
// data: clitics, part of speech, lemma and names, and parties of events: which
// phrases could be theirs, and their codes. It scores what the pipeline hands on; nothing of the data enters the lexicons.
package nlpeval

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/isnad/isnad/internal/normal"
)

// A Class is a coarse part of speech, the same for all test sets.
type Class uint8

// The classes that are compared. ClassNone is not scored.
const (
	ClassNone   Class = iota
	ClassVerb         // and auxiliaries
	ClassNoun         // proper nouns and adverbs too
	ClassAdj          //
	ClassNumber       // digits and number words
	ClassPron         // pronouns and what the set counts as such
	ClassRest         // prepositions, conjunctions, particles
)

var classNames = [...]string{"-", "verb", "noun", "adj", "number", "pronoun", "rest"}

// String names the class.
func (c Class) String() string { return classNames[c] }

// A Word is a written word and what people say of it.
type Word struct {
	Text  string
	Glued bool     // no blank before it
	Pro   []string // proclitics, folded, in order
	Stem  string   // with al-, folded; "" when the set does not cut words
	Pron  string   // pronoun suffix, folded
	Class Class
	Lemma string // folded; "" not scored
}

// A Role is a verb and the head of its subject or object, as words of the
// sentence; Pron tells that it is the pronoun suffix of that word.
type Role struct {
	Verb, Head int
	Pron       bool
	Object     bool
}

// A Name is a run of words. Alt is a second kind that counts as right.
type Name struct {
	Start, End int // words of the sentence
	Kind, Alt  string
}

// A Sentence is the unit that is open or held.
type Sentence struct {
	Held  bool
	Words []Word
	Names []Name
	Roles []Role
}

// A Doc is what is read as one article, one sentence a line.
type Doc []Sentence

// held tells whether a sentence is of the quarter whose errors nobody reads.
func held(id string) bool { return sha256.Sum256([]byte(id))[0] < 64 }

// joined is the identity of a sentence that has no id: its words.
func joined(ws []Word) string {
	var b strings.Builder
	for _, w := range ws {
		b.WriteString(w.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// lines reads the lines of a file.
func lines(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read test data: %w", err)
	}
	var out []string
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		out = append(out, sc.Text())
	}
	return out, sc.Err()
}

// Farasa reads a word a line, its segments and their tags joined by +. A full
// stop ends a sentence.
func Farasa(path string) ([]Doc, error) {
	ls, err := lines(path)
	if err != nil {
		return nil, err
	}
	var docs []Doc
	var s Sentence
	end := func() {
		if len(s.Words) > 0 {
			s.Held = held(joined(s.Words))
			docs[len(docs)-1] = append(docs[len(docs)-1], s)
		}
		s = Sentence{}
	}
	for _, l := range ls {
		segs, tags, ok := strings.Cut(l, "\t")
		if !ok {
			continue
		}
		if segs == "#" || len(docs) == 0 {
			end()
			docs = append(docs, nil)
			continue
		}
		s.Words = append(s.Words, farasaWord(strings.Split(segs, "+"), strings.Split(tags, "+")))
		if segs == "." {
			end()
		}
	}
	end()
	return docs, nil
}

var oneLetter = map[string]bool{"و": true, "ف": true, "ب": true, "ل": true, "ك": true, "س": true}

// fused undoes the full spelling of prepositions and conjunctions before ما, من, لا.
var fused = strings.NewReplacer("منما", "مما", "عنما", "عما", "منمن", "ممن", "أنلا", "ألا")

// bound pronouns stand behind a preposition of one letter, which then is the host.
var bound = map[string]bool{"ه": true, "ها": true, "هم": true, "هما": true, "هن": true, "نا": true, "ي": true, "ك": true, "كم": true}

// subjects are the endings of a verb that Farasa cuts off as pronouns.
var subjects = map[string]bool{"ت": true, "وا": true, "و": true, "ا": true, "ان": true, "ون": true, "ين": true, "ن": true, "تم": true, "تا": true}

func farasaWord(segs, tags []string) Word {
	if len(segs) != len(tags) {
		return Word{Text: strings.Join(segs, "")}
	}
	w := Word{}
	i, n := 0, len(segs)
	for i+1 < n && oneLetter[segs[i]] && !(tags[i] == "PREP" && bound[normal.Key(segs[i+1])]) && (tags[i] == "CONJ" || tags[i] == "PREP" || tags[i] == "FUT_PART" || tags[i] == "PART") {
		w.Pro = append(w.Pro, segs[i])
		i++
	}
	if n-i >= 2 && tags[n-1] == "PRON" && !(tags[n-2] == "V" && subjects[segs[n-1]]) {
		w.Pron = normal.Key(segs[n-1])
		n--
	}
	w.Stem = normal.Key(strings.Join(segs[i:n], ""))
	if n-i == 2 {
		w.Stem = normal.Key(fused.Replace(strings.Join(segs[i:n], "")))
	}
	w.Text = strings.Join(w.Pro, "") + written(w.Pro, segs[i:n]) + strings.Join(segs[n:], "")
	for _, t := range tags[i:n] {
		if c := farasaClass[t]; c != ClassNone {
			w.Class = c
			break
		}
	}
	if w.Class == ClassNone || tags[0] == "PUNC" || isDigits(w.Text) {
		w.Stem = ""
	}
	return w
}

// written undoes the full spelling: li- and al- are written lil-, and before a
// stem in lām one lām falls away.
func written(pro, stem []string) string {
	s := strings.Join(stem, "")
	if len(stem) == 2 {
		s = fused.Replace(s)
	}
	rest, ok := strings.CutPrefix(s, "ال")
	if len(pro) == 0 || pro[len(pro)-1] != "ل" || !ok || stem[0] != "ال" {
		return s
	}
	return "ل" + strings.TrimPrefix(rest, "ل")
}

func isDigits(s string) bool { return strings.Trim(normal.Key(s), "0123456789.,:/%") == "" }

var farasaClass = map[string]Class{
	"V": ClassVerb, "NOUN": ClassNoun, "ADV": ClassNoun, "ADJ": ClassAdj, "NUM": ClassNumber, "PRON": ClassPron,
	"PREP": ClassRest, "CONJ": ClassRest, "PART": ClassRest, "FUT_PART": ClassRest, "ABBREV": ClassRest,
}

// CoNLL reads Universal Dependencies. Tokens without a blank between them are
// one written word; its host is the token that is no clitic.
func CoNLL(path string) ([]Doc, error) {
	ls, err := lines(path)
	if err != nil {
		return nil, err
	}
	var docs []Doc
	doc, id := "", ""
	var rows [][]string
	for _, l := range append(ls, "") {
		switch {
		case strings.HasPrefix(l, "# newdoc id = "):
			if d := l; d != doc {
				docs, doc = append(docs, nil), d
			}
		case strings.HasPrefix(l, "# sent_id = "):
			id = l[len("# sent_id = "):]
		case l == "":
			if len(rows) > 0 && len(docs) > 0 {
				docs[len(docs)-1] = append(docs[len(docs)-1], udSentence(id, rows))
			}
			rows = nil
		case l[0] != '#':
			if f := strings.Split(l, "\t"); len(f) == 10 {
				rows = append(rows, f)
			}
		}
	}
	return docs, nil
}

func udSentence(id string, rows [][]string) Sentence {
	s := Sentence{Held: held(id)}
	word, host := make([]int, len(rows)), make([]bool, len(rows)) // of each row
	glued := false
	for i := 0; i < len(rows); {
		j := i + 1
		for rows[i][3] != "PUNCT" && j < len(rows) && rows[j][3] != "PUNCT" && tight(rows[j-1]) {
			j++
		}
		w, h := udWord(rows[i:j])
		for k := i; k < j; k++ {
			word[k], host[k] = len(s.Words), k == i+h
		}
		w.Glued = glued
		s.Words = append(s.Words, w)
		glued = tight(rows[j-1])
		i = j
	}
	for k, r := range rows {
		at, err := strconv.Atoi(r[6])
		rel, _, _ := strings.Cut(r[7], ":")
		if err != nil || at < 1 || at > len(rows) || rows[at-1][3] != "VERB" || rel != "nsubj" && rel != "obj" {
			continue
		}
		s.Roles = append(s.Roles, Role{Verb: word[at-1], Head: word[k], Pron: !host[k], Object: rel == "obj"})
	}
	return s
}

func tight(row []string) bool { return strings.Contains(row[9], "SpaceAfter=No") }

// udWord joins the rows of a written word and tells which is its host.
func udWord(rows [][]string) (Word, int) {
	h := 0
	for h+1 < len(rows) && (oneLetter[rows[h][1]] || rows[h][1] == "أ") && (!bound[rows[h+1][1]] || rows[h][1] == "و" || rows[h][1] == "ف") {
		h++
	}
	w := Word{}
	for _, r := range rows {
		w.Text += r[1]
	}
	w.Text = fused.Replace(w.Text)
	w.Class = udClass[rows[h][3]]
	if w.Class != ClassNone && !isDigits(w.Text) {
		w.Lemma = normal.Key(strings.ReplaceAll(rows[h][2], "`", ""))
	}
	return w, h
}

var udClass = map[string]Class{
	"VERB": ClassVerb, "AUX": ClassVerb, "NOUN": ClassNoun, "PROPN": ClassNoun, "ADV": ClassNoun, "ADJ": ClassAdj, "NUM": ClassNumber, "PRON": ClassPron,
	"ADP": ClassRest, "CCONJ": ClassRest, "SCONJ": ClassRest, "PART": ClassRest, "DET": ClassRest, "INTJ": ClassRest,
}
