package build

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fangzhi/generator/compile"
	"fangzhi/generator/source"
)

// compile returns the objects of all notes, in order of path, drafts only when
// they are wanted. Notes whose bytes are those of the object at hand are not
// compiled again; those whose file looks untouched are not even read.
func (b *Builder) compile(ctx context.Context) ([]*compile.Object, error) {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(b.inputs)) {
		if compile.IsNote(name) {
			names = append(names, name)
		}
	}
	defer b.clock.start("compile", len(names))()
	outcomes := make([]outcome, len(names))
	var reused atomic.Int64
	err := parallel(ctx, len(names), func(i int) error {
		outcomes[i] = b.compileOne(names[i])
		if outcomes[i].reused {
			reused.Add(1)
		}
		b.progress("compile", i+1, len(names))
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.clock.reused(int(reused.Load()))
	kept := make(map[string]*compile.Object, len(names))
	objects := make([]*compile.Object, 0, len(names))
	for i, o := range outcomes {
		if o.read {
			b.seen(names[i], o.hash, o.at)
		}
		if o.object == nil {
			continue // it went away since it was listed
		}
		kept[names[i]] = o.object
		if !o.object.Front.Draft || b.options.Drafts {
			objects = append(objects, o.object)
		}
	}
	b.objects = kept
	return objects, nil
}

// outcome is what became of one note.
type outcome struct {
	object *compile.Object
	reused bool
	read   bool
	hash   source.Hash
	at     time.Time
}

func (b *Builder) compileOne(name string) outcome {
	have, in := b.objects[name], b.inputs[name]
	if have != nil && in.Read && have.Hash == in.Hash {
		return outcome{object: have, reused: true}
	}
	at := time.Now()
	data, err := b.root.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return outcome{}
	}
	if err != nil {
		return outcome{object: compile.Unreadable(name, err)}
	}
	hash := source.Sum(data)
	if have != nil && have.Hash == hash && !have.Refused {
		return outcome{object: have, reused: true, read: true, hash: hash, at: at}
	}
	return outcome{object: b.compiler.Compile(name, data), read: true, hash: hash, at: at}
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
