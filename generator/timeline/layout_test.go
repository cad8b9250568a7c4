package timeline

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/edtf"

	"pgregory.net/rapid"
)

func date(t interface{ Fatal(...any) }, s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// placed places items; those that cannot be are left out.
func placed(items ...Item) []Placed {
	var list []Placed
	for i := range items {
		if p, ok := Place(&items[i]); ok {
			list = append(list, p)
		}
	}
	return list
}

// drawItems draws any dated things: moments, years, intervals, open and
// unknown ends, marks of doubt.
func drawItems(t *rapid.T) []Item {
	year := func() string {
		return fmt.Sprintf("%04d", rapid.IntRange(1900, 1990).Draw(t, "year")) + rapid.SampledFrom([]string{"", "~", "?", "%", "-05", "-05-07"}).Draw(t, "precision")
	}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Item {
		when := year()
		switch rapid.IntRange(0, 5).Draw(t, "form") {
		case 0:
			when = when[:4] + "/" + fmt.Sprint(1990+rapid.IntRange(0, 30).Draw(t, "end"))
		case 1:
			when = when[:4] + "/.."
		case 2:
			when = "../" + when[:4]
		case 3:
			when = when[:4] + "/"
		}
		return Item{
			Label: rapid.SampledFrom([]string{"", "A", "Villagers' committee", "驻村工作队选派管理工作的指导意见", strings.Repeat("long ", 30)}).Draw(t, "label"),
			Lane:  rapid.SampledFrom([]string{"norm", "case", "other"}).Draw(t, "lane"), When: date(t, when),
		}
	}), 0, 400).Draw(t, "items")
}

// TestNothingIsLostAndNothingOverlaps holds what every layout must: each item
// is in its lane, once; no mark or label lies upon another; and everything is
// within the drawing.
func TestNothingIsLostAndNothingOverlaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		c := Chart{Title: "Any", Items: placed(items...), Lanes: []Name{{"norm", "Norms"}, {"case", "Cases"}}, Narrow: rapid.Bool().Draw(t, "narrow")}
		if len(c.Items) > 0 && rapid.Bool().Draw(t, "around one") {
			around := rapid.SampledFrom(c.Items).Draw(t, "around")
			c.Around = &around
			scale := newScale(inTime(c.Items), c)
			items = slices.DeleteFunc(slices.Clone(items), func(item Item) bool {
				p, _ := Place(&item)
				return !p.within(scale.from, scale.to)
			})
		}
		f := Layout(c)
		if f == nil {
			if len(items) > 0 {
				t.Fatalf("%d items, and no drawing", len(items))
			}
			return
		}
		drawn := map[string]int{}
		bottom := 0.0
		for _, l := range f.Lanes {
			if l.Y < bottom-0.2 {
				t.Fatalf("lane %s begins at %g, above the end of the one before at %g", l.Name, l.Y, bottom)
			}
			bottom = l.Y + l.Height
			drawn[l.ID] += len(l.Marks)
			for _, c := range l.Clusters {
				drawn[l.ID] += c.Count
			}
			if len(l.Marks) > 0 && len(l.Clusters) > 0 {
				t.Fatalf("lane %s has marks and clusters", l.Name)
			}
			apart(t, f, l)
		}
		if bottom > f.Axis {
			t.Fatalf("the lanes end at %g, beneath the axis at %g", bottom, f.Axis)
		}
		for _, lane := range []string{"norm", "case", "other"} {
			want := 0
			for _, item := range items {
				if item.Lane == lane {
					want++
				}
			}
			if drawn[lane] != want {
				t.Fatalf("lane %s shows %d of %d", lane, drawn[lane], want)
			}
		}
	})
}

// apart tells that no two marks of a lane, each with its label, share a place.
func apart(t *rapid.T, f *Figure, l Lane) {
	type box struct{ from, to, y float64 }
	var boxes []box
	for _, m := range l.Marks {
		if m.X < 0 || m.X+m.Width > f.Width || m.Y < l.Y || m.Y+m.Height > l.Y+l.Height {
			t.Fatalf("%s %q lies outside: %+v", m.Item.When, m.Item.Label, m)
		}
		if m.CoreX < m.X-0.2 || m.CoreX+m.CoreWidth > m.X+m.Width+0.2 {
			t.Fatalf("%s: the core %g+%g is not within %g+%g", m.Item.When, m.CoreX, m.CoreWidth, m.X, m.Width)
		}
		if beside := max(m.X, f.Width-m.X-m.Width) - labelGap; 2*m.LabelRoom > m.Width && 2*labelWidth(fitting(m.Item.Label, beside)) >= m.LabelRoom {
			t.Fatalf("%q covers %g of its bar of %g, with room for most of it beside: %g", m.Label, m.LabelRoom, m.Width, beside)
		}
		b := box{m.X, m.X + m.Width, m.Y}
		if wide := labelWidth(m.Label); m.Label != "" && m.LabelEnd {
			b.from = m.LabelX - wide
		} else if m.Label != "" {
			b.to = max(b.to, m.LabelX+wide)
		}
		boxes = append(boxes, b)
	}
	slices.SortFunc(boxes, func(a, b box) int { return int(10*(a.from-b.from)) + int(1000*(a.y-b.y)) })
	for i := 1; i < len(boxes); i++ {
		a, b := boxes[i-1], boxes[i]
		if a.y == b.y && a.to > b.from+0.1 {
			t.Fatalf("in lane %s one ends at %g and the next begins at %g", l.Name, a.to, b.from)
		}
	}
}

