package site

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/message"
	"fangzhi/generator/settings"
	"fangzhi/templates"
)

// plan plans a site of notes given by path.
func plan(t *testing.T, notes []string, text func(i int) string) []Page {
	t.Helper()
	g, s := link(t, notes, text)
	pages, problems := Plan(g, s, []Language{{Words: words(t)}}, Assets{}, &Memory{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return pages
}

// link links notes at paths, each of which has a text.
func link(t *testing.T, notes []string, text func(i int) string) (*graph.Graph, *settings.Settings) {
	t.Helper()
	s, problems := settings.Parse([]byte("title: Many\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	library, _ := bibliography.NewLibrary(nil)
	in := graph.Input{Library: library, Schema: s.Schema, Pages: Fixed(nil)}
	for i, name := range notes {
		in.Objects = append(in.Objects, compiled(t, &s, name, text(i)))
	}
	g := graph.Link(in)
	if len(g.Diagnostics) > 0 {
		t.Fatal(g.Diagnostics)
	}
	return g, &s
}

// compiled is a note without mistakes.
func compiled(t *testing.T, s *settings.Settings, name, text string) *compile.Object {
	t.Helper()
	o := compile.New(s.Schema, markdown.Options{}).Compile(name, []byte(text))
	if len(o.Diagnostics) > 0 {
		t.Fatal(o.Diagnostics)
	}
	return o
}

// words are the default texts in English.
func words(t *testing.T) *message.Words {
	t.Helper()
	text, err := fs.ReadFile(templates.FS, "messages/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	catalog, problems := message.Load([]message.File{{Path: "en.yaml", Data: text}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return catalog.Words(message.English)
}

func paths(folder string, n int) []string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("content/%s/note-%05d.md", folder, i))
	}
	return names
}

// TestLargeComparisonsAreDivided holds that no page has more than its share,
// whatever notes have in common, and that all pages together show each value
// once.
func TestLargeComparisonsAreDivided(t *testing.T) {
	for name, points := range map[string]func(i int) string{
		"all state the same points": func(i int) string { return fmt.Sprintf("  size: %d\n  term: 2\n  standing: member\n", i%7) },
		"each has a point of its own": func(i int) string {
			return fmt.Sprintf("  size: 1\n  term: 2\n  own %d: 3\n", i)
		},
		"none has much in common": func(i int) string { return fmt.Sprintf("  own %d: 1\n  size: 2\n", i) },
		"one note states very much": func(i int) string {
			if i > 0 {
				return "  size: 1\n  term: 2\n"
			}
			var b strings.Builder
			for j := range 3000 {
				fmt.Fprintf(&b, "  point %d: %d\n", j, j)
			}
			return b.String() + "  size: 1\n"
		},
	} {
		t.Run(name, func(t *testing.T) {
			const notes = 1500
			values, want, pages := 0, 0, 0
			for i := range notes {
				want += strings.Count(points(i), "\n")
			}
			for _, page := range plan(t, paths("norms", notes), func(i int) string {
				return fmt.Sprintf("---\ntitle: Note %d\nwhen: \"%d\"\nattributes:\n%s---\n", i, 1000+i/2, points(i))
			}) {
				if page.Kind != Comparison {
					continue
				}
				pages++
				view := page.View().Model
				v := view.(*ComparisonPage)
				cells := 0
				for _, table := range v.Tables {
					for _, row := range table.Rows {
						cells += len(row.Cells)
						for _, cell := range row.Cells {
							if cell.Stated {
								values++
							}
						}
					}
				}
				for _, alone := range v.Alone {
					values += len(alone.Points)
				}
				if most := comparedCells + comparedColumns*comparedRows; cells > most {
					t.Errorf("%s has %d cells", page.Address, cells)
				}
				if len(v.Pager) == 0 || len(v.Pager) > 13 {
					t.Errorf("%s has %d links to pages", page.Address, len(v.Pager))
				}
			}
			if values != want {
				t.Errorf("%d of %d values are shown, on %d pages", values, want, pages)
			}
		})
	}
}

// TestLargeResponsibilitiesAreDivided holds the same of powers: each is shown,
// and no page grows with the corpus.
func TestLargeResponsibilitiesAreDivided(t *testing.T) {
	for name, power := range map[string]func(i int) string{
		"each norm has a power of its own": func(i int) string { return fmt.Sprintf("power %d", i) },
		"all assign the same power":        func(int) string { return "the power" },
	} {
		t.Run(name, func(t *testing.T) {
			const notes = 1200
			want, got, pages := map[string]bool{}, map[string]bool{}, 0
			for i := range notes {
				want[power(i)] = true
			}
			for _, page := range plan(t, paths("norms", notes), func(i int) string {
				return fmt.Sprintf("---\ntitle: Note %d\nin_force: \"%d-03/%d-05\"\nassigns:\n  - {power: %s, to: note-%05d, share: decides}\n  - {power: %s, to: note-00001, share: advises}\n---\n",
					i, 1000+i, 1003+i, power(i), (i*7)%notes, power(i))
			}) {
				if page.Kind != Powers {
					continue
				}
				pages++
				view := page.View().Model
				v := view.(*PowersPage)
				shown := 0
				for _, span := range v.Spans {
					for _, row := range span.Rows {
						got[row.Name] = true
						for _, cell := range row.Cells {
							for _, held := range cell {
								shown += 1 + len(held.Norms)
							}
						}
					}
				}
				if len(v.Spans) > powerSpans || shown > 6000 {
					t.Errorf("%s has %d spans with %d entries", page.Address, len(v.Spans), shown)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d of %d powers are shown, on %d pages", len(got), len(want), pages)
			}
		})
	}
}

func TestSpansAreNamedAsCoarselyAsIsExact(t *testing.T) {
	var titles []string
	for _, page := range plan(t, paths("norms", 1), func(int) string {
		return `---
assigns:
  - {power: a, to: "[[other]]", share: decides, when: "2001/2003-05"}
  - {power: b, to: "[[other]]", share: decides, when: "2003-07-04/2003-07-04"}
aliases: [other]
---
`
	}) {
		if page.Kind != Powers {
			continue
		}
		view := page.View().Model
		for _, span := range view.(*PowersPage).Spans {
			titles = append(titles, span.Title)
		}
	}
	want := "2001 | January 2002 to April 2003 | May 2003 | 1 June 2003 to 3 July 2003 | 4 July 2003 | From 5 July 2003 on"
	if got := strings.Join(titles, " | "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
