package markdown

import (
	"io"
	"slices"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// shapes are inputs that make parsers slow or run out of stack, by what is
// repeated.
var shapes = []string{
	">", "> ", "- ", "[", "![", "[[", "*", "**a ", "_", "`", "``a ", "(", "[a](", "<", "<a ", "&", "$", "$a ", "==", "%%", "^", "{",
	"{#a} ", "| a ", "# ", "[^1]", "@a ", "[@a; ", "\\", "~~", "![[a]]", "1. ", ": ", "中**", "*a_ ", "[a", "a](b)", "<!--", "]", "\x00", "\xff",
}

// documents makes documents of a shape: on one line, and on many.
func documents(shape string, n int) []string {
	return []string{
		strings.Repeat(shape, n),
		strings.Repeat(shape+"\n", n),
		strings.Repeat(shape, n) + "a" + strings.Repeat("]", n),
		"```\n" + strings.Repeat(shape, n),
	}
}

func TestHostileShapesYieldWellNestedHTML(t *testing.T) {
	for _, options := range []Options{{}, {RawHTML: true}} {
		c := New(options)
		for _, shape := range shapes {
			for _, text := range documents(shape, 1500) {
				check(t, text, c.Convert("a.md", []byte(text), 1))
			}
		}
	}
}

func TestManyFootnotesLinksAndColumns(t *testing.T) {
	c := New(Options{})
	for _, text := range []string{
		strings.Repeat("a[^x] ", 1000) + "\n\n[^x]: b",
		strings.Repeat("[[a]] ", 20_000),
		"|" + strings.Repeat("a|", 2000) + "\n|" + strings.Repeat("-|", 2000) + "\n|" + strings.Repeat("b|", 2000),
		strings.Repeat("## 中\n\n", 3000),
		strings.Repeat("x", 2<<20),
		strings.Repeat("word ", 300_000),
		"```go\n" + strings.Repeat("func f() { return \"a\" }\n", 10_000) + "```",
		strings.Repeat("> [!note]\n", 500),
	} {
		check(t, text[:20], c.Convert("a.md", []byte(text), 1))
	}
}

// check wants of a document what must hold of every one: its elements are well
// nested, its holes in order and in range, and nothing in it acts.
func check(t *testing.T, text string, d Document) {
	t.Helper()
	short := text[:min(len(text), 40)]
	if !slices.IsSortedFunc(d.Holes, func(a, b Hole) int { return int(a.Offset - b.Offset) }) {
		t.Errorf("%q: the holes are not in order", short)
	}
	for _, h := range d.Holes {
		if h.Offset < 0 || int(h.Offset) > len(d.HTML) {
			t.Errorf("%q: a hole is out of range", short)
		}
	}
	for _, a := range d.Anchors {
		if a.Start < 0 || a.Start > a.End || int(a.End) > len(d.HTML) {
			t.Errorf("%q: an anchor is out of range: %+v of %d", short, a, len(d.HTML))
		}
	}
	filled := plainly(d)
	if name := badlyNested(filled); name != "" {
		t.Errorf("%q: <%s> is not well nested in %.300s", short, name, filled)
	}
	if acts := acting(filled); acts != "" {
		t.Errorf("%q: %s", short, acts)
	}
}

// badlyNested names the first element that is not closed as it should be.
func badlyNested(s string) string {
	tokens := nethtml.NewTokenizer(strings.NewReader(s))
	var open []string
	for {
		switch tokens.Next() {
		case nethtml.ErrorToken:
			if tokens.Err() != io.EOF {
				return tokens.Err().Error()
			}
			if len(open) > 0 {
				return open[len(open)-1]
			}
			return ""
		case nethtml.StartTagToken:
			name, _ := tokens.TagName()
			if !void[string(name)] && string(name) != "input" {
				open = append(open, string(name))
			}
		case nethtml.EndTagToken:
			name, _ := tokens.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return string(name)
			}
			open = open[:len(open)-1]
		}
	}
}

// acting says what in a document could run script or load from elsewhere.
func acting(s string) string {
	tokens := nethtml.NewTokenizer(strings.NewReader(s))
	for {
		switch tokens.Next() {
		case nethtml.ErrorToken:
			return ""
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			token := tokens.Token()
			switch token.Data {
			case "script", "style", "iframe", "object", "embed", "form", "link", "meta", "base", "svg":
				return "it holds <" + token.Data + ">"
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
					return "it has the attribute " + a.Key
				}
				if (a.Key == "href" || a.Key == "src") && !local(a.Val) && !safeScheme(a.Val) {
					return "it leads to " + a.Val
				}
			}
		}
	}
}

func FuzzConvert(f *testing.F) {
	for _, shape := range shapes {
		f.Add(strings.Repeat(shape, 3)+"a\n\n"+shape, true)
	}
	f.Add("> [!note]- A\n> b ^x\n\n- [ ] c {#d}\n\n| a |\n|--|\n| [[b\\|c]] |\n\n^t\n\n[^1]: x", false)
	converters := map[bool]*Converter{true: New(Options{RawHTML: true}), false: New(Options{Language: "zh"})}
	f.Fuzz(func(t *testing.T, text string, raw bool) {
		check(t, text, converters[raw].Convert("a.md", []byte(text), 1))
	})
}

func BenchmarkConvert(b *testing.B) {
	note := []byte(strings.Repeat("## A heading\n\nSome *words* on the [[organic-law|law]] and 第一书记 [@perry, p. 3].[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", 12) + "[^1]: A note.\n")
	c := New(Options{})
	b.SetBytes(int64(len(note)))
	for b.Loop() {
		c.Convert("a.md", note, 1)
	}
}
