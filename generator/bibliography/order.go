package bibliography

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"fangzhi/generator/text"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// longestSortName bounds how much of a name or title is collated.
const longestSortName = 200

// sortName is what an item is listed by: its names, family names first, or
// else its title, without quotation marks and brackets before it.
func sortName(i *Item) string {
	names, _ := cutOthers(i.Contributors())
	var b strings.Builder
	for _, n := range names[:min(len(names), longestList)] {
		b.WriteString(n.Inverted())
		b.WriteByte(' ')
	}
	name := strings.TrimSpace(b.String())
	if name == "" {
		name = i.ShortTitle()
	}
	return bareStart(name)
}

func bareStart(s string) string {
	return text.Clip(strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), longestSortName)
}

// arrange orders entries as a bibliography does, and numbers them, gives each
// its initial and tells those apart that would be cited alike.
func arrange(entries []Entry) {
	// The Chinese collation puts Latin first and Chinese, by pinyin, last.
	// Loose: letters count, neither their accents nor their case.
	collator := collate.New(language.MustParse("zh-u-co-pinyin"), collate.Loose)
	var buffer collate.Buffer
	keyOf := func(s string) string {
		key := string(collator.KeyFromString(&buffer, s))
		buffer.Reset()
		return key
	}
	var capitals [26]string
	for i := range capitals {
		capitals[i] = keyOf(string(rune('A' + i)))
	}
	for i := range entries {
		e := &entries[i]
		name := sortName(&e.Item)
		e.sortKey, e.title = keyOf(name), keyOf(bareStart(e.Title))
		e.Initial = initial(name, e.sortKey, capitals[:])
	}
	slices.SortFunc(entries, compareEntries)
	for i := range entries {
		entries[i].Number = i + 1
	}
	disambiguate(entries)
}

func compareEntries(a, b Entry) int {
	return cmp.Or(
		cmp.Compare(a.sortKey, b.sortKey),
		compareYears(a.Issued, b.Issued),
		cmp.Compare(a.title, b.title),
		cmp.Compare(a.ID, b.ID),
	)
}

// compareYears puts what has no year last.
func compareYears(a, b Date) int {
	if a.Start.Year == 0 || b.Start.Year == 0 {
		return cmp.Or(cmp.Compare(rankYear(a), rankYear(b)), cmp.Compare(a.Literal, b.Literal))
	}
	return cmp.Or(cmp.Compare(a.Start.Year, b.Start.Year), cmp.Compare(a.Year(), b.Year()))
}

func rankYear(d Date) int {
	switch {
	case d.Start.Year != 0:
		return 0
	case d.Literal == "":
		return 1
	}
	return 2 // "forthcoming" comes after "n.d."
}

// initial is the heading for a name. Which Latin letter a name belongs to is
// asked of the collation, so that Łódź and Östen stand where they are sorted.
func initial(name, sortKey string, capitals []string) string {
	first := firstRune(name)
	switch {
	case name == "":
		return "#"
	case unicode.IsDigit(first):
		return "0–9"
	case unicode.Is(unicode.Han, first):
		return "汉字"
	case !unicode.Is(unicode.Latin, first):
		return string(unicode.ToUpper(first))
	}
	n, exact := slices.BinarySearch(capitals, sortKey)
	if !exact {
		n = max(0, n-1)
	}
	return string(rune('A' + n))
}

// disambiguate gives entries that a citation could not tell apart a letter
// after the year, in their order.
func disambiguate(entries []Entry) {
	cited := func(e *Entry) string { return text.Fold(e.Heading()) + "\x00" + e.Issued.Year() }
	count := make(map[string]int, len(entries))
	for i := range entries {
		count[cited(&entries[i])]++
	}
	next := map[string]int{}
	for i := range entries {
		if key := cited(&entries[i]); count[key] > 1 {
			entries[i].Suffix = letters(next[key])
			next[key]++
		}
	}
}

// letters counts a, b … z, aa, ab …
func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + letters(n%26)
}
