package diag

import (
	"bytes"
	"strings"
	"testing"
)

func TestMessagesHaveTheFormOfTheContract(t *testing.T) {
	for want, d := range map[string]Diagnostic{
		"a.md:3:4: error: it is wrong [code]\n    mend it": {Path: "a.md", Line: 3, Column: 4, Severity: Error, Code: "code", Message: "it is wrong", Hint: "mend it"},
		"a.md: warning: odd [x]":                           {Path: "a.md", Code: "x", Message: "odd"},
		"a.md:1: warning: \\u001b[31m\\u202e [x]":          {Path: "a.md", Line: 1, Code: "x", Message: "\x1b[31m\u202e"},
	} {
		if got := d.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSortedOrdersByPlaceAndDropsRepeats(t *testing.T) {
	list := []Diagnostic{{Path: "b"}, {Path: "a", Line: 2}, {Path: "a", Line: 1, Severity: Warning}, {Path: "a", Line: 1, Severity: Error}, {Path: "b"}}
	var got []string
	for _, d := range Sorted(list) {
		got = append(got, strings.SplitN(d.String(), ": ", 3)[0]+" "+d.Severity.String())
	}
	if text := strings.Join(got, ", "); text != "a:1 error, a:1 warning, a:2 warning, b warning" {
		t.Error(text)
	}
	if list[0].Path != "b" || len(list) != 5 {
		t.Error("the argument was changed")
	}
}

func TestJSONCounts(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, []Diagnostic{{Path: "a<b", Severity: Error, Code: "c"}}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.Contains(got, `"errors": 1`) || !strings.Contains(got, `"path": "a<b"`) || !strings.Contains(got, `"severity": "error"`) {
		t.Error(got)
	}
}
