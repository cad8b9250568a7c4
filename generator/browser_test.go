package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
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

	// An edit shows without a reload, and the reader keeps the place.
	b.evaluate(`window.stays = true; window.scrollTo({top: 600, behavior: "instant"})`)
	site.write("content/concepts/self-government.md", strings.Replace(conceptNote, "The first state.", "The second state.", 1))
	b.waits(`document.querySelector("main").innerText.includes("The second state.")`)
	b.waits(`window.stays === true`)
	b.waits(`Math.abs(window.scrollY - 600) < 2`)

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

// served is a site that the program serves while a test runs.
type served struct {
	t   *testing.T
	dir string
	url string // ends with a slash
}

func servedSite(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, dir: t.TempDir()}
	s.write("fangzhi.yaml", "title: A served site\nbase_url: /kb/\n")
	s.write("content/norms/organic-law.md", "---\ntitle: Organic Law\ntags: [governance/village]\n---\nIt founds [[self-government|village-self-government, in its own words]].\n")
	s.write("content/concepts/self-government.md", conceptNote)
	s.start()
	return s
}

// start serves the site until the test ends.
func (s *served) start() {
	t := s.t
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, pipe := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--site", s.dir, "--addr", "127.0.0.1:0"}, pipe, os.Stderr)
		pipe.Close()
	}()
	lines := bufio.NewScanner(out)
	for s.url == "" && lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http://") {
			s.url = lines.Text()
		}
	}
	if s.url == "" {
		t.Fatalf("serve ended with %d", <-ended)
	}
	go io.Copy(io.Discard, out)
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != exitOK {
			t.Errorf("serve ended with %d", code)
		}
	})
}

func (s *served) write(name, text string) {
	s.t.Helper()
	full := filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// browser is a tab of a headless Chromium.
type browser struct {
	t       *testing.T
	ctx     context.Context
	console chan string
}

// patient is how long a test waits for what should come at once.
const patient = 30 * time.Second

func openBrowser(t *testing.T) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx, console: make(chan string, 1000)}
	b.do(chromedp.Navigate("about:blank"))
	go func() {
		for message, err := range chromedp.Console(ctx) {
			if err != nil {
				return
			}
			if message.Type == "error" || message.Type == "warning" || message.Type == chromedp.ConsoleException {
				b.console <- fmt.Sprintf("%s: %s", message.Type, message.Text)
			}
		}
	}()
	return b
}

// chromium finds the browser, which the tests cannot do without.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{
		os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("the browser tests need Chromium: install it, or name it in CHROMIUM")
	return ""
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) navigate(url string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url))
}

func (b *browser) evaluate(script string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](script))
}

// follow clicks the first link in the page's main part with the given text.
func (b *browser) follow(text string) {
	b.t.Helper()
	before := b.location()
	b.waits(fmt.Sprintf(`[...document.querySelectorAll("main a, footer a")].some((a) => a.innerText.trim() === %q)`, text))
	b.evaluate(fmt.Sprintf(`[...document.querySelectorAll("main a, footer a")].find((a) => a.innerText.trim() === %q).click()`, text))
	b.waits(fmt.Sprintf(`location.href !== %q && document.readyState === "complete"`, before))
}

func (b *browser) location() string {
	b.t.Helper()
	url, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		b.t.Fatal(err)
	}
	return url
}

// sees waits until the first element that a selector finds shows the text.
func (b *browser) sees(selector, text string) {
	b.t.Helper()
	b.waits(fmt.Sprintf(`document.querySelector(%q)?.innerText.trim() === %q`, selector, text))
}

// waits asks again and again, across loads of pages, until an expression
// holds.
func (b *browser) waits(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patient)
	defer cancel()
	for ctx.Err() == nil {
		ok, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(patient)))
		if err == nil && ok {
			return
		}
	}
	text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href + " at " + scrollY + " of " + document.documentElement.scrollHeight + "\n" + document.body.innerText.slice(0, 2000)`))
	b.t.Fatalf("never came true: %s\nthe console says: %q\nthe page shows:\n%s", expression, b.complaints(), text)
}

// complaints are the errors and warnings of the page so far, but for the
// answer 404 that the test asks for.
func (b *browser) complaints() []string {
	var all []string
	for {
		select {
		case message := <-b.console:
			if !strings.Contains(message, "404") {
				all = append(all, message)
			}
		default:
			return all
		}
	}
}
