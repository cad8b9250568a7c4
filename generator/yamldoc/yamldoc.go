// Package yamldoc reads one YAML document into a tree of plain values that
// know where they stand, so that every complaint about front matter or
// settings can name its line and column. It decides nothing about meaning.
package yamldoc

import (
	"errors"
	"fmt"
	"strings"

	"fangzhi/generator/diag"

	"go.yaml.in/yaml/v4"
)

// Kind is the shape of a Value.
type Kind uint8

const (
	Null    Kind = iota // nothing was written
	Scalar              // text, a number, a date: all kept as written
	List                // a sequence
	Mapping             // fields in the order written
)

// String names the kind as a writer of YAML would.
func (k Kind) String() string {
	return [...]string{"nothing", "text", "a list", "a mapping"}[k]
}

// Value is a node of the document. Line and Column count from 1 in the file.
type Value struct {
	Kind         Kind
	Text         string // of a Scalar
	Quoted       bool   // Text begins behind a quotation mark, at which Column points
	Items        []Value
	Fields       []Field
	Line, Column int
}

// Field is one entry of a Mapping.
type Field struct {
	Name         string
	Line, Column int // of the name
	Value        Value
}

// maxDepth bounds nesting: no setting or front matter needs more.
const maxDepth = 32

// MaxSize bounds a document, in bytes.
const MaxSize = 1 << 20

// Parse reads text, whose first line is line number line of the file at path.
// With an error among the diagnostics the value is what could be read, often
// nothing. Repeated keys are errors; the first one holds. Anchors and aliases
// are refused, which also refuses documents that grow when they are expanded.
func Parse(path string, text []byte, line int) (Value, []diag.Diagnostic) {
	p := parser{path: path, offset: line - 1}
	if len(text) > MaxSize {
		p.report(1, 1, "yaml-size", fmt.Sprintf("%d bytes of YAML are more than the %d that are read", len(text), MaxSize), "")
		return Value{}, p.diagnostics
	}
	if value, ok := plain(string(text), line); ok {
		return value, nil
	}
	return p.parse(text)
}

type parser struct {
	path        string
	offset      int // lines of the file before the document
	diagnostics []diag.Diagnostic
}

// parse reads a document with the library.
func (p *parser) parse(text []byte) (Value, []diag.Diagnostic) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		p.syntax(err)
		return Value{}, p.diagnostics
	}
	if document.Kind == 0 || len(document.Content) == 0 {
		return Value{Line: p.offset + 1, Column: 1}, nil
	}
	value := p.value(document.Content[0], 0)
	return value, p.diagnostics
}

func (p *parser) report(line, column int, code, message, hint string) {
	p.diagnostics = append(p.diagnostics, diag.Diagnostic{
		Path: p.path, Line: line + p.offset, Column: column,
		Severity: diag.Error, Code: code, Message: message, Hint: hint,
	})
}

// syntax turns the library's error into a diagnostic with a hint for the
// mistakes that are made most.
func (p *parser) syntax(err error) {
	line, column, message := 1, 1, strings.TrimPrefix(err.Error(), "yaml: ")
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message = load.Message
		if load.Mark.Line > 0 {
			line, column = load.Mark.Line, max(load.Mark.Column, 1)
		}
	}
	hint := ""
	switch {
	case strings.Contains(message, "mapping values are not allowed"):
		hint = `a value that contains ": " must be quoted: title: "Rome: a history"`
	case strings.Contains(message, "cannot start any token"):
		hint = "indent with spaces, not tabs; quote a value that begins with @, ` or %"
	case strings.Contains(message, "expected ',' or ']'"):
		hint = "a list that begins with [ ends with ] on the same or a later line"
	case strings.Contains(message, "expected ',' or '}'"), strings.Contains(message, "expected node content"):
		hint = "what begins with { ends with }; a # behind a space begins a comment, so quote a value that begins with it"
	case strings.Contains(message, "could not find expected ':'"):
		hint = "each line of front matter is a name, a colon, a space and a value"
	case strings.Contains(message, "unexpected end of stream"):
		hint = "a quotation mark is not closed"
	}
	p.report(line, column, "yaml-syntax", message, hint)
}

func (p *parser) value(node *yaml.Node, depth int) Value {
	v := Value{Line: node.Line + p.offset, Column: node.Column}
	switch {
	case depth > maxDepth:
		p.report(node.Line, node.Column, "yaml-depth", fmt.Sprintf("values are nested more than %d deep", maxDepth), "")
		return v
	case node.Kind == yaml.AliasNode || node.Anchor != "":
		p.report(node.Line, node.Column, "yaml-alias", "anchors and aliases (& and *) are not read here", "write the value out, or quote it if it is text")
		return v
	}
	switch node.Kind {
	case yaml.ScalarNode:
		if node.ShortTag() == "!!null" {
			return v
		}
		v.Kind, v.Text = Scalar, node.Value
		v.Quoted = node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	case yaml.SequenceNode:
		v.Kind = List
		v.Items = make([]Value, 0, len(node.Content))
		for _, item := range node.Content {
			v.Items = append(v.Items, p.value(item, depth+1))
		}
	case yaml.MappingNode:
		v.Kind = Mapping
		p.fields(&v, node, depth)
	}
	return v
}

func (p *parser) fields(v *Value, node *yaml.Node, depth int) {
	seen := make(map[string]int, len(node.Content)/2)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		if key.Kind != yaml.ScalarNode {
			p.report(key.Line, key.Column, "yaml-key", "a field name must be plain text", "a value that begins with { or [ may need quotes")
			continue
		}
		if first, double := seen[key.Value]; double {
			p.report(key.Line, key.Column, "yaml-duplicate", fmt.Sprintf("field %q stands twice", key.Value),
				fmt.Sprintf("the first is on line %d; keep one, or make its value a list", first+p.offset))
			continue
		}
		seen[key.Value] = key.Line
		v.Fields = append(v.Fields, Field{
			Name: key.Value, Line: key.Line + p.offset, Column: key.Column,
			Value: p.value(node.Content[i+1], depth+1),
		})
	}
}
