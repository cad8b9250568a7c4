package schema

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// TestEveryFieldIsInTheGuide holds that the guide names each field that notes
// may have, where it describes the fields of all types and those of each.
func TestEveryFieldIsInTheGuide(t *testing.T) {
	var told []string
	for file, entry := range map[string]string{
		"writing-notes.md":       "(?m)^(`[a-z_`, ]+) \\{#field-",
		"types-and-relations.md": "(?m)^\\| (`[a-z_`, ]+)[^|`]*\\|",
	} {
		text, err := os.ReadFile("../../content/guide/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range regexp.MustCompile(entry).FindAllSubmatch(text, -1) {
			for _, name := range regexp.MustCompile("[a-z_]+").FindAll(line[1], -1) {
				told = append(told, string(name))
			}
		}
	}
	known := slices.Clone(commonNames)
	for _, f := range builtinFields {
		known = append(known, f.ID)
	}
	for _, name := range known {
		if !slices.Contains(told, name) {
			t.Errorf("the guide does not tell of the field %q", name)
		}
	}
}
