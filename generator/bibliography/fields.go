package bibliography

import (
	"fmt"
	"strconv"
	"strings"

	"fangzhi/generator/diag"
)

// cslTypes are the types of CSL for those of BibTeX and BibLaTeX.
var cslTypes = map[string]string{
	"article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet", "collection": "book",
	"mvcollection": "book", "proceedings": "book", "reference": "book", "manual": "report",
	"inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference", "conference": "paper-conference",
	"inreference": "entry-encyclopedia", "techreport": "report", "report": "report",
	"phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
	"online": "webpage", "electronic": "webpage", "www": "webpage", "misc": "document", "unpublished": "manuscript",
	"legislation": "legislation", "legal": "legislation", "jurisdiction": "legal_case", "letter": "personal_communication",
	"newspaper": "article-newspaper", "dataset": "dataset", "video": "motion_picture", "periodical": "periodical",
}

// item makes a reference of an entry's fields.
func (p *bibtex) item(start int, kind, key string, fields map[string]field) Item {
	line, column := p.place(start)
	i := Item{ID: key, Type: cslTypes[kind], Path: p.path, Line: line, Column: column}
	if i.Type == "" {
		p.report(diag.Warning, start, "bibtex-type", fmt.Sprintf("%s: there is no entry type %q; it is taken for misc", key, kind), "")
		i.Type = "document"
	}
	text := func(names ...string) string {
		for _, name := range names {
			if f, ok := fields[name]; ok {
				return fromTeX(f.value)
			}
		}
		return ""
	}
	people := func(name string) []Name { return parseNames(fields[name].value) }
	i.Title, i.ShortTitle = text("title"), text("shorttitle")
	if sub := text("subtitle"); sub != "" {
		i.Title += ": " + sub
	}
	i.Author, i.Editor, i.Translator = people("author"), people("editor"), people("translator")
	i.ContainerTitle, i.Collection = text("journaltitle", "journal", "booktitle", "maintitle"), text("series")
	i.Publisher, i.PublisherPlace = text("publisher", "institution", "school", "organization"), text("location", "address")
	i.Volume, i.Issue, i.Number = text("volume"), text("issue"), text("number")
	if i.Type == "article-journal" && i.Issue == "" {
		i.Issue, i.Number = i.Number, ""
	}
	i.Page, i.Edition = text("pages"), text("edition")
	i.Genre = text("howpublished", "type")
	i.DOI = strings.TrimPrefix(verbatim(fields["doi"].value), "https://doi.org/")
	i.URL = verbatim(fields["url"].value)
	i.ISBN, i.ISSN = text("isbn"), text("issn")
	i.Language, i.Note = text("langid", "language"), text("note", "addendum")
	i.Issued = date(text("date"), text("year"), text("month"))
	i.Accessed = date(text("urldate"), "", "")
	if len(i.Author) == 0 && len(i.Editor) == 0 {
		if body := text("organization", "institution"); body != "" {
			i.Author = []Name{{Literal: body}}
			if i.Publisher == body {
				i.Publisher = ""
			}
		}
	}
	if i.Title == "" {
		p.report(diag.Warning, start, "bibtex-title", fmt.Sprintf("%s: the reference has no title", key), "add title = {…}")
	}
	return i
}

// verbatim is the value of a field that is no prose, such as an address.
func verbatim(s string) string {
	s = strings.TrimSpace(strings.NewReplacer(`\_`, "_", `\%`, "%", `\#`, "#", `\&`, "&", `\url{`, "", "{", "", "}", "").Replace(s))
	return s
}

// date reads BibLaTeX's date, or BibTeX's year and month.
func date(whole, year, month string) Date {
	if whole == "" {
		whole = year
		if m, err := strconv.Atoi(strings.TrimSpace(month)); err == nil {
			whole = fmt.Sprintf("%s-%02d", year, m)
		} else if n := monthNumber(month); n > 0 {
			whole = fmt.Sprintf("%s-%02d", year, n)
		}
	}
	whole, _, _ = strings.Cut(strings.TrimSpace(whole), "/")
	parts := strings.SplitN(whole, "-", 3)
	y, err := strconv.Atoi(strings.TrimRight(parts[0], "?~%"))
	if err != nil {
		return Date{Literal: strings.Trim(whole, "-0")}
	}
	d := Date{Year: y}
	if len(parts) > 1 {
		if m, err := strconv.Atoi(parts[1]); err == nil && m >= 1 && m <= 12 {
			d.Month = m
		}
	}
	if len(parts) > 2 && d.Month > 0 {
		if day, err := strconv.Atoi(parts[2]); err == nil && day >= 1 && day <= 31 {
			d.Day = day
		}
	}
	return d
}

func monthNumber(s string) int {
	s = strings.ToLower(strings.TrimSpace(s))
	for i, name := range months {
		if i > 0 && len(s) >= 3 && strings.HasPrefix(strings.ToLower(name), s[:3]) {
			return i
		}
	}
	return 0
}

// parseNames reads a list of names, which the word "and" parts.
func parseNames(s string) []Name {
	var names []Name
	for _, part := range splitNames(s) {
		if part = strings.TrimSpace(part); part == "" || part == "others" {
			continue
		}
		names = append(names, parseName(part))
	}
	return names
}

// splitNames parts at " and " outside of braces.
func splitNames(s string) []string {
	s = strings.Join(strings.Fields(s), " ")
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		case ' ':
			if depth == 0 && len(s) >= i+5 && strings.EqualFold(s[i:i+5], " and ") {
				parts = append(parts, s[start:i])
				start = i + 5
				i += 4
			}
		}
	}
	return append(parts, s[start:])
}

// parseName reads "First von Last", "von Last, First" or "von Last, Jr, First";
// a name in braces is that of a body, and is not parted, nor is a Chinese one.
func parseName(s string) Name {
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") && strings.Count(s, "{") == 1 {
		return Name{Literal: fromTeX(s)}
	}
	parts := strings.Split(s, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(fromTeX(parts[i]))
	}
	switch {
	case len(parts) >= 3:
		n := particle(parts[0])
		n.Suffix, n.Given = parts[1], strings.Join(parts[2:], ", ")
		return n
	case len(parts) == 2:
		n := particle(parts[0])
		n.Given = parts[1]
		return n
	}
	words := strings.Fields(parts[0])
	if len(words) < 2 {
		return Name{Family: parts[0]}
	}
	last := len(words) - 1
	for i := 1; i < last; i++ {
		if isParticle(words[i]) {
			last = i
			break
		}
	}
	n := particle(strings.Join(words[last:], " "))
	n.Given = strings.Join(words[:last], " ")
	return n
}

// particle parts "van der Berg" into particle and family name.
func particle(s string) Name {
	words := strings.Fields(s)
	i := 0
	for i < len(words)-1 && isParticle(words[i]) {
		i++
	}
	return Name{NonDroppingParticle: strings.Join(words[:i], " "), Family: strings.Join(words[i:], " ")}
}

func isParticle(word string) bool { return word[0] >= 'a' && word[0] <= 'z' }
