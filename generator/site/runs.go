package site

import (
	"cmp"
	"html"
	"html/template"
	"strings"
	"unicode"

	"fangzhi/generator/graph"
	"fangzhi/generator/text"
)

// Software that reads a page aloud changes its voice, and browsers choose
// glyphs and spaces, by the attribute lang (WCAG 2.2, 3.1.2). A view says of a
// short text, such as a title, in which language it is; markup says it of runs
// within a text.

// several is the language of a text that is in that of its page but for runs of
// Chinese, each of which is marked: BCP 47 has it for texts in several.
const several = "mul"

// runLanguage is the language of a name or a value where it differs from that
// of the page; several where only runs of it do.
func (p *Planner) runLanguage(s string) string { return runLanguage(p.language(), p.lent(), s) }

// lent is the language of names that the page at hand has from the site's own
// pages; empty on these.
func (p *Planner) lent() string {
	if p.folder == "" {
		return ""
	}
	return p.settings.Language
}

// runLanguage is the language of a name on a page, which has names in another
// language lent to it, if that is not empty.
func runLanguage(page, lent, s string) string {
	switch {
	case !text.HasHan(s):
		if lent != "" && strings.ContainsFunc(s, unicode.IsLetter) && (strings.HasPrefix(page, "zh") || inScriptOf(lent, page, s)) {
			return lent
		}
	case !text.WrittenInHan(page):
		if hasWord(s) {
			return several
		}
		return "zh-Hans"
	case lent != "" && mostlyWords(s):
		return lent
	}
	return ""
}

// inScriptOf tells by its letters that a text is in the language that is lent to
// a page, where one of the two is Russian and the other is not.
func inScriptOf(lent, page, s string) bool {
	russian := strings.HasPrefix(lent, "ru")
	cyrillic := strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	return russian != strings.HasPrefix(page, "ru") && cyrillic == russian
}

// hasWord tells whether a text has two letters in a row that are not Chinese:
// so "A类" is all Chinese, and "team 队" is not.
func hasWord(s string) bool {
	row := 0
	for _, r := range s {
		if text.IsHan(r) || !unicode.IsLetter(r) {
			row = 0
		} else if row++; row == 2 {
			return true
		}
	}
	return false
}

// mostlyWords tells whether a text is in an alphabet, and has some Chinese.
func mostlyWords(s string) bool {
	chinese, others := 0, 0
	for _, r := range s {
		if text.IsHan(r) {
			chinese++
		} else if unicode.IsLetter(r) {
			others++
		}
	}
	return others > 2*chinese && hasProse(s)
}

// hasProse tells whether a text has two words in a row that are not Chinese, as
// a sentence or a title has, and a name or an abbreviation may have not.
func hasProse(s string) bool {
	words := 0
	for _, word := range strings.Fields(s) {
		if !hasWord(word) || text.HasHan(word) {
			words = 0
		} else if words++; words == 2 {
			return true
		}
	}
	return false
}

// textLanguage is the language of a note's text, where it is not that of the
// page at hand.
func (p *Planner) textLanguage(n *graph.Note) string {
	switch {
	case p.foreign(n):
		return cmp.Or(n.Language, p.settings.Language)
	case n.Original == nil && n.Language != p.language():
		return n.Language
	}
	return ""
}

// sentenceLanguage is that of a text of a note on the page at hand.
func (p *Planner) sentenceLanguage(n *graph.Note, parts ...string) string {
	if language := p.textLanguage(n); language != "" || text.WrittenInHan(p.language()) {
		return language
	}
	for _, s := range parts {
		if text.HasHan(s) {
			return several
		}
	}
	return ""
}

// spoken ends the start tag of an element with the language of its text, and
// writes the text.
func spoken(b *markup, language, s string) {
	opened(b, language)
	inside(b, language, s)
}

// opened ends the start tag of an element with the language of its text.
func opened(b *markup, language string) {
	if language != several {
		attribute(b, "lang", "", language)
	}
	b.WriteString(">")
}

