// Package settings reads fangzhi.yaml, the settings of a site, into a struct
// with nothing left to interpret, and complains with line and column.
package settings

import (
	"fmt"
	"slices"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"
)

// File is the name of the settings file in a site's folder.
const File = "fangzhi.yaml"

// Settings is what a site says of itself. Every member has a useful zero
// value, so that an empty file, or none, gives a site that works.
type Settings struct {
	Title       string
	Subtitle    string
	Description string
	Language    string       // BCP 47; "en" when not stated
	Languages   []string     // BCP 47, others in which there are translations
	Base        address.Base // where the site will stand
	Authors     []string
	License     string // in words
	LicenseURL  string
	// Bibliography names the files of references, below content/.
	Bibliography []Path
	// Navigation names notes to lead to from every page, after the indexes.
	Navigation []Path
	// RawHTML lets notes contain HTML, which is then sanitised.
	RawHTML bool
	Schema  *schema.Schema
}

// Path is the name of a file or note, and where the settings name it.
type Path struct {
	Name         string
	Line, Column int
}

// names are the settings known, for suggestions.
var names = []string{
	"title", "subtitle", "description", "language", "languages", "base_url", "authors", "license", "license_url",
	"bibliography", "navigation", "raw_html", "types", "fields", "relations",
}

// Parse reads the text of fangzhi.yaml. Whatever is wrong in it is reported,
// and left at its default.
func Parse(data []byte) (Settings, []diag.Diagnostic) {
	p := parser{settings: Settings{Title: "Untitled site", Language: "en", Schema: schema.New()}}
	document, diagnostics := yamldoc.Parse(File, data, 1)
	p.diagnostics = diagnostics
	if document.Kind != yamldoc.Mapping && document.Kind != yamldoc.Null {
		p.fail(document, "the settings are "+document.Kind.String()+", not fields", "write each setting on a line of its own: title: My site")
	}
	// Types come before what refers to them, wherever they stand in the file.
	for _, section := range []string{"types", "fields", "relations"} {
		for _, f := range document.Fields {
			if f.Name == section {
				p.diagnostics = append(p.diagnostics, p.settings.Schema.Extend(File, section, f.Value)...)
			}
		}
	}
	for _, f := range document.Fields {
		p.field(f)
	}
	own := p.settings.Language
	p.settings.Languages = slices.DeleteFunc(p.settings.Languages, func(tag string) bool { return strings.EqualFold(tag, own) })
	return p.settings, p.diagnostics
}

type parser struct {
	settings    Settings
	diagnostics []diag.Diagnostic
}

func (p *parser) fail(at yamldoc.Value, message, hint string) {
	p.diagnostics = append(p.diagnostics, diag.Diagnostic{
		Path: File, Line: at.Line, Column: at.Column, Severity: diag.Error, Code: "settings-invalid", Message: message, Hint: hint,
	})
}

func (p *parser) field(f yamldoc.Field) {
	s := &p.settings
	switch f.Name {
	case "title":
		p.text(f, &s.Title)
	case "subtitle":
		p.text(f, &s.Subtitle)
	case "description":
		p.text(f, &s.Description)
	case "language":
		p.language(f)
	case "languages":
		p.languages(f)
	case "base_url":
		p.base(f)
	case "authors":
		for _, path := range p.list(f) {
			s.Authors = append(s.Authors, path.Name)
		}
	case "license":
		p.text(f, &s.License)
	case "license_url":
		p.licenseURL(f)
	case "bibliography":
		s.Bibliography = p.list(f)
	case "navigation":
		s.Navigation = p.list(f)
	case "raw_html":
		p.flag(f, &s.RawHTML)
	case "types", "fields", "relations":
	default:
		hint := "known settings: " + strings.Join(names, ", ")
		if near := text.Nearest(f.Name, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		p.diagnostics = append(p.diagnostics, diag.Diagnostic{
			Path: File, Line: f.Line, Column: f.Column, Severity: diag.Warning, Code: "settings-unknown",
			Message: fmt.Sprintf("there is no setting %q; it is not used", f.Name), Hint: hint,
		})
	}
}

func (p *parser) text(f yamldoc.Field, to *string) {
	switch f.Value.Kind {
	case yamldoc.Scalar:
		if trimmed := strings.TrimSpace(f.Value.Text); trimmed != "" {
			*to = trimmed
		}
	case yamldoc.Null:
	default:
		p.fail(f.Value, fmt.Sprintf("%q is %s, but should be text", f.Name, f.Value.Kind), "")
	}
}

func (p *parser) list(f yamldoc.Field) []Path {
	items := f.Value.Items
	switch f.Value.Kind {
	case yamldoc.Scalar:
		items = []yamldoc.Value{f.Value}
	case yamldoc.Mapping:
		p.fail(f.Value, fmt.Sprintf("%q is a mapping, but should be a list", f.Name), "")
	}
	var all []Path
	for _, item := range items {
		if item.Kind != yamldoc.Scalar {
			p.fail(item, fmt.Sprintf("an entry of %q is %s, but should be text", f.Name, item.Kind), "")
			continue
		}
		all = append(all, Path{strings.TrimSpace(item.Text), item.Line, item.Column})
	}
	return all
}

// language reads the tag of the site's own language.
func (p *parser) language(f yamldoc.Field) {
	tag := p.settings.Language
	p.text(f, &tag)
	if !schema.IsLanguage(tag) {
		p.fail(f.Value, fmt.Sprintf("%q is no tag of a language", tag), schema.LanguageHint)
		return
	}
	p.settings.Language = tag
}

// languages reads the tags of languages: each is the first part of addresses,
// and the last of the names of files.
func (p *parser) languages(f yamldoc.Field) {
	for _, named := range p.list(f) {
		at := yamldoc.Value{Line: named.Line, Column: named.Column}
		if !schema.IsLanguage(named.Name) {
			p.fail(at, fmt.Sprintf("%q is no tag of a language", named.Name), schema.LanguageHint)
			continue
		}
		if slices.ContainsFunc(p.settings.Languages, func(other string) bool { return strings.EqualFold(other, named.Name) }) {
			p.fail(at, fmt.Sprintf("the language %q stands twice", named.Name), "keep one")
			continue
		}
		p.settings.Languages = append(p.settings.Languages, named.Name)
	}
}

func (p *parser) flag(f yamldoc.Field, to *bool) {
	switch f.Value.Text {
	case "true":
		*to = true
	case "false", "":
		*to = false
	default:
		p.fail(f.Value, fmt.Sprintf("%q is %q, but should be true or false", f.Name, f.Value.Text), "")
	}
}

func (p *parser) base(f yamldoc.Field) {
	var written string
	p.text(f, &written)
	base, err := address.ParseBase(written)
	if err != nil {
		p.fail(f.Value, fmt.Sprintf("%q is not an address for a site", written), "write it as https://example.org/kb/, or as a path such as /kb/")
		return
	}
	p.settings.Base = base
}

func (p *parser) licenseURL(f yamldoc.Field) {
	var written string
	p.text(f, &written)
	if !strings.HasPrefix(written, "https://") && !strings.HasPrefix(written, "http://") {
		p.fail(f.Value, fmt.Sprintf("%q is not a web address", written), "write it as https://…")
		return
	}
	p.settings.LicenseURL = written
}
