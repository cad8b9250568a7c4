package render

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/highlight"
	"fangzhi/generator/message"

	"github.com/evanw/esbuild/pkg/api"
)

// Assets are the files that a theme publishes. Their names hold a hash of
// their content, so that browsers may keep them for ever.
type Assets struct {
	Files      []Asset             // ascending by Name
	Stylesheet string              // Name of the bundled style sheet
	Early      string              // Name of the script that runs before the page is shown, empty where there is none
	Scripts    map[string][]string // Names of the bundled client modules, by language
	Icon       string              // Name of the site's icon, empty where there is none
}

// Asset is one published file of a theme.
type Asset struct {
	Name string // "assets/site-1f2e3d4c.css"
	Data []byte
}

// Entry points of the bundles, below templates/assets/.
const (
	styleEntry  = "site.css"
	scriptEntry = "site.ts"
	earlyEntry  = "early.ts"
	iconFile    = "icon.svg"
	// highlightFile is the style sheet of highlighted code, made by the
	// compiler's own package; style sheets may import it by this name.
	highlightFile = "highlight.css"
)

// bundle makes the published files of a theme, its client modules once for each
// language, with the texts of that language in them.
func bundle(files Files, words map[string]*message.Words) (Assets, []diag.Diagnostic) {
	sources := Files{highlightFile: []byte(highlight.CSS())}
	for name, data := range files {
		if inside, ok := strings.CutPrefix(name, assetFolder); ok {
			sources[inside] = data
		}
	}
	a := Assets{Scripts: map[string][]string{}}
	var diagnostics []diag.Diagnostic
	for _, entry := range []string{styleEntry, earlyEntry} {
		if _, ok := sources[entry]; !ok {
			continue
		}
		made := built(sources, entry)
		diagnostics = append(diagnostics, made.diagnostics...)
		// Parts are named by their content already, and refer to each other.
		a.Files = append(a.Files, made.parts...)
		switch entry {
		case styleEntry:
			a.Stylesheet = a.add("site.css", made.main)
		default:
			a.Early = a.add("early.js", made.main)
		}
	}
	diagnostics = append(diagnostics, a.addScripts(sources, words)...)
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		switch path.Ext(name) {
		case ".css", ".ts", ".js", ".json", ".md":
		default:
			published := a.add(name, sources[name])
			if name == iconFile {
				a.Icon = published
			}
		}
	}
	slices.SortFunc(a.Files, func(x, y Asset) int { return cmp.Compare(x.Name, y.Name) })
	return a, diagnostics
}

// addScripts bundles the client modules in each language.
func (a *Assets) addScripts(sources Files, words map[string]*message.Words) []diag.Diagnostic {
	if _, ok := sources[scriptEntry]; !ok {
		return nil
	}
	var diagnostics []diag.Diagnostic
	for _, language := range slices.Sorted(maps.Keys(words)) {
		sources[clientFile] = clientModule(words[language])
		made := built(sources, scriptEntry)
		for _, part := range made.parts { // some may have no texts, and be the same in all languages
			if !slices.ContainsFunc(a.Files, func(f Asset) bool { return f.Name == part.Name }) {
				a.Files = append(a.Files, part)
			}
		}
		a.Scripts[language] = []string{a.add("site.js", made.main)}
		for _, d := range made.diagnostics {
			if !slices.Contains(diagnostics, d) {
				diagnostics = append(diagnostics, d)
			}
		}
	}
	return diagnostics
}

// add names a file by its content.
func (a *Assets) add(name string, data []byte) string {
	sum := sha256.Sum256(data)
	extension := path.Ext(name)
	published := assetFolder + strings.TrimSuffix(name, extension) + "-" + hex.EncodeToString(sum[:5]) + extension
	if !slices.ContainsFunc(a.Files, func(f Asset) bool { return f.Name == published }) {
		a.Files = append(a.Files, Asset{published, data})
	}
	return published
}

// bundled is what came of an entry point. It is not to be changed.
type bundled struct {
	main        []byte
	parts       []Asset // modules that main loads when they are first needed, by import()
	diagnostics []diag.Diagnostic
}

// latest are the bundles that were made last in this process: while somebody
// writes templates, a theme is loaded again and again of which the assets are the
// same, and whoever has some of their own has the default ones made beside them.
var latest struct {
	sync.Mutex
	of    map[fingerprint.Sum]bundled // by their sources and entry point
	order []fingerprint.Sum           // the oldest first
}

