package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A kind of page, with one page of that kind in the site's own content.
type kind struct {
	name string // of its screenshots too
	path string // below the base of the site
	// settled is an expression that holds once all client modules of the page
	// have done their work. Empty: the common ones are all.
	settled string
}

// drawn holds once all timelines of a page have their tools, and those that the
// window cuts are drawn anew.
const drawn = `[...document.querySelectorAll("figure.timeline")].every((figure) => {
	const scroll = figure.querySelector(".timeline-scroll");
	const cut = scroll.scrollWidth > scroll.clientWidth + 1 && scroll.querySelector("svg").dataset.complete !== undefined;
	return figure.querySelector(".timeline-tools button") !== null && (!cut || figure.classList.contains("is-live"));
})`

var kinds = []kind{
	{"home", "", drawn},
	{"note-period", "periods/collectivisation/", drawn},
	{"note-norm", "norms/organic-law-1998/", ""},
	{"note-case", "cases/hezhai/", ""},
	{"note-organisation", "organisations/villagers-committee/", ""},
	{"note-person", "people/huang-wenxiu/", ""},
	{"note-place", "places/yizhou/", ""},
	{"note-concept", "concepts/village-self-government/", ""},
	{"note-course", "courses/guests-of-the-village/", ""},
	{"note-long", "concepts/every-construct/", ""},
	{"note-page", "about/", ""},
	{"note-translated", "zh/concepts/two-committees/", ""},
	{"guide", "guide/markdown/", ""},
	{"index", "norms/", drawn},
	{"index-translated", "zh/norms/", drawn},
	{"queries", "guide/queries/", ""},
	{"graph", "graph/", ""},
	{"letters", "letters/", ""},
	{"letters-many", "many/letters/", ""},
	{"letters-part", "many/letters/2/", ""},
	{"tags", "tags/", ""},
	{"tag", "tags/dispatch/", drawn},
	{"timeline", "timeline/", drawn},
	{"years", "time/", ""},
	{"year", "time/1998/", ""},
	{"comparisons", "compare/", ""},
	{"comparison", "compare/norms/", ""},
	{"responsibilities", "responsibilities/", ""},
	{"bibliography", "bibliography/", ""},
	{"source", "bibliography/npcsc-1998-organic-law/", ""},
	{"search", "search/?q=village", `document.querySelectorAll(".search-results > li").length > 0`},
	{"not-found", "no/such/village/", `document.querySelector(".notfound-near:not([hidden])") !== null`},
}

var widths = []int64{320, 768, 1440}

// published is a built site, served as a static host does.
type published struct {
	dir string // what was built
	url string // of its home page; ends with a slash

	mu     sync.Mutex
	served map[string]int           // compressed bytes by path, since it was last asked
	pieces map[string]<-chan string // of the page at an address that comes slowly
	shown  chan struct{}            // closed once the page at hand is; nil where nobody tells
}

