package site

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/message"
	"fangzhi/templates"
)

const ofEveryKind = `
@article{zh-article, author={李里峰}, title={工作队}, journal={江苏社会科学}, year=2010, number=3, pages={207--214}}
@incollection{zh-chapter, author={王甲 and 李乙 and 赵丙}, title={一章}, booktitle={一书}, editor={钱丁}, volume=2, pages={1--9}, publisher={出版社}, address={北京}, year=2001}
@book{zh-book, author={袁明宝 and 余练}, translator={孙戊}, title={两人之书}, edition=2, volumes=3, year=2021}
@book{zh-edited, editor={钱丁 and 赵丙}, title={编成之书}}
@online{zh-page, author={{中国农村网}}, title={网页}, url={https://example.org/a}, urldate={2021-04-06}}
@techreport{zh-report, author={{某部}}, title={报告}, number=12, date={2009-03-01}, institution={某院}}
@book{zh-mixed, author={袁明宝 and Oi, Jean C. and 余练}, title={己}, year=2021}

@article{ru-article, author={Иванов, Пётр}, title={О «группе»}, journal={Вестник}, year=2010, volume=5, number=3, pages={207--214}}
@incollection{ru-chapter, author={Иванов, Пётр and Петрова, Анна and Сидоров, Илья}, title={Одна глава}, booktitle={Одна книга}, editor={Орлова, Вера}, volume=2, pages={1--9}, publisher={Наука}, address={Москва}, year=2001}
@book{ru-book, author={Иванов, Пётр and Петрова, Анна}, editor={Сидоров, Илья}, translator={Орлова, Вера}, title={Книга}, edition=2, volumes=3, year=2021}
@book{ru-edited, editor={Иванов, Пётр and others}, title={Сборник}}
@online{ru-page, title={Кто?}, url={https://example.org/a}, urldate={2021-04-06}}
@techreport{ru-report, author={{Министерство}}, title={Отчёт}, number=12, date={2009-03-01}, institution={Институт}}

@article{en-article, author={Perry, Elizabeth J. and Oi, Jean C. and Rozelle, Scott}, title={Making It Work}, journal={Studies}, year=2019}
@incollection{en-chapter, author={Oi, Jean C. and Rozelle, Scott}, title={A Chapter}, booktitle={A Book}, editor={Perry, Elizabeth}, year=2000}
@book{en-book, author={Oi, Jean C.}, editor={Perry, Elizabeth}, title={A Book}, edition=2}
`

