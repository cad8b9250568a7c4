package render

import (
	"fmt"
	"html/template"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"fangzhi/generator/diag"
	"fangzhi/generator/message"
	"fangzhi/generator/text"
)

// messageFunction is the name by which templates show the texts of the
// interface: {{message "layout.skip"}}, or, where something is put into the
// text, {{message "tag.count" "n" .Count}}.
const messageFunction = "message"

// messageFolder holds the files of messages of a theme.
const messageFolder = "messages/"

// readMessages makes the catalog of a theme: the default messages, and upon
// them those that the site states otherwise.
func readMessages(defaults, site Files) (*message.Catalog, []diag.Diagnostic) {
	var files []message.File
	for _, from := range []Files{defaults, site} {
		for name, data := range from {
			if strings.HasPrefix(name, messageFolder) && path.Ext(name) == ".yaml" {
				own := string(data) != string(defaults[name])
				files = append(files, message.File{Path: path.Join(Folder, name), Data: data, Own: own})
			}
		}
	}
	slices.SortFunc(files, func(a, b message.File) int { return strings.Compare(a.Path, b.Path) })
	return message.Load(files)
}

// translator puts the texts of one language into templates when they have been
// parsed, so that a page that shows a text costs no more than one that has it
// written in its template. What remains to be called are the messages into
// which something is put.
type translator struct {
	words       *message.Words
	tree        *parse.Tree
	diagnostics []diag.Diagnostic
}

// translate rewrites the templates of a set that were not executed yet.
func (t *translator) translate(set *template.Template) {
	for _, one := range set.Templates() {
		if one.Tree != nil && one.Tree.Root != nil {
			t.tree = one.Tree
			t.list(one.Tree.Root)
		}
	}
}

func (t *translator) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	kept := list.Nodes[:0]
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			t.pipe(n.Pipe)
			if words, ok := t.constant(n.Pipe); ok && len(n.Pipe.Decl) == 0 {
				node = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(template.HTMLEscapeString(words))}
			}
		case *parse.IfNode:
			t.branch(&n.BranchNode)
		case *parse.RangeNode:
			t.branch(&n.BranchNode)
		case *parse.WithNode:
			t.branch(&n.BranchNode)
		case *parse.TemplateNode:
			t.pipe(n.Pipe)
		}
		// Two texts are written at once.
		if added, is := node.(*parse.TextNode); is && len(kept) > 0 {
			if before, is := kept[len(kept)-1].(*parse.TextNode); is {
				kept[len(kept)-1] = &parse.TextNode{NodeType: parse.NodeText, Pos: before.Pos, Text: slices.Concat(before.Text, added.Text)}
				continue
			}
		}
		kept = append(kept, node)
	}
	list.Nodes = kept
}

func (t *translator) branch(n *parse.BranchNode) {
	t.pipe(n.Pipe)
	t.list(n.List)
	t.list(n.ElseList)
}

// pipe puts texts in the place of calls that are arguments, and looks at the
// calls that remain.
func (t *translator) pipe(pipe *parse.PipeNode) {
	if pipe == nil {
		return
	}
	for _, command := range pipe.Cmds {
		for i, arg := range command.Args {
			inner, is := arg.(*parse.PipeNode)
			if !is {
				continue
			}
			t.pipe(inner)
			if words, ok := t.constant(inner); ok {
				command.Args[i] = &parse.StringNode{NodeType: parse.NodeString, Pos: inner.Pos, Quoted: fmt.Sprintf("%q", words), Text: words}
			}
		}
		t.call(command)
	}
}

// constant is the text that a pipe comes to whatever the view is: that of one
// call with nothing but a key.
func (t *translator) constant(pipe *parse.PipeNode) (string, bool) {
	if len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 2 || !isMessage(pipe.Cmds[0]) {
		return "", false
	}
	key, is := pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !is {
		return "", false
	}
	return t.words.Say(key.Text), true
}

func isMessage(command *parse.CommandNode) bool {
	name, is := command.Args[0].(*parse.IdentifierNode)
	return is && name.Ident == messageFunction
}

// call complains of a message that there is not, or that is given what it does
// not take, or not what it takes.
func (t *translator) call(command *parse.CommandNode) {
	if !isMessage(command) || len(command.Args) < 2 {
		return
	}
	key, is := command.Args[1].(*parse.StringNode)
	if !is {
		t.report(command, "the key of a message must be written out", `write it as {{message "layout.skip"}}`)
		return
	}
	if !t.words.Has(key.Text) {
		hint := "messages stand in " + path.Join(Folder, messageFolder)
		if near := text.Nearest(key.Text, t.words.Keys()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		t.report(command, fmt.Sprintf("there is no message %q", key.Text), hint)
		return
	}
	var given []string
	for i := 2; i < len(command.Args); i += 2 {
		if name, is := command.Args[i].(*parse.StringNode); is {
			given = append(given, name.Text)
		}
	}
	for _, name := range t.words.Takes(key.Text) {
		if !slices.Contains(given, name) {
			t.report(command, fmt.Sprintf("the message %q is not given {%s}", key.Text, name), fmt.Sprintf("{{message %q %q .…}}", key.Text, name))
		}
	}
}

func (t *translator) report(at parse.Node, message, hint string) {
	location, _ := t.tree.ErrorContext(at)
	d := templateDiagnostic("", fmt.Errorf("template: %s: %s", location, message))
	d.Severity, d.Code, d.Hint = diag.Warning, "message-missing", hint
	if !slices.Contains(t.diagnostics, d) {
		t.diagnostics = append(t.diagnostics, d)
	}
}

// clientPrefix begins the keys of the messages that client modules show.
const clientPrefix = "client."

// clientFile is the module that client modules import their texts from, made
// anew for each language: client.search.more is exported as searchMore.
const clientFile = "messages.ts"

// clientModule writes the module. Whatever of it is not imported can be left out.
func clientModule(words *message.Words) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "const rules = /* @__PURE__ */ new Intl.PluralRules(%q);\nexport const language = %q;\n", words.Language(), words.Language())
	for _, key := range words.Keys() {
		if name, is := strings.CutPrefix(key, clientPrefix); is {
			fmt.Fprintf(&b, "export const %s = %s;\n", exported(name), words.Script(key))
		}
	}
	b.WriteString("export const types: Readonly<Record<string, string>> = {")
	for _, key := range words.Keys() {
		if id, is := strings.CutPrefix(key, "type."); is && !strings.Contains(id, ".") {
			fmt.Fprintf(&b, "%q: %s, ", id, words.Script(key))
		}
	}
	b.WriteString("};\n")
	return []byte(b.String())
}

// exported is the name of a message in the module.
func exported(key string) string {
	var b strings.Builder
	upper := false
	for _, r := range key {
		switch {
		case r == '.' || r == '-':
			upper = true
		case upper:
			b.WriteString(strings.ToUpper(string(r)))
			upper = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
