package build

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"path"
	"slices"
	"sync"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/media"
	"fangzhi/generator/render"
	"fangzhi/generator/site"
	"fangzhi/generator/source"
)

func assetAddress(name string) address.Path { return address.File(name) }

// file is one file to publish.
type file struct {
	name string
	page *site.Page    // or
	data *render.Asset // an asset of the theme
}

// made is what came of a file when it was last made in full.
type made struct {
	done        bool // the rest is known
	key         fingerprint.Sum
	reads       site.Reads
	diagnostics []diag.Diagnostic
}

// publish renders every page whose view model or template changed, and writes
// what differs: first what is new, so that no page leads to one that is not
// there yet, then what changed; last it removes what is no longer part of the
// site.
func (b *Builder) publish(ctx context.Context, result *Result) ([]diag.Diagnostic, error) {
	p := b.planned
	r := b.newRound()
	defer b.clock.start("render", len(r.order))()
	if !b.options.Check {
		if err := b.spool.sparing(func() error { return b.output.Begin(p.names) }); err != nil {
			return nil, err
		}
	}
	err := r.run(ctx)
	b.clock.reused(int(r.reused.Load()))
	if err != nil {
		return nil, err
	}
	clear(p.changed)
	p.stand = true
	if !b.options.Once {
		p.standing()
	}
	for i := range r.made {
		if r.made[i].did == wrote {
			result.Written = append(result.Written, p.files[i].name)
		}
	}
	slices.Sort(result.Written)
	if !b.options.Check {
		if result.Removed, err = b.output.Finish(p.names); err != nil {
			return nil, err
		}
	}
	var diagnostics []diag.Diagnostic
	for i := range p.made {
		diagnostics = append(diagnostics, p.made[i].diagnostics...)
	}
	return diagnostics, nil
}

// order tells in which order the planned files are made, assets and new ones
// first; fresh is how many these are, all of which must stand before any other
// file changes.
func (b *Builder) order() (order []int, fresh int) {
	if b.output != nil && b.planned.stand {
		return b.planned.orderStanding(b.touched)
	}
	// Of what is new, the index of the search takes the most memory to make: it
	// comes first, while there is the most left. The page of a note makes its
	// preview ready, so the files of these come last.
	var index, previews []int
	var ranked [ranks][]int
	for i := range b.planned.files {
		f := &b.planned.files[i]
		if f.data != nil || b.output == nil || !b.output.Has(f.name) {
			switch {
			case f.page == nil || f.page.Kind != site.Raw:
				order = append(order, i)
			case f.page.IsPreviews():
				previews = append(previews, i)
			default:
				index = append(index, i)
			}
			continue
		}
		r := b.rank(f)
		ranked[r] = append(ranked[r], i)
	}
	order = slices.Concat(index, order, previews)
	fresh = len(order)
	for _, list := range ranked {
		order = append(order, list...)
	}
	return order, fresh
}

// rank is a place in the order in which files are made.
type rank uint8

const (
	edited rank = iota // whoever edits a note looks at its page
	ordinary
	lists  // of many notes: an edit that comes meanwhile has to wait for the one in work
	unread // nobody looks at it, or it takes longest
	ranks
)

func (b *Builder) rank(f *file) rank {
	r := rankOf(f.page.Kind)
	if r != unread && slices.ContainsFunc(f.page.Sources, func(source string) bool { return b.touched[source] }) {
		return edited
	}
	return r
}

// rankOf is the rank of pages of which no source was edited.
func rankOf(kind site.Kind) rank {
	switch kind {
	case site.Raw, site.Graph:
		return unread
	case site.Note, site.Home, site.Redirect:
		return ordinary
	}
	return lists
}

// standing is in which order the pages of a plan are made as long as none is new.
type standing struct {
	order []int            // of all, if none is edited
	by    map[string][]int // by source, those that come first when it is edited
}

func (p *plan) rankStanding() *standing {
	s := &standing{by: make(map[string][]int, len(p.files))}
	var ranked [ranks][]int
	for i := range p.files {
		page := p.files[i].page
		if page == nil {
			continue
		}
		r := rankOf(page.Kind)
		ranked[r] = append(ranked[r], i)
		if r != unread {
			for _, source := range page.Sources {
				s.by[source] = append(s.by[source], i)
			}
		}
	}
	s.order = slices.Concat(ranked[:]...)
	return s
}

// orderStanding is the order of the files, all of which stand. It looks at none
// of them: among a hundred thousand, that would take longer than an edit.
func (p *plan) orderStanding(touched map[string]bool) (order []int, assets int) {
	s := p.standing()
	order = make([]int, 0, len(p.files))
	for assets < len(p.files) && p.files[assets].data != nil {
		order = append(order, assets)
		assets++
	}
	var first []int
	for source := range touched {
		first = append(first, s.by[source]...)
	}
	slices.Sort(first)
	first = slices.Compact(first)
	order = append(order, first...)
	for _, at := range s.order {
		if _, edited := slices.BinarySearch(first, at); !edited {
			order = append(order, at)
		}
	}
	return order, assets
}

// did is what was done with a file.
type did uint8

const (
	skipped did = iota // it was there already
	rendered
	wrote
)

