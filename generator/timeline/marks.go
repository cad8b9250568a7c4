package timeline

import (
	"slices"

	"fangzhi/generator/text"
)

// pack places items into as few rows as hold them without overlap, each into
// the highest that is free (greedy interval partitioning): with room for every
// label, or else for the marks alone. There are no marks if there are too many.
func pack(spans []Placed, s scale) (marks []Mark, height float64) {
	if len(spans) > mostMarks {
		return nil, 0
	}
	marks = make([]Mark, len(spans))
	room := make([]reach, mostMarks)[:len(spans)]
	for i := range spans {
		marks[i], room[i] = mark(&spans[i], s)
	}
	if rows := partition(marks, room, airyRows, rowStep); rows > 0 {
		return marks, float64(rows) * rowStep
	}
	if rows := partition(marks, room, mostRows, denseStep); rows > 0 {
		return marks, float64(rows) * denseStep
	}
	for i := range marks {
		room[i] = reach{marks[i].X, marks[i].X + marks[i].Width}
		marks[i].Label, marks[i].LabelEnd, marks[i].LabelRoom = "", false, 0
	}
	rows := partition(marks, room, mostTightRows, tightStep)
	if rows == 0 {
		return nil, 0
	}
	labelWhereFree(marks, s.width)
	return marks, float64(rows) * tightStep
}

// reach is what a mark takes up along the axis.
type reach struct{ from, to float64 }

// partition gives each mark a row and its place in it, and returns how many
// rows there are, or none if that is more than the most. Each is step high.
func partition(marks []Mark, room []reach, most int, step float64) int {
	free := make([]float64, 0, mostRows)
	for i := range marks {
		row := slices.IndexFunc(free, func(from float64) bool { return from <= room[i].from })
		if row < 0 {
			if row = len(free); row == most {
				return 0
			}
			free = append(free, 0)
		}
		free[row] = room[i].to + labelGap
		top := float64(row) * step
		marks[i].Y = top + (step-barHeight)/2
		marks[i].LabelY = top + step/2 + textSize*0.35
	}
	return len(free)
}

// labelWhereFree gives a label to each mark that has room for it before the
// next of its row, or else after the last and its label.
func labelWhereFree(marks []Mark, width float64) {
	next := map[float64]float64{} // of the row's Y: where what is to the right begins
	for i := len(marks) - 1; i >= 0; i-- {
		m := &marks[i]
		right, taken := next[m.Y]
		if !taken {
			right = width
		}
		label := text.Clip(m.Item.Label, labelMost)
		if x := round(m.X + m.Width + labelGap); x+labelWidth(label) <= right {
			m.Label, m.LabelX = label, x
		}
		next[m.Y] = m.X - labelGap
	}
}

// mark places one item along the axis, and tells the room that it takes with
// its label.
func mark(item *Placed, s scale) (Mark, reach) {
	m := Mark{
		Item: item.item, Span: [4]float64{item.earliestStart, item.latestStart, item.earliestEnd, item.latest},
		OpenStart: item.openStart, OpenEnd: item.openEnd, Approximate: item.approximate,
		FadedStart: item.fadedStart, FadedEnd: item.fadedEnd, UnknownStart: item.unknownStart, UnknownEnd: item.unknownEnd,
		Point: item.point(), Height: barHeight,
		CutStart: item.earliestStart < s.from, CutEnd: item.latest > s.to,
	}
	start, end := max(s.x(item.earliestStart), 0), min(s.x(item.latest), s.width)
	m.X, m.Width = min(start, s.width-3), max(round(end-start), 3)
	coreStart, coreEnd := s.x(item.latestStart), s.x(item.earliestEnd)
	if m.Point {
		middle := min(max((start+end)/2, dot/2), s.width-dot/2)
		coreStart, coreEnd = middle-dot/2, middle+dot/2
		if m.Width < dot {
			m.X, m.Width = round(coreStart), dot
		}
	}
	switch edge := Margin / 2; {
	case m.OpenStart:
		m.X, m.Width = edge, round(m.X+m.Width-edge)
		coreStart = m.X
	case m.UnknownStart:
		m.X = round(max(end-tail, edge))
		m.Width, coreStart = round(max(end-m.X, 3)), m.X
	}
	switch edge := s.width - Margin/2; {
	case m.OpenEnd:
		m.Width = round(edge - m.X)
		coreEnd = m.X + m.Width
	case m.UnknownEnd:
		m.Width = round(max(min(m.X+tail, edge)-m.X, 3))
		coreEnd = m.X + m.Width
	}
	coreStart, coreEnd = min(max(coreStart, m.X), m.X+m.Width), min(coreEnd, m.X+m.Width)
	if m.CoreX = round(coreStart); coreEnd > coreStart {
		m.CoreWidth = round(coreEnd - coreStart)
	}
	return m, m.label(s.width)
}

// label puts the label to the right of the mark, or to its left at the right
// margin. Where neither side has room for it, it stands upon a mark that is
// long enough, or is cut to fit the side that has more: also if it would hide
// most of its mark, and most of it has room beside.
func (m *Mark) label(width float64) reach {
	m.Label = text.Clip(m.Item.Label, labelMost)
	wide := labelWidth(m.Label)
	from, to := m.X, m.X+m.Width
	if to+labelGap+wide <= width {
		m.LabelX = round(to + labelGap)
		return reach{from, m.LabelX + wide}
	}
	if from-labelGap-wide >= 0 {
		m.LabelX, m.LabelEnd = round(from-labelGap), true
		return reach{m.LabelX - wide, to}
	}
	right, left := width-to-labelGap, from-labelGap
	cut := fitting(m.Item.Label, max(left, right))
	upon, whole := wide+2*labelGap, 2*labelWidth(cut) < wide
	if to-from >= 2*upon || to-from >= upon && whole {
		m.LabelX, m.LabelRoom = round(from+min(beginning, (to-from-wide)/2)), round(wide)
		return reach{from, to}
	}
	if m.Label = cut; cut == "" {
		return reach{from, to}
	}
	wide = labelWidth(cut)
	if right >= left {
		m.LabelX = round(to + labelGap)
		return reach{from, m.LabelX + wide}
	}
	m.LabelX, m.LabelEnd = round(from-labelGap), true
	return reach{m.LabelX - wide, to}
}

// labelWidth estimates the room of a label: it is drawn by a font not known
// here, so the estimate is on the wide side.
func labelWidth(label string) float64 {
	wide := 0.0
	for _, r := range label {
		if r >= 0x2E80 {
			wide += textSize * 1.02
		} else {
			wide += textSize * 0.58
		}
	}
	return round(wide)
}
