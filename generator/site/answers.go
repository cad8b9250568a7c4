package site

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/answer"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/query"
)

// answer writes the answer to a query of n into the hole that it left.
func (f *filler) answer(n *graph.Note, index int) {
	block := &f.planner.text(n).Blocks[index]
	if block.Invalid != "" {
		f.strings(`<p class="query-refused">`, html.EscapeString(f.planner.with("query.invalid", "reason", block.Invalid)), "</p>\n<pre tabindex=\"0\"><code>", html.EscapeString(block.Source), "</code></pre>")
		return
	}
	named, reason := askedNotes(n, index)
	if reason != nil {
		f.strings(`<p class="query-refused">`, html.EscapeString(f.planner.say("query.unanswered")), ` <span class="link-missing">`, html.EscapeString(f.planner.reason(reason)), "</span></p>")
		return
	}
	w := answerWriter{markup: f.out, planner: f.planner, block: block, query: &block.Query}
	if block.Query.View == query.Timeline {
		f.timelines++
		w.timelineID = fmt.Sprintf("fz-timeline-%d", f.timelines)
		w.data = timelineData(n, index)
	}
	before := len(f.out.text)
	w.write(answer.Find(f.graph, &block.Query, named))
	if len(f.embeds) > 1 {
		f.budget -= len(f.out.text) - before
	}
}

// askedNotes are the notes that a query of n names, or why one of them cannot
// be found.
func askedNotes(n *graph.Note, index int) (named []*graph.Note, reason *graph.Reason) {
	for _, t := range n.Asked[index] {
		if t.Note == nil {
			return nil, t.Reason
		}
		named = append(named, t.Note)
	}
	return named, nil
}

// answerWriter writes one answer as HTML.
type answerWriter struct {
	*markup
	planner *Planner
	block   *markdown.Block
	query   *query.Query
	columns []string

	timelineID string       // of a timeline, unlike any other on the page
	data       address.Path // where what it shows is published
}

func (w *answerWriter) write(a answer.Answer) {
	if w.query.View == query.Count {
		w.count(a)
		return
	}
	if a.Total == 0 {
		w.strings(`<p class="query-empty">`, html.EscapeString(w.planner.say("query.empty")), `</p>`)
		return
	}
	w.columns = w.chosen(a)
	if w.query.View == query.Timeline {
		w.timeline(a)
		return
	}
	for _, g := range a.Groups {
		title := w.caption(a)
		if w.query.Group != "" {
			title = w.groupTitle(g)
			level := fmt.Sprintf("h%d", min(6, w.block.Level+1))
			w.strings("<", level, ` class="query-group">`, w.said(title), "</", level, ">\n")
			title = fmt.Sprintf("%s: %s", title, w.amount(len(g.Notes)))
		}
		w.group(title, g.Notes)
	}
	if w.query.View != query.Table && w.query.View != query.Matrix && a.Shown < a.Total {
		w.strings(`<p class="query-more">`, w.said(w.caption(a)), "</p>\n")
	}
}

func (w *answerWriter) group(title string, notes []*graph.Note) {
	switch w.query.View {
	case query.List:
		w.list(notes)
	case query.Cards:
		w.cards(notes)
	default:
		w.table(title, notes)
	}
}

// said is text of the page as HTML, in which what is in another language is
// marked.
func (w *answerWriter) said(s string) string {
	return string(written(func(b *markup) { w.planner.prose(b, s) }))
}

// amount says how many notes of which type.
func (w *answerWriter) amount(n int) string {
	if len(w.query.Types) == 1 {
		return w.planner.counted(n, w.planner.types[w.query.Types[0]])
	}
	return w.planner.with("count.notes", "n", n)
}

// caption is what the answer is called: the query's own words, or how much was
// found.
func (w *answerWriter) caption(a answer.Answer) string {
	amount := w.amount(a.Total)
	if a.Shown < a.Total {
		amount = w.planner.with("query.of", "shown", a.Shown, "count", amount)
	}
	if w.query.Caption == "" {
		return amount
	}
	if a.Shown < a.Total {
		return w.planner.with("query.partial", "caption", w.query.Caption, "count", amount)
	}
	return w.query.Caption
}

