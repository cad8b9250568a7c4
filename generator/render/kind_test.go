package render_test

import (
	"bytes"
	"strings"
	"testing"
)

type shown struct {
	Title string
	Notes []string
	Next  *shown
}

// TestAnyTemplateIsExecuted holds that a site may write its templates as
// html/template has it, whether or not there can be a program of them.
func TestAnyTemplateIsExecuted(t *testing.T) {
	theme := load(t, map[string]string{
		"layout.html": `{{define "layout"}}<h1 title="{{.Title}}">{{.Title}}</h1>{{template "main" .}}{{end}}`,
		"plain.html":  `{{define "main"}}{{range .Notes}}<li>{{.}}{{end}}{{end}}`,
		"exotic.html": `{{define "main"}}{{range $i, $n := .Notes}}<li>{{printf "%d %s" $i (index $.Notes $i)}}{{end}}{{end}}`,
	})
	for kind, want := range map[string]string{
		"plain":  `<h1 title="A &amp; B">A &amp; B</h1><li>&lt;one&gt;<li>two`,
		"exotic": `<h1 title="A &amp; B">A &amp; B</h1><li>0 &lt;one&gt;<li>1 two`,
	} {
		view := &shown{Title: "A & B", Notes: []string{"<one>", "two"}}
		for range 3 {
			out := bytes.NewBufferString("kept ")
			if problem := theme.Render(out, "en", kind, view); problem != nil || out.String() != "kept "+want {
				t.Errorf("%s comes to %q, %v", kind, out.String(), problem)
			}
		}
		if err := theme.Left("en", kind, view); (err != nil) != (kind == "exotic") {
			t.Errorf("%s is left to html/template: %v", kind, err)
		}
	}
}

// TestAFailureIsToldAsEver holds that a program which fails leaves it to
// html/template to say why, and no trace on the page.
func TestAFailureIsToldAsEver(t *testing.T) {
	theme := load(t, map[string]string{
		"layout.html": `{{define "layout"}}<h1>{{.Title}}</h1>` + "\n" + `{{if .Notes}}{{.Next.Title}}{{end}}{{end}}`,
		"page.html":   ``,
	})
	good, bad := &shown{Title: "A"}, &shown{Title: "B", Notes: []string{"x"}}
	var before string
	for i, view := range []*shown{bad, good, good, bad, good} {
		var out bytes.Buffer
		problem := theme.Render(&out, "en", "page", view)
		switch {
		case view == good && (problem != nil || out.String() != "<h1>A</h1>\n"):
			t.Errorf("page %d comes to %q, %v", i, out.String(), problem)
		case view == bad && (problem == nil || out.Len() > 0):
			t.Errorf("page %d comes to %q, %v", i, out.String(), problem)
		case view == bad && before == "":
			before = problem.String()
			if !strings.Contains(before, "layout.html:2") || !strings.Contains(before, "nil pointer") {
				t.Errorf("it is told %q", before)
			}
		case view == bad && problem.String() != before:
			t.Errorf("it is told %q, and was told %q", problem, before)
		}
	}
}
