package graph

import (
	"cmp"
	"iter"
	"slices"
	"sync"

	"fangzhi/generator/cores"
	"fangzhi/generator/edtf"
	"fangzhi/generator/interval"
)

// The types of note between which time is a join.
const (
	periodType       = "period"
	normType         = "norm"
	caseType         = "case"
	organisationType = "organisation"
	personType       = "person"
)

// Question is something that can be asked of a note's time.
type Question uint8

const (
	NormsInForce      Question = iota // norms in force at some time of the note
	NormsIssued                       // norms issued in it
	CasesUnder                        // cases that say that they apply the norm
	CasesThen                         // cases at that time, other than these
	OrganisationsThen                 // organisations that existed at some time of it
	PeriodsThen                       // periods in which it began
	PeriodsBefore                     // the nearest periods that were over when it began
	PeriodsAfter                      // the nearest periods that began when it was over
)

// asked are the questions whose answers the page of a note has, by its type.
var asked = map[string][]Question{
	periodType:       {PeriodsBefore, PeriodsAfter, CasesThen, NormsIssued, NormsInForce, OrganisationsThen},
	normType:         {PeriodsThen, CasesUnder, CasesThen},
	caseType:         {NormsInForce, OrganisationsThen},
	personType:       {NormsInForce},
	organisationType: {NormsInForce},
}

// MostHeld is how many notes an answer names at most: a page must stay
// readable where thousands of norms were in force.
const MostHeld = 8

// nearestPeriods is how many periods are named on either side of one.
const nearestPeriods = 3

// Held is a note in an answer, and how certain it is that it belongs there. In
// CasesUnder the certainty is No for a case that was not in the norm's time.
type Held struct {
	Note      *Note
	Certainty edtf.Certainty
	// Succeeded are the organisations that say that they succeeded this one,
	// in OrganisationsThen.
	Succeeded []*Note
}

// Answer is what there is to say to one question about a note's time.
type Answer struct {
	Question Question
	Held     []Held // at most MostHeld, in order of time
	// Certain and Possible count all that would belong to the answer, named or
	// not.
	Certain, Possible int
}

// era is an index of the notes of one type by their time.
type era struct {
	notes   []*Note // in order of time
	spans   []edtf.Bounds
	counter *interval.Counter
	finder  *interval.Finder
	order   *interval.Order
	byTag   map[*Tag]*tagged
	places  []int32 // by Note.Index: one more than where the note stands here, 0 for others
}

// tagged finds those of an era's notes that bear a tag, or one beneath it.
type tagged struct {
	places []int // in the era
	finder *interval.Finder
}

// eras are the indexes that questions are answered from.
type eras struct {
	norms, issued, cases, organisations, periods *era
}

// spread sets when each note held, and makes the indexes.
func (g *Graph) spread() {
	cores.Each(len(g.ordinary), func(i int) {
		n := g.ordinary[i]
		if d := held(n); !d.IsZero() {
			n.timed, n.span = true, d.Bounds()
		}
	})
	g.supersede()
	g.eras.index(g)
}

// eraOf is an index with what it is made of.
type eraOf struct {
	to     **era
	typeID string
	span   func(*Note) (edtf.Bounds, bool)
}

func (e *eras) all() []eraOf {
	return []eraOf{
		{&e.norms, normType, (*Note).held},
		{&e.issued, normType, issued},
		{&e.cases, caseType, (*Note).held},
		{&e.organisations, organisationType, (*Note).held},
		{&e.periods, periodType, (*Note).held},
	}
}

// index makes all indexes.
func (e *eras) index(g *Graph) {
	var all sync.WaitGroup
	for _, each := range e.all() {
		all.Go(func() { *each.to = newEra(g.ByType[each.typeID], each.span, len(g.Notes)) })
	}
	all.Wait()
}

// renew makes those indexes again that are out of date.
func (e *eras) renew(outdated func(*era) bool) {
	var all sync.WaitGroup
	for _, each := range e.all() {
		if outdated(*each.to) {
			all.Go(func() { *each.to = (*each.to).again() })
		}
	}
	all.Wait()
}

// disorders tells whether a note is no longer in order in the index.
func (e *era) disorders(n *Note) bool {
	at, listed := e.place(n)
	return listed && !slices.IsSortedFunc(e.notes[max(at-1, 0):min(at+2, len(e.notes))], inTime)
}

// held is the date at which a note's thing held: of a norm its time in force,
// of a person the term of office if it is stated.
func held(n *Note) edtf.Date {
	switch n.Type.ID {
	case normType:
		return holding(n)
	case personType:
		if v, stated := n.Object.Front.Value("term"); stated && !v.Date.IsZero() {
			return v.Date
		}
	}
	return n.When
}

func (n *Note) held() (edtf.Bounds, bool) { return n.span, n.timed }

func issued(n *Note) (edtf.Bounds, bool) {
	v, stated := n.Object.Front.Value("issued")
	if !stated || v.Date.IsZero() {
		return edtf.Bounds{}, false
	}
	return v.Date.Bounds(), true
}

