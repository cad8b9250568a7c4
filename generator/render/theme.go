// Package render turns view models into bytes: it holds a theme's templates,
// and bundles its style sheets and client modules. It knows nothing of notes,
// and a template sees nothing but the view model it is given.
package render

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/message"
	"fangzhi/generator/straight"
	"fangzhi/generator/text"
)

// Folder is where a site keeps the templates and assets that take the place
// of the default ones, file by file.
const Folder = "templates"

const (
	layoutFile    = "layout.html"
	partialFolder = "partials/"
	assetFolder   = "assets/"
)

// Theme is a set of templates and assets, ready for use in some languages. It
// is safe for use by many goroutines.
type Theme struct {
	kinds    map[variant]*kind
	words    map[string]*message.Words // by language
	fallback *Theme                    // the default theme, where this one is a site's own
	Assets   Assets
}

// variant names the templates of a kind of page in a language.
type variant struct{ language, kind string }

// Files are a theme's sources by path below templates/.
type Files map[string][]byte

// ReadFS reads the files of a theme that is compiled into the program.
func ReadFS(from fs.FS) (Files, error) {
	files := Files{}
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !IsThemeFile(name) {
			return err
		}
		files[name], err = fs.ReadFile(from, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the default theme: %w", err)
	}
	return files, nil
}

// IsThemeFile tells whether a file below templates/ belongs to a theme; Go
// files are how the default theme gets into the program.
func IsThemeFile(name string) bool { return !strings.HasSuffix(name, ".go") }

// Load prepares a theme from the default files and those of the site, for the
// languages of the site, of which the first is its own. Where a file of the
// site cannot be used, the diagnostics say so, and the default theme is used as
// it is, so that there always is a site to look at; of messages, those that
// cannot be used count as not stated. Pieces are those of the views that the
// theme is to show.
func Load(defaults, site Files, pieces straight.Pieces, languages ...string) (*Theme, []diag.Diagnostic) {
	if len(languages) == 0 {
		languages = []string{message.English}
	}
	merged := maps.Clone(defaults)
	maps.Copy(merged, site)
	catalog, said := readMessages(defaults, site)
	for _, language := range languages {
		said = append(said, catalog.Missing(language, path.Join(Folder, messageFolder))...)
	}
	said = append(said, unused(defaults, site)...)
	theme, diagnostics := load(merged, catalog, pieces, languages)
	if len(site) > 0 {
		theme.fallback, _ = load(defaults, catalog, pieces, languages)
		if errors, _ := diag.Count(diagnostics); errors > 0 {
			theme = theme.fallback
		}
	}
	return theme, append(said, diagnostics...)
}

// unused complains of the site's templates that no page is made with, mostly
// because their names are misspelt. Partials are for the site to name.
func unused(defaults, site Files) []diag.Diagnostic {
	var known []string
	for name := range defaults {
		if strings.HasSuffix(name, ".html") {
			known = append(known, name)
		}
	}
	slices.Sort(known)
	var diagnostics []diag.Diagnostic
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if !strings.HasSuffix(name, ".html") || strings.HasPrefix(name, partialFolder) || slices.Contains(known, name) {
			continue
		}
		hint := "templates of pages: " + strings.Join(slices.DeleteFunc(slices.Clone(known), func(name string) bool { return strings.Contains(name, "/") }), ", ")
		if near := text.Nearest(name, known); near != "" {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		diagnostics = append(diagnostics, diag.Diagnostic{
			Path: path.Join(Folder, name), Severity: diag.Warning, Code: "template-unknown",
			Message: "no page is made with this template", Hint: hint,
		})
	}
	return diagnostics
}

func load(files Files, catalog *message.Catalog, pieces straight.Pieces, languages []string) (*Theme, []diag.Diagnostic) {
	t := &Theme{kinds: map[variant]*kind{}, words: map[string]*message.Words{}}
	var diagnostics []diag.Diagnostic
	for i, language := range languages {
		t.words[language] = catalog.Words(language)
		problems := t.parse(files, pieces, t.words[language])
		if i == 0 { // templates are the same in all
			diagnostics = problems
		}
	}
	var problems []diag.Diagnostic
	t.Assets, problems = bundle(files, t.words)
	return t, append(diagnostics, problems...)
}

