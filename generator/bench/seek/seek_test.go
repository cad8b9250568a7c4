package seek

import (
	"compress/gzip"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fangzhi/generator/bench/report"

	"github.com/google/go-cmp/cmp"
)

func TestQuestionsAreReadFromLines(t *testing.T) {
	got, err := ParseQuestions([]byte("word\tformalism\tconcepts/formalism\nchinese\t四清\tperiods/a cases/b\n"))
	want := []Question{{"word", "formalism", []string{"concepts/formalism"}}, {"chinese", "四清", []string{"periods/a", "cases/b"}}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	for _, damaged := range []string{"word\tformalism\n", "word\tformalism\t\n", "word\ta\tb\tc\n"} {
		if _, err := ParseQuestions([]byte(damaged)); err == nil {
			t.Errorf("%q is read as a question", damaged)
		}
	}
}

func TestTheRankIsThatOfTheFirstRightAnswer(t *testing.T) {
	addresses := []string{"/kb/norms/a-law/#scope", "/kb/norms/law/#scope", "/kb/cases/b/"}
	for want, notes := range map[int][]string{0: {"norms/other"}, 1: {"cases/b", "norms/a-law"}, 2: {"norms/law"}, 3: {"cases/b"}} {
		if got := Rank(addresses, notes); got != want {
			t.Errorf("%v stand at rank %d, want %d", notes, got, want)
		}
	}
}

// site is a folder with a text, a packed file and a page.
func site(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"a.js": strings.Repeat("text ", 1000), "b.bin": "packed", "page/index.html": "<p>Page"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheServerCountsWhatItSends(t *testing.T) {
	s, err := serve(site(t), Client{own: "<p>Own"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	get := func(address string) (*http.Response, string) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "gzip") // so that the client does not unpack it by itself
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response, string(body)
	}
	get("/b.bin") // before counting
	s.count(true)
	script, packed := get("/a.js")
	z, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || len(text) != 5000 {
		t.Errorf("%d bytes of text, %v", len(text), err)
	}
	if got := script.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/javascript") {
		t.Errorf("a script is %q", got)
	}
	if _, body := get("/b.bin"); body != "packed" {
		t.Errorf("a packed file is sent as %q", body)
	}
	if response, _ := get("/none"); response.StatusCode != http.StatusNotFound {
		t.Errorf("what is not there is answered with %s", response.Status)
	}
	get(barePage) // is the bench's own
	if bytes, requests := s.count(false); bytes != int64(len(packed)+len("packed")) || requests != 2 {
		t.Errorf("counted %d bytes in %d requests", bytes, requests)
	}
	if response, _ := get("/page/"); response.StatusCode != http.StatusOK || response.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a page: %s, %v", response.Status, response.Header)
	}
	if _, body := get(prefix + "own"); body != "<p>Own" {
		t.Errorf("the client's own page is %q", body)
	}
}

// TestAQueryIsMeasuredInABrowser asks a search that is a few lines: it fetches
// one file, and shows what is typed.
func TestAQueryIsMeasuredInABrowser(t *testing.T) {
	r, err := Open(t.Context(), site(t), Client{
		find: `async (text, most) => {
			await (await fetch("/b.bin")).text();
			return text === "none" ? { count: 0, addresses: [] } : { count: 2, addresses: ["/page/", "/page/#" + text].slice(0, most) };
		}`,
		page: prefix + "own",
		own: `<!doctype html><input><ul></ul><script>
			const [input, list] = document.body.children;
			input.addEventListener("input", () => setTimeout(() => { list.innerHTML = "<li>" + input.value; }));
		</script>`,
		open: `input.focus()`, ready: `document.activeElement === input`, list: "ul", result: "li",
	})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, text := range []string{"road", "公路"} {
		q, err := r.Query(text)
		if err != nil {
			t.Fatal(err)
		}
		if q.Bytes != int64(len("packed")) || q.Requests != 1 || q.Found != 2 || q.Time <= 0 {
			t.Errorf("%+v", q)
		}
	}
	if q, err := r.Query("none"); err != nil || q.Found != 0 || q.Time != 0 {
		t.Errorf("a query that finds nothing: %+v, %v", q, err)
	}
	answer, err := r.Ask(Question{"word", "road", []string{"page"}})
	if want := (report.Answer{Kind: "word", Question: "road", Rank: 1}); answer != want || err != nil {
		t.Errorf("%+v, %v", answer, err)
	}
}

func TestASiteWithoutSearchHasNoClient(t *testing.T) {
	if _, err := Fangzhi(t.TempDir()); err == nil {
		t.Error("no error")
	}
}
