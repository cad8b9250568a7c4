package highlight

import (
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// wordLetters are those that \w matches.
var wordLetters = func() (l letters) {
	l.add('0', '9')
	l.add('A', 'Z')
	l.add('_', '_')
	l.add('a', 'z')
	return l
}()

// wordList is a pattern that begins with one word of a list and a \b.
type wordList struct {
	// words are the words, in the order in which they are tried, by the letters
	// of words that they begin with: of "yield from" that is "yield".
	words map[string][]string
	fold  bool // they are in lower case, and any case will do
	// whole says that nothing stands before the list or after it. Of other
	// patterns the list only tells where they cannot match.
	whole bool
}

// longestWord bounds, in letters, what is looked up in a list.
const longestWord = 40

// match tells how many letters from pos on the list matches.
func (l *wordList) match(text []rune, pos int) (int, answer) {
	var begin [longestWord]byte
	n := 0
	for ; pos+n < len(text) && wordLetters.has(text[pos+n]) && text[pos+n] < 128; n++ {
		if n == longestWord {
			return 0, unsure
		}
		begin[n] = l.folded(text[pos+n])
	}
	if pos+n < len(text) && foreign(text[pos+n]) {
		return 0, unsure // it may be part of the word
	}
	for _, word := range l.words[string(begin[:n])] {
		if ok := l.ends(word[n:], text, pos+n); ok != never {
			return len(word), ok
		}
	}
	return 0, never
}

// ends tells whether the rest of a word stands at a place, and ends there.
func (l *wordList) ends(rest string, text []rune, at int) answer {
	if at > 0 && foreign(text[at-1]) {
		return unsure
	}
	inside := at > 0 && wordLetters.has(text[at-1])
	for i := range len(rest) {
		if at == len(text) {
			return never
		}
		if foreign(text[at]) {
			return unsure
		}
		if l.folded(text[at]) != rest[i] {
			return never
		}
		inside = wordLetters.has(text[at])
		at++
	}
	if at < len(text) && foreign(text[at]) {
		return unsure
	}
	if follows := at < len(text) && wordLetters.has(text[at]); follows == inside {
		return never
	}
	return match
}

func (l *wordList) folded(r rune) byte {
	if l.fold && 'A' <= r && r <= 'Z' {
		return byte(r) + 'a' - 'A'
	}
	return byte(r)
}

// wordListOf reads the list that a pattern begins with, or returns nil.
func wordListOf(pattern string, config *chroma.Config) *wordList {
	plain, ok := withoutAssertions(pattern)
	if !ok {
		return nil
	}
	flags := syntax.Perl
	if config.CaseInsensitive {
		flags |= syntax.FoldCase
	}
	tree, err := syntax.Parse(plain, flags)
	if err != nil || tree.Op != syntax.OpConcat {
		return nil
	}
	parts := slices.DeleteFunc(slices.Clone(tree.Sub), func(part *syntax.Regexp) bool { return part.Op == syntax.OpEmptyMatch })
	list := &wordList{words: map[string][]string{}, fold: config.CaseInsensitive}
	end := slices.IndexFunc(parts, func(part *syntax.Regexp) bool { return part.Op == syntax.OpWordBoundary })
	list.whole = plain == pattern && end == len(parts)-1
	if end == 0 { // \b(…)\b
		parts, list.whole = parts[1:], false
		end = slices.IndexFunc(parts, func(part *syntax.Regexp) bool { return part.Op == syntax.OpWordBoundary })
	}
	if end < 1 {
		return nil
	}
	words := []string{""}
	for _, part := range parts[:end] {
		if words = times(words, wordsOf(part, list.fold)); words == nil {
			return nil
		}
	}
	for _, word := range words {
		begin := len(word)
		if at := strings.IndexFunc(word, func(r rune) bool { return r >= 128 || !wordLetters.has(r) }); at >= 0 {
			begin = at
		}
		if begin >= longestWord {
			return nil
		}
		list.words[word[:begin]] = append(list.words[word[:begin]], word)
	}
	return list
}

// mostWords bounds how many words a list may have.
const mostWords = 4000

// wordsOf lists all that a pattern matches, in the order in which it would be
// tried, or returns nil where that is not a short list of plain words.
func wordsOf(tree *syntax.Regexp, fold bool) []string {
	switch tree.Op {
	case syntax.OpEmptyMatch:
		return []string{""}
	case syntax.OpCapture:
		return wordsOf(tree.Sub[0], fold)
	case syntax.OpLiteral:
		if tree.Flags&syntax.FoldCase != 0 != fold && strings.ToLower(string(tree.Rune)) != strings.ToUpper(string(tree.Rune)) {
			return nil
		}
		return plainWords([]string{string(tree.Rune)}, fold)
	case syntax.OpCharClass:
		var each []string
		for i := 0; i+1 < len(tree.Rune); i += 2 {
			if tree.Rune[i] >= 128 && fold {
				continue // the Kelvin sign for k: where there is one, no answer is sure
			}
			if tree.Rune[i+1] >= 128 || len(each) > 64 {
				return nil
			}
			for r := tree.Rune[i]; r <= tree.Rune[i+1]; r++ {
				each = append(each, string(r))
			}
		}
		return plainWords(each, fold)
	case syntax.OpQuest:
		words := wordsOf(tree.Sub[0], fold)
		if words == nil || tree.Flags&syntax.NonGreedy != 0 {
			return nil
		}
		return append(words, "")
	case syntax.OpConcat:
		words := []string{""}
		for _, part := range tree.Sub {
			if words = times(words, wordsOf(part, fold)); words == nil {
				return nil
			}
		}
		return words
	case syntax.OpAlternate:
		var words []string
		for _, part := range tree.Sub {
			more := wordsOf(part, fold)
			if more == nil || len(words)+len(more) > mostWords {
				return nil
			}
			words = append(words, more...)
		}
		return words
	}
	return nil
}

// plainWords folds words, or returns nil where one of them is not in ASCII.
func plainWords(words []string, fold bool) []string {
	for i, word := range words {
		if strings.ContainsFunc(word, foreign) {
			return nil
		}
		if fold {
			words[i] = strings.ToLower(word)
		}
	}
	return words
}

// times joins each word of the first list to each of the second.
func times(first, second []string) []string {
	if len(first)*len(second) > mostWords || len(second) == 0 {
		return nil
	}
	if len(first) == 1 && first[0] == "" {
		return second
	}
	joined := make([]string, 0, len(first)*len(second))
	for _, a := range first {
		for _, b := range second {
			joined = append(joined, a+b)
		}
	}
	return joined
}
