package query

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"
)

const (
	// MaxLength bounds a query, in bytes.
	MaxLength = 16 << 10
	// mostNested bounds parentheses and "not" within each other.
	mostNested = 40
	// MostRows is the greatest limit that a query may ask for.
	MostRows = 1_000_000
)

var clauses = []string{"from", "where", "sort", "group", "limit", "view", "columns", "caption"}

func isClause(lower string) bool { return slices.Contains(clauses, lower) }

// Parse reads a query. place tells the line and column in the file of an
// offset, in bytes, into source. What is wrong comes back as diagnostics
// without a path; a query with any of them is not to be answered.
func Parse(source string, view View, vocabulary Vocabulary, place func(offset int) (line, column int)) (Query, []diag.Diagnostic) {
	p := parser{vocabulary: vocabulary, place: place, query: Query{View: view}}
	if len(source) > MaxLength {
		p.fail(0, "query-syntax", fmt.Sprintf("%d bytes are more than the %d that a query may have", len(source), MaxLength), "ask less at once")
		return Query{}, p.diagnostics
	}
	p.tokens = scan(source)
	if p.peek().kind == end {
		p.fail(0, "query-syntax", "the query asks nothing", "write for instance: from norms where issued after 2015")
	}
	seen := map[string]bool{}
	for !p.stopped && p.peek().kind != end {
		p.clause(seen)
	}
	return p.query, p.diagnostics
}

// parser reads by recursive descent. It stops at the first token that does not
// fit, but goes on after a name that is not known.
type parser struct {
	vocabulary  Vocabulary
	place       func(int) (int, int)
	tokens      []token
	at          int
	depth       int
	stopped     bool
	certain     *token // the certainty stated in the condition at hand
	query       Query
	diagnostics []diag.Diagnostic
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) next() token {
	t := p.tokens[p.at]
	if t.kind != end {
		p.at++
	}
	return t
}

// fail complains, once the parser has not stopped yet.
func (p *parser) fail(at int, code, message, hint string) {
	line, column := p.place(at)
	p.diagnostics = append(p.diagnostics, diag.Diagnostic{
		Line: line, Column: column, Severity: diag.Error, Code: code, Message: message, Hint: hint,
	})
}

// unexpected complains of a token that does not fit, and stops.
func (p *parser) unexpected(t token, want string, known []string) {
	if p.stopped {
		return
	}
	p.stopped = true
	message := fmt.Sprintf("here should be %s, not %q", want, text.Clip(t.text, 60))
	switch {
	case t.kind == end:
		message = fmt.Sprintf("the query ends where %s should be", want)
	case t.kind == broken:
		message = fmt.Sprintf("%s is not closed on its line", t.text)
	}
	p.fail(t.at, "query-syntax", message, suggestion(t.text, known))
}

// suggestion names the nearest of the known words, or else all of them.
func suggestion(name string, known []string) string {
	if near := text.Nearest(name, known); near != "" && name != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(known) == 0 {
		return ""
	}
	return "known: " + text.Clip(strings.Join(known, ", "), 300)
}

// isWord tells whether a token is a keyword, in any case.
func (t token) isWord(keyword string) bool {
	return t.kind == word && strings.EqualFold(t.text, keyword)
}

func (t token) isMark(m string) bool { return t.kind == mark && t.text == m }

// accept takes the next token if it is a keyword.
func (p *parser) accept(keyword string) bool {
	if p.peek().isWord(keyword) {
		p.at++
		return true
	}
	return false
}

func (p *parser) acceptMark(m string) bool {
	if p.peek().isMark(m) {
		p.at++
		return true
	}
	return false
}

func (p *parser) clause(seen map[string]bool) {
	t := p.next()
	name := strings.ToLower(t.text)
	if t.kind != word || !isClause(name) {
		p.unexpected(t, "a clause", clauses)
		return
	}
	if seen[name] {
		p.stopped = true
		p.fail(t.at, "query-syntax", fmt.Sprintf("%q stands twice", name), "keep one")
		return
	}
	seen[name] = true
	if name == "sort" || name == "group" {
		p.accept("by")
	}
	p.acceptMark(":")
	switch name {
	case "from":
		p.from()
	case "where":
		p.query.Where = p.or()
	case "sort":
		p.sort()
	case "group":
		p.group()
	case "limit":
		p.limit()
	case "view":
		p.view()
	case "columns":
		p.columns()
	case "caption":
		if t := p.next(); t.kind == quoted {
			p.query.Caption = t.text
		} else {
			p.unexpected(t, `a text in quotation marks`, nil)
		}
	}
}

