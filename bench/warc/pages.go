//go:build linux

package main

import (
	"fmt"
	"strings"
)

// A dice is a small generator of numbers: the same archive on every machine.
type dice uint64

func (d *dice) roll(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d)>>33) % n
}

func pick(d *dice, from []string) string { return from[d.roll(len(from))] }

var (
	actors = []string{
		"وزير الخارجية العراقي",
		"رئيس الوزراء اللبناني",
		"الجيش السوري",
		"الشرطة التركية",
		"وزارة الداخلية المصرية",
		"المتحدث باسم الحكومة الأردنية",
		"وزير الدفاع الفرنسي",
		"الأمم المتحدة",
		"الاتحاد الأوروبي",
		"نقابة المعلمين",
		"وزير النفط الجزائري",
		"مبعوث الأمين العام",
	}
	deeds = []string{
		"اتهم",
		"أدان",
		"التقى",
		"هدد",
		"دعا",
		"انتقد",
		"استقبل",
		"حذر",
	}
	acts = []string{
		"اعتقلت قوات الأمن %d متظاهرين في %s %s.",
		"قتل %d أشخاص في هجوم على حافلة قرب %s %s.",
		"تظاهر مئات العمال في %[2]s %[3]s احتجاجا على تأخر الرواتب منذ %[1]d أسابيع.",
		"أرسلت الحكومة %d شاحنات من المساعدات إلى %s %s.",
		"وقعت الحكومتان اتفاقا من %d بنود في %s %s.",
		"أصيب %d جنود في انفجار عبوة ناسفة في %s %s.",
		"استأنف الطرفان المحادثات في جولتها رقم %d في %s %s.",
		"قصفت طائرات حربية %d مواقع في ريف %s %s.",
	}
	towns = []string{
		"بغداد",
		"دمشق",
		"بيروت",
		"القاهرة",
		"عمان",
		"طرابلس",
		"تونس",
		"الخرطوم",
		"صنعاء",
		"أنقرة",
		"الموصل",
		"حلب",
	}
	days = []string{
		"يوم الأحد",
		"أمس",
		"مساء الاثنين",
		"صباح اليوم",
		"يوم الخميس الماضي",
	}
	fillers = []string{
		"وقال شهود إن الطريق المؤدي إلى الساحة أغلق ساعات عدة قبل أن يفتح أمام السيارات، وإن الأسواق القريبة عادت إلى العمل",
		"وأضاف المسؤول أن اللجنة المختصة ستعلن نتائج عملها في مؤتمر صحفي، وأن تفاصيل أخرى ستنشر بعد انتهاء الاجتماع",
		"وكانت المدينة قد شهدت في الأشهر الماضية أحداثا مشابهة، ولم تعلن أي جهة موقفا رسميا منها حتى الآن",
		"ويرى مراقبون أن الخطوة قد تؤثر في المفاوضات المقبلة، في حين تؤكد مصادر حكومية أن الموعد لم يتغير",
	}
)

// page is one article as a content system prints it. The text round it is the same
// on every page, as it is in the world.
func page(i int) (url, html string) {
	d := dice(i*7919 + 17)
	d.roll(2)
	day := fmt.Sprintf("2026-%02d-%02d", 1+d.roll(12), 1+d.roll(28))
	url = fmt.Sprintf("https://news%d.example/%s/%d", d.roll(20), strings.ReplaceAll(day, "-", "/"), i)
	title := fmt.Sprintf("%s %s %s", pick(&d, actors), pick(&d, deeds), pick(&d, actors))
	var b strings.Builder
	b.WriteString("<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8><title>" + title + " - وكالة المثال</title>")
	fmt.Fprintf(&b, `<meta property="article:published_time" content="%sT09:00:00+03:00"><link rel=canonical href=%q>`, day, url)
	b.WriteString("<script>" + strings.Repeat("window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}\n", 20) + "</script></head><body><nav><ul>")
	for k := range 30 {
		fmt.Fprintf(&b, "<li class=item><a href='/s/%d'>قسم رقم %d</a></li>", k, k)
	}
	b.WriteString("</ul></nav><div class=breadcrumb><a href=/>الرئيسية</a> » <a href=/p>سياسة</a></div><article class=content><h1>" + title + "</h1>")
	for p := range 5 + d.roll(6) {
		b.WriteString("<p>")
		if p%2 == 0 {
			fmt.Fprintf(&b, "%s %s %s في %s، ", pick(&d, deeds), pick(&d, actors), pick(&d, actors), pick(&d, towns))
		}
		fmt.Fprintf(&b, pick(&d, acts), 2+d.roll(90), pick(&d, towns), pick(&d, days))
		fmt.Fprintf(&b, " %s، وذلك للمرة رقم %d.</p>\n", pick(&d, fillers), d.roll(1000))
	}
	b.WriteString("<p>تابعوا أخبارنا عبر النشرة المسائية</p></article><aside><h3>اقرأ أيضا</h3><ul>")
	for range 8 {
		fmt.Fprintf(&b, "<li><a href='/x/%d'>%s %s %s</a></li>", d.roll(1e6), pick(&d, actors), pick(&d, deeds), pick(&d, actors))
	}
	b.WriteString("</ul></aside><footer>جميع الحقوق محفوظة © وكالة المثال 2026</footer></body></html>")
	return url, b.String()
}
