package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/matrix"
	"fangzhi/generator/text"
)

// Bounds of the pages of responsibilities. A site with few powers has one
// page, larger ones have one for every powersOfPage powers.
const (
	powersOfOnePage = 36
	powersOfPage    = 20
	powerSpans      = 24  // of one page; with more changes, spans hold several
	powerActors     = 8   // columns of one table; the rest share one
	powerSources    = 4   // norms named in one cell, for one share
	powerOthers     = 12  // actors named in the column that they share
	powerUndated    = 200 // entries without a date that are listed
	powerPeriods    = 60  // periods that one can choose
)

// PowersCSVAddress is where all assignments can be had as data.
const PowersCSVAddress address.Path = "/responsibilities.csv"

// powers is everything that norms assign, in order of time.
type powers struct {
	list    []power
	place   map[string]int // of a power in list, by its key
	actors  []*graph.Note  // those with most assignments first, equal ones in order of time
	rank    map[*graph.Note]int
	undated []*graph.Assignment
	all     []*graph.Assignment // in order of time
	norms   int
	chunks  [][]power
}

// power is one power or duty with all its assignments, in order of time.
type power struct {
	name        string
	duty        bool
	assignments []*graph.Assignment
}

// gatherPowers brings together what the norms assign.
func (p *Planner) gatherPowers() {
	w := &powers{all: p.graph.Assignments, place: map[string]int{}, rank: map[*graph.Note]int{}}
	p.powers = w
	for _, n := range p.graph.Ordinary() {
		if len(n.Assigns) > 0 {
			w.norms++
		}
	}
	shares := map[*graph.Note]int{}
	for _, a := range w.all {
		if a.When.IsZero() {
			w.undated = append(w.undated, a)
			continue
		}
		i, known := w.place[a.Key]
		if !known {
			i = len(w.list)
			w.place[a.Key] = i
			w.list = append(w.list, power{name: a.Power, duty: a.Duty})
		}
		w.list[i].assignments = append(w.list[i].assignments, a)
		for _, to := range a.To {
			if to.Note == nil {
				continue
			}
			if shares[to.Note] == 0 {
				w.actors = append(w.actors, to.Note)
			}
			shares[to.Note]++
		}
	}
	// Those with much to do stand first, where they are seen without scrolling.
	slices.SortStableFunc(w.actors, func(a, b *graph.Note) int { return shares[b] - shares[a] })
	for i, actor := range w.actors {
		w.rank[actor] = i
	}
	size := powersOfOnePage
	if len(w.list) > powersOfOnePage {
		size = powersOfPage
	}
	w.chunks = slices.Collect(slices.Chunk(w.list, size))
}

func (w *powers) none() bool { return len(w.all) == 0 }

func powersAddress(page int) address.Path {
	if page == 0 {
		return PowersAddress
	}
	return address.Page("responsibilities", strconv.Itoa(page+1))
}

func (p *Planner) powerPages() []Page {
	var pages []Page
	for i := range max(1, len(p.powers.chunks)) {
		pages = append(pages, Page{Address: powersAddress(i), Kind: Powers, view: func(p *Planner) (any, []diag.Diagnostic) { return p.responsibilities(i), nil }})
	}
	if !p.powers.none() {
		pages = append(pages, Page{Address: PowersCSVAddress, view: func(p *Planner) (any, []diag.Diagnostic) { return p.powersCSV(), nil }})
	}
	return pages
}

