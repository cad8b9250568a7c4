package bibliography

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCitationsAreReadAsPandocWritesThem(t *testing.T) {
	for inside, want := range map[string][]Cite{
		"@a":         {{Key: "a"}},
		"-@a":        {{Key: "a", SuppressAuthor: true}},
		"see @a":     {{Key: "a", Prefix: "see"}},
		"see -@a":    {{Key: "a", Prefix: "see", SuppressAuthor: true}},
		"@a; @b":     {{Key: "a"}, {Key: "b"}},
		"@a；参见@b":    {{Key: "a"}, {Key: "b", Prefix: "参见"}},
		"(see) “@a”": {{Key: "a", Prefix: "(see) “", Suffix: "”"}},
		"see @a, pp. 12-15; -@b, art. 11 and passim": {
			{Key: "a", Prefix: "see", Label: "pp.", Locator: "12–15"},
			{Key: "b", SuppressAuthor: true, Label: "art.", Locator: "11", Suffix: "and passim"},
		},
		"@a p. 3":                         {{Key: "a", Label: "p.", Locator: "3"}},
		"@a, 12":                          {{Key: "a", Locator: "12"}},
		"@a, с. 12":                       {{Key: "a", Label: "с.", Locator: "12"}},
		"@a, Т. 2, с. 12":                 {{Key: "a", Label: "Т.", Locator: "2, с. 12"}},
		"@a, № 3":                         {{Key: "a", Label: "№", Locator: "3"}},
		"@a, с 12 лет":                    {{Key: "a", Suffix: ", с 12 лет"}},
		"@a, 12, 15-20":                   {{Key: "a", Locator: "12, 15–20"}},
		"@a, p. iv":                       {{Key: "a", Label: "p.", Locator: "iv"}},
		"@a, pp. iv, vi-xi":               {{Key: "a", Label: "pp.", Locator: "iv, vi–xi"}},
		"@a, p. 12a":                      {{Key: "a", Label: "p.", Locator: "12a"}},
		"@a, p. 12n3":                     {{Key: "a", Label: "p.", Locator: "12n3"}},
		"@a, p. 12ff.":                    {{Key: "a", Label: "p.", Locator: "12ff."}},
		"@a, pp. 12 ff.":                  {{Key: "a", Label: "pp.", Locator: "12 ff."}},
		"@a, Art. 11(2)":                  {{Key: "a", Label: "Art.", Locator: "11(2)"}},
		"@a, arts. 3 & 4":                 {{Key: "a", Label: "arts.", Locator: "3 & 4"}},
		"@a, chap. 3, sec. 2, where":      {{Key: "a", Label: "chap.", Locator: "3, sec. 2", Suffix: ", where"}},
		"@a, §12":                         {{Key: "a", Label: "§", Locator: "12"}},
		"@a, no. 4":                       {{Key: "a", Label: "no.", Locator: "4"}},
		"@a, vol. 2, p. 3":                {{Key: "a", Label: "vol.", Locator: "2, p. 3"}},
		"@a, A12":                         {{Key: "a", Suffix: ", A12"}},
		"@a, p. A12":                      {{Key: "a", Label: "p.", Locator: "A12"}},
		"@a, no such thing":               {{Key: "a", Suffix: ", no such thing"}},
		"@a, i think":                     {{Key: "a", Suffix: ", i think"}},
		"@a, p. civil":                    {{Key: "a", Suffix: ", p. civil"}},
		"@a and others":                   {{Key: "a", Suffix: "and others"}},
		"@a, 第12页":                        {{Key: "a", Label: "页", Locator: "12"}},
		"@a，第3-5页":                        {{Key: "a", Label: "页", Locator: "3–5"}},
		"@a, 第十一条":                        {{Key: "a", Label: "条", Locator: "十一"}},
		"@a, 第十一条第二款，下同":                  {{Key: "a", Locator: "第十一条第二款", Suffix: "，下同"}},
		"@a, 12页":                         {{Key: "a", Locator: "12页"}},
		"@a, 第三次":                         {{Key: "a", Suffix: ", 第三次"}},
		"@{a b}, {pp. iv, (xv)-(xvii)} x": {{Key: "a b", Label: "pp.", Locator: "iv, (xv)-(xvii)", Suffix: "x"}},
		"@a, {no end":                     {{Key: "a", Suffix: ", {no end"}},
		"@{a;b}; @c":                      {{Key: "a;b"}, {Key: "c"}},
		"me@host.org, @a":                 {{Key: "a", Prefix: "me@host.org,"}},
	} {
		got, ok := ParseCluster(inside)
		if !ok || got.Narrative {
			t.Errorf("%q is no citation, or one in running text: %+v", inside, got)
		}
		if d := cmp.Diff(want, got.Cites); d != "" {
			t.Errorf("%q: %s", inside, d)
		}
	}
}

func TestWhatIsNoCitation(t *testing.T) {
	for _, inside := range []string{
		"", "words", "@", "mail@host.org", "see@a", "@a;", ";@a", "@a; words", "@a @b", "@a, see @b", "@a (@b)", "@a -@b",
		`\@a`, "@.a", "@{}", "@{ }", "@{a", "--@a", "@a; me@host.org",
	} {
		if c, ok := ParseCluster(inside); ok {
			t.Errorf("%q is taken for the citation %+v", inside, c)
		}
	}
}

func TestKeysAreScannedAsInPandoc(t *testing.T) {
	for s, want := range map[string]struct {
		key    string
		length int
	}{
		"@perry-2019 says":      {"perry-2019", 11},
		"@perry2019.":           {"perry2019", 10},
		"@doi:10.1/x_y#z, p. 3": {"doi:10.1/x_y#z", 15},
		"@a..b":                 {"a", 2},
		"@a:":                   {"a", 2},
		"@_a":                   {"_a", 3},
		"@李里峰2010，第3页":          {"李里峰2010", 14},
		"@Mu\u0308ller":         {"Müller", 9},
		"@{a, b}c":              {"a, b", 7},
		"@{ a }":                {"a", 6},
		"@{a{b}}":               {"", 0},
		"@{a\nb}":               {"", 0},
		"@-a":                   {"", 0},
		"@ a":                   {"", 0},
		"a":                     {"", 0},
		"@":                     {"", 0},
		"":                      {"", 0},
	} {
		if key, length := ScanKey(s); key != want.key || length != want.length {
			t.Errorf("%q: got %q, %d; want %q, %d", s, key, length, want.key, want.length)
		}
	}
}

func TestLabelsHaveTheTermsOfCSL(t *testing.T) {
	for label, want := range map[string]string{
		"": "page", "pp.": "page", "Art.": "article", "条": "article", "§": "section", "chap.": "chapter", "no.": "issue", "?": "page",
	} {
		if got := (Cite{Label: label}).Term(); got != want {
			t.Errorf("%q stands for %q, want %q", label, got, want)
		}
	}
}
