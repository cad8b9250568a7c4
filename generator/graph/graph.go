// Package graph is the linker: objects in, a Graph out, in which every name is
// resolved and everything that follows from all notes together is computed:
// backlinks, inverse relations, tags, the order in time. It reads no Markdown,
// writes no HTML, and never changes an object.
package graph

import (
	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/media"
	"fangzhi/generator/schema"
)

// Input is all that the graph is made of.
type Input struct {
	Objects []*compile.Object // ascending by Path
	Files   []File            // other files below content/, ascending by Path
	Library *bibliography.Library
	Schema  *schema.Schema
	// Pages are the addresses of pages that no note makes ("/timeline/"), for
	// links that name an address of the site.
	Pages []address.Path
}

// File is a file beside the notes that is published as it is.
type File struct {
	Path     string // "content/cases/map.png"
	Address  address.Path
	Info     media.Info
	Variants []Variant // smaller ones of a large image, ascending by Width
}

// Variant is a smaller copy of an image.
type Variant struct {
	Width   int // in pixels
	Address address.Path
}

// Graph is the linked site. It is not changed once made, but for Renew.
type Graph struct {
	Notes       []*Note // ascending by the path of the file, without translations
	Types       []schema.Type
	ByType      map[string][]*Note // ordinary notes, by ID of type, ordered by title
	Tags        []*Tag             // all, in the order of the tree: parents before children
	Home        *Note              // content/index.md, nil where there is none
	Indexes     map[string]*Note   // by ID of type: the index.md of the type's folder
	Library     *bibliography.Library
	CitedBy     map[string][]Mention // by citation key, ordered by path and place
	Files       []File
	Assignments []*Assignment // of all ordinary notes, in order of time, undated ones last
	Diagnostics []diag.Diagnostic
	Renewals    int // how often a new object was put in the place of another: see Renew
	Relinks     int // how often the links of a note were among what that changed, or its tags or dates

	translations []*Note  // in order of path
	letters      []letter // the alphabet of all notes
	ordinary     []*Note  // in order of title
	dated        []*Note  // of these, in order of time
	files        map[string]*File
	byAddress    map[address.Path]*Note
	pages        map[address.Path]bool // that no note makes
	tagByID      map[string]*Tag
	names        *names
	unknown      []unknown // names that lead nowhere, by place in Diagnostics
	callers      []*Note   // of all, those that name others in assignments or queries

	eras        eras           // by which questions about time are answered
	successions []schema.Field // relations in which one note follows another
}

// Role tells notes that have a page of their own from those that lend their
// body to a page that would be there without them.
type Role uint8

const (
	Ordinary  Role = iota
	HomeNote       // content/index.md
	IndexNote      // content/<type folder>/index.md
	TagNote        // content/tags/<tag>.md
)

// Note is an object with everything that other notes add to it. What is asked of
// it wherever it is linked to comes first, and lies in one line of a processor's
// cache: of thousands of notes, each is fetched anew.
type Note struct {
	Object   *compile.Object
	Original *Note // that which it translates, nil for a note of its own
	Index    int   // in Graph.Notes; of a translation that of its original
	Role     Role
	Address  address.Path
	Title    string

	Language  string // of its text; empty: the site's
	Type      *schema.Type
	When      edtf.Date
	Targets   []Target   // parallel to Object.Body.References
	Asked     [][]Target // parallel to Object.Body.Blocks, each to the Names of its query
	Relations []Relation // own, then inverse, each in the order of the schema
	Backlinks []Mention  // from others, ordered by type, title and place
	// Attributes and Assigns are what the note states under these names, in
	// its own order; Assigned is what norms assign to it, in order of time.
	Attributes []Attribute
	Assigns    []Assignment
	Assigned   []*Assignment
	Tags       []*Tag
	Previous   *Note // in time, within the type
	Next       *Note
	Redirects  []Former
	// Translations are those of a note of its own, in order of path.
	Translations []*Note
	kind         int         // place of its type in Graph.Types
	bounds       edtf.Bounds // of When
	rank         int         // among all dated notes
	span         edtf.Bounds // when its thing held, if timed
	timed        bool
	letter       int // among all notes, by title
}

// Former is an address at which a note once stood, and where its file says so.
type Former struct {
	Address      address.Path
	Line, Column int
}

// Bounds are those of the note's date, worked out once.
func (n *Note) Bounds() edtf.Bounds { return n.bounds }

// State is what became of a name.
type State uint8

const (
	Missing State = iota
	Resolved
	Ambiguous
)

// Target is what a reference leads to.
type Target struct {
	Note   *Note   // when it is a note
	File   *File   // when it is a file
	Page   *Page   // when it is a page that no note makes
	Reason *Reason // why it is not resolved, for the reader; nil where it is, as nearly all are
	Part   int32   // of the note, by index in Object.Body.Anchors; -1 for the whole
	State  State
}

// Page is a page that no note makes, or a place in it.
type Page struct {
	Address address.Path
	Anchor  string // id in the page, empty for its beginning
}

// Anchor is the id of what is meant in the page that the target leads to; empty
// for its beginning.
func (t *Target) Anchor() string {
	switch {
	case t.Page != nil:
		return t.Page.Anchor
	case t.Note == nil || t.Part < 0:
		return ""
	}
	return t.Note.Object.Body.Anchors[t.Part].Fragment()
}

// Reason says why a name leads nowhere.
type Reason struct {
	Why        Why
	Name       string   // as written; with NoPart, the title of the note
	Part       string   // of the note, as written
	Candidates []string // that the name could stand for, by path
}

// Why is what is wrong with a name.
type Why uint8

const (
	NoNote    Why = iota // no note has the name
	ManyNotes            // several have it
	NoPart               // the note has no such heading or block
	NoFile               // there is no such file
)

// Relation is one field of a note, or the inverse of one that others state.
type Relation struct {
	Field   string // ID of the field, or of its inverse
	Of      string // ID of the field, on both sides
	Inverse bool
	Others  []Related
}

// Related is one end of a relation. Note is nil where the name is not resolved.
type Related struct {
	Note *Note
	Name string // as written, where there is no note
}

// Mention is a place in the note From that mentions something. Index points to
// its Object's Body.References, or Body.Citations for a citation; it is -1 for
// a source that the front matter names.
type Mention struct {
	From  *Note
	Index int
}

// Tag is one tag of the tree.
type Tag struct {
	ID       string // "governance/village": the address below /tags/
	Name     string // "village", as the first note that bears it writes it
	Parent   *Tag
	Children []*Tag
	Notes    []*Note // that bear it or a tag beneath it, each once, ordered by title
	Note     *Note   // the tag's own note, nil where there is none
}

// Address is where the tag's page stands.
func (t *Tag) Address() address.Path { return address.Page("tags", t.ID) }

// FileAt returns the published file at a path below the site.
func (g *Graph) FileAt(path string) (*File, bool) {
	f, ok := g.files[path]
	return f, ok
}

// Find returns the notes that a name stands for, as a note at the top of
// content/ would write it.
func (g *Graph) Find(name string) []*Note { return g.names.find(name, "") }

// Ordinary lists the notes that have a page of their own, in order of title.
func (g *Graph) Ordinary() []*Note { return g.ordinary }

// Dated lists those of the ordinary notes that have a date, in order of time.
func (g *Graph) Dated() []*Note { return g.dated }
