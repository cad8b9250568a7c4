package seek

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// How a page names its client, and how that names the search.
var (
	pageScript   = regexp.MustCompile(`/assets/(site-[0-9a-f]+\.js)"`)
	searchModule = regexp.MustCompile(`search-[A-Z0-9]+\.js`)
)

// Client says how a search is asked.
type Client struct {
	Name string // as the tables name it
	// Parts are the files that the search alone needs, as patterns below the
	// site's folder.
	Parts []string
	// find is a function of JavaScript that takes a text and a number, loads
	// the client and answers with a promise of a found.
	find string
	page string // address of a page with the search's own field
	own  string // text of that page, where the site has none
	open string // makes the field ready for typing
	// ready holds when it is. list and result select the list of results, and
	// one result in it.
	ready, list, result string
}

// Fangzhi is the search of a site that Fangzhi built, in the language of its
// home page: pages of each language have a client of their own.
func Fangzhi(site string) (Client, error) {
	home, err := os.ReadFile(filepath.Join(site, "index.html"))
	if err != nil {
		return Client{}, err
	}
	script := pageScript.FindSubmatch(home)
	if script == nil {
		return Client{}, errors.New("the home page loads no client")
	}
	text, err := os.ReadFile(filepath.Join(site, "assets", string(script[1])))
	if err != nil {
		return Client{}, err
	}
	module := searchModule.Find(text)
	if module == nil {
		return Client{}, fmt.Errorf("%s loads no client of the search", script[1])
	}
	return Client{
		Name:  "Fangzhi",
		Parts: []string{"search/*.bin", "search/*.json", "assets/" + string(module)},
		find: fmt.Sprintf(`async (text, most) => {
			const { find } = await import("/assets/%s");
			const found = await find(location.origin + "/search/", text, {}, most);
			return { count: found.count, addresses: found.results.map((r) => r.href) };
		}`, module),
		page:  "/",
		open:  `document.querySelector("form.search-open button").click()`,
		ready: `document.activeElement?.getAttribute("role") === "combobox"`,
		list:  "#search-list", result: "[role=option]",
	}, nil
}

// PagefindFolder is where Pagefind's files are, below the site.
const PagefindFolder = "pagefind"

// Pagefind is the search of a site that Pagefind read: its library, and its
// own field with the usual settings.
func Pagefind() Client {
	return Client{
		Name:  "Pagefind",
		Parts: []string{PagefindFolder + "/*", PagefindFolder + "/*/*"},
		find: `async (text, most) => {
			const pagefind = await import("/pagefind/pagefind.js");
			const found = await pagefind.search(text);
			const results = await Promise.all(found.results.slice(0, most).map((r) => r.data()));
			return { count: found.results.length, addresses: results.map((r) => r.url) };
		}`,
		page: prefix + "pagefind",
		own: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title>
<link rel="stylesheet" href="/pagefind/pagefind-ui.css"><script src="/pagefind/pagefind-ui.js"></script></head>
<body><div id="search"></div><script>new PagefindUI({ element: "#search" });</script></body></html>`,
		open:  `document.querySelector(".pagefind-ui__search-input").focus()`,
		ready: `document.activeElement?.matches(".pagefind-ui__search-input")`,
		list:  ".pagefind-ui__drawer", result: ".pagefind-ui__result-title",
	}
}
