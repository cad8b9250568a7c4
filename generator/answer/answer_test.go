package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/query"
	"fangzhi/generator/schema"

	"pgregory.net/rapid"
)

// site is a random graph and the compiler that made it.
func site(t *rapid.T) (*graph.Graph, *compile.Compiler) {
	s := schema.New()
	compiler := compile.New(s, markdown.Options{})
	var objects []*compile.Object
	names := rapid.IntRange(1, 12).Draw(t, "notes")
	for i := range names {
		folder := rapid.SampledFrom([]string{"norms", "cases"}).Draw(t, "folder")
		front := fmt.Sprintf("title: Note %d\n", i)
		if when := rapid.SampledFrom([]string{"", "1953", "195X", "1950/1953", "1978~/..", "../1960"}).Draw(t, "when"); when != "" {
			front += fmt.Sprintf("when: %q\n", when)
		}
		if tag := rapid.SampledFrom([]string{"", "x", "x/y", "z"}).Draw(t, "tag"); tag != "" {
			front += "tags: [" + tag + "]\n"
		}
		body := fmt.Sprintf("See [[n%d]].\n", rapid.IntRange(0, names-1).Draw(t, "link"))
		objects = append(objects, compiler.Compile(fmt.Sprintf("content/%s/n%d.md", folder, i), []byte("---\n"+front+"---\n"+body)))
	}
	slices.SortFunc(objects, func(a, b *compile.Object) int { return cmp.Compare(a.Path, b.Path) })
	return graph.Link(graph.Input{Objects: objects, Library: &bibliography.Library{}, Schema: s}), compiler
}

// holds are conditions, each with a plain way to find out whether it holds.
var holds = map[string]func(*graph.Note) bool{
	"type = norm":   func(n *graph.Note) bool { return strings.HasPrefix(n.Object.Path, "content/norms/") },
	"in path cases": func(n *graph.Note) bool { return strings.HasPrefix(n.Object.Path, "content/cases/") },
	"tag = x":       func(n *graph.Note) bool { return bears(n, "x") },
	"tag under x":   func(n *graph.Note) bool { return bears(n, "x") || bears(n, "x/y") },
	"when exists":   func(n *graph.Note) bool { return !n.When.IsZero() },
	"links to [[n0]]": func(n *graph.Note) bool {
		return strings.Contains(n.Object.Body.References[0].Target, "n0") && !strings.HasSuffix(n.Object.Path, "/n0.md")
	},
	`title contains "note 1"`:     func(n *graph.Note) bool { return strings.HasPrefix(n.Title, "Note 1") },
	"when overlaps 1952":          func(n *graph.Note) bool { return in(n, "1953", "1978~/..") == false && !n.When.IsZero() },
	"certainly when after 1960":   func(n *graph.Note) bool { return in(n, "1978~/..") },
	"possibly when in 1953/1954":  func(n *graph.Note) bool { return in(n, "1953", "195X") },
	"certainly when in 1950/1959": func(n *graph.Note) bool { return in(n, "1953", "195X", "1950/1953") },
}

func bears(n *graph.Note, tag string) bool {
	return slices.ContainsFunc(n.Object.Front.Tags, func(w schema.Words) bool { return w.Text == tag })
}

func in(n *graph.Note, dates ...string) bool { return slices.Contains(dates, n.When.String()) }

// TestAnswersAreThoseOfAskingEveryNote compares an answer with one that is
// found by looking at each note by itself.
func TestAnswersAreThoseOfAskingEveryNote(t *testing.T) {
	var conditions []string
	for c := range holds {
		conditions = append(conditions, c)
	}
	slices.Sort(conditions)
	rapid.Check(t, func(t *rapid.T) {
		g, compiler := site(t)
		a := rapid.SampledFrom(conditions).Draw(t, "a")
		b := rapid.SampledFrom(conditions).Draw(t, "b")
		from := rapid.SampledFrom([]string{"all", "norms", "cases", "norms, cases"}).Draw(t, "from")
		shape := rapid.IntRange(0, 3).Draw(t, "shape")
		where := []string{a, "not " + a, a + " and " + b, "not (" + a + ") or " + b}[shape]
		o := compiler.Compile("content/asks.md", []byte("```query\nfrom "+from+" where "+where+"\n```\n"))
		if len(o.Diagnostics) > 0 {
			t.Fatal(o.Diagnostics)
		}
		q := &o.Body.Blocks[0].Query
		var named []*graph.Note
		for _, name := range q.Names {
			named = append(named, g.Find(name.Text)...)
		}
		var want []string
		for _, n := range g.Ordinary() {
			of := from == "all" || strings.Contains(from, n.Type.Plural)
			ok := []bool{holds[a](n), !holds[a](n), holds[a](n) && holds[b](n), !holds[a](n) || holds[b](n)}[shape]
			if of && ok {
				want = append(want, n.Title)
			}
		}
		var got []string
		for _, group := range Find(g, q, named).Groups {
			for _, n := range group.Notes {
				got = append(got, n.Title)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("from %s where %s: got %v, want %v", from, where, got, want)
		}
	})
}

// TestGroupsAndLimitsLoseNoNote holds that each note found stands in a group,
// and no more than the limit.
func TestGroupsAndLimitsLoseNoNote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, _ := site(t)
		q := query.Query{
			Group: rapid.SampledFrom([]string{"decade", "type", "tag", "when"}).Draw(t, "group"),
			Limit: rapid.IntRange(0, 5).Draw(t, "limit"),
			Sort:  []query.SortKey{{Field: "when", Descending: rapid.Bool().Draw(t, "descending")}},
		}
		a := Find(g, &q, nil)
		seen := map[*graph.Note]bool{}
		for _, group := range a.Groups {
			undated := false
			for _, n := range group.Notes {
				seen[n] = true
				if undated && !n.When.IsZero() {
					t.Fatalf("%s, which has a date, stands after one that has none", n.Title)
				}
				undated = undated || n.When.IsZero()
			}
		}
		want := len(g.Ordinary())
		if q.Limit > 0 {
			want = min(want, q.Limit)
		}
		if len(seen) != want || a.Shown != want || a.Total != len(g.Ordinary()) {
			t.Fatalf("%d notes in groups, %d shown, %d in all; want %d", len(seen), a.Shown, a.Total, want)
		}
	})
}

func TestDatesOfQueriesAreMeantAsWholes(t *testing.T) {
	for _, c := range []struct{ written, want string }{
		{"2015", "2015-01-01/2015-12-31"},
		{"2015-02~", "2015-02-01/2015-02-28"},
		{"2013/..", "2013-01-01/.."},
		{"195X/1962-05", "1950-01-01/1962-05-31"},
		{"Y-17E7", "Y-17E7"},
		{"[1953,1955]", "[1953,1955]"},
	} {
		date, err := edtf.Parse(c.written)
		if err != nil {
			t.Fatal(err)
		}
		if got := Whole(date).String(); got != c.want {
			t.Errorf("%s is taken as %s, want %s", c.written, got, c.want)
		}
	}
}
