package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"syscall"
	"time"

	"fangzhi/generator/build"
	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/preview"
	"fangzhi/generator/render"

	"github.com/spf13/cobra"
)

func serveCommand(t terminal) *cobra.Command {
	var f siteFlags
	var address string
	var poll bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "Build, show the site in the browser, and follow every edit",
		Long: "Build the site, serve it on this machine, watch the notes, and rebuild public/ and\n" +
			"renew the open pages after each edit. Errors appear as an overlay in the page.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return t.serve(c.Context(), &f, address, poll) },
	}
	f.add(c)
	c.Flags().StringVar(&f.out, "out", "", "output folder (default public/ in the site's folder)")
	c.Flags().StringVar(&address, "addr", "127.0.0.1:1777", "address to listen on, of this machine only")
	c.Flags().BoolVar(&poll, "poll", false, "look for changes once a second, for network drives")
	c.Flags().BoolVar(&f.stats, "stats", false, "print what each stage took, after each build")
	return c
}

func (t terminal) serve(ctx context.Context, f *siteFlags, address string, poll bool) error {
	if !preview.Loopback(address) {
		return fmt.Errorf("%q is not an address of this machine alone: use 127.0.0.1:PORT", address)
	}
	options, err := f.options()
	if err != nil {
		return err
	}
	progress := newProgress(t.err)
	options.Progress = progress.update
	options.Notice = t.notice
	s := &session{terminal: t, stats: f.stats, progress: progress}
	options.Written = s.written
	b, err := build.Open(options)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			err = fmt.Errorf("another program listens at %s: stop it, or choose another port with --addr", address)
		}
		return errors.Join(err, b.Close())
	}
	// Watching begins before the first build, so that no edit falls between.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	changes, err := b.Watch(ctx, []string{compile.Content, render.Folder}, poll, t.notice)
	if err != nil {
		return errors.Join(err, listener.Close(), b.Close())
	}
	s.builder = b
	if err := s.rebuild(ctx, nil); err != nil && !errors.Is(err, context.Canceled) {
		return errors.Join(err, listener.Close(), b.Close())
	}
	s.server = &preview.Server{Files: b.Output(), Host: listener.Addr().String(), Hasten: b.Hasten}
	s.server.SetPrefix(b.Prefix())
	s.server.Update(preview.Update{Diagnostics: s.diagnostics})
	fmt.Fprintf(t.out, "http://%s%s/\n", listener.Addr(), b.Prefix())
	return errors.Join(s.listen(ctx, listener, changes), b.Close())
}

// session is one run of serve: the builder and the server that shows its work.
type session struct {
	terminal    terminal
	builder     *build.Builder
	server      *preview.Server // nil during the first build
	progress    *progress
	stats       bool
	diagnostics []diag.Diagnostic
	idle        bool // nothing was built yet, since nothing had changed

	mu     sync.Mutex
	told   map[string]bool // files of the build at hand of which readers know
	untold []string        // files that stand anew, of which they do not know yet
}

// edits are changes that no build has dealt with yet.
type edits struct {
	some  bool
	all   bool // any file may have changed
	paths []string
}

func (e *edits) add(all bool, paths []string) {
	e.some, e.all, e.paths = true, e.all || all, append(e.paths, paths...)
}

// list is the paths as Build wants them.
func (e *edits) list() []string {
	if e.all {
		return nil
	}
	return append([]string{}, e.paths...)
}

// mostInterrupted is how many builds in a row may give way to a newer edit:
// then one goes on to its end, however fast somebody writes.
const mostInterrupted = 50

// listen answers requests and rebuilds after each change, until ctx ends. An
// edit during a build does not wait for its end: what the build has yet to do,
// the next one does as well, after what was edited last.
func (s *session) listen(ctx context.Context, listener net.Listener, changes <-chan build.Change) error {
	server := &http.Server{
		Handler: s.server, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	defer server.Close()
	var waiting, inWork edits
	var running chan error // nil while nothing is built
	stop, interrupted := context.CancelFunc(func() {}), 0
	pause := time.After(breath) // nil while something is built, and when the pause was used
	start := func() {
		pause = nil
		var building context.Context
		building, stop = context.WithCancel(ctx)
		inWork, waiting = waiting, edits{}
		done, paths := make(chan error, 1), inWork.list()
		running = done
		go func() { done <- s.rebuild(building, paths) }()
	}
	defer func() {
		stop()
		if running != nil {
			<-running
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return fmt.Errorf("serve: %w", err)
		case change, open := <-changes:
			if !open {
				return nil
			}
			waiting.add(change.All, change.Paths)
			switch {
			case running == nil:
				start()
			case interrupted < mostInterrupted:
				interrupted++
				stop()
			}
		case err := <-running:
			stop()
			running = nil
			if errors.Is(err, context.Canceled) {
				waiting.add(inWork.all, inWork.paths)
			} else {
				interrupted = 0
				s.failed(err)
			}
			if pause = time.After(breath); waiting.some {
				start()
			}
		case <-pause:
			pause = nil
			if s.idle { // what the first edit asks for is loaded before it comes
				start()
			} else {
				go collectAhead()
			}
		}
	}
}

// failed tells of a build that the machine did not let end. The disk is full,
// say: the next edit tries again.
func (s *session) failed(err error) {
	if err != nil {
		fmt.Fprintf(s.terminal.err, "fangzhi: %v\n", err)
		s.server.Update(preview.Update{Diagnostics: s.diagnostics, Failure: err.Error()})
	}
}

// mostEarly is of how many files of a build readers are told one by one.
const mostEarly = 16

// written tells readers at once of the first files that a build makes: what
// was edited is among them.
func (s *session) written(name string) {
	if s.server == nil {
		return
	}
	s.mu.Lock()
	tell := len(s.told) < mostEarly
	if tell {
		s.told[name] = true
	} else {
		s.untold = append(s.untold, name)
	}
	s.mu.Unlock()
	if tell {
		s.server.Update(preview.Update{Changed: []string{name}, Diagnostics: s.diagnostics})
	}
}

// rebuild builds once, prints what is to be said, and tells the open pages.
func (s *session) rebuild(ctx context.Context, changed []string) error {
	began := time.Now()
	s.told = map[string]bool{}
	s.progress.begin()
	result, err := s.builder.Build(ctx, changed)
	s.progress.end()
	if err != nil {
		return err
	}
	s.idle = result.Unchanged
	took := time.Since(began)
	if s.server != nil {
		s.server.SetPrefix(s.builder.Prefix())
		s.server.Update(preview.Update{
			Changed: slices.Concat(s.untold, result.Removed), Diagnostics: result.Diagnostics,
		})
		s.untold = nil
	}
	quiet := len(result.Written)+len(result.Removed) == 0 && slices.Equal(result.Diagnostics, s.diagnostics)
	s.diagnostics = result.Diagnostics
	if quiet && s.server != nil {
		return nil
	}
	if err := diag.WriteText(s.terminal.err, result.Diagnostics); err != nil {
		return err
	}
	if s.stats {
		printStages(s.terminal.out, result.Stages, took)
	}
	s.terminal.summary(result, took)
	return nil
}
