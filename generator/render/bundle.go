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

	"fangzhi/generator/diag"
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
		data, parts, problems := build(sources, entry)
		diagnostics = append(diagnostics, problems...)
		// Parts are named by their content already, and refer to each other.
		a.Files = append(a.Files, parts...)
		switch entry {
		case styleEntry:
			a.Stylesheet = a.add("site.css", data)
		default:
			a.Early = a.add("early.js", data)
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
		data, parts, problems := build(sources, scriptEntry)
		for _, part := range parts { // some may have no texts, and be the same in all languages
			if !slices.ContainsFunc(a.Files, func(f Asset) bool { return f.Name == part.Name }) {
				a.Files = append(a.Files, part)
			}
		}
		a.Scripts[language] = []string{a.add("site.js", data)}
		for _, d := range problems {
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

// build bundles one entry point from sources in memory. The parts are modules
// that it loads when they are first needed, by import().
func build(sources Files, entry string) (main []byte, parts []Asset, diagnostics []diag.Diagnostic) {
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
		diagnostics = append(diagnostics, assetDiagnostic(m, diag.Error))
	}
	for _, m := range result.Warnings {
		diagnostics = append(diagnostics, assetDiagnostic(m, diag.Warning))
	}
	for _, f := range result.OutputFiles {
		name := path.Base(filepath.ToSlash(f.Path))
		if strings.HasPrefix(name, "stdin.") {
			main = f.Contents
		} else {
			parts = append(parts, Asset{assetFolder + name, f.Contents})
		}
	}
	return main, parts, diagnostics
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