// TestTheOrderOfItemsMakesNoDifference lays the same items out in another
// order: those that begin on the same day may change places, and no others.
func TestTheOrderOfItemsMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		seen := map[edtf.Day]bool{}
		items = slices.DeleteFunc(items, func(item Item) bool {
			first, last := item.When.Span()
			day := first
			if first == edtf.Past {
				day = last
			}
			double := seen[day] || seen[day+1] || seen[day-1]
			seen[day] = true
			return double
		})
		shuffled := rapid.Permutation(items).Draw(t, "shuffled")
		a, b := Layout(Chart{Items: placed(items...)}), Layout(Chart{Items: placed(shuffled...)})
		if a == nil && b == nil {
			return
		}
		// Lanes without names stand in order of their first item.
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v\n%+v", a, b)
		}
	})
}

func one(t *testing.T, when string) Mark {
	t.Helper()
	f := Layout(Chart{Items: placed(Item{Label: "it", When: date(t, when)}, Item{Label: "frame", When: date(t, "1900/2000")})})
	for _, m := range f.Lanes[0].Marks {
		if m.Item.Label == "it" {
			return m
		}
	}
	t.Fatalf("%s is not drawn", when)
	return Mark{}
}

func TestUncertaintyIsDrawn(t *testing.T) {
	for _, test := range []struct {
		when string
		is   func(Mark) bool
		says string
	}{
		{"1953", func(m Mark) bool { return m.Point && m.CoreWidth == dot }, "a year is a dot"},
		{"1953-05-01", func(m Mark) bool { return m.Point && !m.FadedStart }, "a day is a dot"},
		{"195X", func(m Mark) bool { return !m.Point && m.CoreWidth == 0 && m.Width > 50 }, "some time in a decade has no certain part"},
		{"1953/1956", func(m Mark) bool { return m.CoreX > m.X && m.CoreX+m.CoreWidth < m.X+m.Width }, "the first and last year are less certain than those between"},
		{"1953-01-01/1956-12-31", func(m Mark) bool { return m.CoreX == m.X && m.CoreWidth == m.Width }, "days are certain throughout"},
		{"1953/..", func(m Mark) bool { return m.OpenEnd && !m.OpenStart && m.X+m.Width > wide-Margin }, "an open end reaches the margin"},
		{"../1953", func(m Mark) bool { return m.OpenStart && !m.OpenEnd && m.X < Margin }, "an open start reaches the margin"},
		{"1953/", func(m Mark) bool { return m.FadedEnd && !m.OpenEnd && !m.FadedStart && m.Width == tail }, "an unknown end fades some way behind what is known"},
		{"/1953", func(m Mark) bool { return m.FadedStart && !m.OpenStart && !m.FadedEnd && m.Width == tail }, "an unknown start fades some way before what is known"},
		{"1953?/1956", func(m Mark) bool { return m.FadedStart && !m.FadedEnd && !m.Approximate }, "an uncertain start fades"},
		{"1953/1956%", func(m Mark) bool { return m.FadedEnd && !m.FadedStart && m.Approximate }, "an uncertain and approximate end fades and is hatched"},
		{"1953~", func(m Mark) bool { return m.Approximate && !m.FadedStart }, "an approximate date is hatched"},
		{"[1953,1956]", func(m Mark) bool { return m.CoreWidth == 0 && !m.Point }, "one of two years has no certain part"},
	} {
		if m := one(t, test.when); !test.is(m) {
			t.Errorf("%s: %s, but it is drawn so: %+v", test.when, test.says, m)
		}
	}
}

