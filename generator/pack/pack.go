// Package pack writes plain data as bytes and reads them back: what the object
// cache is made of, and what fingerprints are taken of. Equal values give equal
// bytes. The bytes hold no description of themselves, so only the
// types that they were written from can read them; and they hold each text
// once, so that reading copies none.
package pack

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
)

// Append adds the bytes of a value to a slice. The value is made of structs
// with exported fields, slices, arrays, maps, pointers, strings, numbers,
// booleans and types that are an encoding.BinaryMarshaler. It panics on others.
// Fields with the tag pack:"-" are left out.
func Append(to []byte, v any) []byte {
	value := reflect.ValueOf(v)
	return recipeOf(value.Type()).append(to, value)
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

func (r *recipe) append(to []byte, v reflect.Value) []byte {
	if r.own {
		return appendOwn(to, v)
	}
	switch r.kind {
	case reflect.String:
		to = binary.AppendUvarint(to, uint64(v.Len()))
		return append(to, v.String()...)
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
		return r.of.append(append(to, 1), v.Elem())
	case reflect.Slice:
		to = binary.AppendUvarint(to, uint64(v.Len()))
		if r.of.kind == reflect.Uint8 {
			return append(to, v.Bytes()...)
		}
		return r.appendItems(to, v)
	case reflect.Array:
		return r.appendItems(to, v)
	case reflect.Map:
		return r.appendEntries(to, v)
	case reflect.Struct:
		for _, field := range r.fields {
			to = field.append(to, v.Field(field.at))
		}
		return to
	}
	panic(fmt.Sprintf("pack: a value holds a %s", v.Type()))
}

func (r *recipe) appendItems(to []byte, v reflect.Value) []byte {
	for i := range v.Len() {
		to = r.of.append(to, v.Index(i))
	}
	return to
}

// appendEntries writes the entries in order of their bytes.
func (r *recipe) appendEntries(to []byte, v reflect.Value) []byte {
	entries := make([]string, 0, v.Len())
	for e := v.MapRange(); e.Next(); {
		entries = append(entries, string(r.of.append(r.key.append(nil, e.Key()), e.Value())))
	}
	slices.Sort(entries)
	to = binary.AppendUvarint(to, uint64(len(entries)))
	for _, e := range entries {
		to = append(to, e...)
	}
	return to
}

func appendOwn(to []byte, v reflect.Value) []byte {
	data, err := v.Interface().(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		panic(fmt.Sprintf("pack: %s: %v", v.Type(), err))
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
	value := reflect.ValueOf(v).Elem()
	if err := r.value(recipeOf(value.Type()), value); err != nil {
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

func (r *reader) value(by *recipe, v reflect.Value) error {
	switch by.kind {
	case reflect.String:
		s, err := r.text()
		v.SetString(s)
		return err
	case reflect.Bool:
		b, err := r.byte()
		v.SetBool(b == 1)
		return err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		u, err := r.uvarint()
		n := int64(u >> 1)
		if u&1 != 0 {
			n = ^n
		}
		v.SetInt(n)
		return err
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		u, err := r.uvarint()
		v.SetUint(u)
		return err
	case reflect.Float32, reflect.Float64:
		return r.float(v)
	}
	if r.depth == maxDepth {
		return errDamaged
	}
	r.depth++
	err := r.compound(by, v)
	r.depth--
	return err
}

// compound reads a value that holds others.
func (r *reader) compound(by *recipe, v reflect.Value) error {
	if by.own {
		return r.owned(v)
	}
	switch by.kind {
	case reflect.Pointer:
		there, err := r.byte()
		if err != nil || there == 0 {
			return err
		}
		v.Set(r.room.one(v.Type().Elem()))
		return r.value(by.of, v.Elem())
	case reflect.Slice:
		return r.slice(by, v)
	case reflect.Array:
		return r.items(by, v)
	case reflect.Map:
		return r.entries(by, v)
	case reflect.Struct:
		for _, field := range by.fields {
			if err := r.value(field.recipe, v.Field(field.at)); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("pack: a value holds a %s", v.Type())
}

func (r *reader) float(v reflect.Value) error {
	if len(r.data)-r.at < 8 {
		return errDamaged
	}
	v.SetFloat(math.Float64frombits(binary.BigEndian.Uint64([]byte(r.data[r.at : r.at+8]))))
	r.at += 8
	return nil
}

func (r *reader) slice(by *recipe, v reflect.Value) error {
	n, err := r.length()
	if err != nil || n == 0 {
		return err // nothing is nil, as elsewhere
	}
	if by.of.kind == reflect.Uint8 {
		v.SetBytes([]byte(r.data[r.at : r.at+n]))
		r.at += n
		return nil
	}
	r.room.many(v, n)
	return r.items(by, v)
}

func (r *reader) items(by *recipe, v reflect.Value) error {
	for i := range v.Len() {
		if err := r.value(by.of, v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) entries(by *recipe, v reflect.Value) error {
	n, err := r.length()
	if err != nil {
		return err
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), n))
	for range n {
		key, item := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		if err := errors.Join(r.value(by.key, key), r.value(by.of, item)); err != nil {
			return err
		}
		v.SetMapIndex(key, item)
	}
	return nil
}

func (r *reader) owned(v reflect.Value) error {
	s, err := r.text()
	if err != nil {
		return err
	}
	return v.Addr().Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte(s))
}

func (r *reader) text() (string, error) {
	n, err := r.length()
	if err != nil {
		return "", err
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
