package timeline

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strings"

	"fangzhi/generator/edtf"
)

// Columns are the names in the first record of CSV. The date is EDTF. The four
// days are those between which it starts and ends, as edtf.Bounds has them, in
// the form 1956-09-24; a day is empty where there is no bound. Tags are
// separated by semicolons.
var Columns = []string{"title", "original_title", "type", "lane", "date", "words", "earliest_start", "latest_start", "earliest_end", "latest_end", "tags", "address"}

// CSV is the items of a chart as comma-separated values (RFC 4180, in UTF-8,
// lines ending with a line feed), in order of time. It has the items that
// Layout draws, and no others. absolute makes a full address of an item's.
func CSV(items []Item, absolute func(href string) string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(Columns) // a buffer takes all that is written
	drawn := slices.DeleteFunc(slices.Clone(items), func(item Item) bool {
		first, last := item.When.Span()
		return item.When.IsZero() || first == edtf.Past && last == edtf.Future
	})
	slices.SortStableFunc(drawn, func(a, b Item) int { return cmp.Or(edtf.Compare(a.When, b.When), cmp.Compare(a.Label, b.Label)) })
	for _, item := range drawn {
		at := item.When.Bounds()
		w.Write([]string{
			item.Label, item.Original, item.Type, item.Lane, item.When.String(), item.Words,
			day(at.EarliestStart), day(at.LatestStart), day(at.EarliestEnd), day(at.LatestEnd),
			strings.Join(item.Tags, ";"), absolute(item.Href),
		})
	}
	w.Flush()
	return b.Bytes()
}

// day is a bound; nothing where there is none.
func day(d edtf.Day) string {
	if d == edtf.Past || d == edtf.Future {
		return ""
	}
	return d.String()
}
