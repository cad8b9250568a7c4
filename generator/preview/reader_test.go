package preview

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fangzhi/generator/build"
	"fangzhi/generator/render"
	"fangzhi/templates"
)

// TestReadersMissNothingDuringRebuilds asks for all pages again and again while
// the site is built many times: each answer is a whole page.
func TestReadersMissNothingDuringRebuilds(t *testing.T) {
	theme, err := render.ReadFS(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(i, state int) {
		t.Helper()
		name := filepath.Join(dir, "content", "norms", fmt.Sprintf("n%d.md", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, fmt.Appendf(nil, "---\ntitle: Note %d\n---\nState %d. [[n%d]]\n", i, state, (i+1)%20), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 {
		write(i, 0)
	}
	b, err := build.Open(build.Options{Site: dir, Theme: theme})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Build(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	s := &Server{Files: b.Output(), Host: "127.0.0.1:1777", Hasten: b.Hasten}
	ctx, cancel := context.WithCancel(context.Background())
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				target := fmt.Sprintf("/norms/n%d/", i%20)
				answer := ask(s, "GET", target)
				page, err := io.ReadAll(answer.Body)
				if err != nil || answer.StatusCode != 200 || !strings.HasSuffix(strings.TrimSpace(string(page)), "</html>") {
					t.Errorf("%s answers %d with %d bytes: %v", target, answer.StatusCode, len(page), err)
					return
				}
			}
		})
	}
	for state := range 30 {
		var changed []string
		for i := range 20 {
			write(i, state+1)
			changed = append(changed, fmt.Sprintf("content/norms/n%d.md", i))
		}
		if _, err := b.Build(context.Background(), changed); err != nil {
			t.Error(err)
			break
		}
	}
	cancel()
	readers.Wait()
}
