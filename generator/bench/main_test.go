package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// asProgram is set in the environment of the processes that the bench starts
// from this binary: they are to be the bench, not its tests.
const asProgram = "FANGZHI_BENCH_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// runIn runs the bench as from the command line.
func runIn(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv(asProgram, "yes")
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestTheBenchMeasuresTheProbeOnEachSize(t *testing.T) {
	dir := t.TempDir()
	code, stdout, stderr := runIn(t, "--notes", "40,60", "--rounds", "2", "--peers", "probe", "--dir", dir)
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, part := range []string{
		"## 40 notes", "## 60 notes", "Median of 2 runs", "Limit probe: goldmark",
		"| limit probe | cold |", "| limit probe | unchanged |",
	} {
		if !strings.Contains(stdout, part) {
			t.Errorf("the output lacks %q:\n%s", part, stdout)
		}
	}
	if strings.Contains(stdout, dir) {
		t.Errorf("the results name a folder of this machine:\n%s", stdout)
	}
	for size, want := range map[string]int{"notes-40": 40, "notes-60": 60} {
		notes := count(t, filepath.Join(dir, size, "hugo", "content"), ".md")
		pages := count(t, filepath.Join(dir, size, "public-probe"), ".html")
		if notes != want || pages != want {
			t.Errorf("%s: %d notes and %d pages, want %d", size, notes, pages, want)
		}
	}
}

func TestAColdRunFindsNothingOfTheLastOne(t *testing.T) {
	folder := t.TempDir()
	site, out := filepath.Join(folder, "fangzhi"), filepath.Join(folder, "public-stub")
	var cold []bool
	stub := program{
		name: "stub", title: "stub", leavings: []string{".cache"},
		arguments: func(gotSite, gotOut string, isCold bool) []string {
			cold = append(cold, isCold)
			if gotSite != site || gotOut != out {
				t.Errorf("told to build %s into %s", gotSite, gotOut)
			}
			return []string{"corpus", "--notes", "40", "--dir", gotOut}
		},
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(asProgram, "yes")
	b := &bench{place: place{dir: folder, self: self}}
	old := []string{filepath.Join(out, "old.html"), filepath.Join(site, ".cache", "old")}
	for _, isCold := range []bool{false, true} {
		for _, name := range old {
			write(t, name)
		}
		m, err := b.measure(t.Context(), stub, self, folder, isCold)
		if err != nil {
			t.Fatal(err)
		}
		if m.Output.Files < 40 || m.Usage.Wall <= 0 {
			t.Errorf("measured %+v", m)
		}
		for _, name := range old {
			if _, err := os.Stat(name); (err == nil) == isCold {
				t.Errorf("cold %v: %s: %v", isCold, filepath.Base(name), err)
			}
		}
	}
	if !slices.Equal(cold, []bool{false, true}) {
		t.Errorf("arguments asked for %v", cold)
	}
}

func TestAFailingProgramFailsTheBenchAndIsShown(t *testing.T) {
	t.Setenv(asProgram, "yes")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	stub := program{arguments: func(string, string, bool) []string { return []string{"corpus", "--notes", "1", "--dir", "x"} }}
	b := &bench{place: place{dir: t.TempDir()}}
	_, err = b.measure(t.Context(), stub, self, b.dir, true)
	if err == nil || !strings.Contains(err.Error(), "a corpus has 40 to") {
		t.Errorf("error is %v", err)
	}
}

func TestWrongUseIsToldAndExitsWithTwo(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"an unknown program":              {[]string{"--peers", "jekyll"}, `no program is called "jekyll"`},
		"too few notes":                   {[]string{"--notes", "1000,3"}, "a corpus has 40 to"},
		"notes that are no number":        {[]string{"--notes", "many"}, `"many" is no number`},
		"no rounds":                       {[]string{"--rounds", "0"}, "must be at least 1"},
		"a stray argument":                {[]string{"now"}, `unexpected argument "now"`},
		"an unknown flag":                 {[]string{"--fast"}, "fast"},
		"a work folder in the checkout":   {[]string{"--peers", "probe", "--dir", root}, "inside the checkout"},
		"a corpus without a folder":       {[]string{"corpus"}, "corpus needs --dir"},
		"a corpus in an unknown form":     {[]string{"corpus", "--dir", "x", "--form", "wiki"}, `is called "wiki"`},
		"a probe without its two folders": {[]string{"probe", "--content", "x"}, "probe needs"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := runIn(t, test.args...)
			if code != exitUsage || !strings.Contains(stderr, test.want) || stdout != "" {
				t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
			}
		})
	}
}

func TestARefusedWorkFolderIsNotMade(t *testing.T) {
	inner := filepath.Join("corpus", "not-made")
	code, _, stderr := runIn(t, "--peers", "probe", "--dir", inner)
	if code != exitUsage {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if _, err := os.Stat(inner); !os.IsNotExist(err) {
		t.Errorf("the folder is there: %v", err)
	}
}

func TestAWorkFolderThatOnlyLeadsIntoTheCheckoutIsRefused(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(root, link); err != nil {
		t.Skipf("this system makes no symbolic links here: %v", err)
	}
	code, _, stderr := runIn(t, "--peers", "probe", "--dir", link)
	if code != exitUsage || !strings.Contains(stderr, "inside the checkout") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestHelpIsNoError(t *testing.T) {
	if code, _, stderr := runIn(t, "--help"); code != exitDone || !strings.Contains(stderr, "-rounds") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestAnEndedContextEndsTheBench(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	if code := run(ctx, []string{"--peers", "probe", "--dir", t.TempDir()}, &out, &errs); code != exitFailed {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}

func TestProgramsComeInTheOrderOfTheTable(t *testing.T) {
	chosen, err := parsePrograms("probe, hugo")
	if err != nil || len(chosen) != 2 || chosen[0].name != "hugo" || chosen[1].name != "probe" {
		t.Errorf("%v, %v", chosen, err)
	}
	if all, err := parsePrograms(programNames()); err != nil || len(all) != len(programs) {
		t.Errorf("%d of %d programs, %v", len(all), len(programs), err)
	}
}

func TestFangzhiAndHugoAreToldToForgetOnlyWhenCold(t *testing.T) {
	for name, flag := range map[string]string{"fangzhi": "--clean", "hugo": "--ignoreCache"} {
		chosen, err := parsePrograms(name)
		if err != nil {
			t.Fatal(err)
		}
		arguments := chosen[0].arguments
		if !slices.Contains(arguments("s", "o", true), flag) || slices.Contains(arguments("s", "o", false), flag) {
			t.Errorf("%s: cold %q, unchanged %q", name, arguments("s", "o", true), arguments("s", "o", false))
		}
	}
}

func TestARevisionIsShortAndTellsOfChanges(t *testing.T) {
	var info debug.BuildInfo
	if got := revision(&info); got != "an unknown revision" {
		t.Errorf("without a revision: %q", got)
	}
	info.Settings = []debug.BuildSetting{
		{Key: "vcs.revision", Value: "0123456789abcdef"},
		{Key: "vcs.modified", Value: "true"},
	}
	if got := revision(&info); got != "revision 0123456789ab with changes" {
		t.Errorf("revision is %q", got)
	}
}

// write writes a file with the folders above it.
func write(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
}

// count counts the files below dir whose names end so.
func count(t *testing.T, dir, end string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(name, end) {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