func (w *answerWriter) groupTitle(g answer.Group) string {
	switch {
	case g.Name == "" && w.query.Group == "decade":
		return w.planner.say("group.undated")
	case g.Name == "":
		return w.planner.say("group.not-stated")
	case w.query.Group == "type":
		return w.planner.heading(*g.Notes[0].Type)
	case !g.Value.Date.IsZero():
		return g.Value.Date.Words(w.planner.language())
	case g.Value.Tag != nil:
		return tagPath(g.Value.Tag)
	}
	return g.Name
}

func (w *answerWriter) count(a answer.Answer) {
	if w.query.Group == "" {
		w.total(a.Total)
		return
	}
	if a.Total == 0 {
		w.strings(`<p class="query-empty">`, html.EscapeString(w.planner.say("query.empty")), `</p>`)
		return
	}
	w.strings("<ul class=\"query-counts\">\n")
	for _, g := range a.Groups {
		w.strings("<li>", w.said(w.groupTitle(g)), html.EscapeString(w.planner.say("list.colon")), html.EscapeString(w.amount(len(g.Notes))), "</li>\n")
	}
	w.strings("</ul>")
}

// total shows how many notes were found, the number larger than what it counts
// where a language has it first.
func (w *answerWriter) total(n int) {
	digits, amount := strconv.Itoa(n), w.amount(n)
	noun, first := strings.CutPrefix(amount, digits)
	shown := digits
	if w.query.Caption != "" {
		noun = " " + w.query.Caption
	} else if !first {
		shown, noun = amount, ""
	}
	w.strings(`<p class="query-count"><data value="`, digits, `">`, html.EscapeString(shown), "</data>", w.said(noun), "</p>")
}

// chosen are the columns of the answer: those that the query names after the
// title, or those that suit its view.
func (w *answerWriter) chosen(a answer.Answer) []string {
	columns := slices.Clone(w.query.Columns)
	if len(columns) == 0 {
		if len(w.query.Types) != 1 && w.query.Group != "type" && w.query.View != query.Cards {
			columns = append(columns, "type")
		}
		columns = append(columns, "when")
		if w.query.View == query.Matrix {
			columns = append(columns, answer.Attributes(a)...)
		}
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return c == "title" })
	return slices.Insert(columns, 0, "title")
}

// label is the heading of a column.
func (w *answerWriter) label(column string) string {
	if key, is := strings.CutPrefix(column, "attributes."); is {
		return strings.ReplaceAll(key, "_", " ")
	}
	if column == "tag" {
		return w.planner.say("query.tags")
	}
	for _, field := range w.planner.settings.Schema.Fields() {
		switch column {
		case field.ID:
			return w.planner.label(field.ID)
		case field.Inverse:
			return w.planner.inverse(field.ID)
		}
	}
	if w.planner.words.Has("query." + column) {
		return w.planner.say("query." + column)
	}
	return strings.ReplaceAll(column, "_", " ")
}

func (w *answerWriter) list(notes []*graph.Note) {
	w.strings("<ul class=\"query-list\">\n")
	for _, n := range notes {
		w.strings("<li>", string(w.planner.noteLink(n).Anchor()))
		for _, column := range w.columns[1:] {
			if cell := w.cell(n, column); cell != "" {
				w.strings(` <span class="query-detail">`, cell, "</span>")
			}
		}
		w.strings("</li>\n")
	}
	w.strings("</ul>\n")
}

func (w *answerWriter) cards(notes []*graph.Note) {
	w.strings("<ul class=\"query-cards\">\n")
	for _, n := range notes {
		entry := w.planner.entry(n)
		w.strings("<li class=\"query-card\">\n<p class=\"query-card-title\">", string(entry.Anchor()), "</p>\n")
		details := ""
		for _, column := range w.columns[1:] {
			if cell := w.cell(n, column); cell != "" {
				details += ` <span class="query-detail">` + cell + "</span>"
			}
		}
		if details != "" {
			w.strings(`<p class="query-card-details">`, strings.TrimPrefix(details, " "), "</p>\n")
		}
		if entry.Summary != "" {
			w.strings(`<p class="query-card-summary"`)
			spoken(w.markup, entry.SummaryLang, entry.Summary)
			w.strings("</p>\n")
		}
		w.strings("</li>\n")
	}
	w.strings("</ul>\n")
}
