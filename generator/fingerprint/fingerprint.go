// Package fingerprint sums up plain data: equal values have equal sums, on any
// machine and in any run. It serves to tell whether a page's view model is the
// one the page was rendered from.
package fingerprint

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"sync"
)

// Sum is a SHA-256 over a value's shape and content.
type Sum [sha256.Size]byte

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Of sums up structs, slices, pointers, strings, numbers and booleans, however
// nested. Pointers count by what they point to. It panics on maps, functions,
// channels and interfaces, which have no place in view models.
func Of(values ...any) Sum {
	buffer := buffers.Get().(*[]byte)
	encoded := (*buffer)[:0]
	for _, v := range values {
		encoded = appendValue(encoded, reflect.ValueOf(v))
	}
	sum := Sum(sha256.Sum256(encoded))
	*buffer = encoded
	buffers.Put(buffer)
	return sum
}

// appendValue writes lengths before contents, so that no two values share an
// encoding.
func appendValue(to []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		to = binary.AppendUvarint(to, uint64(len(s)))
		return append(to, s...)
	case reflect.Bool:
		if v.Bool() {
			return append(to, 1)
		}
		return append(to, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(to, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(to, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.BigEndian.AppendUint64(to, math.Float64bits(v.Float()))
	case reflect.Pointer:
		if v.IsNil() {
			return append(to, 0)
		}
		return appendValue(append(to, 1), v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			to = binary.AppendUvarint(to, uint64(v.Len()))
			return append(to, v.Bytes()...)
		}
		to = binary.AppendUvarint(to, uint64(v.Len()))
		return appendItems(to, v)
	case reflect.Array:
		return appendItems(to, v)
	case reflect.Struct:
		for i := range v.NumField() {
			to = appendValue(to, v.Field(i))
		}
		return to
	}
	panic(fmt.Sprintf("fingerprint: a view model holds a %s", v.Type()))
}

func appendItems(to []byte, v reflect.Value) []byte {
	for i := range v.Len() {
		to = appendValue(to, v.Index(i))
	}
	return to
}
