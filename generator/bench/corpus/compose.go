package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Sizes of a note in Fangzhi's form, in bytes. A body is filled up to a size
// between minFill and maxFill; the last paragraph and the footnotes come on
// top, and stay below MaxSize with room to spare.
const (
	MinSize = 3000
	MaxSize = 5000

	minFill = 3150
	maxFill = 4100
)

// composer writes the body of one note.
type composer struct {
	c         *Corpus
	r         *rand.Rand
	note      *Note
	text      strings.Builder // Markdown since the last piece that is not Text
	size      int             // bytes so far in Fangzhi's form, front matter included
	start     int             // size before the body
	goal      int             // size at which the body is full
	links     int             // placed so far
	wantLinks int
	wantCites int
	footnotes int
}

// compose fills in n.Body: an opening, then a section for each heading, each
// with one thing that is not a paragraph and as many paragraphs as there is
// room for, and the footnotes at the end.
func (c *Corpus) compose(r *rand.Rand, n *Note) {
	w := &composer{c: c, r: r, note: n, wantLinks: 7 + r.IntN(4), wantCites: 1 + r.IntN(2)}
	w.start = len(appendFrontMatter(nil, n))
	w.size = w.start
	w.goal = minFill + r.IntN(maxFill-minFill)
	w.paragraph(2)
	features := []func(){w.table, w.fence, w.list, w.callout, w.definitions, w.tasks, w.quotation}
	r.Shuffle(len(features), func(i, k int) { features[i], features[k] = features[k], features[i] })
	for k, heading := range n.Headings {
		level := "## "
		if k > 0 && r.IntN(4) == 0 {
			level = "### "
		}
		w.write(level + heading + "\n\n")
		features[k]()
		// Sections share the room equally.
		until := w.start + (w.goal-w.start)*(k+1)/len(n.Headings)
		for w.size < until {
			w.paragraph(1 + r.IntN(3))
		}
	}
	for k := range w.footnotes {
		w.write("[^" + strconv.Itoa(k+1) + "]: ")
		w.sentence(plainSentences)
		w.write("\n\n")
	}
	w.flush()
}

// write adds Markdown.
func (w *composer) write(s string) {
	w.text.WriteString(s)
	w.size += len(s)
}

// flush ends the Markdown so far as a piece.
func (w *composer) flush() {
	if w.text.Len() > 0 {
		w.note.Body = append(w.note.Body, Piece{Kind: Text, Text: w.text.String()})
		w.text.Reset()
	}
}

// add adds a piece that is not Text.
func (w *composer) add(p Piece) {
	w.flush()
	w.note.Body = append(w.note.Body, p)
	w.size += len(fangzhiForm{}.appendPiece(nil, p))
}

// paragraph writes some sentences and an empty line. A sentence is of the
// kind that is behind its schedule: links, citations and footnotes are spread
// over the note.
func (w *composer) paragraph(sentences int) {
	for k := range sentences {
		if k > 0 {
			w.write(" ")
		}
		done := min(w.size-w.start, w.goal-w.start)
		switch {
		case w.links*(w.goal-w.start) < w.wantLinks*done:
			w.sentence(linkSentences)
		case w.wantCites > 0 && w.r.IntN(4) == 0:
			w.wantCites--
			w.sentence(citeSentences)
		case w.footnotes < 2 && w.r.IntN(6) == 0:
			w.sentence(footSentences)
		case w.r.IntN(4) == 0:
			w.sentence(hanSentences)
		default:
			w.sentence(plainSentences)
		}
	}
	w.write("\n\n")
}

// sentence fills the slots of one of the patterns.
func (w *composer) sentence(patterns []string) {
	s := pick(w.r, patterns)
	for {
		k := strings.IndexByte(s, '{')
		if k < 0 || k+2 >= len(s) {
			w.write(s)
			return
		}
		w.write(s[:k])
		switch {
		case s[k+2] != '}':
			w.write(s[k : k+1])
			s = s[k+1:]
			continue
		case s[k+1] == 'L':
			w.link()
		case s[k+1] == 'C':
			w.add(Piece{Kind: Citation, Key: pick(w.r, w.c.sources).key, Text: strconv.Itoa(1 + w.r.IntN(400))})
		case s[k+1] == 'F':
			w.footnotes++
			w.write("[^" + strconv.Itoa(w.footnotes) + "]")
		default:
			w.write(w.c.slot(w.r, s[k+1]))
		}
		s = s[k+3:]
	}
}

