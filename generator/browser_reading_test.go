package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// readSite is a site with what readers meet in a text.
func readSite(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, dir: t.TempDir()}
	s.write("fangzhi.yaml", "title: A site to read\nbase_url: /kb/\n")
	s.write("content/norms/organic-law.md", "---\ntitle: Organic Law\noriginal_title: 组织法\nin_force: 1998/..\nsummary: The law of villages.\n---\n"+
		"It founds [[self-government]] in [[a-village]].[^1]\n\n## Its courts\n\nThere are *none* at all.\n\n[^1]: Not here.\n")
	s.write("content/concepts/self-government.md", "---\ntitle: Village self-government\n---\n"+
		"It is of [[organic-law]], which has [[organic-law#Its courts|courts]].[^why]\n\n> [!note]- Folded\n> Hidden.[^hidden]\n\n"+longText+"\n\n- A point.[^point]\n\n[^why]: Since *then*, see [[organic-law]].\n[^hidden]: Folded away.\n[^point]: At the end.\n")
	s.write("content/cases/a-village.md", "---\ntitle: A village\n---\nWhere it began.\n")
	s.start()
	return s
}

// TestNoCardComesBeneathADialog opens the search while a card is on its way.
func TestNoCardComesBeneathADialog(t *testing.T) {
	site := readSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "concepts/self-government/")
	b.waits(`document.documentElement.dataset.script !== undefined`)
	b.evaluate(`{
		const ask = window.fetch;
		window.fetch = (address, options) => !String(address).includes("/previews/") ? ask(address, options) : new Promise((answer) => {
			window.fzAnswer = async () => {
				const all = await (await ask(address, options)).json();
				answer({ok: true, json: async () => all});
				await new Promise((done) => setTimeout(done)); // all that follows from it has been done
			};
		});
	}`)
	b.hover(`.note-body a.note-link`)
	b.waits(`window.fzAnswer`)
	b.press("/")
	b.waits(`document.querySelector("dialog:modal")`)
	b.evaluate(`window.fzAnswer()`)
	if found := evaluated[int](b, `document.querySelectorAll(".preview").length`); found != 0 {
		t.Errorf("%d cards beneath the dialog", found)
	}
	b.press("\x1b")
	b.waits(`!document.querySelector("dialog:modal")`)

	// One that is there already waits for its own turn of Escape.
	b.hover(`.note-body a.note-link[href$="#its-courts"]`)
	b.waits(`document.querySelectorAll(".preview").length === 1`)
	b.press("/")
	b.waits(`document.querySelector("dialog:modal")`)
	b.press("\x1b")
	b.waits(`!document.querySelector("dialog:modal") && document.querySelectorAll(".preview").length === 1`)
	b.press("\x1b")
	b.waits(`document.querySelectorAll(".preview").length === 0`)
}

