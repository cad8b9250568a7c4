package site

import (
	"strconv"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/graph"
	"fangzhi/generator/message"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
	"fangzhi/generator/timeline"
)

// The methods below give the texts of the interface in the language of the
// page at hand. Those that name what the schema has, such as types, are asked
// for first in the messages and then in the schema, which names them in English
// or as the settings do.

// language is that of the page at hand.
func (p *Planner) language() string { return p.words.Language() }

func (p *Planner) say(key string) string { return p.words.Say(key) }

func (p *Planner) with(key string, pairs ...any) string { return p.words.With(key, pairs...) }

// stated tells whether the settings have names of their own for something of
// the schema: they hold in the site's own language.
func (p *Planner) stated(id, name string, builtin func(*schema.Schema, string) string) bool {
	original := builtin(p.builtin, id)
	return p.words.Language() == p.settings.Language && original != "" && name != original
}

// singular is the name of a type, of one note.
func (p *Planner) singular(t schema.Type) string {
	if p.stated(t.ID, t.Singular, func(s *schema.Schema, id string) string { t, _ := s.Type(id); return t.Singular }) {
		return t.Singular
	}
	return p.words.Or("type."+t.ID, t.Singular)
}

// plural is the name of a type, of many notes.
func (p *Planner) plural(t schema.Type) string {
	if p.stated(t.ID, t.Plural, func(s *schema.Schema, id string) string { t, _ := s.Type(id); return t.Plural }) {
		return t.Plural
	}
	return p.words.Or("type."+t.ID+".all", p.words.Or("type."+t.ID, t.Plural))
}

// heading is the name of a type as the heading of a list.
func (p *Planner) heading(t schema.Type) string {
	if name, known := p.headings[t.ID]; known {
		return name
	}
	return text.Capital(p.plural(t))
}

// indexLink leads to the page that lists the notes of a type.
func (p *Planner) indexLink(t schema.Type) *Link {
	if l, known := p.indexes[t.ID]; known {
		return l
	}
	name := p.heading(t)
	return &Link{Text: name, Href: p.href(address.Page(t.Folder)), Language: p.runLanguage(name)}
}

// counted says how many notes of a type: "1 norm", "2 norms".
func (p *Planner) counted(n int, t schema.Type) string {
	if key := "type." + t.ID + ".count"; p.words.Has(key) {
		return p.words.With(key, "n", n)
	}
	return p.words.With("count.type", "n", n, "name", p.nameFor(n, t))
}

// nameFor is the name of a type, of one note or of many.
func (p *Planner) nameFor(n int, t schema.Type) string {
	if n == 1 {
		return p.singular(t)
	}
	return p.plural(t)
}

// label is what a field is called.
func (p *Planner) label(id string) string {
	if name, known := p.labels[id]; known {
		return name
	}
	f, known := p.settings.Schema.Field(id)
	if !known {
		return strings.ReplaceAll(id, "_", " ")
	}
	if p.stated(id, f.Label, func(s *schema.Schema, id string) string { f, _ := s.Field(id); return f.Label }) {
		return f.Label
	}
	return p.words.Or("field."+id, f.Label)
}

// inverse is what a relation is called at its other end.
func (p *Planner) inverse(id string) string {
	if name, known := p.inverses[id]; known {
		return name
	}
	f, known := p.settings.Schema.Field(id)
	if !known {
		return strings.ReplaceAll(id, "_", " ")
	}
	if p.stated(id, f.InverseLabel, func(s *schema.Schema, id string) string { f, _ := s.Field(id); return f.InverseLabel }) {
		return f.InverseLabel
	}
	return p.words.Or("inverse."+f.Inverse, f.InverseLabel)
}

// relation is what a relation is called from one of its ends.
func (p *Planner) relation(id string, inverse bool) string {
	if inverse {
		return p.inverse(id)
	}
	return p.label(id)
}

