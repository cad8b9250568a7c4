package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
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

func TestFilesReadTooSoonAreReadAgainAndNoStageRuns(t *testing.T) {
	site, out := apart(t)
	once(t, site, out) // less than settled after the files were written
	for range 2 {
		if result := once(t, site, out); !result.Unchanged {
			t.Error("stages were run though nothing changed")
		}
	}
	note := filepath.Join(site, "content", "note-7.md")
	info, err := os.Stat(note)
	if err != nil {
		t.Fatal(err)
	}
	place(t, note, []byte("Wirds of the beginning.\n\nWords.\n")) // of the same size
	if err := os.Chtimes(note, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if result := once(t, site, out); result.Unchanged {
		t.Error("an edit of a file of the same size and time went unseen")
	}
}

// Found by the differential test: a link to a folder is no file of the site.
func TestAWarningOfALinkGoesWithTheLink(t *testing.T) {
	site, out := apart(t)
	link := filepath.Join(site, "content", "link.md")
	if err := os.Symlink("..", link); err != nil {
		t.Fatal(err)
	}
	for step, want := range []int{1, 0} {
		if result := once(t, site, out); len(result.Diagnostics) != want {
			t.Errorf("step %d: %v", step, result.Diagnostics)
		}
		os.Remove(link)
	}
}

// Found by the differential test: the sitemap named an address twice, or none,
// when it was made a second time of one plan.
func TestASitemapThatIsMadeAgainIsTheSame(t *testing.T) {
	site, out := apart(t)
	place(t, filepath.Join(site, "content", "other.md"), []byte("---\nslug: note-7\n---\nWords.\n"))
	place(t, filepath.Join(site, "content", "draft.md"), []byte("---\nstatus: draft\n---\nWords.\n"))
	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var sitemaps []string
	for range 2 {
		if _, err := b.Build(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		sitemaps = append(sitemaps, readTree(t, out)["sitemap.xml"])
		cleanBuild(t, Options{Site: site, Out: out, Theme: defaultTheme(t), Drafts: true}) // by somebody else
	}
	if sitemaps[0] != sitemaps[1] {
		t.Errorf("at first:\n%s\nthen:\n%s", sitemaps[0], sitemaps[1])
	}
}

func TestHashesOfFilesThatWereReadAgainAreKept(t *testing.T) {
	defer func(before time.Duration) { settled = before }(settled)
	site, out := apart(t)
	settled = time.Hour
	once(t, site, out)
	settled = -time.Hour
	once(t, site, out)
	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Build(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for name, in := range b.cache.last.Inputs {
		if !in.Read {
			t.Errorf("%s is not trusted", name)
		}
	}
}

// The index of the search is renewed from what was published: if nobody has put
// a hand on it.
func TestAPublishedIndexIsRenewedOrMadeAnew(t *testing.T) {
	site, out := apart(t)
	once(t, site, out)
	note := filepath.Join(site, "content", "note-7.md")
	spoil := func(name, with string) func() {
		return func() {
			name := filepath.Join(out, "search", name)
			if with != "" {
				place(t, name, []byte(with))
			} else if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, between := range []func(){
		func() {}, spoil("terms-0.bin", ""), spoil("words-0.bin", "?"), func() {}, spoil("texts-0.bin", "?"), spoil("more-0.bin", ""), spoil("days.bin", "?"),
		spoil("directory.json", "{}"), func() { once(t, site, out+"-other") },
	} {
		between()
		place(t, note, fmt.Appendf(nil, "Words of the beginning.\n\nWords, number%d.\n", i))
		once(t, site, out)
		clean := t.TempDir()
		cleanBuild(t, Options{Site: site, Out: clean, Theme: defaultTheme(t)})
		compareTrees(t, fmt.Sprintf("edit %d", i), readTree(t, out), readTree(t, clean))
	}
}

// stagesOf are the names of the stages that a build ran.
func stagesOf(r *Result) []string {
	var names []string
	for _, stage := range r.Stages {
		names = append(names, stage.Name)
	}
	return names
}

func TestAfterARunThatFoundNothingChangedTheNextLoadsWhatAnEditAsksFor(t *testing.T) {
	site, out := apart(t)
	once(t, site, out)
	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	build := func(changed []string) *Result {
		r, err := b.Build(context.Background(), changed)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := build(nil); !r.Unchanged {
		t.Fatalf("%v were run though nothing changed", stagesOf(r))
	}
	if r := build([]string{}); r.Unchanged || len(r.Written)+len(r.Removed) > 0 || !slices.Contains(stagesOf(r), "link") {
		t.Errorf("the second build ran %v, and wrote %v", stagesOf(r), r.Written)
	}
	place(t, filepath.Join(site, "content", "note-7.md"), []byte("Words of the beginning.\n\nWords, and more.\n"))
	if r := build([]string{"content/note-7.md"}); slices.Contains(stagesOf(r), "recall") || !slices.Contains(r.Written, "note-7/index.html") {
		t.Errorf("an edit ran %v, and wrote %v", stagesOf(r), r.Written)
	}
}

func TestAnEditDuringTheFirstBuildOfARunLoadsNothingAgain(t *testing.T) {
	site, out := apart(t)
	once(t, site, out)
	ctx, interrupt := context.WithCancel(context.Background())
	theme := defaultTheme(t)
	b, err := Open(Options{Site: site, Out: out, Theme: theme, Written: func(string) { interrupt() }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	place(t, filepath.Join(site, "content", "note-7.md"), []byte("---\ntitle: A new title\n---\nWords.\n"))
	if _, err := b.Build(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("the first build ended with %v", err)
	}
	place(t, filepath.Join(site, "content", "note-8.md"), []byte("Words of the beginning.\n\nWords, and more.\n"))
	r, err := b.Build(context.Background(), []string{"content/note-8.md"})
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(stagesOf(r), "recall") {
		t.Errorf("the second build ran %v", stagesOf(r))
	}
	compareTrees(t, "after both edits", readTree(t, out), cleanTree(t, site, theme))
}
