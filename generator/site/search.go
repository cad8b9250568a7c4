package site

import (
	"html/template"
	"slices"
	"sync"
	"sync/atomic"

	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/cores"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/message"
	"fangzhi/generator/search"
)

// search is the page that readers search on.
func (p *Planner) search() (any, []diag.Diagnostic) {
	v := &SearchPage{Frame: p.frame(SearchAddress, p.say("nav.search"), p.with("search.description", "site", p.settings.Title))}
	v.Types, v.Tagged = p.choices()
	return v, nil
}

// choices are the types and tags that notes have, for filters.
func (p *Planner) choices() (types, tags []Choice) {
	for _, t := range p.graph.Types {
		if n := len(p.graph.ByType[t.ID]); n > 0 {
			types = append(types, Choice{ID: t.ID, Name: p.heading(t), Count: n})
		}
	}
	for _, t := range p.graph.Tags {
		if len(t.Notes) > 0 {
			tags = append(tags, Choice{ID: t.ID, Name: tagPath(t), Count: len(t.Notes)})
		}
	}
	return types, tags
}

// options writes the choices of a filter as <option> elements.
func options(b *markup, choices []Choice) {
	for _, c := range choices {
		b.WriteString("<option")
		attribute(b, "value", "", c.ID)
		b.WriteString(">")
		escape(b, c.Name)
		b.WriteString(" (")
		b.integer(c.Count)
		b.WriteString(")</option>\n")
	}
}

// TypeOptions are the types as <option> elements.
func (p *SearchPage) TypeOptions() template.HTML { return written(p.typeOptions) }

func (p *SearchPage) typeOptions(b *markup) { options(b, p.Types) }

// TagOptions are the tags as <option> elements.
func (p *SearchPage) TagOptions() template.HTML { return written(p.tagOptions) }

func (p *SearchPage) tagOptions(b *markup) { options(b, p.Tagged) }

// Memory is what is kept from one plan of a site to the next, so that little is
// done again where little has changed. The zero value remembers nothing.
type Memory struct {
	// Once says that nothing will be planned after this, nor a file of the index
	// be asked for twice, so that what would serve for that is let go.
	Once bool

	planned   planned
	timelined timelined
	joined    *joined
	index     search.Index
	published *Published
}

// Published is the index of the search as an earlier run has published it, for
// the state of the site that the graph at hand is of, but for some texts.
type Published struct {
	Before map[*graph.Note]*compile.Object // of notes whose texts have changed
	// Read gives the bytes of a file by its address, and fails where it is not
	// what that run has published.
	Read func(address.Path) ([]byte, error)
}

// Recall tells of the index that an earlier run has published, for the graph
// that was planned last. nil forgets it.
func (m *Memory) Recall(published *Published) { m.published = published }

// searchFiles are the files of the index, which the first page that asks for
// one makes together, since every note takes part in each.
type searchFiles struct {
	memory *Memory
	notes  []*graph.Note

	mu       sync.Mutex
	renewals int               // of the graph of which the rest was made
	objects  []*compile.Object // of which told was made
	told     []search.Note
	lost     atomic.Pointer[error] // why the text of some note cannot be read
	files    map[string][]byte
	// unlisted gives those that are as published and not among files; nil: all
	// are listed.
	unlisted func(address.Path) ([]byte, error)
}

// searchFolder is where the index is, for pages whose own page of the search is
// elsewhere.
func (p *Planner) searchFolder() string {
	if p.folder == "" {
		return ""
	}
	return p.settings.Base.Href(SearchAddress)
}

// searchIndex lists the files of the index.
func (p *Planner) searchIndex() []Page {
	var pages []Page
	for _, name := range search.Names(len(p.searched.notes)) {
		pages = append(pages, Page{
			Address: searchAddress(name), Kind: Raw,
			view:   func(p *Planner) (any, []diag.Diagnostic) { return p.searchFile(name), nil },
			stands: func(p *Planner) bool { return p.searchStands(name) },
		})
	}
	return pages
}

// searchFile is one file of the index.
func (p *Planner) searchFile(name string) []byte {
	s := p.searched
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.miss(p.reads)
	p.indexed()
	if data, known := s.files[name]; known {
		if s.memory.Once {
			s.files[name] = nil
		}
		return data
	}
	if s.unlisted != nil {
		data, err := s.unlisted(searchAddress(name))
		if err == nil {
			return data
		}
		s.list(s.memory.index.Files(s.told), nil) // somebody has put his hands on it
	}
	return s.files[name]
}

// searchStands tells whether a file of the index is what an earlier run has
// published.
func (p *Planner) searchStands(name string) bool {
	s := p.searched
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.miss(p.reads)
	p.indexed()
	_, known := s.files[name]
	return s.unlisted != nil && !known
}

