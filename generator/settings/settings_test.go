package settings_test

import (
	"fmt"
	"strings"
	"testing"

	"fangzhi/generator/diag"
	"fangzhi/generator/settings"
)

func TestAnEmptyFileGivesASiteThatWorks(t *testing.T) {
	for _, text := range []string{"", "# nothing yet\n", "title:\n"} {
		s, problems := settings.Parse([]byte(text))
		if len(problems) > 0 || s.Title == "" || s.Language != "en" || !knows(s, "norm") {
			t.Errorf("%q gives %+v, with %v", text, s, problems)
		}
	}
}

func TestSettingsAreRead(t *testing.T) {
	s, problems := settings.Parse([]byte(`
title: " Guests of the Village "
language: zh-Hans
base_url: https://example.org/kb/
authors: [A, B]
license_url: https://example.org/licence
bibliography: sources.bib
navigation: [guide/index, about]
raw_html: true
types:
  survey: {singular: survey, plural: surveys, folder: surveys}
fields:
  households: {kind: number, types: [survey]}
relations:
  surveys: {types: [survey], inverse: surveyed_by}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if s.Title != "Guests of the Village" || s.Language != "zh-Hans" || s.Base.Prefix != "/kb" || !s.RawHTML ||
		strings.Join(s.Authors, "+") != "A+B" || s.LicenseURL != "https://example.org/licence" {
		t.Errorf("it was read as %+v", s)
	}
	if len(s.Bibliography) != 1 || s.Bibliography[0] != (settings.Path{Name: "sources.bib", Line: 7, Column: 15}) {
		t.Errorf("a single file is read as %+v", s.Bibliography)
	}
	if len(s.Navigation) != 2 || s.Navigation[1] != (settings.Path{Name: "about", Line: 8, Column: 27}) {
		t.Errorf("the navigation is %+v", s.Navigation)
	}
	if !knows(s, "survey") {
		t.Error("the type of the site's own is missing")
	}
}

func TestWhatIsWrongIsToldAndLeftAtItsDefault(t *testing.T) {
	for text, want := range map[string]string{
		"titel: x\n":                  `1:1 settings-unknown: did you mean "title"?`,
		"title: [a]\n":                "1:8 settings-invalid",
		"- a\n":                       "1:1 settings-invalid",
		"raw_html: perhaps\n":         "1:11 settings-invalid",
		"base_url: ftp://x/\n":        "1:11 settings-invalid",
		"base_url: example.org\n":     "1:11 settings-invalid: write it as https://",
		"language: klingon!\n":        "1:11 settings-invalid: write it as BCP 47",
		"languages: [zh_Hans]\n":      "1:13 settings-invalid: write it as BCP 47",
		"license_url: javascript:x\n": "1:14 settings-invalid",
		"authors: {a: b}\n":           "1:10 settings-invalid",
		"bibliography: [a, [b]]\n":    "1:19 settings-invalid",
		"title: a: b\n":               "1:9 yaml-syntax",
	} {
		s, problems := settings.Parse([]byte(text))
		if len(problems) != 1 || !strings.HasPrefix(summary(problems[0]), want) {
			t.Errorf("%q is answered by %v, not %s", text, problems, want)
		}
		if s.Title != "Untitled site" || s.Language != "en" || len(s.Languages) > 0 || s.RawHTML || s.LicenseURL != "" || s.Base.Prefix != "" {
			t.Errorf("%q changed the settings: %+v", text, s)
		}
	}
}

func summary(d diag.Diagnostic) string {
	return fmt.Sprintf("%d:%d %s: %s", d.Line, d.Column, d.Code, d.Hint)
}

func knows(s settings.Settings, id string) bool {
	_, known := s.Schema.Type(id)
	return known
}