// share is the share that somebody has in a power.
func (p *Planner) share(s schema.Share) string {
	return p.words.Or("share."+strings.ReplaceAll(s.String(), " ", "-"), s.String())
}

// yearName is a year as readers know it.
func (p *Planner) yearName(year int64) string {
	if year <= 0 {
		return p.with("group.year-before", "year", strconv.FormatInt(1-year, 10))
	}
	return strconv.FormatInt(year, 10)
}

// decadeName is the ten years that a year stands among.
func (p *Planner) decadeName(year int64) string {
	if year <= 0 {
		return p.with("group.decade-before", "year", strconv.FormatInt((1-year)/10*10, 10))
	}
	return p.with("group.decade", "year", strconv.FormatInt(year/10*10, 10))
}

// list joins names.
func (p *Planner) list(names []string) string { return strings.Join(names, p.say("list.separator")) }

// reason says to readers why a name leads nowhere.
func (p *Planner) reason(r *graph.Reason) string {
	if r == nil {
		return ""
	}
	switch r.Why {
	case graph.NoNote:
		return p.with("missing.note", "name", r.Name)
	case graph.ManyNotes:
		return p.with("missing.unique", "name", r.Name, "candidates", strings.Join(r.Candidates, ", "))
	case graph.NoPart:
		return p.with("missing.part", "title", r.Name, "part", r.Part)
	case graph.NoFile:
		return p.with("missing.file", "name", r.Name)
	}
	return ""
}

// citationTexts are the words of citations and references in a language.
func citationTexts(w *message.Words) bibliography.Texts {
	put := func(key, name string) string { return w.With(key, name, "{"+name+"}") }
	pair := func(key string) string { return w.With(key, "names", "{names}", "last", "{last}") }
	t := bibliography.Texts{
		Language: w.Language(),
		Open:     w.Say("cite.open"), Close: w.Say("cite.close"), Between: w.Say("cite.between"), Before: w.Say("cite.before"),
		Pair: pair("cite.pair"), Series: pair("cite.series"), Others: put("cite.others", "names"), OthersListed: put("cite.others-listed", "names"),
		Quoted: put("cite.quoted", "title"),
		NoDate: w.Say("cite.no-date"), NoDateSuffix: put("cite.no-date-suffix", "suffix"),
		Editor: w.Say("cite.editor"), Editors: w.Say("cite.editors"),
		In: put("cite.in", "title"), EditedBy: put("cite.edited-by", "names"), Edited: put("cite.edited", "names"), Translated: put("cite.translated", "names"),
		Volume: put("cite.volume", "number"), VolumeAlone: put("cite.volume-alone", "number"), Volumes: put("cite.volumes", "number"),
		Chapter: put("cite.chapter", "number"), ChapterAlone: put("cite.chapter-alone", "number"), Issue: put("cite.issue", "number"),
		Number: put("cite.number", "number"), Edition: put("cite.edition", "number"),
		Page: put("cite.page", "number"), Pages: put("cite.pages", "number"), Accessed: put("cite.accessed", "date"),
		Locators: map[string]string{}, Genres: map[string]string{},
	}
	for _, genre := range bibliography.Genres() {
		t.Genres[genre] = w.Say("genre." + text.Slug(genre))
	}
	for _, term := range bibliography.Terms() {
		if form := put("locator."+term, "number"); form != "{number}" {
			t.Locators[term] = form
		}
	}
	return t
}

// timelineWords are the texts within a drawing.
func (p *Planner) timelineWords() timeline.Words {
	return timeline.Words{
		Title: func(title string, n int, from, to string) string {
			return p.with("timeline.title", "title", title, "n", n, "from", from, "to", to)
		},
		Year:   p.yearName,
		Decade: p.decadeName,
		Span:   func(from, to string) string { return p.with("timeline.span", "from", from, "to", to) },
		Titled: func(name, when string) string { return name + p.say("list.comma") + when },
	}
}
