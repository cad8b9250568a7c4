package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/edtf"
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
	kin := j.kinship.Of(i, mostRelated, scratch)
	if len(kin) == 0 {
		return nil
	}
	related := make([]Related, len(kin))
	var room [mostReasons + 1]reason
	for k := range kin {
		other := j.notes[kin[k].Of]
		related[k] = Related{p.noteLink(other), inCommon(p.reasons(room[:0], n, other, &kin[k]))}
	}
	return related
}

// reason is one thing that two notes have in common.
type reason struct {
	kind  CommonKind
	label string // of the relation
	text  string
}

// reasons adds up what n has in common with its kin, another note.
func (p *Planner) reasons(all []reason, n, other *graph.Note, kin *network.Kin) []reason {
	j := p.network()
	tags := kin.Tags[:min(len(kin.Tags), max(1, mostReasons-len(kin.Near)))]
	for _, with := range kin.Near[:min(len(kin.Near), mostReasons-len(tags))] {
		r := reason{kind: CommonLink, label: p.sameRelation(n, other, j.notes[with]), text: p.named(j.notes[with]).entry.Text}
		if r.label != "" {
			r.kind = CommonRelation
		}
		all = append(all, r)
	}
	for _, tag := range tags {
		all = append(all, reason{kind: CommonTag, text: p.tagLink(j.tags[tag]).Text})
	}
	if kin.Days == 0 {
		if years := commonYears(n.Bounds(), other.Bounds()); years != "" {
			all = append(all, reason{kind: CommonTime, text: years})
		}
	}
	return all
}

// inCommon puts reasons of one kind together, in the order in which each kind
// comes first.
func inCommon(reasons []reason) []Common {
	all := make([]Common, 0, len(reasons))
	texts := make([]string, 0, len(reasons))
	for i, r := range reasons {
		alike := func(other reason) bool { return other.kind == r.kind && other.label == r.label }
		if slices.ContainsFunc(reasons[:i], alike) {
			continue
		}
		start := len(texts)
		for _, other := range reasons[i:] {
			if alike(other) {
				texts = append(texts, other.text)
			}
		}
		all = append(all, Common{r.kind, r.label, texts[start:len(texts):len(texts)]})
	}
	return all
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

// commonYears is when two things held at one time: "2015–2017"; empty where the
// dates do not tell the year in which that began.
func commonYears(a, b edtf.Bounds) string {
	start, started := a.StartYear()
	other, too := b.StartYear()
	if !started || !too {
		return ""
	}
	start = max(start, other)
	end, ended := a.EndYear()
	if other, too := b.EndYear(); too && (!ended || other < end) {
		end, ended = other, true
	}
	first := strconv.FormatInt(start, 10)
	switch {
	case !ended:
		return first + "–"
	case end <= start:
		return first
	}
	return first + "–" + strconv.FormatInt(end, 10)
}

// RelatedRows are the related notes with what each has in common with this
// one, each an <li>.
func (p *NotePage) RelatedRows() template.HTML { return written(p.relatedRows) }

func (p *NotePage) relatedRows(b *markup) {
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
