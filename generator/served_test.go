package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"testing"
	"time"
)

// patient is how long a test waits for what should come at once.
const patient = 30 * time.Second

// served is a site that the program serves while a test runs.
type served struct {
	t   *testing.T
	dir string
	url string // ends with a slash
}

func servedSite(t *testing.T) *served {
	t.Helper()
	s := smallSite(t)
	s.start()
	return s
}

// smallSite is a site of two notes that is not served yet. What a test adds to
// it exchanges no page on which the test is at work.
func smallSite(t *testing.T) *served {
	s := &served{t: t, dir: t.TempDir()}
	s.write("fangzhi.yaml", "title: A served site\nbase_url: /kb/\n")
	s.write("content/norms/organic-law.md", "---\ntitle: Organic Law\ntags: [governance/village]\n---\nIt founds [[self-government|village-self-government, in its own words]].\n")
	s.write("content/concepts/self-government.md", conceptNote)
	return s
}

// start serves the site until the test ends.
func (s *served) start() {
	t := s.t
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, pipe := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--site", s.dir, "--addr", "127.0.0.1:0"}, pipe, os.Stderr)
		pipe.Close()
	}()
	t.Cleanup(func() {
		cancel()
		select {
		case code := <-ended:
			if code != exitOK {
				t.Errorf("serve ended with %d", code)
			}
		case <-time.After(patient):
			pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
			t.Errorf("serve did not end within %v of being told to: see what it does above", patient)
		}
	})
	late := time.AfterFunc(patient, cancel)
	lines := bufio.NewScanner(out)
	for s.url == "" && lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http://") {
			s.url = lines.Text()
		}
	}
	if !late.Stop() || s.url == "" {
		t.Fatalf("serve told no address within %v", patient)
	}
	go io.Copy(io.Discard, out)
}

func (s *served) write(name, text string) {
	s.t.Helper()
	full := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// get asks for a file of the site.
func (s *served) get(path string) []byte {
	s.t.Helper()
	client := http.Client{Timeout: patient}
	answer, err := client.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatalf("%s: %v", path, err)
	}
	return data
}

// await asks for a page until it has a text.
func (s *served) await(page, want string) {
	s.t.Helper()
	var got []byte
	for deadline := time.Now().Add(patient); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if got = s.get(page); bytes.Contains(got, []byte(want)) {
			return
		}
	}
	s.t.Fatalf("%s has no %q:\n%s", page, want, got)
}

// waits asks for a file until it has so many lines.
func (s *served) waits(path string, lines int) {
	s.t.Helper()
	for deadline := time.Now().Add(patient); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if bytes.Count(s.get(path), []byte("\n")) == lines {
			return
		}
	}
	s.t.Fatalf("%s never had %d lines", path, lines)
}
