package site

import (
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
)

func (p *Planner) bibliography() (any, []diag.Diagnostic) {
	v := &BibliographyPage{Frame: p.frame(BibliographyAddress, p.say("nav.bibliography"), "")}
	for _, item := range p.graph.Library.Items() {
		source := Source{Reference: p.reference(item)}
		for _, m := range p.graph.CitedBy[item.ID] {
			source.CitedBy = append(source.CitedBy, p.citing(m))
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

// citing is a sentence that cites a source, or a note that names it in its
// front matter.
func (p *Planner) citing(m graph.Mention) Backlink {
	b := Backlink{From: p.noteLink(m.From)}
	if m.Index < 0 {
		return b
	}
	c := &p.text(m.From).Citations[m.Index]
	var label strings.Builder
	for _, part := range p.library.Cite(c.Cluster) {
		label.WriteString(part.Text)
	}
	b.Before, b.Label, b.After = c.Before, label.String(), c.After
	if wideBracket(b.Label) {
		b.Before = strings.TrimRight(b.Before, " ")
	}
	b.Lang = p.sentenceLanguage(m.From, b.Before, b.Label, b.After)
	b.Section = p.section(m.From, c.Section)
	return b
}
