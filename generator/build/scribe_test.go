package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// anyEdit is edit, or one of the rarer things that people do to a site.
func (s *scribe) anyEdit() (what string, changed []string) {
	if s.careful {
		return s.carefulEdit()
	}
	switch s.random.IntN(26) {
	case 0:
		return s.moveFolder()
	case 7:
		return s.editMessages()
	case 1:
		name := fmt.Sprintf("content/%s/photo-%d.png", s.pick("norms", "cases"), s.random.IntN(2))
		if _, there := s.files[name]; there && s.random.IntN(3) == 0 {
			s.remove(name)
			return "remove " + name, []string{name}
		}
		s.write(name, s.picture())
		return "take " + name, []string{name}
	case 2:
		s.write("fangzhi.yaml", fmt.Sprintf("title: Fields\nbibliography: [refs.bib, more.json]\nlanguage: %s\n%s%s%s",
			s.pick("en", "zh", "ru"),
			s.pick("languages: [zh]\n", "languages: [zh, fr]\n", ""),
			s.pick("", "fields: {mood: {types: [norm, case]}}\n", "types: {ritual: {folder: cases}}\n"),
			s.pick("", "relations: {based_on: {types: [norm], inverse: basis_of}}\n", "relations: {based_on: {inverse: [oops}}\n")))
		return "edit the schema", []string{"fangzhi.yaml"}
	case 3:
		name := s.note()
		text := s.files[name]
		s.write(name, strings.Replace(text, "---\n", fmt.Sprintf("---\nmood: %s\nbased_on: %s\n", s.pick("good", "bad"), s.name()), 1))
		return "give fields to " + name, []string{name}
	case 4:
		s.write("content/more.json", fmt.Sprintf(`[{"id":"c","type":"book","title":"C %d","author":[{"family":"Li"}]}]`, s.random.IntN(9)))
		return "edit other references", []string{"content/more.json"}
	case 5:
		return s.sameLook()
	case 6:
		name := "content/norms/link.md"
		full := filepath.Join(s.site, filepath.FromSlash(name))
		if _, there := s.files[name]; there {
			s.remove(name)
			return "remove " + name, []string{name}
		}
		target := s.pick("../index.md", "..", "nowhere.md", "../../../outside.md")
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			panic(err)
		}
		if err := os.Symlink(target, full); err != nil {
			panic(err)
		}
		s.files[name] = "" // not to be written through, see note
		return "link " + name + " to " + target, []string{name}
	}
	if s.random.IntN(14) == 0 {
		return s.translate()
	}
	return s.edit()
}

// newCarefulScribe is a scribe whose links all lead somewhere, so that of most
// notes nothing is said. Where something is, more is done again after an edit.
func newCarefulScribe(t *testing.T, seed uint64) *scribe {
	s := newScribe(t, seed)
	for _, name := range s.notes() {
		if name != "content/index.md" {
			s.remove(name)
		}
	}
	s.careful, s.serial = true, 0
	for range 24 {
		s.newNote()
	}
	return s
}

// carefulText writes a note without mistakes.
func (s *scribe) carefulText(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Title %d\nsummary: Of words.\ntags: [%s]\n", n, s.pick("x", "x/y", "w"))
	if s.random.IntN(2) == 0 {
		fmt.Fprintf(&b, "when: %s\n", s.pick(`"1953"`, `"1950/1953"`, `"1951"`))
	}
	if s.random.IntN(4) == 0 {
		fmt.Fprintf(&b, "assigns:\n  - {power: money, to: [%s], when: \"2015\"}\n", s.name())
	}
	fmt.Fprintf(&b, "---\n\n## Part\n\nWords about [[%s]] and [[%s|this]], and [[%s#Part]] [@a].\n\n", s.name(), s.name(), s.name())
	if s.random.IntN(3) == 0 {
		fmt.Fprintf(&b, "![[%s]]\n", s.name())
	}
	return b.String()
}

// carefulEdit is an edit that makes few mistakes.
func (s *scribe) carefulEdit() (what string, changed []string) {
	switch s.random.IntN(10) {
	case 0:
		name := s.newNote()
		return "add " + name, []string{name}
	case 1:
		name := s.note()
		s.write(name, s.files[name]+fmt.Sprintf("\nAnd of [[%s]].\n", s.name()))
		return "link in " + name, []string{name}
	case 2:
		return s.give(s.note(), "when: "+s.date())
	case 3, 4:
		name := s.note()
		s.write(name, s.files[name]+"\nMore words.\n")
		return "write in " + name, []string{name}
	}
	return s.editNames()
}

// editMessages words texts of the interface otherwise, those of pages and those
// that notes are compiled with, in the languages that the program has and in one
// that it has not. Some are mistaken.
func (s *scribe) editMessages() (what string, changed []string) {
	name := "templates/messages/" + s.pick("en", "en", "zh-Hans", "ru", "fr") + ".yaml"
	if _, there := s.files[name]; there && s.random.IntN(4) == 0 {
		s.remove(name)
		return "remove " + name, []string{name}
	}
	s.write(name, s.pick(
		fmt.Sprintf("nav.home: Start %d\n", s.random.IntN(9)),
		fmt.Sprintf("body.section: To {heading}, %d\n", s.random.IntN(9)),
		fmt.Sprintf("callout.note: 按 %d\nlayout.skip: Skip\n", s.random.IntN(9)),
		fmt.Sprintf("missing.note: No {name} %d\nbody.section: \"{nothing}\"\n", s.random.IntN(9)),
		"nav.nothing: x\n", "oops: [\n"))
	return "edit " + name, []string{name}
}

