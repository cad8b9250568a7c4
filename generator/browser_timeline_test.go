package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// timelineSite is a site with norms, cases and a period that differ in time,
// type and tag.
func timelineSite(t *testing.T) *served {
	site := servedSite(t)
	for i, when := range []string{"1953", "1962~/1966?", "1978-12", "1998-11-04/..", "2015-04/2021", "2017-12", "2021-05-11/.."} {
		tag := "governance/village"
		if i%2 == 1 {
			tag = "poverty"
		}
		site.write(fmt.Sprintf("content/norms/n%d.md", i), fmt.Sprintf("---\ntitle: Norm %d\nin_force: %q\ntags: [%s]\n---\nText.\n", i, when, tag))
	}
	for i, when := range []string{"1964", "2016/2018", "2020-03-01"} {
		site.write(fmt.Sprintf("content/cases/c%d.md", i), fmt.Sprintf("---\ntitle: Case %d\nwhen: %q\ntags: [poverty]\n---\nText.\n", i, when))
	}
	site.write("content/periods/p.md", "---\ntitle: A period\nwhen: 2013/2040\n---\nText.\n")
	site.write("content/cases/own.md", "---\ntitle: Own\n---\n```timeline\nfrom norms\n```\n\n```timeline\nfrom cases\n```\n")
	site.waits("timeline/timeline.csv", 12)
	site.await("timeline/", "11 dated notes") // a new file stands before the pages that change
	site.await("cases/own/", "Case 2")
	return site
}

const (
	liveMarks = `[...document.querySelectorAll("figure.timeline svg.live a.mark")]`
	listed    = `[...document.querySelectorAll("li.entry")].filter((row) => row.checkVisibility()).map((row) => row.querySelector("a").innerText.trim()).join()`
)

// tool clicks one of the buttons above the first timeline.
func (b *browser) tool(name string) {
	b.t.Helper()
	button := fmt.Sprintf(`document.querySelector('.timeline-tools button[aria-label=%q]')`, name)
	b.waits(button)
	b.evaluate(button + `.click()`)
}

