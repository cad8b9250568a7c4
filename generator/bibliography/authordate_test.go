package bibliography

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sources = `
@article{perry, author = {Perry, Elizabeth J.}, title = {Making It Work}, journal = {Comparative Studies}, year = 2019}
@article{lilifeng, author = {李里峰}, title = {工作队}, journal = {江苏社会科学}, year = 2010}
@book{pair, author = {Oi, Jean C. and Rozelle, Scott}, title = {Elections}, year = 2000}
@book{three, author = {A, X and B, Y and C, Z}, title = {T}, year = 2001}
@book{others, author = {A, X and others}, title = {T}, year = 2002}
@book{sanren, author = {邓燕华 and 王颖异 and 刘伟}, title = {丁}, year = 2020}
@book{liangren, author = {袁明宝 and 余练}, title = {戊}, year = 2021}
@book{mixed, author = {袁明宝 and Oi, Jean C. and 余练}, title = {己}, year = 2021}
@book{van, author = {van der Berg, Pieter}, title = {T}}
@misc{untold, title = {An Untold Tale}, year = 2001}
@misc{wuming, title = {无名}, year = 2001}
@misc{described, title = {[A description]}, year = 2001}
`

func TestCitationsByAuthorAndDate(t *testing.T) {
	library := libraryOf(t, sources)
	for inside, want := range map[string]string{
		"@perry":                         "(Perry 2019)",
		"see @perry, p. 12; @lilifeng":   "(see Perry 2019, p. 12; 李里峰 2010)",
		"-@perry, pp. 3-5 and passim":    "(2019, pp. 3–5 and passim)",
		"@perry, p. 3, where it is said": "(Perry 2019, p. 3, where it is said)",
		"@perry, §3":                     "(Perry 2019, §\u00A03)",
		"@lilifeng, 第12页":                "(李里峰 2010, 第12页)",
		"@pair":                          "(Oi and Rozelle 2000)",
		"@three":                         "(A et al. 2001)",
		"@others":                        "(A et al. 2002)",
		"@sanren":                        "(邓燕华等 2020)",
		"@liangren":                      "(袁明宝、余练 2021)",
		"@mixed":                         "(袁明宝 et al. 2021)",
		"@van":                           "(van der Berg n.d.)",
		"@untold":                        "(“An Untold Tale” 2001)",
		"@wuming":                        "(《无名》 2001)",
		"@described":                     "([A description] 2001)",
		"@nobody, p. 3; @perry":          "(@nobody, p. 3; Perry 2019)",
	} {
		c, _ := ParseCluster(inside)
		if got := partsText(library.Cite(c)); got != want {
			t.Errorf("%q is %q, want %q", inside, got, want)
		}
	}
}

func TestCitationsInRunningText(t *testing.T) {
	library := libraryOf(t, sources)
	for inside, want := range map[string]string{
		"@perry":                    "Perry (2019)",
		"@perry, p. 3":              "Perry (2019, p. 3)",
		"@perry, p. 3 and passim":   "Perry (2019, p. 3 and passim)",
		"-@perry, p. 3":             "(2019, p. 3)",
		"@lilifeng, 第12页":           "李里峰 (2010, 第12页)",
		"@perry, p. 3; see @others": "Perry (2019, p. 3; see A et al. 2002)",
		"@nobody, p. 3":             "@nobody, p. 3",
	} {
		c, _ := ParseCluster(inside)
		c.Narrative = true
		if got := partsText(library.Cite(c)); got != want {
			t.Errorf("%q is %q, want %q", inside, got, want)
		}
	}
}

func TestOnlyWhatNamesASourceLeadsToIt(t *testing.T) {
	library := libraryOf(t, sources)
	for inside, want := range map[string][]Part{
		"see @perry, p. 12; @lilifeng; @nobody and so": {
			{Text: "(see "}, {Text: "Perry 2019, p. 12", Key: "perry"}, {Text: "; "}, {Text: "李里峰 2010", Key: "lilifeng"},
			{Text: "; "}, {Text: "@nobody", Key: "nobody", Unknown: true}, {Text: " and so)"},
		},
	} {
		c, _ := ParseCluster(inside)
		if d := cmp.Diff(want, library.Cite(c)); d != "" {
			t.Error(d)
		}
	}
	running := Cluster{Narrative: true, Cites: []Cite{{Key: "perry", Label: "p.", Locator: "3"}}}
	if d := cmp.Diff([]Part{{Text: "Perry (2019, p. 3)", Key: "perry"}}, library.Cite(running)); d != "" {
		t.Error(d)
	}
	if got := library.Cite(Cluster{}); got != nil {
		t.Errorf("a citation of nothing is %v", got)
	}
}

