package graph

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/address"
	"fangzhi/generator/compile"
	"fangzhi/generator/cores"
	"fangzhi/generator/diag"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
)

// tagFolder holds the notes of tags, below content/.
const tagFolder = "tags/"

// Link makes the graph of all notes. What it finds wrong is in the result's
// Diagnostics, in no particular order.
func Link(in Input) *Graph {
	g := &Graph{
		Types: in.Schema.Types(), Library: in.Library, Files: in.Files,
		ByType: map[string][]*Note{}, Indexes: map[string]*Note{}, CitedBy: map[string][]Mention{},
		files: make(map[string]*File, len(in.Files)), byAddress: make(map[address.Path]*Note, len(in.Objects)), pages: make(map[address.Path]bool, len(in.Pages)),
	}
	for i := range in.Files {
		g.files[in.Files[i].Path] = &in.Files[i]
	}
	objects := slices.DeleteFunc(slices.Clone(in.Objects), func(o *compile.Object) bool { return o.Refused })
	objects, translations := apart(objects)
	g.Notes = make([]*Note, len(objects))
	cores.Each(len(objects), func(i int) {
		g.Notes[i] = newNote(objects[i], in.Schema)
		g.Notes[i].Index = i
	})
	var naming sync.WaitGroup
	naming.Go(func() { g.names = newNames(g.Notes) }) // which nobody asks for yet
	g.place(in.Schema)
	g.findSuccessions(in.Schema)
	g.tag()
	g.publish(in.Pages)
	naming.Wait()
	g.pair(translations, in.Schema)
	g.resolveAll()
	g.translate()
	g.relate(in.Schema)
	g.state()
	var mentioning sync.WaitGroup
	mentioning.Go(g.linkBack) // for which nobody waits yet
	mentioning.Go(g.cite)
	g.order()
	g.spread()
	mentioning.Wait()
	g.inherit()
	g.suggest()
	return g
}

// newNote gives an object its title, its place on the site and its time.
func newNote(o *compile.Object, s *schema.Schema) *Note {
	n := &Note{Object: o, Title: titleOf(o), Language: o.Front.Language.Text}
	n.Type, _ = s.Type(o.Front.Type)
	n.When = o.Front.When(*n.Type)
	n.bounds = n.When.Bounds()
	name := o.Name()
	folder, rest, nested := strings.Cut(name, "/")
	switch {
	case name == "index":
		n.Role, n.Address = HomeNote, "/"
		return n
	case nested && rest == "index":
		if t, ok := s.TypeOfFolder(folder); ok {
			n.Role, n.Address = IndexNote, address.Page(t.Folder)
			return n
		}
	case nested && strings.HasPrefix(name, tagFolder):
		n.Role, n.Address = TagNote, address.Page("tags", tagID(rest))
		return n
	}
	n.Address = addressOf(o, *n.Type)
	return n
}

// titleOf is the title that a note states, or else its first heading, or else
// its file's name.
func titleOf(o *compile.Object) string {
	if o.Front.Title.Text != "" {
		return o.Front.Title.Text
	}
	if len(o.Body.Headings) > 0 && o.Body.Headings[0].Text != "" {
		return o.Body.Headings[0].Text
	}
	return path.Base(o.Name())
}

// addressOf is /<type folder>/<slug>/, or the note's own path for a page.
func addressOf(o *compile.Object, t schema.Type) address.Path {
	var segments []string
	for segment := range strings.SplitSeq(o.Name(), "/") {
		segments = append(segments, slugOr(segment))
	}
	last := len(segments) - 1
	if segments[last] == "index" && last > 0 {
		segments = segments[:last]
		last--
	}
	if o.Front.Slug.Text != "" {
		segments[last] = o.Front.Slug.Text
	}
	if t.Folder != "" {
		segments = []string{t.Folder, segments[last]}
	}
	return address.Page(segments...)
}

// slugOr is the slug of a file's name, or "note" where the name has no letter
// that could stand in an address.
func slugOr(name string) string {
	if slug := text.Slug(name); slug != "" {
		return slug
	}
	return "note"
}

// place sorts the notes into roles and types.
func (g *Graph) place(s *schema.Schema) {
	kinds := make(map[string]int, len(g.Types))
	for i, t := range g.Types {
		kinds[t.ID] = i
	}
	for _, n := range g.Notes {
		n.kind = kinds[n.Type.ID]
		if _, taken := g.byAddress[n.Address]; !taken {
			g.byAddress[n.Address] = n
		}
		switch n.Role {
		case HomeNote:
			g.Home = n
		case IndexNote:
			folder, _, _ := strings.Cut(n.Object.Name(), "/")
			if t, ok := s.TypeOfFolder(folder); ok {
				g.Indexes[t.ID] = n
			}
		}
		g.formerly(n)
	}
	g.alphabet()
	for _, l := range g.letters {
		if n := l.note; n.Role == Ordinary {
			g.ByType[n.Type.ID] = append(g.ByType[n.Type.ID], n)
			g.ordinary = append(g.ordinary, n)
		}
	}
}

