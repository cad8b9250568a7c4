package seek

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
)

// prefix is that of the pages that the server has besides the site's.
const prefix = "/_bench/"

// barePage has nothing of any search.
const barePage = prefix + "bare"

// server serves a site as a static host does, and counts what it sends.
type server struct {
	url    string
	files  *os.Root
	client Client
	http   http.Server

	mu       sync.Mutex
	counting bool
	bytes    int64
	requests int
}

// serve begins to serve the folder on this machine.
func serve(folder string, client Client) (*server, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	s := &server{url: "http://" + listener.Addr().String(), files: root, client: client}
	s.http.Handler = s
	go s.http.Serve(listener) // until close
	return s, nil
}

func (s *server) close() {
	s.http.Close() // nothing more is asked for
	s.files.Close()
}

// count begins or ends counting, and returns what was counted so far.
func (s *server) count(on bool) (bytes int64, requests int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bytes, requests = s.bytes, s.requests
	s.counting, s.bytes, s.requests = on, 0, 0
	return bytes, requests
}

// ServeHTTP sends a file, text compressed. Nothing may be kept by the browser:
// each page is that of a first visit.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if page, own := strings.CutPrefix(r.URL.Path, prefix); own {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		text := `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,"></head><body></body></html>`
		if page != path.Base(barePage) {
			text = s.client.own
		}
		w.Write([]byte(text)) // to a browser that may have gone
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	data, err := fs.ReadFile(s.files.FS(), name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	if compressible(name) {
		data = compressed(data)
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	s.mu.Lock()
	if s.counting {
		s.bytes += int64(len(data))
		s.requests++
	}
	s.mu.Unlock()
	w.Write(data) // to a browser that may have gone
}

// compressible tells what static hosts compress: text, by its name.
func compressible(name string) bool {
	switch path.Ext(name) {
	case ".html", ".css", ".js", ".json", ".svg", ".xml", ".txt":
		return true
	}
	return false
}

func compressed(data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(data) // a buffer takes all
	w.Close()
	return out.Bytes()
}
