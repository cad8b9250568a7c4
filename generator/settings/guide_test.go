package settings

import (
	"os"
	"strings"
	"testing"
)

// TestEverySettingIsInTheGuide holds that the note on settings begins an entry
// with the name of each.
func TestEverySettingIsInTheGuide(t *testing.T) {
	guide, err := os.ReadFile("../../content/guide/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	var entries strings.Builder
	for line := range strings.Lines(string(guide)) {
		if strings.HasPrefix(line, "`") {
			entries.WriteString(line)
		}
	}
	for _, name := range names {
		if !strings.Contains(entries.String(), "`"+name+"`") {
			t.Errorf("the guide does not tell of the setting %q", name)
		}
	}
}
