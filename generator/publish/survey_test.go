package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fangzhi/generator/fingerprint"
)

func TestASurveyTellsOfEachFile(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"a": "text", "b/index.html": "text", "c/d/index.html": "text", "c/e/index.html": "text", "f/g/index.html": "text"}
	for i := range many { // which are looked at from the folder above
		files[fmt.Sprintf("c/%d/index.html", i)] = "text"
	}
	first := open(t, dir, nil)
	publishAll(t, first, files)
	spoil := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("spoilt"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	spoil("c/d/index.html")
	if err := os.Remove(filepath.Join(dir, "c/1/index.html")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "f")); err != nil {
		t.Fatal(err)
	}
	o := open(t, dir, first.Records())
	o.Survey()
	current := func(name string) bool { return o.Current(name, fingerprint.Of("text")) }
	for name := range files {
		if lost := name == "c/d/index.html" || name == "c/1/index.html" || name == "f/g/index.html"; current(name) == lost {
			t.Errorf("%s is current: %v", name, !lost)
		}
	}
	if o.Intact() {
		t.Error("what differs counts as intact")
	}
	publishAll(t, o, files)
	o.Survey()
	if !o.Intact() || !current("c/d/index.html") {
		t.Error("what was written counts as lost")
	}
	if err := o.Refresh(); err != nil { // another build begins
		t.Fatal(err)
	}
	if spoil("a"); current("a") {
		t.Error("a survey holds for longer than a build")
	}
}

// TestASurveyDoesNotFollowLinksOut puts what was published elsewhere, byte for
// byte and with its times, and a link in its place: of a page among few, of one
// among as many as are looked at from the folder above, and of that folder.
func TestASurveyDoesNotFollowLinksOut(t *testing.T) {
	for _, pages := range []int{2, 2 * many} {
		for _, moved := range []string{"a", "a/1", "a/1/index.html"} {
			dir, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "copy")
			files := map[string]string{}
			for i := range pages {
				files[fmt.Sprintf("a/%d/index.html", i)] = "text"
			}
			first := open(t, dir, nil)
			publishAll(t, first, files)
			if err := os.Rename(filepath.Join(dir, moved), elsewhere); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(elsewhere, filepath.Join(dir, moved)); err != nil {
				t.Skip("no symbolic links here:", err)
			}
			o := open(t, dir, first.Records())
			o.Survey()
			if o.Current("a/1/index.html", fingerprint.Of("text")) || o.Intact() {
				t.Errorf("%s, one of %d: what a link leads to counts as published", moved, pages)
			}
			if in := o.Current("a/0/index.html", fingerprint.Of("text")); in != (moved != "a") {
				t.Errorf("%s, one of %d: what stands beside it is current: %v", moved, pages, in)
			}
		}
	}
}
