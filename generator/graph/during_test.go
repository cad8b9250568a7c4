package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/edtf"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"

	"pgregory.net/rapid"
)

// linkNotes links notes given by path, in order of path.
func linkNotes(paths []string, text func(path string) string) *Graph {
	s := schema.New()
	library, _ := bibliography.NewLibrary(nil)
	c := compile.New(s, markdown.Options{})
	in := Input{Library: library, Schema: s}
	for _, path := range paths {
		in.Objects = append(in.Objects, c.Compile(path, []byte(text(path))))
	}
	return Link(in)
}

// linkArchive links notes written as "path: front matter; more" lines.
func linkArchive(lines ...string) *Graph {
	texts := map[string]string{}
	var paths []string
	for _, line := range lines {
		path, front, _ := strings.Cut(line, ": ")
		path = "content/" + path + ".md"
		paths = append(paths, path)
		texts[path] = "---\n" + strings.ReplaceAll(front, "; ", "\n") + "\n---\n"
	}
	slices.Sort(paths)
	return linkNotes(paths, func(path string) string { return texts[path] })
}

func (g *Graph) named(name string) *Note { return g.Find(name)[0] }

// drawSite draws notes of all types that have a time, with dates that are
// exact, coarse, fuzzy, open or unknown at either end, or sets, and with tags,
// relations and links among them.
func drawSite(t *rapid.T) *Graph {
	count := rapid.IntRange(2, 45).Draw(t, "notes")
	folders := []string{"norms", "norms", "norms", "cases", "cases", "periods", "organisations", "people"}
	var paths []string
	for i := range count {
		paths = append(paths, fmt.Sprintf("content/%s/n%02d.md", rapid.SampledFrom(folders).Draw(t, "folder"), i))
	}
	slices.Sort(paths)
	date := func() string {
		moment := func() string {
			return rapid.OneOf(rapid.StringMatching(`195[0-4X]`), rapid.StringMatching(`195[0-2]-0[1-9]`), rapid.StringMatching(`1951-0[1-3]-0[1-9X]~?`)).Draw(t, "moment")
		}
		form := rapid.SampledFrom([]string{"%s", "%s/..", "%s/", "../%s", "/%s", "%s/%s", "%s/%s", "[%s,%s]", "{%s,%s}"}).Draw(t, "form")
		if strings.Count(form, "%s") == 1 {
			return fmt.Sprintf(form, moment())
		}
		return fmt.Sprintf(form, moment(), moment())
	}
	name := func() string { return fmt.Sprintf("n%02d", rapid.IntRange(0, count).Draw(t, "name")) }
	return linkNotes(paths, func(path string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: T%s\n", path)
		fields := map[string][2]string{"norms": {"in_force", "supersedes"}, "cases": {"when", "norms"}, "organisations": {"when", "successor_of"}, "people": {"term", ""}, "periods": {"when", "part_of"}}
		folder := strings.Split(path, "/")[1]
		if rapid.IntRange(0, 7).Draw(t, "dated") > 0 {
			fmt.Fprintf(&b, "%s: %q\n", fields[folder][0], date())
		}
		if folder == "norms" && rapid.Bool().Draw(t, "issued") {
			fmt.Fprintf(&b, "issued: %q\n", date())
		}
		if relation := fields[folder][1]; relation != "" && rapid.IntRange(0, 2).Draw(t, "related") == 0 {
			fmt.Fprintf(&b, "%s: [%s, %s]\n", relation, name(), name())
		}
		if rapid.Bool().Draw(t, "tagged") {
			fmt.Fprintf(&b, "tags: [%s]\n", rapid.SampledFrom([]string{"a", "a/b", "c"}).Draw(t, "tag"))
		}
		b.WriteString("---\n")
		if rapid.IntRange(0, 3).Draw(t, "linked") == 0 {
			fmt.Fprintf(&b, "See [[%s]].\n", name())
		}
		return b.String()
	})
}

