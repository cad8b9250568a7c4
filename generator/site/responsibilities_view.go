package site

import (
	"html/template"

	"fangzhi/generator/message"
)

// PowersPage lays powers and duties against those who have a share in them,
// one table for each span of time between two changes.
type PowersPage struct {
	Frame
	Counts      string // powers, actors and norms of all pages, in words
	Empty       bool
	Spans       []PowerSpan
	Rounded     bool // some spans hold several changes
	Periods     []PowerPeriod
	PeriodsMore int // periods that are not listed
	Undated     []AssignRow
	UndatedMore int // that are not listed
	CSV         string
	Pager       []PagerLink
}

// PowerPeriod is a period among the notes. Its Href leads to the first table
// of its time; At are its days, as the address names a moment.
type PowerPeriod struct {
	Link
	At string // "2013-11-03/2020-12-31"
}

// PowerSpan is one table.
type PowerSpan struct {
	Words       *message.Words
	ID          string // anchor: "from-2015-04-01"
	Title       string // in words
	First, Last string // days, ISO; empty where there is no bound
	Actors      []Link // columns
	Others      int    // actors that share a last column; 0: there is none
	Rows        []PowerRow
	Without     []PowerWithout // powers with nobody that were with somebody
	NotYet      []PowerWithout // powers with nobody that will be with somebody
	// How many powers are with several actors, have changed hands since the
	// span before, and are with nobody any more.
	Several, Changed, Nobody int
}

// PowerRow is one power or duty that somebody has a share in.
type PowerRow struct {
	Name     string
	Language string
	Duty     bool
	Marks    []PowerMark
	Cells    [][]Held // parallel to the columns
}

// PowerMark says what is worth seeing, in a sign and in words.
type PowerMark struct {
	Kind  string // "several", "changed", "begins"
	Sign  string
	Words template.HTML
}

// Held is one share of one actor.
type Held struct {
	Actor    *Link  // where several actors share a column
	Share    string // in words
	Kind     string // of share, for its colour: "carries-out"
	Norms    []Link // that give it, leading to the passage
	More     int    // norms that are not named
	Possibly bool   // it is not certain that it was held then
	Partly   bool   // it was held in a part of the span
	Rest     int    // instead of all else: how many more there are
}

// PowerWithout is a power that nobody has a share in during a span.
type PowerWithout struct {
	Name  string
	State string // "not yet", "no longer", "not now"
	Since string // "until 2006", "from 2021 on"
}

// AssignRow is one assignment on the page of a note.
type AssignRow struct {
	Power    Link
	Duty     bool
	To       Value
	Share    string
	By       Link
	When     string // in words
	Passages []PassagePart
}

// Markup writes head and body of the table of a span.
func (s *PowerSpan) Markup() template.HTML { return written(s.markup) }

func (s *PowerSpan) markup(b *markup) {
	b.WriteString("<thead>\n<tr><th scope=\"col\" class=\"matrix-corner\">")
	escape(b, s.Words.Say("powers.power"))
	b.WriteString("</th>")
	names := make([]Link, 0, len(s.Actors)+1)
	names = append(names, s.Actors...)
	if s.Others > 0 {
		names = append(names, Link{Text: s.Words.With("powers.others", "n", s.Others)})
	}
	for _, l := range names {
		b.WriteString(`<th scope="col">`)
		if l.Href != "" {
			l.write(b, "")
		} else {
			inside(b, l.Language, l.Text)
		}
		b.WriteString("</th>")
	}
	b.WriteString("</tr>\n</thead>\n<tbody>\n")
	for i := range s.Rows {
		s.Rows[i].write(b, s.Words, names)
	}
	b.WriteString("</tbody>\n")
}

func (r *PowerRow) write(b *markup, words *message.Words, names []Link) {
	b.WriteString(`<tr><th scope="row"><span class="power-name"`)
	spoken(b, r.Language, r.Name)
	b.WriteString("</span>")
	if r.Duty {
		duty(b, words)
	}
	for _, m := range r.Marks {
		b.WriteString(`<span class="power-mark power-` + m.Kind + `"><span class="change-sign" aria-hidden="true">`)
		escape(b, m.Sign)
		b.WriteString("</span> ")
		b.WriteString(string(m.Words))
		b.WriteString("</span>")
	}
	b.WriteString("</th>")
	for i, cell := range r.Cells {
		if len(cell) == 0 {
			b.WriteString(`<td class="matrix-empty"><span class="matrix-nothing" aria-hidden="true">·</span></td>`)
			continue
		}
		b.WriteString(`<td><span class="matrix-column"`)
		spoken(b, names[i].Language, names[i].Text)
		b.WriteString("</span>")
		for j := range cell {
			cell[j].write(b, words)
		}
		b.WriteString("</td>")
	}
	b.WriteString("</tr>\n")
}

