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

// runsOf reads a pattern as a sequence of runs, or returns nil. It must do
// without going back: what a run may take, nothing after it may need.
func runsOf(pattern string, config *chroma.Config) []run {
	tree := plainTree(pattern, config)
	if tree == nil {
		return nil
	}
	runs, ok := appendRuns(nil, tree)
	if !ok || len(runs) == 0 {
		return nil
	}
	for i, r := range runs {
		if !r.many && !r.optional {
			continue
		}
		for _, later := range runs[i+1:] {
			if r.set.low&later.set.low|r.set.high&later.set.high != 0 && slices.ContainsFunc(runs[i+1:], func(r run) bool { return !r.optional }) {
				return nil
			}
			if !later.optional {
				break
			}
		}
	}
	return runs
}

func appendRuns(runs []run, tree *syntax.Regexp) ([]run, bool) {
	if tree.Flags&syntax.NonGreedy != 0 && (tree.Op == syntax.OpStar || tree.Op == syntax.OpPlus || tree.Op == syntax.OpQuest) {
		return nil, false
	}
	switch tree.Op {
	case syntax.OpCapture:
		return appendRuns(runs, tree.Sub[0])
	case syntax.OpConcat:
		for _, part := range tree.Sub {
			var ok bool
			if runs, ok = appendRuns(runs, part); !ok {
				return nil, false
			}
		}
		return runs, true
	case syntax.OpLiteral:
		for _, r := range tree.Rune {
			set := letters{}
			set.addFolded(r, tree.Flags&syntax.FoldCase != 0)
			runs = append(runs, run{set: set})
		}
		return runs, true
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest:
		set, ok := setOf(tree.Sub[0])
		return append(runs, run{set: set, optional: tree.Op != syntax.OpPlus, many: tree.Op != syntax.OpQuest}), ok
	}
	set, ok := setOf(tree)
	return append(runs, run{set: set}), ok
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
