package highlight

import (
	"regexp/syntax"
	"slices"

	"github.com/alecthomas/chroma/v2"
)

// run is a number of letters of one set: one, or as many as there are.
type run struct {
	set      letters
	optional bool
	many     bool
}

// matchRuns tells how many letters from pos on a sequence of runs matches.
func matchRuns(runs []run, text []rune, pos int) (int, answer) {
	at := pos
	for _, r := range runs {
		from := at
		for at < len(text) && (r.many || at == from) {
			if foreign(text[at]) {
				return 0, unsure
			}
			if !r.set.has(text[at]) {
				break
			}
			at++
		}
		if at == from && !r.optional {
			return 0, never
		}
	}
	return at - pos, match
}

// runList is a pattern, or the beginning of one, as a sequence of runs.
type runList struct {
	runs []run
	// whole says that they are all of the pattern. Of others they only tell
	// where it cannot match.
	whole bool
	// lineStart says that it only matches at the beginning of a line.
	lineStart bool
}

// match tells how many letters from pos on the list matches.
func (l *runList) match(text []rune, pos int) (int, answer) {
	if l.lineStart && pos > 0 && text[pos-1] != '\n' {
		return 0, never
	}
	length, ok := matchRuns(l.runs, text, pos)
	if ok == match && !l.whole {
		ok = unsure
	}
	return length, ok
}

// runsOf reads how a pattern begins as a sequence of runs, or returns nil. It
// must do without going back: what a run may take, nothing after it may need.
func runsOf(pattern string, config *chroma.Config) *runList {
	tree, exact := plainTree(pattern, config)
	if tree == nil {
		return nil
	}
	list := &runList{whole: exact}
	list.read(tree)
	for i, r := range list.runs {
		if !r.many && !r.optional {
			continue
		}
		for _, later := range list.runs[i+1:] {
			if r.set.low&later.set.low|r.set.high&later.set.high != 0 && slices.ContainsFunc(list.runs[i+1:], func(r run) bool { return !r.optional }) {
				return nil
			}
			if !later.optional {
				break
			}
		}
	}
	if len(list.runs) == 0 && !list.lineStart {
		return nil
	}
	return list
}

// read adds a part of the pattern, and tells whether what follows may be added.
func (l *runList) read(tree *syntax.Regexp) bool {
	switch tree.Op {
	case syntax.OpCapture:
		return l.read(tree.Sub[0])
	case syntax.OpConcat:
		for _, part := range tree.Sub {
			if !l.read(part) {
				return false
			}
		}
		return true
	case syntax.OpEmptyMatch:
		return true
	case syntax.OpBeginLine, syntax.OpBeginText, syntax.OpWordBoundary:
		l.lineStart = l.lineStart || len(l.runs) == 0 && tree.Op != syntax.OpWordBoundary
		l.whole = false
		return true
	case syntax.OpLiteral:
		for _, r := range tree.Rune {
			set := letters{}
			set.addFolded(r, tree.Flags&syntax.FoldCase != 0)
			l.runs = append(l.runs, run{set: set})
		}
		return true
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest:
		if set, ok := setOf(tree.Sub[0]); ok && tree.Flags&syntax.NonGreedy == 0 {
			l.runs = append(l.runs, run{set: set, optional: tree.Op != syntax.OpPlus, many: tree.Op != syntax.OpQuest})
			return true
		}
	default:
		if set, ok := setOf(tree); ok {
			l.runs = append(l.runs, run{set: set})
			return true
		}
	}
	l.whole = false
	return false
}

// setOf is what a pattern that matches one letter takes of ASCII.
func setOf(tree *syntax.Regexp) (set letters, ok bool) {
	switch tree.Op {
	case syntax.OpCapture:
		return setOf(tree.Sub[0])
	case syntax.OpLiteral:
		set.addFolded(tree.Rune[0], tree.Flags&syntax.FoldCase != 0)
		return set, len(tree.Rune) == 1
	case syntax.OpCharClass:
		for i := 0; i+1 < len(tree.Rune); i += 2 {
			set.add(tree.Rune[i], tree.Rune[i+1])
		}
		return set, true
	case syntax.OpAnyChar:
		return anyLetter, true
	case syntax.OpAnyCharNotNL:
		set = anyLetter
		set.low &^= 1 << '\n'
		return set, true
	}
	return letters{}, false
}
