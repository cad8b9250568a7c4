package matrix

import (
	"fmt"
	"slices"
	"testing"

	"fangzhi/generator/edtf"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func drawSubjects(t *rapid.T) []Subject {
	subjects := make([]Subject, rapid.IntRange(0, 12).Draw(t, "subjects"))
	for i := range subjects {
		for key := range 5 {
			if !rapid.Bool().Draw(t, "states") {
				continue
			}
			s := Statement{Key: fmt.Sprint(key), Name: fmt.Sprintf("%d of %d", key, i)}
			if rapid.IntRange(0, 4).Draw(t, "unknown") == 0 {
				s.Unknown = true
			} else {
				s.Value = rapid.SampledFrom([]string{"one", "ONE", "two", "three"}).Draw(t, "value")
			}
			subjects[i].Statements = append(subjects[i].Statements, s)
		}
		if i > 0 && rapid.IntRange(0, 3).Draw(t, "follows") == 0 {
			subjects[i].Follows = []int{rapid.IntRange(0, i-1).Draw(t, "other")}
		}
	}
	return subjects
}

func TestEachStatementStandsInExactlyOneCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t)
		seen := map[[2]int]int{}
		for _, family := range Families(subjects) {
			for _, table := range Compare(subjects, family, rapid.IntRange(1, 5).Draw(t, "width")) {
				for _, row := range table.Rows {
					for i, cell := range row.Cells {
						if cell.Statement < 0 {
							continue
						}
						if got := subjects[table.Columns[i]].Statements[cell.Statement].Key; got != row.Key {
							t.Fatalf("row %q holds a statement on %q", row.Key, got)
						}
						seen[[2]int{table.Columns[i], cell.Statement}]++
					}
				}
			}
		}
		for i, s := range subjects {
			for j := range s.Statements {
				if seen[[2]int{i, j}] != 1 {
					t.Fatalf("statement %d of subject %d stands %d times", j, i, seen[[2]int{i, j}])
				}
			}
		}
	})
}

// find is what a subject states on a point, found the slow way.
func find(s Subject, key string) (value string, stated, unknown bool) {
	for _, statement := range s.Statements {
		if statement.Key == key {
			return text.Fold(statement.Value), true, statement.Unknown
		}
	}
	return "", false, false
}

func TestMarksAgreeWithANaiveReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects := drawSubjects(t)
		for _, family := range Families(subjects) {
			at := 0 // columns of the parts before
			for _, table := range Compare(subjects, family, rapid.IntRange(1, 5).Draw(t, "width")) {
				for _, row := range table.Rows {
					marked := false
					for i, cell := range row.Cells {
						want := naiveChange(subjects, family, at+i, row.Key)
						if cell.Change != want {
							t.Fatalf("row %q, column %d: %v, not %v", row.Key, at+i, cell.Change, want)
						}
						marked = marked || cell.Statement >= 0 || want != None
					}
					if !marked {
						t.Fatalf("row %q is empty", row.Key)
					}
				}
				at += len(table.Columns)
			}
			if at != len(family) {
				t.Fatalf("%d of %d columns", at, len(family))
			}
		}
	})
}

// naiveChange is the mark of one cell, found the slow way.
func naiveChange(subjects []Subject, family []int, column int, key string) Change {
	if column == 0 {
		return None
	}
	was, wasStated, wasUnknown := find(subjects[family[column-1]], key)
	is, isStated, isUnknown := find(subjects[family[column]], key)
	switch known := wasStated && !wasUnknown; {
	case isStated && !isUnknown && known && was == is:
		return Same
	case isStated && !isUnknown && known:
		return Changed
	case isStated && !isUnknown && !wasStated:
		return Added
	case !isStated && known:
		return Removed
	case isStated:
		return Unclear
	}
	return None
}

