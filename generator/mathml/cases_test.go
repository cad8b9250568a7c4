package mathml

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected results of the text cases")

// TestCases converts the formulas in testdata, those of display.txt as blocks.
// Each case is a title, the formula and what it becomes, without what stands
// around every formula. Cases are parted by lines of ====, their parts by lines
// of ----.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var rewritten []string
		for text := range strings.SplitSeq(strings.TrimSuffix(string(data), "\n"), "\n====\n") {
			parts := strings.Split(text, "\n----\n")
			got := body(parts[1], filepath.Base(name) == "display.txt")
			rewritten = append(rewritten, parts[0]+"\n----\n"+parts[1]+"\n----\n"+got)
			if want := strings.Join(parts[2:], ""); !*update {
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s (-want +got):\n%s", name, parts[0], diff)
				}
			}
		}
		if *update {
			if err := os.WriteFile(name, []byte(strings.Join(rewritten, "\n====\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// body is a formula without what stands around every one, or what is wrong
// with it.
func body(tex string, display bool) string {
	formula, err := Convert(tex, display)
	var wrong *Error
	if errors.As(err, &wrong) {
		return fmt.Sprintf("error at %d: %s", wrong.Offset, wrong.Message)
	}
	_, markup, _ := strings.Cut(formula.Markup, "<semantics>")
	markup, _, _ = strings.Cut(markup, "<annotation")
	return markup
}
