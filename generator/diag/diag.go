// Package diag holds what Fangzhi says to the people who write notes: one
// Diagnostic for each thing to mend, with the file, line and column where to
// mend it. A failing machine yields an error; a wrong note yields a Diagnostic
// and never stops the others.
package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// Severity orders diagnostics by what they do to the exit code.
type Severity uint8

const (
	// Warning marks something doubtful; only --strict makes it count.
	Warning Severity = iota
	// Error marks something wrong in a note; the build exits with 1.
	Error
)

// String is the word printed after the position.
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// MarshalText lets a Severity be read in JSON as the word that is printed.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is one message. Line and Column count from 1, columns in Unicode
// code points; zero means that the message is about the whole file.
type Diagnostic struct {
	Path     string   `json:"path"` // slash-separated, relative to the site
	Line     int      `json:"line,omitempty"`
	Column   int      `json:"column,omitempty"`
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`           // stable and kebab-case: "link-missing"
	Message  string   `json:"message"`        // what is wrong, one line, no full stop
	Hint     string   `json:"hint,omitempty"` // how to mend it, one or more lines
}

// String is the form of the contract: path:line:col: error: message [code],
// and the hint, if any, on lines of its own, indented. Control characters are
// shown escaped, so that a note cannot drive the terminal.
func (d Diagnostic) String() string {
	var b strings.Builder
	b.WriteString(visible(d.Path))
	if d.Line > 0 {
		fmt.Fprintf(&b, ":%d", d.Line)
		if d.Column > 0 {
			fmt.Fprintf(&b, ":%d", d.Column)
		}
	}
	fmt.Fprintf(&b, ": %s: %s [%s]", d.Severity, visible(d.Message), d.Code)
	if d.Hint != "" {
		for line := range strings.SplitSeq(d.Hint, "\n") {
			b.WriteString("\n    " + visible(line))
		}
	}
	return b.String()
}

// visible replaces what a terminal would obey rather than show: control
// characters, and the marks that turn the direction of writing.
func visible(s string) string {
	if strings.IndexFunc(s, obeyed) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if obeyed(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func obeyed(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// Compare orders by place, then severity (errors first), code and message, so
// that a list reads as the files do.
func Compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(b.Severity, a.Severity),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
		cmp.Compare(a.Hint, b.Hint),
	)
}

// Sorted returns the diagnostics in order, each once. It leaves its argument
// as it was.
func Sorted(list []Diagnostic) []Diagnostic {
	sorted := slices.Clone(list)
	slices.SortFunc(sorted, Compare)
	return slices.Compact(sorted)
}

// Count tells how many errors and warnings there are.
func Count(list []Diagnostic) (errors, warnings int) {
	for _, d := range list {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// WriteText prints each diagnostic in the form of String, a line or more each.
func WriteText(w io.Writer, list []Diagnostic) error {
	for _, d := range list {
		if _, err := fmt.Fprintln(w, d); err != nil {
			return err
		}
	}
	return nil
}

// WriteJSON prints one JSON object with the list and its counts, for editors
// and scripts.
func WriteJSON(w io.Writer, list []Diagnostic) error {
	if list == nil {
		list = []Diagnostic{}
	}
	errors, warnings := Count(list)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Errors      int          `json:"errors"`
		Warnings    int          `json:"warnings"`
		Diagnostics []Diagnostic `json:"diagnostics"`
	}{errors, warnings, list})
}