// publish builds the site's own content, and a note with every construct,
// below a path, and serves it as static hosts do: compressed, under a policy
// that nothing of it may break.
func publish(t *testing.T) *published {
	t.Helper()
	site, p := t.TempDir(), &published{dir: t.TempDir(), served: make(map[string]int), pieces: make(map[string]<-chan string)}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	p.url = server.URL + "/kb/"
	if err := os.CopyFS(filepath.Join(site, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../fangzhi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	long, err := os.ReadFile("testdata/pages/every-construct.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"fangzhi.yaml":                        append(settings, "\nbase_url: "+p.url+"\n"...),
		"content/concepts/every-construct.md": long,
	} {
		if err := os.WriteFile(filepath.Join(site, filepath.FromSlash(name)), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	if code := run(context.Background(), []string{"build", "--site", site, "--out", p.dir, "--strict"}, &said, &said); code != exitOK {
		t.Fatalf("the site does not build:\n%s", &said)
	}
	return p
}

// publishMany adds a site of so many notes, in a folder of the first, that some
// lists are divided.
func (p *published) publishMany(t *testing.T) {
	t.Helper()
	site := t.TempDir()
	if err := os.Mkdir(filepath.Join(site, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(site, "fangzhi.yaml"), []byte("title: Many\nbase_url: "+p.url+"many/\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	names := []string{"Account of %d", "Register of Households and Fields, Part %d", "村民会议第%d号"}
	for i := range 1001 {
		note := "---\ntitle: " + fmt.Sprintf(names[i%len(names)], i) + "\nsummary: What was written down.\n---\nText.\n"
		if err := os.WriteFile(filepath.Join(site, "content", fmt.Sprintf("n%d.md", i)), []byte(note), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	if code := run(context.Background(), []string{"build", "--site", site, "--out", filepath.Join(p.dir, "many"), "--strict"}, &said, &said); code != exitOK {
		t.Fatalf("the site of many notes does not build:\n%s", &said)
	}
}

// whole returns a script that shows a page once it has been read to its end. A
// browser on a busy machine shows the half that it has read, and then the words
// of a line move as the line goes on: how pages arrive has a test of its own.
// The scripts of the page are held until it has been shown, so that all that
// they move is seen. It hides nothing where the page runs no scripts.
func (p *published) whole() string {
	p.shown = make(chan struct{})
	return fmt.Sprintf(`if (matchMedia("(scripting: enabled)").matches) {
		const unseen = new CSSStyleSheet();
		unseen.replaceSync("body { display: none }");
		document.adoptedStyleSheets = [unseen];
		document.addEventListener("readystatechange", () => {
			document.adoptedStyleSheets = [];
			requestAnimationFrame(() => requestAnimationFrame(() => void fetch(%q)));
		}, {once: true});
	}`, p.url+pageShown)
}

const pageShown = "page-shown" // an address below that of the site

// holds answers what belongs to the script of whole, holds back the scripts of a
// page that is not shown yet, and tells whether that was the answer.
func (p *published) holds(w http.ResponseWriter, r *http.Request) bool {
	p.mu.Lock()
	shown := p.shown
	if shown != nil && strings.HasSuffix(r.URL.Path, "/") && r.Header.Get("Sec-Fetch-Dest") == "document" {
		p.shown = make(chan struct{})
	}
	p.mu.Unlock()
	switch name := path.Base(r.URL.Path); {
	case shown == nil:
	case name == pageShown:
		close(shown)
		w.WriteHeader(http.StatusNoContent)
		return true
	case strings.HasPrefix(name, "site-") && path.Ext(name) == ".js":
		select {
		case <-shown:
		case <-r.Context().Done():
		}
	}
	return false
}

func (p *published) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	sent := p.pieces[r.URL.RequestURI()]
	delete(p.pieces, r.URL.RequestURI())
	p.mu.Unlock()
	if sent != nil {
		trickle(w, r, sent)
		return
	}
	if p.holds(w, r) {
		return
	}
	name, below := strings.CutPrefix(path.Clean(r.URL.Path), "/kb")
	name = filepath.Join(p.dir, filepath.FromSlash(name))
	if strings.HasSuffix(r.URL.Path, "/") {
		name = filepath.Join(name, "index.html")
	}
	text, err := os.ReadFile(name)
	status := http.StatusOK
	if err != nil || !below {
		status = http.StatusNotFound
		name = filepath.Join(p.dir, "404.html")
		text, _ = os.ReadFile(name)
	}
	kinds := map[string]string{".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json"}
	if media := kinds[path.Ext(name)]; media != "" {
		w.Header().Set("Content-Type", media)
		w.Header().Set("Content-Encoding", "gzip")
		var packed bytes.Buffer
		to := gzip.NewWriter(&packed)
		to.Write(text)
		to.Close()
		text = packed.Bytes()
	}
	p.mu.Lock()
	p.served[r.URL.Path] += len(text)
	p.mu.Unlock()
	w.WriteHeader(status)
	w.Write(text)
}

// npm is a file of the packages that .ci/tools installs.
func npm(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join("../.ci/npm/node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		t.Fatalf("the tests of pages need %s: run .ci/tools", file)
	}
	return file
}

// watched is what a page cannot tell afterwards: how far its parts were
// shifted after they had been painted.
const watched = `
	window.fzShifts = [];
	new PerformanceObserver((list) => {
		for (const shift of list.getEntries()) {
			if (!shift.hadRecentInput) window.fzShifts.push(shift.value.toFixed(4) + " by " + shift.sources.map((s) => s.node?.nodeType === 1 ? s.node.outerHTML.slice(0, 120) : s.node?.textContent?.slice(0, 80)).join(" and "));
		}
	}).observe({type: "layout-shift", buffered: true});
`

// shifts tells what was shifted up to the frame that is shown now.
const shifts = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.fzShifts.join("\n")))))`

// audit has what axe finds wrong with the page at hand.
const audit = `axe.run(document, %s).then((r) => r.violations.map((v) =>
	v.id + ": " + v.help + "\n" + v.nodes.slice(0, 5).map((n) => "    " + n.target.join(" ") + "  " + n.html.slice(0, 160) + "\n      " + n.failureSummary.replaceAll("\n", " ")).join("\n")).join("\n"))`

// What axe is to look at. In the dark, colours are all that can have changed on a
// page that it has looked at.
const (
	onAll     = `{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}, resultTypes: ["violations"]}`
	onShape   = `{runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}, rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"]}`
	onColours = `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}, resultTypes: ["violations"]}`
)

// TestEveryKindOfPage looks at a page of each kind in narrow, middling and wide
// windows, in the light and in the dark, with scripts and without. Screenshots
// for people to look at are left in .ci/screenshots.
func TestEveryKindOfPage(t *testing.T) {
	p := publish(t)
	p.publishMany(t)
	axe, err := os.ReadFile(npm(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	const pictures = "../.ci/screenshots"
	if err := os.MkdirAll(pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	rendered := t.TempDir()
	b := openBrowser(t)
	command(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: watched + p.whole()})
	asked := b.requests()
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			tab := *b
			tab.t = t
			for _, width := range widths {
				at := func(what, found string) {
					if found != "" {
						t.Errorf("%s at %d px: %s", what, width, found)
					}
				}
				tab.size(width, 900)
				tab.colours("", "light")
				tab.load(p.url+k.path, k.settled)
				at("scrolls sideways", tab.sideways())
				tab.evaluate(string(axe))
				edge := width != 768 // what has another colour here has it on one of the edges
				if edge {
					at("axe", tab.tells(fmt.Sprintf(audit, onAll)))
				} else {
					at("axe", tab.tells(fmt.Sprintf(audit, onShape)))
				}
				tab.picture(filepath.Join(pictures, fmt.Sprintf("%s-%d-light.png", k.name, width)))
				tab.colours("", "dark")
				if edge {
					at("axe, dark", tab.tells(fmt.Sprintf(audit, onColours)))
				}
				tab.picture(filepath.Join(pictures, fmt.Sprintf("%s-%d-dark.png", k.name, width)))
				tab.evaluate(`window.scrollTo({top: 1e6, behavior: "instant"})`)
				at("shifts", tab.tells(shifts))
				tab.keeps(filepath.Join(rendered, fmt.Sprintf("%s-%d.html", k.name, width)))

				if !edge {
					continue
				}
				tab.scripts(false)
				tab.navigate(p.url + k.path)
				tab.scripts(true)
				at("without scripts scrolls sideways", tab.sideways())
				tab.evaluate(string(axe))
				at("axe, without scripts", tab.tells(fmt.Sprintf(audit, onShape)))
			}
			for _, complaint := range tab.complaints() {
				t.Error(complaint)
			}
			for _, url := range asked() {
				if !strings.HasPrefix(url, p.url) && !strings.HasPrefix(url, "data:") {
					t.Errorf("asks for %s", url)
				}
			}
		})
	}
	// What the client makes of the pages is HTML as well.
	t.Run("as rendered", func(t *testing.T) { validate(t, rendered) })
}

// TestTimelinesKeepTheirPlace holds that what stands beneath a timeline does not
// move when scripts come, whether the window is wide enough for the drawing or
// not, nor when the reader looks closer.
func TestTimelinesKeepTheirPlace(t *testing.T) {
	p := publish(t)
	b := openBrowser(t)
	command(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: watched + p.whole()})
	const heights = `[...document.querySelectorAll(".timeline-scroll")].map((s) => s.getBoundingClientRect().height)`
	// places are where a reader may come to a page: its start, a timeline, what follows it.
	const places = `(() => {
		const last = [...document.querySelectorAll("figure.timeline")].at(-1);
		const next = [...document.querySelectorAll("[id]")].find((e) => last.compareDocumentPosition(e) === Node.DOCUMENT_POSITION_FOLLOWING);
		return ["", last.id, ...(next ? [next.id] : [])];
	})()`
	// alike compares to within a pixel.
	alike := func(a, b []float64) bool {
		return len(a) > 0 && slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) < 1 })
	}
	for _, path := range []string{"", "norms/", "zh/norms/", "timeline/", "tags/dispatch/", "periods/collectivisation/", "guide/timelines/", "time/1950s/"} {
		for _, width := range widths {
			b.size(width, 900)
			b.scripts(false)
			b.navigate(p.url + path)
			b.scripts(true)
			built := evaluated[[]float64](b, heights)
			if kept := evaluated[float64](b, `document.querySelector(".timeline-tools").offsetHeight`); kept > 0 {
				t.Errorf("%s at %d px: without scripts %v px are kept for tools that never come", path, width, kept)
			}
			for _, place := range evaluated[[]string](b, places) {
				b.navigate("about:blank") // else only the fragment would change
				b.load(p.url+path+"#"+place, drawn)
				if live := evaluated[[]float64](b, heights); !alike(built, live) {
					t.Errorf("%s at %d px: the timelines are %v px high, and %v with scripts", path, width, built, live)
				}
				if found := b.tells(shifts); found != "" {
					t.Errorf("%s#%s at %d px shifts: %s", path, place, width, found)
				}
			}
			b.evaluate(`document.querySelector(".timeline-tools button").click()`)
			b.waits(`document.querySelector("figure.timeline").classList.contains("is-live")`)
			if closer := evaluated[[]float64](b, heights); !alike(built, closer) {
				t.Errorf("%s at %d px: the timelines are %v px high, and %v a step closer", path, width, built, closer)
			}
		}
	}
}

