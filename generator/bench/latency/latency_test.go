package latency

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"testing"
	"time"
)

// TestMain lets the test binary stand for a program that serves: the file that
// its arguments name, at the address that they name.
func TestMain(m *testing.M) {
	if os.Getenv("SERVED") == "" {
		os.Exit(m.Run())
	}
	address, file := os.Args[1], os.Args[2]
	if address == "fail" {
		os.Exit(3)
	}
	http.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })
	http.HandleFunc("/{$}", func(http.ResponseWriter, *http.Request) {})
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	go http.ListenAndServe(address, nil)
	<-interrupted
}

// start serves a file with some text until the test ends.
func start(t *testing.T) (s *Server, file string) {
	t.Helper()
	t.Setenv("SERVED", "yes")
	file = filepath.Join(t.TempDir(), "note.txt")
	if err := os.WriteFile(file, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	s, err = Start(t.Context(), io.Discard, "http://"+address, t.TempDir(), os.Args[0], address, file)
	if err != nil {
		t.Fatal(err)
	}
	return s, file
}

func TestAnEditIsTimedUntilItsPageHasIt(t *testing.T) {
	s, file := start(t)
	for way, text := range map[Way]string{InPlace: "written in place", Renamed: "renamed into place"} {
		took, err := s.Edit(t.Context(), way, file, []byte("now "+text), "/page", text)
		if err != nil || took <= 0 {
			t.Errorf("%s: %v, %v", text, took, err)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(entries) != 1 {
		t.Errorf("files left: %v, %v", entries, err)
	}
	if err := s.Settle(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

func TestWaitingEndsWithItsContextAndWithTheServer(t *testing.T) {
	s, _ := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Await(ctx, "/page", "never"); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Await(t.Context(), "/page", "never"); err == nil {
		t.Error("no error although the server ended")
	}
}

func TestAProgramThatEndsAtOnceIsAnError(t *testing.T) {
	t.Setenv("SERVED", "yes")
	if _, err := Start(t.Context(), io.Discard, "http://127.0.0.1:1", t.TempDir(), os.Args[0], "fail", "x"); err == nil {
		t.Error("no error")
	}
}

func TestProcessorTimeIsReadBehindTheName(t *testing.T) {
	line := "12 (a) b c) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0 1 0\n"
	if got, known := parseStat([]byte(line)); got != 1750*time.Millisecond || !known {
		t.Errorf("%v, %v", got, known)
	}
	for _, damaged := range []string{"", "12 (a) S 1", "12 (a) S 1 2 3 4 5 6 7 8 9 10 many 25 0"} {
		if got, known := parseStat([]byte(damaged)); known {
			t.Errorf("%q is read as %v", damaged, got)
		}
	}
}
