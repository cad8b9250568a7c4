package main

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestTheContentShowsHowSelectionTightened reads the comparison of the three
// norms that send people into villages, and the powers that they leave divided,
// as a scholar reads the first site: what these pages are made for.
func TestTheContentShowsHowSelectionTightened(t *testing.T) {
	p := publish(t)
	compared := tableWith(p.tables(t, "compare/norms/index.html"), "Notice on first secretaries", "Guiding opinions on resident teams", "Opinion on continuing to send")
	for point, want := range map[string][]string{
		"minimum size":                {"1 person", "3 people, as a rule ≠ changed", "by the task ≠ changed"},
		"term in years":               {"1 to 3", "at least 2 for each stay ≠ changed", "generally at least 2, with rotation ≠ changed"},
		"how village and person meet": {"by the sending unit's fixed tie", "person to the village's need ≠ changed", "village first, then person ≠ changed"},
	} {
		got := rowOf(compared, point)
		if len(got) != len(want) {
			t.Errorf("%q has the values %q", point, got)
			continue
		}
		for i := range want {
			value, mark, _ := strings.Cut(want[i], " ≠ ")
			if !strings.Contains(got[i].text, value) || !strings.HasSuffix(got[i].text, mark) || !strings.Contains(got[i].href, "/kb/norms/") {
				t.Errorf("%q, %d: %q leads to %q; it should say %q", point, i, got[i].text, got[i].href, want[i])
			}
		}
	}

	powers := tableWith(p.tables(t, "responsibilities/index.html"), "First secretary", "Resident team", "Villagers' committee", "Village Party organisation")
	blurred := rowOf(powers, "the work of the villagers' committee")
	if decide := slices.DeleteFunc(slices.Clone(blurred), func(c cell) bool { return !strings.Contains(c.text, "decides") }); len(decide) < 2 {
		t.Errorf("the work of the villagers' committee is decided by one at the most: %q", blurred)
	}
}

// TestEachTimelineHasItsData follows the link beneath each drawing of the first
// site to a file with as many records as the drawing has marks, and finds no
// such file that no page leads to.
func TestEachTimelineHasItsData(t *testing.T) {
	p := publish(t)
	led := map[string]bool{}
	var files []string
	err := filepath.WalkDir(p.dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		at := strings.TrimPrefix(filepath.ToSlash(name), filepath.ToSlash(p.dir)+"/")
		switch base := path.Base(at); {
		case strings.HasPrefix(base, "timeline") && path.Ext(base) == ".csv":
			files = append(files, at)
		case path.Ext(base) == ".html":
			for _, drawing := range p.timelines(t, at) {
				led[drawing.data] = true
				data, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(drawing.data)))
				if err != nil {
					t.Errorf("%s has a timeline without data: %v", at, err)
				} else if records := bytes.Count(data, []byte("\n")) - 1; drawing.complete && records != drawing.marks {
					t.Errorf("%s draws %d notes; its data has %d", at, drawing.marks, records)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !led[file] {
			t.Errorf("no page leads to %s", file)
		}
	}
	for _, own := range []string{"periods/land-reform/timeline.csv", "organisations/state-council/timeline.csv", "guide/timelines/timeline-1.csv"} {
		if !led[own] {
			t.Errorf("no timeline has the data %s", own)
		}
	}
}

// figure is a timeline as a page has it.
type figure struct {
	data     string // the file that its link leads to
	marks    int
	complete bool
}

// timelines are those of a published page.
func (p *published) timelines(t *testing.T, name string) []figure {
	t.Helper()
	var all []figure
	for n := range p.parse(t, name).Descendants() {
		class := attributeOf(n, "class")
		switch {
		case n.DataAtom == atom.Figure && strings.HasPrefix(class, "timeline"):
			all = append(all, figure{})
		case len(all) == 0:
		case n.Data == "svg" && attributeOf(n, "viewbox")+attributeOf(n, "viewBox") != "":
			all[len(all)-1].complete = slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-complete" })
		case n.DataAtom == atom.A && strings.HasPrefix(class, "mark"):
			all[len(all)-1].marks++
		case n.DataAtom == atom.A && n.Parent != nil && attributeOf(n.Parent, "class") == "timeline-data":
			_, all[len(all)-1].data, _ = strings.Cut(attributeOf(n, "href"), "/kb/")
		}
	}
	return all
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// parse reads a published page.
func (p *published) parse(t *testing.T, name string) *html.Node {
	t.Helper()
	f, err := os.Open(filepath.Join(p.dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	page, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// cell is what one field of a table says, and where its first link leads.
type cell struct{ text, href string }

// table is its rows, of which the first heads the others.
type table [][]cell

// tables are those of a published page.
func (p *published) tables(t *testing.T, name string) []table {
	t.Helper()
	var all []table
	for n := range p.parse(t, name).Descendants() {
		switch n.DataAtom {
		case atom.Table:
			all = append(all, nil)
		case atom.Tr:
			last := &all[len(all)-1]
			*last = append(*last, nil)
		case atom.Th, atom.Td:
			rows := all[len(all)-1]
			rows[len(rows)-1] = append(rows[len(rows)-1], readCell(n))
		}
	}
	return all
}

func readCell(n *html.Node) cell {
	var c cell
	var words []string
	for inner := range n.Descendants() {
		if inner.Type == html.TextNode {
			words = append(words, strings.Fields(inner.Data)...)
		}
		for _, a := range inner.Attr {
			if inner.DataAtom == atom.A && a.Key == "href" && c.href == "" {
				c.href = a.Val
			}
		}
	}
	c.text = strings.Join(words, " ")
	return c
}

// tableWith is the last table of which the head names all of the given.
func tableWith(all []table, heads ...string) table {
	for _, one := range slices.Backward(all) {
		if len(one) > 0 && !slices.ContainsFunc(heads, func(head string) bool {
			return !slices.ContainsFunc(one[0], func(c cell) bool { return strings.HasPrefix(c.text, head) })
		}) {
			return one
		}
	}
	return nil
}

// rowOf are the fields of the row with the given head.
func rowOf(rows table, head string) []cell {
	for _, row := range rows {
		if len(row) > 1 && strings.HasPrefix(row[0].text, head) {
			return row[1:]
		}
	}
	return nil
}
