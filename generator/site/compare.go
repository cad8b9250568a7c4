package site

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/matrix"
	"fangzhi/generator/schema"
)

// Bounds of the pages that compare: a page has about comparedCells cells, the
// rest of its type stands on further pages.
const (
	comparedCells   = 2000
	comparedColumns = 16  // of one table
	comparedRows    = 120 // of one table
	comparedLinks   = 40  // to tables of one type, on the page of all types
)

// lineage holds the relations by which one note continues or replaces another.
var lineage = []string{"supersedes", "amends", "continues", "successor_of"}

// comparison is all that can be compared among the notes of one type.
type comparison struct {
	kind     schema.Type
	notes    []*graph.Note // those with attributes and those between, in order of time
	subjects []matrix.Subject
	pages    [][]block
	count    int // of notes with attributes
	values   int
	tables   []tableLink
}

// block is what stands in one piece on a page: a part of a table, or notes
// that nothing can be compared with.
type block struct {
	id      string
	table   matrix.Table // Columns and Rows are those of this part
	title   string
	part    int // which part of a table it is, from 1; 0 for a whole one
	parts   int
	alone   []int // subjects, where it is no table
	cells   int
	family  int // number of the table that it is part of
	columns int // of the whole table
}

type tableLink struct {
	title string
	page  int
	id    string
}

// compareFolder is the last part of the address of a type's comparison.
func compareFolder(t schema.Type) string { return graph.CompareFolder(t) }

func compareAddress(t schema.Type, page int) address.Path {
	if page == 0 {
		return address.Page("compare", compareFolder(t))
	}
	return address.Page("compare", compareFolder(t), strconv.Itoa(page+1))
}

func compareCSVAddress(t schema.Type) address.Path {
	return address.File("compare/" + compareFolder(t) + ".csv")
}

// compareAll finds what can be compared, for each type whose notes carry
// attributes, and where on the site each note is compared.
func (p *Planner) compareAll() {
	p.compared = map[*graph.Note]compared{}
	for _, t := range p.graph.Types {
		c := newComparison(t, p.graph.ByType[t.ID])
		if c.count == 0 {
			continue
		}
		p.comparisons = append(p.comparisons, c)
		for page, blocks := range c.pages {
			for _, b := range blocks {
				for _, column := range b.table.Columns {
					n := c.notes[column]
					if _, known := p.compared[n]; !known {
						p.compared[n] = compared{others: b.columns - 1, of: t, at: compareAddress(t, page), fragment: address.Fragment("", b.id)}
					}
				}
			}
		}
	}
}

// compared is where a note is compared with others of its type.
type compared struct {
	others   int
	of       schema.Type
	at       address.Path
	fragment string
}

// comparedWith says with how many others a note is compared.
func (p *Planner) comparedWith(c compared) string {
	return p.with("compare.with", "count", p.with("compare.others", "n", c.others, "name", p.nameFor(c.others, c.of)))
}

func newComparison(t schema.Type, notes []*graph.Note) *comparison {
	c := &comparison{kind: t}
	for _, n := range notes {
		if len(n.Attributes) > 0 {
			c.count++
			c.values += len(n.Attributes)
		}
	}
	if c.count == 0 {
		return c
	}
	c.notes = graph.Dated(notes)
	for _, n := range notes {
		if n.When.IsZero() {
			c.notes = append(c.notes, n)
		}
	}
	at := make(map[*graph.Note]int, len(c.notes))
	for i, n := range c.notes {
		at[n] = i
	}
	for _, n := range c.notes {
		c.subjects = append(c.subjects, subject(n, at))
	}
	c.divide(c.blocks())
	return c
}

func subject(n *graph.Note, at map[*graph.Note]int) matrix.Subject {
	var s matrix.Subject
	for _, a := range n.Attributes {
		s.Statements = append(s.Statements, matrix.Statement{Key: a.Key, Name: a.Name, Value: a.Value, Unknown: a.Unknown})
	}
	for _, r := range n.Relations {
		if r.Inverse || !slices.Contains(lineage, r.Field) {
			continue
		}
		for _, other := range r.Others {
			if i, known := at[other.Note]; known {
				s.Follows = append(s.Follows, i)
			}
		}
	}
	return s
}

// blocks cuts the tables into parts that fit on a page; what cannot be
// compared with anything stands last.
func (c *comparison) blocks() []block {
	var blocks []block
	var alone []int
	for _, family := range matrix.Families(c.subjects) {
		if len(family) == 1 {
			alone = append(alone, family[0])
			continue
		}
		blocks = append(blocks, c.parts(family, len(c.tables))...)
		c.tables = append(c.tables, tableLink{title: c.tableTitle(family)})
	}
	var b block
	for _, i := range alone {
		b.alone = append(b.alone, i)
		b.cells += 2 * len(c.subjects[i].Statements)
		if b.cells >= comparedCells/2 {
			blocks = append(blocks, b)
			b = block{}
		}
	}
	if len(b.alone) > 0 {
		blocks = append(blocks, b)
	}
	return blocks
}

