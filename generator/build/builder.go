// Package build runs the stages one after the other and remembers what each
// made, in memory and in .fangzhi/, so that the next run repeats nothing whose
// inputs are the same. What a stage does is the stage's own affair.
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
	"fangzhi/generator/publish"
	"fangzhi/generator/render"
	"fangzhi/generator/settings"
	"fangzhi/generator/site"
	"fangzhi/generator/source"
)

// Options say what to build. The zero value builds the site in the current
// folder into its public/.
type Options struct {
	Site   string // folder of the site; empty: the current one
	Out    string // output folder; empty: public/ in the site's folder
	Drafts bool   // build notes with status draft as well
	Clean  bool   // forget caches and earlier output first
	// Check runs all stages, but writes nothing.
	Check bool
	// Once says that Build will be called once: less is remembered then, and where
	// nobody is told of files as they are Written, a first build moves its folders
	// into place as wholes.
	Once bool
	// Theme is the default theme's files. // required
	Theme render.Files
	// Progress is told how far a stage has come, from many goroutines at once.
	// It may be nil.
	Progress func(stage string, done, total int)
	// Written is told the name of each file as soon as it stands in the output
	// folder, from many goroutines at once. It may be nil.
	Written func(name string)
	// Listed is told how many files make the site, before they are read, unless
	// nothing has changed since the last build. It may be nil.
	Listed func(files int)
	// Compiling is told how many notes are to be compiled, before any is. It may
	// be nil.
	Compiling func(notes int)
	// Notice is told in a line what a person should know of the machine: that
	// another build is waited for, or that a cache was damaged. It may be nil.
	Notice func(string)
}

// Result is what a build came to.
type Result struct {
	Diagnostics []diag.Diagnostic // in order
	Notes       int
	Pages       int      // files of the site
	Written     []string // names of the files that were written, sorted
	Removed     []string
	Unchanged   bool // nothing had changed since the last build, which was found out without running it
	Stages      []Stage
}

// Builder builds a site again and again. But for Hasten, it is not safe for
// concurrent use.
type Builder struct {
	options Options
	root    *source.Root
	out     string
	output  *publish.Output // nil when checking
	cache   *cache
	cleared bool // what --clean asks for is done

	inputs map[string]input  // by path, of all files that make the site
	names  []string          // their paths, ascending; nil when they have to be listed anew
	beside []string          // of these, the files beside the notes; nil likewise
	links  map[string]bool   // of these, the symbolic links
	idle   bool              // Build was called, and found out that nothing had changed without running any stage
	loaded bool              // the memory below reflects the files, whether or not all that is made of them was published
	listed []diag.Diagnostic // of the last look at all files
	// listedAhead is the next list of all files; nil while none is being made.
	listedAhead <-chan listing

	settingsText []byte
	settings     settings.Settings
	settingsDiag []diag.Diagnostic
	objectKey    fingerprint.Sum // of what shapes an object besides its file
	compiler     *compile.Compiler

	themeFiles     render.Files
	themeLanguages []string // that the theme was loaded for
	theme          *render.Theme
	themeDiag      []diag.Diagnostic

	objects    map[string]*compile.Object // by path
	notes      []note                     // the same in order of path; nil when they have to be listed anew
	due        map[string]bool            // of their files, those that may not hold what the objects were compiled from; nil for any
	wanted     []*compile.Object          // those that make the site, as they were listed last
	files      map[string]fileMemory
	references map[string]referenceFile
	library    *bibliography.Library
	linked     linked
	planned    *plan
	earlier    *earlier // until something is planned
	memory     site.Memory
	touched    map[string]bool // files that are said to have changed since the last build
	// libraryOf are the files that the library was made of, and libraryDiag is
	// what was wrong with them together.
	libraryOf   []libraryPart
	libraryDiag []diag.Diagnostic
	clock       stopwatch

	spool     *spool // where texts of notes lie that this run compiled; nil for none
	spoiled   bool   // texts were lost: all that are compiled now stay in memory
	toldUnfit bool   // see unfit

	offering sync.RWMutex
	offered  *round // whose files readers may hasten; nil while no files are made
}

// Open prepares to build the site. Nothing is written yet.
func Open(o Options) (*Builder, error) {
	if o.Site == "" {
		o.Site = "."
	}
	root, err := source.Open(o.Site)
	if err != nil {
		return nil, err
	}
	b := &Builder{
		options: o, root: root, out: o.Out,
		inputs: map[string]input{}, links: map[string]bool{}, objects: map[string]*compile.Object{},
		files: map[string]fileMemory{}, references: map[string]referenceFile{},
	}
	if b.out == "" {
		b.out = filepath.Join(o.Site, "public")
	}
	if err := b.checkSite(); err != nil {
		root.Close()
		return nil, err
	}
	b.memory.Once = o.Once
	if !o.Check {
		b.cache = openCache(root, b.out)
	}
	return b, nil
}

