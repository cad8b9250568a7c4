package pack

import (
	"reflect"
	"strings"
	"unsafe"
)

// Room is where copies of values lie close together. Values that are kept, and
// are made while much is made that is not, lie scattered otherwise: each keeps
// the memory about it from being used for anything of another size, which for
// thousands of values comes to as much as they take up themselves. The memory of
// a room is given back when nothing that lies in it is used any more.
//
// The zero value is ready. It is for one goroutine at a time.
type Room struct {
	texts strings.Builder
	rows  []row // by number of the type of item
}

// row is what is free of a row of items of one type.
type row struct {
	at   unsafe.Pointer // nil where nothing is
	free int
}

// How much is asked for at once, in bytes. What takes up a good part of that
// gets a place of its own.
const (
	roomForTexts = 256 << 10
	roomForItems = 32 << 10
)

// Text copies a text into the room.
func (r *Room) Text(b []byte) string {
	if r == nil || len(b) > roomForTexts/4 {
		return string(b)
	}
	if r.texts.Cap()-r.texts.Len() < len(b) {
		r.texts = strings.Builder{}
		r.texts.Grow(roomForTexts)
	}
	from := r.texts.Len()
	r.texts.Write(b)
	return r.texts.String()[from:]
}

// items makes so many items of a type that lie side by side, with nothing in
// them, and tells where.
func (r *Room) items(by *recipe, n int) unsafe.Pointer {
	if r == nil || n*int(by.size) > roomForItems/4 {
		return newItems(by, n)
	}
	if by.number >= len(r.rows) {
		r.rows = append(r.rows, make([]row, by.number+1-len(r.rows))...)
	}
	free := &r.rows[by.number]
	if free.free < n {
		free.free = max(n, roomForItems/max(1, int(by.size)))
		free.at = newItems(by, free.free)
	}
	at := free.at
	if free.free -= n; free.free == 0 {
		free.at = nil // there is nothing behind the last item
	} else {
		free.at = unsafe.Add(at, uintptr(n)*by.size)
	}
	return at
}

func newItems(by *recipe, n int) unsafe.Pointer {
	return reflect.MakeSlice(reflect.SliceOf(by.of), n, n).UnsafePointer()
}