// drawn is spoken for the text of a drawing, where other elements are known.
func drawn(b *markup, language, s string) {
	opened(b, language)
	runs(b, "tspan", language, s)
}

// inside writes text in an element of which the language is said.
func inside(b *markup, language, s string) { runs(b, "span", language, s) }

func runs(b *markup, element, language, s string) {
	if language == "" || text.WrittenInHan(language) {
		escape(b, s)
	} else {
		mixed(b, element, s)
	}
}

// mixed writes text that is not in Chinese, with its runs of Chinese as elements.
func mixed(b *markup, element, s string) {
	if !text.HasHan(s) {
		escape(b, s)
		return
	}
	for run, chinese := range text.Runs(s) {
		if chinese {
			b.strings("<", element, ` lang="zh-Hans">`)
		}
		escape(b, run)
		if chinese {
			b.strings("</", element, ">")
		}
	}
}

// prose writes text of a page, such as its title or a sentence with names: what
// is in another language than the page is marked.
func prose(b *markup, page, lent, s string) {
	switch language := runLanguage(page, lent, s); {
	case language == several:
		mixed(b, "span", s)
	case language != "":
		b.WriteString("<span")
		spoken(b, language, s)
		b.WriteString("</span>")
	case lent == "" || !text.WrittenInHan(page):
		escape(b, s)
	default:
		lentRuns(b, lent, s)
	}
}

// lentRuns writes Chinese in which words in the language of names that are lent
// to the page are marked.
func lentRuns(b *markup, lent, s string) {
	for run, chinese := range text.Runs(s) {
		if chinese || !hasProse(run) {
			escape(b, run)
			continue
		}
		words := strings.TrimFunc(run, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		at := strings.Index(run, words)
		escape(b, run[:at])
		b.WriteString("<span")
		spoken(b, lent, words)
		b.WriteString("</span>")
		escape(b, run[at+len(words):])
	}
}

// lentHTML marks in HTML, in which runs of Chinese are marked, the words in the
// language that is lent to a page in Chinese. Marks at their ends stay outside.
func lentHTML(lent, s string) string {
	var b strings.Builder
	marked := false // by an element around what follows
	for text, rest, more := strings.Cut(s, "<"); ; text, rest, more = strings.Cut(rest, "<") {
		if words := strings.Trim(text, " .,"); !marked && hasProse(words) {
			at := strings.Index(text, words)
			b.WriteString(text[:at] + `<span lang="` + html.EscapeString(lent) + `">` + words + "</span>" + text[at+len(words):])
		} else {
			b.WriteString(text)
		}
		if !more {
			return b.String()
		}
		var tag string
		tag, rest, _ = strings.Cut(rest, ">")
		b.WriteString("<" + tag + ">")
		marked = strings.HasPrefix(tag, "span ") || marked && tag != "/span"
	}
}

// prose writes text of the page at hand.
func (p *Planner) prose(b *markup, s string) { prose(b, p.language(), p.lent(), s) }

// Said is a text of the page as HTML, in which what is in another language than
// the page is marked: {{.Said .Title}}.
func (f Frame) Said(s string) template.HTML { return written(func(b *markup) { f.prose(b, s) }) }

func (f *Frame) prose(b *markup, s string) { prose(b, f.Language, f.Site.TitleLang, s) }

// Said is a text that the settings give, as HTML, in an element of TitleLang.
func (c *Chrome) Said(s string) template.HTML { return written(func(b *markup) { c.prose(b, s) }) }

func (c *Chrome) prose(b *markup, s string) { prose(b, cmp.Or(c.TitleLang, c.Language), "", s) }

// Said is what the tag is about, as HTML with its language.
func (t TagNode) Said() template.HTML { return written(t.said) }

func (t *TagNode) said(b *markup) {
	about := Link{Text: t.Summary, Language: t.SummaryLang}
	about.named(b)
}

// Heading is the name of the group as HTML with its language.
func (g Group) Heading() template.HTML { return written(g.heading) }

func (g *Group) heading(b *markup) {
	name := Link{Text: g.Name, Language: g.Lang}
	name.named(b)
}