func (p *Planner) responsibilities(page int) *PowersPage {
	w := p.powers
	v := &PowersPage{
		Frame:  p.frame(powersAddress(page), p.say("nav.responsibilities"), ""),
		Counts: p.with("powers.count", "n", len(w.list)) + p.say("list.comma") + p.with("powers.actors", "n", len(w.actors)) + p.say("list.comma") + p.with("powers.norms", "n", w.norms),
		CSV:    p.href(PowersCSVAddress), Empty: w.none(),
	}
	v.Description = p.with("powers.description", "n", len(w.list), "site", p.settings.Title)
	v.Section = p.href(PowersAddress)
	v.Pager = p.pager(len(w.chunks), page, powersAddress)
	if page > 0 {
		v.Title = p.with("list.numbered", "title", p.say("nav.responsibilities"), "number", page+1)
		v.Crumbs = append(v.Crumbs, Link{Text: p.say("nav.responsibilities"), Href: v.Section})
	}
	if page < len(w.chunks) {
		p.laySpans(v, page, w.chunks[page])
	}
	if page == 0 {
		for _, a := range w.undated[:min(len(w.undated), powerUndated)] {
			v.Undated = append(v.Undated, p.assignRows(a)...)
		}
		v.UndatedMore = len(w.undated) - min(len(w.undated), powerUndated)
	}
	return v
}

// laid are the powers of one page with what they were laid out from.
type laid struct {
	powers []power
	grants []matrix.Grant
	of     []*graph.Assignment // parallel to grants
	spans  []matrix.Span
}

func (p *Planner) laySpans(v *PowersPage, page int, list []power) {
	l := laid{powers: list}
	for i, power := range list {
		for _, a := range power.assignments {
			for _, to := range a.To {
				if to.Note != nil {
					l.grants = append(l.grants, matrix.Grant{Power: i, Actor: p.powers.rank[to.Note], Share: a.Share, When: a.When})
					l.of = append(l.of, a)
				}
			}
		}
	}
	l.spans = matrix.Lay(l.grants, len(list), powerSpans)
	for i := range l.spans {
		v.Spans = append(v.Spans, p.powerSpan(&l, i))
	}
	p.powerPeriods(v, page, l.spans)
	for _, s := range l.spans {
		for _, power := range s.Powers {
			for _, h := range power.Holdings {
				v.Rounded = v.Rounded || h.Partly
			}
		}
	}
}

// powerPeriods offers the periods among the notes in which there is a table.
func (p *Planner) powerPeriods(v *PowersPage, page int, spans []matrix.Span) {
	for _, n := range graph.Dated(p.graph.ByType["period"]) {
		first, last := n.When.Span()
		at := slices.IndexFunc(spans, func(s matrix.Span) bool { return s.Last >= first })
		if at < 0 || spans[at].First > last {
			continue
		}
		if len(v.Periods) == powerPeriods {
			v.PeriodsMore++
			continue
		}
		period := PowerPeriod{Link: p.noteLink(n), At: dayText(first) + "/" + dayText(last)}
		period.Href = p.href(powersAddress(page)) + "?at=" + period.At + "#" + v.Spans[at].ID
		v.Periods = append(v.Periods, period)
	}
}

func (p *Planner) powerSpan(l *laid, at int) PowerSpan {
	s := &l.spans[at]
	v := PowerSpan{Words: p.words, Title: text.Capital(p.spanWords(s)), First: dayText(s.First), Last: dayText(s.Last), ID: "from-" + cmp.Or(dayText(s.First), "the-beginning")}
	columns, others := spanActors(s)
	for _, actor := range columns {
		v.Actors = append(v.Actors, p.noteLink(p.powers.actors[actor]))
	}
	if len(others) > 0 {
		v.Others = len(others)
	}
	for i := range s.Powers {
		power := &s.Powers[i]
		if power.State != matrix.Held {
			without := PowerWithout{
				Name: l.powers[i].name, State: p.say(stateWords[power.State]), Since: p.sinceWords(l, at, i),
			}
			if power.State == matrix.NotYet {
				v.NotYet = append(v.NotYet, without)
			} else {
				v.Without = append(v.Without, without)
			}
			continue
		}
		row := PowerRow{Name: l.powers[i].name, Language: p.runLanguage(l.powers[i].name), Duty: l.powers[i].duty, Marks: p.powerMarks(power)}
		for _, actor := range columns {
			row.Cells = append(row.Cells, p.held(l, power, func(a int) bool { return a == actor }))
		}
		if len(others) > 0 {
			row.Cells = append(row.Cells, p.othersHeld(l, power, others))
		}
		if power.Several != edtf.No {
			v.Several++
		}
		if power.Changed != edtf.No {
			v.Changed++
		}
		v.Rows = append(v.Rows, row)
	}
	v.Nobody = len(v.Without)
	return v
}

