package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// chromium is the browser that all tests share, each in a tab of its own: to
// start one takes longer than most tests do.
var chromium struct {
	once  sync.Once
	ctx   context.Context // nil if it did not start
	err   error           // why
	close func()          // nil if it was never wanted
}

// startChromium starts the browser if it does not run yet.
func startChromium() (context.Context, error) {
	c := &chromium
	c.once.Do(func() {
		program, err := findChromium()
		if err != nil {
			c.err = err
			return
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
		allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, leave := chromedp.NewContext(allocator)
		c.close = func() { leave(); stop() }
		// What runs first in a context gives the browser its life, and must
		// itself have no deadline.
		late := time.AfterFunc(patient, leave)
		if err := chromedp.Do(ctx); err != nil || !late.Stop() {
			c.err = fmt.Errorf("start %s: not done within %v: %w", program, patient, errors.Join(err, ctx.Err()))
			return
		}
		c.ctx = ctx
	})
	return c.ctx, c.err
}

func closeChromium() {
	if chromium.close != nil {
		chromium.close()
	}
}

// findChromium finds the browser, which the tests cannot do without.
func findChromium() (string, error) {
	for _, name := range []string{
		os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("the browser tests need Chromium: install it, or name it in CHROMIUM")
}

// browser is a tab of Chromium. What a page stores, no other test sees, since
// each site is served from a port of its own.
type browser struct {
	t       testing.TB
	ctx     context.Context
	console chan string
}

// openBrowser opens a tab in the one window: in a window of its own it would take
// most of a second longer. Until another is opened, it is the one that is shown.
func openBrowser(t testing.TB) *browser {
	t.Helper()
	return openTab(t, false)
}

// openWindow opens a tab in a window of its own, which is shown however many
// there are.
func openWindow(t testing.TB) *browser {
	t.Helper()
	return openTab(t, true)
}

func openTab(t testing.TB, alone bool) *browser {
	t.Helper()
	parent, err := startChromium()
	if err != nil {
		t.Fatal(err)
	}
	ctx, leave := chromedp.NewContext(parent, chromedp.WithNewWindow(alone))
	t.Cleanup(leave)
	late := time.AfterFunc(patient, leave)
	if err := chromedp.Do(ctx); err != nil || !late.Stop() {
		t.Fatalf("Chromium opened no tab within %v: %v", patient, errors.Join(err, ctx.Err()))
	}
	b := &browser{t: t, ctx: ctx, console: make(chan string, 1000)}
	messages := chromedp.Console(ctx)
	go func() {
		for message, err := range messages {
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

// perform has the tab do something. Whatever it is, a test does not wait for
// ever: what is the name of it in the message of one that gave up.
func perform[T any](b *browser, what string, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patient)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatalf("%s: %v\n%s", what, err, b.shown())
	}
	return result
}

// command gives the tab a command of the browser's protocol.
func command[P, R any](b *browser, what cdp.Command[P, R], parameters P) R {
	b.t.Helper()
	return perform(b, what.Method, func(ctx context.Context, tab *chromedp.Target) (R, error) {
		return cdp.Call(ctx, tab, what, parameters)
	})
}

// shown is what a person would see of the page, for a message.
func (b *browser) shown() string {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + " at " + scrollY + " of " + document.documentElement.scrollHeight + "\n" + document.body.innerText.slice(0, 2000)`))
	if err != nil {
		text = fmt.Sprintf("nothing that can be told: %v", err)
	}
	return fmt.Sprintf("the console says: %q\nthe page shows:\n%s", b.complaints(), text)
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

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	perform(b, "the browser", chromedp.Steps(actions...))
}

func (b *browser) navigate(url string) {
	b.t.Helper()
	perform(b, "open "+url, chromedp.Navigate(url))
}

func (b *browser) evaluate(script string) {
	b.t.Helper()
	evaluated[chromedp.Void](b, script)
}

// evaluated is the value of an expression in the page, or of a promise of it.
func evaluated[T any](b *browser, expression string) T {
	b.t.Helper()
	return perform(b, "evaluate "+expression[:min(len(expression), 500)], chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
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
	return perform(b, "tell the address", chromedp.Location())
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
	b.t.Fatalf("never came true: %s\n%s", expression, b.shown())
}

// size gives the page so many CSS pixels.
func (b *browser) size(width, height int64) {
	b.t.Helper()
	command(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

// shownOn says on which medium the page is shown, and what the system prefers.
func (b *browser) shownOn(medium string, preferences ...*emulation.MediaFeature) {
	b.t.Helper()
	command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: preferences})
}

// scripts lets the scripts of pages run, or not.
func (b *browser) scripts(run bool) {
	b.t.Helper()
	command(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
}

// press types keys into what has the focus.
func (b *browser) press(keys string, options ...chromedp.KeyOption) {
	b.t.Helper()
	perform(b, fmt.Sprintf("press %q", keys), chromedp.KeyEvent(keys, options...))
}

// hover lets a pointer come over the first element that a selector finds.
func (b *browser) hover(selector string) {
	b.t.Helper()
	b.evaluate(fmt.Sprintf(`{
		const it = document.querySelector(%q), at = it.getClientRects()[0];
		it.dispatchEvent(new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse", clientX: at.left + 3, clientY: at.top + 3}));
	}`, selector))
}
