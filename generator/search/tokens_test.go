package search

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLettersEndWhereAnotherByteStands(t *testing.T) {
	for c := range 256 {
		for at := range 18 {
			s := strings.Repeat("z", at) + string([]byte{byte(c)}) + strings.Repeat("A", 17-at)
			want := at
			if kinds[c] == word {
				want = len(s)
			}
			if got := letters(s); got != want {
				t.Fatalf("%q begins with %d letters, want %d", s, got, want)
			}
		}
	}
}

// TestPiecesAreWhatIsCutOneByOne cuts where the kind of characters changes.
func TestPiecesAreWhatIsCutOneByOne(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-z0-9]{0,20}[ ,é村工Д\x{301}]{0,3}){0,5}`), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		var want, got []string
		last := between
		for rest := s; rest != ""; {
			k, size := kindOf(rest)
			if k != between && k == last {
				want[len(want)-1] += rest[:size]
			} else if k != between {
				want = append(want, rest[:size])
			}
			last, rest = k, rest[size:]
		}
		pieces(s, func(_ kind, piece string) { got = append(got, piece) })
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q is cut into %q, want %q", s, got, want)
		}
	})
}
