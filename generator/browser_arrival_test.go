package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

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
				case <-time.After(patient):
					t.Fatalf("the browser does not read %s", name)
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
	const few = 12
	body, main := strings.Index(page, "<body"), strings.Index(page, "<main")
	var pieces []string
	for at := 0; at < len(page); {
		least := 1
		switch {
		case at == 0:
			least = body
		case at >= main:
			least = (len(page) - main) / few
		}
		end := len(page)
		if from := at + least; from < end {
			if tag := strings.IndexByte(page[from:], '>'); tag >= 0 {
				end = from + tag + 1
			}
		}
		pieces = append(pieces, page[at:end])
		at = end
	}
	return pieces
}

// slow lets the page at a path come as it is sent, once.
func (p *published) slow(path string, sent <-chan string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pieces[path] = sent
}

// trickle answers with what is sent, piece by piece, while somebody reads it.
func trickle(w http.ResponseWriter, r *http.Request, sent <-chan string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	for {
		select {
		case piece, more := <-sent:
			if !more {
				return
			}
			io.WriteString(w, piece)
			http.NewResponseController(w).Flush()
		case <-r.Context().Done():
			return
		}
	}
}
