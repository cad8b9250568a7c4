package bibliography

import (
	"strings"
	"unicode"
)

// AuthorDate is the built-in style, near to that of the Chicago Manual of
// Style: (Perry 2019, p. 12) in the text, and references that begin with the
// names and the year.
type AuthorDate struct{ texts Texts }

var _ Style = (*AuthorDate)(nil)

// NewAuthorDate is the style with the words of a language; what is missing of
// them is said in English.
func NewAuthorDate(texts Texts) *AuthorDate { return &AuthorDate{texts.orEnglish()} }

// Cite is "(see Perry 2019, p. 12; Li 2010)" or, in running text, "Perry
// (2019, p. 12)".
func (s *AuthorDate) Cite(c Cluster, entries []*Entry) []Part {
	if len(c.Cites) == 0 {
		return nil
	}
	w := citation{texts: &s.texts, parts: make([]Part, 0, 2*len(c.Cites)+1)}
	if !c.Narrative {
		w.plain(w.texts.Open)
		w.open = true
	}
	for n, cite := range c.Cites {
		if n > 0 {
			w.plain(w.texts.Between)
		}
		w.cite(cite, entries[n], c.Narrative && n == 0)
	}
	if w.open {
		w.plain(w.texts.Close)
	}
	if c.Narrative && len(c.Cites) == 1 {
		w.join(c.Cites[0].Key, entries[0] == nil)
	}
	return w.parts
}

// citation is a citation while it is written.
type citation struct {
	texts *Texts
	parts []Part
	open  bool // a bracket is to be closed at the end
}

// plain adds text that leads nowhere.
func (w *citation) plain(s string) {
	if last := len(w.parts) - 1; last >= 0 && w.parts[last].Key == "" {
		w.parts[last].Text += s
		return
	}
	w.parts = append(w.parts, Part{Text: s})
}

// cite adds one source. The first one of a citation in running text opens the
// bracket, unless it is not known, and so has no year to put into it.
func (w *citation) cite(c Cite, e *Entry, narrative bool) {
	if c.Prefix != "" {
		w.plain(c.Prefix + " ")
	}
	part := Part{Key: c.Key, Unknown: e == nil}
	if e == nil {
		part.Text = "@" + c.Key + w.pinpoint(c)
	} else {
		texts := w.texts.of(e)
		name, year := citedName(&e.Item, texts), e.year(texts)
		if narrative {
			year = w.texts.Open + year
			w.open = true
		}
		space := " "
		switch {
		case c.SuppressAuthor:
			name, space = "", ""
		case narrative && w.texts.Open != "(": // a wide bracket has its room within
			space = ""
		}
		part.Text = name + space + year + w.pinpoint(c)
	}
	w.parts = append(w.parts, part)
	if c.Suffix != "" {
		w.plain(spaced(c.Suffix))
	}
}

// join makes one part of all, so that a link does not leave the bracket that
// closes outside.
func (w *citation) join(key string, unknown bool) {
	whole := Part{Key: key, Unknown: unknown}
	for _, part := range w.parts {
		whole.Text += part.Text
	}
	w.parts = []Part{whole}
}

// citedName is what an item is cited under; a title in place of a name is
// marked as one.
func citedName(i *Item, t *Texts) string {
	if names := i.Contributors(); len(names) > 0 {
		return citeNames(names, t)
	}
	return t.quoted(i.ShortTitle(), whole(i))
}

// spaced is a suffix with the space before it that it needs.
func spaced(suffix string) string {
	if unicode.IsPunct(firstRune(suffix)) && strings.ContainsRune(",.;:!?，。；：、", firstRune(suffix)) {
		return suffix
	}
	return " " + suffix
}

// pinpoint is the locator with the comma before it: ", p. 12", ", 第12页".
func (w *citation) pinpoint(c Cite) string {
	if c.Locator == "" {
		return ""
	}
	form, known := w.texts.Locators[c.Term()]
	switch {
	case c.Label == "":
		return w.texts.Before + c.Locator
	case chineseUnit(c.Label):
		return w.texts.Before + "第" + c.Locator + c.Label
	case known:
		return w.texts.Before + put(form, "number", c.Locator)
	case strings.HasPrefix(c.Label, "§"), strings.HasPrefix(c.Label, "¶"):
		return w.texts.Before + c.Label + "\u00A0" + c.Locator
	}
	return w.texts.Before + c.Label + " " + c.Locator
}
