// Package address is the one home of the site's addresses: how the path of a
// page is made, joined with the site's base and escaped. A Path names a page
// within the site ("/norms/organic-law/"); nothing here reads a file or knows
// what a page shows.
package address

import (
	"net/url"
	"path"
	"strings"
)

// Path is a page's or file's place in the site: it begins with a slash, is
// not escaped, and ends with a slash when it is a folder with an index.html.
type Path string

// Page joins segments into the address of a page: Page("norms", "x") is
// "/norms/x/". Empty segments are left out; no segments give the home page.
func Page(segments ...string) Path {
	joined := path.Clean("/" + path.Join(segments...))
	if joined == "/" {
		return "/"
	}
	return Path(joined + "/")
}

// Valid tells whether a page may stand at an address: no part of it is hidden,
// since Fangzhi and web servers keep such names for themselves, and none holds
// what file systems refuse.
func (p Path) Valid() bool {
	for part := range strings.SplitSeq(strings.Trim(string(p), "/"), "/") {
		if strings.HasPrefix(part, ".") || len(part) > 200 || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7F }) {
			return false
		}
	}
	return true
}

// File is the place of a published file: File("img/a.png") is "/img/a.png".
func File(name string) Path { return Path("/" + strings.TrimPrefix(path.Clean(name), "/")) }

// OutputFile is the file, slash-separated and relative to the output folder,
// that a web server answers for p.
func (p Path) OutputFile() string {
	name := strings.TrimPrefix(string(p), "/")
	if name == "" || strings.HasSuffix(name, "/") {
		return name + "index.html"
	}
	return name
}

// Base is where the site stands: the zero Base is the root of a host.
type Base struct {
	Origin string // "https://example.org", or empty when the site does not say
	Prefix string // "/kb", or empty: never ends with a slash
}

// ParseBase reads a site's base_url. Accepted are a full http or https
// address, a path such as "/kb/", or nothing.
func ParseBase(s string) (Base, error) {
	u, err := url.Parse(s)
	if err != nil {
		return Base{}, err
	}
	switch first, _, _ := strings.Cut(u.Path, "/"); {
	case u.Scheme == "" && u.Host == "" && !strings.Contains(first, "."): // "example.org" lacks its https://
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil:
	default:
		return Base{}, &url.Error{Op: "parse", URL: s, Err: errNotWeb}
	}
	if u.RawQuery != "" || u.Fragment != "" || strings.Contains(u.Path, "\\") {
		return Base{}, &url.Error{Op: "parse", URL: s, Err: errNotWeb}
	}
	var b Base
	if u.Host != "" {
		b.Origin = u.Scheme + "://" + u.Host
	}
	if clean := path.Clean("/" + u.Path); clean != "/" {
		b.Prefix = clean
	}
	return b, nil
}

type baseError string

func (e baseError) Error() string { return string(e) }

const errNotWeb = baseError("not an http or https address or a path")

// Href is the address to write in a page: base path and page path, escaped.
func (b Base) Href(p Path) string {
	if plain(string(p)) && plain(b.Prefix) {
		return b.Prefix + string(p)
	}
	return (&url.URL{Path: b.Prefix + string(p)}).EscapedPath()
}

// Fragment appends an anchor to an address, escaped; an empty id adds nothing.
func Fragment(href, id string) string {
	if id == "" {
		return href
	}
	return href + "#" + Anchor(id)
}

// Anchor is what Fragment appends after the #.
func Anchor(id string) string {
	if plain(id) {
		return id
	}
	return (&url.URL{Fragment: id}).EscapedFragment()
}

// plain tells whether s has nothing in it that an address would escape: so it
// is with most.
func plain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '/' && c != '.' {
			return false
		}
	}
	return true
}

// Absolute is the full address, for feeds, sitemaps and printed pages. Where
// the site does not say its origin it is the same as Href.
func (b Base) Absolute(p Path) string { return b.Origin + b.Href(p) }

// Local tells whether a link's address points into the site by its form, that
// is, has neither scheme nor host.
func Local(href string) bool {
	u, err := url.Parse(href)
	return err == nil && u.Scheme == "" && u.Host == "" && !strings.HasPrefix(href, "//")
}
