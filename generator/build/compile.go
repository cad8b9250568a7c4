package build

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fangzhi/generator/compile"
	"fangzhi/generator/pack"
	"fangzhi/generator/source"
)

// compile returns the objects of all notes, in order of path, drafts only when
// they are wanted. Notes whose bytes are those of the object at hand are not
// compiled again; those whose file looks untouched are not even read.
func (b *Builder) compile(ctx context.Context) ([]*compile.Object, error) {
	b.listNotes()
	defer b.clock.start("compile", len(b.notes))()
	stale := b.stale()
	if b.options.Compiling != nil {
		b.options.Compiling(len(stale))
	}
	outcomes := make([]outcome, len(stale))
	var compiled atomic.Int64
	if b.spool == nil && len(stale) >= fewestInRooms && !b.spoiled {
		b.spool = newSpool(b.cache)
	}
	desks := make(chan *desk, runtime.GOMAXPROCS(0))
	for range cap(desks) {
		desks <- b.deskFor(len(stale))
	}
	err := parallel(ctx, len(stale), func(i int) error {
		d := <-desks
		outcomes[i] = b.compileOne(b.notes[stale[i]], d)
		desks <- d
		if !outcomes[i].reused {
			compiled.Add(1)
		}
		b.progress("compile", len(b.notes)-len(stale)+i+1, len(b.notes))
		return nil
	})
	for range cap(desks) {
		(<-desks).clear()
	}
	if err != nil {
		return nil, err
	}
	b.clock.reused(len(b.notes) - int(compiled.Load()))
	b.due = map[string]bool{}
	for i, o := range outcomes {
		n := &b.notes[stale[i]]
		if o.read {
			b.seen(n.path, o.hash, o.at)
		}
		if !b.inputs[n.path].Read {
			b.due[n.path] = true
		}
		n.object = o.object
		if b.cache != nil && o.packed != "" {
			b.cache.packed[o.object] = o.packed
		}
		b.objects[n.path] = o.object
	}
	b.wanted = b.wantedNow(stale)
	return b.wanted, nil
}

// stale are those of the listed notes that are to be compiled: those of which
// nobody knows that their files hold what they were compiled from. Where it is
// known which notes these may be, no other is looked at.
func (b *Builder) stale() []int {
	var stale []int
	look := func(i int) {
		n := b.notes[i]
		if in := b.inputs[n.path]; n.object == nil || !in.Read || n.object.Hash != in.Hash {
			stale = append(stale, i)
		}
	}
	if b.due == nil {
		for i := range b.notes {
			look(i)
		}
		return stale
	}
	for _, name := range slices.Sorted(maps.Keys(b.due)) {
		at, listed := slices.BinarySearchFunc(b.notes, name, func(n note, name string) int { return strings.Compare(n.path, name) })
		if listed {
			look(at)
		}
	}
	return stale
}

// wantedNow lists the objects that make the site, of which some were compiled
// just now. As long as all notes make it, those take the places of others in a
// copy of the list that was made last.
func (b *Builder) wantedNow(compiled []int) []*compile.Object {
	left := func(at int) bool {
		o := b.notes[at].object
		return o == nil || o.Front.Draft && !b.options.Drafts
	}
	if len(b.notes) > 0 && len(b.wanted) == len(b.notes) && !slices.ContainsFunc(compiled, left) {
		objects := slices.Clone(b.wanted)
		for _, at := range compiled {
			objects[at] = b.notes[at].object
		}
		return objects
	}
	objects := make([]*compile.Object, 0, len(b.notes))
	drafts := b.drafts()
	for _, n := range b.notes {
		switch {
		case n.object == nil: // it went away since it was listed, and may come back
			delete(b.objects, n.path)
			b.notes = nil
		case len(drafts) == 0 || !drafts[n.object.Original()]:
			objects = append(objects, n.object)
		}
	}
	return objects
}

// drafts names the notes that are left out: without an original, nobody sees
// its translations.
func (b *Builder) drafts() map[string]bool {
	drafts := map[string]bool{}
	if b.options.Drafts {
		return drafts
	}
	for _, n := range b.notes {
		if n.object != nil && n.object.Front.Draft && n.object.Translation == "" {
			drafts[n.object.Name()] = true
		}
	}
	return drafts
}

// note is a file that is a note, with what it was compiled to last.
type note struct {
	path   string
	object *compile.Object
}

// listNotes lists the notes in order of path, unless the list is at hand. The
// objects of files that are no notes any more are forgotten.
func (b *Builder) listNotes() {
	if b.notes != nil {
		return
	}
	b.notes, b.due, b.wanted = []note{}, nil, nil
	kept := make(map[string]*compile.Object, len(b.objects))
	for _, name := range b.inOrder() {
		if compile.IsNote(name) {
			b.notes = append(b.notes, note{name, b.objects[name]})
			if o := b.objects[name]; o != nil {
				kept[name] = o
			}
		}
	}
	b.objects = kept
}

// outcome is what became of one note.
type outcome struct {
	object *compile.Object
	packed string // what the cache keeps of the object, if it is new
	reused bool
	read   bool
	hash   source.Hash
	at     time.Time
}

// fewestInRooms is how many notes must be compiled at once for their objects to
// lie together. Each part of a room stays as long as any of its objects does, so
// that those of single edits had better lie apart.
const fewestInRooms = 256

// desk is what a goroutine works with.
type desk struct {
	files *source.Reader
	room  *pack.Room // where it makes objects; nil for anywhere
	texts batch      // of these objects
}

// deskFor is for some of so many notes.
func (b *Builder) deskFor(notes int) *desk {
	d := &desk{files: b.root.Reader()}
	if notes >= fewestInRooms {
		d.room = &pack.Room{}
	}
	d.texts = batch{spool: b.spool, room: d.room}
	return d
}

// clear ends the work: what was compiled is whole then.
func (d *desk) clear() {
	d.texts.settle()
	d.files.Close()
}

func (b *Builder) compileOne(n note, with *desk) outcome {
	name, have := n.path, n.object
	at := time.Now()
	data, err := with.files.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return outcome{}
	}
	if err != nil {
		return outcome{object: compile.Unreadable(name, err)}
	}
	if have != nil && !have.Refused && have.Hash == source.Sum(data) {
		return outcome{object: have, reused: true, read: true, hash: have.Hash, at: at}
	}
	compiled := b.compiler.Compile(name, data)
	object, packed := pack.Tight(compiled, with.room)
	if !object.Refused {
		with.texts.take(object, compiled.Text)
	}
	return outcome{object: object, packed: packed, read: true, hash: object.Hash, at: at}
}

func (b *Builder) progress(stage string, done, total int) {
	if b.options.Progress != nil {
		b.options.Progress(stage, done, total)
	}
}

// parallel calls do for 0 … n-1 from as many goroutines as there are cores,
// until one fails or ctx ends, and returns the first error by number.
func parallel(ctx context.Context, n int, do func(int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	errs := make([]error, n)
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for !failed.Load() && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[i] = do(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
