package site

import (
	"reflect"

	"fangzhi/generator/straight"
)

// Pieces are the methods of views that return markup, each with what writes
// it, so that it can be written straight onto the page.
var Pieces = straight.Pieces{
	piece("Anchor", (*Link).alone),
	piece("Tag", (*Link).tag),
	piece("Markup", (*Value).markup),
	piece("Text", (*Reference).text),
	piece("Place", (*Backlink).place),
	piece("Sentence", (*Backlink).sentence),
	piece("Rows", (*BacklinkGroup).rows),
	piece("List", (*Fact).list),
	piece("List", (*ContentsEntry).list),

	piece("CrumbRows", (*Frame).crumbRows),
	said("Said", (*Frame).prose),
	said("Said", (*Chrome).prose),
	piece("Navigation", (*Header).navigation),

	piece("HTML", (*Body).write),
	piece("Body", (*NotePage).body),
	piece("ContentsRows", (*NotePage).contentsRows),
	piece("FactRows", (*NotePage).factRows),
	piece("AssignsRows", (*NotePage).assignsRows),
	piece("AssignedRows", (*NotePage).assignedRows),
	piece("TagRows", (*NotePage).tagRows),
	piece("ReferenceRows", (*NotePage).referenceRows),
	piece("BacklinkSections", (*NotePage).backlinkSections),
	piece("RelatedRows", (*NotePage).relatedRows),
	piece("Markup", (*Then).markup),
	piece("Markup", (*Nearby).draw),

	piece("Rows", (*Group).rows),
	piece("Heading", (*Group).heading),
	piece("Row", (*Entry).row),
	piece("Said", (*TagNode).said),
	piece("TypeOptions", (*ListFilters).typeOptions),
	piece("TagOptions", (*ListFilters).tagOptions),
	piece("TypeOptions", (*SearchPage).typeOptions),
	piece("TagOptions", (*SearchPage).tagOptions),

	piece("Markup", (*Drawing).figure),
	piece("SVG", (*Drawing).svg),
	piece("Mark", (*GraphType).mark),
	piece("Picture", (*GraphPage).picture),
	piece("List", (*GraphPage).list),
	piece("TypeOptions", (*GraphPage).typeOptions),
	piece("TagOptions", (*GraphPage).tagOptions),

	piece("Markup", (*ComparedTable).markup),
	piece("Markup", (*Stated).write),
	piece("Markup", (*PagerLink).markup),
	piece("Markup", (*PowerSpan).markup),
	piece("UndatedRows", (*PowersPage).undatedRows),
}

// piece is a method that takes nothing.
func piece[V any](method string, write func(*V, *markup)) straight.Piece {
	return straight.Piece{View: reflect.TypeFor[V](), Method: method, Append: func(to []byte, view any, _ string) []byte {
		b := markup{to}
		write(view.(*V), &b)
		return b.text
	}}
}

// said is a method that takes a text.
func said[V any](method string, write func(*V, *markup, string)) straight.Piece {
	return straight.Piece{View: reflect.TypeFor[V](), Method: method, Takes: true, Append: func(to []byte, view any, text string) []byte {
		b := markup{to}
		write(view.(*V), &b, text)
		return b.text
	}}
}
