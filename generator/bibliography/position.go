package bibliography

import (
	"unicode/utf8"

	"fangzhi/generator/diag"
)

// blockSize is how far apart the known places of a file are.
const blockSize = 512

// positions tells the line and column of a byte of a file in a bounded number
// of steps, be the file all on one line or all line feeds.
type positions struct {
	source string
	known  []place // that of every blockSize-th byte
}

type place struct{ line, column int }

func newPositions(source string) *positions {
	p := &positions{source: source}
	at := place{1, 1}
	for i := range len(source) {
		if i%blockSize == 0 {
			p.known = append(p.known, at)
		}
		at = at.after(source[i])
	}
	return p
}

func (p place) after(c byte) place {
	switch {
	case c == '\n':
		return place{p.line + 1, 1}
	case utf8.RuneStart(c):
		p.column++
	}
	return p
}

// of is the place of byte i; columns count code points.
func (p *positions) of(i int) place {
	i = max(0, min(i, len(p.source)))
	block := min(i/blockSize, len(p.known)-1)
	if block < 0 {
		return place{1, 1}
	}
	at := p.known[block]
	for j := block * blockSize; j < i; j++ {
		at = at.after(p.source[j])
	}
	return at
}

// mostComplaints bounds what is said about one file.
const mostComplaints = 200

// complaints collects what is wrong with one file.
type complaints struct {
	path      string
	positions *positions
	list      []diag.Diagnostic
}

// add complains of the byte at.
func (c *complaints) add(severity diag.Severity, at int, code, message, hint string) {
	if len(c.list) > mostComplaints {
		return
	}
	if len(c.list) == mostComplaints {
		severity, code, message = diag.Error, "references-broken", "there is more wrong with this file than is told here"
		hint = "mend what is told above first"
	}
	p := c.positions.of(at)
	c.list = append(c.list, diag.Diagnostic{
		Path: c.path, Line: p.line, Column: p.column, Severity: severity, Code: code, Message: message, Hint: hint,
	})
}
