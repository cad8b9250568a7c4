package graph

import (
	"path"
	"slices"
	"strings"

	"fangzhi/generator/cores"
	"fangzhi/generator/text"
)

// names is the one place where names are resolved: wikilinks, embeds,
// relations and ordinary links all ask it.
type names struct {
	notes  []*Note
	paths  map[string]int32   // folded path below content/, without ".md"
	spoken map[string][]int32 // folded file name, id, title, original title, aliases
	near   *suggester         // of names as they are written; nil until one is unknown
}

func newNames(notes []*Note) *names {
	n := &names{
		notes:  notes,
		paths:  make(map[string]int32, len(notes)),
		spoken: make(map[string][]int32, 3*len(notes)),
	}
	folded := make([][]string, len(notes)) // the path, then the other names
	cores.Each(len(notes), func(i int) {
		folded[i] = append([]string{text.Fold(notes[i].Object.Name())}, spokenOf(notes[i])...)
	})
	for i := range notes {
		if _, taken := n.paths[folded[i][0]]; !taken {
			n.paths[folded[i][0]] = int32(i)
		}
		for _, name := range folded[i][1:] {
			n.add(name, i)
		}
	}
	return n
}

// spokenOf are the folded names of a note besides its path. Some may be empty.
func spokenOf(note *Note) []string {
	front := &note.Object.Front
	folded := []string{text.Fold(fileName(note)), text.Fold(front.ID.Text), text.Fold(note.Title), text.Fold(front.OriginalTitle.Text)}
	for _, alias := range front.Aliases {
		folded = append(folded, text.Fold(alias.Text))
	}
	return folded
}

// also makes the names of a translation names of its original.
func (n *names) also(original, translation *Note) {
	at := int(n.paths[text.Fold(original.Object.Name())])
	for _, name := range spokenIn(translation) {
		n.add(name, at)
	}
	n.paths[text.Fold(translation.Object.Name())] = int32(at)
}

// spokenIn are the folded names that a translation gives to its original.
func spokenIn(translation *Note) []string {
	folded := []string{text.Fold(translation.Title)}
	for _, alias := range translation.Object.Front.Aliases {
		folded = append(folded, text.Fold(alias.Text))
	}
	return folded
}

// free tells whether no note has any of some folded names.
func (n *names) free(folded map[string]bool) bool {
	for name := range folded {
		if len(n.spoken[name]) > 0 || n.at(name) != nil {
			return false
		}
	}
	return true
}

// alone tells whether each of some folded names is that of one note alone.
func (n *names) alone(folded map[string]bool) bool {
	for name := range folded {
		if len(n.spoken[name]) != 1 {
			return false
		}
	}
	return true
}

// replace takes names from a note that is alone to have them, and gives it
// others that are free.
func (n *names) replace(note *Note, gone, come map[string]bool) {
	for name := range gone {
		delete(n.spoken, name)
	}
	for name := range come {
		n.add(name, note.Index)
	}
	n.near = nil
}

// fileName is the name by which a note's file is known: an index.md goes by
// its folder. A tag's note has the tag's name, which often is that of a concept
// too: it is found by its title, or its path.
func fileName(note *Note) string {
	name := note.Object.Name()
	switch base := path.Base(name); {
	case note.Role == TagNote:
		return ""
	case base != "index":
		return base
	case note.Role == Ordinary:
		return strings.TrimPrefix(path.Base(path.Dir(name)), ".")
	}
	return ""
}

// add takes a folded name of a note.
func (n *names) add(key string, note int) {
	if key == "" {
		return
	}
	if have := n.spoken[key]; !slices.Contains(have, int32(note)) {
		n.spoken[key] = append(have, int32(note))
	}
}

// keyOf is what find looks a name up under, unless it is a path.
func keyOf(name string) string { return text.Fold(strings.TrimSuffix(name, ".md")) }

// find returns the notes that a name stands for, as written in a note of the
// given folder: a path, from content/ or from that folder, names one note; any
// other name all that bear it.
func (n *names) find(name, folder string) []*Note {
	name = strings.TrimSuffix(name, ".md")
	if strings.Contains(name, "/") {
		if at, ok := n.paths[text.Fold(strings.TrimPrefix(path.Clean("/"+name), "/"))]; ok {
			return n.notes[at : at+1 : at+1]
		}
		if note := n.at(path.Join(folder, name)); note != nil {
			return []*Note{note}
		}
	}
	found := n.spoken[text.Fold(name)]
	if len(found) == 0 {
		if note := n.at(name); note != nil {
			return []*Note{note}
		}
		return nil
	}
	if len(found) == 1 { // as a rule
		return n.notes[found[0] : found[0]+1 : found[0]+1]
	}
	notes := make([]*Note, len(found))
	for i, at := range found {
		notes[i] = n.notes[at]
	}
	return notes
}

// at returns the note at a path below content/, or nil.
func (n *names) at(name string) *Note {
	if at, ok := n.paths[text.Fold(strings.TrimSuffix(name, ".md"))]; ok {
		return n.notes[at]
	}
	return nil
}

// suggest returns the known name most like one that is not known, or "". To a
// path it answers with a path, of the note that goes by its last part or by
// what comes nearest to that.
func (n *names) suggest(name string) string {
	if last := path.Base(name); strings.Contains(name, "/") {
		found := n.spoken[text.Fold(last)]
		if len(found) == 0 {
			found = n.spoken[text.Fold(n.suggest(last))]
		}
		if len(found) == 1 {
			return n.notes[found[0]].Object.Name()
		}
		return ""
	}
	if n.near == nil {
		n.near = &suggester{}
		for _, note := range n.notes {
			n.near.add(path.Base(note.Object.Name()))
			n.near.add(note.Title)
			for _, alias := range note.Object.Front.Aliases {
				n.near.add(alias.Text)
			}
		}
	}
	return n.near.suggest(name)
}
