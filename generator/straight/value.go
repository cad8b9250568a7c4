package straight

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"text/template/parse"
)

// value is an expression, with the form of what it comes to.
type value struct {
	form
	start getter // nil stands for dot
	path  []int  // from there: indexes of fields, and through for a pointer
	adds  step   // where it is a piece: adds it to the page
}

// getter works out a value.
type getter func(x *run, dot reflect.Value) reflect.Value

const through = -1

// get is how the value is worked out.
func (v value) get() getter {
	start, path := v.start, v.path
	switch {
	case start == nil && len(path) == 0:
		return func(_ *run, dot reflect.Value) reflect.Value { return dot }
	case start == nil:
		return func(_ *run, dot reflect.Value) reflect.Value { return follow(dot, path) }
	case len(path) == 0:
		return start
	}
	return func(x *run, dot reflect.Value) reflect.Value { return follow(start(x, dot), path) }
}

func follow(v reflect.Value, path []int) reflect.Value {
	for _, index := range path {
		if index != through {
			v = v.Field(index)
			continue
		}
		if v.IsNil() {
			panic(errLeft)
		}
		v = v.Elem()
	}
	return v
}

// then is the value with more of a path.
func (v value) then(f form, path ...int) value {
	return value{form: f, start: v.start, path: append(v.path[:len(v.path):len(v.path)], path...)}
}

// indirect is what pointers lead to.
func (v value) indirect() value {
	for v.typ != nil && v.typ.Kind() == reflect.Pointer {
		v = v.then(form{v.typ.Elem(), true}, through)
	}
	return v
}

// pipe is a pipeline of one command that declares nothing.
func (s *scope) pipe(p *parse.PipeNode, dot form) (value, error) {
	if len(p.Decl) > 0 {
		return value{}, unknown(p)
	}
	return s.pipeOf(p, dot)
}

// pipeOf is the value of a pipeline, whatever it declares.
func (s *scope) pipeOf(p *parse.PipeNode, dot form) (value, error) {
	if len(p.Cmds) != 1 {
		return value{}, unknown(p)
	}
	return s.command(p.Cmds[0], dot)
}

func (s *scope) command(c *parse.CommandNode, dot form) (value, error) {
	var v value
	var err error
	switch n := c.Args[0].(type) {
	case *parse.IdentifierNode:
		v, err = s.function(n.Ident, c, dot)
	case *parse.FieldNode:
		v, err = s.members(value{form: dot}, n.Ident, c.Args[1:], dot)
	case *parse.ChainNode:
		if v, err = s.single(n.Node, dot); err == nil {
			v, err = s.members(v, n.Field, c.Args[1:], dot)
		}
	case *parse.VariableNode:
		if v, err = s.variable(n); err == nil {
			v, err = s.members(v, n.Ident[1:], c.Args[1:], dot)
		}
	default:
		if len(c.Args) > 1 {
			return v, unknown(c)
		}
		v, err = s.single(n, dot)
	}
	if err == nil && (v.typ == nil || v.typ.Kind() == reflect.Interface) {
		err = fmt.Errorf("what %s is, is not known before", c)
	}
	return v, err
}

// single is a value that is written as one node.
func (s *scope) single(node parse.Node, dot form) (value, error) {
	switch n := node.(type) {
	case *parse.DotNode:
		return value{form: dot}, nil
	case *parse.FieldNode:
		return s.members(value{form: dot}, n.Ident, nil, dot)
	case *parse.VariableNode:
		v, err := s.variable(n)
		if err != nil {
			return v, err
		}
		return s.members(v, n.Ident[1:], nil, dot)
	case *parse.PipeNode:
		return s.pipe(n, dot)
	case *parse.StringNode:
		return constant(n.Text), nil
	case *parse.NumberNode:
		if n.IsInt && n.Text == strconv.FormatInt(n.Int64, 10) {
			return constant(int(n.Int64)), nil
		}
	}
	return value{}, unknown(node)
}

// constant is a value that is written in the template.
func constant(c any) value {
	v := reflect.ValueOf(c)
	return value{form: form{typ: v.Type()}, start: func(*run, reflect.Value) reflect.Value { return v }}
}

func (s *scope) variable(n *parse.VariableNode) (value, error) {
	for slot := len(s.variables) - 1; slot >= 0; slot-- {
		if s.variables[slot].name == n.Ident[0] {
			return value{form: s.variables[slot].form, start: func(x *run, _ reflect.Value) reflect.Value { return x.variables[x.base+slot] }}, nil
		}
	}
	return value{}, unknown(n)
}

// members are fields of fields, or what methods return. Arguments are for the
// last, which must be a method then.
func (s *scope) members(v value, names []string, arguments []parse.Node, dot form) (value, error) {
	for i, name := range names {
		var given []parse.Node
		if i == len(names)-1 {
			given = arguments
		}
		var err error
		if v, err = s.member(v, name, given, dot); err != nil {
			return v, err
		}
	}
	if len(names) == 0 && len(arguments) > 0 {
		return v, fmt.Errorf("a variable is no function")
	}
	return v, nil
}

