package publish

import (
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/fingerprint"
)

// survey is one look at all recorded files, which takes long enough to be worth
// taking while other work is done. What it found holds for one build.
type survey struct {
	looking sync.WaitGroup
	mu      sync.Mutex
	differ  map[string]bool // files that are not on disk as recorded
}

// note takes down that a file differs, or that it does no more.
func (s *survey) note(name string, differs bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if differs {
		s.differ[name] = true
	} else {
		delete(s.differ, name)
	}
}

// differs tells whether a file was found to differ.
func (s *survey) differs(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.differ[name]
}

// Survey begins to look at all recorded files, so that Intact and Current can
// tell of each without looking at it: until Finish, or Refresh.
func (o *Output) Survey() {
	s := &survey{differ: map[string]bool{}}
	o.survey = s
	s.looking.Go(func() {
		names := slices.Sorted(maps.Keys(o.records))
		for part := range slices.Chunk(names, len(names)/runtime.GOMAXPROCS(0)+1) {
			s.looking.Go(func() { s.look(o, part) })
		}
	})
}

// surveyed waits for the survey that was begun, and returns it, or nil.
func (o *Output) surveyed() *survey {
	if o.survey != nil {
		o.survey.looking.Wait()
	}
	return o.survey
}

// look looks at some of the files, named in order. A page is the only file of its
// folder: the folder above, which holds many, is kept open, so that not every
// look walks down from the top. What stands behind a link that leads out of the
// output folder is never looked at, and so differs.
func (s *survey) look(o *Output, names []string) {
	for len(names) > 0 {
		above := path.Dir(path.Dir(names[0]))
		alike := 1 // names in a row that are looked at from there
		for alike < len(names) && path.Dir(path.Dir(names[alike])) == above {
			alike++
		}
		from := standAt(o.root, above, alike)
		for _, name := range names[:alike] {
			if !from.sees(strings.TrimPrefix(name, above+"/"), o.records[name]) {
				s.note(name, true)
			}
		}
		from.leave()
		names = names[alike:]
	}
}

// Intact tells whether every recorded file is on disk as recorded, and every
// file on the list is recorded.
func (o *Output) Intact() bool {
	if len(o.records) != len(o.made) {
		return false
	}
	for name := range o.records {
		if !o.made[name] {
			return false
		}
	}
	if o.survey == nil {
		o.Survey()
		defer func() { o.survey = nil }()
	}
	return len(o.surveyed().differ) == 0
}

// Current tells whether a file is on disk as it was made from key.
func (o *Output) Current(name string, key fingerprint.Sum) bool {
	o.mu.Lock()
	record, known := o.records[name]
	o.mu.Unlock()
	if !known || record.Key != key {
		return false
	}
	if s := o.surveyed(); s != nil {
		return !s.differs(name)
	}
	return o.recorded(name, record)
}

// recorded tells whether a file is as recorded.
func (o *Output) recorded(name string, r Record) bool {
	return r.describes(o.root.Lstat(name))
}

// describes tells whether a look at a file found what is recorded of it.
func (r Record) describes(info fs.FileInfo, err error) bool {
	return err == nil && info.Mode().IsRegular() && info.Size() == r.Size && info.ModTime().Equal(r.Modified)
}
