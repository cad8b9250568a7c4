package graph

import (
	"cmp"
	"maps"
	"slices"

	"fangzhi/generator/text"
)

// suggester finds the name nearest to a misspelt one among very many: pairs of
// neighbouring letters pick a few candidates, and only these are compared.
type suggester struct {
	words []string
	pairs map[[2]rune][]int32
}

const (
	// compared is how many candidates are compared letter by letter.
	compared = 32
	// met is how many words are looked at for being candidates.
	met = 2000
)

func (s *suggester) add(word string) {
	if s.pairs == nil {
		s.pairs = map[[2]rune][]int32{}
	}
	at := int32(len(s.words))
	s.words = append(s.words, word)
	for pair := range letterPairs(word) {
		s.pairs[pair] = append(s.pairs[pair], at)
	}
}

// suggest goes through the pairs of letters from the rarest on, until enough
// words were met: pairs that half of all words have tell nothing.
func (s *suggester) suggest(name string) string {
	var lists [][]int32
	for pair := range letterPairs(name) {
		lists = append(lists, s.pairs[pair])
	}
	slices.SortFunc(lists, func(a, b []int32) int { return cmp.Or(len(a)-len(b), slices.Compare(a, b)) })
	shared := map[int32]int{}
	for _, list := range lists {
		if len(shared) > 0 && len(shared)+len(list) > met {
			break
		}
		for _, at := range list[:min(len(list), met)] {
			shared[at]++
		}
	}
	candidates := slices.Collect(maps.Keys(shared))
	slices.SortFunc(candidates, func(a, b int32) int { return cmp.Or(shared[b]-shared[a], int(a-b)) })
	words := make([]string, 0, compared)
	for _, at := range candidates[:min(compared, len(candidates))] {
		words = append(words, s.words[at])
	}
	return text.Nearest(name, words)
}

// letterPairs is the set of pairs of neighbouring letters of a word, with its
// beginning and end as letters of their own.
func letterPairs(word string) map[[2]rune]bool {
	pairs := map[[2]rune]bool{}
	before := rune(0)
	for _, r := range text.Fold(word) {
		pairs[[2]rune{before, r}] = true
		before = r
	}
	pairs[[2]rune{before, 0}] = true
	return pairs
}
