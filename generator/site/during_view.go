package site

import (
	"html/template"

	"fangzhi/generator/message"
)

// Then is what the page of a note says of its time: what else held then, the
// line of what it followed and what followed it, and what changed with it.
type Then struct {
	Words   *message.Words
	Joins   []TimeJoin
	Line    []LineStep // the oldest first, with the note itself; may be empty
	Changes []TimeChange
}

// TimeJoin is the answer to one question: notes of one type at the note's time.
type TimeJoin struct {
	Title    string
	Rows     []TimeRow // in order of time
	Total    int       // how many there are, at least as many as Rows; 0 where nobody counts
	Possible int       // how many of them are not certain
	More     Link      // to all notes of the type; empty where Rows are all
}

// TimeRow is a note in the answer.
type TimeRow struct {
	*Link
	When   string // in words
	Doubt  string // "possibly", "not in its time"; empty where it is certain
	Remark string // "succeeded by", with Others
	Others []Link
}

// LineStep is a note in a line of succession.
type LineStep struct {
	Link            // without Href for the note itself
	When     string // in words, may be empty
	Relation string // "superseded by", with Via; empty for the note itself
	Via      Link   // without Href; empty if it is the note itself
	Current  bool   // it is the note itself
	Beyond   bool   // the line goes on beyond it
}

// TimeChange is a table of what differs between an earlier note and this one.
type TimeChange struct {
	From     Link
	Relation string // in which this note stands to it: "supersedes"
	Now      Link   // this note, without Href
	Rows     []ChangeRow
	More     int  // differences that are not listed
	Compare  Link // to where notes of the type are compared; may be empty
}

// ChangeRow is one point on which they differ.
type ChangeRow struct {
	Name     Link // without Href
	Old, New []Value
}

// Markup is all of it as sections, without the heading above them.
func (t *Then) Markup() template.HTML { return written(t.markup) }

func (t *Then) markup(b *markup) {
	if len(t.Joins) > 0 {
		b.WriteString("<div class=\"time-joins\">\n")
		for i := range t.Joins {
			t.Joins[i].markup(b, t.Words)
		}
		b.WriteString("</div>\n")
	}
	if len(t.Line) > 0 {
		b.WriteString("<section class=\"time-line\">\n<h3>")
		escape(b, t.Words.Say("during.line"))
		b.WriteString("</h3>\n<ol>\n")
		for i := range t.Line {
			t.Line[i].markup(b, t.Words)
		}
		b.WriteString("</ol>\n</section>\n")
	}
	for i := range t.Changes {
		t.Changes[i].markup(b, t.Words)
	}
}

func (j *TimeJoin) markup(b *markup, words *message.Words) {
	b.WriteString("<section class=\"time-join\">\n<h3>")
	escape(b, j.Title)
	if j.Total > 0 {
		b.WriteString(` <span class="count">`)
		b.integer(j.Total)
		b.WriteString("</span>")
	}
	b.WriteString("</h3>\n<ul>\n")
	for i := range j.Rows {
		j.Rows[i].markup(b, words)
	}
	b.WriteString("</ul>\n")
	if j.Total > len(j.Rows) {
		b.WriteString(`<p class="time-more">`)
		if j.Possible > 0 {
			escape(b, words.With("during.nearest-possible", "shown", len(j.Rows), "n", j.Total, "possible", j.Possible))
		} else {
			escape(b, words.With("during.nearest", "shown", len(j.Rows), "n", j.Total))
		}
		b.WriteString(" ")
		j.More.write(b, "")
		b.WriteString("</p>\n")
	}
	b.WriteString("</section>\n")
}

func (r *TimeRow) markup(b *markup, words *message.Words) {
	b.WriteString("<li>")
	r.write(b, "")
	when(b, r.When)
	if r.Doubt != "" {
		b.WriteString(` <span class="doubt">`)
		escape(b, r.Doubt)
		b.WriteString("</span>")
	}
	for i := range r.Others {
		if i == 0 {
			b.WriteString(` <span class="remark">`)
			escape(b, r.Remark)
			b.WriteString(" ")
		} else {
			b.WriteString(words.Say("list.separator"))
		}
		r.Others[i].write(b, "")
	}
	if len(r.Others) > 0 {
		b.WriteString("</span>")
	}
	b.WriteString("</li>\n")
}

// when writes a date in words, if there is one.
func when(b *markup, words string) {
	if words == "" {
		return
	}
	b.WriteString(` <span class="when">`)
	escape(b, words)
	b.WriteString("</span>")
}

func (s *LineStep) markup(b *markup, words *message.Words) {
	if s.Current {
		b.WriteString("<li aria-current=\"true\">")
		s.name(b)
		when(b, s.When)
		b.WriteString("</li>\n")
		return
	}
	b.WriteString("<li>")
	s.write(b, "")
	when(b, s.When)
	b.WriteString(` <span class="remark">`)
	escape(b, s.Relation)
	b.WriteString(" ")
	if s.Via.Text == "" {
		escape(b, words.Say("during.this"))
	} else {
		s.Via.name(b)
	}
	if s.Beyond {
		escape(b, words.Say("during.beyond"))
	}
	b.WriteString("</span></li>\n")
}

// named writes the link's text without its link; only where it has a language of
// its own is it an element.
func (l *Link) named(b *markup) {
	if l.Language == "" || l.Language == several {
		inside(b, l.Language, l.Text)
	} else {
		l.name(b)
	}
}

// name writes the link's text without its link.
func (l *Link) name(b *markup) {
	b.WriteString("<span")
	spoken(b, l.Language, l.Text)
	b.WriteString("</span>")
}

func (c *TimeChange) markup(b *markup, words *message.Words) {
	b.WriteString("<section class=\"time-change\">\n<h3>")
	escape(b, words.With("during.changed", "relation", c.Relation))
	b.WriteString(" ")
	c.From.write(b, "")
	b.WriteString("</h3>\n<table>\n<thead><tr><th scope=\"col\">")
	c.From.name(b)
	b.WriteString("</th><th scope=\"col\">")
	c.Now.name(b)
	b.WriteString("</th></tr></thead>\n")
	for i := range c.Rows {
		r := &c.Rows[i]
		b.WriteString("<tbody><tr><th scope=\"rowgroup\" colspan=\"2\">")
		r.Name.name(b)
		b.WriteString("</th></tr><tr><td>")
		values(b, r.Old, words)
		b.WriteString("</td><td>")
		values(b, r.New, words)
		b.WriteString("</td></tr></tbody>\n")
	}
	b.WriteString("</table>\n")
	if c.More > 0 || c.Compare.Href != "" {
		b.WriteString(`<p class="time-more">`)
		if c.More > 0 {
			escape(b, words.With("during.differ", "n", c.More))
			b.WriteString(" ")
		}
		if c.Compare.Href != "" {
			escape(b, words.Say("during.compare"))
			b.WriteString(" ")
			c.Compare.write(b, "")
		}
		b.WriteString("</p>\n")
	}
	b.WriteString("</section>\n")
}

// values writes what a note says of one point.
func values(b *markup, all []Value, words *message.Words) {
	for i := range all {
		if i > 0 {
			b.WriteString(words.Say("list.separator"))
		}
		all[i].markup(b)
	}
}
