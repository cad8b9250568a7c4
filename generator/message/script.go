package message

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
)

// Script is a message as an expression of JavaScript: a string, or, where
// something is put into it, a function of an object with what it is given.
// A function that depends on a number uses the Intl.PluralRules named rules.
func (w *Words) Script(key string) string {
	e := w.entries[key]
	if len(e.forms) == 1 {
		text := e.forms[plural.Other]
		if len(text) == 1 {
			return quoted(text[0])
		}
		return fmt.Sprintf("(v: {%s}): string => %s", e.types(), text.script())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "(v: {%s}): string => { switch (rules.select(v.n)) {", e.types())
	for _, form := range []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many} {
		if text, has := e.forms[form]; has {
			fmt.Fprintf(&b, " case %q: return %s;", formNames[form], text.script())
		}
	}
	fmt.Fprintf(&b, " default: return %s; } }", e.forms[plural.Other].script())
	return b.String()
}

// types are what a function is given, in the words of TypeScript.
func (e entry) types() string {
	names := e.placeholders()
	if len(e.forms) > 1 && !slices.Contains(names, "n") {
		names = append(names, "n")
	}
	var members []string
	for _, name := range names {
		kind := "string | number"
		if name == "n" {
			kind = "number"
		}
		members = append(members, "readonly "+name+": "+kind)
	}
	return strings.Join(members, "; ")
}

// script is the text as an expression.
func (p pattern) script() string {
	var pieces []string
	for i, piece := range p {
		switch {
		case i%2 == 1:
			pieces = append(pieces, "String(v."+piece+")")
		case piece != "" || len(p) == 1:
			pieces = append(pieces, quoted(piece))
		}
	}
	return strings.Join(pieces, " + ")
}

func quoted(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can always be written
	}
	return string(data)
}
