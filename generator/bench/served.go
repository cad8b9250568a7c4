package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"fangzhi/generator/bench/corpus"
	"fangzhi/generator/bench/latency"
	"fangzhi/generator/bench/report"
)

// server is how a program serves a site.
type server struct {
	// arguments follow what calls the program.
	arguments func(site, out, port string) []string
	// bodies, titles and rebuilds are how many edits of each kind are made.
	bodies, titles, rebuilds int
	form                     corpus.Form
}

// serverOf is how often and how a program's server is asked on a corpus of
// some size; false for programs that have none here.
func serverOf(name string, notes int) (server, bool) {
	switch name {
	case "fangzhi":
		s := server{
			arguments: func(site, out, port string) []string {
				return []string{"serve", "--site", site, "--out", out, "--addr", "127.0.0.1:" + port}
			},
			bodies: 60, titles: 20, rebuilds: 3, form: corpus.Fangzhi,
		}
		if notes > 10_000 {
			s.titles, s.rebuilds = 10, 1 // a rebuild makes the machine work for minutes
		}
		return s, true
	case "hugo":
		// What a writer types, but for the port. Each edit takes seconds.
		return server{
			arguments: func(site, _, port string) []string {
				return []string{"server", "--source", site, "--port", port, "--noBuildLock"}
			},
			bodies: 16, titles: 6, form: corpus.Hugo,
		}, true
	}
	return server{}, false
}

// edits measures the servers of the programs, each in a process of its own.
func (m *measuring) edits(ctx context.Context) ([]report.Edits, error) {
	var all []report.Edits
	for _, p := range m.programs {
		if _, serves := serverOf(p.name, m.corpus.Len()); !serves || !m.servers {
			continue
		}
		name := m.name("edits: " + p.title)
		list, err := step(m.journal, name, func() ([]report.Edits, error) {
			m.say("%s", name)
			data, err := m.part(ctx, "edits", "--notes", strconv.Itoa(m.corpus.Len()), "--seed", strconv.FormatUint(m.seed, 10),
				"--name", p.name, "--binary", m.tools[p.name].argv[0], "--folder", m.folder)
			if err != nil {
				return nil, err
			}
			var list []report.Edits
			return list, json.Unmarshal(data, &list)
		})
		if err != nil && (!p.peer || ctx.Err() != nil) {
			return nil, err
		}
		if err != nil {
			m.lacks(m.page, fmt.Sprintf("edits with the server of %s on %d notes", p.title, m.corpus.Len()), "failed", err)
			continue
		}
		for i := range list {
			list[i].Program = p.title
		}
		all = append(all, list...)
	}
	return all, nil
}

// runEdits is `bench edits`: measure the edits of one served site, and print
// them as JSON.
func runEdits(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("bench edits", flag.ContinueOnError)
	flags.SetOutput(stderr)
	notes := flags.Int("notes", 10000, "number of notes")
	seed := flags.Uint64("seed", 1, "seed of the corpus")
	name := flags.String("name", "fangzhi", "program that serves: fangzhi or hugo")
	binary := flags.String("binary", "", "its file (required)")
	folder := flags.String("folder", "", "folder of the corpus (required)")
	if err := flags.Parse(args); err != nil {
		return asUsage(err)
	}
	s, serves := serverOf(*name, *notes)
	if !serves || *binary == "" || *folder == "" {
		return usageError{errors.New("edits needs --binary, --folder and the --name of a program that serves")}
	}
	c, err := corpus.New(*notes, *seed)
	if err != nil {
		return usageError{err}
	}
	session := &session{server: s, editor: newEditor(c, s.form, *folder), took: map[string][]time.Duration{}}
	if err := session.run(ctx, stderr, *binary, filepath.Join(*folder, "public-"+*name)); err != nil {
		return err
	}
	return json.NewEncoder(stdout).Encode(session.results())
}

// session edits a site while it is served.
type session struct {
	server
	*editor
	at    *latency.Server
	turn  int // of edits of bodies: each is of another note
	kinds []string
	took  map[string][]time.Duration
}

// patience is how long an edit may take to show before that counts as failure.
const patience = 5 * time.Minute

// hub is the kind of note whose first one gets a thousand links and new titles.
const hub = corpus.Norm

