package site

import (
	"html/template"
	"strings"
)

// The methods below write the pieces of markup that a page has by the hundred:
// links, values, the sentences of backlinks. A template that wants them
// otherwise has the fields. They are here because html/template takes a
// thousand times as long for each value that it shows as it takes to escape
// it: with them a page is rendered in a third of the time.

// Anchor is the link as an <a>, with the type of what it leads to as a class.
func (l Link) Anchor() template.HTML { return written(l.alone) }

func (l *Link) alone(b *markup) { l.write(b, "") }

// Tag is the link as one to a tag.
func (l Link) Tag() template.HTML { return written(l.tag) }

func (l *Link) tag(b *markup) { l.write(b, ` rel="tag"`) }

// written is the link with its markup, for one that stands on many pages.
func (l Link) written() Link {
	l.anchor = l.Anchor()
	return l
}

// to is the link with another address.
func (l Link) to(href string) Link {
	l.Href, l.anchor = href, ""
	return l
}

func (l *Link) write(b *markup, more string) {
	const start = `<a href="`
	switch anchor := string(l.anchor); {
	case anchor != "" && more == "":
		b.WriteString(anchor)
		return
	case anchor != "":
		end := len(start) + strings.IndexByte(anchor[len(start):], '"') + 1
		b.strings(anchor[:end], more, anchor[end:])
		return
	}
	b.WriteString(start)
	escape(b, l.Href)
	b.WriteString(`"`)
	b.WriteString(more)
	attribute(b, "class", "type-", l.Type)
	spoken(b, l.Language, l.Text)
	b.WriteString("</a>")
}

// Markup is the value as a link, a date, or plain text.
func (v Value) Markup() template.HTML {
	return written(v.markup)
}

func (v *Value) markup(b *markup) {
	if v.Href != "" {
		l := Link{Text: v.Text, Href: v.Href, Type: v.Type, Language: v.Language, anchor: v.anchor}
		l.write(b, "")
		return
	}
	if v.Original != "" {
		original := Link{Text: v.Original, Language: v.OrigLang}
		original.name(b)
		b.WriteString(" (")
		defer b.WriteString(")")
	}
	tag := "span"
	switch {
	case v.Missing != "":
		b.WriteString(`<span class="link-missing"`)
		attribute(b, "title", "", v.Missing)
	case v.DateTime != "":
		tag = "time"
		b.WriteString("<time")
		attribute(b, "datetime", "", v.DateTime)
	default:
		b.WriteString("<span")
		attribute(b, "title", "", v.EDTF)
	}
	spoken(b, v.Language, v.Text)
	b.WriteString("</")
	b.WriteString(tag)
	b.WriteString(">")
}

// Sentence is the sentence of a backlink as a quotation, the words that link
// marked; empty where there is none.
func (l Backlink) Sentence() template.HTML {
	return written(l.sentence)
}

func (l *Backlink) sentence(b *markup) {
	if l.Before == "" && l.Label == "" && l.After == "" {
		return
	}
	b.WriteString(`<blockquote class="backlink-sentence"`)
	opened(b, l.Lang)
	b.WriteString("<p>")
	inside(b, l.Lang, l.Before)
	b.WriteString("<mark>")
	inside(b, l.Lang, l.Label)
	b.WriteString("</mark>")
	inside(b, l.Lang, l.After)
	b.WriteString("</p></blockquote>\n")
}

// Place is where a backlink stands: the note and, if any, the section.
func (l Backlink) Place() template.HTML {
	return written(l.place)
}

func (l *Backlink) place(b *markup) {
	l.From.write(b, "")
	if l.Section != nil {
		b.WriteString(` <span class="backlink-section">§ `)
		l.Section.write(b, "")
		b.WriteString("</span>")
	}
	if l.Shows != "" {
		b.WriteString(` <span class="backlink-shows">`)
		b.WriteString(string(l.Shows))
		b.WriteString("</span>")
	}
}

// Rows are the backlinks of a group, each an <li>.
func (g BacklinkGroup) Rows() template.HTML {
	return written(g.rows)
}

func (g *BacklinkGroup) rows(b *markup) {
	for i := range g.Items {
		b.WriteString("<li class=\"backlink\">\n<p class=\"backlink-from\">")
		g.Items[i].place(b)
		b.WriteString("</p>\n")
		g.Items[i].sentence(b)
		b.WriteString("</li>\n")
	}
}

// BacklinkSections are the groups of backlinks, each a <section>.
func (p *NotePage) BacklinkSections() template.HTML { return written(p.backlinkSections) }

func (p *NotePage) backlinkSections(b *markup) {
	for i := range p.Backlinks {
		g := &p.Backlinks[i]
		b.WriteString("\n<section class=\"backlink-group\">\n<h3>")
		p.prose(b, g.Name)
		b.WriteString(` <span class="count">`)
		b.integer(len(g.Items))
		b.WriteString("</span></h3>\n<ul>\n")
		g.rows(b)
		b.WriteString("</ul>\n</section>")
	}
	b.WriteString("\n")
}

// TagRows are the note's tags, each an <li>.
func (p *NotePage) TagRows() template.HTML { return written(p.tagRows) }

func (p *NotePage) tagRows(b *markup) {
	for i := range p.Tags {
		b.WriteString("<li>")
		p.Tags[i].write(b, ` rel="tag"`)
		b.WriteString("</li>\n")
	}
}

// ContentsRows are the entries of the note's table of contents, each an <li>.
func (p *NotePage) ContentsRows() template.HTML { return written(p.contentsRows) }

