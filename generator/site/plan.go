// Package site plans the pages of the site: Graph in, Pages out, each with its
// address, its kind and a view model that holds all that its template may
// show. It writes no files and knows no templates.
package site

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/schema"
	"fangzhi/generator/settings"
)

// Kind names a page's template.
type Kind string

// The kinds of page. Raw pages have no template: they are bytes already.
const (
	Home         Kind = "home"
	Note         Kind = "note"
	Index        Kind = "index"
	Letters      Kind = "letters"
	Tags         Kind = "tags"
	Tag          Kind = "tag"
	Timeline     Kind = "timeline"
	Years        Kind = "years"
	Bibliography Kind = "bibliography"
	Cited        Kind = "source" // a source, with what cites it
	NotFound     Kind = "notfound"
	Comparisons  Kind = "comparisons"
	Comparison   Kind = "comparison"
	Powers       Kind = "responsibilities"
	Search       Kind = "search"
	Graph        Kind = "graph"
	Redirect     Kind = "redirect"
	Raw          Kind = ""
)

// Addresses of the pages that are always there.
const (
	HomeAddress         address.Path = "/"
	LettersAddress      address.Path = "/letters/"
	TagsAddress         address.Path = "/tags/"
	TimelineAddress     address.Path = "/timeline/"
	BibliographyAddress address.Path = "/bibliography/"
	CompareAddress      address.Path = "/compare/"
	PowersAddress       address.Path = "/responsibilities/"
	NotFoundAddress     address.Path = "/404.html"
	SearchAddress       address.Path = "/search/"
	AtomAddress         address.Path = "/feed.atom"
	JSONFeedAddress     address.Path = "/feed.json"
	SitemapAddress      address.Path = "/sitemap.xml"
	RobotsAddress       address.Path = "/robots.txt"
)

// Fixed lists the addresses that notes may link to though no note makes them,
// in a site with some languages beside its own.
func Fixed(languages []string) []address.Path {
	return append(homes(languages),
		HomeAddress, LettersAddress, TagsAddress, TimelineAddress, address.Time, BibliographyAddress, CompareAddress, PowersAddress, SearchAddress, GraphAddress,
		AtomAddress, JSONFeedAddress,
	)
}

// Page is one file of the published site.
type Page struct {
	Address address.Path
	Kind    Kind
	// Sources are the files that ask for the address; of two pages with one
	// address both are named to the writer.
	Sources []string
	// Line and Column are where in its source a former address stands; zero
	// for a page that a file as a whole asks for.
	Line, Column int
	File         *FileCopy

	planner *Planner
	view    view // nil for a page made of a File
	// stands tells, in less time than view takes, that the page is as it was
	// published by an earlier run. It may be nil.
	stands func(*Planner) bool
}

// view makes the view model of a page with a planner of its own.
type view func(*Planner) (any, []diag.Diagnostic)

// View is what a page is made of.
type View struct {
	Model       any   // for Raw, the bytes as a []byte or a Maker of them
	Reads       Reads // notes whose text it shows
	Lost        error // why one of these cannot be read: the model is good for nothing then
	Diagnostics []diag.Diagnostic
}

// Maker is the model of a Raw page whose bytes take time to make. They are
// asked for only when the model is not what it was.
type Maker interface{ Bytes() []byte }

// FileCopy is a file beside the notes, to be published as it is or, where
// Width is set, as an image of that many pixels across.
type FileCopy struct {
	Path  string // "content/cases/map.png"
	Width int
}

// Assets are the addresses of what the theme publishes.
type Assets struct {
	Stylesheet string
	Early      string // run before the page is shown
	Scripts    []string
	Icon       string
}

// Planner plans one state of the site.
type Planner struct {
	graph    *graph.Graph
	settings *settings.Settings
	*tongue                 // of the page at hand
	tongues  tongues        // all, if there are several
	builtin  *schema.Schema // what the schema is without the settings
	types    map[string]schema.Type

	comparisons []*comparison
	compared    map[*graph.Note]compared
	powers      *powers
	// These are made when they are first asked for.
	calendar func() *calendar
	linked   func() map[*graph.Note][]int // see linkedParts
	sources  func() *sources

	ownTimelines map[*graph.Note]bool // notes that have one
	searched     *searchFiles
	previewed    map[*graph.Note]*previewed // may be nil
	joined       *joined

	reads *reading // of the page at hand, nil while none is made
}