// supersede ends each norm of which nobody knows when it ended on the day
// before that which supersedes it can at the latest have begun. What is said
// to be in force still is left so.
func (g *Graph) supersede() {
	ends := map[*Note]edtf.Day{}
	for _, n := range g.ByType[normType] {
		if !n.timed || n.span.EarliestEnd == edtf.Future || n.span.LatestEnd != edtf.Future {
			continue
		}
		for later := range related(n, "supersedes", true) {
			start := later.span.LatestStart
			if !later.timed || start == edtf.Past || start == edtf.Future {
				continue
			}
			end, known := ends[n]
			if !known {
				end = edtf.Future
			}
			ends[n] = min(end, max(start-1, n.span.EarliestEnd, n.span.EarliestStart))
		}
	}
	for n, end := range ends {
		n.span.LatestEnd, n.span.LatestStart = end, min(n.span.LatestStart, end)
	}
}

// related yields the notes that a note names in a relation, or those that name
// it there.
func related(n *Note, field string, inverse bool) iter.Seq[*Note] {
	return func(yield func(*Note) bool) {
		for i := range n.Relations {
			r := &n.Relations[i]
			if r.Inverse != inverse || r.Of != field {
				continue
			}
			for _, other := range r.Others {
				if other.Note != nil && other.Note.Role == Ordinary && !yield(other.Note) {
					return
				}
			}
		}
	}
}

// heldIn is a note with its time.
type heldIn struct {
	note *Note
	span edtf.Bounds
}

// newEra indexes notes of a graph that has so many in all.
func newEra(notes []*Note, span func(*Note) (edtf.Bounds, bool), all int) *era {
	var held []heldIn
	for _, n := range notes {
		if bounds, timed := span(n); timed {
			held = append(held, heldIn{n, bounds})
		}
	}
	e := &era{places: make([]int32, all)}
	e.arrange(held)
	e.counter = interval.NewCounter(e.spans)
	return e
}

// again is an index of the same notes in the same time, of which some have other
// titles or tags.
func (e *era) again() *era {
	held := make([]heldIn, len(e.notes))
	for i, n := range e.notes {
		held[i] = heldIn{n, e.spans[i]}
	}
	again := &era{places: make([]int32, len(e.places)), counter: e.counter} // which knows no order
	again.arrange(held)
	return again
}

// arrange puts notes in order, and makes all that depends on it.
func (e *era) arrange(held []heldIn) {
	slices.SortFunc(held, func(a, b heldIn) int { return inTime(a.note, b.note) })
	e.notes, e.spans, e.byTag = make([]*Note, len(held)), make([]edtf.Bounds, len(held)), map[*Tag]*tagged{}
	for i, h := range held {
		e.notes[i], e.spans[i], e.places[h.note.Index] = h.note, h.span, int32(i)+1
		for _, tag := range h.note.Tags {
			for t := tag; t != nil; t = t.Parent {
				of := e.byTag[t]
				if of == nil {
					of = &tagged{}
					e.byTag[t] = of
				}
				if last := len(of.places) - 1; last < 0 || of.places[last] != i {
					of.places = append(of.places, i)
				}
			}
		}
	}
	e.finder, e.order = interval.NewFinder(e.spans), interval.NewOrder(e.spans)
	for _, of := range e.byTag {
		spans := make([]edtf.Bounds, len(of.places))
		for i, at := range of.places {
			spans[i] = e.spans[at]
		}
		of.finder = interval.NewFinder(spans)
	}
}

// inTime orders notes as Graph.Dated does; those without a place there come by
// title.
func inTime(a, b *Note) int { return cmp.Or(cmp.Compare(a.rank, b.rank), ByTitle(a, b)) }

// During answers the questions that a note of its type is asked, those without
// an answer left out. It costs O(log² n) beside what the note itself is linked
// with, of which each costs the same however many notes there are.
func (g *Graph) During(n *Note) []Answer {
	if !n.timed {
		return nil
	}
	questions := asked[n.Type.ID]
	answers := make([]Answer, 0, len(questions))
	for _, question := range questions {
		if a := g.answer(n, question); len(a.Held) > 0 {
			answers = append(answers, a)
		}
	}
	return answers
}

func (g *Graph) answer(n *Note, question Question) Answer {
	a := Answer{Question: question}
	switch question {
	case NormsInForce:
		a.overlapping(g.eras.norms, n, n.span, nil)
	case NormsIssued:
		a.overlapping(g.eras.issued, n, n.span, nil)
	case CasesUnder:
		a.under(n)
	case CasesThen:
		var under map[*Note]bool
		if n.Type.ID == normType {
			under = map[*Note]bool{}
			for c := range related(n, "norms", true) {
				under[c] = true
			}
		}
		a.overlapping(g.eras.cases, n, n.span, under)
	case OrganisationsThen:
		a.overlapping(g.eras.organisations, n, n.span, nil)
		for i := range a.Held {
			a.Held[i].Succeeded = slices.Collect(related(a.Held[i].Note, "successor_of", true))
		}
	case PeriodsThen:
		a.overlapping(g.eras.periods, n, beginning(n), nil)
	case PeriodsBefore:
		before := func(b edtf.Bounds) edtf.Certainty { return b.Before(n.span) }
		a.nearest(g.eras.periods, g.eras.periods.order.Before(n.span), n, before)
	case PeriodsAfter:
		a.nearest(g.eras.periods, g.eras.periods.order.After(n.span), n, n.span.Before)
	}
	return a
}

