package graph

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/markdown"
	"fangzhi/generator/text"
)

// resolver resolves what one note refers to.
type resolver struct {
	graph       *Graph
	note        *Note
	folder      string // where the note stands, below content/
	diagnostics []diag.Diagnostic
	unknown     []unknown
}

// resolve begins to resolve what a note refers to.
func (g *Graph) resolve(n *Note) resolver {
	r := resolver{graph: g, note: n}
	if folder := path.Dir(n.Object.Name()); folder != "." {
		r.folder = folder
	}
	return r
}

// unknown is a name that leads nowhere, for which a better one is looked for
// when all notes are resolved.
type unknown struct {
	name       string
	diagnostic int // place among the diagnostics
}

func (r *resolver) fail(line, column int, code, message, hint string) {
	r.diagnostics = append(r.diagnostics, diag.Diagnostic{
		Path: r.note.Object.Path, Line: line, Column: column, Severity: diag.Error, Code: code, Message: message, Hint: hint,
	})
}

func (r *resolver) references() {
	references := r.note.Object.Body.References
	r.note.Targets = make([]Target, len(references))
	for i := range references {
		ref := &references[i]
		var t Target
		switch ref.Kind {
		case markdown.ToFile, markdown.Image:
			t = r.file(ref)
		default:
			t = r.noteTarget(ref)
		}
		r.note.Targets[i] = t
	}
}

// noteTarget resolves a reference to a note, or to a part of one.
func (r *resolver) noteTarget(ref *markdown.Reference) Target {
	to := r.note
	if ref.Target != "" {
		found, reason := r.lookup(ref)
		if found == nil {
			return Target{State: reason.state, Part: -1, Reason: reason.Reason}
		}
		to = found
	}
	if t, ok := r.translated(ref, to); ok {
		return t
	}
	t := Target{State: Resolved, Note: to, Part: -1}
	if ref.Fragment == "" {
		return t
	}
	part, ok := anchor(to.Object, ref.Fragment, ref.Block)
	if !ok {
		r.missingPart(ref, to)
		if ref.Kind == markdown.Embed {
			return Target{State: Missing, Part: -1, Reason: &Reason{Why: NoPart, Name: to.Title, Part: ref.Fragment}}
		}
		return t
	}
	t.Part = int32(part)
	return t
}

// unresolved says why a name leads nowhere.
type unresolved struct {
	state State
	*Reason
}

func (r *resolver) lookup(ref *markdown.Reference) (*Note, unresolved) {
	var found []*Note
	if ref.Kind == markdown.ToPath {
		name := path.Join(r.folder, ref.Target)
		if strings.HasPrefix(ref.Target, "/") {
			name = strings.TrimPrefix(path.Clean(ref.Target), "/")
		}
		if n := r.graph.names.at(name); n != nil {
			found = []*Note{n}
		}
	} else {
		found = r.graph.names.find(ref.Target, r.folder)
	}
	return r.one(found, ref.Target, int(ref.Line), int(ref.Column))
}

// one takes the single note found under a name, and complains of none or many.
func (r *resolver) one(found []*Note, name string, line, column int) (*Note, unresolved) {
	switch len(found) {
	case 1:
		return found[0], unresolved{}
	case 0:
		r.unknown = append(r.unknown, unknown{name, len(r.diagnostics)})
		r.fail(line, column, "link-missing", fmt.Sprintf("there is no note %q", name), "")
		return nil, unresolved{Missing, &Reason{Why: NoNote, Name: name}}
	}
	var candidates []string
	for _, n := range found {
		candidates = append(candidates, n.Object.Name())
	}
	r.fail(line, column, "link-ambiguous", fmt.Sprintf("%q names %d notes", name, len(found)),
		"write the path of the one you mean: "+strings.Join(candidates, ", "))
	return nil, unresolved{Ambiguous, &Reason{Why: ManyNotes, Name: name, Candidates: candidates}}
}

func (r *resolver) missingPart(ref *markdown.Reference, to *Note) {
	if ref.Block {
		r.fail(int(ref.Line), int(ref.Column), "block-missing", fmt.Sprintf("%q has no block ^%s", to.Title, ref.Fragment),
			fmt.Sprintf("put ^%s at the end of the paragraph you mean in %s", ref.Fragment, to.Object.Path))
		return
	}
	var headings []string
	for _, h := range to.Object.Body.Headings {
		headings = append(headings, h.Text)
	}
	hint := fmt.Sprintf("%s has no headings", to.Object.Path)
	if near := text.Nearest(ref.Fragment, headings); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if len(headings) > 0 {
		hint = "its headings: " + text.Clip(strings.Join(headings, " · "), 200)
	}
	r.fail(int(ref.Line), int(ref.Column), "heading-missing", fmt.Sprintf("%q has no heading %q", to.Title, ref.Fragment), hint)
}

