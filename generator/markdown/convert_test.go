package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestNotesWithoutAddressesNeedNoLookForThem: the short way must find what the
// long one finds.
func TestNotesWithoutAddressesNeedNoLookForThem(t *testing.T) {
	always := New(Options{Language: "en"})
	always.bare = always.parser
	c := New(Options{Language: "en"})
	pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
		"a", "word", "-", "@", "key", "[", "]", "(", ")", ";", ":", "//", "http", "https", "ftp", "mailto:", "www.", ".org", ".", " ", "\n", "*", "_", "~", "字", "<", ">", "1", "+",
		"\\*", "\\[", "\\\n", "  \n", "&", "&amp;", "`", "{", "}", "|", "%%", "$", "==", "!", "\"", "《", "  ",
	}), 1, 14)
	rapid.Check(t, func(t *rapid.T) {
		source := ""
		for _, piece := range pieces.Draw(t, "pieces") {
			source += piece
		}
		want, got := always.Convert("note.md", []byte(source), 1), c.Convert("note.md", []byte(source), 1)
		if diff := cmp.Diff(want.HTML, got.HTML); diff != "" {
			t.Fatalf("%q, the long way (-) and the short (+):\n%s", source, diff)
		}
	})
}
