package phrase_test

import (
	"slices"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

// Each rule of the grammar stands beside a text where it must not reach.
func TestPhrases(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	for _, tc := range []struct {
		name, in  string
		has, none []string
	}{
		{
			"two ministers are an idafa",
			"وقع وزيرا خارجية الكويت وعمان الاتفاق.",
			[]string{"وزيرا خارجية الكويت"}, []string{"خارجية الكويت وعمان"},
		},
		{
			"what one has with his pronoun is what he acts on",
			"صوب جندي بندقيته نحو الحشد.",
			[]string{"جندي", "بندقيته"}, []string{"جندي بندقيته"},
		},
		{
			"what a verb is known to act on is no second term",
			"احتل طلاب مبنى الإدارة في الجامعة.",
			[]string{"طلاب", "مبنى الإدارة"}, []string{"طلاب مبنى الإدارة"},
		},
		{
			"but students of a university are",
			"احتل طلاب جامعة القاهرة المبنى.",
			[]string{"طلاب جامعة القاهرة"}, nil,
		},
		{
			"those not legal are a party",
			"أوقفت الشرطة مهاجرين غير شرعيين قرب الساحل.",
			[]string{"مهاجرين غير شرعيين"}, nil,
		},
		{
			"suspects have their pronoun",
			"أكد الضابط أن المشتبه بهم فروا.",
			[]string{"المشتبه بهم"}, nil,
		},
		{
			"three of them",
			"قال إن ثلاثة منهم قتلوا.",
			[]string{"ثلاثة", "ثلاثة منهم"}, nil,
		},
		{
			"tens of thousands",
			"سمحت البلدية لعشرات الآلاف بالتظاهر.",
			[]string{"عشرات الآلاف"}, nil,
		},
		{
			"a year counts nobody",
			"قاد في 1979 مجموعة من المقاتلين.",
			[]string{"مجموعة من المقاتلين"}, []string{"1979 مجموعة"},
		},
		{
			"a prince behind a minister's nation",
			"بحث وزير الخارجية السعودي الأمير سعود الفيصل الأزمة.",
			[]string{"وزير الخارجية السعودي الأمير سعود الفيصل"}, []string{"السعودي الأمير سعود الفيصل"},
		},
		{
			"a sheikh behind what he is secretary of",
			"قال الأمين العام لحزب الله الشيخ نعيم قاسم إن الرد آت.",
			[]string{"الأمين العام لحزب الله الشيخ نعيم قاسم"}, nil,
		},
		{
			"a government is answered, and demands are no part of its name",
			"استجابت الحكومة الأردنية لمطالب المعلمين.",
			[]string{"الحكومة الأردنية", "مطالب المعلمين"}, nil,
		},
		{
			"people behind one body are its object",
			"هاجم الجيش المصري المسلحين أمس.",
			[]string{"الجيش المصري", "المسلحين"}, []string{"الجيش المصري المسلحين"},
		},
		{
			"and behind a ministry",
			"اتهمت وزارة الداخلية التونسية المتشددين بالهجوم.",
			[]string{"وزارة الداخلية التونسية", "المتشددين"}, []string{"وزارة الداخلية التونسية المتشددين"},
		},
		{
			"the workers are closed off by what their party is called",
			"انتقد حزب العمال الفرنسي المسلحين أمس.",
			[]string{"حزب العمال الفرنسي", "المسلحين"}, []string{"حزب العمال الفرنسي المسلحين"},
		},
		{
			"an opposition behind a government is another party, perhaps",
			"دعت الحكومة الفرنسية المعارضة إلى الحوار.",
			[]string{"الحكومة الفرنسية", "المعارضة"}, nil,
		},
		{
			"what does not agree with a body's kind is not said of it",
			"هدد حزب السعادة المعارضة بالرد.",
			[]string{"حزب السعادة", "المعارضة"}, []string{"حزب السعادة المعارضة"},
		},
		{
			"a body that has its article always begins no idafa",
			"طالب البنتاغون وزير الداخلية بالتوضيح.",
			[]string{"البنتاغون", "وزير الداخلية"}, []string{"البنتاغون وزير الداخلية"},
		},
		{
			"a minister behind a name may be another whom the verb wants",
			"انتقد طارق عزيز وزير الداخلية بشدة.",
			[]string{"طارق عزيز", "وزير الداخلية", "طارق عزيز وزير الداخلية"}, nil,
		},
		{
			"an office before a second name is not the first's",
			"انتقد طارق عزيز رئيس الوزراء الإسرائيلي بنيامين نتنياهو بشدة.",
			[]string{"طارق عزيز", "رئيس الوزراء الإسرائيلي بنيامين نتنياهو"}, []string{"طارق عزيز رئيس الوزراء الإسرائيلي"},
		},
		{
			"he who speaks wants none",
			"قال طارق عزيز وزير الخارجية إن القرار مهم.",
			[]string{"طارق عزيز وزير الخارجية"}, []string{"طارق عزيز"},
		},
		{
			"what he denied is none of him",
			"نفى الوزير ذلك.",
			[]string{"الوزير"}, []string{"الوزير ذلك"},
		},
		{
			"more than ten of something else",
			"هاجمت حركة حماس أكثر من عشر قرى.",
			[]string{"حركة حماس"}, []string{"حركة حماس أكثر"},
		},
		{
			"plurals of people describe no forces",
			"استهدفت القوات الحكومية المدنيين.",
			[]string{"القوات الحكومية"}, []string{"القوات الحكومية المدنيين"},
		},
		{
			"how he did it",
			"رفض الوزير بدوره القرار.",
			[]string{"الوزير", "القرار"}, []string{"الوزير بدوره"},
		},
		{
			"each of both",
			"أدان كل من الاتحاد الأوروبي والبرلمان العراقي الهجوم.",
			[]string{"الاتحاد الأوروبي", "البرلمان العراقي"}, []string{"كل", "كل من الاتحاد الأوروبي"},
		},
		{
			"what befell them",
			"لقي خمسة جنود أتراك مصرعهم في هجوم.",
			[]string{"خمسة جنود أتراك"}, []string{"خمسة جنود أتراك مصرعهم"},
		},
		{
			"one is no title of many",
			"هاجم الحوثيون الرئيس عبد ربه منصور هادي.",
			[]string{"الحوثيون"}, []string{"الحوثيون الرئيس"},
		},
		{
			"one of its leaders, on no Sunday",
			"اغتالت إسرائيل أحد قادته في بيروت.",
			[]string{"أحد قادته"}, []string{"أحد"},
		},
		{
			"an adjective of people in a chain is theirs",
			"قال مسؤولو حركة النهضة السياسيون إن القرار مهم.",
			[]string{"مسؤولو حركة النهضة السياسيون"}, nil,
		},
		{
			"a body that its name calls one is another than the body before it",
			"هددت الشرطة حزب الأمة بالرد.",
			[]string{"الشرطة", "حزب الأمة"}, []string{"الشرطة حزب الأمة"},
		},
		{
			"so is any behind a government",
			"هاجمت الحكومة بوكو حرام أمس.",
			[]string{"الحكومة", "بوكو حرام"}, nil,
		},
		{
			"what a movement is called stands beside it",
			"أعلنت الحركة الإسلامية حماس القرار.",
			[]string{"الحركة الإسلامية حماس"}, nil,
		},
		{
			"a bomber blows himself up, at no dawn",
			"فجر انتحاري نفسه في سوق شعبي.",
			[]string{"انتحاري"}, []string{"فجر انتحاري", "انتحاري نفسه"},
		},
		{
			"a rank goes on to the name",
			"قتل الفريق أول ركن سالم الحمراني أمس.",
			[]string{"الفريق أول ركن سالم الحمراني"}, []string{"أول"},
		},
		{
			"two ministers behind a president are met by him",
			"التقى الرئيس وزيري الدفاع والداخلية.",
			[]string{"الرئيس", "وزيري الدفاع"}, []string{"الرئيس وزيري"},
		},
		{
			"a second office behind the name is somebody else's",
			"استدعى رئيس الوزراء نبيل الحمراني سفير بيرو في العاصمة.",
			[]string{"رئيس الوزراء نبيل الحمراني", "سفير بيرو"}, []string{"رئيس الوزراء نبيل الحمراني سفير بيرو"},
		},
		{
			"the wife of the one named is he or she himself",
			"اغتيلت وزيرة الصحة ليلى الحمراني زوجة النائب أمس.",
			[]string{"وزيرة الصحة ليلى الحمراني زوجة النائب"}, nil,
		},
		{
			"the ruler of another behind a king is received",
			"استقبل الملك عبد الله الثاني الرئيس البيروفي أمس.",
			[]string{"الملك عبد الله الثاني", "الرئيس البيروفي"}, []string{"الملك عبد الله الثاني الرئيس البيروفي"},
		},
		{
			"the office of another land behind a known person",
			"استقبل الشيخ محمد بن زايد وزير الخارجية الأردني أمس.",
			[]string{"الشيخ محمد بن زايد", "وزير الخارجية الأردني"}, []string{"الشيخ محمد بن زايد وزير الخارجية الأردني"},
		},
		{
			"a style between office and name",
			"وصل نائب رئيس الدولة سمو الشيخ نبيل الحمراني أمس.",
			[]string{"نائب رئيس الدولة سمو الشيخ نبيل الحمراني"}, nil,
		},
		{
			"His Excellency stands alone",
			"وطالب معاليه المجتمع الدولي بالتحرك.",
			[]string{"معاليه", "المجتمع الدولي"}, []string{"معاليه المجتمع الدولي"},
		},
		{
			"the name of a counterpart",
			"اجتمع الوزير مع نظيره التركي هاكان فيدان أمس.",
			[]string{"نظيره التركي هاكان فيدان"}, nil,
		},
		{
			"on which side of a place is where, not whose",
			"هاجم مسلحون نقطة تفتيش شمالي بغداد.",
			[]string{"نقطة تفتيش", "بغداد"}, []string{"نقطة تفتيش شمالي بغداد"},
		},
		{
			"in a statement, and what the sentence tells",
			"أدانت الوزارة في بيان القصف على البلدة.",
			[]string{"بيان", "القصف"}, []string{"بيان القصف"},
		},
		{
			"the statement of somebody",
			"جاء في بيان الوزارة أن الاجتماع تأجل.",
			[]string{"بيان الوزارة"}, nil,
		},
		{
			"the number of a model counts nothing",
			"نفذت طائرات إف 16 العراقية ضربة.",
			[]string{"طائرات إف 16 العراقية"}, []string{"16 العراقية"},
		},
		{
			"what ends in -an is no second term",
			"قتلت ضربة بطائرة قياديا في المدينة.",
			[]string{"قياديا"}, []string{"طائرة قياديا"},
		},
		{
			"a people with a broken plural alone, indefinite",
			"طردت الدولة ستة دبلوماسيين روس.",
			[]string{"ستة دبلوماسيين روس"}, nil,
		},
		{
			"each of the states that an act is named after",
			"بدأ الحوار السعودي الإيراني أمس.",
			[]string{"السعودي", "الإيراني"}, nil,
		},
		{
			"a plural in -una is no second term",
			"خطف مسلحون مجهولون جنديا أمس.",
			[]string{"مسلحون مجهولون", "جنديا"}, []string{"خطف مسلحون مجهولون"},
		},
		{
			"the name behind a comma belongs to the title",
			"استقبل الرئيس التشادي، محمود الزهراني، ضيوفه.",
			[]string{"الرئيس التشادي", "الرئيس التشادي، محمود الزهراني"}, nil,
		},
		{
			"a name behind a comma after a plural is not theirs",
			"وصل الوزراء، محمود الزهراني غائب.",
			[]string{"محمود الزهراني"}, []string{"الوزراء، محمود الزهراني"},
		},
		{
			"a spokesman with his name behind the body he speaks for",
			"أعلن الناطق باسم الحكومة نبيل الحمراني القرار.",
			[]string{"الناطق باسم الحكومة نبيل الحمراني"}, nil,
		},
		{
			"the head of a body in quotation marks, with his name",
			"وقال مسؤول الإعلام في «حزب الأمة» محمود الزهراني إن القرار خاطئ.",
			[]string{"مسؤول الإعلام في «حزب الأمة» محمود الزهراني"}, nil,
		},
		{
			"the government of a president with his name",
			"سقطت حكومة الرئيس محمود الزهراني أمس.",
			[]string{"حكومة الرئيس محمود الزهراني"}, nil,
		},
		{
			"his name behind the quoted name of his body",
			"حث رئيس حركة «فتح» سامر الجبالي أنصاره.",
			[]string{"رئيس حركة «فتح» سامر الجبالي"}, nil,
		},
		{
			"to whom he is sent, and his name",
			"وصل المبعوث الأممي إلى اليمن سامر الجبالي.",
			[]string{"المبعوث الأممي إلى اليمن سامر الجبالي"}, nil,
		},
		{
			"his rank stands before the name",
			"نفى الناطق باسم الجيش السوري العميد سامر الجبالي الخبر.",
			[]string{"الناطق باسم الجيش السوري العميد سامر الجبالي"}, nil,
		},
		{
			"two complements of one office",
			"أعلنت المفوضة السامية للأمم المتحدة لشؤون اللاجئين نوال الحداد القرار.",
			[]string{"المفوضة السامية للأمم المتحدة لشؤون اللاجئين نوال الحداد"}, nil,
		},
		{
			"two titles of one person",
			"أفرجوا عن المحامي والناشط الحقوقي سامر الجبالي.",
			[]string{"المحامي والناشط الحقوقي سامر الجبالي"}, nil,
		},
		{
			"the head of aides, and of a party",
			"التقى كبير مساعدي الوزير وفدا. ووصل أمين عام حزب البيئة.",
			[]string{"كبير مساعدي الوزير", "أمين عام حزب البيئة"}, nil,
		},
		{
			"a people whose name has a broken plural",
			"رحلت السلطات اللاجئين الأفغان.",
			[]string{"اللاجئين الأفغان"}, nil,
		},
		{
			"people are no adjective of who arrests them",
			"اعتقلت القوة الأكراد أمس.",
			[]string{"القوة", "الأكراد"}, []string{"القوة الأكراد"},
		},
		{
			"adjectives that stand for people are what the act is done to",
			"أدى الانفجار إلى إصابة آخرين.",
			[]string{"آخرين"}, nil,
		},
		{
			"an adjective that agrees with an earlier term ends the later one",
			"خلال زيارة محمود الزهراني الأخيرة إلى نابلس.",
			[]string{"محمود الزهراني"}, []string{"محمود الزهراني الأخيرة"},
		},
		{
			"the forces of two states are two parties",
			"انسحبت القوات التركية والإيرانية من المدينة.",
			[]string{"القوات التركية والإيرانية", "القوات التركية", "الإيرانية"}, nil,
		},
		{
			"two peoples are two phrases",
			"سيلتقي الوسطاء السوريين والأتراك في جنيف، ثم الإيرانيين والروس.",
			[]string{"الإيرانيين"}, nil,
		},
		{
			"an adjective with wa- that another describes is a party of its own",
			"أدى إلى مقتل جنديين هولنديين ومدنيين لبنانيين.",
			[]string{"جنديين هولنديين", "مدنيين لبنانيين"}, []string{"جنديين هولنديين ومدنيين لبنانيين"},
		},
		{
			"what counted people say is none of them",
			"وجه 200 متظاهر كلمات جارحة إلى الوزير.",
			[]string{"200 متظاهر"}, []string{"200 متظاهر كلمات جارحة"},
		},
		{
			"a minister of two fields is one",
			"وافق وزير التجارة والصناعة على القرار.",
			[]string{"وزير التجارة والصناعة"}, []string{"الصناعة"},
		},
		{
			"a minister and a delegation are two",
			"وصل وزير التجارة والوفد المصري.",
			[]string{"وزير التجارة", "الوفد المصري"}, nil,
		},
		{
			"what stands behind counted people with their pronoun is not their own",
			"لقي 30 شخصا حتفهم، وثلاثة عمال مصرعهم.",
			[]string{"30 شخصا", "ثلاثة عمال"}, []string{"30 شخصا حتفهم", "ثلاثة عمال مصرعهم"},
		},
		{
			"counted people of one's own family",
			"قتل خمسة من أفراد عائلته.",
			[]string{"خمسة من أفراد عائلته"}, nil,
		},
		{
			"a plural with its nun has no term behind it",
			"وأطلق مسلحون آخرون قذائف على القرية.",
			[]string{"مسلحون آخرون"}, []string{"مسلحون آخرون قذائف"},
		},
		{
			"many have not a singular adjective",
			"احتل مئات المحتجين المجمع أمس.",
			[]string{"مئات المحتجين"}, []string{"مئات المحتجين المجمع"},
		},
		{
			"a part of people whom an act is done to",
			"أعلنت الشرطة توقيف عدد من عمال الميناء.",
			[]string{"عدد", "عدد من عمال الميناء"}, nil,
		},
		{
			"a gathering of people is they",
			"وقف حشد من الطلاب أمام المبنى.",
			[]string{"حشد من الطلاب"}, nil,
		},
		{
			"an act does not extend to where it was done",
			"استنكر الحزب الهجوم في نابلس.",
			[]string{"الهجوم"}, []string{"الهجوم في نابلس"},
		},
		{
			"at least so many of them",
			"وقتل 17 على الأقل من أفراد الحراسة.",
			[]string{"17 على الأقل من أفراد الحراسة"}, nil,
		},
		{
			"the party that rules is one party",
			"ندد الحزب الحاكم بالقرار، ورحبت به السلطة الحاكمة.",
			[]string{"الحزب الحاكم", "السلطة الحاكمة"}, nil,
		},
		{
			"talks are no adjective of who suspends them",
			"علقت مانيلا المفاوضات، وجمدت الوزارة المساعدات.",
			[]string{"مانيلا", "المفاوضات", "الوزارة", "المساعدات"}, nil,
		},
		{
			"the ruler whom a party meets is another",
			"استقبلت الحركة الحاكم أمس.",
			[]string{"الحركة", "الحاكم"}, []string{"الحركة الحاكم"},
		},
		{
			"a day of the week takes no genitive",
			"اتهمت مساء الأربعاء طهران جيرانها.",
			[]string{"طهران"}, []string{"الأربعاء طهران"},
		},
		{
			"how it is done is no party, who has a state is",
			"أبلغ الوزير هاتفيا القائد أنه اعتقل سودانيا.",
			[]string{"سودانيا"}, []string{"هاتفيا"},
		},
		{
			"the agency that reports is no name of the place",
			"أدانت طهران (أ ف ب) القصف. وأعلنت حركة المقاومة الإسلامية (حماس) الهدنة.",
			[]string{"طهران", "حركة المقاومة الإسلامية (حماس)"}, []string{"طهران (أ ف ب)"},
		},
		{
			"a time is no complement",
			"قصف جنود للمرة الأولى البلدة، وغادر متظاهرون في المساء الساحة.",
			[]string{"جنود", "متظاهرون"}, []string{"جنود للمرة الأولى", "متظاهرون في المساء"},
		},
		{
			"an adverb of several words governs nothing",
			"والتقى على الفور الوزير الروسي، رحمه الله، وفدا من حماة.",
			[]string{"الوزير الروسي", "وفدا من حماة"}, []string{"الفور الوزير", "الله"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := r.Annotate(isnad.Article{Text: tc.in})
			var have []string
			for i := range d.Mentions {
				have = append(have, d.Mentions[i].Span.Of(d.Text))
			}
			for _, w := range tc.has {
				if !slices.Contains(have, w) {
					t.Errorf("no phrase %q in %q", w, have)
				}
			}
			for _, w := range tc.none {
				if slices.Contains(have, w) {
					t.Errorf("phrase %q", w)
				}
			}
		})
	}
}