// TestTimelinesFitOnPaper holds that each drawing is printed whole, as it was
// built, on a page of A4, from whatever window; and that what only leads about
// the site is not printed with it.
func TestTimelinesFitOnPaper(t *testing.T) {
	const wide, high = 612, 949 // what the margins leave of A4, in pixels
	p := publish(t)
	b := openBrowser(t)
	for _, path := range []string{"", "norms/", "zh/norms/", "timeline/", "tags/dispatch/", "organisations/resident-team/", "guide/timelines/"} {
		for _, width := range []int64{390, 1440} {
			b.shownOn("")
			b.size(width, 900)
			b.load(p.url+path, drawn)
			b.shownOn("print")
			b.size(wide, high)
			if found := b.tells(`(() => {
				const printed = [...document.querySelectorAll(".timeline svg")].filter((svg) => svg.checkVisibility());
				const box = (svg) => { const { width, height } = svg.getBoundingClientRect(); return Math.round(width) + "×" + Math.round(height); };
				return [
					printed.some((svg) => !svg.matches(".still")) ? "a drawing of the window" : "",
					...printed.filter((svg) => svg.getBoundingClientRect().height > ` + fmt.Sprint(high) + ` || svg.getBoundingClientRect().width > ` + fmt.Sprint(wide) + `).map(box),
					...[...document.querySelectorAll(".site-header, .languages, .crumbs, .timeline-tools, .note-foot > :is(.note-timeline, .related, .backlinks)")].filter((e) => e.checkVisibility()).map((e) => e.className),
				].filter(Boolean).join(", ");
			})()`); found != "" {
				t.Errorf("%s from %d px prints %s", path, width, found)
			}
		}
	}
}

