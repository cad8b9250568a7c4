package corpus

import "strconv"

// SiteTitle is the title of the site in every form.
const SiteTitle = "A measured gazetteer"

const fangzhiSettings = `title: ` + SiteTitle + `
base_url: https://example.org/
bibliography: [sources.bib]
`

// fangzhiForm writes wikilinks, citations, callouts and typed front matter.
type fangzhiForm struct{}

func (fangzhiForm) appendFront(b []byte, n *Note) []byte { return appendFrontMatter(b, n) }

// appendFrontMatter appends the front matter as Fangzhi reads it: relations
// name the files of other notes.
func appendFrontMatter(b []byte, n *Note) []byte {
	b = append(b, "---\ntitle: "...)
	b = strconv.AppendQuote(b, n.Title)
	b = append(b, "\noriginal_title: "...)
	b = strconv.AppendQuote(b, n.Chinese)
	b = append(b, '\n')
	if len(n.Aliases) > 0 {
		b = append(b, "aliases: "...)
		b = appendList(b, n.Aliases)
	}
	b = append(b, "tags: "...)
	b = appendList(b, n.Tags)
	b = append(b, "summary: "...)
	b = append(strconv.AppendQuote(b, n.Summary), '\n')
	for _, f := range n.Facts {
		b = append(b, f.Field+": "...)
		b = appendYAML(b, f.Values)
	}
	for _, relation := range n.Relations {
		b = append(b, relation.Field+": "...)
		b = appendYAML(b, relation.stems())
	}
	return append(b, "---\n\n"...)
}

func (fangzhiForm) appendPiece(b []byte, p Piece) []byte {
	switch p.Kind {
	case Link:
		b = append(b, "[["...)
		b = append(b, p.To.Stem...)
		if p.Heading != "" {
			b = append(b, '#')
			b = append(b, p.Heading...)
		}
		if p.Text != "" {
			b = append(b, '|')
			b = append(b, p.Text...)
		}
		return append(b, "]]"...)
	case Citation:
		return append(b, "[@"+p.Key+", p. "+p.Text+"]"...)
	case Callout:
		return append(b, "> [!"+p.Key+"] "+p.Text...)
	}
	return append(b, p.Text...)
}

// stems are the file names that a relation names.
func (r Relation) stems() []string {
	stems := make([]string, len(r.To))
	for i, to := range r.To {
		stems[i] = to.Stem
	}
	return stems
}

// appendYAML appends a quoted string, or a list of them when there is more
// than one, and ends the line.
func appendYAML(b []byte, values []string) []byte {
	if len(values) == 1 {
		return append(strconv.AppendQuote(b, values[0]), '\n')
	}
	return appendList(b, values)
}

// appendList appends a list of quoted strings and ends the line. The words of
// the corpus hold nothing that YAML and Go quote differently.
func appendList(b []byte, values []string) []byte {
	b = append(b, '[')
	for i, v := range values {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = strconv.AppendQuote(b, v)
	}
	return append(b, "]\n"...)
}
