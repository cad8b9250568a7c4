package bibliography

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/diag"
)

// cslItem is an item as CSL-JSON writes it.
type cslItem struct {
	ID             cslText `json:"id"`
	Type           string  `json:"type"`
	Title          string  `json:"title"`
	ShortTitle     string  `json:"title-short"`
	Author         []Name  `json:"author"`
	Editor         []Name  `json:"editor"`
	Translator     []Name  `json:"translator"`
	Issued         cslDate `json:"issued"`
	Accessed       cslDate `json:"accessed"`
	ContainerTitle string  `json:"container-title"`
	Collection     string  `json:"collection-title"`
	Publisher      string  `json:"publisher"`
	PublisherPlace string  `json:"publisher-place"`
	Volume         cslText `json:"volume"`
	Issue          cslText `json:"issue"`
	Page           cslText `json:"page"`
	Edition        cslText `json:"edition"`
	Number         cslText `json:"number"`
	Genre          string  `json:"genre"`
	DOI            string  `json:"DOI"`
	URL            string  `json:"URL"`
	ISBN           string  `json:"ISBN"`
	ISSN           string  `json:"ISSN"`
	Language       string  `json:"language"`
	Note           string  `json:"note"`
}

// cslText is a text that may be written as a number.
type cslText string

func (t *cslText) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		*t = cslText(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	*t = cslText(n.String())
	return nil
}

type cslDate struct {
	Parts   [][]cslText `json:"date-parts"`
	Raw     string      `json:"raw"`
	Literal string      `json:"literal"`
}

func (d cslDate) date() Date {
	if len(d.Parts) == 0 || len(d.Parts[0]) == 0 {
		if d.Raw != "" {
			return date(d.Raw, "", "")
		}
		return Date{Literal: d.Literal}
	}
	parts := make([]string, 0, 3)
	for _, part := range d.Parts[0][:min(3, len(d.Parts[0]))] {
		parts = append(parts, string(part))
	}
	return date(strings.Join(parts, "-"), "", "")
}

// ParseCSLJSON reads a file of references in CSL-JSON.
func ParseCSLJSON(path string, source []byte) ([]Item, []diag.Diagnostic) {
	var read []cslItem
	if err := json.Unmarshal(source, &read); err != nil {
		return nil, []diag.Diagnostic{jsonDiagnostic(path, source, err)}
	}
	items := make([]Item, 0, len(read))
	var diagnostics []diag.Diagnostic
	for n, c := range read {
		if c.ID == "" {
			diagnostics = append(diagnostics, diag.Diagnostic{
				Path: path, Severity: diag.Error, Code: "csl-id", Message: fmt.Sprintf("reference %d has no id", n+1), Hint: `add "id": "key"`,
			})
			continue
		}
		items = append(items, Item{
			ID: string(c.ID), Type: c.Type, Title: c.Title, ShortTitle: c.ShortTitle, Author: c.Author, Editor: c.Editor,
			Translator: c.Translator, Issued: c.Issued.date(), Accessed: c.Accessed.date(), ContainerTitle: c.ContainerTitle,
			Collection: c.Collection, Publisher: c.Publisher, PublisherPlace: c.PublisherPlace, Volume: string(c.Volume),
			Issue: string(c.Issue), Page: string(c.Page), Edition: string(c.Edition), Number: string(c.Number), Genre: c.Genre,
			DOI: c.DOI, URL: c.URL, ISBN: c.ISBN, ISSN: c.ISSN, Language: c.Language, Note: c.Note, Path: path,
		})
	}
	return items, diagnostics
}

// jsonDiagnostic says where JSON is broken.
func jsonDiagnostic(path string, source []byte, err error) diag.Diagnostic {
	d := diag.Diagnostic{Path: path, Severity: diag.Error, Code: "csl-syntax", Message: err.Error(), Hint: "the file holds a list of references in CSL-JSON"}
	at := int64(-1)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	if at >= 0 {
		before := source[:min(int(at), len(source))]
		d.Line = 1 + bytes.Count(before, []byte("\n"))
		d.Column = 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	}
	return d
}
