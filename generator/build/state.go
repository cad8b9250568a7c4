package build

import (
	"maps"
	"math"
	"slices"
	"time"

	"fangzhi/generator/diag"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/publish"
	"fangzhi/generator/source"
)

// state is what a build leaves behind besides the objects.
type state struct {
	Finished    bool             // the build came to its end: Inputs and output belong together
	Settings    fingerprint.Sum  // options under which it was built
	Object      fingerprint.Sum  // objectKey
	Inputs      map[string]input `pack:"-"` // see stored
	Files       map[string]fileMemory
	Records     map[string]publish.Record `pack:"-"` // of the output; see stored
	Diagnostics []diag.Diagnostic
	Listed      bool // some of them are of folders and links that are no input
	Notes       int
	Pages       int
	// Made is a pagesMemory, packed: only a build that plans pages asks for it.
	Made string `pack:"-"`
}

// stored is what the file of a state holds, but for what was made. What there is
// one of for each file is listed, since maps take several times as long to read
// and to write.
type stored struct {
	State   state
	Inputs  []storedInput  // ascending by name
	Records []storedRecord // ascending by name
}

type storedInput struct {
	Name              string
	Size              int64
	Modified, Changed instant
	Hash              source.Hash
	Read              bool
}

type storedRecord struct {
	Name     string
	Key      fingerprint.Sum
	Size     int64
	Modified instant
}

// store lists what a state holds.
func (s *state) store() stored {
	to := stored{State: *s, Inputs: make([]storedInput, 0, len(s.Inputs)), Records: make([]storedRecord, 0, len(s.Records))}
	for _, name := range slices.Sorted(maps.Keys(s.Inputs)) {
		in := s.Inputs[name]
		to.Inputs = append(to.Inputs, storedInput{name, in.Size, instantOf(in.Modified), instantOf(in.Changed), in.Hash, in.Read})
	}
	for _, name := range slices.Sorted(maps.Keys(s.Records)) {
		r := s.Records[name]
		to.Records = append(to.Records, storedRecord{name, r.Key, r.Size, instantOf(r.Modified)})
	}
	return to
}

// state is the state that was stored.
func (s *stored) state() state {
	to := s.State
	to.Inputs, to.Records = make(map[string]input, len(s.Inputs)), make(map[string]publish.Record, len(s.Records))
	for i := range s.Inputs {
		in := &s.Inputs[i]
		to.Inputs[in.Name] = input{Size: in.Size, Modified: in.Modified.time(), Changed: in.Changed.time(), Hash: in.Hash, Read: in.Read}
	}
	for i := range s.Records {
		r := &s.Records[i]
		to.Records[r.Name] = publish.Record{Key: r.Key, Size: r.Size, Modified: r.Modified.time()}
	}
	return to
}

// instant is the time of a file, in nanoseconds since 1970. One that is too far
// from then to be counted so comes back as another, and its file is read again.
type instant int64

// untold is the zero time, of files whose system does not tell.
const untold instant = math.MinInt64

func instantOf(t time.Time) instant {
	if t.IsZero() {
		return untold
	}
	return instant(t.UnixNano())
}

func (i instant) time() time.Time {
	if i == untold {
		return time.Time{}
	}
	return time.Unix(0, int64(i))
}
