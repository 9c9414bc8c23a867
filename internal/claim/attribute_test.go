// A long flat table: one construction of attribution an entry.

package claim_test

import (
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

const (
	outlet  = "outlet"  // under no claim
	unnamed = "unnamed" // under a claim without speaker
)

// One construction each, with its trap: of two words of the text, whose word is what
// they tell? The innermost claim decides.
var attributions = []struct {
	name   string
	text   string
	word   string // what is said
	by     string // by whom, in full
	stance string
	trap   string // another word, and whose it is
	whose  string
}{
	{
		name: "verb, subject, inna; the verb itself is the outlet's",
		text: "قال وزير الدفاع الفرنسي إن القوات انسحبت من المدينة.",
		word: "انسحبت",
		by:   "وزير الدفاع الفرنسي", stance: "said",
		trap: "قال", whose: outlet,
	},
	{
		name: "a clause between commas upon the speaker is no verb of his own",
		text: "قال مسؤول رفيع، طلب عدم ذكر اسمه، إن القوات انسحبت من المدينة.",
		word: "انسحبت",
		by:   "مسؤول رفيع", stance: "said",
		trap: "طلب", whose: outlet,
	},
	{
		name: "the same without commas, behind a definite complement",
		text: "قال مسؤول في المجلس طلب عدم ذكر اسمه إن القوات انسحبت من المدينة.",
		word: "انسحبت",
		by:   "مسؤول في المجلس", stance: "said",
		trap: "طلب", whose: outlet,
	},
	{
		name: "His Excellency is who was told before",
		text: "وصل وزير الخارجية الكويتي إلى بيروت. وقال معاليه إن القوات انسحبت من المدينة.",
		word: "انسحبت",
		by:   "وزير الخارجية الكويتي", stance: "said",
		trap: "وصل", whose: outlet,
	},
	{
		name: "a verb behind its words, whatever its stance",
		text: "ستغلق الوزارة المعبر الشمالي غدا، أكد الناطق باسم الحكومة.",
		word: "ستغلق",
		by:   "الناطق باسم الحكومة", stance: "confirmed",
		trap: "أكد", whose: outlet,
	},
	{
		name: "thus he spoke",
		text: "لن تنسحب القوات من الوادي، هكذا أعلن قائد الحامية.",
		word: "تنسحب",
		by:   "قائد الحامية", stance: "announced",
		trap: "هكذا", whose: outlet,
	},
	{
		name: "ammā names the speaker before fa-; the speaker of the sentence before is not meant",
		text: "قال الوزير إن المحادثات نجحت. أما زعيم المعارضة فأكد أن الوفد غادر القاعة.",
		word: "غادر",
		by:   "زعيم المعارضة", stance: "confirmed",
		trap: "نجحت", whose: "الوزير",
	},
	{
		name: "of an account the teller speaks",
		text: "هاجم مسلحون القافلة، وفق رواية شهود عيان.",
		word: "هاجم",
		by:   "شهود عيان", stance: "reported",
		trap: "رواية", whose: outlet,
	},
	{
		name: "the accuser ends where the accused begins",
		text: "اتهم الناطق باسم الحركة القوات بقصف القرية، ورد محافظ المدينة بأن المسلحين أطلقوا النار.",
		word: "بقصف",
		by:   "الناطق باسم الحركة", stance: "accused",
		trap: "القوات", whose: outlet,
	},
	{
		name: "a verb of another gender goes on with what is told",
		text: "قال القائد إن قواته سيطرت على التلة، وأمهلت المسلحين حتى الفجر.",
		word: "المسلحين",
		by:   "القائد", stance: "said",
		trap: "قال", whose: outlet,
	},
	{
		name: "subject before the verb",
		text: "وزير الخارجية التركي قال إن المفاوضات انهارت.",
		word: "انهارت",
		by:   "وزير الخارجية التركي", stance: "said",
		trap: "وزير", whose: outlet,
	},
	{
		name: "the addressee between verb and an is not the speaker",
		text: "أبلغ الوزير السفراء أن الجيش قصف القرية.",
		word: "قصف",
		by:   "الوزير", stance: "said",
		trap: "السفراء", whose: outlet,
	},
	{
		name: "an far behind its verb",
		text: "وأكد رئيس الحكومة اللبنانية، خلال استقباله وفدا من النقابات في السراي أمس، أن الحكومة سترفع الأجور.",
		word: "سترفع",
		by:   "رئيس الحكومة اللبنانية", stance: "confirmed",
		trap: "استقباله", whose: outlet,
	},
	{
		name: "baʿda an is a clause of time, not what is said",
		text: "تحدث الرئيس المصري بعد أن غادر الوفد القاعة.",
		word: "غادر",
		by:   outlet,
		trap: "القاعة", whose: outlet,
	},
	{
		name: "a reporting verb with nothing reported is no claim",
		text: "تابع الوزير اجتماعه مع السفراء.",
		word: "اجتماعه",
		by:   outlet,
		trap: "السفراء", whose: outlet,
	},
	{
		name: "a relative clause has its own verb and its own an",
		text: "قال الناطق الذي أعلن أمس أن الهدنة انتهت إن الهجوم بدأ.",
		word: "بدأ",
		by:   "الناطق", stance: "said",
		trap: "الناطق", whose: outlet,
	},
	{
		name: "direct speech behind a colon",
		text: "وقال رئيس الوزراء العراقي: سنحاسب من قتل المتظاهرين.",
		word: "قتل",
		by:   "رئيس الوزراء العراقي", stance: "said",
		trap: "العراقي", whose: outlet,
	},
	{
		name: "direct speech in guillemets, none of it outside them",
		text: "وقالت الناطقة باسم الخارجية الروسية «لن نسمح بقصف حلفائنا في سوريا»، وغادرت القاعة.",
		word: "بقصف",
		by:   "الناطقة باسم الخارجية الروسية", stance: "said",
		trap: "قالت", whose: outlet,
	},
	{
		name: "direct speech in straight marks",
		text: "وقال الرئيس الفرنسي \"إننا سنرسل قوات إلى مالي غدا\".",
		word: "سنرسل",
		by:   "الرئيس الفرنسي", stance: "said",
		trap: "الفرنسي", whose: outlet,
	},
	{
		name: "an outlet's name in guillemets is no speech",
		text: "وقال المتحدث لـ«الشرق الأوسط» إن الشرطة اعتقلت خمسة نواب.",
		word: "اعتقلت",
		by:   "المتحدث", stance: "said",
		trap: "الأوسط", whose: outlet,
	},
	{
		name: "two who speak together; what is said with wa- is no second speaker",
		text: "وقال صيادون وشهود عيان ان الزورق اغرق سفينة. وقال الوزير ان الحوار والمفاوضات فشلت.",
		word: "اغرق",
		by:   "صيادون وشهود عيان", stance: "said",
		trap: "فشلت", whose: "الوزير",
	},
	{
		name: "two states announce",
		text: "أعلنت هندوراس وبنما إغلاق المعابر بينهما. وقالت غانا ان الجيش انتشر.",
		word: "إغلاق",
		by:   "هندوراس وبنما", stance: "announced",
		trap: "انتشر", whose: "غانا",
	},
	{
		name: "the office behind a name is held somewhere; behind the name alone he only spoke there",
		text: "وقال كريم منصور مسؤول الاسعاف في الموصل، ان الجنود قتلوا رجلا. وقال كريم منصور في الموصل ان الطريق اغلق.",
		word: "قتلوا",
		by:   "كريم منصور مسؤول الاسعاف في الموصل", stance: "said",
		trap: "اغلق", whose: "كريم منصور",
	},
	{
		name: "the adjectives of an unnamed speaker, also unknown ones; a verb describes him no more",
		text: "وقال ضابط محلي رفيع المستوى، إن الجنود قتلوا رجلا. وقال ضابط يعمل هناك إن الجسر انفجر.",
		word: "قتلوا",
		by:   "ضابط محلي رفيع المستوى", stance: "said",
		trap: "انفجر", whose: "ضابط",
	},
	{
		name: "a number of people speak",
		text: "واشتكى عدد من السكان من منع الجنود سيارات الاسعاف.",
		word: "منع",
		by:   "عدد من السكان", stance: "criticised",
		trap: "السكان", whose: outlet,
	},
	{
		name: "an office in a party between marks",
		text: "وردّ مسؤول الإعلام في «حزب الأفق» بأن الشرطة اعتقلت خمسة نواب.",
		word: "اعتقلت",
		by:   "مسؤول الإعلام في «حزب الأفق»", stance: "said",
		trap: "الأفق", whose: outlet,
	},
	{
		name: "name, office, and in whose name he speaks, in an aside of the sentence",
		text: "وطالب كريم منصور الناطق باسم الحركة بالإفراج عن النواب.",
		word: "بالإفراج",
		by:   "كريم منصور الناطق باسم الحركة", stance: "demanded",
		trap: "وطالب", whose: outlet,
	},
	{
		name: "a quotation within a quotation",
		text: "وقال الوزير: «أبلغني السفير أن بلاده ستسحب قواتها من الجنوب».",
		word: "ستسحب",
		by:   "السفير", stance: "said",
		trap: "أبلغني", whose: "الوزير",
	},
	{
		name: "speech over several sentences inside one pair of marks",
		text: "وقال زعيم المعارضة: «لن نشارك في الانتخابات. الحكومة قتلت أنصارنا».",
		word: "قتلت",
		by:   "زعيم المعارضة", stance: "said",
		trap: "زعيم", whose: outlet,
	},
	{
		name: "the quotation before its verb",
		text: "«سنضرب كل موقع يهدد أمننا في المنطقة»، قال قائد الجيش الإيراني.",
		word: "سنضرب",
		by:   "قائد الجيش الإيراني", stance: "said",
		trap: "قائد", whose: outlet,
	},
	{
		name: "a quotation resumed after the verb",
		text: "«لقد قصفوا المستشفى عمدا أمس»، قال وزير الصحة، «وسنقاضي الجيش أمام المحاكم».",
		word: "وسنقاضي",
		by:   "وزير الصحة", stance: "said",
		trap: "قصفوا", whose: "وزير الصحة",
	},
	{
		name: "wa-aḍāfa goes on with the last speaker, not the last subject",
		text: "قال وزير العدل إن النيابة أوقفت القاضي. وأضاف أن التحقيق بدأ.",
		word: "التحقيق",
		by:   "وزير العدل", stance: "added",
		trap: "وأضاف", whose: outlet,
	},
	{
		name: "a feminine verb goes back to the woman, past the man",
		text: "قالت وزيرة الدفاع الألمانية إن بلادها سترسل دبابات. واستقبل الرئيس التركي الوفد. وأضافت أن برلين أوقفت الصفقة.",
		word: "أوقفت",
		by:   "وزيرة الدفاع الألمانية", stance: "added",
		trap: "واستقبل", whose: outlet,
	},
	{
		name: "a masculine verb does not go back to the ministry",
		text: "أعلن وزير الداخلية أن الأمن فرق المتظاهرين. وأصدرت الوزارة قرارا. وأوضح أن ثلاثة قتلوا.",
		word: "قتلوا",
		by:   "وزير الداخلية", stance: "explained",
		trap: "قرارا", whose: outlet,
	},
	{
		name: "an explicit subject behind wa-aḍāfa wins over the last speaker",
		text: "قال الرئيس إن الحرب انتهت. وأضاف السفير أن الوفد غادر.",
		word: "غادر",
		by:   "السفير", stance: "added",
		trap: "انتهت", whose: "الرئيس",
	},
	{
		name: "who acted in the sentence before speaks in the next",
		text: "وصل وزير الخارجية الصيني إلى طهران أمس. وقال إن بلاده ترفض العقوبات.",
		word: "ترفض",
		by:   "وزير الخارجية الصيني", stance: "said",
		trap: "وصل", whose: outlet,
	},
	{
		name: "a participle speaks for the clause's subject",
		text: "استقبل الرئيس السوري الوفد في دمشق، مؤكدا أن بلاده ترفض التدخل.",
		word: "ترفض",
		by:   "الرئيس السوري", stance: "confirmed",
		trap: "استقبل", whose: outlet,
	},
	{
		name: "a participle behind what is said goes on with the speaker",
		text: "قال المتحدث باسم الجيش إن طائرة سقطت، مشيرا إلى أن الطيار قتل.",
		word: "الطيار",
		by:   "المتحدث باسم الجيش", stance: "revealed",
		trap: "مشيرا", whose: outlet,
	},
	{
		name: "a feminine participle without a written ending",
		text: "نددت المنظمة بالهجوم، معتبرة أن القصف جريمة حرب.",
		word: "القصف",
		by:   "المنظمة", stance: "said",
		trap: "بالهجوم", whose: outlet,
	},
	{
		name: "mukhtaliran is no reporting word: an adverb makes no claim",
		text: "غادر الوزير مسرعا إلى المطار.",
		word: "المطار",
		by:   outlet,
		trap: "غادر", whose: outlet,
	},
	{
		name: "qāʾilan inna inside a speech act",
		text: "ورد الرئيس الأميركي على الأسئلة قائلا إن القوات ستبقى.",
		word: "ستبقى",
		by:   "الرئيس الأميركي", stance: "said",
		trap: "الأسئلة", whose: outlet,
	},
	{
		name: "bi-ḥasbi behind the clause",
		text: "قتل خمسة جنود في انفجار قرب الموصل، بحسب مصدر أمني.",
		word: "انفجار",
		by:   "مصدر أمني", stance: "reported",
		trap: "مصدر", whose: outlet,
	},
	{
		name: "wafqan li- before the clause",
		text: "ووفقا لوزارة الصحة، قتل عشرة مدنيين في القصف.",
		word: "القصف",
		by:   "وزارة الصحة", stance: "reported",
		trap: "لوزارة", whose: outlet,
	},
	{
		name: "according to a law nobody speaks",
		text: "أوقفت النيابة الصحافي وفق القانون.",
		word: "أوقفت",
		by:   outlet,
		trap: "القانون", whose: outlet,
	},
	{
		name: "wafqa mā aʿlanat, with the subject behind it",
		text: "دخلت القوات المدينة فجرا، وفق ما أعلنت وزارة الدفاع.",
		word: "دخلت",
		by:   "وزارة الدفاع", stance: "announced",
		trap: "أعلنت", whose: outlet,
	},
	{
		name: "ḥasbamā afādat bi-hi",
		text: "انفجرت سيارة مفخخة وسط بغداد، حسبما أفادت به وكالة رويترز.",
		word: "انفجرت",
		by:   "وكالة رويترز", stance: "reported",
		trap: "وكالة", whose: outlet,
	},
	{
		name: "kamā qāla closes the clause before it",
		text: "الحكومة ستستقيل غدا، كما قال رئيس البرلمان.",
		word: "ستستقيل",
		by:   "رئيس البرلمان", stance: "said",
		trap: "رئيس", whose: outlet,
	},
	{
		name: "kamā with its own clause only says also",
		text: "كما قال رئيس البرلمان إن الحكومة ستستقيل.",
		word: "ستستقيل",
		by:   "رئيس البرلمان", stance: "said",
		trap: "البرلمان", whose: outlet,
	},
	{
		name: "ʿalā lisān reaches over the whole clause",
		text: "ورفضت الحكومة، على لسان مستشار الأمن القومي، دفع فدية للخاطفين.",
		word: "ورفضت",
		by:   "مستشار الأمن القومي", stance: "said",
		trap: "دفع", whose: "مستشار الأمن القومي",
	},
	{
		name: "a statement is its issuer's",
		text: "وقال بيان لحركة طالبان إن مقاتليها هاجموا القاعدة.",
		word: "هاجموا",
		by:   "حركة طالبان", stance: "said",
		trap: "بيان", whose: outlet,
	},
	{
		name: "jāʾa fī taqrīrin li-X anna",
		text: "وجاء في تقرير لمنظمة العفو الدولية أن الشرطة عذبت معتقلين.",
		word: "عذبت",
		by:   "منظمة العفو الدولية", stance: "reported",
		trap: "تقرير", whose: outlet,
	},
	{
		name: "in a statement: the subject's own word, its verb included",
		text: "نددت الحكومة الباكستانية في بيان بالغارة الأميركية.",
		word: "نددت",
		by:   "الحكومة الباكستانية", stance: "said",
		trap: "بالغارة", whose: "الحكومة الباكستانية",
	},
	{
		name: "taʾkīdu X anna",
		text: "وجاء القرار بعد تأكيد وزير النفط أن المصافي توقفت.",
		word: "توقفت",
		by:   "وزير النفط", stance: "confirmed",
		trap: "القرار", whose: outlet,
	},
	{
		name: "an agency reports",
		text: "ذكرت وكالة الأنباء السورية أن الجيش استعاد القرية.",
		word: "استعاد",
		by:   "وكالة الأنباء السورية", stance: "said",
		trap: "وكالة", whose: outlet,
	},
	{
		name: "naqala ʿan: the source speaks, not the agency",
		text: "نقلت وكالة رويترز عن مسؤول إسرائيلي أن الجيش قصف غزة.",
		word: "قصف",
		by:   "مسؤول إسرائيلي", stance: "reported",
		trap: "مسؤول", whose: "وكالة رويترز",
	},
	{
		name: "nuqila ʿan: no agency is named",
		text: "ونقل عن قائد الشرطة قوله إن المسلحين فروا.",
		word: "فروا",
		by:   "قائد الشرطة", stance: "reported",
		trap: "ونقل", whose: outlet,
	},
	{
		name: "collective and unnamed sources",
		text: "وأفاد شهود عيان بأن مسلحين أطلقوا النار.",
		word: "أطلقوا",
		by:   "شهود عيان", stance: "reported",
		trap: "شهود", whose: outlet,
	},
	{
		name: "an official who refused to be named",
		text: "وقال مسؤول عسكري رفض كشف اسمه إن الهجوم فشل.",
		word: "فشل",
		by:   "مسؤول عسكري", stance: "said",
		trap: "اسمه", whose: outlet,
	},
	{
		name: "denying is a stance of its own",
		text: "نفى وزير الدفاع أن تكون القوات قد قصفت المدرسة.",
		word: "قصفت",
		by:   "وزير الدفاع", stance: "denied",
		trap: "وزير", whose: outlet,
	},
	{
		name: "a noun stands for the clause",
		text: "أعلنت وزارة الداخلية مقتل ثلاثة شرطيين في كمين.",
		word: "مقتل",
		by:   "وزارة الداخلية", stance: "announced",
		trap: "أعلنت", whose: outlet,
	},
	{
		name: "the preposition behind the object belongs to the object",
		text: "أعلن الاتحاد الأوروبي رفع العقوبات عن النيجر.",
		word: "رفع",
		by:   "الاتحاد الأوروبي", stance: "announced",
		trap: "الأوروبي", whose: outlet,
	},
	{
		name: "an accusation is the accuser's word",
		text: "اتهمت إسرائيل الحزب بتهريب الصواريخ إلى الجنوب.",
		word: "بتهريب",
		by:   "إسرائيل", stance: "accused",
		trap: "الحزب", whose: outlet,
	},
	{
		name: "yudhkaru anna is the outlet's background",
		text: "قال الوزير إن الحوار بدأ. يذكر أن المعارضة قاطعت الانتخابات.",
		word: "بدأ",
		by:   "الوزير", stance: "said",
		trap: "قاطعت", whose: outlet,
	},
	{
		name: "wa-kāna behind a comma is the outlet's background",
		text: "قال المتحدث إن الجيش انسحب، وكانت القوات قد احتلت البلدة قبل شهر.",
		word: "انسحب",
		by:   "المتحدث", stance: "said",
		trap: "احتلت", whose: outlet,
	},
	{
		name: "a title and its name over a comma are one speaker",
		text: "وقالت وزيرة التنمية الألمانية، سفنيا شولتسه، إن برلين ستقدم قروضا.",
		word: "قروضا",
		by:   "وزيرة التنمية الألمانية، سفنيا شولتسه", stance: "said",
		trap: "سفنيا", whose: outlet,
	},
	{
		name: "sources with their ministry are one speaker",
		text: "وقالت مصادر في وزارة الدفاع إن الطائرة سقطت.",
		word: "سقطت",
		by:   "مصادر في وزارة الدفاع", stance: "said",
		trap: "وزارة", whose: outlet,
	},
	{
		name: "where he spoke is not who he is",
		text: "وقال الأمين العام للأمم المتحدة في نيويورك إن الهدنة صمدت.",
		word: "صمدت",
		by:   "الأمين العام للأمم المتحدة", stance: "said",
		trap: "نيويورك", whose: outlet,
	},
	{
		name: "evidence that confirms is no speaker",
		text: "وجد المحققون أدلة تؤكد تورط الضباط في القتل.",
		word: "القتل",
		by:   outlet,
		trap: "تورط", whose: outlet,
	},
	{
		name: "al-wilāyāt l-muttaḥida is a state, not a time",
		text: "أكدت الولايات المتحدة الأمريكية أن الحوثيين قصفوا السفينة.",
		word: "قصفوا",
		by:   "الولايات المتحدة الأمريكية", stance: "confirmed",
		trap: "المتحدة", whose: outlet,
	},
	{
		name: "to learn names the source behind min",
		text: "وعلمت الصحيفة من مصدر حكومي أن الوزير استقال.",
		word: "استقال",
		by:   "مصدر حكومي", stance: "reported",
		trap: "وعلمت", whose: outlet,
	},
	{
		name: "taqūlu is read as a verb of saying, yajibu an is not",
		text: "وتقول هذه المنظمات إن السجناء عذبوا. يجب أن تتوقف الحرب.", // not taqawwala, not ajāba
		word: "عذبوا",
		by:   "هذه المنظمات", stance: "said",
		trap: "تتوقف", whose: outlet,
	},
	{
		name: "well-informed sources: muṭṭaliʿa is no participle of reporting",
		text: "أكدت مصادر مطلعة أن الوزارة ستقطع العلاقات.",
		word: "ستقطع",
		by:   "مصادر مطلعة", stance: "confirmed",
		trap: "مطلعة", whose: outlet,
	},
	{
		name: "a name that looks like a verb reports nothing",
		text: "استقبل ياسر عرفات الوفد في رام الله.",
		word: "الوفد",
		by:   outlet,
		trap: "رام", whose: outlet,
	},
}

func TestWhoseWord(t *testing.T) {
	r := coder(t).Reader()
	for _, tt := range attributions {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := r.Layers(isnad.Article{ID: "x", Text: tt.text})
			k := innermost(&d, at(t, &d, tt.word))
			if got := speaker(&d, k); got != tt.by {
				t.Errorf("%q is said by %q, want %q", tt.word, got, tt.by)
			}
			if k >= 0 && tt.by != outlet && d.Claims[k].Stance != tt.stance {
				t.Errorf("stance %q, want %q", d.Claims[k].Stance, tt.stance)
			}
			if got := speaker(&d, innermost(&d, at(t, &d, tt.trap))); got != tt.whose {
				t.Errorf("%q is said by %q, want %q", tt.trap, got, tt.whose)
			}
			if t.Failed() {
				for k := range d.Claims {
					t.Log(describe(&d, k))
				}
			}
		})
	}
}

