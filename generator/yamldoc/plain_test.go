package yamldoc

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// checkPlain fails where the reader of plain documents takes one and reads it
// otherwise than the library.
func checkPlain(t interface{ Fatalf(string, ...any) }, document string) (taken bool) {
	got, taken := plain(document, 2)
	if !taken {
		return false
	}
	p := parser{path: "n.md", offset: 1}
	want, problems := p.parse([]byte(document))
	if len(problems) > 0 {
		t.Fatalf("%q is taken, though it is wrong: %v", document, problems)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%q is read otherwise (-library +here):\n%s", document, diff)
	}
	return true
}

func TestPlainDocumentsAreReadAsTheLibraryReadsThem(t *testing.T) {
	for _, document := range []string{
		"title: 组织法\n", "title: \"Rome: a history\"  \nwhen: 1989-08-07/1993-12-31", "title: 'a # b'\n\n\nid: x\n",
		"tags: [a, \"b, c\" ,'d]', 村 民, e]\n", "tags: []", "tags: [ ] \n", "tags:\n- a\n- \"b\"\nid: x", "tags:\n\n   - a\n   -  b c\n",
		"a: yes\nb: 010\nc: 2015-05", "a: nulls\nb: \"null\"", "a: b,\n", "a: b, c - d's \"e\"",
	} {
		if !checkPlain(t, document) {
			t.Errorf("%q is plain, but is not taken", document)
		}
	}
	for _, document := range []string{
		"", "\n", "# a\n", "a:\n", "a: \n", "a:b", "a: null", "a: ~", "a: b: c", "a: b #c", "a: b\n  c", "a: [b\n", "a: [b]]", "a: [b,]", "a: [b: c]",
		"a: \"b", "a: \"b\\n\"", "a: 'b''c'", "a: \"b\" c", "a: &b c", "a: *b", "a: |\n b\n", "a:\n- b: c\n", "a:\n - b\n  - c\n", "a:\n-b", "a: b\n- c\n",
		"a: b\na: c", "a b: c", "1: a", "a:\tb", "a: b\r\n", "a: b\u2028c", "---\na: b", "a: b\n...", "a: \uFEFFb", "a: [,b]", "a: [[b]]", "a: b\n \n",
	} {
		if checkPlain(t, document) {
			t.Errorf("%q is not plain, but is taken", document)
		}
	}
}

// Documents are put together of pieces that mean something, so that many are
// nearly plain.
func TestWhatIsTakenAsPlainIsReadAsTheLibraryReadsIt(t *testing.T) {
	pieces := []string{
		"a: ", "tags:", "title: ", "\n", "\n", "\n", " ", "  ", "- ", "-", "[", "]", ", ", ",", `"`, `"`, "'", "'", ":", "#", " #", "x", "é", "村民", "1989-08",
		"null", "~", "&", "*", "!", "|", ">", "%", "@", "`", "{", "}", "?", "? ", "\\", "=", "<<", ".", "...", "---", "\t", "\u00A0", "\u3000", "\u0085", "\U0001F600",
		"a: [b, c]\n", "b: \"c d\"\n", "c: 'd'\n", "d:\n- e\n", "e:\n  - f\n  - \"g\"\n", "f: g\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		checkPlain(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 20).Draw(t, "pieces"), ""))
	})
}

func FuzzPlain(f *testing.F) {
	f.Add("title: \"a\"\ntags: [b, 'c']\nwhen: 1989\nnorms:\n  - d\n  - 村\n")
	f.Fuzz(func(t *testing.T, document string) { checkPlain(t, document) })
}

// The notes of this site are real, and most of them are plain.
func TestTheSitesOwnFrontMatterIsReadAlike(t *testing.T) {
	var notes, taken int
	for _, pattern := range []string{"*.md", "*/*.md"} {
		paths, err := filepath.Glob(filepath.Join("../../content", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if parts := strings.SplitN(string(data), "---\n", 3); len(parts) == 3 && parts[0] == "" {
				notes++
				if checkPlain(t, parts[1]) {
					taken++
				}
			}
		}
	}
	if taken < notes/2 {
		t.Errorf("of %d notes only %d are plain", notes, taken)
	}
}

func BenchmarkParse(b *testing.B) {
	document := []byte("title: \"The Fengchanglong Road Dispute\"\ntags: [\"scholarship/party\", villages]\nwhen: 1989-08-07/1993-12-31\nactors:\n  - \"jin-jindong\"\n  - 第一书记\n")
	b.ReportAllocs()
	for b.Loop() {
		Parse("n.md", document, 2)
	}
}
