package network

// Label is the box that the name of a thing takes up in a drawing that is not
// enlarged, in any unit. When the drawing is enlarged, places move apart and
// boxes keep their size.
type Label struct {
	X, Y          int32 // the middle of its upper edge
	Width, Height int32
}

// Never is the level of a label that is shown at no size.
const Never = 127

// Levels tells how often a drawing must be enlarged twofold before each label
// has room beside those that come before it in the list, so that no two of a
// level or below it overlap; Never, where that takes more than so many times.
func Levels(labels []Label, most int8) []int8 {
	levels := make([]int8, len(labels))
	for i := range levels {
		levels[i] = Never
	}
	var tall, wide int32 = 1, 1
	for i := range labels {
		tall, wide = max(tall, labels[i].Height), max(wide, labels[i].Width)
	}
	before := make([]int32, len(labels)) // of each that is put somewhere, the one that was put there before it, or none
	// What is shown stays: enlarging moves boxes apart.
	for level := int8(0); level <= most; level++ {
		last := map[[2]int32]int32{} // by where labels begin, the one that was put there last
		at := func(l *Label) (x, y int32) { return (l.X<<level - l.Width/2) / wide, l.Y << level / tall }
		put := func(i int32) {
			x, y := at(&labels[i])
			other, taken := last[[2]int32{x, y}]
			if !taken {
				other = none
			}
			before[i], last[[2]int32{x, y}] = other, i
		}
		free := func(i int32) bool {
			x, y := at(&labels[i])
			for cell := range int32(9) {
				other, taken := last[[2]int32{x + cell%3 - 1, y + cell/3 - 1}]
				for ; taken && other != none; other = before[other] {
					if overlap(&labels[i], &labels[other], level) {
						return false
					}
				}
			}
			return true
		}
		for i := range int32(len(labels)) {
			if levels[i] < Never {
				put(i)
			}
		}
		for i := range int32(len(labels)) {
			if levels[i] == Never && free(i) {
				levels[i] = level
				put(i)
			}
		}
	}
	return levels
}

// overlap tells whether two labels do in a drawing enlarged so often.
func overlap(a, b *Label, level int8) bool {
	dx, dy := abs(a.X-b.X)<<level, abs(a.Y-b.Y)<<level
	return 2*dx < a.Width+b.Width && dy < max(a.Height, b.Height)
}

func abs(n int32) int32 { return max(n, -n) }
