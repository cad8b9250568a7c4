package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/search"
)

// PreviewsFolder holds what the cards show that readers see when they stay at
// a link: some notes to a file, by a hash of their address, so that a reader
// loads a few kilobytes instead of the whole page.
const PreviewsFolder address.Path = "/previews/"

const (
	// previewsPerFile is about how many notes share a file.
	previewsPerFile = 32
	// mostPreview is of how many bytes a part may be to be shown as it is; of
	// longer ones the first paragraph is.
	mostPreview = 2000
)

// Preview is what a card says of a note.
type Preview struct {
	Title    string                 `json:"title"`
	Original string                 `json:"original,omitempty"`
	Type     string                 `json:"type"`           // ID
	Language string                 `json:"lang,omitempty"` // of all that is said, where it may not be the page's
	About    string                 `json:"about,omitempty"`
	Summary  string                 `json:"summary,omitempty"`
	Opening  string                 `json:"opening,omitempty"` // HTML of the first paragraph
	Parts    map[string]PreviewPart `json:"parts,omitempty"`   // by ID in HTML, those to which something links
}

// PreviewPart is what a card says of a section or block.
type PreviewPart struct {
	Heading string `json:"heading,omitempty"`
	HTML    string `json:"html"`
}

// previewFiles is how many files hold the previews of so many notes: a power of
// two, so that it is the same after most edits.
func previewFiles(notes int) int {
	files := 1
	for files*previewsPerFile < notes {
		files *= 2
	}
	return files
}

// previews lists the files of the previews.
func (p *Planner) previews() []Page {
	notes := p.searched.notes
	files := previewFiles(len(notes))
	in := make([][]*graph.Note, files)
	for _, n := range notes {
		at := search.Hash(p.settings.Base.Href(n.Address)) & uint32(files-1)
		in[at] = append(in[at], n)
	}
	if p.searched.memory.Once {
		p.previewed = make(map[*graph.Note]*previewed, len(notes))
		for _, n := range notes {
			p.previewed[n] = &previewed{}
		}
	}
	pages := make([]Page, files)
	for i, notes := range in {
		pages[i] = Page{Address: PreviewsFolder + address.Path(fmt.Sprintf("%x.json", i)), Kind: Raw, view: func(p *Planner) (any, []diag.Diagnostic) {
			shown := make(map[string]Preview, len(notes))
			for _, n := range notes {
				shown[p.settings.Base.Href(n.Address)] = p.takePreview(n)
			}
			var data bytes.Buffer
			encoder := json.NewEncoder(&data)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(shown); err != nil {
				panic(err) // strings can always be written
			}
			return data.Bytes(), nil
		}}
	}
	return pages
}

// IsPreviews tells whether the page is a file of previews. These are best made
// after the pages of notes, which have their texts at hand: see previewAhead.
func (page *Page) IsPreviews() bool {
	return strings.HasPrefix(string(page.Address), string(PreviewsFolder))
}

// previewed is the preview of a note that may be made ahead, with what it was
// made of.
type previewed struct {
	once    sync.Once
	preview Preview
	reads   Reads
	lost    error // see reading
}

// previewAhead makes the preview of a note while its page has the text at hand:
// to read that again takes longer than to make the preview. Only where
// nothing is built after this is it kept, since the text might be another then.
func (p *Planner) previewAhead(n *graph.Note) {
	if v := p.previewed[n]; v != nil {
		v.once.Do(func() {
			own := *p.of(n)
			own.reads = p.reads.with(n)
			v.preview = own.preview(n)
			v.reads, v.lost = own.reads.done(), own.reads.lost
		})
	}
}

// takePreview is the preview of a note, for the one file that it is in.
func (p *Planner) takePreview(n *graph.Note) Preview {
	v := p.previewed[n]
	if v == nil {
		return p.of(n).preview(n)
	}
	p.previewAhead(n)
	p.reads.include(v.reads, v.lost)
	return v.preview
}

// linkedParts are the parts of notes to which something links, ascending.
func (p *Planner) linkedParts() map[*graph.Note][]int {
	parts := map[*graph.Note][]int{}
	for _, n := range withTranslations(p.graph.Notes) {
		for _, t := range n.Targets {
			if t.Note != nil && t.Part >= 0 {
				parts[t.Note] = append(parts[t.Note], int(t.Part))
			}
		}
	}
	for n, list := range parts {
		slices.Sort(list)
		parts[n] = slices.Compact(list)
	}
	return parts
}

// preview tells of a note, and of those of its parts to which something links.
func (p *Planner) preview(n *graph.Note) Preview {
	e := &p.named(n).entry
	body := p.body(n)
	v := Preview{Title: n.Title, Original: e.OriginalTitle, Type: n.Type.ID, Summary: n.Object.Front.Summary.Text}
	if own := p.textLanguage(n); own != "" {
		v.Language = own
	} else if p.tongues != nil {
		v.Language = p.language()
	}
	v.About = p.singular(*n.Type)
	if e.When != "" {
		v.About += " · " + e.When
	}
	v.Opening = p.firstParagraph(n, 0, body.Footnotes)
	for _, part := range p.linked()[n] {
		a := &body.Anchors[part]
		start, end := a.Range()
		shown := PreviewPart{}
		if a.Block && end-start <= mostPreview {
			shown.HTML = p.elsewhere(n, start, end, holeAt(body.Holes, end))
		} else {
			shown.HTML = p.firstParagraph(n, start, end)
		}
		for _, h := range body.Headings {
			if h.ID == a.ID && !a.Block {
				shown.Heading = h.Text
			}
		}
		if v.Parts == nil {
			v.Parts = map[string]PreviewPart{}
		}
		v.Parts[a.Fragment()] = shown
	}
	return v
}

// firstParagraph is the first paragraph between two places of a body.
func (p *Planner) firstParagraph(n *graph.Note, start, end int) string {
	body := p.body(n)
	text := body.HTML[start:end]
	open := cmp.Or(strings.Index(text, "<p>")+1, strings.Index(text, "<p ")+1) - 1
	if open < 0 {
		return ""
	}
	size := strings.Index(text[open:], "</p>")
	if size < 0 {
		return ""
	}
	from := start + open
	to := from + size + len("</p>")
	return p.elsewhere(n, from, to, holeAt(body.Holes, to))
}

// elsewhere is a piece of a body as it stands on no page of its own. The holes
// up to the given one are filled.
func (p *Planner) elsewhere(n *graph.Note, from, to, last int) string {
	body := p.body(n)
	f := filler{planner: p, base: p.settings.Base, graph: p.graph, budget: mostPreview, embeds: []part{{nil, -1}, {n, -1}}}
	return string(written(func(out *markup) {
		f.out = out
		f.write(n, from, to, body.Holes[holeAt(body.Holes, from):last])
	}))
}
