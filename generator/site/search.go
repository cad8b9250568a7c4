package site

import (
	"fmt"
	"html/template"
	"strings"
	"sync"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/search"
)

// search is the page that readers search on.
func (p *Planner) search() (any, []diag.Diagnostic) {
	v := &SearchPage{Frame: p.frame(SearchAddress, "Search", fmt.Sprintf("Search %s.", p.settings.Title))}
	for _, t := range p.graph.Types {
		if n := len(p.graph.ByType[t.ID]); n > 0 {
			v.Types = append(v.Types, Choice{ID: t.ID, Name: capital(t.Plural), Count: n})
		}
	}
	for _, t := range p.graph.Tags {
		if len(t.Notes) > 0 {
			v.Tagged = append(v.Tagged, Choice{ID: t.ID, Name: tagPath(t), Count: len(t.Notes)})
		}
	}
	return v, nil
}

// Options are the choices of a filter as <option> elements.
func Options(choices []Choice) template.HTML {
	var b strings.Builder
	for _, c := range choices {
		b.WriteString("<option")
		attribute(&b, "value", "", c.ID)
		b.WriteString(">")
		escape(&b, fmt.Sprintf("%s (%d)", c.Name, c.Count))
		b.WriteString("</option>\n")
	}
	return template.HTML(b.String())
}

// TypeOptions are the types as <option> elements.
func (p *SearchPage) TypeOptions() template.HTML { return Options(p.Types) }

// TagOptions are the tags as <option> elements.
func (p *SearchPage) TagOptions() template.HTML { return Options(p.Tagged) }

// searchIndex lists the files of the index. The first that is asked for makes
// all of them, since every note takes part in each.
func (p *Planner) searchIndex() []Page {
	notes := p.graph.Ordinary()
	made := sync.OnceValue(func() map[string][]byte {
		files := map[string][]byte{}
		for _, f := range search.Build(p.searchNotes(notes)) {
			files[f.Name] = f.Data
		}
		return files
	})
	var pages []Page
	for _, name := range search.Names(len(notes)) {
		pages = append(pages, Page{
			Address: address.File(string(SearchAddress) + name), Kind: Raw,
			View: func() (any, []diag.Diagnostic) { return made()[name], nil },
		})
	}
	return pages
}

// searchNotes gathers what search may know of the notes.
func (p *Planner) searchNotes(notes []*graph.Note) []search.Note {
	all := make([]search.Note, len(notes))
	for i, n := range notes {
		front := &n.Object.Front
		note := search.Note{
			Path: n.Object.Path, Href: p.href(n.Address), Title: n.Title, Type: n.Type.ID,
			When: n.When.Words(p.settings.Language), Original: front.OriginalTitle.Text, Summary: front.Summary.Text,
		}
		if !n.When.IsZero() {
			first, last := n.When.Span()
			note.Dated, note.FirstDay, note.LastDay = true, int64(first), int64(last)
		}
		for _, alias := range front.Aliases {
			note.Aliases = append(note.Aliases, alias.Text)
		}
		seen := map[*graph.Tag]bool{}
		for _, t := range n.Tags {
			note.TagNames = append(note.TagNames, tagPath(t))
			for ; t != nil && !seen[t]; t = t.Parent {
				seen[t] = true
				note.Tags = append(note.Tags, t.ID)
			}
		}
		for _, s := range n.Object.Body.Sections {
			note.Sections = append(note.Sections, search.Section{ID: s.ID, Heading: s.Heading, Text: s.Text})
		}
		if len(note.Sections) == 0 {
			note.Sections = []search.Section{{}}
		}
		all[i] = note
	}
	return all
}
