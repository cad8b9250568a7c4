package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"time"

	"fangzhi/generator/bench/corpus"
	"fangzhi/generator/bench/measure"
	"fangzhi/generator/bench/report"
	"fangzhi/generator/bench/seek"
)

// queriesOfCorpus is how many queries are made over a corpus.
const queriesOfCorpus = 20

// searches compares the searches over what Fangzhi built of the corpus: its
// own, and Pagefind's where that is there.
func (m *measuring) searches(ctx context.Context) (*report.Search, error) {
	if _, there := m.tools["fangzhi"]; !there || !m.seek {
		return nil, nil
	}
	queries := []string{"--notes", strconv.Itoa(m.corpus.Len()), "--seed", strconv.FormatUint(m.seed, 10)}
	return m.compare(ctx, m.page, comparison{
		name: m.name("search"), site: filepath.Join(m.folder, corpus.Fangzhi.String()), out: filepath.Join(m.folder, "public-fangzhi"),
		peer: m.corpus.Len() <= m.peersUpTo, ask: queries,
	})
}

// realSite compares the searches over the notes of this checkout, with
// questions whose answers are known.
func (b *bench) realSite(ctx context.Context, page *report.Report) (*report.Search, error) {
	if _, there := b.tools["fangzhi"]; !there || !b.seek {
		return nil, nil
	}
	// A copy, since a build leaves what it learns beside the notes.
	site := filepath.Join(b.dir, "own-notes")
	if err := b.discard(site); err != nil {
		return nil, err
	}
	if err := os.CopyFS(filepath.Join(site, "content"), os.DirFS(filepath.Join(b.root, "content"))); err != nil {
		return nil, err
	}
	settings, err := os.ReadFile(filepath.Join(b.root, "fangzhi.yaml"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(site, "fangzhi.yaml"), settings, 0o666); err != nil {
		return nil, err
	}
	return b.compare(ctx, page, comparison{
		name: "own notes, search", site: site, out: filepath.Join(b.dir, "own-public"), peer: true,
		ask: []string{"--questions", filepath.Join(b.root, "generator", "testdata", "search-questions.tsv")},
	})
}

// comparison is one of searches over one site.
type comparison struct {
	name      string   // of the step
	site, out string   // folders of the notes and of the built site
	peer      bool     // whether Pagefind is compared
	ask       []string // arguments of `bench search` that say what is asked
}

// compare builds the site and asks each search.
func (b *bench) compare(ctx context.Context, page *report.Report, c comparison) (*report.Search, error) {
	result, err := step(b.journal, c.name, func() (*report.Search, error) {
		b.say("%s", c.name)
		// Nothing of the peer's may be there for its next turn to read.
		if err := b.discard(filepath.Join(c.out, seek.PagefindFolder)); err != nil {
			return nil, err
		}
		cost, err := b.indexing(ctx, c)
		if err != nil {
			return nil, err
		}
		ours, err := b.ask(ctx, "fangzhi", c, cost)
		if err != nil {
			return nil, err
		}
		return &report.Search{Programs: []report.Searched{ours}}, nil
	})
	if err != nil {
		return nil, err
	}
	if _, there := b.tools["pagefind"]; !there || !c.peer {
		return result, nil
	}
	theirs, err := step(b.journal, c.name+": Pagefind", func() (report.Searched, error) {
		b.say("%s: Pagefind", c.name)
		folder := filepath.Join(c.out, seek.PagefindFolder)
		if err := b.discard(folder); err != nil {
			return report.Searched{}, err
		}
		argv := append(slices.Clone(b.tools["pagefind"].argv), "--site", c.out, "--output-path", folder, "--root-selector", "main", "--quiet")
		cost, err := measure.Run(ctx, c.out, argv[0], argv[1:]...)
		if err != nil {
			return report.Searched{}, err
		}
		return b.ask(ctx, "pagefind", c, cost)
	})
	if err != nil && ctx.Err() != nil {
		return nil, err
	}
	if err != nil {
		b.lacks(page, c.name+" by Pagefind", "failed", err)
		return result, nil
	}
	result.Programs = append(result.Programs, theirs)
	return result, nil
}

// indexing builds the site, and tells from a profile what the index of the
// search takes of the build. Of a site that is too large for the peers it is
// not told: what was built of it before is brought up to date.
func (b *bench) indexing(ctx context.Context, c comparison) (measure.Usage, error) {
	profile := filepath.Join(b.dir, "search.pprof")
	fangzhi := b.tools["fangzhi"].argv[0]
	if !c.peer {
		_, err := measure.Run(ctx, c.site, fangzhi, "build", "--site", c.site, "--out", c.out)
		return measure.Usage{}, err
	}
	whole, err := measure.Run(ctx, c.site, fangzhi, "build", "--clean", "--site", c.site, "--out", c.out, "--cpuprofile", profile)
	if err != nil {
		return measure.Usage{}, err
	}
	text, err := exec.CommandContext(ctx, "go", "tool", "pprof", "-top", "-nodecount", "1000000", "-nodefraction", "0",
		"-focus", `fangzhi/generator/search\.|\.\(\*searchFiles\)\.|\.\(\*Planner\)\.searchFile`, fangzhi, profile).Output()
	if err != nil {
		return measure.Usage{}, fmt.Errorf("read the profile: %w", err)
	}
	cpu, err := accounted(text)
	return measure.Usage{Wall: cpu / time.Duration(runtime.NumCPU()), CPU: cpu, Peak: whole.Peak}, err
}

// accounting is the line in which pprof says how much its table comes to.
var accounting = regexp.MustCompile(`(?m)^Showing nodes accounting for (?:([0-9.]+)(min|s|ms|hrs)|0),`)

// accounted reads it.
func accounted(text []byte) (time.Duration, error) {
	match := accounting.FindSubmatch(text)
	if match == nil {
		return 0, fmt.Errorf("the profile says nothing of the time:\n%s", text[:min(len(text), 500)])
	}
	if len(match[1]) == 0 {
		return 0, nil
	}
	amount, err := strconv.ParseFloat(string(match[1]), 64)
	unit := map[string]time.Duration{"ms": time.Millisecond, "s": time.Second, "min": time.Minute, "hrs": time.Hour}[string(match[2])]
	return time.Duration(amount * float64(unit)), err
}

// ask runs `bench search` for one client.
func (b *bench) ask(ctx context.Context, client string, c comparison, cost measure.Usage) (report.Searched, error) {
	data, err := b.part(ctx, append([]string{"search", "--client", client, "--site", c.out}, c.ask...)...)
	if err != nil {
		return report.Searched{}, err
	}
	result := report.Searched{}
	err = json.Unmarshal(data, &result)
	result.Cost = cost
	return result, err
}

// runSearch is `bench search`: ask the search of a built site in a browser, and
// print as JSON what came of it.
func runSearch(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("bench search", flag.ContinueOnError)
	flags.SetOutput(stderr)
	site := flags.String("site", "", "folder of the built site (required)")
	name := flags.String("client", "fangzhi", "whose search: fangzhi or pagefind")
	notes := flags.Int("notes", 0, "number of notes of the corpus, to make queries for it")
	seed := flags.Uint64("seed", 1, "seed of the corpus")
	file := flags.String("questions", "", "file of questions whose answers are known")
	if err := flags.Parse(args); err != nil {
		return asUsage(err)
	}
	if *site == "" || *notes == 0 && *file == "" {
		return usageError{errors.New("search needs --site, and --notes or --questions")}
	}
	client, err := clientOf(*name, *site)
	if err != nil {
		return err
	}
	queries, questions, err := asked(*notes, *seed, *file)
	if err != nil {
		return err
	}
	result := report.Searched{Program: client.Name}
	if result.Index, err = sizeOf(*site, client.Parts); err != nil {
		return err
	}
	reader, err := seek.Open(ctx, *site, client)
	if err != nil {
		return err
	}
	defer reader.Close()
	for _, text := range queries {
		q, err := reader.Query(text)
		if err != nil {
			return err
		}
		result.Queries = append(result.Queries, q)
	}
	for _, question := range questions {
		a, err := reader.Ask(question)
		if err != nil {
			return err
		}
		result.Answers = append(result.Answers, a)
	}
	return json.NewEncoder(stdout).Encode(result)
}

func clientOf(name, site string) (seek.Client, error) {
	switch name {
	case "fangzhi":
		return seek.Fangzhi(site)
	case "pagefind":
		return seek.Pagefind(), nil
	}
	return seek.Client{}, usageError{fmt.Errorf("--client: no search is called %q; there are fangzhi and pagefind", name)}
}

// asked is what a corpus, or a file of questions, is asked. Of the questions
// those of one or two words are queries as well.
func asked(notes int, seed uint64, file string) (queries []string, questions []seek.Question, err error) {
	if notes > 0 {
		c, err := corpus.New(notes, seed)
		if err != nil {
			return nil, nil, usageError{err}
		}
		return c.Queries(queriesOfCorpus), nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	questions, err = seek.ParseQuestions(data)
	for _, q := range questions {
		if len(bytes.Fields([]byte(q.Text))) <= 2 && (q.Kind == "word" || q.Kind == "words" || q.Kind == "name" || q.Kind == "chinese") {
			queries = append(queries, q.Text)
		}
	}
	return queries, questions, err
}

// sizeOf sizes the files that patterns name, below a folder.
func sizeOf(folder string, patterns []string) (measure.Tree, error) {
	var tree measure.Tree
	for _, pattern := range patterns {
		names, err := filepath.Glob(filepath.Join(folder, filepath.FromSlash(pattern)))
		if err != nil {
			return tree, err
		}
		for _, name := range names {
			info, err := os.Stat(name)
			if err != nil {
				return tree, err
			}
			if info.Mode().IsRegular() {
				tree.Files++
				tree.Bytes += info.Size()
			}
		}
	}
	return tree, nil
}
