package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fangzhi/generator/bench/corpus"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// BenchmarkTimeline measures what the timeline of a large site weighs, and how
// it moves in a browser: the page and its data in KB of gzip; while it pans
// through ten years, through sixty, and while it zooms, the frames a second,
// of which a headless browser draws at most 60, and the work for each.
//
//	go test ./generator -run '^$' -bench Timeline/5k -benchtime 3x
func BenchmarkTimeline(b *testing.B) {
	for _, dated := range []int{5_000, 50_000} {
		b.Run(fmt.Sprintf("%dk", dated/1000), func(b *testing.B) {
			// One note in ten has no date.
			url, public := corpusSite(b, dated*1110/1000)
			for name, file := range map[string]string{"page": "index.html", "data": "timeline.csv"} {
				data, err := os.ReadFile(filepath.Join(public, "timeline", file))
				if err != nil {
					b.Fatal(err)
				}
				b.Logf("%d dated notes: the %s has %d KB, %d KB compressed", dated, name, len(data)/1000, gzipped(b, data)/1000)
			}
			tab := openBrowser(b)
			tab.size(1280, 1024)
			command(tab, performance.Enable, performance.EnableParams{TimeDomain: "threadTicks"})
			for b.Loop() {
				for _, motion := range []struct{ name, from, wheel string }{
					{"pan-10-years", "?t=2005..2015", `{deltaX: i < 60 ? 9 : -9}`},
					{"pan-60-years", "?t=1950..2010", `{deltaX: i < 60 ? 9 : -9}`},
					{"zoom", "?t=1950..2010", `{deltaY: i < 60 ? -12 : 12, ctrlKey: true}`},
				} {
					tab.navigate(url + "timeline/" + motion.from)
					tab.waits(`document.querySelector("svg.live")`)
					frames := tab.move(motion.wheel)
					b.ReportMetric(frames.perSecond(), motion.name+"-frames/s")
					b.ReportMetric(frames.median(), motion.name+"-median-ms")
					b.ReportMetric(frames.work, motion.name+"-work-ms/frame")
				}
			}
		})
	}
}

// corpusSite builds a site with so many notes, and serves what was published:
// the address of its home page, and the folder.
func corpusSite(b *testing.B, notes int) (url, public string) {
	b.Helper()
	c, err := corpus.New(notes, 1)
	if err != nil {
		b.Fatal(err)
	}
	site := b.TempDir()
	if _, err := c.Write(site, corpus.Fangzhi); err != nil {
		b.Fatal(err)
	}
	public = filepath.Join(site, "public")
	if code := run(context.Background(), []string{"build", "--site", site}, io.Discard, os.Stderr); code != exitOK {
		b.Fatalf("build ended with %d", code)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	b.Cleanup(server.Close)
	return server.URL + "/", public
}

func gzipped(b *testing.B, data []byte) int {
	b.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(data); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return packed.Len()
}

// frames are the times between one frame and the next, in milliseconds, in
// order of length, and how long the page's own thread worked for each.
type frames struct {
	took []float64
	work float64
}

func (f frames) perSecond() float64 {
	sum := 0.0
	for _, ms := range f.took {
		sum += ms
	}
	return 1000 * float64(len(f.took)) / sum
}

func (f frames) median() float64 { return f.took[len(f.took)/2] }

// work is for how long the page's own thread has worked, in milliseconds of
// the processor's time: other programs make it no longer.
func (b *browser) work() float64 {
	b.t.Helper()
	for _, metric := range command(b, performance.GetMetrics, cdp.Empty{}).Metrics {
		if metric.Name == "TaskDuration" {
			return 1000 * metric.Value
		}
	}
	b.t.Fatal("the browser does not tell how long the page worked")
	return 0
}

// move turns the wheel over the timeline once in each of 120 frames.
func (b *browser) move(wheel string) frames {
	b.t.Helper()
	return b.frames(".timeline-scroll", `at.dispatchEvent(new WheelEvent("wheel", { clientX: left + width / 2, bubbles: true, cancelable: true, ...`+wheel+` }))`)
}

// frames measures 120 frames, in each of which a script moves what a selector
// finds: it knows the element as at, its box, and the number i of the frame.
func (b *browser) frames(selector, motion string) frames {
	b.t.Helper()
	before := b.work()
	took := perform(b, "move "+selector, chromedp.Evaluate[[]float64](`(async () => {
	  const at = document.querySelector("`+selector+`");
	  at.scrollIntoView({block: "center"});
	  const { left, top, width, height } = at.getBoundingClientRect();
	  const frame = () => new Promise(requestAnimationFrame);
	  for (let i = 0; i < 30; i++) await frame();
	  const took = [];
	  for (let i = 0, last = await frame(); i < 120; i++) {
	    `+motion+`;
	    const now = await frame();
	    took.push(now - last);
	    last = now;
	  }
	  return took;
	})()`, chromedp.EvalAwaitPromise))
	work := (b.work() - before) / float64(len(took))
	slices.Sort(took)
	return frames{took, work}
}
