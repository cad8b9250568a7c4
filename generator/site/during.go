package site

import (
	"strconv"

	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/schema"
)

// then is what the page of a note says of its time, nil where there is nothing
// to say.
func (p *Planner) then(n *graph.Note) *Then {
	answers, line, changes := p.graph.During(n), p.line(n), p.changes(n)
	if len(answers)+len(line)+len(changes) == 0 {
		return nil
	}
	t := &Then{Words: p.words, Line: line, Changes: changes, Joins: make([]TimeJoin, len(answers))}
	for i := range answers {
		t.Joins[i] = p.timeJoin(n, &answers[i])
	}
	return t
}

// joinTitles are the messages that head the answers on the page of a note.
var joinTitles = map[graph.Question]string{
	graph.NormsInForce:      "during.norms-in-force",
	graph.NormsIssued:       "during.norms-issued",
	graph.CasesUnder:        "during.cases-under",
	graph.CasesThen:         "during.cases-then",
	graph.OrganisationsThen: "during.organisations",
	graph.PeriodsThen:       "during.periods",
	graph.PeriodsBefore:     "during.periods-before",
	graph.PeriodsAfter:      "during.periods-after",
}

func (p *Planner) timeJoin(n *graph.Note, a *graph.Answer) TimeJoin {
	j := TimeJoin{Title: p.say(joinTitles[a.Question]), Rows: make([]TimeRow, len(a.Held))}
	if a.Question == graph.CasesThen && n.Type.ID == "norm" {
		j.Title = p.say("during.cases-other")
	}
	for i := range a.Held {
		held, row := &a.Held[i], &j.Rows[i]
		entry := &p.named(held.Note).entry
		row.Link, row.When, row.Doubt = &entry.Link, entry.When, p.doubt(held.Certainty)
		if a.Question == graph.NormsIssued {
			if v, stated := held.Note.Object.Front.Value("issued"); stated {
				row.When = v.Date.Words(p.language())
			}
		}
		for _, later := range held.Succeeded {
			row.Remark = p.say("during.succeeded")
			row.Others = append(row.Others, p.noteLink(later))
		}
	}
	switch a.Question {
	case graph.PeriodsBefore, graph.PeriodsAfter:
		return j // the nearest, which nobody counts
	case graph.CasesUnder:
		for i := range n.Relations {
			if r := &n.Relations[i]; r.Inverse && r.Of == "norms" {
				j.Total = max(len(j.Rows), len(r.Others))
			}
		}
	default:
		j.Total = a.Certain + a.Possible
	}
	j.Possible = a.Possible
	if j.Total > len(j.Rows) {
		j.More = p.timeMore(n, *a.Held[0].Note.Type)
	}
	return j
}

// doubt says in a word how certain a row is; what is certain needs none.
func (p *Planner) doubt(certainty edtf.Certainty) string {
	switch certainty {
	case edtf.Possibly:
		return p.say("during.possibly")
	case edtf.No:
		return p.say("during.not-then")
	}
	return ""
}

// timeMore leads to where all notes of a type can be found by their time, for
// answers that do not name them all: to the list of the type, whose timeline
// shows the time of the note. It is the only place that knows where.
func (p *Planner) timeMore(n *graph.Note, of schema.Type) Link {
	href := p.indexLink(of).Href
	if b := n.Bounds(); b.EarliestStart != edtf.Past && b.LatestEnd != edtf.Future {
		from, _, _ := b.EarliestStart.Civil()
		to, _, _ := b.LatestEnd.Civil()
		href += "?t=" + strconv.FormatInt(from, 10) + ".." + strconv.FormatInt(to+1, 10)
	}
	return Link{Text: p.with("during.all", "types", p.plural(of)), Href: href}
}

// line is what came before the note and after it, with the note itself; empty
// where there is nothing else.
func (p *Planner) line(n *graph.Note) []LineStep {
	line := p.graph.Line(n)
	if len(line.Earlier)+len(line.Later) == 0 {
		return nil
	}
	steps := make([]LineStep, 0, len(line.Earlier)+1+len(line.Later))
	add := func(s graph.Step) {
		entry := &p.named(s.Note).entry
		step := LineStep{Link: entry.Link, When: entry.When, Relation: p.relation(s.Of, s.Inverse)}
		if s.Via != n {
			via := p.noteLink(s.Via)
			step.Via = Link{Text: via.Text, Language: via.Language}
		}
		steps = append(steps, step)
	}
	for _, s := range line.Earlier {
		add(s)
	}
	own := &p.named(n).entry
	steps = append(steps, LineStep{Link: Link{Text: own.Text, Language: own.Language}, When: own.When, Current: true})
	for _, s := range line.Later {
		add(s)
	}
	steps[0].Beyond = line.MoreEarlier
	if line.MoreLater {
		steps[len(steps)-1].Beyond = true
	}
	return steps
}

// changes are the tables of what differs from what the note took the place of.
func (p *Planner) changes(n *graph.Note) []TimeChange {
	var changes []TimeChange
	for _, c := range p.graph.Changes(n, p.settings.Schema) {
		change := TimeChange{From: p.noteLink(c.From), Relation: p.label(c.Relation), More: c.More, Now: Link{Text: p.noteLink(n).Text, Language: p.noteLink(n).Language}}
		for _, d := range c.Differences {
			change.Rows = append(change.Rows, ChangeRow{
				Name: p.differs(d), Old: p.said(c.From, d.Old), New: p.said(n, d.New),
			})
		}
		if compared, ok := p.compared[n]; ok {
			change.Compare = Link{Text: p.comparedWith(compared), Href: p.href(compared.at) + compared.fragment}
		}
		changes = append(changes, change)
	}
	return changes
}

// differs is what differs: a field, or an attribute by the name that the note
// gives it.
func (p *Planner) differs(d graph.Difference) Link {
	if d.Field != "" {
		name := p.label(d.Field)
		return Link{Text: name, Language: p.runLanguage(name)}
	}
	return Link{Text: d.Name, Language: p.runLanguage(d.Name)}
}

// said is what a note says of one point, each value linked to its passage.
func (p *Planner) said(n *graph.Note, s graph.Said) []Value {
	var values []Value
	switch {
	case s.Attribute != nil && s.Attribute.Unknown:
		return []Value{{Text: p.say("note.not-known")}}
	case s.Attribute != nil:
		v := Value{Text: s.Attribute.Value, Language: p.runLanguage(s.Attribute.Value)}
		if len(s.Attribute.Passages) > 0 && s.Attribute.Passages[0].Words == "" {
			v.Href = p.passageHref(n, s.Attribute.Passages[0])
		}
		return []Value{v}
	case len(s.Related) > 0:
		for _, other := range s.Related {
			values = append(values, p.relatedValue(other))
		}
		return values
	case len(s.Texts) > 0:
		text := p.list(s.Texts)
		return []Value{{Text: text, Language: p.runLanguage(text)}}
	}
	return []Value{{Text: p.say("note.not-stated")}}
}
