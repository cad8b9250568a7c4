package message

import (
	"fmt"
	"slices"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// formNames are the names of the forms of numbers in CLDR.
var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// forms lists the forms that whole numbers have in a language, in the order of
// CLDR, and last that of all other numbers.
func forms(tag language.Tag) []plural.Form {
	had := map[plural.Form]bool{plural.Other: true, formOf(tag, 1_000_000): true}
	for n := range 201 {
		had[formOf(tag, n)] = true
	}
	order := []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other}
	return slices.DeleteFunc(order, func(f plural.Form) bool { return !had[f] })
}

// reader reads one file of messages.
type reader struct {
	catalog     *Catalog
	file        File
	tag         language.Tag
	diagnostics []diag.Diagnostic
}

func (r *reader) report(severity diag.Severity, line, column int, code, message, hint string) {
	r.diagnostics = append(r.diagnostics, diag.Diagnostic{
		Path: r.file.Path, Line: line, Column: column, Severity: severity, Code: code, Message: message, Hint: hint,
	})
}

func (r *reader) fail(at yamldoc.Value, message, hint string) {
	r.report(diag.Error, at.Line, at.Column, "message-invalid", message, hint)
}

func (r *reader) read() {
	name := TagOf(r.file.Path)
	tag, err := language.Parse(name)
	if err != nil {
		r.report(diag.Error, 0, 0, "message-invalid", fmt.Sprintf("%q is no language", name), "name the file for the language of its texts: ru.yaml, zh-Hans.yaml")
		return
	}
	r.tag = tag
	document, problems := yamldoc.Parse(r.file.Path, r.file.Data, 1)
	r.diagnostics = append(r.diagnostics, problems...)
	if document.Kind != yamldoc.Mapping {
		if document.Kind != yamldoc.Null {
			r.fail(document, "the file holds "+document.Kind.String()+", not messages", "write each on a line of its own: layout.skip: Skip to the text")
		}
		return
	}
	tagged := tag.String()
	if r.catalog.files[tagged] == nil {
		r.catalog.files[tagged] = map[string]entry{}
	}
	for _, f := range document.Fields {
		if e, ok := r.entry(f); ok {
			r.catalog.files[tagged][f.Name] = e
		}
	}
}

// entry reads one message, and compares it with what English makes of it.
func (r *reader) entry(f yamldoc.Field) (entry, bool) {
	before := len(r.diagnostics)
	e := entry{tag: r.tag, forms: map[plural.Form]pattern{}}
	english, known := r.catalog.files[English][f.Name]
	if !known && r.file.Own && !isOpen(f.Name) {
		hint := "templates may show it all the same: {{message \"" + f.Name + "\"}}"
		if near := text.Nearest(f.Name, r.catalog.keys()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		r.report(diag.Warning, f.Line, f.Column, "message-unknown", fmt.Sprintf("the program has no message %q", f.Name), hint)
	}
	switch f.Value.Kind {
	case yamldoc.Scalar:
		e.forms[plural.Other] = r.pattern(f.Value, english)
	case yamldoc.Mapping:
		r.forms(f, e, english)
	default:
		r.fail(f.Value, fmt.Sprintf("the message %q is %s, but should be text", f.Name, f.Value.Kind), asText)
	}
	if known {
		r.fits(f, e, english)
	}
	return e, len(r.diagnostics) == before || !r.failedSince(before)
}

func (r *reader) failedSince(before int) bool {
	return slices.ContainsFunc(r.diagnostics[before:], func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
}

// asText tells how to write a text in YAML.
const asText = "write the text on the line of its name, in quotation marks if it begins with a sign"

// forms reads a message that depends on a number.
func (r *reader) forms(f yamldoc.Field, e, english entry) {
	want := forms(r.tag)
	var names []string
	for _, form := range want {
		names = append(names, formNames[form])
	}
	for _, part := range f.Value.Fields {
		at := slices.Index(names, part.Name)
		if at < 0 {
			hint := "forms: " + strings.Join(names, ", ")
			if near := text.Nearest(part.Name, names); near != "" {
				hint = fmt.Sprintf("did you mean %q? %s", near, hint)
			}
			r.report(diag.Error, part.Line, part.Column, "message-invalid", fmt.Sprintf("numbers have no form %q in %q", part.Name, r.tag), hint)
			continue
		}
		if part.Value.Kind != yamldoc.Scalar {
			r.fail(part.Value, fmt.Sprintf("the form %q of %q is %s, but should be text", part.Name, f.Name, part.Value.Kind), asText)
			continue
		}
		e.forms[want[at]] = r.pattern(part.Value, english)
	}
	for i, form := range want {
		// Numbers that are not whole are not shown, so that "other" may be left
		// out where only they have it.
		if _, has := e.forms[form]; !has && !(form == plural.Other && len(e.forms) == len(want)-1) {
			r.report(diag.Error, f.Line, f.Column, "message-invalid", fmt.Sprintf("the message %q lacks the form %q that numbers have in %q", f.Name, names[i], r.tag), "forms: "+strings.Join(names, ", "))
		}
	}
	for _, form := range []plural.Form{plural.Many, plural.Few, plural.One} {
		if text, has := e.forms[form]; has && e.forms[plural.Other] == nil {
			e.forms[plural.Other] = text
		}
	}
}

// fits complains of what is put into a message that nobody gives.
func (r *reader) fits(f yamldoc.Field, e, english entry) {
	given := english.placeholders()
	for _, name := range e.placeholders() {
		if slices.Contains(given, name) {
			continue
		}
		hint := "leave it out: this message is given nothing to put into it"
		if len(given) > 0 {
			hint = "it is given: " + braced(given)
			if near := text.Nearest(name, given); near != "" {
				hint = fmt.Sprintf("did you mean {%s}?", near)
			}
		}
		r.fail(f.Value, fmt.Sprintf("nothing is given for {%s} in %q", name, f.Name), hint)
	}
	if len(e.forms) > 1 && !slices.Contains(given, "n") {
		r.fail(f.Value, fmt.Sprintf("the message %q is given no number {n} that could decide its form", f.Name), "write one text")
	}
}

// braced writes names as they stand in texts: {n}, {site}.
func braced(names []string) string { return "{" + strings.Join(names, "}, {") + "}" }

// pattern cuts a text at its braces. English tells what may stand in them.
func (r *reader) pattern(v yamldoc.Value, english entry) pattern {
	var p pattern
	rest := v.Text
	for {
		before, after, found := strings.Cut(rest, "{")
		p = append(p, before)
		if !found {
			break
		}
		name, left, closed := strings.Cut(after, "}")
		if !closed || name == "" || strings.ContainsFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && r != '_' }) {
			hint := "leave the brace out"
			if given := english.placeholders(); len(given) > 0 {
				hint = "write " + braced(given) + ", or leave the brace out"
			}
			r.fail(v, fmt.Sprintf("a brace in %q does not hold a name", text.Clip(v.Text, 60)), hint)
			return pattern{v.Text}
		}
		p = append(p, name)
		rest = left
	}
	return p
}

// placeholders are the names of what is put into any form of the message.
func (e entry) placeholders() []string {
	var names []string
	for _, p := range e.forms {
		for i := 1; i < len(p); i += 2 {
			if !slices.Contains(names, p[i]) {
				names = append(names, p[i])
			}
		}
	}
	slices.Sort(names)
	return names
}

// keys lists the messages of English.
func (c *Catalog) keys() []string {
	if c.templates == nil {
		for key := range c.files[English] {
			c.templates = append(c.templates, key)
		}
		slices.Sort(c.templates)
	}
	return c.templates
}
