package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCapital(t *testing.T) {
	for s, want := range map[string]string{"": "", "norm": "Norm", "Norm": "Norm", "être": "Être", "法": "法", "\xff": "\xff"} {
		if got := Capital(s); got != want {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}

func TestNamesThatAreTheSameFoldAlike(t *testing.T) {
	for _, same := range [][]string{
		{"Organic Law", "organic law", "  ORGANIC   LAW ", "Ｏrganic\tLaw"},
		{"café", "cafe\u0301", "CAFÉ"}, {"straße", "STRASSE"}, {"Ꭰ", "ꭰ"}, {"村民委员会"}, {"", "  "},
	} {
		for _, s := range same {
			if Fold(s) != Fold(same[0]) {
				t.Errorf("%q and %q fold to %q and %q", s, same[0], Fold(s), Fold(same[0]))
			}
		}
	}
}

func TestSlugs(t *testing.T) {
	for name, want := range map[string]string{
		"Villagers' committee": "villagers-committee", "  A -- B  ": "a-b", "第一书记 (2015)": "第一书记-2015", "Élan": "élan",
		"!!!": "", "a/b": "a-b", "../x": "x", "\u202eabc": "abc",
	} {
		if got := Slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestFoldAndSlugHoldForAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q, which folds to %q", s, once, Fold(once))
		}
		slug := Slug(s)
		if Slug(slug) != slug {
			t.Errorf("Slug(%q) = %q, whose slug is %q", s, slug, Slug(slug))
		}
		if strings.ContainsFunc(slug, func(r rune) bool { return r == '/' || r == '.' || unicode.IsControl(r) || unicode.IsSpace(r) }) {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
	})
}

func TestSimpleLettersAreFoldedAsTheyAreAmongOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("([\\x00-\\x7f]|[一-鿿]| )*[!-~一-鿿]").Draw(t, "s")
		if short, long := Fold(s), Fold(s+"Я"); short+"я" != long {
			t.Errorf("Fold(%q) = %q, but with Я after it %q", s, short, long)
		}
	})
}

func TestSimpleSlugsAreMadeAsTheyAreAmongOtherLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("[a-c0-9 A-]*[a-z0-9]").Draw(t, "s")
		if short, long := Slug(s), Slug(s+"Я"); short+"я" != long {
			t.Errorf("Slug(%q) = %q, but with Я after it %q", s, short, long)
		}
	})
}

func TestWhatANameFoldsToIsKnownBeforeItIsFolded(t *testing.T) {
	names := rapid.OneOf(rapid.StringMatching("([ab A\\t规é\u0301]){0,5}"), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		s, folded := names.Draw(t, "s"), Fold(names.Draw(t, "other"))
		if got, want := FoldsTo(s, folded), Fold(s) == folded; got != want {
			t.Errorf("%q folds to %q: %v", s, folded, got)
		}
		if !FoldsTo(s, Fold(s)) {
			t.Errorf("%q does not fold to %q", s, Fold(s))
		}
	})
}

func TestFoldAndSlugSettleEveryLetter(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		s := string(r)
		if once := Fold(s); Fold(once) != once {
			t.Errorf("Fold(%q) = %q, which folds to %q", s, once, Fold(once))
		}
		if once := Slug(s); Slug(once) != once {
			t.Errorf("Slug(%q) = %q, whose slug is %q", s, once, Slug(once))
		}
	}
}

func TestNearestNames(t *testing.T) {
	names := []string{"period", "person", "place", "summary", "第一书记"}
	for name, want := range map[string]string{
		"peroid": "period", "sumary": "summary", "Persons": "person", "第一书纪": "第一书记", "nonsense": "", "x": "",
	} {
		if got := Nearest(name, names); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, at, want string }{
		{"One. Two has it. Three.", "has", "Two has it."},
		{"See art. 11 of the law. More.", "11", "See art. 11 of the law."},
		{"第一句。第二句有它！第三句。", "它", "第二句有它！"},
		{"He said “No.” Then it came.", "it", "Then it came."},
		{"only", "only", "only"},
		{"e.g. this stays whole. Next", "this", "e.g. this stays whole."},
	} {
		sentences := SentencesOf(c.text)
		start, end := sentences.At(strings.Index(c.text, c.at))
		if got := c.text[start:end]; got != c.want {
			t.Errorf("%q at %q: %q", c.text, c.at, got)
		}
	}
}

func TestSentencesAndClipsKeepRunesWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("ab .!?。！ A1\n”中"))).Draw(t, "s")
		at := rapid.IntRange(-3, len(s)+3).Draw(t, "at")
		sentences := SentencesOf(s)
		start, end := sentences.At(at)
		if start < 0 || start > end || end > len(s) || !utf8.ValidString(s[start:end]) {
			t.Errorf("the sentence of %q at %d is %d to %d", s, at, start, end)
		}
		n := rapid.IntRange(1, 20).Draw(t, "n")
		if clip := Clip(s, n); utf8.RuneCountInString(clip) > n || !utf8.ValidString(clip) {
			t.Errorf("Clip(%q, %d) = %q", s, n, clip)
		}
	})
}

// TestASentenceIsTheSameWhateverWasAskedBefore asks for sentences in any order.
func TestASentenceIsTheSameWhateverWasAskedBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"ab", ".", "! ", "？", "。", "”", " A", "\n", "\xe3", "中"})).Draw(t, "s"), "")
		asked := SentencesOf(s)
		for _, at := range rapid.SliceOf(rapid.IntRange(-1, len(s)+1)).Draw(t, "offsets") {
			anew := SentencesOf(s)
			start, end := asked.At(at)
			if wantStart, wantEnd := anew.At(at); start != wantStart || end != wantEnd {
				t.Errorf("the sentence of %q at %d is %d to %d, asked first %d to %d", s, at, start, end, wantStart, wantEnd)
			}
		}
	})
}

func TestLanguagesWrittenWithChineseCharacters(t *testing.T) {
	for _, language := range []string{"zh", "zh-Hant-TW", "ja", "JA-JP", "ko", "lzh"} {
		if !WrittenInHan(language) {
			t.Errorf("%q is written with them", language)
		}
	}
	for _, language := range []string{"", "en", "en-GB", "za", "kok", "mul"} {
		if WrittenInHan(language) {
			t.Errorf("%q is not written with them", language)
		}
	}
}

func TestChineseIsFoundInAnyText(t *testing.T) {
	for r := range rune(unicode.MaxRune) {
		if s := "“–" + string(r) + "’"; HasHan(s) != IsHan(r) {
			t.Errorf("HasHan(%q) = %t", s, HasHan(s))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "s")) // valid or not
		if want := strings.IndexFunc(s, IsHan) >= 0; HasHan(s) != want {
			t.Errorf("HasHan(%q) = %t", s, !want)
		}
	})
}

func TestRunsOfChinese(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"a village", "a village"},
		{"村两委", "[村两委]"},
		{"the two committees (村两委) of 1998年; 《组织法》第3条, 第1—2条。", "the two committees ([村两委]) of 1998[年]; [《组织法》第3条], [第1—2条。]"},
		{"“村”", "“[村]”"},
		{"1998年", "1998[年]"},
	} {
		var got strings.Builder
		for run, chinese := range Runs(c.in) {
			if chinese {
				run = "[" + run + "]"
			}
			got.WriteString(run)
		}
		if got.String() != c.want {
			t.Errorf("%q is parted into %q, not %q", c.in, got.String(), c.want)
		}
	}
}
