package main

import (
	"testing"

	"github.com/chromedp/cdproto/performance"
)

// BenchmarkGraph measures how the graph of 5,000 notes moves in a browser, all
// of it and enlarged eightfold: while it is pulled, and while it is enlarged,
// the frames a second, of which a headless browser draws at most 60, and the
// work for each.
//
//	go test ./generator -run '^$' -bench Graph -benchtime 3x
func BenchmarkGraph(b *testing.B) {
	url, _ := corpusSite(b, 5_000)
	tab := openBrowser(b)
	tab.size(1280, 1024)
	command(tab, performance.Enable, performance.EnableParams{TimeDomain: "threadTicks"})
	for b.Loop() {
		for _, motion := range []struct {
			name    string
			enlarge int // twofold, so many times
			script  string
		}{
			{"pan-all", 0, pull},
			{"pan-8x", 3, pull},
			{"zoom", 0, `at.focus(); at.dispatchEvent(new WheelEvent("wheel", { clientX: left + width / 2, clientY: top + height / 2, deltaY: i < 60 ? -12 : 12, ctrlKey: true, bubbles: true, cancelable: true }))`},
		} {
			tab.navigate(url + "graph/")
			tab.waits(`document.querySelector(".graph-picture canvas")?.width > 0`)
			for range motion.enlarge {
				tab.evaluate(`document.querySelector(".graph-tools [data-zoom='2']").click()`)
			}
			f := tab.frames(".graph-picture canvas", motion.script)
			b.ReportMetric(f.perSecond(), motion.name+"-frames/s")
			b.ReportMetric(f.median(), motion.name+"-median-ms")
			b.ReportMetric(f.took[len(f.took)*95/100], motion.name+"-p95-ms")
			b.ReportMetric(f.work, motion.name+"-work-ms/frame")
		}
	}
}

// pull drags the drawing to and fro, six pixels in each frame.
const pull = `{
	at.setPointerCapture = () => {};
	const x = left + width / 2 + 6 * (i < 60 ? i : 120 - i), y = top + height / 2 + 2 * (i < 60 ? i : 120 - i);
	if (i === 0) at.dispatchEvent(new PointerEvent("pointerdown", { pointerId: 1, clientX: x, clientY: y, bubbles: true }));
	at.dispatchEvent(new PointerEvent(i === 119 ? "pointerup" : "pointermove", { pointerId: 1, clientX: x, clientY: y, bubbles: true }));
}`