// bySearch answers a question by looking at every note, which for all notes is
// quadratic: the notes that belong to the answer, with their certainty.
func bySearch(g *Graph, n *Note, question Question) map[*Note]edtf.Certainty {
	found := map[*Note]edtf.Certainty{}
	own := timeBySearch(g, n)
	add := func(other *Note, certainty edtf.Certainty) {
		if other != n && certainty != edtf.No {
			found[other] = certainty
		}
	}
	for _, other := range g.Notes {
		span := timeBySearch(g, other)
		timed := !held(other).IsZero()
		switch {
		case question == NormsInForce && other.Type.ID == "norm" && timed,
			question == OrganisationsThen && other.Type.ID == "organisation" && timed,
			question == CasesThen && other.Type.ID == "case" && timed && !(n.Type.ID == "norm" && states(other, "norms", n)):
			add(other, span.Overlaps(own))
		case question == NormsIssued && other.Type.ID == "norm":
			if v, stated := other.Object.Front.Value("issued"); stated && !v.Date.IsZero() {
				add(other, v.Date.Bounds().Overlaps(own))
			}
		case question == PeriodsThen && other.Type.ID == "period" && timed:
			first := edtf.Bounds{EarliestStart: own.EarliestStart, LatestStart: own.LatestStart, EarliestEnd: own.EarliestStart, LatestEnd: own.LatestStart}
			if v, stated := n.Object.Front.Value("issued"); stated && !v.Date.IsZero() {
				first = v.Date.Bounds()
			}
			add(other, span.Overlaps(first))
		case question == PeriodsBefore && other.Type.ID == "period" && timed:
			add(other, span.Before(own))
		case question == PeriodsAfter && other.Type.ID == "period" && timed:
			add(other, own.Before(span))
		}
	}
	return found
}

// timeBySearch is when a note held, a superseded norm no longer than until the
// next came.
func timeBySearch(g *Graph, n *Note) edtf.Bounds {
	span := held(n).Bounds()
	if n.Type.ID != "norm" || !held(n).UnknownEnd() || held(n).IsSet() {
		return span
	}
	for _, other := range g.Notes {
		if other.Type.ID != "norm" || held(other).IsZero() || !states(other, "supersedes", n) {
			continue
		}
		if start := held(other).Bounds().LatestStart; start != edtf.Past {
			span.LatestEnd = min(span.LatestEnd, max(start-1, span.EarliestEnd))
		}
	}
	span.LatestStart = min(span.LatestStart, span.LatestEnd)
	return span
}

func states(n *Note, field string, other *Note) bool {
	for _, r := range n.Relations {
		if !r.Inverse && r.Field == field && slices.ContainsFunc(r.Others, func(o Related) bool { return o.Note == other }) {
			return true
		}
	}
	return false
}

// TestAnswersAboutTimeAreThoseOfLookingAtEveryNote compares each answer about
// each note with the quadratic one: its counts, its certainties, and that what
// is named first has the better claim.
func TestAnswersAboutTimeAreThoseOfLookingAtEveryNote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawSite(t)
		for _, n := range g.Notes {
			answers := map[Question]Answer{}
			for _, a := range g.During(n) {
				answers[a.Question] = a
			}
			if held(n).IsZero() {
				if len(answers) > 0 {
					t.Fatalf("%s has no time, but answers %v", n.Title, answers)
				}
				continue
			}
			for _, question := range asked[n.Type.ID] {
				if question != CasesUnder {
					checkAnswer(t, g, n, question, answers[question])
				}
			}
		}
	})
}

func checkAnswer(t *rapid.T, g *Graph, n *Note, question Question, a Answer) {
	t.Helper()
	want := bySearch(g, n, question)
	named := min(MostHeld, len(want))
	if question == PeriodsBefore || question == PeriodsAfter {
		named = min(nearestPeriods, len(want))
	} else if counts := countCertainties(want); a.Certain != counts[edtf.Certainly] || a.Possible != counts[edtf.Possibly] {
		t.Fatalf("%s, question %d: counted %d and %d, but %v by looking at each", n.Title, question, a.Certain, a.Possible, counts)
	}
	if len(a.Held) != named {
		t.Fatalf("%s, question %d: %d are named, want %d", n.Title, question, len(a.Held), named)
	}
	for i, h := range a.Held {
		if h.Certainty == edtf.No || want[h.Note] != h.Certainty {
			t.Fatalf("%s, question %d: %s is %s there, but %s by looking at each", n.Title, question, h.Note.Title, h.Certainty, want[h.Note])
		}
		if i > 0 && inTime(a.Held[i-1].Note, h.Note) >= 0 {
			t.Fatalf("%s, question %d: not in order of time", n.Title, question)
		}
		delete(want, h.Note)
	}
	if question == PeriodsBefore || question == PeriodsAfter {
		return
	}
	for left := range want {
		for _, h := range a.Held {
			if claim(n, left) > claim(n, h.Note) {
				t.Fatalf("%s, question %d: %s is named, but %s has the better claim", n.Title, question, h.Note.Title, left.Title)
			}
		}
	}
}