// TestYearsAreReadWhole holds that no edge of a timeline cuts the name of a year.
func TestYearsAreReadWhole(t *testing.T) {
	p := publish(t)
	b := openBrowser(t)
	for width := int64(320); width <= 800; width += 32 {
		b.size(width, 900)
		b.load(p.url+"timeline/", drawn)
		if cut := b.tells(`(() => {
			const { left, right } = document.querySelector(".timeline-scroll").getBoundingClientRect();
			const cut = (box) => (box.left < left && box.right > left) || (box.left < right && box.right > right);
			return [...document.querySelectorAll(".timeline-view .tick-label")].filter((label) => cut(label.getBoundingClientRect())).map((label) => label.textContent).join(", ");
		})()`); cut != "" {
			t.Errorf("at %d px the edge cuts %s", width, cut)
		}
	}
}

// TestEveryPageIsValidHTML asks the checker of the standard about all pages.
func TestEveryPageIsValidHTML(t *testing.T) {
	validate(t, publish(t).dir)
}

// TestFirstViewIsLight holds that what a reader's first page costs is little:
// all that is fetched until it stands still, compressed.
func TestFirstViewIsLight(t *testing.T) {
	const mostBytes, mostRequests = 40_000, 5
	p := publish(t)
	b := openBrowser(t)
	command(b, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	for _, path := range []string{"norms/organic-law-1998/", "cases/hezhai/", "periods/collectivisation/", "concepts/work-team/", "people/huang-wenxiu/", "about/"} {
		b.size(1440, 900)
		b.navigate("about:blank")
		p.take()
		b.load(p.url+path, `document.querySelector(".timeline-tools") === null || `+drawn)
		fetched, bytes := p.take(), 0
		for name := range fetched {
			bytes += fetched[name]
		}
		t.Logf("%s: %d bytes in %d requests", path, bytes, len(fetched))
		if bytes > mostBytes || len(fetched) > mostRequests {
			t.Errorf("%s costs %d bytes in %d requests, should be at most %d in %d: %v", path, bytes, len(fetched), mostBytes, mostRequests, fetched)
		}
	}
}

// take gives the compressed bytes that were fetched since it was last asked, by path.
func (p *published) take() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	fetched := p.served
	p.served = make(map[string]int)
	return fetched
}

