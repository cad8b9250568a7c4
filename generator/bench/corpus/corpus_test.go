package corpus

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/edtf"
	"fangzhi/generator/text"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

func mustNew(t testing.TB, notes int, seed uint64) *Corpus {
	t.Helper()
	c, err := New(notes, seed)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNewRefusesSizesItCannotName(t *testing.T) {
	for _, notes := range []int{-1, 0, MinNotes - 1, MaxNotes + 1} {
		if _, err := New(notes, 1); err == nil {
			t.Errorf("New(%d) has no error", notes)
		}
	}
}

// tree maps each file below dir, slash-separated, to the hash of its bytes.
func tree(t testing.TB, dir string) map[string][sha256.Size]byte {
	t.Helper()
	files := map[string][sha256.Size]byte{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = sha256.Sum256(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestTheSameSeedWritesTheSameSiteAndAnotherSeedAnother(t *testing.T) {
	write := func(seed uint64, form Form) map[string][sha256.Size]byte {
		dir := t.TempDir()
		if _, err := mustNew(t, 300, seed).Write(dir, form); err != nil {
			t.Fatal(err)
		}
		return tree(t, dir)
	}
	for _, form := range []Form{Fangzhi, Hugo, HugoReferences, Eleventy} {
		first, second, other := write(1, form), write(1, form), write(2, form)
		if len(first) != len(second) {
			t.Errorf("%v: %d files, then %d", form, len(first), len(second))
		}
		same := 0
		for name, sum := range first {
			if second[name] != sum {
				t.Errorf("%v: %s differs between two runs", form, name)
			}
			if strings.HasSuffix(name, ".md") && other[name] == sum {
				same++
			}
		}
		if same > 0 {
			t.Errorf("%v: %d notes are the same under another seed", form, same)
		}
	}
}

func TestAllFormsHoldTheSameNotes(t *testing.T) {
	c := mustNew(t, 500, 7)
	notes := func(form Form) []string {
		dir := t.TempDir()
		written, err := c.Write(dir, form)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for name := range tree(t, dir) {
			if strings.HasSuffix(name, ".md") {
				names = append(names, name)
			}
		}
		if written.Notes != len(names) {
			t.Errorf("%v: Write counts %d notes, the folder %d", form, written.Notes, len(names))
		}
		slices.Sort(names)
		return names
	}
	ours := notes(Fangzhi)
	if len(ours) != 500 {
		t.Errorf("%d notes in our form", len(ours))
	}
	for _, form := range []Form{Hugo, HugoReferences, Eleventy} {
		if theirs := notes(form); !slices.Equal(ours, theirs) {
			t.Errorf("%d notes in our form and %d in that of %v", len(ours), len(theirs), form)
		}
	}
}

func TestEveryNoteIsBetweenThreeAndFiveKilobytes(t *testing.T) {
	for _, notes := range []int{MinNotes, 3000, 200_000} {
		c := mustNew(t, notes, 3)
		for i := 0; i < notes; i += max(1, notes/1500) {
			n := c.Note(i)
			if size := len(n.Append(nil, Fangzhi)); size < MinSize || size > MaxSize {
				t.Errorf("note %d of %d, %s, has %d bytes", i, notes, n.Stem, size)
			}
		}
	}
}

var wikilink = regexp.MustCompile(`\[\[([^\]|#]+)(?:#([^\]|]+))?(?:\|([^\]]+))?\]\]`)

func TestEveryWikilinkNamesANoteAndAHeadingOfIt(t *testing.T) {
	c := mustNew(t, 2000, 11)
	heads := map[string]Head{}
	for i := range c.Len() {
		h := c.Head(i)
		heads[h.Stem] = h
	}
	total := 0
	for i := range c.Len() {
		n := c.Note(i)
		file := n.Append(nil, Fangzhi)
		if open, whole := bytes.Count(file, []byte("[[")), len(wikilink.FindAll(file, -1)); open != whole {
			t.Fatalf("%s: %d of %d links can be read", n.Stem, whole, open)
		}
		for _, m := range wikilink.FindAllSubmatch(file, -1) {
			total++
			to, ok := heads[string(m[1])]
			switch {
			case !ok:
				t.Errorf("%s links to %q, which is no note", n.Stem, m[1])
			case to.Index == i:
				t.Errorf("%s links to itself", n.Stem)
			case len(m[2]) > 0 && !slices.Contains(to.Headings, string(m[2])):
				t.Errorf("%s links to %q of %s, which is no heading", n.Stem, m[2], to.Stem)
			}
		}
	}
	if mean := float64(total) / float64(c.Len()); mean < 7 || mean > 11 {
		t.Errorf("a note has %.1f links on average, not about 8", mean)
	}
}

func TestHeadingsThatLinksNameStandInTheNote(t *testing.T) {
	c := mustNew(t, 400, 5)
	for i := range c.Len() {
		n := c.Note(i)
		file := string(n.Append(nil, Fangzhi))
		for _, heading := range n.Headings {
			if strings.Count(file, "# "+heading+"\n") != 1 {
				t.Errorf("%s: heading %q does not stand there once", n.Stem, heading)
			}
		}
	}
}

func TestNoTwoNotesShareAName(t *testing.T) {
	for _, notes := range []int{100_000, 130_000} {
		c := mustNew(t, notes, 1)
		owner := map[string]int{}
		for i := range c.Len() {
			h := c.Head(i)
			for _, name := range []string{h.Stem, h.Title, h.Chinese, h.Name + " " + h.Kind.String()} {
				key := text.Fold(name)
				if other, taken := owner[key]; taken && other != i {
					t.Fatalf("%q names notes %d and %d", name, other, i)
				}
				owner[key] = i
			}
		}
	}
}

func TestSyllablesAreReadInOneWay(t *testing.T) {
	shape := regexp.MustCompile(`^[^aeiou]+[aeiou]+(n|ng)?$`)
	latin, han := map[string]bool{}, map[string]bool{}
	for _, s := range syllables {
		if !shape.MatchString(s.latin) || latin[s.latin] || han[s.han] {
			t.Errorf("%s %s is of the wrong shape or there twice", s.latin, s.han)
		}
		latin[s.latin], han[s.han] = true, true
	}
	if len(syllables)%2 != 0 || len(headingTexts) > 64 {
		t.Errorf("%d syllables, %d headings", len(syllables), len(headingTexts))
	}
}

func TestFrontMatterIsYAMLThatNamesNotes(t *testing.T) {
	c := mustNew(t, 600, 9)
	stems := map[string]bool{}
	for i := range c.Len() {
		stems[c.Head(i).Stem] = true
	}
	for i := range c.Len() {
		n := c.Note(i)
		for _, form := range []Form{Fangzhi, Hugo} {
			_, after, _ := strings.Cut(string(n.Append(nil, form)), "---\n")
			front, _, found := strings.Cut(after, "---\n")
			var fields map[string]any
			if err := yaml.Unmarshal([]byte(front), &fields); err != nil || !found {
				t.Fatalf("%v: front matter of %s: %v\n%s", form, n.Stem, err, front)
			}
			if fields["title"] != n.Title {
				t.Errorf("%v: title of %s is read as %v", form, n.Stem, fields["title"])
			}
		}
		for _, relation := range n.Relations {
			for _, to := range relation.To {
				if !stems[to.Stem] || to.Index == i {
					t.Errorf("%s %s %s, which is no other note", n.Stem, relation.Field, to.Stem)
				}
			}
		}
	}
}

func TestCitationsNameSourcesOfTheBibliography(t *testing.T) {
	c := mustNew(t, 300, 2)
	var bib bytes.Buffer
	if err := c.writeBibTeX(&bib); err != nil {
		t.Fatal(err)
	}
	cited := 0
	for i := range c.Len() {
		for _, p := range c.Note(i).Body {
			if p.Kind != Citation {
				continue
			}
			cited++
			if !strings.Contains(bib.String(), "{"+p.Key+",\n") {
				t.Errorf("note %d cites %q, which is no source", i, p.Key)
			}
		}
	}
	if cited < c.Len()/2 {
		t.Errorf("%d citations in %d notes", cited, c.Len())
	}
}

func TestPopularNotesAndTagsAreFewAndHaveALongTail(t *testing.T) {
	c := mustNew(t, 4000, 4)
	links, tags := map[int]int{}, map[string]int{}
	for i := range c.Len() {
		n := c.Note(i)
		for _, p := range n.Body {
			if p.Kind == Link {
				links[p.To.Index]++
			}
		}
		for _, tag := range n.Tags {
			tags[tag]++
		}
	}
	most, rare := 0, 0
	for _, n := range tags {
		most = max(most, n)
		if n <= c.Len()/100 {
			rare++
		}
	}
	if most < c.Len()/10 || rare < len(tags)/3 {
		t.Errorf("of %d tags the first has %d notes, and %d have few", len(tags), most, rare)
	}
	top := 0
	for _, n := range links {
		top = max(top, n)
	}
	if mean := 8; top < 10*mean {
		t.Errorf("the most popular note has %d links to it", top)
	}
}

func TestANoteOfAnyCorpusIsAFunctionOfItsIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		notes := rapid.IntRange(MinNotes, 300_000).Draw(t, "notes")
		seed := rapid.Uint64().Draw(t, "seed")
		i := rapid.IntRange(0, notes-1).Draw(t, "index")
		first, err := New(notes, seed)
		if err != nil {
			t.Fatal(err)
		}
		second, _ := New(notes, seed)
		second.Note(notes - 1 - i) // another note made before changes nothing
		a, b := first.Note(i), second.Note(i)
		for _, form := range []Form{Fangzhi, Hugo} {
			if !bytes.Equal(a.Append(nil, form), b.Append(nil, form)) {
				t.Errorf("%v: note %d differs", form, i)
			}
		}
		if size := len(a.Append(nil, Fangzhi)); size < MinSize || size > MaxSize {
			t.Errorf("note %d has %d bytes", i, size)
		}
	})
}

func TestDatesOfEveryFormAreDrawn(t *testing.T) {
	c := mustNew(t, 3000, 6)
	forms := map[string]bool{}
	digits := regexp.MustCompile(`[0-9]+`)
	for i := range c.Len() {
		for _, f := range c.Note(i).Facts {
			if f.Field == "level" || f.Field == "roles" {
				continue
			}
			if _, err := edtf.Parse(f.Values[0]); err != nil {
				t.Errorf("note %d: %s is no date: %v", i, f.Field, err)
			}
			forms[digits.ReplaceAllString(f.Values[0], "9")] = true
		}
	}
	for _, want := range []string{"9", "9-9-9", "9~", "9X", "9/..", "../9", "9-9-XX", "[9..9]", "{9,9}"} {
		if !forms[want] {
			t.Errorf("no date is of the form %s", want)
		}
	}
}

func TestQueriesOccurInTheCorpusAndAreTheSameEveryTime(t *testing.T) {
	c := mustNew(t, 2000, 4)
	queries := c.Queries(20)
	if again := mustNew(t, 2000, 4).Queries(20); !slices.Equal(queries, again) {
		t.Errorf("%q, then %q", queries, again)
	}
	missing := map[string]bool{}
	for _, q := range queries {
		for _, word := range strings.Fields(q) {
			missing[strings.ToLower(word)] = true
		}
	}
	for i := range c.Len() {
		n := c.Note(i)
		file := strings.ToLower(string(n.Append(nil, Fangzhi)))
		for word := range missing {
			if strings.Contains(file, word) {
				delete(missing, word)
			}
		}
	}
	if len(missing) > 0 {
		t.Errorf("no note has %v", missing)
	}
}

func BenchmarkNote(b *testing.B) {
	c := mustNew(b, 10_000, 1)
	var file []byte
	for i := 0; b.Loop(); i++ {
		n := c.Note(i % c.Len())
		file = n.Append(file[:0], Fangzhi)
		b.SetBytes(int64(len(file)))
	}
}

func TestHugoLinksNameAddressesAndAnchorsThatHugoGives(t *testing.T) {
	to := Head{Kind: Norm, Region: "coast", Stem: "qinghe-compact", Title: "Qinghe Compact"}
	for _, test := range []struct {
		piece Piece
		want  string
	}{
		{Piece{Kind: Link, To: to}, "[Qinghe Compact](/norms/coast/qinghe-compact/)"},
		{Piece{Kind: Link, To: to, Text: "a pact"}, "[a pact](/norms/coast/qinghe-compact/)"},
		{Piece{Kind: Link, To: to, Heading: "经过 Course of events"}, "[Qinghe Compact: 经过 Course of events](/norms/coast/qinghe-compact/#经过-course-of-events)"},
		{Piece{Kind: Citation, Key: "li-1990", Text: "12"}, "(li-1990, p. 12)"},
		{Piece{Kind: Callout, Key: "note", Text: "A title"}, "> **A title**\n>"},
	} {
		if got := string((hugoForm{}).appendPiece(nil, test.piece)); got != test.want {
			t.Errorf("%+v is written %q, want %q", test.piece, got, test.want)
		}
	}
	link := Piece{Kind: Link, To: to, Heading: "Course of events", Text: "a pact"}
	want := `[a pact]({{< relref "/norms/coast/qinghe-compact/#course-of-events" >}})`
	if got := string((hugoForm{references: true}).appendPiece(nil, link)); got != want {
		t.Errorf("as a reference %+v is written %q, want %q", link, got, want)
	}
}

func TestNoConstructOfFangzhiAloneIsLeftInTheHugoForm(t *testing.T) {
	c := mustNew(t, 500, 8)
	for i := range c.Len() {
		n := c.Note(i)
		file := n.Append(nil, Hugo)
		for _, mark := range []string{"[[", "[@", "[!", "{L}", "{n}", "{C}"} {
			if bytes.Contains(file, []byte(mark)) {
				t.Errorf("%s has %q:\n%s", n.Stem, mark, file)
			}
		}
	}
}