// Words are the texts of the interface in one of the languages that the theme
// was loaded for.
func (t *Theme) Words(language string) *message.Words { return t.words[language] }

// parse makes one set of templates for each kind of page in a language: the
// layout, all partials, and the kind's own file, which may redefine any of
// them.
func (t *Theme) parse(files Files, pieces straight.Pieces, words *message.Words) []diag.Diagnostic {
	var shared, kinds []string
	for name := range files {
		switch {
		case !strings.HasSuffix(name, ".html"):
		case name == layoutFile, strings.HasPrefix(name, partialFolder):
			shared = append(shared, name)
		case !strings.Contains(name, "/"):
			kinds = append(kinds, name)
		}
	}
	slices.Sort(shared)
	slices.Sort(kinds)
	base := template.New("theme").Option("missingkey=error").Funcs(template.FuncMap{onceFunction: (*once)(nil).render, messageFunction: words.With})
	sum := sha256.New()
	said := words.Sum()
	sum.Write(said[:])
	for _, name := range shared {
		fmt.Fprintf(sum, "%s %d\n%s", name, len(files[name]), files[name])
		if _, err := base.New(name).Parse(string(files[name])); err != nil {
			return []diag.Diagnostic{templateDiagnostic(name, err)}
		}
	}
	var diagnostics []diag.Diagnostic
	for _, name := range kinds {
		of := strings.TrimSuffix(name, ".html")
		own, err := template.Must(base.Clone()).New(name).Parse(string(files[name]))
		if err != nil {
			diagnostics = append(diagnostics, templateDiagnostic(name, err))
			continue
		}
		translator := translator{words: words}
		translator.translate(own)
		for _, d := range translator.diagnostics {
			if !slices.Contains(diagnostics, d) {
				diagnostics = append(diagnostics, d)
			}
		}
		t.kinds[variant{words.Language(), of}] = newKind(own, pieces, words, fingerprint.Of(sum.Sum(nil), name, files[name]))
	}
	return diagnostics
}

// Key sums up all templates and texts that pages of a kind are made with in a
// language.
func (t *Theme) Key(language, kind string) fingerprint.Sum {
	if k, known := t.kinds[variant{language, kind}]; known {
		return k.key
	}
	return fingerprint.Sum{}
}

// Render executes the template of a kind in a language with a view model and
// writes the page to the end of out; nothing where it cannot be made. Where a template of the
// site fails, the diagnostic says so, and the page is made by the default
// theme, so that what is published never depends on earlier builds.
func (t *Theme) Render(out *bytes.Buffer, language, kind string, view any) *diag.Diagnostic {
	problem := t.render(out, language, kind, view)
	if problem != nil && t.fallback != nil {
		_ = t.fallback.render(out, language, kind, view) // the same kinds fail there too
	}
	return problem
}

func (t *Theme) render(out *bytes.Buffer, language, kind string, view any) *diag.Diagnostic {
	k, known := t.kinds[variant{language, kind}]
	if !known {
		return &diag.Diagnostic{
			Path: path.Join(Folder, kind+".html"), Severity: diag.Error, Code: "template-missing",
			Message: fmt.Sprintf("the theme has no template for pages of the kind %q", kind),
		}
	}
	if err := k.render(out, view); err != nil {
		problem := templateDiagnostic(kind+".html", err)
		return &problem
	}
	return nil
}

// placed is how the template packages begin a message: the template's name,
// the line and, when it is executed, the column.
var placed = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (?s)(.*)$`)

func templateDiagnostic(name string, err error) diag.Diagnostic {
	d := diag.Diagnostic{
		Path: path.Join(Folder, name), Severity: diag.Error, Code: "template-invalid", Message: err.Error(),
		Hint: "templates are Go's html/template; they may show the fields of the page's view model, and nothing else",
	}
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" {
		d.Path, d.Line, d.Message = path.Join(Folder, escape.Name), escape.Line, escape.Description
	} else if m := placed.FindStringSubmatch(err.Error()); m != nil {
		d.Path, d.Message = path.Join(Folder, m[1]), m[4]
		d.Line, _ = strconv.Atoi(m[2])
		if column, err := strconv.Atoi(m[3]); err == nil {
			d.Column = column + 1 // the package counts from 0
		}
	}
	return d
}
