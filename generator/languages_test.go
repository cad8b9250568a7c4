package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fangzhi/generator/text"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/tools/txtar"
)

// TestEachRunOfChineseIsMarked holds that software that reads a page aloud, or
// chooses its glyphs, is told of all Chinese, and of no English as if it were
// Chinese: in texts, lists, quotations, drawings and fragments. It reads the
// first site, and one in which every name and text is in both.
func TestEachRunOfChineseIsMarked(t *testing.T) {
	t.Run("the first site", func(t *testing.T) {
		if seen := readLanguages(t, publish(t).dir); seen < 1000 {
			t.Errorf("only %d texts with Chinese were looked at", seen)
		}
	})
	t.Run("a site in which all is mixed", func(t *testing.T) {
		archive, err := txtar.ParseFile("testdata/mixed.txtar")
		if err != nil {
			t.Fatal(err)
		}
		site, out := t.TempDir(), t.TempDir()
		from, err := txtar.FS(archive)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(site, from); err != nil {
			t.Fatal(err)
		}
		var told bytes.Buffer
		if code := run(context.Background(), []string{"build", "--site", site, "--out", out, "--strict"}, &told, &told); code != exitOK {
			t.Fatalf("the site does not build:\n%s", &told)
		}
		if seen := readLanguages(t, out); seen < 300 {
			t.Errorf("only %d texts with Chinese were looked at", seen)
		}
	})
}

// readLanguages looks at all pages and previews of a built site, and counts the
// texts with Chinese.
func readLanguages(t *testing.T, dir string) int {
	t.Helper()
	r := languageReader{t: t}
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		at := strings.TrimPrefix(filepath.ToSlash(name), filepath.ToSlash(dir)+"/")
		preview := strings.HasPrefix(at, "previews/")
		if path.Ext(at) != ".html" && !preview {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		r.at = at
		if preview {
			r.previews(data)
			return nil
		}
		page, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			return err
		}
		r.read(page, "")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r.seen
}

type languageReader struct {
	t    *testing.T
	at   string // the file
	seen int
}

// previews reads the fragments in a file of previews; what stands beside them
// is text, whose runs the client marks.
func (r *languageReader) previews(data []byte) {
	var notes map[string]struct {
		Language string `json:"lang"`
		Opening  string `json:"opening"`
		Parts    map[string]struct {
			HTML string `json:"html"`
		} `json:"parts"`
	}
	if err := json.Unmarshal(data, &notes); err != nil {
		r.t.Fatalf("%s: %v", r.at, err)
	}
	for _, note := range notes {
		fragments := []string{note.Opening}
		for _, part := range note.Parts {
			fragments = append(fragments, part.HTML)
		}
		for _, fragment := range fragments {
			nodes, err := html.ParseFragment(strings.NewReader(fragment), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
			if err != nil {
				r.t.Fatalf("%s: %v", r.at, err)
			}
			for _, n := range nodes {
				r.read(n, note.Language)
			}
		}
	}
}

// sentence is what a sentence or a title in English has, and a name among
// Chinese has not.
var sentence = regexp.MustCompile(`[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}`)

// read looks at the texts in n, which stands in an element of a language.
func (r *languageReader) read(n *html.Node, language string) {
	switch n.Data {
	case "head", "code", "pre", "title", "option": // the last two hold text alone
		return
	}
	for _, a := range n.Attr {
		if a.Key == "lang" {
			language = a.Val
		}
	}
	for c := range n.ChildNodes() {
		r.read(c, language)
	}
	if n.Type != html.TextNode {
		return
	}
	if text.HasHan(n.Data) {
		r.seen++
		if !text.WrittenInHan(language) {
			r.t.Errorf("%s: %q is said to be in %q", r.at, strings.TrimSpace(n.Data), language)
		}
	}
	// A Chinese note that quotes is in its language.
	if strings.HasPrefix(language, "zh") && sentence.MatchString(n.Data) && !among(n, "note-body") {
		r.t.Errorf("%s: %q is said to be in %q", r.at, strings.TrimSpace(n.Data), language)
	}
}

// among tells whether a node stands within an element of a class.
func among(n *html.Node, class string) bool {
	for ; n != nil; n = n.Parent {
		if attributeOf(n, "class") == class {
			return true
		}
	}
	return false
}
