package graph

import (
	"strings"
	"testing"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/compile"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"
)

// linkTranslated links notes, given by their path and text, of a site with
// Chinese as a further language.
func linkTranslated(t *testing.T, notes ...string) *Graph {
	t.Helper()
	library, _ := bibliography.NewLibrary(nil)
	s := schema.New()
	c := compile.New(s, markdown.Options{Language: "en"}, compile.Language{Tag: "en"}, compile.Language{Tag: "zh"})
	in := Input{Library: library, Schema: s}
	for _, note := range notes {
		name, text, _ := strings.Cut(note, ": ")
		in.Objects = append(in.Objects, c.Compile("content/"+name+".md", []byte(strings.ReplaceAll(text, `\n`, "\n"))))
	}
	return Link(in)
}

func TestATranslationIsNoFurtherNote(t *testing.T) {
	g := linkTranslated(t,
		`cases/a: ---\nwhen: "1990"\nnorms: law\n---\n[[law]]`,
		`norms/law: ---\ntitle: Law\nin_force: "1980"\n---\n# One\n\n# Two`,
		`norms/law.zh: ---\ntitle: 法\naliases: [组织法]\n---\n[[a]] [[法#Two]] [[#二]]\n\n# 一\n\n# 二`,
		`norms/v1.2: Words`,
	)
	if len(g.Diagnostics) > 0 {
		t.Fatal(g.Diagnostics)
	}
	law := g.Find("law")[0]
	chinese := law.In("zh")
	if len(g.Notes) != 3 || len(g.Ordinary()) != 3 || len(g.ByType["norm"]) != 2 || len(g.Dated()) != 2 {
		t.Errorf("the graph has %d notes, %d norms, %d dated notes", len(g.Notes), len(g.ByType["norm"]), len(g.Dated()))
	}
	if chinese == law || chinese.Base() != law || chinese.In("fr") != law || chinese.Title != "法" || chinese.Address != "/zh/norms/law/" {
		t.Errorf("the translation is %q at %s", chinese.Title, chinese.Address)
	}
	for _, name := range []string{"法", "组织法", "norms/law.zh"} {
		if found := g.Find(name); len(found) != 1 || found[0] != law {
			t.Errorf("%q finds %v", name, found)
		}
	}
	if len(chinese.Relations) != 1 || len(chinese.Backlinks) != 1 || len(g.Find("a")[0].Backlinks) != 0 {
		t.Error("relations and backlinks are not those of the original")
	}
	for i, want := range []string{"", "二", "二"} {
		if target := chinese.Targets[i]; target.Anchor() != want || i > 0 && target.Note != chinese {
			t.Errorf("reference %d leads to %q of %q, not to %q", i, target.Anchor(), target.Note.Title, want)
		}
	}
}

func TestLinksOfATranslationLeadToTranslations(t *testing.T) {
	g := linkTranslated(t,
		`a: [[b#Part]] [[c]]`,
		`a.zh: [[b#Part]] [[b#部分]] [[b#Only]] [[c]]`,
		`b: # Part\n\n# Only`,
		`b.zh: # 部分`,
		`c: Words`,
	)
	var got []string
	for _, target := range g.Find("a")[0].In("zh").Targets {
		got = append(got, string(target.Note.Address)+"#"+target.Anchor())
	}
	// Headings are matched by place only where both texts have as many.
	if want := "/b/#part /zh/b/#部分 /b/#only /c/#"; strings.Join(got, " ") != want {
		t.Errorf("links lead to %s, not to %s", strings.Join(got, " "), want)
	}
	if len(g.Diagnostics) > 0 {
		t.Error(g.Diagnostics)
	}
}

func TestMistakesInTranslations(t *testing.T) {
	g := linkTranslated(t,
		`alone.zh: x`,
		`norms/a: ---\nin_force: "1980"\ntags: [x]\n---\n`,
		`norms/a.ZH: x`,
		`norms/a.fr: x`,
		`norms/a.zh: ---\nin_force: "1981"\ntags: [x, y]\nslug: z\nnumber: "3"\n---\n`,
		`norms/b.zh.zh: x`,
	)
	var codes []string
	for _, d := range g.Diagnostics {
		codes = append(codes, strings.TrimPrefix(d.Path, "content/")+" "+d.Code)
	}
	want := []string{
		"alone.zh.md translation-alone", "norms/a.zh.md translation-twice", "norms/b.zh.zh.md translation-alone", "norms/a.fr.md translation-unlisted",
	}
	if strings.Join(codes, "\n") != strings.Join(want, "\n") {
		t.Errorf("the messages are\n%s\nnot\n%s", strings.Join(codes, "\n"), strings.Join(want, "\n"))
	}
	g = linkTranslated(t, `norms/a: ---\nin_force: "1980"\ntags: [x]\n---\n`, `norms/a.zh: ---\nin_force: "1981"\ntags: [x, y]\nslug: z\nnumber: "3"\n---\n`)
	for _, d := range g.Diagnostics {
		if d.Code != "translation-contradicts" || d.Line < 2 {
			t.Errorf("%s: %s", d.Code, d.Message)
		}
	}
	if len(g.Diagnostics) != 4 {
		t.Errorf("of four contradictions %d are told", len(g.Diagnostics))
	}
}
