package build

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// large is a site of many notes, each with the text that is given for it.
func large(t *testing.T, notes int, text func(i int) string) *scribe {
	t.Helper()
	dir := t.TempDir()
	s := &scribe{
		site: filepath.Join(dir, "site"), out: filepath.Join(dir, "out"), theme: defaultTheme(t),
		random: rand.New(rand.NewPCG(1, 7)), files: map[string]string{},
	}
	s.write("fangzhi.yaml", "title: Many\nbibliography: [refs.bib]\nlanguages: [zh]\n")
	s.write("content/refs.bib", "@book{Ann:2001, title={A}, author={Ann Author}, year={2001}}\n@book{ann-2001, title={B}, author={Bo Author}, year={2001}}\n@book{uncited, title={C}, author={Ci Author}, year={2001}}\n")
	for i := range notes {
		s.write(fmt.Sprintf("content/n%04d.md", i), text(i))
	}
	return s
}

var (
	entryTitle = regexp.MustCompile(`<p class="entry-title"><a href="/(?:zh/)?(n\d+)/"`)
	headingID  = regexp.MustCompile(`<h2 id="([^"]+)"`)
	guideLink  = regexp.MustCompile(`<li><a href="/((?:zh/)?letters/\d+/)#([^"]+)"`)
)

// firsts are what the first group of an expression finds.
func firsts(of *regexp.Regexp, page string) []string {
	var found []string
	for _, match := range of.FindAllStringSubmatch(page, -1) {
		found = append(found, match[1])
	}
	return found
}

// titled is a note, the titles of which are spread over the letters.
func titled(i int) string {
	return fmt.Sprintf("---\ntitle: %c %04d\n---\nText.\n", 'A'+i%20, i)
}

func TestALongListFromAToZIsDividedAndKeepsItsLetters(t *testing.T) {
	s := large(t, 1001, titled)
	b := s.open(t)
	defer b.Close()
	s.compare(t, b, nil, "at first")
	tree := readTree(t, s.out)
	for _, folder := range []string{"", "zh/"} {
		all := tree[folder+"letters/index.html"]
		letters := firsts(headingID, all)
		if len(letters) != 20 || letters[0] != "initial-a" {
			t.Errorf("%s: the letters are %q", folder, letters)
		}
		if listed := firsts(entryTitle, all); listed != nil {
			t.Errorf("%s: the page of all lists %d notes itself", folder, len(listed))
		}
		for _, link := range guideLink.FindAllStringSubmatch(all, -1) {
			if !slices.Contains(firsts(headingID, tree[link[1]+"index.html"]), link[2]) {
				t.Errorf("%s#%s is not there", link[1], link[2])
			}
		}
		var listed []string
		for _, part := range []string{"1", "2", "3"} {
			page := tree[folder+"letters/"+part+"/index.html"]
			notes := firsts(entryTitle, page)
			listed = append(listed, notes...)
			if part != "3" && len(notes) != 500 {
				t.Errorf("%sletters/%s/ lists %d notes", folder, part, len(notes))
			}
		}
		var want []string
		for letter := range 20 {
			for i := letter; i < 1001; i += 20 {
				want = append(want, fmt.Sprintf("n%04d", i))
			}
		}
		if !slices.Equal(listed, want) {
			t.Errorf("%s: not each note is listed once, from A to Z: %d of %d", folder, len(listed), len(want))
		}
	}
	if !strings.Contains(tree["letters/index.html"], "A 0000 – A 1000") || !strings.Contains(tree["letters/1/index.html"], "Notes 1 to 500 of 1001") {
		t.Error("the pages do not say what they list")
	}

	s.write("content/n0500.md", strings.Replace(titled(500), "A 0500", "Z 0500", 1))
	s.compare(t, b, []string{"content/n0500.md"}, "a note under another letter")
	s.remove("content/n0007.md")
	s.compare(t, b, []string{"content/n0007.md"}, "a thousand notes, which stand on one page")
	if n := len(firsts(entryTitle, readTree(t, s.out)["letters/index.html"])); n != 1000 {
		t.Errorf("the page of all lists %d notes", n)
	}
	s.write("content/n0007.md", titled(7))
	s.compare(t, b, []string{"content/n0007.md"}, "one more")
}

func TestSourcesHavePages(t *testing.T) {
	text := func(i int) string { return fmt.Sprintf("Sentence %d [@Ann:2001]. Another [@ann-2001].\n", i) }
	s := large(t, 21, text)
	b := s.open(t)
	defer b.Close()
	s.compare(t, b, nil, "at first")
	page := func(name string) string { return readTree(t, s.out)[name+"index.html"] }
	for _, name := range []string{"bibliography/ann-2001/", "bibliography/ann-2001-2/", "zh/bibliography/ann-2001/"} {
		for _, of := range []string{"Sentence 0", "Sentence 20"} {
			if got := strings.Contains(page(name), of); got != !strings.Contains(name, "-2/") {
				t.Errorf("%s has %q: %v", name, of, got)
			}
		}
	}
	sentences := func(name string) int { return strings.Count(page(name), "Sentence") }
	all := page("bibliography/")
	for _, want := range []string{`<li id="ref-Ann:2001">`, `<a href="/bibliography/ann-2001/">Cited 21 times</a>`, `<a href="/bibliography/uncited/">Not cited yet</a>`} {
		if !strings.Contains(all, want) {
			t.Errorf("the bibliography has no %s", want)
		}
	}
	if n := sentences("bibliography/"); n != 0 {
		t.Errorf("the bibliography has %d of the sentences as well", n)
	}
	if want := `href="/bibliography/ann-2001/" aria-label="Cited by`; !strings.Contains(page("n0003/"), want) {
		t.Errorf("a note does not lead to the page: no %s", want)
	}

	s.write("content/n0003.md", "Nothing is cited.\n")
	s.compare(t, b, []string{"content/n0003.md"}, "one cites it no longer")
	if beside, apart := sentences("bibliography/"), sentences("bibliography/ann-2001/"); beside != 20 || apart != 20 {
		t.Errorf("of twenty sentences %d are in the bibliography, and %d on the page", beside, apart)
	}
	s.write("content/n0003.md", text(3))
	s.compare(t, b, []string{"content/n0003.md"}, "one cites it again")
}

func TestPagesOfALongListAreNotTakenByNotes(t *testing.T) {
	s := large(t, 1001, titled)
	s.write("content/letters/2.md", "A note that asks for the address of a page of the list.\n")
	b := s.open(t)
	defer b.Close()
	result, err := b.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, d := range result.Diagnostics {
		codes = append(codes, d.Path+" "+d.Code)
	}
	if !slices.Equal(codes, []string{"content/letters/2.md address-taken"}) {
		t.Errorf("the messages are %q", codes)
	}
}
