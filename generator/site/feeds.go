package site

import (
	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/feed"
	"fangzhi/generator/graph"
)

// feedEntries is how many notes a feed holds.
const feedEntries = 50

// feed gathers the notes changed last.
func (p *Planner) feed(at address.Path) feed.Feed {
	base := p.settings.Base
	f := feed.Feed{
		Title: p.settings.Title, Subtitle: p.settings.Description, Language: p.settings.Language,
		Home: base.Absolute(HomeAddress), Self: base.Absolute(at), Authors: p.settings.Authors,
	}
	for _, n := range p.recent(feedEntries) {
		f.Entries = append(f.Entries, feed.Entry{
			Title: n.Title, Address: base.Absolute(n.Address), Summary: p.summaryOf(n),
			Published: n.Object.Front.Published.String(), Updated: changed(n).String(), Tags: feedTags(n),
		})
	}
	return f
}

func feedTags(n *graph.Note) []string {
	var tags []string
	for _, t := range n.Tags {
		tags = append(tags, tagPath(t))
	}
	return tags
}

func (p *Planner) atom() (any, []diag.Diagnostic) { return feed.Atom(p.feed(AtomAddress)), nil }

func (p *Planner) jsonFeed() (any, []diag.Diagnostic) { return feed.JSON(p.feed(JSONFeedAddress)), nil }

func (p *Planner) robots() (any, []diag.Diagnostic) {
	return feed.Robots(p.settings.Base.Absolute(SitemapAddress)), nil
}

// feedAlternates are the languages of a page as the sitemap has them.
func feedAlternates(all []Alternate) []feed.Alternate {
	var list []feed.Alternate
	for i, a := range all {
		list = append(list, feed.Alternate{Language: a.Language, Address: a.Address})
		if i == 0 {
			list = append(list, feed.Alternate{Language: "x-default", Address: a.Address})
		}
	}
	return list
}

// sitemap lists the pages that readers may be led to, in order of address.
func (p *Planner) sitemap(addresses []address.Path) []byte {
	updated := map[address.Path]string{}
	for _, n := range p.graph.Notes {
		updated[n.Address] = changed(n).String()
	}
	alternates := map[address.Path][]feed.Alternate{}
	for _, at := range addresses {
		for _, t := range p.tongues {
			alternates[p.in(t).place(at)] = feedAlternates(p.alternates(at))
		}
	}
	for _, n := range p.graph.Notes {
		all := feedAlternates(p.translations(n))
		alternates[n.Address] = append(alternates[n.Address], all...)
		for _, t := range n.Translations {
			updated[t.Address], alternates[t.Address] = updated[n.Address], all
		}
	}
	var pages []feed.SitemapPage
	for _, at := range addresses {
		pages = append(pages, feed.SitemapPage{Address: p.settings.Base.Absolute(at), Updated: updated[at], Alternates: alternates[at]})
	}
	return feed.Sitemap(pages)
}
