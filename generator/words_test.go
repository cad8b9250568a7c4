package build

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/message"
	"fangzhi/generator/site"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// TestPagesSayNothingByThemselves builds a site of notes in Chinese whose
// messages stand in brackets, and finds no word in Latin letters outside of
// them, nor a sign between words that is not Chinese: whatever a page says
// besides its notes comes from the message files.
func TestPagesSayNothingByThemselves(t *testing.T) {
	b, out := bracketedSite(t)
	tree := readTree(t, out)
	read := map[site.Kind]int{}
	for _, f := range b.planned.files {
		if f.page == nil {
			continue
		}
		var all []said
		switch text := tree[f.name]; path.Ext(f.name) {
		case ".html":
			all = saidByPage(t, text)
		case ".atom":
			all = saidByFeed(t, text)
		default: // for machines; their names stay the same in all languages
			continue
		}
		read[f.page.Kind]++
		for _, s := range all {
			text := outside(bare.ReplaceAllString(s.text, ""))
			own := latin.FindString(text)
			if own == "" && !s.source {
				own = strings.TrimSpace(sign.FindString(text))
			}
			if own != "" {
				t.Errorf("%s says %q by itself, in %q", f.name, own, s.text)
			}
		}
	}
	for _, kind := range []site.Kind{
		site.Home, site.Note, site.Index, site.Letters, site.Tags, site.Tag, site.Timeline, site.Years, site.Bibliography, site.NotFound,
		site.Comparisons, site.Comparison, site.Powers, site.Search, site.Graph, site.Redirect, site.Raw,
	} {
		if read[kind] == 0 {
			t.Errorf("no page of the kind %q was read", kind)
		}
	}
}

// bracketedSite builds the site of testdata/bracketed.txtar, each text of the
// interface in brackets.
func bracketedSite(t *testing.T) (b *Builder, out string) {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "bracketed.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	dir, out := t.TempDir(), t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	const tag = "zh-Hans"
	place(t, filepath.Join(dir, "templates", "messages", tag+".yaml"), []byte(bracketed(t, tag)))
	b, err = Open(Options{Site: dir, Out: out, Theme: defaultTheme(t), Drafts: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	result, err := b.Build(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Diagnostics {
		t.Log(d)
	}
	return b, out
}

// bracketed is a message file of the program, each text in brackets. What is
// put into a text stands outside of them.
func bracketed(t *testing.T, tag string) string {
	theme := defaultTheme(t)
	var files []message.File
	for _, name := range []string{"en", tag} {
		at := "messages/" + name + ".yaml"
		files = append(files, message.File{Path: at, Data: theme[at]})
	}
	catalog, _ := message.Load(files)
	words := catalog.Words(tag)
	var b strings.Builder
	for _, key := range words.Keys() {
		var pairs []any
		for _, name := range words.Takes(key) {
			pairs = append(pairs, name, "⟧{"+name+"}⟦")
		}
		text, err := json.Marshal("⟦" + words.With(key, pairs...) + "⟧")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %s\n", key, text)
	}
	return b.String()
}

var (
	latin = regexp.MustCompile(`[A-Za-z]{2,}`)
	sign  = regexp.MustCompile(`(^|[^0-9])[,;:?!] `)       // 31.2, 121.5 are a place
	bare  = regexp.MustCompile(`https://[a-z./0-9%A-F-]+`) // addresses that notes show
)

// outside is what stands outside of all brackets.
func outside(s string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '⟦':
			depth++
		case '⟧':
			depth--
		default:
			if depth <= 0 {
				return r
			}
		}
		return ' '
	}, s)
}

// unsaid are the attributes that nobody is shown or read aloud. Every other may
// hold words, as aria-label does.
var unsaid = regexp.MustCompile(`^(id|class|name|lang|hreflang|href|src|srcset|sizes|action|method|rel|type|role|scope|for|charset|http-equiv|property|` +
	`loading|decoding|spellcheck|inputmode|enterkeyhint|autocomplete|autocapitalize|datetime|tabindex|d|points|fill|width|height|transform|viewbox|` +
	`text-anchor|patterntransform|patternunits|xmlns|encoding|display|mathvariant|data-.*|aria-(current|hidden|labelledby|describedby|controls|live))$`)

// unsaidContent are the meta elements that hold no words.
var unsaidContent = []string{"viewport", "color-scheme", "robots", "generator"}

// said is a text that readers see or hear.
type said struct {
	text   string
	source bool // it names a source; the signs are those of its style
}

// saidByPage lists what a page says to readers: texts, and attributes that are
// shown or read aloud. What notes quote as code is their own.
func saidByPage(t *testing.T, page string) []said {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []said
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			if !slices.Contains([]string{"script", "style", "code", "annotation"}, n.Parent.Data) {
				all = append(all, said{n.Data, namesSource(n)})
			}
		case html.ElementNode:
			for _, a := range n.Attr {
				if !unsaid.MatchString(strings.ToLower(a.Key)) && !isMachines(n, a.Key) {
					all = append(all, said{text: a.Val})
				}
			}
		}
	}
	return all
}

// namesSource tells whether a text is part of a citation or a reference.
func namesSource(n *html.Node) bool {
	for p := range n.Ancestors() {
		switch attributeOf(p, "class") {
		case "citation", "citation-link", "references", "reference-list", "passage":
			return true
		}
	}
	return false
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isMachines tells whether an attribute holds words on some elements, but not
// on this.
func isMachines(n *html.Node, key string) bool {
	switch key {
	case "value":
		return n.Data == "option" || n.Data == "data"
	case "content":
		return attributeOf(n, "http-equiv") != "" || slices.Contains(unsaidContent, attributeOf(n, "name"))
	}
	return false
}

// saidByFeed lists the texts of a feed.
func saidByFeed(t *testing.T, feed string) []said {
	t.Helper()
	var all []said
	within := ""
	for d := xml.NewDecoder(strings.NewReader(feed)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			within = token.Name.Local
		case xml.CharData:
			if text := string(bytes.TrimSpace(token)); within == "title" || within == "subtitle" || within == "summary" || within == "rights" {
				all = append(all, said{text: text})
			}
		}
	}
}
