package preview

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fangzhi/generator/diag"
)

// served is a server of a small published site under /kb.
func served(t *testing.T) *Server {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.html": "<head></head>home", "norms/x/index.html": "<head></head>x", "404.html": "<head></head>nothing here",
		"data.csv": "a,b", ".fangzhi-files": "secret", "节/index.html": "<head></head>节",
	} {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	s := &Server{Files: root, Host: "127.0.0.1:1777"}
	s.SetPrefix("/kb")
	return s
}

// ask sends a request with the given headers, "Host" among them.
func ask(s *Server, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, "http://127.0.0.1:1777/", nil)
	r.URL.Path, r.RequestURI, r.Host = target, target, "127.0.0.1:1777"
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func TestOnlyItsOwnReadersAreAnswered(t *testing.T) {
	s := served(t)
	for _, c := range []struct {
		what    string
		headers []string
		want    int
	}{
		{"its own host", nil, 200},
		{"localhost", []string{"Host", "localhost:1777"}, 200},
		{"another name that leads here", []string{"Host", "evil.example:1777"}, 403},
		{"another port", []string{"Host", "127.0.0.1:80"}, 403},
		{"its own origin", []string{"Origin", "http://127.0.0.1:1777"}, 200},
		{"another origin", []string{"Origin", "http://evil.example"}, 403},
		{"no origin at all", []string{"Origin", "null"}, 403},
		{"a link followed from elsewhere", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
		{"a frame elsewhere", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, 403},
		{"a script elsewhere", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, 403},
	} {
		for _, target := range []string{"/kb/", scriptPath} {
			got := ask(s, "GET", target, c.headers...)
			if got.StatusCode != c.want {
				t.Errorf("%s: %s answers %d", c.what, target, got.StatusCode)
			}
			if got.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s: other sites are let in", c.what)
			}
		}
	}
}

func TestOnlyPublishedFilesAreServed(t *testing.T) {
	s := served(t)
	for target, want := range map[string]int{
		"/kb/": 200, "/kb/norms/x/": 200, "/kb/norms/x": 302, "/kb": 302, "/": 302, "/kb/节/": 200, "/kb/data.csv": 200,
		"/kb/nothing/": 404, "/elsewhere": 404, "/kb/.fangzhi-files": 404, "/kb/../../etc/passwd": 404, "/kb/%2e%2e/x": 404,
		"/kb/norms/../.fangzhi-files": 404, "/kb/a\\b": 404, "/kb/a\x00b": 404, "//evil.example/": 404,
	} {
		if got := ask(s, "GET", target); got.StatusCode != want {
			t.Errorf("%q answers %d, want %d", target, got.StatusCode, want)
		}
	}
	if got := ask(s, "POST", "/kb/"); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST answers %d", got.StatusCode)
	}
}

func TestTheClientIsAddedToPagesAlone(t *testing.T) {
	s := served(t)
	for target, want := range map[string]bool{"/kb/": true, "/kb/nothing/": true, "/kb/data.csv": false} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", target, nil)
		r.Host = "127.0.0.1:1777"
		s.ServeHTTP(w, r)
		if got := strings.Contains(w.Body.String(), scriptPath); got != want {
			t.Errorf("%s: %v", target, got)
		}
	}
	if liveScript() == "" || strings.Contains(liveScript(), "interface ") {
		t.Error("the client is not compiled")
	}
}

func TestReadersAreToldOfUpdates(t *testing.T) {
	s := served(t)
	s.Update(Update{Diagnostics: []diag.Diagnostic{{Path: "a.md", Severity: diag.Error, Message: "wrong"}}})
	server := httptest.NewServer(s)
	defer server.Close()
	s.Host = strings.TrimPrefix(server.URL, "http://")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, "GET", server.URL+eventsPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	next := func() string {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return data
			}
		}
		return "the end"
	}
	if first := next(); !strings.Contains(first, `"message":"wrong"`) || !strings.Contains(first, `"changed":null`) {
		t.Errorf("at first: %s", first)
	}
	s.Update(Update{Changed: []string{"norms/x/index.html"}})
	if second := next(); !strings.Contains(second, `"changed":["norms/x/index.html"]`) || !strings.Contains(second, `"prefix":"/kb"`) || !strings.Contains(second, `"build":2`) {
		t.Errorf("then: %s", second)
	}
	// A build that changed nothing disturbs nobody; one that only finds other
	// faults does not have the page renewed.
	s.Update(Update{})
	s.Update(Update{Diagnostics: []diag.Diagnostic{{Path: "b.md", Severity: diag.Error, Message: "amiss"}}})
	if third := next(); !strings.Contains(third, `"message":"amiss"`) || !strings.Contains(third, `"changed":[]`) || !strings.Contains(third, `"build":3`) {
		t.Errorf("at last: %s", third)
	}
}

func TestASlowReaderIsToldOfAllThatChanged(t *testing.T) {
	var b broadcast
	r := b.join()
	r.take()
	b.send(Update{Changed: []string{"a"}})
	b.send(Update{Changed: []string{"b"}})
	if u := r.take(); u == nil || strings.Join(u.Changed, " ") != "a b" {
		t.Errorf("%+v", u)
	}
	for range mostReaders {
		b.join()
	}
	if b.join() != nil {
		t.Error("there is no end to readers")
	}
}

// TestWhatBrowsersKeepIsToldByItsContent changes a file twice within a moment:
// whoever has the first state must not be told that it is the last.
func TestWhatBrowsersKeepIsToldByItsContent(t *testing.T) {
	s := served(t)
	first := ask(s, "GET", "/kb/data.csv").Header.Get("ETag")
	if again := ask(s, "GET", "/kb/data.csv", "If-None-Match", first); first == "" || again.StatusCode != http.StatusNotModified {
		t.Errorf("the same again answers %d", again.StatusCode)
	}
	info, err := s.Files.Stat("data.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Files.WriteFile("data.csv", []byte("c,d"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.Files.Chtimes("data.csv", info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	later := ask(s, "GET", "/kb/data.csv", "If-None-Match", first, "If-Modified-Since", info.ModTime().UTC().Format(http.TimeFormat))
	if later.StatusCode != http.StatusOK {
		t.Errorf("what changed answers %d", later.StatusCode)
	}
}

// TestWhatIsAskedForIsBroughtUpToDateFirst lets a build make a file when it is
// asked for: the answer has its bytes and counts as of the update that follows.
func TestWhatIsAskedForIsBroughtUpToDateFirst(t *testing.T) {
	s := served(t)
	s.Hasten = func(name string) {
		if err := s.Files.WriteFile(name, []byte("<head></head>new "+name), 0o644); err != nil {
			return
		}
		s.Update(Update{Changed: []string{name}})
	}
	for target, want := range map[string]string{"/kb/norms/x/": "new norms/x/index.html", "/kb/nothing/": "new 404.html"} {
		page, err := io.ReadAll(ask(s, "GET", target).Body)
		told := fmt.Sprintf(`data-build="%d"`, s.build.Load())
		if err != nil || !strings.Contains(string(page), want) || !strings.Contains(string(page), told) {
			t.Errorf("%s answers %q, want %q and %s: %v", target, page, want, told, err)
		}
	}
}