func (p *NotePage) contentsRows(b *markup) {
	for i := range p.Contents {
		p.Contents[i].list(b)
	}
}

// CrumbRows are the way to the page from home, each step an <li>.
func (f Frame) CrumbRows() template.HTML { return written(f.crumbRows) }

func (f *Frame) crumbRows(b *markup) {
	for i := range f.Crumbs {
		b.WriteString("<li>")
		f.Crumbs[i].write(b, "")
		b.WriteString("</li>\n")
	}
}

// Header is what the header above the page shows. It is the same for all pages
// of a part of the site.
type Header struct {
	Site    *Chrome
	Section string // see Frame
}

// Header is that of the page.
func (f Frame) Header() Header { return Header{f.Site, f.Section} }

// Navigation is the list items of the site's navigation, with the entry that
// the page belongs to marked as current.
func (h Header) Navigation() template.HTML { return written(h.navigation) }

func (h *Header) navigation(b *markup) {
	for _, l := range h.Site.Navigation {
		current := ""
		if l.Href == h.Section {
			current = ` aria-current="true"`
		}
		b.WriteString("<li>")
		entry := Link{Text: l.Text, Href: l.Href, Language: l.Language}
		entry.write(b, current)
		b.WriteString("</li>\n")
	}
}

// ReferenceRows are the entries of a note's reference list, each an <li>.
func (p *NotePage) ReferenceRows() template.HTML { return written(p.referenceRows) }

func (p *NotePage) referenceRows(b *markup) {
	for _, r := range p.References {
		b.WriteString("<li")
		attribute(b, "id", "", r.ID)
		b.WriteString(">")
		r.text(b)
		b.WriteString(` <a class="cited-by"`)
		attribute(b, "href", "", r.Href)
		attribute(b, "aria-label", "", p.Site.Words.Say("note.all-that-cites"))
		b.WriteString(">")
		escape(b, p.Site.Words.Say("note.cited-by"))
		b.WriteString("</a></li>\n")
	}
}

// Text is the reference with its language, where that is not the page's.
func (r *Reference) Text() template.HTML { return written(r.text) }

func (r *Reference) text(b *markup) {
	if r.Language == "" {
		b.WriteString(string(r.HTML))
		return
	}
	b.WriteString("<span")
	attribute(b, "lang", "", r.Language)
	b.strings(">", string(r.HTML), "</span>")
}

// FactRows are the facts of a note, each a <div> in a definition list.
func (p *NotePage) FactRows() template.HTML { return written(p.factRows) }

func (p *NotePage) factRows(b *markup) {
	for _, f := range p.Facts {
		b.WriteString("<div><dt")
		spoken(b, f.Language, f.Label)
		b.WriteString("</dt>")
		f.list(b)
		b.WriteString("</div>\n")
	}
}

// List is the values of a fact as <dd> elements.
func (f Fact) List() template.HTML {
	return written(f.list)
}

func (f *Fact) list(b *markup) {
	for i := range f.Values {
		b.WriteString("<dd>")
		f.Values[i].markup(b)
		b.WriteString("</dd>")
	}
}

// List is the headings beneath an entry of a table of contents, and it itself,
// as an <li> with an <ol>.
func (c ContentsEntry) List() template.HTML {
	return written(c.list)
}

func (c *ContentsEntry) list(b *markup) {
	b.WriteString(`<li><a href="`)
	b.address("", c.ID)
	b.WriteString(`"`)
	spoken(b, c.Language, c.Text)
	b.WriteString("</a>")
	if len(c.Children) > 0 {
		b.WriteString("<ol>\n")
		for i := range c.Children {
			c.Children[i].list(b)
		}
		b.WriteString("</ol>")
	}
	b.WriteString("</li>\n")
}

// Total is how many notes the group has, listed or not.
func (g Group) Total() int { return len(g.Entries) + g.More }

// Rows are the entries of a group, each an <li>.
func (g Group) Rows() template.HTML { return written(g.rows) }

func (g *Group) rows(b *markup) {
	for i := range g.Entries {
		g.Entries[i].row(b)
	}
}

// Row is the entry as an <li>: when, and beside it what.
func (e Entry) Row() template.HTML {
	return written(e.row)
}

func (e *Entry) row(b *markup) {
	b.WriteString(`<li class="entry"`)
	if e.Sorted != nil {
		attribute(b, "data-type", "", e.Type)
		e.Sorted.attributes(b)
	}
	b.WriteString(">\n<p class=\"entry-when\">")
	if e.DateTime != "" {
		when := Value{Text: e.When, DateTime: e.DateTime}
		when.markup(b)
	} else {
		escape(b, e.When)
	}
	b.WriteString("</p>\n<div class=\"entry-what\">\n<p class=\"entry-title\">")
	e.Link.write(b, "")
	if e.OriginalTitle != "" {
		b.WriteString(` <span class="original"`)
		spoken(b, e.OriginalLang, e.OriginalTitle)
		b.WriteString("</span>")
	}
	if e.TypeName != "" {
		b.WriteString(` <span class="entry-type"`)
		spoken(b, e.TypeLang, e.TypeName)
		b.WriteString("</span>")
	}
	if e.Draft != "" {
		b.WriteString(` <span class="draft">`)
		escape(b, e.Draft)
		b.WriteString("</span>")
	}
	b.WriteString("</p>\n")
	if e.Summary != "" {
		b.WriteString(`<p class="entry-summary"`)
		spoken(b, e.SummaryLang, e.Summary)
		b.WriteString("</p>\n")
	}
	b.WriteString("</div>\n</li>\n")
}
