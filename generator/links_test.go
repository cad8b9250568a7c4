package main

import (
	"bytes"
	"context"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestNoLinkLeadsNowhere follows every link of a published site to a file, and
// to an id in it: of the first site, below a path, and of a site without notes.
func TestNoLinkLeadsNowhere(t *testing.T) {
	t.Run("the first site", func(t *testing.T) {
		p := publish(t)
		at, err := url.Parse(p.url)
		if err != nil {
			t.Fatal(err)
		}
		if followed := followLinks(t, p.dir, at); followed < 10_000 {
			t.Errorf("only %d links were followed", followed)
		}
	})
	t.Run("an empty site", func(t *testing.T) {
		site := t.TempDir()
		if err := os.Mkdir(filepath.Join(site, "content"), 0o755); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		if code := run(context.Background(), []string{"build", "--site", site}, &said, &said); code != exitOK {
			t.Fatalf("the site does not build:\n%s", &said)
		}
		followLinks(t, filepath.Join(site, "public"), &url.URL{Path: "/"})
	})
}

// linkedPages are the files of a site, with the ids in each page.
type linkedPages struct {
	t     *testing.T
	dir   string
	base  *url.URL // where the folder stands
	links map[string][]string
	ids   map[string]map[string]bool // nil for what is no page
}

// followLinks returns how many links there are.
func followLinks(t *testing.T, dir string, base *url.URL) int {
	t.Helper()
	s := linkedPages{t, dir, base, map[string][]string{}, map[string]map[string]bool{}}
	if err := filepath.WalkDir(dir, s.read); err != nil {
		t.Fatal(err)
	}
	followed := 0
	for from, links := range s.links {
		for _, link := range links {
			s.follow(from, link)
			followed++
		}
	}
	return followed
}

func (s *linkedPages) read(name string, entry fs.DirEntry, err error) error {
	if err != nil || entry.IsDir() {
		return err
	}
	at := strings.TrimPrefix(filepath.ToSlash(name), filepath.ToSlash(s.dir)+"/")
	s.ids[at] = nil
	if path.Ext(at) != ".html" {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	s.ids[at] = map[string]bool{}
	for z := html.NewTokenizer(bytes.NewReader(data)); z.Next() != html.ErrorToken; {
		for _, a := range z.Token().Attr {
			switch a.Key {
			case "id":
				s.ids[at][a.Val] = true
			case "href", "src":
				s.links[at] = append(s.links[at], a.Val)
			case "srcset":
				for choice := range strings.SplitSeq(a.Val, ", ") {
					address, _, _ := strings.Cut(choice, " ")
					s.links[at] = append(s.links[at], address)
				}
			}
		}
	}
	return nil
}

// follow complains of a link within the site that finds no file, or no such id.
func (s *linkedPages) follow(from, link string) {
	page := s.base.ResolveReference(&url.URL{Path: s.base.Path + strings.TrimSuffix(from, "index.html")})
	to, err := page.Parse(link)
	if err != nil {
		s.t.Errorf("%s: %q is no address: %v", from, link, err)
		return
	}
	if to.Host != s.base.Host || to.Scheme != s.base.Scheme {
		return
	}
	at, below := strings.CutPrefix(to.Path, s.base.Path)
	if at == "" || strings.HasSuffix(at, "/") {
		at += "index.html"
	}
	ids, there := s.ids[at]
	if !below || !there || to.Fragment != "" && ids != nil && !ids[to.Fragment] {
		s.t.Errorf("%s: %q leads nowhere", from, link)
	}
}