func (s *scope) member(v value, name string, arguments []parse.Node, dot form) (value, error) {
	of := v.indirect()
	if of.typ == nil || of.typ.Kind() == reflect.Interface {
		return v, fmt.Errorf("what has the field %s is not known before", name)
	}
	receiver := of.typ
	if of.addressable {
		receiver = reflect.PointerTo(of.typ)
	}
	if method, is := receiver.MethodByName(name); is {
		return s.method(of, receiver, method, arguments, dot)
	}
	if of.typ.Kind() != reflect.Struct || len(arguments) > 0 {
		return v, fmt.Errorf("%s has no field %s", of.typ, name)
	}
	field, is := of.typ.FieldByName(name)
	if !is || !field.IsExported() {
		return v, fmt.Errorf("%s has no field %s", of.typ, name)
	}
	for _, index := range field.Index[:len(field.Index)-1] { // what is embedded
		embedded := of.typ.Field(index)
		of = of.then(form{embedded.Type, of.addressable}, index).indirect()
	}
	return of.then(form{field.Type, of.addressable}, field.Index[len(field.Index)-1]), nil
}

// method is what a method returns.
func (s *scope) method(of value, receiver reflect.Type, method reflect.Method, arguments []parse.Node, dot form) (value, error) {
	typ := method.Type // its first argument is the receiver
	if typ.IsVariadic() || len(arguments) != typ.NumIn()-1 {
		return of, fmt.Errorf("%s.%s does not take what it is given", receiver, method.Name)
	}
	gets := make([]getter, len(arguments))
	for i, node := range arguments {
		var err error
		if gets[i], err = s.argument(node, typ.In(i+1), dot); err != nil {
			return of, err
		}
	}
	result, err := returned(typ)
	if err != nil {
		return of, err
	}
	get, index, addressed := of.get(), method.Index, of.addressable
	v := value{form: result, start: func(x *run, dot reflect.Value) reflect.Value {
		on := get(x, dot)
		if addressed {
			on = on.Addr()
		}
		given := make([]reflect.Value, len(gets))
		for i, get := range gets {
			given[i] = get(x, dot)
		}
		return only(on.Method(index).Call(given))
	}}
	if of.addressable {
		v.adds = s.pieces.step(of, method.Name, gets)
	}
	return v, nil
}

var errorType = reflect.TypeFor[error]()

// returned is the form of what a function returns, perhaps beside an error.
func returned(typ reflect.Type) (form, error) {
	if n := typ.NumOut(); n == 1 || n == 2 && typ.Out(1) == errorType {
		if typ.Out(0) != reflect.TypeFor[reflect.Value]() {
			return form{typ: typ.Out(0)}, nil
		}
	}
	return form{}, fmt.Errorf("what %s returns is not known before", typ)
}

// only is what a function returned, unless it returned an error.
func only(results []reflect.Value) reflect.Value {
	if len(results) == 2 && !results[1].IsNil() {
		panic(errLeft)
	}
	return results[0]
}

// argument is a value for a parameter of a type.
func (s *scope) argument(node parse.Node, typ reflect.Type, dot form) (getter, error) {
	v, err := s.single(node, dot)
	if err != nil {
		return nil, err
	}
	if v.typ == nil || v.typ.Kind() == reflect.Interface || !v.typ.AssignableTo(typ) {
		return nil, fmt.Errorf("%s is not known to be a %s", node, typ)
	}
	return v.get(), nil
}

// function is what a function returns.
func (s *scope) function(name string, c *parse.CommandNode, dot form) (value, error) {
	function, is := s.functions[name]
	if !is {
		if name == "len" && len(c.Args) == 2 {
			return s.length(c.Args[1], dot)
		}
		return value{}, unknown(c)
	}
	typ := reflect.TypeOf(function)
	gets := make([]getter, len(c.Args)-1)
	fixed := typ.NumIn()
	if typ.IsVariadic() {
		fixed--
	}
	if len(gets) < fixed || len(gets) > fixed && !typ.IsVariadic() {
		return value{}, fmt.Errorf("%s does not take what it is given", name)
	}
	for i := range gets {
		takes := typ.In(min(i, typ.NumIn()-1))
		if i >= fixed {
			takes = takes.Elem()
		}
		var err error
		if gets[i], err = s.argument(c.Args[i+1], takes, dot); err != nil {
			return value{}, err
		}
	}
	result, err := returned(typ)
	if err != nil {
		return value{}, err
	}
	return value{form: result, start: calling(function, gets)}, nil
}

// calling calls a function: those of the forms that themes have without the
// detour.
func calling(function any, gets []getter) getter {
	switch f := function.(type) {
	case func(string, ...any) string:
		return func(x *run, dot reflect.Value) reflect.Value {
			given := make([]any, len(gets)-1)
			for i := range given {
				given[i] = gets[i+1](x, dot).Interface()
			}
			return reflect.ValueOf(f(gets[0](x, dot).String(), given...))
		}
	case func(string, any) (template.HTML, error):
		return func(x *run, dot reflect.Value) reflect.Value {
			text, err := f(gets[0](x, dot).String(), gets[1](x, dot).Interface())
			if err != nil {
				panic(errLeft)
			}
			return reflect.ValueOf(text)
		}
	}
	of := reflect.ValueOf(function)
	return func(x *run, dot reflect.Value) reflect.Value {
		given := make([]reflect.Value, len(gets))
		for i, get := range gets {
			given[i] = get(x, dot)
		}
		return only(of.Call(given))
	}
}

// length is {{len}} of what has one, whatever it is.
func (s *scope) length(node parse.Node, dot form) (value, error) {
	v, err := s.single(node, dot)
	if err != nil {
		return v, err
	}
	if v.typ == nil || v.typ.Kind() != reflect.Slice && v.typ.Kind() != reflect.String {
		return v, unknown(node)
	}
	get := v.get()
	return value{form: form{typ: reflect.TypeFor[int]()}, start: func(x *run, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(get(x, dot).Len())
	}}, nil
}
