package bibliography

import (
	"html"
	"strings"
	"unicode"

	"fangzhi/generator/text"
)

// AuthorDate is the built-in style: (Perry 2019, p. 12), and references that
// begin with the author and the year.
type AuthorDate struct{}

// Cite is "Perry 2019, p. 12", or, in running text, "Perry (2019, p. 12)".
func (AuthorDate) Cite(item *Item, cite Cite, narrative bool, suffix string) string {
	year := yearOf(item, suffix)
	switch {
	case cite.SuppressAuthor:
		return year + pinpoint(cite)
	case narrative:
		return item.heading() + " (" + year + pinpoint(cite) + ")"
	}
	return item.heading() + " " + year + pinpoint(cite)
}

func yearOf(item *Item, suffix string) string {
	if year := item.Issued.year(); year != "" {
		return year + suffix
	}
	if suffix != "" {
		return "n.d.-" + suffix
	}
	return "n.d."
}

// entry is a reference while it is written: sentences that end with one full
// stop each.
type entry struct{ html, text strings.Builder }

func (e *entry) add(s string) { e.styled(s, "", "") }

// styled adds text between tags.
func (e *entry) styled(s, open, end string) {
	e.html.WriteString(open)
	e.html.WriteString(marked(s))
	e.html.WriteString(end)
	e.text.WriteString(s)
}

// stop ends a sentence, unless it has an end already.
func (e *entry) stop() {
	s := strings.TrimRight(e.text.String(), "”’)]")
	if s != "" && !strings.ContainsRune(".?!。？！", lastRune(s)) {
		e.add(".")
	}
}

func (e *entry) sentence(s string) {
	if s == "" {
		return
	}
	e.add(" " + s)
	e.stop()
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// marked escapes text and marks its Chinese runs with their language.
func marked(s string) string {
	if !text.HasHan(s) {
		return html.EscapeString(s)
	}
	var b strings.Builder
	han := false
	for _, r := range s {
		is := text.IsHan(r) || han && (unicode.IsDigit(r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || strings.ContainsRune("“”—·《》", r))
		if is != han {
			if is {
				b.WriteString(`<span lang="zh-Hans">`)
			} else {
				b.WriteString("</span>")
			}
			han = is
		}
		b.WriteString(html.EscapeString(string(r)))
	}
	if han {
		b.WriteString("</span>")
	}
	return b.String()
}

// Reference is the entry of a source in the author-date form.
func (AuthorDate) Reference(item *Item, suffix string) Reference {
	var e entry
	names := item.contributors()
	if len(names) > 0 {
		e.add(allNames(names))
		if len(item.Author) == 0 {
			if len(names) == 1 {
				e.add(", ed")
			} else {
				e.add(", eds")
			}
		}
		e.stop()
		e.sentence(yearOf(item, suffix))
		e.add(" ")
	}
	e.title(item)
	if len(names) == 0 {
		e.sentence(yearOf(item, suffix))
	}
	e.container(item)
	e.publication(item)
	e.addresses(item)
	e.sentence(item.Note)
	return Reference{HTML: e.html.String(), Text: e.text.String()}
}

// whole tells whether an item is a work of its own, whose title stands in
// italics, rather than a part of one.
func whole(item *Item) bool {
	switch item.Type {
	case "article-journal", "article-newspaper", "article-magazine", "chapter", "paper-conference", "entry-encyclopedia", "webpage", "document", "thesis", "manuscript":
		return false
	}
	return true
}

func (e *entry) title(item *Item) {
	title := item.Title
	if title == "" {
		title = "[Untitled]"
	}
	bracketed := strings.HasPrefix(title, "[")
	switch {
	case whole(item):
		e.styled(title, "<cite>", "</cite>")
	case text.HasHan(title) && !bracketed:
		e.add("《" + title + "》")
	case bracketed:
		e.add(title)
	default:
		e.add("“" + title)
		if !strings.ContainsRune(".?!", lastRune(title)) {
			e.add(".")
		}
		e.add("”")
	}
	e.stop()
}

// container is the journal or book that holds an item, with the place in it.
func (e *entry) container(item *Item) {
	if item.ContainerTitle != "" {
		e.add(" ")
		if item.Type == "chapter" || item.Type == "paper-conference" {
			e.add("In ")
		}
		e.styled(item.ContainerTitle, "<cite>", "</cite>")
		if item.Type != "article-journal" && len(item.Editor) > 0 && len(item.Author) > 0 {
			e.add(", edited by " + directNames(item.Editor))
		}
		if item.Volume != "" {
			e.add(" " + item.Volume)
		}
		if item.Issue != "" {
			if item.Volume != "" {
				e.add(" (" + item.Issue + ")")
			} else {
				e.add(", no. " + item.Issue)
			}
		}
		if item.Page != "" {
			if item.Type == "article-journal" {
				e.add(": " + item.Page)
			} else {
				e.add(", " + item.Page)
			}
		}
		e.stop()
	}
	if len(item.Translator) > 0 {
		e.sentence("Translated by " + directNames(item.Translator))
	}
	if item.Edition != "" {
		e.sentence(ordinalEdition(item.Edition))
	}
}

func directNames(names []Name) string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = n.direct()
	}
	if len(parts) > 1 {
		parts = append(parts[:len(parts)-2], parts[len(parts)-2]+" and "+parts[len(parts)-1])
	}
	return strings.Join(parts, ", ")
}

func ordinalEdition(edition string) string {
	switch edition {
	case "1":
		return "1st ed."
	case "2":
		return "2nd ed."
	case "3":
		return "3rd ed."
	}
	if strings.Trim(edition, "0123456789") == "" {
		return edition + "th ed."
	}
	return edition
}

func (e *entry) publication(item *Item) {
	e.sentence(item.Genre)
	if item.Number != "" {
		e.sentence("No. " + item.Number)
	}
	var parts []string
	for _, part := range []string{item.PublisherPlace, item.Publisher} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	e.sentence(strings.Join(parts, ": "))
	if item.Type != "article-journal" && item.Type != "book" && item.Type != "chapter" {
		e.sentence(item.Issued.long())
	}
}

// addresses links to where an item is found.
func (e *entry) addresses(item *Item) {
	address := item.URL
	if item.DOI != "" {
		address = "https://doi.org/" + item.DOI
	}
	lower := strings.ToLower(address)
	if !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "http://") {
		return
	}
	escaped := html.EscapeString(address)
	e.html.WriteString(` <a class="external" rel="noopener external" href="` + escaped + `">` + escaped + `</a>.`)
	e.text.WriteString(" " + address + ".")
	if accessed := item.Accessed.long(); accessed != "" {
		e.sentence("Accessed " + accessed + " " + item.Accessed.year())
	}
}
