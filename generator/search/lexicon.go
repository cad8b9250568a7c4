package search

import (
	"strings"
	"sync"
	"unicode/utf8"

	"fangzhi/generator/text"
)

// lexicon folds and stems words once for all runs of notes that are read at the
// same time. The zero value knows none.
type lexicon struct {
	mu    sync.Mutex
	words map[string]forms // as written
}

// forms are those of a word.
type forms struct {
	written, folded string
	stem            string // empty where the word is not indexed
}

// of gives the forms of a word, a part of some text. A nil lexicon finds them
// anew each time.
func (l *lexicon) of(piece string) forms {
	if l == nil {
		return formsOf(piece)
	}
	l.mu.Lock()
	f, known := l.words[piece]
	l.mu.Unlock()
	if known {
		return f
	}
	f = formsOf(piece)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.words == nil {
		l.words = map[string]forms{}
	}
	l.words[f.written] = f
	return f
}

func formsOf(piece string) forms {
	f := forms{written: strings.Clone(piece)} // the text that it is a part of is not kept
	f.folded = text.FoldSearch(lower(f.written))
	if len(f.folded) <= maxWord {
		f.stem = stem(f.folded)
	}
	return f
}

// lower spares ASCII words the tables.
func lower(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return s
		}
	}
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
