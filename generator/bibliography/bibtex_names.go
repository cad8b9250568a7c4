package bibliography

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"fangzhi/generator/diag"
)

// names reads a field that lists names.
func (p *bibtex) names(v entryValues, field string) []Name {
	names, doubtful := parseNames(v.raw(field))
	if f, own := v.fields[field]; own && doubtful != "" {
		p.add(diag.Warning, f.at, "bibtex-name", fmt.Sprintf("%s: the name %q in %q has too many commas", v.key, doubtful, field),
			`part names with " and ", and put the name of a body in braces of its own`)
	}
	return names
}

// parseNames reads a list of names: the word "and" parts them, and so do the
// marks that part Chinese names. doubtful is the first name that has more
// commas than a name can have.
func parseNames(s string) (names []Name, doubtful string) {
	if strings.TrimSpace(s) == "" {
		return nil, ""
	}
	list := splitNames(s)
	for i, raw := range list {
		if len(raw) == 1 && len(raw[0]) == 1 && raw[0][0] == others {
			if i == len(list)-1 && len(names) > 0 {
				names = append(names, Name{Literal: others})
			}
			continue
		}
		read, ok := raw.names()
		if !ok && doubtful == "" {
			doubtful = plainTeX(raw.join())
		}
		for _, name := range read {
			if !name.isZero() {
				names = append(names, name)
			}
		}
	}
	return names, doubtful
}

// rawName is a name as BibTeX sees it: words, parted by white space outside of
// braces, in parts that commas separate.
type rawName [][]string

func (r rawName) join() string {
	parts := make([]string, len(r))
	for i, words := range r {
		parts[i] = strings.Join(words, " ")
	}
	return strings.Join(parts, ", ")
}

// splitNames parts a list of names into names and their words in one pass.
func splitNames(s string) []rawName {
	var list []rawName
	name := rawName{nil}
	endName := func() {
		list = append(list, name)
		name = rawName{nil}
	}
	depth, start := 0, 0
	endWord := func(end int) {
		last := len(name) - 1
		switch word := s[start:end]; {
		case word == "":
		case strings.EqualFold(word, "and"):
			endName()
		default:
			name[last] = append(name[last], word)
		}
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\\' && i+1 < len(s): // \~n is an accent, \, a space
			size++
		case r == '{':
			depth++
		case r == '}':
			depth--
		case depth > 0:
		case r == '~' || size == 1 && isSpace(s[i]):
			endWord(i)
			start = i + size
		case r == ',':
			endWord(i)
			name = append(name, nil)
			start = i + size
		case strings.ContainsRune("、；，", r):
			endWord(i)
			endName()
			start = i + size
		}
		i += size
	}
	endWord(len(s))
	return append(list, name)
}

// names reads what stands between two "and"s: mostly one name, written as
// "First von Last", "von Last, First" or "von Last, Jr, First"; Chinese names
// parted by commas are several. ok is false if there are too many commas.
func (r rawName) names() (names []Name, ok bool) {
	if name, extended := r.extended(); extended {
		return []Name{name}, true
	}
	switch len(r) {
	case 1:
		return []Name{spokenName(r[0])}, true
	case 2:
		n := familyName(r[0])
		n.Given = plainWords(r[1])
		return []Name{n}, true
	}
	if eastAsian(plainTeX(r.join())) {
		for _, words := range r {
			names = append(names, spokenName(words))
		}
		return names, false
	}
	n := familyName(r[0])
	n.Suffix, n.Given = plainWords(r[1]), plainTeX(r[2:].join())
	return []Name{n}, len(r) == 3
}

// spokenName reads "First von Last": the particle begins at the first word in
// small letters and ends at the last one before the family name. A name in
// braces is that of a body, and is not parted; nor is a Chinese one.
func spokenName(words []string) Name {
	if len(words) == 1 && wholeInBraces(words[0]) {
		return Name{Literal: plainTeX(words[0])}
	}
	if plain := plainWords(words); len(words) < 2 || eastAsian(plain) {
		return Name{Family: strings.ReplaceAll(plain, " ", "")}
	}
	last := len(words) - 1
	from, to := last, last
	for i := last - 1; i >= 0; i-- {
		if isParticle(words[i]) {
			from = i
			if to == last {
				to = i + 1
			}
		}
	}
	return Name{
		Given: plainWords(words[:from]), NonDroppingParticle: plainWords(words[from:to]), Family: plainWords(words[to:]),
	}
}

// familyName reads "von Last".
func familyName(words []string) Name {
	if len(words) == 0 {
		return Name{}
	}
	i := 0
	for i < len(words)-1 && isParticle(words[i]) {
		i++
	}
	return Name{NonDroppingParticle: plainWords(words[:i]), Family: plainWords(words[i:])}
}

func plainWords(words []string) string { return plainTeX(strings.Join(words, " ")) }

// isParticle tells whether a word begins with a small letter, as "von" does.
// A word in braces has no case.
func isParticle(word string) bool {
	if strings.HasPrefix(word, "{") && !strings.HasPrefix(word, `{\`) {
		return false
	}
	for _, r := range plainTeX(word) {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
	}
	return false
}

// wholeInBraces tells whether the brace that opens s is closed by its last.
// That of {\"u} makes a letter.
func wholeInBraces(s string) bool {
	if !strings.HasPrefix(s, "{") || strings.HasPrefix(s, `{\`) {
		return false
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i == len(s)-1
			}
		}
	}
	return false
}

// extended reads BibLaTeX's form with labels: family=Gogh, given=Vincent,
// prefix=van, useprefix=true.
func (r rawName) extended() (Name, bool) {
	var n Name
	dropping := false
	for i, words := range r {
		label, value, ok := strings.Cut(strings.Join(words, " "), "=")
		if !ok && i == 0 {
			return Name{}, false
		}
		value = plainTeX(value)
		switch strings.ToLower(strings.TrimSpace(label)) {
		case "family":
			n.Family = value
		case "given":
			n.Given = value
		case "suffix":
			n.Suffix = value
		case "prefix":
			n.NonDroppingParticle = value
		case "useprefix":
			dropping = strings.EqualFold(value, "false")
		}
	}
	if dropping {
		n.DroppingParticle, n.NonDroppingParticle = n.NonDroppingParticle, ""
	}
	return n, n.Family != ""
}