func TestFamilies(t *testing.T) {
	with := func(follows int, keys ...string) Subject {
		var s Subject
		for _, key := range keys {
			s.Statements = append(s.Statements, Statement{Key: key})
		}
		if follows >= 0 {
			s.Follows = []int{follows}
		}
		return s
	}
	for name, test := range map[string]struct {
		subjects []Subject
		want     [][]int
	}{
		"two shared points make a family":           {[]Subject{with(-1, "a", "b"), with(-1, "b", "c"), with(-1, "c", "x", "b")}, [][]int{{0}, {1, 2}}},
		"one shared point does not":                 {[]Subject{with(-1, "a"), with(-1, "a")}, [][]int{{0}, {1}}},
		"following makes one, whatever is stated":   {[]Subject{with(-1, "a"), with(0, "b")}, [][]int{{0, 1}}},
		"a subject without statements is a bridge":  {[]Subject{with(-1, "a"), with(0), with(1, "b")}, [][]int{{0, 2}}},
		"what nobody states is in no family":        {[]Subject{with(-1), with(0)}, nil},
		"families stand in order of their first":    {[]Subject{with(-1, "x"), with(-1, "a", "b"), with(0, "y"), with(-1, "a", "b")}, [][]int{{0, 2}, {1, 3}}},
		"a subject may follow one that comes later": {[]Subject{with(1, "a"), with(-1, "b")}, [][]int{{0, 1}}},
	} {
		if diff := cmp.Diff(test.want, Families(test.subjects)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func grant(power, actor int, share schema.Share, when string) Grant {
	d, err := edtf.Parse(when)
	if err != nil {
		panic(err)
	}
	return Grant{power, actor, share, d}
}

func drawGrants(t *rapid.T) []Grant {
	grants := make([]Grant, rapid.IntRange(1, 8).Draw(t, "grants"))
	for i := range grants {
		grants[i] = grant(rapid.IntRange(0, 2).Draw(t, "power"), rapid.IntRange(0, 2).Draw(t, "actor"),
			rapid.SampledFrom([]schema.Share{schema.Decides, schema.CarriesOut}).Draw(t, "share"),
			rapid.SampledFrom([]string{
				"2001/2003", "2001-05-04/2002-01-31", "2002-02-01/..", "../2001", "2001/", "/2004", "1999-12-31/2004-02", "2003", "2000~/2001-06", "[2001,2003]",
			}).Draw(t, "when"))
	}
	return grants
}

// TestSpansSayOfEachDayWhatHoldsOnIt compares each span with the grants, day
// by day.
func TestSpansSayOfEachDayWhatHoldsOnIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grants := drawGrants(t)
		spans := Lay(grants, 3, 1000)
		for i := range spans {
			s := &spans[i]
			if i > 0 && s.First != spans[i-1].Last+1 {
				t.Fatalf("span %d begins on %v, the one before ends on %v", i, s.First, spans[i-1].Last)
			}
			for _, day := range []edtf.Day{s.First, s.Last} {
				if diff := cmp.Diff(heldOn(grants, day), heldIn(s)); diff != "" {
					t.Fatalf("on %v, in the span %v to %v (-day +span):\n%s", day, s.First, s.Last, diff)
				}
			}
		}
		if last := spans[len(spans)-1].Last; last != edtf.Future {
			t.Fatalf("the last span ends on %v", last)
		}
		for _, g := range grants {
			if first, _ := g.When.Span(); first < spans[0].First {
				t.Fatalf("%v begins before the first span", g.When)
			}
		}
	})
}

// heldIn writes down who holds what in a span, for comparison.
func heldIn(s *Span) []string {
	held := []string{}
	for power := range s.Powers {
		for _, h := range s.Powers[power].Holdings {
			held = append(held, fmt.Sprint(power, h.Actor, h.Share, h.Certainty))
		}
	}
	return held
}

// heldOn is the same of one day, found the slow way. What is known to the year
// or month only begins and ends on no day certainly.
func heldOn(grants []Grant, day edtf.Day) []string {
	held := []string{}
	for power := range 3 {
		for actor := range 3 {
			for share := schema.Decides; share <= schema.Evaluates; share++ {
				certainty := edtf.No
				for _, g := range grants {
					b := g.When.Bounds()
					if g.Power != power || g.Actor != actor || g.Share != share || day < b.EarliestStart || day > b.LatestEnd {
						continue
					}
					begun := day > b.LatestStart || day == b.LatestStart && b.LatestStart == b.EarliestStart
					lasts := day < b.EarliestEnd || day == b.EarliestEnd && b.EarliestEnd == b.LatestEnd
					if begun && lasts {
						certainty = edtf.Certainly
					}
					certainty = max(certainty, edtf.Possibly)
				}
				if certainty != edtf.No {
					held = append(held, fmt.Sprint(power, actor, share, certainty))
				}
			}
		}
	}
	return held
}

