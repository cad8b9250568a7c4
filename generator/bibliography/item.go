package bibliography

import (
	"strings"

	"fangzhi/generator/text"
)

// Item is one reference. The fields are those of CSL-JSON, and so are the
// names under which they are written as JSON.
type Item struct {
	ID               string `json:"id"`
	Type             string `json:"type"` // of CSL: "book", "article-journal", "legislation" …
	Title            string `json:"title,omitempty"`
	TitleShort       string `json:"title-short,omitempty"`
	TitleAddon       string `json:"titleaddon,omitempty"` // of BibLaTeX: a gloss that follows the title
	OriginalTitle    string `json:"original-title,omitempty"`
	Author           []Name `json:"author,omitempty"`
	Editor           []Name `json:"editor,omitempty"`
	Translator       []Name `json:"translator,omitempty"`
	Issued           Date   `json:"issued,omitzero"`
	Accessed         Date   `json:"accessed,omitzero"`
	ContainerTitle   string `json:"container-title,omitempty"` // the journal or book that holds the item
	CollectionTitle  string `json:"collection-title,omitempty"`
	CollectionNumber string `json:"collection-number,omitempty"`
	Publisher        string `json:"publisher,omitempty"`
	PublisherPlace   string `json:"publisher-place,omitempty"`
	Volume           string `json:"volume,omitempty"`
	NumberOfVolumes  string `json:"number-of-volumes,omitempty"`
	Issue            string `json:"issue,omitempty"`
	Page             string `json:"page,omitempty"`
	ChapterNumber    string `json:"chapter-number,omitempty"`
	Edition          string `json:"edition,omitempty"`
	Number           string `json:"number,omitempty"` // of a report, law or patent
	Genre            string `json:"genre,omitempty"`  // "White paper", "PhD thesis"
	DOI              string `json:"DOI,omitempty"`    // without the address of the resolver
	URL              string `json:"URL,omitempty"`
	ISBN             string `json:"ISBN,omitempty"`
	ISSN             string `json:"ISSN,omitempty"`
	Language         string `json:"language,omitempty"`
	Abstract         string `json:"abstract,omitempty"`
	Keyword          string `json:"keyword,omitempty"`
	Note             string `json:"note,omitempty"`

	// Path is the file in which the item stands; Line and Column count from 1.
	Path   string `json:"-"`
	Line   int    `json:"-"`
	Column int    `json:"-"`
}

// Contributors are those under whose name an item stands: its authors, or else
// its editors.
func (i *Item) Contributors() []Name {
	if len(i.Author) > 0 {
		return i.Author
	}
	return i.Editor
}

// Names are the contributors in full, as they open a reference: "Oi, Jean C.,
// and Scott Rozelle". It is empty when there are none.
func (i *Item) Names() string { return listNames(i.Contributors(), &English) }

// Heading is what an item is cited under: its contributors in short ("Oi and
// Rozelle"), or else its title.
func (i *Item) Heading() string {
	if names := i.Contributors(); len(names) > 0 {
		return citeNames(names, &English)
	}
	return i.ShortTitle()
}

// longestTitle is how many characters of a title a citation shows.
const longestTitle = 60

// ShortTitle is the short title that the item gives, or as much of its title
// as a citation can bear.
func (i *Item) ShortTitle() string {
	switch {
	case i.TitleShort != "":
		return i.TitleShort
	case i.Title != "":
		return text.Clip(i.Title, longestTitle)
	}
	return untitled
}

// untitled stands for the title of an item that has none.
const untitled = "[Untitled]"

// prose lists the fields that are text for people, to be cleaned alike
// whatever file they came from.
func (i *Item) prose() []*string {
	return []*string{
		&i.Type, &i.Title, &i.TitleShort, &i.TitleAddon, &i.OriginalTitle, &i.ContainerTitle, &i.CollectionTitle,
		&i.CollectionNumber, &i.Publisher, &i.PublisherPlace, &i.Volume, &i.NumberOfVolumes, &i.Issue, &i.Page,
		&i.ChapterNumber, &i.Edition, &i.Number, &i.Genre, &i.DOI, &i.URL, &i.ISBN, &i.ISSN, &i.Language,
		&i.Abstract, &i.Keyword, &i.Note,
	}
}

// tidy cleans what an item says and brings identifiers and page ranges into
// one form.
func (i *Item) tidy() {
	for _, s := range i.prose() {
		*s = clean(*s)
	}
	for _, names := range [][]Name{i.Author, i.Editor, i.Translator} {
		for n := range names {
			names[n].tidy()
		}
	}
	i.Issued.Literal, i.Accessed.Literal = clean(i.Issued.Literal), clean(i.Accessed.Literal)
	i.DOI = bareDOI(i.DOI)
	i.Page = enDashes(i.Page)
}

// bareDOI cuts the address of the resolver and the word "doi:" from a DOI.
func bareDOI(s string) string {
	for _, prefix := range []string{"https://", "http://", "dx.", "doi.org/", "doi:"} {
		if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			s = strings.TrimSpace(s[len(prefix):])
		}
	}
	return s
}
