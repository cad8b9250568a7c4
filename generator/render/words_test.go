package render_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fangzhi/generator/message"
	"fangzhi/generator/render"
	"fangzhi/templates"
)

func TestTextsArePutIntoTemplates(t *testing.T) {
	files := render.Files{
		"layout.html":       []byte(`{{define "layout"}}<p title="{{message "skip"}}">{{message "skip"}}{{if .}} {{message "notes" "n" .}}{{template "part" (message "skip")}}{{end}}</p>{{end}}{{define "part"}}[{{.}}]{{end}}`),
		"page.html":         []byte(""),
		"messages/en.yaml":  []byte("skip: Skip & go\nnotes:\n  one: \"{n} note\"\n  other: \"{n} notes\"\n"),
		"messages/zh.yaml":  []byte("skip: 跳过\n"),
		"messages/LICENCE":  []byte("not a file of messages"),
		"messages/de.yaml":  []byte("skip: Weiter\nnotes:\n  one: \"{n} Notiz\"\n  other: \"{n} Notizen\"\n"),
		"messages/old.yaml": nil,
	}
	theme, problems := render.Load(files, nil, nil, "en", "zh", "de")
	var told []string
	for _, d := range problems {
		told = append(told, d.Path+": "+d.Code)
	}
	if want := []string{"templates/messages/zh.yaml: message-missing"}; !slices.Equal(told, want) {
		t.Errorf("it complains of %v, not of %v", told, want)
	}
	for language, want := range map[string]string{
		"en": `<p title="Skip &amp; go">Skip &amp; go 1 note[Skip &amp; go]</p>`,
		"zh": `<p title="跳过">跳过 1 note[跳过]</p>`,
		"de": `<p title="Weiter">Weiter 1 Notiz[Weiter]</p>`,
	} {
		var out bytes.Buffer
		if problem := theme.Render(&out, language, "page", 1); problem != nil || out.String() != want {
			t.Errorf("%s: %s %v", language, out.String(), problem)
		}
	}
	if theme.Key("en", "page") == theme.Key("de", "page") {
		t.Error("pages of two languages would be taken for each other")
	}
}

