package bibliography

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// doubled finds marks of which one would have been enough.
var doubled = regexp.MustCompile(`\.\.|,,|;;|::|[,;:]\.|[?!]\.|  `)

func TestNoReferenceHasDoublePunctuation(t *testing.T) {
	text := rapid.StringMatching(`([A-Z][a-z]{0,5}|[0-9]{1,4}|[一-十]{1,4})( [a-z]{1,5}){0,2}[.,;:?!]?`)
	maybe := rapid.OneOf(rapid.Just(""), text)
	name := rapid.Custom(func(t *rapid.T) Name {
		return Name{Family: text.Draw(t, "family"), Given: maybe.Draw(t, "given"), Suffix: rapid.SampledFrom([]string{"", "Jr."}).Draw(t, "suffix")}
	})
	rapid.Check(t, func(t *rapid.T) {
		item := Item{
			ID: "k", Type: rapid.SampledFrom([]string{"book", "article-journal", "article-newspaper", "chapter", "thesis", "webpage", "document"}).Draw(t, "type"),
			Author: rapid.SliceOfN(name, 0, 4).Draw(t, "author"), Editor: rapid.SliceOfN(name, 0, 2).Draw(t, "editor"),
			Issued: Date{Start: newDay(rapid.IntRange(0, 2030).Draw(t, "year"), rapid.IntRange(0, 12).Draw(t, "month"), 0)},
		}
		for n, s := range []*string{
			&item.Title, &item.TitleAddon, &item.ContainerTitle, &item.CollectionTitle, &item.Publisher, &item.PublisherPlace, &item.Volume,
			&item.Issue, &item.Page, &item.Edition, &item.Number, &item.Genre, &item.Note,
		} {
			*s = maybe.Draw(t, "field "+string(rune('a'+n)))
		}
		item.tidy()
		library, _ := NewLibrary([]Item{item})
		r, _ := library.Reference("k")
		if found := doubled.FindString(r.Text); found != "" {
			t.Errorf("%q stands in %q", found, r.Text)
		}
		if !ended(r.Text) {
			t.Errorf("the reference does not end: %q", r.Text)
		}
	})
}

func TestReferencesOfAnyTextAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anything := rapid.String()
		items := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Item {
			i := Item{
				ID: rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "id"), Type: "book", Path: "x", Line: 1, Column: 1,
				Author: []Name{{Family: anything.Draw(t, "family"), Given: anything.Draw(t, "given")}},
			}
			for n, s := range i.prose()[1:] {
				*s = anything.Draw(t, "field "+string(rune('a'+n)))
			}
			i.tidy()
			return i
		}), 1, 8, func(i Item) string { return i.ID }).Draw(t, "items")
		library, _ := NewLibrary(items)
		for _, key := range library.Keys() {
			checkReference(t, library, key)
		}
	})
}

func TestCitationsOfDifferentSourcesDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"Li", "li", "Lí", "李", "Wang", "王"})
		items := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Item {
			return Item{
				ID: rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "id"), Type: "book", Title: word.Draw(t, "title"),
				Author: []Name{{Family: word.Draw(t, "family")}}, Issued: Date{Start: Day{Year: rapid.IntRange(0, 2).Draw(t, "year")}},
			}
		}), 1, 40, func(i Item) string { return i.ID }).Draw(t, "items")
		library, _ := NewLibrary(items)
		seen := map[string]string{}
		for _, key := range library.Keys() {
			text := partsText(library.Cite(Cluster{Cites: []Cite{{Key: key}}}))
			if other, twice := seen[text]; twice {
				t.Errorf("%s and %s are both cited as %s", key, other, text)
			}
			seen[text] = key
		}
	})
}

func TestACitationThatIsWrittenIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cite := rapid.Custom(func(t *rapid.T) Cite {
			c := Cite{
				Key: rapid.StringMatching(`[a-z李_][a-z0-9里]{0,3}([:.#$%&+?<>~/-][a-z0-9]{1,3}){0,2}`).Draw(t, "key"), SuppressAuthor: rapid.Bool().Draw(t, "suppress"),
				Prefix: rapid.SampledFrom([]string{"", "see", "see also", "cf.", "参见"}).Draw(t, "prefix"),
				Label:  rapid.SampledFrom([]string{"", "p.", "pp.", "art.", "§", "页", "条"}).Draw(t, "label"),
				Suffix: rapid.SampledFrom([]string{"", "and passim", ", where it is said"}).Draw(t, "suffix"),
			}
			if c.Label != "" || rapid.Bool().Draw(t, "located") {
				c.Locator = rapid.StringMatching(`[1-9][0-9]{0,2}(–[1-9][0-9]{0,2})?(, [1-9][0-9]?){0,2}`).Draw(t, "locator")
			}
			return c
		})
		want := rapid.SliceOfN(cite, 1, 4).Draw(t, "cites")
		var parts []string
		for _, c := range want {
			minus := ""
			if c.SuppressAuthor {
				minus = "-"
			}
			parts = append(parts, joined(" ", c.Prefix, minus+"@"+c.Key)+strings.ReplaceAll((&citation{texts: &English}).pinpoint(c), "\u00A0", "")+written(c.Suffix))
		}
		got, ok := ParseCluster(strings.Join(parts, "; "))
		if d := cmp.Diff(want, got.Cites); !ok || d != "" {
			t.Errorf("%q: %s", parts, d)
		}
	})
}

func written(suffix string) string {
	if suffix == "" {
		return ""
	}
	return spaced(suffix)
}

func TestAPlaceIsThatOfCountingFromTheBeginning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Repeat(rapid.StringMatching(`[ab\n仓é]{0,40}`).Draw(t, "source"), rapid.IntRange(1, 60).Draw(t, "times"))
		at := rapid.IntRange(0, len(source)).Draw(t, "at")
		for at > 0 && at < len(source) && !utf8.RuneStart(source[at]) {
			at--
		}
		before := source[:at]
		want := place{1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])}
		if got := newPositions(source).of(at); got != want {
			t.Errorf("byte %d stands at %v, want %v", at, got, want)
		}
	})
}

func TestCleanTextStaysAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := clean(rapid.String().Draw(t, "s"))
		if again := clean(s); again != s || strings.ContainsAny(s, "\n\t\x00\u202E") {
			t.Errorf("%q becomes %q", s, again)
		}
	})
}
