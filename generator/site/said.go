package site

import (
	"cmp"
	"slices"
	"strings"

	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
)

// again is a place in a body after which the page tells where else what stands
// before it is shown: by embeds of a part of the note, or of all of it.
type again struct {
	offset int
	hole   int // the first hole after it
	in     []graph.Mention
}

// saidAgain finds what other notes embed of n, in order of place. What is embedded
// is told of where it ends; of an item of a list or a cell, only the backlinks
// tell, since nothing may stand after it.
func (p *Planner) saidAgain(n *graph.Note) []again {
	var all []again
	body := p.body(n)
	for _, m := range n.Backlinks {
		target := &m.From.Targets[m.Index]
		if m.From.Object.Body.References[m.Index].Kind != markdown.Embed || target.Note != n {
			continue
		}
		at := again{offset: body.Footnotes, hole: holeAt(body.Holes, body.Footnotes+1)}
		if target.Part >= 0 {
			a := &body.Anchors[target.Part]
			start, end := a.Range()
			at.offset, at.hole = end, holeAt(body.Holes, end+1)
			if a.Block {
				at.hole = holeAt(body.Holes, end)
			}
			if !endsBlock(body.HTML[start:end]) {
				continue
			}
		}
		k := slices.IndexFunc(all, func(s again) bool { return s.offset == at.offset && s.hole == at.hole })
		if k < 0 {
			k, all = len(all), append(all, at)
		}
		if !slices.ContainsFunc(all[k].in, func(other graph.Mention) bool { return other.From == m.From }) {
			all[k].in = append(all[k].in, m)
		}
	}
	slices.SortStableFunc(all, func(a, b again) int { return cmp.Or(a.offset-b.offset, a.hole-b.hole) })
	return all
}

// endsBlock tells whether a paragraph may follow a piece of a body.
func endsBlock(html string) bool {
	html = strings.TrimRight(html, "\n")
	return !slices.ContainsFunc([]string{"</li>", "</td>", "</th>", "</tr>", "</dt>", "</dd>", "</summary>"}, func(end string) bool {
		return strings.HasSuffix(html, end)
	})
}

// saidIn writes where a part of the page is shown again.
func (f *filler) saidIn(s again) {
	f.out.WriteString(`<p class="said-in">`)
	escape(f.out, f.planner.say("note.said-in"))
	for i, m := range s.in {
		if i > 0 {
			f.out.WriteString(" ·")
		}
		f.out.WriteString(" ")
		var section Link
		link := Backlink{From: f.planner.linkTo(m.From)}
		if f.planner.section(&section, m.From, f.planner.text(m.From).References[m.Index].Section) {
			link.Section = &section
		}
		link.place(f.out)
	}
	f.out.WriteString("</p>\n")
}

// shows says what a note embeds of another: for its backlink.
func (p *Planner) shows(m graph.Mention) string {
	target := &m.From.Targets[m.Index]
	switch heading := headingText(target); {
	case heading != "":
		return p.with("note.shows-part", "part", heading)
	case target.Part >= 0:
		return p.say("note.shows-passage")
	}
	return p.say("note.shows-whole")
}