func TestMessagesOfTemplatesAreChecked(t *testing.T) {
	files := render.Files{
		"layout.html":      []byte("{{define \"layout\"}}\n{{message \"skp\"}} {{message \"notes\"}} {{message .}}{{end}}"),
		"page.html":        []byte(""),
		"messages/en.yaml": []byte("skip: Skip\nnotes: \"{n} notes\"\n"),
	}
	_, problems := render.Load(files, nil, nil, "en")
	var told []string
	for _, d := range problems {
		if d.Path != "templates/layout.html" || d.Line != 2 || d.Column == 0 {
			t.Errorf("%s:%d:%d: %s", d.Path, d.Line, d.Column, d.Message)
		}
		told = append(told, d.Message+" ("+d.Hint+")")
	}
	want := []string{
		`there is no message "skp" (did you mean "skip"?)`,
		`the message "notes" is not given {n} ({{message "notes" "n" .…}})`,
		`the key of a message must be written out (write it as {{message "layout.skip"}})`,
	}
	if !slices.Equal(told, want) {
		t.Errorf("it is told\n%s\nnot\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
}

// TestModulesHoldTheTextsThatTheyShow holds that texts are no part of their own,
// which every page would have to ask for.
func TestModulesHoldTheTextsThatTheyShow(t *testing.T) {
	files := render.Files{
		"layout.html":      []byte(`{{define "layout"}}{{end}}`),
		"page.html":        []byte(""),
		"assets/site.ts":   []byte("import { both, early } from \"./messages\";\nconsole.log(early, both({ n: 1 }));\nvoid import(\"./part\");\n"),
		"assets/part.ts":   []byte("import { both, late } from \"./messages\";\nconsole.log(late, both({ n: 2 }));\n"),
		"messages/en.yaml": []byte("client.early: At once\nclient.late: On demand\nclient.never: Not at all\nclient.both:\n  one: \"{n} note\"\n  other: \"{n} notes\"\n"),
	}
	theme, problems := render.Load(files, nil, nil, "en")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	holds := map[string]string{}
	for _, asset := range theme.Assets.Files {
		name, _, _ := strings.Cut(path.Base(asset.Name), "-")
		for _, text := range []string{"At once", "On demand", "Not at all", "notes"} {
			if bytes.Contains(asset.Data, []byte(text)) {
				holds[name] += text + "; "
			}
		}
	}
	if want := map[string]string{"site": "At once; notes; ", "part": "On demand; notes; "}; !maps.Equal(holds, want) || len(theme.Assets.Files) != len(want) {
		t.Errorf("%d files hold %v, not %v", len(theme.Assets.Files), holds, want)
	}
}

// TestOneFileOfASiteIsLaidOverTheDefault holds that a site states only what it
// wants otherwise, and that a mistake in its messages leaves its templates be.
func TestOneFileOfASiteIsLaidOverTheDefault(t *testing.T) {
	defaults := render.Files{
		"layout.html": []byte(`{{define "layout"}}{{message "a"}} {{message "b"}}{{end}}`), "page.html": []byte(""),
		"messages/en.yaml": []byte("a: one\nb: two\n"),
	}
	theme, problems := render.Load(defaults, render.Files{
		"layout.html": []byte(`{{define "layout"}}{{message "b"}}, {{message "a"}}{{end}}`), "messages/en.yaml": []byte("a: uno\nb: [due]\n"),
	}, nil, "en")
	var out bytes.Buffer
	if theme.Render(&out, "en", "page", nil); out.String() != "two, uno" || len(problems) != 1 {
		t.Errorf("%s, %v", out.String(), problems)
	}
}

// TestTheDefaultThemeHasAllItsTexts holds that the languages it comes in lack
// no message.
func TestTheDefaultThemeHasAllItsTexts(t *testing.T) {
	files, err := render.ReadFS(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	var languages []string
	for name := range files {
		if strings.HasPrefix(name, "messages/") {
			languages = append(languages, message.TagOf(name))
		}
	}
	_, problems := render.Load(files, nil, nil, languages...)
	for _, d := range problems {
		t.Errorf("%s:%d:%d: %s (%s)", d.Path, d.Line, d.Column, d.Message, d.Hint)
	}
}

// spoken are the attributes of which readers see or hear the value.
var (
	spoken = regexp.MustCompile(`(?:aria-label|title|placeholder|alt)="([^"]*)"`)
	tags   = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>?|^[^<]*>`)
)

// TestTemplatesSayNothingByThemselves finds texts written into a template, which
// would stand there in English whatever the language of the site.
func TestTemplatesSayNothingByThemselves(t *testing.T) {
	err := fs.WalkDir(templates.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			return err
		}
		// What is put in is taken out, so that it leaves the tags whole.
		text := regexp.MustCompile(`(?s)\{\{.*?\}\}`).ReplaceAllString(string(data), "")
		for _, m := range spoken.FindAllStringSubmatch(text, -1) {
			complainOfWords(t, name, m[1])
		}
		for _, piece := range tags.Split(text, -1) {
			complainOfWords(t, name, piece)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func complainOfWords(t *testing.T, name, text string) {
	t.Helper()
	letters := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if slices.ContainsFunc(letters, func(word string) bool { return len(word) > 1 }) {
		t.Errorf("templates/%s says %q: put it into messages/en.yaml and the other languages, and write {{message \"…\"}}", name, strings.TrimSpace(text))
	}
}

// shownByScript are the places at which client modules give readers a text.
var shownByScript = regexp.MustCompile("(?:textContent = |\"(?:aria-label|title|placeholder|label)\"?[,:] |(?:placeholder|label|title|value): )([\"`](?:[A-Z]|[^\"`]* )[^\"`]*[A-Za-z]{2}[^\"`]*[\"`])")

// TestClientModulesSayNothingByThemselves finds the same in client modules.
func TestClientModulesSayNothingByThemselves(t *testing.T) {
	err := fs.WalkDir(templates.FS, "assets", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".ts" {
			return err
		}
		data, err := fs.ReadFile(templates.FS, name)
		for _, m := range shownByScript.FindAllSubmatch(data, -1) {
			if !bytes.Contains(m[1], []byte("${")) {
				t.Errorf("templates/%s says %s: put it into messages/en.yaml as client.…, and import it from ./messages", name, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryMessageIsUsed holds that the program and the theme show every
// message that there is, and show none that there is not.
func TestEveryMessageIsUsed(t *testing.T) {
	var sources strings.Builder
	for _, pattern := range []string{"../*/*.go", "../../templates/*.html", "../../templates/partials/*.html", "../../templates/assets/*.ts"} {
		names, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			sources.Write(data)
		}
	}
	text, err := fs.ReadFile(templates.FS, "messages/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	catalog, _ := message.Load([]message.File{{Path: "en.yaml", Data: text}})
	words := catalog.Words(message.English)
	said := sources.String()
	for _, m := range regexp.MustCompile(`(?:Say|With|say|with)\("([a-z]+\.[a-z-]*[a-z])"`).FindAllStringSubmatch(said, -1) {
		if !words.Has(m[1]) {
			t.Errorf("the message %q is shown, but is not in messages/en.yaml", m[1])
		}
	}
	names := map[string]bool{} // and beginnings of names, such as "share."
	for _, name := range regexp.MustCompile(`[\w.-]+`).FindAllString(said, -1) {
		names[name] = true
	}
	for _, key := range words.Keys() {
		name, client := strings.CutPrefix(key, "client.")
		family, _, _ := strings.Cut(key, ".")
		known := names[key] || names[family+"."] || strings.HasPrefix(key, "powers.alike-")
		if client {
			known = names[render.Exported(name)]
		}
		if !known {
			t.Errorf("nothing shows the message %q", key)
		}
	}
}
