package site

import (
	"html/template"
	"strconv"
	"strings"

	"fangzhi/generator/address"
)

// The methods below write the pieces of markup that a page has by the hundred:
// links, values, the sentences of backlinks. A template that wants them
// otherwise has the fields. They are here because html/template takes a
// thousand times as long for each value that it shows as it takes to escape
// it: with them a page is rendered in a third of the time.

// Anchor is the link as an <a>, with the type of what it leads to as a class.
func (l Link) Anchor() template.HTML { return l.alone("") }

// Tag is the link as one to a tag.
func (l Link) Tag() template.HTML { return l.alone(` rel="tag"`) }

func (l Link) alone(more string) template.HTML {
	var b strings.Builder
	b.Grow(len(l.Href) + len(l.Text) + 48)
	l.anchor(&b, more)
	return template.HTML(b.String())
}

func (l *Link) anchor(b *strings.Builder, more string) {
	b.WriteString(`<a href="`)
	escape(b, l.Href)
	b.WriteString(`"`)
	b.WriteString(more)
	attribute(b, "class", "type-", l.Type)
	attribute(b, "lang", "", l.Language)
	b.WriteString(">")
	escape(b, l.Text)
	b.WriteString("</a>")
}

// attribute writes an attribute, unless its value is empty.
func attribute(b *strings.Builder, name, prefix, value string) {
	if value == "" {
		return
	}
	b.WriteString(" ")
	b.WriteString(name)
	b.WriteString(`="`)
	b.WriteString(prefix)
	escape(b, value)
	b.WriteString(`"`)
}

// escape writes text so that it stands for itself in HTML, in an attribute's
// value as well, as html/template writes it.
func escape(b *strings.Builder, s string) {
	done := 0
	for i := range len(s) {
		if entity := entities[s[i]]; entity != "" {
			b.WriteString(s[done:i])
			b.WriteString(entity)
			done = i + 1
		}
	}
	b.WriteString(s[done:])
}

var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", 0: "\uFFFD"}

// Markup is the value as a link, a date, or plain text.
func (v Value) Markup() template.HTML {
	var b strings.Builder
	v.markup(&b)
	return template.HTML(b.String())
}

func (v *Value) markup(b *strings.Builder) {
	if v.Href != "" {
		l := Link{Text: v.Text, Href: v.Href, Type: v.Type, Language: v.Language}
		l.anchor(b, "")
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
	case v.Missing:
		b.WriteString(`<span class="link-missing" title="There is no such note yet"`)
	case v.DateTime != "":
		tag = "time"
		b.WriteString("<time")
		attribute(b, "datetime", "", v.DateTime)
	default:
		b.WriteString("<span")
		attribute(b, "title", "", v.EDTF)
	}
	attribute(b, "lang", "", v.Language)
	b.WriteString(">")
	escape(b, v.Text)
	b.WriteString("</")
	b.WriteString(tag)
	b.WriteString(">")
}

// Sentence is the sentence of a backlink as a quotation, the words that link
// marked; empty where there is none.
func (l Backlink) Sentence() template.HTML {
	var b strings.Builder
	l.sentence(&b)
	return template.HTML(b.String())
}

func (l *Backlink) sentence(b *strings.Builder) {
	if l.Before == "" && l.Label == "" && l.After == "" {
		return
	}
	b.WriteString(`<blockquote class="backlink-sentence"><p>`)
	escape(b, l.Before)
	b.WriteString("<mark>")
	escape(b, l.Label)
	b.WriteString("</mark>")
	escape(b, l.After)
	b.WriteString("</p></blockquote>\n")
}

// Place is where a backlink stands: the note and, if any, the section.
func (l Backlink) Place() template.HTML {
	var b strings.Builder
	l.place(&b)
	return template.HTML(b.String())
}

func (l *Backlink) place(b *strings.Builder) {
	l.From.anchor(b, "")
	if l.Section != nil {
		b.WriteString(` <span class="backlink-section">§ `)
		l.Section.anchor(b, "")
		b.WriteString("</span>")
	}
}

// Rows are the backlinks of a group, each an <li>.
func (g BacklinkGroup) Rows() template.HTML {
	var b strings.Builder
	g.rows(&b)
	return template.HTML(b.String())
}

func (g *BacklinkGroup) rows(b *strings.Builder) {
	for i := range g.Items {
		b.WriteString("<li class=\"backlink\">\n<p class=\"backlink-from\">")
		g.Items[i].place(b)
		b.WriteString("</p>\n")
		g.Items[i].sentence(b)
		b.WriteString("</li>\n")
	}
}

// BacklinkSections are the groups of backlinks, each a <section>.
func (p *NotePage) BacklinkSections() template.HTML {
	var b strings.Builder
	for i := range p.Backlinks {
		g := &p.Backlinks[i]
		b.WriteString("\n<section class=\"backlink-group\">\n<h3>")
		escape(&b, g.Name)
		b.WriteString(` <span class="count">`)
		b.WriteString(strconv.Itoa(len(g.Items)))
		b.WriteString("</span></h3>\n<ul>\n")
		g.rows(&b)
		b.WriteString("</ul>\n</section>")
	}
	b.WriteString("\n")
	return template.HTML(b.String())
}

