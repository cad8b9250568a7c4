package build

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/media"
	"fangzhi/generator/settings"
	"fangzhi/generator/source"
)

// referenceFile is a file of references, parsed.
type referenceFile struct {
	hash        source.Hash
	items       []bibliography.Item
	diagnostics []diag.Diagnostic
}

// libraryPart is a file of the library.
type libraryPart struct {
	name string
	hash source.Hash
}

// readReferences makes the library of all files that the settings name.
func (b *Builder) readReferences() []diag.Diagnostic {
	defer b.clock.start("references", len(b.settings.Bibliography))()
	var diagnostics []diag.Diagnostic
	var items []bibliography.Item
	var parts []libraryPart
	for _, named := range b.settings.Bibliography {
		file, err := b.referencesIn(path.Join(compile.Content, path.Clean("/"+named.Name)))
		if errors.Is(err, fs.ErrNotExist) {
			diagnostics = append(diagnostics, diag.Diagnostic{
				Path: settings.File, Line: named.Line, Column: named.Column, Severity: diag.Error, Code: "file-missing",
				Message: fmt.Sprintf("there is no file of references %q", named.Name),
				Hint:    "the name is that of a file below content/",
			})
			continue
		}
		if err != nil {
			diagnostics = append(diagnostics, source.Unreadable(named.Name, err))
			continue
		}
		diagnostics = append(diagnostics, file.diagnostics...)
		items = append(items, file.items...)
		parts = append(parts, libraryPart{named.Name, file.hash})
	}
	if b.library == nil || !slices.Equal(parts, b.libraryOf) {
		b.library, b.libraryDiag = bibliography.NewLibrary(items)
		b.libraryOf = parts
	} else {
		b.clock.reused(len(b.settings.Bibliography))
	}
	return append(diagnostics, b.libraryDiag...)
}

// referencesIn parses one file of references unless it is known already.
func (b *Builder) referencesIn(name string) (referenceFile, error) {
	known, have := b.references[name]
	if in := b.inputs[name]; have && in.Read && in.Hash == known.hash {
		return known, nil
	}
	data, err := b.readSeen(name)
	if err != nil {
		return referenceFile{}, err
	}
	hash := source.Sum(data)
	if have && known.hash == hash {
		return known, nil
	}
	file := referenceFile{hash: hash}
	if strings.HasSuffix(name, ".json") {
		file.items, file.diagnostics = bibliography.ParseCSLJSON(name, data)
	} else {
		file.items, file.diagnostics = bibliography.ParseBibTeX(name, data)
	}
	b.references[name] = file
	return file, nil
}

// fileMemory is what is known of a file beside the notes.
type fileMemory struct {
	Hash source.Hash
	Info media.Info
	// Problem is what is wrong with an image, empty when nothing is.
	Problem string
}

// probeFiles lists the files that are published as they are: all below
// content/ that are neither notes nor references.
func (b *Builder) probeFiles() ([]graph.File, []diag.Diagnostic) {
	if b.beside == nil {
		b.beside = []string{}
		for _, name := range b.below(compile.Content) {
			if !compile.IsNote(name) && path.Ext(name) != ".bib" {
				b.beside = append(b.beside, name)
			}
		}
	}
	names := b.beside
	defer b.clock.start("files", len(names))()
	var diagnostics []diag.Diagnostic
	kept := make(map[string]fileMemory, len(names))
	files := make([]graph.File, 0, len(names))
	reused := 0
	for _, name := range names {
		memory, known, err := b.probe(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it went away since it was listed
		}
		if err != nil {
			diagnostics = append(diagnostics, source.Unreadable(name, err))
			continue
		}
		if known {
			reused++
		}
		kept[name] = memory
		if memory.Problem != "" {
			diagnostics = append(diagnostics, diag.Diagnostic{
				Path: name, Severity: diag.Error, Code: "image-invalid", Message: memory.Problem,
				Hint: "it is published as it is, without size and smaller variants",
			})
		}
		files = append(files, fileOf(name, memory))
	}
	b.files = kept
	b.clock.reused(reused)
	return files, diagnostics
}

// probe looks into a file, unless it looks untouched.
func (b *Builder) probe(name string) (memory fileMemory, known bool, err error) {
	in := b.inputs[name]
	if memory, known = b.files[name]; known && in.Read && memory.Hash == in.Hash {
		return memory, true, nil
	}
	data, err := b.readSeen(name)
	if err != nil {
		return fileMemory{}, false, err
	}
	hash := b.inputs[name].Hash
	if known && memory.Hash == hash {
		return memory, true, nil
	}
	memory = fileMemory{Hash: hash}
	if memory.Info, err = media.Probe(data, path.Base(name)); err != nil {
		memory.Problem, memory.Info = err.Error(), media.Info{}
	}
	return memory, false, nil
}

// fileOf gives a file its address, and its smaller variants theirs.
func fileOf(name string, memory fileMemory) graph.File {
	inside := strings.TrimPrefix(name, compile.Content+"/")
	f := graph.File{Path: name, Address: address.File(inside), Info: memory.Info}
	stem := strings.TrimSuffix(inside, path.Ext(inside))
	for _, width := range media.Widths(memory.Info) {
		variant := fmt.Sprintf("%s.%dw%s", stem, width, media.VariantExt(memory.Info))
		f.Variants = append(f.Variants, graph.Variant{Width: width, Address: address.File(variant)})
	}
	return f
}
