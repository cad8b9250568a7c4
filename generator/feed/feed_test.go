package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"fangzhi/generator/feed"
)

// hostile is what a title may hold; XML has no place for the last sign.
const hostile = "村 <b>&\"]]></b> --> \u2028\x01"

func sample() feed.Feed {
	return feed.Feed{
		Title: "A site", Language: "zh-Hans", Home: "https://example.org/kb/", Self: "https://example.org/kb/feed.atom",
		Entries: []feed.Entry{
			{Title: hostile, Address: "https://example.org/kb/norms/a/", Summary: "S & T", Published: "2015", Updated: "2021-05", Tags: []string{"governance/village"}},
			{Title: "B", Address: "https://example.org/kb/norms/b/", Updated: "2020-02-29"},
		},
	}
}

// TestAtomIsWhatTheStandardAsksFor reads the feed back with a reader of XML.
func TestAtomIsWhatTheStandardAsksFor(t *testing.T) {
	var read struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Author  []string `xml:"author>name"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Entries []struct {
			Title     string `xml:"title"`
			ID        string `xml:"id"`
			Updated   string `xml:"updated"`
			Published string `xml:"published"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(feed.Atom(sample()), &read); err != nil {
		t.Fatal(err)
	}
	if read.ID != "https://example.org/kb/" || read.Updated != "2021-05-01T00:00:00Z" || len(read.Author) != 1 || read.Author[0] != "A site" {
		t.Errorf("the feed says %+v", read)
	}
	if len(read.Links) != 2 || read.Links[0].Rel != "self" || read.Links[0].Href != "https://example.org/kb/feed.atom" {
		t.Errorf("its links are %+v", read.Links)
	}
	first, second := read.Entries[0], read.Entries[1]
	if want := strings.Replace(hostile, "\x01", "\uFFFD", 1); first.Title != want || first.Published != "2015-01-01T00:00:00Z" {
		t.Errorf("the first entry is %+v", first)
	}
	if second.Updated != "2020-02-29T00:00:00Z" || second.Published != "" {
		t.Errorf("the second entry is %+v", second)
	}
}

func TestAFeedWithoutEntriesDoesNotDependOnTheDay(t *testing.T) {
	text := string(feed.Atom(feed.Feed{Title: "Empty"}))
	if !strings.Contains(text, "<updated>1970-01-01T00:00:00Z</updated>") {
		t.Errorf("it is dated otherwise:\n%s", text)
	}
	var read struct {
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(feed.JSON(feed.Feed{Title: "Empty"}), &read); err != nil || read.Items == nil {
		t.Errorf("a JSON feed must have items, if none: %v, %v", read.Items, err)
	}
}

func TestJSONFeedIsWhatTheStandardAsksFor(t *testing.T) {
	var read struct {
		Version string `json:"version"`
		Items   []struct {
			ID        string   `json:"id"`
			Title     string   `json:"title"`
			Content   *string  `json:"content_text"`
			Published string   `json:"date_published"`
			Tags      []string `json:"tags"`
		} `json:"items"`
	}
	data := feed.JSON(sample())
	if err := json.Unmarshal(data, &read); err != nil {
		t.Fatal(err)
	}
	if read.Version != "https://jsonfeed.org/version/1.1" || len(read.Items) != 2 {
		t.Fatalf("the feed says %+v", read)
	}
	first, second := read.Items[0], read.Items[1]
	if first.Title != hostile || first.ID != "https://example.org/kb/norms/a/" || len(first.Tags) != 1 {
		t.Errorf("the first item is %+v", first)
	}
	if second.Content == nil || second.Published != "" {
		t.Errorf("the second item is %+v", second)
	}
	if strings.Contains(string(data), "</b>") || strings.Contains(string(data), "\u2028") {
		t.Error("a page that takes the feed in as a script would end too early")
	}
}

func TestSitemapLeavesOutUncertainDates(t *testing.T) {
	text := string(feed.Sitemap([]feed.SitemapPage{
		{Address: "https://example.org/a/?x=1&y=2", Updated: "2021-05-11"}, {Address: "https://example.org/b/", Updated: "2021~"},
	}))
	if !strings.Contains(text, "x=1&amp;y=2</loc>") || !strings.Contains(text, "<lastmod>2021-05-11</lastmod>") || strings.Contains(text, "2021~") {
		t.Errorf("the sitemap is\n%s", text)
	}
}

func TestRobotsNameTheSitemapByItsFullAddressOnly(t *testing.T) {
	if text := string(feed.Robots("https://example.org/sitemap.xml")); !strings.HasSuffix(text, "\nSitemap: https://example.org/sitemap.xml\n") {
		t.Errorf("it says\n%s", text)
	}
	if text := string(feed.Robots("/kb/sitemap.xml")); strings.Contains(text, "Sitemap") || !strings.Contains(text, "Allow: /\n") {
		t.Errorf("it says\n%s", text)
	}
}
