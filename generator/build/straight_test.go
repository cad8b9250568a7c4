package build

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fangzhi/generator/site"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestPagesComeOutAsHTMLTemplateMakesThem renders every page of this site and of
// the sites in testdata twice: as it is published, and by html/template alone.
// No page of the default theme may be left to html/template, since that takes
// many times as long.
func TestPagesComeOutAsHTMLTemplateMakesThem(t *testing.T) {
	t.Run("content", func(t *testing.T) {
		renderTwice(t, Options{Site: filepath.Join("..", ".."), Theme: defaultTheme(t), Check: true}, true)
	})
	archives, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no sites to test: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive, dir := txtar.Parse(data), t.TempDir()
			for _, f := range archive.Files {
				if !strings.HasPrefix(f.Name, "want/") {
					place(t, filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
				}
			}
			comment := string(archive.Comment)
			renderTwice(t, Options{Site: dir, Theme: goldenTheme(t, comment), Drafts: true, Check: true}, strings.Contains(comment, "\ntheme default\n"))
		})
	}
}

func renderTwice(t *testing.T, options Options, byDefault bool) {
	t.Helper()
	b, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := b.Build(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	for _, page := range b.plannedAnew() {
		if page.Kind == site.Raw {
			continue
		}
		language, kind, view := page.Language(), string(page.Kind), page.View().Model
		var slowly, out bytes.Buffer
		if err := b.theme.Slowly(&slowly, language, kind, view); err != nil {
			continue // shown by the default theme
		}
		if problem := b.theme.Render(&out, language, kind, view); problem != nil {
			t.Errorf("%s: %s", page.Address, problem.Message)
		}
		if diff := cmp.Diff(slowly.String(), out.String()); diff != "" {
			t.Fatalf("%s differs from what html/template makes (-want +got):\n%s", page.Address, diff)
		}
		if err := b.theme.Left(language, kind, view); byDefault && err != nil {
			t.Errorf("%s is left to html/template: %v", page.Address, err)
		}
	}
}