// anchor finds the heading or block that a fragment names: a heading by its
// text or its id, of several nested ones ("Duties#Reports") the last.
func anchor(o *compile.Object, fragment string, block bool) (int, bool) {
	if !block {
		if at := strings.LastIndexByte(fragment, '#'); at >= 0 {
			fragment = fragment[at+1:]
		}
	}
	id := fragment
	if !block {
		want := text.Fold(fragment)
		for _, h := range o.Body.Headings {
			if h.ID == fragment || text.FoldsTo(h.Text, want) {
				id = h.ID
				break
			}
		}
	}
	for i, a := range o.Body.Anchors {
		if a.Block == block && a.ID == id {
			return i, true
		}
	}
	return 0, false
}

// file resolves a link to a file or image beside the notes, or to an address
// of the site.
func (r *resolver) file(ref *markdown.Reference) Target {
	target := ref.Target
	if decoded, err := url.PathUnescape(target); err == nil && r.graph.files[r.filePath(target)] == nil {
		target = decoded
	}
	if f := r.graph.files[r.filePath(target)]; f != nil {
		return Target{State: Resolved, File: f, Part: -1}
	}
	if ref.Kind == markdown.ToFile && strings.HasPrefix(target, "/") {
		if t, ok := r.page(target, ref.Fragment); ok {
			return t
		}
	}
	if ref.Kind == markdown.Image && !strings.Contains(target, "/") {
		// An image may be named from anywhere, as a note may, if only one has the name.
		if f := r.fileNamed(target); f != nil {
			return Target{State: Resolved, File: f, Part: -1}
		}
	}
	hint := "it was looked for at " + r.filePath(target)
	if near := r.fileInOtherCase(target); near != "" {
		hint = fmt.Sprintf("there is %s: write the name as it is, since most hosts tell capital letters from small ones", near)
	} else if strings.HasPrefix(target, "www.") {
		hint = "another site is linked to with its scheme: https://" + target
	}
	r.fail(int(ref.Line), int(ref.Column), "file-missing", fmt.Sprintf("there is no file %q", ref.Target), hint)
	return Target{State: Missing, Part: -1, Reason: &Reason{Why: NoFile, Name: ref.Target}}
}

// filePath is the path below the site of a file as a note names it.
func (r *resolver) filePath(target string) string {
	if strings.HasPrefix(target, "/") {
		return path.Join(compile.Content, path.Clean(target))
	}
	return path.Join(compile.Content, path.Clean("/"+path.Join(r.folder, target)))
}

// fileInOtherCase is the path of the file that differs from the one named in
// capital letters only, or empty.
func (r *resolver) fileInOtherCase(target string) string {
	wanted := r.filePath(target)
	for i := range r.graph.Files {
		if have := r.graph.Files[i].Path; strings.EqualFold(have, wanted) {
			return have
		}
	}
	return ""
}

func (r *resolver) fileNamed(name string) *File {
	var found *File
	for i := range r.graph.Files {
		if f := &r.graph.Files[i]; path.Base(f.Path) == name {
			if found != nil {
				return nil
			}
			found = f
		}
	}
	return found
}

// page resolves an address of the site, such as /timeline/ or a note's own.
func (r *resolver) page(target, fragment string) (Target, bool) {
	p := address.Page(target)
	if n := r.graph.byAddress[p]; n != nil {
		t := Target{State: Resolved, Note: n, Part: -1}
		if part, ok := anchor(n.Object, fragment, false); ok && fragment != "" {
			t.Part = int32(part)
		}
		return t, true
	}
	if r.graph.pages[p] {
		return Target{State: Resolved, Page: &Page{p, fragment}, Part: -1}, true
	}
	return Target{}, false
}

// citations complains of keys that no reference has.
func (r *resolver) citations() {
	library := r.graph.Library
	for _, c := range r.note.Object.Body.Citations {
		done := 0 // bytes of the text
		for _, cite := range c.Cites {
			at := done + max(0, keyIndex(c.Text[done:], cite.Key))
			if _, known := library.Item(cite.Key); !known {
				r.unknownKey(cite.Key, int(c.Line), int(c.Column)+utf8.RuneCountInString(c.Text[:at]))
			}
			done = min(at+1, len(c.Text))
		}
	}
	for _, w := range r.note.Object.Front.Sources {
		key := strings.TrimPrefix(w.Text, "@")
		if _, known := library.Item(key); !known {
			r.unknownKey(key, w.Line, w.Column)
		}
	}
}

// keyIndex is where a citation names a key, as @key or @{key}; -1 where it does
// not.
func keyIndex(text, key string) int {
	for at := range len(text) {
		if named, length := bibliography.ScanKey(text[at:]); length > 0 && named == key {
			return at
		}
	}
	return -1
}

// unknownKey complains of a key that no reference has.
func (r *resolver) unknownKey(key string, line, column int) {
	hint := "add it to a file of references that fangzhi.yaml names under bibliography"
	if near := r.graph.Library.Nearest(key); near != "" {
		hint = fmt.Sprintf("did you mean @%s?", near)
	}
	r.fail(line, column, "cite-unknown", fmt.Sprintf("there is no reference with the key %q", key), hint)
}
