package main

import (
	"bytes"
	_ "embed"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fangzhi/generator/bench/seek"
)

// searchQuestions holds, in each line, a kind of question, what is typed, and
// the notes that answer it, any of which will do; parted by tabs.
//
//go:embed testdata/search-questions.tsv
var searchQuestions []byte

// Floors of the quality of search over the site's own notes: the mean of one
// over the rank of the first right answer among ten, and how often it is among
// the first three.
const (
	leastReciprocalRank = 0.93
	leastTopThree       = 0.97
)

// TestSearchAnswersQuestions asks the client of the search, in a browser, what
// readers of the site may ask, and counts how soon the answers come.
func TestSearchAnswersQuestions(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	if err := os.CopyFS(filepath.Join(site.dir, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../fangzhi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	site.write("fangzhi.yaml", string(settings))
	site.start()
	b := openBrowser(t)
	b.navigate(site.url + "search/")
	b.waits(module)
	var questions, reciprocal, topThree float64
	for line := range bytes.Lines(searchQuestions) {
		kind, rest, _ := strings.Cut(strings.TrimSuffix(string(line), "\n"), "\t")
		query, answers, ok := strings.Cut(rest, "\t")
		if !ok {
			continue
		}
		rank := seek.Rank(b.found(query), strings.Fields(answers))
		questions++
		if rank > 0 {
			reciprocal += 1 / float64(rank)
		}
		if rank > 0 && rank <= 3 {
			topThree++
		}
		if rank != 1 {
			t.Logf("%s: %q is answered at rank %d", kind, query, rank)
		}
	}
	reciprocal /= questions
	topThree /= questions
	t.Logf("%.0f questions: mean reciprocal rank %.3f, in the first three %.3f", questions, reciprocal, topThree)
	if questions < 60 {
		t.Errorf("%.0f questions are too few", questions)
	}
	if reciprocal < leastReciprocalRank || topThree < leastTopThree {
		t.Errorf("mean reciprocal rank %.3f, should be %.2f; in the first three %.3f, should be %.2f", reciprocal, leastReciprocalRank, topThree, leastTopThree)
	}
}
