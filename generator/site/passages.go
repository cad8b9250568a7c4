package site

import (
	"cmp"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/graph"
)

// attributeView is an attribute's value with the places where it can be read.
// The value itself leads to the first of them, or else to the note.
func (p *Planner) attributeView(n *graph.Note, a graph.Attribute) Stated {
	s := Stated{Text: a.Value, Language: p.runLanguage(a.Value), Href: p.href(n.Address)}
	if a.Unknown {
		s.Text, s.Unknown, s.Language = p.say("note.not-known"), true, ""
	}
	s.Passages = p.passages(n, a.Passages)
	if len(a.Passages) > 0 {
		s.Href = p.passageHref(n, a.Passages[0])
	}
	return s
}

// passages are the places where something can be read, in words that link.
func (p *Planner) passages(n *graph.Note, passages []graph.Passage) []PassagePart {
	var parts []PassagePart
	for _, passage := range passages {
		if passage.Words != "" {
			parts = append(parts, PassagePart{Link{Text: passage.Words, Language: p.runLanguage(passage.Words)}, true})
			continue
		}
		if len(passage.Cluster.Cites) == 0 {
			heading := cmp.Or(passage.Heading, n.Title)
			parts = append(parts, PassagePart{Link{Text: "§ " + heading, Href: p.passageHref(n, passage), Language: p.runLanguage(heading)}, true})
			continue
		}
		for i, cited := range p.library.Cite(passage.Cluster) {
			part := PassagePart{Link{Text: cited.Text, Language: p.runLanguage(cited.Text)}, i == 0}
			if cited.Key != "" && !cited.Unknown {
				part.Href = address.Fragment(p.href(BibliographyAddress), referenceID(cited.Key))
			}
			parts = append(parts, part)
		}
	}
	return parts
}

func (p *Planner) passageHref(n *graph.Note, passage graph.Passage) string {
	for _, cite := range passage.Cluster.Cites {
		if _, known := p.graph.Library.Item(cite.Key); known {
			return address.Fragment(p.href(BibliographyAddress), referenceID(cite.Key))
		}
	}
	return address.Fragment(p.href(n.Address), passage.Anchor)
}

// passageWords are the places as plain text, for tables of data.
func (p *Planner) passageWords(n *graph.Note, passages []graph.Passage) string {
	var words []string
	for _, passage := range passages {
		if passage.Words != "" {
			words = append(words, passage.Words)
			continue
		}
		if len(passage.Cluster.Cites) == 0 {
			words = append(words, p.settings.Base.Absolute(n.Address)+address.Fragment("", passage.Anchor))
			continue
		}
		var b strings.Builder
		for _, part := range p.library.Cite(passage.Cluster) {
			b.WriteString(part.Text)
		}
		words = append(words, b.String())
	}
	return strings.Join(words, "; ")
}
