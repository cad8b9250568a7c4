package publish

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fangzhi/generator/fingerprint"
)

func open(t *testing.T, dir string, records map[string]Record) *Output {
	t.Helper()
	o, err := Open(dir, records)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o
}

// publishAll takes files through one build.
func publishAll(t *testing.T, o *Output, files map[string]string) (removed []string) {
	t.Helper()
	var names []string
	for name := range files {
		names = append(names, name)
	}
	if err := o.Begin(names); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if _, err := o.Write(name, fingerprint.Of(text), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	removed, err := o.Finish(names)
	if err != nil {
		t.Fatal(err)
	}
	return removed
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return "nothing"
	}
	return string(data)
}

func TestOnlyItsOwnFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	publishAll(t, open(t, dir, nil), map[string]string{"a/index.html": "a", "b/index.html": "b"})
	if err := os.WriteFile(filepath.Join(dir, "b", "mine.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	removed := publishAll(t, open(t, dir, nil), map[string]string{"c.txt": "c"})
	if len(removed) != 2 || read(t, dir, "a/index.html") != "nothing" || read(t, dir, "b/mine.txt") != "mine" || read(t, dir, "c.txt") != "c" {
		t.Errorf("removed %q", removed)
	}
	if _, err := os.Stat(filepath.Join(dir, "a")); err == nil {
		t.Error("an empty folder is left")
	}
}

func TestForeignFilesAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := open(t, dir, nil).Begin([]string{"index.html"})
	var foreign *ForeignError
	if !errors.As(err, &foreign) || read(t, dir, "index.html") != "mine" {
		t.Errorf("%v", err)
	}
}

// TestForeignFilesAreFoundInAnyFolder puts a file where a page should go, among
// pages for which there are no folders yet.
func TestForeignFilesAreFoundInAnyFolder(t *testing.T) {
	for _, foreign := range []string{"a/b/index.html", "a/index.html", "a.html"} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(foreign)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, foreign), []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		err := open(t, dir, nil).Begin([]string{"c/d/index.html", "a/d/index.html", "a/b/c/index.html", foreign, "a/b/d/index.html"})
		var e *ForeignError
		if !errors.As(err, &e) || e.Name != foreign || read(t, dir, foreign) != "mine" {
			t.Errorf("%s: %v", foreign, err)
		}
	}
}

// TestACrowdedFolderIsMadeAgain removes a folder while many files are written
// into it.
func TestACrowdedFolderIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir, nil)
	var names []string
	for i := range 2 * many {
		names = append(names, fmt.Sprintf("search/terms/%d.bin", i))
	}
	if err := o.Begin(names); err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if i == many {
			if err := os.RemoveAll(filepath.Join(dir, "search")); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := o.Write(name, fingerprint.Of(name), []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range names {
		if got, want := read(t, dir, name), name; i >= many && got != want {
			t.Errorf("%s holds %q", name, got)
		}
	}
}

func TestUnchangedFilesAreNotWrittenAgain(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir, nil)
	publishAll(t, first, map[string]string{"a": "text"})
	before, err := os.Stat(filepath.Join(dir, "a"))
	if err != nil {
		t.Fatal(err)
	}
	o := open(t, dir, first.Records())
	if !o.Intact() || !o.Current("a", fingerprint.Of("text")) || o.Current("a", fingerprint.Of("other")) {
		t.Error("what is on disk is not known")
	}
	if changed, err := o.Write("a", fingerprint.Of("text"), []byte("text")); changed || err != nil {
		t.Errorf("written again: %v", err)
	}
	after, err := os.Stat(filepath.Join(dir, "a"))
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("the file was touched: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("spoilt"), 0o644); err != nil {
		t.Fatal(err)
	}
	if o.Intact() || o.Current("a", fingerprint.Of("text")) {
		t.Error("a file that somebody changed counts as current")
	}
}

func TestFilesAndFoldersTakeEachOthersPlace(t *testing.T) {
	dir := t.TempDir()
	publishAll(t, open(t, dir, nil), map[string]string{"a": "file"})
	publishAll(t, open(t, dir, nil), map[string]string{"a/index.html": "folder"})
	publishAll(t, open(t, dir, nil), map[string]string{"a": "file"})
	if got := read(t, dir, "a"); got != "file" {
		t.Error(got)
	}
}

func TestWhatABuildLeftAsideIsClearedAway(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, mark), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, mark, "1"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	publishAll(t, open(t, dir, nil), map[string]string{"a": "x"})
	if _, err := os.Stat(filepath.Join(dir, mark)); err == nil {
		t.Error("the mark folder is still there")
	}
}

