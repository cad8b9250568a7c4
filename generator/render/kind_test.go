package render_test

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
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

// TestAnUnsafeTemplateIsToldOfAsEver holds that trying to make a program of a
// template hides nothing of what html/template says of it.
func TestAnUnsafeTemplateIsToldOfAsEver(t *testing.T) {
	for text, want := range map[string]string{
		`<a href="{{if .Title}}/a?b={{end}}{{.Title}}">`:             "in an ambiguous context",
		"\n" + `<p title="{{.Title}}`:                                "ends in a non-text context",
		`{{if .Notes}}<p title="{{end}}{{.Title}}`:                   "end in different contexts",
		`{{template "missing"}}`:                                     `no such template "missing"`,
		`{{define "main"}}{{.Title | html | print}}{{end}}`:          `predefined escaper "html"`,
		`{{define "main"}}{{with .Title}}{{.Missing}}{{end}}{{end}}`: "can't evaluate field Missing",
	} {
		files := map[string]string{"layout.html": `{{define "layout"}}{{template "main" .}}{{end}}`, "page.html": text}
		if !strings.Contains(text, "define") {
			files["page.html"] = `{{define "main"}}` + text + `{{end}}`
		}
		view, before := &shown{Title: "A", Notes: []string{"x"}}, ""
		for range 2 {
			var out, slowly bytes.Buffer
			theme := load(t, files)
			err := theme.Slowly(&slowly, "en", "page", view)
			for range 2 {
				problem := load(t, files).Render(&out, "en", "page", view)
				if problem == nil || !strings.Contains(problem.String(), want) || out.Len() > 0 {
					t.Errorf("%s comes to %q, %v", text, out.String(), problem)
					continue
				}
				if before == "" {
					before = problem.String()
				}
				if problem.String() != before || !strings.Contains(err.Error(), problem.Message) {
					t.Errorf("it is told %q; html/template says %q, and it was told %q", problem, err, before)
				}
			}
			if problem := theme.Render(&out, "en", "page", view); problem == nil || problem.String() != before {
				t.Errorf("it is told %v once html/template has failed, and was told %q", problem, before)
			}
		}
	}
}

// TestManyPagesAreMadeAtOnce holds, by the race detector, that the first page of
// a kind may be asked for by many.
func TestManyPagesAreMadeAtOnce(t *testing.T) {
	theme := load(t, map[string]string{
		"layout.html": `{{define "layout"}}<h1 title="{{.Title}}">{{.Title}}</h1>{{once "head" .Next}}{{template "head" .}}{{template "main" .}}{{end}}{{define "head"}}<b>{{.Title}}</b>{{end}}`,
		"plain.html":  `{{define "main"}}{{range .Notes}}<li>{{.}}{{end}}{{end}}`,
		"exotic.html": `{{define "main"}}{{range .Notes}}<li>{{printf "%s" .}}{{end}}{{end}}`,
	})
	next := &shown{Title: "next"}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			title := strconv.Itoa(i)
			want := `<h1 title="` + title + `">` + title + `</h1><b>next</b><b>` + title + `</b><li>&lt;one&gt;`
			var out bytes.Buffer
			if problem := theme.Render(&out, "en", []string{"plain", "exotic"}[i%2], &shown{Title: title, Notes: []string{"<one>"}, Next: next}); problem != nil || out.String() != want {
				t.Errorf("page %d comes to %q, %v", i, out.String(), problem)
			}
		})
	}
	all.Wait()
}
