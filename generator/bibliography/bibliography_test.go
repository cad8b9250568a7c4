package bibliography

import (
	"strings"
	"testing"
)

const references = `
% a comment with @book{x, title={no}}
@string{cup = "Cambridge University Press"}
@comment{ anything {at} all }
@book{obrien-li-2006,
  author = {O'Brien, Kevin J. and Li, Lianjiang},
  title = {Rightful Resistance in Rural {China}},
  publisher = cup,
  year = 2006
}
@article(li-2010, author = {李里峰}, title = "工作队", journal = {江苏社会科学}, year = {2010}, number = 3)
@misc{bank, author = {{World Bank}}, title = {From Poor Areas to Poor People: {China's} Agenda}, year = {2009}, month = mar, url = {https://example.org/a_b}}
@book{smith-a, author = {van der Berg, Jan and M{\"u}ller, Zo\'e and others}, title = {A -- B}, date = {2020-05-03}}
@book{smith-b, author = {van der Berg, Jan and Other, Ann and Third, A.}, title = {C}, year = 2020}
`

func library(t *testing.T) *Library {
	t.Helper()
	items, problems := ParseBibTeX("refs.bib", []byte(references))
	if len(problems) > 0 || len(items) != 5 {
		t.Fatalf("%d items, %v", len(items), problems)
	}
	l, problems := NewLibrary(items)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return l
}

func TestReferencesReadAsTheyShould(t *testing.T) {
	l := library(t)
	for key, want := range map[string]string{
		"obrien-li-2006": "O’Brien, Kevin J. and Lianjiang Li. 2006. Rightful Resistance in Rural China. Cambridge University Press.",
		"li-2010":        "李里峰. 2010. 《工作队》. 江苏社会科学, no. 3.",
		"bank":           "World Bank. 2009. “From Poor Areas to Poor People: China’s Agenda.” March. https://example.org/a_b.",
		"smith-a":        "van der Berg, Jan and Zoé Müller. 2020. A – B.",
	} {
		got, ok := l.Reference(key)
		if !ok || got.Text != want {
			t.Errorf("%s:\n got %s\nwant %s", key, got.Text, want)
		}
	}
}

func TestReferencesAreEscaped(t *testing.T) {
	items, _ := ParseBibTeX("x.bib", []byte(`@book{a, title={<script>alert("x")</script>}, author={"><b>, X}, url={javascript:alert(1)}}`))
	l, _ := NewLibrary(items)
	got, _ := l.Reference("a")
	if strings.Contains(got.HTML, "<script") || strings.Contains(got.HTML, "<b>") || strings.Contains(got.HTML, "javascript") {
		t.Error(got.HTML)
	}
}

func TestCitations(t *testing.T) {
	l := library(t)
	for inside, want := range map[string]string{
		"@li-2010":                             "(李里峰 2010)",
		"see @obrien-li-2006, pp. 3-5, 9":      "(see O’Brien and Li 2006, pp. 3–5, 9)",
		"-@bank, art. 11 and passim; @li-2010": "(2009, art. 11 and passim; 李里峰 2010)",
		"@smith-a; @smith-b":                   "(van der Berg and Müller 2020; van der Berg et al. 2020)",
		"@nobody, p. 3":                        "(@nobody, p. 3)",
		"@bank, 12":                            "(World Bank 2009, 12)",
	} {
		c, ok := ParseCluster(inside)
		if !ok {
			t.Errorf("%s is no citation", inside)
			continue
		}
		var got strings.Builder
		for _, p := range l.Cite(c) {
			got.WriteString(p.Text)
		}
		if got.String() != want {
			t.Errorf("%s:\n got %s\nwant %s", inside, got.String(), want)
		}
	}
	for _, inside := range []string{"mail@example.org", "no key", "", ";", "@", "@a; b", "@ a"} {
		if _, ok := ParseCluster(inside); ok {
			t.Errorf("%q is taken for a citation", inside)
		}
	}
}

func TestBrokenEntriesDoNoHarmToOthers(t *testing.T) {
	items, problems := ParseBibTeX("x.bib", []byte("@book{a, title={A}}\n@book{b, title={never closed\n@book{c, title={C}}\n@nonsense{d, title={D}, title={E}}\n@book{e}\n"))
	var keys []string
	for _, i := range items {
		keys = append(keys, i.ID)
	}
	if got := strings.Join(keys, " "); got != "a c d e" {
		t.Errorf("read %s", got)
	}
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code)
	}
	if got := strings.Join(codes, " "); got != "bibtex-syntax bibtex-duplicate bibtex-type bibtex-title" {
		t.Errorf("said %s", got)
	}
	if problems[0].Line != 2 {
		t.Errorf("the broken entry is said to be on line %d", problems[0].Line)
	}
}

func TestOneKeyTwiceNamesBothPlaces(t *testing.T) {
	items, _ := ParseBibTeX("x.bib", []byte("@book{a, title={A}}\n@book{a, title={B}}\n"))
	l, problems := NewLibrary(items)
	if len(problems) != 1 || problems[0].Line != 2 || !strings.Contains(problems[0].Hint, "x.bib:1") {
		t.Errorf("%v", problems)
	}
	if item, _ := l.Item("a"); item.Title != "A" {
		t.Errorf("the first does not hold but %q", item.Title)
	}
}

func TestCSLJSON(t *testing.T) {
	items, problems := ParseCSLJSON("x.json", []byte(`[{"id": 7, "type": "book", "title": "T", "author": [{"family": "A", "given": "B"}], "issued": {"date-parts": [[1998, "11", 4]]}}, {"title": "no id"}]`))
	if len(items) != 1 || items[0].ID != "7" || items[0].Issued != (Date{Year: 1998, Month: 11, Day: 4}) {
		t.Errorf("%+v", items)
	}
	if len(problems) != 1 || problems[0].Code != "csl-id" {
		t.Errorf("%v", problems)
	}
	if _, problems := ParseCSLJSON("x.json", []byte("[\n {]")); len(problems) != 1 || problems[0].Line != 2 {
		t.Errorf("%v", problems)
	}
}

func TestHostileReferences(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("{", 100_000), "@book{a, title={" + strings.Repeat("{", 10_000), strings.Repeat("@book{", 20_000),
		"@book{a, title=" + strings.Repeat("x # ", 20_000), strings.Repeat("@book{a, title={x}}\n", 5_000), "@book{a, author={" + strings.Repeat("a and ", 5_000) + "}}",
	} {
		items, _ := ParseBibTeX("x.bib", []byte(text))
		if _, problems := NewLibrary(items); len(items) > 5_000 || len(problems) > 5_000 {
			t.Errorf("%.20s: %d items", text, len(items))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(references)
	f.Add("@a{b, c = d # \"e\" # {f}, g}")
	f.Add("see @a, p. 3; -@{b c}, §4")
	f.Fuzz(func(t *testing.T, text string) {
		items, _ := ParseBibTeX("x.bib", []byte(text))
		more, _ := ParseCSLJSON("x.json", []byte(text))
		l, _ := NewLibrary(append(items, more...))
		for _, i := range l.Items() {
			if r, ok := l.Reference(i.ID); !ok || strings.Contains(strings.ToLower(r.HTML), "<script") {
				t.Errorf("%q: %s", text, r.HTML)
			}
		}
		if c, ok := ParseCluster(text); ok && len(c.Cites) == 0 {
			t.Errorf("%q is a citation of nothing", text)
		}
		if key, n := ScanKey(text); n > len(text) || (n > 0) != (key != "") {
			t.Errorf("%q: key %q of %d bytes", text, key, n)
		}
	})
}
