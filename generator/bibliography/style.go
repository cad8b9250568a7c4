package bibliography

// Style writes citations and references in one form. AuthorDate is built in;
// others may be numeric or set notes, so a style is given whole citations.
type Style interface {
	// Cite is the text of a citation. entries are those of c.Cites, one for
	// each; nil where the library has none with that key.
	Cite(c Cluster, entries []*Entry) []Part
	// Reference is an entry as a list of references shows it.
	Reference(e *Entry) Reference
}

// Entry is an item as it stands in a library.
type Entry struct {
	Item
	Number  int    // its place in the bibliography, from 1
	Suffix  string // the letter after the year: "a", or "" when none is needed
	Initial string // that it is listed under: a Latin capital, "0–9", "汉字" …
	sortKey string // of its names; compares by bytes
	title   string // the same of its title
}

// Year is the year as a citation shows it, with the letter that tells it from
// others: "2020a", "n.d.".
func (e *Entry) Year() string { return e.year(&English) }

func (e *Entry) year(t *Texts) string {
	year := e.Issued.Year()
	switch {
	case year == "" && e.Suffix == "":
		return t.NoDate
	case year == "":
		return put(t.NoDateSuffix, "suffix", e.Suffix)
	case e.Suffix != "" && !isDigit(year[len(year)-1]):
		return year + "-" + e.Suffix // forthcoming-a
	}
	return year + e.Suffix
}

// Reference is an entry of a list of references.
type Reference struct {
	HTML string // safe to be put into a page as it is
	Text string // the same without marks
}

// Part is a piece of a citation's text. With a Key it leads to that source;
// with Unknown set there is no source of that key.
type Part struct {
	Text    string
	Key     string
	Unknown bool
}
