package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/text"
)

// mostBeside is how many of those that cite a source stand beneath it in the
// bibliography, and not only on its own page.
const mostBeside = 20

// sources are all references in the order of the bibliography.
type sources struct {
	items  []bibliography.Item
	places map[string]int // of each in that, by its key
	pages  []address.Path // of each
}

func newSources(library *bibliography.Library) *sources {
	s := &sources{items: library.Items()}
	s.places, s.pages = make(map[string]int, len(s.items)), make([]address.Path, len(s.items))
	taken := make(map[string]bool, len(s.items))
	for i := range s.items {
		key := s.items[i].ID
		s.places[key] = i
		base := cmp.Or(text.Slug(key), "source")
		slug := base
		for n := 2; taken[slug]; n++ {
			slug = base + "-" + strconv.Itoa(n)
		}
		taken[slug] = true
		s.pages[i] = BibliographyAddress + address.Path(slug) + "/"
	}
	return s
}

// bibliographyPages lists the bibliography and the page of each source. That is
// there whether or not the source is cited, so that its address holds.
func (p *Planner) bibliographyPages() []Page {
	pages := []Page{{Address: BibliographyAddress, Kind: Bibliography, view: (*Planner).bibliography}}
	for i, at := range p.sources().pages {
		pages = append(pages, Page{Address: at, Kind: Cited, view: func(p *Planner) (any, []diag.Diagnostic) { return p.source(i), nil }})
	}
	return pages
}

func (p *Planner) bibliography() (any, []diag.Diagnostic) {
	v := &BibliographyPage{Frame: p.frame(BibliographyAddress, p.say("nav.bibliography"), "")}
	items := p.sources().items
	for i := range items {
		item := &items[i]
		mentions := p.graph.CitedBy[item.ID]
		source := Source{Reference: p.reference(item), Cited: len(mentions)}
		if source.Cited <= mostBeside {
			source.CitedBy = p.citedBy(mentions)
		}
		name := p.graph.Library.Initial(item.ID)
		id, _ := p.initial(name)
		if last := len(v.Groups) - 1; last < 0 || v.Groups[last].ID != id {
			v.Groups = append(v.Groups, SourceGroup{ID: id, Name: name})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Sources = append(g.Sources, source)
		v.Count++
	}
	v.Description = p.with("bibliography.description", "n", v.Count, "site", p.settings.Title)
	return v, nil
}

// source is the page of a source, told its place, with all that cite it.
func (p *Planner) source(place int) *SourcePage {
	s := p.sources()
	item := &s.items[place]
	mentions := p.graph.CitedBy[item.ID]
	title := p.cited(&markdown.Citation{Cluster: bibliography.Cluster{Cites: []bibliography.Cite{{Key: item.ID}}, Narrative: true}})
	v := &SourcePage{Frame: p.frame(s.pages[place], title, ""), Source: p.reference(item), Cited: len(mentions)}
	v.Description = p.with("source.description", "source", title, "n", v.Cited, "site", p.settings.Title)
	v.Section = p.href(BibliographyAddress)
	v.Crumbs = append(v.Crumbs, Link{Text: p.say("nav.bibliography"), Href: v.Section})
	for _, t := range p.graph.Types {
		var of []graph.Mention
		for _, m := range mentions {
			if m.From.Type.ID == t.ID {
				of = append(of, m)
			}
		}
		if len(of) > 0 {
			v.CitedBy = append(v.CitedBy, BacklinkGroup{Name: p.heading(t), Items: p.citedBy(of)})
		}
	}
	return v
}

// cited is the text of a citation.
func (p *Planner) cited(c *markdown.Citation) string {
	parts := p.library.Cite(c.Cluster)
	if len(parts) == 1 {
		return parts[0].Text
	}
	var all strings.Builder
	for _, part := range parts {
		all.WriteString(part.Text)
	}
	return all.String()
}

// worded puts into words the sources that a sentence of a note names by their
// keys: the compiler, which does not know them, left them as they were written.
func (p *Planner) worded(n *graph.Note, sentence string) string {
	return p.wordedBy(p.text(n).Citations, sentence)
}

// wordedBy is worded for a sentence of a text with these citations.
func (p *Planner) wordedBy(citations []markdown.Citation, sentence string) string {
	if !strings.Contains(sentence, "@") {
		return sentence
	}
	var named []*markdown.Citation
	for i := range citations {
		if c := &citations[i]; c.Narrative && strings.Contains(sentence, c.Text) {
			named = append(named, c)
		}
	}
	// @smith-2010-b is not @smith-2010 with something after it.
	slices.SortStableFunc(named, func(a, b *markdown.Citation) int { return len(b.Text) - len(a.Text) })
	for _, c := range named {
		sentence = strings.ReplaceAll(sentence, c.Text, p.cited(c))
	}
	return sentence
}

// citedBy are the sentences that cite a source, and the notes that name it in
// their front matter.
func (p *Planner) citedBy(mentions []graph.Mention) []Backlink {
	if len(mentions) == 0 {
		return nil
	}
	list, sections := make([]Backlink, len(mentions)), make([]Link, len(mentions))
	for i, m := range mentions {
		list[i] = p.citing(m, &sections[i])
	}
	return list
}

// citing is a sentence that cites a source, or a note that names it in its
// front matter; the link to its section is put into the room for it.
func (p *Planner) citing(m graph.Mention, room *Link) Backlink {
	b := Backlink{From: p.linkTo(m.From)}
	if m.Index < 0 {
		return b
	}
	c := &p.text(m.From).Citations[m.Index]
	b.Before, b.Label, b.After = p.worded(m.From, c.Before), p.cited(c), p.worded(m.From, c.After)
	if wideBracket(b.Label) {
		b.Before = strings.TrimRight(b.Before, " ")
	}
	b.Lang = p.sentenceLanguage(m.From, b.Before, b.Label, b.After)
	if p.section(room, m.From, c.Section) {
		b.Section = room
	}
	return b
}
