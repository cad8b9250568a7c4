package highlight

import (
	"regexp/syntax"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// first is the set of ASCII letters with which a text that a pattern matches
// can begin. It may hold more, never less. Letters beyond ASCII are in every
// set: there the dialects of patterns differ in what is a word.
type first struct{ low, high uint64 }

var anything = first{^uint64(0), ^uint64(0)}

func (f first) has(r rune) bool {
	switch {
	case r < 64:
		return f.low&(1<<uint(r)) != 0
	case r < 128:
		return f.high&(1<<uint(r-64)) != 0
	}
	return true
}

func (f *first) add(from, to rune) {
	for r := from; r <= min(to, 127); r++ {
		if r < 64 {
			f.low |= 1 << uint(r)
		} else {
			f.high |= 1 << uint(r-64)
		}
	}
}

func (f first) or(g first) first { return first{f.low | g.low, f.high | g.high} }

// firstOf finds the letters that a rule's pattern can begin with. Patterns are
// in the dialect of .NET. Go's parser reads most of them, once assertions are
// left out, without which a pattern only matches more; of the others nothing
// is known.
func firstOf(pattern string, config *chroma.Config) first {
	plain, ok := withoutAssertions(pattern)
	if !ok {
		return anything
	}
	flags := syntax.Perl
	if config.CaseInsensitive {
		flags |= syntax.FoldCase
	}
	tree, err := syntax.Parse(plain, flags|syntax.DotNL) // . is widest so
	if err != nil {
		return anything
	}
	set, empty := beginning(tree)
	if empty {
		return anything
	}
	// To .NET a vertical tab is space, and these are letters that fold to
	// ones outside ASCII.
	set.add('\v', '\v')
	return set
}

// beginning is the set of a tree, and whether it can match the empty text.
func beginning(tree *syntax.Regexp) (set first, empty bool) {
	switch tree.Op {
	case syntax.OpNoMatch:
		return first{}, false
	case syntax.OpLiteral:
		set.addFolded(tree.Rune[0], tree.Flags&syntax.FoldCase != 0)
		return set, false
	case syntax.OpCharClass:
		for i := 0; i+1 < len(tree.Rune); i += 2 {
			set.add(tree.Rune[i], tree.Rune[i+1])
		}
		return set, false
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return anything, false
	case syntax.OpCapture, syntax.OpPlus:
		return beginning(tree.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		set, _ = beginning(tree.Sub[0])
		return set, true
	case syntax.OpRepeat:
		set, empty = beginning(tree.Sub[0])
		return set, empty || tree.Min == 0
	case syntax.OpConcat:
		for _, part := range tree.Sub {
			more, nothing := beginning(part)
			set = set.or(more)
			if !nothing {
				return set, false
			}
		}
		return set, true
	case syntax.OpAlternate:
		for _, part := range tree.Sub {
			more, nothing := beginning(part)
			set, empty = set.or(more), empty || nothing
		}
		return set, empty
	}
	return first{}, true // an anchor, or nothing at all
}

func (f *first) addFolded(r rune, fold bool) {
	f.add(r, r)
	if !fold {
		return
	}
	for _, other := range strings.ToLower(string(r)) + strings.ToUpper(string(r)) {
		f.add(other, other)
	}
}

// withoutAssertions takes (?=…), (?!…), (?<=…) and (?<!…) out of a pattern,
// and turns atomic groups into common ones. It tells whether it understood
// the pattern: constructs that the dialects read differently it does not.
func withoutAssertions(pattern string) (string, bool) {
	if strings.Contains(pattern, "[[:") || strings.Contains(pattern, `-[`) {
		return "", false // a POSIX class, a class less another
	}
	var out strings.Builder
	for i := 0; i < len(pattern); {
		switch {
		case pattern[i] == '\\' && i+1 < len(pattern):
			out.WriteString(pattern[i : i+2])
			i += 2
		case pattern[i] == '[':
			end := classEnd(pattern, i)
			if end < 0 {
				return "", false
			}
			out.WriteString(pattern[i:end])
			i = end
		case assertion(pattern[i:]):
			end := groupEnd(pattern, i)
			if end < 0 {
				return "", false
			}
			out.WriteString("(?:)")
			i = end
		case strings.HasPrefix(pattern[i:], "(?>"):
			out.WriteString("(?:")
			i += 3
		default:
			out.WriteByte(pattern[i])
			i++
		}
	}
	return out.String(), true
}

func assertion(s string) bool {
	for _, opening := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		if strings.HasPrefix(s, opening) {
			return true
		}
	}
	return false
}

// classEnd is the end of the class that begins at i, or -1.
func classEnd(pattern string, i int) int {
	i++
	if i < len(pattern) && pattern[i] == '^' {
		i++
	}
	for begun := false; i < len(pattern); begun = true {
		switch {
		case pattern[i] == '\\':
			i += 2
		case pattern[i] == ']' && begun:
			return i + 1
		default:
			i++
		}
	}
	return -1
}

// groupEnd is the end of the group that begins at i, or -1.
func groupEnd(pattern string, i int) int {
	for depth := 0; i < len(pattern); {
		switch pattern[i] {
		case '\\':
			i += 2
			continue
		case '[':
			if i = classEnd(pattern, i); i < 0 {
				return -1
			}
			continue
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return -1
}
