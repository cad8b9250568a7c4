package build

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"fangzhi/generator/compile"
	"fangzhi/generator/cores"
	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/pack"
	"fangzhi/generator/site"
	"fangzhi/generator/source"
)

// optionKey sums up the options that change what is built.
func (b *Builder) optionKey() fingerprint.Sum { return fingerprint.Of(b.options.Drafts) }

// unchanged compares the site and its output with what the last build left: if
// all is as it was, its result stands. Otherwise it returns nil.
func (b *Builder) unchanged(scanDiag []diag.Diagnostic) *Result {
	last := b.cache.last
	// Hashes are worth remembering in any case.
	for name, in := range b.inputs {
		if known, ok := last.Inputs[name]; ok && known.looks(in) {
			b.inputs[name] = known
		}
	}
	b.files = orEmpty(last.Files)
	if !last.Finished || last.Settings != b.optionKey() || len(last.Inputs) != len(b.inputs) || last.Listed || len(scanDiag) > 0 {
		return nil
	}
	var untrusted []string
	for name, in := range b.inputs {
		known, ok := last.Inputs[name]
		switch {
		case !ok || known.Size != in.Size || known.Hash == source.Hash{}:
			return nil
		case !in.Read:
			untrusted = append(untrusted, name)
		}
	}
	if !b.same(untrusted, last.Inputs) || !b.output.Intact() {
		return nil
	}
	if len(untrusted) > 0 { // next time they may be trusted
		b.cache.next, b.cache.dirty = last, true
		b.cache.next.Inputs = b.inputs
	}
	return &Result{
		Diagnostics: last.Diagnostics, Notes: last.Notes, Pages: last.Pages, Unchanged: true, Stages: b.clock.stages,
	}
}

// same reads files whose looks cannot be trusted, and tells whether all hold
// what they held when they were last read.
func (b *Builder) same(names []string, last map[string]input) bool {
	at := time.Now()
	err := parallel(context.Background(), len(names), func(i int) error {
		data, err := b.root.Read(names[i])
		if err == nil && source.Sum(data) != last[names[i]].Hash {
			err = errDiffers
		}
		return err
	})
	if err != nil {
		return false
	}
	for _, name := range names {
		b.seen(name, last[name].Hash, at)
	}
	return true
}

var errDiffers = errors.New("the file differs")

func orEmpty[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return m
}

// recall loads the objects of earlier builds: those of the last one while the
// rules are read, which as a rule are the same.
func (b *Builder) recall() {
	defer b.clock.start("recall", shards)()
	c := b.cache
	key := c.last.Object
	var objects map[string]*compile.Object
	var made pagesMemory
	var loading sync.WaitGroup
	if key != (fingerprint.Sum{}) {
		loading.Go(func() { objects = c.loadObjects(key) })
	}
	loading.Go(func() { made = c.last.made() })
	b.readRules()
	loading.Wait()
	if b.objectKey != key {
		objects = c.loadObjects(b.objectKey)
	}
	b.objects, b.notes = objects, nil
	c.key = b.objectKey
	if c.unfit.Swap(false) {
		b.unfit()
	}
	c.kept = make(map[string]source.Hash, len(b.objects))
	for _, o := range b.objects {
		c.kept[o.Path] = o.Hash
	}
	if last := &c.last; b.planned == nil && last.Finished && last.Settings == b.optionKey() {
		b.earlier = earlierOf(made, b.objects)
	}
}

// unfit tells, once, that there is no use in what is in the cache.
func (b *Builder) unfit() {
	if b.toldUnfit {
		return
	}
	b.toldUnfit = true
	b.notice("the cache in " + cacheFolder + " is damaged or not of this program: it is ignored and made anew")
}

// forget gives up all that was remembered of notes, because the texts of some
// are lost: what is made next is made of the notes alone, with the texts of all
// in memory.
func (b *Builder) forget() {
	b.unfit()
	b.spoiled = true
	clear(b.objects)
	b.notes, b.linked, b.planned, b.earlier, b.memory = nil, linked{}, nil, nil, site.Memory{Once: b.options.Once}
	for name := range b.cache.kept {
		b.cache.kept[name] = source.Hash{} // so that it is written over
	}
}

// remember notes what a build came to, to be saved when there is time.
func (c *cache) remember(b *Builder, r *Result) {
	c.next = state{
		Finished: true, Settings: b.optionKey(), Object: b.objectKey,
		Inputs: b.inputs, Files: b.files, Records: b.output.Records(),
		Diagnostics: r.Diagnostics, Listed: len(b.listed) > 0, Notes: r.Notes, Pages: r.Pages,
	}
	c.last, c.dirty = state{}, true
}

// save writes what changed since it was last saved: the shards that hold
// another set of objects than before, and the state.
func (b *Builder) save() error {
	c := b.cache
	if c == nil || !c.dirty {
		return nil
	}
	moved := b.settleTexts()
	stale := b.staleShards(moved)
	parts := make([][]*compile.Object, shards)
	for name, o := range b.objects {
		if i := shardOf(name); stale[i] && !o.Refused {
			parts[i] = append(parts[i], o)
		}
	}
	errs := make([]error, shards)
	var storing sync.WaitGroup
	storing.Go(func() {
		cores.Each(shards, func(i int) {
			if stale[i] {
				slices.SortFunc(parts[i], func(x, y *compile.Object) int { return strings.Compare(x.Path, y.Path) })
				errs[i] = b.spool.sparing(func() error { return c.storeObjects(shardName(i), b.objectKey, parts[i]) })
			}
		})
	})
	made := func() string { return c.next.Made }
	if b.loaded && c.next.Finished {
		made = func() string { return string(pack.Append(make([]byte, 0, c.made+c.made/16), b.pagesMemory())) }
	}
	err := c.storeState(c.next, made)
	storing.Wait()
	c.key, c.kept = b.objectKey, make(map[string]source.Hash, len(b.objects))
	for name, o := range b.objects {
		if !o.Refused {
			c.kept[name] = o.Hash
		}
	}
	clear(c.packed)
	c.dirty = false
	err = errors.Join(append(errs, err)...)
	if err == nil && c.texts.in == nil && !slices.Contains(stale[:], false) {
		c.root.DropCache(path.Join(c.folder, spoolName)) // if there is one: nothing refers to it any more
	}
	return err
}

// staleShards tells which files of objects hold another set than before, or
// refer to texts that have moved.
func (b *Builder) staleShards(moved bool) (stale [shards]bool) {
	c := b.cache
	for name, o := range b.objects {
		if hash, kept := c.kept[name]; !o.Refused && (!kept || hash != o.Hash) {
			stale[shardOf(name)] = true
		}
	}
	for name := range c.kept {
		if o := b.objects[name]; o == nil || o.Refused {
			stale[shardOf(name)] = true
		}
	}
	if moved || c.key != b.objectKey {
		for i := range stale {
			stale[i] = true
		}
	}
	return stale
}
