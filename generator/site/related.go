package site

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/graph"
	"fangzhi/generator/network"
)

const (
	// mostRelated is how many related notes a page names, and mostReasons how
	// many things it names that each has in common with its note.
	mostRelated, mostReasons = 4, 3
)

// Related is a note that has much in common with another, without a link
// between them.
type Related struct {
	Link
	Common []Common
}

// Common is what two notes have in common.
type Common struct {
	Kind  CommonKind
	Label string // of the relation in which both stand
	Texts []string
}

// CommonKind says how two notes have something in common.
type CommonKind uint8

// The kinds of what notes have in common: one relation to the same note, links
// of any kind with the same note, a tag, a time in years.
const (
	CommonRelation CommonKind = iota
	CommonLink
	CommonTag
	CommonTime
)

// related are the notes that have most in common with n.
func (p *Planner) related(n *graph.Note) []Related {
	j := p.network()
	i := j.of(n)
	if i < 0 {
		return nil
	}
	scratch := j.scratches.Get().(*network.Scratch)
	defer j.scratches.Put(scratch)
	var related []Related
	for _, kin := range j.kinship.Of(i, mostRelated, scratch) {
		other := j.notes[kin.Of]
		r := Related{Link: p.noteLink(other)}
		tags := kin.Tags[:min(len(kin.Tags), max(1, mostReasons-len(kin.Near)))]
		for _, with := range kin.Near[:min(len(kin.Near), mostReasons-len(tags))] {
			kind, label := CommonLink, p.sameRelation(n, other, j.notes[with])
			if label != "" {
				kind = CommonRelation
			}
			r.add(kind, label, p.noteLink(j.notes[with]).Text)
		}
		for _, tag := range tags {
			r.add(CommonTag, "", tagPath(j.tags[tag]))
		}
		if years := commonYears(n, other); kin.Days == 0 && years != "" {
			r.add(CommonTime, "", years)
		}
		related = append(related, r)
	}
	return related
}

// sameRelation is the label of a relation in which both notes stand to a third;
// empty where there is none.
func (p *Planner) sameRelation(a, b, to *graph.Note) string {
	for i := range a.Relations {
		if r := &a.Relations[i]; names(r, to) {
			for k := range b.Relations {
				if s := &b.Relations[k]; s.Field == r.Field && s.Inverse == r.Inverse && names(s, to) {
					return p.relation(r.Of, r.Inverse)
				}
			}
		}
	}
	return ""
}

func names(r *graph.Relation, n *graph.Note) bool {
	return slices.ContainsFunc(r.Others, func(o graph.Related) bool { return o.Note == n })
}

// add says one more thing, with those of its kind.
func (r *Related) add(kind CommonKind, label, text string) {
	for i := range r.Common {
		if c := &r.Common[i]; c.Kind == kind && c.Label == label {
			c.Texts = append(c.Texts, text)
			return
		}
	}
	r.Common = append(r.Common, Common{kind, label, []string{text}})
}

// commonYears is when two notes held at one time: "2015–2017"; empty where the
// dates do not tell the year in which that began.
func commonYears(a, b *graph.Note) string {
	start, started := a.When.StartYear()
	other, too := b.When.StartYear()
	if !started || !too {
		return ""
	}
	start = max(start, other)
	end, ended := a.When.EndYear()
	if other, too := b.When.EndYear(); too && (!ended || other < end) {
		end, ended = other, true
	}
	switch {
	case !ended:
		return fmt.Sprintf("%d–", start)
	case end <= start:
		return strconv.FormatInt(start, 10)
	}
	return fmt.Sprintf("%d–%d", start, end)
}

// RelatedRows are the related notes with what each has in common with this
// one, each an <li>.
func (p *NotePage) RelatedRows() template.HTML {
	return written(func(b *markup) {
		for i := range p.Related {
			r := &p.Related[i]
			b.WriteString("<li>")
			r.write(b, "")
			b.WriteString(" <span class=\"related-why\">")
			for i := range r.Common {
				if i > 0 {
					b.WriteString(" · ")
				}
				r.Common[i].write(b, &p.Frame)
			}
			b.WriteString("</span></li>\n")
		}
	})
}

func (c *Common) write(b *markup, f *Frame) {
	words := f.Site.Words
	with := strings.Join(c.Texts, words.Say("list.separator"))
	switch c.Kind {
	case CommonRelation:
		f.prose(b, words.With("related.relation", "relation", c.Label, "with", with))
	case CommonLink:
		f.prose(b, words.With("related.link", "with", with))
	case CommonTag:
		f.prose(b, words.With("related.tag", "with", with))
	case CommonTime:
		f.prose(b, words.With("related.time", "with", with))
	}
}
