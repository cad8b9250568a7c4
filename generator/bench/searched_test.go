package main

import (
	"path/filepath"
	"testing"
	"time"

	"fangzhi/generator/bench/measure"
)

func TestAProfileTellsItsTime(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"File: x\nShowing nodes accounting for 2.15s, 10.6% of 20.3s total\n": 2150 * time.Millisecond,
		"Showing nodes accounting for 90ms, 1% of 9s total\n":                 90 * time.Millisecond,
		"Showing nodes accounting for 1.50min, 50% of 3min total\n":           90 * time.Second,
		"Showing nodes accounting for 0, 0% of 3min total\n":                  0,
	} {
		if got, err := accounted([]byte(text)); got != want || err != nil {
			t.Errorf("%q is read as %v, %v", text, got, err)
		}
	}
	if _, err := accounted([]byte("no profile\n")); err == nil {
		t.Error("no error")
	}
}

func TestPartsOfASiteAreSized(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"search/a.bin", "search/b.bin", "search/index.html", "assets/search-1.js"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)))
	}
	got, err := sizeOf(dir, []string{"search/*.bin", "assets/*", "none/*"})
	if want := (measure.Tree{Files: 3, Bytes: 9}); got != want || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestShortQuestionsAreQueriesAsWell(t *testing.T) {
	queries, questions, err := asked(0, 1, filepath.Join("..", "testdata", "search-questions.tsv"))
	if err != nil || len(questions) < 60 || len(queries) < 20 || len(queries) == len(questions) {
		t.Errorf("%d queries, %d questions, %v", len(queries), len(questions), err)
	}
	queries, questions, err = asked(1000, 1, "")
	if err != nil || len(queries) != queriesOfCorpus || len(questions) != 0 {
		t.Errorf("of a corpus: %d queries, %d questions, %v", len(queries), len(questions), err)
	}
}
