package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"fangzhi/generator/text"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// searchedSite is a served site, below /kb/, with notes to search for.
func searchedSite(t *testing.T) *served {
	site := smallSite(t)
	site.write("content/norms/land-law.md", "---\ntitle: Land Law\noriginal_title: 土地法\ntags: [land]\nissued: \"1950-06-30\"\n---\nIt took the land from the landlords.\n\n## Rent and interest {#rent}\n\nThe tenants paid no rent after the reform. 村民委员会管理土地。\n")
	site.write("content/cases/cafe.md", "---\ntitle: The café of Élan\n---\nA case of coffee, and of tenants who paid rent for a café.\n")
	site.start()
	return site
}

// answered holds once the list of the dialog has what was found for the text in
// its field: with fewer letters it may have looked the same.
const answered = `document.querySelector("dialog [role=listbox]:not([aria-busy])") !== null`

// TestSearchByKeyboard opens the dialog, searches, walks through the results
// and follows one, as a reader without a mouse does.
func TestSearchByKeyboard(t *testing.T) {
	site := searchedSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "norms/organic-law/")
	b.sees("h1", "Organic Law")
	b.waits(`performance.getEntriesByType("resource").every((r) => !r.name.includes("/search"))`)

	b.evaluate(`document.querySelector("main a").focus()`)
	b.press("/")
	b.waits(`document.activeElement?.getAttribute("role") === "combobox"`)
	b.waits(`document.activeElement.value === "" && document.activeElement.getAttribute("aria-expanded") === "false"`)
	b.press("tenants rent")
	b.waits(answered)
	b.waits(`document.querySelectorAll("[role=listbox] [role=option]").length === 2`)
	b.waits(`document.activeElement.getAttribute("aria-expanded") === "true" && !document.activeElement.hasAttribute("aria-activedescendant")`)
	b.waits(`document.querySelector("dialog [role=status]").textContent === "2 notes found."`)
	b.waits(`[...document.querySelectorAll("[role=option] mark")].some((m) => m.textContent === "tenants")`)

	active := `document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))`
	b.press(kb.ArrowDown)
	b.waits(active + `?.getAttribute("aria-selected") === "true" && ` + active + ` === document.querySelector("[role=option]")`)
	b.press(kb.ArrowUp)
	b.waits(active + ` === [...document.querySelectorAll("[role=option]")].at(-1)`)
	b.press(kb.ArrowDown)
	b.waits(`document.querySelectorAll("[aria-selected=true]").length === 1`)

	// Escape gives the focus back; Ctrl-K opens it again.
	b.press(kb.Escape)
	b.waits(`!document.querySelector("dialog[open]") && document.activeElement === document.querySelector("main a")`)
	b.press("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.waits(`document.querySelector("dialog[open]") && document.activeElement.getAttribute("role") === "combobox"`)
	if busy := b.tells(`(() => {
		const field = document.activeElement;
		field.value = "";
		field.dispatchEvent(new Event("input"));
		return String(document.querySelector("dialog [role=listbox]").ariaBusy);
	})()`); busy != "true" {
		t.Errorf("aria-busy is %s before the list shows what was found", busy)
	}
	b.waits(answered)
	b.press("interest")
	b.waits(answered)
	b.waits(`document.querySelectorAll("[role=option]").length === 1 && document.querySelector("[role=option]").innerText.includes("Rent and interest")`)
	b.press(kb.ArrowDown)
	b.press(kb.Enter)
	b.waits(`location.pathname === "/kb/norms/land-law/" && location.hash === "#rent" && document.querySelector("h1")?.innerText === "Land Law"`)

	// The button of the header does the same, and what is typed into a field is no key of the page.
	b.waits(`document.readyState === "complete"`)
	b.evaluate(`document.querySelector("header button").click()`)
	b.waits(`document.activeElement?.getAttribute("role") === "combobox"`)
	b.press("and/or")
	b.waits(`document.activeElement.value === "and/or"`)
	b.press(kb.Enter)
	b.waits(`location.pathname === "/kb/search/" && location.search === "?q=and%2For"`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestSearchPageIsLinkable holds that the address of the search page says all
// that was asked for.
func TestSearchPageIsLinkable(t *testing.T) {
	site := searchedSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "search/?q=rent")
	b.waits(`document.querySelector("main [role=status]")?.textContent === "2 notes found."`)
	b.waits(`document.querySelector("#search-q").value === "rent" && !document.querySelector(".search-without")`)
	b.waits(`document.querySelector(".search-results a[href='/kb/norms/land-law/#rent']")`)

	b.evaluate(`const f = document.querySelector("#search-type"); f.value = "norm"; f.dispatchEvent(new Event("input", {bubbles: true}))`)
	b.waits(`location.search === "?q=rent&type=norm" && document.querySelectorAll(".search-results > li").length === 1`)
	for query, want := range map[string]string{
		"q=rent&type=case":                   "The café of Élan",
		"tag=land":                           "Land Law",
		"from=1950&to=1950":                  "Land Law",
		"q=rent&from=1949":                   "Land Law",
		"q=rent&to=1949":                     "",
		"q=tenants+-landlords":               "The café of Élan",
		"q=%22paid+no+rent%22":               "Land Law",
		"q=%22no+paid+rent%22":               "",
		"q=elan":                             "The café of Élan",
		"q=CAFE%CC%81+coffee":                "The café of Élan",
		"q=landlrods":                        "Land Law",
		"q=" + "%E6%9D%91%E6%B0%91":          "Land Law",
		"q=" + "%E5%9C%9F%E5%9C%B0%E6%B3%95": "Land Law",
		"q=coff":                             "The café of Élan",
		"q=nothingatallofthekind":            "",
	} {
		b.navigate(site.url + "search/?" + query)
		b.waits(fmt.Sprintf(`document.querySelector("main [role=status]")?.textContent !== "" && [...document.querySelectorAll(".search-results .search-title")].map((e) => e.textContent).join("|") === %q`, want))
	}
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestSearchForAVeryCommonWord holds that the best sections come first although
// not all are looked at, that the rest can be had, and that a rare word beside a
// common one is found.
func TestSearchForAVeryCommonWord(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: A served site\nbase_url: /kb/\n")
	const notes, sections = 400, 12 // more sections than a list of the index holds at first
	for i := range notes {
		var note strings.Builder
		fmt.Fprintf(&note, "---\ntitle: Note %d\n---\n", i)
		for k := range sections {
			fmt.Fprintf(&note, "## Part %d\n\nThey crossed a bridge of wood and stone, and then another one.\n\n", k)
		}
		if i == 377 {
			note.WriteString("## The bridge\n\nIt is called Ouyanghai, and stands far away.\n")
		}
		site.write(fmt.Sprintf("content/cases/note-%d.md", i), note.String())
	}
	site.start()
	b := openBrowser(t)
	b.navigate(site.url + "search/?q=bridge")
	b.waits(`/^The best \d+ notes, of more\.$/.test(document.querySelector("main [role=status]")?.textContent)`)
	b.waits(`document.querySelector(".search-results a").getAttribute("href") === "/kb/cases/note-377/#the-bridge"`)
	b.evaluate(`document.querySelector(".search-more").click()`)
	b.waits(`document.querySelector("main [role=status]").textContent === "400 notes found."`)
	b.waits(`new Set([...document.querySelectorAll(".search-results a")].map((a) => a.pathname)).size === 12`)
	b.navigate(site.url + "search/?q=ouyanghai+wood")
	b.waits(`document.querySelector(".search-results a")?.getAttribute("href") === "/kb/cases/note-377/#the-bridge"`)
	b.navigate(site.url + "search/?q=bridge+-ouyanghai")
	b.waits(`document.querySelector("main [role=status]").textContent === "399 notes found."`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestSearchWithoutScripts leads from the button in the header to the indexes.
func TestSearchWithoutScripts(t *testing.T) {
	site := searchedSite(t)
	b := openBrowser(t)
	b.scripts(false)
	b.navigate(site.url + "norms/organic-law/")
	b.do(chromedp.Click(".search-open button"), chromedp.WaitVisible(".search-without"), chromedp.WaitNotVisible("#search-q"))
	b.do(chromedp.Click(".search-without a"), chromedp.WaitVisible("#main .group"))
	if got := b.location(); !strings.HasSuffix(got, "/kb/letters/") {
		t.Errorf("the link leads to %s", got)
	}
}

// TestSearchFoldsAlikeInBrowserAndProgram compares both for every letter of
// the scripts that notes are likely to be written in.
func TestSearchFoldsAlikeInBrowserAndProgram(t *testing.T) {
	site := searchedSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "search/")
	b.waits(module)
	var letters []string
	for _, span := range [][2]rune{{'0', 0x24F}, {0x370, 0x52F}, {0x1E00, 0x1FFF}, {0x2C60, 0x2C7F}, {0x3040, 0x30FF}, {0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAD9}, {0xFF10, 0xFF5A}} {
		for r := span[0]; r <= span[1]; r++ {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				letters = append(letters, string(r), "a"+string(r)+"\u0301")
			}
		}
	}
	quoted, err := json.Marshal(letters)
	if err != nil {
		t.Fatal(err)
	}
	answers := evaluated[[]string](b, fmt.Sprintf(`import(%s).then((m) => %s.map(m.fold))`, module, quoted))
	for i, letter := range letters {
		if want := text.FoldSearch(letter); answers[i] != want {
			t.Errorf("%q folds to %q in the browser, and to %q in the program", letter, answers[i], want)
		}
	}
}

// module is an expression for the address of the client of the search, on a
// page that has loaded it.
const module = `performance.getEntriesByType("resource").map((r) => r.name).find((n) => /\/assets\/search-[^/]*\.js$/.test(n))`

// found asks the client of the page of the search for the addresses of the
// first results.
func (b *browser) found(query string) []string {
	b.t.Helper()
	quoted, _ := json.Marshal(query)
	return evaluated[[]string](b, fmt.Sprintf(`import(%s).then((m) => m.find(new URL(".", location.href).href.split("?")[0], %s)).then((f) => f.results.map((r) => r.href))`, module, quoted))
}

// TestAMissingPageSaysWhatWasMeant asks for addresses that are not there.
func TestAMissingPageSaysWhatWasMeant(t *testing.T) {
	site := searchedSite(t)
	b := openBrowser(t)
	near := `[...document.querySelectorAll(".notfound-near:not([hidden]) a")].map((a) => new URL(a.href).pathname).join(" ")`
	for _, c := range []struct{ asked, want string }{
		{"norms/land-lwa/", "/kb/norms/land-law/"},
		{"norms/the-old-land-law.html", "/kb/norms/land-law/"}, // not all words are there
		{"norms/%E5%9C%9F%E5%9C%B0%E6%B3%95", "/kb/norms/land-law/"},
		{"timelin/", "/kb/timeline/"}, // no note at all
		{"elsewhere/cafe", "/kb/cases/cafe/"},
	} {
		b.navigate(site.url + c.asked)
		b.waits(fmt.Sprintf("%s.split(' ')[0] === %q", near, c.want))
	}
	b.sees(".notfound-near h2", "Perhaps one of these")
	b.follow("The café of Élan")
	b.sees("h1", "The café of Élan")

	for _, asked := range []string{"qqqqqqqqq/", "404.html", "%FF/"} {
		b.navigate(site.url + asked)
		module := `performance.getEntriesByType("resource").find((r) => r.name.includes("/notfound-"))?.name`
		b.waits(module)
		b.evaluate(`import(` + module + `).then((m) => m.suggest("/kb/search/")).then(() => (window.fzLooked = true))`)
		b.waits(`window.fzLooked`)
		if found := evaluated[string](b, near); found != "" {
			t.Errorf("%s: %s", asked, found)
		}
	}
}
