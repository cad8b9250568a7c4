package render_test

import (
	"fmt"
	"maps"
	"testing"

	"fangzhi/generator/render"
)

// TestBundlesAreMadeOnceOfTheSameSources edits a theme: what bundles are made of
// decides whether they are made anew, and nothing else does.
func TestBundlesAreMadeOnceOfTheSameSources(t *testing.T) {
	files := render.Files{
		"layout.html":      []byte(`{{define "layout"}}{{message "skip"}}{{end}}`),
		"page.html":        nil,
		"messages/en.yaml": []byte("skip: Skip\nclient.hello: Hello\n"),
		"assets/site.css":  []byte("@import \"parts\"; a { color: red }"),
		"assets/parts.css": []byte("b { color: red }"),
		"assets/site.ts":   []byte("import { hello } from \"./messages.ts\"; import(\"./later.ts\"); document.title = hello"),
		"assets/later.ts":  []byte("console.log(1)"),
	}
	load := func(changed, to string) map[string]*byte {
		t.Helper()
		edited := maps.Clone(files)
		if changed != "" {
			edited[changed] = []byte(to)
		}
		theme, problems := render.Load(edited, nil, nil, "en")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		published := map[string]*byte{}
		for _, f := range theme.Assets.Files {
			published[f.Name] = &f.Data[0]
		}
		return published
	}
	before := load("", "")
	if len(before) != 3 {
		t.Fatalf("it publishes %v", before)
	}
	for changed, to := range map[string]string{"": "", "page.html": "Hello", "layout.html": `{{define "layout"}}{{message "skip"}}.{{end}}`} {
		if again := load(changed, to); !maps.Equal(again, before) {
			t.Errorf("with another %q the same assets are made anew", changed)
		}
	}
	for changed, to := range map[string]string{
		"assets/parts.css": "b { color: blue }", "assets/later.ts": "console.log(2)", "messages/en.yaml": "skip: Skip\nclient.hello: Good day\n",
	} {
		if again := load(changed, to); maps.Equal(again, before) {
			t.Errorf("with another %q the assets stay as they were", changed)
		}
	}
	for i := range 30 { // which are more than are kept
		load("assets/parts.css", fmt.Sprintf("b { order: %d }", i))
	}
	again := load("", "")
	for name := range before {
		if again[name] == nil {
			t.Errorf("made anew, %s has another name", name)
		}
	}
	if maps.Equal(again, before) {
		t.Error("all that was ever made is kept")
	}
}
