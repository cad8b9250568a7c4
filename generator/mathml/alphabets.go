package mathml

import "strings"

// alphabet is one of Unicode's mathematical alphabets: where its letters and
// digits begin, 0 if it has none of its own.
type alphabet struct {
	capital, small, digit    rune
	greekCapital, greekSmall rune
	words                    bool // letters side by side are one word, not a product
	upright                  bool
}

// alphabets are those of the commands that choose one for their argument.
// Unicode has none for \mathrm, whose letters are upright plain ones.
var alphabets = map[string]alphabet{
	"mathnormal": {},
	"mathrm":     {words: true, upright: true},
	"mathup":     {words: true, upright: true},
	"mathbf":     {capital: 0x1D400, small: 0x1D41A, digit: 0x1D7CE, greekCapital: 0x1D6A8, greekSmall: 0x1D6C2, words: true},
	"boldsymbol": {capital: 0x1D468, small: 0x1D482, digit: 0x1D7CE, greekCapital: 0x1D71C, greekSmall: 0x1D736},
	"bm":         {capital: 0x1D468, small: 0x1D482, digit: 0x1D7CE, greekCapital: 0x1D71C, greekSmall: 0x1D736},
	"mathit":     {capital: 0x1D434, small: 0x1D44E, greekCapital: 0x1D6E2, greekSmall: 0x1D6FC, words: true},
	"mathsf":     {capital: 0x1D5A0, small: 0x1D5BA, digit: 0x1D7E2, words: true},
	"mathtt":     {capital: 0x1D670, small: 0x1D68A, digit: 0x1D7F6, words: true},
	"mathbb":     {capital: 0x1D538, small: 0x1D552, digit: 0x1D7D8},
	"mathcal":    {capital: 0x1D49C, small: 0x1D4B6},
	"mathscr":    {capital: 0x1D49C, small: 0x1D4B6},
	"mathfrak":   {capital: 0x1D504, small: 0x1D51E},
}

// elsewhere are the letters that Unicode had before it had the alphabets, by
// the places in the alphabets that are empty on their account.
var elsewhere = map[rune]rune{
	0x1D455: 'ℎ', 0x1D49D: 'ℬ', 0x1D4A0: 'ℰ', 0x1D4A1: 'ℱ', 0x1D4A3: 'ℋ', 0x1D4A4: 'ℐ', 0x1D4A7: 'ℒ', 0x1D4A8: 'ℳ',
	0x1D4AD: 'ℛ', 0x1D4BA: 'ℯ', 0x1D4BC: 'ℊ', 0x1D4C4: 'ℴ', 0x1D506: 'ℭ', 0x1D50B: 'ℌ', 0x1D50C: 'ℑ', 0x1D515: 'ℜ',
	0x1D51D: 'ℨ', 0x1D53A: 'ℂ', 0x1D53F: 'ℍ', 0x1D545: 'ℕ', 0x1D547: 'ℙ', 0x1D548: 'ℚ', 0x1D549: 'ℝ', 0x1D551: 'ℤ',
}

// inAlphabet maps the letters and digits that the command's alphabet has, and
// leaves all else.
func inAlphabet(command, text string) string {
	a := alphabets[command]
	return strings.Map(func(r rune) rune {
		mapped := r
		switch {
		case r >= 'A' && r <= 'Z' && a.capital != 0:
			mapped = a.capital + r - 'A'
		case r >= 'a' && r <= 'z' && a.small != 0:
			mapped = a.small + r - 'a'
		case r >= '0' && r <= '9' && a.digit != 0:
			mapped = a.digit + r - '0'
		case r >= 'Α' && r <= 'Ω' && a.greekCapital != 0:
			mapped = a.greekCapital + r - 'Α'
		case r >= 'α' && r <= 'ω' && a.greekSmall != 0:
			mapped = a.greekSmall + r - 'α'
		}
		if letter, ok := elsewhere[mapped]; ok {
			return letter
		}
		return mapped
	}, text)
}
