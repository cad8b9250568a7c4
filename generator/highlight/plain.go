package highlight

import (
	"regexp"
	"regexp/syntax"

	"github.com/alecthomas/chroma/v2"
)

// Two kinds of pattern make up most of a grammar and match most of a text: one
// word of a list, as in (break|case|go)\b, and a run of letters, as in \s+ or
// [a-z_]\w*. Neither needs an engine that can go back. They are read out of a
// pattern once, from its tree, and then matched by a look into a table. The
// dialects of patterns differ in what is a letter beyond ASCII, and in whether
// a vertical tab is a space: where it comes to one of these, the answer is
// unsure, and the engine has to tell.

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
// nil.
func plainTree(pattern string, config *chroma.Config) *syntax.Regexp {
	if plain, ok := withoutAssertions(pattern); !ok || plain != pattern || negated.MatchString(pattern) {
		return nil
	}
	flags := syntax.Perl
	if config.CaseInsensitive {
		flags |= syntax.FoldCase
	}
	if config.DotAll {
		flags |= syntax.DotNL
	}
	tree, err := syntax.Parse(pattern, flags)
	if err != nil {
		return nil
	}
	return tree
}
