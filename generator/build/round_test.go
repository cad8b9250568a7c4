package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// held is a site whose builds, once hold is called, stop after the first file
// that each of their goroutines writes.
type held struct {
	*Builder
	t        *testing.T
	dir      string
	mu       sync.Mutex
	free     []string      // names that do not stop a build
	writing  chan struct{} // closed when a build has written a file
	goOn     chan struct{} // nil while builds run through
	wrote    []string
	stopping *sync.Once
}

// heldNotes is how many the site has: more than a machine has cores.
const heldNotes = 300

func newHeld(t *testing.T) *held {
	h := &held{t: t, dir: t.TempDir()}
	h.settings("Old title")
	for i := range heldNotes {
		h.note(i, "Words.")
	}
	var err error
	h.Builder, err = Open(Options{Site: h.dir, Theme: defaultTheme(t), Written: h.written})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	if _, err := h.Build(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *held) settings(title string) {
	place(h.t, filepath.Join(h.dir, "fangzhi.yaml"), fmt.Appendf(nil, "title: %s\n", title))
}

func (h *held) note(i int, text string) {
	place(h.t, filepath.Join(h.dir, "content", fmt.Sprintf("n%03d.md", i)), []byte(text))
}

func (h *held) written(name string) {
	h.mu.Lock()
	h.wrote = append(h.wrote, name)
	free, goOn := slices.Contains(h.free, name), h.goOn
	h.mu.Unlock()
	if goOn != nil && !free {
		h.stopping.Do(func() { close(h.writing) })
		<-goOn
	}
}

// during builds, and calls do when some files are written; those that are free
// do not stop the build.
func (h *held) during(free []string, do func()) {
	h.t.Helper()
	h.writing, h.goOn, h.stopping, h.free, h.wrote = make(chan struct{}), make(chan struct{}), new(sync.Once), free, nil
	ended := make(chan error, 1)
	go func() {
		_, err := h.Build(context.Background(), nil)
		ended <- err
	}()
	select {
	case <-h.writing:
		do()
	case err := <-ended:
		h.t.Fatalf("the build ended before it wrote anything: %v", err)
	}
	close(h.goOn)
	if err := <-ended; err != nil {
		h.t.Fatal(err)
	}
	clean := h.t.TempDir()
	once(h.t, h.dir, clean)
	compareTrees(h.t, "after the build", readTree(h.t, filepath.Join(h.dir, "public")), readTree(h.t, clean))
}

func (h *held) page(name string) string {
	data, err := os.ReadFile(filepath.Join(h.dir, "public", filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	return string(data)
}

func TestAPageThatIsAskedForIsMadeAtOnceAndOnce(t *testing.T) {
	h := newHeld(t)
	const name = "n299/index.html"
	h.settings("New title")
	var early string
	h.during([]string{name}, func() {
		if strings.Contains(h.page(name), "New title") {
			t.Fatal("the build came to the page too early to tell anything")
		}
		var readers sync.WaitGroup
		for range 4 {
			readers.Go(func() { h.Hasten(name) })
		}
		readers.Wait()
		h.Hasten("no/such/page.html")
		if early = h.page(name); !strings.Contains(early, "New title") {
			t.Error("the page is not of the newest state")
		}
	})
	if last := h.page(name); last != early {
		t.Error("the page is another at the end of the build")
	}
	if n := len(slices.DeleteFunc(h.wrote, func(w string) bool { return w != name })); n != 1 {
		t.Errorf("it was told of %d times", n)
	}
	h.Hasten(name) // no build is at work
}

func TestAPageDoesNotLeadWhereNothingStandsYet(t *testing.T) {
	h := newHeld(t)
	const old, fresh = "n000/index.html", "n999/index.html"
	for i := 500; i < 500+heldNotes; i++ { // more than are written before the build stops
		h.note(i, "New.")
	}
	h.note(999, "The last of the new ones.")
	h.note(0, "See [[n999]] and [[n998]].")
	h.note(998, "New.")
	h.during([]string{fresh}, func() {
		h.Hasten(old)
		if strings.Contains(h.page(old), "n998/") {
			t.Error("a page leads to one that is not there")
		}
		h.Hasten(fresh)
		if !strings.Contains(h.page(fresh), "The last of the new ones") {
			t.Error("a new page is not made at once")
		}
	})
}

func TestSmallChangesLinkNothingAnew(t *testing.T) {
	h := newHeld(t)
	for _, c := range []struct {
		name  string
		edit  func()
		kept  bool
		shown string
	}{
		{"the site's title", func() { h.settings("New title") }, true, "New title"},
		{"a text", func() { h.note(0, "More words.") }, true, "More words."},
		{"a title and a summary", func() { h.note(0, "---\ntitle: A title\nsummary: A summary.\n---\n") }, true, "A title"},
		{"a link", func() { h.note(0, "---\ntitle: A title\nsummary: A summary.\n---\nSee [[n001]].") }, true, "See <a"},
		{"a heading", func() { h.note(0, "## A heading") }, false, "A heading"},
	} {
		c.edit()
		before := h.linked.graph
		if _, err := h.Build(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		if kept := h.linked.graph == before; kept != c.kept {
			t.Errorf("%s: the graph is kept: %v", c.name, kept)
		}
		if !strings.Contains(h.page("n000/index.html"), c.shown) {
			t.Errorf("%s is not shown", c.name)
		}
	}
}

func TestTagsAndDatesThatOthersHaveLinkNothingAnew(t *testing.T) {
	h := newHeld(t)
	noted := func(i int, tags, when string) {
		h.note(i, fmt.Sprintf("---\ntitle: Note %d\ntags: [%s]\nwhen: %s\n---\n", i, tags, when))
	}
	build := func() {
		t.Helper()
		if _, err := h.Build(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
	}
	noted(1, "a/b, c", "1953")
	noted(2, "a/b, c", "1955")
	noted(5, "c", "1953")
	build()
	for _, c := range []struct {
		tags, when string
		page       string // of a list that names the note only then
		kept       bool
	}{
		{"c, a/b", "1953", "tags/a/b/index.html", true},
		{"c, a/b", "1955", "time/1955/index.html", true},
		{"a/b", "1955", "tags/a/index.html", true},
		{"a/b, new", "1955", "tags/new/index.html", false},
		{"a/b, new", "1961", "time/1961/index.html", false},
	} {
		noted(5, c.tags, c.when)
		before := h.linked.graph
		build()
		if kept := h.linked.graph == before; kept != c.kept {
			t.Errorf("%v: the graph is kept: %v", c, kept)
		}
		if !strings.Contains(h.page(c.page), "Note 5") {
			t.Errorf("%s does not list the note", c.page)
		}
		compareTrees(t, fmt.Sprintf("after %v", c), readTree(t, filepath.Join(h.dir, "public")), cleanTree(t, h.dir, defaultTheme(t)))
	}
}

func TestPagesOfNotesComeBeforeListsOfThem(t *testing.T) {
	h := newHeld(t)
	h.touched = map[string]bool{"content/n299.md": true}
	order, fresh := h.order()
	if fresh == 0 || len(order) != len(h.planned.files) {
		t.Fatalf("%d files, of which %d are new", len(order), fresh)
	}
	var names []string
	for _, at := range order[fresh:] {
		names = append(names, h.planned.names[at])
	}
	for i, name := range []string{"n299/index.html", "n298/index.html", "letters/index.html", "sitemap.xml"} {
		if at := slices.Index(names, name); at < 0 || i == 0 && at != 0 {
			t.Errorf("%s stands at %d", name, at)
		} else {
			names = names[at:]
		}
	}
}

func TestAnEditThatABuildDidNotComeToIsNotForgotten(t *testing.T) {
	h := newHeld(t)
	gaveUp, giveUp := context.WithCancel(context.Background())
	giveUp()
	h.note(0, "More words.")
	if _, err := h.Build(gaveUp, []string{"content/n000.md"}); !errors.Is(err, context.Canceled) {
		t.Fatalf("the build ended with %v", err)
	}
	h.note(1, "Other words.")
	for range 2 { // and to look again changes nothing
		if _, err := h.Build(context.Background(), []string{"content/n001.md"}); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"n000/index.html": "More words.", "n001/index.html": "Other words.", "n002/index.html": "Words."} {
			if !strings.Contains(h.page(name), text) {
				t.Errorf("%s does not show %q", name, text)
			}
		}
	}
}

func TestANoteThatBecomesADraftGoesAndComesBack(t *testing.T) {
	h := newHeld(t)
	for _, c := range []struct {
		note    int
		text    string
		drafted bool
	}{{0, "---\nstatus: draft\n---\nWords.", true}, {1, "More words.", true}, {0, "Words again.", false}, {1, "Words.", false}} {
		h.note(c.note, c.text)
		result, err := h.Build(context.Background(), []string{fmt.Sprintf("content/n%03d.md", c.note)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(h.dir, "public", "n000")); os.IsNotExist(err) != c.drafted {
			t.Errorf("after %q in note %d: %v, of %d notes", c.text, c.note, err, result.Notes)
		}
	}
}
