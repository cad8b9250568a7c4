package matrix

import (
	"cmp"
	"slices"

	"fangzhi/generator/edtf"
	"fangzhi/generator/schema"
)

// Grant gives an actor a share in a power for a time.
type Grant struct {
	Power, Actor int // indices in lists of the caller's
	Share        schema.Share
	When         edtf.Date // not zero
}

// Span is a stretch of days on which nothing begins or ends, or, where there
// would be too many of these, several of them together.
type Span struct {
	First, Last edtf.Day
	Powers      []Power // one for each power, by its index
}

// State is whether a power is with anybody.
type State uint8

const (
	Held     State = iota // somebody has a share in it, if only possibly
	NotYet                // nobody has, but somebody will
	NoLonger              // nobody has, but somebody had
	Gap                   // nobody has, but somebody had, and somebody will again
)

// Power is who has which share in one power during a span.
type Power struct {
	State    State
	Holdings []Holding // by actor, then share
	// Several tells whether more than one actor has a share, and Alike lists
	// the shares that more than one has.
	Several edtf.Certainty
	Alike   []schema.Share
	// Changed tells whether it was held in the span before as well, but not by
	// the same actors; Gained and Lost are the actors, ascending.
	Changed      edtf.Certainty
	Gained, Lost []int
	Begins       bool // nobody had a share in it in any span before
}

// Holding is one actor's share.
type Holding struct {
	Actor  int
	Share  schema.Share
	Grants []int // indices of the grants that give it, ascending
	// Certainty is Certainly where the share is held on every day of the span
	// whatever day a fuzzy date means.
	Certainty edtf.Certainty
	// Partly says that it is certain on some days of the span and not on all,
	// as may be in a span of several.
	Partly bool
}

// extent is on which days a grant possibly and certainly holds. It is certain
// on none where certainFirst lies behind certainLast.
type extent struct{ first, last, certainFirst, certainLast edtf.Day }

// extentOf takes what begins or ends in a month that is all that is known for
// no more than possible in the whole of that month, even on the one day of it
// that is certain: so tables change with the months and years that people
// write, and none holds for a single day only.
func extentOf(d edtf.Date) extent {
	b := d.Bounds()
	e := extent{b.EarliestStart, b.LatestEnd, b.LatestStart, b.EarliestEnd}
	if b.LatestStart != b.EarliestStart && b.LatestStart != edtf.Future {
		e.certainFirst++
	}
	if b.EarliestEnd != b.LatestEnd && b.EarliestEnd != edtf.Past {
		e.certainLast--
	}
	return e
}

// Lay makes the spans of the grants, at most mostSpans of them (but always
// three, if so many are needed), ascending and without a day between them. The
// first begins when the first grant possibly does, the last never ends. powers
// is how many powers there are.
func Lay(grants []Grant, powers, mostSpans int) []Span {
	if len(grants) == 0 {
		return nil
	}
	extents := make([]extent, len(grants))
	for i, g := range grants {
		extents[i] = extentOf(g.When)
	}
	starts := boundaries(extents, mostSpans)
	spans := make([]Span, len(starts))
	for i, first := range starts {
		spans[i] = Span{First: first, Last: edtf.Future, Powers: make([]Power, powers)}
		if i+1 < len(starts) {
			spans[i].Last = starts[i+1] - 1
		}
		hold(&spans[i], grants, extents)
	}
	judge(spans, powers)
	return spans
}

// roundings are the years to which boundaries are rounded down, until there
// are few enough.
var roundings = []int64{1, 5, 10, 25, 50, 100, 500, 1000, 10_000, 1_000_000, 1_000_000_000, 1_000_000_000_000}

// boundaries are the days on which a span begins.
func boundaries(extents []extent, most int) []edtf.Day {
	var days []edtf.Day
	add := func(d edtf.Day) {
		if d != edtf.Past && d != edtf.Future {
			days = append(days, d)
		}
	}
	after := func(d edtf.Day) edtf.Day {
		if d == edtf.Past || d == edtf.Future {
			return d
		}
		return d + 1
	}
	earliest := edtf.Future
	for _, e := range extents {
		earliest = min(earliest, e.first)
		add(e.first)
		add(after(e.last))
		if e.certainFirst <= e.certainLast {
			add(e.certainFirst)
			add(after(e.certainLast))
		}
	}
	distinct := func(of []edtf.Day) []edtf.Day {
		of = append(of, earliest)
		slices.Sort(of)
		return slices.Compact(of)
	}
	exact := distinct(slices.Clone(days))
	for _, years := range roundings {
		if len(exact) <= max(most, 3) {
			break
		}
		for i, d := range days {
			days[i] = max(earliest, roundDown(d, years))
		}
		exact = distinct(slices.Clone(days))
	}
	return exact
}

