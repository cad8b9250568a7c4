package straight_test

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"testing"

	"fangzhi/generator/straight"
)

// page is a view that has what views have.
type page struct {
	Frame
	Body   template.HTML
	Count  int
	Draft  bool
	Next   *link
	None   *link
	Links  []link
	Fronts []*link
	Numbed []int
	Any    any
	Map    map[string]string
	Tree   node
	Named  named
	Row    row
}

// Frame is in the page, as views have it.
type Frame struct {
	Title string
	Site  *site
	Empty string
}

type site struct{ Name string }

type link struct{ Text, Href string }

// Linked is in the row of a list, which shares it with others.
type Linked struct{ Text, Href string }

func (l Linked) Anchored() template.HTML { return template.HTML("<a>" + l.Text + "</a>") }

type row struct {
	*Linked
	When string
}

type node struct {
	Name     string
	Children []node
}

type named string

func (n named) String() string { return "<" + string(n) + ">" }

func (f Frame) Said(s string) template.HTML { return template.HTML("<i>" + f.Title + s + "</i>") }
func (f *Frame) Head() head                 { return head{f.Site, f.Title} }
func (l link) Anchor() template.HTML        { return template.HTML("<a>" + l.Text + "</a>") }
func (l *link) Whole() (string, error)      { return l.Text + " " + l.Href, nil }
func (p *page) Fails() (string, error)      { return "", errors.New("it fails") }
func (p *page) Panics() string              { panic("it panics") }
func (p *page) Copy() link                  { return *p.Next }
func (p *page) Sum(a, b int) int            { return a + b }

type head struct {
	Site  *site
	Title string
}

func (h head) Upper() string { return strings.ToUpper(h.Title) }

func newPage() *page {
	return &page{
		Frame: Frame{Title: "A + B's <Notes> & \x00“方志”", Site: &site{"Site & Co"}},
		Body:  "<p>body</p>", Count: 3, Draft: true, Next: &link{"next <", "/a/?b=c&d=+ e"},
		Links: []link{{"one", "/方/"}, {"two", "javascript:alert(1)"}}, Fronts: []*link{{"three", "#x"}},
		Numbed: []int{7, 8}, Any: 5, Map: map[string]string{"a": "b"}, Named: "n",
		Tree: node{"root", []node{{"leaf", nil}, {"branch", []node{{"twig", nil}}}}},
		Row:  row{&Linked{"row & one", "/row/"}, "1953"},
	}
}

var functions = template.FuncMap{
	"message": func(key string, pairs ...any) string { return key + fmt.Sprint(pairs...) },
	"once": func(name string, view any) (template.HTML, error) {
		return template.HTML(fmt.Sprintf("<%s %T>", name, view)), nil
	},
	"fail":  func(string, any) (template.HTML, error) { return "", errors.New("it fails") },
	"twice": func(n int) (int, error) { return 2 * n, nil },
}

// made is what a template comes to by html/template, and its program, or the
// error of either.
func made(t *testing.T, text string, view any) (string, *straight.Program, error) {
	t.Helper()
	set := template.Must(template.New("page").Option("missingkey=error").Funcs(functions).Parse(text))
	compilable := straight.Of(set, "page", functions, nil)
	var slowly bytes.Buffer
	program, err := compilable.Compile(reflect.TypeOf(view))
	if err := set.Execute(&slowly, view); err != nil {
		slowly.Reset()
		slowly.WriteString("error: " + err.Error())
	}
	return slowly.String(), program, err
}