// run makes all edits and puts the notes back as they were.
func (s *session) run(ctx context.Context, log io.Writer, binary, out string) (err error) {
	toHub := s.corpus.First(hub)
	links, referrers := s.refer(toHub)
	for _, e := range links {
		if err := os.WriteFile(e.file, e.data, 0o666); err != nil {
			return err
		}
	}
	defer func() { err = errors.Join(err, s.restore(referrers, toHub)) }()
	if err := rest(ctx); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	if s.at, err = latency.Start(ctx, log, "http://127.0.0.1:"+port, s.site, binary, s.arguments(s.site, out, port)...); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.at.Stop()) }()
	for i := range s.bodies {
		kind, way := report.BodyWritten, latency.InPlace
		if i%2 == 1 {
			kind, way = report.BodyRenamed, latency.Renamed
		}
		if err := s.measure(ctx, kind, way, s.nextBody()); err != nil {
			return err
		}
	}
	for i := range s.titles {
		e := s.title(toHub)
		kind := report.TitleOwn
		if i%2 == 1 && s.server.form == corpus.Fangzhi { // in Hugo's form a link has a text of its own
			kind, e.page = report.TitleReferrer, s.corpus.Head(referrers[i%len(referrers)]).Address(s.server.form)
		}
		if err := s.measure(ctx, kind, latency.InPlace, e); err != nil {
			return err
		}
	}
	return s.rebuildAll(ctx)
}

// meanwhile is how many bodies are edited while all pages are made anew.
const meanwhile = 8

// nextBody is an edit of a note that was not edited yet.
func (s *session) nextBody() edit {
	s.turn++
	return s.body(s.draw(s.turn))
}

// rebuildAll changes what is on every page, and while all pages are made anew
// asks for one of them and edits a note.
func (s *session) rebuildAll(ctx context.Context) (err error) {
	if s.rebuilds == 0 {
		return nil
	}
	name := filepath.Join(s.site, "fangzhi.yaml")
	before, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.WriteFile(name, before, 0o666)) }()
	for range s.rebuilds {
		if err := s.at.Settle(ctx); err != nil {
			return err
		}
		every := s.settings(before, s.draw(s.turn))
		start := time.Now()
		if err := latency.InPlace.Write(every.file, every.data); err != nil {
			return err
		}
		slowest, err := s.await(ctx, every)
		if err != nil {
			return err
		}
		s.add(report.EveryPage, time.Since(start))
		for range meanwhile {
			body := s.nextBody()
			start := time.Now()
			if err := latency.InPlace.Write(body.file, body.data); err != nil {
				return err
			}
			slow, err := s.await(ctx, body)
			if err != nil {
				return err
			}
			s.add(report.BodyMeanwhile, time.Since(start))
			slowest = max(slowest, slow)
		}
		s.add(report.AnswerMeantime, slowest)
	}
	return nil
}

func (s *session) await(ctx context.Context, e edit) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.at.Await(ctx, e.page, e.want)
}

// measure makes an edit when the server is at rest.
func (s *session) measure(ctx context.Context, kind string, way latency.Way, e edit) error {
	if err := s.at.Settle(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	took, err := s.at.Edit(ctx, way, e.file, e.data, e.page, e.want)
	if err != nil {
		return err
	}
	s.add(kind, took)
	return nil
}

func (s *session) add(kind string, took time.Duration) {
	if _, known := s.took[kind]; !known {
		s.kinds = append(s.kinds, kind)
	}
	s.took[kind] = append(s.took[kind], took)
}

func (s *session) results() []report.Edits {
	var list []report.Edits
	for _, kind := range s.kinds {
		list = append(list, report.Edits{Edit: kind, Times: s.took[kind]})
	}
	return list
}

// restore writes all notes that were edited as the corpus has them.
func (s *session) restore(referrers []int, toHub int) error {
	s.front = func(*corpus.Note) {}
	edited := append([]int{toHub}, referrers...)
	for turn := range s.turn + 1 {
		edited = append(edited, s.draw(turn))
	}
	for _, i := range edited {
		e := s.of(s.note(i), "")
		if err := os.WriteFile(e.file, e.data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// freePort is a port of this machine that nobody listens on just now.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}
