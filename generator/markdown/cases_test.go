package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expected results of the text cases")

// TestCases converts the text cases in testdata: each is a title, the
// Markdown, and what it becomes, with holes shown as ⟦…⟧, then the messages.
// Cases are parted by lines of ====, their parts by lines of ----.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c := New(Options{Language: "en", RawHTML: strings.Contains(name, "raw-html")})
		var rewritten []string
		for text := range strings.SplitSeq(string(data), "\n====\n") {
			parts := strings.Split(text, "\n----\n")
			got := shown(c.Convert("note.md", []byte(parts[1]+"\n"), 1))
			rewritten = append(rewritten, parts[0]+"\n----\n"+parts[1]+"\n----\n"+got)
			if *update {
				continue
			}
			want := ""
			if len(parts) > 2 {
				want = strings.TrimRight(parts[2], "\n")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, parts[0], diff)
			}
		}
		if *update {
			if err := os.WriteFile(name, []byte(strings.Join(rewritten, "\n====\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// shown is a document as the cases write it.
func shown(d Document) string {
	var b strings.Builder
	at := 0
	for _, h := range d.Holes {
		b.WriteString(d.HTML[at:h.Offset])
		at = int(h.Offset)
		switch h.Kind {
		case IDHole:
			if strings.HasPrefix(d.ID(&h), "p.") {
				continue // see TestParagraphsKeepTheirIDs
			}
			fmt.Fprintf(&b, " id=%q", d.ID(&h))
		case LocalHref:
			b.WriteString("#" + d.ID(&h))
		case CiteHole:
			fmt.Fprintf(&b, "⟦cite %s⟧", d.Citations[h.Index].Text)
		case LinkOpen:
			r := d.References[h.Index]
			fmt.Fprintf(&b, "⟦%s %q %q⟧", [...]string{"name", "path", "file", "embed", "image"}[r.Kind], r.Target, r.Fragment)
		case LinkLabel:
			b.WriteString("⟦title⟧")
		case LinkClose:
			b.WriteString("⟦/⟧")
		case EmbedHole:
			r := d.References[h.Index]
			fmt.Fprintf(&b, "⟦embed %q %q⟧\n", r.Target, r.Fragment)
		case ImageHole:
			r := d.References[h.Index]
			fmt.Fprintf(&b, "⟦image %q %q %d %q⟧", r.Target, r.Label, r.Display().Width, r.Display().Class)
		}
	}
	b.WriteString(d.HTML[at:])
	out := strings.TrimRight(b.String(), "\n")
	for _, m := range d.Diagnostics {
		out += "\n! " + strings.ReplaceAll(m.String(), "\n", "\n! ")
	}
	return out
}
