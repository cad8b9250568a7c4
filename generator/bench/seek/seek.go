// Package seek asks the search of a built site, in a browser, what readers may
// ask. In come the folder of the site and a client, which says how its search
// is asked; out come what the browser fetched for a query, how long the results
// took, and at which rank a known answer stands. The site is served on this
// machine alone, and nothing that was fetched for one query is there for the
// next.
package seek

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"fangzhi/generator/bench/report"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Reader is a reader at one site: a browser, and the server of the site.
type Reader struct {
	client Client
	server *server
	ctx    context.Context // of the tab
	close  []func()
}

// Open serves a site and opens a browser. Close must be called.
func Open(ctx context.Context, site string, client Client) (*Reader, error) {
	browser, err := chromium()
	if err != nil {
		return nil, err
	}
	r := &Reader{client: client}
	if r.server, err = serve(site, client); err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, cancelAllocator := chromedp.NewExecAllocator(ctx, options...)
	tab, cancelTab := chromedp.NewContext(allocator)
	r.ctx, r.close = tab, []func(){cancelTab, cancelAllocator, r.server.close}
	if err := chromedp.Do(tab, chromedp.Navigate("about:blank")); err != nil {
		r.Close()
		return nil, fmt.Errorf("start the browser: %w", err)
	}
	return r, nil
}

// Close ends the browser and the server.
func (r *Reader) Close() {
	for _, f := range r.close {
		f()
	}
}

// chromium finds the browser.
func chromium() (string, error) {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path, nil
		}
	}
	return "", errors.New("no Chromium is there: install it, or name it in CHROMIUM")
}

// patience is how long one query may take.
const patience = 60 * time.Second

// Shown is how many results a query is asked for.
const Shown = 4

// Query asks one query in a page that has loaded nothing of the search, and
// then another such page by its keyboard.
func (r *Reader) Query(text string) (report.Query, error) {
	q := report.Query{Text: text}
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(r.server.url+barePage)); err != nil {
		return q, err
	}
	r.server.count(true)
	found, err := r.find(ctx, text, Shown)
	q.Bytes, q.Requests = r.server.count(false)
	if err != nil {
		return q, fmt.Errorf("%s, %q: %w", r.client.Name, text, err)
	}
	if q.Found = found.Count; q.Found == 0 {
		return q, nil // there is no result to wait for
	}
	if q.Time, err = r.typed(ctx, text); err != nil {
		return q, fmt.Errorf("%s, %q typed: %w", r.client.Name, text, err)
	}
	return q, nil
}

// found is what a client says of a query.
type found struct {
	Count     int      `json:"count"`
	Addresses []string `json:"addresses"` // of the first results
}

// find asks the client in the page that is shown.
func (r *Reader) find(ctx context.Context, text string, most int) (found, error) {
	quoted, err := json.Marshal(text)
	if err != nil {
		return found{}, err
	}
	script := fmt.Sprintf(`(%s)(%s, %d)`, r.client.find, quoted, most)
	return chromedp.Run(ctx, chromedp.Evaluate[found](script, chromedp.EvalAwaitPromise))
}

// between is the time from one key to the next of a quick typist.
const between = 80 * time.Millisecond

// watch takes down when the last key was, and when the list of results last
// changed.
const watch = `
	window.watched = { key: 0, shown: 0, list: document.querySelector(%q) };
	document.addEventListener("input", () => { watched.key = performance.now(); }, true);
	new MutationObserver(() => { watched.shown = performance.now(); })
		.observe(watched.list, { childList: true, subtree: true, characterData: true });`

// done holds when results have been there for a while without a change.
const done = `watched.shown > watched.key && performance.now() - watched.shown > 600 && watched.list.querySelector(%q) !== null`

// typed types the text into the search's own field, on a page that has loaded
// its client, and returns the time from the last key to the results.
func (r *Reader) typed(ctx context.Context, text string) (time.Duration, error) {
	err := chromedp.Do(ctx,
		chromedp.Navigate(r.server.url+r.client.page),
		chromedp.Evaluate[chromedp.Void](r.client.open))
	if err != nil {
		return 0, err
	}
	if err := waits(ctx, r.client.ready); err != nil {
		return 0, fmt.Errorf("open the search: %w", err)
	}
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(watch, r.client.list))); err != nil {
		return 0, err
	}
	for _, letter := range text {
		if _, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: string(letter)}); err != nil {
			return 0, err
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(between):
		}
	}
	if err := waits(ctx, fmt.Sprintf(done, r.client.result)); err != nil {
		return 0, fmt.Errorf("wait for results: %w", err)
	}
	took, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`watched.shown - watched.key`))
	return time.Duration(took * float64(time.Millisecond)), err
}

// waits asks the page until an expression holds.
func waits(ctx context.Context, expression string) error {
	_, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(patience/2)))
	return err
}

// Question is something that readers ask, and the notes that answer it.
type Question struct {
	Kind, Text string
	Notes      []string // paths of addresses: "norms/land-law"; any of them will do
}

// ParseQuestions reads lines of a kind, a question and notes, parted by tabs.
// The notes are parted by spaces.
func ParseQuestions(data []byte) ([]Question, error) {
	var list []Question
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 || len(strings.Fields(fields[2])) == 0 {
			return nil, fmt.Errorf("not a question: %q", line)
		}
		list = append(list, Question{fields[0], fields[1], strings.Fields(fields[2])})
	}
	return list, nil
}

// depth is how many results are looked through for an answer.
const depth = 10

// Ask asks a question and returns the rank of the first right answer.
func (r *Reader) Ask(q Question) (report.Answer, error) {
	answer := report.Answer{Kind: q.Kind, Question: q.Text}
	ctx, cancel := context.WithTimeout(r.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(r.server.url+barePage)); err != nil {
		return answer, err
	}
	found, err := r.find(ctx, q.Text, depth)
	if err != nil {
		return answer, fmt.Errorf("%s, %q: %w", r.client.Name, q.Text, err)
	}
	answer.Rank = Rank(found.Addresses, q.Notes)
	return answer, nil
}

// Rank is the place, from 1, of the first address that belongs to one of the
// notes; 0 if none does.
func Rank(addresses, notes []string) int {
	for i, address := range addresses {
		page, _, _ := strings.Cut(address, "#")
		for _, note := range notes {
			if strings.HasSuffix(page, "/"+note+"/") {
				return i + 1
			}
		}
	}
	return 0
}