// TestReadersMoveATimeline zooms and pans by every means, and looks at the
// drawing, the list and the address.
func TestReadersMoveATimeline(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.size(1280, 900)
	b.navigate(site.url + "timeline/")
	b.waits(`document.querySelectorAll("svg.still a.mark").length === 11`)
	b.waits(`document.querySelector("svg.still .today")`)
	b.waits(`!document.querySelector("svg.live")`) // nothing moves before the reader does

	b.tool("Zoom in")
	b.waits(`document.querySelector("svg.live") && getComputedStyle(document.querySelector("svg.still")).display === "none"`)
	b.waits(`/[?&]t=\d+(\.\d+)?\.\.\d+(\.\d+)?/.test(location.search)`)
	width := `(() => { const [from, to] = new URLSearchParams(location.search).get("t").split("..").map(Number); return to - from })()`
	b.evaluate(`window.before = ` + width)
	b.evaluate(`document.querySelector(".timeline-scroll").focus()`)
	b.press("+")
	b.waits(width + ` < 0.8 * before`)
	b.evaluate(`window.from = Number(new URLSearchParams(location.search).get("t").split("..")[0])`)
	b.press(kb.ArrowRight)
	b.waits(`Number(new URLSearchParams(location.search).get("t").split("..")[0]) > from + 1`)
	b.press(kb.Home)
	b.waits(`location.search === ""`)

	// The wheel is the page's, until the reader is at the timeline.
	wheel := `document.querySelector(".timeline-scroll svg.live").dispatchEvent(new WheelEvent("wheel", {deltaY: -300, ctrlKey: %t, bubbles: true, cancelable: true, clientX: 400}))`
	b.evaluate(`document.activeElement.blur()`)
	b.waits(fmt.Sprintf(wheel, false)) // true: nobody prevented the default
	b.waits(`!` + fmt.Sprintf(wheel, true))
	b.waits(`location.search.includes("t=")`)
	b.evaluate(`document.querySelector(".timeline-scroll").focus()`)
	b.press("0")
	b.waits(`location.search === ""`)

	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestReadersDragAndPinchATimeline moves it as a mouse and two fingers do.
func TestReadersDragAndPinchATimeline(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "timeline/?t=1990..2010")
	b.waits(`document.querySelector("svg.live")`)
	b.evaluate(`document.querySelector(".timeline-scroll").scrollIntoView({block: "start"})`)
	box := evaluated[[]float64](b, `(() => { const r = document.querySelector(".timeline-scroll").getBoundingClientRect(); return [r.left, r.top, r.width, r.height] })()`)
	x, y := box[0]+box[2]/2, box[1]+30
	b.do(chromedp.MouseEvent(chromedp.MousePressed, x, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(chromedp.MouseMoved, x+40, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(chromedp.MouseMoved, x+box[2]/4, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(chromedp.MouseReleased, x+box[2]/4, y, chromedp.ButtonLeft))
	b.waits(`(() => { const [from, to] = new URLSearchParams(location.search).get("t").split("..").map(Number); return from < 1986 && from > 1984 && Math.abs(to - from - 20) < 0.1 })()`)

	point := func(id int, x float64) string {
		return fmt.Sprintf(`pointerId: %d, pointerType: "touch", clientX: %f, clientY: %f, bubbles: true, cancelable: true`, id, x, y)
	}
	touch := func(name string, id int, x float64) string {
		return fmt.Sprintf(`at.dispatchEvent(new PointerEvent(%q, {%s}));`, name, point(id, x))
	}
	b.evaluate(`(() => { const at = document.querySelector(".timeline-scroll");` +
		touch("pointerdown", 11, x-50) + touch("pointerdown", 12, x+50) + touch("pointermove", 12, x+150) + touch("pointerup", 11, x-50) + touch("pointerup", 12, x+150) + `})()`)
	b.waits(`(() => { const [from, to] = new URLSearchParams(location.search).get("t").split("..").map(Number); return Math.abs(to - from - 10) < 0.2 })()`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestReadersFilterATimeline leaves out a type and chooses a tag; the list
// follows, and the address brings all of it back.
func TestReadersFilterATimeline(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "timeline/")
	b.waits(`document.querySelector(".timeline-filter > summary")`)
	b.evaluate(`document.querySelector(".timeline-filter > summary").click()`)
	b.waits(`document.querySelectorAll(".timeline-filters input").length === 3`)
	b.evaluate(`document.querySelector('.timeline-filters input[value="norm"]').click()`)
	b.waits(liveMarks + `.length === 4`)
	b.waits(listed + ` === "Case 0,A period,Case 1,Case 2"`)
	b.waits(`location.search === "?without=norm"`)
	b.evaluate(`(() => { const s = document.querySelector(".timeline-filters select"); s.value = "poverty"; s.dispatchEvent(new Event("change")) })()`)
	b.waits(listed + ` === "Case 0,Case 1,Case 2"`)
	b.waits(`document.querySelector(".timeline-status").value.endsWith("3 of 11")`)

	b.navigate(site.url + "timeline/?t=2014..2019&tag=governance")
	b.waits(listed + ` === "Norm 4"`)
	b.waits(liveMarks + `.length === 2`) // near the view, ready to be panned to
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestTimelinesOfOneNoteMoveByThemselves has two in one note.
func TestTimelinesOfOneNoteMoveByThemselves(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "cases/own/?t-2=2010..2022")
	b.waits(`document.querySelectorAll("figure.timeline").length === 2`)
	b.waits(`document.querySelector("#fz-timeline-2 svg.live") && !document.querySelector("#fz-timeline-1 svg.live")`)
	b.waits(`[...document.querySelectorAll("#fz-timeline-2 + details li")].map((row) => row.hidden).join() === "true,false,false,false"`)
	b.waits(`document.querySelector('#fz-timeline-1 a[href$="cases/own/timeline-1.csv"]')`)

	// What is pointed at in one is lit in the other.
	b.evaluate(`document.querySelector("#fz-timeline-2 + details").open = true`)
	b.evaluate(`document.querySelectorAll("#fz-timeline-2 + details a")[1].dispatchEvent(new PointerEvent("pointerover", {bubbles: true}))`)
	b.waits(`document.querySelector("#fz-timeline-2 svg.live a.mark.lit title").textContent.startsWith("Case 1")`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestATimelineThatCountsIsZoomedInto goes into that of an actor with more
// cases than are drawn singly: the marks come from the file beside its page.
func TestATimelineThatCountsIsZoomedInto(t *testing.T) {
	site := smallSite(t)
	site.write("content/organisations/team.md", "---\ntitle: Team\n---\n")
	for i := range 160 {
		site.write(fmt.Sprintf("content/cases/c%d.md", i), fmt.Sprintf("---\ntitle: Case %d\nwhen: %d\n---\nOf the [[team]].\n", i, 1850+i))
	}
	site.start()
	b := openBrowser(t)
	b.size(1280, 900)
	b.navigate(site.url + "organisations/team/?t=1900.5..1904.5")
	b.waits(`document.querySelector("svg.still .cluster") && !document.querySelector("svg.still a.mark")`)
	b.waits(liveMarks + `.some((mark) => mark.getAttribute("href").endsWith("/cases/c52/"))`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestATimelineCanBeEmbedded asks for the drawing alone, as another page would
// in a frame.
func TestATimelineCanBeEmbedded(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "timeline/?embed&t=2014..2022")
	b.waits(liveMarks + `.length > 0`)
	b.waits(`document.querySelector("svg.live").checkVisibility()`)
	b.waits(`![...document.querySelectorAll("h1, body > header, body > footer, li.entry")].some((part) => part.checkVisibility())`)
}

// TestMarksTellWhatTheyAre points at marks with and without a list beside them.
func TestMarksTellWhatTheyAre(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	point := `[...document.querySelectorAll(%q)].find((mark) => mark.querySelector("title").textContent.startsWith("Case 1")).dispatchEvent(new PointerEvent("pointerover", {bubbles: true}))`
	for _, where := range []string{"timeline/", "cases/own/"} {
		b.navigate(site.url + where)
		b.waits(`document.querySelector(".timeline-tools button")`)
		b.evaluate(fmt.Sprintf(point, "svg.still a.mark"))
		b.waits(`[...document.querySelectorAll(".timeline-card")].some((card) => card.textContent === "Case 1case · 2016 to 2018Text.")`)
		b.press(kb.Escape)
		b.waits(`[...document.querySelectorAll(".timeline-card")].every((card) => card.hidden)`)
	}
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestTimelinesFitSmallScreens has all of time in sight on a telephone, at
// once, without a change of the address.
func TestTimelinesFitSmallScreens(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.size(390, 800)
	b.navigate(site.url + "timeline/")
	b.waits(liveMarks + `.length === 11`)
	b.waits(`(() => { const at = document.querySelector(".timeline-scroll"); return at.scrollWidth <= at.clientWidth })()`)
	b.waits(`location.search === ""`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestTimelinesStandWithoutScripts looks at what is there if none run, and at
// what is printed.
func TestTimelinesStandWithoutScripts(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.scripts(false)
	b.navigate(site.url + "timeline/")
	b.scripts(true)
	b.waits(`document.querySelectorAll("svg a.mark").length === 11`)
	b.waits(`document.querySelector(".timeline-tools").childElementCount === 0`)
	b.waits(listed + `.split(",").length === 11`)
	b.waits(`document.querySelector('a[download][href$="timeline/timeline.csv"]')`)

	b.navigate(site.url + "timeline/?t=2014..2019")
	b.waits(`document.querySelector("svg.live")`)
	b.shownOn("print")
	b.waits(`getComputedStyle(document.querySelector("svg.live")).display === "none" && getComputedStyle(document.querySelector("svg.still")).display !== "none"`)
	b.waits(listed + `.split(",").length === 11`)
	b.waits(`getComputedStyle(document.querySelector(".timeline-tools")).display === "none"`)
}

// TestTheClientReadsWhatTheProgramDraws holds the two ways in which the client
// learns of the items to each other: the marks and the data beside them.
func TestTheClientReadsWhatTheProgramDraws(t *testing.T) {
	site := timelineSite(t)
	b := openBrowser(t)
	b.navigate(site.url + "timeline/")
	b.waits(`document.querySelector(".timeline-tools button")`)
	b.evaluate(`import(performance.getEntriesByType("resource").map((r) => r.name).find((name) => /\/timeline-\w+\.js$/.test(name))).then(async (module) => {
	  const marks = module.readMarks(document.querySelector("svg.still"));
	  const data = module.readCSV(await (await fetch("timeline.csv")).text());
	  const key = ({span, ...item}) => JSON.stringify(item);
	  const by = (a, b) => key(a) < key(b) ? -1 : 1;
	  marks.sort(by);
	  data.sort(by);
	  // A day is the 365th part of a year; the marks are written to the 1000th.
	  const alike = marks.length === data.length && marks.every((mark, i) => key(mark) === key(data[i]) && mark.span.every((year, k) => Math.abs(year - data[i].span[k]) < 0.001));
	  window.agree = alike ? marks.length : marks.map((mark) => JSON.stringify(mark)) + "\n" + data.map((item) => JSON.stringify(item));
	})`)
	b.waits(`window.agree`)
	if agree := evaluated[string](b, `String(window.agree)`); agree != "11" {
		t.Errorf("marks and data differ:\n%s", agree)
	}
}