func TestPassivesReportWithoutASpeaker(t *testing.T) {
	r := coder(t).Reader()
	d, _ := r.Layers(isnad.Article{ID: "x", Text: "وأُعلن أن الرئيس نجا من محاولة اغتيال."})
	if got := speaker(&d, innermost(&d, at(t, &d, "نجا"))); got != unnamed {
		t.Errorf("said by %q, want nobody named", got)
	}
}

func TestTheChainRunsFromTheSpeakerOutwards(t *testing.T) {
	r := coder(t).Reader()
	tests := []struct {
		name, text, word string
		chain            []string
	}{
		{
			name:  "the agency told of a speaker",
			text:  "نقلت وكالة رويترز عن مسؤول إسرائيلي أن الجيش قصف غزة.",
			word:  "قصف",
			chain: []string{"مسؤول إسرائيلي", "وكالة رويترز"},
		},
		{
			name:  "an agency behind the whole sentence",
			text:  "قال وزير الدفاع إن الجيش قصف القاعدة، حسبما أفادت وكالة رويترز.",
			word:  "قصف",
			chain: []string{"وزير الدفاع", "وكالة رويترز"},
		},
		{
			name:  "who asks not to be named",
			text:  "كشف ضابط كبير طلب عدم ذكر اسمه أن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"ضابط كبير"},
		},
		{
			name:  "what he turns to is not who speaks",
			text:  "وأشار الوزير إلى ضرورة الحل. وفي الشأن الليبي، قال إن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"الوزير"},
		},
		{
			name:  "the agency that he told",
			text:  "قال مسؤول محلي لوكالة الأناضول إن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"مسؤول محلي", "وكالة الأناضول"},
		},
		{
			name:  "whose name has its article behind li-",
			text:  "وقال مصدر طبي للجزيرة نت إن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"مصدر طبي", "للجزيرة نت"},
		},
		{
			name:  "a newspaper called like a region",
			text:  "وقال الوزير لـ«الشرق الأوسط» إن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"الوزير", "الشرق الأوسط"},
		},
		{
			name:  "in an interview before the verb",
			text:  "في حوار مع صحيفة «النهار»، أكد زعيم الحزب أن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"زعيم الحزب", "صحيفة «النهار»"},
		},
		{
			name:  "behind the words",
			text:  "قصف الجيش الجسر، وفق ما صرح به ضابط متقاعد لقناة العربية.",
			word:  "قصف",
			chain: []string{"ضابط متقاعد", "قناة العربية"},
		},
		{
			name:  "of a source who spoke to it",
			text:  "بحسب رواية شهود عيان تحدثوا إلى وكالة رويترز، قصف الجيش الجسر.",
			word:  "قصف",
			chain: []string{"شهود عيان", "وكالة رويترز"},
		},
		{
			name:  "through which he sent it",
			text:  "أعلن التنظيم في بيان عبر وكالة أعماق أن مقاتليه نسفوا الجسر.",
			word:  "نسفوا",
			chain: []string{"التنظيم", "وكالة أعماق"},
		},
		{
			name:  "the agency whose head he is told him nothing",
			text:  "وقال المدير العام للوكالة إن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"المدير العام"},
		},
		{
			name:  "nor do those who work for one",
			text:  "وقال الوزير للصحافيين إن الجيش قصف الجسر.",
			word:  "قصف",
			chain: []string{"الوزير"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := r.Layers(isnad.Article{ID: "x", Text: tt.text})
			k := innermost(&d, at(t, &d, tt.word))
			if k < 0 {
				t.Fatal("no claim")
			}
			var got []string
			for _, m := range d.Claims[k].Chain {
				got = append(got, d.Mentions[m].Span.Of(d.Text))
			}
			if strings.Join(got, " < ") != strings.Join(tt.chain, " < ") {
				t.Errorf("chain %q, want %q", got, tt.chain)
			}
		})
	}
}

