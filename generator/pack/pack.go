// Package pack writes plain data as bytes and reads them back: what the object
// cache is made of, and what fingerprints are taken of. Equal values give equal
// bytes. The bytes hold no description of themselves, so only the
// types that they were written from can read them; and they hold each text
// once, so that reading copies none.
package pack

import (
	"bytes"
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
	"unsafe"
)

// Append adds the bytes of a value to a slice. The value is made of structs
// with exported fields, slices, arrays, maps, pointers, strings, numbers,
// booleans and types that are an encoding.BinaryMarshaler. It panics on others.
// Fields with the tag pack:"-" are left out.
func Append(to []byte, v any) []byte {
	value := reflect.ValueOf(v)
	at := reflect.New(value.Type())
	at.Elem().Set(value)
	return recipeOf(value.Type()).append(to, at.UnsafePointer())
}

// AppendPacked adds the bytes of a slice of values to a slice, where those of
// each value are at hand.
func AppendPacked(to []byte, values []string) []byte {
	to = binary.AppendUvarint(to, uint64(len(values)))
	for _, bytes := range values {
		to = append(to, bytes...)
	}
	return to
}

// Tight returns a copy of a value that holds all its texts in one piece, and
// that piece: the bytes that Append makes of the value. Thousands of values of
// many texts each are so a lighter burden on the garbage collector. Empty
// slices become nil. The copy is made in a room, if there is one. A value that
// nests too deep to be read comes back as it is, with no text.
func Tight[T any](v T, in *Room) (T, string) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	*buffer = Append((*buffer)[:0], v)
	packed := in.Text(*buffer)
	var tight T
	if err := ReadIn(packed, &tight, in); err != nil {
		return v, ""
	}
	return tight, packed
}

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// append adds the bytes of the value at a place in memory.
func (r *recipe) append(to []byte, at unsafe.Pointer) []byte {
	switch r.kind {
	case reflect.String:
		text := *(*string)(at)
		to = binary.AppendUvarint(to, uint64(len(text)))
		return append(to, text...)
	case reflect.Bool:
		if *(*bool)(at) {
			return append(to, 1)
		}
		return append(to, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(to, r.int(at))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(to, r.uint(at))
	case reflect.Float32:
		return binary.BigEndian.AppendUint64(to, math.Float64bits(float64(*(*float32)(at))))
	case reflect.Float64:
		return binary.BigEndian.AppendUint64(to, math.Float64bits(*(*float64)(at)))
	case reflect.Pointer:
		pointer := *(*unsafe.Pointer)(at)
		if pointer == nil {
			return append(to, 0)
		}
		return r.item.append(append(to, 1), pointer)
	case reflect.Slice:
		items := (*slice)(at)
		return r.appendItems(binary.AppendUvarint(to, uint64(items.length)), items.at, items.length)
	case reflect.Array:
		return r.appendItems(to, at, r.length)
	case reflect.Map:
		return r.appendEntries(to, at)
	case reflect.Struct:
		if r.own {
			return r.appendOwn(to, at)
		}
		for i := range r.fields {
			to = r.fields[i].append(to, unsafe.Add(at, r.fields[i].at))
		}
		return to
	}
	panic(fmt.Sprintf("pack: a value holds a %s", r.of))
}

func (r *recipe) appendItems(to []byte, at unsafe.Pointer, n int) []byte {
	if r.bytes {
		return append(to, unsafe.Slice((*byte)(at), n)...)
	}
	for i := range n {
		to = r.item.append(to, unsafe.Add(at, uintptr(i)*r.item.size))
	}
	return to
}

// appendEntries writes the entries in order of their bytes.
func (r *recipe) appendEntries(to []byte, at unsafe.Pointer) []byte {
	entries := reflect.NewAt(r.of, at).Elem()
	key, item := reflect.New(r.key.of), reflect.New(r.item.of)
	var written []byte // all entries
	ends := make([]int, 0, entries.Len())
	for e := entries.MapRange(); e.Next(); {
		key.Elem().SetIterKey(e)
		item.Elem().SetIterValue(e)
		written = r.item.append(r.key.append(written, key.UnsafePointer()), item.UnsafePointer())
		ends = append(ends, len(written))
	}
	parts, start := make([][]byte, len(ends)), 0
	for i, end := range ends {
		parts[i], start = written[start:end], end
	}
	slices.SortFunc(parts, bytes.Compare)
	to = binary.AppendUvarint(to, uint64(len(parts)))
	for _, part := range parts {
		to = append(to, part...)
	}
	return to
}

func (r *recipe) appendOwn(to []byte, at unsafe.Pointer) []byte {
	data, err := reflect.NewAt(r.of, at).Interface().(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		panic(fmt.Sprintf("pack: %s: %v", r.of, err))
	}
	to = binary.AppendUvarint(to, uint64(len(data)))
	return append(to, data...)
}

// errDamaged says that bytes were not written from the type that reads them.
var errDamaged = errors.New("pack: the bytes are not those of the value")

// Read reads data into the value that v points to. Texts of the value are
// parts of data. It fails, and may leave some of the value filled, where data
// is not what Append made of such a value.
func Read(data string, v any) error { return ReadIn(data, v, nil) }

// ReadIn is Read, and makes what v comes to hold in a room.
func ReadIn(data string, v any, in *Room) error {
	r := reader{data: data, room: in}
	value := reflect.ValueOf(v)
	if err := r.value(recipeOf(value.Type().Elem()), value.UnsafePointer()); err != nil {
		return err
	}
	if r.at != len(data) {
		return errDamaged
	}
	return nil
}

// maxDepth bounds how deep values may nest: damaged bytes could nest for ever.
const maxDepth = 200

type reader struct {
	data  string
	at    int
	depth int
	room  *Room // nil for none
}

// value reads a value into a place in memory, where an empty one is.
func (r *reader) value(by *recipe, to unsafe.Pointer) (err error) {
	switch by.kind {
	case reflect.String:
		*(*string)(to), err = r.text()
		return err
	case reflect.Bool:
		b, err := r.byte()
		*(*bool)(to) = b == 1
		return err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		u, err := r.uvarint()
		n := int64(u >> 1)
		if u&1 != 0 {
			n = ^n
		}
		by.setInt(to, n)
		return err
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		u, err := r.uvarint()
		by.setUint(to, u)
		return err
	case reflect.Float32:
		f, err := r.float()
		*(*float32)(to) = float32(f)
		return err
	case reflect.Float64:
		*(*float64)(to), err = r.float()
		return err
	}
	if r.depth == maxDepth {
		return errDamaged
	}
	r.depth++
	err = r.compound(by, to)
	r.depth--
	return err
}

// compound reads a value that holds others.
func (r *reader) compound(by *recipe, to unsafe.Pointer) error {
	switch by.kind {
	case reflect.Pointer:
		there, err := r.byte()
		if err != nil || there == 0 {
			return err
		}
		at := r.room.items(by.item, 1)
		*(*unsafe.Pointer)(to) = at
		return r.value(by.item, at)
	case reflect.Slice:
		n, err := r.length()
		if err != nil || n == 0 {
			return err // nothing is nil, as elsewhere
		}
		// It has no room behind it, so that whoever appends to it does not write upon
		// what lies there.
		items := slice{r.room.items(by.item, n), n, n}
		*(*slice)(to) = items
		return r.items(by, items.at, n)
	case reflect.Array:
		return r.items(by, to, by.length)
	case reflect.Map:
		return r.entries(by, to)
	case reflect.Struct:
		if by.own {
			return r.owned(by, to)
		}
		for i := range by.fields {
			if err := r.value(by.fields[i].recipe, unsafe.Add(to, by.fields[i].at)); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("pack: a value holds a %s", by.of)
}

func (r *reader) float() (float64, error) {
	if len(r.data)-r.at < 8 {
		return 0, errDamaged
	}
	r.at += 8
	return math.Float64frombits(binary.BigEndian.Uint64([]byte(r.data[r.at-8 : r.at]))), nil
}

// items reads so many items, which lie side by side.
func (r *reader) items(by *recipe, to unsafe.Pointer, n int) error {
	if by.bytes {
		if len(r.data)-r.at < n {
			return errDamaged
		}
		r.at += copy(unsafe.Slice((*byte)(to), n), r.data[r.at:])
		return nil
	}
	for i := range n {
		if err := r.value(by.item, unsafe.Add(to, uintptr(i)*by.item.size)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) entries(by *recipe, to unsafe.Pointer) error {
	n, err := r.length()
	if err != nil {
		return err
	}
	entries := reflect.MakeMapWithSize(by.of, n)
	key, item := reflect.New(by.key.of), reflect.New(by.item.of)
	for range n {
		key.Elem().SetZero()
		item.Elem().SetZero()
		if err := r.value(by.key, key.UnsafePointer()); err != nil {
			return err
		}
		if err := r.value(by.item, item.UnsafePointer()); err != nil {
			return err
		}
		entries.SetMapIndex(key.Elem(), item.Elem())
	}
	reflect.NewAt(by.of, to).Elem().Set(entries)
	return nil
}

func (r *reader) owned(by *recipe, to unsafe.Pointer) error {
	s, err := r.text()
	if err != nil {
		return err
	}
	return reflect.NewAt(by.of, to).Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte(s))
}

func (r *reader) text() (string, error) {
	n, err := r.length()
	if err != nil || n == 0 {
		return "", err // and not a part of data that is empty: the garbage collector would follow it
	}
	s := r.data[r.at : r.at+n]
	r.at += n
	return s, nil
}

// length reads a number of things, each of which takes a byte or more.
func (r *reader) length() (int, error) {
	n, err := r.uvarint()
	if err != nil || n > uint64(len(r.data)-r.at) {
		return 0, errDamaged
	}
	return int(n), nil
}

func (r *reader) byte() (byte, error) {
	if r.at >= len(r.data) {
		return 0, errDamaged
	}
	r.at++
	return r.data[r.at-1], nil
}

func (r *reader) uvarint() (uint64, error) {
	if r.at < len(r.data) && r.data[r.at] < 0x80 { // most are small
		r.at++
		return uint64(r.data[r.at-1]), nil
	}
	var n uint64
	for shift := 0; shift < 64; shift += 7 {
		b, err := r.byte()
		if err != nil {
			return 0, err
		}
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n, nil
		}
	}
	return 0, errDamaged
}
