package build

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/render"
	"fangzhi/generator/settings"
	"fangzhi/generator/source"
)

// input is a file of the site as it was last seen.
type input struct {
	Size     int64
	Modified time.Time
	Changed  time.Time // see source.Stat
	// Hash is that of the bytes last read, if they were read; Read tells. A
	// file that was changed so shortly before it was read that a later change
	// might not show in its time is not trusted, and read again.
	Hash source.Hash
	Read bool
}

// look is a file that has not been read.
func look(s source.Stat) input {
	return input{Size: s.Size, Modified: s.Modified, Changed: s.Changed}
}

// looks tells whether two looks at a file show the same.
func (in input) looks(other input) bool {
	return in.Size == other.Size && in.Modified.Equal(other.Modified) && in.Changed.Equal(other.Changed)
}

// settled is how old a file must be when it is read for its time to tell of
// any later change: file systems count time in steps of some milliseconds,
// some in steps of two seconds. A variable, so that tests need not wait.
var settled = 2 * time.Second

// scan looks at the files of the site: at those named, or at all.
func (b *Builder) scan(changed []string) []diag.Diagnostic {
	defer b.clock.start("scan", len(b.inputs))()
	if changed == nil || !b.loaded {
		return b.scanAll()
	}
	// What a link leads to may have changed under another name.
	for _, name := range slices.Concat(changed, slices.Sorted(maps.Keys(b.links))) {
		if !relevant(name) {
			continue
		}
		if slices.ContainsFunc(b.listed, func(d diag.Diagnostic) bool { return d.Path == name || strings.HasPrefix(name, d.Path+"/") }) {
			return b.scanAll() // what was wrong with it may be mended
		}
		stat, err := b.root.Stat(name)
		switch {
		case err == nil:
			// Somebody says that it changed: look, whatever its time says.
			if _, was := b.inputs[name]; !was {
				b.relist()
			}
			b.inputs[name] = look(stat)
			if b.due != nil {
				b.due[name] = true
			}
			b.noteLink(stat)
		case errors.Is(err, fs.ErrNotExist):
			if _, was := b.inputs[name]; !was {
				return b.scanAll() // a folder went away, or a file within one
			}
			b.relist()
			delete(b.inputs, name)
			delete(b.links, name)
		default:
			return b.scanAll()
		}
	}
	return b.listed
}

// listing is all files that may make the site, and what is wrong with folders.
type listing struct {
	stats       []source.Stat
	diagnostics []diag.Diagnostic
}

func listAll(root *source.Root) listing {
	stats, diagnostics := root.List(compile.Content)
	theme, more := root.List(render.Folder)
	l := listing{append(stats, theme...), append(diagnostics, more...)}
	if stat, err := root.Stat(settings.File); err == nil {
		l.stats = append(l.stats, stat)
	}
	return l
}

// listAhead lists all files beside what is done until list is called.
func (b *Builder) listAhead() {
	listed := make(chan listing, 1)
	go func() { listed <- listAll(b.root) }()
	b.listedAhead = listed
}

func (b *Builder) list() listing {
	if listed := b.listedAhead; listed != nil {
		b.listedAhead = nil
		return <-listed
	}
	return listAll(b.root)
}

func (b *Builder) scanAll() []diag.Diagnostic {
	l := b.list()
	before := b.inputs
	b.relist()
	b.names = make([]string, 0, len(l.stats))
	b.inputs = make(map[string]input, len(l.stats))
	clear(b.links)
	for _, stat := range l.stats {
		if relevant(stat.Path) {
			b.inputs[stat.Path] = before[stat.Path]
			b.see(stat)
			b.noteLink(stat)
			b.names = append(b.names, stat.Path)
		}
	}
	slices.Sort(b.names) // they nearly are
	b.listed = l.diagnostics
	return l.diagnostics
}

// relist says that files came or went.
func (b *Builder) relist() { b.names, b.notes, b.beside = nil, nil, nil }

// inOrder returns the paths of all files that make the site, ascending.
func (b *Builder) inOrder() []string {
	if b.names == nil {
		b.names = slices.Sorted(maps.Keys(b.inputs))
	}
	return b.names
}

// below returns the paths of those in a folder of the site, ascending.
func (b *Builder) below(folder string) []string {
	names := b.inOrder()
	from, _ := slices.BinarySearch(names, folder+"/")
	to, _ := slices.BinarySearch(names, folder+"0") // what follows on the slash
	return names[from:to]
}

func (b *Builder) noteLink(stat source.Stat) {
	if stat.Link {
		b.links[stat.Path] = true
	} else {
		delete(b.links, stat.Path)
	}
}

// see takes note of a file's state; its hash stays as long as size and time do.
func (b *Builder) see(stat source.Stat) {
	known := b.inputs[stat.Path]
	if !known.looks(look(stat)) {
		known = look(stat)
	}
	b.inputs[stat.Path] = known
}

// relevant tells whether a path can be part of the site.
func relevant(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if source.Ignored(part) {
			return false
		}
	}
	switch {
	case name == settings.File, strings.HasPrefix(name, compile.Content+"/"):
		return true
	case strings.HasPrefix(name, render.Folder+"/"):
		return render.IsThemeFile(path.Base(name))
	}
	return false
}

// seen remembers the hash of a file that was read at a time.
func (b *Builder) seen(name string, hash source.Hash, at time.Time) {
	in := b.inputs[name]
	in.Hash = hash
	in.Read = at.Sub(in.Modified) > settled && at.Sub(in.Changed) > settled
	b.inputs[name] = in
}

// readSeen reads a file and remembers its hash.
func (b *Builder) readSeen(name string) ([]byte, error) {
	at := time.Now()
	data, err := b.root.Read(name)
	if _, listed := b.inputs[name]; listed && err == nil {
		b.seen(name, source.Sum(data), at)
	}
	return data, err
}
