package highlight

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/dlclark/regexp2/v2"
)

// Three kinds of pattern make up most of a grammar and match most of a text:
// one word of a list, as in (break|case|go)\b, one of some marks, as in
// ==|!=|[-+], and a run of letters, as in \s+ or [a-z_]\w*. None needs an
// engine that can go back. They are read out of a pattern once, from its tree,
// and then matched by a look into a table. Of patterns that only begin so, the
// table tells where they cannot match. Most of the others are run as programs,
// see program.go, which is quicker than the engine for texts as short as these.
// The dialects of patterns differ in what is a letter beyond ASCII, and in
// whether a vertical tab is a space: where it comes to one of these, the answer
// is unsure, and the engine has to tell.

// answer is what matching a plain pattern came to.
type answer uint8

const (
	unsure answer = iota // the engine has to tell
	never                // there is no match here
	match
)

// foreign tells whether the dialects read a letter in different ways.
func foreign(r rune) bool { return r >= 128 || r == '\v' }

// negated are classes that the engine reads in its own way within others: to
// it, [^\W\d] has digits.
var negated = regexp.MustCompile(`\\[WDSP]`)

// plainTree parses a pattern that means the same in both dialects, or returns
// nil. It tells whether the tree is the whole pattern: without assertions it
// matches more.
func plainTree(pattern string, config *chroma.Config) (tree *syntax.Regexp, exact bool) {
	plain, ok := withoutAssertions(pattern)
	if !ok {
		return nil, false
	}
	exact = plain == pattern
	if plain, ok = spelledOut(plain, config); !ok || negated.MatchString(plain) {
		return nil, false
	}
	flags := syntax.Perl
	if config.CaseInsensitive {
		flags |= syntax.FoldCase
	}
	if config.DotAll {
		flags |= syntax.DotNL
	}
	tree, err := syntax.Parse(plain, flags)
	if err != nil {
		return nil, false
	}
	return tree, exact
}

// spelledOut writes classes that have negated ones within them as the letters
// of ASCII that they have, which the engine itself is asked for.
func spelledOut(pattern string, config *chroma.Config) (string, bool) {
	if !negated.MatchString(pattern) {
		return pattern, true
	}
	var out strings.Builder
	for i := 0; i < len(pattern); {
		end := i + 1
		switch pattern[i] {
		case '\\':
			end = min(i+2, len(pattern))
		case '[':
			if end = classEnd(pattern, i); end < 0 {
				return "", false
			}
		}
		part := pattern[i:end]
		if part[0] == '[' && negated.MatchString(part) {
			if part = lettersOfClass(part); part == "" || config.CaseInsensitive {
				return "", false
			}
		}
		out.WriteString(part)
		i = end
	}
	return out.String(), true
}

// lettersOfClass is a class of the same letters of ASCII, each written out;
// empty where there are none.
func lettersOfClass(class string) string {
	engine, err := regexp2.Compile(class)
	if err != nil {
		return ""
	}
	var out strings.Builder
	for r := rune(0); r < 128; r++ {
		if has, err := engine.MatchString(string(r)); err == nil && has {
			fmt.Fprintf(&out, `\x%02x`, r)
		}
	}
	if out.Len() == 0 {
		return ""
	}
	return "[" + out.String() + "]"
}
