// Package straight executes templates without asking anew, for each value that
// a page shows, what it is and how it is reached. It takes a template of
// html/template and the Go type of what that shows; what comes out is a program
// that gives the same bytes. It never decides what is safe in which place: that
// is read from the templates as html/template has made them safe. And it never
// explains what is wrong: whatever it does not know, or cannot do, it leaves to
// html/template.
package straight

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"sync"
	"text/template/parse"
)

// Set is a set of templates of which programs can be made. It is safe for use by
// many goroutines.
type Set struct {
	name      string
	trees     map[string]*parse.Tree
	functions template.FuncMap
	pieces    Pieces
	safe      func() error // lets html/template make the templates safe
}

// Of takes a set of templates that was not executed yet, of which the one of a
// name is to be executed, with the functions that the set was given, and the
// pieces of what it shows.
func Of(templates *template.Template, name string, functions template.FuncMap, pieces Pieces) *Set {
	s := &Set{name: name, trees: map[string]*parse.Tree{}, functions: functions, pieces: pieces}
	for _, t := range templates.Templates() {
		if t.Tree != nil && t.Tree.Root != nil {
			s.trees[t.Name()] = t.Tree
		}
	}
	// html/template makes templates safe, where they stand, when it first
	// executes one that may execute them. This one never does.
	never, err := templates.New("never " + name).Parse(fmt.Sprintf("{{if false}}{{template %q .}}{{end}}", name))
	s.safe = sync.OnceValue(func() error {
		if err == nil {
			err = makeSafe(never)
		}
		if t := templates.Lookup(name); err == nil && (t == nil || t.Tree == nil) {
			err = fmt.Errorf("the template %q was found unsafe", name)
		}
		return err
	})
	return s
}

// makeSafe executes a template that does nothing. html/template panics where
// what that would execute was found unsafe before.
func makeSafe(never *template.Template) (err error) {
	defer func() {
		if why := recover(); why != nil {
			err = fmt.Errorf("it was not made safe: %v", why)
		}
	}()
	return never.Execute(io.Discard, nil)
}

// Compile makes a program of the template for views of a type. The error says
// what of it only html/template can execute.
func (s *Set) Compile(view reflect.Type) (*Program, error) {
	if err := s.safe(); err != nil {
		return nil, err
	}
	c := &compiler{Set: s, bodies: map[called]*body{}}
	b, err := c.template(s.name, form{typ: view})
	if err != nil {
		return nil, err
	}
	return &Program{b}, nil
}

// Program executes one template with views of one type. It is safe for use by
// many goroutines.
type Program struct{ body *body }

// Append adds what the template comes to with a view of the program's type. It
// tells whether it could: where it could not, html/template can, or knows why
// not, and nothing is added.
func (p *Program) Append(to []byte, view any) (_ []byte, done bool) {
	x := runs.Get().(*run)
	x.out = to
	defer func() {
		if !done {
			_ = recover() // html/template comes to the same, and says it in its words
		}
		x.out, x.depth, x.base = nil, 0, 0
		x.variables = x.variables[:0]
		clear(x.variables[:cap(x.variables)]) // they keep nothing of the page
		runs.Put(x)
	}()
	p.body.execute(x, reflect.ValueOf(view))
	return x.out, true
}

// run is one execution.
type run struct {
	out       []byte
	variables []reflect.Value // of all templates that are being executed
	base      int             // where those of the innermost begin
	depth     int             // how many templates are being executed
}

var runs = sync.Pool{New: func() any { return new(run) }}

// errLeft is what an execution panics with to leave the rest to html/template.
var errLeft = errors.New("left to html/template")

// deepest is how many templates may be executed within each other here. Only
// html/template tells of a template that never ends.
const deepest = 1000

// body is a template, compiled for a type. It is filled in after it is made,
// since a template may execute itself.
type body struct {
	block     block
	variables int // at most, of those that are known at once
}

// block is a part of a template: its steps in order.
type block []step

