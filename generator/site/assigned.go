package site

import (
	"fangzhi/generator/graph"
)

// assignRows is how many rows the tables on the page of a note have at most.
const assignRows = 100

// assignRows are the rows of one entry of assigns: one for each actor.
func (p *Planner) assignRows(a *graph.Assignment) []AssignRow {
	var rows []AssignRow
	for _, to := range a.To {
		row := AssignRow{
			Power: Link{Text: a.Power, Language: p.runLanguage(a.Power)}, Duty: a.Duty, To: p.relatedValue(to), Share: p.share(a.Share),
			By: p.noteLink(a.By), Passages: p.passages(a.By, a.Passages),
		}
		if !a.When.IsZero() {
			row.When = a.When.Words(p.language())
			row.Power.Href = p.powerHref(a)
		}
		rows = append(rows, row)
	}
	return rows
}

// powerHref leads to the page of responsibilities that has a power.
func (p *Planner) powerHref(a *graph.Assignment) string {
	size := len(p.powers.chunks[0])
	return p.href(powersAddress(p.powers.place[a.Key] / size))
}

// assigned fills the tables of a note's own page: what it assigns, and what is
// assigned to it.
func (p *Planner) assigned(v *NotePage, n *graph.Note) {
	for i := range n.Assigns {
		v.Assigns = append(v.Assigns, p.assignRows(&n.Assigns[i])...)
	}
	for _, a := range n.Assigned[:min(len(n.Assigned), assignRows)] {
		one := *a
		one.To = []graph.Related{{Note: n}}
		v.Assigned = append(v.Assigned, p.assignRows(&one)...)
	}
	v.AssignsMore = max(0, len(v.Assigns)-assignRows)
	v.AssignedMore = len(n.Assigned) - len(v.Assigned)
	v.Assigns = v.Assigns[:min(len(v.Assigns), assignRows)]
	if len(v.Assigns)+len(v.Assigned) > 0 {
		v.Powers = p.href(PowersAddress)
	}
}

// powersCSV has one line for each actor of each entry.
func (p *Planner) powersCSV() []byte {
	rows := [][]string{{"power", "kind", "actor", "actor_title", "share", "norm", "norm_title", "when", "passage"}}
	for _, a := range p.powers.all {
		kind := "power"
		if a.Duty {
			kind = "duty"
		}
		for _, to := range a.To {
			name, title := to.Name, ""
			if to.Note != nil {
				name, title = to.Note.Object.Name(), to.Note.Title
			}
			rows = append(rows, []string{
				a.Power, kind, name, title, a.Share.String(), a.By.Object.Name(), a.By.Title, dateText(a.When), p.passageWords(a.By, a.Passages),
			})
		}
	}
	return csvBytes(rows)
}
