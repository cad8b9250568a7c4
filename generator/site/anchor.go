package site

import (
	"html/template"
	"strings"

	"fangzhi/generator/address"
)

// The methods below write the pieces of markup that a page has by the hundred:
// links, values, the sentences of backlinks. A template that wants them
// otherwise has the fields. They are here because html/template takes a
// thousand times as long for each value that it shows as it takes to escape
// it: with them a page is rendered in a third of the time.

// Anchor is the link as an <a>, with the type of what it leads to as a class.
func (l Link) Anchor() template.HTML { return l.anchor("") }

// Tag is the link as one to a tag.
func (l Link) Tag() template.HTML { return l.anchor(` rel="tag"`) }

func (l Link) anchor(more string) template.HTML {
	var b strings.Builder
	b.Grow(len(l.Href) + len(l.Text) + 48)
	b.WriteString(`<a href="`)
	escape(&b, l.Href)
	b.WriteString(`"`)
	b.WriteString(more)
	attribute(&b, "class", "type-", l.Type)
	attribute(&b, "lang", "", l.Language)
	b.WriteString(">")
	escape(&b, l.Text)
	b.WriteString("</a>")
	return template.HTML(b.String())
}

// attribute writes an attribute, unless its value is empty.
func attribute(b *strings.Builder, name, prefix, value string) {
	if value == "" {
		return
	}
	b.WriteString(" " + name + `="` + prefix)
	escape(b, value)
	b.WriteString(`"`)
}

func escape(b *strings.Builder, s string) { b.WriteString(template.HTMLEscapeString(s)) }

// Markup is the value as a link, a date, or plain text.
func (v Value) Markup() template.HTML {
	if v.Href != "" {
		return Link{Text: v.Text, Href: v.Href, Type: v.Type, Language: v.Language}.Anchor()
	}
	var b strings.Builder
	tag := "span"
	switch {
	case v.Missing:
		b.WriteString(`<span class="link-missing" title="There is no such note yet"`)
	case v.DateTime != "":
		tag = "time"
		b.WriteString("<time")
		attribute(&b, "datetime", "", v.DateTime)
	default:
		b.WriteString("<span")
		attribute(&b, "title", "", v.EDTF)
	}
	attribute(&b, "lang", "", v.Language)
	b.WriteString(">")
	escape(&b, v.Text)
	b.WriteString("</" + tag + ">")
	return template.HTML(b.String())
}

// Sentence is the sentence of a backlink as a quotation, the words that link
// marked; empty where there is none.
func (l Backlink) Sentence() template.HTML {
	if l.Before == "" && l.Label == "" && l.After == "" {
		return ""
	}
	var b strings.Builder
	b.Grow(len(l.Before) + len(l.Label) + len(l.After) + 32)
	b.WriteString(`<blockquote class="backlink-sentence"><p>`)
	escape(&b, l.Before)
	b.WriteString("<mark>")
	escape(&b, l.Label)
	b.WriteString("</mark>")
	escape(&b, l.After)
	b.WriteString("</p></blockquote>\n")
	return template.HTML(b.String())
}

// Rows are the backlinks of a group, each an <li>.
func (g BacklinkGroup) Rows() template.HTML {
	var b strings.Builder
	for _, l := range g.Items {
		b.WriteString("<li class=\"backlink\">\n<p class=\"backlink-from\">")
		b.WriteString(string(l.Place()))
		b.WriteString("</p>\n")
		b.WriteString(string(l.Sentence()))
		b.WriteString("</li>\n")
	}
	return template.HTML(b.String())
}

// Place is where a backlink stands: the note and, if any, the section.
func (l Backlink) Place() template.HTML {
	if l.Section == nil {
		return l.From.Anchor()
	}
	return l.From.Anchor() + ` <span class="backlink-section">§ ` + l.Section.Anchor() + "</span>"
}

// Navigation is the list items of the site's navigation, with the entry that
// the page belongs to marked as current.
func (f Frame) Navigation() template.HTML {
	var b strings.Builder
	for _, l := range f.Site.Navigation {
		current := ""
		if l.Href == f.Section {
			current = ` aria-current="true"`
		}
		b.WriteString("<li>")
		b.WriteString(string(Link{Text: l.Text, Href: l.Href, Language: l.Language}.anchor(current)))
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
		b.WriteString(">" + string(r.HTML) + ` <a class="cited-by"`)
		attribute(&b, "href", "", r.Href)
		b.WriteString(" aria-label=\"All that cites this source\">cited by</a></li>\n")
	}
	return template.HTML(b.String())
}

// FactRows are the facts of a note, each a <div> in a definition list.
func (p *NotePage) FactRows() template.HTML {
	var b strings.Builder
	for _, f := range p.Facts {
		b.WriteString("<div><dt>")
		escape(&b, f.Label)
		b.WriteString("</dt>" + string(f.List()) + "</div>\n")
	}
	return template.HTML(b.String())
}

// List is the values of a fact as <dd> elements.
func (f Fact) List() template.HTML {
	var b strings.Builder
	for _, v := range f.Values {
		b.WriteString("<dd>")
		b.WriteString(string(v.Markup()))
		b.WriteString("</dd>")
	}
	return template.HTML(b.String())
}

// List is the headings beneath an entry of a table of contents, and it itself,
// as an <li> with an <ol>.
func (c ContentsEntry) List() template.HTML {
	var b strings.Builder
	c.list(&b)
	return template.HTML(b.String())
}

func (c ContentsEntry) list(b *strings.Builder) {
	b.WriteString("<li>")
	b.WriteString(string(Link{Text: c.Text, Href: address.Fragment("", c.ID)}.Anchor()))
	if len(c.Children) > 0 {
		b.WriteString("<ol>\n")
		for _, child := range c.Children {
			child.list(b)
		}
		b.WriteString("</ol>")
	}
	b.WriteString("</li>\n")
}

// Rows are the entries of a group, each an <li>.
func (g Group) Rows() template.HTML {
	var b strings.Builder
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
		b.WriteString(string(Value{Text: e.When, DateTime: e.DateTime}.Markup()))
	} else {
		escape(b, e.When)
	}
	b.WriteString("</p>\n<div class=\"entry-what\">\n<p class=\"entry-title\">")
	b.WriteString(string(e.Anchor()))
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
