package graph_test

import (
	"strings"
	"testing"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"
)

// linked is the graph of some notes, given as path and text.
func linked(notes ...[2]string) (*graph.Graph, *compile.Compiler) {
	fields := schema.New()
	compiler := compile.New(fields, markdown.Options{Language: "en"})
	library, _ := bibliography.NewLibrary(nil)
	in := graph.Input{Schema: fields, Library: library}
	for _, n := range notes {
		in.Objects = append(in.Objects, compiler.Compile(n[0], []byte(n[1])))
	}
	return graph.Link(in), compiler
}

func TestRenewTakesWhatOnlyReadsOtherwise(t *testing.T) {
	const was = "---\ntitle: A\n---\n\nA text on [[b]].\n\n## Part\n\nMore. ^x\n"
	for _, c := range []struct {
		name, text  string
		taken, wide bool
	}{
		{"other words", "---\ntitle: A\n---\n\nOther words on [[b]], and more.\n\n## Part\n\nMuch more. ^x\n", true, false},
		{"a new paragraph", "---\ntitle: A\n---\n\nA text on [[b]].\n\nMuch of it.\n\n## Part\n\nMore. ^x\n", true, false},
		{"a date", "---\ntitle: A\nwhen: 1953\n---\n\nA text on [[b]].\n\n## Part\n\nMore. ^x\n", false, false},
		{"a link more", "---\ntitle: A\n---\n\nA text on [[b]] and [[b]].\n\n## Part\n\nMore. ^x\n", true, true},
		{"a link to another", "---\ntitle: A\n---\n\nA text on [[a]].\n\n## Part\n\nMore. ^x\n", true, true},
		{"a heading renamed", "---\ntitle: A\n---\n\nA text on [[b]].\n\n## A part\n\nMore. ^x\n", true, false},
		{"a block id less", "---\ntitle: A\n---\n\nA text on [[b]].\n\n## Part\n\nMore.\n", true, false},
		{"a citation", "---\ntitle: A\n---\n\nA text on [[b]] [@key].\n\n## Part\n\nMore. ^x\n", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, compiler := linked([2]string{"content/a.md", was}, [2]string{"content/b.md", "B."})
			fresh := compiler.Compile("content/a.md", []byte(c.text))
			if taken, wide := g.Renew(fresh); (taken != nil) != c.taken || wide != c.wide {
				t.Errorf("taken: %v, wide: %v", taken, wide)
			}
			if (g.Notes[0].Object == fresh) != c.taken {
				t.Error("the graph does not hold what it says")
			}
		})
	}
}

func TestRenewLeavesPartsThatAreNamed(t *testing.T) {
	const text = "---\ntitle: A\n---\n\nA text.\n\n## Part\n\nMore. ^x\n"
	for _, c := range []struct{ name, text, other string }{
		{"by a link", text, "See [[a#Part]]."},
		{"by an embed", text, "![[a#^x]]"},
		{"by an embed of what was there", strings.Replace(text, "Part", "Another part", 1), "![[a#Part]]"},
		{"by a link to what was there", strings.Replace(text, "Part", "Another part", 1), "See [[a#Part]]."},
		{"by the note itself", text + "See [[#Part]].\n", "B."},
		{"by its front matter", strings.Replace(text, "A\n", "A\nattributes:\n  term: {value: two years, passage: \"#Part\"}\n", 1), "B."},
		{"by its name", strings.Replace(text, "title: A\n", "", 1), "B."},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, compiler := linked([2]string{"content/a.md", c.text}, [2]string{"content/b.md", c.other})
			if n, _ := g.Renew(compiler.Compile("content/a.md", []byte(strings.Replace(c.text, "## ", "## One more\n\n## ", 1)))); n != nil {
				t.Error("taken")
			}
		})
	}
}

func TestRenewRefusesANoteOfWhichSomethingWasSaid(t *testing.T) {
	g, compiler := linked([2]string{"content/a.md", "On [[nobody]]."})
	if n, _ := g.Renew(compiler.Compile("content/a.md", []byte("\n\nOn [[nobody]]."))); n != nil {
		t.Error("the complaint would name the line of before")
	}
}

func TestRenewTakesTagsAndDatesThatAreOthersToo(t *testing.T) {
	const was = "---\ntitle: C\ntags: [x/y]\nwhen: 1953\n---\n"
	for _, c := range []struct {
		name, text  string
		taken, wide bool
	}{
		{"another tag", "---\ntitle: C\ntags: [x/y, z]\nwhen: 1953\n---\n", true, true},
		{"a tag less", "---\ntitle: C\nwhen: 1953\n---\n", true, true},
		{"a tag that is there as one above others", "---\ntitle: C\ntags: [x]\nwhen: 1953\n---\n", true, true},
		{"a tag that none had", "---\ntitle: C\ntags: [x/y, new]\nwhen: 1953\n---\n", false, false},
		{"a tag that is none", "---\ntitle: C\ntags: [x/y, \"!\"]\nwhen: 1953\n---\n", false, false},
		{"a tag that the next note was to name", "---\ntitle: C\ntags: [x/y, late]\nwhen: 1953\n---\n", false, false},
		{"another date", "---\ntitle: C\ntags: [x/y]\nwhen: 1955\n---\n", true, true},
		{"no date", "---\ntitle: C\ntags: [x/y]\n---\n", true, true},
		{"a date of a year that has no page", "---\ntitle: C\ntags: [x/y]\nwhen: 1954\n---\n", false, false},
		{"a tag and a date", "---\ntitle: C\ntags: [x/y, z]\nwhen: 1955\n---\n", false, false},
		{"all of it, some lines further down", "---\n# A note.\n\ntitle: C\ntags: [x/y]\nwhen: 1953\n---\n", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, compiler := linked([2]string{"content/a.md", "---\ntags: [x/y, z]\nwhen: 1953\n---\n"}, [2]string{"content/b.md", "---\nwhen: 1955\n---\n"},
				[2]string{"content/c.md", was}, [2]string{"content/d.md", "---\ntags: [late]\n---\n"})
			if taken, wide := g.Renew(compiler.Compile("content/c.md", []byte(c.text))); (taken != nil) != c.taken || wide != c.wide {
				t.Errorf("taken: %v, wide: %v", taken, wide)
			}
		})
	}
}

func TestRenewLeavesDatesOnWhichAssignmentsRest(t *testing.T) {
	const norm = "---\ntitle: Rules\nissued: %s\nassigns:\n  - power: levy\n    to: [village]\n    share: decides\n---\n"
	year := func(of string) string { return strings.Replace(norm, "%s", of, 1) }
	g, compiler := linked([2]string{"content/norms/a.md", "---\nissued: 1955\n---\n"}, [2]string{"content/norms/b.md", "---\nissued: 1953\n---\n"},
		[2]string{"content/norms/c.md", year("1953")}, [2]string{"content/organisations/village.md", "---\ntitle: Village\n---\n"})
	if len(g.Diagnostics) > 0 {
		t.Fatal(g.Diagnostics)
	}
	if n, _ := g.Renew(compiler.Compile("content/norms/c.md", []byte(year("1955")))); n != nil {
		t.Error("taken, though it was assigned at another time")
	}
}
