package build

import (
	"fangzhi/generator/compile"
	"fangzhi/generator/pack"
)

// batch holds the texts that a goroutine has for the spool until they are worth a
// call to the system: to write a few hundred kilobytes at once takes a third of
// the time. Until then the objects have no text.
type batch struct {
	spool   *spool     // nil where texts stay in memory
	room    *pack.Room // for those; nil for anywhere
	data    []byte
	waiting []waitingText
}

// waitingText is a text that lies in a batch, packed, from a place on.
type waitingText struct {
	of    *compile.Object
	at    int
	parts shardText
}

// batchSize is how much is written at once, in bytes.
const batchSize = 128 << 10

// take takes the text of an object, to be kept in the file, or else in memory.
func (b *batch) take(of *compile.Object, text compile.Text) {
	said, err := text.Read()
	sections, sectionsErr := text.Sections()
	if err != nil || sectionsErr != nil {
		of.Text = text // it is for whoever asks for it to find out
		return
	}
	at := len(b.data)
	b.data = pack.Append(b.data, *said)
	end := len(b.data)
	b.data = pack.Append(b.data, sections)
	parts := shardText{Text: packedPart{end - at, checksum(b.data[at:end])}, Sections: packedPart{len(b.data) - end, checksum(b.data[end:])}}
	b.waiting = append(b.waiting, waitingText{of, at, parts})
	if len(b.data) >= batchSize {
		b.settle()
	}
}

// settle gives the objects the texts that were taken since it was last called.
func (b *batch) settle() {
	if len(b.waiting) == 0 {
		return
	}
	from, written := b.spool.write(b.data)
	for _, w := range b.waiting {
		if written {
			w.of.Text = &storedText{b.spool, from + int64(w.at), w.parts.Text, w.parts.Sections}
			continue
		}
		end := w.at + w.parts.Text.Size
		packed := b.room.Text(b.data[w.at : end+w.parts.Sections.Size])
		w.of.Text = packedText{packed[:end-w.at], packed[end-w.at:]}
	}
	clear(b.waiting)
	b.waiting, b.data = b.waiting[:0], b.data[:0]
}
