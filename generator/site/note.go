package site

import (
	"html/template"
	"math"
	"slices"

	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
)

// note is the page of one note.
func (p *Planner) note(n *graph.Note) (any, []diag.Diagnostic) {
	body := p.fill(n)
	p.previewAhead(n)
	// What the whole graph knows, and all fields, are those of the original.
	original := n.Base()
	front := &original.Object.Front
	v := &NotePage{
		Frame:  p.frame(n.Address, n.Title, p.summaryOf(n)),
		TypeID: n.Type.ID, Summary: n.Object.Front.Summary.Text, Draft: front.Draft,
		Type:       Link{Text: p.singular(*n.Type)},
		Facts:      p.facts(original),
		Sessions:   p.sessions(original),
		Text:       body.Body,
		References: p.referenceList(append(body.Cited, original.SourceKeys()...)),
		Tags:       p.noteTags(n),
		Published:  dateTime(front.Published),
		Updated:    dateTime(front.Updated),
		Previous:   p.neighbour(n.Previous),
		Next:       p.neighbour(n.Next),
	}
	if n.Language != "" {
		v.Language = n.Language
	}
	v.Contents = contents(p.text(n).Headings, v.Language)
	v.OriginalTitle, v.OriginalLang = originalTitle(n)
	v.Alternates = p.translations(n)
	p.assigned(v, original)
	v.Then = p.then(original)
	v.Timeline = p.ownTimeline(n)
	v.BacklinkCount = len(n.Backlinks)
	v.Backlinks = p.backlinks(n)
	v.Nearby = p.nearby(original)
	v.Related = p.related(original)
	var authors []string
	for _, author := range front.Authors {
		authors = append(authors, author.Text)
	}
	v.ByLine = p.byLine("note.by", authors)
	p.typeCrumbs(&v.Frame, *n.Type)
	p.folderCrumbs(&v.Frame, original)
	if n.Type.Folder != "" {
		v.Type.Href = p.indexLink(*n.Type).Href
	}
	return v, body.Diagnostics
}

// byLine names authors in a message; without any it is empty.
func (p *Planner) byLine(key string, authors []string) string {
	if len(authors) == 0 {
		return ""
	}
	return p.with(key, "names", p.list(authors))
}

// referenceList lists the sources of the keys, each once, in the order of the
// bibliography.
func (p *Planner) referenceList(keys []string) []Reference {
	var places []int
	for _, key := range keys {
		if item, known := p.graph.Library.Item(key); known {
			places = append(places, p.sources().places[item.ID])
		}
	}
	if len(places) == 0 {
		return nil
	}
	slices.Sort(places)
	places = slices.Compact(places)
	list := make([]Reference, len(places))
	for i, place := range places {
		list[i] = p.reference(&p.sources().items[place])
	}
	return list
}

func (p *Planner) reference(item *bibliography.Item) Reference {
	if known, ok := p.references.Load(item.ID); ok {
		return known.(Reference)
	}
	entry, _ := p.library.Reference(item.ID)
	s := p.sources()
	r := Reference{
		ID: referenceID(item.ID), Key: item.ID, HTML: template.HTML(entry.HTML), Language: p.wholeLanguage(entry.Text),
		Href: p.href(s.pages[s.places[item.ID]]),
	}
	if lent := p.lent(); lent != "" && r.Language == "" && text.WrittenInHan(p.language()) {
		r.HTML = template.HTML(lentHTML(lent, entry.HTML))
	}
	p.references.Store(item.ID, r)
	return r
}

func (p *Planner) noteTags(n *graph.Note) []Link {
	if len(n.Tags) == 0 {
		return nil
	}
	links := make([]Link, len(n.Tags))
	for i, t := range n.Tags {
		links[i] = *p.tagLink(t)
	}
	return links
}

// tagPath is the tag with those above it, as the notes write them.
func tagPath(t *graph.Tag) string {
	if t.Parent == nil {
		return t.Name
	}
	return tagPath(t.Parent) + "/" + t.Name
}

func (p *Planner) neighbour(n *graph.Note) *Neighbour {
	if n == nil {
		return nil
	}
	return &Neighbour{Link: p.noteLink(n), When: p.named(n).entry.When}
}

// contents makes the tree of headings. A heading that skips a level stands
// beneath the last one that is higher. The language is that of the page.
func contents(headings []markdown.Heading, language string) []ContentsEntry {
	entries, _ := contentsBelow(headings, language, 0)
	return entries
}

func contentsBelow(headings []markdown.Heading, language string, level int) (entries []ContentsEntry, rest []markdown.Heading) {
	if count := siblings(headings, level); count > 0 {
		entries = make([]ContentsEntry, 0, count)
	}
	for len(headings) > 0 && headings[0].Level > level {
		h := headings[0]
		entry := ContentsEntry{ID: h.ID, Text: h.Text, Language: runLanguage(language, "", h.Text)}
		entry.Children, headings = contentsBelow(headings[1:], language, h.Level)
		entries = append(entries, entry)
	}
	return entries, headings
}

// siblings is how many of the headings that stand below a level stand below no
// other of these.
func siblings(headings []markdown.Heading, level int) int {
	count, highest := 0, math.MaxInt
	for i := range headings {
		if headings[i].Level <= level {
			break
		}
		if headings[i].Level <= highest {
			count, highest = count+1, headings[i].Level
		}
	}
	return count
}

