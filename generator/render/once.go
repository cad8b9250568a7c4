package render

import (
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"sync"
)

// onceFunction is the name by which templates call for what is the same on
// many pages: {{once "header" .Header}} stands for {{template "header" .Header}},
// but executes it only the first time that it is given this very value.
const onceFunction = "once"

// mostKept bounds how many texts are kept: each state of the site brings views
// of its own.
const mostKept = 256

// once keeps the texts of templates that were executed.
type once struct {
	templates *template.Template

	mu   sync.Mutex
	kept map[call]template.HTML
}

// call is a template with its view, which must be comparable: a pointer that
// stands for what it points to, or a struct of such and of plain values.
type call struct {
	name string
	view any
}

// render executes a template, or returns what it came to before.
func (o *once) render(name string, view any) (template.HTML, error) {
	if view != nil && !reflect.TypeOf(view).Comparable() {
		return "", fmt.Errorf("%s takes a view that can be compared, and %T cannot", onceFunction, view)
	}
	o.mu.Lock()
	text, known := o.kept[call{name, view}]
	o.mu.Unlock()
	if known {
		return text, nil
	}
	var b strings.Builder
	if err := o.templates.ExecuteTemplate(&b, name, view); err != nil {
		return "", err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.kept == nil || len(o.kept) >= mostKept {
		o.kept = map[call]template.HTML{}
	}
	o.kept[call{name, view}] = template.HTML(b.String())
	return template.HTML(b.String()), nil
}
