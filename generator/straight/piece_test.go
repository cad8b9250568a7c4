package straight_test

import (
	"bytes"
	"html/template"
	"reflect"
	"testing"

	"fangzhi/generator/straight"
)

// TestPiecesAreAddedToThePage holds that a piece takes the place of its method
// exactly where what that returns would be added as it is. Here they differ, to
// tell them apart.
func TestPiecesAreAddedToThePage(t *testing.T) {
	pieces := straight.Pieces{
		{View: reflect.TypeFor[link](), Method: "Anchor", Append: func(to []byte, view any, _ string) []byte {
			return append(to, "["+view.(*link).Text+"]"...)
		}},
		{View: reflect.TypeFor[Frame](), Method: "Said", Takes: true, Append: func(to []byte, view any, text string) []byte {
			return append(to, "["+view.(*Frame).Site.Name+" "+text+"]"...)
		}},
		{View: reflect.TypeFor[Linked](), Method: "Anchored", Append: func(to []byte, view any, _ string) []byte {
			return append(to, "["+view.(*Linked).Text+"]"...)
		}},
		{View: reflect.TypeFor[link](), Method: "Whole", Append: func(to []byte, _ any, _ string) []byte {
			return append(to, "wrong"...)
		}},
	}
	for text, want := range map[string]string{
		`({{.Next.Anchor}}{{range .Links}}{{.Anchor}}{{end}})`: "([next <][one][two])",
		`{{range .Fronts}}{{.Anchor}}{{end}}`:                  "[three]",
		`{{.Row.Anchored}}`:                                    "[row & one]",
		`{{.Said "<x>"}}{{$.Said .Site.Name}}`:                 "[Site & Co <x>][Site & Co Site & Co]",
		`{{.Next.Whole}}`:                                      "next &lt; /a/?b=c&amp;d=&#43; e", // no markup
		`<p title="{{.Next.Anchor}}">`:                         `<p title="next &lt;">`,           // of which a text is made
		`{{with .Next.Anchor}}{{.}}{{end}}`:                    "<a>next <</a>",                   // no longer known to be one
		`{{.Copy.Anchor}}`:                                     "<a>next <</a>",                   // of what has no address
	} {
		set := template.Must(template.New("page").Parse(text))
		compilable := straight.Of(set, "page", nil, pieces)
		if err := set.Execute(new(bytes.Buffer), newPage()); err != nil {
			t.Fatal(err)
		}
		program, err := compilable.Compile(reflect.TypeFor[*page]())
		if err != nil {
			t.Fatal(err)
		}
		if got, done := program.Append(nil, newPage()); !done || string(got) != want {
			t.Errorf("%s comes to %q, not %q", text, got, want)
		}
	}
}
