package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fangzhi/generator/diag"
	"fangzhi/generator/publish"
	"fangzhi/generator/source"
)

// once builds a site in a builder of its own.
func once(t *testing.T, site, out string) *Result {
	t.Helper()
	return buildWith(t, Options{Site: site, Out: out, Theme: defaultTheme(t), Once: true})
}

// buildWith opens a builder, builds once, and closes it.
func buildWith(t *testing.T, o Options) *Result {
	t.Helper()
	b, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := b.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return result
}

func TestTimesThatLieFoolNobody(t *testing.T) {
	for what, when := range map[string]time.Time{
		"an old time":          time.Now().Add(-1000 * time.Hour),
		"a time to come":       time.Now().Add(1000 * time.Hour),
		"the beginning of all": time.Unix(0, 0),
	} {
		dir := t.TempDir()
		site, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
		note := filepath.Join(site, "content", "a.md")
		for _, text := range []string{"First words", "Other words"} { // of one size
			place(t, note, []byte(text))
			if err := os.Chtimes(note, when, when); err != nil {
				t.Fatal(err)
			}
			once(t, site, out)
			if got := readTree(t, out)["a/index.html"]; !strings.Contains(got, text) {
				t.Errorf("%s: the page does not hold %q", what, text)
			}
		}
	}
}

