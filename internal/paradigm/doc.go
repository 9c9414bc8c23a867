// Package paradigm makes the written forms of an Arabic word from one row of
// the lexicon: the conjugation of a verb, its participles and regular masdars,
// the inflection of nouns and adjectives, and nisbas of place names.
//
// A verb is first made as sounds and only then spelled. The steps, one a file:
//
//	form.go      root + form        -> underlying stems       (q-w-l, 1 -> qawal)
//	weak.go      underlying stem    -> stem before a vowel or a consonant
//	             stem + ending      -> fused                  (ramay + ū -> rama + w)
//	sound.go     prefix+stem+ending -> sounds                 (ʾaʾmana -> ʾāmana)
//	spell.go     sounds             -> letters                (shadda, madda, ى or ا)
//	hamza.go     the seat of each hamza, in three printed styles
//
// So a wrong form is mended by a rule for its class, not by an entry in a list;
// the few verbs that no rule reaches stand in irregular.go.
//
// The rules follow W. Wright, A Grammar of the Arabic Language, 3rd ed., vol. I
// (cited as Wright, with his paragraphs), and K. Ryding, A Reference Grammar of
// Modern Standard Arabic (cited as Ryding, with her chapters).
//
// All functions are pure: the same row gives the same forms in the same order.
package paradigm
