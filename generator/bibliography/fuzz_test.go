package bibliography

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func FuzzParseBibTeX(f *testing.F) {
	whole, err := os.ReadFile("testdata/granary.bib")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, seed := range []string{
		shelf, sources, "@book{a, title = {Open\n}\n@book{b, title = {B}}", "@string{a = {x}}@book{k, title = a # {\\\"u}}",
		"@book(k, author = {van der A, Jr, B and others}, date = {1998/..}, crossref = {k})", "@a{\xff,\xfe = \"{\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		items, diagnostics := ParseBibTeX("x.bib", source)
		checkReferences(t, items, diagnostics, string(source))
		again, repeated := ParseBibTeX("x.bib", source)
		if d := cmp.Diff(items, again) + cmp.Diff(diagnostics, repeated); d != "" {
			t.Errorf("a second reading differs: %s", d)
		}
	})
}

func FuzzParseCSLJSON(f *testing.F) {
	for _, seed := range []string{
		cslSource, `{"items": [{"id": 1}]}`, `[{"id": "a", "issued": {"raw": "1998/2001", "circa": true}}]`, `[[[]]]`, `[{"id": {}}]`, "\xff",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		items, diagnostics := ParseCSLJSON("x.json", source)
		checkReferences(t, items, diagnostics, string(source))
		again, repeated := ParseCSLJSON("x.json", source)
		if d := cmp.Diff(items, again) + cmp.Diff(diagnostics, repeated); d != "" {
			t.Errorf("a second reading differs: %s", d)
		}
	})
}

func FuzzParseCluster(f *testing.F) {
	for _, seed := range []string{
		"see @a, pp. 12-15; -@b, art. 11 and passim", "@{a b}, {pp. iv} x", "@a，第十一条第二款；参见@b", "mail@host.org", "@a, 12ff.; @", "@a, \xff",
	} {
		f.Add(seed)
	}
	library, _ := NewLibrary([]Item{{ID: "a", Title: "A", Type: "book"}})
	f.Fuzz(func(t *testing.T, inside string) {
		c, ok := ParseCluster(inside)
		if ok != (len(c.Cites) > 0) {
			t.Fatalf("ok is %v with %d sources", ok, len(c.Cites))
		}
		for _, cite := range c.Cites {
			if cite.Key == "" || cite.Key != strings.TrimSpace(cite.Key) {
				t.Errorf("the key is %q", cite.Key)
			}
			if cite.Label != "" && cite.Locator == "" && !strings.Contains(inside, "{") {
				t.Errorf("the label %q has no locator", cite.Label)
			}
		}
		for _, c.Narrative = range []bool{false, true} {
			for _, part := range library.Cite(c) {
				if part.Text == "" || part.Unknown != (part.Key != "" && part.Key != "a") {
					t.Errorf("a part is %+v", part)
				}
				if utf8.ValidString(inside) && !utf8.ValidString(part.Text) {
					t.Errorf("a part is no text: %q", part.Text)
				}
			}
		}
	})
}