// News is cut anywhere: at a page's end, by a date line, inside a quotation.
func TestAnyPieceOfATextIsRead(t *testing.T) {
	r := coder(t).Reader()
	for _, tt := range attributions {
		words := strings.Fields(tt.text)
		for i := range words {
			for _, text := range []string{strings.Join(words[i:], " "), strings.Join(words[:i], " "), strings.Join(words[i:], " ") + "\n" + strings.Join(words[:i], " ")} {
				d, _ := r.Layers(isnad.Article{ID: "x", Text: text})
				for k := range d.Claims {
					c := &d.Claims[k]
					if c.Scope.Len() <= 0 || c.Scope.Start < 0 || c.Scope.End > len(d.Tokens) || c.Speaker >= len(d.Mentions) || c.Speaker >= 0 && c.Words.Empty() {
						t.Errorf("%q: claim %+v does not fit", text, *c)
					}
				}
			}
		}
	}
}

// at is the token of a word that the text holds once.
func at(t *testing.T, d *isnad.Document, word string) isnad.Range {
	t.Helper()
	i := strings.Index(d.Text, word)
	if i < 0 {
		t.Fatalf("%q does not stand in the text", word)
	}
	return tokensOf(d, isnad.Span{Start: i, End: i + len(word)})
}

func speaker(d *isnad.Document, k int) string {
	switch {
	case k < 0:
		return outlet
	case d.Claims[k].Speaker < 0:
		return unnamed
	}
	return d.Claims[k].Words.Of(d.Text)
}