// formerly reads the addresses at which a note once stood.
func (g *Graph) formerly(n *Note) {
	for _, former := range n.Object.Front.Redirects {
		at := address.Page(former.Text)
		if !at.Valid() || !address.Local(former.Text) {
			g.report(n.Object, former.Line, former.Column, diag.Error, "redirect-invalid",
				fmt.Sprintf("%q cannot be the address of a page", text.Clip(former.Text, 80)), "write it as it was: /norms/old-name/")
			continue
		}
		n.Redirects = append(n.Redirects, Former{at, former.Line, former.Column})
	}
}

// publish notes which addresses exist, for links that name one.
func (g *Graph) publish(fixed []address.Path) {
	for _, p := range fixed {
		g.pages[p] = true
	}
	for _, t := range g.Types {
		if len(g.ByType[t.ID]) > 0 && t.Folder != "" {
			g.pages[address.Page(t.Folder)] = true
		}
	}
	for _, t := range g.Tags {
		g.pages[t.Address()] = true
	}
	compared := map[string]bool{} // types, by ID
	years := map[int64]bool{}     // in whose decades a note stands, and whether they have a page of their own
	for _, n := range g.ordinary {
		if len(n.Object.Front.Attributes) > 0 && !compared[n.Type.ID] {
			compared[n.Type.ID] = true
			g.pages[address.Page("compare", CompareFolder(*n.Type))] = true
		}
		for year, own := range n.calendar() {
			years[year] = years[year] || own
		}
	}
	for year, own := range years {
		g.pages[address.Decade(year)] = true
		if own {
			g.pages[address.Year(year)] = true
		}
	}
}

// resolveAll resolves every reference and citation of every note, in parallel;
// the diagnostics come in the order of the notes.
func (g *Graph) resolveAll() {
	resolvers := make([]resolver, len(g.Notes))
	cores.Each(len(g.Notes), func(i int) {
		resolvers[i] = g.resolve(g.Notes[i])
		resolvers[i].references()
		resolvers[i].citations()
		resolvers[i].asked()
	})
	g.complain(resolvers)
	g.callersAmong(g.Notes)
}

// callersAmong takes down which of some notes name others elsewhere than in links
// and relations. It is asked for when one of these gets another name.
func (g *Graph) callersAmong(notes []*Note) {
	for _, n := range notes {
		if len(n.Object.Front.Assigns)+len(n.Object.Body.Blocks) > 0 {
			g.callers = append(g.callers, n)
		}
	}
}

// complain gathers what was found wrong with names.
func (g *Graph) complain(resolvers []resolver) {
	for _, r := range resolvers {
		for _, u := range r.unknown {
			g.unknown = append(g.unknown, unknown{u.name, len(g.Diagnostics) + u.diagnostic})
		}
		g.Diagnostics = append(g.Diagnostics, r.diagnostics...)
	}
}

// mostSuggestions is for how many unknown names others are suggested: a site
// with more has lost a folder, and needs no help with spelling.
const mostSuggestions = 300

// suggest adds to the complaints about unknown names what may have been meant.
func (g *Graph) suggest() {
	near := map[string]string{}
	for _, u := range g.unknown {
		name, known := near[u.name]
		if !known && len(near) < mostSuggestions {
			name = g.names.suggest(u.name)
			near[u.name] = name
		}
		hint := &g.Diagnostics[u.diagnostic].Hint
		if *hint = "make the note, or mend the name"; name != "" {
			*hint = fmt.Sprintf("did you mean %q?", name)
		}
	}
}

// linkBack records who links to whom. The notes are taken in the order of
// backlinks, so that none of the lists has to be sorted.
func (g *Graph) linkBack() {
	byType := make([][]*Note, len(g.Types))
	for _, l := range g.letters {
		byType[l.note.kind] = append(byType[l.note.kind], l.note)
	}
	for _, notes := range byType {
		for _, n := range notes {
			g.linksOf(n)
		}
	}
}

// linksOf adds the links of a note to the end of the backlinks of others.
func (g *Graph) linksOf(n *Note) {
	for i := range n.Targets {
		if t := &n.Targets[i]; t.State == Resolved && t.Note != nil && t.Note != n {
			t.Note.Backlinks = append(t.Note.Backlinks, Mention{n, i})
		}
	}
}

// cite records who cites what.
func (g *Graph) cite() {
	for _, n := range g.Notes {
		g.citationsOf(n)
	}
}

// citationsOf adds the citations of a note to the end of all lists.
func (g *Graph) citationsOf(n *Note) {
	stated := n.SourceKeys()
	cited := make(map[string]bool, len(stated))
	for i, c := range n.Object.Body.Citations {
		for _, cite := range c.Cites {
			if _, known := g.Library.Item(cite.Key); known {
				if len(stated) > 0 {
					cited[cite.Key] = true
				}
				g.CitedBy[cite.Key] = append(g.CitedBy[cite.Key], Mention{n, i})
			}
		}
	}
	for _, key := range stated {
		if _, known := g.Library.Item(key); known && !cited[key] {
			cited[key] = true
			g.CitedBy[key] = append(g.CitedBy[key], Mention{n, -1})
		}
	}
}

// byTypeAndTitle is the order of backlinks.
func byTypeAndTitle(a, b Mention) int {
	return cmp.Or(a.From.kind-b.From.kind, ByTitle(a.From, b.From), a.Index-b.Index)
}