func TestOnlyAfterBuildsThatWereKilledAnythingIsClearedAway(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir, nil)
	names := []string{"a/index.html"}
	left := filepath.Join(dir, "a", aside("index.html"))
	begin := func() {
		t.Helper()
		if err := o.Begin(names); err != nil {
			t.Fatal(err)
		}
	}
	leave := func() {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(left), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(left, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	begin()
	leave() // nobody can have, which is how it shows that nobody looks
	begin() // as a build does when the one before gave way
	if read(t, dir, "a/"+aside("index.html")) != "half" {
		t.Error("a build that gave way is cleaned up after")
	}
	if err := os.Remove(filepath.Join(dir, mark)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, mark), 0o755); err != nil { // another process, which is killed
		t.Fatal(err)
	}
	begin()
	if read(t, dir, "a/"+aside("index.html")) != "nothing" {
		t.Error("what a killed process left is still there")
	}
	leave()
	o.Fault = func(string, string) error { return errors.New("no room") }
	if _, err := o.Write("a/index.html", fingerprint.Sum{}, nil); err == nil {
		t.Fatal("the disk is not full")
	}
	o.Fault = nil
	begin()
	if read(t, dir, "a/"+aside("index.html")) != "nothing" {
		t.Error("what a failed build may have left is still there")
	}
}

func TestLinksAreNotFollowedOutside(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	o := open(t, dir, nil)
	err := o.Begin([]string{"a/index.html"})
	if err == nil {
		_, err = o.Write("a/index.html", fingerprint.Of("x"), []byte("x"))
	}
	if err == nil || read(t, outside, "index.html") != "nothing" {
		t.Errorf("a page was written outside of the folder: %v", err)
	}
}

func TestAListThatCannotBeSavedIsSavedLater(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir, nil)
	full := errors.New("no room")
	o.Fault = func(string, string) error { return full }
	if err := o.Begin([]string{"a.html"}); !errors.Is(err, full) {
		t.Fatal(err)
	}
	o.Fault = nil
	if err := o.Begin([]string{"a.html"}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir, listFile); got != "a.html\n" {
		t.Errorf("the list holds %q", got)
	}
}

// TestFirstFoldersAreGathered: the folders of the first build take their places
// when it ends, and not before.
func TestFirstFoldersAreGathered(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"index.html": "home", "a/index.html": "a", "a/b/c/index.html": "c"}
	for i := range many {
		files[fmt.Sprintf("search/%d.bin", i)] = "index"
	}
	names := slices.Sorted(maps.Keys(files))
	begin := func() *Output {
		t.Helper()
		o := open(t, dir, nil)
		o.Gather()
		if err := o.Begin(names); err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if changed, err := o.Write(name, fingerprint.Of(name), []byte(files[name])); err != nil || !changed {
				t.Fatalf("%s: %v, %v", name, changed, err)
			}
		}
		return o
	}
	begin() // this one is cut short, and leaves no more than a mark
	if read(t, dir, "index.html") != "home" || read(t, dir, "a/index.html") != "nothing" {
		t.Errorf("before the end: %q, %q", read(t, dir, "index.html"), read(t, dir, "a/index.html"))
	}
	if err := os.RemoveAll(filepath.Join(dir, listFile)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal(err)
	}
	o := begin()
	if _, err := o.Finish(names); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if got := read(t, dir, name); got != files[name] || !o.Current(name, fingerprint.Of(name)) {
			t.Errorf("%s: %q, current: %v", name, got, o.Current(name, fingerprint.Of(name)))
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, mark)); !os.IsNotExist(err) {
		t.Errorf("the mark is left: %v", err)
	}

	// Later builds put each file into its place, so that none leads nowhere.
	o = open(t, dir, o.Records())
	o.Gather()
	if err := o.Begin(append(names, "new/index.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write("new/index.html", fingerprint.Sum{}, []byte("new")); err != nil || read(t, dir, "new/index.html") != "new" {
		t.Errorf("%q, %v", read(t, dir, "new/index.html"), err)
	}
}

// TestAFolderOfWhichNothingCouldBeMadeIsNoObstacle: what a build announces and
// then cannot make, since a file is unreadable or a template fails, does not keep
// the rest from its place.
func TestAFolderOfWhichNothingCouldBeMadeIsNoObstacle(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir, nil)
	o.Gather()
	names := []string{"a/index.html", "b/index.html"}
	if err := o.Begin(names); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write(names[1], fingerprint.Sum{}, []byte("b")); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Finish(names); err != nil || read(t, dir, "b/index.html") != "b" {
		t.Errorf("%v, %q", err, read(t, dir, "b/index.html"))
	}
}

// TestAFolderThatComesWhileAnotherIsGatheredIsLeftAlone: what somebody puts in
// the place of a folder during the first build is not ours.
func TestAFolderThatComesWhileAnotherIsGatheredIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	o := open(t, dir, nil)
	o.Gather()
	names := []string{"a/index.html"}
	if err := o.Begin(names); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write(names[0], fingerprint.Sum{}, []byte("ours")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a", "index.html"), []byte("theirs"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := o.Finish(names)
	if foreign := new(ForeignError); !errors.As(err, &foreign) || foreign.Name != "a" || read(t, dir, "a/index.html") != "theirs" {
		t.Errorf("%v, %q", err, read(t, dir, "a/index.html"))
	}
}
