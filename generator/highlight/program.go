package highlight

import "regexp/syntax"

// program is a pattern as steps that are tried one after the other, going back to
// the last choice where one fails: as the engine does, in the same order, but
// without its cost for each match, failed ones included, which for short texts is
// most of what it takes. Patterns of which the dialects may think differently have
// none; and where a text is beyond ASCII, or a match takes long, the answer is
// unsure.
type program struct {
	start  int
	steps  []step
	groups int // with the whole match
}

type operation uint8

const (
	fail    operation = iota
	letter            // one of set
	choice            // next, or else other
	many              // as many of set as there are, or fewer, and then next
	few               // as few of set as will do
	capture           // notes where a group begins or ends
	place             // something is true of the place
	look              // inside matches what follows, or does not
	behind            // one of set stands before, or does not
	end
)

type step struct {
	operation
	next, other int
	set         letters
	slot        int            // of a capture: twice the group's number, and one more where it ends
	where       syntax.EmptyOp // of a place; zero for any
	inside      *program       // of a look
	not         bool           // of look and behind
}

const (
	mostSteps = 300 // of a program
	// longestTry bounds, in steps, how long a match may take, so that what is left
	// to the engine takes hardly longer than it would anyway.
	longestTry = 4000
)

// attempt is a match that is tried.
type attempt struct {
	text   []rune
	spans  []int // where each group begins and ends, -1 where it does not
	left   int   // steps
	unsure bool
	end    int
}

// match tells how many letters from pos on the pattern matches, and sets spans,
// which may be of fewer groups than there are, to where they begin and end.
func (p *program) match(text []rune, pos int, spans []int) (int, answer) {
	for i := range spans {
		spans[i] = -1
	}
	a := attempt{text: text, spans: spans, left: longestTry}
	matched := a.run(p, p.start, pos)
	switch {
	case a.unsure:
		return 0, unsure
	case !matched:
		return 0, never
	}
	if len(spans) > 0 {
		spans[0], spans[1] = pos, a.end
	}
	return a.end - pos, match
}

// run tries the steps from at on, and tells whether they match from pos on. When
// the attempt is unsure, what it tells has no meaning.
func (a *attempt) run(p *program, at, pos int) bool {
	for !a.unsure {
		if a.left--; a.left < 0 {
			a.unsure = true
			break
		}
		s := &p.steps[at]
		switch s.operation {
		case fail:
			return false
		case letter:
			if !a.has(s.set, pos) {
				return false
			}
			pos++
		case choice:
			if a.run(p, s.next, pos) {
				return true
			}
			at = s.other
			continue
		case many:
			return a.many(p, s, pos)
		case few:
			for !a.run(p, s.next, pos) {
				if a.unsure || !a.has(s.set, pos) {
					return false
				}
				pos++
			}
			return true
		case capture:
			if s.slot >= len(a.spans) {
				break
			}
			before := a.spans[s.slot]
			a.spans[s.slot] = pos
			if a.run(p, s.next, pos) {
				return true
			}
			a.spans[s.slot] = before
			return false
		case place:
			if !a.stands(s.where, pos) {
				return false
			}
		case look:
			if a.run(s.inside, s.inside.start, pos) == s.not {
				return false
			}
		case behind:
			if (pos > 0 && a.has(s.set, pos-1)) == s.not {
				return false
			}
		case end:
			a.end = pos
			return true
		}
		at = s.next
	}
	return false
}

// many takes as many letters as there are, and gives them back one by one.
func (a *attempt) many(p *program, s *step, pos int) bool {
	most := pos
	for a.has(s.set, most) {
		most++
	}
	a.left -= most - pos
	if p.steps[s.next].operation == end && !a.unsure {
		a.end = most
		return true
	}
	for at := most; at >= pos && !a.unsure; at-- {
		if next := &p.steps[s.next]; next.operation == letter && !a.has(next.set, at) {
			continue
		}
		if a.run(p, s.next, at) {
			return true
		}
	}
	return false
}

// has tells whether the letter at a place is of a set.
func (a *attempt) has(set letters, pos int) bool {
	if pos >= len(a.text) {
		return false
	}
	r := a.text[pos]
	if foreign(r) {
		a.unsure = true
	}
	return set.has(r)
}

// stands tells whether something is true of a place.
func (a *attempt) stands(where syntax.EmptyOp, pos int) bool {
	switch where {
	case 0:
		return true
	case syntax.EmptyBeginText:
		return pos == 0
	case syntax.EmptyBeginLine:
		return pos == 0 || a.text[pos-1] == '\n'
	case syntax.EmptyEndLine:
		return pos == len(a.text) || a.text[pos] == '\n'
	}
	before, after := pos > 0 && a.has(wordLetters, pos-1), a.has(wordLetters, pos)
	return (before != after) == (where == syntax.EmptyWordBoundary)
}
