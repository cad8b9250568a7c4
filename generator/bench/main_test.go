package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/bench/corpus"
	"fangzhi/generator/bench/report"
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
	code, stdout, stderr := runIn(t, "--notes", "40,60", "--rounds", "2,1", "--programs", "probe", "--dir", dir)
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	for _, part := range []string{
		"## 40 notes", "## 60 notes", "Median of 2 runs", "Median of 1 run ", "Limit probe: goldmark",
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

// measuringIn is the work on a small corpus in a folder, with this binary as
// the only program.
func measuringIn(t *testing.T, folder string, p program) *measuring {
	t.Helper()
	t.Setenv(asProgram, "yes")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.New(40, 1)
	if err != nil {
		t.Fatal(err)
	}
	j, err := openJournal(filepath.Join(t.TempDir(), "journal"), "", false)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{place: place{dir: folder, self: self}, tools: map[string]tool{p.name: {argv: []string{self}}}, journal: j, progress: t.Output()}
	return &measuring{bench: b, page: &report.Report{}, corpus: c, folder: folder, programs: []program{p}}
}

func TestOnlyAColdRunFindsNothingOfTheLastOne(t *testing.T) {
	folder := t.TempDir()
	stub := program{name: "stub", title: "stub", runs: []report.Run{report.Unchanged, report.Cold}, leavings: []string{".cache"}}
	site, out := stub.source(folder), stub.out(folder)
	old := []string{filepath.Join(out, "old.html"), filepath.Join(site, ".cache", "old")}
	var runs []report.Run
	stub.arguments = func(gotSite, gotOut string, run report.Run) []string {
		runs = append(runs, run)
		if gotSite != site || gotOut != out {
			t.Errorf("told to build %s into %s", gotSite, gotOut)
		}
		for _, name := range old {
			if _, err := os.Stat(name); (err == nil) == (run == report.Cold) {
				t.Errorf("%s: %s: %v", run, filepath.Base(name), err)
			}
		}
		return []string{"corpus", "--notes", "40", "--dir", gotOut}
	}
	for _, name := range old {
		write(t, name)
	}
	list, err := measuringIn(t, folder, stub).round(t.Context(), stub, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if m.Output.Files < 40 || m.Usage.Wall <= 0 {
			t.Errorf("measured %+v", m)
		}
	}
	if !slices.Equal(runs, stub.runs) {
		t.Errorf("ran %v", runs)
	}
}

func TestOneBodyIsChangedAndMended(t *testing.T) {
	folder := t.TempDir()
	stub := program{name: "stub", title: "stub", form: corpus.Fangzhi, runs: []report.Run{report.OneBody}}
	m := measuringIn(t, folder, stub)
	if _, err := m.corpus.Write(stub.source(folder), corpus.Fangzhi); err != nil {
		t.Fatal(err)
	}
	marked := func() (n int) {
		for i := range m.corpus.Len() {
			data, err := os.ReadFile(filepath.Join(stub.source(folder), "content", filepath.FromSlash(m.corpus.Head(i).Path())))
			if err != nil {
				t.Fatal(err)
			}
			n += bytes.Count(data, []byte("of the bench"))
		}
		return n
	}
	m.programs[0].arguments = func(string, string, report.Run) []string {
		if n := marked(); n != 1 {
			t.Errorf("%d notes are changed", n)
		}
		return []string{"corpus", "--notes", "40", "--dir", stub.out(folder)}
	}
	if _, err := m.round(t.Context(), m.programs[0], 0); err != nil {
		t.Fatal(err)
	}
	if n := marked(); n != 0 {
		t.Errorf("%d notes are still changed", n)
	}
}

// failing is a program that always fails.
var failing = program{
	name: "stub", title: "Stub", runs: []report.Run{report.Cold},
	arguments: func(string, string, report.Run) []string { return []string{"corpus", "--notes", "1", "--dir", "x"} },
}

func TestAFailingProgramFailsTheBenchAndIsShown(t *testing.T) {
	m := measuringIn(t, t.TempDir(), failing)
	write(t, filepath.Join(failing.source(m.folder), "note.md"))
	_, err := m.builds(t.Context(), 1)
	if err == nil || !strings.Contains(err.Error(), "a corpus has 40 to") {
		t.Errorf("error is %v", err)
	}
}

func TestAFailingPeerIsNamedAndTheBenchGoesOn(t *testing.T) {
	peer := failing
	peer.peer = true
	m := measuringIn(t, t.TempDir(), peer)
	write(t, filepath.Join(peer.source(m.folder), "note.md"))
	list, err := m.builds(t.Context(), 2)
	if err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if want := []report.Missing{{What: "Stub on 40 notes", Why: "failed"}}; !slices.Equal(m.page.Missing, want) {
		t.Errorf("missing are %v, want %v", m.page.Missing, want)
	}
}

func TestAPeerThatCannotBeInstalledIsNamed(t *testing.T) {
	peer := program{name: "stub", title: "Stub", peer: true, ready: func(context.Context, place) (tool, error) {
		return tool{}, errors.New("no registry at /some/folder")
	}}
	b := &bench{options: options{programs: []program{peer}}, tools: map[string]tool{}, progress: t.Output()}
	var page report.Report
	if err := b.makeReady(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	if want := []report.Missing{{What: "Stub", Why: "could not be installed"}}; !slices.Equal(page.Missing, want) {
		t.Errorf("missing are %v, want %v", page.Missing, want)
	}
	if len(b.measured(40)) != 0 {
		t.Error("it is measured all the same")
	}
}

func TestPeersAreNotMeasuredOnLargeCorpora(t *testing.T) {
	b := &bench{options: options{programs: programs, peersUpTo: 10_000}, tools: map[string]tool{}}
	for _, p := range programs {
		b.tools[p.name] = tool{}
	}
	if n := len(b.measured(10_000)); n != len(programs) {
		t.Errorf("%d programs on 10,000 notes", n)
	}
	var names []string
	for _, p := range b.measured(10_001) {
		names = append(names, p.name)
	}
	if !slices.Equal(names, []string{"fangzhi", "probe"}) {
		t.Errorf("on more notes: %v", names)
	}
	delete(b.tools, "hugo")
	if slices.ContainsFunc(b.measured(40), func(p program) bool { return p.name == "pagefind" }) {
		t.Error("Pagefind is measured without the pages that it reads")
	}
}

func TestAStoppedBenchGoesOn(t *testing.T) {
	name := filepath.Join(t.TempDir(), "journal")
	open := func(programs string, fresh bool) *journal {
		t.Helper()
		j, err := openJournal(name, programs, fresh)
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
	ran := 0
	count := func() (int, error) { ran++; return ran, nil }
	if _, err := step(open("a", false), "fails", func() (int, error) { return 0, errors.New("no") }); err == nil {
		t.Error("the error is lost")
	}
	if n, err := step(open("a", false), "one", count); n != 1 || err != nil {
		t.Errorf("first %d, %v", n, err)
	}
	// A line that was cut off hides no other.
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(`{"Step":"torn","Res`); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := step(open("a", false), "two", count); n != 2 || err != nil {
		t.Errorf("second %d, %v", n, err)
	}
	j := open("a", false)
	for _, s := range []string{"one", "two"} {
		if n, err := step(j, s, count); ran != 2 || n == 0 || err != nil {
			t.Errorf("%s was run again: %d, %v", s, n, err)
		}
	}
	if n := len(open("a", true).done); n != 0 {
		t.Errorf("anew, %d steps are known", n)
	}
	if _, err := step(open("a", false), "one", count); err != nil || ran != 3 {
		t.Errorf("after a new beginning: %d, %v", ran, err)
	}
	if n := len(open("b", false).done); n != 0 {
		t.Errorf("of other programs %d steps are known", n)
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
		"an unknown program":              {[]string{"--programs", "jekyll"}, `no program is called "jekyll"`},
		"too few notes":                   {[]string{"--notes", "1000,3"}, "a corpus has 40 to"},
		"notes that are no number":        {[]string{"--notes", "many"}, `"many" is no number`},
		"no rounds":                       {[]string{"--rounds", "3,0"}, "must be at least 1"},
		"a reader without its writer":     {[]string{"--programs", "fangzhi,pagefind"}, "reads what hugo writes"},
		"a stray argument":                {[]string{"now"}, `unexpected argument "now"`},
		"an unknown flag":                 {[]string{"--fast"}, "fast"},
		"a work folder in the checkout":   {[]string{"--programs", "probe", "--dir", root}, "inside the checkout"},
		"a corpus without a folder":       {[]string{"corpus"}, "corpus needs --dir"},
		"a corpus in an unknown form":     {[]string{"corpus", "--dir", "x", "--form", "wiki"}, `is called "wiki"`},
		"edits of a site without server":  {[]string{"edits", "--name", "probe", "--binary", "x", "--folder", "x"}, "of a program that serves"},
		"a search of nothing":             {[]string{"search", "--site", "x"}, "search needs"},
		"a search of an unknown kind":     {[]string{"search", "--site", "x", "--notes", "40", "--client", "grep"}, "no search is called"},
		"stages with an unknown flag":     {[]string{"stages", "--fast"}, "fast"},
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
	code, _, stderr := runIn(t, "--programs", "probe", "--dir", inner)
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
	code, _, stderr := runIn(t, "--programs", "probe", "--dir", link)
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
	if code := run(ctx, []string{"--programs", "probe", "--dir", t.TempDir()}, &out, &errs); code != exitFailed {
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
		cold, again := chosen[0].arguments("s", "o", report.Cold), chosen[0].arguments("s", "o", report.Unchanged)
		if !slices.Contains(cold, flag) || slices.Contains(again, flag) {
			t.Errorf("%s: cold %q, unchanged %q", name, cold, again)
		}
	}
}

func TestARevisionIsShort(t *testing.T) {
	if got := revision(t.Context(), t.TempDir()); got != "an unknown revision" {
		t.Errorf("without a repository: %q", got)
	}
}

// TestPeersFromNPMArePinned holds that the lock file fixes what is installed by
// its contents, and not where it comes from.
func TestPeersFromNPMArePinned(t *testing.T) {
	data, err := peers.ReadFile("peers/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			Version, Integrity string
			Dependencies       map[string]string
		}
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("://")) || bytes.Contains(data, []byte(`"resolved"`)) {
		t.Error("the lock file names an address: make it with npm install --omit-lockfile-registry-resolved, and without funding")
	}
	for name, p := range lock.Packages {
		if name != "" && (p.Version == "" || !strings.HasPrefix(p.Integrity, "sha512-")) {
			t.Errorf("%s is not pinned: %+v", name, p)
		}
	}
	var wanted struct{ Dependencies map[string]string }
	data, err = peers.ReadFile("peers/package.json")
	if err == nil {
		err = json.Unmarshal(data, &wanted)
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, version := range wanted.Dependencies {
		if got := lock.Packages["node_modules/"+name].Version; got != version {
			t.Errorf("%s is wanted at %s and locked at %s", name, version, got)
		}
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