// mostBundles is how many of these are kept: for a theme with some assets of its
// own, those of ten languages.
const mostBundles = 24

// built bundles an entry point, or finds what was made of the same sources.
func built(sources Files, entry string) bundled {
	names := slices.Sorted(maps.Keys(sources))
	contents := make([][]byte, len(names))
	for i, name := range names {
		contents[i] = sources[name]
	}
	key := fingerprint.Of(entry, names, contents)
	latest.Lock()
	made, known := latest.of[key]
	latest.Unlock()
	if known {
		return made
	}
	made = build(sources, entry)
	latest.Lock()
	defer latest.Unlock()
	if _, known := latest.of[key]; known { // by another goroutine
		return made
	}
	if len(latest.order) == mostBundles {
		delete(latest.of, latest.order[0])
		latest.order = slices.Delete(latest.order, 0, 1)
	}
	if latest.of == nil {
		latest.of = map[fingerprint.Sum]bundled{}
	}
	latest.of[key], latest.order = made, append(latest.order, key)
	return made
}

// build bundles one entry point from sources in memory.
func build(sources Files, entry string) (made bundled) {
	stdin := string(sources[entry])
	loader, format := api.LoaderTS, api.FormatESModule
	if entry == earlyEntry {
		format = api.FormatIIFE // modules run only when the page has been read
	}
	if path.Ext(entry) == ".css" {
		loader = api.LoaderCSS
		stdin += "\n"
	}
	result := api.Build(api.BuildOptions{
		Stdin:             &api.StdinOptions{Contents: stdin, Sourcefile: entry, Loader: loader},
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone,
		Charset:           api.CharsetUTF8,
		Format:            format,
		Target:            api.ES2022,
		TsconfigRaw:       `{"compilerOptions":{"strict":true}}`,
		LogLevel:          api.LogLevelSilent,
		Outdir:            "/",
		Splitting:         format == api.FormatESModule && path.Ext(entry) != ".css",
		ChunkNames:        "[name]-[hash]",
		Plugins:           []api.Plugin{memory(sources)},
	})
	for _, m := range result.Errors {
		made.diagnostics = append(made.diagnostics, assetDiagnostic(m, diag.Error))
	}
	for _, m := range result.Warnings {
		made.diagnostics = append(made.diagnostics, assetDiagnostic(m, diag.Warning))
	}
	for _, f := range result.OutputFiles {
		name := path.Base(filepath.ToSlash(f.Path))
		if strings.HasPrefix(name, "stdin.") {
			made.main = f.Contents
		} else {
			made.parts = append(made.parts, Asset{assetFolder + name, f.Contents})
		}
	}
	return made
}

// memory lets the bundler read sources instead of the disk, which also keeps
// style sheets and modules from reaching any other file. Each module gets texts
// of its own, of which those stay that it shows: if they were one module, it
// would be a part by itself, with all texts, that every page had to ask for.
func memory(sources Files) api.Plugin {
	return api.Plugin{Name: "theme", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Join(path.Dir(args.Importer), args.Path)
			for _, candidate := range []string{name, name + ".ts", name + ".css"} {
				if _, ok := sources[candidate]; ok {
					resolved := api.OnResolveResult{Path: candidate, Namespace: "theme"}
					if candidate == clientFile {
						resolved.Suffix = "?" + args.Importer
					}
					return resolved, nil
				}
			}
			return api.OnResolveResult{}, fmt.Errorf("there is no file %q in %s/%s", args.Path, Folder, strings.TrimSuffix(assetFolder, "/"))
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "theme"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			contents := string(sources[args.Path])
			loader := api.LoaderDataURL
			switch path.Ext(args.Path) {
			case ".ts":
				loader = api.LoaderTS
			case ".js":
				loader = api.LoaderJS
			case ".css":
				loader = api.LoaderCSS
			}
			return api.OnLoadResult{Contents: &contents, Loader: loader}, nil
		})
	}}
}

func assetDiagnostic(m api.Message, severity diag.Severity) diag.Diagnostic {
	d := diag.Diagnostic{Path: path.Join(Folder, assetFolder), Severity: severity, Code: "asset-invalid", Message: m.Text}
	if m.Location != nil {
		d.Path = path.Join(Folder, assetFolder, strings.TrimPrefix(m.Location.File, "theme:"))
		d.Line, d.Column = m.Location.Line, m.Location.Column+1
	}
	return d
}
