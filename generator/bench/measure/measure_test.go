package measure

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestMain lets the test binary stand for a program that is measured.
func TestMain(m *testing.M) {
	switch os.Getenv("MEASURED") {
	case "":
		os.Exit(m.Run())
	case "touches memory":
		block := make([]byte, 96<<20)
		for i := 0; i < len(block); i += 1024 {
			block[i] = 1
		}
		os.Stdout.Write(block[:1])
	case "fails":
		os.Stdout.WriteString("first line\n" + strings.Repeat("x", 2*tailSize) + "\nlast words\n")
		os.Exit(3)
	}
}

func run(ctx context.Context, t *testing.T, role string) (Usage, error) {
	t.Helper()
	t.Setenv("MEASURED", role)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Run(ctx, t.TempDir(), program)
}

func TestRunTellsTimeAndMemoryOfAProgram(t *testing.T) {
	usage, err := run(t.Context(), t, "touches memory")
	if err != nil {
		t.Fatal(err)
	}
	if usage.Wall <= 0 || usage.CPU <= 0 {
		t.Errorf("wall time %v, processor time %v", usage.Wall, usage.CPU)
	}
	if usage.Peak != 0 && usage.Peak < 96<<20 {
		t.Errorf("a peak of %d bytes is less than the program touched", usage.Peak)
	}
}

func TestRunBeginsWhenOthersHaveWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no sync")
	}
	dir := t.TempDir()
	mark := filepath.Join(dir, "written")
	if err := os.WriteFile(filepath.Join(dir, "sync"), []byte("#!/bin/sh\n: > "+mark+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	if _, err := Run(t.Context(), dir, "/bin/sh", "-c", "test -e "+mark); err != nil {
		t.Errorf("sync was not called before: %v", err)
	}
}

func TestRunShowsTheEndOfAFailedProgramsOutput(t *testing.T) {
	_, err := run(t.Context(), t, "fails")
	if err == nil || !strings.Contains(err.Error(), "last words") || strings.Contains(err.Error(), "first line") {
		t.Errorf("error is %v", err)
	}
}

func TestRunDoesNotBeginWhenItsContextHasEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := run(ctx, t, "touches memory"); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}

func TestRunOfAMissingProgramIsAnError(t *testing.T) {
	if _, err := Run(t.Context(), "", filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error")
	}
}

func TestFilesSizesAFolder(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{"a": "123", "b/c": "4567", "b/d/e": ""} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if tree, err := Files(dir); err != nil || tree != (Tree{Files: 3, Bytes: 7}) {
		t.Errorf("%+v, %v", tree, err)
	}
	if tree, err := Files(filepath.Join(dir, "none")); err != nil || tree != (Tree{}) {
		t.Errorf("a missing folder: %+v, %v", tree, err)
	}
}

func TestMemoryReadsTheTotal(t *testing.T) {
	for text, want := range map[string]int64{
		"MemTotal:       24576 kB\nMemFree: 1 kB\n": 24576 * 1024,
		"MemFree: 1 kB\n":     0,
		"MemTotal: many kB\n": 0,
		"":                    0,
	} {
		if got := memory(strings.NewReader(text)); got != want {
			t.Errorf("memory(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestMachineNamesCoresAndSystem(t *testing.T) {
	if s := Machine(); !strings.Contains(s, "cores") || !strings.Contains(s, "/") {
		t.Errorf("Machine() = %q", s)
	}
}

func TestLargePagesAreWorded(t *testing.T) {
	for policy, want := range map[string]string{
		"[always] madvise never\n": "large pages for all programs",
		"always [madvise] never\n": "large pages for programs that ask",
		"always madvise [never]\n": "no large pages",
		"something else":           "",
	} {
		if got := strings.Join(largePages(policy), " "); got != want {
			t.Errorf("largePages(%q) = %q, want %q", policy, got, want)
		}
	}
}
