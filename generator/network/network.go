// Package network says how things that are joined hang together: where each
// stands in a drawing, which names fit into it, and which things are akin
// although nothing joins them. It takes plain data and gives plain data, and
// knows neither notes nor pages.
//
// All of it is a pure function of what it is given, whatever the order in which
// that comes, and on any machine: it adds whole numbers only, of which sums are
// the same in any order. Roots and quotients are taken in floating point, which
// the standard rounds alike everywhere, but no product is added to anything
// there: some processors fuse these two steps into one, and others do not.
package network

import (
	"cmp"
	"iter"
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
	l := links{start: make([]int32, n+1)}
	for both := range ends(n, joins) {
		l.start[both.A+1]++
	}
	for i := range n {
		l.start[i+1] += l.start[i]
	}
	l.to = make([]int32, l.start[n])
	at := slices.Clone(l.start)
	for both := range ends(n, joins) {
		l.to[at[both.A]] = both.B
		at[both.A]++
	}
	l.sort()
	return l
}

// ends yields each join of two of n things, and the same the other way round.
func ends(n int, joins []Join) iter.Seq[Join] {
	return func(yield func(Join) bool) {
		for _, j := range joins {
			if j.A == j.B || j.A < 0 || j.B < 0 || int(j.A) >= n || int(j.B) >= n {
				continue
			}
			if !yield(j) || !yield(Join{j.B, j.A}) {
				return
			}
		}
	}
}

// sort puts the neighbours of each in order, and keeps each once.
func (l *links) sort() {
	// Each tells its neighbours of itself, those that come first before others.
	sorted, at := make([]int32, len(l.to)), slices.Clone(l.start)
	for i := range l.len() {
		for _, other := range l.of(i) {
			sorted[at[other]] = i
			at[other]++
		}
	}
	var begin, end int32
	for i := range l.len() {
		once := slices.Compact(sorted[begin:l.start[i+1]])
		begin, l.start[i+1] = l.start[i+1], end+int32(len(once))
		copy(sorted[end:], once)
		end = l.start[i+1]
	}
	l.to = sorted[:end]
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
