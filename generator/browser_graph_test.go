package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// graphSite is a site whose graph the page draws, or, with enough notes beside,
// the browser.
func graphSite(t *testing.T, beside int) *served {
	t.Helper()
	s := &served{t: t, dir: t.TempDir()}
	s.write("fangzhi.yaml", "title: A site with a graph\nbase_url: /kb/\n")
	s.write("content/norms/law.md", "---\ntitle: The law\ntags: [elections]\n---\nIt founds [[village]] and [[committee]].\n")
	s.write("content/norms/rule.md", "---\ntitle: 规则\nimplements: [[law]]\ntags: [elections/villages]\n---\nA rule.\n")
	s.write("content/cases/village.md", "---\ntitle: A village\n---\nIt began here.\n")
	s.write("content/organisations/committee.md", "---\ntitle: The committee\n---\nOf [[rule]].\n")
	for i := range beside {
		s.write(fmt.Sprintf("content/cases/more-%03d.md", i), fmt.Sprintf("---\ntitle: Case %d\n---\nSee [[law]] and [[more-%03d]].\n", i, (i*7+1)%beside))
	}
	s.start()
	return s
}

func TestTheGraphIsWalkedAndFiltered(t *testing.T) {
	site := graphSite(t, 0)
	b := openBrowser(t)
	b.navigate(site.url + "graph/")
	b.waits(`document.querySelector(".graph-picture[role=application]")`)
	const said = `document.querySelector(".graph-status").innerText`
	shown := func(titles string) {
		t.Helper()
		b.waits(`[...document.querySelectorAll(".graph-list li")].filter((li) => li.checkVisibility()).map((li) => li.querySelector("a").innerText).join(", ") === ` + fmt.Sprintf("%q", titles))
	}
	shown("The law, 规则, A village, The committee")

	// Keys begin with the note that has the most links, and go along these.
	b.evaluate(`document.querySelector(".graph-picture").focus()`)
	b.press(kb.Home)
	b.waits(said + `.startsWith("The law: norm, 3 links.")`)
	b.waits(`new URLSearchParams(location.search).get("note") === "/norms/law/"`)
	b.evaluate(`{
		const at = (name) => document.querySelector('.graph-note[href$="' + name + '"]').getBoundingClientRect();
		const dx = at("village/").x - at("law/").x, dy = at("village/").y - at("law/").y;
		window.way = Math.abs(dx) > Math.abs(dy) ? (dx > 0 ? "ArrowRight" : "ArrowLeft") : (dy > 0 ? "ArrowDown" : "ArrowUp");
		document.querySelector(".graph-picture").dispatchEvent(new KeyboardEvent("keydown", {key: window.way, bubbles: true, cancelable: true}));
	}`)
	b.waits(`!` + said + `.startsWith("The law")`)
	b.waits(`document.querySelectorAll(".graph-note[data-here]").length === 1 && document.querySelector(".graph-lines-here").getAttribute("d") !== ""`)

	// Filters fade, hide from the list, and stand in the address.
	b.evaluate(`{ const tag = document.querySelector("#graph-tag"); tag.value = "elections"; tag.dispatchEvent(new Event("input", {bubbles: true})); }`)
	shown("The law, 规则")
	b.waits(`[...document.querySelectorAll(".graph-note[data-faded]")].length === 2`)
	b.waits(`location.search.includes("tag=elections")`)
	b.evaluate(`{ const q = document.querySelector("#graph-q"); q.value = "LAW"; q.dispatchEvent(new Event("input", {bubbles: true})); }`)
	shown("The law")
	b.navigate(site.url + "graph/?type=case&note=/cases/village/")
	shown("A village")
	b.waits(said + `.startsWith("A village: case, 0 links.")`)
	b.evaluate(`document.querySelector("form.filters").reset()`)
	shown("The law, 规则, A village, The committee")
	b.waits(`!location.search.includes("type")`)

	// Enter opens the note.
	b.evaluate(`document.querySelector(".graph-picture").focus()`)
	b.press(kb.Enter)
	b.sees("h1", "A village")
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}

	// Without scripts the drawing and the list lead to the notes, and nothing is offered that would not work.
	b.scripts(false)
	b.navigate(site.url + "graph/")
	b.scripts(true)
	shown("The law, 规则, A village, The committee")
	b.waits(`document.querySelector('.graph-note[href="/kb/norms/law/"] text').textContent === "The law"`)
	b.waits(`!document.querySelector("form.filters").checkVisibility() && !document.querySelector(".graph-tools").checkVisibility()`)
	b.waits(`document.querySelector('.graph-near a[href="#/cases/village/"]') && document.getElementById("/cases/village/")`)
}

