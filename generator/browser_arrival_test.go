package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
)

// TestPagesKeepTheirPlaceAsTheyArrive holds that nothing which has been shown
// moves when more of a page comes, on a slow line or a busy machine: of the
// head of the page after every element, of the rest here and there.
func TestPagesKeepTheirPlaceAsTheyArrive(t *testing.T) {
	p := publish(t)
	b := openBrowser(t)
	command(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: watched})
	for _, name := range []string{"norms/organic-law-1998/", "zh/norms/"} {
		text, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(name), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		pieces := arrivals(string(text))
		for _, width := range widths {
			b.size(width, 900)
			b.navigate("about:blank")
			sent := make(chan string)
			p.slow("/kb/"+name, sent)
			b.evaluate(fmt.Sprintf(`location.href = %q`, p.url+name))
			elements := 0
			for _, piece := range pieces {
				select {
				case sent <- piece:
				case <-b.ctx.Done():
					t.Fatal(b.ctx.Err())
				}
				if elements += len(startTags.FindAllString(piece, -1)); elements > 0 {
					b.waits(fmt.Sprintf(`location.href === %q && document.getElementsByTagName("*").length >= %d`, p.url+name, elements))
					b.tells(shifts) // waits until it is shown
				}
			}
			close(sent)
			b.waits(`document.readyState === "complete" && document.querySelector(".colours-switch")?.title`)
			if found := b.tells(shifts); found != "" {
				t.Errorf("%s at %d px shifts:\n%s", name, width, found)
			}
		}
	}
}

var startTags = regexp.MustCompile(`<[a-z][^>]*>`)

// arrivals cuts a page into pieces, each of which ends with a tag: the first
// up to the body, then one for each tag, and few for the main part.
func arrivals(page string) []string {
	const rest = 12 // pieces of the main part and the foot
	main := strings.Index(page, "<main")
	var pieces []string
	for from, to := 0, strings.Index(page, "<body"); from < len(page); from, to = to, to+1 {
		if from >= main {
			to = from + (len(page)-main)/rest
		}
		to += strings.IndexByte(page[min(to, len(page)):]+">", '>') + 1
		to = min(to, len(page))
		pieces = append(pieces, page[from:to])
	}
	return pieces
}

// slow lets the page at a path come as it is sent, once.
func (p *published) slow(path string, sent <-chan string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pieces[path] = sent
}

// trickle answers with what is sent, piece by piece.
func trickle(w http.ResponseWriter, sent <-chan string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	for piece := range sent {
		if _, err := w.Write([]byte(piece)); err != nil {
			return
		}
		http.NewResponseController(w).Flush()
	}
}
