package highlight

import (
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// start is the state in which a grammar begins.
const start = "root"

// grammar is a lexer's rules by state, each with the letters that its matches
// can begin with.
type grammar struct {
	lexer  *chroma.RegexLexer
	rules  chroma.CompiledRules
	states map[string][]rule
}

// rule is one of a state, in the order in which they are tried.
type rule struct {
	*chroma.CompiledRule
	opening opening
	kind    chroma.TokenType // of the whole match, where plain
	plain   bool
	groups  bool // the match's groups are asked for
	named   bool // and their names
	parted  bool // the pattern has groups
	// words, literals and runs are the pattern, where it is plain: see plain.go.
	words    *wordList
	literals literals
	runs     *runList
	// program is made when it is first asked for, as few of a grammar's are; nil
	// where only the engine will do.
	program func() *program
}

// readGrammar takes a lexer's rules out of it, or returns nil where it has no
// such table or one that cannot be compiled.
func readGrammar(lexer chroma.Lexer) *grammar {
	regex, ok := lexer.(*chroma.RegexLexer)
	if !ok {
		return nil
	}
	raw, err := regex.Rules()
	if err != nil {
		return nil
	}
	// Chroma shows the rules as it compiled them only to a rule's mutator.
	reader := &ruleReader{}
	copied, err := chroma.NewLexer(regex.Config(), func() chroma.Rules {
		rules := raw.Clone()
		rules[readerState] = []chroma.Rule{{Pattern: "x", Mutator: reader}}
		return rules
	})
	if err != nil {
		return nil
	}
	if _, err := copied.Rules(); err != nil || reader.rules == nil {
		return nil
	}
	g := &grammar{lexer: regex, rules: reader.rules, states: map[string][]rule{}}
	for state, rules := range g.rules {
		for _, r := range rules {
			g.states[state] = append(g.states[state], newRule(r, regex.Config()))
		}
	}
	return g
}

// longestMatch bounds how long one match may take, since some patterns go back
// for ever. Chroma allows a quarter of a second, which passes on a busy machine
// without a fault of the pattern; so the same code came out in other colours.
const longestMatch = 10 * time.Second

func newRule(compiled *chroma.CompiledRule, config *chroma.Config) rule {
	compiled.Regexp.MatchTimeout = longestMatch
	r := rule{CompiledRule: compiled, opening: openingOf(compiled.Pattern, config)}
	r.kind, r.plain = compiled.Type.(chroma.TokenType)
	r.groups = asksForGroups(compiled)
	r.parted = len(compiled.Regexp.GetGroupNumbers()) > 1
	emitter, ok := compiled.Type.(chroma.SerialisableEmitter)
	r.named = r.groups && !(ok && emitter.EmitterKind() == "bygroups" && !strings.Contains(compiled.Pattern, "(?<"))
	r.readPattern(compiled.Pattern, config)
	return r
}

// readPattern finds what of a pattern is plain.
func (r *rule) readPattern(pattern string, config *chroma.Config) {
	r.program = sync.OnceValue(func() *program { return programOf(pattern, config) })
	if r.words = wordListOf(pattern, config); r.words != nil {
		return
	}
	if r.literals = literalsOf(pattern, config); r.literals == nil {
		r.runs = runsOf(pattern, config)
	}
}

// asksForGroups tells whether a rule looks at the groups of its match. Those
// that show one kind of token, and at most change the state, do not.
func asksForGroups(r *chroma.CompiledRule) bool {
	if _, plain := r.Type.(chroma.TokenType); r.Type != nil && !plain {
		return true
	}
	if r.Mutator == nil {
		return false
	}
	mutator, ok := r.Mutator.(chroma.SerialisableMutator)
	return !ok || mutator.MutatorKind() != "push" && mutator.MutatorKind() != "pop"
}

// quick matches without the engine, and tells how many letters, where it can. If
// the groups are asked for, it sets spans to where each begins and ends.
func (r *rule) quick(text []rune, pos int, spans *[]int) (length int, ok answer) {
	switch {
	case r.words != nil:
		if length, ok = r.words.match(text, pos); ok == match && !r.words.whole {
			ok = unsure
		}
	case r.literals != nil:
		length, ok = r.literals.match(text, pos)
	case r.runs != nil:
		length, ok = r.runs.match(text, pos)
	}
	if ok == match && r.groups && r.parted {
		ok = unsure // where are the groups?
	}
	*spans = (*spans)[:0]
	switch {
	case ok == match && r.groups:
		*spans = append(*spans, pos, pos+length)
	case ok == unsure:
		p := r.program()
		if p == nil {
			break
		}
		if r.groups {
			*spans = slices.Grow(*spans, 2*p.groups)[:2*p.groups]
		}
		return p.match(text, pos, *spans)
	}
	return length, ok
}

const readerState = "fangzhi-reader"

// ruleReader is a mutator that keeps the table it is shown, and leaves it.
type ruleReader struct{ rules chroma.CompiledRules }

var _ chroma.LexerMutator = (*ruleReader)(nil)

func (r *ruleReader) Mutate(*chroma.LexerState) error { return nil }

func (r *ruleReader) MutateLexer(rules chroma.CompiledRules, _ string, _ int) error {
	delete(rules, readerState)
	r.rules = rules
	return nil
}

// tokens calls add for every token of the code, and tells whether it came to
// the end.
func (g *grammar) tokens(code string, add func(chroma.TokenType, string)) bool {
	text := code
	if g.lexer.Config().EnsureNL && (text == "" || text[len(text)-1] != '\n') {
		text += "\n" // is matched, but not shown
	}
	s := scanner{grammar: g, code: code, text: text, add: add}
	s.state = chroma.LexerState{
		Lexer: g.lexer, Registry: lexers.GlobalLexerRegistry, Text: []rune(text), Rules: g.rules,
		Stack: []string{start}, MutatorContext: map[any]any{},
	}
	s.end = len(s.state.Text)
	s.ascii = s.end == len(text) && utf8.ValidString(text)
	if len(text) > len(code) {
		s.end--
	}
	s.run()
	if s.at < len(code) {
		add(chroma.Error, code[s.at:]) // the grammar has left its last state
	}
	return true
}

// scanner goes through one piece of code.
type scanner struct {
	*grammar
	state chroma.LexerState
	code  string
	text  string // the code as it is matched
	ascii bool   // all of it, so that runes are bytes
	at    int    // in code, in bytes, where state.Pos is in runes
	end   int    // of the code in runes
	spans []int  // of the groups of the match at hand: where each begins and ends
	add   func(chroma.TokenType, string)
}

// mostIdle is how many rules may match nothing one after the other. Grammars
// have states that pass to each other for ever on what they do not expect.
const mostIdle = 100

func (s *scanner) run() {
	idle, before := 0, 0
	var rules []rule // of the state
	for s.state.Pos < s.end && len(s.state.Stack) > 0 {
		if state := s.state.Stack[len(s.state.Stack)-1]; rules == nil || state != s.state.State {
			s.state.State, rules = state, s.states[state]
		}
		switch {
		case idle > mostIdle:
			s.add(chroma.Text, s.take(1))
		case !s.step(rules):
			s.skip()
		}
		if idle++; s.state.Pos > before {
			idle, before = 0, s.state.Pos
		}
	}
}

// skip passes over a letter that no rule matches. At the end of a line it
// begins anew, so that one string left open does not spoil the rest.
func (s *scanner) skip() {
	if s.state.Text[s.state.Pos] == '\n' && s.state.State != start {
		s.state.Stack = []string{start}
		return
	}
	s.add(chroma.Error, s.take(1))
}

// take goes on by some runes and returns them. A line feed that the code
// itself does not have is not among them.
func (s *scanner) take(runes int) string {
	from := s.at
	for _, r := range s.state.Text[s.state.Pos : s.state.Pos+runes] {
		if s.at < len(s.code) {
			// An invalid byte is a rune of its own, and one byte wide.
			width := utf8.RuneLen(r)
			if r == utf8.RuneError {
				_, width = utf8.DecodeRuneInString(s.code[s.at:])
			}
			s.at += width
		}
	}
	s.state.Pos += runes
	return s.code[from:s.at]
}

// step applies the first rule that matches here, and tells whether one did.
func (s *scanner) step(rules []rule) bool {
	here, next := s.state.Text[s.state.Pos], rune(0)
	if s.state.Pos+1 < len(s.state.Text) {
		next = s.state.Text[s.state.Pos+1]
	}
	for i := range rules {
		r := &rules[i]
		if !r.opening.fits(here, next) {
			continue
		}
		length, ok := r.quick(s.state.Text, s.state.Pos, &s.spans)
		if ok == never {
			continue
		}
		if ok == unsure {
			match, err := r.Regexp.FindRunesMatchStartingAt(s.state.Text, s.state.Pos)
			if err != nil {
				panic(err) // it took too long; see Language.tokens
			}
			if match == nil || match.RuneIndex != s.state.Pos {
				continue
			}
			length = match.RuneLength
			if r.groups {
				s.spans = s.spans[:0]
				for _, g := range match.Groups() {
					s.spans = append(s.spans, g.RuneIndex, g.RuneIndex+g.RuneLength)
				}
			}
		}
		if r.groups {
			s.setGroups(r)
		}
		s.state.Rule = i
		s.apply(r, s.take(length))
		return true
	}
	return false
}

// setGroups tells the rule at hand of the groups of its match.
func (s *scanner) setGroups(r *rule) {
	count := len(s.spans) / 2
	// Whoever looks at them has done so before the next match.
	s.state.Groups, s.state.NamedGroups = slices.Grow(s.state.Groups[:0], count)[:count], nil
	if r.named {
		s.state.NamedGroups = make(map[string]string, count)
	}
	for i := range count {
		from, to := s.spans[2*i], s.spans[2*i+1]
		text := "" // of a group that took no part
		switch {
		case from < 0 || to < 0:
		case s.ascii:
			text = s.text[from:to]
		default:
			text = string(s.state.Text[from:to])
		}
		s.state.Groups[i] = text
		if r.named {
			s.state.NamedGroups[r.Regexp.GroupNameFromNumber(i)] = text
		}
	}
}

// apply changes the state as a rule says, and then tells of what it matched:
// in this order, because an emitter may look at the state.
func (s *scanner) apply(r *rule, matched string) {
	if r.Mutator != nil {
		if err := r.Mutator.Mutate(&s.state); err != nil {
			panic(err) // as chroma does; see Language.tokens
		}
	}
	switch {
	case r.plain:
		s.add(r.kind, matched)
	case r.Type != nil && !drain(r.Type.Emit(s.state.Groups, &s.state), len(matched), s.add):
		panic("an endless emitter")
	}
}
