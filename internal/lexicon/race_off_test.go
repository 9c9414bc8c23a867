//go:build !race

package lexicon_test

const raceDetector = false
