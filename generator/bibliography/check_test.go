package bibliography

import (
	"html"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/diag"

	nethtml "golang.org/x/net/html"
	"pgregory.net/rapid"
)

// checkReferences holds what is so of whatever a file was read to: keys are
// there and differ, every place lies in the file, and citations and references
// are sound.
func checkReferences(t rapid.TB, items []Item, diagnostics []diag.Diagnostic, source string) {
	t.Helper()
	lines := 1 + strings.Count(source, "\n")
	for _, d := range diagnostics {
		if d.Line < 1 || d.Line > lines || d.Column < 1 || d.Column > len(source)+1 || d.Code == "" || d.Message == "" {
			t.Fatalf("a diagnostic says too little, or stands outside of the file: %+v", d)
		}
	}
	if len(diagnostics) > mostComplaints+1 {
		t.Fatalf("%d diagnostics of one file", len(diagnostics))
	}
	library, more := NewLibrary(items)
	if len(more) > 0 {
		t.Fatalf("keys of one file stand twice: %v", more)
	}
	initials := map[string]bool{}
	last := ""
	for _, i := range library.Items() {
		if i.ID == "" || i.Type == "" || i.Line < 1 || i.Line > lines {
			t.Fatalf("an item is not whole: %+v", i)
		}
		if initial := library.Initial(i.ID); initial != last {
			if initials[initial] {
				t.Fatalf("the initial %q stands twice, at last for %q", initial, library.SortName(i.ID))
			}
			initials[initial], last = true, initial
		}
		checkReference(t, library, i.ID)
	}
}

// checkReference holds that a reference and the citation of it are valid text,
// and that the HTML says what the text says, with harmless tags only.
func checkReference(t rapid.TB, library *Library, key string) {
	t.Helper()
	r, ok := library.Reference(key)
	if !ok || r.Text == "" || !utf8.ValidString(r.Text) || !utf8.ValidString(r.HTML) {
		t.Fatalf("the reference of %q is no text: %q", key, r.Text)
	}
	parts := library.Cite(Cluster{Cites: []Cite{{Key: key}}})
	if len(parts) != 3 || parts[1].Key != key || parts[1].Text == "" || parts[1].Unknown {
		t.Fatalf("the citation of %q is %+v", key, parts)
	}
	var text strings.Builder
	tokens := nethtml.NewTokenizer(strings.NewReader(r.HTML))
	for {
		switch tokens.Next() {
		case nethtml.ErrorToken:
			if text.String() != r.Text {
				t.Fatalf("the HTML says %q, the text %q", text.String(), r.Text)
			}
			return
		case nethtml.TextToken:
			text.WriteString(html.UnescapeString(string(tokens.Raw())))
		case nethtml.StartTagToken:
			checkTag(t, tokens.Token())
		case nethtml.EndTagToken:
		default:
			t.Fatalf("there is more than tags and text in %q", r.HTML)
		}
	}
}

func checkTag(t rapid.TB, tag nethtml.Token) {
	t.Helper()
	attributes := map[string]string{}
	for _, a := range tag.Attr {
		attributes[a.Key] = a.Val
	}
	switch tag.Data {
	case "cite":
		if len(attributes) == 0 {
			return
		}
	case "span":
		if len(attributes) == 1 && attributes["lang"] != "" {
			return
		}
	case "a":
		address := attributes["href"]
		if len(attributes) == 3 && (strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")) {
			return
		}
	}
	t.Fatalf("a reference has the tag %s", tag)
}
