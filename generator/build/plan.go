package build

import (
	"bytes"
	"maps"
	"slices"
	"sync"

	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/graph"
	"fangzhi/generator/render"
	"fangzhi/generator/site"
)

// plan is all files of a state of the site, with what came of each when it was
// last made. It stands as long as graph, theme and settings do, and the same pages
// are made of them.
type plan struct {
	graph       *graph.Graph
	theme       *render.Theme
	settings    []byte          // the text of the settings
	ground      fingerprint.Sum // of all else that it is made of
	pages       int
	diagnostics []diag.Diagnostic
	files       []file // assets first, then the pages in order of address
	names       []string
	at          map[string]int // of each name, its index among the files
	made        []made         // of files
	stand       bool           // all files do, since they were made once
	// standing is worked out when it is first asked for: where edits may follow,
	// as soon as all files stand.
	standing func() *standing
	// changed are the notes whose text changed since all files were last made.
	changed site.Changed
}

// plan plans the site, unless only the texts of notes have changed. Where the same
// pages come of a graph that was renewed, the plan at hand is renewed.
func (b *Builder) plan(g *graph.Graph) {
	defer b.clock.start("plan", len(g.Notes))()
	renewed, wide := b.linked.renewed, b.linked.wide
	b.linked.renewed, b.linked.wide = nil, false
	before := b.planned
	if p := before; p != nil && p.graph == g && p.theme == b.theme && bytes.Equal(p.settings, b.settingsText) {
		if !wide {
			for n, said := range renewed {
				p.changed[n] = p.changed[n] || said
			}
			b.clock.reused(len(g.Notes))
			return
		}
		if diagnostics, ok := b.memory.Renew(slices.Collect(maps.Keys(renewed))); ok {
			p.diagnostics = diagnostics
			clear(p.made) // any may come out otherwise
			clear(p.changed)
			b.memory.Recall(nil)
			return
		}
	}
	href := func(name string) string {
		if name == "" {
			return ""
		}
		return b.settings.Base.Href(assetAddress(name))
	}
	assets := site.Assets{Stylesheet: href(b.theme.Assets.Stylesheet), Early: href(b.theme.Assets.Early), Icon: href(b.theme.Assets.Icon)}
	var languages []site.Language
	for _, tag := range b.languages() {
		l := site.Language{Words: b.theme.Words(tag)}
		for _, script := range b.theme.Assets.Scripts[tag] {
			l.Scripts = append(l.Scripts, href(script))
		}
		languages = append(languages, l)
	}
	recollecting := make(chan recalled, 1)
	if b.cache != nil {
		go func() { recollecting <- b.recollect(g) }()
	}
	pages, diagnostics := site.Plan(g, &b.settings, languages, assets, &b.memory)
	count := len(b.theme.Assets.Files) + len(pages)
	p := &plan{
		graph: g, theme: b.theme, settings: b.settingsText, pages: len(pages), diagnostics: diagnostics, changed: site.Changed{},
		files: make([]file, 0, count), names: make([]string, 0, count), at: make(map[string]int, count), made: make([]made, count),
	}
	for i := range b.theme.Assets.Files {
		asset := &b.theme.Assets.Files[i]
		p.files = append(p.files, file{name: asset.Name, data: asset})
	}
	for i := range pages {
		p.files = append(p.files, file{name: pages[i].Address.OutputFile(), page: &pages[i]})
	}
	for i, f := range p.files {
		p.names = append(p.names, f.name)
		p.at[f.name] = i
	}
	p.stand = before != nil && before.stand && slices.Equal(before.names, p.names)
	p.standing = sync.OnceValue(p.rankStanding)
	if b.cache != nil {
		r := <-recollecting
		p.ground = r.ground
		b.memory.Recall(nil)
		b.resume(p, r)
	}
	b.planned = p
}
