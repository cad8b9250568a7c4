package site

import (
	"html/template"
	"reflect"
	"testing"
)

// TestWhatReturnsMarkupIsAPiece finds methods of views that return markup and
// are not in the table, and entries of the table that no method stands for.
func TestWhatReturnsMarkupIsAPiece(t *testing.T) {
	markup := reflect.TypeFor[template.HTML]()
	type method struct {
		view reflect.Type
		name string
	}
	pieces := map[method]bool{}
	var has func(view reflect.Type, name string) bool
	has = func(view reflect.Type, name string) bool { // itself, or by what is embedded in it
		if view.Kind() == reflect.Pointer {
			view = view.Elem()
		}
		if pieces[method{view, name}] || view.Kind() != reflect.Struct {
			return pieces[method{view, name}]
		}
		for i := range view.NumField() {
			if f := view.Field(i); f.Anonymous && has(f.Type, name) {
				return true
			}
		}
		return false
	}
	for _, p := range Pieces {
		m, is := reflect.PointerTo(p.View).MethodByName(p.Method)
		takes := 1
		if p.Takes {
			takes = 2
		}
		if !is || m.Type.NumOut() != 1 || m.Type.Out(0) != markup || m.Type.NumIn() != takes {
			t.Errorf("%s has no method %s that returns markup", p.View, p.Method)
		}
		pieces[method{p.View, p.Method}] = true
	}
	seen := map[reflect.Type]bool{}
	var look func(of reflect.Type)
	look = func(of reflect.Type) {
		switch of.Kind() {
		case reflect.Pointer, reflect.Slice:
			look(of.Elem())
			return
		case reflect.Struct:
		default:
			return
		}
		if seen[of] {
			return
		}
		seen[of] = true
		for i := range of.NumField() {
			if f := of.Field(i); f.IsExported() {
				look(f.Type)
			}
		}
		for m := range reflect.PointerTo(of).Methods() {
			if m.Type.NumOut() == 1 && m.Type.Out(0) == markup && !has(of, m.Name) {
				t.Errorf("%s.%s returns markup, and is no piece", of, m.Name)
			}
		}
	}
	for _, view := range []any{
		HomePage{}, NotePage{}, IndexPage{}, LettersPage{}, TagsPage{}, TagPage{}, TimelinePage{}, YearsPage{}, BibliographyPage{}, SourcePage{}, NotFoundPage{}, SearchPage{}, RedirectPage{},
		GraphPage{}, ComparisonsPage{}, ComparisonPage{}, PowersPage{}, Header{},
	} {
		look(reflect.TypeOf(view))
	}
}