// Plan lists every page of the site, each address once, in order of address.
// The diagnostics name addresses that more than one note asks for: the first,
// in order of path, has it.
//
// The plan stays good while the graph is renewed: see graph.Graph.Renew. Then
// those pages are to be made again that show the text of a note that changed;
// where more than texts changed, all, after Memory.Renew.
func Plan(g *graph.Graph, s *settings.Settings, languages []Language, assets Assets, m *Memory) ([]Page, []diag.Diagnostic) {
	p := newPlanner(g, s, m)
	defer p.ahead()()
	p.tongue = newTongue(g, languages[0], "")
	pages := p.all()
	if len(languages) > 1 || len(withTranslations(g.Notes)) > len(g.Notes) {
		p.tongues = tongues{p.tongue}
		for i, l := range languages[1:] {
			p.tongues = append(p.tongues, newTongue(g, l, strings.ToLower(s.Languages[i])))
		}
		pages = append(pages, p.translatedPages(pages)...)
	}
	pages = append(pages, p.sitemapOf(pages))
	diagnostics := p.speakAll(languages, assets)
	pages, collisions := unique(pages)
	for i := range pages {
		if pages[i].planner == nil {
			pages[i].planner = p
		}
	}
	if !m.Once {
		m.planned = planned{p, pages, p.divided(), p.drawn(), g.Relinks, languages, assets, collisions}
	}
	return pages, append(diagnostics, collisions...)
}

// ahead makes what pages will ask for, beside what is done meanwhile: to list
// pages keeps one core busy. The function that it returns waits for that, since
// the graph may be renewed as soon as the plan stands.
func (p *Planner) ahead() (wait func()) {
	var making sync.WaitGroup
	making.Go(func() { p.linked() })
	making.Go(func() { p.network() })
	return making.Wait
}

// newPlanner gathers what pages are made of, but for what is said in a language.
func newPlanner(g *graph.Graph, s *settings.Settings, m *Memory) *Planner {
	p := &Planner{graph: g, settings: s, builtin: schema.New(), types: map[string]schema.Type{}, searched: &searchFiles{memory: m, notes: withTranslations(g.Ordinary())}, joined: m.joinedIn(g)}
	for _, t := range g.Types {
		p.types[t.ID] = t
	}
	p.compareAll()
	p.gatherPowers()
	p.sources = sync.OnceValue(func() *sources { return newSources(g.Library) })
	p.linked = sync.OnceValue(p.linkedParts)
	p.calendar = sync.OnceValue(func() *calendar { return newCalendar(g.Dated()) })
	p.findOwnTimelines(m)
	return p
}

// speakAll readies the planner for the pages of all languages, the site's own
// first.
func (p *Planner) speakAll(languages []Language, assets Assets) []diag.Diagnostic {
	diagnostics := p.speak(languages[0], p.tongue, assets)
	for i, l := range languages[1:] {
		p.in(p.tongues[i+1]).speak(l, p.tongues[i+1], assets)
	}
	return diagnostics
}

// all lists the pages with notes first, so that a note's page wins over a
// page that could do without the address; redirects come last.
func (p *Planner) all() []Page {
	var pages []Page
	add := func(at address.Path, kind Kind, sources []string, view view) {
		pages = append(pages, Page{Address: at, Kind: kind, Sources: sources, view: view})
	}
	add(HomeAddress, Home, sourceOf(p.graph.Home), (*Planner).home)
	pages = append(pages, p.letterPages()...)
	add(TagsAddress, Tags, nil, (*Planner).tags)
	add(TimelineAddress, Timeline, nil, (*Planner).timeline)
	pages = append(pages, p.bibliographyPages()...)
	add(NotFoundAddress, NotFound, nil, (*Planner).notFound)
	add(SearchAddress, Search, nil, (*Planner).search)
	add(GraphAddress, Graph, nil, (*Planner).graphPage)
	add(GraphDataAddress, Raw, nil, func(p *Planner) (any, []diag.Diagnostic) { return p.graphData(), nil })
	for _, t := range p.graph.Types {
		if t.Folder != "" && (len(p.graph.ByType[t.ID]) > 0 || p.graph.Indexes[t.ID] != nil) {
			add(address.Page(t.Folder), Index, sourceOf(p.graph.Indexes[t.ID]), func(p *Planner) (any, []diag.Diagnostic) { return p.index(t) })
		}
	}
	for _, tag := range p.graph.Tags {
		add(tag.Address(), Tag, sourceOf(tag.Note), func(p *Planner) (any, []diag.Diagnostic) { return p.tag(tag) })
	}
	for _, n := range p.graph.Notes {
		if n.Role == graph.Ordinary {
			add(n.Address, Note, []string{n.Object.Path}, func(p *Planner) (any, []diag.Diagnostic) { return p.note(n) })
		}
	}
	pages = append(pages, p.comparisonPages()...)
	pages = append(pages, p.powerPages()...)
	pages = append(pages, p.yearPages()...)
	pages = append(pages, p.timelineData()...)
	pages = append(pages, p.ownTimelineData()...)
	pages = append(pages, p.answerData()...)
	add(AtomAddress, Raw, nil, (*Planner).atom)
	add(JSONFeedAddress, Raw, nil, (*Planner).jsonFeed)
	add(RobotsAddress, Raw, nil, (*Planner).robots)
	pages = append(pages, p.searchIndex()...)
	pages = append(pages, p.previews()...)
	pages = append(pages, p.files()...)
	for _, n := range p.graph.Notes {
		for _, former := range n.Redirects {
			pages = append(pages, formerPage(n, former))
		}
	}
	return pages
}

