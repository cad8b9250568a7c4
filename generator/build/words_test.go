package build

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fangzhi/generator/message"

	"golang.org/x/net/html"
)

// TestPagesSayNothingByThemselves builds a site of notes in Chinese whose
// messages stand in brackets, and finds no word in Latin letters outside of
// them: whatever a page says besides its notes comes from the message files.
func TestPagesSayNothingByThemselves(t *testing.T) {
	const tag = "zh-Hans"
	dir := t.TempDir()
	write := func(name, text string) { place(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text)) }
	write("templates/messages/"+tag+".yaml", bracketed(t, tag))
	write("fangzhi.yaml", "title: 方志\nsubtitle: 志\ndescription: 述。\nlanguage: "+tag+"\nbibliography: [书目.bib]\nauthors: [某甲, 某乙]\n")
	write("content/书目.bib", "@book{甲, author={李明}, title={村志}, year={1998}, langid={chinese}}\n@misc{乙, author={王某}, title={无日期之文}, langid={chinese}}\n")
	write("content/norms/法.md", "---\ntitle: 法\naliases: [旧名]\nissued: \"1998-11-04\"\nin_force: 1998-11-04/2010\nissuer: [会]\nsupersedes: [[旧法]]\nstatus: draft\ntags: [村/治]\nsources: [甲]\n"+
		"attributes: {任期: 三年, 人数: {value: \"3\", source: \"@甲\"}}\nassigns:\n  - {power: 选派, to: [会], share: decides, source: \"@甲\"}\n  - {power: 考核, to: [会, 村], share: evaluates, source: \"@甲\"}\n---\n"+everyConstruct)
	write("content/norms/旧法.md", "---\ntitle: 旧法\nissued: \"1987~\"\nin_force: 1987~/1998\nattributes: {任期: 两年}\nassigns: [{power: 选派, to: [村], share: decides}]\ntags: [村]\n---\n旧。\n")
	write("content/organisations/会.md", "---\ntitle: 会\nwhen: 1980/..\n---\n见[[法]]。\n")
	write("content/organisations/村.md", "---\ntitle: 村\nwhen: 1950?/1999\n---\n见[[法#职责]]。\n")
	write("content/periods/时.md", "---\ntitle: 时\nwhen: 1978/1999\n---\n时。\n")
	write("content/periods/前.md", "---\ntitle: 前\nwhen: 1970~/1977\n---\n前。\n")
	write("content/cases/案.md", "---\ntitle: 案\nwhen: 1998-12\nnorms: [法]\nplace: 村\n---\n案。\n")
	write("content/people/甲.md", "---\ntitle: 某甲\nterm: 1990/2001\n---\n人。\n")
	for i := range 8 {
		write(fmt.Sprintf("content/concepts/念%d.md", i), fmt.Sprintf("---\ntitle: 念%d\naliases: [同名]\ntags: [村/治]\n---\n见[[法]]、[[会]]。\n", i))
	}
	out := t.TempDir()
	b, err := Open(Options{Site: dir, Out: out, Theme: defaultTheme(t), Drafts: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	result, err := b.Build(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Diagnostics {
		t.Log(d)
	}
	pages := 0
	for name, text := range readTree(t, out) {
		if path.Ext(name) != ".html" {
			continue
		}
		pages++
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, said := range saidBy(root) {
			if own := latin.FindString(outside(said)); own != "" {
				t.Errorf("%s says %q by itself, in %q", name, own, said)
			}
		}
	}
	if pages < 40 {
		t.Errorf("only %d pages were read", pages)
	}
}

// everyConstruct has each construct of Markdown that adds words to a note.
const everyConstruct = "文[^一]又[^一]，见[[无此]]、[[同名]]、![[无此]]、![[会#无此节]]、![图](无此.png) [@甲, p. 12; @丙]。\n\n" +
	"[^一]: 注。\n\n## 职责\n\n> [!note]\n> 说。\n\n> [!warning]-\n> 折。\n\n- [x] 成\n- [ ] 未\n\n| 一 | 二 |\n|---|---|\n| 三 | 四 |\n\n![[会]]\n\n" +
	"```query\nfrom norm\nview: table\n```\n\n```query\nfrom norm\nview: matrix\n```\n\n```query\nfrom norm\nview: timeline\n```\n\n```query\nfrom norm\ngroup by issuer\nview: count\n```\n\n```query\nfrom case\nwhere links to [[无此]]\n```\n\n" +
	"```query\nfrom place\nview: cards\n```\n"

// bracketed is a message file of the program, each text in brackets.
func bracketed(t *testing.T, tag string) string {
	theme := defaultTheme(t)
	var files []message.File
	for _, name := range []string{"en", tag} {
		at := "messages/" + name + ".yaml"
		files = append(files, message.File{Path: at, Data: theme[at]})
	}
	catalog, _ := message.Load(files)
	words := catalog.Words(tag)
	var b strings.Builder
	for _, key := range words.Keys() {
		var pairs []any
		for _, name := range words.Takes(key) {
			pairs = append(pairs, name, "{"+name+"}")
		}
		text, err := json.Marshal("⟦" + words.With(key, pairs...) + "⟧")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %s\n", key, text)
	}
	return b.String()
}

var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

// outside is what stands outside of all brackets.
func outside(s string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '⟦':
			depth++
		case '⟧':
			depth--
		default:
			if depth <= 0 {
				return r
			}
		}
		return ' '
	}, s)
}

// saidBy lists what a page says to readers: texts, and attributes that are
// shown or read aloud.
func saidBy(n *html.Node) []string {
	var all []string
	for c := range n.Descendants() {
		switch c.Type {
		case html.TextNode:
			if c.Parent.Data != "script" && c.Parent.Data != "style" {
				all = append(all, c.Data)
			}
		case html.ElementNode:
			for _, a := range c.Attr {
				switch a.Key {
				case "title", "aria-label", "placeholder", "alt", "label":
					all = append(all, a.Val)
				case "content":
					if c.Data == "meta" && len(c.Attr) > 1 && c.Attr[0].Val == "description" {
						all = append(all, a.Val)
					}
				}
			}
		}
	}
	return all
}
