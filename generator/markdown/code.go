package markdown

import (
	"fmt"
	"html"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/highlight"
	"fangzhi/generator/text"

	"github.com/yuin/goldmark/ast"
)

const (
	// mostCode is the size, in bytes, above which code is not highlighted:
	// lexers are sets of regular expressions that look back.
	mostCode = 64 << 10
	// longestLine is the same for a single line.
	longestLine = 4 << 10
)

// fencedCode writes code with its language, and a caption if it has a title.
func (w *writer) fencedCode(n *ast.FencedCodeBlock, a attributes) {
	language := string(n.Language(w.source))
	if n.Info != nil && !w.options.verbatim {
		info := string(n.Info.Segment.Value(w.source))
		if at := strings.IndexByte(info, '{'); at >= 0 && strings.HasSuffix(strings.TrimSpace(info), "}") {
			more := w.parseAttributes(strings.Trim(info[at:], "{} "), n.Info.Segment.Start+at)
			more.block = a.block
			a = more
			language = strings.TrimSpace(info[:at])
		} else if _, title, ok := strings.Cut(info, `title="`); ok {
			a.title, _, _ = strings.Cut(title, `"`)
		}
	}
	w.code(n, resolve(language), a)
}

// code writes a block of code.
func (w *writer) code(n ast.Node, language string, a attributes) {
	source := w.raw(n)
	w.newLeaf(0, len(w.source))
	if w.options.verbatim {
		class := ""
		if language != "" {
			class = ` class="language-` + html.EscapeString(language) + `"`
		}
		w.write("<pre><code", class, ">", html.EscapeString(source), "</code></pre>\n")
		return
	}
	a.classes = append(a.classes, "code")
	tag := "div"
	if a.title != "" {
		tag = "figure"
	}
	w.open(tag, a)
	if a.title != "" {
		w.write("<figcaption>", html.EscapeString(a.title), "</figcaption>")
	}
	w.write(`<pre class="chroma" tabindex="0"><code`)
	if language != "" {
		w.write(` class="language-`)
		w.escape(className(language))
		w.write(`"`)
	}
	w.write(">")
	w.highlighted(source, language, n)
	w.write("</code></pre></", tag, ">\n")
	w.leaf.plain.WriteString(source)
	w.endLeaf()
}

// highlighted writes code with a class for each part that has a colour.
func (w *writer) highlighted(source, language string, n ast.Node) {
	found := w.languageOf(source, language, n)
	if found == nil {
		w.escape(source)
		return
	}
	found.Parts(source, func(class, text string) {
		if class == "" {
			w.escape(text)
			return
		}
		w.write(`<span class="`, class, `">`)
		w.escape(text)
		w.write(`</span>`)
	})
}

// languageOf finds the language of some code; nil where the code stays plain.
func (w *writer) languageOf(source, name string, n ast.Node) *highlight.Language {
	if name == "" || name == "text" || name == "plain" || len(source) > mostCode {
		return nil
	}
	for line := range strings.SplitSeq(source, "\n") {
		if len(line) > longestLine {
			return nil
		}
	}
	found := highlight.Find(name)
	if found == nil {
		hint := "leave the language out, or use text"
		if near := text.Nearest(text.Clip(name, 40), highlight.Names()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		w.report(diag.Warning, n.Pos(), "code-language", fmt.Sprintf("there is no language %q to highlight", text.Clip(name, 40)), hint)
	}
	return found
}
