// Package language tells which language a text of Arabic script is written in:
// Arabic, Persian, Urdu, Central Kurdish or Pashto; of other scripts it tells the
// script alone.
//
// Every word adds the weights of data/lang.tsv to a score for each language: its
// letters, its first and last letters, and the word itself when it is a function
// word. What the press of all five types in two ways (yeh and kaf, hamza seats,
// vowels, joiners, presentation forms) never decides, so Arabic typed on a
// Persian keyboard is Arabic. Trigram profiles were refused: they take megabytes,
// and cannot say which word told.
package language