// translate writes the translation of a note, takes one away, or states some
// texts of the interface otherwise.
func (s *scribe) translate() (what string, changed []string) {
	if s.random.IntN(5) == 0 {
		name := "templates/messages/" + s.pick("en", "zh-Hans", "ru", "fr") + ".yaml"
		s.write(name, s.pick("nav.tags: Etiquettes\n", "home.notes: \"{n} notes, {m}\"\n", "note.backlinks: Mentions\nnav.tag: x\n", "cite.open: \"[\"\ncite.quoted: ‹{title}›\nlocator.page: on {number}\n"))
		return "state texts in " + name, []string{name}
	}
	name := strings.TrimSuffix(s.note(), ".md") + "." + s.pick("zh", "zh", "fr", "9") + ".md"
	if _, there := s.files[name]; there && s.random.IntN(3) == 0 {
		s.remove(name)
		return "remove " + name, []string{name}
	}
	s.write(name, fmt.Sprintf("---\n%s%s---\n## Part\n\nTranslated, see [[%s]] and [[%s#Part]]. %s\n",
		s.pick("", "title: 译文\n"), s.pick("", "summary: Words.\n", "tags: [other]\n", "redirects: [/x/y/]\n"), s.name(), s.name(), s.pick("![["+s.name()+"]]", "")))
	return "translate to " + name, []string{name}
}

// sameLook changes a file, but neither its size nor its time, as a restored
// backup may. Only whoever is told can know.
func (s *scribe) sameLook() (what string, changed []string) {
	name := s.note()
	full := filepath.Join(s.site, filepath.FromSlash(name))
	info, err := os.Stat(full)
	if err != nil {
		panic(err)
	}
	text := strings.Replace(s.files[name], "Words", s.pick("Wirds", "Wyrds", "Werds"), 1)
	s.write(name, text)
	when := info.ModTime()
	if s.random.IntN(2) == 0 { // or a clock that runs backwards, or ahead
		when = time.Now().Add(time.Duration(s.random.IntN(200)-100) * time.Hour)
	}
	if err := os.Chtimes(full, when, when); err != nil {
		panic(err)
	}
	return "edit " + name + " and set its time", []string{name}
}

// moveFolder renames a folder with all that is in it.
func (s *scribe) moveFolder() (what string, changed []string) {
	from := path.Dir(s.note())
	to := "content/" + s.pick("norms", "cases", "moved") + fmt.Sprintf("/f%d", s.random.IntN(9))
	if from == "content" || strings.HasPrefix(to, from+"/") || strings.HasPrefix(from, to) {
		return s.edit()
	}
	target := filepath.Join(s.site, filepath.FromSlash(to))
	if _, err := os.Stat(target); err == nil {
		return s.edit()
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		panic(err)
	}
	if err := os.Rename(filepath.Join(s.site, filepath.FromSlash(from)), target); err != nil {
		panic(err)
	}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if below, ok := strings.CutPrefix(name, from+"/"); ok {
			s.files[to+"/"+below] = s.files[name]
			delete(s.files, name)
		}
	}
	return "move " + from + " to " + to, nil
}

func (s *scribe) picture() string {
	img := image.NewRGBA(image.Rect(0, 0, 20+s.random.IntN(4)*700, 10))
	for x := range img.Rect.Max.X {
		img.Set(x, x%10, color.RGBA{uint8(s.random.IntN(256)), 0, 0, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.String()
}

// editDuring runs a build in which, at a random step, an edit happens.
func (s *scribe) editDuring(t *testing.T, b *Builder, changed []string) (what string, also []string) {
	t.Helper()
	left, turn := s.random.IntN(80), make(chan struct{}, 1)
	turn <- struct{}{}
	once := func() {
		<-turn
		if left--; left == 0 {
			what, also = s.anyEdit()
		}
		turn <- struct{}{}
	}
	b.options.Progress = func(string, int, int) { once() }
	_, err := b.Build(context.Background(), changed)
	b.options.Progress = nil
	if err != nil {
		t.Fatal(err)
	}
	if what == "" {
		return s.anyEdit()
	}
	return what, also
}

// cutShort runs a build that meets a full disk at a random step.
func (s *scribe) cutShort(t *testing.T, b *Builder, changed []string) {
	t.Helper()
	if b.output == nil {
		return
	}
	left, turn := s.random.IntN(40), make(chan struct{}, 1)
	turn <- struct{}{}
	b.output.Fault = func(string, string) error {
		<-turn
		defer func() { turn <- struct{}{} }()
		if left--; left < 0 {
			return syscall.ENOSPC
		}
		return nil
	}
	_, err := b.Build(context.Background(), changed)
	b.output.Fault = nil
	if err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

// interrupted runs a build that is told to stop at a random step, as serve does
// when a newer edit comes.
func (s *scribe) interrupted(t *testing.T, b *Builder, changed []string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var left atomic.Int64
	left.Store(s.random.Int64N(80))
	b.options.Progress = func(string, int, int) {
		if left.Add(-1) < 0 {
			stop()
		}
	}
	_, err := b.Build(ctx, changed)
	b.options.Progress = nil
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

// buildElsewhere does what somebody may do at another terminal.
func (s *scribe) buildElsewhere(t *testing.T) string {
	t.Helper()
	o := Options{Site: s.site, Out: s.out, Theme: s.theme}
	what := s.pick("a check", "a build with drafts", "a clean build", "a build into another folder")
	switch what {
	case "a check":
		o.Check = true
	case "a build with drafts":
		o.Drafts = true
	case "a clean build":
		o.Clean = true
	default:
		o.Out += "-other"
	}
	buildWith(t, o)
	return what
}