// indexed sees to it that the files are those of the graph as it is now.
func (p *Planner) indexed() {
	s := p.searched
	p.reads.all = true
	if s.files != nil && s.renewals == p.graph.Renewals {
		return
	}
	told, objects := make([]search.Note, len(s.notes)), make([]*compile.Object, len(s.notes))
	cores.Each(len(s.notes), func(i int) { // whose texts are all taken down as read already
		n := s.notes[i]
		objects[i] = n.Object
		if s.files != nil && s.objects[i] == n.Object {
			told[i] = s.told[i]
		} else {
			told[i] = p.of(n).searchNote(n)
		}
	})
	s.told, s.objects, s.renewals = told, objects, p.graph.Renewals
	if renewed, ok := p.renewedIndex(told); ok {
		s.list(renewed, s.memory.published.Read)
	} else {
		s.list(s.memory.index.Files(told), nil)
	}
}

// miss tells a page if the text of some note could not be read.
func (s *searchFiles) miss(page *reading) {
	if lost := s.lost.Load(); lost != nil {
		page.lost = *lost
	}
}

// list takes files that are to be published, besides those that are published
// already, if that can be read.
func (s *searchFiles) list(files []search.File, published func(address.Path) ([]byte, error)) {
	s.files, s.unlisted = make(map[string][]byte, len(files)), published
	for _, f := range files {
		s.files[f.Name] = f.Data
	}
	s.memory.published = nil // it is written over from now on
	if s.memory.Once {
		s.memory.index = search.Index{}
		if published == nil {
			s.objects, s.told = nil, nil
		}
	}
}

// renewedIndex are those files that are not as an earlier run has published
// them. It fails where all must be made.
func (p *Planner) renewedIndex(told []search.Note) ([]search.File, bool) {
	s := p.searched
	published := s.memory.published
	if published == nil || p.graph.Renewals > 0 {
		return nil, false
	}
	before := map[int]search.Note{}
	for i, n := range s.notes {
		if o, changed := published.Before[n]; changed {
			was := *n
			was.Object = o
			before[i] = p.of(&was).searchNote(&was)
		}
	}
	files, err := search.Renew(told, before, func(name string) ([]byte, error) { return published.Read(searchAddress(name)) })
	return files, err == nil
}

func searchAddress(name string) address.Path { return address.File(string(SearchAddress) + name) }

// searchNote gathers what search may know of a note.
func (p *Planner) searchNote(n *graph.Note) search.Note {
	front := &n.Object.Front
	note := search.Note{
		Path: n.Object.Path, Href: p.settings.Base.Href(n.Address), Title: n.Title, Type: n.Type.ID,
		When: n.When.Words(p.language()), Original: front.OriginalTitle.Text, Summary: front.Summary.Text,
	}
	if !n.When.IsZero() {
		first, last := n.When.Span()
		note.Dated, note.FirstDay, note.LastDay = true, int64(first), int64(last)
	}
	for _, alias := range front.Aliases {
		note.Aliases = append(note.Aliases, alias.Text)
	}
	note.TagNames, note.Tags = make([]string, 0, len(n.Tags)), make([]string, 0, 2*len(n.Tags))
	for _, t := range n.Tags {
		note.TagNames = append(note.TagNames, tagPath(t))
		for ; t != nil && !slices.Contains(note.Tags, t.ID); t = t.Parent {
			note.Tags = append(note.Tags, t.ID)
		}
	}
	o := n.Object // which may be the note's no more when its sections are asked for
	told := toldText{object: o}
	if slices.ContainsFunc(p.text(n).Citations, func(c markdown.Citation) bool { return c.Narrative }) {
		told.library, told.words = p.graph.Library, p.words
	}
	note.Text, note.Later = told, func() []search.Section { return p.sections(o) }
	return note
}

// toldText is what the sections of a note depend on, as search is told of them.
type toldText struct {
	object  *compile.Object
	library *bibliography.Library // where it names sources
	words   *message.Words
}

// sections are those of a note, for search, which takes part in all its files.
// It may be called from any goroutine.
func (p *Planner) sections(o *compile.Object) []search.Section {
	text, err := o.Text.Sections()
	if err != nil {
		p.searched.lost.Store(&err)
	}
	sections := make([]search.Section, 0, len(text)+1)
	for _, s := range text {
		sections = append(sections, search.Section{ID: s.ID, Heading: s.Heading, Text: p.wordedBy(o.Body.Citations, s.Text)})
	}
	if len(sections) == 0 {
		sections = append(sections, search.Section{})
	}
	return sections
}
