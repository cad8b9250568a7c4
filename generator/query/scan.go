package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind tells the pieces of a query apart.
type tokenKind uint8

const (
	end    tokenKind = iota
	word             // a keyword, a name, a number, a date, an @key
	quoted           // "text"
	link             // [[name]]
	mark             // ( ) , : = != < > <= >=
	broken           // a quotation or a link that is not closed
)

type token struct {
	kind tokenKind
	text string // without quotation marks or brackets
	at   int    // offset in bytes
}

// scan parts a query into tokens; the last is an end.
func scan(source string) []token {
	var tokens []token
	for at := 0; at < len(source); {
		r, size := utf8.DecodeRuneInString(source[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		t, next := scanToken(source, at)
		tokens = append(tokens, t)
		at = next
		if t.kind == broken {
			break
		}
	}
	return append(tokens, token{kind: end, at: len(strings.TrimRightFunc(source, unicode.IsSpace))})
}

func scanToken(source string, at int) (token, int) {
	rest := source[at:]
	switch {
	case strings.HasPrefix(rest, "[["):
		if close := strings.Index(rest, "]]"); close >= 0 && !strings.Contains(rest[:close], "\n") {
			return token{link, strings.TrimSpace(rest[2:close]), at}, at + close + 2
		}
		return token{broken, "[[", at}, len(source)
	case rest[0] == '"':
		if close := strings.IndexAny(rest[1:], "\"\n"); close >= 0 && rest[1+close] == '"' {
			return token{quoted, rest[1 : 1+close], at}, at + close + 2
		}
		return token{broken, `"`, at}, len(source)
	}
	for _, m := range []string{"!=", "<=", ">=", "(", ")", ",", "=", "<", ">", ":"} {
		if strings.HasPrefix(rest, m) {
			return token{mark, m, at}, at + len(m)
		}
	}
	stop := len(rest)
	for i, r := range rest {
		if i > 0 && (unicode.IsSpace(r) || strings.ContainsRune(`()",=<>`, r) || strings.HasPrefix(rest[i:], "[[") || strings.HasPrefix(rest[i:], "!=")) {
			stop = i
			break
		}
	}
	// "view: table" and "view:table" both end the keyword at the colon, but
	// dates with a time and keys of sources have colons of their own.
	if colon := strings.IndexByte(rest[:stop], ':'); colon > 0 && (colon == stop-1 || isClause(strings.ToLower(rest[:colon]))) {
		stop = colon
	}
	return token{word, rest[:stop], at}, at + stop
}
