package highlight

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2/lexers"
	"pgregory.net/rapid"
)

// TestPlainRulesMatchAsTheEngineDoes holds, for every plain rule of every
// grammar, that it matches as the engine of regular expressions would: texts
// are made of the rule's own words and of pieces of many languages.
func TestPlainRulesMatchAsTheEngineDoes(t *testing.T) {
	plain := 0
	for _, name := range lexers.Names(false) {
		language := Find(name)
		if language == nil || language.grammar() == nil {
			continue
		}
		for _, state := range slices.Sorted(maps.Keys(language.grammar().states)) {
			for _, r := range language.grammar().states[state] {
				if r.runs == nil && r.words == nil && r.literals == nil {
					continue
				}
				plain++
				pieces := rapid.SliceOfN(rapid.SampledFrom(append(ownPieces(&r), samples...)), 1, 6)
				for seed := range 8 {
					holdRule(t, name, state, &r, []rune(strings.Join(pieces.Example(seed), "")))
				}
			}
		}
	}
	if plain < 5000 {
		t.Errorf("only %d rules are plain", plain)
	}
}

// ownPieces are some words of a rule, as they are and spoiled.
func ownPieces(r *rule) []string {
	pieces := []string{"é", "\v", "_", "-", "S", "\u212a", "9"}
	if r.words == nil {
		return pieces
	}
	for _, begin := range slices.Sorted(maps.Keys(r.words.words)) {
		for _, word := range r.words.words[begin] {
			if pieces = append(pieces, word, word+" ", strings.ToUpper(word)); len(pieces) > 100 {
				return pieces
			}
		}
	}
	return pieces
}

func holdRule(t *testing.T, name, state string, r *rule, text []rune) {
	t.Helper()
	for pos := range text {
		length, answer := r.quick(text, pos)
		if answer == unsure {
			continue
		}
		found, err := r.Regexp.FindRunesMatchStartingAt(text, pos)
		if err != nil {
			continue
		}
		if (found != nil) != (answer == match) || found != nil && found.RuneLength != length {
			t.Fatalf("%s, %s: %s at %d of %q: %v and %d letters, the engine says %v", name, state, r.Pattern, pos, string(text), answer == match, length, found)
		}
	}
}

func TestPlainPatterns(t *testing.T) {
	config := lexers.Get("go").Config()
	for _, c := range []struct {
		pattern, text string
		length        int
		answer        answer
	}{
		{`\s+`, " \n\tx", 3, match},
		{`\s+`, "x", 0, never},
		{`\s+`, " \v", 0, unsure},
		{`//[^\n]*`, "//a\nb", 3, match},
		{`//[^\n]*`, "//方", 0, unsure},
		{`[a-z_]\w*`, "ab9-", 3, match},
		{`-?\d+`, "-x", 0, never},
		{`(if|ifdef|else if)\b`, "ifdef", 5, match},
		{`(if|ifdef|else if)\b`, "iffy", 0, never},
		{`(if|ifdef|else if)\b`, "else if(", 7, match},
		{`(if|ifdef|else if)\b`, "if方", 0, unsure},
		{`a(b|c)?\b`, "ac", 2, match},
		{`a(b|c)?\b`, "ad", 0, never},
		{`(?<!\.)(if|else)\b`, "if", 2, unsure},
		{`(?<!\.)(if|else)\b`, "of", 0, never},
		{`a*a`, "aaa", 0, unsure},          // what the run takes is needed after it
		{`a+?`, "aaa", 0, unsure},          // as few as there may be
		{`(?i)a+`, "aA", 2, match},         // the flag is part of the pattern
		{`(a|b)+c`, "abc", 3, match},       // one of two letters is a set
		{`(ab)+`, "abab", 0, unsure},       // more than a letter is not
		{`(x|xx)\b`, "xx", 2, match},       // the first that ends a word
		{`"[^"]*"`, `"a"b"`, 3, match},     //
		{`"(\\.|[^"])*"`, `""`, 0, unsure}, // a quotation mark is all that is known
		{`"(\\.|[^"])*"`, `'`, 0, never},   //
		{`==|=|[-+]`, "==", 2, match},
		{`=|==`, "==", 1, match}, // the first that matches
		{`==|!=`, "=x", 0, never},
		{`([a-z]\w*)(\s*)(\()`, "f (", 3, match},
		{`([a-z]\w*)(\s*)(\()`, "f )", 0, never},
		{`\b\w+\s*=(?!=)`, "f =", 0, unsure},
		{`\b\w+\s*=(?!=)`, "f -", 0, never},
		{`\d\d-\d\d( \d+)?`, "12-x", 0, never},
		{`[^\S\n]+`, "\t \n", 2, match}, // a class within a class, as the engine reads it
	} {
		r := rule{}
		r.readPattern(c.pattern, config)
		if length, answer := r.quick([]rune(c.text), 0); answer != c.answer || answer == match && length != c.length {
			t.Errorf("%s of %q: %d letters, answer %d", c.pattern, c.text, length, answer)
		}
	}
}
