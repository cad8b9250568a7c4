package build

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/diag"
)

// TestHostileFilesEndInDiagnostics builds a site of files that try to break it.
// Each must be told of at its place, and none may keep the others from being
// published.
func TestHostileFilesEndInDiagnostics(t *testing.T) {
	files := map[string]struct{ text, code string }{
		"content/bomb.md":                             {"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n", "yaml-alias"},
		"content/nested.md":                           {"---\ntitle: " + strings.Repeat("[", 20_000) + "\n---\n", "yaml-syntax"},
		"content/deep-yaml.md":                        {"---\nattributes: " + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "\n---\n", "yaml-depth"},
		"content/utf8.md":                             {"---\ntitle: a\n---\ntext \xff\xfe more", "note-encoding"},
		"content/nul.md":                              {"a\x00b", "note-encoding"},
		"content/unclosed.md":                         {"---\ntitle: a\n", "front-unclosed"},
		"content/tabs.md":                             {"---\n\ttitle: a\n---\n", "yaml-syntax"},
		"content/colon.md":                            {"---\ntitle: a: b\n---\n", "yaml-syntax"},
		"content/twice.md":                            {"---\ntitle: a\ntitle: b\n---\n", "yaml-duplicate"},
		"content/number.md":                           {"---\ntitle: a\nwhen: 1e999\n---\n", "date-invalid"},
		"content/quotes.md":                           {strings.Repeat(">", 10_000) + " deep", "too-deep"},
		"content/brackets.md":                         {strings.Repeat("[", 10_000), "too-deep"},
		"content/script.md":                           {"<script>alert(1)</script>\n\n[x](javascript:alert(1))", "unsafe-link"},
		"content/self.md":                             {"![[self]]", "embed-cycle"},
		"content/up.md":                               {"[x](../../../etc/passwd) ![x](/../../etc/passwd.png)", "file-missing"},
		"content/redirect.md":                         {"---\nredirects: [../../../x, /self]\n---\n", "address-taken"},
		"content/hidden.md":                           {"---\nredirects: /.fangzhi-files\n---\n", "redirect-invalid"},
		"content/image.png":                           {"no image", "image-invalid"},
		"content/con/../norms.md":                     {"x", ""},
		"content/fine.md":                             {"---\ntitle: Fine\n---\nAll is well.", ""},
		"content/line.md":                             {strings.Repeat("word ", 1<<18), ""},
		"content/rtl\u202e.md":                        {"---\ntitle: \"\u202eevil\"\n---\n", ""},
		"content/" + strings.Repeat("x", 200) + ".md": {"long", ""},
	}
	dir := t.TempDir()
	for name, f := range files {
		place(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(f.text))
	}
	outside := filepath.Join(t.TempDir(), "secret.md")
	place(t, outside, []byte("secret words"))
	if err := os.Symlink(outside, filepath.Join(dir, "content", "link.md")); err != nil {
		t.Fatal(err)
	}
	b, err := Open(Options{Site: dir, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	result, err := b.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range files {
		name = filepath.ToSlash(filepath.Clean(name))
		found := slices.ContainsFunc(result.Diagnostics, func(d diag.Diagnostic) bool { return d.Path == name && d.Code == f.code })
		if f.code != "" && !found {
			t.Errorf("%s: no message with the code %s", name, f.code)
		}
	}
	for name, text := range readTree(t, filepath.Join(dir, "public")) {
		if strings.Contains(text, "secret words") {
			t.Errorf("%s shows a file from outside of the site", name)
		}
		if strings.HasSuffix(name, ".html") && (strings.Contains(text, "<script>") || strings.Contains(text, `href="javascript`)) {
			t.Errorf("%s holds a script of a note", name)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "public", "fine", "index.html")); err != nil {
		t.Errorf("a note without fault is not published: %v", err)
	}
}
