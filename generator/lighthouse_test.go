package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var lighthouse = flag.Bool("lighthouse", false, "ask Lighthouse about pages: see make lighthouse")

// TestLighthouse holds that Lighthouse gives the full score to pages, as a
// phone on a slow network has them. It takes minutes, and measures times, which
// a busy machine spoils: so it runs by itself.
func TestLighthouse(t *testing.T) {
	if !*lighthouse {
		t.Skip("make lighthouse runs it")
	}
	program, err := findChromium()
	if err != nil {
		t.Fatal(err)
	}
	p := publish(t)
	for _, path := range []string{"", "concepts/every-construct/", "timeline/", "tags/dispatch/"} {
		t.Run("/"+path, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "report.json")
			command := exec.Command(npm(t, ".bin/lighthouse"), p.url+path, "--quiet", "--output=json", "--output-path="+file,
				"--only-categories=performance,accessibility,best-practices,seo",
				"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync")
			command.Env = append(os.Environ(), "CHROME_PATH="+program)
			if said, err := command.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			report := readReport(t, file)
			for name, category := range report.Categories {
				t.Logf("%s: %.0f", name, 100*category.Score)
				if category.Score < 1 {
					t.Errorf("%s has %.0f of 100: %s", name, 100*category.Score, report.wrong(category))
				}
			}
		})
	}
}

// report is what Lighthouse says of a page, as far as it is wanted here.
type report struct {
	Categories map[string]category
	Audits     map[string]struct {
		Title, DisplayValue string
		Score               *float64 // nil: it was not judged
		Details             json.RawMessage
	}
}

type category struct {
	Score     float64
	AuditRefs []struct {
		ID     string
		Weight float64
	}
}

func readReport(t *testing.T, file string) report {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// wrong names the audits that cost a category points.
func (r *report) wrong(c category) string {
	var b strings.Builder
	for _, ref := range c.AuditRefs {
		if audit := r.Audits[ref.ID]; ref.Weight > 0 && audit.Score != nil && *audit.Score < 1 {
			fmt.Fprintf(&b, "\n    %s (%s), %s: %.600s", audit.Title, ref.ID, audit.DisplayValue, audit.Details)
		}
	}
	return b.String()
}
