package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

// A title in any of the forms that newspapers have, with a name behind it, is one mention.
func TestTitlesHoldTheirNames(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	names := []string{"سامر الجبالي", "جون هاريسون", "ليو تشانغ وي", "أحمد بن سالم الكعبي", "نوال الحداد", "إيغور ساموئيلوف", "محمد ولد الشيخ", "ناصر عبد الكريم"}
	titles := []string{
		"الرئيس الأمريكي", "الرئيس الإيراني السابق", "وزير الخارجية الروسي", "نائب وزير الخارجية الروسي", "وزير الدفاع في الحكومة الليبية", "وزير الدولة لشؤون الإعلام الأردني",
		"وزير التجارة والصناعة والاستثمار", "وزير الشؤون الاجتماعية والعمل", "مساعد وزير الخارجية للشؤون الأفريقية السفير", "كبير مساعدي وزير الخارجية الإيراني",
		"المتحدث باسم وزارة الخارجية القطرية", "الناطق باسم الجيش السوري العميد", "قائد القيادة المركزية الأمريكية الجنرال", "رئيس الأركان الإسرائيلي", "مدير شرطة كربلاء اللواء",
		"رئيس مجلس النواب في لبنان", "رئيس لجنة العلاقات الخارجية في البرلمان", "النائب عن كتلة المستقبل", "زعيم حزب العمال البريطاني", "القيادي في حركة فتح", "أمين عام حزب الله",
		"الأمين العام للأمم المتحدة", "المبعوث الأممي إلى اليمن", "مبعوث الأمم المتحدة الخاص إلى سوريا", "المفوضة السامية للأمم المتحدة لشؤون اللاجئين", "مدير عام الوكالة الدولية للطاقة الذرية",
		"الممثل الأعلى للسياسة الخارجية في الاتحاد الأوروبي", "المدعي العام للمحكمة الجنائية الدولية", "السفير الفرنسي في بيروت", "سفير السودان لدى مصر", "مندوب روسيا الدائم لدى الأمم المتحدة",
		"محافظ نينوى", "أمير منطقة مكة المكرمة الأمير", "ولي العهد السعودي الأمير", "مفتي الجمهورية اللبنانية الشيخ", "المرشد الأعلى للثورة الإيرانية", "المحامي والناشط الحقوقي", "الكاتب والمحلل السياسي",
	}
	asked, lost := 0, []string{}
	for _, title := range titles {
		for _, name := range names {
			for _, frame := range []string{"أكد %s أن بلاده ترفض القرار.", "واستقبل %s الوفد أمس."} {
				whole := title + " " + name
				text := fmt.Sprintf(frame, whole)
				_, l := r.Layers(isnad.Article{ID: "x", Text: text})
				found := false
				for i := range l.Mentions {
					found = found || l.Mentions[i].Of(text) == whole
				}
				if asked++; !found {
					lost = append(lost, text)
				}
			}
		}
	}
	if len(lost)*100 > asked {
		t.Errorf("%d of %d are not whole:\n%s", len(lost), asked, strings.Join(lost, "\n"))
	}
}

// A known person behind an office of his land is one mention with it, of that land, whatever
// other offices the gazetteer has of him and whatever the words of his name mean else.
func TestKnownPersonsKeepTheirTitles(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	states, persons := c.Lexicon.Table("states"), c.Lexicon.Table("persons")
	nisba := map[string]string{}
	for i := range states.Len() {
		nisba[states.Get(i, "iso3")], _, _ = strings.Cut(states.Get(i, "nisba"), ";")
	}
	asked, lost := 0, []string{}
	for i := 0; i < persons.Len(); i += 7 {
		country, name := persons.Get(i, "country"), persons.Get(i, "name")
		n := nisba[country]
		if n == "" || strings.Contains(n, " ") || strings.HasPrefix(name, "ال") {
			continue
		}
		for _, frame := range []string{"التقى <الرئيس ال%s %s> الوفد أمس.", "أكد <وزير الخارجية ال%s %s> أن القرار مهم."} {
			marked := fmt.Sprintf(frame, n, name)
			head, rest, _ := strings.Cut(marked, "<")
			whole, tail, _ := strings.Cut(rest, ">")
			text := head + whole + tail
			_, l := r.Layers(isnad.Article{ID: "x", Text: text})
			found := false
			for k := range l.Mentions {
				m := &l.Mentions[k]
				found = found || m.Of(text) == whole && m.ID == persons.Get(i, "id") && m.Country == country
			}
			if asked++; !found {
				lost = append(lost, text)
			}
		}
	}
	if asked < 2000 || len(lost)*500 > asked {
		t.Errorf("%d of %d are not whole, or not of their land:\n%s", len(lost), asked, strings.Join(lost, "\n"))
	}
}

// Whoever speaks for a body, leads it or works in it is of that body: of its state and its sector.
func TestOfficesAreOfTheirBodies(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	table := c.Lexicon.Table("organisations")
	asked, lost := 0, []string{}
	for i := 0; i < table.Len(); i += 5 {
		name, country, sector := table.Get(i, "name"), table.Get(i, "country"), table.Get(i, "sector")
		for _, office := range []string{"متحدث باسم ", "قيادي في ", "مسؤول في ", "عضو في ", "زعيم "} {
			text := "استقبل الوزير الفرنسي " + office + name + " أمس."
			_, l := r.Layers(isnad.Article{ID: "x", Text: text})
			found := false
			for k := range l.Mentions {
				m := &l.Mentions[k]
				found = found || m.Of(text) == office+name && m.Country == country && m.Sector() == sector
			}
			if asked++; !found {
				lost = append(lost, text)
			}
		}
	}
	if asked < 2000 || len(lost)*50 > asked {
		t.Errorf("%d of %d are of another:\n%s", len(lost), asked, strings.Join(lost, "\n"))
	}
}
