// Package latency measures how soon a server shows an edit: in come a file's
// new bytes and a text that a page is to have, out comes the time from before
// the write to the end of the first answer that has it. The page is asked for
// in a tight loop, so that no rhythm of asking hides or adds time. The package
// knows nothing of what is served.
package latency

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Way is how an editor puts a file's new bytes in place.
type Way uint8

const (
	// InPlace empties the file and writes it.
	InPlace Way = iota
	// Renamed writes another file and renames it over the old one.
	Renamed
)

// Write writes a file in that way.
func (w Way) Write(file string, data []byte) error {
	if w == InPlace {
		return os.WriteFile(file, data, 0o666)
	}
	aside := filepath.Join(filepath.Dir(file), "."+filepath.Base(file)+".new")
	if err := os.WriteFile(aside, data, 0o666); err != nil {
		return err
	}
	return os.Rename(aside, file)
}

// Server is a program that serves a site and follows its files.
type Server struct {
	url    string // without a slash at its end
	cmd    *exec.Cmd
	ended  chan error
	client http.Client
}

// Start starts a program in a folder and waits until it answers at the
// address, which has no slash at its end. What it prints goes to log.
func Start(ctx context.Context, log io.Writer, url, dir, program string, args ...string) (*Server, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &Server{url: url, cmd: cmd, ended: make(chan error, 1)}
	go func() { s.ended <- cmd.Wait() }()
	for {
		if _, err := s.get(ctx, "/"); err == nil {
			return s, nil
		}
		select {
		case err := <-s.ended:
			return nil, fmt.Errorf("%s ended before it served: %w", filepath.Base(program), err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Stop ends the program and waits for its end.
func (s *Server) Stop() error {
	s.client.CloseIdleConnections()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	<-s.ended // a program that was interrupted may say so in its exit code
	return nil
}

// get is the body of an answer with status 200.
func (s *Server) get(ctx context.Context, page string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+page, nil)
	if err != nil {
		return nil, err
	}
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", page, response.Status)
	}
	return body, err
}

// Edit writes a file and returns the time until the page has the text.
func (s *Server) Edit(ctx context.Context, w Way, file string, data []byte, page, want string) (time.Duration, error) {
	start := time.Now()
	if err := w.Write(file, data); err != nil {
		return 0, err
	}
	_, err := s.Await(ctx, page, want)
	return time.Since(start), err
}

// between is how long Await rests before it asks again. Without that, asking
// would keep a core busy that the server needs to make the page.
const between = time.Millisecond

// Await asks for a page until it has the text, and returns how long the
// slowest answer took. A page that is not there is asked for again.
func (s *Server) Await(ctx context.Context, page, want string) (slowest time.Duration, err error) {
	for {
		asked := time.Now()
		body, err := s.get(ctx, page)
		slowest = max(slowest, time.Since(asked))
		switch {
		case ctx.Err() != nil:
			return slowest, fmt.Errorf("waiting for %q in %s: %w", want, page, ctx.Err())
		case err == nil && bytes.Contains(body, []byte(want)):
			return slowest, nil
		}
		select {
		case err := <-s.ended:
			s.ended <- err
			return slowest, fmt.Errorf("the server ended: %w", err)
		case <-time.After(between):
		}
	}
}

// quiet is how long a server must rest to count as at rest, and restless is
// how much of that time it may work all the same.
const quiet, restless = 400 * time.Millisecond, 20 * time.Millisecond

// Settle waits until the server has nothing more to do, by its processor time;
// where the system does not tell it, it waits for a while.
func (s *Server) Settle(ctx context.Context) error {
	before, known := processorTime(s.cmd.Process.Pid)
	for {
		wait := quiet
		if !known {
			wait = 5 * quiet
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		now, _ := processorTime(s.cmd.Process.Pid)
		if now-before <= restless {
			return nil
		}
		before = now
	}
}

// processorTime is what a process has used so far; not known without Linux's
// /proc.
func processorTime(pid int) (time.Duration, bool) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, false
	}
	return parseStat(data)
}

// parseStat reads user and system time from proc_pid_stat(5), which counts
// in hundredths of a second.
func parseStat(data []byte) (time.Duration, bool) {
	// The name of the program may hold anything, and ends at the last bracket.
	_, rest, found := bytes.Cut(data[bytes.LastIndexByte(data, ')')+1:], []byte(" "))
	fields := bytes.Fields(rest)
	const user, system = 11, 12 // of the fields behind the name
	if !found || len(fields) <= system {
		return 0, false
	}
	var ticks [2]int64
	for i, field := range [][]byte{fields[user], fields[system]} {
		if _, err := fmt.Sscan(string(field), &ticks[i]); err != nil {
			return 0, false
		}
	}
	return time.Duration(ticks[0]+ticks[1]) * (time.Second / 100), true
}