// link adds a link: by name alone, with a label, or to a heading.
func (w *composer) link() {
	to := w.c.Head(w.c.anyPopular(w.r, w.note.Index))
	p := Piece{Kind: Link, To: to}
	switch w.r.IntN(6) {
	case 0, 1:
		p.Text = w.c.phrase(w.r, pick(w.r, []string{"the {a} {n}", "{n} of {p}", "a {n}"}))
	case 2:
		p.Heading = pick(w.r, to.Headings)
	}
	w.links++
	w.add(p)
}

// table writes a table with a link in one of its cells.
func (w *composer) table() {
	w.write("| Year | Households | " + capitalised(pick(w.r, nouns)) + " | Place |\n| ---: | ---: | :--- | --- |\n")
	rows := 3 + w.r.IntN(3)
	for k := range rows {
		w.sentence([]string{"| {y} | {k} | {a} {n} | "})
		if k == 1 {
			w.links++
			w.add(Piece{Kind: Link, To: w.c.Head(w.c.popular(w.r, Place))})
		} else {
			w.sentence([]string{"{p} {h}"})
		}
		w.write(" |\n")
	}
	w.write("\n")
}

// fence writes a block of code.
func (w *composer) fence() {
	f := pick(w.r, fences)
	w.write("```" + f.language + "\n")
	w.sentence([]string{f.code})
	w.write("```\n\n")
}

// list writes a list, every other one numbered, with a list inside.
func (w *composer) list() {
	numbered := w.r.IntN(2) == 0
	for k := range 3 + w.r.IntN(3) {
		if numbered {
			w.write(strconv.Itoa(k+1) + ". ")
		} else {
			w.write("- ")
		}
		w.sentence(itemPhrases)
		w.write("\n")
		if k == 1 {
			w.write("   - ")
			w.sentence(itemPhrases)
			w.write("\n")
		}
	}
	w.write("\n")
}

// tasks writes a list of open and settled questions.
func (w *composer) tasks() {
	for range 2 + w.r.IntN(2) {
		w.write(pick(w.r, []string{"- [ ] ", "- [x] "}))
		w.sentence(itemPhrases)
		w.write("\n")
	}
	w.write("\n")
}

// callout writes a titled block quote.
func (w *composer) callout() {
	w.add(Piece{Kind: Callout, Key: pick(w.r, callouts), Text: w.c.phrase(w.r, pick(w.r, calloutTitles))})
	w.write("\n> ")
	w.sentence(plainSentences)
	w.write("\n> ")
	w.sentence(hanSentences)
	w.write("\n\n")
}

// quotation writes a block quote in Chinese.
func (w *composer) quotation() {
	w.write("> ")
	w.sentence(hanSentences)
	w.sentence(hanSentences)
	w.write("\n\n")
}

// definitions writes a definition list. Terms are different words.
func (w *composer) definitions() {
	first := w.r.IntN(len(nouns))
	for k := range 2 {
		w.write(capitalised(nouns[(first+k*7)%len(nouns)]) + "\n: ")
		w.sentence(itemPhrases)
		w.write("\n\n")
	}
}

// phrase fills the slots of a pattern that has only words.
func (c *Corpus) phrase(r *rand.Rand, pattern string) string {
	w := composer{c: c, r: r}
	w.sentence([]string{pattern})
	return w.text.String()
}

// wordHead is how many words share the first rank of their list.
const wordHead = 4

// slot draws the words for a slot; see phrases.go.
func (c *Corpus) slot(r *rand.Rand, letter byte) string {
	switch letter {
	case 'n':
		return nouns[skewed(r, len(nouns), wordHead)]
	case 'a':
		return adjectives[skewed(r, len(adjectives), wordHead)]
	case 'v':
		return verbs[skewed(r, len(verbs), wordHead)]
	case 'd':
		return pick(r, adverbs)
	case 'z':
		return pick(r, hanActions)
	case 'y':
		return strconv.Itoa(firstYear + r.IntN(lastYear-firstYear+1))
	case 'k':
		return strconv.Itoa(2 + r.IntN(997))
	case 'p', 'h':
		return c.properName(r, letter == 'h')
	}
	return fmt.Sprintf("{%c}", letter)
}

// properName is the name of some note, as writers name things without a link.
func (c *Corpus) properName(r *rand.Rand, han bool) string {
	var name []byte
	for _, s := range c.syllablesOf(skewed(r, c.notes, popularHead)) {
		if han {
			name = append(name, s.han...)
		} else {
			name = append(name, s.latin...)
		}
	}
	if !han {
		name[0] -= 'a' - 'A'
	}
	return string(name)
}
