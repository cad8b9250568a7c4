package bibliography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Cite is one source within a citation, as Pandoc writes it.
type Cite struct {
	Key            string
	Prefix         string // "see"
	Label          string // of the locator: "p.", "art.", as written, or 页; may be empty
	Locator        string // "12–15"; of 第12页 only the number, when Label is not empty
	Suffix         string // what follows the locator: "and passim"
	SuppressAuthor bool   // -@key: the author is named in the text
}

// Cluster is one citation: [@a, p. 12; @b], or, Narrative, @a in the text.
type Cluster struct {
	Cites     []Cite
	Narrative bool // "Perry (2019)" rather than "(Perry 2019)"
}

// ParseCluster reads what stands between the brackets of a citation in
// Pandoc's form: "see @a, pp. 12-15; -@b, art. 11 and passim". It is none, and
// ok false, unless every part between semicolons has one key, before which a
// word ends: mail@host.org is no citation.
func ParseCluster(inside string) (c Cluster, ok bool) {
	if strings.IndexByte(inside, '@') < 0 {
		return Cluster{}, false
	}
	for _, part := range splitCites(inside) {
		cite, ok := parseCite(part)
		if !ok {
			return Cluster{}, false
		}
		c.Cites = append(c.Cites, cite)
	}
	return c, true
}

// splitCites parts a citation at the semicolons outside of braces.
func splitCites(s string) []string {
	var parts []string
	start, depth := 0, 0
	for i, r := range s {
		switch {
		case r == '{':
			depth++
		case r == '}':
			depth = max(0, depth-1)
		case depth == 0 && (r == ';' || r == '；'):
			parts = append(parts, s[start:i])
			start = i + utf8.RuneLen(r)
		}
	}
	return append(parts, s[start:])
}

// parseCite reads prefix, key, locator and suffix.
func parseCite(part string) (Cite, bool) {
	at, key, length := findKey(part, 0)
	if length == 0 {
		return Cite{}, false
	}
	rest := part[at+length:]
	if _, _, more := findKey(rest, lastRune(part[:at+length])); more > 0 {
		return Cite{}, false
	}
	c := Cite{Key: key}
	prefix := part[:at]
	if before, minus := strings.CutSuffix(prefix, "-"); minus {
		c.SuppressAuthor, prefix = true, before
	}
	c.Prefix = strings.TrimSpace(prefix)
	c.locate(rest)
	return c, true
}

// findKey finds the first @key of s at the end of a word. before is the
// character before s, or 0. length is 0 when there is none.
func findKey(s string, before rune) (at int, key string, length int) {
	minus := false // before is a minus that itself stands at the end of a word
	for i, r := range s {
		free := before == 0 || endsWord(before)
		if r == '@' && (free || minus) {
			if key, length := ScanKey(s[i:]); length > 0 {
				return i, key, length
			}
		}
		minus = r == '-' && free
		before = r
	}
	return 0, "", 0
}

// endsWord tells whether a key may follow r: white space, a mark that opens,
// or Chinese, which has no spaces between words.
func endsWord(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(`(["'`, r) || isEastAsian(r) ||
		unicode.In(r, unicode.Ps, unicode.Pi) || r > unicode.MaxLatin1 && unicode.Is(unicode.Po, r)
}

func lastRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func firstRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
