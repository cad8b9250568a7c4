package markdown

import (
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// differences are the examples of the CommonMark specification that we render
// otherwise, with the reason.
var differences = map[int]string{
	548: "[[foo]] is a wikilink",
	559: "[[foo]] is a wikilink",
	590: "![[foo]] is an embed",
	608: "a bare address is a link, as in GFM",
	611: "a bare address is a link, as in GFM",
	612: "a bare address is a link, as in GFM",
}

// example is one of the specification's.
type example struct {
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
	Example  int    `json:"example"`
	Section  string `json:"section"`
}

// TestCommonMark runs every example of CommonMark 0.31.2 through our own
// pipeline, raw HTML and foreign images kept as they are.
func TestCommonMark(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(goldmarkDir(t), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []example
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) < 600 {
		t.Fatalf("only %d examples", len(examples))
	}
	c := New(Options{verbatim: true})
	for _, e := range examples {
		got := normal(plainly(c.Convert("example.md", []byte(e.Markdown), 1)))
		want := normal(e.HTML)
		reason, differs := differences[e.Example]
		switch {
		case got != want && !differs:
			t.Errorf("example %d (%s):\n%s\n%s", e.Example, e.Section, e.Markdown, cmp.Diff(want, got))
		case got == want && differs:
			t.Errorf("example %d is rendered as specified now, though %q", e.Example, reason)
		}
	}
}

// goldmarkDir is where the module of the parser lies, which brings the
// specification's examples.
func goldmarkDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("find the specification's examples: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// plainly fills the holes of a document as if there were no site.
func plainly(d Document) string {
	var b strings.Builder
	at := 0
	for _, h := range d.Holes {
		b.WriteString(d.HTML[at:h.Offset])
		at = int(h.Offset)
		switch h.Kind {
		case IDHole:
			b.WriteString(` id="` + html.EscapeString(d.ID(&h)) + `"`)
		case LocalHref:
			b.WriteString("#" + html.EscapeString(d.ID(&h)))
		case CiteHole:
			b.WriteString("⟦" + html.EscapeString(d.Citations[h.Index].Text) + "⟧")
		case LinkOpen, LinkClose:
		default:
			b.WriteString("⟦" + html.EscapeString(d.References[h.Index].Target) + "⟧")
		}
	}
	return b.String() + d.HTML[at:]
}

var selfClosing = regexp.MustCompile(`<(br|hr|img|input)([^<>]*?) ?/>`)

// normal removes differences of writing: the specification closes empty
// elements, and escapes quotation marks by name.
func normal(s string) string {
	s = selfClosing.ReplaceAllString(s, "<$1$2>")
	s = strings.NewReplacer("&#34;", "&quot;", "&#39;", "'").Replace(s)
	return strings.TrimSpace(s)
}

// gfmDifferences are the cases of GFM's extensions that we render otherwise.
var gfmDifferences = map[string]string{}

// TestGFM runs the cases of the parser's own extensions for GitHub's flavour
// through our pipeline: tables, strikethrough, task lists, bare addresses.
func TestGFM(t *testing.T) {
	c := New(Options{verbatim: true})
	dir := filepath.Join(goldmarkDir(t), "extension", "_test")
	run := 0
	for _, name := range []string{"table", "strikethrough", "tasklist", "linkify"} {
		data, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range strings.Split(string(data), "//= = = = = = = = = = = = = = = = = = = = = = = =//") {
			parts := strings.Split(text, "//- - - - - - - - -//\n")
			if len(parts) != 3 {
				continue
			}
			number, _, _ := strings.Cut(strings.TrimSpace(parts[0]), ":")
			key := name + " " + strings.Fields(number)[0]
			run++
			if strings.Contains(parts[0], "enableEscape") {
				parts[1] = strings.ReplaceAll(parts[1], `\t`, "\t")
			}
			got := alignedAs(normal(plainly(c.Convert("case.md", []byte(strings.TrimRight(parts[1], "\n")), 1))))
			want := alignedAs(normal(parts[2]))
			reason, differs := gfmDifferences[key]
			switch {
			case got != want && !differs:
				t.Errorf("%s:\n%s\n%s", key, parts[1], cmp.Diff(want, got))
			case got == want && differs:
				t.Errorf("%s is rendered as specified now, though %q", key, reason)
			}
		}
	}
	if run < 40 {
		t.Errorf("only %d cases", run)
	}
}

var alignment = regexp.MustCompile(`(?: style="text-align:\s?|( align="| class="align-))(left|right|center)"`)

// alignedAs writes the alignment of cells as we do: by a class, since the
// pages allow no style of their own.
func alignedAs(s string) string { return alignment.ReplaceAllString(s, ` class="align-$2"`) }
