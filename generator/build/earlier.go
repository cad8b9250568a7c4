package build

import (
	"fangzhi/generator/address"
	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/graph"
	"fangzhi/generator/pack"
	"fangzhi/generator/site"
	"fangzhi/generator/source"
)

// pagesMemory is what a build leaves behind of the pages that it made. It tells
// the next run which of them show a text that changed, where texts are all that
// changed. The zero value tells of none.
type pagesMemory struct {
	Ground fingerprint.Sum // see Builder.ground
	Texts  []textMemory    // of which the pages were made, ascending by path
	Names  fingerprint.Sum // of all files of the plan
	Made   []madeMemory    // of these, in their order
}

// textMemory is a note as it was when pages were made of it.
type textMemory struct {
	Path string
	Hash source.Hash
}

// madeMemory is made, as it is kept.
type madeMemory struct {
	Done        bool
	All         bool  // it shows some of every text
	Reads       []int // or of these, by place in pagesMemory.Texts
	Bodies      []int // and more than the outlines of these
	Diagnostics []diag.Diagnostic
}

// ground sums up all that pages are made of, besides notes, the program, and
// what optionKey tells of.
func (b *Builder) ground(files []graph.File) fingerprint.Sum {
	return fingerprint.Of(b.options.Theme, b.themeFiles, b.settingsText, b.libraryOf, files)
}

// pagesMemory gathers what is kept of the pages of a build that has ended.
func (b *Builder) pagesMemory() pagesMemory {
	p := b.planned
	m := pagesMemory{Ground: p.ground, Names: fingerprint.Of(p.names), Made: make([]madeMemory, len(p.made))}
	places := map[string]int{}
	for _, o := range b.linked.input.Objects {
		if !o.Refused {
			places[o.Path] = len(m.Texts)
			m.Texts = append(m.Texts, textMemory{o.Path, o.Hash})
		}
	}
	// Pages show some hundred thousands of texts: their notes are found by pointer.
	notes := make(map[*graph.Note]int, len(places))
	for _, n := range p.graph.Notes {
		notes[n] = places[n.Object.Path]
		for _, t := range n.Translations {
			notes[t] = places[t.Object.Path]
		}
	}
	for i := range p.made {
		made := &p.made[i]
		kept := madeMemory{Done: made.done, Diagnostics: made.diagnostics}
		reads, bodies, all := made.reads.Notes()
		kept.Reads, kept.Bodies, kept.All = placesOf(reads, notes), placesOf(bodies, notes), all
		m.Made[i] = kept
	}
	return m
}

// placesOf are the places of some notes; nil for none.
func placesOf(notes []*graph.Note, places map[*graph.Note]int) []int {
	if len(notes) == 0 {
		return nil
	}
	list := make([]int, len(notes))
	for i, n := range notes {
		list[i] = places[n]
	}
	return list
}

// notesAt are the notes at some places; nil for none.
func notesAt(places []int, notes []*graph.Note) []*graph.Note {
	if len(places) == 0 {
		return nil
	}
	list := make([]*graph.Note, len(places))
	for i, at := range places {
		list[i] = notes[at]
	}
	return list
}

// earlier is what an earlier run left of its pages, for the first plan of this
// one.
type earlier struct {
	pages   pagesMemory
	objects []*compile.Object // of the texts
}

// made is what is known of the pages that were made; nothing where that cannot
// be read.
func (s *state) made() (m pagesMemory) {
	if pack.Read(s.Made, &m) != nil {
		return pagesMemory{}
	}
	return m
}

// earlierOf finds the objects of which the pages of the last run were made. It
// returns nil where some are not kept: then nobody knows what changed.
func earlierOf(made pagesMemory, objects map[string]*compile.Object) *earlier {
	e := &earlier{pages: made, objects: make([]*compile.Object, len(made.Texts))}
	for i, t := range made.Texts {
		o := objects[t.Path]
		if o == nil || o.Hash != t.Hash {
			return nil
		}
		e.objects[i] = o
	}
	return e
}

// resume tells a plan what is known of its pages, if nothing but texts of notes
// has changed since the earlier run.
func (b *Builder) resume(p *plan, e *earlier) {
	if e == nil || e.pages.Ground != p.ground || len(e.pages.Made) != len(p.made) || e.pages.Names != fingerprint.Of(p.names) {
		return
	}
	notes, before := e.notes(p.graph, b.linked.input.Objects)
	if notes == nil {
		return
	}
	for n, o := range before {
		p.changed[n] = !o.Body.Says(&n.Object.Body)
	}
	b.memory.Recall(&site.Published{Before: before, Read: b.published})
	for i := range p.made {
		kept := &e.pages.Made[i]
		p.made[i] = made{
			done: kept.Done, key: b.cache.last.Records[p.names[i]].Key,
			reads: site.ReadsOf(notesAt(kept.Reads, notes), notesAt(kept.Bodies, notes), kept.All), diagnostics: kept.Diagnostics,
		}
	}
}

// notes finds the notes of the earlier run's texts in the graph, in the same
// order, and tells of those that changed what they were made of before. It
// returns nil where something besides texts changed.
func (e *earlier) notes(g *graph.Graph, objects []*compile.Object) ([]*graph.Note, map[*graph.Note]*compile.Object) {
	byPath := make(map[string]*graph.Note, len(g.Notes))
	for _, n := range g.Notes {
		byPath[n.Object.Path] = n
		for _, t := range n.Translations {
			byPath[t.Object.Path] = t
		}
	}
	notes := make([]*graph.Note, 0, len(e.objects))
	changed := map[*graph.Note]*compile.Object{}
	for _, o := range objects {
		if o.Refused {
			continue
		}
		if len(notes) == len(e.objects) {
			return nil, nil
		}
		before, n := e.objects[len(notes)], byPath[o.Path]
		if o != before {
			if o.Path != before.Path || n == nil || n.Original != nil || !graph.Alike(before, o) {
				return nil, nil
			}
			changed[n] = before
		}
		notes = append(notes, n)
	}
	if len(notes) != len(e.objects) {
		return nil, nil
	}
	return notes, changed
}

// published reads a file that was published of bytes, and has stayed as it was.
func (b *Builder) published(at address.Path) ([]byte, error) {
	data, key, err := b.output.Read(at.OutputFile())
	// A file that was published for the first time has no key.
	if err == nil && key != (fingerprint.Sum{}) && key != fingerprint.Of(data) {
		err = errDiffers
	}
	return data, err
}