// TestANarrowGraphBeginsWithItsBusiestNote holds that a window narrower than the
// drawing shows the note with the most links first, not an edge.
func TestANarrowGraphBeginsWithItsBusiestNote(t *testing.T) {
	p := publish(t)
	b := openBrowser(t)
	for _, width := range []int64{320, 390} {
		b.size(width, 900)
		b.load(p.url+"graph/", "")
		b.waits(`(() => {
			const picture = document.querySelector(".graph-picture"), box = picture.getBoundingClientRect();
			const counts = [...document.querySelectorAll(".graph-group li")].map((li) => [Number(li.querySelector(".count")?.textContent ?? 0), li.querySelector("a").getAttribute("href")]);
			const [, href] = counts.sort(([a], [b]) => b - a)[0];
			const { left, right } = picture.querySelector(".graph-note[href='" + href + "']").getBoundingClientRect();
			return picture.scrollLeft > 0 && left > box.left && right < box.right;
		})()`)
	}
}

// TestControlsStandInOneRow holds that on every width the choices of the graph's
// filter share their row with the button that clears them, and that the button
// in the foot of the page is as tall as the links beside it.
func TestControlsStandInOneRow(t *testing.T) {
	site := graphSite(t, 0)
	b := openBrowser(t)
	for _, width := range []int64{320, 390, 768, 1440} {
		b.size(width, 900)
		b.navigate(site.url + "graph/")
		b.waits(`document.querySelector("form.filters")?.checkVisibility()`)
		for what, of := range map[string]string{"bottoms": `form.filters :is(select, button)`, "heights": `.footer-links :is(a, button)`} {
			if found := evaluated[[]int](b, `[...new Set([...document.querySelectorAll("`+of+`")].map((e) => Math.round(e.getBoundingClientRect().`+strings.TrimSuffix(what, "s")+`)))]`); len(found) != 1 {
				t.Errorf("at %d pixels the %s of %s are %d", width, what, of, found)
			}
		}
	}
}

// inked holds once something is drawn on the canvas of a large graph.
const inked = `(() => {
	const c = document.querySelector(".graph-picture canvas"), empty = document.createElement("canvas");
	if (!c) return false;
	[empty.width, empty.height] = [c.width, c.height];
	return c.width > 0 && c.toDataURL() !== empty.toDataURL();
})()`

