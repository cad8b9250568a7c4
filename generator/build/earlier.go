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
	objects := make(map[*compile.Object]int, len(b.linked.input.Objects))
	for _, o := range b.linked.input.Objects {
		if !o.Refused {
			objects[o] = len(m.Texts)
			m.Texts = append(m.Texts, textMemory{o.Path, o.Hash})
		}
	}
	at := placesIn(p.graph, objects)
	for i := range p.made {
		made := &p.made[i]
		kept := madeMemory{Done: made.done, Diagnostics: made.diagnostics}
		reads, bodies, all := made.reads.Notes()
		kept.Reads, kept.Bodies, kept.All = at.of(reads), at.of(bodies), all
		m.Made[i] = kept
	}
	return m
}

// places are those of notes in pagesMemory.Texts. Pages show some hundred
// thousands of texts, so that no map is asked for the notes themselves.
type places struct {
	notes        []int // by Index
	translations map[*graph.Note]int
}

// placesIn are the places of the notes of a graph, told those of their objects.
func placesIn(g *graph.Graph, objects map[*compile.Object]int) places {
	p := places{notes: make([]int, len(g.Notes)), translations: map[*graph.Note]int{}}
	for i, n := range g.Notes {
		p.notes[i] = objects[n.Object]
		for _, t := range n.Translations {
			p.translations[t] = objects[t.Object]
		}
	}
	return p
}

// of are the places of some notes; nil for none.
func (p *places) of(notes []*graph.Note) []int {
	if len(notes) == 0 {
		return nil
	}
	list := make([]int, len(notes))
	for i, n := range notes {
		if n.Original != nil {
			list[i] = p.translations[n]
		} else {
			list[i] = p.notes[n.Index]
		}
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

// recalled is what the pages of an earlier run are to the graph of this one.
type recalled struct {
	ground fingerprint.Sum                 // of this run
	notes  []*graph.Note                   // of the earlier run's texts, in their order; nil where more than texts changed
	before map[*graph.Note]*compile.Object // what those that changed were made of
}

// recollect looks for the notes of the earlier run in a graph. It needs no plan,
// and may be done beside that.
func (b *Builder) recollect(g *graph.Graph) recalled {
	r := recalled{ground: b.ground(g.Files)}
	if e := b.earlier; e != nil && e.pages.Ground == r.ground {
		r.notes, r.before = e.notes(g, b.linked.input.Objects)
	}
	return r
}

// resume tells a plan what is known of its pages, if nothing but texts of notes
// has changed since the earlier run.
func (b *Builder) resume(p *plan, r recalled) {
	e := b.earlier
	b.earlier = nil
	if r.notes == nil || len(e.pages.Made) != len(p.made) || e.pages.Names != fingerprint.Of(p.names) {
		return
	}
	for n, o := range r.before {
		p.changed[n] = !o.Body.Says(&n.Object.Body)
	}
	b.memory.Recall(&site.Published{Before: r.before, Read: b.published})
	for i := range p.made {
		kept := &e.pages.Made[i]
		p.made[i] = made{
			done: kept.Done, key: b.cache.last.Records[p.names[i]].Key,
			reads: site.ReadsOf(notesAt(kept.Reads, r.notes), notesAt(kept.Bodies, r.notes), kept.All), diagnostics: kept.Diagnostics,
		}
	}
}

// notes finds the notes of the earlier run's texts in the graph, in the same
// order, and tells of those that changed what they were made of before. It
// returns nil where something besides texts changed.
func (e *earlier) notes(g *graph.Graph, objects []*compile.Object) ([]*graph.Note, map[*graph.Note]*compile.Object) {
	of := make(map[*compile.Object]*graph.Note, len(objects))
	for _, n := range g.Notes {
		of[n.Object] = n
		for _, t := range n.Translations {
			of[t.Object] = t
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
		before, n := e.objects[len(notes)], of[o]
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
