package highlight

import (
	"maps"
	"math/rand/v2"
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
				if r.runs == nil && r.words == nil && r.literals == nil && r.program() == nil {
					continue
				}
				plain++
				pieces := rapid.SliceOfN(rapid.SampledFrom(append(ownPieces(&r), samples...)), 1, 6)
				for seed := range 8 {
					holdRule(t, name, state, &r, []rune(textOf(r.program(), rand.New(rand.NewPCG(uint64(seed), 1)))+pieces.Example(seed)[0]))
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

// textOf is a text that a program may match, by chance.
func textOf(p *program, random *rand.Rand) string {
	var b strings.Builder
	if p == nil {
		return ""
	}
	for at, left := p.start, 60; left > 0 && p.steps[at].operation != end; left-- {
		s := &p.steps[at]
		at = s.next
		again := 1
		switch s.operation {
		case fail:
			return b.String()
		case choice:
			if random.IntN(2) == 0 {
				at = s.other
			}
			again = 0
		case many, few:
			again = random.IntN(4)
		case look:
			b.WriteString(textOf(s.inside, random))
			again = 0
		case letter:
		default:
			again = 0
		}
		for range again {
			for c := rune(random.IntN(128)); s.set.low|s.set.high != 0; c = (c + 1) % 128 {
				if s.set.has(c) {
					b.WriteRune(c)
					break
				}
			}
		}
	}
	return b.String()
}

func holdRule(t *testing.T, name, state string, r *rule, text []rune) {
	t.Helper()
	var spans []int
	for pos := range text {
		length, answer := r.quick(text, pos, &spans)
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
		if found == nil || !r.groups || r.program() == nil {
			continue
		}
		for i, g := range found.Groups() {
			from, to := spans[2*i], spans[2*i+1]
			if got := string(text[max(from, 0):max(to, 0)]); got != g.String() || len(got) > 0 && from != g.RuneIndex {
				t.Fatalf("%s, %s: %s at %d of %q: group %d is %q, the engine says %q", name, state, r.Pattern, pos, string(text), i, got, g.String())
			}
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
		{`(?<!\.)(if|else)\b`, "if", 2, match},
		{`(?<!\.)(if|else)\b`, "of", 0, never},
		{`a*a`, "aaa", 3, match},            // what the run takes is needed after it
		{`a+?`, "aaa", 1, match},            // as few as there may be
		{`(?i)a+`, "aA", 2, match},          // the flag is part of the pattern
		{`(a|b)+c`, "abc", 3, match},        // one of two letters is a set
		{`(ab)+`, "abab", 4, match},         // more than a letter is not
		{`(x|xx)\b`, "xx", 2, match},        // the first that ends a word
		{`"[^"]*"`, `"a"b"`, 3, match},      //
		{`"(\\.|[^"])*"`, `"\""`, 4, match}, //
		{`"(\\.|[^"])*"`, `'`, 0, never},    //
		{`==|=|[-+]`, "==", 2, match},
		{`=|==`, "==", 1, match}, // the first that matches
		{`==|!=`, "=x", 0, never},
		{`([a-z]\w*)(\s*)(\()`, "f (", 3, match},
		{`([a-z]\w*)(\s*)(\()`, "f )", 0, never},
		{`\b\w+\s*=(?!=)`, "f =", 3, match},
		{`\b\w+\s*=(?!=)`, "f ==", 0, never},
		{`(?=a|b)\w`, "b", 1, match},
		{`(?<!\.)a`, "a", 1, match},
		{`(a)\1`, "aa", 0, unsure},                       // a group is referred to
		{`(?>a+)b`, "aab", 0, unsure},                    // and one that gives nothing back
		{`(?<=ab)c`, "c", 0, unsure},                     // more than a letter stands before
		{`(a*)*b`, "aab", 0, unsure},                     // what may be empty is repeated
		{`(?=x)|a`, "a", 0, unsure},                      // an assertion that is one of a set
		{`(a|aa)+b`, strings.Repeat("a", 60), 0, unsure}, // it takes long
		{`\b\w+\s*=(?!=)`, "f -", 0, never},
		{`\d\d-\d\d( \d+)?`, "12-x", 0, never},
		{`[^\S\n]+`, "\t \n", 2, match}, // a class within a class, as the engine reads it
	} {
		r := rule{}
		r.readPattern(c.pattern, config)
		if length, answer := r.quick([]rune(c.text), 0, new([]int)); answer != c.answer || answer == match && length != c.length {
			t.Errorf("%s of %q: %d letters, answer %d", c.pattern, c.text, length, answer)
		}
	}
}
