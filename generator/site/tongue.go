package site

import (
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/message"
	"fangzhi/generator/timeline"
)

// Language is one in which there are pages.
type Language struct {
	Words   *message.Words // of the interface // required
	Scripts []string       // Hrefs of the client modules with its texts
}

// tongue is what pages of one language share. The site's own language comes
// first; the pages of any other stand below a folder of it, and show the
// translations of notes where there are some.
type tongue struct {
	words      *message.Words
	chrome     *Chrome
	direction  string                // of its script, as Frame has it
	shown      []shown               // by Note.Index
	inTime     []inTime              // by Note.Index
	tagLinks   map[*graph.Tag]*Link  // what tagLink gives of each tag
	headings   map[string]string     // what heading gives of each type, by its ID
	first      Link                  // to the home page
	indexes    map[string]*Link      // what indexLink gives of each type, by its ID
	labels     map[string]string     // what label gives of each field, by its ID
	inverses   map[string]string     // what inverse gives of each field, by its ID
	lanes      []timeline.Name       // of timelines: the types by their headings
	background *timeline.Background  // of every timeline
	library    *bibliography.Library // citing and describing in its words
	references sync.Map              // of the key to Reference: what was made of a source
	lettered   func() []letter       // all notes from A to Z; made when first asked for

	folder string                // "zh"; empty for the site's own language
	pages  map[address.Path]bool // that no note makes, as they are called in the site's own language
}

// tongues are all of them; nil where nothing is translated.
type tongues []*tongue

func newTongue(g *graph.Graph, l Language, folder string) *tongue {
	return &tongue{words: l.Words, direction: l.Words.Direction(), library: g.Library.WithStyle(bibliography.NewAuthorDate(citationTexts(l.Words))), shown: make([]shown, len(g.Notes)), inTime: make([]inTime, len(g.Notes)), folder: folder, pages: map[address.Path]bool{}}
}

// speak readies the planner for the pages of a language.
func (p *Planner) speak(l Language, t *tongue, assets Assets) []diag.Diagnostic {
	p.tongue = t
	p.nameAll()
	assets.Scripts = l.Scripts
	p.background = timeline.NewBackground(p.placed(p.graph.ByType[periodType]))
	navigation, diagnostics := p.navigation()
	p.chrome = p.newChrome(navigation, assets)
	return diagnostics
}

// nameAll names what stands on most pages: types, fields and tags, and writes
// the links to them.
func (p *Planner) nameAll() {
	p.headings, p.indexes, p.labels, p.inverses, p.lanes, p.tagLinks = nil, nil, nil, nil, nil, nil // those of the plan before
	p.first = Link{Text: p.say("nav.home"), Href: p.href(HomeAddress)}.written()
	headings, indexes := make(map[string]string, len(p.graph.Types)), make(map[string]*Link, len(p.graph.Types))
	for _, t := range p.graph.Types {
		headings[t.ID] = p.heading(t)
		index := p.indexLink(t).written()
		indexes[t.ID] = &index
		p.lanes = append(p.lanes, timeline.Name{ID: t.ID, Text: headings[t.ID]})
	}
	fields := p.settings.Schema.Fields()
	labels, inverses := make(map[string]string, len(fields)), make(map[string]string, len(fields))
	for i := range fields {
		id := fields[i].ID
		labels[id], inverses[id] = p.label(id), p.inverse(id)
	}
	links := make(map[*graph.Tag]*Link, len(p.graph.Tags))
	for _, t := range p.graph.Tags {
		tag := p.tagLink(t).written()
		links[t] = &tag
	}
	p.headings, p.indexes, p.labels, p.inverses, p.tagLinks = headings, indexes, labels, inverses, links
	p.lettered = sync.OnceValue(func() []letter { return p.initials(p.graph.Ordinary()) })
}

// in is the planner for pages of another language.
func (p *Planner) in(t *tongue) *Planner {
	other := *p
	other.tongue = t
	return &other
}

// of is the planner for what is said of a note in its own language.
func (p *Planner) of(n *graph.Note) *Planner {
	if n.Original == nil {
		return p
	}
	for _, t := range p.tongues {
		if t.words.Language() == n.Object.Translation {
			return p.in(t)
		}
	}
	return p
}

// local is a note in the language of the page at hand, or as it is where there
// is no translation.
func (p *Planner) local(n *graph.Note) *graph.Note {
	if p.tongues == nil {
		return n
	}
	return n.In(p.language())
}