func TestLinksShowWhereTheyLead(t *testing.T) {
	site := readSite(t)
	b := openBrowser(t)
	b.size(1000, 700)
	b.navigate(site.url + "concepts/self-government/")
	b.waits(`document.documentElement.dataset.script !== undefined`)

	// A pointer that stays at a link brings the card of its note.
	b.hover(`.note-body a.note-link`)
	b.waits(`document.querySelectorAll(".preview").length === 1`)
	for _, said := range []string{"Organic Law", "组织法", "norm · from 1998 on", "The law of villages.", "It founds Village self-government in A village."} {
		b.waits(fmt.Sprintf(`document.querySelector(".preview").innerText.includes(%q)`, said))
	}
	b.waits(`document.querySelector(".preview .original [lang=zh-Hans]").innerText === "组织法"`)
	b.waits(`document.querySelector(".preview").querySelector("[id]") === null`)
	b.waits(`(() => { const r = document.querySelector(".preview").getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight; })()`)

	// A link within the card has one as well.
	b.hover(`.preview a.note-link[href$="a-village/"]`)
	b.waits(`document.querySelectorAll(".preview").length === 2`)
	b.waits(`document.querySelectorAll(".preview")[1].innerText.includes("Where it began.")`)

	// Escape closes them, the last one first.
	b.press("\x1b")
	b.waits(`document.querySelectorAll(".preview").length === 1`)
	b.press("\x1b")
	b.waits(`document.querySelectorAll(".preview").length === 0`)

	// A link to a section tells of the section.
	b.hover(`.note-body a.note-link[href$="#its-courts"]`)
	b.waits(`document.querySelector(".preview")?.innerText.includes("§ Its courts\n")`)
	b.waits(`document.querySelector(".preview .preview-text").innerText === "There are none at all."`)
	// And goes when the pointer does.
	b.hover(`h1`)
	b.waits(`document.querySelector(".preview") === null`)

	// The keyboard has it too, and what is said is told with the link.
	b.evaluate(`document.querySelector(".crumbs a").focus()`)
	b.evaluate(`document.querySelector(".note-body a.note-link").focus({focusVisible: true})`)
	b.waits(`document.activeElement.getAttribute("aria-describedby") === document.querySelector(".preview")?.id`)
	b.waits(`[...document.querySelectorAll(".preview a")].every((a) => a.tabIndex === -1)`)
	b.evaluate(`document.activeElement.blur()`)
	b.waits(`document.querySelector(".preview") === null`)

	// A finger that rests on a link brings it from below, and does not follow the link.
	b.evaluate(`document.querySelector(".note-body a.note-link").dispatchEvent(new TouchEvent("touchstart", {bubbles: true}))`)
	b.waits(`document.querySelector(".preview-sheet")?.innerText.includes("Organic Law")`)
	b.evaluate(`window.stays = true; document.querySelector(".note-body a.note-link").click()`)
	b.evaluate(`document.querySelector(".preview-close").click()`)
	b.waits(`window.stays && document.querySelector(".preview") === null`)

	// An edit of what a link leads to shows in its card.
	site.write("content/norms/organic-law.md", "---\ntitle: Organic Law\nsummary: The law as it is now.\n---\nIt founds [[self-government]].\n\n## Its courts\n\nThere are two.\n")
	b.waits(`fetch("/kb/previews/0.json").then((r) => r.text()).then((t) => t.includes("The law as it is now."))`)
	b.waits(`document.querySelector(".backlinks").innerText.includes("It founds Village self-government.")`)
	// A build may renew the page more than once, and the reader stays at the link.
	b.evaluate(`document.addEventListener("fangzhi:page", () => document.querySelector(".note-body a.note-link").dispatchEvent(new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"})))`)
	b.evaluate(`document.dispatchEvent(new Event("fangzhi:page"))`)
	b.hover(`.note-body a.note-link`)
	b.waits(`document.querySelector(".preview")?.innerText.includes("The law as it is now.")`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// TestCardsTellOfPartsAndStandAside looks at the cards of what is not a note: a
// section and a footnote of the page at hand, a reference, a block of another
// note; and that a card covers neither its link nor anything for long.
func TestCardsTellOfPartsAndStandAside(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: A site to read\nbase_url: /kb/\nbibliography: [library.bib]\n")
	site.write("content/library.bib", "@book{hinton, author={Hinton, William}, title={Fanshen}, year={1966}}\n")
	site.write("content/norms/law.md", "---\ntitle: A law\n---\nOf [[law#Its courts|its courts]], as told [@hinton, p. 3].[^1]\n\n## Its courts\n\nThere are none.\n\n[^1]: Not yet.\n\nSee [[village#^began|how it began]] and [[village]].\n\n"+longText+"\n\nAt the foot [[village|again]].\n")
	site.write("content/cases/village.md", "---\ntitle: A village\n---\nIt is small.\n\nThere it began. ^began\n")
	site.start()
	b := openBrowser(t)
	b.size(1000, 700)
	b.navigate(site.url + "norms/law/")
	b.waits(`document.documentElement.dataset.script !== undefined`)
	tells := func(link, said string) {
		t.Helper()
		b.hover(link)
		b.waits(fmt.Sprintf(`document.querySelector(".preview")?.innerText.includes(%q)`, said))
		b.waits(fmt.Sprintf(`(() => {
			const card = document.querySelector(".preview").getBoundingClientRect();
			return card.left >= 0 && card.right <= innerWidth && card.top >= 0 && card.bottom <= innerHeight &&
				[...document.querySelector(%q).getClientRects()].every((l) => card.bottom <= l.top || card.top >= l.bottom || card.right <= l.left || card.left >= l.right);
		})()`, link))
	}
	tells(`.note-body a[href$="#its-courts"]`, "§ Its courts\n\nThere are none.")
	tells(`.note-body .citation a`, "Hinton, William. 1966. Fanshen.")
	tells(`.note-body .footnote-ref`, "Not yet.")
	tells(`.note-body a[href*="began"]`, "There it began.")
	b.waits(`!document.querySelector(".preview").innerText.includes("It is small.")`)

	// At the foot of the window a card stands above its link.
	b.evaluate(`[...document.querySelectorAll('.note-body a[href$="village/"]')].at(-1).id = "last"; document.querySelector("#last").scrollIntoView({block: "end", behavior: "instant"})`)
	tells(`#last`, "It is small.")
	b.waits(`document.querySelector(".preview").getBoundingClientRect().bottom <= document.querySelector("#last").getBoundingClientRect().top`)

	// It goes when the reader scrolls, and a pointer that passes brings none.
	b.evaluate(`window.scrollTo({top: 0, behavior: "instant"})`)
	b.waits(`document.querySelector(".preview") === null`)
	b.evaluate(`window.came = 0; new MutationObserver(() => window.came += document.querySelectorAll(".preview").length).observe(document.body, {childList: true})`)
	b.hover(`#last`)
	b.hover(`h1`)
	tells(`.note-body a[href$="village/"]:not(#last)`, "It is small.")
	b.waits(`window.came === 1`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// TestCardsWithinCards stays at what a card shows: a footnote and a citation,
// and what these lead to; and at the section of a backlink, to which no note
// links.
func TestCardsWithinCards(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: A site to read\nbase_url: /kb/\nlanguages: [zh]\nbibliography: [library.bib]\n")
	site.write("content/library.bib", "@book{hinton, author={Hinton, William}, title={Fanshen}, year={1966}}\n@book{crook, author={Crook, Isabel}, title={Ten Mile Inn}, year={1979}}\n")
	site.write("content/norms/law.md", "---\ntitle: A law\nsummary: All of it.\n---\nAs told [@hinton, p. 3].[^1]\n\n## Its courts\n\nThey sit in [[village]].\n\n[^1]: Not yet, says [@crook]; see [below](#its-courts).\n")
	site.write("content/cases/village.md", "---\ntitle: A village\n---\nOf [[law]].\n\n## Here\n\nSmall.\n")
	site.write("content/cases/village.zh.md", "---\ntitle: 某村\n---\n见[[law]]。\n")
	site.start()
	b := openBrowser(t)
	b.size(1000, 700)
	b.navigate(site.url + "cases/village/")
	b.waits(`document.documentElement.dataset.script !== undefined`)
	card := func(n int, link, said string) {
		t.Helper()
		b.hover(link)
		b.waits(fmt.Sprintf(`document.querySelectorAll(".preview").length === %d && document.querySelectorAll(".preview")[%d].innerText.trim() === %q`, n, n-1, said))
	}
	shut := func() {
		t.Helper()
		b.hover(`h1`)
		b.waits(`document.querySelector(".preview") === null`)
	}
	const whole = "A law\n\nnorm\n\nAll of it.\n\nAs told (Hinton 1966, p. 3).1"
	card(1, `.note-body a.note-link`, whole)
	card(2, `.preview .footnote-ref`, "Not yet, says (Crook 1979); see below.")
	card(3, `.preview:last-child .citation a`, "Crook, Isabel. 1979. Ten Mile Inn.")
	shut()
	card(1, `.note-body a.note-link`, whole)
	card(2, `.preview .citation a`, "Hinton, William. 1966. Fanshen.")
	shut()
	card(1, `.note-body a.note-link`, whole)
	card(2, `.preview .footnote-ref`, "Not yet, says (Crook 1979); see below.")
	card(3, `.preview:last-child a[href$="#its-courts"]`, "A law\n\nnorm\n\n§ Its courts\n\nThey sit in A village.")
	// Each of these leads to where it can be read.
	b.waits(`[...document.querySelectorAll(".preview")][1].querySelector(".citation a").href.endsWith("/kb/norms/law/#ref-crook")`)
	shut()

	card(1, `.backlinks a[href$="#its-courts"]`, "A law\n\nnorm\n\n§ Its courts\n\nThey sit in A village.")
	shut()

	// A finger that rests on a link within a card has the next one, too.
	press := func(link string) {
		t.Helper()
		b.evaluate(fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new TouchEvent("touchstart", {bubbles: true}))`, link))
	}
	press(`.note-body a.note-link`)
	b.waits(`document.querySelectorAll(".preview-sheet").length === 1`)
	press(`.preview .footnote-ref`)
	b.waits(`document.querySelectorAll(".preview-sheet")[1]?.innerText.startsWith("Not yet, says")`)
	b.evaluate(`document.querySelector(".preview:last-child .preview-close").click()`)
	b.waits(`document.querySelector(".preview") === null`)

	// So it is in another language.
	b.navigate(site.url + "zh/cases/village/")
	b.waits(`document.documentElement.dataset.script !== undefined`)
	card(1, `.note-body a.note-link`, whole)
	b.waits(`document.querySelector(".preview").lang === "en"`)
	card(2, `.preview .footnote-ref`, "Not yet, says (Crook 1979); see below.")
	b.waits(`document.querySelectorAll(".preview")[1].lang === "en"`)
	shut()
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

func TestFootnotesStandWhereTheyAreRead(t *testing.T) {
	site := readSite(t)
	b := openBrowser(t)

	// In the margin, each at its line, no two over each other, where there is room.
	b.size(1440, 900)
	b.navigate(site.url + "concepts/self-government/")
	b.waits(`document.querySelectorAll(".sidenote").length === 2`)
	b.waits(`document.querySelector(".sidenote").innerText.includes("Since then, see Organic Law.")`)
	b.waits(`[...document.querySelectorAll(".sidenote")].every((n) => n.getAttribute("aria-hidden") === "true" && n.getBoundingClientRect().left > document.querySelector(".note-body").getBoundingClientRect().right)`)
	b.waits(`Math.abs(document.querySelectorAll(".sidenote")[1].getBoundingClientRect().top - document.querySelectorAll(".footnote-ref")[2].getBoundingClientRect().top) < 24`)
	// That of a callout comes when the callout is opened.
	b.evaluate(`document.querySelector("details.callout").open = true`)
	b.waits(`document.querySelectorAll(".sidenote").length === 3`)
	b.waits(`(() => { const [a, b] = [...document.querySelectorAll(".sidenote")].map((n) => n.getBoundingClientRect()); return a.bottom <= b.top; })()`)

	// Beneath the line, at a tap, where there is none.
	b.size(390, 800)
	b.waits(`document.querySelectorAll(".sidenote").length === 0`)
	b.evaluate(`document.querySelector(".footnote-ref").click()`)
	b.waits(`document.querySelector(".note-body > p + .footnote-here")?.innerText.includes("Since then")`)
	b.waits(`location.hash === "" && document.querySelector(".footnote-ref").getAttribute("aria-expanded") === "true"`)
	b.evaluate(`document.querySelector(".footnote-ref").click()`)
	b.waits(`document.querySelector(".footnote-here") === null`)
	b.evaluate(`[...document.querySelectorAll(".footnote-ref")].at(-1).click()`)
	b.waits(`document.querySelector(".note-body li > .footnote-here")?.innerText.includes("At the end.")`)

	// At the end of the text, where no script runs.
	b.scripts(false)
	b.navigate(site.url + "concepts/self-government/")
	b.scripts(true)
	b.waits(`document.querySelectorAll(".footnotes li").length === 3 && document.querySelector(".sidenote, .footnote-here") === null`)
	b.waits(`getComputedStyle(document.querySelector(".colours-switch")).display === "none"`)
}

func TestReadersChooseColours(t *testing.T) {
	site := readSite(t)
	b := openBrowser(t)
	const paper = `getComputedStyle(document.body).backgroundColor`
	const dark = `rgb(27, 24, 21)`
	b.navigate(site.url)
	b.waits(paper + ` !== "` + dark + `"`)
	button := `document.querySelector(".colours-switch")`
	b.waits(button + `.getAttribute("aria-label") === "Colours: as the system"`)
	b.evaluate(button + `.click()`)
	b.waits(button + `.getAttribute("aria-label") === "Colours: light"`)
	b.evaluate(button + `.click()`)
	b.waits(paper + ` === "` + dark + `"`)
	b.waits(`getComputedStyle(document.documentElement).colorScheme === "dark"`)

	// The choice holds on other pages, from the first thing that is painted.
	b.navigate(site.url + "norms/organic-law/")
	b.waits(paper + ` === "` + dark + `"`)
	b.waits(`[...document.scripts].findIndex((s) => s.src.includes("/early-") && !s.defer && !s.async && s.type === "") >= 0`)

	// It goes before what the system says, and paper stays white.
	prefer := func(media, colours string) {
		t.Helper()
		b.shownOn(media, &emulation.MediaFeature{Name: "prefers-color-scheme", Value: colours})
	}
	prefer("print", "light")
	b.waits(paper + ` === "rgb(255, 255, 255)"`)
	prefer("", "dark")
	b.evaluate(button + `.click()`) // as the system
	b.waits(paper + ` === "` + dark + `"`)
	b.evaluate(button + `.click()`) // light
	b.waits(paper + ` !== "` + dark + `"`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

func TestAKeyListsTheKeys(t *testing.T) {
	site := readSite(t)
	b := openBrowser(t)
	b.navigate(site.url)
	b.waits(`document.documentElement.dataset.script !== undefined && document.readyState === "complete"`)
	b.press("?")
	b.waits(`document.querySelector("dialog[open]")?.innerText.includes("Ctrl+K")`)
	b.waits(`!document.querySelector("dialog[open]").innerText.includes("In a timeline")`)
	b.press("\x1b")
	b.waits(`document.querySelector("dialog") === null`)
	b.evaluate(`document.querySelector(".keys-open button").click()`)
	b.waits(`document.querySelector("dialog[open]") !== null`)

	// Keys that are single signs can be switched off, for all pages, and on
	// again; others stay.
	b.waits(`document.querySelector("dialog[open] label").innerText.trim() === "/ and ? are keys"`)
	b.evaluate(`document.querySelector("dialog[open] input").click()`)
	b.press("\x1b")
	b.navigate(site.url + "norms/organic-law/")
	b.waits(`document.documentElement.dataset.script !== undefined && document.readyState === "complete"`)
	b.evaluate(`window.taken = []; document.addEventListener("keydown", (event) => window.taken.push(event.key + event.defaultPrevented))`)
	b.press("?")
	b.press("/")
	b.waits(`window.taken.join() === "?false,/false" && document.querySelector("dialog") === null`)
	b.press("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.waits(`document.querySelector("dialog[open] [role=combobox]") !== null`)
	b.press("\x1b")
	b.waits(`document.querySelector("dialog[open]") === null`)
	b.evaluate(`document.querySelector(".keys-open button").click()`)
	b.waits(`document.querySelector("dialog[open] input")?.checked === false`)
	b.evaluate(`document.querySelector("dialog[open] input").click()`)
	b.press("\x1b")
	b.waits(`document.querySelector(".keys-dialog") === null`)
	b.press("?")
	b.waits(`document.querySelector("dialog[open]") !== null`)
}

func TestParagraphsHaveAddresses(t *testing.T) {
	site := readSite(t)
	b := openBrowser(t)
	b.size(1000, 700)
	b.navigate(site.url + "concepts/self-government/")
	b.waits(`document.querySelector(".paragraph-mark") !== null`)
	b.evaluate(`navigator.clipboard.writeText = async (text) => { window.copied = text; }`) // that of the machine is shared

	// A pointer brings the mark of the paragraph it is at, which copies its address.
	point := func(nth int) {
		t.Helper()
		b.evaluate(fmt.Sprintf(`document.querySelectorAll(".note-body > p")[%d].dispatchEvent(new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"}))`, nth))
		b.waits(fmt.Sprintf(`document.querySelectorAll(".note-body > p")[%d].contains(document.querySelector(".paragraph-mark"))`, nth))
	}
	point(3)
	b.waits(`document.querySelectorAll(".paragraph-mark").length === 1`)
	b.evaluate(`window.bottom = document.querySelector(".note-body").getBoundingClientRect().height`)
	point(2)
	b.waits(`document.querySelector(".note-body").getBoundingClientRect().height === window.bottom`) // the text stays where it is
	b.evaluate(`document.querySelector(".paragraph-mark").click()`)
	b.waits(`location.hash === "#" + document.querySelectorAll(".note-body > p")[2].id && document.querySelector(":target").matches("p")`)
	b.waits(`window.copied === location.href`)
	b.waits(`document.querySelector(".copied").innerText === "Address copied"`)

	// So does the keyboard: the mark is a stop, and the arrows lead through the text.
	b.evaluate(`document.querySelector(".paragraph-mark").focus()`)
	b.press(kb.ArrowDown)
	b.waits(`document.activeElement === document.querySelectorAll(".note-body > p")[3].querySelector(".paragraph-mark")`)
	b.press(kb.ArrowUp)
	b.press(kb.ArrowUp)
	b.waits(`document.activeElement === document.querySelectorAll(".note-body > p")[1].querySelector(".paragraph-mark")`)
	b.press(kb.Enter)
	b.waits(`location.hash === "#" + document.querySelectorAll(".note-body > p")[1].id`)

	// Items have addresses too, and those of footnotes and headings stay.
	b.waits(`[...document.querySelectorAll(".note-body > ul > li")].every((li) => li.id.startsWith("p."))`)
	b.waits(`document.querySelectorAll(".footnotes [id^='p.']").length === 0`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}
