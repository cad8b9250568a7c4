package media

import (
	"strings"
	"testing"
)

func TestDrawingsTellTheirSize(t *testing.T) {
	const declared = `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><!-- a drawing -->`
	for title, c := range map[string]struct {
		data          string
		width, height int
	}{
		"in pixels":                        {declared + `<svg xmlns="&ns;" width="120px" height="80"/>`, 120, 80},
		"by the view box":                  {"\uFEFF" + `<svg viewBox="0 0 300.4,200"/>`, 300, 200},
		"by the view box if relative":      {`<svg width="100%" height="5em" viewBox="0 0 10 20"/>`, 10, 20},
		"by one length and the view box":   {`<svg width="50" viewBox="0 0 10 20"/>`, 50, 100},
		"by the other and the view box":    {`<svg height="50" viewBox="0 0 10 20"/>`, 25, 50},
		"in inches and points":             {`<svg width="1in" height="72pt"/>`, 96, 96},
		"in centimetres and millimetres":   {`<svg width="2.54cm" height="50.8mm"/>`, 96, 192},
		"in picas and quarter millimetres": {`<svg width="2pc" height="101.6Q"/>`, 32, 96},
		"with an exponent":                 {`<svg width="1e2" height="2E1"/>`, 100, 20},
		"with a prefix":                    {`<s:svg xmlns:s="http://www.w3.org/2000/svg" width="7" height="8"/>`, 7, 8},
		"beside another program's width":   {`<svg xmlns:i="x" i:width="1" width="7" height="8"/>`, 7, 8},
		"in an old encoding":               {"<?xml version='1.0' encoding='ISO-8859-1'?><!-- \xe9 --><svg width='7' height='8'/>", 7, 8},
		"never less than a pixel":          {`<svg width="0.1" height="0.2"/>`, 1, 1},
		"not at all":                       {`<svg/>`, 0, 0},
		"not by one length":                {`<svg width="7"/>`, 0, 0},
		"not by a view box of three":       {`<svg viewBox="0 0 10"/>`, 0, 0},
		"not by an empty view box":         {`<svg viewBox="0 0 0 20"/>`, 0, 0},
		"not by numbers below zero":        {`<svg width="-5" height="-6"/>`, 0, 0},
		"not by what is no number":         {`<svg width="NaN" height="inf"/>`, 0, 0},
		"not by hexadecimal numbers":       {`<svg width="0x10" height="1_0"/>`, 0, 0},
		"not by absurd numbers":            {`<svg width="1e999" height="1e9"/>`, 0, 0},
		"not by an absurd ratio":           {`<svg width="99999" viewBox="0 0 1e-300 1e300"/>`, 0, 0},
		"though the rest is cut off":       {`<svg width="7" height="8"><g`, 7, 8},
	} {
		got, err := Probe([]byte(c.data), "a.svg")
		if want := (Info{Format: "svg", Width: c.width, Height: c.height}); err != nil || got != want {
			t.Errorf("%s: got %+v, %v; want %+v", title, got, err, want)
		}
	}
}

func TestWhatHasNoRootOfADrawingIsNone(t *testing.T) {
	for title, data := range map[string]string{
		"nothing":                  "",
		"another element":          `<html><svg/></html>`,
		"words before":             `words <svg/>`,
		"a tag cut off":            `<svg width="7`,
		"a root too far into it":   strings.Repeat(" ", svgHeader) + `<svg/>`,
		"a comment without end":    `<!-- ` + strings.Repeat("x", 2*svgHeader),
		"declarations without end": `<!DOCTYPE svg [` + strings.Repeat("<!ENTITY a 'b'>", svgHeader),
		"bytes that are no text":   "\x00\x01\x02",
		"text in another encoding": "\xFF\xFE<\x00s\x00v\x00g\x00/\x00>\x00",
	} {
		if info, err := Probe([]byte(data), "a.svg"); err == nil {
			t.Errorf("%s: got %+v", title, info)
		}
	}
}
