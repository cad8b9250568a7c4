package probe

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write writes the files, slash-separated names to text, into a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRunMakesAPageOfEveryNote(t *testing.T) {
	content := write(t, map[string]string{
		"a.md":        "---\ntitle: \"A & B\"\ntags: [x]\n---\n\n## One\n\nText[^1].\n\n[^1]: Foot.\n",
		"b/c/d.md":    "| a |\n| - |\n| ~~b~~ |\n",
		"b/image.png": "no note",
	})
	out := t.TempDir()
	count, err := Run(t.Context(), content, out)
	if err != nil || count != 2 {
		t.Fatalf("Run = %d, %v", count, err)
	}
	for name, parts := range map[string][]string{
		"a/index.html":     {"<title>A &amp; B</title>", `<h2 id="one">One</h2>`, "footnotes"},
		"b/c/d/index.html": {"<td><del>b</del></td>"},
	} {
		page, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			if !strings.Contains(string(page), part) {
				t.Errorf("%s lacks %s:\n%s", name, part, page)
			}
		}
	}
}

func TestRunReportsWhatItCannotWrite(t *testing.T) {
	content := write(t, map[string]string{"a.md": "text", "b.md": "text"})
	out := write(t, map[string]string{"a": "a file where the folder of a page should be"})
	if _, err := Run(t.Context(), content, out); err == nil || !strings.Contains(err.Error(), "a.md") {
		t.Errorf("error is %v", err)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	content := write(t, map[string]string{"a.md": "text"})
	if _, err := Run(ctx, content, t.TempDir()); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func TestRunOfAMissingFolderIsAnError(t *testing.T) {
	if _, err := Run(t.Context(), filepath.Join(t.TempDir(), "none"), t.TempDir()); err == nil {
		t.Error("no error")
	}
}

func TestSplitCutsFrontMatterOnlyWhereItIsWhole(t *testing.T) {
	for _, test := range []struct{ source, title, body string }{
		{"---\ntitle: \"X\"\n---\nbody", "X", "body"},
		{"---\na: b\n---\nbody", "", "body"},
		{"---\nno end", "", "---\nno end"},
		{"plain", "", "plain"},
		{"", "", ""},
	} {
		if title, body := split([]byte(test.source)); title != test.title || string(body) != test.body {
			t.Errorf("split(%q) = %q, %q", test.source, title, body)
		}
	}
}
