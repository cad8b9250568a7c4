package timeline

import (
	"bytes"
	"encoding/csv"
	"strings"
	"sync"

	"fangzhi/generator/edtf"
)

// Columns are the names in the first record of a timeline's data, which is
// comma-separated (RFC 4180, in UTF-8, lines ending with a line feed). The date
// is EDTF. The four days are those between which it starts and ends, as
// edtf.Bounds has them, in the form 1956-09-24; a day is empty where there is
// no bound. Tags are separated by semicolons.
var Columns = []string{"title", "original_title", "type", "lane", "date", "words", "earliest_start", "latest_start", "earliest_end", "latest_end", "tags", "address"}

// Head is the first record.
func Head() []byte { return record(Columns) }

// Record is that of an item.
func (s Placed) Record() []byte {
	if s.item.record == nil {
		return s.newRecord()
	}
	return s.item.record
}

// Recorded is an item of many timelines, with its record at hand.
func (s Placed) Recorded() Placed {
	s.item.record = s.newRecord()
	return s
}

func (s Placed) newRecord() []byte {
	item := s.item
	at := item.When.Bounds()
	return record([]string{
		item.Label, item.Original, item.Type, item.Lane, item.When.String(), item.Words,
		day(at.EarliestStart), day(at.LatestStart), day(at.EarliestEnd), day(at.LatestEnd),
		strings.Join(item.Tags, ";"), item.Address,
	})
}

// recorder writes records. Its room is many times that of a record, and so is
// used again.
type recorder struct {
	out bytes.Buffer
	csv *csv.Writer
}

var recorders = sync.Pool{New: func() any {
	r := &recorder{}
	r.csv = csv.NewWriter(&r.out)
	return r
}}

func record(fields []string) []byte {
	r := recorders.Get().(*recorder)
	defer recorders.Put(r)
	r.out.Reset()
	r.csv.Write(fields) // a buffer takes all that is written
	r.csv.Flush()
	return bytes.Clone(r.out.Bytes())
}

// day is a bound; nothing where there is none.
func day(d edtf.Day) string {
	if d == edtf.Past || d == edtf.Future {
		return ""
	}
	return d.String()
}
