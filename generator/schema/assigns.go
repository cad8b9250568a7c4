package schema

import (
	"fmt"
	"strings"

	"fangzhi/generator/edtf"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"
)

// Share is the part that an actor has in a power or duty.
type Share uint8

// The shares, in the order in which they are shown.
const (
	NoShare Share = iota
	Decides
	CarriesOut
	Advises
	Supervises
	Evaluates
)

var shareNames = []string{"", "decides", "carries out", "advises", "supervises", "evaluates"}

// String is the share as notes write it.
func (s Share) String() string { return shareNames[s] }

// ParseShare is the inverse of String; underscores and hyphens may stand for
// spaces.
func ParseShare(s string) (Share, bool) {
	want := text.Fold(strings.NewReplacer("_", " ", "-", " ").Replace(s))
	for share := Decides; share <= Evaluates; share++ {
		if share.String() == want {
			return share, true
		}
	}
	return NoShare, false
}

// Assignment is one entry of assigns: a power or duty, and who has which share
// in it.
type Assignment struct {
	Power    Words
	Duty     bool    // written as duty rather than power
	To       []Words // names of notes, at least one
	Share    Share
	When     edtf.Date // when the assignment held; zero: as long as the norm
	Passages []Passage
	Line     int // of the entry
	Column   int
}

const assignsHint = `each entry begins with a hyphen: "- {power: recall, to: county-party-committee, share: decides, passage: "#recall"}"`

// assigns reads the list of that name.
func (d *decoder) assigns(v yamldoc.Value) {
	if v.Kind != yamldoc.List {
		d.wrongKind("assigns", v, "a list of powers and duties", assignsHint)
		return
	}
	for _, item := range v.Items {
		if item.Kind != yamldoc.Mapping {
			d.wrongKind("assigns", item, "a mapping of power, to and share", assignsHint)
			continue
		}
		if a, complete := d.assignment(item); complete {
			d.front.Assigns = append(d.front.Assigns, a)
		}
	}
}

// assignment reads one entry; it is complete if it says what, to whom and with
// which share.
func (d *decoder) assignment(item yamldoc.Value) (a Assignment, complete bool) {
	a = Assignment{Line: item.Line, Column: item.Column}
	shared := false
	for _, part := range item.Fields {
		switch part.Name {
		case "power", "duty":
			if a.Power.Text != "" {
				d.fail(part.Line, part.Column, "assign-invalid", "an entry names both a power and a duty", "make two entries of it")
				continue
			}
			a.Power, _ = d.words(part.Name, part.Value)
			a.Duty = part.Name == "duty"
		case "to":
			a.To = d.names(part.Name, part.Value)
		case "share":
			shared = true
			a.Share = d.share(part.Value)
		case "when":
			a.When = d.date(part.Name, part.Value)
		case "passage", "source":
			a.Passages = append(a.Passages, d.passages(part.Name, part.Value)...)
		default:
			d.unknownPart(part, "an entry of assigns", "power", "duty", "to", "share", "when", "passage", "source")
		}
	}
	var missing []string
	if a.Power.Text == "" {
		missing = append(missing, "power or duty")
	}
	if len(a.To) == 0 {
		missing = append(missing, "to")
	}
	if !shared {
		missing = append(missing, "share")
	}
	if len(missing) > 0 {
		d.fail(item.Line, item.Column, "assign-invalid", "an entry of assigns lacks "+strings.Join(missing, ", "), assignsHint)
		return a, false
	}
	return a, a.Share != NoShare
}

func (d *decoder) share(v yamldoc.Value) Share {
	w, ok := d.words("share", v)
	if !ok {
		if v.Kind == yamldoc.Null {
			d.fail(v.Line, v.Column, "share-unknown", "the share is empty", "shares: "+join(shareNames[1:]))
		}
		return NoShare
	}
	share, known := ParseShare(w.Text)
	if !known {
		hint := "shares: " + join(shareNames[1:])
		if near := text.Nearest(w.Text, shareNames[1:]); near != "" {
			hint = fmt.Sprintf("did you mean %q? %s", near, hint)
		}
		d.fail(w.Line, w.Column, "share-unknown", fmt.Sprintf("there is no share %q", text.Clip(w.Text, 80)), hint)
	}
	return share
}

func join(names []string) string { return strings.Join(names, ", ") }
