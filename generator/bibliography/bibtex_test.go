package bibliography

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fangzhi/generator/diag"

	"github.com/google/go-cmp/cmp"
)

// complaintsOf are diagnostics in the form "line:column code".
func complaintsOf(list []diag.Diagnostic) []string {
	var short []string
	for _, d := range list {
		short = append(short, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Code))
	}
	return short
}

func keysOf(items []Item) []string {
	var keys []string
	for _, i := range items {
		keys = append(keys, i.ID)
	}
	return keys
}

func TestReferencesOfAFileReadAsABibliographyPrintsThem(t *testing.T) {
	source, err := os.ReadFile("testdata/granary.bib")
	if err != nil {
		t.Fatal(err)
	}
	items, diagnostics := ParseBibTeX("granary.bib", source)
	if len(diagnostics) > 0 {
		t.Fatalf("a file without faults is complained of: %v", diagnostics)
	}
	library, diagnostics := NewLibrary(items)
	if len(diagnostics) > 0 {
		t.Fatalf("a library without faults is complained of: %v", diagnostics)
	}
	var got strings.Builder
	for _, i := range library.Items() {
		r, _ := library.Reference(i.ID)
		got.WriteString(r.Text + "\n")
	}
	want, err := os.ReadFile("testdata/granary.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(numberedLines(string(want)), numberedLines(got.String())); d != "" {
		t.Error(d)
	}
	if item, _ := library.Item("仓法-1950"); item.Line != 26 || item.Column != 1 || item.Path != "granary.bib" {
		t.Errorf("the item stands at %s:%d:%d, want granary.bib:26:1", item.Path, item.Line, item.Column)
	}
}

// numberedLines are the lines of s with their numbers, so that a diff shows
// what stands out of order.
func numberedLines(s string) []string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for n := range lines {
		lines[n] = fmt.Sprint(n+1, ". ", lines[n])
	}
	return lines
}

func TestBibTeXValues(t *testing.T) {
	for name, test := range map[string]struct{ source, title string }{
		"braces within braces go":                {`@book{k, title = {A {B {C}} D}}`, "A B C D"},
		"quotation marks hold braces":            {`@book{k, title = "A {"}B{"} C"}`, "A “B” C"},
		"an accent does not end a quoted value":  {`@book{k, title = "M\"uller"}`, "Müller"},
		"an at sign within braces is text":       {`@book{k, title = {Mail @ noon, @book}}`, "Mail @ noon, @book"},
		"parts are joined by a number sign":      {"@string{a = {Land}}\n@book{k, title = a # { and } # \"Water\"}", "Land and Water"},
		"a macro may hold macros":                {"@string{a = {x}}@string(b = a # a)\n@book{k, title = b}", "xx"},
		"the name of a macro has no case":        {"@STRING{Abc = {x}}\n@BOOK{k, TITLE = aBC}", "x"},
		"a bracketed entry holds brackets":       {`@book(k, title = {A (b) c})`, "A (b) c"},
		"a comment may follow a field":           {"@book{k, % first\n title = {100\\% sure}, % last\n}", "100% sure"},
		"a line break in a value is a space":     {"@book{k, title = {One\r\n   two}}", "One two"},
		"text between entries is comment":        {"See a@b.org and @ noon.\n@book{k, title = {T}}\nEnd.", "T"},
		"an entry in a comment line is not read": {"% @book{j, title = {No}}\n@book{k, title = {T}}", "T"},
		"a byte order mark is passed over":       {"\uFEFF@book{k, title = {T}}", "T"},
		"a subtitle follows a colon":             {`@book{k, title = {T}, subtitle = {S}}`, "T: S"},
	} {
		t.Run(name, func(t *testing.T) {
			items, diagnostics := ParseBibTeX("x.bib", []byte(test.source))
			if len(items) != 1 || items[0].Title != test.title || items[0].ID != "k" {
				t.Errorf("got %+v, want one item with the title %q", items, test.title)
			}
			if len(diagnostics) > 0 {
				t.Errorf("unexpected: %v", diagnostics)
			}
		})
	}
}

