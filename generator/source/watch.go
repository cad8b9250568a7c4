package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing may happen before a burst of events counts as
	// over, and patience how long a burst may last: an editor's save is a few
	// events within a millisecond, a checkout of a branch thousands in seconds.
	quiet    = 5 * time.Millisecond
	patience = 250 * time.Millisecond
	// pollEvery is how often files are looked at where the system cannot tell
	// of changes.
	pollEvery = time.Second
)

// Change names the files that may have changed. With All set any file may
// have: events were lost, or whole folders moved.
type Change struct {
	Paths []string // sorted, relative to the site
	All   bool
}

// Watch tells of changes below the given folders and of the files directly in
// the site's own folder, until ctx ends; then the channel is closed. With poll
// set, or where the system's means are exhausted, it looks at the files once a
// second instead; notice is told why. A change is told at least once, and what
// is told may turn out not to have changed.
func (r *Root) Watch(ctx context.Context, folders []string, poll bool, notice func(string)) (<-chan Change, error) {
	changes := make(chan Change)
	if !poll {
		w, err := newWatcher(r, folders)
		if err == nil {
			go w.run(ctx, changes, notice)
			return changes, nil
		}
		noticePolling(notice, err)
	}
	before := r.snapshot(folders)
	go func() {
		defer close(changes)
		r.poll(ctx, folders, before, changes)
	}()
	return changes, nil
}

func noticePolling(notice func(string), why error) {
	notice(fmt.Sprintf("changes are looked for once a second, since the system cannot tell of them: %v", why))
}

// watcher turns the system's events into changes.
type watcher struct {
	root    *Root
	folders []string
	events  *fsnotify.Watcher
	add     func(folder string) error // of events, but in tests
	watched map[string]bool
	blind   error // why some folder cannot be watched; nil while all are
}

func newWatcher(r *Root, folders []string) (*watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{root: r, folders: folders, events: events, add: events.Add, watched: map[string]bool{}}
	if err := w.watchAll(); err != nil {
		events.Close()
		return nil, err
	}
	return w, nil
}

// watchAll watches the site's folder and everything below the folders given.
func (w *watcher) watchAll() error {
	if err := w.add(w.root.dir); err != nil {
		return err
	}
	for _, folder := range w.folders {
		if _, err := w.watch(folder); err != nil {
			return err
		}
	}
	return nil
}

// watch watches a folder and those below it, and lists the files in them:
// they may have come before the watch did.
func (w *watcher) watch(folder string) (files []string, err error) {
	info, err := w.root.root.Lstat(folder)
	if err != nil || !info.IsDir() {
		return nil, nil // not there, or no longer
	}
	if err := w.add(filepath.Join(w.root.dir, filepath.FromSlash(folder))); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	w.watched[folder] = true
	dir, err := w.root.root.Open(folder)
	if err != nil {
		return nil, nil
	}
	entries, err := dir.ReadDir(-1)
	dir.Close()
	if err != nil {
		return nil, nil
	}
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		switch {
		case Ignored(entry.Name()):
		case entry.IsDir():
			below, err := w.watch(name)
			if err != nil {
				return nil, err
			}
			files = append(files, below...)
		default:
			files = append(files, name)
		}
	}
	return files, nil
}

// run gathers events into bursts and sends each as one change. When the system
// does not let it watch a new folder, it looks at all files instead from then
// on, rather than at some of them.
func (w *watcher) run(ctx context.Context, changes chan<- Change, notice func(string)) {
	defer close(changes)
	defer w.events.Close()
	for {
		change, ok := w.burst(ctx, notice)
		if !ok {
			return
		}
		if w.blind != nil {
			noticePolling(notice, w.blind)
			before := w.root.snapshot(w.folders) // before the builder looks
			w.events.Close()
			if send(ctx, changes, Change{All: true}) {
				w.root.poll(ctx, w.folders, before, changes)
			}
			return
		}
		if !change.All && len(change.Paths) == 0 {
			continue
		}
		if !send(ctx, changes, change) {
			return
		}
	}
}

