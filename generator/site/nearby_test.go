package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/network"

	"pgregory.net/rapid"
)

// nearbyOf plans a site of notes in which each names those whose numbers it
// links to or, where the number is negative, bases itself on, and gives the
// neighbourhood of the first.
func nearbyOf(t *testing.T, joins [][]int) *Nearby {
	t.Helper()
	pages := plan(t, paths("norms", len(joins)), func(i int) string {
		var based, links strings.Builder
		for _, to := range joins[i] {
			if to < 0 {
				fmt.Fprintf(&based, "  - Norm %04d\n", -to)
			} else {
				fmt.Fprintf(&links, "[[Norm %04d]] ", to)
			}
		}
		head := fmt.Sprintf("---\ntitle: Norm %04d\n", i)
		if based.Len() > 0 {
			head += "implements:\n" + based.String()
		}
		return head + "---\n" + links.String() + "\n"
	})
	for _, p := range pages {
		if v, is := p.View().Model.(*NotePage); is && v.Title == "Norm 0000" {
			return v.Nearby
		}
	}
	t.Fatal("the note has no page")
	return nil
}

func TestANoteAloneHasNoNeighbourhood(t *testing.T) {
	if v := nearbyOf(t, [][]int{{0}, {2}, {}}); v != nil {
		t.Errorf("a note that is joined with none has the neighbourhood %+v", v)
	}
}

func TestTheStrongestNeighboursAreDrawn(t *testing.T) {
	joins := make([][]int, 21)
	for i := 1; i < 20; i++ {
		joins[0] = append(joins[0], i)
	}
	joins[0] = append(joins[0], -20)                 // a relation
	joins[18], joins[19] = []int{0, 0}, []int{0, 17} // two more links, and one
	v := nearbyOf(t, joins)
	if v.Count != 20 || len(v.Notes) != mostNearby || v.More() != 20-mostNearby {
		t.Fatalf("of %d neighbours %d are drawn, %d not", v.Count, len(v.Notes), v.More())
	}
	var titles []string
	for _, n := range v.Notes {
		titles = append(titles, n.Text)
		if n.Related != (n.Text == "Norm 0020") {
			t.Errorf("%s: drawn as a relation: %t", n.Text, n.Related)
		}
	}
	if !slices.IsSorted(titles) {
		t.Errorf("neighbours stand in the order %q", titles)
	}
	for _, strong := range []string{"Norm 0017", "Norm 0018", "Norm 0019", "Norm 0020"} {
		if !slices.Contains(titles, strong) {
			t.Errorf("%s is not drawn, but %q", strong, titles)
		}
	}
	between := network.Join{A: int32(slices.Index(titles, "Norm 0017")), B: int32(slices.Index(titles, "Norm 0019"))}
	if !slices.Equal(v.Joins, []network.Join{between}) {
		t.Errorf("between neighbours are the joins %v, not %v", v.Joins, between)
	}
}

var (
	spokes  = regexp.MustCompile(`M64 \d+Q-?\d+ \d+ (\d+ \d+)`)
	moves   = regexp.MustCompile(`M(\d+ \d+)m`)
	listing = regexp.MustCompile(`<li><a href="([^"]*)"[^>]*>`)
)

// TestNoNeighbourIsLost holds that each neighbour has a name, a mark of its own
// place, and a line that ends there, and that a name stands beside its mark.
func TestNoNeighbourIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, mostNearby).Draw(t, "neighbours")
		v := &Nearby{Type: "norm", Shape: shapes["norm"], Count: n}
		for k := range n {
			kind := rapid.SampledFrom([]string{"norm", "case", "own"}).Draw(t, "type")
			v.Notes = append(v.Notes, NearbyNote{
				Link:  &Link{Text: rapid.String().Draw(t, "title"), Href: fmt.Sprintf("/n/%d/", k), Type: kind},
				Shape: shapeOf(kind, k), Related: rapid.Bool().Draw(t, "related"),
			})
		}
		html := string(v.Markup())
		listed := listing.FindAllStringSubmatch(html, -1)
		ends := map[string]bool{}
		for _, line := range spokes.FindAllStringSubmatch(html, -1) {
			ends[line[1]] = true
		}
		marks := map[string]bool{}
		for _, mark := range moves.FindAllStringSubmatch(html, -1) {
			marks[mark[1]] = true
		}
		if len(listed) != n || len(ends) != n || len(marks) != n+1 {
			t.Fatalf("%d neighbours have %d names, %d lines, and %d marks with that of the note itself", n, len(listed), len(ends), len(marks))
		}
		for k := range n {
			at := v.place(k)
			if place := fmt.Sprintf("%d %d", at.X, at.Y); !ends[place] || !marks[place] {
				t.Fatalf("neighbour %d has no line or no mark at %s", k, place)
			}
			if listed[k][1] != v.Notes[k].Href {
				t.Fatalf("name %d leads to %s", k, listed[k][1])
			}
		}
	})
}
