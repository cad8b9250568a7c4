package straight_test

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"strings"
	"testing"

	"fangzhi/generator/straight"

	"pgregory.net/rapid"
)

// places are all in which our templates show values, and some more.
var places = []string{
	`{{.}}`, `<p>{{.}}</p>`, `<p title="{{.}}">`, `<p title='{{.}}'>`, `<p data-at="{{.}}" lang="{{.}}" class="type-{{.}}" id="{{.}}">`,
	`<title>{{.}} · {{.}}</title>`, `<textarea>{{.}}</textarea>`,
	`<a href="{{.}}">`, `<a href='{{.}}'>`, `<a href="/a/{{.}}">`, `<a href="{{.}}/{{.}}">`, `<a href="#{{.}}">`, `<a href="?q={{.}}">`, `<a href="?q={{.}}#{{.}}">`,
	`<form action="{{.}}" data-src="{{.}}">`, `<img src="{{.}}" srcset="{{.}}" alt="{{.}}">`, `<link href="{{.}}">`, `<script src="{{.}}"></script>`,
	`<meta name="description" content="{{.}}">`, `<meta http-equiv="refresh" content="0; url={{.}}">`,
}

// pieces are what texts are drawn from that escapers take notice of.
var pieces = []string{
	"a", "Z", "0", " ", "\n", "\t", "\"", "'", "`", "+", "&", "&amp;", "&#39;", "<", ">", "<b>", "</title>", "<!--", "-->", "\x00", "=", "(", ")", "\\",
	"/", "//", "#", "?", ";", ",", ":", "%", "%2", "%20", "%zz", "%E6%96%B9", "http:", "HTTPS:", "https://", "mailto:", "javascript:", "data:", "方志", "“", "：", "é",
	"\uFDD0", "\uFFFD", "\uFFFF", "\U0001F600", "\xff", "\xe6\x96", "\u2028", "[", "]", "!", "$", "*", "@", "~", "_", "-", ".", "{", "}", "|", "^",
}

type written string

func (w written) String() string { return "written " + string(w) }

// valueOf is a text as one of the types that escapers tell apart.
func valueOf(t *rapid.T, s string) any {
	switch rapid.IntRange(0, 13).Draw(t, "type") {
	case 0:
		return template.HTML(s)
	case 1:
		return template.HTMLAttr(s)
	case 2:
		return template.URL(s)
	case 3:
		return template.JS(s)
	case 4:
		return template.CSS(s)
	case 5:
		return template.Srcset(s)
	case 6:
		return written(s)
	case 7:
		return &s
	case 8:
		return errors.New(s)
	case 9:
		return rapid.Int().Draw(t, "number")
	case 10:
		return rapid.Float64().Draw(t, "fraction")
	case 11:
		return []string{s, s}
	}
	return s
}

// TestValuesAreShownAsHTMLTemplateShowsThem draws texts of all that escapers
// take notice of, as values of all types, and shows them in all places.
func TestValuesAreShownAsHTMLTemplateShowsThem(t *testing.T) {
	sets, compilable := make([]*template.Template, len(places)), make([]*straight.Set, len(places))
	for i, place := range places {
		sets[i] = template.Must(template.New("page").Parse(place))
		compilable[i] = straight.Of(sets[i], "page", nil, nil)
		if err := sets[i].Execute(new(bytes.Buffer), ""); err != nil {
			t.Fatal(err)
		}
	}
	type program struct {
		set *template.Template
		typ reflect.Type
	}
	programs := map[program]*straight.Program{}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.StringN(0, 3, -1)), 0, 6).Draw(t, "text"), "")
		view := valueOf(t, s)
		for i, set := range sets {
			key := program{set, reflect.TypeOf(view)}
			if programs[key] == nil {
				made, err := compilable[i].Compile(key.typ)
				if err != nil {
					t.Fatalf("%s: %v", places[i], err)
				}
				programs[key] = made
			}
			var want bytes.Buffer
			if err := set.Execute(&want, view); err != nil {
				t.Fatal(err)
			}
			if got, done := programs[key].Append(nil, view); !done || string(got) != want.String() {
				t.Fatalf("%s shows %T %q as\n%s\nnot\n%s", places[i], view, view, got, want.String())
			}
		}
	})
}

// TestAddressesTakeTheShortWay holds that what addresses are mostly made of
// does not have to be looked at by html/template.
func TestAddressesTakeTheShortWay(t *testing.T) {
	set := template.Must(template.New("page").Parse(`<a href="{{.}}">`))
	compilable := straight.Of(set, "page", nil, nil)
	if err := set.Execute(new(bytes.Buffer), ""); err != nil {
		t.Fatal(err)
	}
	program, err := compilable.Compile(reflect.TypeFor[string]())
	if err != nil {
		t.Fatal(err)
	}
	page := make([]byte, 0, 100)
	for _, address := range []string{"/norms/a-b_c.1/", "#ref-x", "https://example.org/kb/?page=2#a", "/zh/%E6%96%B9%E5%BF%97/"} {
		var view any = address
		if n := testing.AllocsPerRun(100, func() { program.Append(page, view) }); n > 0 {
			t.Errorf("%s is shown with %v allocations", address, n)
		}
	}
}
