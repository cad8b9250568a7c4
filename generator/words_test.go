package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/message"
	"fangzhi/generator/render"
	"fangzhi/templates"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// TestPagesSayNothingByThemselves builds a site of notes in Chinese whose
// messages stand in brackets, and finds no word in Latin letters outside of
// them, nor a sign between words that is not Chinese: whatever a page says
// besides its notes comes from the message files.
func TestPagesSayNothingByThemselves(t *testing.T) {
	out := bracketedSite(t)
	read := map[string]bool{}
	err := fs.WalkDir(os.DirFS(out), ".", func(name string, _ fs.DirEntry, err error) error {
		var all []said
		switch path.Ext(name) {
		case ".html":
			all = saidByPage(t, readFile(t, out, name))
		case ".atom":
			all = saidByFeed(t, readFile(t, out, name))
		default: // for machines; their names stay the same in all languages
			return err
		}
		read[name] = true
		reportOwn(t, name, all)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range bracketedKinds {
		if !read[of] {
			t.Errorf("there is no %s", of)
		}
	}
}

// bracketedKinds are files of the site, one of each kind.
var bracketedKinds = []string{
	"index.html", "norms/法/index.html", "zh/norms/法/index.html", "norms/index.html", "letters/index.html", "tags/index.html", "tags/村/治/index.html",
	"timeline/index.html", "time/index.html", "time/1998/index.html", "bibliography/index.html", "bibliography/丁/index.html", "404.html", "compare/index.html", "compare/norms/index.html",
	"responsibilities/index.html", "search/index.html", "graph/index.html", "old-law/index.html", "feed.atom",
}

func readFile(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// reportOwn complains of what a page says by itself.
func reportOwn(t *testing.T, page string, all []said) {
	t.Helper()
	for _, s := range all {
		text := outside(bare.ReplaceAllString(s.text, ""))
		own := latin.FindString(text)
		if own == "" && !s.source {
			own = strings.TrimSpace(sign.FindString(text))
		}
		if own != "" {
			t.Errorf("%s says %q by itself, in %q", page, own, s.text)
		}
	}
}

// bracketedSite builds the site of testdata/bracketed.txtar, each text of the
// interface in brackets.
func bracketedSite(t *testing.T) (out string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/bracketed.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	const tag = "zh-Hans"
	dir, out := t.TempDir(), t.TempDir()
	own := filepath.Join(dir, "templates", "messages")
	if err := errors.Join(os.CopyFS(dir, files), os.MkdirAll(own, 0o755), os.WriteFile(filepath.Join(own, tag+".yaml"), bracketed(t, tag), 0o644)); err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	// There are mistakes in it: the pages say what is missing.
	if code := run(context.Background(), []string{"build", "--site", dir, "--out", out, "--drafts"}, &told, &told); code != exitNotes {
		t.Fatalf("the site is not built:\n%s", &told)
	}
	return out
}

// bracketed is a message file of the program, each text in brackets. What is
// put into a text stands outside of them.
func bracketed(t *testing.T, tag string) []byte {
	t.Helper()
	theme, err := render.ReadFS(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	var files []message.File
	for _, name := range []string{"en", tag} {
		at := "messages/" + name + ".yaml"
		files = append(files, message.File{Path: at, Data: theme[at]})
	}
	catalog, _ := message.Load(files)
	words := catalog.Words(tag)
	var b bytes.Buffer
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
	return b.Bytes()
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
	`text-anchor|patterntransform|patternunits|xmlns|encoding|display|mathvariant|style|data-.*)$`)

// spoken are the attributes of ARIA that hold words, among many that do not.
var spoken = []string{"aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "aria-placeholder", "aria-braillelabel"}

// unsaidContent are the meta elements that hold no words.
var unsaidContent = []string{"viewport", "color-scheme", "robots", "generator"}

// said is a text that readers see or hear.
type said struct {
	text   string
	source bool // it names a source; the signs are those of its style
}

// saidByPage lists what a page says to readers: texts, and attributes that are
// shown or read aloud. What notes quote as code is their own, and keys have the
// names that stand on them.
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
			if !slices.Contains([]string{"script", "style", "code", "annotation", "kbd"}, n.Parent.Data) {
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
		case "citation", "citation-link", "references", "reference-list", "source-reference", "passage":
			return true
		}
	}
	return false
}

// isMachines tells whether an attribute holds words on some elements, but not
// on this.
func isMachines(n *html.Node, key string) bool {
	switch {
	case strings.HasPrefix(key, "aria-"):
		return !slices.Contains(spoken, key)
	case key == "value":
		return n.Data == "option" || n.Data == "data"
	case key == "content":
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

// TestScriptsSayNothingByThemselves works the pages of that site in a browser,
// so that client modules say all they can, and reads the pages again.
func TestScriptsSayNothingByThemselves(t *testing.T) {
	p := &published{dir: bracketedSite(t), served: make(map[string]int)}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	b := openBrowser(t)
	b.size(1280, 900)
	for _, page := range []struct {
		path string
		// work is what a reader does; then is true when it shows.
		work, then string
	}{
		{"norms/%E6%B3%95/", `document.querySelector(".footnote-ref").focus()`, `document.querySelector(".preview, .footnote-card, [popover]")`},
		{"norms/%E6%97%A7%E6%B3%95/", `document.querySelector(".note-body a.note-link").focus()`, `document.querySelector(".preview")`},
		{"norms/%E6%B3%95/", `document.querySelector("table.sortable th button").click()`, `document.querySelector("th[aria-sort]")`},
		{"norms/%E6%B3%95/", `document.querySelector(".keys-open button").click()`, `document.querySelector("dialog.keys-dialog[open]")`},
		{"norms/%E6%B3%95/", `document.querySelector(".colours-switch").click()`, `document.querySelector(".colours-switch").dataset.colours !== "system"`},
		{"", `document.querySelector(".search-open button").click()`, `document.querySelector("dialog[open] input")`},
		{"search/?q=%E6%B3%95", ``, `document.querySelectorAll(".search-results > li").length > 0`},
		{"search/?q=%E9%BE%98", ``, `document.querySelector("[role=status], .search-status")?.textContent`},
		{"timeline/", `document.querySelector(".timeline-tools button:nth-of-type(2)").click()`, `document.querySelector("svg.live a.mark")`},
		{"timeline/", `document.querySelector(".keys-open button").click()`, `document.querySelector("dialog.keys-dialog[open]")`},
		{"letters/?q=%E6%B3%95&sort=title", ``, `document.querySelector(".list-filters [role=status]").innerText`},
		{"graph/?q=%E6%B3%95", ``, `document.querySelector(".graph-status").innerText`},
		{"graph/", `document.querySelector(".graph-picture").focus()`, `document.querySelector(".graph-picture[role=application]")`},
		{"graph/", `document.querySelector(".keys-open button").click()`, `document.querySelector("dialog.keys-dialog[open]")`},
		{"responsibilities/", `{ const years = document.querySelector(".moment input"); years.value = "1998"; years.dispatchEvent(new Event("input", {bubbles: true})); }`,
			`[...document.querySelectorAll(".power-span")].filter((span) => !span.hidden).length > 1 && document.querySelector(".moment [role=status]").textContent`},
	} {
		b.load(server.URL+"/kb/"+page.path, "")
		b.waits(drawn)
		if page.work != "" {
			b.evaluate(page.work)
		}
		if page.then != "" {
			b.waits(page.then)
		}
		reportOwn(t, page.path, saidByPage(t, b.tells(`document.documentElement.outerHTML`)))
	}
}
