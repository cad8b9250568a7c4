package graph

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/compile"
	"fangzhi/generator/cores"
	"fangzhi/generator/diag"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"

	"golang.org/x/text/language"
)

// In is the note in a language: its translation, or itself where there is none.
func (n *Note) In(language string) *Note {
	original := n.Base()
	for _, t := range original.Translations {
		if t.Object.Translation == language {
			return t
		}
	}
	return original
}

// Base is the note itself, or that which it is a translation of.
func (n *Note) Base() *Note {
	if n.Original != nil {
		return n.Original
	}
	return n
}

// apart takes the translations out of a list of objects.
func apart(objects []*compile.Object) (originals, translations []*compile.Object) {
	for _, o := range objects {
		if o.Translation == "" {
			originals = append(originals, o)
		} else {
			translations = append(translations, o)
		}
	}
	return originals, translations
}

// pair makes a note of each translation, and joins it with its original. They
// are no notes of the graph by themselves: what lists and counts notes does not
// meet them.
func (g *Graph) pair(objects []*compile.Object, s *schema.Schema) {
	for _, o := range objects {
		original := g.names.at(o.Original())
		if original == nil || original.Object.Name() != o.Original() {
			g.report(o, 0, 0, diag.Error, "translation-alone", fmt.Sprintf("there is no note %s.md that this could be the translation of", path.Base(o.Original())),
				fmt.Sprintf("write it, or give this file a name that does not end with .%s.md", o.Translation))
			continue
		}
		if original.In(o.Translation) != original {
			g.report(o, 0, 0, diag.Error, "translation-twice", fmt.Sprintf("%s.md has another translation into %q", path.Base(o.Original()), o.Translation), "keep one of the two")
			continue
		}
		n := newNote(o, s)
		n.Original, n.Role, n.Type, n.When, n.Language = original, original.Role, original.Type, original.When, o.Translation
		if n.borrowsTitle() {
			n.Title = original.Title
		}
		n.Address = translatedAddress(o.Translation, original.Address)
		original.Translations = append(original.Translations, n)
		g.translations = append(g.translations, n)
		g.byAddress[n.Address] = n
		g.formerly(n)
		g.names.also(original, n)
		g.contradictions(n)
	}
	g.unlisted()
}

// borrowsTitle tells whether a translation has no title of its own.
func (n *Note) borrowsTitle() bool {
	o := n.Object
	return o.Front.Title.Text == "" && (len(o.Body.Headings) == 0 || o.Body.Headings[0].Text == "")
}

// translatedAddress is that of a page in another language than the site's:
// below a folder of the language, so that the address of the original stays
// what it is, and whoever serves or counts the pages of one language finds them
// together.
func translatedAddress(language string, original address.Path) address.Path {
	return address.Page(strings.ToLower(language), string(original))
}

func (g *Graph) report(o *compile.Object, line, column int, severity diag.Severity, code, message, hint string) {
	g.Diagnostics = append(g.Diagnostics, diag.Diagnostic{Path: o.Path, Line: line, Column: column, Severity: severity, Code: code, Message: message, Hint: hint})
}

// contradictions warns of what a translation states otherwise than its
// original: fields, relations and tags come from there.
func (g *Graph) contradictions(n *Note) {
	own, original := &n.Object.Front, &n.Original.Object.Front
	tell := func(line, column int, what string) {
		g.report(n.Object, line, column, diag.Warning, "translation-contradicts", fmt.Sprintf("%s is not what %s says; that of the original holds", what, n.Original.Object.Path),
			"leave it out: a translation needs a title and a summary only")
	}
	for i := range own.Values {
		v := &own.Values[i]
		was, stated := original.Value(v.Field)
		if !stated || !v.Date.IsZero() && v.Date.String() != was.Date.String() || !slices.EqualFunc(v.Texts, was.Texts, func(a, b schema.Words) bool { return a.Text == b.Text }) {
			tell(v.Line, v.Column, fmt.Sprintf("the field %q", v.Field))
		}
	}
	for _, tag := range own.Tags {
		if !slices.ContainsFunc(original.Tags, func(w schema.Words) bool { return tagID(w.Text) == tagID(tag.Text) }) {
			tell(tag.Line, tag.Column, fmt.Sprintf("the tag %q", tag.Text))
		}
	}
	if own.ID.Text != "" && own.ID.Text != original.ID.Text {
		tell(own.ID.Line, own.ID.Column, "the id")
	}
	if own.Slug.Text != "" {
		tell(own.Slug.Line, own.Slug.Column, "the slug")
	}
}

// unlisted warns of notes that look like translations into a language that the
// settings do not name.
func (g *Graph) unlisted() {
	for _, n := range g.Notes {
		name := n.Object.Name()
		ending := path.Ext(name)
		if len(ending) < 3 || g.names.at(strings.TrimSuffix(name, ending)) == nil {
			continue
		}
		if tag, err := language.Parse(ending[1:]); err == nil && tag != language.Und {
			g.report(n.Object, 0, 0, diag.Warning, "translation-unlisted", fmt.Sprintf("this looks like a translation into %q, which is no language of the site; it is a note by itself", ending[1:]),
				fmt.Sprintf("add it in fangzhi.yaml: languages: [%s]", ending[1:]))
		}
	}
}

// translate resolves what translations refer to, and gives them what else
// their originals have.
func (g *Graph) translate() {
	resolvers := make([]resolver, len(g.translations))
	cores.Each(len(g.translations), func(i int) {
		n := g.translations[i]
		resolvers[i] = g.resolve(n)
		resolvers[i].references()
		resolvers[i].citations()
		resolvers[i].asked()
	})
	g.complain(resolvers)
	g.callersAmong(g.translations)
}

// inherit gives translations what their originals have by the whole graph.
func (g *Graph) inherit() {
	for _, n := range g.translations {
		o := n.Original
		n.Relations, n.Backlinks, n.Attributes, n.Assigns, n.Assigned = o.Relations, o.Backlinks, o.Attributes, o.Assigns, o.Assigned
		n.Tags, n.Previous, n.Next, n.Index = o.Tags, o.Previous, o.Next, o.Index
		n.kind, n.bounds, n.letter = o.kind, o.bounds, o.letter
		n.rank, n.span, n.timed = o.rank, o.span, o.timed
	}
}

// translated finds what a reference of a translation leads to: the translation
// of the note, and in it the part; or the part of the original, which a link
// may name as well.
func (r *resolver) translated(ref *markdown.Reference, to *Note) (Target, bool) {
	if r.note.Original == nil {
		return Target{}, false
	}
	local := to.In(r.note.Object.Translation)
	if local == to || ref.Fragment == "" {
		return Target{State: Resolved, Note: local, Part: -1}, local != to
	}
	part, ok := anchor(local.Object, ref.Fragment, ref.Block)
	if !ok {
		// The heading may be named as in the original: it is the one at the same
		// place, if both have as many.
		part, ok = sameHeading(to.Object, local.Object, ref.Fragment, ref.Block)
	}
	if !ok {
		return Target{}, false
	}
	return Target{State: Resolved, Note: local, Part: int32(part)}, true
}

// sameHeading finds the heading of a translation that stands where the original
// has the one that is named.
func sameHeading(original, translation *compile.Object, fragment string, block bool) (int, bool) {
	part, ok := anchor(original, fragment, block)
	if !ok || block || len(original.Body.Headings) != len(translation.Body.Headings) {
		return 0, false
	}
	for i, h := range original.Body.Headings {
		if h.ID == original.Body.Anchors[part].ID {
			return anchor(translation, translation.Body.Headings[i].ID, false)
		}
	}
	return 0, false
}
