package report

import (
	"strings"
	"time"
)

// Kinds of edits to a site that is served, as the tables name them.
const (
	BodyWritten    = "a body, written in place"
	BodyRenamed    = "a body, renamed into place"
	TitleOwn       = "a title that 1,000 notes link to: its own page"
	TitleReferrer  = "a title that 1,000 notes link to: a page that links to it"
	BodyMeanwhile  = "a body, while a change of all pages is at work"
	EveryPage      = "the site's title, which is on every page: any page"
	AnswerMeantime = "any answer while a change of all pages is at work"
)

// Edits are the times from the write of a file to the answer that has it, of
// one server and one kind of edit.
type Edits struct {
	Program, Edit string
	Times         []time.Duration
}

// editsTable has a row for each server and kind of edit.
func editsTable(edits []Edits) string {
	var b strings.Builder
	writeRow(&b, []string{"Server", "What was edited", "Edits", "Median, ms", "95th percentile, ms", "Longest, ms"})
	writeRow(&b, []string{"---", "---", "---:", "---:", "---:", "---:"})
	for _, e := range edits {
		writeRow(&b, []string{
			e.Program, e.Edit, thousands(int64(len(e.Times))),
			milliseconds(percentile(e.Times, 50)), milliseconds(percentile(e.Times, 95)), milliseconds(percentile(e.Times, 100)),
		})
	}
	return b.String()
}

// times joins those of one program and some kinds of edits.
func times(edits []Edits, program string, kinds ...string) []time.Duration {
	var all []time.Duration
	for _, e := range edits {
		for _, kind := range kinds {
			if e.Program == program && e.Edit == kind {
				all = append(all, e.Times...)
			}
		}
	}
	return all
}
