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
// moves when more of a page comes, on a slow line or a busy machine: after each
// of the elements that come first, and here and there after that.
func TestPagesKeepTheirPlaceAsTheyArrive(t *testing.T) {
	p := publish(t)
	for _, name := range []string{"norms/organic-law-1998/", "zh/norms/", "letters/", "responsibilities/"} {
		text, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(name), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		pieces := arrivals(string(text))
		for i, width := range widths {
			t.Run(fmt.Sprintf("%s at %d px", name, width), func(t *testing.T) {
				t.Parallel() // nearly all the time goes by with waiting
				b := openWindow(t)
				b.size(width, 900)
				command(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: watched})
				p.arrives(b, fmt.Sprintf("%s?%d", name, i), pieces)
			})
		}
	}
}

// arrives opens a page that comes in some pieces, each after what the one before
// it brought was shown, and holds that nothing is shifted meanwhile.
func (p *published) arrives(b *browser, name string, pieces []string) {
	b.t.Helper()
	sent := make(chan string)
	p.slow("/kb/"+name, sent)
	b.evaluate(fmt.Sprintf(`location.href = %q`, p.url+name))
	elements := 0
	for _, piece := range pieces {
		select {
		case sent <- piece:
		case <-time.After(patient):
			b.t.Fatalf("the browser does not read %s", name)
		}
		elements += len(startTag.FindAllString(piece, -1))
		b.waits(fmt.Sprintf(`location.href === %q && document.getElementsByTagName("*").length >= %d`, p.url+name, elements))
		b.tells(shifts) // waits until it is shown
	}
	close(sent)
	b.waits(`document.readyState === "complete" && document.querySelector(".colours-switch")?.title`)
	if found := b.tells(shifts); found != "" {
		b.t.Errorf("shifts:\n%s", found)
	}
}

var (
	startTag = regexp.MustCompile(`<[a-z][^>]*>`)
	anyTag   = regexp.MustCompile(`<[^>]*>`)
	// endTag is where the main part is cut: a browser seldom stops between a tag
	// and what it begins, and what that moves is less than a pixel.
	endTag = regexp.MustCompile(`</[a-z0-9]+>`)
)

// arrivals cuts a page into pieces: the first up to the body, then one for each
// tag, in the main part one for each of many end tags, and few for the rest.
func arrivals(page string) []string {
	const many, few = 60, 12
	var pieces []string
	// cut takes a piece off the page: so many bytes at least, and up to the end of a tag.
	cut := func(least int, tag *regexp.Regexp) {
		if least >= len(page) {
			return
		}
		if at := tag.FindStringIndex(page[least:]); at != nil {
			end := least + at[1]
			pieces, page = append(pieces, page[:end]), page[end:]
		}
	}
	cut(strings.Index(page, "<body"), anyTag)
	for strings.Contains(page, "<main") {
		cut(0, anyTag)
	}
	for range many {
		cut(0, endTag)
	}
	least := len(page) / few
	for range few {
		cut(least, endTag)
	}
	return append(pieces, page)
}

// slow lets the page at an address below that of the server come as it is sent,
// once.
func (p *published) slow(address string, sent <-chan string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pieces[address] = sent
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
