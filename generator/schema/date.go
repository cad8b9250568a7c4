package schema

import (
	"errors"
	"fmt"

	"fangzhi/generator/edtf"
	"fangzhi/generator/yamldoc"
)

const (
	dateForms = "dates are EDTF: 1953, 1953-05, 1953~, 197X, 1953/1956, 1953/.."
	dateText  = `a date of another calendar stands beside one in EDTF: {edtf: "1644", text: "崇禎十七年"}`
)

// date reads a date, in either of the forms of datedText.
func (d *decoder) date(name string, v yamldoc.Value) edtf.Date {
	date, _ := d.datedText(name, v)
	return date
}

// datedText reads a date in EDTF, or a mapping of edtf and text, in which text
// is the date as its source writes it: in the years of a reign, say, or of a
// lunar calendar. There is at most one text, and none without a date.
func (d *decoder) datedText(name string, v yamldoc.Value) (edtf.Date, []Words) {
	if v.Kind != yamldoc.Mapping {
		return d.edtf(name, v), nil
	}
	var date edtf.Date
	var texts []Words
	stated := false
	for _, part := range v.Fields {
		switch part.Name {
		case "edtf":
			date, stated = d.edtf(name, part.Value), part.Value.Kind != yamldoc.Null
		case "text":
			if w, ok := d.words(part.Name, part.Value); ok {
				texts = []Words{w}
			}
		default:
			d.unknownPart(part, "a date", "edtf", "text")
		}
	}
	if !stated {
		d.fail(v.Line, v.Column, "date-invalid", fmt.Sprintf("the date in %q has no edtf", name), dateText)
	}
	if date.IsZero() {
		return edtf.Date{}, nil
	}
	return date, texts
}

// edtf reads a date that is one text.
func (d *decoder) edtf(name string, v yamldoc.Value) edtf.Date {
	w, ok := d.words(name, v)
	if !ok {
		return edtf.Date{}
	}
	date, err := edtf.Parse(w.Text)
	if err == nil {
		return date
	}
	message, hint := err.Error(), dateForms
	column := w.Column
	var at *edtf.ParseError
	if errors.As(err, &at) {
		message = at.Message
		if v.Text == w.Text {
			column += len([]rune(w.Text[:min(at.Offset, len(w.Text))]))
			if v.Quoted {
				column++
			}
		}
		if at.Nearest != "" {
			hint = fmt.Sprintf("did you mean %s? %s", at.Nearest, hint)
		} else {
			hint += "; " + dateText
		}
	}
	d.fail(w.Line, column, "date-invalid", fmt.Sprintf("%q is not a date: %s", w.Text, message), hint)
	return edtf.Date{}
}
