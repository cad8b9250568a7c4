package build

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"fangzhi/generator/compile"
	"fangzhi/generator/markdown"
	"fangzhi/generator/source"
)

// TestLostTextsAreMadeAnew spoils what the cache keeps of the texts of notes,
// before and while a builder has its files open. What is found out only when a
// page is made must show on none.
func TestLostTextsAreMadeAnew(t *testing.T) {
	spoil := func(t *testing.T, site string, how func([]byte) []byte) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(site, cacheFolder, "objects-*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%d files of objects: %v", len(files), err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, how(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for damage, how := range map[string]func([]byte) []byte{
		"a byte at the end": func(data []byte) []byte { data[len(data)-1] ^= 1; return data },
		"the end is cut":    func(data []byte) []byte { return data[:len(data)-1] },
		"more at the end":   func(data []byte) []byte { return append(data, 0) },
	} {
		for _, open := range []bool{false, true} {
			site := filepath.Join(t.TempDir(), "site")
			out := filepath.Join(filepath.Dir(site), "out")
			torturedState(t, site, false)
			once(t, site, out)
			var notices []string
			b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t), Notice: func(s string) { notices = append(notices, s) }})
			if err != nil {
				t.Fatal(err)
			}
			build := func() {
				t.Helper()
				if _, err := b.Build(context.Background(), nil); err != nil {
					t.Fatal(err)
				}
			}
			if open { // an edit, for which the cache is read
				place(t, filepath.Join(site, "content", "norms", "n1.md"), []byte("Other words, see [[n2]] and [[n30]].\n"))
				build()
			}
			spoil(t, site, how)
			// What cards show of this note lies in one file with other notes.
			place(t, filepath.Join(site, "content", "norms", "n1.md"), []byte("New words, see [[n2]] and [[n30]].\n"))
			build()
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			compareTrees(t, damage, readTree(t, out), cleanTree(t, site, defaultTheme(t)))
			harmless := open && damage == "more at the end"
			if len(notices) == 1 == harmless || len(notices) > 1 {
				t.Errorf("%s, open %v: the notices are %q", damage, open, notices)
			}
			once(t, site, out)
			compareTrees(t, damage+", once more", readTree(t, out), cleanTree(t, site, defaultTheme(t)))
		}
	}
}

// TestTextsStayInMemoryWithoutSpool holds that a spool that cannot be had or
// written to loses nothing.
func TestTextsStayInMemoryWithoutSpool(t *testing.T) {
	dir := t.TempDir()
	root, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	place(t, filepath.Join(dir, "taken"), nil)
	full, err := os.Open(filepath.Join(dir, "taken")) // as good as a full disk
	if err != nil {
		t.Fatal(err)
	}
	spools := &cache{root: root, folder: "cache"}
	said := &compiledText{markdown.Text{HTML: "<p>" + strings.Repeat("words ", 100)}, []markdown.Section{{Text: "words"}}}
	for name, s := range map[string]*spool{
		"none": nil, "no cache": newSpool(nil), "no folder": newSpool(&cache{root: root, folder: "taken"}),
		"full": {cache: spools, file: full}, "works": newSpool(spools),
	} {
		batch := batch{spool: s}
		objects := make([]*compile.Object, 2*batchSize/len(said.text.HTML)) // for more than one batch
		for i := range objects {
			objects[i] = new(compile.Object)
			batch.take(objects[i], said)
		}
		batch.settle()
		for _, o := range objects {
			text := o.Text
			got, err := text.Read()
			if err != nil || !reflect.DeepEqual(*got, said.text) {
				t.Errorf("%s: %v, %v", name, got, err)
			}
			if sections, err := text.Sections(); err != nil || !reflect.DeepEqual(sections, said.sections) {
				t.Errorf("%s: %v, %v", name, sections, err)
			}
			if _, stored := text.(*storedText); stored != (name == "works" && source.FilesOutliveNames) {
				t.Errorf("%s: a text is kept in a %T", name, text)
			}
		}
		s.close()
	}
	if left, err := os.ReadDir(filepath.Join(dir, "cache")); source.FilesOutliveNames && (err != nil || len(left) > 0) {
		t.Errorf("spools leave %v: %v", left, err)
	}
}

// TestASpoolIsNotInTheWayOnAFullDisk builds where there is no room for pages as
// long as texts take it.
func TestASpoolIsNotInTheWayOnAFullDisk(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	out := filepath.Join(filepath.Dir(site), "out")
	for i := range fewestInRooms {
		place(t, filepath.Join(site, "content", fmt.Sprintf("n%d.md", i)), fmt.Appendf(nil, "Words of %d, see [[n%d]].\n", i, i/2))
	}
	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.openOutput(); err != nil {
		t.Fatal(err)
	}
	var failed atomic.Bool
	b.output.Fault = func(string, string) error {
		b.spool.mu.RLock()
		defer b.spool.mu.RUnlock()
		if b.spool.file == nil {
			return nil
		}
		failed.Store(true)
		return syscall.ENOSPC
	}
	if _, err := b.Build(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if !failed.Load() && source.FilesOutliveNames {
		t.Error("there was room all the time")
	}
	compareTrees(t, "when the disk was full", readTree(t, out), cleanTree(t, site, defaultTheme(t)))
}

// compiledText is a text as a compiler makes one.
type compiledText struct {
	text     markdown.Text
	sections []markdown.Section
}

func (c *compiledText) Read() (*markdown.Text, error)         { return &c.text, nil }
func (c *compiledText) Sections() ([]markdown.Section, error) { return c.sections, nil }
