// Package markdown turns the Markdown of one note into a Document: HTML with
// holes where something outside the note belongs, and what other notes may
// refer to. It reads no file, resolves no name, and knows nothing of pages.
package markdown

import (
	"reflect"
	"slices"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/diag"
)

// Document is one note's Markdown, compiled. It is never changed once made:
// it is shared with the object cache. All text fields are plain text unless
// they say HTML.
type Document struct {
	Outline
	Text
	Sections    []Section
	Diagnostics []diag.Diagnostic
}

// Outline is what a note is linked by: what others may refer to in it, and what
// it refers to. It is small beside the text.
type Outline struct {
	Footnotes  int // offset in Text.HTML; its length when there are none
	Headings   []Heading
	Anchors    []Anchor // ascending by Start: what may be linked to or embedded
	References []Reference
	Citations  []Citation
	Blocks     []Block // what is answered from all notes, in the order of the text
	Excerpt    string  // the first paragraph, clipped to about 300 characters
	Words      int     // Latin words plus Han characters
}

// Text is what a note says. It is asked for only when a page is made that shows
// some of it.
type Text struct {
	// HTML is the body with nothing in place of the holes. It ends with the
	// list of footnotes, which begins at Outline.Footnotes.
	HTML  string
	Holes []Hole // ascending by Offset
	IDs   string // those of holes, in one piece: see Text.ID
}

// HoleKind says what the linker puts into a hole.
type HoleKind uint8

const (
	// LinkOpen takes the opening tag of the link to References[Index]: an <a>
	// with its href, or a <span> that says that the name is missing. LinkClose,
	// with the same Index, takes the end tag.
	LinkOpen HoleKind = iota
	// LinkLabel takes the title of the note that References[Index] names.
	LinkLabel
	LinkClose
	// EmbedHole stands between blocks and takes the embedded body.
	EmbedHole
	// ImageHole takes the <img> for References[Index].
	ImageHole
	// CiteHole takes the text of Citations[Index].
	CiteHole
	// IDHole stands inside a start tag and takes ` id="…"`, or nothing where
	// the body is embedded in another note, so that no id stands twice.
	IDHole
	// LocalHref stands inside an href="" and takes `#` and an id, preceded by the
	// note's own address where the body is embedded in another note.
	LocalHref
	// BlockHole stands within a <div> of its own and takes the answer to
	// Blocks[Index].
	BlockHole
)

// Hole is a relocation: a place in the HTML that the linker fills. Notes have
// dozens, so it is small, and holds no text for the garbage collector to follow.
type Hole struct {
	Offset int32 // in bytes of Text.HTML
	Index  int32 // into References, Citations, Blocks or IDs, by Kind
	Length int32 // in IDs, for IDHole and LocalHref
	Kind   HoleKind
}

// ID is that of an IDHole or a LocalHref.
func (t *Text) ID(h *Hole) string { return t.IDs[h.Index : h.Index+h.Length] }

// Heading is one heading, for the table of contents and for links.
type Heading struct {
	Level int    // 1 to 6
	ID    string // unique in the note
	Text  string
}

// Anchor is a part of the body that a link or an embed may name.
type Anchor struct {
	ID         string // of a heading, or of a block, there without its ^
	Start, End int32  // see Range
	Block      bool   // the id was given as ^id
}

// Range is where the part stands in Text.HTML. That of a heading ends where the
// next of its level or higher begins.
func (a *Anchor) Range() (start, end int) { return int(a.Start), int(a.End) }

// Fragment is the id that the anchor has in HTML: what stands behind the # of
// its address.
func (a *Anchor) Fragment() string {
	if a.Block {
		return "^" + a.ID
	}
	return a.ID
}

// ReferenceKind says how a reference was written, which decides how its
// target is resolved.
type ReferenceKind uint8

const (
	// ToName is a wikilink: [[name]].
	ToName ReferenceKind = iota
	// ToPath is an ordinary link to a .md file, relative to the note's folder,
	// or from the content folder if it begins with a slash.
	ToPath
	// ToFile is an ordinary link to any other file of the site.
	ToFile
	// Embed is ![[name]] on a line of its own.
	Embed
	// Image is ![alt](file) or ![[file.png]] with a local file.
	Image
)

// Reference is one mention of something outside the note, or of a part of the
// note itself (then Target is empty and Fragment is not).
type Reference struct {
	Target   string // as written, unescaped, without fragment
	Fragment string // heading text or id, or block id; empty for the whole
	Label    string // the text shown, or alt text; empty: the target's title is shown
	// Before and After are the rest of the sentence it stands in, for
	// backlinks. Links without a label among them show their target as written.
	Before, After string
	Shown         *Display // nil where the note asks for nothing, as nearly all do: see Display

	Line, Column int32
	Section      int32 // which heading it stands under, counted from 1; zero before the first
	Kind         ReferenceKind
	Block        bool // the fragment was written #^id
}

// Display is how a link or an image is to be shown, as its note asks for.
type Display struct {
	Title string // of an image or link, as written in quotes
	Width int    // of an image, in CSS pixels, as asked for by |300 or {width=300}; zero: its own
	Class string // of an image, space-separated names from an attribute block
}

// Display is how the reference is to be shown.
func (r *Reference) Display() Display {
	if r.Shown == nil {
		return Display{}
	}
	return *r.Shown
}

// display asks for how the reference is to be shown.
func (r *Reference) display(as Display) {
	r.Shown = nil
	if as != (Display{}) {
		asked := as // made only here
		r.Shown = &asked
	}
}

// Citation is one citation, with the sentence it stands in.
type Citation struct {
	bibliography.Cluster
	Text          string // as written: shown where a key is unknown
	Before, After string // as of a Reference
	Line, Column  int32
	Section       int32 // as of a Reference
}

// Section is the plain text between one heading and the next, for search. The
// first section has no heading.
type Section struct {
	ID      string // of the heading, empty for the first
	Heading string
	Text    string
}

// Says tells whether two outlines say the same, wherever that stands: lines,
// places in the text, and the number of its words may differ.
func (o *Outline) Says(other *Outline) bool {
	return reflect.DeepEqual(o.unplaced(), other.unplaced())
}

// unplaced is the outline without what tells where things stand.
func (o *Outline) unplaced() Outline {
	bare := *o
	bare.Footnotes, bare.Words = 0, 0
	bare.Anchors = slices.Clone(o.Anchors)
	for i := range bare.Anchors {
		bare.Anchors[i].Start, bare.Anchors[i].End = 0, 0
	}
	bare.References, bare.Citations = slices.Clone(o.References), slices.Clone(o.Citations)
	for i := range bare.References {
		bare.References[i].Line, bare.References[i].Column = 0, 0
	}
	for i := range bare.Citations {
		bare.Citations[i].Line, bare.Citations[i].Column = 0, 0
	}
	return bare
}
