package event_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/pipeline"
)

// TestBonds holds what the role scorers are told of a party outside the trigger's own
// slots, and of another party that must not be told the same.
func TestBonds(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, text, trigger string
		party, says, trap   string
	}{
		{
			name: "a term of the phrase behind the preposition",
			text: "نددت النقابة بسياسات الوزارة.", trigger: "نددت",
			party: "الوزارة", says: "wst:p:ب:ACCUSE", trap: "النقابة",
		},
		{
			name: "a participle before the party",
			text: "تظاهر العمال أمس مطالبين البلدية بالأجور.", trigger: "تظاهر",
			party: "البلدية", says: "gv:PROTEST:طالب", trap: "العمال",
		},
		{
			name: "the subject of the clause that tells of what is condemned",
			text: "نددت النقابة بالهجمات التي نفذها الجيش.", trigger: "نددت",
			party: "الجيش", says: "relt:p:ب:subj:ACCUSE", trap: "النقابة",
		},
		{
			name: "a pronoun on the verb fits the man and not the body before him",
			text: "زارت اللجنة المحامي ثم اعتقلته الشرطة.", trigger: "اعتقلته",
			party: "المحامي", says: "pron:agrees", trap: "اللجنة",
		},
		{
			name: "a pronoun on the preposition fits the many and not the one",
			text: "رأى الحارس المتظاهرين فأطلق النار عليهم.", trigger: "فأطلق",
			party: "المتظاهرين", says: "ppron:agrees:علي", trap: "الحارس",
		},
		{
			name: "who speaks over the trigger",
			text: "قال الوزير إن الجيش قصف المطار.", trigger: "قصف",
			party: "الوزير", says: "speaks:", trap: "الجيش",
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, l := c.Reader().Layers(isnad.Article{Text: tc.text})
			told, trap := false, false
			ks := c.Events.Propose(&l)
			for i := range ks {
				k := &ks[i]
				if k.Trigger().Of(d.Text) != tc.trigger {
					continue
				}
				for p := range k.Parties() {
					f := learn.Features{Named: true}
					k.RoleFeatures(&f, p)
					says := slices.ContainsFunc(f.Names, func(n string) bool { return strings.HasPrefix(n, tc.says) })
					switch l.Mentions[k.Party(p)].Of(d.Text) {
					case tc.party:
						told = told || says
					case tc.trap:
						trap = trap || says
					}
				}
			}
			if !told {
				t.Errorf("nothing says %s of %s", tc.says, tc.party)
			}
			if trap {
				t.Errorf("%s is said of %s too", tc.says, tc.trap)
			}
		})
	}
}