// step adds to the page, or sets a variable. Dot is what the template calls so.
type step func(x *run, dot reflect.Value)

func (b block) execute(x *run, dot reflect.Value) {
	for _, s := range b {
		s(x, dot)
	}
}

func (b *body) execute(x *run, dot reflect.Value) {
	if x.depth++; x.depth > deepest {
		panic(errLeft)
	}
	base := x.base
	x.base = len(x.variables)
	x.variables = append(x.variables, dot)
	for range b.variables - 1 {
		x.variables = append(x.variables, reflect.Value{})
	}
	b.block.execute(x, dot)
	x.variables = x.variables[:x.base]
	x.base = base
	x.depth--
}

// form is what is known of a value before there is one: its type, nil where
// there is none, and whether it has an address, which decides on its methods.
type form struct {
	typ         reflect.Type
	addressable bool
}

// compiler makes a program of the templates of a set.
type compiler struct {
	*Set
	bodies map[called]*body
}

// called is a template with the form of what it is given.
type called struct {
	name string
	dot  form
}

func (c *compiler) template(name string, dot form) (*body, error) {
	if b := c.bodies[called{name, dot}]; b != nil {
		return b, nil
	}
	tree := c.trees[name]
	if tree == nil {
		return nil, fmt.Errorf("there is no template %q", name)
	}
	b := &body{}
	c.bodies[called{name, dot}] = b
	s := &scope{compiler: c, variables: []variable{{"$", dot}}, most: 1}
	var err error
	if b.block, err = s.list(tree.Root, dot); err != nil {
		return nil, fmt.Errorf("template %q: %w", name, err)
	}
	b.variables = s.most
	return b, nil
}

// scope is what is known at a place of a template.
type scope struct {
	*compiler
	variables []variable // the innermost last; where one stands is where its value stands in an execution
	most      int        // of variables at once, so far
}

type variable struct {
	name string
	form form
}

func (s *scope) declare(name string, of form) (slot int) {
	s.variables = append(s.variables, variable{name, of})
	s.most = max(s.most, len(s.variables))
	return len(s.variables) - 1
}

func (s *scope) list(list *parse.ListNode, dot form) (block, error) {
	if list == nil {
		return nil, nil
	}
	known := len(s.variables)
	defer func() { s.variables = s.variables[:known] }()
	var b block
	for _, node := range list.Nodes {
		one, err := s.node(node, dot)
		if err != nil {
			return nil, err
		}
		if one != nil {
			b = append(b, one)
		}
	}
	return b, nil
}

func (s *scope) node(node parse.Node, dot form) (step, error) {
	switch n := node.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(x *run, _ reflect.Value) { x.out = append(x.out, text...) }, nil
	case *parse.CommentNode:
		return nil, nil
	case *parse.ActionNode:
		return s.action(n, dot)
	case *parse.IfNode:
		return s.choice(&n.BranchNode, dot)
	case *parse.WithNode:
		return s.with(&n.BranchNode, dot)
	case *parse.RangeNode:
		return s.each(&n.BranchNode, dot)
	case *parse.TemplateNode:
		return s.call(n, dot)
	}
	return nil, unknown(node)
}

func unknown(node parse.Node) error { return fmt.Errorf("%s is not known", node) }

// choice is {{if}}.
func (s *scope) choice(n *parse.BranchNode, dot form) (step, error) {
	if len(n.Pipe.Decl) > 0 {
		return nil, unknown(n.Pipe)
	}
	holds, err := s.condition(n.Pipe, dot)
	if err != nil {
		return nil, err
	}
	then, err := s.list(n.List, dot)
	if err != nil {
		return nil, err
	}
	otherwise, err := s.list(n.ElseList, dot)
	if err != nil {
		return nil, err
	}
	return func(x *run, dot reflect.Value) {
		if holds(x, dot) {
			then.execute(x, dot)
		} else {
			otherwise.execute(x, dot)
		}
	}, nil
}