func TestMarksOfPowersAgreeWithANaiveReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spans := Lay(drawGrants(t), 3, rapid.IntRange(3, 12).Draw(t, "most"))
		for power := range 3 {
			heldAt := func(i int) []int { return spans[i].Powers[power].holders(edtf.Possibly) }
			for i := range spans {
				p := &spans[i].Powers[power]
				before, after := false, false
				for j := range spans {
					before = before || j < i && len(heldAt(j)) > 0
					after = after || j > i && len(heldAt(j)) > 0
				}
				want := Held
				switch {
				case len(heldAt(i)) > 0:
				case before && after:
					want = Gap
				case before:
					want = NoLonger
				default:
					want = NotYet
				}
				if p.State != want {
					t.Fatalf("power %d, span %d: state %v, not %v", power, i, p.State, want)
				}
				if (p.Several != edtf.No) != (len(heldAt(i)) > 1) {
					t.Fatalf("power %d, span %d: several %v with %v", power, i, p.Several, heldAt(i))
				}
				changed := i > 0 && len(heldAt(i)) > 0 && len(heldAt(i-1)) > 0 && !slices.Equal(heldAt(i), heldAt(i-1))
				if (p.Changed != edtf.No) != changed {
					t.Fatalf("power %d, span %d: changed %v from %v to %v", power, i, p.Changed, heldAt(i-1), heldAt(i))
				}
				if p.Begins != (len(heldAt(i)) > 0 && !before) {
					t.Fatalf("power %d, span %d: begins %v", power, i, p.Begins)
				}
			}
		}
	})
}

func TestManyChangesShareSpans(t *testing.T) {
	var grants []Grant
	for year := range 500 {
		grants = append(grants, grant(0, year, schema.Decides, fmt.Sprintf("%d-03/%d-07", 1500+year, 1500+year)))
	}
	spans := Lay(grants, 1, 24)
	if len(spans) > 24 {
		t.Fatalf("%d spans", len(spans))
	}
	seen := map[int]bool{}
	for _, s := range spans {
		for _, h := range s.Powers[0].Holdings {
			if h.Certainty != edtf.Possibly || !h.Partly {
				t.Errorf("actor %d holds its share %v, in part: %v", h.Actor, h.Certainty, h.Partly)
			}
			seen[h.Actor] = true
		}
	}
	if len(seen) != 500 {
		t.Errorf("%d of 500 actors are in some span", len(seen))
	}
}

func TestChangingHands(t *testing.T) {
	spans := Lay([]Grant{
		grant(0, 0, schema.Decides, "2001-01-01/2002-12-31"),
		grant(0, 1, schema.Decides, "2003-01-01/2004-12-31"),
		grant(0, 2, schema.Decides, "2004-06/.."),
		grant(0, 1, schema.Advises, "2010-01-01/2010-12-31"),
	}, 1, 100)
	var got []string
	for _, s := range spans {
		p := s.Powers[0]
		got = append(got, fmt.Sprintf("%v: several %v, alike %v, changed %v, +%v -%v", s.First, p.Several, p.Alike, p.Changed, p.Gained, p.Lost))
	}
	want := []string{
		"2001-01-01: several no, alike [], changed no, +[] -[]",
		"2003-01-01: several no, alike [], changed certainly, +[1] -[0]",
		"2004-06-01: several possibly, alike [decides], changed possibly, +[2] -[]",
		"2004-07-01: several certainly, alike [decides], changed no, +[] -[]",
		"2005-01-01: several no, alike [], changed certainly, +[] -[1]",
		"2010-01-01: several certainly, alike [], changed certainly, +[1] -[]",
		"2011-01-01: several no, alike [], changed certainly, +[] -[1]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