// parts cuts the table of a family into parts that fit on a page.
func (c *comparison) parts(family []int, number int) []block {
	id := strings.TrimPrefix(strings.Trim(string(c.notes[family[0]].Address), "/"), c.kind.Folder+"/")
	id = strings.ReplaceAll(id, "/", "-")
	var parts []block
	for _, table := range matrix.Compare(c.subjects, family, evenWidth(len(family))) {
		for rows := range slices.Chunk(table.Rows, comparedRows) {
			parts = append(parts, block{
				id: id, title: c.tableTitle(family), family: number, columns: len(family),
				table: matrix.Table{Columns: table.Columns, Rows: rows}, cells: len(table.Columns) * len(rows),
			})
		}
	}
	for i := range parts {
		if i > 0 {
			parts[i].id = fmt.Sprintf("%s-part-%d", id, i+1)
		}
		if len(parts) > 1 {
			parts[i].part, parts[i].parts = i+1, len(parts)
		}
	}
	return parts
}

// evenWidth is how many columns the parts of a table have, so that the last one
// is not left with a single column.
func evenWidth(columns int) int {
	parts := (columns + comparedColumns - 1) / comparedColumns
	return (columns + parts - 1) / parts
}

// tableTitle names a table by its first and its last column.
func (c *comparison) tableTitle(family []int) string {
	return c.notes[family[0]].Title + " → " + c.notes[family[len(family)-1]].Title
}

// divide puts the blocks on pages.
func (c *comparison) divide(blocks []block) {
	cells := 0
	for _, b := range blocks {
		if len(c.pages) == 0 || cells > 0 && cells+b.cells > comparedCells {
			c.pages = append(c.pages, nil)
			cells = 0
		}
		last := len(c.pages) - 1
		c.pages[last] = append(c.pages[last], b)
		cells += b.cells
		if b.alone == nil && c.tables[b.family].id == "" {
			c.tables[b.family].page, c.tables[b.family].id = last, b.id
		}
	}
}

// comparisonPages lists the pages of what can be compared.
func (p *Planner) comparisonPages() []Page {
	pages := []Page{{Address: CompareAddress, Kind: Comparisons, view: (*Planner).comparisonIndex}}
	for k, c := range p.comparisons {
		for i := range c.pages {
			pages = append(pages, Page{Address: compareAddress(c.kind, i), Kind: Comparison, view: func(p *Planner) (any, []diag.Diagnostic) {
				return p.comparison(p.comparisons[k], i), nil
			}})
		}
		pages = append(pages, Page{Address: compareCSVAddress(c.kind), view: func(p *Planner) (any, []diag.Diagnostic) {
			return p.comparisonCSV(p.comparisons[k]), nil
		}})
	}
	return pages
}

func (p *Planner) comparisonIndex() (any, []diag.Diagnostic) {
	v := &ComparisonsPage{Frame: p.frame(CompareAddress, p.say("nav.compare"), "")}
	v.Description = p.with("compare.all-description", "site", p.settings.Title)
	for _, c := range p.comparisons {
		t := ComparedType{Link: Link{Text: p.heading(c.kind), Href: p.href(compareAddress(c.kind, 0)), Count: c.count, Type: c.kind.ID}}
		for _, table := range c.tables[:min(len(c.tables), comparedLinks)] {
			t.Tables = append(t.Tables, Link{Text: table.title, Href: address.Fragment(p.href(compareAddress(c.kind, table.page)), table.id), Language: p.runLanguage(table.title)})
		}
		t.More = len(c.tables) - len(t.Tables)
		v.Types = append(v.Types, t)
	}
	return v, nil
}

func (p *Planner) comparison(c *comparison, page int) *ComparisonPage {
	t := c.kind
	at := compareAddress(t, page)
	title := p.with("compare.title", "types", p.plural(t))
	v := &ComparisonPage{
		Frame: p.frame(at, title, ""), TypeID: t.ID, Plural: p.plural(t), Count: c.count, Values: c.values, TableCount: len(c.tables),
		CSV: p.href(compareCSVAddress(t)),
	}
	v.Description = p.with("compare.description", "count", p.counted(c.count, t))
	v.Section = p.href(CompareAddress)
	v.Crumbs = append(v.Crumbs, Link{Text: p.say("nav.compare"), Href: v.Section})
	v.Pager = p.pager(len(c.pages), page, func(i int) address.Path { return compareAddress(t, i) })
	if page > 0 {
		v.Title = p.with("list.numbered", "title", title, "number", page+1)
	}
	if t.Folder != "" {
		v.Index = Link{Text: p.heading(t), Href: p.href(address.Page(t.Folder)), Type: t.ID}
	}
	for _, b := range c.pages[page] {
		if b.alone != nil {
			v.Alone = append(v.Alone, p.aloneNotes(c, b.alone)...)
			continue
		}
		v.Tables = append(v.Tables, p.comparedTable(c, b))
	}
	return v
}

