package mathml

import (
	"strconv"
	"strings"
)

// environment is a table of rows and columns.
type environment struct {
	open, close string
	columns     string // their alignment, l, c or r, said again for further ones
	display     bool   // sums have room for limits above and below
	small       bool   // as large as a script
	spec        bool   // its argument tells the columns
	meeting     bool   // columns meet without a space, at a sign of relation
}

var environments = map[string]environment{
	"matrix": {columns: "c"}, "smallmatrix": {columns: "c", small: true}, "array": {columns: "c", spec: true},
	"pmatrix": {open: "(", close: ")", columns: "c"}, "bmatrix": {open: "[", close: "]", columns: "c"},
	"Bmatrix": {open: "{", close: "}", columns: "c"}, "vmatrix": {open: "|", close: "|", columns: "c"},
	"Vmatrix": {open: "‖", close: "‖", columns: "c"}, "cases": {open: "{", columns: "l"},
	"dcases": {open: "{", columns: "l", display: true}, "rcases": {close: "}", columns: "l"},
	"align": aligned, "align*": aligned, "aligned": aligned, "split": aligned,
	"gather": gatheredLines, "gather*": gatheredLines, "gathered": gatheredLines, "equation": gatheredLines, "equation*": gatheredLines,
}

var (
	aligned       = environment{columns: "rl", display: true, meeting: true}
	gatheredLines = environment{columns: "c", display: true}
)

// column is how the cells of a column are shown.
type column struct {
	align        byte // 'l', 'c' or 'r'
	before, last bool // a rule stands before it, or after it, which is the last
}

// environment reads \begin{…} … \end{…}.
func (p *parser) environment(at int) (*node, error) {
	name, err := p.words("begin")
	if err != nil {
		return nil, err
	}
	kind, ok := environments[name]
	if !ok {
		return nil, p.fail(at, `\begin{%s} is not known`, shown(name))
	}
	var columns []column
	for i := range len(kind.columns) {
		columns = append(columns, column{align: kind.columns[i]})
	}
	if kind.spec {
		if columns, err = p.columns(); err != nil {
			return nil, err
		}
	}
	rows, err := p.rows(kind.display)
	if err != nil {
		return nil, err
	}
	if p.command() != "end" {
		return nil, p.fail(at, `\begin{%s} has no end`, name)
	}
	p.take("end")
	closedAt := p.at
	if end, err := p.words("end"); err != nil {
		return nil, err
	} else if end != name {
		return nil, p.fail(closedAt, `\begin{%s} is closed by \end{%s}`, name, shown(end))
	}
	return kind.around(table(rows, kind, columns)), nil
}

// around sets the brackets of an environment.
func (e environment) around(table *node) *node {
	if e.open == "" && e.close == "" {
		return table
	}
	whole := element("mrow")
	whole.role = fenced
	if e.open != "" {
		whole.children = append(whole.children, fence(e.open, "prefix"))
	}
	whole.children = append(whole.children, table)
	if e.close != "" {
		whole.children = append(whole.children, fence(e.close, "postfix"))
	}
	return whole
}

// substack reads \substack{a \\ b}, lines as small as the script they are.
func (p *parser) substack(at int) (*node, error) {
	p.space()
	if p.rune() != '{' {
		return nil, p.fail(at, `\substack is not followed by a brace`)
	}
	p.at++
	rows, err := p.rows(false)
	if err != nil {
		return nil, err
	}
	if p.rune() != '}' {
		return nil, p.fail(at, "a brace is not closed")
	}
	p.at++
	return table(rows, environment{}, []column{{align: 'c'}}), nil
}

// columns reads the argument of an array, such as {l|cr}.
func (p *parser) columns() ([]column, error) {
	p.space()
	at := p.at
	spec, err := p.words("begin{array}")
	if err != nil {
		return nil, err
	}
	var columns []column
	rule := false
	for _, r := range spec {
		switch r {
		case 'l', 'c', 'r':
			columns = append(columns, column{align: byte(r), before: rule})
			rule = false
		case '|':
			rule = true
		case ' ':
		default:
			return nil, p.fail(at, "columns are told by l, c, r and |, not by %q", r)
		}
	}
	if len(columns) == 0 {
		return nil, p.fail(at, "the array tells no columns")
	}
	columns[len(columns)-1].last = rule
	return columns, nil
}

