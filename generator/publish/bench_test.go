package publish

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"fangzhi/generator/fingerprint"
)

// BenchmarkPublish publishes 10,000 pages of 4 kB, each in a folder of its own
// two levels down, as a site's pages are: into an empty folder, and again when
// all of them differ. TMPDIR says on which file system.
func BenchmarkPublish(b *testing.B) {
	const pages = 10_000
	names := make([]string, pages)
	for i := range names {
		names[i] = fmt.Sprintf("type-%d/note-%d/index.html", i%9, i)
	}
	page := make([]byte, 4096)
	key := fingerprint.Of("key")
	for _, again := range []bool{false, true} {
		b.Run(fmt.Sprintf("again=%v", again), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				dir, err := os.MkdirTemp("", "publish")
				if err != nil {
					b.Fatal(err)
				}
				if again {
					page[0] = 0
					benchmarkBuild(b, dir, names, key, page)
				}
				page[0] = 1
				b.StartTimer()
				benchmarkBuild(b, dir, names, key, page)
				b.StopTimer()
				if err := os.RemoveAll(dir); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}

// benchmarkBuild takes the pages through one build, from two goroutines.
func benchmarkBuild(b *testing.B, dir string, names []string, key fingerprint.Sum, page []byte) {
	o, err := Open(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer o.Close()
	if err := o.Begin(names); err != nil {
		b.Fatal(err)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(names); i = next.Add(1) - 1 {
				if _, err := o.Write(names[i], key, page); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if _, err := o.Finish(names); err != nil {
		b.Fatal(err)
	}
}
