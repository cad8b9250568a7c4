package corpus

import (
	"path"
	"strconv"
	"strings"
	"unicode"
)

// hugoForm writes what Hugo has by itself: plain Markdown links to published
// addresses, block quotes for callouts and plain text for citations. Facts
// and relations become parameters, always lists, that the theme prints. Of
// these files Eleventy makes the same addresses.
type hugoForm struct {
	references bool // links name notes, for Hugo to resolve
}

func (hugoForm) appendFront(b []byte, n *Note) []byte {
	b = append(b, "---\ntitle: "...)
	b = strconv.AppendQuote(b, n.Title)
	b = append(b, "\ndate: "+n.Date+"\ntags: "...)
	b = appendList(b, n.Tags)
	b = append(b, "description: "...)
	b = append(strconv.AppendQuote(b, n.Summary), '\n')
	b = append(b, "params:\n  original_title: "...)
	b = strconv.AppendQuote(b, n.Chinese)
	b = append(b, "\n  facts:\n"...)
	if len(n.Facts)+len(n.Relations) == 0 {
		b = appendList(append(b, "    year: "...), []string{strconv.Itoa(n.Year)})
	}
	for _, f := range n.Facts {
		b = append(b, "    "+f.Field+": "...)
		b = appendList(b, f.Values)
	}
	for _, r := range n.Relations {
		b = append(b, "    "+r.Field+": "...)
		b = appendList(b, r.stems())
	}
	return append(b, "---\n\n"...)
}

func (f hugoForm) appendPiece(b []byte, p Piece) []byte {
	switch p.Kind {
	case Link:
		label, to := p.Text, p.To.Address(Hugo)
		if p.Heading != "" {
			to += "#" + anchor(p.Heading)
		}
		switch {
		case label != "":
		case p.Heading != "":
			label = p.To.Title + ": " + p.Heading
		default:
			label = p.To.Title
		}
		if f.references {
			to = `{{< relref "` + to + `" >}}`
		}
		return append(b, "["+label+"]("+to+")"...)
	case Citation:
		return append(b, "("+p.Key+", p. "+p.Text+")"...)
	case Callout:
		return append(b, "> **"+p.Text+"**\n>"...)
	}
	return append(b, p.Text...)
}

// Address is where the note is published, below the site's own address: Hugo
// and Eleventy follow the folders, and Fangzhi has one folder for each type.
func (h Head) Address(form Form) string {
	if form == Fangzhi {
		return "/" + path.Join(h.Kind.Folder(), h.Stem) + "/"
	}
	return "/" + path.Join(h.Kind.Folder(), h.Region, h.Stem) + "/"
}

// anchor is the id that Hugo gives to a heading, after GitHub's rule: lower
// case, spaces to hyphens, punctuation dropped.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}
