package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// ink is the colour of some kinds of token, on light paper and on dark. All
// have a contrast of at least 4.5:1 on #f6f3ec and #23201c.
type ink struct {
	classes     string // of chroma's standard names
	light, dark string
	style       string
}

var inks = []ink{
	{"k kc kd kn kp kr kt ow", "#8a2a1a", "#f0a08a", ""},
	{"s sa sb sc dl s2 se sh si sx sr s1 ss ld", "#3c5a14", "#b5d08a", ""},
	{"m mb mf mh mi il mo l", "#1f4f82", "#9cc4ee", ""},
	{"c ch cm c1 cs cp cpf sd", "#6a6157", "#a99d8f", "font-style: italic"},
	{"nf fm nc nn", "#5b3a86", "#cdb0f0", ""},
	{"na nt nl nd", "#7a4a00", "#e6c07b", ""},
	{"nb bp nv vc vg vi vm no ne ni", "#0b5a5a", "#8fd3cf", ""},
	{"gd", "#8a2a1a", "#f0a08a", ""},
	{"gi", "#3c5a14", "#b5d08a", ""},
	{"gh gu gs", "#1f4f82", "#9cc4ee", "font-weight: 600"},
	{"err", "#8a2a1a", "#f0a08a", "text-decoration: underline wavy"},
}

// inked are the classes of the kinds of token that have a colour; others are not
// worth an element.
var inked = func() (classes table) {
	coloured := map[string]bool{}
	for _, i := range inks {
		for class := range strings.FieldsSeq(i.classes) {
			coloured[class] = true
		}
	}
	for kind, class := range chroma.StandardTypes {
		at := int(kind - firstKind)
		if !coloured[class] || at < 0 {
			continue
		}
		if at >= len(classes) {
			classes = append(classes, make(table, at+1-len(classes))...)
		}
		classes[at] = class
	}
	return classes
}()

// table is of classes, by kind: it is asked for each token.
type table []string

// firstKind is that of the kinds with which the table begins.
const firstKind = chroma.Other

// of is the class of a kind; empty for none.
func (t table) of(kind chroma.TokenType) string {
	if at := int(kind - firstKind); at >= 0 && at < len(t) {
		return t[at]
	}
	return ""
}

// CSS is the style sheet of highlighted code, for light and dark.
func CSS() string {
	var b strings.Builder
	write := func(scope string, colour func(ink) string, indent string) {
		for _, i := range inks {
			var selectors []string
			for class := range strings.FieldsSeq(i.classes) {
				selectors = append(selectors, scope+".chroma ."+class)
			}
			b.WriteString(indent + strings.Join(selectors, ", ") + " { color: " + colour(i))
			if i.style != "" {
				b.WriteString("; " + i.style)
			}
			b.WriteString(" }\n")
		}
	}
	light := func(i ink) string { return i.light }
	dark := func(i ink) string { return i.dark }
	write("", light, "")
	b.WriteString("@media (prefers-color-scheme: dark) {\n")
	write(":root:not([data-theme=light]) ", dark, "  ")
	b.WriteString("}\n")
	write(":root[data-theme=dark] ", dark, "")
	return b.String()
}