var stateWords = map[matrix.State]string{matrix.NotYet: "powers.not-yet", matrix.NoLonger: "powers.no-longer", matrix.Gap: "powers.not-now"}

// spanActors are the actors with a share during a span: those that have a
// column of their own, and those that share one.
func spanActors(s *matrix.Span) (columns, others []int) {
	shares := map[int]int{}
	for i := range s.Powers {
		for _, h := range s.Powers[i].Holdings {
			if shares[h.Actor] == 0 {
				columns = append(columns, h.Actor)
			}
			shares[h.Actor]++
		}
	}
	slices.Sort(columns)
	if len(columns) <= powerActors+1 {
		return columns, nil
	}
	slices.SortStableFunc(columns, func(a, b int) int { return shares[b] - shares[a] })
	columns, others = columns[:powerActors], columns[powerActors:]
	slices.Sort(columns)
	slices.Sort(others)
	return columns, others
}

// held is what stands in the cells of the actors that belong.
func (p *Planner) held(l *laid, power *matrix.Power, belongs func(int) bool) []Held {
	var cell []Held
	for _, h := range power.Holdings {
		if !belongs(h.Actor) {
			continue
		}
		v := Held{Share: p.share(h.Share), Kind: strings.ReplaceAll(h.Share.String(), " ", "-"), Possibly: h.Certainty == edtf.Possibly && !h.Partly, Partly: h.Partly}
		for _, grant := range h.Grants[:min(len(h.Grants), powerSources)] {
			v.Norms = append(v.Norms, p.normLink(l.of[grant]))
		}
		v.More = len(h.Grants) - len(v.Norms)
		cell = append(cell, v)
	}
	return cell
}

// othersHeld is what stands in the column that many actors share.
func (p *Planner) othersHeld(l *laid, power *matrix.Power, others []int) []Held {
	cell := p.held(l, power, func(a int) bool { _, found := slices.BinarySearch(others, a); return found })
	i := 0
	for _, h := range power.Holdings {
		if _, found := slices.BinarySearch(others, h.Actor); found {
			actor := p.noteLink(p.powers.actors[h.Actor])
			cell[i].Actor = &actor
			i++
		}
	}
	if len(cell) > powerOthers {
		rest := len(cell) - powerOthers
		cell = append(cell[:powerOthers], Held{Rest: rest})
	}
	return cell
}

// normLink leads to where a norm assigns something.
func (p *Planner) normLink(a *graph.Assignment) Link {
	l := p.noteLink(a.By)
	if len(a.Passages) > 0 && len(a.Passages[0].Cluster.Cites) == 0 {
		l = l.to(p.passageHref(a.By, a.Passages[0]))
	}
	return l
}

// powerMarks say what is worth seeing of a power in a span.
func (p *Planner) powerMarks(power *matrix.Power) []PowerMark {
	var marks []PowerMark
	add := func(kind, sign, words string) {
		marks = append(marks, PowerMark{kind, sign, written(func(b *markup) { p.prose(b, words) })})
	}
	if power.Several != edtf.No {
		add("several", "‖", p.perhaps(power.Several, "powers.several-with", "powers.several-possibly", "who", p.countWords(power)))
	}
	switch {
	case power.Begins:
		add("begins", "+", p.say("powers.begins"))
	case power.Changed != edtf.No:
		add("changed", "⇄", p.perhaps(power.Changed, "powers.hands", "powers.hands-possibly", "how", p.handsWords(power)))
	}
	return marks
}

