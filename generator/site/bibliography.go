package site

import (
	"slices"
	"strings"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
)

// sources are all references in the order of the bibliography, and the place of
// each in that, by its key.
type sources struct {
	items  []bibliography.Item
	places map[string]int
}

func newSources(library *bibliography.Library) *sources {
	items := library.Items()
	places := make(map[string]int, len(items))
	for i := range items {
		places[items[i].ID] = i
	}
	return &sources{items, places}
}

func (p *Planner) bibliography() (any, []diag.Diagnostic) {
	v := &BibliographyPage{Frame: p.frame(BibliographyAddress, p.say("nav.bibliography"), "")}
	items := p.sources().items
	for i := range items {
		item := &items[i]
		source := Source{Reference: p.reference(item)}
		if mentions := p.graph.CitedBy[item.ID]; len(mentions) > 0 {
			source.CitedBy = make([]Backlink, len(mentions))
			sections := make([]Link, len(mentions))
			for i, m := range mentions {
				source.CitedBy[i] = p.citing(m, &sections[i])
			}
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

// cited is the text of a citation.
func (p *Planner) cited(c *markdown.Citation) string {
	parts := p.library.Cite(c.Cluster)
	if len(parts) == 1 {
		return parts[0].Text
	}
	var text strings.Builder
	for _, part := range parts {
		text.WriteString(part.Text)
	}
	return text.String()
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