// Close keeps what was learned for the next run and releases the folders.
func (b *Builder) Close() error {
	err := b.saveLocked()
	b.spool.close()
	if b.cache != nil {
		b.cache.open.close()
	}
	if b.output != nil {
		err = errors.Join(err, b.output.Close())
	}
	return errors.Join(err, b.root.Close())
}

// Output gives read access to the published files; nil before the first build.
func (b *Builder) Output() *os.Root {
	if b.output == nil {
		return nil
	}
	return b.output.Root()
}

// Build builds the site. changed names the files that may have changed since
// the last call; nil stands for any. The error is one of the machine; what is
// wrong in notes is in the result.
//
// If nothing has changed since an earlier run, the first call runs no stage, and
// remembers nothing. A second call with no files loads what an edit asks for.
func (b *Builder) Build(ctx context.Context, changed []string) (*Result, error) {
	b.clock = stopwatch{}
	if !b.options.Check {
		release, err := b.lock(ctx)
		if err != nil {
			return nil, err
		}
		defer release()
	}
	b.touched = map[string]bool{}
	for _, name := range changed {
		b.touched[name] = true
	}
	scanDiag := b.scan(changed)
	remembers := !b.loaded && !b.options.Clean && b.cache != nil
	if remembers {
		if result := b.unchanged(scanDiag); result != nil && !b.idle {
			b.idle = true
			return result, nil
		}
	}
	if b.options.Listed != nil {
		b.options.Listed(len(b.inputs))
	}
	if remembers {
		b.recall()
	}
	if b.cache != nil {
		b.cache.next.Finished = false // until this build is
	}
	result, err := b.run(ctx, scanDiag)
	if errors.Is(err, errLost) && b.cache != nil {
		b.forget()
		result, err = b.run(ctx, scanDiag)
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

func (b *Builder) openOutput() error {
	var records map[string]publish.Record
	if b.options.Clean && !b.cleared {
		if err := b.cache.clear(); err != nil {
			return err
		}
	} else {
		b.cache.last = b.cache.loadState()
		records = b.cache.last.Records
	}
	output, err := publish.Open(b.out, records)
	if err != nil {
		return err
	}
	if foreign := output.Foreign(); b.options.Out == "" && len(foreign) > 0 {
		output.Close()
		return fmt.Errorf("%s holds files that Fangzhi did not make (%s): name the folder with --out to publish among them; they will be left alone", b.out, strings.Join(foreign, ", "))
	}
	b.output = output
	return nil
}

// run takes the files through all stages.
func (b *Builder) run(ctx context.Context, diagnostics []diag.Diagnostic) (*Result, error) {
	b.readRules()
	objects, err := b.compile(ctx)
	if err != nil {
		return nil, err
	}
	libraryDiag := b.readReferences()
	files, fileDiag := b.probeFiles()
	g := b.link(objects, files)
	b.plan(g)
	b.loaded = true
	result := &Result{Notes: len(g.Notes), Pages: b.planned.pages}
	pageDiag, err := b.publish(ctx, result)
	if err != nil {
		return nil, err
	}
	diagnostics = slices.Concat(diagnostics, b.settingsDiag, b.themeDiag, libraryDiag, fileDiag, g.Diagnostics, b.planned.diagnostics, pageDiag)
	for _, o := range objects {
		diagnostics = append(diagnostics, o.Diagnostics...)
	}
	result.Diagnostics = diag.Sorted(diagnostics)
	result.Stages = b.clock.stages
	if b.cache != nil {
		b.cache.remember(b, result)
	}
	return result, nil
}

// readSettings parses fangzhi.yaml if it changed.
func (b *Builder) readSettings() {
	defer b.clock.start("settings", 1)()
	data, err := b.readSeen(settings.File)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.settingsDiag = []diag.Diagnostic{source.Unreadable(settings.File, err)}
		if b.compiler != nil {
			return
		}
	}
	if b.compiler != nil && string(data) == string(b.settingsText) {
		b.clock.reused(1)
		return
	}
	b.settingsText = data
	before := b.settings.Schema
	b.settings, b.settingsDiag = settings.Parse(data)
	if reflect.DeepEqual(before, b.settings.Schema) {
		b.settings.Schema = before // the graph stands as long as it does
	}
	b.compiler = nil
}

// readRules reads all that says how notes are compiled, and makes the compiler
// anew if any of it changed.
func (b *Builder) readRules() {
	b.readSettings()
	b.readTheme()
	languages := make([]compile.Language, 0, len(b.settings.Languages)+1)
	for _, tag := range b.languages() {
		languages = append(languages, compile.Language{Tag: tag, Texts: compile.TextsOf(b.theme.Words(tag))})
	}
	key := objectKey(&b.settings, languages)
	if b.compiler != nil && key == b.objectKey {
		return
	}
	if key != b.objectKey {
		clear(b.objects)
		b.notes = nil
	}
	b.objectKey = key
	b.compiler = compile.New(b.settings.Schema, markdown.Options{RawHTML: b.settings.RawHTML, Language: b.settings.Language, Texts: languages[0].Texts}, languages...)
}

// languages are those of the site, its own first.
func (b *Builder) languages() []string {
	return append([]string{b.settings.Language}, b.settings.Languages...)
}

// objectKey sums up all that shapes an object besides its file's bytes.
func objectKey(s *settings.Settings, languages []compile.Language) fingerprint.Sum {
	return fingerprint.Of(programID(), s.Schema.Types(), s.Schema.Fields(), s.RawHTML, s.Language, languages)
}

// readTheme loads templates and assets if any of the site's own changed.
func (b *Builder) readTheme() {
	files := render.Files{}
	var unreadable []diag.Diagnostic
	for _, name := range b.below(render.Folder) {
		inside := strings.TrimPrefix(name, render.Folder+"/")
		if !render.IsThemeFile(inside) {
			continue
		}
		data, err := b.readSeen(name)
		if err != nil {
			unreadable = append(unreadable, source.Unreadable(name, err))
			continue
		}
		files[inside] = data
	}
	defer b.clock.start("theme", len(b.options.Theme)+len(files))()
	languages := b.languages()
	if b.theme != nil && slices.Equal(languages, b.themeLanguages) && maps.EqualFunc(files, b.themeFiles, func(x, y []byte) bool { return string(x) == string(y) }) {
		b.clock.reused(len(b.options.Theme) + len(files))
		return
	}
	b.themeFiles, b.themeLanguages = files, languages
	b.theme, b.themeDiag = render.Load(b.options.Theme, files, site.Pieces, languages...)
	b.themeDiag = append(b.themeDiag, unreadable...)
}

// link makes the graph, or renews the one at hand where the texts, names or
// links of some notes are all that changed.
func (b *Builder) link(objects []*compile.Object, files []graph.File) *graph.Graph {
	defer b.clock.start("link", len(objects))()
	in := graph.Input{
		Objects: objects, Files: files, Library: b.library, Schema: b.settings.Schema, Pages: site.Fixed(b.settings.Languages),
	}
	if renewed := b.linked.renew(in); renewed >= 0 {
		b.clock.reused(len(objects) - renewed)
		return b.linked.graph
	}
	b.linked = linked{input: in, graph: graph.Link(in)}
	return b.linked.graph
}

// linked is a graph with what it was made of.
type linked struct {
	input   graph.Input
	graph   *graph.Graph
	renewed site.Changed // notes of which the text was renewed since the plan was last looked at
	wide    bool         // some got other names or links since then
}

// mostRenewed is how many objects are put into a graph one by one: with more,
// it is made anew.
const mostRenewed = 16

// renew puts the objects that differ into the graph, and tells how many these
// are, or -1 where the graph must be made anew.
func (l *linked) renew(in graph.Input) int {
	if l.graph == nil || in.Library != l.input.Library || in.Schema != l.input.Schema || !slices.Equal(in.Pages, l.input.Pages) ||
		len(in.Objects) != len(l.input.Objects) || !reflect.DeepEqual(in.Files, l.input.Files) {
		return -1
	}
	var differ []*compile.Object
	said := map[*compile.Object]bool{} // those whose outlines say something else
	for i, o := range in.Objects {
		if before := l.input.Objects[i]; o != before {
			if differ = append(differ, o); o.Path != before.Path || len(differ) > mostRenewed {
				return -1
			}
			said[o] = !before.Body.Says(&o.Body)
		}
	}
	if l.renewed == nil {
		l.renewed = site.Changed{}
	}
	for _, o := range differ {
		note, wide := l.graph.Renew(o)
		if note == nil {
			l.graph = nil // it may hold some of the new ones already
			return -1
		}
		l.renewed[note], l.wide = l.renewed[note] || said[o], l.wide || wide
	}
	l.input = in
	return len(differ)
}

// Change names files that may have changed: see source.Change.
type Change = source.Change

// Watch tells of changes to the site's files: see source.Root.Watch.
func (b *Builder) Watch(ctx context.Context, folders []string, poll bool, notice func(string)) (<-chan Change, error) {
	return b.root.Watch(ctx, folders, poll, notice)
}

// Prefix is the path under which the site is published, "/kb" or empty.
func (b *Builder) Prefix() string { return b.settings.Base.Prefix }
