package query

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/edtf"
	"fangzhi/generator/text"
)

// or reads conditions joined by "or", which binds less than "and".
func (p *parser) or() Expr { return p.joined("or", Or, p.and) }

func (p *parser) and() Expr { return p.joined("and", And, p.not) }

func (p *parser) joined(keyword string, op Op, part func() Expr) Expr {
	first := part()
	if !p.peek().isWord(keyword) {
		return first
	}
	e := Expr{Op: op, Args: []Expr{first}}
	for !p.stopped && p.accept(keyword) {
		e.Args = append(e.Args, part())
	}
	return e
}

func (p *parser) not() Expr {
	if p.depth++; p.depth > mostNested {
		p.unexpected(p.peek(), fmt.Sprintf("no more than %d conditions within each other", mostNested), nil)
		return Expr{}
	}
	defer func() { p.depth-- }()
	switch {
	case p.stopped:
		return Expr{}
	case p.accept("not"):
		return Expr{Op: Not, Args: []Expr{p.not()}}
	case p.acceptMark("("):
		inner := p.or()
		if !p.stopped && !p.acceptMark(")") {
			p.unexpected(p.peek(), `"and", "or" or ")"`, []string{"and", "or"})
		}
		return inner
	}
	return p.condition()
}

// condition reads one condition. Its certainty, if stated, stands before the
// field or before the verb.
func (p *parser) condition() Expr {
	c := Condition{}
	p.certainty(&c)
	negated := p.subject(&c)
	if at := p.certain; at != nil && !p.stopped && (c.Verb < After || c.Verb > Covers) {
		p.stopped = true
		p.fail(at.at, "query-syntax", fmt.Sprintf("only a condition on time can hold %s", strings.ToLower(at.text)), "leave the word out")
	}
	p.certain = nil
	e := Expr{Op: Is, Condition: c}
	if negated {
		return Expr{Op: Not, Args: []Expr{e}}
	}
	return e
}

// certainty reads "certainly" or "possibly", and remembers where it stands.
func (p *parser) certainty(c *Condition) {
	t := p.peek()
	if p.accept("certainly") {
		c.Certainly, p.certain = true, &t
	} else if p.accept("possibly") {
		p.certain = &t
	}
}

func (p *parser) locate(c *Condition, t token) { c.Line, c.Column = p.place(t.at) }

// subject reads a condition from its first word on, and tells whether it is
// one of the form "field not exists".
func (p *parser) subject(c *Condition) (negated bool) {
	t := p.next()
	switch {
	case t.isWord("links"):
		p.phrase(c, LinksTo, "to")
	case t.isWord("linked"):
		p.phrase(c, LinkedFrom, "from")
	case t.isWord("cites"):
		c.Verb = Cites
		key := p.next()
		p.locate(c, key)
		if name, ok := strings.CutPrefix(key.text, "@"); key.kind == word && ok && name != "" {
			c.Value.Text = name
		} else {
			p.unexpected(key, "the key of a source, such as @key", nil)
		}
	case t.isWord("in"):
		if !p.accept("path") {
			p.unexpected(p.peek(), `"path"`, []string{"path"})
			return false
		}
		c.Verb = InPath
		p.text(c)
	default:
		name, kind, ok := p.field(t)
		c.Field, c.Kind = name, kind
		if p.stopped {
			return false
		}
		return p.predicate(c, ok)
	}
	return false
}

// phrase reads "links to [[name]]" after its first word.
func (p *parser) phrase(c *Condition, verb Verb, second string) {
	if !p.accept(second) {
		p.unexpected(p.peek(), strconv.Quote(second), []string{second})
		return
	}
	c.Verb = verb
	if t := p.next(); t.kind == link {
		p.name(c, t)
	} else {
		p.unexpected(t, "a note, such as [[name]]", nil)
	}
}

// verbsOf are the verbs that each kind of field allows.
var verbsOf = map[Kind][]string{
	Text: {"=", "!=", "contains", "exists"}, Type: {"=", "!="}, Tag: {"=", "!=", "under", "exists"},
	Date:   {"after", "before", "in", "within", "overlaps", "covers", "exists"},
	Number: {"=", "!=", "<", ">", "<=", ">=", "exists"}, Attribute: {"=", "!=", "<", ">", "<=", ">=", "contains", "exists"},
	Relation: {"=", "!=", "exists"}, Opaque: {"exists"},
}

