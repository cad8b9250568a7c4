package highlight

import (
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
	// runs and words are the pattern, where it is plain: see plain.go.
	runs  []run
	words *wordList
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

func newRule(compiled *chroma.CompiledRule, config *chroma.Config) rule {
	r := rule{CompiledRule: compiled, opening: openingOf(compiled.Pattern, config)}
	r.kind, r.plain = compiled.Type.(chroma.TokenType)
	r.groups = compiled.Mutator != nil || compiled.Type != nil && !r.plain
	if r.words = wordListOf(compiled.Pattern, config); r.words == nil && !r.groups {
		r.runs = runsOf(compiled.Pattern, config)
	}
	return r
}

// quick matches without the engine, and tells how many letters, where it can.
func (r *rule) quick(text []rune, pos int) (int, answer) {
	switch {
	case r.runs != nil:
		return matchRuns(r.runs, text, pos)
	case r.words != nil:
		length, ok := r.words.match(text, pos)
		if ok == match && (r.groups || !r.words.whole) {
			ok = unsure
		}
		return length, ok
	}
	return 0, unsure
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
	s := scanner{grammar: g, code: code, add: add}
	text := code
	if g.lexer.Config().EnsureNL && (text == "" || text[len(text)-1] != '\n') {
		text += "\n" // is matched, but not shown
	}
	s.state = chroma.LexerState{
		Lexer: g.lexer, Registry: lexers.GlobalLexerRegistry, Text: []rune(text), Rules: g.rules,
		Stack: []string{start}, MutatorContext: map[any]any{},
	}
	s.end = len(s.state.Text)
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
	at    int // in code, in bytes, where state.Pos is in runes
	end   int // of the code in runes
	add   func(chroma.TokenType, string)
}

// mostIdle is how many rules may match nothing one after the other. Grammars
// have states that pass to each other for ever on what they do not expect.
const mostIdle = 100

func (s *scanner) run() {
	idle, before := 0, 0
	for s.state.Pos < s.end && len(s.state.Stack) > 0 {
		s.state.State = s.state.Stack[len(s.state.Stack)-1]
		switch {
		case idle > mostIdle:
			s.add(chroma.Text, s.take(1))
		case !s.step(s.states[s.state.State]):
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
		if length, ok := r.quick(s.state.Text, s.state.Pos); ok == never {
			continue
		} else if ok == match {
			s.state.Rule = i
			s.apply(r, s.take(length))
			return true
		}
		match, err := r.Regexp.FindRunesMatchStartingAt(s.state.Text, s.state.Pos)
		if match == nil || err != nil || match.RuneIndex != s.state.Pos {
			continue
		}
		s.state.Rule = i
		if r.groups {
			s.state.Groups, s.state.NamedGroups = nil, map[string]string{}
			for _, group := range match.Groups() {
				text := group.String()
				s.state.Groups = append(s.state.Groups, text)
				s.state.NamedGroups[group.Name] = text
			}
		}
		s.apply(r, s.take(match.RuneLength))
		return true
	}
	return false
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
