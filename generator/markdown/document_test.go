package markdown

import (
	"bytes"
	"testing"
)

func TestAnOutlineSaysTheSameWhereverItStands(t *testing.T) {
	c := New(Options{Language: "en"})
	const text = "The first paragraph.\n\n## Duties\n\nIt names [[other]] and cites [@key]. A paragraph. ^end\n"
	outline := func(body string) *Outline {
		d := c.Convert("content/note.md", []byte(body), 1)
		return &d.Outline
	}
	before := outline(text)
	for _, same := range []string{text, text + "\nOne more sentence.\n", "The first paragraph.\n\nOne between.\n" + text[len("The first paragraph.\n"):]} {
		if !before.Says(outline(same)) {
			t.Errorf("it says something else in %q", same)
		}
	}
	for _, other := range []string{
		"Another first paragraph.\n" + text[len("The first paragraph.\n"):],
		"The first paragraph.\n\n## Duties\n\nIt always names [[other]] and cites [@key]. A paragraph. ^end\n",
		"The first paragraph.\n\n## Rights\n\nIt names [[other]] and cites [@key]. A paragraph. ^end\n",
		"The first paragraph.\n\n## Duties\n\nIt names [[other]] and cites [@key]. A paragraph. ^over\n",
		text + "\n![an image](a.png)\n",
	} {
		if before.Says(outline(other)) {
			t.Errorf("it says the same in %q", other)
		}
	}
}

func TestTooMuchHTMLIsRefused(t *testing.T) {
	c := New(Options{})
	w := c.newWriter("content/note.md", []byte("text"), 7)
	w.hole(IDHole, 0, "id")
	w.doc.Anchors = append(w.doc.Anchors, Anchor{ID: "id"})
	w.out = *bytes.NewBuffer(make([]byte, maxHTML+1)) // which takes up no memory while nobody looks at it
	d := w.finish()
	if d.HTML != "" || len(d.Holes)+len(d.Anchors) > 0 {
		t.Error("some of it is kept")
	}
	if len(d.Diagnostics) != 1 || d.Diagnostics[0].Code != "note-size" || d.Diagnostics[0].Line != 7 {
		t.Errorf("it is not said: %v", d.Diagnostics)
	}
}
