package build

import (
	"errors"
	"hash/crc32"
	"io"
	"slices"
	"unsafe"

	"fangzhi/generator/compile"
	"fangzhi/generator/markdown"
	"fangzhi/generator/pack"
)

// The texts of notes are most of what is kept of them, and few are needed at a
// time. So they lie in files of the cache where there is one: behind the objects
// that an earlier run has left, or, where many notes are compiled at once, in a
// spool, which stays in the cache. Such a file is held open, so that nobody can
// take it away; should one be written upon all the same, a checksum tells.

// errLost says that a text is not what was kept. All notes must be compiled
// anew then: see Builder.forget.
var errLost = errors.New("a text in the cache is damaged")

// storedText is a text that lies in a file, packed: first the text itself, then
// its sections.
type storedText struct {
	in             io.ReaderAt
	at             int64
	text, sections packedPart
}

// packedPart is a part of what is packed.
type packedPart struct {
	Size int
	Sum  uint32 // see checksum
}

func partOf(packed string) packedPart {
	return packedPart{len(packed), checksum(unsafe.Slice(unsafe.StringData(packed), len(packed)))}
}

func (t *storedText) Read() (*markdown.Text, error) {
	packed, err := t.part(t.at, t.text)
	if err != nil {
		return nil, err
	}
	return packedText{text: packed}.Read()
}

func (t *storedText) Sections() ([]markdown.Section, error) {
	packed, err := t.part(t.at+int64(t.text.Size), t.sections)
	if err != nil {
		return nil, err
	}
	return packedText{sections: packed}.Sections()
}

func (t *storedText) part(at int64, part packedPart) (string, error) {
	data := make([]byte, part.Size)
	if _, err := t.in.ReadAt(data, at); err != nil {
		return "", errors.Join(errLost, err)
	}
	packed := unsafe.String(unsafe.SliceData(data), len(data)) // nobody else has the bytes
	if partOf(packed) != part {
		return "", errLost
	}
	return packed, nil
}

// packedText is a text that lies in memory, packed.
type packedText struct{ text, sections string }

func (t packedText) Read() (*markdown.Text, error) {
	text := new(markdown.Text)
	return text, unpack(t.text, text)
}

func (t packedText) Sections() (sections []markdown.Section, err error) {
	err = unpack(t.sections, &sections)
	return sections, err
}

func unpack(packed string, v any) error {
	if err := pack.Read(packed, v); err != nil {
		return errors.Join(errLost, err)
	}
	return nil
}

// packed is the text as it is kept in memory.
func (t *storedText) packed() (packedText, error) {
	text, err1 := t.part(t.at, t.text)
	sections, err2 := t.part(t.at+int64(t.text.Size), t.sections)
	return packedText{text, sections}, errors.Join(err1, err2)
}

// keptText is a text of an object that this package keeps.
type keptText interface {
	compile.Text
	// append adds the text to data, packed, and tells of its parts.
	append(data []byte) ([]byte, shardText, error)
}

func (t packedText) append(data []byte) ([]byte, shardText, error) {
	return append(append(data, t.text...), t.sections...), shardText{Text: partOf(t.text), Sections: partOf(t.sections)}, nil
}

func (t *storedText) append(data []byte) ([]byte, shardText, error) {
	parts := shardText{Text: t.text, Sections: t.sections}
	text := len(data)
	sections := text + t.text.Size
	end := sections + t.sections.Size
	whole := slices.Grow(data, end-text)[:end]
	if _, err := t.in.ReadAt(whole[text:], t.at); err != nil {
		return data, parts, errors.Join(errLost, err)
	}
	if checksum(whole[text:sections]) != t.text.Sum || checksum(whole[sections:]) != t.sections.Sum {
		return data, parts, errLost
	}
	return whole, parts, nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum tells damaged bytes from whole ones, and takes hardly longer than to
// copy them.
func checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }
