// Package feed writes what machines read of a site: the Atom and JSON feeds of
// the notes changed last, the sitemap and robots.txt. Plain data in, bytes out.
package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
)

// Feed is the list of the notes changed last, the newest first.
type Feed struct {
	Title, Subtitle string
	Language        string // BCP 47
	Home, Self      string // absolute addresses
	Authors         []string
	Entries         []Entry
}

// Entry is one note. Dates are ISO 8601, of the precision of a year, a month
// or a day.
type Entry struct {
	Title, Address, Summary string
	Published, Updated      string
	Tags                    []string
}

// epoch stands for the date of a feed that has no entries, since RFC 4287
// wants one and the bytes may not depend on the day of the build.
const epoch = "1970-01-01T00:00:00Z"

// timestamp makes an RFC 3339 timestamp of a date: its first moment in UTC.
func timestamp(date string) string {
	switch len(date) {
	case 4:
		date += "-01-01"
	case 7:
		date += "-01"
	}
	if len(date) != 10 {
		return epoch
	}
	return date + "T00:00:00Z"
}

func (f Feed) updated() string {
	newest := epoch
	for _, e := range f.Entries {
		newest = max(newest, timestamp(e.Updated))
	}
	return newest
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	Title      string         `xml:"title"`
	ID         string         `xml:"id"`
	Link       atomLink       `xml:"link"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Summary    string         `xml:"summary,omitempty"`
	Categories []atomCategory `xml:"category"`
}

type atomFeed struct {
	XMLName  xml.Name     `xml:"http://www.w3.org/2005/Atom feed"`
	Language string       `xml:"xml:lang,attr,omitempty"`
	Title    string       `xml:"title"`
	Subtitle string       `xml:"subtitle,omitempty"`
	ID       string       `xml:"id"`
	Links    []atomLink   `xml:"link"`
	Updated  string       `xml:"updated"`
	Authors  []atomPerson `xml:"author"`
	Entries  []atomEntry  `xml:"entry"`
}

// Atom writes the feed as RFC 4287 has it.
func Atom(f Feed) []byte {
	out := atomFeed{
		Language: f.Language, Title: f.Title, Subtitle: f.Subtitle, ID: f.Home, Updated: f.updated(),
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: f.Self}, {Rel: "alternate", Type: "text/html", Href: f.Home}},
	}
	authors := f.Authors
	if len(authors) == 0 {
		authors = []string{f.Title} // the standard wants an author
	}
	for _, name := range authors {
		out.Authors = append(out.Authors, atomPerson{name})
	}
	for _, e := range f.Entries {
		entry := atomEntry{
			Title: e.Title, ID: e.Address, Link: atomLink{Rel: "alternate", Href: e.Address},
			Updated: timestamp(e.Updated), Summary: e.Summary,
		}
		if e.Published != "" {
			entry.Published = timestamp(e.Published)
		}
		for _, tag := range e.Tags {
			entry.Categories = append(entry.Categories, atomCategory{tag})
		}
		out.Entries = append(out.Entries, entry)
	}
	return marshalXML(out)
}

// marshalXML writes a document. The values are strings only, which cannot
// fail to be written; what XML cannot hold is replaced.
func marshalXML(v any) []byte {
	text, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic("feed: " + err.Error())
	}
	return append(append([]byte(xml.Header), text...), '\n')
}

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Content   string   `json:"content_text"`
	Published string   `json:"date_published,omitempty"`
	Modified  string   `json:"date_modified,omitempty"`
	Tags      []string `json:"tags,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language,omitempty"`
	Home        string       `json:"home_page_url"`
	Self        string       `json:"feed_url"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Items       []jsonItem   `json:"items"`
}

// JSON writes the feed as JSON Feed 1.1 has it.
func JSON(f Feed) []byte {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Description: f.Subtitle, Language: f.Language,
		Home: f.Home, Self: f.Self, Items: []jsonItem{},
	}
	for _, name := range f.Authors {
		out.Authors = append(out.Authors, jsonAuthor{name})
	}
	for _, e := range f.Entries {
		item := jsonItem{ID: e.Address, URL: e.Address, Title: e.Title, Content: e.Summary, Modified: timestamp(e.Updated), Tags: e.Tags}
		if e.Published != "" {
			item.Published = timestamp(e.Published)
		}
		out.Items = append(out.Items, item)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(out); err != nil {
		panic("feed: " + err.Error()) // strings cannot fail to be written
	}
	return b.Bytes()
}

// SitemapPage is one page of a sitemap; Updated may be empty.
type SitemapPage struct {
	Address, Updated string
	Alternates       []Alternate // in all languages, itself among them; empty where it is there in one
}

// Alternate is a page in one language, or in none that is known ("x-default").
type Alternate struct{ Language, Address string }

// Sitemap writes sitemap.xml as sitemaps.org has it, and the languages of pages
// as links of XHTML, which search engines read there.
func Sitemap(pages []SitemapPage) []byte {
	type link struct {
		XMLName  xml.Name `xml:"xhtml:link"`
		Relation string   `xml:"rel,attr"`
		Language string   `xml:"hreflang,attr"`
		Address  string   `xml:"href,attr"`
	}
	type url struct {
		Location string `xml:"loc"`
		Modified string `xml:"lastmod,omitempty"`
		Links    []link
	}
	type set struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		XHTML   string   `xml:"xmlns:xhtml,attr,omitempty"`
		URLs    []url    `xml:"url"`
	}
	out := set{URLs: make([]url, 0, len(pages))}
	for _, p := range pages {
		modified := p.Updated
		if strings.Trim(modified, "0123456789-") != "" {
			modified = "" // uncertain dates have no place here
		}
		var links []link
		for _, a := range p.Alternates {
			links = append(links, link{Relation: "alternate", Language: a.Language, Address: a.Address})
			out.XHTML = "http://www.w3.org/1999/xhtml"
		}
		out.URLs = append(out.URLs, url{p.Address, modified, links})
	}
	return marshalXML(out)
}

// Robots lets all readers in and tells them of the sitemap, where its address
// is a full one.
func Robots(sitemap string) []byte {
	text := "User-agent: *\nAllow: /\n"
	if strings.Contains(sitemap, "://") {
		text += "\nSitemap: " + sitemap + "\n"
	}
	return []byte(text)
}
