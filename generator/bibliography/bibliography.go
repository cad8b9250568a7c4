// Package bibliography reads references from BibTeX and CSL-JSON into items of
// the model of CSL, reads citations as Pandoc writes them, and writes the text
// of citations and references. Text comes in, data and text go out: it opens
// no file and knows no pages. How a citation looks is the affair of a Style;
// the one built in is author-date.
package bibliography

import (
	"fmt"
	"slices"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"

	"golang.org/x/text/unicode/norm"
)

// Library holds the references of a site. It is not changed once made, and may
// be read by many at a time.
type Library struct {
	entries []Entry // in the order of the bibliography
	byKey   map[string]int
	keys    []string // sorted
	style   Style
}

// NewLibrary makes a library of items. Of two with one key the first is taken,
// and an error names both.
func NewLibrary(items []Item) (*Library, []diag.Diagnostic) {
	var diagnostics []diag.Diagnostic
	l := &Library{byKey: make(map[string]int, len(items)), style: NewAuthorDate(Texts{})}
	for _, item := range items {
		item.ID = norm.NFC.String(item.ID)
		if n, twice := l.byKey[item.ID]; twice {
			first := l.entries[n]
			diagnostics = append(diagnostics, diag.Diagnostic{
				Path: item.Path, Line: item.Line, Column: item.Column, Severity: diag.Error, Code: "key-duplicate",
				Message: fmt.Sprintf("the key %q stands twice", item.ID),
				Hint:    fmt.Sprintf("the first is at %s:%d:%d; it holds", first.Path, first.Line, first.Column),
			})
			continue
		}
		l.byKey[item.ID] = len(l.entries)
		l.entries = append(l.entries, Entry{Item: item})
		l.keys = append(l.keys, item.ID)
	}
	slices.Sort(l.keys)
	arrange(l.entries)
	for n := range l.entries {
		l.byKey[l.entries[n].ID] = n
	}
	return l, diagnostics
}

// WithStyle is a library of the same references that writes them in another
// style.
func (l *Library) WithStyle(style Style) *Library {
	other := *l
	other.style = style
	return &other
}

func (l *Library) entry(key string) *Entry {
	if n, ok := l.byKey[norm.NFC.String(key)]; ok {
		return &l.entries[n]
	}
	return nil
}

// Item returns the reference with a key.
func (l *Library) Item(key string) (Item, bool) {
	if e := l.entry(key); e != nil {
		return e.Item, true
	}
	return Item{}, false
}

// Len is the number of references.
func (l *Library) Len() int { return len(l.entries) }

// Keys lists the keys of all references, sorted by their bytes.
func (l *Library) Keys() []string { return slices.Clone(l.keys) }

// Items lists all references in the order of the bibliography: by name, year
// and title; Latin names first, then those in other scripts, the Chinese ones
// by their sounds.
func (l *Library) Items() []Item {
	items := make([]Item, len(l.entries))
	for n := range l.entries {
		items[n] = l.entries[n].Item
	}
	return items
}

// Nearest is the key most like one that is not known, or "" when none is like
// enough to be meant. Of equally near ones it is the first in the order of
// Keys.
func (l *Library) Nearest(key string) string { return text.Nearest(key, l.keys) }

// SortName is the name or title that a reference is listed by, without the
// marks before it; empty when the key is not known.
func (l *Library) SortName(key string) string {
	if e := l.entry(key); e != nil {
		return sortName(&e.Item)
	}
	return ""
}

// Initial is the heading under which a bibliography lists a reference: a Latin
// capital without accent, "0–9", "汉字" for all Chinese ones, the capital of
// another script, or "#". The references of one initial stand together in
// Items. It is empty when the key is not known.
func (l *Library) Initial(key string) string {
	if e := l.entry(key); e != nil {
		return e.Initial
	}
	return ""
}

// Cite is the text of a citation in parts.
func (l *Library) Cite(c Cluster) []Part {
	entries := make([]*Entry, len(c.Cites))
	for i, cite := range c.Cites {
		entries[i] = l.entry(cite.Key)
	}
	return l.style.Cite(c, entries)
}

// Reference is the entry of the reference with a key.
func (l *Library) Reference(key string) (Reference, bool) {
	if e := l.entry(key); e != nil {
		return l.style.Reference(e), true
	}
	return Reference{}, false
}
