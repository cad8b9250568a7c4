package bibliography

import (
	"fmt"
	"strings"

	"fangzhi/generator/diag"

	"golang.org/x/text/unicode/norm"
)

// items makes references of the entries that were read. Of two entries with
// one key the first holds.
func (p *bibtex) items() []Item {
	first := make(map[string]int, len(p.entries))
	for n, e := range p.entries {
		if _, twice := first[e.key]; !twice {
			first[e.key] = n
		}
	}
	items := make([]Item, 0, len(first))
	for n := range p.entries {
		e := &p.entries[n]
		if notReferences[e.kind] {
			continue
		}
		if before := p.entries[first[e.key]]; before.at != e.at {
			was := p.positions.of(before.at)
			p.add(diag.Error, e.at, "key-duplicate", fmt.Sprintf("the key %q stands twice", e.key),
				fmt.Sprintf("the first is at %s:%d:%d; it holds", p.path, was.line, was.column))
			continue
		}
		items = append(items, p.item(entryValues{rawEntry: e, parent: p.parent(e, first)}))
	}
	return items
}

// parent is the entry that the field crossref of e names, or nil. What is
// inherited counts as expansion, so that many entries cannot each take over
// one long text.
func (p *bibtex) parent(e *rawEntry, first map[string]int) *rawEntry {
	named, ok := e.fields["crossref"]
	if !ok {
		return nil
	}
	at, known := first[norm.NFC.String(strings.TrimSpace(named.value))]
	if !known {
		p.add(diag.Warning, named.at, "bibtex-crossref", fmt.Sprintf("%s: no entry of this file has the key %q", e.key, named.value), "")
		return nil
	}
	parent := &p.entries[at]
	for _, f := range parent.fields {
		p.expansion -= len(f.value)
	}
	if p.expansion < 0 {
		p.add(diag.Error, named.at, "bibtex-crossref", fmt.Sprintf("%s: the entries that inherit from %q make this file many times longer than it is", e.key, named.value), "")
		return nil
	}
	return parent
}

// entryValues are the fields of an entry with those that it inherits from the
// entry that its field crossref names.
type entryValues struct {
	*rawEntry
	parent *rawEntry // may be nil
}

// raw is the value of the first of the named fields that there is.
func (v entryValues) raw(names ...string) string {
	for _, name := range names {
		if f, ok := v.fields[name]; ok && strings.TrimSpace(f.value) != "" {
			return f.value
		}
	}
	if v.parent == nil {
		return ""
	}
	for _, name := range names {
		switch name {
		case "title", "subtitle", "titleaddon", "shorttitle", "key", "doi", "url", "pages", "note", "abstract", "crossref":
			continue // these are the parent's own
		case "booktitle", "journal", "journaltitle":
			name = "title"
		}
		if f, ok := v.parent.fields[name]; ok {
			return f.value
		}
	}
	return ""
}

func (v entryValues) text(names ...string) string { return plainTeX(v.raw(names...)) }

// item makes a reference of an entry.
func (p *bibtex) item(v entryValues) Item {
	at := p.positions.of(v.at)
	i := Item{
		ID: v.key, Type: p.cslType(v), Path: p.path, Line: at.line, Column: at.column,
		Title: withSubtitle(v, "title", "subtitle"), TitleShort: v.text("shorttitle"), TitleAddon: v.text("titleaddon"),
		OriginalTitle: v.text("origtitle"), ContainerTitle: v.text("journaltitle", "journal", "booktitle", "maintitle"),
		CollectionTitle: v.text("series"), PublisherPlace: v.text("location", "address"),
		Publisher: v.text("publisher", "institution", "school", "organization"),
		Volume:    v.text("volume"), NumberOfVolumes: v.text("volumes"), Page: v.text("pages", "eid", "articleno"),
		ChapterNumber: v.text("chapter"), Edition: v.text("edition"),
		ISBN: v.text("isbn"), ISSN: v.text("issn"), DOI: verbatim(v.raw("doi")),
		Abstract: v.text("abstract"), Keyword: v.text("keywords"), Note: v.text("note", "addendum"),
		Language: languageTag(v.text("langid", "language", "hyphenation")),
	}
	i.Author, i.Editor, i.Translator = p.names(v, "author"), p.names(v, "editor"), p.names(v, "translator")
	i.numbers(v)
	i.source(v)
	i.corporateAuthor(v)
	i.Issued = p.date(v)
	i.Accessed, _ = parseDate(v.text("urldate"))
	if i.Title == "" && !v.broken {
		p.add(diag.Warning, v.at, "bibtex-title", fmt.Sprintf("%s: the reference has no title", v.key), "add title = {…}")
	}
	i.tidy()
	return i
}

