package site

import (
	"html/template"

	"fangzhi/generator/message"
	"fangzhi/generator/timeline"
)

// The types below are all that templates may show. A page is rendered again
// exactly when its view, or a template that it uses, has changed: so whatever
// a template shows must stand here, and nothing that it does not show may.
// Each page kind has one struct; each begins with the Frame that they share.

// Frame is what the layout around every page shows.
type Frame struct {
	Site        *Chrome
	Title       string      // of the page, without the site's; empty on the home page
	Description string      // for search engines and previews; may be empty
	Language    string      // BCP 47, of the page's text
	Canonical   string      // absolute address; empty where the site has no origin
	Href        string      // own address on the site
	Section     string      // Href of the entry of Chrome.Navigation that it belongs to
	Crumbs      []Link      // from home to the parent; empty on the home page
	Alternates  []Alternate // the page in the languages that it is there in, itself among them; empty where it is there in one
	Direction   string      // "rtl" where the language is written from right to left, else empty
}

// Chrome is the same on every page of a site; views share one.
type Chrome struct {
	Words                                 *message.Words // texts of the interface
	Title                                 string
	Subtitle                              string
	TitleLang                             string // of title, subtitle and description, where it differs from the page's
	Description                           string
	Language                              string
	Home                                  string // Href
	ByLine                                string // the authors, as the colophon names them; may be empty
	License                               string
	LicenseHref                           string
	Navigation                            []Link
	Stylesheet                            string   // Href of the bundled style sheet
	Early                                 string   // Href of the script that runs before the page is shown, may be empty
	Scripts                               []string // Hrefs of bundled client modules, type=module
	Icon                                  string   // Href, may be empty
	AtomFeed                              string   // Href
	JSONFeed                              string   // Href
	Bibliography, Letters, Tags, Timeline string   // Hrefs
	Search                                string   // Href, of the page and, but for Index, of the folder of the index
	Index                                 string   // Href of the folder of the index, where it is another; else empty
	Previews                              string   // Href of the folder of previews
	PreviewFiles                          int      // how many there are in it
}

// Link is a text that leads somewhere.
type Link struct {
	Text     string
	Href     string
	Language string // of Text, where it differs from the page's; "mul" where only runs of it do, as wherever a view says a language
	Count    int    // how many notes stand behind it, where that is said
	Type     string // of the note it leads to, where it leads to one

	anchor template.HTML `pack:"-"` // what Anchor gives, where it was made for all pages; it follows from Text, Href, Language and Type
}

// NotePage shows one note.
type NotePage struct {
	Frame
	Type          Link   // Text is the type's name in the singular, Href its index
	TypeID        string // "norm": for colours
	OriginalTitle string // with OriginalLanguage
	OriginalLang  string
	Summary       string
	Draft         bool
	Facts         []Fact
	Sessions      []Session   // of a course
	Assigns       []AssignRow // of a norm: powers and duties, and to whom
	AssignsMore   int         // rows that are not listed
	Assigned      []AssignRow // what norms assign to it
	AssignedMore  int
	Powers        string // Href of the page of responsibilities, with either table
	Contents      []ContentsEntry
	Text          Body // Body gives it as HTML
	References    []Reference
	Tags          []Link
	Backlinks     []BacklinkGroup
	BacklinkCount int
	Nearby        *Nearby // what it is joined with; nil where that is nothing
	Related       []Related
	Previous      *Neighbour
	Next          *Neighbour
	Then          *Then    // what else held at its time; nil where there is nothing
	Timeline      *Drawing // of what belongs to a period or an actor
	ByLine        string   // the authors in words, may be empty
	Published     string   // ISO date, may be empty
	Updated       string
}

// Body is the text of a note with nothing missing. Most of it is what the
// compiler made, which the page gets without a copy in between; what fills the
// holes in that lies apart.
type Body struct {
	Compiled string     // HTML with holes
	Parts    []BodyPart // of that, in order
	Filled   string     // what stands before, between and after them
}

// BodyPart is a part of a body between two holes.
type BodyPart struct {
	Start, End int32 // in Body.Compiled
	After      int32 // how many bytes of Body.Filled stand before it
}

// Fact is a row of the summary box: one field or relation of the note.
type Fact struct {
	Label    string
	Language string // of the label, where it differs from the page's
	Values   []Value
}

// Value is one value of a field. With Href it is a link; with Missing it
// names a note that does not exist.
type Value struct {
	Text     string
	Href     string
	Type     string // of the note it leads to
	Language string
	DateTime string // machine-readable date, for <time>, where there is one
	EDTF     string // the date as written in the note
	Original string // the date as its source writes it, in another calendar
	OrigLang string // of Original, where it differs from the page's
	Missing  string // says so, to readers; else empty

	anchor template.HTML `pack:"-"` // see Link
}

// Session is one meeting of a course.
type Session struct {
	Number int
	Title  string
	Read   []Value
	Task   string
}

// ContentsEntry is one heading in a table of contents.
type ContentsEntry struct {
	ID       string
	Text     string
	Language string // where it differs from the page's
	Children []ContentsEntry
}

// Reference is one entry of a reference list.
type Reference struct {
	ID       string // anchor: "ref-" and the key
	Key      string
	HTML     template.HTML
	Language string // where it differs from the page's, and all of it does
	Href     string // of its own page
}

// BacklinkGroup holds the backlinks from notes of one type.
type BacklinkGroup struct {
	Name  string // the type's, in the plural
	Items []Backlink
}

