package yamldoc

import (
	"strings"
	"unicode/utf8"
)

// Most front matter is plain: names at the beginning of lines, each with a
// text or a list of texts. A build reads it of each note, and the library makes
// much of it: tokens, events, and nodes that keep comments. So plain documents
// are read here. This reader knows so little that it need not complain: of
// whatever it does not know, right or wrong, it says so, and the library reads
// the whole document. Where it answers, the value is that of the library.

// mostPlain is how many fields a plain document may have: names are compared
// each with each.
const mostPlain = 64

// plain reads a plain document, and tells whether it is one.
func plain(document string, firstLine int) (Value, bool) {
	if !plainLetters(document) {
		return Value{}, false
	}
	r := plainReader{rest: document, line: firstLine - 1}
	root := Value{Kind: Mapping, Fields: make([]Field, 0, min(mostPlain, 1+strings.Count(document, "\n")))}
	r.next()
	for !r.ended {
		name, text, ok := strings.Cut(r.text, ":")
		if !ok || !plainName(name) || len(root.Fields) == mostPlain || stands(name, root.Fields) {
			return Value{}, false
		}
		f := Field{Name: name, Line: r.line, Column: 1}
		if text == "" {
			r.next()
			f.Value, ok = r.list()
		} else {
			f.Value, ok = r.value(text, len(name)+2)
			r.next()
		}
		if !ok {
			return Value{}, false
		}
		root.Fields = append(root.Fields, f)
	}
	if len(root.Fields) == 0 {
		return Value{}, false
	}
	root.Line, root.Column = root.Fields[0].Line, 1
	return root, true
}

// plainLetters tells whether a text has but letters, marks, spaces and line
// feeds that mean the same everywhere.
func plainLetters(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\n' || c == 0x7F {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r < 0xA0, r == utf8.RuneError, r == '\u2028', r == '\u2029', r == '\uFEFF', r == '\uFFFE', r == '\uFFFF':
			return false
		}
		i += size
	}
	return true
}

// plainName tells whether a name is one that our own fields could have.
func plainName(s string) bool {
	for i := range len(s) {
		if s[i] != '_' && (s[i] < 'a' || s[i] > 'z') {
			return false
		}
	}
	return s != "" && len(s) < 100
}

func stands(name string, fields []Field) bool {
	for i := range fields {
		if fields[i].Name == name {
			return true
		}
	}
	return false
}

// plainReader goes through the lines of a plain document.
type plainReader struct {
	rest  string // lines that are yet to come
	text  string // of the line at hand
	line  int    // its number
	ended bool   // there is no line at hand
}

// next goes on to the next line that is not empty.
func (r *plainReader) next() {
	for r.rest != "" {
		r.text, r.rest, _ = strings.Cut(r.rest, "\n")
		r.line++
		if r.text != "" {
			return
		}
	}
	r.text, r.ended = "", true
}

// list reads lines of "- text", all indented alike.
func (r *plainReader) list() (Value, bool) {
	indent := len(r.text) - len(strings.TrimLeft(r.text, " "))
	mark := r.text[:indent] + "-"
	v := Value{Kind: List, Line: r.line, Column: indent + 1}
	for !r.ended {
		text, is := strings.CutPrefix(r.text, mark)
		if !is {
			break
		}
		item, ok := r.lineEnd(text, len(mark)+1)
		if !ok {
			return v, false
		}
		v.Items = append(v.Items, item)
		r.next()
	}
	return v, len(v.Items) > 0
}

// value reads what stands behind a name: a text, or [a list, of texts].
func (r *plainReader) value(s string, column int) (Value, bool) {
	list := strings.TrimLeft(s, " ")
	if len(list) == len(s) || !strings.HasPrefix(list, "[") {
		return r.lineEnd(s, column)
	}
	column += len(s) - len(list)
	v := Value{Kind: List, Line: r.line, Column: column, Items: make([]Value, 0, 1+strings.Count(list, ","))}
	s, closed := strings.CutSuffix(strings.TrimRight(list[1:], " "), "]")
	if strings.TrimLeft(s, " ") == "" {
		return v, closed
	}
	for column++; closed; {
		item, after, ok := r.scalar(s, column, ",")
		rest := strings.TrimLeft(after, " ")
		if !ok || rest != "" && rest[0] != ',' {
			return v, false
		}
		v.Items = append(v.Items, item)
		if rest == "" {
			return v, true
		}
		column += utf8.RuneCountInString(s[:len(s)-len(rest)+1])
		s = rest[1:]
	}
	return v, false
}

// lineEnd reads a text with nothing behind it, and with a space before it.
func (r *plainReader) lineEnd(s string, column int) (Value, bool) {
	if !strings.HasPrefix(s, " ") {
		return Value{}, false
	}
	v, rest, ok := r.scalar(s, column, "")
	return v, ok && strings.TrimLeft(rest, " ") == ""
}

// scalar reads the text that s begins with, and returns what follows it. One
// without quotation marks ends before a mark of ends, or with the line.
func (r *plainReader) scalar(s string, column int, ends string) (v Value, rest string, ok bool) {
	text := strings.TrimLeft(s, " ")
	if text == "" {
		return v, "", false
	}
	v = Value{Kind: Scalar, Line: r.line, Column: column + len(s) - len(text)}
	if quote := text[:1]; quote == `"` || quote == "'" {
		v.Quoted = true
		v.Text, rest, ok = strings.Cut(text[1:], quote)
		return v, rest, ok && !strings.Contains(v.Text, `\`) && !strings.HasPrefix(rest, quote)
	}
	end := strings.IndexAny(text, ends)
	if end < 0 {
		end = len(text)
	}
	v.Text = strings.TrimRight(text[:end], " ")
	return v, text[end:], plainText(v.Text)
}

// plainText tells whether what stands without quotation marks is a text, and
// has nothing in it that could mean something else.
func plainText(s string) bool {
	if s == "" || strings.ContainsAny(s, "[]{}?:#") || strings.EqualFold(s, "null") {
		return false
	}
	c := s[0]
	return c >= utf8.RuneSelf || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
