package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestAllCanBeReachedByKeys goes through pages with the Tab key, as a reader
// without a mouse does, and looks whether each stop can be seen to be one.
func TestAllCanBeReachedByKeys(t *testing.T) {
	p := publish(t)
	b := openBrowser(t)
	b.size(1280, 800)
	b.colours("", "light") // without motion, so that what has the focus is in view at once
	const most = 600
	for _, path := range []string{"", "concepts/every-construct/", "tags/dispatch/", "time/1998/", "compare/", "search/?q=village"} {
		b.load(p.url+path, `document.querySelector(".timeline-tools") === null || `+drawn)
		b.waits(`document.querySelector(".search-page") === null || document.querySelectorAll(".search-results > li").length > 0`)
		b.evaluate(`document.activeElement.blur(); window.fzStops = new Set(); window.scrollTo({top: 0, behavior: "instant"})`)
		stops := 0
		for stops < most {
			b.press(kb.Tab)
			found := evaluated[string](b, `(() => {
				const at = document.activeElement;
				if (at === document.body || window.fzStops.has(at)) return "end";
				window.fzStops.add(at);
				const told = at.outerHTML.slice(0, 160);
				if (!at.checkVisibility({opacityProperty: true, visibilityProperty: true})) return "cannot be seen: " + told;
				const box = at.getBoundingClientRect();
				if (box.width === 0 || box.bottom < 0 || box.top > innerHeight) return "is not in view: " + told;
				const style = getComputedStyle(at);
				const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
				const drawn = at.ownerSVGElement && [...at.querySelectorAll("rect, path, circle")].some((s) => getComputedStyle(s).strokeWidth !== "1px" && getComputedStyle(s).stroke !== "none");
				return ring || drawn ? "" : "does not show that it has the focus: " + told;
			})()`)
			if found == "end" {
				break
			}
			if found != "" {
				t.Errorf("/%s: stop %d %s", path, stops+1, found)
			}
			stops++
		}
		if stops < 10 || stops == most {
			t.Errorf("/%s has %d stops", path, stops)
		}
		if left := evaluated[string](b, `[...document.querySelectorAll("a[href], button, input, select, summary")].filter((e) => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}) && !e.disabled && !e.closest("[hidden]") && !window.fzStops.has(e)).slice(0, 5).map((e) => e.outerHTML.slice(0, 160)).join("\n")`); left != "" {
			t.Errorf("/%s: not reached:\n%s", path, left)
		}
	}
}

func TestKeysGoWhereTheyShould(t *testing.T) {
	p := publish(t)
	b := openBrowser(t)
	b.size(1280, 800)
	b.load(p.url+"norms/organic-law-1998/", "")

	// The first stop leads past the head of the page.
	b.press(kb.Tab)
	b.waits(`document.activeElement.matches(".skip") && document.activeElement.getBoundingClientRect().top >= 0`)
	b.press(kb.Enter)
	b.waits(`document.activeElement.id === "main"`)
	b.press(kb.Tab)
	b.waits(`document.activeElement.closest("main") !== null && document.activeElement.matches("a")`)

	// A dialog keeps the focus within, and gives it back where it was.
	b.evaluate(`window.was = document.activeElement`)
	for _, opens := range []string{"?", "/"} {
		b.press(opens)
		b.waits(`document.querySelector("dialog[open]")?.contains(document.activeElement)`)
		for range 8 {
			b.press(kb.Tab)
			b.waits(`document.activeElement === document.body || document.querySelector("dialog[open]").contains(document.activeElement)`)
		}
		b.press(kb.Escape)
		b.waits(`document.querySelector("dialog[open]") === null && document.activeElement === window.was`)
	}

	// A key that is typed is no key of the page.
	b.press("/")
	b.waits(`document.activeElement.matches("input")`)
	b.evaluate(`document.activeElement.value = ""`) // Chromium may type a key here that the page has taken
	b.press("?")
	b.waits(`document.activeElement.value === "?" && document.querySelectorAll("dialog[open]").length === 1`)
	b.press(kb.Escape)
	b.waits(`document.querySelector("dialog[open]") === null`)

	// Buttons answer to keys.
	b.evaluate(`document.querySelector(".colours-switch").focus()`)
	b.press(" ")
	b.waits(`document.documentElement.style.colorScheme === "light"`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}
