package markdown

import (
	"cmp"
	"maps"
	"strings"

	"fangzhi/generator/text"
)

// Texts are what a note's HTML says besides the note's own words, in its
// language. In braces stands what is put there. What is empty is said in
// English.
type Texts struct {
	Section   string // names the link to a section: {heading}
	Table     string
	Footnotes string
	Footnote  string // names the mark of a footnote: {number}
	Back      string // leads from a footnote to its mark
	BackPlace string // the same to a later mark: {number}
	Done      string // of a task
	NotDone   string
	Callouts  map[string]string // titles by type, of those without one of their own
}

// CalloutTypes are the types of callouts that the theme knows.
var CalloutTypes = []string{
	"note", "abstract", "summary", "info", "tip", "success", "question", "warning",
	"failure", "danger", "example", "quote", "todo", "important", "caution",
}

// orEnglish fills in what is missing.
func (t Texts) orEnglish() Texts {
	t.Section = cmp.Or(t.Section, `Link to the section "{heading}"`)
	t.Table = cmp.Or(t.Table, "Table")
	t.Footnotes = cmp.Or(t.Footnotes, "Footnotes")
	t.Footnote = cmp.Or(t.Footnote, "Footnote {number}")
	t.Back = cmp.Or(t.Back, "Back to the text")
	t.BackPlace = cmp.Or(t.BackPlace, "Back to the text, place {number}")
	t.Done = cmp.Or(t.Done, "Done")
	t.NotDone = cmp.Or(t.NotDone, "Not done")
	titles := make(map[string]string, len(CalloutTypes))
	for _, kind := range CalloutTypes {
		titles[kind] = text.Capital(kind)
	}
	maps.Copy(titles, t.Callouts)
	t.Callouts = titles
	return t
}

// put puts a value into a text.
func put(text, name, value string) string { return strings.ReplaceAll(text, "{"+name+"}", value) }
