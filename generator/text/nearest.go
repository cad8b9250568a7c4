package text

// Nearest returns the candidate that is most like name, or "" where none is
// like enough to be worth suggesting: at most a third of its letters differ
// (an insertion, deletion, substitution or swap of neighbours each count one).
// Both sides are folded; the first of equally near candidates wins, so the
// order of candidates decides.
func Nearest(name string, candidates []string) string {
	want := []rune(Fold(name))
	best, bestDistance := "", max(1, len(want)/3)+1
	for _, candidate := range candidates {
		have := []rune(Fold(candidate))
		if difference := len(have) - len(want); difference >= bestDistance || -difference >= bestDistance {
			continue
		}
		if d := distance(want, have, bestDistance); d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}

// distance is the optimal string alignment distance of a and b, or some value
// of at least limit once it is sure not to be below it.
func distance(a, b []rune, limit int) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least >= limit {
			return least
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
