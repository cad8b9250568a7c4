package mathml

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestAFormulaKeepsItsSource(t *testing.T) {
	for _, c := range []struct {
		tex     string
		display bool
		want    string
	}{
		{`x^2`, false, `<math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding="application/x-tex">x^2</annotation></semantics></math>`},
		{`a<b`, true, `<math display="block"><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow><annotation encoding="application/x-tex">a&lt;b</annotation></semantics></math>`},
	} {
		if got, err := Convert(c.tex, c.display); err != nil || got.Markup != c.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", c.tex, got, err, c.want)
		}
	}
}

// TestAFormulaIsPlainTextToo holds that a formula can be read where nothing can
// be set above anything else: in lists, quotations and the search.
func TestAFormulaIsPlainTextToo(t *testing.T) {
	for tex, want := range map[string]string{
		`9{,}395 / 9{,}896 \approx 0.95`:                          "9,395/9,896 ≈ 0.95",
		`\left(\frac{34.93}{12.75}\right)^{1/9} - 1 \approx 0.12`: "(34.93/12.75)^(1/9) − 1 ≈ 0.12",
		`\bar{x} = \frac{1}{n} \sum_{i=1}^{n} x_i`:                "x = 1/n ∑_(i = 1)^n x_i",
		`s^2 = \frac{1}{n-1} (x_i - \bar{x})^2`:                   "s^2 = 1/(n − 1)(x_i − x)^2",
		`a = -b, c \pm d`:                                         "a = −b, c ± d",
		`f'(x) = \sin 2x`:                                         "f′(x) = sin 2x",
		`\sqrt[3]{a+b}`:                                           "(a + b)^(1/3)",
		`\sqrt{2}\,\text{m each}`:                                 "√2 m each",
		`\binom{n}{k}`:                                            "(n k)",
		`\begin{pmatrix}1&2\\3&4\end{pmatrix}`:                    "(1 2; 3 4)",
		`41\%`:                                                    "41%",
	} {
		if got, err := Convert(tex, false); err != nil || got.Plain != want {
			t.Errorf("%s is %q, %v, want %q", tex, got.Plain, err, want)
		}
	}
}

func TestDepthAndLengthAreBounded(t *testing.T) {
	for _, piece := range []string{
		"{", "x_{", "x^", `\sqrt`, `\sqrt[`, `\sqrt{`, `\frac{`, `\frac1`, `\left(`, `\hat`, `\mathbf`, `\not`, `\overset`, `\substack{`,
		`\begin{matrix}`, `\begin{array}{c}`, `\xrightarrow[`, `\phantom`, `\operatorname{`, `\text{`,
	} {
		_, err := Convert(strings.Repeat(piece, longest/len(piece)), false)
		var wrong *Error
		if !errors.As(err, &wrong) {
			t.Errorf("%s again and again: got %v", piece, err)
		}
	}
	for _, c := range []struct {
		open, close string
		levels      int
		wellRead    bool
	}{
		{"{", "}", deepest - 1, true}, {"{", "}", deepest, false}, {`\sqrt{`, "}", deepest/2 - 1, true}, {`\sqrt{`, "}", deepest, false},
	} {
		_, err := Convert(strings.Repeat(c.open, c.levels)+"x"+strings.Repeat(c.close, c.levels), false)
		if (err == nil) != c.wellRead {
			t.Errorf("%d levels of %s: got %v", c.levels, c.open, err)
		}
	}
	if _, err := Convert(strings.Repeat("x", longest+1), false); err == nil {
		t.Error("a formula beyond the longest is taken")
	}
	if _, err := Convert(strings.Repeat("x", longest), false); err != nil {
		t.Errorf("the longest formula is not taken: %v", err)
	}
}