func withSubtitle(v entryValues, title, subtitle string) string {
	whole, sub := v.text(title), v.text(subtitle)
	switch {
	case whole == "" || sub == "":
		return whole + sub
	case eastAsian(whole):
		return whole + "——" + sub
	case strings.HasSuffix(whole, "?") || strings.HasSuffix(whole, "!"):
		return whole + " " + sub
	}
	return whole + ": " + sub
}

// cslType is the type of an entry in CSL. One that is not known is a warning.
func (p *bibtex) cslType(v entryValues) string {
	kind, known := cslTypes[v.kind]
	if !known {
		p.add(diag.Warning, v.at, "bibtex-type", fmt.Sprintf("%s: there is no entry type %q; it is taken for misc", v.key, v.kind), "")
		return "document"
	}
	switch sub := strings.ToLower(v.text("entrysubtype")); {
	case v.kind == "article" && (sub == "newspaper" || sub == "magazine"):
		return "article-" + sub
	case kind == "chapter" && v.raw("booktitle", "maintitle") == "":
		return "book" // in BibTeX, the title of @inbook is that of the book
	}
	return kind
}

// numbers sorts out "number", which is that of an issue, of a series or of the
// work itself.
func (i *Item) numbers(v entryValues) {
	number, issue := v.text("number"), v.text("issue")
	switch {
	case strings.HasPrefix(i.Type, "article") || i.Type == "periodical" || i.Type == "review":
		i.Issue = number
		if number == "" {
			i.Issue = issue
		}
	case i.CollectionTitle != "" && (i.Type == "book" || i.Type == "chapter" || i.Type == "paper-conference"):
		i.CollectionNumber = number
	default:
		i.Number, i.Issue = number, issue
	}
}

// source reads where an item is found and what kind of writing it is.
func (i *Item) source(v entryValues) {
	i.URL = verbatim(v.raw("url"))
	published := v.raw("howpublished")
	if address := verbatim(published); webAddress(address) != "" {
		published = ""
		if i.URL == "" {
			i.URL = address
		}
	}
	i.Genre = plainTeX(v.raw("type"))
	if genre, known := genres[strings.ToLower(i.Genre)]; known {
		i.Genre = genre
	}
	if i.Genre == "" {
		i.Genre = plainTeX(published)
	}
	if i.Genre == "" && i.Type == "thesis" {
		i.Genre = genres[v.kind]
	}
	archive := archives[strings.ToLower(v.text("eprinttype", "archiveprefix"))]
	if eprint := verbatim(v.raw("eprint")); i.URL == "" && archive != "" && eprint != "" {
		i.URL = archive + eprint
	}
}

// corporateAuthor lets a body that issued an item without authors stand in
// their place.
func (i *Item) corporateAuthor(v entryValues) {
	if len(i.Author) > 0 || len(i.Editor) > 0 {
		return
	}
	if body := v.text("organization", "institution", "authority"); body != "" {
		i.Author = []Name{{Literal: body}}
		if i.Publisher == body {
			i.Publisher = ""
		}
	}
}

// date reads "date", or "year" with "month" and "day".
func (p *bibtex) date(v entryValues) Date {
	d, ok := parseYearMonth(v.text("date", "year"), v.text("month"), v.text("day"))
	if !ok {
		at := v.at
		for _, name := range []string{"year", "date"} {
			if f, own := v.fields[name]; own {
				at = f.at
			}
		}
		p.add(diag.Warning, at, "bibtex-date", fmt.Sprintf("%s: %q is no date; it is shown as it stands", v.key, d.Literal),
			"write a year, or date = {2021-04-06}, or a range as {1998/2001}")
	}
	return d
}

// languageTag is the tag of a language that is named by a tag or a word.
func languageTag(s string) string {
	if tag, known := languages[strings.ToLower(s)]; known {
		return tag
	}
	return s
}

// verbatim is the value of a field that is no prose, such as an address: only
// what TeX needs to write it is taken away.
func verbatim(s string) string {
	s = strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(s, `\url{`); ok {
		s = strings.TrimSuffix(inner, "}")
	}
	return strings.TrimSpace(verbatimTeX.Replace(s))
}

var verbatimTeX = strings.NewReplacer(`\_`, "_", `\%`, "%", `\#`, "#", `\&`, "&", `\~{}`, "~", `\~`, "~", "{", "", "}", "")
