package site

import (
	"html"
	"strconv"

	"fangzhi/generator/answer"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/query"
	"fangzhi/generator/text"
)

// table writes notes as rows. In a matrix, what differs from the row above is
// marked. The table scrolls by itself where it is wider than the page, so that
// region can be focused.
func (w *answerWriter) table(title string, notes []*graph.Note) {
	class := "sortable"
	matrix := w.query.View == query.Matrix
	if matrix {
		class = "matrix" // its marks tell of the order in which it stands
	}
	w.strings(`<div class="query-scroll" role="group" tabindex="0" aria-label="`, html.EscapeString(title), "\">\n<table class=\"", class,
		"\">\n<caption>", w.said(title), "</caption>\n<thead>\n<tr>")
	for _, column := range w.columns {
		w.strings(`<th scope="col">`, w.said(text.Capital(w.label(column))), "</th>")
	}
	w.strings("</tr>\n</thead>\n<tbody>\n")
	above := make([]string, len(w.columns))
	for row, n := range notes {
		w.strings(`<tr><th scope="row">`, string(w.planner.noteLink(n).Anchor()), "</th>")
		for i, column := range w.columns[1:] {
			cell := w.cell(n, column)
			first := answer.First(n, column)
			// Dates differ from row to row, which is no news.
			changed := matrix && row > 0 && first.Date.IsZero() && cell != above[i]
			above[i] = cell
			if matrix {
				cell = w.sourced(n, column, cell)
			}
			class := ""
			switch {
			case changed:
				class = "changed"
			case matrix && cell == "":
				class = "matrix-empty"
			}
			w.strings("<td", sortAttribute(first))
			attribute(w.markup, "class", "", class)
			w.strings(">")
			if matrix { // read where narrow screens have no heads
				w.strings(`<span class="matrix-column">`, w.said(text.Capital(w.label(column))), "</span>")
			}
			if changed {
				w.strings(`<span class="visually-hidden">`, html.EscapeString(w.planner.say("query.changed")), ` </span>`)
			}
			if cell == "" && changed {
				cell = html.EscapeString(w.planner.say("query.none"))
			}
			w.strings(cell, "</td>")
		}
		w.strings("</tr>\n")
	}
	w.strings("</tbody>\n</table>\n</div>\n")
}

// sourced is an attribute as a link to where it can be read, with the places
// named beneath it; anything else is as it is.
func (w *answerWriter) sourced(n *graph.Note, column, cell string) string {
	a, stated := answer.Attribute(n, column)
	if !stated || a.Value == "" || len(a.Passages) == 0 {
		return cell
	}
	view := w.planner.attributeView(n, a)
	return string(written(func(b *markup) {
		value := Link{Text: view.Text, Href: view.Href, Language: view.Language}
		value.write(b, "")
		writePassages(b, view.Passages)
	}))
}

// cell is what a note has in a column.
func (w *answerWriter) cell(n *graph.Note, column string) string {
	if column == "type" { // queries know it by its name in the schema
		return string(w.said(w.planner.singular(*n.Type)))
	}
	var parts []string
	for _, v := range answer.Values(n, column) {
		parts = append(parts, w.value(v))
	}
	return w.planner.list(parts)
}

// missing says of a name that there is no such note; it is empty for others.
func (w *answerWriter) missing(v answer.Value) string {
	if !v.Missing {
		return ""
	}
	return w.planner.say("note.missing")
}

func (w *answerWriter) value(v answer.Value) string {
	p := w.planner
	switch {
	case !v.Date.IsZero():
		return string(p.dateValue(v.Date).Markup())
	case v.Note != nil:
		return string(p.noteLink(v.Note).Anchor())
	case v.Entries > 0:
		return html.EscapeString(p.with("query.entries", "n", v.Entries))
	case v.Tag != nil:
		return string(Link{Text: tagPath(v.Tag), Href: p.href(v.Tag.Address()), Language: p.runLanguage(v.Tag.Name)}.Tag())
	}
	return string(Value{Text: v.Text, Missing: w.missing(v), Language: p.runLanguage(v.Text)}.Markup())
}

// sortAttribute gives a cell with a date or number a key to be sorted by:
// a date's is its first day, counted from 1970.
func sortAttribute(v answer.Value) string {
	key := ""
	switch {
	case !v.Date.IsZero():
		first, last := v.Date.Span()
		switch {
		case first != edtf.Past:
			key = strconv.FormatInt(int64(first), 10)
		case last != edtf.Future:
			key = strconv.FormatInt(int64(last), 10)
		}
	case v.IsNumber:
		key = strconv.FormatFloat(v.Number, 'f', -1, 64)
	}
	if key == "" {
		return ""
	}
	return ` data-sort="` + key + `"`
}
