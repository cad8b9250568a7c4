package highlight

import (
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// programOf reads a pattern, or returns nil.
func programOf(pattern string, config *chroma.Config) *program {
	r := programReader{config: config}
	tree := r.tree(pattern)
	if tree == nil {
		return nil
	}
	p := r.program(tree)
	if p != nil {
		p.groups = tree.MaxCap() + 1
	}
	return p
}

// programReader reads patterns. Go's parser knows no assertions: for these it is
// given signs that no pattern has, each of which stands for one.
type programReader struct {
	config     *chroma.Config
	assertions []step
}

// firstSign begins an area that Unicode leaves to everyone's private use.
const firstSign, lastSign = '\uE000', '\uF8FF'

func isSign(r rune) bool { return r >= firstSign && r <= lastSign }

func (r *programReader) tree(pattern string) *syntax.Regexp {
	if strings.ContainsFunc(pattern, isSign) || strings.Contains(pattern, "[[:") || strings.Contains(pattern, "-[") {
		return nil
	}
	plain, ok := r.withSigns(pattern)
	if !ok {
		return nil
	}
	if plain, ok = spelledOut(plain, r.config); !ok || negated.MatchString(plain) {
		return nil
	}
	flags := syntax.Perl
	if r.config.CaseInsensitive {
		flags |= syntax.FoldCase
	}
	if r.config.DotAll {
		flags |= syntax.DotNL
	}
	if !r.config.NotMultiline {
		flags &^= syntax.OneLine
	}
	tree, err := syntax.Parse(plain, flags)
	if err != nil || idles(tree) {
		return nil
	}
	return tree
}

// withSigns puts signs in the place of assertions, and tells whether it knows all
// that the pattern has.
func (r *programReader) withSigns(pattern string) (string, bool) {
	var out strings.Builder
	for i := 0; i < len(pattern); {
		end := i + 1
		switch rest := pattern[i:]; {
		case rest[0] == '\\':
			if len(rest) < 2 || '1' <= rest[1] && rest[1] <= '9' {
				return "", false // a group is referred to
			}
			end = i + 2
		case rest[0] == '[':
			if end = classEnd(pattern, i); end < 0 {
				return "", false
			}
		case assertion(rest):
			if end = groupEnd(pattern, i); end < 0 || !r.assertion(pattern[i:end-1]) {
				return "", false
			}
			out.WriteRune(firstSign + rune(len(r.assertions)-1))
			i = end
			continue
		case strings.HasPrefix(rest, "(?>"), strings.HasPrefix(rest, "(?<"), strings.HasPrefix(rest, "(?P"), strings.HasPrefix(rest, "(?'"):
			return "", false // a group that gives nothing back, or has a name
		}
		out.WriteString(pattern[i:end])
		i = end
	}
	return out.String(), true
}

// assertion reads one, without its last bracket.
func (r *programReader) assertion(text string) bool {
	back := strings.HasPrefix(text, "(?<")
	opening := len("(?=")
	if back {
		opening++
	}
	s := step{operation: look, not: text[opening-1] == '!'}
	inner := programReader{config: r.config}
	tree := inner.tree(text[opening:])
	if tree == nil || tree.MaxCap() > 0 {
		return false
	}
	if back {
		var ok bool
		s.operation = behind
		if s.set, ok = setOf(tree); !ok || len(inner.assertions) > 0 {
			return false
		}
	} else if s.inside = inner.program(tree); s.inside == nil {
		return false
	}
	r.assertions = append(r.assertions, s)
	return true
}

// idles tells whether a part of a pattern may be repeated that may be empty, of
// which the dialects think differently.
func idles(tree *syntax.Regexp) bool {
	switch tree.Op {
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		if mayBeEmpty(tree.Sub[0]) {
			return true
		}
	}
	return slices.ContainsFunc(tree.Sub, idles)
}

func mayBeEmpty(tree *syntax.Regexp) bool {
	switch tree.Op {
	case syntax.OpLiteral:
		return !slices.ContainsFunc(tree.Rune, func(r rune) bool { return !isSign(r) })
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL, syntax.OpNoMatch:
		return false
	case syntax.OpCapture, syntax.OpPlus:
		return mayBeEmpty(tree.Sub[0])
	case syntax.OpRepeat:
		return tree.Min == 0 || mayBeEmpty(tree.Sub[0])
	case syntax.OpConcat:
		return !slices.ContainsFunc(tree.Sub, func(part *syntax.Regexp) bool { return !mayBeEmpty(part) })
	case syntax.OpAlternate:
		return slices.ContainsFunc(tree.Sub, mayBeEmpty)
	}
	return true
}

// program makes the steps of a tree, or returns nil.
func (r *programReader) program(tree *syntax.Regexp) *program {
	compiled, err := syntax.Compile(tree.Simplify())
	if err != nil || len(compiled.Inst) > mostSteps {
		return nil
	}
	p := &program{start: compiled.Start, steps: make([]step, len(compiled.Inst))}
	for i := range compiled.Inst {
		var ok bool
		if p.steps[i], ok = r.step(&compiled.Inst[i]); !ok {
			return nil
		}
	}
	for i := range p.steps {
		s := &p.steps[i]
		if s.operation != choice {
			continue
		}
		// A choice that leads back to itself by one letter takes many of them.
		if once := p.steps[s.next]; once.operation == letter && once.next == i {
			*s = step{operation: many, set: once.set, next: s.other}
		} else if once := p.steps[s.other]; once.operation == letter && once.next == i {
			*s = step{operation: few, set: once.set, next: s.next}
		}
	}
	return p
}

func (r *programReader) step(inst *syntax.Inst) (step, bool) {
	next := int(inst.Out)
	switch inst.Op {
	case syntax.InstFail:
		return step{}, true
	case syntax.InstMatch:
		return step{operation: end}, true
	case syntax.InstAlt:
		return step{operation: choice, next: next, other: int(inst.Arg)}, true
	case syntax.InstNop:
		return step{operation: place, next: next}, true
	case syntax.InstCapture:
		return step{operation: capture, next: next, slot: int(inst.Arg)}, true
	case syntax.InstEmptyWidth:
		where := syntax.EmptyOp(inst.Arg)
		known := where == syntax.EmptyBeginLine || where == syntax.EmptyEndLine || where == syntax.EmptyBeginText ||
			where == syntax.EmptyWordBoundary || where == syntax.EmptyNoWordBoundary
		return step{operation: place, where: where, next: next}, known
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		if len(inst.Rune) == 1 && isSign(inst.Rune[0]) {
			s := r.assertions[inst.Rune[0]-firstSign]
			s.next = next
			return s, true
		}
		if slices.ContainsFunc(inst.Rune, isSign) {
			return step{}, false // a sign became one of a set
		}
		s := step{operation: letter, next: next}
		for c := range rune(128) {
			if inst.MatchRune(c) {
				s.set.add(c, c)
			}
		}
		return s, true
	}
	return step{}, false
}
