package markdown

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"

	"github.com/yuin/goldmark/ast"
)

// maxDepth bounds how deep blocks and inlines may stand within each other in
// what is written.
const maxDepth = 250

// maxHTML is the size, in bytes, up to which an int32 tells a place in a text.
const maxHTML = 1<<31 - 1

// writer walks the parsed note once and writes its HTML, noting on the way
// where the holes are and what others may refer to. It is used for one note
// after another; what a Document keeps is copied out of it.
type writer struct {
	options   Options
	foreign   bool // the note is in a language that is not written in Chinese
	path      string
	source    []byte
	written   string // the same: parts of it are taken without a copy
	firstLine int
	lines     []int // offsets at which the source's lines begin
	out       bytes.Buffer
	doc       Document
	holes     []openHole     // those of doc
	ids       map[string]int // how often each id was asked for
	depth     int
	linked    int // how many links the writer is within
	unnamed   int // the hole for the id of the item whose text comes next; -1: none
	leaf      leaf
	// words is the plain text of all sections, of which theirs are parts; that of
	// the section at hand begins at begun.
	words strings.Builder
	begun int
	nodes nodes // of what is parsed
}

var writers = sync.Pool{New: func() any { return &writer{ids: map[string]int{}} }}

func (c *Converter) newWriter(path string, source []byte, line int) *writer {
	w := writers.Get().(*writer)
	w.options, w.path, w.source, w.written, w.firstLine = c.options, path, source, unsafe.String(unsafe.SliceData(source), len(source)), line
	w.foreign = !text.WrittenInHan(c.options.Language)
	w.lines = append(w.lines[:0], 0)
	for at := 0; ; {
		length := bytes.IndexByte(source[at:], '\n')
		if length < 0 {
			break
		}
		at += length + 1
		w.lines = append(w.lines, at)
	}
	w.out.Reset()
	w.words, w.begun = strings.Builder{}, 0
	w.words.Grow(len(source))
	w.holes = w.holes[:0]
	clear(w.ids)
	w.depth, w.linked, w.unnamed = 0, 0, -1
	w.newLeaf(0, 0)
	d := &w.doc
	w.doc = Document{
		Outline:  Outline{Headings: d.Headings[:0], Anchors: d.Anchors[:0], References: d.References[:0], Citations: d.Citations[:0]},
		Sections: append(d.Sections[:0], Section{}),
	}
	return w
}

// place is the line and column in the file of an offset in the source.
func (w *writer) place(at int) (line, column int) {
	at = min(max(at, 0), len(w.source))
	i := sort.SearchInts(w.lines, at+1) - 1
	return i + w.firstLine, 1 + utf8.RuneCount(w.source[w.lines[i]:at])
}

func (w *writer) report(severity diag.Severity, at int, code, message, hint string) {
	line, column := w.place(at)
	w.doc.Diagnostics = append(w.doc.Diagnostics, diag.Diagnostic{
		Path: w.path, Line: line, Column: column, Severity: severity, Code: code, Message: message, Hint: hint,
	})
}

// finish returns the document. The writer is not to be used after that.
func (w *writer) finish() Document {
	if w.out.Len() > maxHTML {
		w.refuse()
	}
	w.endSection()
	if w.doc.Footnotes == 0 {
		w.doc.Footnotes = w.out.Len()
	}
	w.endHeadings()
	doc := w.doc
	doc.HTML = w.out.String()
	for _, s := range doc.Sections {
		doc.Words += countWords(s.Text)
	}
	doc.Holes, doc.IDs = closed(w.holes)
	doc.Headings, doc.Anchors = kept(doc.Headings), kept(doc.Anchors)
	doc.References, doc.Citations, doc.Sections = kept(doc.References), kept(doc.Citations), kept(doc.Sections)
	w.source, w.written, w.words = nil, "", strings.Builder{}
	writers.Put(w)
	return doc
}

// refuse throws away what was written, which is too large to tell places in it.
func (w *writer) refuse() {
	w.out, w.holes = bytes.Buffer{}, nil
	w.doc = Document{Sections: []Section{{}}, Diagnostics: w.doc.Diagnostics}
	w.report(diag.Error, 0, "note-size", "the text makes more than 2 GB of HTML", "are there tables with rows that are far shorter than their heads?")
}

// openHole is a hole of which the id may not be known yet.
type openHole struct {
	Hole
	id string
}

