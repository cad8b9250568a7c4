package straight

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// escaperPrefix begins the names of the functions that html/template adds to
// what a template shows, for the place where it shows it.
const escaperPrefix = "_html_template_"

// The places in which values are mostly shown, by the escapers that
// html/template adds there, in order.
const (
	inText      = "htmlescaper"
	inAttribute = "attrescaper"
	inTitle     = "rcdataescaper" // and in <textarea>
	inAddress   = "urlfilter|urlnormalizer|attrescaper"
	inPath      = "urlnormalizer|attrescaper" // of an address that the template begins
)

// parted parts the commands that work a value out from the escapers after them.
func parted(commands []*parse.CommandNode) (shown []*parse.CommandNode, place string) {
	var names []string
	for i, c := range commands {
		name, is := c.Args[0].(*parse.IdentifierNode)
		if is && len(c.Args) == 1 && strings.HasPrefix(name.Ident, escaperPrefix) {
			names = append(names, strings.TrimPrefix(name.Ident, escaperPrefix))
		} else {
			shown, names = commands[:i+1], nil
		}
	}
	return shown, strings.Join(names, "|")
}

// A shortcut adds a text as html/template adds it in one place, if it knows that
// it does: a shortcut that is in doubt adds nothing.
type shortcut func(to []byte, s string) ([]byte, bool)

var shortcuts = map[string]shortcut{
	inText: escaped, inAttribute: escaped, inTitle: escaped,
	inAddress: address, inPath: path,
}

// shown adds a value to the page in a place.
func (c *compiler) shown(v value, place string) (step, error) {
	example, known := examples()[place]
	if !known {
		return nil, fmt.Errorf("how values are shown by %q is not known", place)
	}
	get := v.get()
	long := func(x *run, value reflect.Value) {
		out, err := example.append(x.out, value.Interface())
		if err != nil {
			panic(errLeft)
		}
		x.out = out
	}
	switch {
	case v.adds != nil && v.typ == reflect.TypeFor[template.HTML]() && place == inText:
		return v.adds, nil
	case v.typ == reflect.TypeFor[template.HTML]() && place == inText:
		return func(x *run, dot reflect.Value) { x.out = append(x.out, get(x, dot).String()...) }, nil
	case v.typ == reflect.TypeFor[int]() && (place == inText || place == inAttribute):
		return func(x *run, dot reflect.Value) { x.out = strconv.AppendInt(x.out, get(x, dot).Int(), 10) }, nil
	case v.typ == reflect.TypeFor[string]() && shortcuts[place] != nil:
		short := shortcuts[place]
		return func(x *run, dot reflect.Value) {
			value := get(x, dot)
			if out, done := short(x.out, value.String()); done {
				x.out = out
			} else {
				long(x, value)
			}
		}, nil
	}
	return func(x *run, dot reflect.Value) { long(x, get(x, dot)) }, nil
}

// entities are what html/template writes for characters in text and attributes.
var entities = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// escaped is the shortcut for text and attributes: it knows all texts.
func escaped(to []byte, s string) ([]byte, bool) {
	done := 0
	for i := range len(s) {
		if entity := entities[s[i]]; entity != "" {
			to = append(append(to, s[done:i]...), entity...)
			done = i + 1
		}
	}
	return append(to, s[done:]...), true
}

// address is the shortcut for addresses that are relative, or have one of the
// two usual schemes.
func address(to []byte, s string) ([]byte, bool) {
	rest := s
	for _, scheme := range []string{"https:", "http:"} {
		if after, has := strings.CutPrefix(s, scheme); has {
			rest = after
			break
		}
	}
	if strings.Contains(rest, ":") {
		return to, false
	}
	return path(to, s)
}

// path is the shortcut for addresses that stay as they are.
func path(to []byte, s string) ([]byte, bool) {
	for i := range len(s) {
		if c := s[i]; !stays[c] && (c != '%' || i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			return to, false
		}
	}
	return append(to, s...), true
}

// stays tells of the characters that stay as they are in an address that stands
// in an attribute.
var stays = func() (table [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/#?=@;:,!$*[]" {
		table[c] = true
	}
	return table
}()

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// example is a template that does nothing but show a value in a place: what
// there is no shortcut for is shown by executing it.
type example struct {
	template      *template.Template
	before, after string
}

// surroundings are what stands before and after a value in such a template.
var surroundings = [][2]string{
	{"", ""},
	{`<p title="`, `">`},
	{"<title>", "</title>"},
	{`<a href="`, `">`},
	{`<a href="/`, `">`},
	{`<a href="#`, `">`},
	{`<meta http-equiv="refresh" content="0; url=`, `">`},
	{`<img srcset="`, `">`},
}

// examples are the templates by place.
var examples = sync.OnceValue(func() map[string]example {
	all := map[string]example{}
	for _, around := range surroundings {
		t := template.Must(template.New("").Parse(around[0] + "{{.}}" + around[1]))
		var page bytes.Buffer
		if err := t.Execute(&page, ""); err != nil {
			continue
		}
		for _, node := range t.Tree.Root.Nodes {
			if action, is := node.(*parse.ActionNode); is {
				_, place := parted(action.Pipe.Cmds)
				all[place] = example{t, around[0], around[1]}
			}
		}
	}
	return all
})

// append adds a value as html/template shows it.
func (e example) append(to []byte, value any) ([]byte, error) {
	var page bytes.Buffer
	if err := e.template.Execute(&page, value); err != nil {
		return to, err
	}
	shown := page.Bytes()
	return append(to, shown[len(e.before):len(shown)-len(e.after)]...), nil
}
