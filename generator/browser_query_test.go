package main

import (
	"strings"
	"testing"
)

// TestReadersSortAnAnswer clicks the heads of a table that answers a query,
// and looks at the order of its rows.
func TestReadersSortAnAnswer(t *testing.T) {
	site := servedSite(t)
	for name, front := range map[string]string{
		"a": "title: Third\nissued: 2019\nattributes: {term: 10}", "b": "title: First\nissued: 1998-11", "c": "title: Second\nissued: 201X\nattributes: {term: 9}",
	} {
		site.write("content/norms/"+name+".md", "---\n"+front+"\n---\nText.\n")
	}
	site.write("content/cases/asks.md", "---\ntitle: Asks\n---\n```query\nfrom norms where issued exists columns issued, attributes.term\n```\n")
	b := openBrowser(t)
	b.navigate(site.url + "cases/asks/")
	b.waits(`document.querySelectorAll(".query tbody tr").length === 3`)
	shows := func(rows ...string) {
		t.Helper()
		b.waits(`[...document.querySelectorAll(".query tbody th")].map((c) => c.innerText.trim()).join() === "` + strings.Join(rows, ",") + `"`)
	}
	press := func(head, order string) {
		t.Helper()
		b.evaluate(`[...document.querySelectorAll(".query thead button")].find((c) => c.innerText.trim() === "` + head + `").click()`)
		b.waits(`[...document.querySelectorAll(".query thead th[aria-sort]")].map((c) => c.innerText.trim() + " " + c.getAttribute("aria-sort")).join() === "` + head + ` ` + order + `"`)
	}
	shows("First", "Second", "Third")
	press("Title", "ascending")
	press("Title", "descending")
	shows("Third", "Second", "First")
	press("Issued", "ascending")
	shows("First", "Second", "Third")
	press("Term", "ascending")
	shows("Second", "Third", "First")
	press("Term", "descending")
	shows("Third", "Second", "First") // what states nothing stays last
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}
