// Package message holds the texts of the interface in several languages: files
// of messages in, the texts of one language out. What is wrong in a file is
// told with its line and column. It knows no page and no template.
//
// A file is named for the language of its texts, as BCP 47 has it, and gives
// each message its text. What changes from case to case stands in braces; where
// a text depends on a number n, it is given for each of the forms that numbers
// have in the language, by their names in CLDR:
//
//	layout.skip: Skip to the text
//	home.notes:
//	  one: "{n} note"
//	  other: "{n} notes"
package message

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/text"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// English is the language that has every message; others lack some at most.
const English = "en"

// File is a file of messages.
type File struct {
	Path string // in messages to people: "templates/messages/en.yaml"
	Data []byte
	// Own says that it belongs to the site, which has its own words for some
	// messages, rather than to the program.
	Own bool
}

// Catalog is the messages of all languages.
type Catalog struct {
	files     map[string]map[string]entry // by tag, then key
	templates []string                    // keys of English, sorted
}

// entry is the text of a message: of one form, or of several.
type entry struct {
	tag   language.Tag // whose forms these are
	forms map[plural.Form]pattern
}

// pattern is a text in pieces: every second one is the name of what is put
// there.
type pattern []string

// open are the beginnings of keys that depend on what a site declares: names of
// its types and fields. English need not have them, since the schema does.
var open = []string{"type.", "field.", "inverse."}

