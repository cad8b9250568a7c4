package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inCode finds the codes of messages in the program's source: as a field of
// a diagnostic, or as an argument before the message.
var inCode = []*regexp.Regexp{
	regexp.MustCompile(`Code:\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"`),
	regexp.MustCompile(`(?:report|fail|warn|add|problem)\w*\([^"\n]*"([a-z0-9]+(?:-[a-z0-9]+)+)",`),
}

var inGuide = regexp.MustCompile("(?m)^`([a-z0-9-]+)` \\{#")

// TestEveryMessageIsInTheGuide compares the codes that the program knows with
// those that the guide explains.
func TestEveryMessageIsInTheGuide(t *testing.T) {
	var known []string
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "bench") {
			return err
		}
		text, err := os.ReadFile(name)
		for _, form := range inCode {
			for _, found := range form.FindAllSubmatch(text, -1) {
				known = append(known, string(found[1]))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile(filepath.Join("..", "content", "guide", "messages.md"))
	if err != nil {
		t.Fatal(err)
	}
	var explained []string
	for _, found := range inGuide.FindAllSubmatch(guide, -1) {
		explained = append(explained, string(found[1]))
	}
	slices.Sort(known)
	slices.Sort(explained)
	if diff := cmp.Diff(slices.Compact(known), explained); diff != "" {
		t.Errorf("codes of the program (-) and of the guide (+):\n%s", diff)
	}
}

// TestEveryOptionIsInTheGuide compares what the help of each command lists with
// the entries of the notes on these commands.
func TestEveryOptionIsInTheGuide(t *testing.T) {
	help := func(arguments ...string) string {
		var told bytes.Buffer
		if code := run(t.Context(), append(arguments, "--help"), &told, &told); code != exitOK {
			t.Fatalf("%v --help ends with %d", arguments, code)
		}
		return told.String()
	}
	guide := map[string]string{}
	for _, name := range []string{"publishing", "preview"} {
		text, err := os.ReadFile(filepath.Join("..", "content", "guide", name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		guide[name] = string(text)
	}
	_, commands, _ := strings.Cut(help(), "Available Commands:")
	commands, _, _ = strings.Cut(commands, "Flags:")
	for _, command := range regexp.MustCompile(`(?m)^  (\w+)`).FindAllStringSubmatch(commands, -1) {
		name := command[1]
		if !strings.Contains(guide["publishing"], "| `"+name) {
			t.Errorf("the guide does not tell of the command %q", name)
		}
		note := "publishing"
		if name == "serve" {
			note = "preview"
		}
		if name == "help" || name == "completion" {
			continue
		}
		for _, option := range regexp.MustCompile(`(?m)^ +(?:-\w, )?--([a-z]+)`).FindAllStringSubmatch(help(name), -1) {
			if option[1] != "help" && !strings.Contains(guide[note], "`--"+option[1]) {
				t.Errorf("the note %q does not tell of --%s", note, option[1])
			}
		}
	}
}