// send tells whether somebody took the change before ctx ended.
func send(ctx context.Context, changes chan<- Change, change Change) bool {
	select {
	case changes <- change:
		return true
	case <-ctx.Done():
		return false
	}
}

// burst waits for an event and gathers those that follow at once.
func (w *watcher) burst(ctx context.Context, notice func(string)) (Change, bool) {
	paths := map[string]bool{}
	all := false
	var still, late <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return Change{}, false
		case event, open := <-w.events.Events:
			if !open {
				return Change{}, false
			}
			if w.note(event, paths) {
				all = true
			}
		case err, open := <-w.events.Errors:
			if !open {
				return Change{}, false
			}
			// Most likely the queue overflowed: nobody knows what was missed.
			all = true
			w.blind = w.watchAll()
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				notice(err.Error())
			}
		case <-still:
			return Change{Paths: slices.Sorted(maps.Keys(paths)), All: all}, true
		case <-late:
			return Change{Paths: slices.Sorted(maps.Keys(paths)), All: all}, true
		}
		still = time.After(quiet)
		if late == nil {
			late = time.After(patience)
		}
	}
}

// note takes note of an event, and tells whether it may concern files that
// cannot be named.
func (w *watcher) note(event fsnotify.Event, paths map[string]bool) (all bool) {
	relative, err := filepath.Rel(w.root.dir, event.Name)
	if err != nil {
		return true
	}
	name := filepath.ToSlash(relative)
	if !w.concerns(name) || event.Op == fsnotify.Chmod && w.watched[name] {
		return false
	}
	if w.watched[name] && event.Has(fsnotify.Remove|fsnotify.Rename) {
		for folder := range w.watched {
			if folder == name || strings.HasPrefix(folder, name+"/") {
				delete(w.watched, folder)
			}
		}
		return true
	}
	if event.Has(fsnotify.Create) {
		if info, err := w.root.root.Lstat(name); err == nil && info.IsDir() {
			files, err := w.watch(name)
			for _, file := range files {
				paths[file] = true
			}
			if err != nil {
				w.blind = err
			}
			return err != nil
		}
	}
	paths[name] = true
	return false
}

// concerns tells whether a path is one that is watched for.
func (w *watcher) concerns(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if Ignored(part) {
			return false
		}
	}
	if !strings.Contains(name, "/") {
		return true
	}
	return slices.ContainsFunc(w.folders, func(folder string) bool {
		return strings.HasPrefix(name, folder+"/")
	})
}

// poll looks at all files again and again and tells which differ from before.
func (r *Root) poll(ctx context.Context, folders []string, before map[string]look, changes chan<- Change) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := r.snapshot(folders)
		var paths []string
		for name, stat := range now {
			if was, ok := before[name]; !ok || was != stat {
				paths = append(paths, name)
			}
		}
		for name := range before {
			if _, ok := now[name]; !ok {
				paths = append(paths, name)
			}
		}
		before = now
		if len(paths) == 0 {
			continue
		}
		slices.Sort(paths)
		if !send(ctx, changes, Change{Paths: paths}) {
			return
		}
	}
}

// look is a file's size and time, as far as they tell of a change.
type look struct{ size, modified int64 }

func (r *Root) snapshot(folders []string) map[string]look {
	seen := map[string]look{}
	for _, folder := range folders {
		stats, _ := r.List(folder)
		for _, s := range stats {
			seen[s.Path] = look{s.Size, s.Modified.UnixNano()}
		}
	}
	if dir, err := r.root.Open("."); err == nil {
		entries, _ := dir.ReadDir(-1)
		dir.Close()
		for _, entry := range entries {
			if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && !Ignored(entry.Name()) {
				seen[entry.Name()] = look{info.Size(), info.ModTime().UnixNano()}
			}
		}
	}
	return seen
}
