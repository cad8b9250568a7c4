package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fangzhi/generator/bench/corpus"
)

// editorOf edits a small corpus that is written.
func editorOf(t *testing.T, form corpus.Form) *editor {
	t.Helper()
	c, err := corpus.New(60, 3)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if _, err := c.Write(filepath.Join(folder, form.String()), form); err != nil {
		t.Fatal(err)
	}
	return newEditor(c, form, folder)
}

func TestAnEditAddsItsMarkToOneNote(t *testing.T) {
	for _, form := range []corpus.Form{corpus.Fangzhi, corpus.Hugo} {
		e := editorOf(t, form)
		seen := map[string]bool{}
		for turn := range 20 {
			edit := e.body(e.draw(turn))
			before, err := os.ReadFile(edit.file)
			if err != nil {
				t.Fatal(err)
			}
			added, found := bytes.CutPrefix(edit.data, before)
			if !found || !strings.Contains(string(added), edit.want) || seen[edit.file] || seen[edit.want] {
				t.Errorf("%v: %s gets %q, and is to show %q", form, edit.page, added, edit.want)
			}
			seen[edit.file], seen[edit.want] = true, true
		}
		edit := e.title(5)
		if !bytes.Contains(edit.data, []byte("title: \""+edit.want+"\"\n")) {
			t.Errorf("%v: the title is not in\n%s", form, edit.data[:200])
		}
	}
}

func TestNotesThatReferToOneKeepTheirLinkThroughEdits(t *testing.T) {
	e := editorOf(t, corpus.Fangzhi)
	hub := e.corpus.First(hub)
	link := "\nSee also [[" + e.corpus.Head(hub).Stem + "]].\n"
	edits, referrers := e.refer(hub)
	if len(edits) != 59 || len(referrers) != 59 {
		t.Fatalf("%d edits of %d notes", len(edits), len(referrers))
	}
	for k, edit := range edits {
		if referrers[k] == hub || !strings.HasSuffix(string(edit.data), link) {
			t.Errorf("note %d ends with %q", referrers[k], edit.data[len(edit.data)-60:])
		}
	}
	if later := e.body(referrers[7]); !strings.Contains(string(later.data), link) {
		t.Error("an edit of the body loses the link")
	}
}

func TestTheTitleOfTheSiteIsChanged(t *testing.T) {
	e := editorOf(t, corpus.Fangzhi)
	before, err := os.ReadFile(filepath.Join(e.site, "fangzhi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	edit := e.settings(before, 4)
	if !strings.HasPrefix(string(edit.data), "title: "+edit.want+"\n") || !strings.HasPrefix(edit.page, "/") {
		t.Errorf("%+v", edit)
	}
}
