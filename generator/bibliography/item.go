// Package bibliography reads references from BibTeX and CSL-JSON into items of
// the CSL-JSON model, and writes citations and reference entries. Text in,
// data and text out: it reads no file and knows no pages. How a citation looks
// is the affair of a Style; the built-in one is author-date.
package bibliography

import (
	"fmt"
	"strings"

	"fangzhi/generator/text"
)

// Name is a person or a body, in the parts of CSL.
type Name struct {
	Family              string `json:"family,omitempty"`
	Given               string `json:"given,omitempty"`
	Suffix              string `json:"suffix,omitempty"`
	NonDroppingParticle string `json:"non-dropping-particle,omitempty"`
	Literal             string `json:"literal,omitempty"` // of a body, or a name that is not to be parted
}

// short is the name as it stands in a citation.
func (n Name) short() string {
	switch {
	case n.Literal != "":
		return n.Literal
	case n.chinese():
		return n.Family + n.Given
	case n.NonDroppingParticle != "":
		return n.NonDroppingParticle + " " + n.Family
	}
	return n.Family
}

// inverted is the name as it stands first in a reference: family name first.
func (n Name) inverted() string {
	if n.Literal != "" || n.chinese() || n.Given == "" {
		return n.short()
	}
	s := n.short() + ", " + n.Given
	if n.Suffix != "" {
		s += ", " + n.Suffix
	}
	return s
}

// direct is the name in the order in which it is spoken.
func (n Name) direct() string {
	if n.Literal != "" || n.chinese() || n.Given == "" {
		return n.short()
	}
	s := n.Given + " " + n.short()
	if n.Suffix != "" {
		s += " " + n.Suffix
	}
	return s
}

func (n Name) chinese() bool { return text.HasHan(n.Family + n.Literal) }

// Date is a date of publication: a year, or a year and a month, or a day. The
// zero Date is no date.
type Date struct {
	Year, Month, Day int
	Literal          string // "forthcoming", when there is no year
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

func (d Date) year() string {
	if d.Year == 0 {
		return d.Literal
	}
	return fmt.Sprint(d.Year)
}

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// long is the date in words, without the year.
func (d Date) long() string {
	if d.Year == 0 || d.Month < 1 || d.Month > 12 {
		return ""
	}
	if d.Day == 0 {
		return months[d.Month]
	}
	return fmt.Sprintf("%d %s", d.Day, months[d.Month])
}

// Item is one reference. Field names are those of CSL-JSON.
type Item struct {
	ID             string
	Type           string // of CSL: "book", "article-journal", "legislation" …
	Title          string
	ShortTitle     string
	Author         []Name
	Editor         []Name
	Translator     []Name
	Issued         Date
	ContainerTitle string
	Collection     string // series
	Publisher      string
	PublisherPlace string
	Volume         string
	Issue          string
	Page           string
	Edition        string
	Number         string
	Genre          string
	DOI            string
	URL            string
	ISBN           string
	ISSN           string
	Accessed       Date
	Language       string
	Note           string

	Path         string // of the file, and the place in it
	Line, Column int
}

// contributors are those under whose name an item stands: its authors, or else
// its editors.
func (i *Item) contributors() []Name {
	if len(i.Author) > 0 {
		return i.Author
	}
	return i.Editor
}

// heading is what an item is sorted by and cited under: its contributors, or
// else its title.
func (i *Item) heading() string {
	if names := i.contributors(); len(names) > 0 {
		return shortNames(names)
	}
	return i.shortTitle()
}

func (i *Item) shortTitle() string {
	if i.ShortTitle != "" {
		return i.ShortTitle
	}
	return text.Clip(i.Title, 60)
}

// shortNames joins names for a citation: A, A and B, A et al.
func shortNames(names []Name) string {
	chinese := names[0].chinese()
	switch {
	case len(names) == 1:
		return names[0].short()
	case len(names) == 2 && chinese:
		return names[0].short() + "、" + names[1].short()
	case len(names) == 2:
		return names[0].short() + " and " + names[1].short()
	case chinese:
		return names[0].short() + "等"
	}
	return names[0].short() + " et al."
}

// allNames joins names for a reference, the first one inverted.
func allNames(names []Name) string {
	parts := make([]string, len(names))
	chinese := true
	for i, n := range names {
		parts[i] = n.direct()
		if i == 0 {
			parts[i] = n.inverted()
		}
		chinese = chinese && n.chinese()
	}
	switch {
	case chinese:
		return strings.Join(parts, "、")
	case len(parts) == 1:
		return parts[0]
	case len(parts) == 2:
		return parts[0] + " and " + parts[1]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + ", and " + parts[len(parts)-1]
}
