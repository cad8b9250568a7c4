package compile_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"fangzhi/generator/compile"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"

	"pgregory.net/rapid"
)

func compiler() *compile.Compiler { return compile.New(schema.New(), markdown.Options{Language: "en"}) }

// told prints what is wrong with a note: line, column and code.
func told(o *compile.Object) string {
	var all []string
	for _, d := range o.Diagnostics {
		all = append(all, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Code))
	}
	return strings.Join(all, ", ")
}

func TestANoteIsReadWhateverItsLinesEndWith(t *testing.T) {
	c := compiler()
	const text = "---\ntitle: 组织法\ntags: [a]\n---\nOne [[b]].\n\n## Two\n"
	plain := c.Compile("content/norms/a.md", []byte(text))
	if plain.Front.Title.Text != "组织法" || plain.Front.Type != "norm" || len(plain.Diagnostics) > 0 || plain.Name() != "norms/a" {
		t.Fatalf("it was read as %+v", plain)
	}
	for name, other := range map[string]string{
		"a byte order mark":        "\uFEFF" + text,
		"carriage return and feed": strings.ReplaceAll(text, "\n", "\r\n"),
		"carriage returns":         strings.ReplaceAll(text, "\n", "\r"),
		"blanks after the fences":  strings.ReplaceAll(text, "---\n", "---  \n"),
	} {
		got := c.Compile("content/norms/a.md", []byte(other))
		if got.Hash == plain.Hash {
			t.Errorf("with %s, the hash is not that of the file", name)
		}
		got.Hash = plain.Hash
		if !reflect.DeepEqual(got, plain) {
			t.Errorf("with %s, it is read otherwise", name)
		}
	}
}

func TestComplaintsCountLinesOfTheFile(t *testing.T) {
	c := compiler()
	for name, n := range map[string]struct{ text, want string }{
		"no front matter":      {"Text.\n", ""},
		"only front matter":    {"---\ntitle: A\n---\n", ""},
		"three hyphens later":  {"Text.\n\n---\n\nMore.\n", ""},
		"an open fence":        {"---\ntitle: A\n", "1:1 front-unclosed"},
		"a NUL byte":           {"---\ntitle: A\n---\n方\x00\n", "4:2 note-encoding"},
		"bytes of another set": {"---\ntitle: A\n---\nab\xff\xfe\n", "4:3 note-encoding"},
		"an unknown field":     {"---\ntitle: A\ncolour: red\n---\n", "3:1 field-unknown"},
		"a fault in the body":  {"---\ntitle: A\n---\n\n# First\n", "5:1 heading-level"},
		"empty":                {"", ""},
	} {
		if got := told(c.Compile("content/norms/a.md", []byte(n.text))); got != n.want {
			t.Errorf("%s: %q, not %q", name, got, n.want)
		}
	}
}

func TestALargeFileIsRefused(t *testing.T) {
	o := compiler().Compile("content/a.md", make([]byte, compile.MaxNote+1))
	if !o.Refused || told(o) != "0:0 note-size" {
		t.Errorf("it was read: %s", told(o))
	}
}

func TestNotesAreToldByTheirNames(t *testing.T) {
	for name, want := range map[string]bool{
		"content/a.md": true, "content/norms/组织法.md": true, "content/.md": false, "content/a.png": false, "a.md": false, "contents/a.md": false,
	} {
		if got := compile.IsNote(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestAnyFileIsCompiledToTheSameObject holds that nothing breaks the compiler,
// and that what it makes depends on nothing but the file.
func TestAnyFileIsCompiledToTheSameObject(t *testing.T) {
	one, other := compiler(), compiler()
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.SampledFrom([]byte("-\n\r: a[]#^*`$>|!\"{}\x00\xff\xe6\x96\xb9"))).Draw(t, "file")
		if rapid.Bool().Draw(t, "front matter") {
			data = append([]byte("---\n"), data...)
		}
		if !reflect.DeepEqual(one.Compile("content/a.md", data), other.Compile("content/a.md", data)) {
			t.Fatal("two compilers disagree")
		}
	})
}

// TestANoteSaysItsLanguage holds that Chinese is marked in a text that is not
// Chinese, by what the note says of itself before what the site says.
func TestANoteSaysItsLanguage(t *testing.T) {
	const marked = `<span lang="zh-Hans">工作队</span>`
	for name, n := range map[string]struct {
		note string
		want bool
	}{
		"in the site's language": {"---\ntitle: A\n---\nThe team 工作队 came.\n", true},
		"in another":             {"---\ntitle: A\nlang: fr\n---\nLe 工作队 arrive.\n", true},
		"in Chinese":             {"---\ntitle: A\nlang: zh\n---\n派出 team 工作队 by the thousands of them.\n", false},
		"in Japanese":            {"---\ntitle: A\nlang: ja\n---\n工作队 and so on, at some length.\n", false},
	} {
		o := compiler().Compile("content/a.md", []byte(n.note))
		text, err := o.Text.Read()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(text.HTML, marked); got != n.want || !n.want && strings.Contains(text.HTML, "lang=") {
			t.Errorf("a note %s became %s", name, text.HTML)
		}
	}
}
