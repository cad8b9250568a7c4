package graph

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"

	"pgregory.net/rapid"
)

// written is a note whose parts are drawn one by one, so that an edit can draw
// some of them anew.
type written struct {
	path  string
	parts []string // lines of the front matter, then the body
}

func (w *written) text() []byte {
	last := len(w.parts) - 1
	return []byte("---\n" + strings.Join(w.parts[:last], "") + "---\n" + w.parts[last])
}

// drawPart draws a part of a note, of a site of some others. What a note calls
// itself is seldom what others call it, and sometimes is.
func drawPart(t *rapid.T, w *written, part, others int) string {
	name := func() string {
		return rapid.SampledFrom([]string{"Alpha", "Beta", "beta 2", "Beta 10", "Gamma", "delta.md", "村", "村委", "法", "令", "a/b", "n1"}).Draw(t, "name")
	}
	other := func() string {
		if rapid.IntRange(0, 15).Draw(t, "by name") == 0 {
			return name()
		}
		return fmt.Sprintf("n%d", rapid.IntRange(0, others-1).Draw(t, "other"))
	}
	both := func() string { return name() + ", " + name() }
	key := func() string { return rapid.SampledFrom([]string{"a", "b"}).Draw(t, "key") }
	two := func() string { return other() + ", " + other() }
	maybe := func(line string, value func() string) string {
		if rapid.IntRange(0, 2).Draw(t, "stated") > 0 {
			return ""
		}
		return fmt.Sprintf(line+"\n", value())
	}
	mostly := func(line string, value func() string) string {
		if rapid.IntRange(0, 3).Draw(t, "left out") == 0 {
			return ""
		}
		return fmt.Sprintf(line+"\n", value())
	}
	date := func() string {
		return rapid.SampledFrom([]string{"1950", "1951/1953", "1951", "1952/.."}).Draw(t, "date")
	}
	heading := func() string { return rapid.SampledFrom([]string{"Alpha", "Who", "何人"}).Draw(t, "heading") }
	block := func() string { return rapid.SampledFrom([]string{"x", "y"}).Draw(t, "block") }
	passage := func() string {
		if rapid.Bool().Draw(t, "a block") {
			return "#^" + block()
		}
		return "#" + heading()
	}
	partOf := func() string { return other() + passage() }
	norm := strings.Contains(w.path, "/norms/")
	switch part {
	case 0:
		return maybe("title: %q", name)
	case 1:
		return maybe("aliases: [%s]", both)
	case 2:
		return maybe("original_title: %q", name)
	case 3:
		if rapid.Bool().Draw(t, "sources") {
			return maybe("sources: [%s]", key)
		}
		return maybe("summary: On %s.", name)
	case 4:
		return maybe("sort_key: %q", name)
	case 5:
		return mostly("tags: [%s]", func() string { return rapid.SampledFrom([]string{"a", "a/b", "c, a/b"}).Draw(t, "tags") })
	case 6:
		return mostly(map[bool]string{true: "issued: %q", false: "when: %q"}[norm], date)
	case 7:
		return maybe(map[bool]string{true: "supersedes: [%s]", false: "norms: [%s]"}[norm], two)
	case 8:
		if !norm {
			return ""
		}
		return maybe("assigns:\n  - power: levy\n    share: decides\n    to: [%s]", two) + maybe("attributes:\n  term: {value: two years, passage: %q}", passage)
	}
	text := maybe("On [[%s]].", other) + maybe("More in [[%s|it]].", other) + maybe("As said [@%s].", key)
	if rapid.IntRange(0, 3).Draw(t, "names a part") == 0 {
		text += maybe("\nSee [[%s]].", passage) + maybe("\nSee [[%s]].", partOf) + maybe("\n![[%s]]", partOf)
	}
	return text + maybe("\n## %s\n\nA part.", heading) + maybe("\nA paragraph. ^%s", block) + maybe("\n## %s\n\nAnother.", heading)
}

const parts = 10