// closed are holes with their ids in one piece.
func closed(open []openHole) ([]Hole, string) {
	if len(open) == 0 {
		return nil, ""
	}
	room := 0
	for i := range open {
		room += len(open[i].id)
	}
	var ids strings.Builder
	ids.Grow(room)
	holes := make([]Hole, len(open))
	for i := range open {
		holes[i] = open[i].Hole
		if id := open[i].id; id != "" {
			holes[i].Index, holes[i].Length = int32(ids.Len()), int32(len(id))
			ids.WriteString(id)
		}
	}
	clear(open) // the writer must not hold on to texts
	return holes, ids.String()
}

// kept is a copy with no room to spare.
func kept[T any](items []T) []T {
	if len(items) == 0 {
		return nil
	}
	c := make([]T, len(items))
	copy(c, items)
	clear(items) // the writer must not hold on to texts
	return c
}

// endHeadings sets where the part of each heading ends.
func (w *writer) endHeadings() {
	level := map[string]int{}
	for _, h := range w.doc.Headings {
		level[h.ID] = h.Level
	}
	for i := range w.doc.Anchors {
		a := &w.doc.Anchors[i]
		if level[a.ID] == 0 || a.Block {
			continue // it has its end already
		}
		a.End = int32(w.doc.Footnotes)
		for _, next := range w.doc.Anchors[i+1:] {
			if !next.Block && level[next.ID] > 0 && level[next.ID] <= level[a.ID] {
				a.End = next.Start
				break
			}
		}
	}
}

func (w *writer) endSection() {
	last := &w.doc.Sections[len(w.doc.Sections)-1]
	last.Text = strings.TrimSpace(w.words.String()[w.begun:])
	w.begun = w.words.Len()
}

// hole leaves a hole at the end of what is written.
func (w *writer) hole(kind HoleKind, index int, id string) {
	w.holes = append(w.holes, openHole{Hole{Offset: int32(w.out.Len()), Kind: kind, Index: int32(index)}, id})
}

// unique makes an id that no other part of the note has.
func (w *writer) unique(id string) string {
	for {
		w.ids[id]++
		n := w.ids[id]
		if n == 1 {
			return id
		}
		candidate := id + "-" + strconv.Itoa(n)
		if w.ids[candidate] == 0 {
			w.ids[candidate] = 1
			return candidate
		}
	}
}

// claim takes an id that the writer chose, and complains if it is taken.
func (w *writer) claim(id string, at int) string {
	if w.ids[id] > 0 {
		w.report(diag.Error, at, "id-duplicate", "the id "+strconv.Quote(id)+" stands twice", "ids are unique in a note: choose another")
		return ""
	}
	w.ids[id] = 1
	return id
}

// escape writes text so that it stands for itself, in an attribute's value as
// well.
func (w *writer) escape(s string) {
	done := 0
	for i := range len(s) {
		if entity := entities[s[i]]; entity != "" {
			w.out.WriteString(s[done:i])
			w.out.WriteString(entity)
			done = i + 1
		}
	}
	w.out.WriteString(s[done:])
}

var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;"}

func (w *writer) write(parts ...string) {
	for _, s := range parts {
		w.out.WriteString(s)
	}
}

// text writes plain text, escaped, and keeps it for the leaf's context.
func (w *writer) text(s string) {
	w.leaf.plain.WriteString(s)
	w.escaped(s)
}

// escaped writes plain text, with Chinese runs marked where they stand among
// other writing.
func (w *writer) escaped(s string) {
	if !w.leaf.han || !text.HasHan(s) {
		w.escape(s)
		return
	}
	for run, chinese := range text.Runs(s) {
		if chinese {
			w.write(`<span lang="zh-Hans">`)
		}
		w.escape(run)
		if chinese {
			w.write(`</span>`)
		}
	}
}

// language tells whether most of a block's source is Chinese, and whether it
// has any, in a note whose own language is written otherwise.
func (w *writer) language(n ast.Node) (mostly, some bool) {
	if !w.foreign || w.options.verbatim {
		return false, false
	}
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		some = some || text.HasHan(w.written[segment.Start:segment.Stop])
	}
	if !some {
		return false, false
	}
	han, other := 0, 0
	for i := range lines.Len() {
		segment := lines.At(i)
		for _, r := range w.written[segment.Start:segment.Stop] {
			switch {
			case r < utf8.RuneSelf:
				if r >= 'A' {
					other++
				}
			case text.IsHan(r):
				han++
			case unicode.IsLetter(r):
				other++
			}
		}
	}
	return 4*han > 3*other, true
}

// mark is the line and column of an offset in the source, and the number of the
// heading that the writer stands under.
func (w *writer) mark(at int) (line, column, section int32) {
	l, c := w.place(at)
	return int32(l), int32(c), int32(len(w.doc.Headings))
}
