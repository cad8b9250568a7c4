// Package preview shows the published site to the person who writes it: over
// HTTP, on the loopback interface only, with pages that follow each edit and
// an overlay of what is wrong. It serves published files and nothing else, and
// what it adds to a page it adds on the way out: files stay as they are.
package preview

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"fangzhi/generator/media"
)

// Paths of what the preview adds to the site. No page can have them, since
// the names of published files never begin with a dot.
const (
	eventsPath = "/.fangzhi/events"
	scriptPath = "/.fangzhi/live.js"
	stylePath  = "/.fangzhi/live.css"
)

// Server serves one site. Set its fields before it is used.
type Server struct {
	// Files gives read access to the published files. // required
	Files *os.Root
	// Host is the address it listens on, "127.0.0.1:1777"; requests for any
	// other host are refused, so that no name that somebody else's server
	// resolves to this machine can be used to read the site. // required
	Host string
	// Hasten brings a published file up to date before it is read, where a
	// build has yet to come to it. It may be nil.
	Hasten func(name string)
	// Prefix is the path under which the site is published, "/kb" or empty.
	// It may change with the settings: see SetPrefix.
	prefix prefix
	events broadcast
	build  atomic.Int64
}

// SetPrefix says under which path the site is to be served.
func (s *Server) SetPrefix(p string) { s.prefix.set(p) }

// Update tells all readers which files were published anew or removed, and
// what is wrong at present. A build that changed neither is not told of: open
// pages would be renewed, and whoever searches or reads in one disturbed.
func (s *Server) Update(u Update) {
	u.Prefix = s.prefix.get()
	if len(u.Changed) == 0 {
		if s.events.known(u) {
			return
		}
		u.Changed = []string{} // null would say that it is not known
	}
	u.Build = s.build.Add(1)
	s.events.send(u)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Cache-Control", "no-cache")
	if reason := s.refuse(r); reason != "" {
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "only reading is possible here", http.StatusMethodNotAllowed)
		return
	}
	switch r.URL.Path {
	case eventsPath:
		s.events.serve(w, r)
	case scriptPath:
		header.Set("Content-Type", "text/javascript; charset=utf-8")
		io.WriteString(w, liveScript())
	case stylePath:
		header.Set("Content-Type", "text/css; charset=utf-8")
		io.WriteString(w, liveStyle)
	default:
		s.page(w, r)
	}
}

// page answers with a published file.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	prefix := s.prefix.get()
	name, inside := strings.CutPrefix(r.URL.Path, prefix+"/")
	if !inside {
		if r.URL.Path == "/" || r.URL.Path == prefix {
			http.Redirect(w, r, prefix+"/", http.StatusFound)
			return
		}
		s.missing(w, r)
		return
	}
	if strings.HasSuffix(name, "/") || name == "" {
		name += "index.html"
	}
	if !published(name) {
		s.missing(w, r)
		return
	}
	s.hasten(name)
	build := s.build.Load() // before the file is read, which may be newer
	data, err := s.read(name)
	switch {
	case errors.Is(err, errFolder):
		target := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, target.String(), http.StatusFound)
	case err != nil:
		s.missing(w, r)
	default:
		s.send(w, r, name, data, build)
	}
}

// published tells whether a name may be that of a published file: a plain
// path, no part of which is hidden.
func published(name string) bool {
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return false
		}
	}
	return true
}

var errFolder = errors.New("a folder")

func (s *Server) hasten(name string) {
	if s.Hasten != nil {
		s.Hasten(name)
	}
}

func (s *Server) read(name string) ([]byte, error) {
	f, err := s.Files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errFolder
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return io.ReadAll(f)
}

func (s *Server) send(w http.ResponseWriter, r *http.Request, name string, data []byte, build int64) {
	w.Header().Set("Content-Type", media.MediaType(name))
	if path.Ext(name) == ".html" {
		data = inject(data, build)
	}
	// Files change several times in a second, for which HTTP's times are too
	// coarse: what browsers keep is told by its content.
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(data)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// missing answers with the site's own page for what is not there.
func (s *Server) missing(w http.ResponseWriter, r *http.Request) {
	s.hasten("404.html")
	build := s.build.Load()
	data, err := s.read("404.html")
	if err != nil {
		http.Error(w, "there is no such page", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		w.Write(inject(data, build))
	}
}

// inject adds the preview's client to a page that is of the given build or a
// later one.
func inject(page []byte, build int64) []byte {
	client := fmt.Sprintf(`<link rel="stylesheet" href="%s" data-build="%d"><script type="module" src="%s"></script>`, stylePath, build, scriptPath)
	at := bytes.Index(page, []byte("</head>"))
	if at < 0 {
		at = len(page)
	}
	return slices.Concat(page[:at], []byte(client), page[at:])
}
