package bibliography

import (
	"bytes"
	"encoding/gob"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// libraryOf makes a library of BibTeX without faults.
func libraryOf(t testing.TB, source string) *Library {
	t.Helper()
	items, diagnostics := ParseBibTeX("x.bib", []byte(source))
	library, more := NewLibrary(items)
	for _, d := range append(diagnostics, more...) {
		t.Fatalf("unexpected: %v", d)
	}
	return library
}

const shelf = `
@book{zhou-2022, author = {Zhou, Xueguang}, title = {Logic}, year = 2022}
@book{zeng, author = {曾昭}, title = {一}, year = 2000}
@book{li-b, author = {Li, Lan}, title = {Beta}, year = 2020}
@book{li-a, author = {Li, Lan}, title = {Alpha}, year = 2020}
@book{li-nd, author = {Li, Lan}, title = {Undated}}
@book{li-1999, author = {Li, Lan}, title = {Older}, year = 1999}
@book{emile, author = {Émile, X}, title = {T}, year = 1999}
@book{anli, author = {安立}, title = {二}, year = 2000}
@book{lihua, author = {李华}, title = {三}, year = 2000}
@misc{untold, title = {“Untold” Tales}, year = 2001}
@misc{numbers, title = {1911}, year = 2001}
@book{lodz, author = {Łukasz, Y}, title = {T}, year = 1999}
@book{chekhov, author = {Чехов, А.}, title = {T}, year = 1999}
`

func TestABibliographyIsOrderedByNameYearAndTitle(t *testing.T) {
	library := libraryOf(t, shelf)
	var got []string
	for _, i := range library.Items() {
		got = append(got, library.Initial(i.ID)+" "+i.ID)
	}
	want := []string{
		"0–9 numbers", "E emile", "L li-1999", "L li-a", "L li-b", "L li-nd", "L lodz", "U untold", "Z zhou-2022",
		"Ч chekhov", "汉字 anli", "汉字 zeng", "汉字 lihua",
	}
	// 曾 is sorted by its commoner reading, céng.
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTheOrderOfFilesDoesNotMatter(t *testing.T) {
	items, _ := ParseBibTeX("x.bib", []byte(shelf))
	want, _ := NewLibrary(items)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		got, _ := NewLibrary(items)
		if d := cmp.Diff(want.Items(), got.Items()); d != "" {
			t.Fatal(d)
		}
		for _, key := range want.Keys() {
			a, _ := want.Reference(key)
			if b, _ := got.Reference(key); a != b {
				t.Fatalf("%s is %q and %q", key, a.Text, b.Text)
			}
		}
	}
}

func TestYearsThatWouldBeCitedAlikeHaveLetters(t *testing.T) {
	library := libraryOf(t, shelf+`
@misc{a, author = {{A}}, title = {One}}
@misc{b, author = {{A}}, title = {Two}}
@misc{c, author = {{B}}, title = {One}, year = {forthcoming}}
@misc{d, author = {{B}}, title = {Two}, year = {forthcoming}}`)
	for key, want := range map[string]string{
		"li-a": "(Li 2020a)", "li-b": "(Li 2020b)", "li-1999": "(Li 1999)", "li-nd": "(Li n.d.)",
		"a": "(A n.d.-a)", "b": "(A n.d.-b)", "c": "(B forthcoming-a)", "d": "(B forthcoming-b)",
	} {
		if got := partsText(library.Cite(Cluster{Cites: []Cite{{Key: key}}})); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}

func TestLettersGoOnAfterZ(t *testing.T) {
	for n, want := range map[int]string{0: "a", 25: "z", 26: "aa", 27: "ab", 701: "zz", 702: "aaa"} {
		if got := letters(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func TestAKeyInTwoFilesIsAnErrorThatNamesBoth(t *testing.T) {
	library, diagnostics := NewLibrary([]Item{
		{ID: "a", Title: "First", Path: "one.bib", Line: 3, Column: 1},
		{ID: "a", Title: "Second", Path: "two.bib", Line: 5, Column: 2},
	})
	if len(diagnostics) != 1 || diagnostics[0].String() != "two.bib:5:2: error: the key \"a\" stands twice [key-duplicate]\n    the first is at one.bib:3:1; it holds" {
		t.Errorf("got %v", diagnostics)
	}
	if item, ok := library.Item("a"); !ok || item.Title != "First" || library.Len() != 1 {
		t.Errorf("got %+v", item)
	}
}

func TestKeysAreFoundAndSuggested(t *testing.T) {
	library := libraryOf(t, shelf)
	if keys := library.Keys(); !slices.IsSorted(keys) || len(keys) != library.Len() {
		t.Errorf("keys are %q", keys)
	}
	if _, ok := library.Item("zhou-2021"); ok {
		t.Error("an unknown key is found")
	}
	if got := library.Nearest("zhou-2021"); got != "zhou-2022" {
		t.Errorf("the nearest key is %q", got)
	}
	if got := library.Nearest("something-else-entirely"); got != "" {
		t.Errorf("%q is suggested for what is like nothing", got)
	}
	if _, ok := library.Reference("nobody"); ok || library.SortName("nobody") != "" || library.Initial("nobody") != "" {
		t.Error("an unknown key has a reference")
	}
}

func TestAKeyIsTheSameHoweverItsAccentsAreWritten(t *testing.T) {
	library := libraryOf(t, "@book{Mu\u0308ller, title = {T}}")
	if _, ok := library.Item("M\u00FCller"); !ok {
		t.Error("a composed key does not find the decomposed one")
	}
}

func TestAListThatIsHandedOutIsNotTheLibrarysOwn(t *testing.T) {
	library := libraryOf(t, shelf)
	library.Items()[0].Title = "changed"
	library.Keys()[0] = "changed"
	if library.Items()[0].Title == "changed" || library.Keys()[0] == "changed" {
		t.Error("the library was changed from outside")
	}
}

func TestItemsAreTheSameAfterGob(t *testing.T) {
	items, _ := ParseBibTeX("x.bib", []byte(shelf))
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(items); err != nil {
		t.Fatal(err)
	}
	var again []Item
	if err := gob.NewDecoder(&b).Decode(&again); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(items, again); d != "" {
		t.Error(d)
	}
}

// shouting is a style that shows that a library's style can be another.
type shouting struct{}

func (shouting) Cite(c Cluster, entries []*Entry) []Part {
	return []Part{{Text: strings.ToUpper(entries[0].Title), Key: c.Cites[0].Key}}
}
func (shouting) Reference(e *Entry) Reference { return Reference{Text: strings.ToUpper(e.Title)} }

func TestAnotherStyleMayTakeThePlaceOfTheBuiltInOne(t *testing.T) {
	library := libraryOf(t, shelf)
	other := library.WithStyle(shouting{})
	c := Cluster{Cites: []Cite{{Key: "li-a"}}}
	if got := partsText(other.Cite(c)); got != "ALPHA" {
		t.Errorf("the other style writes %q", got)
	}
	if got := partsText(library.Cite(c)); got != "(Li 2020a)" {
		t.Errorf("the first library now writes %q", got)
	}
}

func partsText(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Text)
	}
	return b.String()
}