func countCertainties(found map[*Note]edtf.Certainty) map[edtf.Certainty]int {
	counts := map[edtf.Certainty]int{}
	for _, certainty := range found {
		counts[certainty]++
	}
	return counts
}

// claim is why a note should be named in an answer: 2 if the two are related
// or linked, 1 if they share a tag, else 0.
func claim(n, other *Note) int {
	for known := range n.acquainted() {
		if known == other {
			return 2
		}
	}
	for _, tag := range n.Tags {
		if slices.Contains(tag.Notes, other) {
			return 1
		}
	}
	return 0
}

func TestWhatIsCertainAndWhatIsPossible(t *testing.T) {
	g := linkArchive(
		`norms/old: in_force: "1950/"`,
		`norms/new: in_force: "1955/.."; supersedes: old`,
		`norms/told: in_force: "1950/1953~"`,
		`norms/issued-only: issued: "1951"`,
		`cases/early: when: "1952-05"`,
		`cases/late: when: "1960"`,
		`cases/fuzzy: when: "195X"`,
		`people/head: when: "1900/1980"; term: "1954-02"`,
	)
	for name, want := range map[string]string{
		"early": "issued-only possibly, old possibly, told certainly",
		"late":  "issued-only possibly, new certainly",
		"fuzzy": "issued-only possibly, new possibly, old possibly, told possibly",
		"head":  "issued-only possibly, old possibly",
	} {
		var got []string
		for _, a := range g.During(g.named(name)) {
			for _, h := range a.Held {
				got = append(got, fmt.Sprintf("%s %s", strings.TrimPrefix(h.Note.Object.Name(), "norms/"), h.Certainty))
			}
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != want {
			t.Errorf("norms in force during %s: %s, want %s", name, strings.Join(got, ", "), want)
		}
	}
}

func TestCasesUnderANormAreThereEvenOutsideItsTime(t *testing.T) {
	g := linkArchive(
		`norms/law: in_force: "1950/1953"`,
		`cases/within: when: "1951"; norms: law`,
		`cases/outside: when: "1960"; norms: law`,
		`cases/undated: norms: law`,
		`cases/other: when: "1952"`,
	)
	var got []string
	for _, a := range g.During(g.named("law")) {
		for _, h := range a.Held {
			got = append(got, fmt.Sprintf("%d %s %s", a.Question, h.Note.Title, h.Certainty))
		}
	}
	slices.Sort(got)
	want := fmt.Sprintf("%[1]d outside no, %[1]d undated possibly, %[1]d within certainly, %[2]d other certainly", CasesUnder, CasesThen)
	if strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestOrganisationsSayWhoSucceededThem(t *testing.T) {
	g := linkArchive(
		`periods/then: when: "1950/1960"`,
		`organisations/office: when: "1949/1955"`,
		`organisations/bureau: when: "1955/.."; successor_of: office`,
	)
	for _, a := range g.During(g.named("then")) {
		for _, h := range a.Held {
			if h.Note.Title == "office" && (len(h.Succeeded) != 1 || h.Succeeded[0].Title != "bureau") {
				t.Errorf("the office was succeeded by %v", h.Succeeded)
			}
			if h.Note.Title == "bureau" && len(h.Succeeded) > 0 {
				t.Errorf("the bureau was succeeded by %v", h.Succeeded)
			}
		}
	}
}
