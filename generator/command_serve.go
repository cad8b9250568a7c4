package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
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
	b, err := build.Open(options)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return errors.Join(fmt.Errorf("listen: %w", err), b.Close())
	}
	// Watching begins before the first build, so that no edit falls between.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	changes, err := b.Watch(ctx, []string{compile.Content, render.Folder}, poll, t.notice)
	if err != nil {
		return errors.Join(err, listener.Close(), b.Close())
	}
	s := &session{terminal: t, builder: b, stats: f.stats, progress: progress}
	if err := s.rebuild(ctx, nil); err != nil {
		return errors.Join(err, listener.Close(), b.Close())
	}
	s.server = &preview.Server{Files: b.Output(), Host: listener.Addr().String()}
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
}

// listen answers requests and rebuilds after each change, until ctx ends.
func (s *session) listen(ctx context.Context, listener net.Listener, changes <-chan build.Change) error {
	server := &http.Server{
		Handler: s.server, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	defer server.Close()
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
			paths := change.Paths
			if change.All {
				paths = nil
			}
			if err := s.rebuild(ctx, paths); err != nil {
				// The disk is full, say: the next edit tries again.
				fmt.Fprintf(s.terminal.err, "fangzhi: %v\n", err)
				s.server.Update(preview.Update{Diagnostics: s.diagnostics, Failure: err.Error()})
			}
		}
	}
}

// rebuild builds once, prints what is to be said, and tells the open pages.
func (s *session) rebuild(ctx context.Context, changed []string) error {
	began := time.Now()
	result, err := s.builder.Build(ctx, changed)
	s.progress.end()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	if err != nil {
		return err
	}
	took := time.Since(began)
	if s.server != nil {
		s.server.SetPrefix(s.builder.Prefix())
		s.server.Update(preview.Update{
			Changed: slices.Concat(result.Written, result.Removed), Diagnostics: result.Diagnostics,
		})
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
