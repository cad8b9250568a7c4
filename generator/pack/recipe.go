package pack

import (
	"encoding"
	"reflect"
	"sync"
)

// recipe says how values of a type are written and read. To ask the type at
// each value would take longer than the work itself. It is made once for each
// type, and not changed then.
type recipe struct {
	kind   reflect.Kind
	own    bool    // the type has bytes of its own
	of     *recipe // what a pointer leads to; the items of a slice, an array or a map
	key    *recipe // of a map
	fields []field // of a struct
}

// field is one of a struct.
type field struct {
	at int // among the fields of the type
	*recipe
}

var recipes sync.Map // of reflect.Type to *recipe

func recipeOf(t reflect.Type) *recipe {
	if known, ok := recipes.Load(t); ok {
		return known.(*recipe)
	}
	// Types may lead back to themselves, so that only the whole is of use.
	made := newRecipe(t, map[reflect.Type]*recipe{})
	known, _ := recipes.LoadOrStore(t, made)
	return known.(*recipe)
}

func newRecipe(t reflect.Type, begun map[reflect.Type]*recipe) *recipe {
	if r := begun[t]; r != nil {
		return r
	}
	r := &recipe{kind: t.Kind()}
	begun[t] = r
	switch r.kind {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		r.of = newRecipe(t.Elem(), begun)
	case reflect.Map:
		r.key, r.of = newRecipe(t.Key(), begun), newRecipe(t.Elem(), begun)
	case reflect.Struct:
		if r.own = hasOwn(t); r.own {
			break
		}
		for i := range t.NumField() {
			if f := t.Field(i); f.Tag.Get("pack") != "-" {
				r.fields = append(r.fields, field{i, newRecipe(f.Type, begun)})
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
	return t.Implements(marshaler) && reflect.PointerTo(t).Implements(unmarshaler)
}
