package pack

import (
	"reflect"
	"strings"
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
	rows  map[reflect.Type]reflect.Value // by type of item: slices of what is free
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

// one returns a pointer to a new value of a type.
func (r *Room) one(t reflect.Type) reflect.Value {
	if r == nil {
		return reflect.New(t)
	}
	return r.take(t, 1).Index(0).Addr()
}

// many makes v a slice of so many items. It has no capacity besides, so that
// whoever appends to it does not write upon what lies behind it.
func (r *Room) many(v reflect.Value, n int) {
	t := v.Type().Elem()
	if r == nil || n*int(t.Size()) > roomForItems/4 {
		v.Grow(n)
		v.SetLen(n)
		v.SetCap(n)
		return
	}
	v.Set(r.take(t, n))
}

// take takes so many items of a type from those that are free.
func (r *Room) take(t reflect.Type, n int) reflect.Value {
	free := r.rows[t]
	if !free.IsValid() || free.Len() < n {
		if r.rows == nil {
			r.rows = map[reflect.Type]reflect.Value{}
		}
		row := max(n, roomForItems/max(1, int(t.Size())))
		free = reflect.MakeSlice(reflect.SliceOf(t), row, row)
	}
	r.rows[t] = free.Slice(n, free.Len())
	return free.Slice3(0, n, n)
}