// Backlink is one mention of the note: the sentence, the words that link, and
// the place where it stands. That of an embed has no sentence.
type Backlink struct {
	From    *Link // the note
	Section *Link // the section within it, nil before its first heading
	Before  string
	Label   string
	After   string
	Shows   template.HTML // what it embeds of the page, in words; empty for a link
	Lang    string        // of the sentence, where it differs from the page's
}

// Neighbour is the note before or after in time, within the type.
type Neighbour struct {
	Link
	When string // in words
}

// Entry is a note in a list.
type Entry struct {
	*Listed
	TypeName string  // in words; empty in lists of one type
	TypeLang string  // of TypeName, where it differs from the page's
	Sorted   *Sorted // in lists that can be sorted and filtered
}

// Listed is what every list says of a note: its entries share it.
type Listed struct {
	Link
	OriginalTitle string
	OriginalLang  string
	Summary       string
	SummaryLang   string // where it differs from the page's
	When          string // in words, empty for undated notes
	DateTime      string
	Draft         string // a word for it, empty unless the note is a draft
}

// Group is a titled part of a list.
type Group struct {
	ID      string // anchor
	Name    string // "1950s", "B", "Undated"
	Lang    string // of Name, where it differs from the page's
	Href    string // of a page of its own, may be empty
	Entries []Entry
	More    int // how many are not listed
}

// HomePage is the first page of the site.
type HomePage struct {
	Frame
	Body    template.HTML // of content/index.md, empty where there is none
	Types   []Link        // with counts
	Periods *Drawing
	Tags    []Link // the most used, with counts
	Recent  []Entry
	Notes   int
}

// IndexPage lists the notes of one type.
type IndexPage struct {
	Frame
	TypeID   string
	Body     template.HTML // of the folder's index.md, empty where there is none
	Groups   []Group
	Filters  *ListFilters // nil where the list is short
	Count    int
	ByTime   bool // groups are spans of time rather than initials
	Timeline *Drawing
	Matrices []Link // pages that lay these notes side by side
}

// LettersPage lists all notes from A to Z, then by stroke of other scripts.
// Where these are too many for one page, it leads to pages that each list some.
type LettersPage struct {
	Frame
	Groups      []Group
	Filters     *ListFilters // nil where the list is short
	Count       int          // of all notes
	Initials    []Initial    // instead of Groups, on the page that leads to the others
	First, Last int          // on one of these, the places of its notes among all; else 0
	Pager       []PagerLink  // on one of these
}

// Initial is a letter, with the pages that list the notes under it.
type Initial struct {
	Group        // without entries
	Parts []Link // with the first and the last title there
}

// TagsPage shows the tree of all tags.
type TagsPage struct {
	Frame
	Tree  []TagNode
	Count int
}

// TagNode is a tag with those beneath it. Its Link counts the notes that bear
// it or any tag beneath it.
type TagNode struct {
	Link
	Summary     string
	SummaryLang string // where it differs from the page's
	Children    []TagNode
}

// TagPage lists the notes of a tag.
type TagPage struct {
	Frame
	Summary  string
	Body     template.HTML // of the tag's own note, empty where there is none
	Children []Link
	Groups   []Group      // by type
	Filters  *ListFilters // nil where the list is short
	Count    int
	Timeline *Drawing
}

// TimelinePage lists everything dated.
type TimelinePage struct {
	Frame
	Timeline *Drawing
	Groups   []Group // by decade, or century before 1900; none where they are too many for one page
	Decades  []Span  // instead of Groups
	Years    string  // Href of the page of all years
	Count    int
}

// Drawing is a timeline on a page, which its method Markup writes.
type Drawing struct {
	Words  *message.Words
	ID     string // prefix of the ids within it, of which a page has each once
	Figure *timeline.Figure
	Lent   string // the language of names without Chinese on a page in Chinese, where it is another
	Data   string // Href of what it shows as CSV; empty where there is no such file
	// Sources are the Hrefs of the pages of what clusters count, by the first
	// year of each; there may be none.
	Sources map[int64]string
}

// YearsPage is the page of all years, of ten of them, or of one.
type YearsPage struct {
	Frame
	Count    int     // of the notes that begin then; zero on the page of one year
	Decades  []Span  // of the page of all years
	Groups   []Group // what begins or ends then, and what holds
	Timeline *Drawing
	Previous *Link // the decade or year before, in which something begins or ends
	Next     *Link
}

// Span is ten years with the links to each.
type Span struct {
	Link
	Years []Link
}

// BibliographyPage lists all sources with the sentences that cite them.
type BibliographyPage struct {
	Frame
	Groups []SourceGroup
	Count  int
}

// SourceGroup holds the sources under one initial.
type SourceGroup struct {
	ID, Name string
	Sources  []Source
}

// Source is one reference and all that cite it.
type Source struct {
	Reference
	Cited   int
	CitedBy []Backlink // nil where they are many: then its own page alone lists them
}

// SourcePage is the page of a source, with what cites it.
type SourcePage struct {
	Frame
	Source  Reference
	Cited   int
	CitedBy []BacklinkGroup
}

// NotFoundPage is what a host shows for an address that is not there.
type NotFoundPage struct {
	Frame
}

// SearchPage is where the search is, for readers with scripts, and where the
// ways without it are, for those without.
type SearchPage struct {
	Frame
	Types  []Choice
	Tagged []Choice // all tags that notes bear
}

// Choice is one value of a filter.
type Choice struct {
	ID    string
	Name  string
	Count int
}

// RedirectPage sends readers of a former address on.
type RedirectPage struct {
	Frame
	Target Link
}