// predicate reads verb and value. Of a field that is not known everything may
// be asked, so that the only complaint is about its name.
func (p *parser) predicate(c *Condition, known bool) (negated bool) {
	if p.certain == nil {
		p.certainty(c)
	}
	t := p.next()
	if t.isWord("not") {
		negated = true
		t = p.next()
		if !t.isWord("exists") {
			p.unexpected(t, `"exists"`, []string{"exists"})
			return false
		}
	}
	name := strings.ToLower(t.text)
	if name == "within" {
		name = "in"
	}
	at := slices.Index(verbNames[:Under+1], name)
	allowed := verbsOf[c.Kind]
	if (t.kind != word && t.kind != mark) || at < 0 || known && !slices.Contains(allowed, name) {
		p.unexpected(t, fmt.Sprintf("what is asked of %q", c.Field), allowed)
		return false
	}
	c.Verb = Verb(at)
	p.locate(c, t)
	switch {
	case c.Verb == Exists:
	case !known:
		p.next()
	default:
		p.value(c)
	}
	return negated
}

func (p *parser) value(c *Condition) {
	switch c.Kind {
	case Relation:
		if t := p.next(); t.kind == link {
			p.name(c, t)
		} else {
			p.unexpected(t, "a note, such as [[name]]", nil)
		}
	case Date:
		p.date(c)
	case Number:
		at := p.peek()
		if p.text(c); !p.stopped && !c.Value.IsNumber {
			p.unexpected(at, "a number", nil)
		}
	case Attribute:
		at := p.peek()
		if p.text(c); !p.stopped && c.Verb >= Less && c.Verb <= AtLeast && !c.Value.IsNumber {
			p.unexpected(at, "a number", nil)
		}
	case Type:
		t := p.next()
		if t.kind != word {
			p.unexpected(t, "a type of note", p.typeNames())
			return
		}
		c.Value.Text, _ = p.noteType(t)
	default:
		p.text(c)
	}
}

// text reads a word or a text in quotation marks.
func (p *parser) text(c *Condition) {
	t := p.next()
	if t.kind != word && t.kind != quoted || t.kind == word && isClause(strings.ToLower(t.text)) {
		p.unexpected(t, "a word, or a text in quotation marks", nil)
		return
	}
	p.locate(c, t)
	c.Value.Text = t.text
	c.Value.Number, c.Value.IsNumber = Numeric(t.text)
}

// Numeric reads a decimal number, as a query or an attribute states it.
func Numeric(s string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return 0, false
	}
	return n, true
}

// name reads the name of a note out of a link.
func (p *parser) name(c *Condition, t token) {
	p.locate(c, t)
	name, _, _ := strings.Cut(t.text, "|")
	if name = strings.TrimSpace(name); name == "" {
		p.stopped = true
		p.fail(t.at, "query-syntax", "the link names no note", "write the name between the brackets: [[name]]")
		return
	}
	p.query.Names = append(p.query.Names, Name{name, c.Line, c.Column})
	c.Value.Note = len(p.query.Names)
}

func (p *parser) date(c *Condition) {
	t := p.next()
	if t.kind == link {
		p.name(c, t)
		return
	}
	if t.kind != word && t.kind != quoted || t.kind == word && isClause(strings.ToLower(t.text)) {
		p.unexpected(t, "a date, or a note such as [[name]]", nil)
		return
	}
	p.locate(c, t)
	c.Value.Text = t.text
	date, err := edtf.Parse(t.text)
	if err != nil {
		hint, offset := "dates are EDTF: 1953, 1953-05, 1953~, 1953/1956, 1953/..", t.at
		if t.kind == quoted {
			offset++
		}
		message := err.Error()
		if at := (*edtf.ParseError)(nil); errors.As(err, &at) {
			offset += min(at.Offset, len(t.text))
			message = at.Message
			if at.Nearest != "" {
				hint = fmt.Sprintf("did you mean %s? %s", at.Nearest, hint)
			}
		}
		p.fail(offset, "query-date", fmt.Sprintf("%q is not a date: %s", text.Clip(t.text, 60), message), hint)
		return
	}
	c.Value.Date = date
}
