package address

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPages(t *testing.T) {
	for _, c := range []struct {
		segments   []string
		want, file string
	}{
		{nil, "/", "index.html"}, {[]string{""}, "/", "index.html"}, {[]string{"norms", "x"}, "/norms/x/", "norms/x/index.html"},
		{[]string{"/old/page/"}, "/old/page/", "old/page/index.html"}, {[]string{"../../x"}, "/x/", "x/index.html"},
		{[]string{"节", "一"}, "/节/一/", "节/一/index.html"},
	} {
		got := Page(c.segments...)
		if string(got) != c.want || got.OutputFile() != c.file {
			t.Errorf("%q: %s in %s", c.segments, got, got.OutputFile())
		}
	}
}

func TestPagesNeverLeadOutside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Page(rapid.SliceOf(rapid.StringOf(rapid.RuneFrom([]rune("./\\ab中 ")))).Draw(t, "segments")...)
		file := p.OutputFile()
		if strings.HasPrefix(file, "/") || strings.Contains("/"+file+"/", "/../") || !strings.HasSuffix(string(p), "/") {
			t.Errorf("%q in %q", p, file)
		}
	})
}

func TestBases(t *testing.T) {
	for written, want := range map[string]Base{
		"": {}, "/": {}, "/kb/": {Prefix: "/kb"}, "kb": {Prefix: "/kb"}, "https://example.org": {Origin: "https://example.org"},
		"http://example.org:8080/a/b/": {Origin: "http://example.org:8080", Prefix: "/a/b"},
	} {
		if got, err := ParseBase(written); err != nil || got != want {
			t.Errorf("%q: %+v, %v", written, got, err)
		}
	}
	for _, written := range []string{"javascript:alert(1)", "ftp://x/", "https://u:p@x/", "/x?y", "/x#y", "https://", "example.org", "example.org/kb/"} {
		if got, err := ParseBase(written); err == nil {
			t.Errorf("%q is taken: %+v", written, got)
		}
	}
}

func TestHrefsAreEscaped(t *testing.T) {
	b := Base{Origin: "https://example.org", Prefix: "/kb"}
	if got := b.Href("/节/a b\"/"); got != "/kb/%E8%8A%82/a%20b%22/" {
		t.Error(got)
	}
	if got := Fragment("/x/", "^a b"); got != "/x/#%5Ea%20b" {
		t.Error(got)
	}
	if got := b.Absolute("/"); got != "https://example.org/kb/" {
		t.Error(got)
	}
}

func TestHiddenAddressesAreNotValid(t *testing.T) {
	for p, want := range map[Path]bool{"/": true, "/a/b/": true, "/.well-known/": false, "/a/.git/": false, "/a\\b/": false, "/a\x00/": false} {
		if p.Valid() != want {
			t.Errorf("%q: %v", p, !want)
		}
	}
}
