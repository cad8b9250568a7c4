package yamldoc_test

import (
	"fmt"
	"strings"
	"testing"

	"fangzhi/generator/diag"
	"fangzhi/generator/yamldoc"

	"pgregory.net/rapid"
)

// told prints diagnostics as people see them, but for the path.
func told(list []diag.Diagnostic) string {
	var lines []string
	for _, d := range list {
		lines = append(lines, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Code))
	}
	return strings.Join(lines, ", ")
}

func TestValuesKnowWhereTheyStand(t *testing.T) {
	value, problems := yamldoc.Parse("n.md", []byte("title: 组织法\ntags:\n  - a\n  - {b: c}\nempty:\n"), 2)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if value.Kind != yamldoc.Mapping || len(value.Fields) != 3 {
		t.Fatalf("it is %v with %d fields", value.Kind, len(value.Fields))
	}
	title, tags, empty := value.Fields[0], value.Fields[1], value.Fields[2]
	if title.Name != "title" || title.Line != 2 || title.Value.Text != "组织法" || title.Value.Column != 8 {
		t.Errorf("the title is %+v", title)
	}
	if tags.Value.Kind != yamldoc.List || len(tags.Value.Items) != 2 || tags.Value.Items[0].Line != 4 {
		t.Errorf("the tags are %+v", tags.Value)
	}
	if inner := tags.Value.Items[1].Fields[0]; inner.Name != "b" || inner.Line != 5 || inner.Value.Text != "c" {
		t.Errorf("the mapping within the list is %+v", inner)
	}
	if empty.Value.Kind != yamldoc.Null || empty.Line != 6 {
		t.Errorf("the empty field is %+v", empty)
	}
}

func TestScalarsStayAsWritten(t *testing.T) {
	for _, written := range []string{"010", "1e999", "2015-05", "yes", "0x1F", "1_000"} {
		value, problems := yamldoc.Parse("n.md", []byte("v: "+written), 1)
		if len(problems) > 0 || value.Fields[0].Value.Text != written {
			t.Errorf("%s became %+v, with %v", written, value, problems)
		}
	}
}

func TestNothingIsNothing(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# only a comment\n"} {
		if value, problems := yamldoc.Parse("n.md", []byte(text), 1); value.Kind != yamldoc.Null || len(problems) > 0 {
			t.Errorf("%q became %+v, with %v", text, value, problems)
		}
	}
}

func TestComplaintsNameTheirPlace(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for i := 'b'; i < 'j'; i++ {
		bomb += fmt.Sprintf("%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", i, i, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1)
	}
	for name, c := range map[string]struct{ text, want string }{
		"an unquoted colon":        {"title: Rome: a history\n", "2:12 yaml-syntax"},
		"a tab":                    {"a:\n\tb: c\n", "3:1 yaml-syntax"},
		"a key that stands twice":  {"a: 1\nb: 2\na: 3\n", "4:1 yaml-duplicate"},
		"an alias":                 {"a: &x 1\nb: *x\n", "2:4 yaml-alias, 3:4 yaml-alias"},
		"a key that is a list":     {"? [a, b]\n: c\n", "2:3 yaml-key"},
		"too much of it":           {"a: " + strings.Repeat("x", yamldoc.MaxSize), "2:1 yaml-size"},
		"lists within lists":       {"a: " + strings.Repeat("[", 60) + strings.Repeat("]", 60), "2:36 yaml-depth"},
		"a list that is not ended": {"a: [b\n", "3:1 yaml-syntax"},
	} {
		_, problems := yamldoc.Parse("n.md", []byte(c.text), 2)
		if got := told(problems); got != c.want {
			t.Errorf("%s: %s, not %s", name, got, c.want)
		}
	}
	if _, problems := yamldoc.Parse("n.md", []byte(bomb), 2); len(problems) == 0 {
		t.Error("a document that grows when it is expanded was read")
	}
}

func TestAMappingCutShortByACommentIsExplained(t *testing.T) {
	for _, text := range []string{"a:\n  x: {value: 1, passage: #here}\n", "a:\n  x: {value: 1, passage: #here}\n  y: 2\n"} {
		_, problems := yamldoc.Parse("n.md", []byte(text), 1)
		if len(problems) != 1 || !strings.Contains(problems[0].Hint, "# behind a space begins a comment") {
			t.Errorf("%q is answered by %v", text, problems)
		}
	}
}

// TestAnyTextIsRead holds that nothing breaks the reader, and that whatever it
// complains of has a place in the file.
func TestAnyTextIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab:-[]{}&*!|>'\"%@`#,? \n\t方"))).Draw(t, "text")
		_, problems := yamldoc.Parse("n.md", []byte(text), 2)
		for _, d := range problems {
			if d.Line < 2 || d.Column < 1 || d.Message == "" || d.Code == "" {
				t.Fatalf("a complaint without a place or words: %+v", d)
			}
		}
	})
}
