package bibliography

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ScanKey reads @key or @{any key} at the beginning of s, and returns the key
// and how many bytes it takes with its @; the length is 0 where there is none.
// As in Pandoc, a bare key begins with a letter, a digit or an underscore, of
// any script, and may have single marks within: @foo:bar.2 but not @foo..bar.
func ScanKey(s string) (key string, length int) {
	if len(s) < 2 || s[0] != '@' {
		return "", 0
	}
	if s[1] == '{' {
		end := strings.IndexAny(s[2:], "{}\r\n")
		if end < 1 || s[2+end] != '}' || strings.TrimSpace(s[2:2+end]) == "" {
			return "", 0
		}
		return norm.NFC.String(strings.TrimSpace(s[2 : 2+end])), end + 3
	}
	end := scanBareKey(s[1:])
	if end == 0 {
		return "", 0
	}
	return norm.NFC.String(s[1 : 1+end]), 1 + end
}

// scanBareKey is the length of the key that s begins with.
func scanBareKey(s string) int {
	end, mark := 0, true // a mark may neither begin a key nor follow another
	for i, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_', i > 0 && unicode.IsMark(r):
			end, mark = i+utf8.RuneLen(r), false
		case !mark && strings.ContainsRune(":.#$%&-+?<>~/", r):
			mark = true
		default:
			return end
		}
	}
	return end
}
