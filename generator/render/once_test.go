package render_test

import (
	"bytes"
	"strings"
	"testing"

	"fangzhi/generator/render"
)

// counted counts how often a template asked for its text.
type counted struct {
	Name  string
	times *int
}

func (c counted) Text() string { *c.times++; return "<" + c.Name + ">" }

type oncePage struct {
	Top  counted
	Loud []string
}

func load(t *testing.T, files map[string]string) *render.Theme {
	t.Helper()
	theme := render.Files{}
	for name, text := range files {
		theme[name] = []byte(text)
	}
	loaded, diagnostics := render.Load(theme, nil, nil)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	return loaded
}

func TestOnceExecutesATemplateOnceForEachValue(t *testing.T) {
	theme := load(t, map[string]string{
		"layout.html": `{{define "layout"}}{{once "top" .Top}}{{template "main" .}}{{end}}{{define "top"}}<b>{{.Text}}</b>{{end}}`,
		"page.html":   `{{define "main"}}!{{end}}`,
	})
	times := 0
	for _, name := range []string{"a", "b", "a", "a"} {
		var out bytes.Buffer
		if problem := theme.Render(&out, "en", "page", oncePage{Top: counted{name, &times}}); problem != nil {
			t.Fatal(problem)
		}
		if got, want := out.String(), "<b>&lt;"+name+"&gt;</b>!"; got != want {
			t.Errorf("the page is %q, not %q", got, want)
		}
	}
	if times != 2 {
		t.Errorf("two values were shown %d times", times)
	}
}

func TestOnceRefusesWhatCannotBeCompared(t *testing.T) {
	theme := load(t, map[string]string{
		"layout.html": `{{define "layout"}}{{once "main" .Loud}}{{end}}`,
		"page.html":   `{{define "main"}}!{{end}}`,
	})
	var out bytes.Buffer
	problem := theme.Render(&out, "en", "page", oncePage{Loud: []string{"x"}})
	if problem == nil || !strings.Contains(problem.Message, "cannot") || out.Len() > 0 {
		t.Errorf("it wrote %q and complained of %v", out.String(), problem)
	}
}
