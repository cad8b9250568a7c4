package main

import (
	"strings"
	"testing"
)

const teamNorms = `---
title: Notice of 2015
in_force: "2015-01-01/2017-12-31"
attributes: {minimum size: 1, term in years: 1 to 3}
assigns:
  - {power: recall, to: branch, share: decides}
---
`

const laterNorms = `---
title: Guidance of 2018
in_force: "2018-01-01/.."
attributes: {minimum size: 3, term in years: 1 to 3}
assigns:
  - {power: recall, to: [branch, committee], share: decides}
---
`

// shown lists the titles of the tables that are shown.
const shown = `[...document.querySelectorAll("main section h2")].filter((h) => h.offsetParent).map((h) => h.innerText).join(" | ")`

// TestBrowserShowsAMoment chooses moments on the page of responsibilities, by
// slider, list, buttons and address, and looks at which tables are shown.
func TestBrowserShowsAMoment(t *testing.T) {
	site := smallSite(t)
	site.write("content/organisations/branch.md", "---\ntitle: Party branch\n---\n")
	site.write("content/organisations/committee.md", "---\ntitle: Committee\n---\n")
	site.write("content/norms/notice.md", teamNorms)
	site.write("content/norms/guidance.md", laterNorms)
	site.start()
	b := openBrowser(t)

	b.navigate(site.url + "responsibilities/")
	b.waits(shown + ` === "2015 to 2017 | From 1 January 2018 on"`)
	b.waits(`document.querySelector("main").innerText.includes("changed hands: now also Committee")`)
	b.waits(`document.querySelector("main").innerText.includes("with several: 2 actors, 2 of them decide")`)

	// The slider bears a name, and moves through the years by the keys.
	slider := `document.querySelector("main input[type=range]")`
	b.waits(slider + `.labels[0].innerText.startsWith("Year")`)
	b.evaluate(slider + `.focus()`)
	b.evaluate(slider + `.value = "2016"; ` + slider + `.dispatchEvent(new Event("input", {bubbles: true}))`)
	b.waits(shown + ` === "2015 to 2017"`)
	b.waits(`location.search === "?at=2016"`)
	b.waits(`document.querySelector("main [role=status]").textContent === "Shown: 2015 to 2017"`)

	// The buttons go on from there, and stop at the last.
	b.evaluate(`[...document.querySelectorAll("main button")].find((e) => e.innerText.startsWith("Later")).click()`)
	b.waits(shown + ` === "From 1 January 2018 on"`)
	b.waits(`[...document.querySelectorAll("main button")].find((e) => e.innerText.startsWith("Later")).disabled`)

	// The list, and back to all.
	b.evaluate(`const s = document.querySelector("main select"); s.value = ""; s.dispatchEvent(new Event("change", {bubbles: true}))`)
	b.waits(shown + ` === "2015 to 2017 | From 1 January 2018 on"`)
	b.waits(`location.search === ""`)

	// Addresses, with a moment and with the name of a table.
	b.navigate(site.url + "responsibilities/?at=2017-06-30")
	b.waits(shown + ` === "2015 to 2017"`)
	b.navigate(site.url + "responsibilities/#from-2018-01-01")
	b.waits(shown + ` === "From 1 January 2018 on"`)
	b.navigate(site.url + "responsibilities/?at=2017-01/2017-03")
	b.waits(shown + ` === "2015 to 2017"`)
	b.navigate(site.url + "responsibilities/?at=2017-01/")
	b.waits(shown + ` === "2015 to 2017 | From 1 January 2018 on"`)

	// A period among the notes leads to its time.
	site.write("content/periods/early.md", "---\ntitle: The early years\nwhen: \"2014/2016\"\n---\n")
	b.navigate(site.url + "responsibilities/")
	b.follow("The early years")
	b.waits(shown + ` === "2015 to 2017"`)

	b.navigate(site.url + "responsibilities/?at=nonsense")
	b.waits(shown + ` === "2015 to 2017 | From 1 January 2018 on"`)

	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestBrowserComparesOnAnyScreen looks at a comparison on a wide and on a
// narrow screen: nothing runs out of the page, and each value keeps its column
// and its mark.
func TestBrowserComparesOnAnyScreen(t *testing.T) {
	site := smallSite(t)
	site.write("content/organisations/branch.md", "---\ntitle: Party branch\n---\n")
	site.write("content/organisations/committee.md", "---\ntitle: Committee\n---\n")
	site.write("content/norms/notice.md", teamNorms)
	site.write("content/norms/guidance.md", laterNorms)
	site.write("content/cases/asks.md", "---\ntitle: Asks\n---\n```query\nfrom norms view matrix columns in_force, attributes.minimum_size\n```\n")
	site.start()
	b := openBrowser(t)
	for _, width := range []int64{1440, 320} {
		b.size(width, 800)
		for _, page := range []string{"compare/norms/", "responsibilities/", "norms/guidance/", "cases/asks/"} {
			b.navigate(site.url + page)
			b.waits(`document.querySelector("main table")`)
			b.waits(`document.documentElement.scrollWidth <= innerWidth`)
		}
		b.navigate(site.url + "compare/norms/")
		b.waits(`[...document.querySelectorAll("main tbody tr")].some((tr) => /minimum size[^]*1[^]*3[^]*changed/.test(tr.innerText))`)
		b.waits(`[...document.querySelectorAll("main tbody tr")].some((tr) => /term in years[^]*1 to 3[^]*1 to 3[^]*as before/.test(tr.innerText))`)
		heads := `document.querySelector("main thead").getBoundingClientRect().height > 10`
		inCells := `document.querySelector("main tbody td").innerText.includes("Notice of 2015")`
		if width < 700 {
			b.waits(inCells)
		} else {
			b.waits(heads + " && !" + inCells)
		}
		b.navigate(site.url + "cases/asks/")
		if inCells = `document.querySelector("main tbody tr:last-child").innerText.includes("Minimum size")`; width < 700 {
			b.waits(inCells)
		} else {
			b.waits(heads + " && !" + inCells)
		}
	}
}
