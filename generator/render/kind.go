package render

import (
	"bytes"
	"errors"
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
	programs  sync.Map // by the type of view: the layout as a program
}

// program is what makes pages with views of one type, or else why nothing but
// html/template can.
type program struct {
	straight *straight.Program
	err      error
}

// layout is the template that makes a page.
const layout = "layout"

func newKind(templates *template.Template, pieces straight.Pieces, words *message.Words, key fingerprint.Sum) *kind {
	functions := template.FuncMap{onceFunction: (&once{templates: templates}).render, messageFunction: words.With}
	templates.Funcs(functions)
	return &kind{templates: templates, straight: straight.Of(templates, functions, pieces), key: key}
}

// render makes a page: the first of a kind by html/template, which makes the
// templates safe when it executes them, the others by a program that comes to
// the same. Where that cannot make a page, html/template does, or says why not.
func (k *kind) render(out *bytes.Buffer, view any) error {
	typ := reflect.TypeOf(view)
	known, tried := k.programs.Load(typ)
	if tried && known.(program).err == nil {
		if page, done := known.(program).straight.Append(out.AvailableBuffer(), view); done {
			out.Write(page)
			return nil
		}
	}
	if err := k.execute(out, view); err != nil {
		return err
	}
	if !tried {
		made, err := k.straight.Compile(layout, typ)
		k.programs.Store(typ, program{made, err})
	}
	return nil
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

// Left tells why pages of a kind are left to html/template, once one was
// rendered; nil where they are not.
func (t *Theme) Left(language, kind string, view any) error {
	known, tried := t.kinds[variant{language, kind}].programs.Load(reflect.TypeOf(view))
	if !tried {
		return errors.New("there was no page yet")
	}
	return known.(program).err
}
