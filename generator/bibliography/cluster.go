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
	Label          string // of the locator: "p.", "art.", as written; may be empty
	Locator        string // "12–15"
	Suffix         string // what follows the locator
	SuppressAuthor bool   // -@key: the author is named in the text
}

// Cluster is one citation: [@a, p. 12; @b], or, Narrative, @a in the text.
type Cluster struct {
	Cites     []Cite
	Narrative bool
}

// ParseCluster reads what stands between the brackets of a citation. It is
// none, and ok false, unless every part between semicolons has one key.
func ParseCluster(inside string) (c Cluster, ok bool) {
	for part := range strings.SplitSeq(inside, ";") {
		cite, ok := parseCite(part)
		if !ok {
			return Cluster{}, false
		}
		c.Cites = append(c.Cites, cite)
	}
	return c, true
}

func parseCite(part string) (Cite, bool) {
	for at := 0; at < len(part); at++ {
		if part[at] != '@' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(part[:at])
		if at > 0 && before != '-' && before != '(' && before != '[' && !unicode.IsSpace(before) {
			continue // an e-mail address
		}
		key, length := ScanKey(part[at:])
		if length == 0 {
			continue
		}
		c := Cite{Key: key}
		prefix := part[:at]
		if rest, minus := strings.CutSuffix(prefix, "-"); minus {
			c.SuppressAuthor, prefix = true, rest
		}
		c.Prefix = strings.TrimSpace(prefix)
		rest := part[at+length:]
		if strings.Contains(rest, " @") {
			return Cite{}, false
		}
		c.locate(rest)
		return c, true
	}
	return Cite{}, false
}

// ScanKey reads @key or @{any key} at the beginning of s, and returns the key
// and how many bytes it takes; zero where there is none. A key begins with a
// letter, a digit or an underscore, and may have single marks within.
func ScanKey(s string) (key string, length int) {
	if len(s) < 2 || s[0] != '@' {
		return "", 0
	}
	if s[1] == '{' {
		end := strings.IndexByte(s, '}')
		if end < 3 || strings.ContainsAny(s[2:end], "{\n") {
			return "", 0
		}
		return s[2:end], end + 1
	}
	end, mark := 1, false
	for i, r := range s[1:] {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
			end, mark = 1+i+utf8.RuneLen(r), false
		case i > 0 && !mark && strings.ContainsRune(":.#$%&-+?<>~/", r):
			mark = true
		default:
			return s[1:end], end * min(1, end-1)
		}
	}
	return s[1:end], end * min(1, end-1)
}

// locatorLabels are the words that introduce a locator.
var locatorLabels = []string{
	"articles", "article", "arts.", "art.", "book", "chapters", "chapter", "chaps.", "chap.", "ch.", "columns", "column", "col.",
	"figures", "figure", "fig.", "folio", "fol.", "lines", "line", "notes", "note", "n.", "numbers", "number", "nos.", "no.",
	"pages", "page", "pp.", "p.", "paragraphs", "paragraph", "paras.", "para.", "¶¶", "¶", "parts", "part", "pt.",
	"sections", "section", "secs.", "sec.", "§§", "§", "verse", "v.", "volumes", "volume", "vols.", "vol.", "第",
}

// locate parts what follows a key into label, locator and suffix.
func (c *Cite) locate(rest string) {
	rest = strings.TrimSpace(rest)
	bare := strings.TrimSpace(strings.TrimPrefix(rest, ","))
	lower := strings.ToLower(bare)
	for _, label := range locatorLabels {
		after, ok := strings.CutPrefix(lower, label)
		if !ok || !strings.HasPrefix(strings.TrimSpace(after), digitsOf(after)) || digitsOf(after) == "" {
			continue
		}
		c.Label = bare[:len(label)]
		c.Locator, c.Suffix = splitLocator(strings.TrimSpace(bare[len(label):]))
		return
	}
	if digitsOf(bare) != "" && strings.HasPrefix(rest, ",") {
		c.Locator, c.Suffix = splitLocator(bare)
		return
	}
	c.Suffix = rest
}

// digitsOf is the number, Latin or Roman, that s begins with after spaces.
func digitsOf(s string) string {
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune("ivxlcIVXLC", r) })
	if end < 0 {
		end = len(s)
	}
	if end < len(s) && !unicode.IsDigit(rune(s[max(0, end-1)])) {
		if r, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsLetter(r) {
			return "" // "civil" is no Roman number
		}
	}
	return s[:end]
}

// splitLocator parts "12-15, 20 and passim" where the numbers end.
func splitLocator(s string) (locator, suffix string) {
	end := 0
	for end < len(s) {
		number := digitsOf(s[end:])
		if number == "" {
			break
		}
		end += strings.Index(s[end:], number) + len(number)
		for end < len(s) && s[end] >= 'a' && s[end] <= 'z' && (end+1 == len(s) || !unicode.IsLetter(rune(s[end+1]))) {
			end++ // 12a
		}
		next := end
		for next < len(s) && strings.ContainsRune("-–, ", firstRune(s[next:])) {
			next += utf8.RuneLen(firstRune(s[next:]))
		}
		if next == end || digitsOf(s[next:]) == "" || next < len(s) && !unicode.IsDigit(firstRune(s[next:])) {
			break
		}
		end = next
	}
	for _, tail := range []string{"页", "条", "章", "段"} {
		if strings.HasPrefix(s[end:], tail) {
			end += len(tail)
		}
	}
	return strings.ReplaceAll(strings.TrimRight(s[:end], ", "), "-", "–"), strings.TrimSpace(s[end:])
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