func TestReferencesByAuthorAndDate(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"a title that asks a question has no full stop": {
			`@article{k, author = {A, B.}, title = {Why?}, journal = {J}, year = 2000}`, "A, B. 2000. “Why?” J.",
		},
		"an abbreviation at the end of a field ends the sentence too": {
			`@book{k, author = {Smith, Jr., A.}, title = {A Study.}, publisher = {Grain Inc.}, edition = {2nd ed.}}`,
			"Smith, A., Jr. n.d. A Study. 2nd ed. Grain Inc.",
		},
		"editors stand for authors": {
			`@book{k, editor = {A, B and C, D}, title = {T}, year = 2000}`, "A, B, and D C, eds. 2000. T.",
		},
		"one editor stands for an author": {
			`@book{k, editor = {A, B}, title = {T}, year = 2000}`, "A, B, ed. 2000. T.",
		},
		"editors, translators, edition, volume and series of a book": {
			`@book{k, author = {A, B}, editor = {C, D}, translator = {E, F}, title = {T}, edition = 11, volume = 2, volumes = 3, series = {S}, number = 4, year = 2000}`,
			"A, B. 2000. T. Edited by D C. Vol. 2. Translated by F E. 11th ed. 3 vols. S 4.",
		},
		"an edition said in words": {
			`@book{k, author = {A, B}, title = {T}, edition = {Second}, year = 2000}`, "A, B. 2000. T. Second.",
		},
		"an edition of a number that no book has": {
			`@book{k, author = {A, B}, title = {T}, edition = {99999999999999999999}, year = 2000}`,
			"A, B. 2000. T. 99999999999999999999.",
		},
		"a chapter with its book": {
			`@incollection{k, author = {A, B}, title = {T}, booktitle = {Book}, editor = {C, D}, volume = 2, pages = {1--9}, publisher = {P}, address = {London}, year = 2000}`,
			"A, B. 2000. “T.” In Book, vol. 2, edited by D C, 1–9. London: P.",
		},
		"a newspaper with its day": {
			`@newspaper{k, author = {A, B}, title = {T}, journal = {Daily}, date = {2021-04-06}, pages = {3}}`,
			"A, B. 2021. “T.” Daily, 6 April 2021, 3.",
		},
		"a thesis": {
			`@phdthesis{k, author = {A, B}, title = {T}, school = {University}, year = 2000}`,
			"A, B. 2000. “T.” PhD thesis. University.",
		},
		"a report whose author published it": {
			`@techreport{k, author = {{World Bank}}, title = {T}, institution = {World Bank}, number = 12, year = 2009}`,
			"World Bank. 2009. T. No. 12.",
		},
		"more people than a list can bear": {
			`@book{k, author = {A and B and C and D and E and F and G and H and I and J and K}, title = {T}, year = 2000}`,
			"A, B, C, D, E, F, G, et al. 2000. T.",
		},
		"more Chinese people than are named": {
			`@book{k, author = {赵明远 and 钱伯安 and others}, title = {丁}, year = 2000}`, "赵明远、钱伯安等. 2000. 《丁》.",
		},
		"an added gloss": {
			`@book{k, author = {赵明远}, title = {丁}, titleaddon = {Ding}, year = 2000}`, "赵明远. 2000. 《丁》 [Ding].",
		},
		"a note ends the entry": {
			`@book{k, title = {T}, year = 2000, note = {Read in part.}}`, "T. 2000. Read in part.",
		},
		"nothing known": {`@book{k, title = {T}}`, "T. n.d."},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := libraryOf(t, test.source).Reference("k")
			if r.Text != test.want {
				t.Errorf("got  %q\nwant %q", r.Text, test.want)
			}
		})
	}
}

func TestReferencesAreMarkedUp(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"the title of a book is cited and Chinese is marked": {
			`@book{k, author = {Li, A}, title = {Land (土地)}, year = 2000}`,
			`Li, A. 2000. <cite>Land (<span lang="zh-Hans">土地</span>)</cite>.`,
		},
		"Chinese titles keep their digits and quotation marks": {
			`@misc{k, title = {桂南Q市“联镇”2020年}, year = 2000}`,
			`<span lang="zh-Hans">《桂南</span>Q<span lang="zh-Hans">市“联镇”2020年》</span>. 2000.`,
		},
		"the language of an item tells that of its characters": {
			`@misc{k, title = {土地}, year = 2000, langid = {chinese-traditional}}`, `<span lang="zh-Hant">《土地》</span>. 2000.`,
		},
		"kana are Japanese and hangul Korean": {
			`@misc{k, title = {Of 土地の and 한국}, year = 2000}`,
			`“Of <span lang="ja">土地の</span> and <span lang="ko">한국</span>.” 2000.`,
		},
		"a DOI and an address lead there": {
			`@misc{k, title = {T}, year = 2000, doi = {10.5555/a<b>#c}, url = {https://example.org/a?b&c}}`,
			`“T.” 2000. <a class="external" rel="noopener external" href="https://doi.org/10.5555/a%3Cb%3E%23c">https://doi.org/10.5555/a&lt;b&gt;#c</a>. ` +
				`<a class="external" rel="noopener external" href="https://example.org/a?b&amp;c">https://example.org/a?b&amp;c</a>.`,
		},
		"an address that repeats the DOI is not shown": {
			`@misc{k, title = {T}, year = 2000, doi = {10.5555/a}, url = {http://dx.doi.org/10.5555/a}}`,
			`“T.” 2000. <a class="external" rel="noopener external" href="https://doi.org/10.5555/a">https://doi.org/10.5555/a</a>.`,
		},
		"what is no address of the web leads nowhere": {
			`@misc{k, title = {T}, year = 2000, url = {javascript:alert(1)}, doi = {none}}`, `“T.” 2000. none. javascript:alert(1).`,
		},
		"marks of HTML are text": {
			`@misc{k, author = {{<b>&}}, title = {<script>x</script>}, year = 2000, note = {</p>}}`,
			`&lt;b&gt;&amp;. 2000. “&lt;script&gt;x&lt;/script&gt;.” &lt;/p&gt;.`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := libraryOf(t, test.source).Reference("k")
			if r.HTML != test.want {
				t.Errorf("got  %s\nwant %s", r.HTML, test.want)
			}
			if strings.Contains(r.Text, "<span") || strings.Contains(r.Text, "<cite") {
				t.Errorf("the plain text has marks: %s", r.Text)
			}
		})
	}
}
