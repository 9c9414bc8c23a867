package paradigm

// The letters and marks of written Arabic, by their Unicode names.
const (
	hamzaAlone   = '\u0621' // ARABIC LETTER HAMZA
	alifMadda    = '\u0622' // ARABIC LETTER ALEF WITH MADDA ABOVE
	alifHamza    = '\u0623' // ARABIC LETTER ALEF WITH HAMZA ABOVE
	wawHamza     = '\u0624' // ARABIC LETTER WAW WITH HAMZA ABOVE
	alifHamzaLow = '\u0625' // ARABIC LETTER ALEF WITH HAMZA BELOW
	yehHamza     = '\u0626' // ARABIC LETTER YEH WITH HAMZA ABOVE
	alif         = '\u0627' // ARABIC LETTER ALEF
	beh          = '\u0628' // ARABIC LETTER BEH
	tehMarbuta   = '\u0629' // ARABIC LETTER TEH MARBUTA
	teh          = '\u062A' // ARABIC LETTER TEH
	theh         = '\u062B' // ARABIC LETTER THEH
	jeem         = '\u062C' // ARABIC LETTER JEEM
	hah          = '\u062D' // ARABIC LETTER HAH
	khah         = '\u062E' // ARABIC LETTER KHAH
	dal          = '\u062F' // ARABIC LETTER DAL
	thal         = '\u0630' // ARABIC LETTER THAL
	reh          = '\u0631' // ARABIC LETTER REH
	zain         = '\u0632' // ARABIC LETTER ZAIN
	seen         = '\u0633' // ARABIC LETTER SEEN
	sheen        = '\u0634' // ARABIC LETTER SHEEN
	sad          = '\u0635' // ARABIC LETTER SAD
	dad          = '\u0636' // ARABIC LETTER DAD
	tah          = '\u0637' // ARABIC LETTER TAH
	zah          = '\u0638' // ARABIC LETTER ZAH
	ain          = '\u0639' // ARABIC LETTER AIN
	ghain        = '\u063A' // ARABIC LETTER GHAIN
	feh          = '\u0641' // ARABIC LETTER FEH
	qaf          = '\u0642' // ARABIC LETTER QAF
	kaf          = '\u0643' // ARABIC LETTER KAF
	lam          = '\u0644' // ARABIC LETTER LAM
	meem         = '\u0645' // ARABIC LETTER MEEM
	noon         = '\u0646' // ARABIC LETTER NOON
	heh          = '\u0647' // ARABIC LETTER HEH
	waw          = '\u0648' // ARABIC LETTER WAW
	alifMaqsura  = '\u0649' // ARABIC LETTER ALEF MAKSURA
	yeh          = '\u064A' // ARABIC LETTER YEH

	fatha  = '\u064E' // ARABIC FATHA
	damma  = '\u064F' // ARABIC DAMMA
	kasra  = '\u0650' // ARABIC KASRA
	shadda = '\u0651' // ARABIC SHADDA
	sukun  = '\u0652' // ARABIC SUKUN
)

// letterOf is the letter of a consonant, 0 for anything else. Hamza has a
// letter here only as a name; its seat is chosen by seat.
func letterOf(c byte) rune {
	if c >= byte(len(letters)) {
		return 0
	}
	return letters[c]
}

var letters = [128]rune{
	'C': hamzaAlone, 'b': beh, 't': teh, 'v': theh, 'j': jeem, 'H': hah,
	'x': khah, 'd': dal, 'V': thal, 'r': reh, 'z': zain, 's': seen,
	'c': sheen, 'S': sad, 'D': dad, 'T': tah, 'Z': zah, 'E': ain,
	'g': ghain, 'f': feh, 'q': qaf, 'k': kaf, 'l': lam, 'm': meem,
	'n': noon, 'h': heh, 'w': waw, 'y': yeh,
}

// joins tells whether r is joined to the letter after it.
func joins(r rune) bool {
	switch r {
	case alif, alifHamza, alifHamzaLow, alifMadda, dal, thal, reh, zain, waw,
		wawHamza, hamzaAlone, tehMarbuta, alifMaqsura, 0:
		return false
	}
	return true
}
