package bibliography

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Style writes citations and references in one form. The built-in one is
// author-date; others may be interpreted from CSL files.
type Style interface {
	// Cite is the text of a source within a citation, without brackets. suffix
	// tells sources of one author and year apart: "a", "b", or "".
	Cite(item *Item, cite Cite, narrative bool, suffix string) string
	// Reference is the entry of a source, as HTML and as plain text.
	Reference(item *Item, suffix string) Reference
}

// Reference is an entry of a reference list.
type Reference struct {
	HTML string // safe to be inserted into a page
	Text string
}

// Part is a piece of a citation's text. With a Key it leads to that source;
// with Unknown set there is no source of that key.
type Part struct {
	Text    string
	Key     string
	Unknown bool
}

// Library holds the references of a site. It is not changed once made.
type Library struct {
	items    []Item // in order of the bibliography
	byKey    map[string]int
	suffixes []string // parallel to items
	style    Style
}

// NewLibrary makes a library of items. Of two with one key the first is taken,
// and both are named in an error.
func NewLibrary(items []Item) (*Library, []diag.Diagnostic) {
	var diagnostics []diag.Diagnostic
	l := &Library{byKey: make(map[string]int, len(items)), style: AuthorDate{}}
	first := make(map[string]Item, len(items))
	for _, item := range items {
		if before, double := first[item.ID]; double {
			diagnostics = append(diagnostics, diag.Diagnostic{
				Path: item.Path, Line: item.Line, Column: item.Column, Severity: diag.Error, Code: "key-duplicate",
				Message: fmt.Sprintf("the key %q stands twice", item.ID),
				Hint:    fmt.Sprintf("the first is at %s:%d; it holds", before.Path, before.Line),
			})
			continue
		}
		first[item.ID] = item
		l.items = append(l.items, item)
	}
	l.sort()
	l.disambiguate()
	return l, diagnostics
}

// sort orders the items by name, year and title, Chinese by its sounds.
func (l *Library) sort() {
	collator := collate.New(language.MustParse("und-u-co-pinyin"), collate.Loose, collate.Numeric)
	var buffer collate.Buffer
	type keyed struct {
		item  Item
		name  string
		title string
	}
	all := make([]keyed, len(l.items))
	for i, item := range l.items {
		names := item.heading()
		if contributors := item.contributors(); len(contributors) > 0 {
			names = allNames(contributors)
		}
		all[i] = keyed{item, string(collator.KeyFromString(&buffer, names)), string(collator.KeyFromString(&buffer, item.Title))}
		buffer.Reset()
	}
	slices.SortFunc(all, func(a, b keyed) int {
		return cmp.Or(
			cmp.Compare(a.name, b.name),
			cmp.Compare(a.item.Issued.Year, b.item.Issued.Year),
			cmp.Compare(a.title, b.title),
			cmp.Compare(a.item.ID, b.item.ID),
		)
	})
	for i := range all {
		l.items[i] = all[i].item
		l.byKey[l.items[i].ID] = i
	}
}

// disambiguate gives sources that a citation could not tell apart a letter
// after the year, in the order of the bibliography.
func (l *Library) disambiguate() {
	l.suffixes = make([]string, len(l.items))
	same := map[string][]int{}
	for i := range l.items {
		key := text.Fold(l.items[i].heading()) + "\x00" + l.items[i].Issued.year()
		same[key] = append(same[key], i)
	}
	for _, group := range same {
		if len(group) < 2 {
			continue
		}
		for n, i := range group {
			l.suffixes[i] = letterOf(n)
		}
	}
}

// letterOf is a, b … z, aa, ab …
func letterOf(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letterOf(n/26-1) + letterOf(n%26)
}

// Item returns the reference with a key.
func (l *Library) Item(key string) (Item, bool) {
	i, ok := l.byKey[key]
	if !ok {
		return Item{}, false
	}
	return l.items[i], true
}

// Items lists all references in the order of the bibliography.
func (l *Library) Items() []Item { return l.items }

// Subset lists the references with the given keys in the order of the
// bibliography; keys that are not known are passed over.
func (l *Library) Subset(keys map[string]bool) []Item {
	var at []int
	for key := range keys {
		if i, ok := l.byKey[key]; ok {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	items := make([]Item, len(at))
	for n, i := range at {
		items[n] = l.items[i]
	}
	return items
}

// Nearest is the key most like one that is not known, or "".
func (l *Library) Nearest(key string) string {
	keys := make([]string, len(l.items))
	for i := range l.items {
		keys[i] = l.items[i].ID
	}
	return text.Nearest(key, keys)
}

// SortName is the name or title under which a source is listed.
func (l *Library) SortName(key string) string {
	i, ok := l.byKey[key]
	if !ok {
		return ""
	}
	return l.items[i].heading()
}

// Cite is the text of a citation in parts.
func (l *Library) Cite(c Cluster) []Part {
	var parts []Part
	if !c.Narrative {
		parts = append(parts, Part{Text: "("})
	}
	for n, cite := range c.Cites {
		if n > 0 {
			parts = append(parts, Part{Text: "; "})
		}
		if cite.Prefix != "" {
			parts = append(parts, Part{Text: cite.Prefix + " "})
		}
		i, known := l.byKey[cite.Key]
		if !known {
			parts = append(parts, Part{Text: "@" + cite.Key + pinpoint(cite), Key: cite.Key, Unknown: true})
			continue
		}
		parts = append(parts, Part{Text: l.style.Cite(&l.items[i], cite, c.Narrative, l.suffixes[i]), Key: cite.Key})
	}
	if !c.Narrative {
		parts = append(parts, Part{Text: ")"})
	}
	return parts
}

// pinpoint is the locator and what follows it, with the comma before.
func pinpoint(c Cite) string {
	var b strings.Builder
	if c.Locator != "" {
		b.WriteString(", ")
		if c.Label != "" {
			b.WriteString(c.Label)
			if c.Label != "第" && c.Label != "§" && c.Label != "¶" {
				b.WriteByte(' ')
			}
		}
		b.WriteString(c.Locator)
	}
	if c.Suffix != "" {
		if !strings.HasPrefix(c.Suffix, ",") {
			b.WriteByte(' ')
		}
		b.WriteString(c.Suffix)
	}
	return b.String()
}

// Reference is the entry of the source with a key.
func (l *Library) Reference(key string) (Reference, bool) {
	i, ok := l.byKey[key]
	if !ok {
		return Reference{}, false
	}
	return l.style.Reference(&l.items[i], l.suffixes[i]), true
}