// beginning is the day on which a norm was issued, or else began to hold.
func beginning(n *Note) edtf.Bounds {
	if b, stated := issued(n); stated {
		return b
	}
	b := n.span
	b.EarliestEnd, b.LatestEnd = b.EarliestStart, b.LatestStart
	return b
}

// overlapping fills the answer with notes of an era that overlap with a span:
// those that the note is related to or linked with before those that share a
// tag with it, and both before those that merely are at the time; of these the
// most specific.
func (a *Answer) overlapping(e *era, n *Note, span edtf.Bounds, except map[*Note]bool) {
	a.Certain, a.Possible = e.counter.Overlapping(span)
	for other := range except {
		if at, listed := e.place(other); listed {
			a.count(e.spans[at].Overlaps(span), -1)
		}
	}
	most := min(MostHeld, a.Certain+a.Possible)
	if most <= 0 {
		return
	}
	a.Held = make([]Held, 0, most)
	add := func(at int) (more bool) {
		other := e.notes[at]
		if other != n && !except[other] && !a.names(other) {
			if certainty := e.spans[at].Overlaps(span); certainty != edtf.No {
				a.Held = append(a.Held, Held{Note: other, Certainty: certainty})
			}
		}
		return len(a.Held) < most
	}
	defer func() { slices.SortFunc(a.Held, func(x, y Held) int { return inTime(x.Note, y.Note) }) }()
	if a.Certain+a.Possible > MostHeld {
		for other := range n.acquainted() {
			if at, listed := e.place(other); listed && !add(at) {
				return
			}
		}
		for _, tag := range n.rarestTags() {
			of := e.byTag[tag]
			if of == nil {
				continue
			}
			for i := range of.finder.Overlapping(span) {
				if !add(of.places[i]) {
					return
				}
			}
		}
	}
	for at := range e.finder.Overlapping(span) {
		if !add(at) {
			return
		}
	}
}

// place is where a note stands in the era. It is asked of all that a note is
// linked with, which may be thousands, so it does not search.
func (e *era) place(n *Note) (int, bool) {
	at := int(e.places[n.Index]) - 1
	return at, at >= 0 && e.notes[at] == n // a translation has the index of its original
}

func (a *Answer) count(certainty edtf.Certainty, by int) {
	switch certainty {
	case edtf.Certainly:
		a.Certain += by
	case edtf.Possibly:
		a.Possible += by
	}
}

func (a *Answer) names(n *Note) bool {
	return slices.ContainsFunc(a.Held, func(h Held) bool { return h.Note == n })
}

// acquainted yields the notes that a note is related to, links to, or is
// linked from, maybe more than once.
func (n *Note) acquainted() iter.Seq[*Note] {
	return func(yield func(*Note) bool) {
		for i := range n.Relations {
			for _, other := range n.Relations[i].Others {
				if other.Note != nil && !yield(other.Note) {
					return
				}
			}
		}
		for _, target := range n.Targets {
			if target.Note != nil && !yield(target.Note) {
				return
			}
		}
		for _, mention := range n.Backlinks {
			if !yield(mention.From) {
				return
			}
		}
	}
}

// rarestTags are the note's tags, those of the fewest notes first.
func (n *Note) rarestTags() []*Tag {
	tags := slices.Clone(n.Tags)
	slices.SortStableFunc(tags, func(a, b *Tag) int { return len(a.Notes) - len(b.Notes) })
	return tags
}

// under fills the answer with the cases that apply the norm, those whose time
// fits before those whose time does not.
func (a *Answer) under(n *Note) {
	var all []Held
	for c := range related(n, "norms", true) {
		certainty := edtf.Possibly
		if c.timed {
			certainty = c.span.Overlaps(n.span)
		}
		a.count(certainty, 1)
		all = append(all, Held{Note: c, Certainty: certainty})
	}
	slices.SortStableFunc(all, func(x, y Held) int { return cmp.Compare(y.Certainty, x.Certainty) })
	a.Held = all[:min(len(all), MostHeld)]
	slices.SortFunc(a.Held, func(x, y Held) int { return inTime(x.Note, y.Note) })
}

// nearest fills the answer with the first few of the places in an era.
func (a *Answer) nearest(e *era, places iter.Seq[int], n *Note, certainty func(edtf.Bounds) edtf.Certainty) {
	for at := range places {
		if e.notes[at] == n {
			continue
		}
		how := certainty(e.spans[at])
		a.count(how, 1)
		a.Held = append(a.Held, Held{Note: e.notes[at], Certainty: how})
		if len(a.Held) == nearestPeriods {
			break
		}
	}
	slices.SortFunc(a.Held, func(x, y Held) int { return inTime(x.Note, y.Note) })
}
