package build

import (
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var kills = flag.Int("kills", 12, "how many builds the torture test kills")

// What a process of its own is told in the environment: the site to build, and
// before which of its steps on the output folder it ends itself, if any.
const (
	tortured     = "FANGZHI_TORTURED"
	torturedStep = "FANGZHI_TORTURED_STEP"
)

// stepsFile is where that process leaves the number of steps that it took, beside
// the site.
const stepsFile = "steps"

// TestTorturedBuilder is no test: it is the process that TestTorture kills.
func TestTorturedBuilder(t *testing.T) {
	site := os.Getenv(tortured)
	if site == "" {
		t.Skip("only TestTorture runs it")
	}
	b, err := Open(Options{Site: site, Out: filepath.Join(filepath.Dir(site), "out"), Theme: defaultTheme(t), Once: true})
	if err != nil {
		t.Fatal(err)
	}
	last, steps := -1, 0
	if text := os.Getenv(torturedStep); text != "" {
		if last, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.openOutput(); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	b.output.Fault = func(string, string) error {
		mu.Lock()
		defer mu.Unlock()
		if steps == last {
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				self.Kill()
			}
			select {} // until it takes effect; the lock holds the others
		}
		steps++
		return nil
	}
	if _, err := b.Build(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if steps > 0 { // else there was nothing to do
		place(t, filepath.Join(filepath.Dir(site), stepsFile), []byte(strconv.Itoa(steps)))
	}
}

// torturedState writes one of two states of a site: notes 0 … 29 are in both
// with other words, 30 … 39 in the first alone, 40 … 49 in the second.
func torturedState(t *testing.T, site string, second bool) {
	t.Helper()
	place(t, filepath.Join(site, "fangzhi.yaml"), []byte("title: Tortured\n"))
	for i := range 50 {
		name := filepath.Join(site, "content", "norms", fmt.Sprintf("n%d.md", i))
		if i >= 30 && (i >= 40) != second {
			if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			continue
		}
		other := 30 + i%10
		if second {
			other += 10
		}
		place(t, name, fmt.Appendf(nil, "---\ntitle: Note %d\n---\nState %v, see [[n%d]]. %s\n", i, second, other, strings.Repeat("Words. ", 100)))
	}
}

// TestTorture kills builds at random instants, and before random steps of
// publishing, which takes a small part of their time. Whatever the instant, each file
// is whole, of the old state or the new; what is in both is never missing; no
// page changed before all new ones stood; nothing was removed before all had
// changed. The build that follows gives what a clean one gives. Some are the first
// into their output folder.
func TestTorture(t *testing.T) {
	random := rand.New(rand.NewPCG(*seed, 11))
	site := filepath.Join(t.TempDir(), "site")
	out := filepath.Join(filepath.Dir(site), "out")
	var states [2]map[string]string
	for i := range states {
		torturedState(t, site, i == 1)
		states[i] = cleanTree(t, site, defaultTheme(t))
	}
	now := 1
	began := time.Now()
	runTortured(t, site, never)
	took := time.Since(began)
	for done := 0; done < *kills; now = 1 - now {
		old, next := states[now], states[1-now]
		torturedState(t, site, now == 0)
		if random.IntN(3) == 0 { // somebody removed the output
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
			old = nil
		}
		for round := range 1 + random.IntN(3) {
			at := killing{after: time.Duration(random.Int64N(int64(took))), step: -1}
			if random.IntN(4) > 0 {
				at = killing{after: -1, step: random.IntN(stepsOf(t, site))}
			}
			if !runTortured(t, site, at) {
				break // it came to its end
			}
			done++
			checkTortured(t, readTree(t, out), old, next, round == 0)
		}
		runTortured(t, site, never)
		compareTrees(t, fmt.Sprintf("after %d kills (seed %d)", done, *seed), readTree(t, out), next)
	}
}

// killing says when a build is killed: after a time, or before a step; negative
// stands for never.
type killing struct {
	after time.Duration
	step  int
}

var never = killing{-1, -1}

// stepsOf is how many steps the last build took that had something to do and
// came to its end.
func stepsOf(t *testing.T, site string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(filepath.Dir(site), stepsFile))
	if err != nil {
		t.Fatal(err)
	}
	steps, err := strconv.Atoi(string(text))
	if err != nil || steps == 0 {
		t.Fatalf("the builder took %q steps", text)
	}
	return steps
}

// runTortured runs a build in a process of its own, and tells whether it was
// killed.
func runTortured(t *testing.T, site string, at killing) (killed bool) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run", "^TestTorturedBuilder$")
	c.Env = append(os.Environ(), tortured+"="+site, torturedStep+"="+strconv.Itoa(at.step))
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if at.after >= 0 {
		timer := time.AfterFunc(at.after, func() { c.Process.Kill() })
		defer timer.Stop()
	}
	err := c.Wait()
	if err == nil {
		return false
	}
	if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); at != never && ok && status.Signaled() {
		return true
	}
	t.Fatalf("the build failed: %v\n%s", err, said.String())
	return false
}

