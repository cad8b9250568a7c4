package corpus

import (
	"math/rand/v2"
	"slices"
)

// Roots and leaves of the hierarchical tags, in order of use.
var (
	tagRoots = []string{
		"governance", "norms", "dispatch", "poverty", "economy", "elections", "land",
		"campaign", "scholarship", "water", "schools", "records",
	}
	tagLeaves = []string{
		"village", "county", "township", "first-secretary", "work-team", "accounts", "audit",
		"tax", "collective", "programmes", "local", "party", "law", "reform", "formalism",
		"relief", "terraces", "orchards", "petitions", "training", "evaluation", "minutes",
		"boundaries", "registers", "tenure", "labour", "grain", "mills", "roads", "clinics",
	}
)

// drawTags draws one to five different tags. A few are on a large part of all
// notes and most on few, and a larger site has more tags.
func drawTags(r *rand.Rand, notes int) []string {
	known := min(len(tagRoots)*(len(tagLeaves)+1), 30+notes/50)
	var tags []string
	for range 1 + r.IntN(5) {
		tag := tagAt(skewed(r, known, 2))
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// tagAt is the tag of a rank: common roots with common leaves come first, and
// every root also stands alone.
func tagAt(rank int) string {
	root, leaf := rank%len(tagRoots), rank/len(tagRoots)
	if leaf == len(tagLeaves) {
		return tagRoots[root]
	}
	return tagRoots[root] + "/" + tagLeaves[(leaf+root)%len(tagLeaves)]
}