// place is where a page that no note makes stands in the language at hand.
func (p *Planner) place(at address.Path) address.Path {
	if p.folder == "" || !p.pages[at] {
		return at
	}
	return p.below(at)
}

// below is an address in the folder of the language at hand.
func (p *Planner) below(at address.Path) address.Path {
	return address.Path("/" + p.folder + string(at))
}

// translatedPages lists the pages of the other languages: the lists, and the
// translations of notes.
func (p *Planner) translatedPages(own []Page) []Page {
	var pages []Page
	for i, t := range p.tongues {
		other := p.in(t)
		for j := range own { // those that every language has
			if page := &own[j]; page.inEveryLanguage() {
				t.pages[page.Address] = true
				if i > 0 {
					moved := *page
					moved.Address, moved.planner = other.below(page.Address), other
					pages = append(pages, moved)
				}
			}
		}
	}
	for _, n := range p.graph.Notes {
		for _, translation := range n.Translations {
			own := p.of(translation)
			if translation.Role == graph.Ordinary {
				pages = append(pages, Page{
					Address: translation.Address, Kind: Note, Sources: []string{translation.Object.Path}, planner: own,
					view: func(p *Planner) (any, []diag.Diagnostic) { return p.note(translation) },
				})
			}
			data := own.answersIn(translation)
			if own.ownTimelines[n] {
				data = append(data, own.ownData(translation))
			}
			for _, page := range data {
				page.planner = own
				pages = append(pages, page)
			}
			for _, former := range translation.Redirects {
				page := formerPage(translation, former)
				page.planner = own
				pages = append(pages, page)
			}
		}
	}
	return pages
}

// inEveryLanguage tells whether a page is made for each language: so are lists
// and the data of their drawings, which no file asks for.
func (page *Page) inEveryLanguage() bool {
	switch page.Kind {
	case Note, Redirect, NotFound:
		return false
	case Raw:
		return page.File == nil && page.Sources == nil && (strings.HasSuffix(string(page.Address), "/"+dataName) || page.Address == GraphDataAddress)
	}
	return true
}

// Alternate is a page in one of the languages that it is there in.
type Alternate struct {
	Language string // BCP 47
	Name     string // of the language, in itself
	Href     string
	Address  string // in full
	Current  bool   // it is the page itself
}

// alternates are a page that no note makes in all languages.
func (p *Planner) alternates(at address.Path) []Alternate {
	if len(p.tongues) < 2 || !p.tongues[0].pages[at] {
		return nil
	}
	var all []Alternate
	for _, t := range p.tongues {
		all = append(all, p.alternate(t.words, p.in(t).place(at), t == p.tongue))
	}
	return all
}

// translations are a note in all languages that it is there in, the original
// first.
func (p *Planner) translations(n *graph.Note) []Alternate {
	original := n.Base()
	if len(original.Translations) == 0 {
		return nil
	}
	words := p.tongues[0].words
	all := []Alternate{p.alternate(words, original.Address, n == original)}
	if language := original.Language; language != "" {
		all[0].Language = language
		for _, t := range p.tongues {
			if t.words.Language() == language {
				all[0].Name = t.words.Say("language.name")
			}
		}
	}
	for _, t := range original.Translations {
		all = append(all, p.alternate(p.of(t).words, t.Address, n == t))
	}
	return all
}

func (p *Planner) alternate(words *message.Words, at address.Path, current bool) Alternate {
	return Alternate{
		Language: words.Language(), Name: words.Say("language.name"), Href: p.settings.Base.Href(at),
		Address: p.settings.Base.Absolute(at), Current: current,
	}
}

// Default is the page for readers of whom no language is known: the first.
func (f Frame) Default() string {
	if len(f.Alternates) == 0 {
		return ""
	}
	return f.Alternates[0].Address
}

// homes are the addresses of the home pages in other languages.
func homes(languages []string) []address.Path {
	var all []address.Path
	for _, language := range languages {
		all = append(all, address.Page(strings.ToLower(language)))
	}
	return all
}

// withTranslations lists notes, each with its translations after it.
func withTranslations(notes []*graph.Note) []*graph.Note {
	if !slices.ContainsFunc(notes, func(n *graph.Note) bool { return len(n.Translations) > 0 }) {
		return notes
	}
	var all []*graph.Note
	for _, n := range notes {
		all = append(append(all, n), n.Translations...)
	}
	return all
}

// foreign tells whether the text of a note is in another language than the page
// at hand, for want of a translation.
func (p *Planner) foreign(n *graph.Note) bool { return p.folder != "" && n.Original == nil }
