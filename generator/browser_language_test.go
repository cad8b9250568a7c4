package main

import (
	"strings"
	"testing"
)

// TestReadersChangeTheLanguage follows the switch above a note to its
// translation and back, and looks at what surrounds the text in each.
func TestReadersChangeTheLanguage(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: Two languages\nlanguages: [zh]\n")
	site.write("content/norms/law.md", "---\ntitle: Law\n---\nIt rules, see [[other]].\n")
	site.write("content/norms/law.zh.md", "---\ntitle: 法律\n---\n其规定如此，见[[other]]。\n")
	site.write("content/norms/other.md", "---\ntitle: Other\n---\nNot translated.\n")
	site.start()
	b := openBrowser(t)
	b.navigate(site.url + "norms/law/")
	shows := func(language, title, skip string) {
		t.Helper()
		b.waits(`[document.documentElement.lang, document.querySelector("h1")?.innerText, document.querySelector(".skip")?.textContent].join() === "` +
			strings.Join([]string{language, title, skip}, ",") + `"`)
	}
	follow := func(name string) {
		t.Helper()
		b.evaluate(`[...document.querySelectorAll("nav.languages a")].find((a) => a.innerText === "` + name + `").click()`)
	}
	shows("en", "Law", "Skip to the text")
	follow("中文")
	shows("zh", "法律", "跳到正文")
	b.waits(`document.querySelector("nav.languages [aria-current]").innerText === "中文"`)
	b.waits(`document.querySelector(".colours-switch").title === "配色：随系统"`) // as the client says
	// The search speaks the language of the page, and finds notes of both.
	b.evaluate(`document.querySelector(".search-open button").click()`)
	b.waits(`document.querySelector("dialog[open] input")?.getAttribute("aria-label") === "检索"`)
	b.evaluate(`{ const field = document.querySelector("dialog[open] input"); field.value = "法律"; field.dispatchEvent(new Event("input", { bubbles: true })); }`)
	b.waits(`[...document.querySelectorAll("dialog[open] [role=option]")].some((o) => o.dataset.href.startsWith("/zh/norms/law/"))`)
	b.evaluate(`document.querySelector("dialog[open] .search-close").click()`)
	follow("English")
	shows("en", "Law", "Skip to the text")
	// A note without a translation offers none; lists are there in both.
	b.navigate(site.url + "norms/other/")
	b.waits(`document.querySelector("nav.languages") === null && document.querySelector("h1").innerText === "Other"`)
	b.navigate(site.url + "norms/")
	follow("中文")
	shows("zh", "规范", "跳到正文")
	b.waits(`[...document.querySelectorAll(".entry-title a")].map((a) => a.innerText + " " + a.lang).sort().join() === "Other en,法律 "`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestCardsAndResultsSayTheirLanguage looks at texts that scripts show: each
// Chinese run is marked in a page that is not Chinese, and a card is in the
// language of its note.
func TestCardsAndResultsSayTheirLanguage(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: Two languages\nlanguages: [zh]\n")
	site.write("content/norms/law.md", "---\ntitle: Law 法律\nin_force: 1998/2005\nsummary: What a village 村庄 may do.\n---\nIt rules.\n\n## Duties 职责\n\nMany.\n")
	site.write("content/norms/law.zh.md", "---\ntitle: 法律\n---\n其规定如此，见[[other]]。\n")
	site.write("content/norms/other.md", "---\ntitle: Other\n---\nOn [[law]] and [[law#Duties 职责]], and [[#Here 此处]].\n\n## Here 此处\n\nAlso.\n")
	site.start()
	b := openBrowser(t)
	b.size(1000, 700)
	// marked are the texts that are said to be Chinese, within some element.
	marked := func(within, want string) {
		t.Helper()
		b.waits(`[...document.querySelectorAll("` + within + ` [lang=zh-Hans]")].map((e) => e.innerText).join() === "` + want + `"`)
	}
	b.navigate(site.url + "norms/other/")
	b.waits(`document.documentElement.dataset.script !== undefined`)
	b.hover(`.note-body a[href$="/law/"]`)
	marked(".preview", "法律,村庄")
	b.waits(`document.querySelector(".preview").lang === "en"`)
	b.hover(`h1`)
	b.waits(`document.querySelector(".preview") === null`)
	b.hover(`.note-body a[href*="law/#"]`)
	marked(".preview", "法律,职责")
	b.hover(`h1`)
	b.waits(`document.querySelector(".preview") === null`)
	b.hover(`.note-body a[href^="#"]`)
	marked(".preview", "此处")
	b.hover(`h1`)

	b.evaluate(`document.querySelector(".search-open button").click()`)
	b.waits(`document.querySelector("dialog[open] input") !== null`)
	b.evaluate(`{ const field = document.querySelector("dialog[open] input"); field.value = "村庄"; field.dispatchEvent(new Event("input", { bubbles: true })); }`)
	marked("dialog[open] [role=option] .search-title", "法律")
	marked("dialog[open] [role=option] .search-excerpt", "村庄")

	b.navigate(site.url + "timeline/")
	b.tool("Zoom in")
	b.waits(`document.querySelector("svg.live a.mark tspan[lang=zh-Hans]")?.textContent === "法律"`)

	b.navigate(site.url + "zh/norms/law/")
	b.waits(`document.documentElement.dataset.script !== undefined`)
	b.hover(`.note-body a[href$="/other/"]`)
	b.waits(`document.querySelector(".preview")?.lang === "en"`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}

// TestChineseIsSetAsChinese looks at the marks that Chinese shares with Latin
// type, and at emphasis, on pages in Chinese and in English.
func TestChineseIsSetAsChinese(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: Two languages\nlanguages: [zh]\n")
	site.write("content/concepts/team.md", "---\ntitle: Work team\n---\nA *team* is a *工作队*, says the *《通知》*.\n\n> 坚持“因村派人”。\n")
	site.write("content/concepts/team.zh.md", "---\ntitle: 工作队\n---\n所谓“工作队”。\n")
	site.start()
	b := openBrowser(t)
	marks := func(of string) bool {
		t.Helper()
		return evaluated[bool](b, `getComputedStyle(document.querySelector("`+of+`")).fontFamily.startsWith('"Chinese marks"')`)
	}
	b.navigate(site.url + "concepts/team/")
	if marks("body") || marks(".note-body > p") || !marks(".note-body blockquote p") {
		t.Error("on an English page the marks are not Chinese in the Chinese paragraph alone")
	}
	said := evaluated[string](b, `[...document.querySelectorAll(".note-body em")].map((e) => { const s = getComputedStyle(e.querySelector("span") ?? e); return e.innerText + " " + s.fontStyle + " " + s.textEmphasisStyle; }).join()`)
	if want := "team italic none,工作队 normal dot,《通知》 normal none"; said != want {
		t.Errorf("emphasis is set as %q, should be %q", said, want)
	}
	b.navigate(site.url + "zh/concepts/team/")
	if !marks("body") || !marks(".note-body > p") || !marks(".site-header") {
		t.Error("on a Chinese page the marks are not Chinese")
	}
}

// TestASiteInRussianSpeaksRussian looks at what scripts say in a language with
// cases and three forms of numbers, and at its long words on a phone.
func TestASiteInRussianSpeaksRussian(t *testing.T) {
	site := &served{t: t, dir: t.TempDir()}
	site.write("fangzhi.yaml", "title: Волость\nlanguage: ru\n")
	site.write("content/norms/first.md", "---\ntitle: Первый указ\nwhen: 1953-05-02\n---\nО селе.\n")
	site.write("content/norms/second.md", "---\ntitle: Второй указ\nwhen: 1953-05-24\n---\nО селе.\n")
	site.start()
	b := openBrowser(t)
	b.size(320, 700)
	b.navigate(site.url + "norms/")
	b.waits(`document.querySelector("h1").innerText === "Нормативные акты"`)
	lines := evaluated[int](b, `(() => { const word = document.createRange(), text = document.querySelector("h1").firstChild; word.setStart(text, 0); word.setEnd(text, "Нормативные".length); return word.getClientRects().length; })()`)
	if lines != 1 {
		t.Errorf("the first word of the heading stands on %d lines", lines)
	}
	b.size(1200, 700)
	b.navigate(site.url + "timeline/?t=1953.32..1953.42") // wide enough to name days
	b.waits(`[...document.querySelectorAll("svg.live .tick-label")].some((e) => /^\d+ мая$/.test(e.textContent))`)

	b.evaluate(`document.querySelector(".search-open button").click()`)
	b.waits(`document.querySelector("dialog[open] input") !== null`)
	b.evaluate(`{ const field = document.querySelector("dialog[open] input"); field.value = "указ"; field.dispatchEvent(new Event("input", { bubbles: true })); }`)
	b.waits(`document.querySelector("dialog [role=status]").textContent === "Найдены 2 заметки."`)
	if complaints := b.complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(complaints, "\n"))
	}
}
