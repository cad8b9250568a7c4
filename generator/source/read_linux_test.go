package source

import (
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
