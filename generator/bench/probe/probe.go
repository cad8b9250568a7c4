// Package probe finds the limit that no generator of pages passes: it reads
// every note of a folder, parses and renders it with goldmark, executes one
// html/template around it and writes one file for it, in parallel, and does
// nothing else. In comes a folder of Markdown, out goes a folder of pages.
// There are no links to resolve, no lists, no search and no memory of the
// last run; what a real build takes beyond the probe is what its features
// cost.
package probe

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// page is the template around a note's body.
var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">Home</a></header>
<main>
<article>
<h1>{{.Title}}</h1>
{{.Body}}
</article>
</main>
</body>
</html>
`))

// Run makes a page below out for every note below content and returns how
// many there were. The page of a/b.md is a/b/index.html.
func Run(ctx context.Context, content, out string) (int, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	markdown := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	)
	names := make(chan string, 256)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			w := worker{markdown: markdown, content: content, out: out}
			for name := range names {
				if err := w.convert(name); err != nil {
					cancel(fmt.Errorf("make the page of %s: %w", name, err))
				}
			}
		})
	}
	count, err := list(ctx, content, names)
	close(names)
	group.Wait()
	if err == nil {
		err = context.Cause(ctx)
	}
	return count, err
}

// list sends the paths of all notes below content, until ctx ends.
func list(ctx context.Context, content string, names chan<- string) (int, error) {
	count := 0
	err := filepath.WalkDir(content, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		rel, err := filepath.Rel(content, name)
		if err != nil {
			return err
		}
		select {
		case names <- rel:
			count++
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	return count, err
}

// worker makes pages one after another, with buffers that it keeps.
type worker struct {
	markdown     goldmark.Markdown
	content, out string
	body, page   bytes.Buffer
}

// convert makes the page of one note.
func (w *worker) convert(name string) error {
	source, err := os.ReadFile(filepath.Join(w.content, name))
	if err != nil {
		return err
	}
	title, source := split(source)
	w.body.Reset()
	if err := w.markdown.Convert(source, &w.body); err != nil {
		return err
	}
	w.page.Reset()
	// goldmark shows no raw HTML and no dangerous links unless it is told to.
	view := struct {
		Title string
		Body  template.HTML
	}{title, template.HTML(w.body.String())}
	if err := page.Execute(&w.page, view); err != nil {
		return err
	}
	folder := filepath.Join(w.out, strings.TrimSuffix(name, ".md"))
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "index.html"), w.page.Bytes(), 0o666)
}

// split cuts the front matter off a note and takes its title, nothing more: a
// probe reads no YAML.
func split(source []byte) (title string, body []byte) {
	rest, found := bytes.CutPrefix(source, []byte("---\n"))
	if !found {
		return "", source
	}
	front, body, found := bytes.Cut(rest, []byte("\n---\n"))
	if !found {
		return "", source
	}
	for line := range bytes.Lines(front) {
		if value, ok := bytes.CutPrefix(line, []byte("title: ")); ok {
			return strings.Trim(string(value), "\"\n"), body
		}
	}
	return "", body
}
