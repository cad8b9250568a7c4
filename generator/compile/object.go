// Package compile turns one file of the site into an Object: its front matter
// decoded, its Markdown as HTML with holes, its symbols, and what is wrong
// with it. It looks at nothing but that file and the settings, so an Object
// may be kept as long as both stay the same.
package compile

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/diag"
	"fangzhi/generator/markdown"
	"fangzhi/generator/message"
	"fangzhi/generator/schema"
	"fangzhi/generator/source"
	"fangzhi/generator/yamldoc"
)

// Content is the folder that holds the notes.
const Content = "content"

// MaxNote is the size, in bytes, above which a note is refused.
const MaxNote = 16 << 20

// Object is one compiled note. It is shared between builds and never changed.
type Object struct {
	Path        string // of the file: "content/norms/organic-law.md"
	Translation string // language of the text, as the settings write it, if the note is the translation of another; else empty
	Hash        source.Hash
	Front       schema.Front
	Body        markdown.Outline
	Text        Text              `pack:"-"` // of the body; nil where it is Refused
	Diagnostics []diag.Diagnostic // of front matter and body
	// Refused says that the file could not be read as a note at all (too
	// large, say): it has diagnostics and nothing else.
	Refused bool
}

// Text gives out what a note says. It is the greater part of an object, and most
// of what a build does asks for none of it: so it may be kept apart.
type Text interface {
	// Read returns the text, which nobody changes. It fails where the text is
	// lost: then the note must be compiled anew.
	Read() (*markdown.Text, error)
	// Sections returns what search is told of the text.
	Sections() ([]markdown.Section, error)
}

// compiled is a text as it was compiled.
type compiled struct {
	text     markdown.Text
	sections []markdown.Section
}

func (c *compiled) Read() (*markdown.Text, error)         { return &c.text, nil }
func (c *compiled) Sections() ([]markdown.Section, error) { return c.sections, nil }

// Name is the path of the note below content/, without ".md".
func (o *Object) Name() string { return NameOf(o.Path) }

// NameOf is the name of the note at a path: "norms/organic-law".
func NameOf(notePath string) string {
	return strings.TrimSuffix(strings.TrimPrefix(notePath, Content+"/"), ".md")
}

// Original is the name of the note that the note translates, or its own.
func (o *Object) Original() string {
	if o.Translation == "" {
		return o.Name()
	}
	name := o.Name()
	return name[:len(name)-len(o.Translation)-1]
}

// IsNote tells whether the file at a path is a note.
func IsNote(filePath string) bool {
	return strings.HasPrefix(filePath, Content+"/") && strings.HasSuffix(filePath, ".md") && path.Base(filePath) != ".md"
}

// Compiler compiles notes. It is safe for use by many goroutines.
type Compiler struct {
	schema       *schema.Schema
	markdown     *markdown.Converter
	translations []translation
}

// translation is a language in which notes may be translated.
type translation struct {
	language string // as the settings write it
	suffix   string // of the name of a file, in lower case: ".zh"
	markdown *markdown.Converter
}

// Language is one in which notes may be written.
type Language struct {
	Tag   string // as the settings write it
	Texts markdown.Texts
}

// TextsOf are the texts of the interface that stand in the HTML of notes.
func TextsOf(w *message.Words) markdown.Texts {
	t := markdown.Texts{
		Section: w.With("body.section", "heading", "{heading}"), Table: w.Say("body.table"),
		Footnotes: w.Say("body.footnotes"), Footnote: w.With("body.footnote", "number", "{number}"),
		Back: w.Say("body.back"), BackPlace: w.With("body.back-place", "number", "{number}"),
		Done: w.Say("body.done"), NotDone: w.Say("body.not-done"),
		Callouts: make(map[string]string, len(markdown.CalloutTypes)),
	}
	for _, kind := range markdown.CalloutTypes {
		t.Callouts[kind] = w.Say("callout." + kind)
	}
	return t
}

