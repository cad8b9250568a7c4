// Package highlight colours source code: text in, its parts with the class of
// each out. The grammars are chroma's. Chroma tries every rule of a grammar at
// every place, each a regular expression that may look back; here a rule is
// tried only where a text that it matches can begin, which is told once from
// its pattern, and the parts are not copied. The parts are the same: a test
// holds them against chroma's own.
package highlight

import (
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Language is a grammar, ready for use by many goroutines.
type Language struct {
	lexer   chroma.Lexer
	grammar func() *grammar // nil where the lexer is no table of rules
}

var known sync.Map // of the name as it was asked for to *Language, nil if there is none

// Find returns the language of a name, an alias or the ending of its files:
// "go", "golang". It is nil where there is none.
func Find(name string) *Language {
	if found, ok := known.Load(name); ok {
		return found.(*Language)
	}
	var found *Language
	if lexer := lexers.Get(name); lexer != nil {
		found = &Language{lexer: lexer, grammar: sync.OnceValue(func() *grammar { return readGrammar(lexer) })}
	}
	// Whoever was first is kept, so that each grammar is read once.
	first, _ := known.LoadOrStore(name, found)
	return first.(*Language)
}

// Names lists all names and aliases of languages, in lower case and order.
var Names = sync.OnceValue(func() []string {
	names := lexers.Names(true)
	for i, name := range names {
		names[i] = strings.ToLower(name)
	}
	slices.Sort(names)
	return slices.Compact(names)
})

// Parts calls part for each run of code of one class, in order; together they
// are the code. The class is empty for what has no colour: see CSS.
func (l *Language) Parts(code string, part func(class, text string)) {
	join := joiner{part: part, code: code}
	if !l.tokens(code, join.add) {
		// What is left is shown without colours.
		join.add(chroma.Text, code[min(join.seen, len(code)):])
	}
	join.flush()
}

// tokens calls add for each token of the code, and tells whether it came to
// the end. Some grammars are at odds with themselves: they panic, or go on for
// ever without a step ahead.
func (l *Language) tokens(code string, add func(chroma.TokenType, string)) (whole bool) {
	defer func() {
		if recover() != nil {
			whole = false
		}
	}()
	if g := l.grammar(); g != nil {
		return g.tokens(code, add)
	}
	next, err := l.lexer.Tokenise(nil, code)
	return err == nil && drain(next, len(code), add)
}

// drain calls add for the tokens of an iterator, and tells whether it came to
// an end in a number of them that befits so many bytes of code.
func drain(next chroma.Iterator, size int, add func(chroma.TokenType, string)) bool {
	for range 4*size + 64 {
		token := next()
		if token == chroma.EOF {
			return true
		}
		add(token.Type, token.Value)
	}
	return false
}

// joiner joins neighbouring tokens of one class.
type joiner struct {
	part  func(class, text string)
	code  string
	class string
	text  string
	more  strings.Builder // all of it, where it is of several tokens that are no part of the code
	seen  int             // bytes of all tokens so far
}

func (j *joiner) add(kind chroma.TokenType, text string) {
	if text == "" || kind == chroma.Ignore {
		return
	}
	class := inked.of(kind)
	if class != j.class {
		j.flush()
		j.class = class
	}
	switch {
	case j.more.Len() > 0:
		j.more.WriteString(text)
	case j.text == "":
		j.text = text
	case j.follows(text):
		j.text = j.code[j.seen-len(j.text) : j.seen+len(text)]
	default:
		j.more.WriteString(j.text)
		j.more.WriteString(text)
	}
	j.seen += len(text)
}

// follows tells whether a token stands in the code right behind the text at hand,
// as nearly all do: then both are one part of it.
func (j *joiner) follows(text string) bool {
	at := min(j.seen, len(j.code))
	return strings.HasSuffix(j.code[:at], j.text) && strings.HasPrefix(j.code[at:], text)
}

func (j *joiner) flush() {
	if j.more.Len() > 0 {
		j.part(j.class, j.more.String())
	} else if j.text != "" {
		j.part(j.class, j.text)
	}
	j.text = ""
	j.more.Reset()
}
