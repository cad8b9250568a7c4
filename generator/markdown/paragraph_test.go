package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// idsIn are the ids of paragraphs and items, in the order of the text.
func idsIn(source string) []string {
	var ids []string
	d := New(Options{Language: "en"}).Convert("note.md", []byte(source), 1)
	for i := range d.Holes {
		h := &d.Holes[i]
		if id := d.ID(h); h.Kind == IDHole && !strings.HasPrefix(id, "fn") {
			ids = append(ids, id)
		}
	}
	return ids
}

func TestParagraphsKeepTheirIDs(t *testing.T) {
	const first = "The Organic Law was adopted on 4 November 1998, after eleven years on trial."
	id := idsIn(first)[0]
	if !strings.HasPrefix(id, "p.") || len(id) != 6 {
		t.Errorf("the id is %q", id)
	}
	for name, source := range map[string]string{
		"its end is edited":               "The Organic Law was adopted on 4 November 1998, and that was that.",
		"marks and capitals change":       "The **organic law** was “adopted”, on 4 November 1998.",
		"it becomes an item":              "- " + first,
		"it stands in a quotation":        "> " + first,
		"others come before and after":    "Before.\n\n" + first + "\n\nAfter.",
		"another begins as it does":       first + "\n\nThe Organic Law was adopted on 4 November 1998, say others.",
		"a heading and a note come to it": "## The Organic Law\n\n" + first + "[^1]\n\n[^1]: A remark.",
	} {
		found := false
		for _, other := range idsIn(source) {
			found = found || other == id
		}
		if !found {
			t.Errorf("when %s, %q is not among %q", name, id, idsIn(source))
		}
	}
	if other := idsIn("The Organic Law was revised on 28 October 2010.")[0]; other == id {
		t.Errorf("another beginning has the same id %q", other)
	}
	if a, b := idsIn("村民委员会是村民自我管理、自我教育的基层组织。")[0], idsIn("村民委员会是村民自我管理、自我教育的组织，不是政府。")[0]; a != b {
		t.Errorf("the same beginning in Chinese has the ids %q and %q", a, b)
	}
}

func TestIDsOfParagraphsAreUnique(t *testing.T) {
	var source strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&source, "Paragraph %d, which begins as no other.\n\nIt always begins like this and then goes on for long, to %d.\n\nThe very same.\n\n", i, i%3)
	}
	seen := map[string]bool{}
	ids := idsIn(source.String())
	for _, id := range ids {
		if seen[id] {
			t.Fatalf("%q stands twice", id)
		}
		seen[id] = true
	}
	if len(ids) != 6000 {
		t.Errorf("%d ids for 6000 paragraphs", len(ids))
	}
}

func TestAnIDThatIsGivenStands(t *testing.T) {
	for source, want := range map[string]string{
		"Text of its own. {#mine}":            "[mine]",
		"Text of its own. ^mine":              "[^mine]",
		"- An item ^mine":                     "[^mine]",
		"![[embedded]]":                       "[]",
		"…":                                   "[]",
		"| a |\n|---|\n| b |":                 "[]",
		"Text.[^1]\n\n[^1]: Of a footnote.":   "[p.x]",
		"- An item\n\n  with two paragraphs.": "[p.x p.x]",
	} {
		ids := idsIn(source)
		for i := range ids {
			if strings.HasPrefix(ids[i], "p.") {
				ids[i] = "p.x"
			}
		}
		if got := fmt.Sprint(ids); got != want {
			t.Errorf("%q has the ids %s, should have %s", source, got, want)
		}
	}
}

// TestFormulasAreReadableWhereThereIsNoMarkup holds that excerpts and the search
// have a formula as plain text, while the id of its paragraph, which is made of
// the source, is what it was in the first editions.
func TestFormulasAreReadableWhereThereIsNoMarkup(t *testing.T) {
	const source = `The mean is $\bar{x} = \frac{1}{n} \sum_{i=1}^{n} x_i$. It is $9{,}395 / 9{,}896 \approx 0.95$ here.`
	d := New(Options{Language: "en"}).Convert("note.md", []byte(source), 1)
	const want = "The mean is x = 1/n ∑_(i = 1)^n x_i. It is 9,395/9,896 ≈ 0.95 here."
	if d.Excerpt != want || strings.TrimSpace(d.Sections[0].Text) != want {
		t.Errorf("the excerpt is %q, the text %q, want %q", d.Excerpt, d.Sections[0].Text, want)
	}
	mean, _, _ := strings.Cut(source, " It is")
	if id := idsIn(mean)[0]; id != "p.bu7w" {
		t.Errorf("the id is %q", id)
	}
}
