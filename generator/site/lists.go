package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"

	"golang.org/x/text/unicode/norm"
)

// index is the page of one type. Notes of which most are dated are shown in
// order of time, others from A to Z.
func (p *Planner) index(t schema.Type) (any, []diag.Diagnostic) {
	notes := p.graph.ByType[t.ID]
	at := address.Page(t.Folder)
	v := &IndexPage{Frame: p.frame(at, p.heading(t), ""), TypeID: t.ID, Count: len(notes)}
	v.Description = p.with("index.description", "count", p.counted(len(notes), t), "site", p.settings.Title)
	diagnostics := p.lend(p.graph.Indexes[t.ID], func(n *graph.Note, body template.HTML) {
		v.Body = body
		if p.foreign(n) {
			return
		}
		v.Title = n.Title
		if summary := p.summaryOf(n); summary != "" {
			v.Description = text.Clip(summary, 300)
		}
	})
	dated := graph.Dated(notes)
	v.ByTime = 2*len(dated) > len(notes)
	if v.ByTime {
		v.Groups = p.byDecade(notes)
	} else {
		v.Groups = p.byInitial(notes)
	}
	v.Filters = p.filters(notes, v.Groups)
	v.Timeline = p.drawing(pageDrawing, v.Title, dated, at+dataName)
	v.Matrices = p.matricesOf(t)
	return v, diagnostics
}

// lend fills the body of a note that has no page of its own for the page that
// it lends its body to; nil lends nothing.
func (p *Planner) lend(n *graph.Note, use func(*graph.Note, template.HTML)) []diag.Diagnostic {
	if n == nil {
		return nil
	}
	n = p.local(n)
	body := p.fill(n)
	html := body.HTML()
	if language := p.textLanguage(n); language != "" {
		html = `<div lang="` + template.HTML(language) + "\">\n" + html + "</div>"
	}
	use(n, html)
	return body.Diagnostics
}

// byDecade groups notes by the decade, or before 1900 the century, in which
// each began; undated ones stand last, in their own order.
func (p *Planner) byDecade(notes []*graph.Note) []Group {
	var groups []Group
	add := func(id, name string, n *graph.Note) {
		if last := len(groups) - 1; last < 0 || groups[last].ID != id {
			groups = append(groups, Group{ID: id, Name: name})
		}
		g := &groups[len(groups)-1]
		g.Entries = append(g.Entries, p.entry(n))
	}
	for _, n := range graph.Dated(notes) {
		id, name := p.decade(n.When)
		add(id, name, n)
	}
	for _, n := range notes {
		if n.When.IsZero() {
			add("undated", p.say("group.undated"), n)
		}
	}
	return groups
}

// decade names the span of years under which a date is listed.
func (p *Planner) decade(d edtf.Date) (id, name string) {
	year, known := d.Year()
	if known && d.Start().Precision() == edtf.PrecisionCentury {
		year++ // the 18th century begins with 1701, but is written 17XX
	}
	switch {
	case !known:
		return "unknown", p.say("group.unknown")
	case year >= 1900:
		return "d" + strconv.FormatInt(year/10*10, 10), p.decadeName(year)
	case year > 0:
		return fmt.Sprintf("c%d", (year+99)/100), p.with("group.century", "century", edtf.Ordinal((year+99)/100, p.language()))
	}
	return fmt.Sprintf("bc%d", (-year)/100+1), p.with("group.century-before", "century", edtf.Ordinal((-year)/100+1, p.language()))
}

// byInitial groups notes, which are in order of title, by their first letter.
func (p *Planner) byInitial(notes []*graph.Note) []Group {
	letters := p.initials(notes)
	groups := make([]Group, len(letters))
	for i, l := range letters {
		groups[i] = p.group(l.id, l.name, l.notes)
	}
	return groups
}

// letter is what is listed under one first letter.
type letter struct {
	id, name string
	notes    []*graph.Note
}

// initials puts notes, which are in order of title, under their first letters.
func (p *Planner) initials(notes []*graph.Note) []letter {
	var letters []letter
	at := map[string]int{}
	for _, n := range notes {
		id, name := p.initial(p.sortName(n))
		i, known := at[id]
		if !known {
			i = len(letters)
			at[id] = i
			letters = append(letters, letter{id: id, name: name})
		}
		letters[i].notes = append(letters[i].notes, n)
	}
	if p.folder != "" { // the notes are in the order of their originals' titles
		slices.SortStableFunc(letters, func(a, b letter) int { return cmp.Compare(a.name, b.name) })
	}
	return letters
}

// sortName is the name by which a note is listed.
func (p *Planner) sortName(n *graph.Note) string {
	local := p.local(n)
	return cmp.Or(local.Object.Front.SortKey.Text, local.Title)
}

