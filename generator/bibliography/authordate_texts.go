package bibliography

import (
	"cmp"
	"strings"
	"unicode"

	"fangzhi/generator/text"
)

// Texts are the words of a language in citations and references. In braces
// stands what is put there. What is empty is said in English.
type Texts struct {
	Language string // BCP 47; in which dates are said

	// Marks of a citation.
	Open, Close string // around it
	Between     string // two sources
	Before      string // a locator
	// Locators say by terms of CSL how a label and its number stand: 第{number}页
	// for "page". A term without one stands as it is written.
	Locators map[string]string
	// Genres say kinds of writing, by the words of English: "PhD thesis". Others
	// stand as they are written.
	Genres map[string]string

	// Names. {names} are those before, one or several with commas between.
	Pair         string // {names} and {last}, of two
	Series       string // {names} and {last}, of more, or after an inverted name
	Others       string // {names}, and those who are not named
	OthersListed string // the same after an inverted name

	Quoted       string // {title} of what is no work of its own
	NoDate       string
	NoDateSuffix string // {suffix}, a letter that tells one from others
	Editor       string // after the name of one who stands in the place of an author
	Editors      string // the same of several
	In           string // {title} of the book that holds an item
	EditedBy     string // {names}, within a sentence
	Edited       string // {names}, as a sentence
	Translated   string // {names}
	Volume       string // {number}, within a sentence
	VolumeAlone  string // {number}, as a sentence
	Volumes      string // {number} of them
	Chapter      string // {number}, within a sentence
	ChapterAlone string // {number}, as a sentence
	Issue        string // {number}
	Number       string // {number}
	Edition      string // {number}
	Page         string // {number}
	Pages        string // {number}
	Accessed     string // {date}
}

// English are the words that the Chicago Manual of Style has.
var English = Texts{
	Language: "en",
	Open:     "(", Close: ")", Between: "; ", Before: ", ",
	Pair: "{names} and {last}", Series: "{names}, and {last}", Others: "{names} et al.", OthersListed: "{names}, et al.", Quoted: "“{title}”",
	NoDate: "n.d.", NoDateSuffix: "n.d.-{suffix}", Editor: ", ed", Editors: ", eds",
	In: "In {title}", EditedBy: "edited by {names}", Edited: "Edited by {names}", Translated: "Translated by {names}",
	Volume: "vol. {number}", VolumeAlone: "Vol. {number}", Volumes: "{number} vols.",
	Chapter: "chap. {number}", ChapterAlone: "Chap. {number}", Issue: "no. {number}", Number: "No. {number}",
	Edition: "{number} ed.", Page: "p. {number}", Pages: "pp. {number}", Accessed: "Accessed {date}",
}

// orEnglish fills in what is missing.
func (t Texts) orEnglish() Texts {
	for _, field := range []struct {
		to      *string
		english string
	}{
		{&t.Language, English.Language}, {&t.Open, English.Open}, {&t.Close, English.Close}, {&t.Between, English.Between}, {&t.Before, English.Before},
		{&t.Pair, English.Pair}, {&t.Series, English.Series}, {&t.Others, English.Others}, {&t.OthersListed, English.OthersListed}, {&t.Quoted, English.Quoted},
		{&t.NoDate, English.NoDate}, {&t.NoDateSuffix, English.NoDateSuffix}, {&t.Editor, English.Editor}, {&t.Editors, English.Editors}, {&t.In, English.In},
		{&t.EditedBy, English.EditedBy}, {&t.Edited, English.Edited}, {&t.Translated, English.Translated},
		{&t.Volume, English.Volume}, {&t.VolumeAlone, English.VolumeAlone}, {&t.Volumes, English.Volumes},
		{&t.Chapter, English.Chapter}, {&t.ChapterAlone, English.ChapterAlone}, {&t.Issue, English.Issue}, {&t.Number, English.Number},
		{&t.Edition, English.Edition}, {&t.Page, English.Page}, {&t.Pages, English.Pages}, {&t.Accessed, English.Accessed},
	} {
		*field.to = cmp.Or(*field.to, field.english)
	}
	return t
}

// of are the words in which an entry is described. On a page in Chinese or
// Russian a work in another script keeps the words of English, as scholars who
// write in these languages cite it.
func (t *Texts) of(e *Entry) *Texts {
	switch base, _, _ := strings.Cut(t.Language, "-"); {
	case base == "zh" && !e.chinese(), base == "ru" && !e.cyrillic():
		return &English
	}
	return t
}

// chinese tells whether an entry is of a work in Chinese.
func (e *Entry) chinese() bool {
	return strings.HasPrefix(strings.ToLower(e.Language), "zh") || text.HasHan(e.Title) || text.HasHan(e.Heading())
}

// cyrillic tells whether an entry is of a work in Russian, or in a language
// written like it.
func (e *Entry) cyrillic() bool {
	return strings.HasPrefix(strings.ToLower(e.Language), "ru") ||
		strings.ContainsFunc(e.Title+e.Heading(), func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

// put puts a value into a text; without a value there is no text.
func put(text, name, value string) string {
	if value == "" {
		return ""
	}
	return strings.ReplaceAll(text, "{"+name+"}", value)
}

// numbered is a number with the word for what it counts. What does not begin
// with a digit says that itself: 第2卷, "Zhongfa [2020] 30".
func numbered(text, number string) string {
	if number == "" || !unicode.IsDigit(firstRune(number)) {
		return number
	}
	return put(text, "number", number)
}
