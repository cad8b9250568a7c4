package pack

import (
	"encoding"
	"reflect"
	"sync"
)

// recipe says how values of a type are written and read, where they lie in
// memory. To ask the type at each value would take longer than the work itself.
// There is one of each type, which is not changed once it is made.
type recipe struct {
	of     reflect.Type
	kind   reflect.Kind
	size   uintptr // of a value
	own    bool    // the type has bytes of its own
	bytes  bool    // an array or a slice of bytes, which is written in one piece
	length int     // of an array
	item   *recipe // what a pointer leads to; the items of a slice or an array; the entries of a map
	key    *recipe // of a map
	fields []field // of a struct
	number int     // one for each type, from 0
}

// field is one of a struct.
type field struct {
	at uintptr // within the struct
	*recipe
}

var (
	recipes sync.Map   // of reflect.Type to *recipe: those that are ready
	making  sync.Mutex // of recipes
	made    int        // how many recipes there are
)

func recipeOf(t reflect.Type) *recipe {
	if known, ok := recipes.Load(t); ok {
		return known.(*recipe)
	}
	making.Lock()
	defer making.Unlock()
	// Types may lead back to themselves, so that only the whole is of use.
	begun := map[reflect.Type]*recipe{}
	r := newRecipe(t, begun)
	for t, ready := range begun {
		recipes.Store(t, ready)
	}
	return r
}

func newRecipe(t reflect.Type, begun map[reflect.Type]*recipe) *recipe {
	if r := begun[t]; r != nil {
		return r
	}
	if known, ok := recipes.Load(t); ok {
		return known.(*recipe)
	}
	r := &recipe{of: t, kind: t.Kind(), size: t.Size(), own: hasOwn(t), number: made}
	begun[t] = r
	made++
	switch {
	case r.own:
	case r.kind == reflect.Pointer:
		r.item = newRecipe(t.Elem(), begun)
	case r.kind == reflect.Slice:
		r.item = newRecipe(t.Elem(), begun)
		r.bytes = r.item.kind == reflect.Uint8
	case r.kind == reflect.Array:
		r.item, r.length = newRecipe(t.Elem(), begun), t.Len()
		r.bytes = r.item.kind == reflect.Uint8
	case r.kind == reflect.Map:
		r.key, r.item = newRecipe(t.Key(), begun), newRecipe(t.Elem(), begun)
	case r.kind == reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.Tag.Get("pack") != "-" {
				r.fields = append(r.fields, field{f.Offset, newRecipe(f.Type, begun)})
			}
		}
	}
	return r
}

var (
	marshaler   = reflect.TypeFor[encoding.BinaryMarshaler]()
	unmarshaler = reflect.TypeFor[encoding.BinaryUnmarshaler]()
)

// hasOwn tells whether a type has bytes of its own.
func hasOwn(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.Implements(marshaler) && reflect.PointerTo(t).Implements(unmarshaler)
}
