package search

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"maps"
	"math/bits"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
)

// Build makes the index. The bytes depend on nothing but the notes, not on
// their order.
func Build(notes []Note) []File { return new(Index).Files(notes) }

// Names lists the files of the index of that many notes, in the order in which
// Build makes them, so that pages can be planned before an index is made.
func Names(notes int) []string {
	cut := layoutOf(notes)
	names := []string{"directory.json", "days.bin"}
	for i := range cut.terms {
		names = append(names, termsName(i))
	}
	for i := range cut.more {
		names = append(names, moreName(i))
	}
	for i := range cut.words {
		names = append(names, wordsName(i))
	}
	for i := range cut.texts {
		names = append(names, textsName(i))
	}
	return names
}

// directory is read first by the client.
func (x *Index) directory() File {
	sections := 0
	for _, c := range x.collectors {
		sections += c.sections
	}
	data, err := json.Marshal(struct {
		Version  int      `json:"version"`
		Notes    int      `json:"notes"`
		Sections int      `json:"sections"`
		Slots    int      `json:"slots"`
		PerText  int      `json:"perText"`
		Terms    int      `json:"terms"`
		More     int      `json:"more"`
		Texts    int      `json:"texts"`
		Words    int      `json:"words"`
		Stop     []string `json:"stop"`
	}{1, len(x.notes), sections, x.cut.slots, slotsPerTexts, x.cut.terms, x.cut.more, x.cut.texts, x.cut.words, stopWords})
	if err != nil {
		panic(err) // numbers and strings can always be written
	}
	return File{"directory.json", data}
}

func appendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// otherLetters is how many shards the words have that begin with neither a
// Latin letter nor a digit, which have one each and one together.
const otherLetters = 8

func (cut layout) wordShard(folded string) int {
	r, _ := utf8.DecodeRuneInString(folded)
	switch {
	case cut.words == 1:
		return 0
	case r >= 'a' && r <= 'z':
		return int(r - 'a')
	case r >= '0' && r <= '9':
		return 26
	}
	return 27 + int(r)%otherLetters
}

// stemmed is what is told of a word.
type stemmed struct {
	term  string
	count int // sections that have the term
}

// encodeWords adds, for each word in order: how many bytes it shares with
// the last one, the others, how many bytes of the word its stem keeps, what
// the stem has after these, and the binary logarithm of how many sections have
// the stem, which most edits leave as it is.
func encodeWords(out []byte, words map[string]stemmed) []byte {
	last := ""
	for _, w := range slices.Sorted(maps.Keys(words)) {
		shared := common(last, w)
		out = append(out, byte(shared))
		out = appendString(out, w[shared:])
		term := words[w].term
		kept := common(w, term)
		out = append(out, byte(kept))
		out = appendString(out, term[kept:])
		out = append(out, byte(bits.Len(uint(words[w].count))))
		last = w
	}
	return out
}

// common is the length of what two strings begin with, in whole characters.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

// encodeTexts adds, for each note, its number and a row of strings: address,
// title, original title, type, when, summary, and for each section its anchor, heading
// and text.
func encodeTexts(out []byte, notes []numbered, told [][]Section) []byte {
	for i, n := range notes {
		out = binary.AppendUvarint(out, uint64(n.number))
		for _, s := range []string{n.Href, n.Title, n.Original, n.Type, n.When, n.Summary} {
			out = appendString(out, s)
		}
		out = binary.AppendUvarint(out, uint64(len(told[i])))
		for _, s := range told[i] {
			out = appendString(out, s.ID)
			out = appendString(out, s.Heading)
			out = appendString(out, s.Text)
		}
	}
	return out
}

func (x *Index) days() File {
	return File{"days.bin", pack(numberPackers, func(out, _ []byte) (_, _ []byte) { return x.encodeDays(out), nil })}
}

// encodeDays adds, for each dated note, the distance to the last note's
// number, the first day, and the distance from it to the last day. Days may lie
// before 1970 and are zigzag varints.
func (x *Index) encodeDays(out []byte) []byte {
	before := 0
	for _, n := range x.ordered {
		if !n.Dated {
			continue
		}
		out = binary.AppendUvarint(out, uint64(n.number-before))
		first, last := bounded(n.FirstDay), bounded(n.LastDay)
		out = binary.AppendVarint(out, first)
		out = binary.AppendVarint(out, last-first)
		before = n.number
	}
	return out
}

// farthest is a day so far off that nobody asks for what lies beyond it.
const farthest = 1 << 30

// bounded keeps open ends within what every client can count.
func bounded(day int64) int64 { return max(-farthest, min(farthest, day)) }

// packer encodes and compresses one shard after the other, so that each is
// small on any server.
type packer struct {
	gzip   *gzip.Writer
	raw    []byte
	apart  []byte
	packed bytes.Buffer
}

func newPackers(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		w, err := gzip.NewWriterLevel(nil, level)
		if err != nil {
			panic(err) // the levels are constants
		}
		return &packer{gzip: w}
	}}
}

// Words and sentences are worth looking for what was said before, but not long:
// a level more takes a twelfth longer and saves 6 bytes in a thousand; a level
// less takes a seventh less time, and 27 bytes in a thousand more.
// Postings are not worth it: that makes them a fortieth smaller at ten times the
// cost, so of these only frequent bytes are given shorter codes.
var (
	textPackers   = newPackers(5)
	numberPackers = newPackers(gzip.HuffmanOnly)
)

// pack compresses what encode adds to two empty slices, the second after the
// first one and with codes of its own.
func pack(packers *sync.Pool, encode func(out, apart []byte) (_, _ []byte)) []byte {
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.raw, p.apart = encode(p.raw[:0], p.apart[:0])
	p.packed.Reset()
	p.gzip.Reset(&p.packed)
	p.gzip.Write(p.raw) // a buffer takes all
	if len(p.apart) > 0 {
		p.gzip.Flush()
		p.gzip.Write(p.apart)
	}
	p.gzip.Close()
	return bytes.Clone(p.packed.Bytes())
}