func TestBibTeXFaultsAreNamedWhereTheyStand(t *testing.T) {
	for name, test := range map[string]struct {
		source     string
		keys       []string
		complaints []string
	}{
		"a missing brace in a value ends before the next entry": {
			"@book{a,\n  year = 1990,\n  title = {Open\n}\n\n@book{b, title = {B}}",
			[]string{"a", "b"}, []string{"1:1 bibtex-syntax"},
		},
		"two missing braces end before the next entry": {
			"@book{a, title = {{Open\n}\n@book{b, title = {B}}",
			[]string{"a", "b"}, []string{"1:18 bibtex-syntax"},
		},
		"a missing quotation mark ends before the next entry": {
			"@book{a, title = \"Open,\n}\n@book{b, title = {B}}",
			[]string{"a", "b"}, []string{"1:18 bibtex-syntax"},
		},
		"a missing closing brace keeps the fields": {
			"@book{a, title = {A}\n@book{b, title = {B}}",
			[]string{"a", "b"}, []string{"1:1 bibtex-syntax"},
		},
		"the end of the file closes nothing": {
			"@book{a, title = {A}, note = {open", []string{"a"}, []string{"1:30 bibtex-syntax"},
		},
		"an unclosed comment ends before the next entry": {
			"@comment{ open\n@book{b, title = {B}}", []string{"b"}, nil,
		},
		"a brace too many leaves fields outside": {
			"@book{a, title = {A}}, year = 1990}\n@book{b, title = {B}}",
			[]string{"a", "b"}, []string{"1:22 bibtex-syntax"},
		},
		"a missing comma loses no field": {
			"@book{a, title = {A}\n  year = 1990}", []string{"a"}, []string{"2:3 bibtex-syntax"},
		},
		"an entry needs a key": {
			"@book{title = {A}}\n@book{b, title = {B}}", []string{"b"}, []string{"1:1 bibtex-syntax"},
		},
		"a field that stands twice": {
			"@book{a, title = {A}, title = {B}}", []string{"a"}, []string{"1:23 bibtex-field-duplicate"},
		},
		"a key that stands twice": {
			"@book{a, title = {A}}\n@book{a, title = {B}}", []string{"a"}, []string{"2:1 key-duplicate"},
		},
		"an unknown type": {
			"@bok{a, title = {A}}", []string{"a"}, []string{"1:1 bibtex-type"},
		},
		"a missing title": {
			"@book{a, year = 1990}", []string{"a"}, []string{"1:1 bibtex-title"},
		},
		"an unknown macro": {
			"@book{a, title = jgs}", []string{"a"}, []string{"1:18 bibtex-macro"},
		},
		"a date that is none": {
			"@book{a, title = {A}, date = {2021-13-40}}", []string{"a"}, []string{"1:23 bibtex-date"},
		},
		"names parted by commas alone": {
			"@book{a, title = {A}, author = {赵明远, 钱伯安, 孙仲平}}", []string{"a"}, []string{"1:23 bibtex-name"},
		},
		"columns count characters, not bytes": {
			"@book{a, title = {仓储}, title = {B}}", []string{"a"}, []string{"1:24 bibtex-field-duplicate"},
		},
		"a file in another encoding": {
			"@book{a, title = {\xb2\xd6}}", []string{"a"}, []string{"1:19 references-encoding"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			items, diagnostics := ParseBibTeX("x.bib", []byte(test.source))
			if d := cmp.Diff(test.keys, keysOf(items)); d != "" {
				t.Errorf("keys: %s", d)
			}
			if d := cmp.Diff(test.complaints, complaintsOf(diagnostics)); d != "" {
				t.Errorf("complaints: %s\n%v", d, diagnostics)
			}
		})
	}
}

func TestADuplicateNamesBothPlaces(t *testing.T) {
	_, diagnostics := ParseBibTeX("x.bib", []byte("@book{a, title = {A}}\n  @book{a, title = {B}, year = 1, year = 2}"))
	got := map[string]string{}
	for _, d := range diagnostics {
		got[d.Code] = d.Hint
	}
	want := map[string]string{
		"bibtex-field-duplicate": "the first is at x.bib:2:25; it holds",
		"key-duplicate":          "the first is at x.bib:1:1; it holds",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestABrokenEntryKeepsTheFieldsBeforeTheFault(t *testing.T) {
	items, _ := ParseBibTeX("x.bib", []byte("@book{a, title = {A}, year = {1990}, note = {{open\n}\n@book{b, title={B}}"))
	if len(items) != 2 || items[0].Title != "A" || items[0].Issued.Start.Year != 1990 || items[0].Note != "" {
		t.Errorf("got %+v", items)
	}
}

func TestBibTeXTypesAndFields(t *testing.T) {
	for name, test := range map[string]struct {
		source string
		want   Item
	}{
		"a thesis is named for its degree": {
			`@phdthesis{k, title = {T}, school = {S}}`,
			Item{Type: "thesis", Genre: "PhD thesis", Publisher: "S"},
		},
		"a report has a number": {
			`@techreport{k, title = {T}, author = {A, B}, institution = {I}, number = 7}`,
			Item{Type: "report", Number: "7", Publisher: "I", Author: []Name{{Family: "A", Given: "B"}}},
		},
		"the body behind an anonymous page is its author": {
			`@online{k, title = {T}, organization = {O}, url = {https://example.org/a\_b}}`,
			Item{Type: "webpage", Author: []Name{{Literal: "O"}}, URL: "https://example.org/a_b"},
		},
		"an address in howpublished is one": {
			`@misc{k, title = {T}, howpublished = {\url{https://example.org/}}}`,
			Item{Type: "document", URL: "https://example.org/"},
		},
		"howpublished is otherwise a kind of writing": {
			`@misc{k, title = {T}, howpublished = {White paper}}`,
			Item{Type: "document", Genre: "White paper"},
		},
		"the title of inbook without a book is the book's": {
			`@inbook{k, title = {T}, chapter = 4}`,
			Item{Type: "book", ChapterNumber: "4"},
		},
		"a newspaper is an article of its kind": {
			`@article{k, title = {T}, journaltitle = {J}, entrysubtype = {newspaper}}`,
			Item{Type: "article-newspaper", ContainerTitle: "J"},
		},
		"legislation": {`@legislation{k, title = {T}}`, Item{Type: "legislation"}},
		"a language is a tag": {
			`@book{k, title = {T}, langid = {chinese-traditional}}`,
			Item{Type: "book", Language: "zh-Hant"},
		},
		"a chapter inherits from its book": {
			"@incollection{k, title = {T}, crossref = {p}, pages = {1-2}}\n@book{p, title = {P}, year = 1990, editor = {E, F}}",
			Item{
				Type: "chapter", ContainerTitle: "P", Page: "1–2", Issued: Date{Start: Day{Year: 1990}},
				Editor: []Name{{Family: "E", Given: "F"}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			items, diagnostics := ParseBibTeX("x.bib", []byte(test.source))
			if len(items) == 0 || len(diagnostics) > 0 {
				t.Fatalf("got %v, %v", items, diagnostics)
			}
			test.want.ID, test.want.Title, test.want.Path, test.want.Line, test.want.Column = "k", "T", "x.bib", 1, 1
			if d := cmp.Diff(test.want, items[0]); d != "" {
				t.Error(d)
			}
		})
	}
}
