package bibliography

import (
	"html"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"fangzhi/generator/text"
)

// writer writes a reference as HTML and as plain text at once, and sees to it
// that no sentence ends twice.
type writer struct {
	html, text strings.Builder
	language   string // of Chinese characters
}

func (w *writer) reference() Reference {
	return Reference{HTML: w.html.String(), Text: w.text.String()}
}

// add writes text.
func (w *writer) add(s string) {
	markLanguages(&w.html, s, w.language)
	w.text.WriteString(s)
}

// cite writes the title of a work.
func (w *writer) cite(s string) {
	w.html.WriteString("<cite>")
	w.add(s)
	w.html.WriteString("</cite>")
}

// link writes text that leads to an address.
func (w *writer) link(s, address string) {
	w.html.WriteString(`<a class="external" rel="noopener external" href="`)
	w.html.WriteString(html.EscapeString(address))
	w.html.WriteString(`">`)
	w.add(s)
	w.html.WriteString("</a>")
}

// space parts what follows from what is there.
func (w *writer) space() {
	if s := w.text.String(); s != "" && !strings.HasSuffix(s, " ") {
		w.add(" ")
	}
}

// stop ends a sentence, unless it has an end.
func (w *writer) stop() {
	if s := w.text.String(); s != "" && !ended(s) {
		w.add(".")
	}
}

// ended tells whether s ends as a sentence does, before what closes it.
func ended(s string) bool {
	s = strings.TrimRight(s, "”’»\"')]）》〉」』")
	return strings.ContainsRune(".?!…。？！", lastRune(s)) && s != ""
}

// sentence writes s as a sentence of its own.
func (w *writer) sentence(s string) {
	if s = trimmed(s); s == "" {
		return
	}
	w.space()
	w.add(s)
	w.stop()
}

// trimmed is s without marks at its end that another would follow.
func trimmed(s string) string { return strings.TrimRight(s, ",;: ，；：、\u00A0") }

// markLanguages writes s escaped, its Chinese, Japanese and Korean runs marked
// with their language; language is that of Chinese characters.
func markLanguages(b *strings.Builder, s, language string) {
	if strings.IndexFunc(s, isEastAsianMark) < 0 {
		b.WriteString(html.EscapeString(s))
		return
	}
	for s != "" {
		start := strings.IndexFunc(s, func(r rune) bool { return isEastAsian(r) || isEastAsianMark(r) })
		if start < 0 {
			start = len(s)
		}
		b.WriteString(html.EscapeString(s[:start]))
		if s = s[start:]; s == "" {
			return
		}
		end := eastAsianRun(s)
		b.WriteString(`<span lang="` + runLanguage(s[:end], language) + `">`)
		b.WriteString(html.EscapeString(s[:end]))
		b.WriteString("</span>")
		s = s[end:]
	}
}

// isEastAsianMark tells whether r is written in East Asian text only: a
// letter, or a mark such as 《 or ，.
func isEastAsianMark(r rune) bool {
	return isEastAsian(r) || 0x3000 < r && r <= 0x303F || 0xFF00 < r && r <= 0xFFEF
}

// eastAsianRun is the length of the run that s begins with. Digits, quotation
// marks and dashes belong to it if it goes on after them.
func eastAsianRun(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case isEastAsianMark(r):
			end = i + utf8.RuneLen(r)
		case !unicode.IsDigit(r) && !strings.ContainsRune("“”‘’—–·…()-", r):
			return end
		}
	}
	return end
}

// runLanguage is the language of a run: kana are Japanese, hangul Korean,
// whatever the reference says.
func runLanguage(run, language string) string {
	for _, r := range run {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "ja"
		case unicode.Is(unicode.Hangul, r):
			return "ko"
		}
	}
	return language
}

// hanLanguage is the language of Chinese characters in an item of a language.
func hanLanguage(tag string) string {
	switch tag := strings.ToLower(tag); {
	case tag == "ja", strings.HasPrefix(tag, "ja-"):
		return "ja"
	case strings.HasPrefix(tag, "zh-hant"), tag == "zh-tw", tag == "zh-hk", tag == "zh-mo":
		return "zh-Hant"
	}
	return "zh-Hans"
}

// quoted is a title in the marks that its language and kind ask for. The title
// of a whole work in Latin script has none here; it may stand in italics.
func (t *Texts) quoted(title string, whole bool) string {
	switch {
	case strings.HasPrefix(title, "["):
		return title // a description, not the work's own title
	case text.IsHan(firstLetter(title)):
		return "《" + chineseInner.Replace(title) + "》"
	case whole:
		return title
	}
	return put(t.Quoted, "title", innerMarks(t.Quoted).Replace(title))
}

// Marks within marks take the other form of the pair.
var (
	chineseInner = strings.NewReplacer("《", "〈", "》", "〉")
	latinInner   = strings.NewReplacer("“", "‘", "”", "’")
	guillemets   = strings.NewReplacer("«", "„", "»", "“")
)

// innerMarks are those for a title that is put between other marks.
func innerMarks(quoted string) *strings.Replacer {
	if strings.HasPrefix(quoted, "«") {
		return guillemets
	}
	return latinInner
}

func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}

// webAddress is s as an address to link to, or "" if it is not one of the web:
// javascript: and the like never are.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// doiAddress is the address of a DOI, or "" if it is none.
func doiAddress(doi string) string {
	if !strings.HasPrefix(doi, "10.") || !strings.Contains(doi, "/") {
		return ""
	}
	u := url.URL{Scheme: "https", Host: "doi.org", Path: "/" + doi}
	return u.String()
}
