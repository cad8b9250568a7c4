// Package fingerprint sums up plain data: equal values have equal sums, on any
// machine and in any run. It serves to tell whether a page's view model is the
// one the page was rendered from.
package fingerprint

import (
	"crypto/sha256"
	"sync"

	"fangzhi/generator/pack"
)

// Sum is a SHA-256 over a value's shape and content.
type Sum [sha256.Size]byte

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Of sums up structs, slices, maps, pointers, strings, numbers and booleans,
// however nested: all that pack.Append takes. Pointers count by what they point
// to. It panics on functions, channels and interfaces, which have no place in
// view models.
func Of(values ...any) Sum {
	buffer := buffers.Get().(*[]byte)
	encoded := (*buffer)[:0]
	for _, v := range values {
		encoded = pack.Append(encoded, v)
	}
	sum := Sum(sha256.Sum256(encoded))
	*buffer = encoded
	buffers.Put(buffer)
	return sum
}
