package timeline

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"fangzhi/generator/text"
)

// Background is the periods of a site, in the order in which they end, ready
// to be laid behind many charts.
type Background struct {
	periods []Placed
	lane    string
}

// mostBands is how many periods are laid behind a chart. More would be stripes
// that say nothing.
const mostBands = 24

// NewBackground makes a background of periods, which all stand in one lane
// where they are items of a chart themselves.
func NewBackground(periods []Placed) *Background {
	b := &Background{periods: inTime(periods)}
	if len(periods) > 0 {
		b.lane = periods[0].item.Lane
	}
	slices.SortStableFunc(b.periods, func(x, y Placed) int { return cmp.Compare(x.lasts(), y.lasts()) })
	return b
}

// lasts is until when an item lasts, in years.
func (s *Placed) lasts() float64 {
	if s.openEnd {
		return math.Inf(1)
	}
	return s.latest
}

// among tells whether the periods have a lane of their own.
func (b *Background) among(lanes []named) bool {
	return b != nil && slices.ContainsFunc(lanes, func(l named) bool { return l.ID == b.lane })
}

// bands chooses as many periods as do not overlap by more than a year, which
// is how far those may that are dated by years alone.
func (b *Background) bands(s scale) []Band {
	var room [mostBands]Band
	bands := room[:0]
	free := s.from
	for i := range b.periods {
		p := &b.periods[i]
		start, end := max(p.earliestStart, s.from), min(p.lasts(), s.to)
		if p.openStart {
			start = s.from
		}
		if start < free-narrow || end <= max(start, free) || p.openStart && p.openEnd {
			continue
		}
		if len(bands) == mostBands {
			return nil
		}
		bands = append(bands, newBand(p, max(start, free), end, s, len(bands)%2 == 1))
		free = end
	}
	return append([]Band(nil), bands...)
}

func newBand(p *Placed, start, end float64, s scale, alternate bool) Band {
	band := Band{
		X: s.x(start), Start: start, End: end, Type: p.item.Type, Alternate: alternate,
		Name: p.item.Label, Title: s.words.Titled(p.item.Label, p.item.Words), Href: p.item.Href,
	}
	band.Width = round(s.x(end) - band.X)
	band.LabelX, band.LabelY = round(band.X+labelGap), 13
	band.Label = fitting(p.item.Label, band.Width-2*labelGap)
	return band
}

// fitting is as much of a label as has room, or nothing where that is too
// little to be read.
func fitting(label string, room float64) string {
	if labelWidth(label) <= room {
		return label
	}
	letters := int(room / (textSize * 0.62))
	if clipped := strings.TrimSpace(text.Clip(label, letters)); letters >= 8 && labelWidth(clipped) <= room {
		return clipped
	}
	return ""
}