func isOpen(key string) bool {
	return slices.ContainsFunc(open, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

// nameKey is the message with the name by which a language calls itself.
const nameKey = "language.name"

// isEnglishOnly tells whether a message of English is of no use to other
// languages: what English calls a type is no name for it in them, nor is
// "English" a name of theirs.
func isEnglishOnly(key string) bool { return isOpen(key) || key == nameKey }

// Load reads the files. Where two give the same message of one language, the
// later one holds. A message with a mistake counts as not there.
func Load(files []File) (*Catalog, []diag.Diagnostic) {
	c := &Catalog{files: map[string]map[string]entry{}}
	// English says which messages there are, and what each is given.
	ordered := slices.Clone(files)
	slices.SortStableFunc(ordered, func(a, b File) int { return rank(a) - rank(b) })
	var diagnostics []diag.Diagnostic
	for _, f := range ordered {
		r := reader{catalog: c, file: f}
		r.read()
		diagnostics = append(diagnostics, r.diagnostics...)
	}
	return c, diagnostics
}

// rank puts English before the others, and of each the program's before the
// site's.
func rank(f File) int {
	rank := 0
	if TagOf(f.Path) != English {
		rank = 2
	}
	if f.Own {
		rank++
	}
	return rank
}

// TagOf is the language that the name of a file states.
func TagOf(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }

// Languages lists the languages that have a file.
func (c *Catalog) Languages() []string { return slices.Sorted(maps.Keys(c.files)) }

// Missing warns of the messages that a language lacks, if a site has a file for
// it; Words takes them from a language that has them.
func (c *Catalog) Missing(tag, folder string) []diag.Diagnostic {
	if isEnglish(tag) {
		return nil
	}
	tags := chain(tag)
	tags = tags[:len(tags)-1] // but for English
	var lacking []string
	for _, key := range c.keys() {
		if !isOpen(key) && !slices.ContainsFunc(tags, func(t string) bool { _, has := c.files[t][key]; return has }) {
			lacking = append(lacking, key)
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	return []diag.Diagnostic{{
		Path: path.Join(folder, tag+".yaml"), Severity: diag.Warning, Code: "message-missing",
		Message: fmt.Sprintf("%d texts of the site are not there in %q; they are shown in English", len(lacking), tag),
		Hint:    "add them to this file: " + text.Clip(strings.Join(lacking, ", "), 300),
	}}
}

// chain lists the languages in which a text is looked for: the language itself,
// those it is a kind of, and English. "zh" is looked for as "zh-Hans" too,
// which is what it is mostly written in.
func chain(tag string) []string {
	var tags []string
	add := func(t string) {
		if !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	parsed, err := language.Parse(tag)
	if err == nil {
		add(parsed.String())
		base, _ := parsed.Base()
		script, _ := parsed.Script()
		add(base.String() + "-" + script.String())
		add(base.String())
	}
	tags = slices.DeleteFunc(tags, func(t string) bool { return t == English })
	return append(tags, English)
}

// Words are the texts of one language. In a view model they count by what they
// sum up to.
type Words struct {
	language string
	entries  map[string]entry
	sum      fingerprint.Sum
}

// Words gives the texts of a language; what it lacks is taken from the language
// that it is a kind of, and at last from English.
func (c *Catalog) Words(tag string) *Words {
	w := &Words{language: tag, entries: map[string]entry{}}
	tags := chain(tag)
	slices.Reverse(tags)
	for _, t := range tags {
		for key, e := range c.files[t] {
			if t != English || isEnglish(tag) || !isEnglishOnly(key) {
				w.entries[key] = e
			}
		}
	}
	if !w.Has(nameKey) { // its tag tells more than a name that is another's
		w.entries[nameKey] = entry{forms: map[plural.Form]pattern{plural.Other: {tag}}}
	}
	flat := make(map[string]map[string][]string, len(w.entries))
	for key, e := range w.entries {
		flat[key] = map[string][]string{}
		for form, p := range e.forms {
			flat[key][formNames[form]] = p
		}
	}
	w.sum = fingerprint.Of(tag, flat)
	return w
}

// isEnglish tells whether a tag is one of English.
func isEnglish(tag string) bool { return tag == English || strings.HasPrefix(tag, English+"-") }

// Language is the BCP 47 tag of the language.
func (w *Words) Language() string { return w.language }

// Direction is "rtl" where the language is written from right to left, else
// empty.
func (w *Words) Direction() string {
	script, _ := language.Make(w.language).Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm":
		return "rtl"
	}
	return ""
}

// Sum sums up all texts.
func (w *Words) Sum() fingerprint.Sum { return w.sum }

// Has tells whether there is a message.
func (w *Words) Has(key string) bool { _, has := w.entries[key]; return has }

// Keys lists all messages, sorted.
func (w *Words) Keys() []string { return slices.Sorted(maps.Keys(w.entries)) }

// Takes lists what is put into a message.
func (w *Words) Takes(key string) []string { return w.entries[key].placeholders() }

// Say gives the text of a message that needs nothing put into it. A message
// that is nowhere shows its key.
func (w *Words) Say(key string) string {
	e, has := w.entries[key]
	if !has {
		return key
	}
	return e.forms[plural.Other].fill(nil)
}

// With gives the text of a message with what is put into it: names and values
// in turn. The value of n, a whole number, decides the form.
func (w *Words) With(key string, pairs ...any) string {
	e, has := w.entries[key]
	if !has {
		return key
	}
	form := plural.Other
	for i := 0; i+1 < len(pairs); i += 2 {
		if n, is := pairs[i+1].(int); is && pairs[i] == "n" {
			form = formOf(e.tag, n)
		}
	}
	chosen, has := e.forms[form]
	if !has {
		chosen = e.forms[plural.Other]
	}
	return chosen.fill(pairs)
}

// Or gives the text of a message, or another where there is none.
func (w *Words) Or(key, otherwise string) string {
	if e, has := w.entries[key]; has {
		return cmp.Or(e.forms[plural.Other].fill(nil), otherwise)
	}
	return otherwise
}

// MarshalBinary makes fingerprints of what holds Words short.
func (w Words) MarshalBinary() ([]byte, error) { return w.sum[:], nil }

// UnmarshalBinary is not possible: Words are never kept.
func (w *Words) UnmarshalBinary([]byte) error { return errors.New("message: words are not read back") }

func formOf(tag language.Tag, n int) plural.Form {
	return plural.Cardinal.MatchPlural(tag, max(n, -n), 0, 0, 0, 0)
}

// fill puts values into a text: names and values in turn.
func (p pattern) fill(pairs []any) string {
	if len(p) == 1 {
		return p[0]
	}
	var room [256]byte // few texts are longer
	text := room[:0]
	for i, piece := range p {
		if i%2 == 0 {
			text = append(text, piece...)
			continue
		}
		for k := 0; k+1 < len(pairs); k += 2 {
			if name, is := pairs[k].(string); !is || name != piece {
				continue
			}
			switch v := pairs[k+1].(type) {
			case string:
				text = append(text, v...)
			case int:
				text = strconv.AppendInt(text, int64(v), 10)
			default:
				text = fmt.Append(text, v)
			}
			break
		}
	}
	return string(text)
}