// make makes one file, if what it is made from is new.
func (b *Builder) make(f *file, m *made) (did, error) {
	switch {
	case f.data != nil:
		done, diagnostics, err := b.write(f, fingerprint.Of(f.data.Data), func(*bytes.Buffer) product { return product{data: f.data.Data} })
		m.diagnostics = diagnostics
		return done, err
	case f.page.File != nil:
		done, diagnostics, err := b.copy(f)
		m.diagnostics = diagnostics
		return done, err
	}
	if m.done && (!m.reads.Any(b.planned.changed) || f.page.Stands()) && (b.output == nil || b.output.Current(f.name, m.key)) {
		return skipped, nil
	}
	m.done = false
	view := f.page.View()
	if view.Lost != nil {
		return skipped, fmt.Errorf("%s: %w", f.name, view.Lost)
	}
	kind := string(f.page.Kind)
	key := b.keyOf(f, view.Model)
	done, problems, err := b.write(f, key, func(page *bytes.Buffer) product {
		switch model := view.Model.(type) {
		case []byte:
			return product{data: model}
		case site.Maker:
			return product{data: model.Bytes()}
		}
		problem := b.theme.Render(page, f.page.Language(), kind, view.Model)
		if page.Len() == 0 {
			return product{problem: problem}
		}
		return product{data: page.Bytes(), problem: problem}
	})
	if len(problems) > 0 {
		key = fingerprint.Sum{} // as it is recorded
	}
	*m = made{done: err == nil, key: key, reads: view.Reads, diagnostics: append(view.Diagnostics, problems...)}
	return done, err
}

// keyOf sums up what a page is made from. A file that is published for the
// first time gets none: to render a page takes little longer than to sum up its
// view model, and that pays only where the sum spares the rendering.
func (b *Builder) keyOf(f *file, model any) fingerprint.Sum {
	switch {
	case b.output == nil || !b.output.Recorded(f.name):
		return fingerprint.Sum{}
	case f.page.Kind == site.Raw:
		return fingerprint.Of(model)
	}
	return fingerprint.Of(b.theme.Key(f.page.Language(), string(f.page.Kind)), model)
}

// product is what a file is made into: its bytes, and what went wrong when
// these are not what they should be.
type product struct {
	data    []byte
	problem *diag.Diagnostic
	passing bool // made of something newer than the key tells
}

// copy publishes a file beside the notes, or a smaller variant of an image.
func (b *Builder) copy(f *file) (did, []diag.Diagnostic, error) {
	from := f.page.File
	key := fingerprint.Of(b.files[from.Path].Hash, from.Width)
	return b.write(f, key, func(*bytes.Buffer) product {
		data, err := b.root.Read(from.Path)
		if err != nil {
			problem := source.Unreadable(from.Path, err)
			return product{problem: &problem}
		}
		if source.Sum(data) != b.files[from.Path].Hash {
			// It changed since it was looked into: the next build looks again.
			p := product{data: data, passing: true}
			if from.Width > 0 {
				if smaller, err := media.Scale(data, from.Width); err == nil {
					p.data = smaller
				}
			}
			return p
		}
		if from.Width == 0 {
			return product{data: data}
		}
		smaller, err := media.Scale(data, from.Width)
		if err != nil {
			// The page asks for the variant: it gets the image as it is.
			return product{data: data, problem: &diag.Diagnostic{
				Path: from.Path, Severity: diag.Error, Code: "image-invalid",
				Message: fmt.Sprintf("no smaller variant can be made: %v", err), Hint: "is the file damaged?",
			}}
		}
		if len(smaller) >= len(data) && path.Ext(f.name) == path.Ext(from.Path) {
			smaller = data // an image of few colours is small already
		}
		return product{data: smaller}
	})
}

// buffers are to make files in: those of lists apart, since most other files are
// a thousandth of a list of all notes, and one that has grown for that would be
// held, by each goroutine, for as long as the build takes.
type buffers struct {
	sync.Pool
	largest int // in bytes, that is used again
}

var (
	ordinaryBuffers = buffers{sync.Pool{New: func() any { return new(bytes.Buffer) }}, 1 << 20}
	listBuffers     = buffers{sync.Pool{New: func() any { return new(bytes.Buffer) }}, math.MaxInt}
)

// buffersFor are those to make a file in.
func buffersFor(f *file) *buffers {
	if f.page != nil && rankOf(f.page.Kind) == lists {
		return &listBuffers
	}
	return &ordinaryBuffers
}

// write makes and publishes a file unless it is there as made from key. What
// was made with a problem is made again each time, to tell of it again. The
// buffer that a file may be made in is used again for others.
func (b *Builder) write(f *file, key fingerprint.Sum, made func(*bytes.Buffer) product) (did, []diag.Diagnostic, error) {
	if b.output != nil && b.output.Current(f.name, key) {
		return skipped, nil, nil
	}
	from := buffersFor(f)
	page := from.Get().(*bytes.Buffer)
	defer func() {
		if page.Cap() <= from.largest {
			from.Put(page)
		}
	}()
	page.Reset()
	p := made(page)
	var problems []diag.Diagnostic
	if p.problem != nil {
		problems = []diag.Diagnostic{*p.problem}
	}
	if p.problem != nil || p.passing {
		key = fingerprint.Sum{}
	}
	if p.data == nil || b.output == nil {
		return rendered, problems, nil
	}
	changed := false
	err := b.spool.sparing(func() (err error) {
		changed, err = b.output.Write(f.name, key, p.data)
		return err
	})
	if err != nil || !changed {
		return rendered, problems, err
	}
	return wrote, problems, nil
}