func TestManyItemsAreCounted(t *testing.T) {
	var items []Item
	for year := 1900; year < 2000; year++ {
		for range 3 {
			items = append(items, Item{Label: "x", Lane: "norm", Type: "norm", When: date(t, fmt.Sprint(year))})
		}
	}
	items = append(items, Item{Label: "few", Lane: "case", Type: "case", When: date(t, "1950")})
	f := Layout(Chart{Title: "Many", Items: placed(items...), Lanes: []Name{{"norm", "Norms"}, {"case", "Cases"}}})
	if f.Complete || f.Count != 301 || len(f.Lanes) != 2 {
		t.Fatalf("complete %t, %d items in %d lanes", f.Complete, f.Count, len(f.Lanes))
	}
	first := f.Lanes[0].Clusters[0]
	if first.Name != "1900 to 1901" || first.Count != 6 || first.Years != 2 {
		t.Errorf("the first cluster is %+v", first)
	}
	if marks := f.Lanes[1].Marks; len(marks) != 1 || marks[0].Label != "few" {
		t.Errorf("the lane with room for marks has %+v", marks)
	}
	if want := "Many: 301 dated notes from 1900 to 1999"; f.Title != want {
		t.Errorf("the title is %q, want %q", f.Title, want)
	}
}

func TestPeriodsAreBands(t *testing.T) {
	background := NewBackground(placed(
		Item{Label: "Whole century", Lane: "period", When: date(t, "1900/1999")},
		Item{Label: "First", Lane: "period", Type: "period", Href: "/periods/first/", Words: "1900 to 1949", When: date(t, "1900/1949")},
		Item{Label: "Second", Lane: "period", When: date(t, "1949/1978")},
		Item{Label: "Since then", Lane: "period", When: date(t, "1978-12/..")},
		Item{Label: "Long ago", Lane: "period", When: date(t, "1800/1850")},
	))
	items := []Item{{Label: "a", Lane: "case", When: date(t, "1905")}, {Label: "b", Lane: "case", When: date(t, "1995")}}
	f := Layout(Chart{Items: placed(items...), Periods: background})
	var names []string
	for i, b := range f.Bands {
		names = append(names, b.Label)
		if b.Alternate != (i%2 == 1) {
			t.Errorf("band %d is not tinted in turn", i)
		}
		if i > 0 && b.X < f.Bands[i-1].X+f.Bands[i-1].Width-0.2 {
			t.Errorf("%s lies upon the band before it", b.Name)
		}
	}
	if got, want := strings.Join(names, "|"), "First|Second|Since then"; got != want {
		t.Errorf("the bands are %s, want %s: no two upon each other, none out of sight", got, want)
	}
	if b := f.Bands[0]; b.Href != "/periods/first/" || b.Title != "First, 1900 to 1949" {
		t.Errorf("the first band is %+v", b)
	}
	items = append(items, Item{Label: "First", Lane: "period", When: date(t, "1900/1949")})
	if f := Layout(Chart{Items: placed(items...), Periods: background}); !f.Unnamed || f.Bands[0].Label != "" {
		t.Error("the bands are named although the periods have a lane")
	}
	if f := Layout(Chart{Items: placed(items[2:]...), Periods: background}); len(f.Bands) > 0 {
		t.Error("periods alone have themselves for a background")
	}
}

func TestWhatHasNoDayIsNotDrawn(t *testing.T) {
	if f := Layout(Chart{Items: placed(Item{Label: "undated"})}); f != nil {
		t.Errorf("drawn as %+v", f)
	}
}

// TestARecordAtHandIsThatOfItsLane: what stands in another lane has a record of
// its own.
func TestARecordAtHandIsThatOfItsLane(t *testing.T) {
	item := placed(Item{Label: "a", Lane: "norm", When: date(t, "1953"), Address: "https://example.org/a/"})[0]
	other := item.In("case").Record()
	if known := item.Recorded(); string(known.Record()) != string(item.Record()) || string(known.In("case").Record()) != string(other) {
		t.Errorf("the record at hand is %q, in another lane %q, want %q", known.Record(), known.In("case").Record(), other)
	}
	if string(other) == string(item.Record()) {
		t.Error("a record does not tell of the lane")
	}
}

func TestDataOfATimeline(t *testing.T) {
	items := []Item{
		{Label: `Said "so", twice`, Type: "norm", Lane: "norm", When: date(t, "1953~/.."), Words: "from about 1953 on", Href: "/norms/a/", Address: "https://example.org/norms/a/", Tags: []string{"a/b", "c"}},
		{Label: "村委会", Original: "村", Type: "case", Lane: "case", When: date(t, "-0220"), Words: "221 BCE", Href: "/cases/b/", Address: "https://example.org/cases/b/"},
		{Label: "undated"},
	}
	data := Head()
	for _, item := range placed(items...) {
		data = append(data, item.Record()...)
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		Columns,
		{`Said "so", twice`, "", "norm", "norm", "1953~/..", "from about 1953 on", "1953-01-01", "1953-12-31", "", "", "a/b;c", "https://example.org/norms/a/"},
		{"村委会", "村", "case", "case", "-0220", "221 BCE", "-0220-01-01", "-0220-12-31", "-0220-01-01", "-0220-12-31", "", "https://example.org/cases/b/"},
	}
	if !reflect.DeepEqual(records, want) {
		t.Errorf("the data is\n%q, want\n%q", records, want)
	}
}
