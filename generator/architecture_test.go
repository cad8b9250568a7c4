package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// floors are the storeys of the house, from the ground up. A package may
// import packages of lower floors only; one that has no place here has no
// place in the program.
var floors = [][]string{
	{"diag", "text", "address", "edtf", "mathml", "media", "highlight", "pack", "straight", "cores"},
	{"source", "yamldoc", "bibliography", "query", "interval", "fingerprint"},
	{"schema", "markdown", "message"},
	{"compile", "settings"},
	{"graph"},
	{"timeline", "feed", "matrix", "search", "answer", "network"},
	{"site", "render", "publish"},
	{"build"},
	{"preview"},
	{""}, // the command line
}

// TestImportsOnlyPointDownwards holds the design: see the guide's note on the
// architecture.
func TestImportsOnlyPointDownwards(t *testing.T) {
	floorOf := map[string]int{}
	for floor, names := range floors {
		for _, name := range names {
			floorOf[name] = floor
		}
	}
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || name == "bench") {
			return fs.SkipDir // the bench measures the program from outside
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		from := strings.TrimPrefix(path.Dir(filepath.ToSlash(name)), ".")
		floor, known := floorOf[from]
		if !known {
			t.Errorf("package %s stands on no floor", from)
			return nil
		}
		seen[from] = true
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			to, ours := strings.CutPrefix(imported, "fangzhi/generator/")
			if ours && floorOf[to] >= floor {
				t.Errorf("%s: %q (floor %d) imports %q (floor %d), but imports only point downwards", name, from, floor, to, floorOf[to])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range floorOf {
		if !seen[name] {
			t.Errorf("floor %d holds no package %q", floorOf[name], name)
		}
	}
}

// TestTheGuideShowsEachPackageOnItsFloor compares the table and the picture in
// the guide's note on the architecture with the floors.
func TestTheGuideShowsEachPackageOnItsFloor(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join("..", "content", "guide", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	table, picture := read("architecture.md"), read("floors.svg")
	shelves := regexp.MustCompile(`<text x="90" [^>]*>([^<]*)<`).FindAllStringSubmatch(picture, -1)
	if len(shelves) != len(floors) {
		t.Fatalf("the picture shows %d floors, not %d", len(shelves), len(floors))
	}
	for floor, names := range floors {
		for _, name := range names {
			if name == "" {
				name = "main"
			}
			if row := fmt.Sprintf("\n| %d | `%s` |", floor, name); !strings.Contains(table, row) {
				t.Errorf("the table has no row that begins with %q", row[1:])
			}
			if shelf := shelves[len(floors)-1-floor][1]; !regexp.MustCompile(`\b` + name + `\b`).MatchString(shelf) {
				t.Errorf("the picture does not show %q on floor %d, but %q", name, floor, shelf)
			}
		}
	}
}
