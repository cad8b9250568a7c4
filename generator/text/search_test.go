package text

import "testing"

func TestWordsThatMeetInSearch(t *testing.T) {
	for _, same := range [][]string{
		{"Élan", "elan", "E\u0301LAN"}, {"Ёлка", "елка"}, {"Łódź", "lodz"}, {"Straße", "STRASSE"}, {"Øre", "ore"}, {"Ｔax", "tax"}, {"村"},
	} {
		for _, s := range same {
			if FoldSearch(s) != FoldSearch(same[0]) {
				t.Errorf("%q and %q fold to %q and %q", s, same[0], FoldSearch(s), FoldSearch(same[0]))
			}
		}
	}
}

func TestFoldSearchSettlesEveryLetter(t *testing.T) {
	for r := range rune(0x30000) {
		s := string(r)
		if once := FoldSearch(s); FoldSearch(once) != once {
			t.Errorf("FoldSearch(%q) = %q, which folds to %q", s, once, FoldSearch(once))
		}
	}
}