// perhaps is one message for what is certain, and another for what is not.
func (p *Planner) perhaps(c edtf.Certainty, certain, possible, name, value string) string {
	if c == edtf.Possibly {
		return p.with(possible, name, value)
	}
	return p.with(certain, name, value)
}

// countWords says how many actors have a share, and which share several have.
func (p *Planner) countWords(power *matrix.Power) string {
	actors, having := 0, map[string]int{}
	for i, h := range power.Holdings {
		if i == 0 || power.Holdings[i-1].Actor != h.Actor {
			actors++
		}
		having[h.Share.String()]++
	}
	words := p.with("powers.actors", "n", actors)
	var alike []string
	for _, share := range power.Alike {
		alike = append(alike, p.with("powers.alike-"+strings.ReplaceAll(share.String(), " ", "-"), "n", having[share.String()]))
	}
	if len(alike) > 0 {
		words += p.say("list.comma") + strings.Join(alike, p.say("list.comma"))
	}
	return words
}

// handsMost is how many actors are named of those that came or went.
const handsMost = 4

func (p *Planner) handsWords(power *matrix.Power) string {
	names := func(actors []int) string {
		var names []string
		for _, a := range actors[:min(len(actors), handsMost)] {
			names = append(names, p.noteLink(p.powers.actors[a]).Text)
		}
		if more := len(actors) - len(names); more > 0 {
			names = append(names, p.with("powers.more", "n", more))
		}
		return p.list(names)
	}
	switch {
	case len(power.Lost) == 0:
		return p.with("powers.hands-gained", "names", names(power.Gained))
	case len(power.Gained) == 0:
		return p.with("powers.hands-lost", "names", names(power.Lost))
	}
	return p.with("powers.hands-moved", "lost", names(power.Lost), "gained", names(power.Gained))
}

// sinceWords says when a power without holder last had one, or will have.
func (p *Planner) sinceWords(l *laid, at, power int) string {
	if l.spans[at].Powers[power].State == matrix.NotYet {
		for i := at; i < len(l.spans); i++ {
			if l.spans[i].Powers[power].State == matrix.Held {
				return p.with("powers.from", "day", p.dayWords(l.spans[i].First))
			}
		}
		return ""
	}
	for i := at; i >= 0; i-- {
		if l.spans[i].Powers[power].State == matrix.Held {
			return p.with("powers.until", "day", p.dayWords(l.spans[i].Last))
		}
	}
	return ""
}

// spanWords are the days of a span in words, as coarse as is exact.
func (p *Planner) spanWords(s *matrix.Span) string {
	first, last := dayText(s.First), dayText(s.Last)
	switch {
	case first == "" || last == "" || !wholeMonths(s.First, s.Last):
	case strings.HasSuffix(first, "-01-01") && strings.HasSuffix(last, "-12-31"):
		first, last = strings.TrimSuffix(first, "-01-01"), strings.TrimSuffix(last, "-12-31")
	default:
		first, last = first[:len(first)-3], last[:len(last)-3]
	}
	text := first
	if first != last {
		text = cmp.Or(first, "..") + "/" + cmp.Or(last, "..")
	}
	if d, err := edtf.Parse(text); err == nil {
		return d.Words(p.language())
	}
	return first + " – " + last
}

// wholeMonths tells whether the days are the first and the last of a month.
func wholeMonths(first, last edtf.Day) bool {
	_, _, day := first.Civil()
	_, _, next := (last + 1).Civil()
	return day == 1 && next == 1
}

func (p *Planner) dayWords(d edtf.Day) string {
	if date, err := edtf.Parse(d.String()); err == nil {
		return date.Words(p.language())
	}
	return d.String()
}

// dayText is the day as EDTF, "" for what has no bound.
func dayText(d edtf.Day) string {
	if d == edtf.Past || d == edtf.Future {
		return ""
	}
	return d.String()
}
