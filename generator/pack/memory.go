package pack

import (
	"reflect"
	"unsafe"
)

// slice is what a slice is in memory, of whatever type.
type slice struct {
	at               unsafe.Pointer
	length, capacity int
}

// int is the number at a place, of a type with a sign.
func (r *recipe) int(at unsafe.Pointer) int64 {
	switch r.kind {
	case reflect.Int:
		return int64(*(*int)(at))
	case reflect.Int8:
		return int64(*(*int8)(at))
	case reflect.Int16:
		return int64(*(*int16)(at))
	case reflect.Int32:
		return int64(*(*int32)(at))
	}
	return *(*int64)(at)
}

func (r *recipe) setInt(at unsafe.Pointer, n int64) {
	switch r.kind {
	case reflect.Int:
		*(*int)(at) = int(n)
	case reflect.Int8:
		*(*int8)(at) = int8(n)
	case reflect.Int16:
		*(*int16)(at) = int16(n)
	case reflect.Int32:
		*(*int32)(at) = int32(n)
	default:
		*(*int64)(at) = n
	}
}

// uint is the number at a place, of a type without a sign.
func (r *recipe) uint(at unsafe.Pointer) uint64 {
	switch r.kind {
	case reflect.Uint:
		return uint64(*(*uint)(at))
	case reflect.Uint8:
		return uint64(*(*uint8)(at))
	case reflect.Uint16:
		return uint64(*(*uint16)(at))
	case reflect.Uint32:
		return uint64(*(*uint32)(at))
	}
	return *(*uint64)(at)
}

func (r *recipe) setUint(at unsafe.Pointer, n uint64) {
	switch r.kind {
	case reflect.Uint:
		*(*uint)(at) = uint(n)
	case reflect.Uint8:
		*(*uint8)(at) = uint8(n)
	case reflect.Uint16:
		*(*uint16)(at) = uint16(n)
	case reflect.Uint32:
		*(*uint32)(at) = uint32(n)
	default:
		*(*uint64)(at) = n
	}
}
