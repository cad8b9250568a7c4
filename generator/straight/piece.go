package straight

import "reflect"

// Piece is a method of a view that returns markup, together with what adds the
// same to the end of a page. Where a template shows what the method returns, it
// is added to the page at once, and no copy of it is made.
type Piece struct {
	View   reflect.Type // what has the method, as a pointer is to be had to it
	Method string
	Takes  bool // the method takes a text
	// Append adds what the method of a view, which it is given a pointer to,
	// returns for a text; that is empty where the method takes none.
	Append func(to []byte, view any, text string) []byte
}

// Pieces are all that a program may use. Those of a view that is embedded in
// another are the other's, too, which must not have methods of the same names.
type Pieces []Piece

// step adds a piece to the page; nil where the method is none.
func (p Pieces) step(of value, method string, arguments []getter) step {
	piece, path := p.find(of.typ, method)
	if piece == nil || piece.Takes != (len(arguments) == 1) {
		return nil
	}
	get, add := of.then(of.form, path...).get(), piece.Append
	if piece.Takes {
		argument := arguments[0]
		return func(x *run, dot reflect.Value) {
			text := argument(x, dot).String()
			x.out = add(x.out, get(x, dot).Addr().Interface(), text)
		}
	}
	return func(x *run, dot reflect.Value) { x.out = add(x.out, get(x, dot).Addr().Interface(), "") }
}

// find is a piece of a view or of one that is embedded in it, with the path
// there; nil where there is none.
func (p Pieces) find(view reflect.Type, method string) (*Piece, []int) {
	for i := range p {
		if p[i].Method == method && p[i].View == view {
			return &p[i], nil
		}
	}
	if view.Kind() != reflect.Struct {
		return nil, nil
	}
	for i := range view.NumField() {
		f := view.Field(i)
		if !f.Anonymous || !f.IsExported() {
			continue
		}
		embedded, to := f.Type, []int{i}
		if embedded.Kind() == reflect.Pointer {
			embedded, to = embedded.Elem(), []int{i, through}
		}
		if piece, path := p.find(embedded, method); piece != nil {
			return piece, append(to, path...)
		}
	}
	return nil, nil
}
