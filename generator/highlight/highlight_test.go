package highlight

import (
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

type colouredPart struct{ Class, Text string }

func partsOf(l *Language, code string) []colouredPart {
	var parts []colouredPart
	l.Parts(code, func(class, text string) { parts = append(parts, colouredPart{class, text}) })
	return parts
}

// chromaParts is what chroma itself makes of the code, and whether it came to
// an end with it.
func chromaParts(l *Language, code string) (parts []colouredPart, whole bool) {
	own := Language{lexer: l.lexer, grammar: func() *grammar { return nil }}
	join := joiner{part: func(class, text string) { parts = append(parts, colouredPart{class, text}) }}
	whole = own.tokens(code, join.add)
	join.flush()
	return parts, whole
}

// samples are pieces from which code of no language in particular is made:
// words, marks, strings and comments of many.
var samples = []string{
	"func", "def ", "class", "return", "SELECT", "from", "where", "if", "then", "fi", "do", "done", "end", "let", "const",
	"x", "_y1", "Zähler", "数", "0", "12.5e3", "0xFF", "1_000", "'a'", "\"b\"", "\"", "'", "`", "\"\"\"", "r\"x\"", "$x", "${y}", "@z",
	"//", "/* c */", "/*", "# c\n", "-- c\n", "<!--", "-->", "<a href=\"b\">", "</a>", "&amp;", "{", "}", "(", ")", "[", "]", "<", ">",
	"+", "-", "*", "/", "%", "=", "==", ":=", "=>", "->", "::", ":", ";", ",", ".", "...", "!", "?", "|", "&", "^", "~", "\\", "\\n",
	" ", "  ", "\n", "\n\n", "\t", "\v", "\u00a0", "\u2028", "key: value\n", "- item\n", "[section]\n", "k = v\n", "---\n", "%{", "<<EOF\nx\nEOF\n",
	"import os\n", "package main\n", "true", "nil", "None", "NULL", "int", "string", "async", "K", "ſ",
}

// TestPartsAreChromasOwn holds the short way against the long one, for every
// language that chroma knows.
func TestPartsAreChromasOwn(t *testing.T) {
	for _, name := range lexers.Names(false) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			language := Find(name)
			if language == nil {
				t.Skip("the registry does not find it by its own name")
			}
			if _, ok := language.lexer.(*chroma.RegexLexer); ok && language.grammar() == nil {
				t.Fatal("its grammar could not be read")
			}
			examples := rapid.SliceOfN(rapid.SampledFrom(samples), 1, 40)
			for seed := range 12 {
				code := strings.Join(examples.Example(seed), "") + "\n"
				want, whole := chromaParts(language, code)
				if diff := cmp.Diff(want, partsOf(language, code)); whole && diff != "" {
					t.Fatalf("%q, chroma's parts (-) and ours (+):\n%s", code, diff)
				}
			}
		})
	}
}

// TestNoPartIsLost holds also where a grammar fails: of some, chroma never
// comes to an end.
func TestNoPartIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		language := Find(rapid.SampledFrom([]string{"jsonata", "jungle", "go", "html", "markdown", "php", "yaml", "sql"}).Draw(t, "language"))
		code := strings.Join(rapid.SliceOfN(rapid.SampledFrom(samples), 0, 40).Draw(t, "code"), "")
		var whole strings.Builder
		for _, part := range partsOf(language, code) {
			whole.WriteString(part.Text)
		}
		if got := strings.TrimSuffix(whole.String(), "\n"); got != strings.TrimSuffix(code, "\n") {
			t.Fatalf("of %q there remains %q", code, got)
		}
	})
}

// TestCodeThatTakesTooLongIsPlain holds that a rule which comes to no end is not
// passed over, to show the code in other colours, or be tried again at each
// letter.
func TestCodeThatTakesTooLongIsPlain(t *testing.T) {
	lexer := chroma.MustNewLexer(&chroma.Config{Name: "endless"}, func() chroma.Rules {
		return chroma.Rules{start: {
			{Pattern: `(b+b+)+;`, Type: chroma.Keyword},
			{Pattern: `a+`, Type: chroma.Keyword},
			{Pattern: `b`, Type: chroma.Comment},
		}}
	})
	g := readGrammar(lexer)
	if g == nil {
		t.Fatal("the grammar could not be read")
	}
	g.states[start][0].Regexp.MatchTimeout = time.Nanosecond
	language := &Language{lexer: lexer, grammar: func() *grammar { return g }}
	endless := strings.Repeat("b", 200)
	want := []colouredPart{{"k", "aa"}, {"", endless + "aa"}}
	if diff := cmp.Diff(want, partsOf(language, "aa"+endless+"aa")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestOpeningsOfPatterns(t *testing.T) {
	for _, c := range []struct{ pattern, begin, never string }{
		{`func\b`, "fu", "Fu xu f( fi"},
		{`(?i)select|from`, "se SE fR Fr", "xe sa"},
		{`[a-c_]\w*`, "ab _( cx", "da 1a"},
		{`(?<!\.)(?=x)(and|or)`, "an or", "ax xn"},
		{`(a|b)?c`, "ac bc cx", "dc"},
		{`"(?:[^"\\]|\\.)*"`, `"a "" "\`, `a"`},
		{`[^\]a]`, "bx [x", "ax ]x"},
		{`(?>ab|cd)`, "ab cd", "ax xb"},
		{`x{0,2}y`, "xx xy yz", "zy"},
		{`<<-?\s*(\w+)[\w\W]+?\1`, "<< ", "<x x<"},
		{`(ab)+`, "ab", "aa ba"},
	} {
		o := openingOf(c.pattern, &chroma.Config{})
		for pair := range strings.FieldsSeq(c.begin) {
			if runes := []rune(pair); !o.fits(runes[0], runes[1]) {
				t.Errorf("%s: nothing could begin with %q", c.pattern, pair)
			}
		}
		for pair := range strings.FieldsSeq(c.never) {
			if runes := []rune(pair); o.fits(runes[0], runes[1]) {
				t.Errorf("%s: something could begin with %q", c.pattern, pair)
			}
		}
	}
	for _, pattern := range []string{`a*`, `(?=x)`, `[a-z-[m]]`, `(unclosed`} {
		if openingOf(pattern, &chroma.Config{}) != anything {
			t.Errorf("%s: not everything is tried", pattern)
		}
	}
}

func TestKindsHaveTheirClasses(t *testing.T) {
	for kind, want := range map[chroma.TokenType]string{
		chroma.Error: "err", chroma.Keyword: "k", chroma.LiteralStringDouble: "s2", chroma.GenericHeading: "gh",
		chroma.Text: "", chroma.Background: "", chroma.Other: "", chroma.EOFType: "", 1 << 20: "", -1 << 20: "",
	} {
		if got := inked.of(kind); got != want {
			t.Errorf("%s: %q, not %q", kind, got, want)
		}
	}
}

func BenchmarkParts(b *testing.B) {
	code := strings.Repeat("func levy(rows []row) map[string]int {\n\tfound := map[string]int{} // by year\n\tfor _, r := range rows {\n\t\tfound[r.year] += 942\n\t}\n\treturn found\n}\n", 4)
	language := Find("go")
	own := &Language{lexer: language.lexer, grammar: func() *grammar { return nil }}
	for _, way := range []struct {
		name string
		run  func(string, func(chroma.TokenType, string)) bool
	}{{"chroma", own.tokens}, {"short", language.tokens}} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(code)))
			for b.Loop() {
				way.run(code, func(chroma.TokenType, string) {})
			}
		})
	}
}
