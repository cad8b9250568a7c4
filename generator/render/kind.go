package render

import (
	"bytes"
	"html/template"
	"reflect"
	"sync"

	"fangzhi/generator/fingerprint"
	"fangzhi/generator/message"
	"fangzhi/generator/straight"
)

// kind holds the templates for one kind of page in one language.
type kind struct {
	templates *template.Template
	straight  *straight.Set
	key       fingerprint.Sum
	programs  sync.Map // by the type of view: a *program
}

// program is what makes pages with views of one type, or else why nothing but
// html/template can.
type program struct {
	once     sync.Once
	straight *straight.Program
	err      error
}

// layout is the template that makes a page.
const layout = "layout"

func newKind(templates *template.Template, pieces straight.Pieces, words *message.Words, key fingerprint.Sum) *kind {
	functions := template.FuncMap{onceFunction: (&once{templates: templates}).render, messageFunction: words.With}
	templates.Funcs(functions)
	return &kind{templates: templates, straight: straight.Of(templates, layout, functions, pieces), key: key}
}

// program is what makes pages with views of a type, compiled for the first of
// them.
func (k *kind) program(typ reflect.Type) *program {
	known, is := k.programs.Load(typ)
	if !is {
		known, _ = k.programs.LoadOrStore(typ, new(program))
	}
	p := known.(*program)
	p.once.Do(func() { p.straight, p.err = k.straight.Compile(typ) })
	return p
}

// render makes a page by a program. Where that cannot make it, html/template
// does, or says why not.
func (k *kind) render(out *bytes.Buffer, view any) error {
	if p := k.program(reflect.TypeOf(view)); p.err == nil {
		if page, done := p.straight.Append(out.AvailableBuffer(), view); done {
			if out.Len() == 0 && cap(page) > out.Cap() {
				*out = *bytes.NewBuffer(page) // a page that has outgrown its buffer becomes it
			} else {
				out.Write(page)
			}
			return nil
		}
	}
	return k.execute(out, view)
}

// execute makes a page by html/template alone.
func (k *kind) execute(out *bytes.Buffer, view any) error {
	before := out.Len()
	err := k.templates.ExecuteTemplate(out, layout, view)
	if err != nil {
		out.Truncate(before)
	}
	return err
}

// Slowly makes a page by html/template alone: what Render comes to, for tests.
func (t *Theme) Slowly(out *bytes.Buffer, language, kind string, view any) error {
	return t.kinds[variant{language, kind}].execute(out, view)
}

// Left tells why pages of a kind are left to html/template; nil where they are
// not.
func (t *Theme) Left(language, kind string, view any) error {
	return t.kinds[variant{language, kind}].program(reflect.TypeOf(view)).err
}
