package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestOnlyFilesAreRead asks for what would keep a reader waiting for ever, or
// has no bytes.
func TestOnlyFilesAreRead(t *testing.T) {
	dir, root := site(t)
	if err := unix.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("pipe.md", filepath.Join(dir, "link.md")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pipe.md", "folder.md", "link.md"} {
		if data, err := root.Read(name); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s is read as %q, with the error %v", name, data, err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "file.md"), []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if data, err := root.Read("file.md"); err != nil || string(data) != "text" {
		t.Errorf("the file is read as %q, with the error %v", data, err)
	}
}

// TestAReaderReadsWhatTheRootReads holds that a folder that is kept open changes
// nothing: neither which links are followed nor what is said of what fails.
func TestAReaderReadsWhatTheRootReads(t *testing.T) {
	dir, root := site(t)
	outside := t.TempDir()
	write(t, outside, "secret.md", "S.")
	for _, name := range []string{"content/b.md", "content/deep/c.md", "content/deep/d.md", "top.md", "content/deep/empty.md"} {
		write(t, dir, name, strings.TrimSuffix("of "+name, "of content/deep/empty.md"))
	}
	for name, target := range map[string]string{
		"content/deep/up.md": "../b.md", "content/deep/beside.md": "d.md", "content/deep/out.md": filepath.Join(outside, "secret.md"),
		"content/deep/nowhere.md": "gone.md", "content/linked": "deep", "content/away": outside,
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	reader := root.Reader()
	defer reader.Close()
	for _, name := range []string{
		"content/a.md", "content/b.md", "content/deep/c.md", "content/deep/d.md", "content/deep/empty.md", "content/deep/up.md", "content/deep/beside.md",
		"content/deep/out.md", "content/deep/nowhere.md", "content/deep/missing.md", "content/missing/a.md", "content/linked/c.md",
		"content/away/secret.md", "content/deep", "top.md", "../top.md", "content/deep/../b.md", "content/a.md",
	} {
		want, wantErr := root.Read(name)
		got, err := reader.Read(name)
		if string(got) != string(want) || (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%s: %q, %v; the root reads %q, %v", name, got, err, want, wantErr)
		}
	}
	if err := os.Remove(filepath.Join(dir, "content/a.md")); err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Read("content/a.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that went away: %v", err)
	}
}