// validate has the Nu Html Checker look at all pages in a folder.
func validate(t *testing.T, dir string) {
	t.Helper()
	command := exec.Command("java", "-jar", npm(t, "vnu-jar/build/dist/vnu.jar"), "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", dir)
	said, err := command.Output()
	if err != nil {
		t.Fatalf("the checker of HTML, which needs Java: %v", err)
	}
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine                             int
		}
	}
	if err := json.Unmarshal(said, &report); err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Messages {
		switch {
		case strings.Contains(m.Message, "Content Security Policy"): // it takes files for another origin
		case strings.Contains(m.Message, "appears to be written in"): // it guesses, from few words
		case m.Type == "error" || m.SubType == "warning":
			t.Errorf("%s:%d: %s\n    %s", strings.TrimPrefix(m.URL, "file:"+dir), m.LastLine, m.Message, m.Extract)
		}
	}
}

// colours tells the page what medium it is shown on, and what the system prefers.
func (b *browser) colours(media, scheme string) {
	b.t.Helper()
	b.shownOn(media, &emulation.MediaFeature{Name: "prefers-color-scheme", Value: scheme}, &emulation.MediaFeature{Name: "prefers-reduced-motion", Value: "reduce"})
}

// load opens a page and waits until its scripts have done their work.
func (b *browser) load(url, settled string) {
	b.t.Helper()
	b.navigate(url)
	b.waits(`document.readyState === "complete" && document.querySelector(".colours-switch")?.title`)
	if settled != "" {
		b.waits(settled)
	}
}

// sideways names what is wider than the window, if the page scrolls sideways.
func (b *browser) sideways() string {
	b.t.Helper()
	return b.tells(`(() => {
		const root = document.documentElement;
		if (root.scrollWidth <= root.clientWidth) return "";
		const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5 && !e.parentElement.closest("[tabindex='0'], pre"));
		return root.scrollWidth + " of " + root.clientWidth + " px: " + wide.slice(0, 4).map((e) => e.outerHTML.slice(0, 160)).join("\n");
	})()`)
}

// tells evaluates an expression for a text, or for the promise of one.
func (b *browser) tells(expression string) string {
	b.t.Helper()
	return evaluated[string](b, expression)
}

// keeps writes the document as it is now.
func (b *browser) keeps(file string) {
	b.t.Helper()
	text := "<!DOCTYPE html>" + b.tells(`document.documentElement.outerHTML`)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// picture takes a screenshot of the upper part of the page.
func (b *browser) picture(file string) {
	b.t.Helper()
	shot := command(b, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{})
	if err := os.WriteFile(file, shot.Data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// requests gives a function for the addresses asked for since the last call.
func (b *browser) requests() func() []string {
	b.t.Helper()
	var mu sync.Mutex
	var urls []string
	command(b, network.Enable, network.EnableParams{})
	events := chromedp.Events(b.ctx, network.RequestWillBeSent)
	go func() {
		for event, err := range events {
			if err != nil {
				return
			}
			mu.Lock()
			urls = append(urls, event.Request.URL)
			mu.Unlock()
		}
	}()
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		asked := urls
		urls = nil
		return asked
	}
}