// TagRows are the note's tags, each an <li>.
func (p *NotePage) TagRows() template.HTML {
	var b strings.Builder
	for i := range p.Tags {
		b.WriteString("<li>")
		p.Tags[i].anchor(&b, ` rel="tag"`)
		b.WriteString("</li>\n")
	}
	return template.HTML(b.String())
}

// ContentsRows are the entries of the note's table of contents, each an <li>.
func (p *NotePage) ContentsRows() template.HTML {
	var b strings.Builder
	for i := range p.Contents {
		p.Contents[i].list(&b)
	}
	return template.HTML(b.String())
}

// CrumbRows are the way to the page from home, each step an <li>.
func (f Frame) CrumbRows() template.HTML {
	var b strings.Builder
	for i := range f.Crumbs {
		b.WriteString("<li>")
		f.Crumbs[i].anchor(&b, "")
		b.WriteString("</li>\n")
	}
	return template.HTML(b.String())
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
func (h Header) Navigation() template.HTML {
	var b strings.Builder
	for _, l := range h.Site.Navigation {
		current := ""
		if l.Href == h.Section {
			current = ` aria-current="true"`
		}
		b.WriteString("<li>")
		entry := Link{Text: l.Text, Href: l.Href, Language: l.Language}
		entry.anchor(&b, current)
		b.WriteString("</li>\n")
	}
	return template.HTML(b.String())
}

// ReferenceRows are the entries of a note's reference list, each an <li>.
func (p *NotePage) ReferenceRows() template.HTML {
	var b strings.Builder
	for _, r := range p.References {
		b.WriteString("<li")
		attribute(&b, "id", "", r.ID)
		b.WriteString(">")
		b.WriteString(string(r.HTML))
		b.WriteString(` <a class="cited-by"`)
		attribute(&b, "href", "", r.Href)
		b.WriteString(" aria-label=\"Cited by: all that cites this source\">cited by</a></li>\n")
	}
	return template.HTML(b.String())
}

// FactRows are the facts of a note, each a <div> in a definition list.
func (p *NotePage) FactRows() template.HTML {
	var b strings.Builder
	for _, f := range p.Facts {
		b.WriteString("<div><dt>")
		escape(&b, f.Label)
		b.WriteString("</dt>")
		f.list(&b)
		b.WriteString("</div>\n")
	}
	return template.HTML(b.String())
}

// List is the values of a fact as <dd> elements.
func (f Fact) List() template.HTML {
	var b strings.Builder
	f.list(&b)
	return template.HTML(b.String())
}

func (f *Fact) list(b *strings.Builder) {
	for i := range f.Values {
		b.WriteString("<dd>")
		f.Values[i].markup(b)
		b.WriteString("</dd>")
	}
}

// List is the headings beneath an entry of a table of contents, and it itself,
// as an <li> with an <ol>.
func (c ContentsEntry) List() template.HTML {
	var b strings.Builder
	c.list(&b)
	return template.HTML(b.String())
}

func (c *ContentsEntry) list(b *strings.Builder) {
	b.WriteString("<li>")
	l := Link{Text: c.Text, Href: address.Fragment("", c.ID)}
	l.anchor(b, "")
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
func (g Group) Rows() template.HTML {
	var b strings.Builder
	b.Grow(400 * len(g.Entries))
	for i := range g.Entries {
		g.Entries[i].row(&b)
	}
	return template.HTML(b.String())
}

// Row is the entry as an <li>: when, and beside it what.
func (e Entry) Row() template.HTML {
	var b strings.Builder
	e.row(&b)
	return template.HTML(b.String())
}

func (e *Entry) row(b *strings.Builder) {
	b.WriteString("<li class=\"entry\">\n<p class=\"entry-when\">")
	if e.DateTime != "" {
		when := Value{Text: e.When, DateTime: e.DateTime}
		when.markup(b)
	} else {
		escape(b, e.When)
	}
	b.WriteString("</p>\n<div class=\"entry-what\">\n<p class=\"entry-title\">")
	e.Link.anchor(b, "")
	if e.OriginalTitle != "" {
		b.WriteString(` <span class="original"`)
		attribute(b, "lang", "", e.OriginalLang)
		b.WriteString(">")
		escape(b, e.OriginalTitle)
		b.WriteString("</span>")
	}
	if e.TypeName != "" {
		b.WriteString(` <span class="entry-type">`)
		escape(b, e.TypeName)
		b.WriteString("</span>")
	}
	if e.Draft {
		b.WriteString(` <span class="draft">draft</span>`)
	}
	b.WriteString("</p>\n")
	if e.Summary != "" {
		b.WriteString(`<p class="entry-summary">`)
		escape(b, e.Summary)
		b.WriteString("</p>\n")
	}
	b.WriteString("</div>\n</li>\n")
}
