package build

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fangzhi/generator/compile"
	"fangzhi/generator/render"
)

// TestWatchedSiteEqualsCleanBuild works on real files as people and their
// editors do, follows what the watcher tells, and wants the output to become
// what a clean build makes of the files.
func TestWatchedSiteEqualsCleanBuild(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) { watchSite(t, poll) })
	}
}

func watchSite(t *testing.T, poll bool) {
	dir := t.TempDir()
	site, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
	at := func(name string) string { return filepath.Join(site, filepath.FromSlash(name)) }
	write := func(name, text string) {
		t.Helper()
		place(t, at(name), []byte(text))
	}
	rename := func(from, to string) {
		t.Helper()
		if err := os.Rename(at(from), at(to)); err != nil {
			t.Fatal(err)
		}
	}
	write("fangzhi.yaml", "title: Watched\n")
	write("content/norms/one.md", "---\ntitle: One\n---\nSee [[two]].\n")
	write("content/norms/two.md", "---\ntitle: Two\ntags: [x]\n---\nText.\n")

	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	changes, err := b.Watch(ctx, []string{compile.Content, render.Folder}, poll, func(s string) { t.Log(s) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Build(ctx, nil); err != nil {
		t.Fatal(err)
	}

	steps := []struct {
		what string
		do   func()
	}{
		{"create a note", func() { write("content/cases/three.md", "---\ntitle: Three\n---\nOf [[one]].\n") }},
		{"edit a note", func() { write("content/norms/two.md", "---\ntitle: Two, changed\n---\nOther text.\n") }},
		{"save by rename, as many editors do", func() {
			write("content/norms/one.md~saving", "---\ntitle: One anew\n---\nSee [[two]] and [[three]].\n")
			rename("content/norms/one.md~saving", "content/norms/one.md")
		}},
		{"save by rename with a backup", func() {
			rename("content/norms/one.md", "content/norms/one.md~")
			write("content/norms/one.md", "---\ntitle: One again\n---\nSee [[two]].\n")
		}},
		{"rename a note", func() { rename("content/cases/three.md", "content/cases/drei.md") }},
		{"make folders with notes in them at once", func() { write("content/norms/local/deep/four.md", "---\ntitle: Four\n---\n[[one]]\n") }},
		{"edit in the new folder", func() { write("content/norms/local/deep/four.md", "---\ntitle: Four!\n---\n[[two]]\n") }},
		{"move a folder", func() { rename("content/norms/local", "content/norms/regional") }},
		{"edit in the moved folder", func() { write("content/norms/regional/deep/four.md", "---\ntitle: Four?\n---\n[[two]]\n") }},
		{"move a folder in from elsewhere", func() {
			place(t, filepath.Join(dir, "aside", "five.md"), []byte("---\ntitle: Five\n---\n"))
			if err := os.Rename(filepath.Join(dir, "aside"), at("content/periods")); err != nil {
				t.Fatal(err)
			}
		}},
		{"move a folder away", func() {
			if err := os.Rename(at("content/norms/regional"), filepath.Join(dir, "gone")); err != nil {
				t.Fatal(err)
			}
		}},
		{"a burst of edits", func() {
			for i := range 60 {
				write(fmt.Sprintf("content/concepts/c%d.md", i%20), fmt.Sprintf("---\ntitle: Concept %d\n---\nState %d of [[one]].\n", i%20, i))
			}
		}},
		{"delete a note", func() {
			if err := os.Remove(at("content/norms/two.md")); err != nil {
				t.Fatal(err)
			}
		}},
		{"delete a folder", func() {
			if err := os.RemoveAll(at("content/concepts")); err != nil {
				t.Fatal(err)
			}
		}},
		{"change the settings", func() { write("fangzhi.yaml", "title: Watched anew\nbase_url: /kb/\n") }},
		{"override a template", func() { write("templates/notfound.html", `{{define "main"}}<h1>Nothing here</h1>{{end}}`) }},
		{"override a style sheet", func() { write("templates/assets/site.css", "body { color: black }") }},
		{"take the overrides away", func() {
			if err := os.RemoveAll(at("templates")); err != nil {
				t.Fatal(err)
			}
		}},
	}
	for _, step := range steps {
		step.do()
		follow(t, ctx, b, changes, out, step.what)
	}
}

// follow builds at each change until the output is that of a clean build.
func follow(t *testing.T, ctx context.Context, b *Builder, changes <-chan Change, out, what string) {
	t.Helper()
	want := cleanTree(t, b.options.Site, b.options.Theme)
	late := time.After(20 * time.Second)
	for !maps.Equal(readTree(t, out), want) {
		select {
		case change := <-changes:
			paths := change.Paths
			if change.All {
				paths = nil
			}
			if _, err := b.Build(ctx, paths); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
		case <-late:
			compareTrees(t, "after: "+what, readTree(t, out), want)
			return
		}
	}
}

// cleanTree is what a builder without any memory makes of a site.
func cleanTree(t *testing.T, site string, theme render.Files) map[string]string {
	t.Helper()
	out := t.TempDir()
	cleanBuild(t, Options{Site: site, Out: out, Theme: theme})
	return readTree(t, out)
}

func cleanBuild(t *testing.T, o Options) *Result {
	t.Helper()
	o.Clean = true
	fresh, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	fresh.cache.folder = "none" // the builder under test keeps its own
	result, err := fresh.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	fresh.cache.dirty = false
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	return result
}
