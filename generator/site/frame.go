package site

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/schema"
	"fangzhi/generator/settings"
	"fangzhi/generator/text"
	"fangzhi/generator/timeline"
)

// navigation resolves the notes that the settings put into the navigation.
func (p *Planner) navigation() ([]Link, []diag.Diagnostic) {
	var links []Link
	var diagnostics []diag.Diagnostic
	for _, name := range p.settings.Navigation {
		found := p.graph.Find(name.Name)
		if len(found) != 1 {
			message := fmt.Sprintf("there is no note %q", name.Name)
			if len(found) > 1 {
				message = fmt.Sprintf("%q names %d notes, but should name one", name.Name, len(found))
			}
			diagnostics = append(diagnostics, diag.Diagnostic{
				Path: settings.File, Line: name.Line, Column: name.Column, Severity: diag.Error, Code: "link-missing", Message: message,
				Hint: "write the path of the note below content/",
			})
			continue
		}
		links = append(links, p.named(found[0]).entry.Link)
	}
	return links, diagnostics
}

func (p *Planner) newChrome(extra []Link, assets Assets) *Chrome {
	s := p.settings
	c := &Chrome{
		Words: p.words, Title: s.Title, Subtitle: s.Subtitle, Description: s.Description, Language: p.language(),
		Home: p.href(HomeAddress), ByLine: p.byLine("layout.by", s.Authors), License: s.License, LicenseHref: s.LicenseURL,
		Stylesheet: assets.Stylesheet, Early: assets.Early, Scripts: assets.Scripts, Icon: assets.Icon,
		AtomFeed: p.href(AtomAddress), JSONFeed: p.href(JSONFeedAddress),
		Bibliography: p.href(BibliographyAddress), Letters: p.href(LettersAddress),
		Tags: p.href(TagsAddress), Timeline: p.href(TimelineAddress),
		Search: p.href(SearchAddress), Index: p.searchFolder(), Previews: p.href(PreviewsFolder), PreviewFiles: previewFiles(len(p.searched.notes)),
	}
	if p.folder != "" {
		c.TitleLang = s.Language
	}
	for _, t := range p.graph.Types {
		if t.Folder != "" && len(p.graph.ByType[t.ID]) > 0 {
			c.Navigation = append(c.Navigation, Link{Text: p.heading(t), Href: p.href(address.Page(t.Folder)), Language: p.runLanguage(p.heading(t)), Type: t.ID})
		}
	}
	c.Navigation = append(c.Navigation, Link{Text: p.say("nav.timeline"), Href: c.Timeline})
	c.Navigation = append(c.Navigation, p.matrices()...)
	c.Navigation = append(c.Navigation, Link{Text: p.say("nav.graph"), Href: p.href(GraphAddress)})
	c.Navigation = append(c.Navigation,
		Link{Text: p.say("nav.tags"), Href: c.Tags},
		Link{Text: p.say("nav.letters"), Href: c.Letters},
		Link{Text: p.say("nav.bibliography"), Href: c.Bibliography})
	c.Navigation = append(c.Navigation, extra...)
	return c
}

func (p *Planner) href(a address.Path) string { return p.settings.Base.Href(p.place(a)) }

// frame fills what all pages share.
func (p *Planner) frame(at address.Path, title, description string) Frame {
	f := Frame{
		Site: p.chrome, Title: title, Description: text.Clip(description, 300),
		Language: p.language(), Href: p.href(at), Section: p.href(at),
	}
	if p.settings.Base.Origin != "" {
		f.Canonical = p.settings.Base.Absolute(p.place(at))
	}
	f.Alternates, f.Direction = p.alternates(at), p.direction
	if at != HomeAddress {
		f.Crumbs = append(make([]Link, 0, 2), p.first) // most have two
	}
	return f
}

// shown is what lists and links say of a note, worked out when it is first
// asked for: a note stands in many lists.
type shown struct {
	once  sync.Once
	entry Listed
}

// inTime is what timelines show of a note, worked out in the same way. It lies
// apart, since links are many times as many.
type inTime struct {
	once   sync.Once
	placed timeline.Placed
	drawn  bool // it has a place in time
}

// entry is a note in a list.
func (p *Planner) entry(n *graph.Note) Entry {
	e := &p.named(n).entry
	if n = p.local(n); n.Object.Front.Summary.Text == "" {
		own := *e
		own.Summary = text.Clip(p.summaryOf(n), mostSummary)
		own.SummaryLang = p.sentenceLanguage(n, own.Summary)
		e = &own
	}
	return Entry{Listed: e}
}

// mostSummary is how many characters of a summary lists show.
const mostSummary = 240