// backlinks groups the mentions of a note by the type of where they stand.
func (p *Planner) backlinks(n *graph.Note) []BacklinkGroup {
	var groups []BacklinkGroup
	all, sections := make([]Backlink, len(n.Backlinks)), make([]Link, len(n.Backlinks))
	for i, m := range n.Backlinks {
		all[i] = p.backlink(m, &sections[i])
		if i == 0 || m.From.Type.ID != n.Backlinks[i-1].From.Type.ID {
			if name := p.heading(*m.From.Type); len(groups) == 0 || groups[len(groups)-1].Name != name {
				groups = append(groups, BacklinkGroup{Name: name, Items: all[i:i]})
			}
		}
		g := &groups[len(groups)-1]
		g.Items = g.Items[:len(g.Items)+1]
	}
	return groups
}

// backlink is one of them; the link to its section is put into the room for it.
func (p *Planner) backlink(m graph.Mention, room *Link) Backlink {
	ref := &p.text(m.From).References[m.Index]
	b := Backlink{From: p.linkTo(m.From), Before: p.worded(m.From, ref.Before), Label: p.linkLabel(m.From, m.Index), After: p.worded(m.From, ref.After)}
	b.Lang = p.sentenceLanguage(m.From, b.Before, b.Label, b.After)
	if p.section(room, m.From, ref.Section) {
		b.Section = room
	}
	if ref.Kind == markdown.Embed {
		b.Before, b.Label, b.After, b.Shows = "", "", "", written(func(out *markup) { p.prose(out, p.shows(m)) })
	}
	return b
}

// section makes the link to a heading within a note, of which it is told the
// number, unless what stands there stands before any.
func (p *Planner) section(to *Link, n *graph.Note, number int32) bool {
	if number == 0 {
		return false
	}
	h := &p.text(n).Headings[number-1]
	*to = Link{Text: h.Text, Href: address.Fragment(p.noteHref(n), h.ID), Language: p.runLanguage(h.Text)}
	return true
}

// facts are the rows of the summary box: what the note states, then what
// others state of it.
func (p *Planner) facts(n *graph.Note) []Fact {
	front := &n.Object.Front
	facts := make([]Fact, 0, 1+len(front.Values)+len(n.Relations))
	if len(front.Aliases) > 0 {
		facts = append(facts, Fact{Label: p.say("note.also-known"), Values: p.textValues(front.Aliases)})
	}
	for i := range front.Values {
		facts = p.fact(facts, n, &front.Values[i])
	}
	for i := range n.Relations {
		if r := &n.Relations[i]; r.Inverse {
			facts = append(facts, p.relationFact(r))
		}
	}
	for i := range facts {
		facts[i].Language = p.runLanguage(facts[i].Label)
	}
	return facts
}

// fact adds what a field of the note states.
func (p *Planner) fact(facts []Fact, n *graph.Note, v *schema.Value) []Fact {
	field, _ := p.settings.Schema.Field(v.Field)
	switch field.Kind {
	case schema.Relation:
		for i := range n.Relations {
			if r := &n.Relations[i]; !r.Inverse && r.Field == field.ID && field.ID != schema.Reads && len(r.Others) > 0 {
				return append(facts, p.relationFact(r))
			}
		}
		return facts
	case schema.Date:
		value := p.dateValue(v.Date)
		for _, w := range v.Texts {
			value.Original, value.OrigLang = w.Text, p.runLanguage(w.Text)
		}
		return append(facts, Fact{Label: p.label(field.ID), Values: []Value{value}})
	case schema.Structured:
		if field.ID == "attributes" {
			return append(facts, p.attributeFacts(n)...)
		}
		return facts
	}
	return append(facts, Fact{Label: p.label(field.ID), Values: p.textValues(v.Texts)})
}

// textValues are texts as values.
func (p *Planner) textValues(texts []schema.Words) []Value {
	values := make([]Value, len(texts))
	for i, w := range texts {
		values[i] = Value{Text: w.Text, Language: p.runLanguage(w.Text)}
	}
	return values
}

func (p *Planner) dateValue(d edtf.Date) Value {
	written := d.String()
	return Value{Text: d.Words(p.language()), DateTime: dateTimeOf(written), EDTF: written}
}

func (p *Planner) relationFact(r *graph.Relation) Fact {
	values := make([]Value, len(r.Others))
	for i, other := range r.Others {
		values[i] = p.relatedValue(other)
	}
	return Fact{Label: p.relation(r.Of, r.Inverse), Values: values}
}

func (p *Planner) relatedValue(other graph.Related) Value {
	if other.Note == nil {
		return Value{Text: other.Name, Missing: p.say("note.missing")}
	}
	l := &p.named(other.Note).entry.Link
	return Value{Text: l.Text, Href: l.Href, Type: l.Type, Language: l.Language, anchor: l.anchor}
}

// attributeFacts shows each attribute as a row, and where the note is compared
// with others on these points.
func (p *Planner) attributeFacts(n *graph.Note) []Fact {
	var facts []Fact
	for _, a := range n.Attributes {
		value := Value{Text: a.Value, Language: p.runLanguage(a.Value)}
		if a.Unknown {
			value.Text = p.say("note.not-known")
		}
		if len(a.Passages) > 0 && a.Passages[0].Words == "" {
			value.Href = p.passageHref(n, a.Passages[0])
		}
		facts = append(facts, Fact{Label: a.Name, Values: []Value{value}})
	}
	if compared, ok := p.compared[n]; ok {
		facts = append(facts, Fact{Label: p.say("note.compare"), Values: []Value{{Text: p.comparedWith(compared), Href: p.href(compared.at) + compared.fragment}}})
	}
	return facts
}
