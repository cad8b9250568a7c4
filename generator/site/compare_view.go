package site

import (
	"html/template"
	"strconv"
	"strings"

	"fangzhi/generator/message"
)

// ComparisonsPage lists the types whose notes can be compared.
type ComparisonsPage struct {
	Frame
	Types []ComparedType
}

// ComparedType is a type whose notes carry attributes; its Link counts them.
type ComparedType struct {
	Link
	Tables []Link
	More   int // tables that are not listed
}

// ComparisonPage lays the attributes of the notes of one type side by side.
type ComparisonPage struct {
	Frame
	TypeID     string
	Plural     string // of the type, in words
	Index      Link   // the list of all notes of the type; may be empty
	Count      int    // notes with attributes, on all pages
	Values     int    // that they state, on all pages
	TableCount int    // on all pages
	Tables     []ComparedTable
	Alone      []ComparedNote // that share too little with any other
	CSV        string         // Href
	Pager      []PagerLink    // empty where there is one page
}

// PagerLink leads to one page of several.
type PagerLink struct {
	Words   *message.Words
	Number  int
	Href    string
	Current bool
	Gap     bool // pages before it are left out
}

// ComparedTable has a column for each note and a row for each point.
type ComparedTable struct {
	Words   *message.Words
	ID      string
	Title   string
	Part    string // "part 2 of 3"; empty for a whole table
	Whole   string // how many columns the whole table has, in words
	Columns []ComparedColumn
	Rows    []ComparedRow
}

// ComparedColumn is a note that is compared.
type ComparedColumn struct {
	Link
	When string // in words
}

// ComparedRow is one point.
type ComparedRow struct {
	Name     string
	Language string
	Cells    []ComparedCell // parallel to the columns
}

// ComparedCell is what one note states on one point.
type ComparedCell struct {
	Stated    bool
	Statement Stated
	Change    string // "", "same", "changed", "added", "removed", "unclear"
}

// Stated is a value with the places where it can be read.
type Stated struct {
	Text     string
	Language string
	Href     string // of the first place
	Unknown  bool
	Passages []PassagePart
}

// PassagePart is a piece of the words that say where something can be read; one
// with an Href leads there.
type PassagePart struct {
	Link
	Begins bool // it is the first piece of its passage
}

// ComparedNote is a note with its attributes, one beneath the other.
type ComparedNote struct {
	ComparedColumn
	Points []ComparedPoint
}

// ComparedPoint is an attribute of a note that stands alone.
type ComparedPoint struct {
	Name string
	Stated
}

// changeMarks are the sign and the message of each change; both are shown, so
// that no mark depends on a colour.
var changeMarks = map[string][2]string{
	"same":    {"=", "compare.same"},
	"changed": {"≠", "compare.changed"},
	"added":   {"+", "compare.added"},
	"removed": {"−", "compare.removed"},
	"unclear": {"?", "compare.unclear"},
}

// Fits tells whether the table needs no more room than a wide screen has.
func (t *ComparedTable) Fits() bool { return len(t.Columns) <= 5 }

// Markup writes the rows of the table's body and head; the template has the
// frame around them.
func (t *ComparedTable) Markup() template.HTML { return written(t.markup) }

func (t *ComparedTable) markup(b *markup) {
	b.WriteString("<thead>\n<tr><th scope=\"col\" class=\"matrix-corner\">")
	escape(b, t.Words.Say("compare.point"))
	b.WriteString("</th>")
	for i := range t.Columns {
		c := &t.Columns[i]
		b.WriteString(`<th scope="col">`)
		c.write(b, "")
		if c.When != "" {
			b.WriteString(`<span class="matrix-when">`)
			escape(b, c.When)
			b.WriteString("</span>")
		}
		b.WriteString("</th>")
	}
	b.WriteString("</tr>\n</thead>\n<tbody>\n")
	for i := range t.Rows {
		row := &t.Rows[i]
		b.WriteString(`<tr><th scope="row"`)
		spoken(b, row.Language, row.Name)
		b.WriteString("</th>")
		for j := range row.Cells {
			row.Cells[j].write(b, t.Words, t.Columns[j].Text, t.Columns[j].Language)
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n")
}

// write writes the cell. On narrow screens the columns have no head, and each
// cell shows the name of its column instead.
func (c *ComparedCell) write(b *markup, words *message.Words, column, language string) {
	class := c.Change
	if !c.Stated {
		class = strings.TrimSpace("matrix-empty " + class)
	}
	b.WriteString("<td")
	attribute(b, "class", "", class)
	b.WriteString(`><span class="matrix-column"`)
	spoken(b, language, column)
	b.WriteString("</span>")
	if c.Stated {
		c.Statement.write(b)
	} else if c.Change == "" {
		b.WriteString(`<span class="matrix-nothing"><span aria-hidden="true">·</span><span class="visually-hidden">`)
		escape(b, words.Say("note.not-stated"))
		b.WriteString("</span></span>")
	}
	if mark, marked := changeMarks[c.Change]; marked {
		b.WriteString(`<span class="change change-` + c.Change + `"><span class="change-sign" aria-hidden="true">` + mark[0] + `</span> `)
		escape(b, words.Say(mark[1]))
		b.WriteString("</span>")
	}
	b.WriteString("</td>")
}

// Markup is the value as a link, with the places after it.
func (s Stated) Markup() template.HTML { return written(s.write) }

func (s *Stated) write(b *markup) {
	class := "matrix-value"
	if s.Unknown {
		class = "matrix-value matrix-unknown"
	}
	b.WriteString(`<a class="` + class + `"`)
	attribute(b, "href", "", s.Href)
	spoken(b, s.Language, s.Text)
	b.WriteString("</a>")
	writePassages(b, s.Passages)
}

// writePassages writes the places where something can be read.
func writePassages(b *markup, passages []PassagePart) {
	if len(passages) == 0 {
		return
	}
	b.WriteString(` <span class="passage">`)
	for i, l := range passages {
		if i > 0 && l.Begins {
			b.WriteString(" · ")
		}
		if l.Href == "" {
			inside(b, l.Language, l.Text)
			continue
		}
		l.write(b, "")
	}
	b.WriteString("</span>")
}

// Markup is the link with its number, as one of a pager.
func (l PagerLink) Markup() template.HTML { return written(l.markup) }

func (l *PagerLink) markup(b *markup) {
	if l.Gap {
		b.WriteString(`<li aria-hidden="true">…</li>`)
	}
	b.WriteString(`<li><a`)
	attribute(b, "href", "", l.Href)
	if l.Current {
		b.WriteString(` aria-current="page"`)
	}
	b.WriteString(`><span class="visually-hidden">`)
	escape(b, l.Words.Say("list.page"))
	b.WriteString(` </span>` + strconv.Itoa(l.Number) + "</a></li>")
}