// citing gives a library that writes in a language, by the program's own texts.
func citing(t *testing.T, language string) *bibliography.Library {
	t.Helper()
	names, err := fs.Glob(templates.FS, "messages/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var files []message.File
	for _, name := range names {
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, message.File{Path: path.Base(name), Data: data})
	}
	catalog, problems := message.Load(files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	items, problems := bibliography.ParseBibTeX("refs.bib", []byte(ofEveryKind))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	library, problems := bibliography.NewLibrary(items)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return library.WithStyle(bibliography.NewAuthorDate(citationTexts(catalog.Words(language))))
}

// A work has the words of the page, but on Chinese and Russian pages those of
// English if it is in another script. The space before a number is hard in
// Russian; here it is shown as ~.
func TestReferencesOfEachKindInEachLanguage(t *testing.T) {
	for language, references := range map[string]map[string]string{
		"zh-Hans": {
			"zh-article": "李里峰. 2010. 《工作队》. 《江苏社会科学》, 第3期: 207–214.",
			"zh-chapter": "王甲、李乙、赵丙. 2001. 《一章》. 载《一书》, 第2卷, 钱丁编, 1–9. 北京: 出版社.",
			"zh-book":    "袁明宝、余练. 2021. 《两人之书》. 孙戊译. 第2版. 共3卷.",
			"zh-edited":  "钱丁、赵丙编. 无日期. 《编成之书》.",
			"zh-page":    "中国农村网. 无日期. 《网页》. https://example.org/a. 访问日期：2021年4月6日.",
			"zh-report":  "某部. 2009. 《报告》. 第12号. 某院. 2009年3月1日.",
			"zh-mixed":   "袁明宝, Jean C. Oi, 余练. 2021. 《己》.",
			"ru-edited":  "Иванов, Пётр, et al., eds. n.d. Сборник.",
			"en-article": "Perry, Elizabeth J., Jean C. Oi, and Scott Rozelle. 2019. “Making It Work.” Studies.",
			"en-chapter": "Oi, Jean C., and Scott Rozelle. 2000. “A Chapter.” In A Book, edited by Elizabeth Perry.",
			"en-book":    "Oi, Jean C. n.d. A Book. Edited by Elizabeth Perry. 2nd ed.",
		},
		"ru": {
			"ru-article": "Иванов, Пётр. 2010. «О „группе“». Вестник 5 (3): 207–214.",
			"ru-chapter": "Иванов, Пётр, Анна Петрова и Илья Сидоров. 2001. «Одна глава». В кн.: Одна книга, т.~2, ред.: Вера Орлова, 1–9. Москва: Наука.",
			"ru-book":    "Иванов, Пётр и Анна Петрова. 2021. Книга. Ред.: Илья Сидоров. Пер.: Вера Орлова. 2-е изд. В 3 т.",
			"ru-edited":  "Иванов, Пётр и др., ред. б.~г. Сборник.",
			"ru-page":    "«Кто?» б.~г. https://example.org/a. Дата обращения: 6 апреля 2021 года.",
			"ru-report":  "Министерство. 2009. Отчёт. №~12. Институт. 1 марта 2009 года.",
			"zh-book":    "袁明宝、余练. 2021. 《两人之书》. Translated by 孙戊. 2nd ed. 3 vols.",
			"en-article": "Perry, Elizabeth J., Jean C. Oi, and Scott Rozelle. 2019. “Making It Work.” Studies.",
			"en-book":    "Oi, Jean C. n.d. A Book. Edited by Elizabeth Perry. 2nd ed.",
		},
		"en": {
			"zh-chapter": "王甲、李乙、赵丙. 2001. 《一章》. In 《一书》, vol. 2, edited by 钱丁, 1–9. 北京: 出版社.",
			"zh-book":    "袁明宝、余练. 2021. 《两人之书》. Translated by 孙戊. 2nd ed. 3 vols.",
			"zh-page":    "中国农村网. n.d. 《网页》. https://example.org/a. Accessed 6 April 2021.",
			"ru-article": "Иванов, Пётр. 2010. “О «группе».” Вестник 5 (3): 207–214.",
			"ru-edited":  "Иванов, Пётр, et al., eds. n.d. Сборник.",
			"en-chapter": "Oi, Jean C., and Scott Rozelle. 2000. “A Chapter.” In A Book, edited by Elizabeth Perry.",
		},
		"en-GB": {"en-book": "Oi, Jean C. n.d. A Book. Edited by Elizabeth Perry. 2nd ed."},
	} {
		library := citing(t, language)
		for key, want := range references {
			r, _ := library.Reference(key)
			if got := strings.ReplaceAll(r.Text, "\u00A0", "~"); got != want {
				t.Errorf("%s in %s:\ngot  %q\nwant %q", key, language, got, want)
			}
		}
	}
}

func TestCitationsInEachLanguage(t *testing.T) {
	for language, citations := range map[string]map[string]string{
		"zh-Hans": {
			"@zh-article, p. 208; 参见 @zh-chapter, chap. 3": "（李里峰 2010，第208页；参见 王甲等 2001，第3章）",
			"@zh-edited; @en-book":                         "（钱丁、赵丙 无日期；Oi n.d.）",
			"@zh-mixed":                                    "（袁明宝等 2021）",
			"@en-chapter, sec. 2-3; @en-article":           "（Oi and Rozelle 2000，第2–3节；Perry et al. 2019）",
			"@ru-page":                                     "（“Кто?” n.d.）",
			"@nobody, vol. 2":                              "（@nobody，第2卷）",
			"@ru-book, с. 12":                              "（Иванов and Петрова 2021，第12页）",
		},
		"ru": {
			"@ru-article, pp. 208-209; см. @ru-chapter, chap. 3": "(Иванов 2010, с.~208–209; см. Иванов и др. 2001, гл.~3)",
			"@ru-book, с. 12-13; @ru-report, Гл. 3, п. 2":        "(Иванов и Петрова 2021, с.~12–13; Министерство 2009, гл.~3, п. 2)",
			"@ru-book, с 12 лет; @ru-report, № 7":                "(Иванов и Петрова 2021, с 12 лет; Министерство 2009, №~7)",
			"@ru-edited; @en-book":                               "(Иванов и др. б.~г.; Oi n.d.)",
			"@ru-page, para. 4":                                  "(«Кто?» б.~г., абз.~4)",
			"@zh-article, art. 5":                                "(李里峰 2010, ст.~5)",
			"@en-article, no. 7":                                 "(Perry et al. 2019, №~7)",
		},
		"en": {
			"@zh-article, 第12页; @zh-edited": "(李里峰 2010, 第12页; 钱丁、赵丙 n.d.)",
			"@ru-book, pp. 3-4":             "(Иванов and Петрова 2021, pp. 3–4)",
			"@ru-book, стр. 12, об этом":    "(Иванов and Петрова 2021, стр. 12, об этом)",
		},
	} {
		library := citing(t, language)
		for inside, want := range citations {
			c, _ := bibliography.ParseCluster(inside)
			var got string
			for _, part := range library.Cite(c) {
				got += strings.ReplaceAll(part.Text, "\u00A0", "~")
			}
			if got != want {
				t.Errorf("%s in %s:\ngot  %q\nwant %q", inside, language, got, want)
			}
		}
	}
}
