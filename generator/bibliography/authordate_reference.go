package bibliography

import (
	"cmp"
	"strconv"
	"strings"

	"fangzhi/generator/edtf"
)

// Reference is the entry of a source: names, year, title, what holds it, who
// published it, where it is found, and its note.
func (s *AuthorDate) Reference(e *Entry) Reference {
	w := authorDateWriter{item: &e.Item, texts: s.texts.of(e)}
	w.language = hanLanguage(e.Language)
	names := w.names()
	w.sentence(names)
	if names != "" {
		w.sentence(e.year(w.texts))
	}
	w.title()
	if names == "" {
		w.sentence(e.year(w.texts))
	}
	w.container()
	w.edition()
	w.publication()
	w.addresses()
	w.sentence(e.Note)
	return w.reference()
}

// authorDateWriter writes one reference.
type authorDateWriter struct {
	writer
	item  *Item
	texts *Texts
}

// names are those under whom the item stands, editors named as such.
func (w *authorDateWriter) names() string {
	names := listNames(w.item.Contributors(), w.texts)
	switch {
	case names == "" || len(w.item.Author) > 0:
		return names
	case len(w.item.Editor) == 1:
		return names + w.texts.Editor
	}
	return names + w.texts.Editors
}

// whole tells whether an item is a work of its own, whose title stands in
// italics, rather than a part of one or a paper.
func whole(i *Item) bool {
	switch i.Type {
	case "article", "article-journal", "article-newspaper", "article-magazine", "chapter", "paper-conference", "entry",
		"entry-encyclopedia", "entry-dictionary", "webpage", "post", "post-weblog", "document", "thesis", "manuscript",
		"interview", "speech", "personal_communication", "review", "review-book":
		return false
	}
	return true
}

// partOfBook tells whether an item stands in a book rather than a periodical.
func partOfBook(i *Item) bool {
	switch i.Type {
	case "chapter", "paper-conference", "entry", "entry-encyclopedia", "entry-dictionary":
		return true
	}
	return false
}

func (w *authorDateWriter) title() {
	title := trimmed(w.item.Title)
	if title == "" {
		title = untitled
	}
	marked := w.texts.quoted(title, whole(w.item))
	w.space()
	switch {
	case whole(w.item):
		w.cite(marked)
	case strings.HasSuffix(marked, "”") && !ended(marked):
		w.add(strings.TrimSuffix(marked, "”") + ".”")
	default:
		w.add(marked)
	}
	if addon := trimmed(w.item.TitleAddon); addon != "" {
		w.add(" [" + strings.Trim(addon, "[]") + "]")
	}
	w.stop()
}

// container is the journal or book that holds an item, with the place in it.
func (w *authorDateWriter) container() {
	title := trimmed(w.item.ContainerTitle)
	if title == "" {
		return
	}
	w.space()
	if !partOfBook(w.item) {
		w.cite(w.texts.quoted(title, true))
		w.periodicalPlace()
		w.stop()
		return
	}
	before, after, _ := strings.Cut(w.texts.In, "{title}")
	w.add(before)
	w.cite(w.texts.quoted(title, true))
	w.add(after)
	w.bookPlace()
	w.stop()
}

// bookPlace is ", vol. 2, edited by A and B, 12–30".
func (w *authorDateWriter) bookPlace() {
	i := w.item
	w.after(", ", numbered(w.texts.Volume, i.Volume))
	if len(i.Editor) > 0 && len(i.Author) > 0 {
		w.after(", ", put(w.texts.EditedBy, "names", spokenNames(i.Editor, w.texts)))
	}
	w.after(", ", numbered(w.texts.Chapter, i.ChapterNumber))
	w.after(", ", i.Page)
}

// periodicalPlace is " 61 (3): 169–179" for a journal, and ", 6 April 2021, 3"
// for a newspaper.
func (w *authorDateWriter) periodicalPlace() {
	i := w.item
	if i.Type == "article-newspaper" || i.Type == "article-magazine" || i.Type == "webpage" {
		w.after(", ", i.Issued.LongIn(w.texts.Language))
		w.after(", ", i.Page)
		return
	}
	pages := ": "
	switch volume, issue := trimmed(i.Volume), trimmed(i.Issue); {
	case volume != "" && issue != "":
		w.add(" " + volume + " (" + issue + ")")
	case volume != "":
		w.add(" " + volume)
	case issue != "":
		w.add(", " + numbered(w.texts.Issue, issue))
	default:
		pages = ", "
	}
	w.after(pages, i.Page)
}