func TestNoCommandHasTwoMeanings(t *testing.T) {
	seen := map[string]string{}
	note := func(table, name string) {
		if other := seen[name]; other != "" {
			t.Errorf(`\%s is among %s and %s`, name, other, table)
		}
		seen[name] = table
	}
	for _, list := range []string{
		slantedSigns, romanSigns, binarySigns, operandSigns, relationSigns, arrowSigns, openSigns, closeSigns, barSigns, sumSigns, integralSigns,
	} {
		words := strings.Fields(list)
		if len(words)%2 != 0 {
			t.Errorf("a list of signs has a name without its sign: %.40s", list)
		}
		for i := 0; i < len(words); i += 2 {
			note("symbols", words[i])
			if i+1 < len(words) && utf8.RuneCountInString(words[i+1]) != 1 {
				t.Errorf(`\%s stands for %s, which is no single sign`, words[i], words[i+1])
			}
		}
	}
	tables := map[string][]string{
		"functions": keys(functions), "spaces": keys(spaces), "alphabets": keys(alphabets), "accents": keys(accents), "fractions": keys(fractions),
		"texts": keys(texts), "wrappers": keys(wrappers), "sizes": keys(sizes), "refused": keys(refused), "styles": keys(styles),
	}
	for table, names := range tables {
		for _, name := range names {
			note(table, name)
		}
	}
}

func keys[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	return names
}

func TestASignMeansTheSameWhicheverCommandIsUsed(t *testing.T) {
	for name, s := range symbols {
		r, _ := utf8.DecodeRuneInString(s.text)
		if typed, ok := bySign[r]; ok && r != '‖' && typed != s {
			t.Errorf(`\%s is %+v, but %c typed is %+v`, name, s, r, typed)
		}
	}
}

func TestLettersOfAlphabetsAreCompatibleWithPlainOnes(t *testing.T) {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"
	for command, a := range alphabets {
		mapped := inAlphabet(command, plain)
		if got := norm.NFKC.String(mapped); got != plain {
			t.Errorf(`\%s: %s is read as %s`, command, mapped, got)
		}
		if a.capital != 0 && strings.ContainsAny(mapped, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			t.Errorf(`\%s leaves capitals as they are: %s`, command, mapped)
		}
	}
}

// children are how many elements those with fixed places hold.
var children = map[string]int{
	"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3, "semantics": 2,
}

// problem tells what is wrong with markup: XML that is none, or an element that
// does not hold what it must.
func problem(markup string) string {
	decoder := xml.NewDecoder(strings.NewReader(markup))
	var open []string
	var held []int
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return ""
		} else if err != nil {
			return err.Error()
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(held) > 0 {
				held[len(held)-1]++
			}
			open, held = append(open, token.Name.Local), append(held, 0)
			names := map[string]bool{}
			for _, a := range token.Attr {
				if names[a.Name.Local] {
					return "an attribute stands twice in " + token.Name.Local
				}
				names[a.Name.Local] = true
			}
		case xml.EndElement:
			last := len(open) - 1
			if want, ok := children[open[last]]; ok && held[last] != want {
				return "the wrong number of parts in " + open[last]
			}
			open, held = open[:last], held[:last]
		case xml.CharData:
			if name := open[len(open)-1]; name == "mrow" || name == "mtd" || name == "mtr" || children[name] > 0 {
				return "text within " + name
			}
		}
	}
}

// soup is what formulas are made of, in no order.
var soup = []string{
	"x", "1", ".", ",", "{", "}", "^", "_", "'", "&", `\\`, `\frac`, `\dfrac`, `\binom`, `\sqrt`, "[", "]", `\left`, `\right`, `\middle`, "(", ")", "|",
	`\begin{matrix}`, `\end{matrix}`, `\begin{array}{l|c}`, `\end{array}`, `\begin{align*}`, `\end{align*}`, `\hline`, `\text{a<b & "c"}`, `\text`,
	`\sum`, `\lim`, `\limits`, `\nolimits`, `\int`, `\hat`, `\underbrace`, `\mathbb`, `\mathrm`, `\not`, "=", "<", `\alpha`, `\overset`, `\substack`,
	`\xrightarrow`, `\displaystyle`, `\scriptstyle`, `\operatorname`, `*`, `\tag{1}`, `\notag`, `\phantom`, `\pmod`, `\big`, `\|`, `\sin`, " ", "村", "é",
	`\%`, "%", "\n", "~", "∑", "\x00", "\xff", "\uFFFE", "\u202E", "<b>", "&amp;", "]]>", "<!--",
}

func TestWhateverIsTakenIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tex := strings.Join(rapid.SliceOfN(rapid.SampledFrom(soup), 0, 25).Draw(t, "tokens"), "")
		check(t, tex, rapid.Bool().Draw(t, "display"))
	})
}

func TestWhateverIsMadeByTheRulesIsTaken(t *testing.T) {
	argument := func(inner string) string { return "{" + inner + "}" }
	var formula func(t *rapid.T, depth int) string
	formula = func(t *rapid.T, depth int) string {
		part := func() string { return argument(formula(t, depth-1)) }
		if depth == 0 {
			return rapid.SampledFrom([]string{"x", "12", `\alpha `, "村", `\sum `, "+", "<", `\text{a & b}`, "(", `\sin `, `\,`, "-"}).Draw(t, "leaf")
		}
		switch rapid.IntRange(0, 9).Draw(t, "rule") {
		case 0:
			return `\frac` + part() + part()
		case 1:
			return `\sqrt[` + formula(t, 0) + "]" + part()
		case 2:
			return part() + "_" + part() + "'^" + part()
		case 3:
			return `\left(` + part() + `\middle|` + part() + `\right.`
		case 4:
			return `\begin{cases}` + part() + "&" + part() + `\\` + part() + `\end{cases}`
		case 5:
			return rapid.SampledFrom([]string{`\hat`, `\underbrace`, `\mathbf`, `\mathrm`, `\phantom`, `\pmod`}).Draw(t, "command") + part()
		case 6:
			return `\overset` + part() + part()
		case 7:
			return `{\displaystyle` + part() + `\textstyle` + part() + "}"
		case 8:
			return `\sum\limits_` + part() + "^" + part()
		default:
			return formula(t, depth-1) + formula(t, depth-1)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		tex := formula(t, rapid.IntRange(0, 4).Draw(t, "depth"))
		if _, err := Convert(tex, true); err != nil {
			t.Errorf("%s: %v", tex, err)
		}
		check(t, tex, false)
	})
}

// check wants of any source either markup that is well-formed and in
// proportion to it, or an error that points into it.
func check(t interface{ Errorf(string, ...any) }, tex string, display bool) {
	formula, err := Convert(tex, display)
	if markup := formula.Markup; err == nil {
		if wrong := problem(markup); wrong != "" {
			t.Errorf("%q: %s\n%s", tex, wrong, markup)
		}
		if len(markup) > 200+200*len(tex) {
			t.Errorf("%q grows to %d bytes", tex, len(markup))
		}
		if plain := formula.Plain; len(plain) > 20+20*len(tex) || !utf8.ValidString(plain) || strings.Contains(plain, "  ") {
			t.Errorf("%q is %q as plain text", tex, plain)
		}
		return
	}
	var wrong *Error
	if !errors.As(err, &wrong) || wrong.Message == "" || wrong.Offset < 0 || wrong.Offset > len(tex) {
		t.Errorf("%q: %#v", tex, err)
	}
}

func FuzzConvert(f *testing.F) {
	for _, tex := range []string{
		`\frac{a}{b}`, `\begin{cases} x & y \\ z \end{cases}`, `\left. x \middle/ y \right|`, "\x00\xff", `\text{<&"}`, `\sum\limits_a'^b`,
		`\sqrt[\sqrt[3]{x}]{y}`, `\mathbf{x\displaystyle\sin y}`, `\begin{array}{|l|}\hline a \\[2pt] \hline\end{array}`,
	} {
		f.Add(tex, true)
	}
	f.Fuzz(func(t *testing.T, tex string, display bool) { check(t, tex, display) })
}
