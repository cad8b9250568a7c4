package main

import (
	"fmt"
	"testing"
)

// TestListsAreSortedAndFilteredInPlace uses the list of a type and of a tag as
// a reader does, with the state in the address, and without scripts.
func TestListsAreSortedAndFilteredInPlace(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: Lists\nbase_url: /kb/\n")
	for _, n := range []struct{ title, when, tags string }{
		{"Beta", "1998", "elections"}, {"Alpha", "1952/1957", "land/reform"}, {"Zeta", "2015", "elections, land"},
		{"甲村", "1984-05", "land"}, {"Eta", "", "elections"}, {"Gamma", "1951", "elections"},
	} {
		site.write("content/cases/"+n.title+".md", fmt.Sprintf("---\ntitle: %s\nwhen: %q\ntags: [all, %s]\n---\nThe case of %s.\n", n.title, n.when, n.tags, n.title))
	}
	site.write("content/people/somebody.md", "---\ntitle: Somebody\ntags: [all]\n---\nA person.\n")
	site.start()
	b := openBrowser(t)
	b.navigate(site.url + "cases/")
	lists := func(titles string) {
		t.Helper()
		b.waits(`[...document.querySelectorAll(".entry")].filter((e) => e.checkVisibility()).map((e) => e.querySelector("a").innerText).join(", ") === ` + fmt.Sprintf("%q", titles))
	}
	choose := func(field, value string) {
		t.Helper()
		b.evaluate(fmt.Sprintf(`{ const f = document.querySelector("#list-%s"); f.value = %q; f.dispatchEvent(new Event("input", {bubbles: true})); }`, field, value))
	}
	const said = `document.querySelector(".list-filters [role=status]").innerText`
	lists("Gamma, Alpha, 甲村, Beta, Zeta, Eta")
	b.waits(`document.querySelector(".list-filters").dataset.works`)

	choose("sort", "title")
	lists("Alpha, Beta, Eta, Gamma, Zeta, 甲村")
	b.waits(said + ` === "6 of 6 shown. In order: Title."`)
	b.waits(`location.search === "?sort=title"`)
	choose("tag", "land")
	lists("Alpha, Zeta, 甲村")
	choose("sort", "newest")
	lists("Zeta, 甲村, Alpha")
	b.waits(said + ` === "3 of 6 shown. In order: Newest first."`)

	// What is chosen is found again by the address.
	b.navigate(site.url + "cases/?from=1955&to=1990&q=CASE")
	lists("Alpha, 甲村")
	b.waits(`document.querySelector("#list-from").value === "1955" && ` + said + ` === "2 of 6 shown."`)
	b.waits(`document.getElementById("d1990").checkVisibility() === false && document.getElementById("d1980").checkVisibility()`)
	b.evaluate(`document.querySelector(".list-filters").reset()`)
	lists("Gamma, Alpha, 甲村, Beta, Zeta, Eta")
	b.waits(`location.search === "" && ` + said + ` === ""`)

	// A tag lists notes of several types.
	b.navigate(site.url + "tags/all/?type=person")
	lists("Somebody")

	// So does the list of all notes.
	b.navigate(site.url + "letters/?type=person")
	lists("Somebody")
	choose("type", "case")
	choose("sort", "oldest")
	lists("Gamma, Alpha, 甲村, Beta, Zeta, Eta")
	b.waits(`location.search === "?type=case&sort=oldest"`)

	b.scripts(false)
	b.navigate(site.url + "cases/?sort=title")
	b.scripts(true)
	lists("Gamma, Alpha, 甲村, Beta, Zeta, Eta")
	b.waits(`!document.querySelector(".list-filters").checkVisibility()`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}
