// Package network says how things that are joined hang together: where each
// stands in a drawing, which names fit into it, and which things are akin
// although nothing joins them. It takes plain data and gives plain data, and
// knows neither notes nor pages.
//
// All of it is a pure function of what it is given, whatever the order in which
// that comes, and on any machine: it reckons in whole numbers only, of which
// sums are the same in any order, and of which no processor rounds otherwise
// than another or fuses two steps into one.
package network

import (
	"cmp"
	"slices"
	"strings"
)

// Join is an undirected line between two things, by their indexes.
type Join struct{ A, B int32 }

// links are the neighbours of each thing, ascending, each once, without itself.
type links struct {
	start []int32 // of the neighbours of each in to, with the end of the last
	to    []int32
}

func (l *links) of(i int32) []int32   { return l.to[l.start[i]:l.start[i+1]] }
func (l *links) degree(i int32) int32 { return l.start[i+1] - l.start[i] }
func (l *links) len() int32           { return int32(len(l.start) - 1) }

// newLinks gathers joins of n things. Those that name a thing twice, or none,
// are left out.
func newLinks(n int, joins []Join) links {
	both := make([]Join, 0, 2*len(joins))
	for _, j := range joins {
		if j.A != j.B && j.A >= 0 && j.B >= 0 && int(j.A) < n && int(j.B) < n {
			both = append(both, j, Join{j.B, j.A})
		}
	}
	// By B and then, keeping that order, by A: two rounds of counting.
	both = byColumn(n, byColumn(n, both, func(j Join) int32 { return j.B }), func(j Join) int32 { return j.A })
	both = slices.Compact(both)
	l := links{start: make([]int32, n+1), to: make([]int32, len(both))}
	for i, j := range both {
		l.start[j.A+1]++
		l.to[i] = j.B
	}
	for i := range n {
		l.start[i+1] += l.start[i]
	}
	return l
}

// byColumn sorts joins by one of their ends, and keeps the order of equal ones.
func byColumn(n int, joins []Join, column func(Join) int32) []Join {
	at := make([]int, n+1)
	for _, j := range joins {
		at[column(j)+1]++
	}
	for i := range n {
		at[i+1] += at[i]
	}
	sorted := make([]Join, len(joins))
	for _, j := range joins {
		sorted[at[column(j)]] = j
		at[column(j)]++
	}
	return sorted
}

// Neighbours lists for each of n things what it is joined with, ascending.
func Neighbours(n int, joins []Join) [][]int32 {
	l := newLinks(n, joins)
	all := make([][]int32, n)
	for i := range all {
		all[i] = slices.Clip(l.of(int32(i)))
	}
	return all
}

// MostJoined are the indexes of at most so many things, those with the most
// neighbours, of equals those first by ID; in ascending order of index.
func MostJoined(ids []string, near [][]int32, most int) []int32 {
	all := make([]int32, len(ids))
	for i := range all {
		all[i] = int32(i)
	}
	slices.SortFunc(all, func(a, b int32) int {
		return cmp.Or(len(near[b])-len(near[a]), strings.Compare(ids[a], ids[b]))
	})
	all = all[:min(most, len(all))]
	slices.Sort(all)
	return all
}

// hash is FNV-1a, by which an ID seeds where its thing begins.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