// named works out what lists say of a note, but for what its text says.
func (p *Planner) named(n *graph.Note) *shown {
	n = n.Base()
	s := &p.shown[n.Index]
	s.once.Do(func() {
		n := p.local(n)
		e := &s.entry
		e.Link = Link{Text: n.Title, Href: p.href(n.Address), Language: cmp.Or(p.textLanguage(n), p.runLanguage(n.Title)), Type: n.Type.ID}
		e.Link = e.Link.written()
		e.Summary = text.Clip(n.Object.Front.Summary.Text, mostSummary)
		e.SummaryLang = p.sentenceLanguage(n, e.Summary)
		if n.Base().Object.Front.Draft {
			e.Draft = p.say("list.draft")
		}
		e.When, e.DateTime = n.When.Words(p.language()), dateTime(n.When)
		e.OriginalTitle, e.OriginalLang = originalTitle(n)
		if e.OriginalTitle == n.Title {
			e.OriginalTitle, e.OriginalLang = "", ""
		}
	})
	return s
}

func (p *Planner) noteLink(n *graph.Note) Link { return *p.linkTo(n) }

// linkTo is noteLink without a copy, for views that have many of them.
func (p *Planner) linkTo(n *graph.Note) *Link { return &p.named(n).entry.Link }

// noteHref is the Href of a note, be it in the language of the page at hand or
// not.
func (p *Planner) noteHref(n *graph.Note) string {
	if p.local(n) == n {
		return p.named(n).entry.Href
	}
	return p.settings.Base.Href(n.Address)
}

// wholeLanguage is that of a text all of which is in another language than the
// page; of Chinese within it, runs are marked instead.
func (p *Planner) wholeLanguage(s string) string {
	if text.HasHan(s) {
		return ""
	}
	return p.runLanguage(s)
}

// summaryOf is the note's own summary, or else how it begins.
func (p *Planner) summaryOf(n *graph.Note) string {
	if summary := n.Object.Front.Summary.Text; summary != "" {
		return summary
	}
	return p.worded(n, p.text(n).Excerpt)
}

func originalTitle(n *graph.Note) (title, language string) {
	title = n.Base().Object.Front.OriginalTitle.Text
	if title == "" {
		return "", ""
	}
	if text.FoldsTo(n.Title, text.Fold(title)) { // as in the translation into that language
		return "", ""
	}
	if text.HasHan(title) {
		language = "zh-Hans"
	}
	return title, language
}

// dateTime is a date in the form of HTML's <time>, or "" where HTML has none:
// for intervals, and for what is not certain.
func dateTime(d edtf.Date) string { return dateTimeOf(d.String()) }

// dateTimeOf is dateTime of a date as a note writes it.
func dateTimeOf(s string) string {
	for i, c := range s {
		digit := c >= '0' && c <= '9'
		hyphen := c == '-' && (i == 4 || i == 7)
		if !digit && !hyphen {
			return ""
		}
	}
	switch len(s) {
	case 4, 7, 10:
		if len(s) == 7 && s[5:] > "12" { // a season
			return ""
		}
		return s
	}
	return ""
}

func (p *Planner) notFound() (any, []diag.Diagnostic) {
	f := p.frame(NotFoundAddress, p.say("notfound.title"), "")
	f.Canonical = ""
	return &NotFoundPage{Frame: f}, nil
}

func (p *Planner) redirect(from address.Path, n *graph.Note) *RedirectPage {
	f := p.frame(from, n.Title, "")
	if p.settings.Base.Origin != "" {
		f.Canonical = p.settings.Base.Absolute(n.Address)
	}
	return &RedirectPage{Frame: f, Target: p.noteLink(n)}
}

// typeCrumbs lead from home to the index of a type.
func (p *Planner) typeCrumbs(f *Frame, t schema.Type) {
	if t.Folder != "" {
		index := p.indexLink(t)
		f.Section = index.Href
		f.Crumbs = append(f.Crumbs, *index)
	}
}

// folderCrumbs lead from home through the pages of the folders in which a page
// lies whose type has no index. The first of them is its section.
func (p *Planner) folderCrumbs(f *Frame, n *graph.Note) {
	if n.Type.Folder != "" {
		return
	}
	name := strings.TrimSuffix(n.Object.Name(), "/index")
	for i, r := range name {
		if r != '/' {
			continue
		}
		for _, above := range p.graph.Find(name[:i] + "/index") {
			if above.Role == graph.Ordinary {
				if f.Crumbs = append(f.Crumbs, p.noteLink(above)); len(f.Crumbs) == 2 {
					f.Section = f.Crumbs[1].Href
				}
			}
		}
	}
}
