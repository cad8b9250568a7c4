package bibliography

import (
	"fmt"
	"strings"
	"testing"
)

// megabytes is how large the hostile files are: anything that grew with the
// square of it would not end.
const megabytes = 5 << 20

// fill repeats s up to a hostile size.
func fill(s string) string { return strings.Repeat(s, megabytes/len(s)) }

// fifth is the same of a fifth of that size, for what takes more steps a byte.
func fifth(s string) string { return strings.Repeat(s, megabytes/5/len(s)) }

func TestHostileBibTeXIsReadToItsEnd(t *testing.T) {
	for name, test := range map[string]struct {
		source string
		items  int
	}{
		"ten thousand braces within each other": {
			"@book{a, title = {" + strings.Repeat("{", 10_000) + "A" + strings.Repeat("}", 10_000) + "}}\n@book{b, title = {B}}", 2,
		},
		"braces that are never closed":      {"@book{a, title = " + fill("{"), 1},
		"braces that were never opened":     {"@book{a, title = {A}}" + fill("}"), 1},
		"at signs on one line":              {fill("@"), 0},
		"at signs in a comment":             {"%" + fill("@"), 0},
		"at signs on their own lines":       {fill("\n@"), 0},
		"spaces before every at sign":       {fill(" ") + "@book{a, title = {A}}", 1},
		"line feeds":                        {fill("\n"), 0},
		"one long title":                    {"@book{a, title = {" + fill("Land ") + "}}", 1},
		"one long run of commands":          {"@book{a, title = {" + fill(`\'{\"`) + "}}", 1},
		"one long run of dollar signs":      {"@book{a, title = {" + fill("$ ") + "}}", 1},
		"one long run of dropped arguments": {"@book{a, title = {" + fill(`\href{`) + "}}", 1},
		"one long list of names":            {"@book{a, title = {A}, author = {" + fill("A, B and ") + "C}}", 1},
		"one long name":                     {"@book{a, title = {A}, author = {" + fill("von A ") + "}}", 1},
		"commas in a name":                  {"@book{a, title = {A}, author = {" + fifth(",") + "}}", 1},
		"parts of a value":                  {"@book{a, title = {A}" + fill(" # {b}") + "}", 1},
		"commas between fields":             {"@book{a" + fill(",") + "title = {A}}", 1},
	} {
		t.Run(name, func(t *testing.T) {
			items, diagnostics := ParseBibTeX("x.bib", []byte(test.source))
			if len(items) != test.items {
				t.Errorf("%d items were read, want %d", len(items), test.items)
			}
			checkReferences(t, items, diagnostics, test.source)
		})
	}
}

func TestComplaintsOfOneFileAreBounded(t *testing.T) {
	for name, source := range map[string]string{
		"entries that are not closed":   fill("@book{a, title = {A\n"),
		"entries without a title":       fill("@book{a}"),
		"fields that stand twice":       "@book{a, title = {A}" + fill(", x = 1") + "}",
		"macros that there are none of": "@book{a, title = {A}, note = x" + fill(" # x") + "}",
	} {
		t.Run(name, func(t *testing.T) {
			_, diagnostics := ParseBibTeX("x.bib", []byte(source))
			if n := len(diagnostics); n != mostComplaints+1 {
				t.Errorf("%d complaints, want %d and one that there are more", n, mostComplaints)
			}
			if last := diagnostics[len(diagnostics)-1]; last.Code != "references-broken" {
				t.Errorf("the last complaint is %v", last)
			}
		})
	}
}

func TestMacrosCannotFillTheMemory(t *testing.T) {
	var b strings.Builder
	b.WriteString("@string{a0 = {xxxxxxxxxx}}\n")
	for i := range 60 {
		fmt.Fprintf(&b, "@string{a%d = a%d # a%d}\n", i+1, i, i)
	}
	b.WriteString("@book{a, title = {A}, note = a60}")
	items, diagnostics := ParseBibTeX("x.bib", []byte(b.String()))
	if len(items) != 1 || len(items[0].Note) > 100*b.Len() {
		t.Errorf("%d items; a note of %d bytes of a file of %d", len(items), len(items[0].Note), b.Len())
	}
	if len(diagnostics) == 0 || diagnostics[0].Code != "bibtex-macro" {
		t.Errorf("got %v", diagnostics)
	}
}

func TestInheritanceCannotFillTheMemory(t *testing.T) {
	source := "@book{p, title = {P}, publisher = {" + strings.Repeat("x", 1<<20) + "}}\n"
	for i := range 100 {
		source += fmt.Sprintf("@incollection{c%d, title = {C}, crossref = {p}}\n", i)
	}
	items, _ := ParseBibTeX("x.bib", []byte(source))
	total := 0
	for _, i := range items {
		total += len(i.Publisher)
	}
	if len(items) != 101 || total > 10*len(source) {
		t.Errorf("%d items with %d bytes of publishers of a file of %d", len(items), total, len(source))
	}
}

func TestManyReferencesOfOneNameAndYearAreToldApart(t *testing.T) {
	var b strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&b, "@book{k%d, author = {Li, A}, title = {T}, year = 2000}", i)
	}
	library := libraryOf(t, b.String())
	seen := map[string]bool{}
	for _, key := range library.Keys() {
		seen[partsText(library.Cite(Cluster{Cites: []Cite{{Key: key}}}))] = true
	}
	if len(seen) != 30_000 {
		t.Errorf("%d citations differ, want 30000", len(seen))
	}
}

func TestHostileCitationsAreReadToTheirEnd(t *testing.T) {
	for name, test := range map[string]struct {
		inside string
		ok     bool
	}{
		"braces that open keys":      {fifth("@{"), false},
		"braces":                     {"@a, " + fifth("{"), true},
		"semicolons":                 {fifth(";"), false},
		"citations":                  {fifth("@a; ") + "@b", true},
		"numbers":                    {"@a, p. " + fifth("1, ") + "2", true},
		"dashes":                     {"@a, p. 1" + fifth("-"), true},
		"Chinese numbers":            {"@a, 第" + fifth("一"), true},
		"Chinese locators":           {"@a, " + fifth("第一条"), true},
		"one long key":               {"@" + fifth("a"), true},
		"at signs at ends of words":  {fifth(" @"), false},
		"minuses":                    {fifth("-") + "@a", false},
		"letters where labels stand": {"@a, " + fifth("p"), true},
	} {
		t.Run(name, func(t *testing.T) {
			if c, ok := ParseCluster(test.inside); ok != test.ok {
				t.Errorf("ok is %v with %d sources", ok, len(c.Cites))
			}
		})
	}
}

func TestHostileCSLJSONIsReadToItsEnd(t *testing.T) {
	for name, source := range map[string]string{
		"lists that are never closed": fifth("["),
		"objects within each other":   fifth(`{"a":`),
		"items without anything":      "[" + fifth("{},") + "{}]",
		"one long title":              `[{"id": "a", "type": "book", "title": "` + fifth("Land ") + `"}]`,
		"tags":                        `[{"id": "a", "type": "book", "title": "` + fifth("<i>") + `"}]`,
	} {
		t.Run(name, func(t *testing.T) {
			items, diagnostics := ParseCSLJSON("x.json", []byte(source))
			checkReferences(t, items, diagnostics, source)
		})
	}
}