// initial is the letter under which a title is listed: without its accents,
// all Chinese characters together, all digits together.
func (p *Planner) initial(title string) (id, name string) {
	for _, r := range norm.NFKD.String(title) {
		switch {
		case unicode.IsDigit(r):
			return "digits", "0–9"
		case text.IsHan(r):
			return "han", "汉字"
		case unicode.IsLetter(r):
			upper := strings.ToUpper(string(r))
			return "initial-" + strings.ToLower(upper), upper
		}
	}
	return "other", p.say("group.other")
}

// nameTypes says of each entry what it is, in lists of several types.
func (p *Planner) nameTypes(entries []Entry) {
	names := make(map[string]string, len(p.types))
	for i := range entries {
		e := &entries[i]
		name, known := names[e.Type]
		if !known {
			name = p.singular(p.types[e.Type])
			names[e.Type] = name
		}
		e.TypeName, e.TypeLang = name, p.runLanguage(name)
	}
}

func (p *Planner) tags() (any, []diag.Diagnostic) {
	v := &TagsPage{Frame: p.frame(TagsAddress, p.say("nav.tags"), p.with("tags.description", "site", p.settings.Title)), Count: len(p.graph.Tags)}
	for _, t := range p.graph.Tags {
		if t.Parent == nil {
			v.Tree = append(v.Tree, p.tagNode(t))
		}
	}
	return v, nil
}

func (p *Planner) tagNode(t *graph.Tag) TagNode {
	node := TagNode{Link: p.childLink(t)}
	if t.Note != nil {
		node.Summary = text.Clip(p.summaryOf(t.Note), mostSummary)
		node.SummaryLang = p.sentenceLanguage(t.Note, node.Summary)
	}
	for _, child := range t.Children {
		node.Children = append(node.Children, p.tagNode(child))
	}
	return node
}

// childLink leads to a tag where those above it are plain to see.
func (p *Planner) childLink(t *graph.Tag) Link {
	l := *p.tagLink(t)
	l.Text, l.anchor = t.Name, ""
	return l
}

// tagLink leads to a tag, by its whole path.
func (p *Planner) tagLink(t *graph.Tag) *Link {
	if l, known := p.tagLinks[t]; known {
		return l
	}
	return &Link{Text: tagPath(t), Href: p.href(t.Address()), Count: len(t.Notes), Language: p.runLanguage(t.Name)}
}

func (p *Planner) tag(t *graph.Tag) (any, []diag.Diagnostic) {
	v := &TagPage{Frame: p.frame(t.Address(), tagPath(t), ""), Count: len(t.Notes)}
	v.Description = p.with("tag.description", "n", len(t.Notes), "tag", tagPath(t))
	v.Section = p.href(TagsAddress)
	v.Crumbs = append(v.Crumbs, Link{Text: p.say("nav.tags"), Href: v.Section})
	for _, above := range ancestors(t) {
		v.Crumbs = append(v.Crumbs, p.childLink(above))
	}
	diagnostics := p.lend(t.Note, func(n *graph.Note, body template.HTML) {
		v.Body = body
		if p.foreign(n) {
			return
		}
		v.Summary = n.Object.Front.Summary.Text
		if n.Object.Front.Title.Text != "" {
			v.Title = n.Title
		}
		if summary := p.summaryOf(n); summary != "" {
			v.Description = text.Clip(summary, 300)
		}
	})
	for _, child := range t.Children {
		v.Children = append(v.Children, p.childLink(child))
	}
	v.Groups = p.byTypes(t.Notes)
	v.Filters = p.filters(t.Notes, v.Groups)
	v.Timeline = p.drawing(pageDrawing, v.Title, graph.Dated(t.Notes), t.Address()+dataName)
	return v, diagnostics
}

func ancestors(t *graph.Tag) []*graph.Tag {
	if t.Parent == nil {
		return nil
	}
	return append(ancestors(t.Parent), t.Parent)
}

// group lists notes as they stand.
func (p *Planner) group(id, name string, notes []*graph.Note) Group {
	g := Group{ID: id, Name: name, Lang: p.runLanguage(name), Entries: make([]Entry, len(notes))}
	for i, n := range notes {
		g.Entries[i] = p.entry(n)
	}
	return g
}

// byTypes groups notes by type, in the order of types; within each the order
// is kept.
func (p *Planner) byTypes(notes []*graph.Note) []Group {
	of := map[string][]*graph.Note{}
	for _, n := range notes {
		of[n.Type.ID] = append(of[n.Type.ID], n)
	}
	var groups []Group
	for _, t := range p.graph.Types {
		if len(of[t.ID]) > 0 {
			groups = append(groups, p.group("type-"+t.ID, p.heading(t), of[t.ID]))
		}
	}
	return groups
}
