package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// apart is a site of notes of which none shows anything of another.
func apart(t *testing.T) (site, out string) {
	t.Helper()
	dir := t.TempDir()
	site, out = filepath.Join(dir, "site"), filepath.Join(dir, "out")
	for i := range 40 {
		place(t, filepath.Join(site, "content", fmt.Sprintf("note-%d.md", i)), []byte("Words of the beginning.\n\nWords.\n"))
	}
	return site, out
}

// madeAgain counts the files that a build has made, whether or not they came
// out otherwise.
func madeAgain(r *Result) int {
	for _, stage := range r.Stages {
		if stage.Name == "render" {
			return stage.Inputs - stage.Reused
		}
	}
	return 0
}

func TestARunMakesOnlyPagesThatShowATextThatChangedSinceTheLastOne(t *testing.T) {
	site, out := apart(t)
	once(t, site, out)
	place(t, filepath.Join(site, "content", "note-7.md"), []byte("Words of the beginning.\n\nWords, and more.\n"))
	result := once(t, site, out)
	index, err := os.ReadDir(filepath.Join(out, "search")) // which tells of all notes
	if err != nil {
		t.Fatal(err)
	}
	if n := madeAgain(result) - len(index); n > 10 {
		t.Errorf("%d pages were made again", n)
	}
	if !strings.Contains(readTree(t, out)["note-7/index.html"], "and more") {
		t.Error("the page has not got the text")
	}
}
