package build

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fangzhi/generator/source"
)

// manyNotes writes a site whose notes are compiled at once into a spool.
func manyNotes(t *testing.T) (site, out string) {
	t.Helper()
	if !source.FilesOutliveNames {
		t.Skip("texts stay in memory on this system") // and no such file is ever made
	}
	site = filepath.Join(t.TempDir(), "site")
	for i := range fewestInRooms + 1 {
		editOneOfMany(t, site, i, "First")
	}
	return site, filepath.Join(filepath.Dir(site), "out")
}

func editOneOfMany(t *testing.T, site string, i int, words string) {
	t.Helper()
	place(t, filepath.Join(site, "content", fmt.Sprintf("n%d.md", i)),
		fmt.Appendf(nil, "---\ntitle: Note %d\n---\n%s words of %d, see [[n%d]]. %s\n", i, words, i, i/2, strings.Repeat("More. ", 20)))
}

// textsBehindObjects is how many bytes of texts lie in the cache's files of
// objects.
func textsBehindObjects(t *testing.T, site string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(site, cacheFolder, "objects-*"))
	if err != nil || len(files) != shards {
		t.Fatalf("%d files of objects: %v", len(files), err)
	}
	behind := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		behind += len(data) - shardHead - int(binary.BigEndian.Uint64(data[shardLength:]))
	}
	return behind
}

// spoolOf looks at the spool in the cache of a site; nil: there is none.
func spoolOf(t *testing.T, site string) os.FileInfo {
	t.Helper()
	if _, err := os.Lstat(filepath.Join(site, cacheFolder, freshSpool)); !os.IsNotExist(err) {
		t.Errorf("a spool that has no place was left: %v", err)
	}
	info, err := os.Lstat(filepath.Join(site, cacheFolder, spoolName))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return info
}

// TestASpoolStaysAsLongAsItIsOfUse: what was compiled at once is not copied when
// it is saved, nor when a few notes change; once most of it is out of date, it
// goes.
func TestASpoolStaysAsLongAsItIsOfUse(t *testing.T) {
	site, out := manyNotes(t)
	once(t, site, out)
	first := spoolOf(t, site)
	if first == nil {
		t.Fatal("no spool was kept")
	}
	if n := textsBehindObjects(t, site); n > 0 {
		t.Errorf("%d bytes of texts lie behind objects as well", n)
	}
	edited := 0
	edit := func(notes int) {
		t.Helper()
		for range notes {
			editOneOfMany(t, site, edited, "Other")
			edited++
		}
		once(t, site, out)
		compareTrees(t, fmt.Sprintf("%d notes edited", edited), readTree(t, out), cleanTree(t, site, defaultTheme(t)))
	}
	edit(1)
	if now := spoolOf(t, site); now == nil || !os.SameFile(first, now) || now.Size() != first.Size() {
		t.Errorf("after an edit the spool is %v", now)
	}
	if n := textsBehindObjects(t, site); n == 0 || n > 2000 {
		t.Errorf("after an edit %d bytes of texts lie behind objects", n)
	}
	edit(fewestInRooms / 2)
	if now := spoolOf(t, site); now != nil {
		t.Errorf("a spool out of date is kept: %v", now)
	}
	if n := textsBehindObjects(t, site); n < int(first.Size())/2 {
		t.Errorf("only %d bytes of texts lie behind objects", n)
	}
	edit(1)
	for i := range fewestInRooms + 1 {
		editOneOfMany(t, site, i, "New")
	}
	edit(0)
	if spoolOf(t, site) == nil || textsBehindObjects(t, site) > 0 {
		t.Error("no spool was kept of notes that all changed")
	}
}

// TestALostSpoolIsMadeAnew spoils the spool in the cache. What the notes say is
// read from them again then.
func TestALostSpoolIsMadeAnew(t *testing.T) {
	site, out := manyNotes(t)
	once(t, site, out)
	for _, damage := range []struct {
		what string
		how  func(name string, data []byte) error
	}{
		{"it is gone", func(name string, _ []byte) error { return os.Remove(name) }},
		{"it is another", func(name string, data []byte) error { data[0] ^= 1; return os.WriteFile(name, data, 0o644) }},
		{"it is cut", func(name string, data []byte) error { return os.WriteFile(name, data[:len(data)-1], 0o644) }},
		{"it is empty", func(name string, _ []byte) error { return os.WriteFile(name, nil, 0o644) }},
		{"its texts are damaged", func(name string, data []byte) error {
			for i := range data[len(spoolID{}):] {
				data[len(spoolID{})+i] ^= 1
			}
			return os.WriteFile(name, data, 0o644)
		}},
	} {
		name := filepath.Join(site, cacheFolder, spoolName)
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := damage.how(name, data); err != nil {
			t.Fatal(err)
		}
		editOneOfMany(t, site, 0, damage.what) // its preview shares a file with others
		var notices []string
		buildWith(t, Options{Site: site, Out: out, Theme: defaultTheme(t), Notice: func(s string) { notices = append(notices, s) }})
		if len(notices) != 1 || !strings.Contains(notices[0], "ignored") {
			t.Errorf("%s: the notices are %q", damage.what, notices)
		}
		compareTrees(t, damage.what, readTree(t, out), cleanTree(t, site, defaultTheme(t)))
	}
}

// TestASpoolOfAnotherIsLeftAlone: while a builder is open, another one makes all
// anew, and its texts take the place of those that the first one reads.
func TestASpoolOfAnotherIsLeftAlone(t *testing.T) {
	for _, compiles := range []bool{false, true} {
		site, out := manyNotes(t)
		if !compiles {
			once(t, site, out)
			editOneOfMany(t, site, 0, "Other")
		}
		var notices []string
		open := func(o Options) *Builder {
			t.Helper()
			o.Site, o.Out, o.Theme, o.Notice = site, out, defaultTheme(t), func(s string) { notices = append(notices, s) }
			b, err := Open(o)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		build := func(b *Builder) {
			t.Helper()
			if _, err := b.Build(context.Background(), nil); err != nil {
				t.Fatal(err)
			}
		}
		shut := func(b *Builder) {
			t.Helper()
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		}
		first := open(Options{})
		build(first)
		second := open(Options{Clean: true})
		build(second)
		shut(second)
		editOneOfMany(t, site, 1, "Other")
		build(first)
		compareTrees(t, "beside another", readTree(t, out), cleanTree(t, site, defaultTheme(t)))
		shut(first)
		editOneOfMany(t, site, 2, "Other")
		third := open(Options{})
		build(third)
		shut(third)
		compareTrees(t, "after another", readTree(t, out), cleanTree(t, site, defaultTheme(t)))
		if len(notices) > 0 {
			t.Errorf("compiles %v: the notices are %q", compiles, notices)
		}
	}
}
