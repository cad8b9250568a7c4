package straight

import (
	"cmp"
	"fmt"
	"reflect"
	"text/template/parse"
)

// test works out whether a condition holds.
type test func(x *run, dot reflect.Value) bool

// condition is a pipeline of which only the truth is asked for.
func (s *scope) condition(p *parse.PipeNode, dot form) (test, error) {
	if len(p.Cmds) != 1 || len(p.Decl) > 0 {
		return nil, unknown(p)
	}
	c := p.Cmds[0]
	if name, is := c.Args[0].(*parse.IdentifierNode); is && s.functions[name.Ident] == nil {
		switch name.Ident {
		case "and", "or", "not":
			return s.joined(name.Ident, c, dot)
		case "eq", "ne", "lt", "le", "gt", "ge":
			return s.comparison(name.Ident, c, dot)
		}
	}
	v, err := s.command(c, dot)
	if err != nil {
		return nil, err
	}
	return v.truth()
}

// joined is {{and}}, {{or}} or {{not}}.
func (s *scope) joined(by string, c *parse.CommandNode, dot form) (test, error) {
	var tests []test
	for _, node := range c.Args[1:] {
		one, err := s.operand(node, dot)
		if err != nil {
			return nil, err
		}
		tests = append(tests, one)
	}
	switch {
	case by == "not" && len(tests) == 1:
		return func(x *run, dot reflect.Value) bool { return !tests[0](x, dot) }, nil
	case by == "not" || len(tests) == 0:
		return nil, unknown(c)
	}
	ends := by == "or" // what the first operand that is so decides
	return func(x *run, dot reflect.Value) bool {
		for _, holds := range tests {
			if holds(x, dot) == ends {
				return ends
			}
		}
		return !ends
	}, nil
}

// operand is a condition within another.
func (s *scope) operand(node parse.Node, dot form) (test, error) {
	if p, is := node.(*parse.PipeNode); is {
		return s.condition(p, dot)
	}
	v, err := s.single(node, dot)
	if err != nil {
		return nil, err
	}
	return v.truth()
}

// comparison compares two texts or two whole numbers.
func (s *scope) comparison(by string, c *parse.CommandNode, dot form) (test, error) {
	if len(c.Args) != 3 {
		return nil, unknown(c)
	}
	a, err := s.single(c.Args[1], dot)
	if err != nil {
		return nil, err
	}
	b, err := s.single(c.Args[2], dot)
	if err != nil {
		return nil, err
	}
	if a.typ == nil || b.typ == nil || a.typ.Kind() != b.typ.Kind() {
		return nil, unknown(c)
	}
	holds := map[string]func(int) bool{
		"eq": func(order int) bool { return order == 0 }, "ne": func(order int) bool { return order != 0 },
		"lt": func(order int) bool { return order < 0 }, "le": func(order int) bool { return order <= 0 },
		"gt": func(order int) bool { return order > 0 }, "ge": func(order int) bool { return order >= 0 },
	}[by]
	first, second := a.get(), b.get()
	switch a.typ.Kind() {
	case reflect.Int:
		return func(x *run, dot reflect.Value) bool {
			return holds(cmp.Compare(first(x, dot).Int(), second(x, dot).Int()))
		}, nil
	case reflect.String:
		return func(x *run, dot reflect.Value) bool {
			return holds(cmp.Compare(first(x, dot).String(), second(x, dot).String()))
		}, nil
	}
	return nil, unknown(c)
}

// truth is whether the value counts as true.
func (v value) truth() (test, error) {
	truth, err := truthOf(v.typ)
	if err != nil {
		return nil, err
	}
	get := v.get()
	return func(x *run, dot reflect.Value) bool { return truth(get(x, dot)) }, nil
}

// truthOf is how values of a type count as true.
func truthOf(typ reflect.Type) (func(reflect.Value) bool, error) {
	if typ != nil {
		switch typ.Kind() {
		case reflect.Bool:
			return reflect.Value.Bool, nil
		case reflect.String, reflect.Slice:
			return func(v reflect.Value) bool { return v.Len() > 0 }, nil
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			return func(v reflect.Value) bool { return v.Int() != 0 }, nil
		case reflect.Pointer:
			return func(v reflect.Value) bool { return !v.IsNil() }, nil
		case reflect.Struct:
			return func(reflect.Value) bool { return true }, nil
		}
	}
	return nil, fmt.Errorf("what of %v is true is not known", typ)
}