// with is {{with}}.
func (s *scope) with(n *parse.BranchNode, dot form) (step, error) {
	if len(n.Pipe.Decl) > 0 {
		return nil, unknown(n.Pipe)
	}
	v, err := s.pipe(n.Pipe, dot)
	if err != nil {
		return nil, err
	}
	truth, err := truthOf(v.typ)
	if err != nil {
		return nil, err
	}
	then, err := s.list(n.List, v.form)
	if err != nil {
		return nil, err
	}
	otherwise, err := s.list(n.ElseList, dot)
	if err != nil {
		return nil, err
	}
	get := v.get()
	return func(x *run, dot reflect.Value) {
		if value := get(x, dot); truth(value) {
			then.execute(x, value)
		} else {
			otherwise.execute(x, dot)
		}
	}, nil
}

// each is {{range}} over a list.
func (s *scope) each(n *parse.BranchNode, dot form) (step, error) {
	v, err := s.pipeOf(n.Pipe, dot)
	if err != nil {
		return nil, err
	}
	if v = v.indirect(); v.typ == nil || v.typ.Kind() != reflect.Slice || n.Pipe.IsAssign {
		return nil, unknown(n.Pipe)
	}
	element := form{v.typ.Elem(), true}
	known := len(s.variables)
	defer func() { s.variables = s.variables[:known] }()
	forms := []form{element}
	if len(n.Pipe.Decl) > 1 {
		forms = []form{{typ: reflect.TypeFor[int]()}, element}
	}
	for i, d := range n.Pipe.Decl {
		s.declare(d.Ident[0], forms[i])
	}
	then, err := s.list(n.List, element)
	if err != nil {
		return nil, err
	}
	for i := range n.Pipe.Decl {
		s.variables[known+i].form = form{} // what it is where there is no element, html/template knows
	}
	otherwise, err := s.list(n.ElseList, dot)
	if err != nil {
		return nil, err
	}
	declared, get := len(n.Pipe.Decl), v.get()
	return func(x *run, dot reflect.Value) {
		list := get(x, dot)
		size := list.Len()
		for i := range size {
			value := list.Index(i)
			switch declared {
			case 1:
				x.variables[x.base+known] = value
			case 2:
				x.variables[x.base+known], x.variables[x.base+known+1] = reflect.ValueOf(i), value
			}
			then.execute(x, value)
		}
		if size == 0 {
			otherwise.execute(x, dot)
		}
	}, nil
}

// call is {{template}}.
func (s *scope) call(n *parse.TemplateNode, dot form) (step, error) {
	var v value
	if n.Pipe != nil {
		var err error
		if v, err = s.pipe(n.Pipe, dot); err != nil {
			return nil, err
		}
	}
	b, err := s.template(n.Name, v.form)
	if err != nil {
		return nil, err
	}
	if n.Pipe == nil {
		return func(x *run, _ reflect.Value) { b.execute(x, reflect.Value{}) }, nil
	}
	get := v.get()
	return func(x *run, dot reflect.Value) { b.execute(x, get(x, dot)) }, nil
}

// action is {{…}} that shows a value, or declares a variable.
func (s *scope) action(n *parse.ActionNode, dot form) (step, error) {
	switch {
	case len(n.Pipe.Decl) == 1 && !n.Pipe.IsAssign:
		v, err := s.pipeOf(n.Pipe, dot)
		if err != nil {
			return nil, err
		}
		slot, get := s.declare(n.Pipe.Decl[0].Ident[0], v.form), v.get()
		return func(x *run, dot reflect.Value) { x.variables[x.base+slot] = get(x, dot) }, nil
	case len(n.Pipe.Decl) > 0:
		return nil, unknown(n.Pipe)
	}
	shown, escapers := parted(n.Pipe.Cmds)
	if len(shown) != 1 {
		return nil, unknown(n.Pipe)
	}
	v, err := s.command(shown[0], dot)
	if err != nil {
		return nil, err
	}
	return s.shown(v, escapers)
}
