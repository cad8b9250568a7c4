package build

import (
	"bytes"
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/diag"
	"fangzhi/generator/render"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files with what is built")

// hashed is the part of an asset's name that its content decides.
var hashed = regexp.MustCompile(`-([0-9a-f]{10}|[0-9A-Z]{8})\.`)

// TestSites builds each site in testdata/sites and compares what it yields
// with what the archive wants: the tree of files, the messages, and the pages
// that its comment lists in lines that begin with "show". The pages are made
// with the plain theme in testdata/theme, so that a golden file shows what a
// page says rather than how it looks; a site may bring templates of its own,
// and one whose comment says "theme default" is made with the default theme.
func TestSites(t *testing.T) {
	archives, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no sites to test: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { testSite(t, name) })
	}
}

func testSite(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	dir := t.TempDir()
	want := map[string]string{}
	kept := archive.Files[:0]
	for _, f := range archive.Files {
		if golden, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[golden] = string(f.Data)
			continue
		}
		kept = append(kept, f)
		place(t, filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
	}
	archive.Files = kept
	got := buildGolden(t, dir, string(archive.Comment))
	if *update {
		for _, golden := range slices.Sorted(maps.Keys(got)) {
			archive.Files = append(archive.Files, txtar.File{Name: "want/" + golden, Data: []byte(got[golden])})
		}
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the site differs from what %s wants (-want +got):\n%s", name, diff)
	}
}

// buildGolden builds the site in dir and returns its golden files by name.
func buildGolden(t *testing.T, dir, comment string) map[string]string {
	t.Helper()
	options := Options{Site: dir, Theme: goldenTheme(t, comment), Drafts: strings.Contains(comment, "\ndrafts\n")}
	b, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	result, err := b.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	tree := map[string]string{}
	for name, text := range readTree(t, filepath.Join(dir, "public")) {
		// A change of the theme's looks is no change of what pages say.
		tree[hashed.ReplaceAllString(name, "-HASH.")] = hashed.ReplaceAllString(text, "-HASH.")
	}
	var messages bytes.Buffer
	if err := diag.WriteText(&messages, result.Diagnostics); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{"tree": strings.Join(slices.Sorted(maps.Keys(tree)), "\n") + "\n", "messages": messages.String()}
	for line := range strings.SplitSeq(comment, "\n") {
		page, ok := strings.CutPrefix(line, "show ")
		if !ok {
			continue
		}
		text, made := tree[page]
		if !made {
			t.Errorf("there is no page %s to show", page)
		}
		got[page] = strings.TrimRight(text, "\n") + "\n"
	}
	return got
}

func goldenTheme(t *testing.T, comment string) render.Files {
	t.Helper()
	if strings.Contains(comment, "\ntheme default\n") {
		return defaultTheme(t)
	}
	theme, err := render.ReadFS(os.DirFS("testdata/theme"))
	if err != nil {
		t.Fatal(err)
	}
	for file, data := range defaultTheme(t) {
		if strings.HasPrefix(file, "messages/") {
			theme[file] = data
		}
	}
	return theme
}

func place(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
