package build

import (
	"context"
	"sync"
	"sync/atomic"
)

// round is one making of all planned files. The build goes through them in its
// order; a reader who asks for one meanwhile has it made at once, by the same
// function and into the same place, and the build finds it made.
type round struct {
	builder *Builder
	order   []int        // of the files: see Builder.order
	fresh   map[int]bool // files that are new
	stand   atomic.Bool  // all new ones do
	made    []turn       // of all planned files
	reused  atomic.Int64
}

// turn is that of a file, which is made once in a round, by whoever comes first.
type turn struct {
	sync.Once
	did did
	err error
}

func (b *Builder) newRound() *round {
	order, fresh := b.order()
	r := &round{builder: b, order: order, fresh: make(map[int]bool, fresh), made: make([]turn, len(order))}
	for _, at := range order[:fresh] {
		r.fresh[at] = true
	}
	return r
}

// run makes all files, the new ones first.
func (r *round) run(ctx context.Context) error {
	b, fresh := r.builder, len(r.fresh)
	var done atomic.Int64
	one := func(at int) error {
		err := r.make(at)
		b.progress("render", int(done.Add(1)), len(r.order))
		return err
	}
	b.offer(r)
	// Whoever is making a file for a reader ends before the build does.
	defer b.offer(nil)
	if err := parallel(ctx, fresh, func(i int) error { return one(r.order[i]) }); err != nil {
		return err
	}
	r.stand.Store(true)
	return parallel(ctx, len(r.order)-fresh, func(i int) error { return one(r.order[fresh+i]) })
}

// make makes a planned file, unless that is done, and tells of it if its bytes
// are others than before.
func (r *round) make(at int) error {
	m := &r.made[at]
	m.Do(func() {
		p := r.builder.planned
		m.did, m.err = r.builder.make(&p.files[at], &p.made[at])
		switch {
		case m.did == wrote && r.builder.options.Written != nil:
			r.builder.options.Written(p.files[at].name)
		case m.did == skipped:
			r.reused.Add(1)
		}
	})
	return m.err
}

// offer lets readers hasten the files of a round; with nil, of none any more.
func (b *Builder) offer(r *round) {
	b.offering.Lock()
	b.offered = r
	b.offering.Unlock()
}

// Hasten brings a published file up to date that a build at work has yet to
// make. It returns when the file stands, or at once if no build is making
// files, or none of that name. It may be called from any goroutine, as soon as
// Open has returned. What goes wrong, the build tells of.
//
// A file that is new is made at any time; one that stood before only when all
// new ones do, so that it leads to none that is not there.
func (b *Builder) Hasten(name string) {
	b.offering.RLock()
	defer b.offering.RUnlock()
	r := b.offered
	if r == nil {
		return
	}
	if at, planned := b.planned.at[name]; planned && (r.fresh[at] || r.stand.Load()) {
		_ = r.make(at) // the build comes to it, and returns the error
	}
}
