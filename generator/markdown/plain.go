package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"fangzhi/generator/text"
)

// leaf is the block at hand that holds inlines.
type leaf struct {
	plain    plain
	mentions []mention
	formulas []formulaAt
	from, to int  // offsets of the source outside of which text is left out
	han      bool // Chinese runs are marked with their language
}

// formulaAt is a formula of a leaf, with its range in the plain text and its source.
type formulaAt struct {
	start, end int
	tex        string
}

// plain is the plain text of a leaf. It is written into the same room for each
// leaf: what is kept of it is copied.
type plain struct{ bytes.Buffer }

// space writes a space.
func (p *plain) space() { p.WriteByte(' ') }

// mention is a reference or citation in a leaf, with the range of its label.
type mention struct {
	citation   bool
	index      int
	start, end int
}

// newLeaf begins a block that holds inlines.
func (w *writer) newLeaf(from, to int) {
	w.leaf.plain.Reset()
	w.leaf.mentions = w.leaf.mentions[:0]
	w.leaf.formulas = w.leaf.formulas[:0]
	w.leaf.from, w.leaf.to, w.leaf.han = from, to, false
}

// written is the plain text of the leaf with the source of its formulas, of which
// the ids of paragraphs are made.
func (l *leaf) written() []byte {
	said, from := l.plain.Bytes(), 0
	if len(l.formulas) == 0 {
		return said
	}
	var b []byte
	for _, f := range l.formulas {
		b = append(append(b, said[from:f.start]...), f.tex...)
		from = f.end
	}
	return append(b, said[from:]...)
}

// countWords counts Latin words and single Han characters.
func countWords(s string) int {
	count, inside := 0, byte(0) // 1 within a word
	for i := 0; i < len(s); {
		kind := inWords[s[i]]
		if s[i] < utf8.RuneSelf {
			i++
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size
			switch {
			case text.IsHan(r):
				count++
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				kind = begins
			case r == '’':
				kind = joins
			}
		}
		// Without a branch, which nobody could foretell.
		count += int(kind & begins &^ inside)
		inside = kind&begins | inside&(kind>>1)
	}
	return count
}

// What a letter does in a word; others end it.
const (
	begins byte = 1 << iota // begins it, or goes on
	joins                   // goes on only
)

// inWords says it of ASCII.
var inWords = func() (kinds [256]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			kinds[c] = begins
		case c == '\'', c == '-':
			kinds[c] = joins
		}
	}
	return kinds
}()

// context is how much of a sentence is kept on each side of a mention.
const context = 200

// endLeaf gives each mention of the leaf its sentence, and adds the leaf's
// text to the section.
func (w *writer) endLeaf() {
	clean := true
	if plain := w.leaf.plain.Bytes(); len(plain) > 0 {
		clean = w.addClean(plain)
		w.words.WriteByte('\n')
	}
	w.sentences(clean)
}

// sentences gives each mention of the leaf its sentence. Where the leaf's text is
// clean as it is, so are all its parts.
func (w *writer) sentences(clean bool) {
	if len(w.leaf.mentions) == 0 {
		return
	}
	plain := w.leaf.plain.String()
	said := text.SentencesOf(plain)
	for _, m := range w.leaf.mentions {
		start, end := said.At(m.start)
		start, end = min(start, m.start), max(end, m.end)
		before, after := plain[start:m.start], plain[m.end:end]
		if clean {
			before, after = clipStart(before), text.Clip(after, context)
		} else {
			before, after = tidy(clipStart(fold(before))), tidy(text.Clip(fold(after), context))
		}
		if m.citation {
			c := &w.doc.Citations[m.index]
			c.Before, c.After = before, after
		} else {
			r := &w.doc.References[m.index]
			r.Before, r.After = before, after
		}
	}
}

// addClean adds a text to the section, folded and tidied, and tells whether there
// was nothing of either to do.
func (w *writer) addClean(s []byte) bool {
	tidied := true
	for i, c := range s {
		if c > ' ' {
			continue
		}
		next := byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch {
		case c == '\n', c == '\t', c == ' ' && next == ' ':
			w.addFolded(s)
			return false
		case c == ' ' && closes(next):
			tidied = false
		}
	}
	if tidied {
		w.words.Write(s)
		return true
	}
	done := 0
	for i, c := range s {
		if c == ' ' && i+1 < len(s) && closes(s[i+1]) {
			w.words.Write(s[done:i])
			done = i + 1
		}
	}
	w.words.Write(s[done:])
	return false
}

// addFolded is addClean for a text that is to be folded.
func (w *writer) addFolded(s []byte) {
	for len(s) > 0 {
		end := spaceIn(s)
		w.words.Write(s[:end])
		if s = s[end:]; len(s) == 0 {
			return
		}
		s = bytes.TrimLeftFunc(s, unicode.IsSpace)
		if len(s) == 0 || !closes(s[0]) {
			w.words.WriteByte(' ')
		}
	}
}

// spaceIn is where the first white space of a text stands, or its end.
func spaceIn(s []byte) int {
	for i, c := range s {
		if c > ' ' && c < utf8.RuneSelf {
			continue
		}
		if at := bytes.IndexFunc(s[i:], unicode.IsSpace); at >= 0 {
			return i + at
		}
		break
	}
	return len(s)
}

// closes tells whether a mark stands without a space before it.
func closes(c byte) bool { return c == '.' || c == ',' || c == ';' || c == ':' }

// tidy takes away the space that is left before a mark where a citation in
// brackets was left out.
func tidy(s string) string {
	for i := 1; i < len(s); i++ {
		if s[i-1] == ' ' && closes(s[i]) {
			return untidy.Replace(s)
		}
	}
	return s
}

var untidy = strings.NewReplacer(" .", ".", " ,", ",", " ;", ";", " :", ":")

// fold makes runs of white space one space each.
func fold(s string) string {
	if folded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:end])
		b.WriteByte(' ')
		s = strings.TrimLeftFunc(s[end:], unicode.IsSpace)
	}
	return b.String()
}

// folded tells whether fold would change nothing, which is so of most texts.
func folded(s string) bool {
	for i := range len(s) {
		if s[i] == '\n' || s[i] == '\t' || s[i] == ' ' && i > 0 && s[i-1] == ' ' {
			return false
		}
	}
	return true
}

// clipStart shortens s from its beginning.
func clipStart(s string) string {
	runes := utf8.RuneCountInString(s)
	if runes <= context {
		return s
	}
	for i := range s {
		if runes--; runes < context && (s[i] == ' ' || s[i] >= utf8.RuneSelf) {
			return "…" + strings.TrimLeft(s[i:], " ")
		}
	}
	return "…"
}