// TestALargeGraphIsDrawnByTheBrowser holds that a graph of which the page draws
// only a part is drawn whole, on a canvas.
func TestALargeGraphIsDrawnByTheBrowser(t *testing.T) {
	site := graphSite(t, 310)
	b := openBrowser(t)
	b.size(1200, 900)
	b.navigate(site.url + "graph/")
	b.waits(`document.querySelector(".graph-picture canvas") && !document.querySelector(".graph-svg")`)
	b.waits(`document.querySelector(".list-count").innerText.includes("314 notes") && document.querySelector(".list-count").innerText.includes("the 300 with")`)
	// Something is drawn, and it moves when it is pulled.
	const ink = `document.querySelector(".graph-picture canvas").toDataURL()`
	b.waits(inked)
	b.evaluate(`window.before = ` + ink)
	b.evaluate(`{
		const c = document.querySelector(".graph-picture canvas"), box = c.getBoundingClientRect();
		const to = (type, x, y) => c.dispatchEvent(new PointerEvent(type, {bubbles: true, pointerId: 1, clientX: box.left + x, clientY: box.top + y}));
		c.setPointerCapture = () => {};
		to("pointerdown", 300, 300); to("pointermove", 360, 330); to("pointerup", 360, 330);
	}`)
	b.waits(`window.before !== ` + ink)
	b.evaluate(`document.querySelector(".graph-picture").focus()`)
	b.press(kb.Home)
	b.waits(`document.querySelector(".graph-status").innerText.startsWith("The law: norm, 313 links.")`)
	b.evaluate(`{ const type = document.querySelector("#graph-type"); type.value = "organisation"; type.dispatchEvent(new Event("input", {bubbles: true})); }`)
	b.waits(`document.querySelector(".graph-status").innerText === "1 of 314 notes."`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// TestALargeGraphMovesAsPictures holds that no note is drawn while the reader
// makes a graph smaller, and that what comes into the window is there at once.
func TestALargeGraphMovesAsPictures(t *testing.T) {
	site := graphSite(t, 310)
	b := openBrowser(t)
	b.size(1200, 900)
	b.navigate(site.url + "graph/")
	b.waits(inked)
	// The test says when a motion ends, and counts how often lines are drawn.
	b.evaluate(`{
		window.setTimeout = (end) => { window.rest = end; return 0; };
		const stroke = CanvasRenderingContext2D.prototype.stroke;
		window.strokes = 0;
		CanvasRenderingContext2D.prototype.stroke = function (...a) { window.strokes++; return stroke.apply(this, a); };
	}`)
	// At rest at fourfold size, the picture that is kept is of the middle.
	b.evaluate(`for (let i = 0; i < 2; i++) document.querySelector(".graph-tools [data-zoom='2']").click()`)
	b.evaluate(`window.rest()`)
	b.waits(`window.strokes > 0`)
	ink := b.tells(`(async () => {
		const canvas = document.querySelector(".graph-picture canvas"), box = canvas.getBoundingClientRect();
		window.strokes = 0;
		for (let i = 0; i < 30; i++) {
			canvas.dispatchEvent(new WheelEvent("wheel", {clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, deltaY: 30, ctrlKey: true, bubbles: true, cancelable: true}));
			await new Promise(requestAnimationFrame);
		}
		const edge = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height / 5).data;
		return edge.some((part) => part > 0) ? "ink" : "nothing";
	})()`)
	if strokes := evaluated[int](b, `window.strokes`); ink != "ink" || strokes > 0 {
		t.Errorf("at the edge there is %s, and lines were drawn %d times", ink, strokes)
	}
}

// TestNotesShowWhatIsAroundThem holds what a reader has of the neighbourhood on
// the page of a note: names that are read, reached by keys and tell more, beside
// the marks that they belong to, at any width and without scripts.
func TestNotesShowWhatIsAroundThem(t *testing.T) {
	site := graphSite(t, 20)
	b := openBrowser(t)
	for _, scripts := range []bool{true, false} {
		for _, width := range []int64{320, 768, 1440} {
			b.size(width, 900)
			b.scripts(scripts)
			b.navigate(site.url + "norms/law/")
			b.scripts(true)
			b.waits(`document.querySelectorAll(".nearby li a").length === 12 && document.querySelector(".nearby-about").innerText.startsWith("And 11 more.")`)
			// No name covers another or the drawing.
			b.waits(`(() => {
				const boxes = [...document.querySelectorAll(".nearby li a, .nearby svg")].map((e) => e.getBoundingClientRect());
				return boxes.every((a, i) => a.width > 0 && a.left >= 0 && a.right <= innerWidth && boxes.every((b, k) => i === k || a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top));
			})()`)
			// The middle of each is as high as its mark.
			b.waits(`(() => {
				const svg = document.querySelector(".nearby svg"), top = svg.getBoundingClientRect().top;
				const places = [...svg.querySelectorAll("path[class^='type-']")].flatMap((p) => [...p.getAttribute("d").matchAll(/M(\d+) (\d+)/g)]).slice(1);
				const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
				return places.length === 12 && [...document.querySelectorAll(".nearby li a")].every((a, k) => {
					const box = a.getBoundingClientRect();
					return Math.abs(top + places[k][2] * scale - (box.top + box.bottom) / 2) < 2 && (places[k][1] < 64 ? box.right < svg.getBoundingClientRect().left : box.left > svg.getBoundingClientRect().right);
				});
			})()`)
		}
	}

	// Names are links among others: keys reach them, cards tell of them.
	b.navigate(site.url + "norms/law/")
	b.waits(`document.documentElement.dataset.script !== undefined`)
	b.hover(`.nearby a[href$="/norms/rule/"]`)
	b.waits(`document.querySelector(".preview")?.innerText.includes("A rule.")`)
	b.waits(`document.querySelector(".nearby a[href$='/norms/rule/']").lang === "zh-Hans"`)
	b.evaluate(`document.querySelector(".nearby li a").focus()`)
	b.press(kb.Tab)
	b.waits(`document.activeElement === document.querySelectorAll(".nearby li a")[1]`)

	// The graph of all notes begins where the reader was.
	b.evaluate(`document.querySelector(".nearby-about a").click()`)
	b.waits(`document.querySelector(".graph-status")?.innerText.startsWith("The law: norm, 23 links.")`)

	// It leads about the site, so paper does without.
	b.navigate(site.url + "organisations/committee/")
	b.shownOn("print")
	b.waits(`getComputedStyle(document.querySelector(".nearby")).display === "none"`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}
