package schema

import (
	"fmt"
	"strings"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"
)

// Passage is where something that a note states can be read: a part of the
// note itself, a place in a source, or, with neither Fragment nor Cites, a
// source that its words describe.
type Passage struct {
	Words                         // as written
	Fragment string               // "#Who" without its sign: a heading, by its text or id; or "^who": a block
	Block    bool                 // Fragment is the id of a block, without the ^
	Cluster  bibliography.Cluster // "[@key, p. 3]"; no Cites where it is a part of the note
}

// Cites tells whether the passage is in a source rather than in the note.
func (p Passage) Cites() bool { return len(p.Cluster.Cites) > 0 }

const passageHint = `write "#Heading" or "^block" for a part of this note, or "[@key, p. 3]" for a source, with the quotation marks`

// passages reads a passage or a list of them. What begins with # must be
// quoted, and would else be a comment: so nothing at all is an error here.
func (d *decoder) passages(name string, v yamldoc.Value) []Passage {
	items := v.Items
	if v.Kind != yamldoc.List {
		items = []yamldoc.Value{v}
	}
	var all []Passage
	for _, item := range items {
		switch item.Kind {
		case yamldoc.Null:
			d.fail(item.Line, item.Column, "passage-invalid", fmt.Sprintf("%q names no passage", name), passageHint)
		case yamldoc.Scalar:
			if p, ok := d.passage(name, Words{strings.TrimSpace(item.Text), item.Line, item.Column}); ok {
				all = append(all, p)
			}
		default:
			d.wrongKind(name, item, "a passage", passageHint)
		}
	}
	return all
}

// passage reads one. Only a source may be described in plain words.
func (d *decoder) passage(name string, w Words) (Passage, bool) {
	p := Passage{Words: w}
	if name == "source" && w.Text != "" && !strings.ContainsAny(w.Text[:1], "#^[@") {
		return p, true
	}
	if block, ok := strings.CutPrefix(strings.TrimPrefix(w.Text, "#"), "^"); ok {
		p.Fragment, p.Block = block, true
		return p, d.filled(w, block)
	}
	if heading, ok := strings.CutPrefix(w.Text, "#"); ok {
		p.Fragment = heading
		return p, d.filled(w, heading)
	}
	inside := w.Text
	if opened, ok := strings.CutPrefix(inside, "["); ok {
		inside, ok = strings.CutSuffix(opened, "]")
		if !ok {
			inside = ""
		}
	}
	cluster, ok := bibliography.ParseCluster(inside)
	if !ok {
		d.fail(w.Line, w.Column, "passage-invalid", fmt.Sprintf("%q is neither a part of this note nor a citation", text.Clip(w.Text, 80)), passageHint)
		return Passage{}, false
	}
	p.Cluster = cluster
	return p, true
}

// filled complains of a fragment that is empty.
func (d *decoder) filled(w Words, fragment string) bool {
	if strings.TrimSpace(fragment) != "" {
		return true
	}
	d.fail(w.Line, w.Column, "passage-invalid", fmt.Sprintf("%q names no part of the note", w.Text), passageHint)
	return false
}
