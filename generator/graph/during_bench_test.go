package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// BenchmarkDuring answers all questions about the time of each note, in sites
// of which one is ten times as large as the other: the time for one note is to
// be the same. As in a real site a few notes are linked from very many others.
func BenchmarkDuring(b *testing.B) {
	for _, notes := range []int{2_000, 20_000} {
		b.Run(fmt.Sprint(notes), func(b *testing.B) {
			g := largeSite(notes)
			for b.Loop() {
				for _, n := range g.ordinary {
					g.During(n)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(g.ordinary)), "ns/note")
		})
	}
}

// largeSite has norms, cases, organisations and people of seventy years, each
// with links to ten notes, mostly to the first of them.
func largeSite(notes int) *Graph {
	random := rand.New(rand.NewPCG(1, 2))
	name := func(i int) string {
		return fmt.Sprintf("%s/n%06d", []string{"norms", "cases", "organisations", "people", "cases"}[i%5], i)
	}
	paths := make([]string, notes)
	text := make(map[string]string, notes)
	for i := range paths {
		paths[i] = "content/" + name(i) + ".md"
		var s strings.Builder
		start := 1950 + random.IntN(70)
		fmt.Fprintf(&s, "---\ntitle: Note %d\nwhen: %d/%d\ntags: [t%d, t%d/u%d]\n---\n", i, start, start+random.IntN(6), random.IntN(20), random.IntN(20), random.IntN(9))
		for range 10 {
			to := int(float64(notes) * random.Float64() * random.Float64() * random.Float64())
			fmt.Fprintf(&s, "[[%s]] ", name(to))
		}
		text[paths[i]] = s.String()
	}
	slices.Sort(paths)
	return linkNotes(paths, func(path string) string { return text[path] })
}