// TestWhatIsWrittenWhileABuildWaitsIsBuilt holds that what was listed before a
// build had to wait for another one does not count.
func TestWhatIsWrittenWhileABuildWaitsIsBuilt(t *testing.T) {
	dir := t.TempDir()
	site, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
	place(t, filepath.Join(site, "content", "a.md"), []byte("Words"))
	other, err := publish.Open(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	held, err := other.Lock(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Release()
	var b *Builder
	b, err = Open(Options{Site: site, Out: out, Theme: defaultTheme(t), Once: true, Notice: func(string) {
		for b.listedAhead != nil && len(b.listedAhead) == 0 {
			runtime.Gosched() // the list that counts now would be one of the first note alone
		}
		place(t, filepath.Join(site, "content", "b.md"), []byte("More words"))
		held.Release()
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	result, err := b.Build(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if result.Notes != 2 {
		t.Errorf("%d notes are built", result.Notes)
	}
}

func TestWarningsOfFoldersStayUntilMended(t *testing.T) {
	dir := t.TempDir()
	place(t, filepath.Join(dir, "content", "a.md"), []byte("Words"))
	link := filepath.Join(dir, "content", "link")
	if err := os.Symlink(".", link); err != nil {
		t.Fatal(err)
	}
	b, err := Open(Options{Site: dir, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, step := range []struct {
		changed []string
		want    int
	}{{nil, 1}, {[]string{"content/a.md"}, 1}, {[]string{"content/link"}, 0}} {
		if step.want == 0 {
			if err := os.Remove(link); err != nil {
				t.Fatal(err)
			}
		}
		result, err := b.Build(context.Background(), step.changed)
		if err != nil {
			t.Fatal(err)
		}
		if _, warnings := diag.Count(result.Diagnostics); warnings != step.want {
			t.Errorf("after a change of %q: %v", step.changed, result.Diagnostics)
		}
	}
}

// Found by the differential test: nobody tells of a link when the file changes
// that it leads to.
func TestANoteThatIsALinkFollowsItsTarget(t *testing.T) {
	dir := t.TempDir()
	note := filepath.Join(dir, "content", "a.md")
	place(t, note, []byte("Words"))
	if err := os.Symlink("a.md", filepath.Join(dir, "content", "link.md")); err != nil {
		t.Fatal(err)
	}
	b, err := Open(Options{Site: dir, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Build(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	place(t, note, []byte("Renewed"))
	if _, err := b.Build(context.Background(), []string{"content/a.md"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(readTree(t, filepath.Join(dir, "public"))["link/index.html"], "Renewed") {
		t.Error("the page of the link is of the old state")
	}
}

func TestOutputFoldersThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	place(t, filepath.Join(site, "content", "a.md"), []byte("Words"))
	link := func(target, name string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.Symlink(target, name); err != nil {
			t.Fatal(err)
		}
		return name
	}
	t.Setenv("HOME", filepath.Join(dir, "home"))
	for _, c := range []struct {
		what, out string
		refused   bool
	}{
		{"the site", site, true},
		{"its notes", filepath.Join(site, "content"), true},
		{"a folder among them", filepath.Join(site, "content", "x"), true},
		{"a folder above", dir, true},
		{"the root of all", "/", true},
		{"a home folder", filepath.Join(dir, "home"), true},
		{"a link to the notes", link(filepath.Join(site, "content"), "notes"), true},
		{"a link to nothing", link(filepath.Join(dir, "nothing"), "loose"), true},
		{"a link to a folder elsewhere", link(t.TempDir(), "fine"), false},
		{"a folder elsewhere", filepath.Join(dir, "out"), false},
	} {
		b, err := Open(Options{Site: site, Out: c.out, Theme: defaultTheme(t)})
		if (err != nil) != c.refused {
			t.Errorf("%s: %v", c.what, err)
		}
		if err != nil {
			continue
		}
		if _, err := b.Build(context.Background(), nil); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		b.Close()
	}
	// Notes that lie elsewhere are notes all the same.
	notes := filepath.Join(dir, "moved")
	if err := os.Rename(filepath.Join(site, "content"), notes); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(notes, filepath.Join(site, "content")); err != nil {
		t.Fatal(err)
	}
	if b, err := Open(Options{Site: site, Out: filepath.Join(notes, "out"), Theme: defaultTheme(t)}); err == nil {
		b.Close()
		t.Error("it would publish among the notes that a link leads to")
	}
}

func TestAFolderWithForeignFilesMustBeNamed(t *testing.T) {
	dir := t.TempDir()
	place(t, filepath.Join(dir, "content", "a.md"), []byte("Words"))
	mine := filepath.Join(dir, "public", "CNAME")
	place(t, mine, []byte("mine"))
	for _, out := range []string{"", filepath.Join(dir, "public")} {
		b, err := Open(Options{Site: dir, Out: out, Theme: defaultTheme(t)})
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Build(context.Background(), nil)
		if (err != nil) != (out == "") {
			t.Errorf("--out %q: %v", out, err)
		}
		b.Close()
	}
	if data, err := os.ReadFile(mine); err != nil || string(data) != "mine" {
		t.Errorf("it was touched: %v", err)
	}
}

func TestBuildsAtOnceGiveOneResult(t *testing.T) {
	site := filepath.Join(t.TempDir(), "site")
	out := filepath.Join(filepath.Dir(site), "out")
	torturedState(t, site, true)
	want := cleanTree(t, site, defaultTheme(t))
	torturedState(t, site, false)
	once(t, site, out)
	torturedState(t, site, true)
	done := make(chan error)
	for range 4 {
		go func() {
			b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
			if err == nil {
				_, err = b.Build(context.Background(), nil)
				b.Close()
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	compareTrees(t, "after four builds at once", readTree(t, out), want)
}

// TestAFailedBuildVouchesForNothing: what it read of the notes must not count
// as published, also when the times of the files are beyond doubt.
func TestAFailedBuildVouchesForNothing(t *testing.T) {
	defer func(before time.Duration) { settled = before }(settled)
	settled = 0
	site, out := filepath.Join(t.TempDir(), "site"), t.TempDir()
	note := filepath.Join(site, "content", "a.md")
	old := time.Now().Add(-time.Hour)
	write := func(text string) {
		place(t, note, []byte(text))
		if err := os.Chtimes(note, old, old); err != nil {
			t.Fatal(err)
		}
	}
	write("The first state.")
	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Build(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	write("The second state, of another length.")
	b.output.Fault = func(string, string) error { return errors.New("the disk is full") }
	if _, err := b.Build(t.Context(), []string{"content/a.md"}); err == nil {
		t.Fatal("the build did not fail")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	once(t, site, out)
	compareTrees(t, "after a failed build", readTree(t, out), cleanTree(t, site, defaultTheme(t)))
}

// TestAFolderThatVanishesWhileItIsWalked is moved away and back again, file by
// file and as a whole, while builds run: they neither fail nor stop, and the
// first one that is left alone is right.
func TestAFolderThatVanishesWhileItIsWalked(t *testing.T) {
	dir := t.TempDir()
	site, out := filepath.Join(dir, "site"), filepath.Join(dir, "out")
	torturedState(t, site, false)
	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	folder, aside := filepath.Join(site, "content", "norms"), filepath.Join(dir, "aside")
	stop, stopped := make(chan struct{}), make(chan error, 1)
	go func() {
		stopped <- func() error {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return nil
				default:
				}
				note := filepath.Join(folder, fmt.Sprintf("n%d.md", i%30))
				for _, move := range [][2]string{{folder, aside}, {aside, folder}, {note, aside}, {aside, note}} {
					if err := os.Rename(move[0], move[1]); err != nil {
						return err
					}
				}
			}
		}()
	}()
	for range 20 {
		if _, err := b.Build(t.Context(), nil); err != nil {
			t.Error(err)
			break
		}
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	if _, err := b.Build(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	compareTrees(t, "when all is quiet", readTree(t, out), cleanTree(t, site, defaultTheme(t)))
}

// TestAFileThatCannotBeReadIsToldOf, with the reason, and the others are
// published.
func TestAFileThatCannotBeReadIsToldOf(t *testing.T) {
	site, out := t.TempDir(), t.TempDir()
	place(t, filepath.Join(site, "content", "fine.md"), []byte("Words"))
	large := filepath.Join(site, "content", "large.md")
	place(t, large, nil)
	if err := os.Truncate(large, source.MaxFile+1); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"nowhere.md": "gone.md", "outside.md": "../../outside.md", "round.md": "round.md"} {
		if err := os.Symlink(target, filepath.Join(site, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	result := once(t, site, out)
	for _, name := range []string{"large.md", "nowhere.md", "outside.md", "round.md"} {
		if !slices.ContainsFunc(result.Diagnostics, func(d diag.Diagnostic) bool {
			return d.Path == "content/"+name && d.Code == "file-unreadable" && d.Severity == diag.Error
		}) {
			t.Errorf("nothing is said of %s: %v", name, result.Diagnostics)
		}
	}
	if !strings.Contains(readTree(t, out)["fine/index.html"], "Words") {
		t.Error("a note that can be read is not published")
	}
}
