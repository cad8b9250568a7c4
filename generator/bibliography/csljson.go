package bibliography

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"fangzhi/generator/diag"

	"golang.org/x/text/unicode/norm"
)

// ParseCSLJSON reads a file of references in CSL-JSON: a list of items, or an
// object that holds such a list under "references" or "items". path is that of
// diagnostics and items. An item that is not as it should be is reported and
// does no harm to the others; where the JSON itself breaks, the items before
// are kept.
func ParseCSLJSON(path string, src []byte) ([]Item, []diag.Diagnostic) {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	r := &cslReader{
		complaints: complaints{path: path, positions: newPositions(string(src))},
		decoder:    json.NewDecoder(bytes.NewReader(src)),
		first:      map[string]place{},
	}
	if err := r.file(); err != nil {
		at := r.decoder.InputOffset()
		// The decoder counts from the value it is in; only the whole file gives
		// the place in the file.
		syntax := (*json.SyntaxError)(nil)
		if whole := json.Unmarshal(src, new(json.RawMessage)); errors.As(whole, &syntax) {
			at = syntax.Offset - 1
		}
		message := strings.TrimPrefix(err.Error(), "json: ")
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			at, message = int64(len(src)), "the file ends before its list of references does"
		}
		r.add(diag.Error, int(at), "csl-syntax", message, "the file holds a list of references in CSL-JSON: [{\"id\": …}, …]")
	}
	return r.items, r.list
}

// cslReader reads one file.
type cslReader struct {
	complaints
	decoder *json.Decoder
	items   []Item
	first   map[string]place // of each key
}

var errNoList = errors.New("there is no list of references")

// file finds the list of items and reads it.
func (r *cslReader) file() error {
	opening, err := r.decoder.Token()
	if err != nil {
		return err
	}
	switch opening {
	case json.Delim('['):
		return r.listed()
	case json.Delim('{'):
	default:
		return errNoList
	}
	for r.decoder.More() {
		name, err := r.decoder.Token()
		if err != nil {
			return err
		}
		if name != "references" && name != "items" {
			var other json.RawMessage
			if err := r.decoder.Decode(&other); err != nil {
				return err
			}
			continue
		}
		if list, err := r.decoder.Token(); err != nil {
			return err
		} else if list != json.Delim('[') {
			return errNoList
		}
		return r.listed()
	}
	return errNoList
}

// listed reads the items of the list that has begun.
func (r *cslReader) listed() error {
	for r.decoder.More() {
		var raw json.RawMessage
		if err := r.decoder.Decode(&raw); err != nil {
			return err
		}
		r.item(raw, int(r.decoder.InputOffset())-len(raw))
	}
	_, err := r.decoder.Token()
	return err
}

// lenientItem is an item some of whose fields may be numbers. Its own fields
// take the place of those of Item.
type lenientItem struct {
	Item
	ID               cslText `json:"id"`
	CollectionNumber cslText `json:"collection-number"`
	Volume           cslText `json:"volume"`
	NumberOfVolumes  cslText `json:"number-of-volumes"`
	Issue            cslText `json:"issue"`
	Page             cslText `json:"page"`
	ChapterNumber    cslText `json:"chapter-number"`
	Edition          cslText `json:"edition"`
	Number           cslText `json:"number"`
	ShortTitle       cslText `json:"shortTitle"` // as older programs write title-short
}

func (l *lenientItem) item() Item {
	i := l.Item
	i.ID = string(l.ID)
	i.CollectionNumber, i.Volume, i.NumberOfVolumes = string(l.CollectionNumber), string(l.Volume), string(l.NumberOfVolumes)
	i.Issue, i.Page, i.ChapterNumber = string(l.Issue), string(l.Page), string(l.ChapterNumber)
	i.Edition, i.Number = string(l.Edition), string(l.Number)
	if i.TitleShort == "" {
		i.TitleShort = string(l.ShortTitle)
	}
	return i
}

// item reads one item, which stands at byte at.
func (r *cslReader) item(raw []byte, at int) {
	var l lenientItem
	if err := json.Unmarshal(raw, &l); err != nil {
		field, from := "an item", at
		if kind := (*json.UnmarshalTypeError)(nil); errors.As(err, &kind) && kind.Field != "" {
			field = "the field " + strings.TrimPrefix(kind.Field, "Item.")
			from += max(0, min(int(kind.Offset)-1, len(raw)))
		}
		r.add(diag.Error, from, "csl-field", fmt.Sprintf("%s is not of the kind that CSL-JSON has there", field), "")
	}
	i := l.item()
	i.ID = norm.NFC.String(clean(i.ID))
	where := r.positions.of(at)
	if i.ID == "" {
		r.add(diag.Error, at, "csl-id", "a reference has no id", `add "id": "key"`)
		return
	}
	if first, twice := r.first[i.ID]; twice {
		r.add(diag.Error, at, "key-duplicate", fmt.Sprintf("the key %q stands twice", i.ID),
			fmt.Sprintf("the first is at %s:%d:%d; it holds", r.path, first.line, first.column))
		return
	}
	r.first[i.ID] = where
	i.Path, i.Line, i.Column = r.path, where.line, where.column
	if !cslKnown[i.Type] {
		r.add(diag.Warning, at, "csl-type", fmt.Sprintf("%s: there is no type %q in CSL; it is taken for document", i.ID, i.Type), "")
		i.Type = "document"
	}
	for _, s := range i.prose() {
		*s = withoutTags(*s)
	}
	i.tidy()
	if i.Title == "" {
		r.add(diag.Warning, at, "csl-title", fmt.Sprintf("%s: the reference has no title", i.ID), `add "title": "…"`)
	}
	r.items = append(r.items, i)
}

// richTags are the marks for the look of text that CSL-JSON may hold.
var richTags = strings.NewReplacer(
	"<i>", "", "</i>", "", "<b>", "", "</b>", "", "<sup>", "", "</sup>", "", "<sub>", "", "</sub>", "",
	"<sc>", "", "</sc>", "", `<span class="nocase">`, "", `<span style="font-variant:small-caps;">`, "",
	`<span style="font-variant: small-caps;">`, "", "</span>", "",
)

func withoutTags(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	return richTags.Replace(s)
}

// cslText is a text that may be written as a number or a truth value.
type cslText string

// UnmarshalJSON reads a string, a number, true, false or null.
func (t *cslText) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		*t = cslText(s)
		return nil
	}
	if data[0] == '{' || data[0] == '[' {
		return errors.New("a text or a number is expected")
	}
	*t = cslText(data)
	return nil
}