// checkTortured compares what is published with two states, of which it may
// be a mixture; ordered tells that it was wholly the old one before.
func checkTortured(t *testing.T, got, old, next map[string]string, ordered bool) {
	t.Helper()
	hidden := func(name string) bool { return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") }
	changed, unchanged, missing, removed := "", "", "", ""
	for name, text := range got {
		if !hidden(name) && text != old[name] && text != next[name] {
			t.Fatalf("%s is neither old nor new", name)
		}
	}
	for name, text := range next {
		if hidden(name) {
			continue
		}
		before, was := old[name]
		have, is := got[name]
		switch {
		case was && !is:
			t.Fatalf("%s is in both states, and missing", name)
		case !is:
			missing = name
		case was && before != text && have == text:
			changed = name
		case was && before != text:
			unchanged = name
		}
	}
	for name := range old {
		if _, stays := next[name]; !stays && !hidden(name) {
			if _, is := got[name]; !is {
				removed = name
			}
		}
	}
	if ordered && changed != "" && missing != "" {
		t.Fatalf("%s changed before %s was there", changed, missing)
	}
	if ordered && removed != "" && unchanged+missing != "" {
		t.Fatalf("%s was removed before %s was written", removed, unchanged+missing)
	}
}

// TestAFullDiskLeavesEachFileWhole fails random steps as a full disk does.
func TestAFullDiskLeavesEachFileWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(*seed, 13))
	site := filepath.Join(t.TempDir(), "site")
	out := filepath.Join(filepath.Dir(site), "out")
	var states [2]map[string]string
	for i := range states {
		torturedState(t, site, i == 1)
		states[i] = cleanTree(t, site, defaultTheme(t))
	}
	b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { b.Close() }()
	if _, err := b.Build(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	for round := range 12 {
		old, next := states[(round+1)%2], states[round%2]
		torturedState(t, site, round%2 == 1)
		left := random.IntN(250)
		full := make(chan struct{}, 1)
		full <- struct{}{}
		b.output.Fault = func(step, name string) error {
			<-full
			defer func() { full <- struct{}{} }()
			if left--; left < 0 {
				return syscall.ENOSPC
			}
			return nil
		}
		_, err := b.Build(context.Background(), nil)
		if err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		checkTortured(t, readTree(t, out), old, next, true)
		if random.IntN(2) == 0 { // and the program ends after the failure
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			if b, err = Open(Options{Site: site, Out: out, Theme: defaultTheme(t)}); err != nil {
				t.Fatal(err)
			}
		} else {
			b.output.Fault = nil
		}
		if _, err := b.Build(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		compareTrees(t, fmt.Sprintf("round %d (seed %d)", round, *seed), readTree(t, out), next)
	}
}

// TestADamagedCacheIsMadeAnew spoils files of the cache in every way.
func TestADamagedCacheIsMadeAnew(t *testing.T) {
	random := rand.New(rand.NewPCG(*seed, 17))
	site := filepath.Join(t.TempDir(), "site")
	torturedState(t, site, false)
	want := cleanTree(t, site, defaultTheme(t))
	build := func() (notices []string) {
		buildWith(t, Options{Site: site, Out: filepath.Join(filepath.Dir(site), "out"), Theme: defaultTheme(t),
			Notice: func(s string) { notices = append(notices, s) }})
		return notices
	}
	if notices := build(); len(notices) > 0 {
		t.Errorf("a first build says %q", notices)
	}
	for round := range 12 {
		files, err := filepath.Glob(filepath.Join(site, cacheFolder, "*-*"))
		if err != nil || len(files) < 10 {
			t.Fatalf("%d files of the cache: %v", len(files), err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			switch round % 4 {
			case 0:
				data[random.IntN(len(data))] ^= 1 << random.IntN(8)
			case 1:
				data = data[:random.IntN(len(data))]
			case 2:
				data = make([]byte, random.IntN(200))
				for i := range data {
					data[i] = byte(random.Uint32())
				}
			case 3: // of another program, older or newer, and whole
				data[sumSize] ^= 1
				whole := data
				if strings.HasPrefix(filepath.Base(name), "objects-") { // without the texts
					whole = whole[:shardHead+int(binary.BigEndian.Uint64(data[shardLength:]))]
				}
				sumUp(whole)
			}
			if err := os.WriteFile(name, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if notices := build(); len(notices) != 1 || !strings.Contains(notices[0], "ignored") {
			t.Errorf("round %d says %q", round, notices)
		}
		compareTrees(t, fmt.Sprintf("round %d (seed %d)", round, *seed), readTree(t, filepath.Join(filepath.Dir(site), "out")), want)
	}
}
