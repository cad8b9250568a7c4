package main

import (
	"strings"
	"testing"
)

// TestBrowser reads a served site in a real browser as a scholar does, then
// edits it as a contributor does, and looks at what a person would see.
func TestBrowser(t *testing.T) {
	site := servedSite(t)
	b := openBrowser(t)

	b.navigate(site.url + "norms/organic-law/")
	b.sees("h1", "Organic Law")

	// A link and its way back.
	b.follow("village-self-government, in its own words")
	b.sees("h1", "Village self-government")
	b.follow("Organic Law")
	b.sees("h1", "Organic Law")

	// A tag and what bears it.
	b.follow("governance/village")
	b.sees("h1", "governance/village")
	b.follow("Village self-government")
	b.sees("h1", "Village self-government")

	// An edit shows without a reload, and the reader keeps the place and the focus,
	// which is here on the second of two links that say the same.
	b.evaluate(`window.stays = true; [...document.querySelectorAll("main a")].filter((a) => a.innerText === "Organic Law")[1].focus(); window.scrollTo({top: 600, behavior: "instant"})`)
	site.write("content/concepts/self-government.md", strings.Replace(conceptNote, "The first state.", "The second state.", 1))
	b.waits(`document.querySelector("main").innerText.includes("The second state.")`)
	b.waits(`window.stays === true`)
	b.waits(`Math.abs(window.scrollY - 600) < 2`)
	b.waits(`document.activeElement === [...document.querySelectorAll("main a")].filter((a) => a.innerText === "Organic Law")[1]`)

	// An error shows as an overlay, and leaves when it is mended.
	site.write("content/concepts/self-government.md", strings.Replace(conceptNote, "The first state.", "See [[nowhere-at-all]].", 1))
	b.waits(`document.querySelector("[role=alert]")?.innerText.includes("content/concepts/self-government.md:6:5")`)
	b.waits(`document.querySelector("[role=alert]").innerText.includes('there is no note "nowhere-at-all"')`)
	b.waits(`document.querySelector("main .link-missing")?.innerText === "nowhere-at-all"`)
	site.write("content/concepts/self-government.md", conceptNote)
	b.waits(`document.querySelector("[role=alert]") === null`)
	b.waits(`document.querySelector("main").innerText.includes("The first state.")`)

	// A page that comes to be where none was.
	b.navigate(site.url + "cases/new/")
	b.waits(`document.querySelector("h1").innerText.includes("not found")`)
	site.write("content/cases/new.md", "---\ntitle: A new case\n---\nText.\n")
	b.waits(`document.querySelector("h1").innerText === "A new case"`)

	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

var conceptNote = `---
title: Village self-government
tags: [governance/village]
---

The first state.

## Its parts

` + "It is defined by the [[organic-law]].\n\n" + longText + `

## Its end

The end.
`

// longText makes a page that can be scrolled.
var longText = strings.Repeat("A paragraph that is only there to be read past, and says so at some length.\n\n", 60)
