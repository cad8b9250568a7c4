package bibliography

import (
	"strings"
	"unicode"
)

// Name is a person or a body, in the parts of CSL.
type Name struct {
	Family              string `json:"family,omitempty"`
	Given               string `json:"given,omitempty"`
	Suffix              string `json:"suffix,omitempty"`                // "Jr."
	DroppingParticle    string `json:"dropping-particle,omitempty"`     // shown with the given name only
	NonDroppingParticle string `json:"non-dropping-particle,omitempty"` // shown with the family name always
	Literal             string `json:"literal,omitempty"`               // a body, or a name not to be parted
}

// others is the literal name that stands for those a list leaves out, as
// BibTeX's "and others".
const others = "others"

func (n *Name) tidy() {
	for _, s := range []*string{&n.Family, &n.Given, &n.Suffix, &n.DroppingParticle, &n.NonDroppingParticle, &n.Literal} {
		*s = trimmed(clean(*s))
	}
}

func (n Name) isZero() bool { return n == Name{} }

// Short is the name as it stands in a citation: the family name, or all of a
// Chinese name, which is never parted.
func (n Name) Short() string {
	switch {
	case n.Literal != "":
		return n.Literal
	case n.Family == "":
		return n.Given
	case n.eastAsian():
		return n.Family + n.Given
	}
	return joined(" ", n.NonDroppingParticle, n.Family)
}

// Inverted is the name as it opens a reference: family name first.
func (n Name) Inverted() string {
	if n.whole() {
		return n.Short()
	}
	return joined(", ", n.Short(), joined(" ", n.Given, n.DroppingParticle), n.Suffix)
}

// Direct is the name in the order in which it is spoken.
func (n Name) Direct() string {
	if n.whole() {
		return n.Short()
	}
	return joined(" ", n.Given, n.DroppingParticle, n.Short(), n.Suffix)
}

// whole tells whether a name is shown in one way only.
func (n Name) whole() bool {
	return n.Literal != "" || n.Family == "" || n.Given == "" && n.Suffix == "" || n.eastAsian()
}

// eastAsian tells whether a name is written in Chinese, Japanese or Korean
// script alone: family name first, no space between.
func (n Name) eastAsian() bool { return eastAsian(n.Family + n.Given + n.Literal) }

// eastAsian tells whether s has letters, all of them of an East Asian script.
func eastAsian(s string) bool {
	found := false
	for _, r := range s {
		if isEastAsian(r) {
			found = true
		} else if unicode.IsLetter(r) {
			return false
		}
	}
	return found
}

func isEastAsian(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// joined joins the parts that are not empty.
func joined(separator string, parts ...string) string {
	var b strings.Builder
	for _, part := range parts {
		if part == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(separator)
		}
		b.WriteString(part)
	}
	return b.String()
}

// cutOthers parts those who are named from "and others".
func cutOthers(names []Name) (named []Name, more bool) {
	if last := len(names) - 1; last > 0 && names[last] == (Name{Literal: others}) {
		return names[:last], true
	}
	return names, false
}

// citeNames joins names for a citation: A, A and B, A et al. Chinese names are
// joined in the Chinese way whatever the language.
func citeNames(names []Name, t *Texts) string {
	named, more := cutOthers(names)
	if len(named) == 0 {
		return ""
	}
	first := named[0].Short()
	if len(named) == 1 && !more {
		return first
	}
	east := allEastAsian(named)
	switch {
	case len(named) == 2 && !more && east:
		return first + "、" + named[1].Short()
	case len(named) == 2 && !more:
		return t.pair(t.Pair, first, named[1].Short())
	case east:
		return first + "等"
	}
	return put(t.Others, "names", first)
}

func allEastAsian(names []Name) bool {
	for _, n := range names {
		if !n.eastAsian() {
			return false
		}
	}
	return true
}

// A reference names at most longestList people; of more it names the first
// shownOfMany, as the Chicago Manual of Style has it.
const (
	longestList = 10
	shownOfMany = 7
)

// listNames joins names for a reference, the first one inverted.
func listNames(names []Name, t *Texts) string {
	named, more := cutOthers(names)
	if len(named) == 0 {
		return ""
	}
	if len(named) > longestList {
		named, more = named[:shownOfMany], true
	}
	parts := directNames(named)
	parts[0] = named[0].Inverted()
	if allEastAsian(named) {
		if more {
			parts[len(parts)-1] += "等"
		}
		return strings.Join(parts, "、")
	}
	if more {
		return put(t.OthersListed, "names", strings.Join(parts, ", "))
	}
	return t.series(parts, parts[0] != named[0].Direct())
}

func directNames(names []Name) []string {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = n.Direct()
	}
	return parts
}

// spokenNames joins names within a sentence: "edited by A, B, and C".
func spokenNames(names []Name, t *Texts) string {
	named, more := cutOthers(names)
	if len(named) > longestList {
		named, more = named[:shownOfMany], true
	}
	parts := directNames(named)
	switch {
	case allEastAsian(named) && more:
		return strings.Join(parts, "、") + "等"
	case allEastAsian(named):
		return strings.Join(parts, "、")
	case more:
		return put(t.Others, "names", strings.Join(parts, ", "))
	}
	return t.series(parts, false)
}

// series joins parts with commas and "and"; a pair has a comma only when
// asked for, as after an inverted name: "Oi, Jean C., and Scott Rozelle".
func (t *Texts) series(parts []string, comma bool) string {
	last := len(parts) - 1
	switch {
	case last < 1:
		return strings.Join(parts, "")
	case last > 1 || comma:
		return t.pair(t.Series, strings.Join(parts[:last], ", "), parts[last])
	}
	return t.pair(t.Pair, parts[0], parts[1])
}

// pair puts names and the last one into a text.
func (t *Texts) pair(text, names, last string) string {
	return strings.NewReplacer("{names}", names, "{last}", last).Replace(text)
}