func (p *Planner) comparedTable(c *comparison, b block) ComparedTable {
	t := ComparedTable{Words: p.words, ID: b.id, Title: b.title, Whole: p.counted(b.columns, c.kind)}
	if b.part > 0 {
		t.Part = p.with("compare.part", "part", b.part, "parts", b.parts)
	}
	for _, column := range b.table.Columns {
		t.Columns = append(t.Columns, p.column(c.notes[column]))
	}
	for _, row := range b.table.Rows {
		r := ComparedRow{Name: row.Name, Language: p.runLanguage(row.Name)}
		for i, cell := range row.Cells {
			r.Cells = append(r.Cells, p.comparedCell(c.notes[b.table.Columns[i]], cell))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func (p *Planner) column(n *graph.Note) ComparedColumn {
	return ComparedColumn{Link: p.noteLink(n), When: n.When.Words(p.language())}
}

func (p *Planner) comparedCell(n *graph.Note, cell matrix.Cell) ComparedCell {
	v := ComparedCell{Change: cell.Change.String()}
	if cell.Statement < 0 {
		return v
	}
	a := n.Attributes[cell.Statement]
	v.Stated = true
	v.Statement = p.attributeView(n, a)
	return v
}

func (p *Planner) aloneNotes(c *comparison, subjects []int) []ComparedNote {
	var notes []ComparedNote
	for _, i := range subjects {
		n := c.notes[i]
		alone := ComparedNote{ComparedColumn: p.column(n)}
		for _, a := range n.Attributes {
			alone.Points = append(alone.Points, ComparedPoint{Name: a.Name, Stated: p.attributeView(n, a)})
		}
		notes = append(notes, alone)
	}
	return notes
}

// pager links to the pages of a list that has several: all where they are few,
// else the first, the last and those around the current one.
func (p *Planner) pager(pages, current int, at func(int) address.Path) []PagerLink {
	if pages < 2 {
		return nil
	}
	var links []PagerLink
	for i := range pages {
		near := i-current <= 3 && current-i <= 3
		if pages > 12 && i > 0 && i < pages-1 && !near {
			continue
		}
		links = append(links, PagerLink{Words: p.words, Number: i + 1, Href: p.href(at(i)), Current: i == current, Gap: len(links) > 0 && links[len(links)-1].Number < i})
	}
	return links
}

// comparisonCSV has one line for each value and each mark, for those who count
// with other programs.
func (p *Planner) comparisonCSV(c *comparison) []byte {
	rows := [][]string{{"table", "point", "note", "title", "date", "value", "known", "change", "passage"}}
	number := 0
	for _, family := range matrix.Families(c.subjects) {
		name := ""
		if len(family) > 1 {
			number++
			name = strconv.Itoa(number)
		}
		for _, table := range matrix.Compare(c.subjects, family, comparedColumns) {
			rows = append(rows, p.tableLines(c, name, table)...)
		}
	}
	return csvBytes(rows)
}

func (p *Planner) tableLines(c *comparison, name string, table matrix.Table) [][]string {
	var lines [][]string
	for _, row := range table.Rows {
		for i, cell := range row.Cells {
			n := c.notes[table.Columns[i]]
			line := []string{name, row.Name, n.Object.Name(), n.Title, dateText(n.When), "", "", cell.Change.String(), ""}
			switch {
			case cell.Statement >= 0:
				a := n.Attributes[cell.Statement]
				line[5], line[6], line[8] = a.Value, strconv.FormatBool(!a.Unknown), p.passageWords(n, a.Passages)
			case cell.Change == matrix.None:
				continue
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func dateText(d edtf.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func csvBytes(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	// A buffer takes everything.
	_ = w.WriteAll(rows)
	return b.Bytes()
}

// matrices links to the pages of comparison and of responsibilities, as far as
// they have something to show.
func (p *Planner) matrices() []Link {
	var links []Link
	if len(p.comparisons) > 0 {
		links = append(links, Link{Text: p.say("nav.compare"), Href: p.href(CompareAddress)})
	}
	if !p.powers.none() {
		links = append(links, Link{Text: p.say("nav.responsibilities"), Href: p.href(PowersAddress)})
	}
	return links
}

// matricesOf links to those pages that have notes of a type.
func (p *Planner) matricesOf(t schema.Type) []Link {
	var links []Link
	for _, c := range p.comparisons {
		if c.kind.ID == t.ID {
			links = append(links, Link{Text: p.with("compare.of-these", "n", c.count, "types", p.plural(t)), Href: p.href(compareAddress(t, 0))})
		}
	}
	if slices.ContainsFunc(p.graph.ByType[t.ID], func(n *graph.Note) bool { return len(n.Assigns) > 0 }) {
		links = append(links, Link{Text: p.say("powers.of-these"), Href: p.href(PowersAddress)})
	}
	return links
}
