package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/schema"
)

func label(of string, inverse bool) string {
	f, _ := schema.New().Field(of)
	if inverse {
		return f.InverseLabel
	}
	return f.Label
}

func lineText(l Line) string {
	var parts []string
	for _, s := range slices.Concat(l.Earlier, []Step{{}}, l.Later) {
		if s.Note == nil {
			parts = append(parts, "·")
			continue
		}
		parts = append(parts, fmt.Sprintf("%s (%s %s)", s.Note.Title, label(s.Of, s.Inverse), s.Via.Title))
	}
	return strings.Join(parts, ", ")
}

func TestALineRunsThroughAllSteps(t *testing.T) {
	g := linkArchive(
		`norms/a: in_force: "1950"`,
		`norms/b: in_force: "1951"; supersedes: a`,
		`norms/c: in_force: "1952"; amends: b`,
		`norms/d: in_force: "1953"; supersedes: [c, x]`,
		`norms/x: in_force: "1949"`,
		`organisations/p: when: "1950"`,
		`organisations/q: successor_of: p`,
	)
	for name, want := range map[string]string{
		"a": "·, b (supersedes a), c (amends b), d (supersedes c)",
		"c": "a (superseded by b), b (amended by c), ·, d (supersedes c)",
		"d": "a (superseded by b), b (amended by c), x (superseded by d), c (superseded by d), ·",
		"p": "·, q (successor of p)",
		"q": "p (succeeded by q), ·",
	} {
		if got := lineText(g.Line(g.named(name))); got != want {
			t.Errorf("the line of %s: %s\nwant %s", name, got, want)
		}
	}
}

func TestALineThatIsACircleEnds(t *testing.T) {
	g := linkArchive(`norms/a: supersedes: b`, `norms/b: supersedes: c`, `norms/c: supersedes: a`)
	if got, want := lineText(g.Line(g.named("a"))), "c (superseded by b), b (superseded by a), ·, c (supersedes a), b (supersedes c)"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestALongLineIsCutOff(t *testing.T) {
	var lines []string
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("norms/n%02d: supersedes: n%02d", i+1, i))
	}
	g := linkArchive(append(lines, "norms/n00: title: n00")...)
	l := g.Line(g.named("n20"))
	if len(l.Earlier) != mostSteps || len(l.Later) != mostSteps || !l.MoreEarlier || !l.MoreLater {
		t.Errorf("%d earlier, %d later, more %v and %v", len(l.Earlier), len(l.Later), l.MoreEarlier, l.MoreLater)
	}
	if l := g.Line(g.named("n03")); len(l.Earlier) != 3 || l.MoreEarlier {
		t.Errorf("%d earlier, more %v", len(l.Earlier), l.MoreEarlier)
	}
}

func TestChangesAreWhatDiffers(t *testing.T) {
	g := linkArchive(
		`organisations/x: title: x`, `organisations/y: title: y`,
		"norms/old: issuer: x; level: law; issued: 1950; attributes:;   size: 3;   Term: 1;   gone: yes;   open:",
		"norms/new: issuer: [x, y]; level: law; issued: 1955; number: 7; supersedes: old; attributes:;   term: 2;   size: 3;   open: 1;   more: 4",
		"norms/same: level: law; amends: new",
	)
	say := func(s Said) string {
		var parts []string
		parts = append(parts, s.Texts...)
		for _, r := range s.Related {
			parts = append(parts, r.Note.Title)
		}
		switch {
		case s.Attribute != nil && s.Attribute.Unknown:
			parts = append(parts, "unknown")
		case s.Attribute != nil:
			parts = append(parts, s.Attribute.Value)
		}
		return strings.Join(parts, "+")
	}
	changes := g.Changes(g.named("new"), schema.New())
	if len(changes) != 1 || changes[0].From.Title != "old" || changes[0].Relation != "supersedes" {
		t.Fatalf("%+v", changes)
	}
	var got []string
	for _, d := range changes[0].Differences {
		got = append(got, fmt.Sprintf("%s: %s > %s", d.Field+d.Name, say(d.Old), say(d.New)))
	}
	want := "issuer: x > x+y, term: 1 > 2, open: unknown > 1, more:  > 4, gone: yes > "
	if strings.Join(got, ", ") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, ", "), want)
	}
	for _, c := range g.Changes(g.named("same"), schema.New()) {
		for _, d := range c.Differences {
			if say(d.New) != "" {
				t.Errorf("%s: %s > %s, but the note states nothing new", d.Name, say(d.Old), say(d.New))
			}
		}
	}
}