// same compares graphs in depth.
func same(a, b *Graph) bool {
	x, tagsX := a.untagged()
	y, tagsY := b.untagged()
	return reflect.DeepEqual(x, y) && reflect.DeepEqual(tagsX, tagsY)
}

// untagged sets apart what is kept by tag, since pointers that are keys are
// never the same.
func (g *Graph) untagged() (Graph, []map[string]*tagged) {
	plain, all := *g, []map[string]*tagged{}
	for _, each := range plain.eras.all() {
		e, byID := **each.to, map[string]*tagged{}
		for tag, of := range e.byTag {
			byID[tag.ID] = of
		}
		e.byTag = nil
		*each.to, all = &e, append(all, byID)
	}
	return plain, all
}

func TestARenewedGraphIsOneLinkedAnew(t *testing.T) {
	s := schema.New()
	items, _ := bibliography.ParseBibTeX("refs.bib", []byte("@book{a, title={A}}\n@book{b, title={B}}\n"))
	library, _ := bibliography.NewLibrary(items)
	c := compile.New(s, markdown.Options{}, compile.Language{Tag: "zh"})
	taken, all := map[string]int{}, 0 // of what differs
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Library: library, Schema: s}
		var notes []*written
		count := rapid.IntRange(1, 9).Draw(t, "notes")
		for i := range count {
			w := &written{path: fmt.Sprintf("content/%s/n%d%s.md", rapid.SampledFrom([]string{"norms", "cases"}).Draw(t, "folder"), i, rapid.SampledFrom([]string{"", "", "", ".zh"}).Draw(t, "language"))}
			if i > 0 && strings.HasSuffix(w.path, ".zh.md") {
				w.path = strings.TrimSuffix(notes[i-1].path, ".md") + ".zh.md"
			}
			for part := range parts {
				w.parts = append(w.parts, drawPart(t, w, part, count))
			}
			notes = append(notes, w)
		}
		slices.SortFunc(notes, func(a, b *written) int { return strings.Compare(a.path, b.path) })
		for _, w := range notes {
			in.Objects = append(in.Objects, c.Compile(w.path, w.text()))
		}
		g := Link(in)
		for range 25 {
			at := rapid.IntRange(0, len(notes)-1).Draw(t, "edited")
			for range rapid.IntRange(1, 2).Draw(t, "parts") {
				part := rapid.SampledFrom([]int{0, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 7, 8, 9, 9}).Draw(t, "part")
				notes[at].parts[part] = drawPart(t, notes[at], part, count)
			}
			in.Objects = slices.Clone(in.Objects)
			in.Objects[at] = c.Compile(notes[at].path, notes[at].text())
			want := Link(in)
			before := g.Renewals
			was := g.objectAt(in.Objects[at].Path)
			note, wide := g.Renew(in.Objects[at])
			all++
			if note == nil {
				g = want
				continue
			}
			c, _ := changeOf(&was.Front, &note.Object.Front)
			what := fmt.Sprintf("%+v", c)
			if c == (change{}) && wide {
				what = "links"
			}
			taken[what]++
			if g.Renewals != before+1 || note.Object != in.Objects[at] {
				t.Error("it is not counted, or not there")
			}
			want.Renewals, want.Relinks = g.Renewals, g.Relinks
			if !same(g, want) {
				t.Fatalf("after an edit of %s, which is now\n%s\nthe graph is another", notes[at].path, notes[at].text())
			}
		}
	})
	for _, what := range []string{"{names:false tags:false dates:false}", "{names:true tags:false dates:false}", "{names:false tags:true dates:false}", "{names:false tags:false dates:true}", "links"} {
		if taken[what] == 0 {
			t.Errorf("of %d edits none of %s was taken: %v", all, what, taken)
		}
	}
	t.Logf("of %d edits were taken: %v", all, taken)
}

// objectAt is that of the note of a path, which is no translation; else an empty
// one.
func (g *Graph) objectAt(path string) *compile.Object {
	for _, n := range g.Notes {
		if n.Object.Path == path {
			return n.Object
		}
	}
	return &compile.Object{}
}
