package markdown

import "testing"

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
