package schema

import (
	"strings"
	"testing"
)

func TestADateMayStandBesideItsTextInAnotherCalendar(t *testing.T) {
	for text, want := range map[string][2]string{
		"when: 1644~": {"1644~", ""},
		"when: {edtf: 1644, text: 崇禎十七年}":                    {"1644", "崇禎十七年"},
		"when: {text: 民國三十七年六月, edtf: 1948-06}":              {"1948-06", "民國三十七年六月"},
		"when:\n  edtf: \"-0206/0220\"\n  text: Han dynasty": {"-0206/0220", "Han dynasty"},
		"when: {edtf: 1644}":                                 {"1644", ""},
		"when: {edtf: 1644, text: }":                         {"1644", ""},
		"published: {edtf: 2026-11-23, text: today}":         {"", ""},
	} {
		front, problems := decode(t, New(), "cases", text)
		v, _ := front.Value("when")
		written := ""
		for _, w := range v.Texts {
			written += w.Text
		}
		if got := [2]string{v.Date.String(), written}; got != want || len(problems) > 0 {
			t.Errorf("%s: %q, %v, want %q", text, got, problems, want)
		}
	}
}

func TestATextAloneIsNoDate(t *testing.T) {
	for text, want := range map[string]string{
		"when: 崇禎十七年":                        `a.md:2:7: error: "崇禎十七年" is not a date: a year was expected, not "崇"`,
		"when: {text: 崇禎十七年}":                `a.md:2:7: error: the date in "when" has no edtf`,
		"when: {edtf: , text: 崇禎十七年}":        `a.md:2:7: error: the date in "when" has no edtf`,
		"when: {edtf: c. 1644, text: 崇禎十七年}": `a.md:2:14: error: "c. 1644" is not a date`,
		"when: {edtf: [1644], text: a}":      `a.md:2:14: error: field "when" holds a list`,
		"when: {edtf: 1644, txt: a}":         `a.md:2:20: warning: a date has no field "txt"`,
		"when: [1644]":                       `a.md:2:7: error: field "when" holds a list`,
	} {
		front, problems := decode(t, New(), "cases", text)
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
		if v, _ := front.Value("when"); v.Date.IsZero() && len(v.Texts) > 0 {
			t.Errorf("%s: a text without a date, %v", text, v.Texts)
		}
	}
}