func (h *Held) write(b *markup, words *message.Words) {
	b.WriteString(`<span class="held">`)
	if h.Rest > 0 {
		escape(b, words.With("powers.rest", "n", h.Rest))
		b.WriteString("</span>")
		return
	}
	if h.Actor != nil {
		h.Actor.write(b, "")
		escape(b, words.Say("list.colon"))
	}
	b.WriteString(`<span class="share share-` + h.Kind + `">`)
	escape(b, h.Share)
	b.WriteString("</span>")
	if h.Possibly {
		certainty(b, words.Say("powers.possibly"))
	}
	if h.Partly {
		certainty(b, words.Say("powers.partly"))
	}
	b.WriteString(` <span class="passage">`)
	for i, l := range h.Norms {
		if i > 0 {
			escape(b, words.Say("list.semicolon"))
		}
		l.write(b, "")
	}
	if h.More > 0 {
		escape(b, words.Say("list.semicolon"))
		escape(b, words.With("powers.more", "n", h.More))
	}
	b.WriteString("</span></span>")
}

// certainty writes how certain something is.
func certainty(b *markup, words string) {
	b.WriteString(` <span class="certainty">`)
	escape(b, words)
	b.WriteString("</span>")
}

// duty writes that something is a duty.
func duty(b *markup, words *message.Words) {
	b.WriteString(` <span class="power-kind">`)
	escape(b, words.Say("powers.duty"))
	b.WriteString("</span>")
}

// AssignsRows writes the rows of what the note assigns: power, actor, share,
// time and passage.
func (v *NotePage) AssignsRows() template.HTML { return written(v.assignsRows) }

func (v *NotePage) assignsRows(b *markup) {
	for i := range v.Assigns {
		r := &v.Assigns[i]
		r.head(b, v.Site.Words)
		b.WriteString("<td>")
		r.To.markup(b)
		b.WriteString("</td>")
		r.held(b)
		b.WriteString("<td>")
		writePassages(b, r.Passages)
		b.WriteString("</td></tr>\n")
	}
}

// AssignedRows writes the rows of what is assigned to the note: power, share,
// time, and by which norm.
func (v *NotePage) AssignedRows() template.HTML { return written(v.assignedRows) }

func (v *NotePage) assignedRows(b *markup) {
	for i := range v.Assigned {
		r := &v.Assigned[i]
		r.head(b, v.Site.Words)
		r.held(b)
		b.WriteString("<td>")
		r.By.write(b, "")
		writePassages(b, r.Passages)
		b.WriteString("</td></tr>\n")
	}
}

// UndatedRows writes the rows of what has no date: power, actor, share, norm
// and passage.
func (v *PowersPage) UndatedRows() template.HTML { return written(v.undatedRows) }

func (v *PowersPage) undatedRows(b *markup) {
	for i := range v.Undated {
		r := &v.Undated[i]
		r.head(b, v.Site.Words)
		b.WriteString("<td>")
		r.To.markup(b)
		b.WriteString("</td><td>")
		escape(b, r.Share)
		b.WriteString("</td><td>")
		r.By.write(b, "")
		writePassages(b, r.Passages)
		b.WriteString("</td></tr>\n")
	}
}

// head begins a row with the power.
func (r *AssignRow) head(b *markup, words *message.Words) {
	b.WriteString(`<tr><th scope="row">`)
	if r.Power.Href != "" {
		r.Power.write(b, "")
	} else {
		r.Power.name(b)
	}
	if r.Duty {
		duty(b, words)
	}
	b.WriteString("</th>")
}

// held writes share and time.
func (r *AssignRow) held(b *markup) {
	b.WriteString("<td>")
	escape(b, r.Share)
	b.WriteString("</td><td>")
	escape(b, r.When)
	b.WriteString("</td>")
}
