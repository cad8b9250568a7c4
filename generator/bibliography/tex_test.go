package bibliography

import "testing"

func TestTeXBecomesPlainText(t *testing.T) {
	for source, want := range map[string]string{
		`L{\"u} and L\"{u} and L\"u`:                 "Lü and Lü and Lü",
		`\'Etienne, Ren\'{e}e, na{\"\i}ve`:           "Étienne, Renée, naïve",
		`\v{C}apek, \c{c}a, \r a, \H{o}, \k a`:       "Čapek, ça, å, ő, ą",
		`\'{\^e} and {\'{\^{e}}}`:                    "ế and ế",
		`Stra\ss e, \O{}rsted, \L\'od\'z, {\ae}on`:   "Straße, Ørsted, Łódź, æon",
		`1900--1942 --- and on`:                      "1900–1942 — and on",
		"``Bins'' and `bins'":                        "“Bins” and ‘bins’",
		`"Bins" and ("bins")`:                        "“Bins” and (“bins”)",
		`China's`:                                    "China’s",
		`R\&D, 5\%, a\_b, \#1, \$9, \{x\}`:           "R&D, 5%, a_b, #1, $9, {x}",
		`p.~3`:                                       "p.\u00A03",
		`\textit{Land} and \emph{Water}, {\em both}`: "Land and Water, both",
		`\href{https://example.org/}{Here}`:          "Here",
		`$H_2O$ costs $5 and $6`:                     "H_2O costs $5 and $6",
		`One\\two\,three`:                            "One two three",
		`{China} in {{Deep}} braces}`:                "China in Deep braces",
		`工作队——“仓储”`:                                  "工作队——“仓储”",
		`\`:                                          "",
		`\"`:                                         "",
		`\'{}x`:                                      "x",
		"a\x00b\u202Ec":                              "abc",
	} {
		if got := plainTeX(source); got != want {
			t.Errorf("%q is %q, want %q", source, got, want)
		}
	}
}

func TestNamesArePartedAsInBibTeX(t *testing.T) {
	for source, want := range map[string][]Name{
		"Perry, Elizabeth J.":            {{Family: "Perry", Given: "Elizabeth J."}},
		"Elizabeth J. Perry":             {{Family: "Perry", Given: "Elizabeth J."}},
		"Ludwig van Beethoven":           {{Family: "Beethoven", Given: "Ludwig", NonDroppingParticle: "van"}},
		"Jean de la Fontaine Leroy":      {{Family: "Fontaine Leroy", Given: "Jean", NonDroppingParticle: "de la"}},
		"van der Berg, Jr., Pieter":      {{Family: "Berg", Given: "Pieter", NonDroppingParticle: "van der", Suffix: "Jr."}},
		"de Gaulle":                      {{Family: "Gaulle", NonDroppingParticle: "de"}},
		"{\\'E}tienne {de Vries}":        {{Family: "de Vries", Given: "Étienne"}},
		"{World Bank} and {A and {B} C}": {{Literal: "World Bank"}, {Literal: "A and B C"}},
		"Oi, Jean C. AND\nRozelle,Scott": {{Family: "Oi", Given: "Jean C."}, {Family: "Rozelle", Given: "Scott"}},
		"Oi, Jean C. and others":         {{Family: "Oi", Given: "Jean C."}, {Literal: "others"}},
		"李里峰":                            {{Family: "李里峰"}},
		"李, 里峰":                          {{Family: "李", Given: "里峰"}},
		"邓燕华 and 王颖异":                    {{Family: "邓燕华"}, {Family: "王颖异"}},
		"邓燕华、王颖异":                        {{Family: "邓燕华"}, {Family: "王颖异"}},
		"伊丽莎白·佩里":                        {{Family: "伊丽莎白·佩里"}},
		"Jim~K. Andersson":               {{Family: "Andersson", Given: "Jim K."}},
		"Plato":                          {{Family: "Plato"}},
		"family=Gogh, given=Vincent, prefix=van, useprefix=false": {{Family: "Gogh", Given: "Vincent", DroppingParticle: "van"}},
		" and , and {} and others and":                            nil,
	} {
		got, _ := parseNames(source)
		if len(got) != len(want) {
			t.Errorf("%q is %+v, want %+v", source, got, want)
			continue
		}
		for i := range got {
			got[i].tidy()
			if got[i] != want[i] {
				t.Errorf("%q: name %d is %+v, want %+v", source, i+1, got[i], want[i])
			}
		}
	}
}