// roundDown is the first day of the round year in or before which a day lies.
func roundDown(d edtf.Day, years int64) edtf.Day {
	year, _, _ := d.Civil()
	rest := year % years
	if rest < 0 {
		rest += years
	}
	return edtf.DayOf(year-rest, 1, 1)
}

// hold fills in who has which share during a span.
func hold(s *Span, grants []Grant, extents []extent) {
	type key struct {
		power, actor int
		share        schema.Share
	}
	at := map[key]int{}
	for i, g := range grants {
		e := extents[i]
		if e.first > s.Last || e.last < s.First {
			continue
		}
		certainty, partly := edtf.Possibly, false
		if e.certainFirst <= s.First && e.certainLast >= s.Last {
			certainty = edtf.Certainly
		} else if max(e.certainFirst, s.First) <= min(e.certainLast, s.Last) {
			partly = true
		}
		p := &s.Powers[g.Power]
		k := key{g.Power, g.Actor, g.Share}
		known, double := at[k]
		if !double {
			known = len(p.Holdings)
			at[k] = known
			p.Holdings = append(p.Holdings, Holding{Actor: g.Actor, Share: g.Share})
		}
		h := &p.Holdings[known]
		h.Grants = append(h.Grants, i)
		h.Certainty = max(h.Certainty, certainty)
		h.Partly = h.Partly || partly
	}
	for i := range s.Powers {
		p := &s.Powers[i]
		slices.SortFunc(p.Holdings, func(a, b Holding) int {
			return cmp.Or(cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Share, b.Share))
		})
		for j := range p.Holdings {
			h := &p.Holdings[j]
			h.Partly = h.Partly && h.Certainty != edtf.Certainly
		}
		p.count()
	}
}

// holders are the actors with a share, ascending, those certain apart.
func (p *Power) holders(least edtf.Certainty) []int {
	var actors []int
	for _, h := range p.Holdings {
		if h.Certainty >= least && (len(actors) == 0 || actors[len(actors)-1] != h.Actor) {
			actors = append(actors, h.Actor)
		}
	}
	return actors
}

// count tells whether several have a share, and which shares several have.
func (p *Power) count() {
	switch {
	case len(p.holders(edtf.Certainly)) > 1:
		p.Several = edtf.Certainly
	case len(p.holders(edtf.Possibly)) > 1:
		p.Several = edtf.Possibly
	}
	var having [schema.Evaluates + 1]int
	for _, h := range p.Holdings {
		having[h.Share]++
	}
	for share, n := range having {
		if n > 1 {
			p.Alike = append(p.Alike, schema.Share(share))
		}
	}
}

// judge compares each span with those before and after it.
func judge(spans []Span, powers int) {
	for power := range powers {
		last := -1 // the last span in which it is held
		for i := range spans {
			if len(spans[i].Powers[power].Holdings) > 0 {
				last = i
			}
		}
		began := false
		sure := map[int]bool{} // actors that hold it without a break, and at some time certainly
		for i := range spans {
			p := &spans[i].Powers[power]
			held := len(p.Holdings) > 0
			switch {
			case held:
				p.Begins = !began
				began = true
				if i > 0 {
					p.compare(&spans[i-1].Powers[power], sure)
				}
			case !began:
				p.State = NotYet
			case i < last:
				p.State = Gap
			default:
				p.State = NoLonger
			}
			sure = p.stillSure(sure)
		}
	}
}

// stillSure adds to the actors that are sure those that are now, and drops
// those that hold nothing any more.
func (p *Power) stillSure(before map[int]bool) map[int]bool {
	now := map[int]bool{}
	for _, h := range p.Holdings {
		if h.Certainty == edtf.Certainly || before[h.Actor] {
			now[h.Actor] = true
		}
	}
	return now
}

// compare tells whether the power changed hands since the span before. It did
// certainly if an actor that certainly had it has it no more, or one that
// certainly has it had it not.
func (p *Power) compare(before *Power, sure map[int]bool) {
	if len(before.Holdings) == 0 {
		return
	}
	now, then := p.holders(edtf.Possibly), before.holders(edtf.Possibly)
	p.Gained, p.Lost = without(now, then), without(then, now)
	if len(p.Gained)+len(p.Lost) == 0 {
		return
	}
	p.Changed = edtf.Possibly
	has := p.holders(edtf.Certainly)
	holds := func(a int) bool { _, found := slices.BinarySearch(has, a); return found }
	if slices.ContainsFunc(p.Lost, func(a int) bool { return sure[a] }) ||
		slices.ContainsFunc(p.Gained, holds) {
		p.Changed = edtf.Certainly
	}
}

// without are the elements of a that are not in b, both ascending.
func without(a, b []int) []int {
	var rest []int
	for _, x := range a {
		if _, found := slices.BinarySearch(b, x); !found {
			rest = append(rest, x)
		}
	}
	return rest
}
