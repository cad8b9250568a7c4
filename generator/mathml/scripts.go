package mathml

import "strings"

// scripts are what stands below and above an element.
type scripts struct {
	below, above *node
}

// scripted reads an atom with its scripts and primes. It returns nil for an
// atom that shows nothing and has none.
func (p *parser) scripted() (*node, error) {
	var base *node
	var err error
	if r := p.rune(); r != '_' && r != '^' && r != '\'' {
		if base, err = p.atom(); err != nil {
			return nil, err
		}
	}
	found, place, err := p.scripts(base)
	if err != nil {
		return nil, err
	}
	if found.below == nil && found.above == nil {
		return base, nil
	}
	if base == nil {
		base = element("mrow") // as in {}_6C
	}
	if place == stacked && base.tag == "mo" && !p.display {
		base.attributes += ` movablelimits="false"`
	}
	return attach(base, found, place != beside), nil
}

// scripts reads sub- and superscripts, primes, \limits and \nolimits. place is
// beside or stacked.
func (p *parser) scripts(base *node) (found scripts, place limits, err error) {
	if base != nil && (base.limits == stacked || base.limits == movable && p.display) {
		place = stacked
	}
	for {
		p.space()
		switch r := p.rune(); r {
		case '_', '^':
			if err := p.script(&found, r); err != nil {
				return found, place, err
			}
			continue
		case '\'':
			if found.above != nil {
				return found, place, p.fail(p.at, "a prime stands after a superscript: write it before, or use braces")
			}
			found.above = p.primes()
			continue
		}
		name := p.command()
		if name != "limits" && name != "nolimits" {
			return found, place, nil
		}
		if base == nil || base.limits == beside {
			return found, place, p.fail(p.at, `\%s wants a sum or the like before it`, name)
		}
		p.take(name)
		place = beside
		if name == "limits" {
			place = stacked
		}
	}
}

// script reads one sub- or superscript. A superscript may follow primes.
func (p *parser) script(found *scripts, kind rune) error {
	at := p.at
	p.at++
	item, err := p.argumentIn(false, string(kind))
	if err != nil {
		return err
	}
	switch {
	case kind == '_' && found.below == nil:
		found.below = item
	case kind == '^' && found.above == nil:
		found.above = item
	case kind == '^' && isPrimes(found.above):
		found.above = element("mrow", found.above, item)
	default:
		return p.fail(at, "there are two scripts at one place: use braces")
	}
	return nil
}

// primes reads ”'.
func (p *parser) primes() *node {
	start := p.at
	for p.rune() == '\'' {
		p.at++
	}
	return operator(strings.Repeat("′", p.at-start), "")
}

func isPrimes(n *node) bool { return n.tag == "mo" && strings.HasPrefix(n.text, "′") }

// attach hangs scripts on a base, above and below it or beside it.
func attach(base *node, found scripts, above bool) *node {
	tags := [3]string{"msub", "msup", "msubsup"}
	if above {
		tags = [3]string{"munder", "mover", "munderover"}
	}
	var whole *node
	switch {
	case found.above == nil:
		whole = element(tags[0], base, found.below)
	case found.below == nil:
		whole = element(tags[1], base, found.above)
	default:
		whole = element(tags[2], base, found.below, found.above)
	}
	whole.role = base.role
	return whole
}