// after adds s, if there is any, after a mark.
func (w *authorDateWriter) after(mark, s string) {
	if s = trimmed(s); s != "" {
		w.add(mark + s)
	}
}

// edition tells who had a hand in the work, and which edition it is.
func (w *authorDateWriter) edition() {
	i := w.item
	if !partOfBook(i) || i.ContainerTitle == "" {
		if len(i.Editor) > 0 && len(i.Author) > 0 {
			w.sentence(put(w.texts.Edited, "names", spokenNames(i.Editor, w.texts)))
		}
		if i.ContainerTitle == "" {
			w.sentence(numbered(w.texts.VolumeAlone, i.Volume))
			w.sentence(numbered(w.texts.ChapterAlone, i.ChapterNumber))
		}
	}
	if len(i.Translator) > 0 {
		w.sentence(put(w.texts.Translated, "names", spokenNames(i.Translator, w.texts)))
	}
	w.sentence(w.ordinalEdition())
	if number := trimmed(i.NumberOfVolumes); allDigits(number) {
		w.sentence(put(w.texts.Volumes, "number", number))
	}
	if collection := trimmed(i.CollectionTitle); collection != "" {
		w.sentence(joined(" ", collection, i.CollectionNumber))
	}
}

// ordinalEdition is "3rd ed." for 3, and what is written for anything else.
func (w *authorDateWriter) ordinalEdition() string {
	edition := w.item.Edition
	number, err := strconv.ParseInt(edition, 10, 64)
	if !allDigits(edition) || err != nil {
		return edition
	}
	if base, _, _ := strings.Cut(w.texts.Language, "-"); base == English.Language {
		edition = edtf.Ordinal(number, base)
	}
	return put(w.texts.Edition, "number", edition)
}

// publication is the kind of writing, its number, and who published it where
// and, for what is not a book or in a periodical, on which day.
func (w *authorDateWriter) publication() {
	i := w.item
	w.sentence(cmp.Or(w.texts.Genres[i.Genre], i.Genre))
	w.sentence(numbered(w.texts.Number, i.Number))
	publisher := i.Publisher
	if len(i.Author) == 1 && i.Author[0].Literal == publisher {
		publisher = "" // it stands at the beginning
	}
	w.sentence(joined(": ", trimmed(i.PublisherPlace), trimmed(publisher)))
	if !strings.HasPrefix(i.Type, "article-") && !partOfBook(i) && i.Type != "book" && (i.Type != "webpage" || i.ContainerTitle == "") {
		w.sentence(i.Issued.LongIn(w.texts.Language))
	}
	if i.ContainerTitle == "" {
		w.sentence(w.pagesAlone())
	}
}

// pagesAlone is "pp. 12–30", for an item that stands in nothing.
func (w *authorDateWriter) pagesAlone() string {
	page := w.item.Page
	if strings.ContainsAny(page, "–,") {
		return numbered(w.texts.Pages, page)
	}
	return numbered(w.texts.Page, page)
}

// addresses links to where an item is found. An address that is not of the web
// is shown, but leads nowhere.
func (w *authorDateWriter) addresses() {
	i := w.item
	if address := doiAddress(i.DOI); address != "" {
		w.address("https://doi.org/"+i.DOI, address)
	} else {
		w.sentence(i.DOI)
	}
	if i.URL == "" || i.DOI != "" && bareDOI(i.URL) == i.DOI {
		return
	}
	w.address(i.URL, webAddress(i.URL))
	if accessed := i.Accessed.LongIn(w.texts.Language); accessed != "" {
		w.sentence(put(w.texts.Accessed, "date", accessed))
	}
}

func (w *authorDateWriter) address(shown, leadsTo string) {
	if leadsTo == "" {
		w.sentence(shown)
		return
	}
	w.space()
	w.link(shown, leadsTo)
	w.add(".")
}
