package site

import (
	"strconv"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
)

const (
	// mostTogether is how many notes the page of all lists itself: these take half
	// a megabyte.
	mostTogether = 1000
	// mostOnPart is how many stand on each of the pages among which more are
	// divided.
	mostOnPart = 500
)

// partAddress is that of one of these pages; the first is 0. The page of all
// leads to them.
func partAddress(i int) address.Path {
	return LettersAddress + address.Path(strconv.Itoa(i+1)) + "/"
}

// parts is into how many pages the list of all notes is divided; 0 where it is
// not. It is the same in every language.
func (p *Planner) parts() int {
	if n := len(p.graph.Ordinary()); n > mostTogether {
		return (n + mostOnPart - 1) / mostOnPart
	}
	return 0
}

// letterPages lists the page of all notes, and those among which they are
// divided.
func (p *Planner) letterPages() []Page {
	pages := []Page{{Address: LettersAddress, Kind: Letters, view: (*Planner).letters}}
	for i := range p.parts() {
		pages = append(pages, Page{Address: partAddress(i), Kind: Letters, view: func(p *Planner) (any, []diag.Diagnostic) { return p.part(i), nil }})
	}
	return pages
}

// letters is the page of all notes. Where these are too many for one page, it
// has each letter still, to which others may lead, and leads on from there.
func (p *Planner) letters() (any, []diag.Diagnostic) {
	notes := p.graph.Ordinary()
	v := &LettersPage{Frame: p.frame(LettersAddress, p.say("nav.letters"), ""), Count: len(notes)}
	v.Description = p.with("letters.description", "n", len(notes), "site", p.settings.Title)
	if p.parts() > 0 {
		v.Initials = p.guide()
		return v, nil
	}
	p.listLetters(v, p.lettered())
	return v, nil
}

// listLetters lists the notes under some letters.
func (p *Planner) listLetters(v *LettersPage, letters []letter) {
	var notes []*graph.Note
	for _, l := range letters {
		g := p.group(l.id, l.name, l.notes)
		p.nameTypes(g.Entries)
		v.Groups = append(v.Groups, g)
		notes = append(notes, l.notes...)
	}
	v.Filters = p.filters(notes, v.Groups)
}

// guide leads from each letter to the parts in which its notes are. The words of
// a link are the first and the last title that it leads to, as they stand at the
// head of a page of a dictionary.
func (p *Planner) guide() []Initial {
	var initials []Initial
	begin := 0
	for _, l := range p.lettered() {
		initial := Initial{Group: Group{ID: l.id, Name: l.name, Lang: p.runLanguage(l.name), More: len(l.notes)}}
		for at := 0; at < len(l.notes); {
			part := (begin + at) / mostOnPart
			next := min((part+1)*mostOnPart-begin, len(l.notes))
			first, last := p.local(l.notes[at]).Title, p.local(l.notes[next-1]).Title
			words := first
			if next-at > 1 {
				words = p.with("letters.from-to", "first", first, "last", last)
			}
			initial.Parts = append(initial.Parts, Link{Text: words, Href: address.Fragment(p.href(partAddress(part)), l.id), Language: p.runLanguage(words)})
			at = next
		}
		begin += len(l.notes)
		initials = append(initials, initial)
	}
	return initials
}

// part is one of the pages among which all notes are divided.
func (p *Planner) part(index int) *LettersPage {
	at, count := partAddress(index), len(p.graph.Ordinary())
	title := p.say("nav.letters")
	v := &LettersPage{Frame: p.frame(at, p.with("list.numbered", "title", title, "number", index+1), ""), Count: count}
	v.Section = p.href(LettersAddress)
	v.Crumbs = append(v.Crumbs, Link{Text: title, Href: v.Section})
	v.Pager = p.pager(p.parts(), index, partAddress)
	begin, end := index*mostOnPart, min((index+1)*mostOnPart, count)
	v.First, v.Last = begin+1, end
	v.Description = p.with("letters.part-description", "first", v.First, "last", v.Last, "n", count, "site", p.settings.Title)
	var here []letter
	passed := 0
	for _, l := range p.lettered() {
		from, to := max(begin-passed, 0), min(end-passed, len(l.notes))
		passed += len(l.notes)
		if from < to {
			here = append(here, letter{l.id, l.name, l.notes[from:to]})
		}
	}
	p.listLetters(v, here)
	return v
}
