package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestServeKeepsUpWithFastEdits writes faster than the site is built, so that
// builds give way to newer edits; in the end every edit is on its page, and
// the output is that of a clean build.
func TestServeKeepsUpWithFastEdits(t *testing.T) {
	const notes, edits = 300, 120
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: Many notes\n")
	name := func(i int) string { return fmt.Sprintf("content/cases/case-%d.md", i) }
	text := func(i int, mark string) string {
		return fmt.Sprintf("---\ntitle: Case %d\nwhen: %d\ntags: [a/b%d]\n---\n\nAfter [[case-%d]]. %s\n\n## Part\n\nMore.\n", i, 1900+i%100, i%7, (i+1)%notes, mark)
	}
	for i := range notes {
		site.write(name(i), text(i, ""))
	}
	site.start()
	last := map[int]string{}
	for edit := range edits {
		i := edit * 7 % 40
		last[i] = fmt.Sprintf("Mark %d.", edit)
		site.write(name(i), text(i, last[i]))
	}
	for i, mark := range last {
		site.await(fmt.Sprintf("cases/case-%d/", i), mark)
	}
	clean := t.TempDir()
	if code := run(t.Context(), []string{"build", "--site", site.dir, "--out", clean}, io.Discard, os.Stderr); code != exitOK {
		t.Fatalf("the clean build ended with %d", code)
	}
	// What leads to the notes follows their pages.
	deadline := time.Now().Add(patient)
	for differ := differing(t, clean, filepath.Join(site.dir, "public")); len(differ) > 0; differ = differing(t, clean, filepath.Join(site.dir, "public")) {
		if time.Now().After(deadline) {
			t.Fatalf("these are not those of a clean build: %v", differ)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// TestServeSaysThatItsAddressIsTaken asks for a port at which somebody listens.
func TestServeSaysThatItsAddressIsTaken(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has an error of its own for this")
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	site := t.TempDir()
	if err := os.Mkdir(filepath.Join(site, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	code := run(t.Context(), []string{"serve", "--site", site, "--addr", taken.Addr().String()}, io.Discard, &told)
	want := fmt.Sprintf("fangzhi: another program listens at %s: stop it, or choose another port with --addr\n", taken.Addr())
	if code != exitEnvironment || told.String() != want {
		t.Errorf("it ends with %d and says %q", code, &told)
	}
}

// differing names the files that are not the same in two folders.
func differing(t *testing.T, a, b string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(a, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(a, name)
		if err != nil || strings.HasPrefix(relative, ".") {
			return err
		}
		want, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if got, err := os.ReadFile(filepath.Join(b, relative)); err != nil || string(got) != string(want) {
			names = append(names, relative)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestServeLoadsWhatAnEditAsksForBeforeItComes starts on a site that was built
// before, and sees a build come that nobody asked for.
func TestServeLoadsWhatAnEditAsksForBeforeItComes(t *testing.T) {
	site := smallSite(t)
	if code := run(t.Context(), []string{"build", "--site", site.dir}, io.Discard, os.Stderr); code != exitOK {
		t.Fatalf("the first build ended with %d", code)
	}
	site.start()
	site.await("norms/organic-law/", `data-build="2"`)
}
