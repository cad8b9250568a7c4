package schema

import (
	"fmt"
	"strings"
	"testing"
)

func TestAttributesAreReadInEveryForm(t *testing.T) {
	for text, want := range map[string]string{
		"size: 3":                               "size=3",
		"size: 1956-09":                         "size=1956-09",
		"size:":                                 "size unknown",
		`size: "  "`:                            "size unknown",
		"size: {value: }":                       "size unknown",
		"size: {value: 3}":                      "size=3",
		`size: {value: 3, passage: "#Who may"}`: "size=3 #Who may",
		"size: {value: 3, passage: ^who}":       "size=3 ^who",
		`size: {value: 3, passage: "#^who"}`:    "size=3 ^who",
		`size: {value: 3, source: "[@a, p. 3; @b]"}`:  "size=3 @a:3 @b:",
		`size: {value: 3, source: county records}`:    "size=3 county records",
		`size: {value: 3, source: "@a"}`:              "size=3 @a:",
		`size: {source: ["@a", "#x"], value: 3}`:      "size=3 @a: #x",
		`size: {passage: ^x, value: 3, source: "@a"}`: "size=3 ^x @a:",
		"size: 3\n  term: 2 years\n  最少人数: 三人":        "size=3; term=2 years; 最少人数=三人",
	} {
		front, problems := decode(t, New(), "norms", "attributes:\n  "+text)
		var got []string
		for _, a := range front.Attributes {
			s := a.Name.Text + "=" + a.Value.Text
			if a.Unknown {
				s = a.Name.Text + " unknown"
			}
			got = append(got, s+passagesText(a.Passages))
		}
		if strings.Join(got, "; ") != want || len(problems) > 0 {
			t.Errorf("%s: %q, %v", text, got, problems)
		}
	}
}

func passagesText(passages []Passage) string {
	var b strings.Builder
	for _, p := range passages {
		switch {
		case p.Block:
			b.WriteString(" ^" + p.Fragment)
		case !p.Cites() && p.Fragment == "":
			b.WriteString(" " + p.Text)
		case !p.Cites():
			b.WriteString(" #" + p.Fragment)
		}
		for _, cite := range p.Cluster.Cites {
			b.WriteString(" @" + cite.Key + ":" + cite.Locator)
		}
	}
	return b.String()
}

func TestAssignmentsAreReadInEveryForm(t *testing.T) {
	for text, want := range map[string]string{
		"{power: recall, to: a, share: decides}":                                           "recall → a: decides",
		"{duty: report, to: [a, b], share: carries out}":                                   "duty report → a, b: carries out",
		"{power: recall, to: [[a]], share: carries_out}":                                   "recall → a: carries out",
		`{power: recall, to: ["[[a|the team]]", b], share: Carries-Out}`:                   "recall → a, b: carries out",
		`{power: recall, to: a, share: advises, when: "2015/..", passage: ^x}`:             "recall → a: advises 2015/.. ^x",
		`{power: recall, to: a, share: evaluates, source: "[@k, art. 3]"}`:                 "recall → a: evaluates @k:3",
		"{share: supervises, to: a, power: recall}\n  - {power: b, to: c, share: decides}": "recall → a: supervises; b → c: decides",
	} {
		front, problems := decode(t, New(), "norms", "assigns:\n  - "+text)
		var got []string
		for _, a := range front.Assigns {
			var to []string
			for _, name := range a.To {
				to = append(to, name.Text)
			}
			s := fmt.Sprintf("%s → %s: %s", a.Power.Text, strings.Join(to, ", "), a.Share)
			if a.Duty {
				s = "duty " + s
			}
			if !a.When.IsZero() {
				s += " " + a.When.String()
			}
			got = append(got, s+passagesText(a.Passages))
		}
		if strings.Join(got, "; ") != want || len(problems) > 0 {
			t.Errorf("%s: %q, %v", text, got, problems)
		}
	}
}

func TestSharesAreReadAsTheyAreWritten(t *testing.T) {
	for share := Decides; share <= Evaluates; share++ {
		if got, ok := ParseShare(share.String()); !ok || got != share {
			t.Errorf("%q is read as %q", share, got)
		}
	}
	if _, ok := ParseShare(""); ok {
		t.Error("nothing is read as a share")
	}
}
