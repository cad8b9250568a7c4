package edtf

import (
	"cmp"
	"strings"
)

// Compare orders dates for lists: by the first day that they may touch, then
// by the last, then the coarser before the finer, then by their text. The zero
// Date comes last. It is a total order: 0 means that a and b are Equal.
func Compare(a, b Date) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	aFirst, aLast := a.Span()
	bFirst, bLast := b.Span()
	order := cmp.Or(
		cmp.Compare(aFirst, bFirst),
		cmp.Compare(aLast, bLast),
		cmp.Compare(a.Precision(), b.Precision()),
	)
	if order != 0 || a.Equal(b) {
		return order
	}
	return strings.Compare(a.String(), b.String())
}