func TestProgramsComeToWhatHTMLTemplateComesTo(t *testing.T) {
	for name, text := range map[string]string{
		"text and comments":             `a{{/* b */}}c`,
		"fields, also of what is in it": `{{.Title}} {{.Site.Name}} {{.Next.Href}} {{.Count}} {{.Draft}} {{.Body}} {{.Named}}`,
		"dot and its root":              `{{with .Site}}{{.Name}} {{$.Title}}{{end}}`,
		"places":                        `<title>{{.Title}}{{.Count}}</title><p title="{{.Title}}" data-n="{{.Count}}" data-b="{{.Body}}"><a href="{{.Next.Href}}">`,
		"addresses":                     `{{range .Links}}<a href="{{.Href}}"><a href="/x/{{.Href}}"><a href="#{{.Href}}"><a href="?q={{.Href}}">{{end}}<img src="{{.Title}}" srcset="{{.Title}}">`,
		"a refresh":                     `<meta http-equiv="refresh" content="0; url={{.Next.Href}}">`,
		"methods":                       `{{.Head.Upper}} {{.Head.Site.Name}} {{.Next.Anchor}} {{.Next.Whole}} {{.Sum 1 2}} {{.Said .Title}} {{.Said "x"}} {{.Said (message "k")}}`,
		"what is embedded":              `{{.Row.Text}} {{.Row.When}} {{.Row.Anchored}} {{with .Row}}{{.Href}}{{if .Text}}{{.Linked.Text}}{{end}}{{end}}`,
		"methods of elements":           `{{range .Links}}{{.Anchor}}{{.Whole}}{{end}}{{range .Fronts}}{{.Anchor}}{{.Whole}}{{.Text}}{{end}}`,
		"functions":                     `{{message "k" "n" .Count "t" .Title}} {{once "head" .Head}} {{once "site" .Site}} {{twice 4}} {{len .Links}} {{len .Title}} {{message "n" "n" (len .Links)}}`,
		"conditions":                    `{{if .Title}}1{{end}}{{if .Empty}}2{{else}}3{{end}}{{if .None}}4{{end}}{{if .Links}}5{{end}}{{if .Count}}6{{end}}{{if .Draft}}7{{end}}{{if .Tree}}8{{end}}`,
		"joined conditions":             `{{if and .Title .Draft (not .Empty)}}1{{end}}{{if or .Empty .None}}2{{else}}3{{end}}{{if or .Empty .Next}}4{{end}}{{if and .Title .Empty}}5{{end}}{{if not (and .Title .Draft)}}6{{end}}`,
		"comparisons":                   `{{if gt (len .Links) 1}}1{{end}}{{if eq .Title "x"}}2{{end}}{{if ne .Count 3}}3{{end}}{{if le .Count 3}}4{{end}}{{if lt .Count 3}}5{{end}}{{if ge .Count 4}}6{{end}}{{if eq .Site.Name "Site & Co"}}7{{end}}{{if eq .Named "n"}}8{{end}}`,
		"with and else":                 `{{with .Next}}{{.Text}}{{else}}none{{end}}{{with .None}}{{.Text}}{{else}}{{.Title}}{{end}}{{with .Title}}{{.}}{{end}}{{with .Empty}}{{.}}{{end}}{{with .Empty}}{{else with .Title}}{{.}}{{end}}`,
		"range":                         `{{range .Numbed}}{{.}},{{end}}{{range $i, $l := .Links}}{{if $i}}; {{end}}{{$l.Text}}{{.Href}}{{$.Title}}{{end}}{{range $l := .Links}}{{$l.Anchor}}{{end}}{{range .Tree.Children}}{{.Name}}{{else}}none{{end}}`,
		"range within range":            `{{range $i, $a := .Links}}{{range $j, $b := $.Numbed}}{{$i}}{{$j}}{{$a.Text}}{{$b}}{{end}}{{$i}}{{end}}`,
		"range over nothing":            `{{with .Tree}}{{range .Children}}{{range .Children}}{{.Name}}{{else}}none of {{.Name}}{{end}}{{end}}{{end}}`,
		"variables":                     `{{$n := .Count}}{{$t := .Title}}{{if $n}}{{$n := "inner"}}{{$n}}{{end}}{{$n}}{{$t}}{{$s := .Site}}{{$s.Name}}`,
		"templates":                     `{{define "site"}}[{{.Name}}{{$.Name}}]{{end}}{{template "site" .Site}}{{define "text"}}-{{.}}-{{end}}{{template "text" .Title}}{{template "text" (message "k")}}{{define "bare"}}bare{{end}}{{template "bare"}}`,
		"a template of two types":       `{{define "t"}}{{.Text}}{{end}}{{template "t" .Next}}{{range .Links}}{{template "t" .}}{{end}}`,
		"a template within itself":      `{{define "node"}}<li>{{.Name}}{{range $i, $n := .Children}}{{$i}}{{template "node" $n}}{{$n.Name}}{{end}}</li>{{end}}{{template "node" .Tree}}`,
		"a variable in a template":      `{{define "t"}}{{$x := .Name}}{{$x}}{{end}}{{$x := .Title}}{{template "t" .Site}}{{$x}}`,
	} {
		t.Run(name, func(t *testing.T) {
			want, program, err := made(t, text, newPage())
			if err != nil {
				t.Fatalf("%v; html/template: %s", err, want)
			}
			for range 2 { // the second time with what the first has left behind
				got, done := program.Append([]byte("before "), newPage())
				if !done || string(got) != "before "+want {
					t.Errorf("it comes to\n%s\nnot\n%s", got, want)
				}
			}
		})
	}
}