// tableRow is a row of a table, with rules above and below.
type tableRow struct {
	cells        [][]*node
	above, below bool
}

// rows reads cells parted by & and rows parted by \\, until something else
// ends them.
func (p *parser) rows(display bool) ([]tableRow, error) {
	before, option := p.display, p.option
	defer func() { p.display, p.option = before, option }()
	p.display, p.option = display, false
	rows := []tableRow{{}}
	for {
		row := &rows[len(rows)-1]
		for p.space(); p.command() == "hline"; p.space() {
			p.take("hline")
			row.above = true
		}
		cell, err := p.row()
		if err != nil {
			return nil, err
		}
		row.cells = append(row.cells, cell)
		switch name := p.command(); {
		case p.rune() == '&':
			p.at++
		case name == `\` || name == "cr":
			p.take(name)
			if err := p.rowGap(); err != nil {
				return nil, err
			}
			rows = append(rows, tableRow{})
		case name == "hline":
			return nil, p.fail(p.at, `\hline belongs at the beginning of a row`)
		default:
			return trimmed(rows), nil
		}
	}
}

// rowGap skips what may stand after \\: a star and a distance such as [2pt].
// Rows stand as far apart as the theme lets them.
func (p *parser) rowGap() error {
	if p.rune() == '*' {
		p.at++
	}
	if p.rune() != '[' {
		return nil
	}
	distance, _, closed := strings.Cut(p.source[p.at+1:], "]")
	if !closed || !isDistance(distance) {
		return p.fail(p.at, `after \\ a bracket holds a distance such as 2pt: part them by a space or {}`)
	}
	p.at += len("[") + len(distance) + len("]")
	return nil
}

// isDistance tells whether this is a number with one of TeX's units.
func isDistance(s string) bool {
	s = strings.TrimSpace(s)
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	switch s[len(number):] {
	case "em", "ex", "pt", "pc", "mm", "cm", "in", "mu", "px":
		_, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		return err == nil
	}
	return false
}

// trimmed drops the empty row after a last \\. Its rule is then one below the
// row before.
func trimmed(rows []tableRow) []tableRow {
	last := rows[len(rows)-1]
	if len(rows) == 1 || len(last.cells) > 1 || len(last.cells[0]) > 0 {
		return rows
	}
	rows = rows[:len(rows)-1]
	rows[len(rows)-1].below = last.above
	return rows
}

func table(rows []tableRow, kind environment, columns []column) *node {
	whole := element("mtable")
	if kind.display {
		whole.attributes += ` displaystyle="true"`
	}
	if kind.small {
		whole.attributes += ` scriptlevel="1"`
	}
	if kind.meeting {
		whole.attributes += ` class="math-aligned"`
	}
	for _, row := range rows {
		line := element("mtr")
		for i, cell := range row.cells {
			if kind.meeting && i%2 == 1 && len(cell) > 1 && cell[0].isPlusOrMinus() {
				cell[0].attributes = ` form="infix"` // it joins this to the column before
			}
			c := columns[i%len(columns)]
			line.children = append(line.children, &node{tag: "mtd", attributes: c.attributes(row), children: cell})
		}
		whole.children = append(whole.children, line)
	}
	return whole
}

// attributes are those of a cell.
func (c column) attributes(row tableRow) string {
	var classes []string
	for _, class := range []struct {
		name string
		set  bool
	}{
		{"math-left", c.align == 'l'}, {"math-right", c.align == 'r'}, {"math-line-start", c.before},
		{"math-line-end", c.last}, {"math-line-above", row.above}, {"math-line-below", row.below},
	} {
		if class.set {
			classes = append(classes, class.name)
		}
	}
	if len(classes) == 0 {
		return ""
	}
	return ` class="` + strings.Join(classes, " ") + `"`
}
