package highlight

import (
	"regexp/syntax"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// letters is a set of ASCII letters; those beyond are in every set, since the
// dialects of patterns differ in what is a word there.
type letters struct{ low, high uint64 }

var anyLetter = letters{^uint64(0), ^uint64(0)}

func (l letters) has(r rune) bool {
	switch {
	case r < 64:
		return l.low&(1<<uint(r)) != 0
	case r < 128:
		return l.high&(1<<uint(r-64)) != 0
	}
	return true
}

func (l *letters) add(from, to rune) {
	for r := from; r <= min(to, 127); r++ {
		if r < 64 {
			l.low |= 1 << uint(r)
		} else {
			l.high |= 1 << uint(r-64)
		}
	}
}

func (l letters) or(m letters) letters { return letters{l.low | m.low, l.high | m.high} }

// opening tells how a text that a pattern matches can begin: its first letter
// and its second. The sets may hold more than is true, never less.
type opening struct {
	first, second letters
	empty         bool // it may be the empty text
	single        bool // it may be one letter
}

var anything = opening{anyLetter, anyLetter, true, true}

// fits tells whether a match may begin with the runes at hand; next is 0 at
// the end of the text.
func (o *opening) fits(here, next rune) bool { return o.first.has(here) && o.second.has(next) }

// openingOf finds how what a rule's pattern matches can begin. Patterns are in
// the dialect of .NET. Go's parser reads most of them, once assertions are
// left out, without which a pattern only matches more; of the others nothing
// is known.
func openingOf(pattern string, config *chroma.Config) opening {
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
	o := openingOfTree(tree)
	// To .NET a vertical tab is space.
	o.first.add('\v', '\v')
	o.second.add('\v', '\v')
	if o.single {
		o.second = anyLetter // of whatever follows the match
	}
	if o.empty {
		return anything
	}
	return o
}

func openingOfTree(tree *syntax.Regexp) opening {
	switch tree.Op {
	case syntax.OpNoMatch:
		return opening{}
	case syntax.OpLiteral:
		return openingOfLiteral(tree)
	case syntax.OpCharClass:
		o := opening{single: true}
		for i := 0; i+1 < len(tree.Rune); i += 2 {
			o.first.add(tree.Rune[i], tree.Rune[i+1])
		}
		return o
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return opening{first: anyLetter, single: true}
	case syntax.OpCapture:
		return openingOfTree(tree.Sub[0])
	case syntax.OpPlus, syntax.OpStar, syntax.OpQuest, syntax.OpRepeat:
		o := openingOfTree(tree.Sub[0])
		o = o.or(o.then(o)) // once, or more than once
		o.empty = o.empty || tree.Op == syntax.OpStar || tree.Op == syntax.OpQuest || tree.Op == syntax.OpRepeat && tree.Min == 0
		return o
	case syntax.OpConcat:
		o := opening{empty: true}
		for _, part := range tree.Sub {
			o = o.then(openingOfTree(part))
		}
		return o
	case syntax.OpAlternate:
		o := opening{}
		for _, part := range tree.Sub {
			o = o.or(openingOfTree(part))
		}
		return o
	}
	return opening{empty: true} // an anchor, or nothing at all
}

func openingOfLiteral(tree *syntax.Regexp) opening {
	fold := tree.Flags&syntax.FoldCase != 0
	o := opening{single: len(tree.Rune) == 1}
	o.first.addFolded(tree.Rune[0], fold)
	if len(tree.Rune) > 1 {
		o.second.addFolded(tree.Rune[1], fold)
	}
	return o
}

// or is the opening of what one or the other matches.
func (o opening) or(p opening) opening {
	return opening{o.first.or(p.first), o.second.or(p.second), o.empty || p.empty, o.single || p.single}
}

// then is the opening of what one and after it the other matches.
func (o opening) then(p opening) opening {
	both := opening{first: o.first, second: o.second, empty: o.empty && p.empty, single: o.single && p.empty || o.empty && p.single}
	if o.single {
		both.second = both.second.or(p.first)
	}
	if o.empty {
		both.first, both.second = both.first.or(p.first), both.second.or(p.second)
	}
	return both
}

func (l *letters) addFolded(r rune, fold bool) {
	l.add(r, r)
	if !fold {
		return
	}
	for _, other := range strings.ToLower(string(r)) + strings.ToUpper(string(r)) {
		l.add(other, other)
	}
}

// withoutAssertions takes (?=…), (?!…), (?<=…) and (?<!…) out of a pattern,
// turns atomic groups into common ones, and references back to a group into
// any text. It tells whether it understood the pattern: constructs that the
// dialects read differently it does not.
func withoutAssertions(pattern string) (string, bool) {
	if strings.Contains(pattern, "[[:") || strings.Contains(pattern, `-[`) {
		return "", false // a POSIX class, a class less another
	}
	var out strings.Builder
	for i := 0; i < len(pattern); {
		switch {
		case pattern[i] == '\\' && i+1 < len(pattern) && '1' <= pattern[i+1] && pattern[i+1] <= '9':
			out.WriteString("(?s:.*)")
			i += 2
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