// TestWhatIsNotKnownIsLeftToHTMLTemplate holds that there is no program that
// does something else than html/template.
func TestWhatIsNotKnownIsLeftToHTMLTemplate(t *testing.T) {
	for _, text := range []string{
		`{{index .Links 0}}`, `{{printf "%d" .Count}}`, `{{.Title | printf "%s"}}`, `{{.Title | html}}`, `{{.Map.a}}`, `{{.Any}}`,
		`{{range .Map}}{{.}}{{end}}`, `{{range .Count}}{{.}}{{end}}`, `{{range .Links}}{{break}}{{end}}`, `{{range .Links}}{{continue}}{{end}}`,
		`{{with .Any}}{{.}}{{end}}`, `{{if .Any}}1{{end}}`, `{{$x := 1}}{{$x = 2}}{{$x}}`, `{{with $x := .Title}}{{$x}}{{end}}`, `{{if $x := .Title}}{{$x}}{{end}}`,
		`{{eq .Count 1 3}}`, `{{if eq .Count 1 3}}1{{end}}`, `{{or .Empty .Title}}`, `{{.Missing}}`, `{{.Site.Missing}}`, `{{template "missing"}}`, `{{.Title.Missing}}`,
		`<script>x = {{.Title}}</script>`, `<p style="{{.Title}}">`, `<p {{.Title}}>`, `<p title={{.Title}}>`, `<p onclick="{{.Title}}">`, `<!-- {{.Title}} -->x{{print 1}}`,
		`<p title="{{template "in"}}">{{define "in"}}{{.}}{{end}}`, `{{.Sum 1}}`, `{{.Sum 1 "2"}}`, `{{.Title 1}}`, `{{len .Count}}`, `{{len .Map}}`, `{{nil}}`, `{{message .Count}}`, `{{message}}`,
		`{{1.5}}`, `{{range $x := .Tree.Children}}{{else}}{{$x}}{{end}}`, `{{call .Any}}`, `{{if lt .Draft .Draft}}1{{end}}`, `{{if eq .Title .Count}}1{{end}}`,
	} {
		t.Run(text, func(t *testing.T) {
			set, err := template.New("page").Funcs(functions).Parse(text)
			if err != nil {
				t.Skip(err)
			}
			compilable := straight.Of(set, "page", functions, nil)
			_ = set.Execute(new(bytes.Buffer), newPage())
			if _, err := compilable.Compile(reflect.TypeFor[*page]()); err == nil {
				t.Error("there is a program")
			}
		})
	}
}

// TestWhatFailsIsLeftToHTMLTemplate holds that a program which cannot go on adds
// nothing, and serves all the same where it can.
func TestWhatFailsIsLeftToHTMLTemplate(t *testing.T) {
	for name, text := range map[string]string{
		"a nil pointer":                `a{{if .Draft}}{{.None.Text}}{{end}}`,
		"embedded by a nil pointer":    `a{{if .Draft}}{{.Row.Text}}{{end}}`,
		"a method of a nil pointer":    `a{{if .Draft}}{{.None.Whole}}{{end}}`,
		"a method that fails":          `a{{if .Draft}}{{.Fails}}{{end}}`,
		"a method that panics":         `a{{if .Draft}}{{.Panics}}{{end}}`,
		"a function that fails":        `a{{if .Draft}}{{fail "x" .}}{{end}}`,
		"a template that does not end": `a{{if .Draft}}{{template "page" .}}{{end}}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, program, err := made(t, text, &page{})
			if err != nil {
				t.Fatal(err)
			}
			failing := newPage()
			failing.Row = row{}
			if got, done := program.Append([]byte("before "), failing); done {
				t.Errorf("it comes to %q", got)
			}
			if got, done := program.Append([]byte("before "), &page{}); !done || string(got) != "before a" {
				t.Errorf("then it comes to %q, %t", got, done)
			}
		})
	}
}
