package build

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/diag"
	"fangzhi/generator/render"
	"fangzhi/templates"
)

var (
	edits = flag.Int("edits", 240, "how many random edits the differential test makes")
	seed  = flag.Uint64("seed", 1, "seed of the differential test")
)

// TestIncrementalBuildEqualsCleanBuild edits a site at random, and after each
// edit compares what the builder that followed all edits published with what a
// new builder makes of the same files: byte for byte, and message for message.
func TestIncrementalBuildEqualsCleanBuild(t *testing.T) {
	t.Run("by a program that goes on", func(t *testing.T) { editAtRandom(t, newScribe(t, *seed), *edits, 10) })
	t.Run("by a program that is started for each edit", func(t *testing.T) { editAtRandom(t, newScribe(t, *seed), *edits, 1) })
	t.Run("of a site with few mistakes", func(t *testing.T) { editAtRandom(t, newCarefulScribe(t, *seed), *edits/3, 10) })
}

// editAtRandom makes edits. The program ends after one out of so many.
func editAtRandom(t *testing.T, s *scribe, edits, ends int) {
	b := s.open(t)
	s.compare(t, b, nil, "the first build")
	for i := range edits {
		what, changed := s.anyEdit()
		if s.random.IntN(12) == 0 { // sometimes two edits come at once
			more, also := s.anyEdit()
			what, changed = what+" and "+more, together(changed, also)
		}
		if s.random.IntN(ends) == 0 {
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			if s.random.IntN(10/ends) == 0 {
				s.drafts = s.random.IntN(4) == 0
			}
			b, changed = s.open(t), nil
		}
		when := fmt.Sprintf("edit %d (seed %d): %s", i+1, *seed, what)
		switch s.random.IntN(16) {
		case 0: // an edit while a build runs, of which the watcher tells afterwards
			more, also := s.editDuring(t, b, changed)
			when, changed = when+", during whose build "+more, also
		case 1: // a build that is cut short: what it was told is not told again
			s.cutShort(t, b, changed)
			when, changed = when+", whose build was cut short", []string{}
			if s.random.IntN(2) == 0 { // and the program ends
				if err := b.Close(); err != nil {
					t.Fatal(err)
				}
				b, changed = s.open(t), nil
			}
		case 2: // a build that gives way to a newer edit, or to nothing
			s.interrupted(t, b, changed)
			when, changed = when+", whose build was interrupted", []string{}
			if s.random.IntN(2) == 0 {
				more, also := s.anyEdit()
				when, changed = when+" by "+more, also
			}
		case 3: // another process builds the same site in between, in another way
			when += ", and " + s.buildElsewhere(t)
		}
		s.compare(t, b, changed, when)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

// together joins what may have changed; nil stands for any file.
func together(x, y []string) []string {
	if x == nil || y == nil {
		return nil
	}
	return slices.Concat(x, y)
}

// scribe is somebody who edits a site without rest or sense.
type scribe struct {
	site, out string
	theme     render.Files
	drafts    bool // the builder at hand builds drafts as well
	random    *rand.Rand
	files     map[string]string // as they are on disk
	serial    int
	careful   bool // see newCarefulScribe
}

func newScribe(t *testing.T, seed uint64) *scribe {
	t.Helper()
	theme := defaultTheme(t)
	dir := t.TempDir()
	s := &scribe{
		site: filepath.Join(dir, "site"), out: filepath.Join(dir, "out"), theme: theme,
		random: rand.New(rand.NewPCG(seed, 7)), files: map[string]string{},
	}
	s.write("fangzhi.yaml", "title: Differences\nbibliography: [refs.bib]\nlanguages: [zh]\n")
	s.write("content/refs.bib", "@book{a, title={A}, author={Ann Author}, year={2001}}\n@book{b, title={B}, author={Ann Author}, year={2001}}\n")
	s.write("content/index.md", "Welcome to [[note-1]].\n")
	for range 24 {
		s.newNote()
	}
	return s
}

func defaultTheme(t testing.TB) render.Files {
	t.Helper()
	theme, err := render.ReadFS(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

func (s *scribe) open(t *testing.T) *Builder {
	t.Helper()
	b, err := Open(Options{Site: s.site, Out: s.out, Theme: s.theme, Drafts: s.drafts})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (s *scribe) write(name, text string) {
	full := filepath.Join(s.site, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		panic(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		panic(err)
	}
	s.files[name] = text
}

func (s *scribe) remove(name string) {
	if err := os.Remove(filepath.Join(s.site, filepath.FromSlash(name))); err != nil {
		panic(err)
	}
	delete(s.files, name)
}

func (s *scribe) pick(from ...string) string { return from[s.random.IntN(len(from))] }

// note picks a note that exists.
func (s *scribe) note() string { return s.pick(s.notes()...) }

func (s *scribe) notes() []string {
	var notes []string
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if strings.HasSuffix(name, ".md") && path.Base(name) != "link.md" {
			notes = append(notes, name)
		}
	}
	return notes
}

// name picks a name to link to: of a note, an alias, or nothing at all.
func (s *scribe) name() string {
	if s.careful {
		return strings.TrimSuffix(path.Base(s.note()), ".md")
	}
	note := strings.TrimSuffix(path.Base(s.note()), ".md")
	return s.pick(note, note, note, "alias-"+s.pick("a", "b", "c"), "nowhere", strings.ToUpper(note))
}

func (s *scribe) newNote() string {
	s.serial++
	folder := s.pick("norms", "norms", "cases", "cases", "periods", "organisations", "people", "concepts", "norms/old", "guide")
	name := fmt.Sprintf("content/%s/note-%d.md", folder, s.serial)
	s.write(name, s.text(s.serial))
	return name
}

// text writes a note with some of everything.
func (s *scribe) text(n int) string {
	if s.careful {
		return s.carefulText(n)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s %d\n", s.pick("Note", "Title", "村规"), n)
	if s.random.IntN(3) == 0 {
		fmt.Fprintf(&b, "aliases: [alias-%s]\n", s.pick("a", "b", "c"))
	}
	if s.random.IntN(2) == 0 {
		fmt.Fprintf(&b, "tags: [%s, %s]\n", s.pick("x", "x/y", "Z"), s.pick("x/y/z", "w"))
	}
	s.heading(&b)
	s.time(&b)
	if s.random.IntN(3) == 0 {
		s.attributes(&b)
	}
	if s.random.IntN(4) == 0 {
		s.assigns(&b)
	}
	if s.random.IntN(6) == 0 {
		b.WriteString("status: draft\n")
	}
	if s.random.IntN(6) == 0 {
		fmt.Fprintf(&b, "redirects: [/old/%d/]\n", s.random.IntN(30))
	}
	if s.random.IntN(8) == 0 {
		fmt.Fprintf(&b, "slug: slug-%d\n", s.random.IntN(12))
	}
	b.WriteString("---\n")
	s.body(&b)
	return b.String()
}

// heading writes what lists, cards and citations say of a note.
func (s *scribe) heading(b *strings.Builder) {
	for _, line := range []string{
		fmt.Sprintf("summary: Of *words* %d.", s.random.IntN(9)), "original_title: 组织法", "lang: " + s.pick("zh", "zh-Hant", "en", "x-nothing"),
		fmt.Sprintf("sort_key: %s", s.pick("a", "zz", "中")), fmt.Sprintf("id: id-%d", s.random.IntN(12)), "authors: [" + s.pick("Ann Author", "李四") + "]",
		fmt.Sprintf("sources: [\"[@%s, p. 3]\"]", s.pick("a", "b", "c")), "published: 2026-11-0" + s.pick("1", "2", "x"),
	} {
		if s.random.IntN(6) == 0 {
			b.WriteString(line + "\n")
		}
	}
}

// time writes dates and what makes joins in time, whether or not the note's
// type may have it.
func (s *scribe) time(b *strings.Builder) {
	if s.random.IntN(2) == 0 {
		fmt.Fprintf(b, "when: %s\n", s.date())
	}
	if s.random.IntN(3) == 0 {
		fmt.Fprintf(b, "in_force: %s\n", s.date())
	}
	if s.random.IntN(4) == 0 {
		fmt.Fprintf(b, "issued: %s\n", s.date())
	}
	if s.random.IntN(6) == 0 {
		fmt.Fprintf(b, "term: %s\n", s.date())
	}
	for _, relation := range []string{"supersedes", "amends", "successor_of", "norms"} {
		if s.random.IntN(4) == 0 {
			fmt.Fprintf(b, "%s: [%s, %s]\n", relation, s.name0(), s.name0())
		}
	}
}

// date picks a date that is exact, fuzzy, open, unknown at an end, or none.
func (s *scribe) date() string {
	return s.pick(`"1953"`, `"1953-05-01"`, `"195X"`, `"1950/1953"`, `"1952~/1955?"`, `"1978~/.."`, `"1951/"`, `"/1954"`, `"../1952"`,
		`"[1951,1953]"`, `"{1950,1952..1954}"`, `{edtf: 1954, text: 甲午}`, `"not a date"`)
}

// attributes writes points to compare, some of them wrong.
func (s *scribe) attributes(b *strings.Builder) {
	b.WriteString("attributes:\n")
	for _, point := range []string{"size", "term", "standing", "yardstick"} {
		switch s.random.IntN(5) {
		case 0:
		case 1:
			fmt.Fprintf(b, "  %s:\n", point)
		case 2:
			fmt.Fprintf(b, "  %s: {value: %d, passage: \"#%s\"}\n", point, s.random.IntN(3), s.pick("Origins 0", "Duties 1", "^block-7", ""))
		case 3:
			fmt.Fprintf(b, "  %s: {value: some, source: \"[@%s, p. %d]\"}\n", point, s.pick("a", "b", "c"), s.random.IntN(9))
		default:
			fmt.Fprintf(b, "  %s: %d\n", point, s.random.IntN(3))
		}
	}
}

// assigns writes powers and duties, some of them to nobody.
func (s *scribe) assigns(b *strings.Builder) {
	b.WriteString("assigns:\n")
	for range 1 + s.random.IntN(3) {
		fmt.Fprintf(b, "  - {%s: %s, to: [%s, %s], share: %s, when: %q}\n", s.pick("power", "power", "duty"), s.pick("recall", "money", "grain", "村务"),
			s.name0(), s.name0(), s.pick("decides", "carries out", "advises", "rules"), s.pick("2015/2017", "2016-05~/..", "2017", "/2020", "soon"))
	}
}

// name0 is name, for when there may be no note yet.
func (s *scribe) name0() string {
	if len(s.files) < 4 {
		return "nowhere"
	}
	return s.name()
}

func (s *scribe) body(b *strings.Builder) {
	for i := range 1 + s.random.IntN(4) {
		fmt.Fprintf(b, "\n## %s %d\n\n", s.pick("Origins", "Duties", "起源"), i)
		for range 1 + s.random.IntN(3) {
			switch s.random.IntN(10) {
			case 9:
				fmt.Fprintf(b, "```%s\n%s\n```\n\n", s.pick("query", "query", "timeline"), s.query())
			case 0:
				fmt.Fprintf(b, "![[%s]]\n\n", s.name0())
			case 1:
				fmt.Fprintf(b, "![[%s#Duties 1]]\n\n", s.name0())
			case 2:
				fmt.Fprintf(b, "As said [@%s, p. %d] elsewhere. ^block-%d\n\n", s.pick("a", "b", "c"), s.random.IntN(9), s.random.IntN(99))
			case 3:
				fmt.Fprintf(b, "> [!note] %s\n> see [[%s|this]]\n\n", s.pick("One", "Two", "", ""), s.name0())
			case 4:
				fmt.Fprintf(b, "![A picture](%s)\n\n", s.pick("picture-0.svg", "picture-1.svg", "photo-0.png", "photo-1.png", "../cases/photo-0.png"))
			case 5:
				fmt.Fprintf(b, "A word.[^n] More.\n\n[^n]: Of [[%s]].\n\n", s.name0())
			default:
				fmt.Fprintf(b, "Words %d about [[%s]] and [[%s#Origins 0]] here. 中文。\n\n", s.random.IntN(1000), s.name0(), s.name0())
			}
		}
	}
}

// query asks something of all notes, not always in a form that can be read.
func (s *scribe) query() string {
	from := s.pick("from norms\n", "from cases, periods\n", "from all\n", "from rituals\n", "")
	where := s.pick(
		"where when overlaps 1950/1960", "where certainly when before 1978 or tag = w", fmt.Sprintf("where links to [[%s]]", s.name0()),
		fmt.Sprintf("where supersedes = [[%s]] or superseded_by exists", s.name0()), fmt.Sprintf("where when overlaps [[%s]]", s.name0()),
		"where tag under x and not title contains note", "where cites @a", "where in path norms/old or based_on exists", "where (oops",
		fmt.Sprintf("where linked from [[%s]]", s.name0()),
	)
	rest := s.pick("", "view list", "view cards sort by when desc", "view timeline", "view matrix", "view count group by tag",
		"group by decade", "group by type view list limit 3", "columns when, tag, supersedes, superseded_by")
	return from + where + "\n" + rest
}

// edit does one thing, and tells what, and which files may have changed.
func (s *scribe) edit() (what string, changed []string) {
	switch s.random.IntN(20) {
	case 17, 18, 19: // words alone
		name := s.note()
		s.write(name, s.files[name]+s.pick("\nMore words.\n", "And so on.\n", fmt.Sprintf("\nWords, %d, as before.\n", s.random.IntN(100))))
		return "write in " + name, []string{name}
	case 13, 14:
		return s.editNames()
	case 15:
		name := s.note()
		s.write(name, s.files[name]+fmt.Sprintf("\n```query\n%s\n```\n", s.query()))
		return "ask in " + name, []string{name}
	case 16:
		return s.editTime()
	case 0, 1, 2, 3:
		name := s.note()
		s.write(name, s.files[name]+fmt.Sprintf("\nMore words, %d, of [[%s]].\n", s.random.IntN(100), s.name()))
		return "append to " + name, []string{name}
	case 4, 5, 6:
		name := s.note()
		s.serial++
		s.write(name, s.text(s.serial))
		return "rewrite " + name, []string{name}
	case 7:
		name := s.newNote()
		return "add " + name, []string{name}
	case 8:
		name := s.note()
		s.remove(name)
		if len(s.notes()) < 16 {
			return "replace " + name, []string{name, s.newNote()}
		}
		return "remove " + name, []string{name}
	case 9:
		from := s.note()
		to := path.Join(path.Dir(from), s.pick(strings.ToUpper(path.Base(from)), fmt.Sprintf("renamed-%d.md", s.random.IntN(50))))
		text := s.files[from]
		s.remove(from)
		s.write(to, text)
		return fmt.Sprintf("rename %s to %s", from, to), []string{from, to}
	case 10:
		return s.editSettings()
	case 11:
		return s.editTheme()
	case 12:
		name := fmt.Sprintf("content/%s/picture-%d.svg", s.pick("norms", "cases"), s.random.IntN(3))
		if _, there := s.files[name]; there && s.random.IntN(2) == 0 {
			s.remove(name)
			return "remove " + name, []string{name}
		}
		s.write(name, fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="10"></svg>`, 10+s.random.IntN(90)))
		return "draw " + name, []string{name}
	}
	s.write("content/refs.bib", fmt.Sprintf("@book{a, title={A %d}, author={Ann Author}, year={%d}}\n@book{b, title={B}, author={Ann Author}, year={2001}}\n", s.random.IntN(100), 2000+s.random.IntN(3)))
	return "edit the references", []string{"content/refs.bib"}
}

// editTime gives a note another time, or another type, and leaves the rest.
func (s *scribe) editTime() (what string, changed []string) {
	line := s.pick("when: ", "in_force: ", "issued: ") + s.date()
	if s.random.IntN(3) == 0 {
		line = "type: " + s.pick("norm", "case", "period", "organisation", "person")
	}
	return s.give(s.note(), line)
}

// editNames gives a note another title or alias, or says otherwise what it is
// about, and leaves the rest.
func (s *scribe) editNames() (what string, changed []string) {
	s.serial++
	if s.careful {
		return s.give(s.note(), s.pick(fmt.Sprintf("title: %s %d", s.pick("Note", "Title", "A", "村规"), s.serial), fmt.Sprintf("summary: Of words %d.", s.serial)))
	}
	return s.give(s.note(), s.pick(
		fmt.Sprintf("title: %s %d", s.pick("Note", "Title", "A", "村规"), s.serial), "title: "+s.name(),
		fmt.Sprintf("aliases: [alias-%s]", s.pick("a", "b", "c", "d")), "sort_key: "+s.pick("a", "m", "中"), fmt.Sprintf("summary: Of words %d.", s.serial)))
}

// give gives a note a line of front matter in place of the one that it has.
func (s *scribe) give(name, line string) (what string, changed []string) {
	field, _, _ := strings.Cut(line, ":")
	var kept []string
	for old := range strings.SplitSeq(strings.TrimPrefix(s.files[name], "---\n"), "\n") {
		if !strings.HasPrefix(old, field+":") {
			kept = append(kept, old)
		}
	}
	s.write(name, "---\n"+line+"\n"+strings.Join(kept, "\n"))
	return "give " + name + " " + line, []string{name}
}

func (s *scribe) editSettings() (what string, changed []string) {
	s.write("fangzhi.yaml", fmt.Sprintf("title: Differences %d\nbase_url: %s\nbibliography: [%s]\nlanguage: %s\n%s",
		s.random.IntN(5), s.pick("/", "/kb/", "https://example.org/x/"), s.pick("refs.bib", "refs.bib", "none.bib"), s.pick("en", "en", "zh", "ru"),
		s.pick("", "", "types: {ritual: {folder: guide}}\n", "relations: {based_on: {types: [norm]}}\n", "raw_html: true\n", "oops: [\n")))
	return "edit the settings", []string{"fangzhi.yaml"}
}

func (s *scribe) editTheme() (what string, changed []string) {
	name := s.pick("templates/notfound.html", "templates/redirect.html", "templates/assets/site.css", "templates/letters.html",
		"templates/partials/backlinks.html", "templates/assets/footnotes.ts")
	if _, there := s.files[name]; there {
		s.remove(name)
		return "remove " + name, []string{name}
	}
	text := string(s.theme[strings.TrimPrefix(name, render.Folder+"/")])
	switch s.random.IntN(4) {
	case 0:
		text += "{{ .Nonsense }}"
	case 1:
		text += "{{ if }}"
	default:
		text += fmt.Sprintf("\n/* %d */\n", s.random.IntN(100))
	}
	s.write(name, text)
	return "edit " + name, []string{name}
}

// compare builds with b, and anew from nothing, and wants the same of both.
func (s *scribe) compare(t *testing.T, b *Builder, changed []string, when string) {
	t.Helper()
	got, err := b.Build(context.Background(), changed)
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	clean := t.TempDir()
	want := cleanBuild(t, Options{Site: s.site, Out: clean, Theme: s.theme, Drafts: s.drafts})
	if !slices.Equal(got.Diagnostics, want.Diagnostics) {
		t.Fatalf("%s: the messages differ:\nin the incremental build alone: %v\nin the clean one alone: %v", when,
			beyond(got.Diagnostics, want.Diagnostics), beyond(want.Diagnostics, got.Diagnostics))
	}
	compareTrees(t, when, readTree(t, s.out), readTree(t, clean))
}

// beyond returns the messages that another build does not have.
func beyond(list, other []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return slices.Contains(other, d) })
}

func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	tree := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		relative, _ := filepath.Rel(dir, name)
		tree[filepath.ToSlash(relative)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func compareTrees(t *testing.T, when string, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		have, ok := got[name]
		if !ok {
			t.Fatalf("%s: %s is missing", when, name)
		}
		if have != want[name] {
			t.Fatalf("%s: %s differs:\n%s", when, name, firstDifference(have, want[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Fatalf("%s: %s is there, but should not be", when, name)
		}
	}
}

// firstDifference shows the lines around the first byte that differs.
func firstDifference(got, want string) string {
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	around := func(s string) string { return s[max(0, at-200):min(len(s), at+200)] }
	return fmt.Sprintf("incremental: …%s…\nclean:       …%s…", around(got), around(want))
}