// formerPage sends on from an address at which a note once stood.
func formerPage(n *graph.Note, former graph.Former) Page {
	return Page{
		Address: former.Address, Kind: Redirect, Sources: []string{n.Object.Path}, Line: former.Line, Column: former.Column,
		view: func(p *Planner) (any, []diag.Diagnostic) { return p.redirect(former.Address, n), nil },
	}
}

// sitemapOf is the sitemap of all pages. Where several ask for one address, it
// is named once.
func (p *Planner) sitemapOf(pages []Page) Page {
	var addresses []address.Path
	for _, page := range pages {
		if page.Kind != Raw && page.Kind != Redirect && page.Kind != NotFound {
			addresses = append(addresses, page.Address)
		}
	}
	slices.Sort(addresses)
	addresses = slices.Compact(addresses)
	return Page{Address: SitemapAddress, Kind: Raw, view: func(p *Planner) (any, []diag.Diagnostic) { return p.sitemap(addresses), nil }}
}

// Language is that of the page's texts.
func (page *Page) Language() string { return page.planner.language() }

// files lists what stands beside the notes, with the smaller variants of
// large images.
func (p *Planner) files() []Page {
	var pages []Page
	for _, f := range p.graph.Files {
		pages = append(pages, Page{Address: f.Address, Sources: []string{f.Path}, File: &FileCopy{Path: f.Path}})
		for _, v := range f.Variants {
			pages = append(pages, Page{Address: v.Address, Sources: []string{f.Path}, File: &FileCopy{f.Path, v.Width}})
		}
	}
	return pages
}

func sourceOf(n *graph.Note) []string {
	if n == nil {
		return nil
	}
	return []string{n.Object.Path}
}

// unique keeps the first page of each address, and complains of the others.
// Addresses that differ only in case are one address on many hosts' disks.
func unique(pages []Page) ([]Page, []diag.Diagnostic) {
	var diagnostics []diag.Diagnostic
	taken := make(map[string]int, len(pages))
	kept := pages[:0]
	for _, page := range pages {
		key := strings.ToLower(page.Address.OutputFile())
		first, double := taken[key]
		if !double {
			taken[key] = len(kept)
			kept = append(kept, page)
			continue
		}
		other := "a page that is always there"
		if len(kept[first].Sources) > 0 {
			other = strings.Join(kept[first].Sources, ", ")
		}
		hint := "give one of the two a slug of its own, or rename its file"
		if page.Kind == Redirect {
			hint = "take it out of redirects: readers find a page there, and would not be sent on"
		}
		for _, source := range page.Sources {
			diagnostics = append(diagnostics, diag.Diagnostic{
				Path: source, Line: page.Line, Column: page.Column, Severity: diag.Error, Code: "address-taken",
				Message: fmt.Sprintf("the address %s is already that of %s", page.Address, other), Hint: hint,
			})
		}
	}
	return inOrder(kept), diagnostics
}

// inOrder sorts pages by address. What is moved are numbers: a page is large.
func inOrder(pages []Page) []Page {
	places := make([]int, len(pages))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int { return strings.Compare(string(pages[a].Address), string(pages[b].Address)) })
	sorted := make([]Page, len(pages))
	for i, at := range places {
		sorted[i] = pages[at]
	}
	return sorted
}