// list reads items between commas.
func (p *parser) list(item func()) {
	item()
	for !p.stopped && p.acceptMark(",") {
		item()
	}
}

func (p *parser) from() {
	if p.accept("all") {
		return
	}
	p.list(func() {
		t := p.next()
		if t.kind != word || isClause(strings.ToLower(t.text)) {
			p.unexpected(t, "a type of note, or all", p.typeNames())
			return
		}
		if id, ok := p.noteType(t); ok && !slices.Contains(p.query.Types, id) {
			p.query.Types = append(p.query.Types, id)
		}
	})
}

func (p *parser) noteType(t token) (string, bool) {
	id, known := p.vocabulary.Types[text.Fold(t.text)]
	if !known {
		p.fail(t.at, "query-type", fmt.Sprintf("there is no type %q", text.Clip(t.text, 60)), suggestion(t.text, p.typeNames()))
	}
	return id, known
}

func (p *parser) typeNames() []string {
	return append(slices.Sorted(maps.Keys(p.vocabulary.Types)), "all")
}

func (p *parser) sort() {
	p.list(func() {
		t := p.next()
		name, _, ok := p.field(t)
		if !ok {
			return
		}
		key := SortKey{Field: name}
		if p.accept("desc") || p.accept("descending") {
			key.Descending = true
		} else if !p.accept("asc") {
			p.accept("ascending")
		}
		p.query.Sort = append(p.query.Sort, key)
	})
}

func (p *parser) group() {
	t := p.next()
	if t.isWord("decade") {
		p.query.Group = "decade"
		return
	}
	p.query.Group, _, _ = p.field(t)
}

func (p *parser) columns() {
	p.list(func() {
		if name, _, ok := p.field(p.next()); ok {
			p.query.Columns = append(p.query.Columns, name)
		}
	})
}

func (p *parser) limit() {
	t := p.next()
	n, err := strconv.Atoi(t.text)
	if t.kind != word || err != nil || n < 1 || n > MostRows {
		p.unexpected(t, fmt.Sprintf("a number from 1 to %d", MostRows), nil)
		return
	}
	p.query.Limit = n
}

func (p *parser) view() {
	t := p.next()
	at := slices.Index(viewNames, strings.ToLower(t.text))
	if t.kind != word || at < 0 {
		p.unexpected(t, "a view", viewNames)
		return
	}
	p.query.View = View(at)
}

// commonFields are the fields of all notes that no schema lists.
var commonFields = map[string]Kind{
	"title": Text, "original_title": Text, "summary": Text, "authors": Text, "path": Text, "id": Text,
	"type": Type, "tag": Tag, "when": Date, "published": Date, "updated": Date,
}

const attributePrefix = "attributes."

// field reads the name of a field. An unknown one is an error, but the parser
// goes on.
func (p *parser) field(t token) (name string, kind Kind, ok bool) {
	if t.kind != word || isClause(strings.ToLower(t.text)) {
		p.unexpected(t, "the name of a field", nil)
		return "", 0, false
	}
	name = strings.ToLower(t.text)
	if name == "tags" {
		name = "tag"
	}
	if kind, ok = p.known(name); ok {
		return name, kind, true
	}
	if key, is := strings.CutPrefix(name, attributePrefix); is && key != "" {
		return attributePrefix + t.text[len(attributePrefix):], Attribute, true
	}
	p.fail(t.at, "query-field", fmt.Sprintf("there is no field %q", text.Clip(t.text, 60)), suggestion(name, p.fieldNames()))
	return name, Opaque, false
}

func (p *parser) known(name string) (Kind, bool) {
	if kind, ok := commonFields[name]; ok {
		return kind, true
	}
	kind, ok := p.vocabulary.Fields[name]
	return kind, ok
}

func (p *parser) fieldNames() []string {
	names := slices.Collect(maps.Keys(p.vocabulary.Fields))
	names = slices.AppendSeq(names, maps.Keys(commonFields))
	slices.Sort(names)
	return slices.Compact(names)
}
