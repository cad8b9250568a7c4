package mathml

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// body is the formula without what stands around every one.
func body(t *testing.T, tex string, display bool) string {
	t.Helper()
	got, err := Convert(tex, display)
	if err != nil {
		return "error: " + err.Error()
	}
	_, got, _ = strings.Cut(got, "<semantics><mrow>")
	got, _, _ = strings.Cut(got, "</mrow><annotation")
	return got
}

func TestFormulas(t *testing.T) {
	for _, c := range []struct{ tex, want string }{
		{`57{,}688 / 0.096`, `<mn>57,688</mn><mo stretchy="false">/</mo><mn>0.096</mn>`},
		{`a_1^2`, `<msubsup><mi>a</mi><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></msubsup>`},
		{`x^{n+1}`, `<msup><mi>x</mi><mrow><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></mrow></msup>`},
		{`f''`, `<msup><mi>f</mi><mrow><mo>′′</mo></mrow></msup>`},
		{`\frac{1}{2}`, `<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>`},
		{`\sqrt[3]{x}`, `<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>`},
		{`\alpha \approx \beta`, `<mi>α</mi><mo>≈</mo><mi>β</mi>`},
		{`\text{村 people}`, "<mtext>村\u00A0people</mtext>"},
		{`\mathbb{R}`, `<mrow><mi>ℝ</mi></mrow>`},
		{`\sum_{i=1}^n i`, `<msubsup><mo>∑</mo><mrow><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow></mrow><mrow><mi>n</mi></mrow></msubsup><mi>i</mi>`},
		{`\left( x \right]`, `<mrow><mo fence="true" stretchy="true">(</mo><mi>x</mi><mo fence="true" stretchy="true">]</mo></mrow>`},
		{`\begin{pmatrix}1&2\\3&4\end{pmatrix}`, `<mrow><mo fence="true" stretchy="true">(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo fence="true" stretchy="true">)</mo></mrow>`},
		{`\hat x`, `<mover accent="true"><mi>x</mi><mo>^</mo></mover>`},
		{`a < b & c`, `error: "& c" is not expected here`},
		{`x \ne \%`, `<mi>x</mi><mo>≠</mo><mi>%</mi>`},
		{`\not=`, "<mo>=\u0338</mo>"},
		{`\foo`, `error: \foo is not known`},
		{`\frac{1}`, `error: the formula ends where something is missing`},
		{`{x`, `error: a brace is not closed`},
		{`x^1^2`, `error: there are two scripts at one place: use braces`},
		{`\begin{table}`, `error: \begin{table} is not known`},
		{`\left( x`, `error: \left has no \right`},
		{`\def\x{y}`, `error: \def is not known`},
		{``, `error: the formula is empty`},
		{`a <script> b`, `<mi>a</mi><mo>&lt;</mo><mi>s</mi><mi>c</mi><mi>r</mi><mi>i</mi><mi>p</mi><mi>t</mi><mo>&gt;</mo><mi>b</mi>`},
	} {
		if got := body(t, c.tex, false); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.tex, got, c.want)
		}
	}
}

func TestDisplayPutsLimitsAboveAndBelow(t *testing.T) {
	got, err := Convert(`\sum_{i}^n`, true)
	if err != nil || !strings.HasPrefix(got, `<math display="block">`) || !strings.Contains(got, "<munderover>") {
		t.Errorf("%s, %v", got, err)
	}
}

func TestErrorsNameTheirPlace(t *testing.T) {
	_, err := Convert(`a + \oops`, false)
	var at *Error
	if !errors.As(err, &at) || at.Offset != 4 {
		t.Errorf("%#v", err)
	}
}

func TestDepthAndLengthAreBounded(t *testing.T) {
	for _, tex := range []string{
		strings.Repeat("{", 10_000), strings.Repeat(`\sqrt`, 1900), strings.Repeat("x", 20_000),
		strings.Repeat(`\frac{`, 1500), strings.Repeat(`\left(`, 1600), strings.Repeat("x^", 4000),
	} {
		if _, err := Convert(tex, false); err == nil {
			t.Errorf("%.20s… is taken", tex)
		}
	}
}

// checkWellFormed wants markup that any reader of XML takes.
func checkWellFormed(t interface{ Errorf(string, ...any) }, tex, markup string) {
	decoder := xml.NewDecoder(strings.NewReader(markup))
	for {
		_, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%q is not well-formed: %v\n%s", tex, err, markup)
			return
		}
	}
}

var tokens = []string{
	"x", "1", "{", "}", "^", "_", "'", "&", `\\`, `\frac`, `\sqrt`, "[", "]", `\left`, `\right`, "(", ")", `\begin{matrix}`, `\end{matrix}`,
	`\text{a<b}`, `\sum`, `\hat`, `\mathbb`, `\not`, "=", "<", `\alpha`, `\underbrace`, `\overset`, " ", "村", `\%`, "%", "\n", `\big`, `\|`,
}

func TestWhateverIsTakenIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tex := strings.Join(rapid.SliceOfN(rapid.SampledFrom(tokens), 0, 25).Draw(t, "tokens"), "")
		if markup, err := Convert(tex, rapid.Bool().Draw(t, "display")); err == nil {
			checkWellFormed(t, tex, markup)
		}
	})
}

func FuzzConvert(f *testing.F) {
	for _, tex := range []string{`\frac{a}{b}`, `\begin{cases} x & y \\ z \end{cases}`, `\left. x \right|`, "\x00\xff", `\text{<&"}`} {
		f.Add(tex)
	}
	f.Fuzz(func(t *testing.T, tex string) {
		markup, err := Convert(tex, true)
		if err == nil {
			checkWellFormed(t, tex, markup)
		}
	})
}
