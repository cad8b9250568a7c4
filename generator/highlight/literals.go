package highlight

import (
	"slices"

	"github.com/alecthomas/chroma/v2"
)

// literals are the texts that a pattern matches, where it is nothing but a list
// of such, as in ==|!=|[-+*/]: in the order in which they are tried.
type literals [][]rune

// match tells how many letters from pos on the first of them matches.
func (l literals) match(text []rune, pos int) (int, answer) {
	for _, literal := range l {
		n := 0
		for n < len(literal) && pos+n < len(text) && text[pos+n] == literal[n] {
			n++
		}
		if n == len(literal) {
			return n, match
		}
		if pos+n < len(text) && foreign(text[pos+n]) {
			return 0, unsure // it may be of a class
		}
	}
	return 0, never
}

// mostLiterals bounds a list that is gone through from its beginning.
const mostLiterals = 40

// literalsOf reads a pattern as a list of texts, or returns nil.
func literalsOf(pattern string, config *chroma.Config) literals {
	tree, exact := plainTree(pattern, config)
	if tree == nil || !exact || config.CaseInsensitive {
		return nil
	}
	words := wordsOf(tree, false)
	if len(words) > mostLiterals || slices.Contains(words, "") {
		return nil
	}
	var list literals
	for _, word := range words {
		list = append(list, []rune(word))
	}
	return list
}