// New returns a compiler for notes under the given schema and Markdown
// options, whose Vocabulary is drawn from the schema. Notes whose file ends
// with the tag of one of the languages, as note.zh.md does, are translations.
// No other ending tells of one, so that v1.2.md and notes.to.md are what they
// seem to be.
func New(s *schema.Schema, options markdown.Options, languages ...Language) *Compiler {
	options.Vocabulary = vocabulary(s)
	c := &Compiler{schema: s, markdown: markdown.New(options)}
	for _, language := range languages {
		options.Language, options.Texts = language.Tag, language.Texts
		c.translations = append(c.translations, translation{language.Tag, "." + strings.ToLower(language.Tag), markdown.New(options)})
	}
	return c
}

// Compile compiles the note at notePath. The data must not be changed afterwards:
// texts of the object are parts of it.
func (c *Compiler) Compile(notePath string, data []byte) *Object {
	o := &Object{Path: notePath, Hash: source.Sum(data)}
	converter := c.markdown
	for _, t := range c.translations {
		if name := strings.ToLower(o.Name()); strings.HasSuffix(name, t.suffix) && path.Base(name) != t.suffix {
			o.Translation, converter = t.language, t.markdown
		}
	}
	if len(data) > MaxNote {
		o.Refused = true
		o.report(0, 0, "note-size", fmt.Sprintf("%d MB are more than the %d MB that a note may have", len(data)>>20, MaxNote>>20),
			"split the note, or publish large data as a file beside it")
		return o
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	data = o.checkText(data)
	front, body, bodyLine := o.split(data)
	value, problems := yamldoc.Parse(notePath, front, 2)
	o.Diagnostics = append(o.Diagnostics, problems...)
	folder, _, _ := strings.Cut(o.Name(), "/")
	if !strings.Contains(o.Name(), "/") {
		folder = ""
	}
	o.Front, problems = c.schema.Decode(notePath, folder, value)
	o.Diagnostics = append(o.Diagnostics, problems...)
	if own := o.Front.Language.Text; own != "" && o.Translation == "" {
		converter = converter.In(own)
	}
	document := converter.Convert(notePath, body, bodyLine)
	o.Body, o.Text = document.Outline, &compiled{document.Text, document.Sections}
	o.Diagnostics = append(o.Diagnostics, document.Diagnostics...)
	return o
}

func (o *Object) report(line, column int, code, message, hint string) {
	o.Diagnostics = append(o.Diagnostics, diag.Diagnostic{
		Path: o.Path, Line: line, Column: column, Severity: diag.Error, Code: code, Message: message, Hint: hint,
	})
}

// checkText complains of bytes that are no text, once, and replaces them.
func (o *Object) checkText(data []byte) []byte {
	at, hint, message := -1, "", ""
	if nul := bytes.IndexByte(data, 0); nul >= 0 {
		at, message, hint = nul, "the file holds a NUL byte", "is it a text file? notes are UTF-8"
	}
	if !utf8.Valid(data) {
		for i := 0; i < len(data); {
			r, size := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && size == 1 {
				if at < 0 || i < at {
					at, message, hint = i, "the file is not UTF-8 here", "save it with the encoding UTF-8"
				}
				break
			}
			i += size
		}
	}
	if at < 0 {
		return data
	}
	before := data[:at]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	o.report(line, column, "note-encoding", message, hint)
	return bytes.ReplaceAll(bytes.ToValidUTF8(data, []byte("\uFFFD")), []byte{0}, []byte("\uFFFD"))
}

// split parts the front matter, if there is any, from the body, and tells the
// line on which the body begins.
func (o *Object) split(data []byte) (front, body []byte, bodyLine int) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	if !fence(first) {
		return nil, data, 1
	}
	line, start := 2, 0
	for start < len(rest) {
		end := bytes.IndexByte(rest[start:], '\n')
		next := len(rest)
		if end >= 0 {
			next = start + end + 1
		}
		if fence(bytes.TrimSuffix(rest[start:next], []byte("\n"))) {
			return rest[:start], rest[next:], line + 1
		}
		start = next
		line++
	}
	o.report(1, 1, "front-unclosed", "the front matter is not closed", "end it with a line of three hyphens: ---")
	return nil, data, 1
}

// fence tells whether a line opens or closes front matter.
func fence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "---" }

// Unreadable is the object of a file that could not be read.
func Unreadable(notePath string, err error) *Object {
	return &Object{Path: notePath, Refused: true, Diagnostics: []diag.Diagnostic{source.Unreadable(notePath, err)}}
}
