package paradigm

// Written endings and letters the nominal rules speak of, by name, so that no
// line of a rule holds two Arabic strings that an editor would show swapped.
const (
	endYa      = "ي"
	endWaw     = "و"
	endAlif    = "ا"
	endTa      = "ت"
	endTied    = "ة"
	endMaqsura = "ى"

	endUn    = "ون"
	endIn    = "ين"
	endAn    = "ان"
	endAt    = "ات"
	endAat   = "اة"
	endIyya  = "ية"
	endIya   = "يا"
	endYat   = "يات"
	endYyat  = "ييات"
	endAwat  = "اوات"
	endAaT   = "اءة" // banāʾa
	endAaAt  = "اءات"
	endAhT   = "أة" // mufājaʾa
	endAhAt  = "آت"
	endYahT  = "ئة" // barīʾa
	endAai   = "ائي"
	endAwi   = "اوي"
	endAa    = "اء"
	endUHmz  = "وء"
	endIHmz  = "يء"
	onAlif   = "أ"
	onWaw    = "ؤ"
	onYa     = "ئ"
	onNone   = "ء"
	withMada = "آ"
	onWawU   = "ؤو"

	article = "ال"
)
