package message_test

import (
	"bytes"
	"strings"
	"testing"

	"fangzhi/generator/diag"
	"fangzhi/generator/message"
)

const english = `skip: Skip to the text
hello: Hello {name}
notes:
  one: "{n} note"
  other: "{n} notes"
found:
  one: One note found.
  other: "{n} notes found."
`

func load(t *testing.T, files ...message.File) (*message.Catalog, string) {
	t.Helper()
	all := append([]message.File{{Path: "messages/en.yaml", Data: []byte(english)}}, files...)
	catalog, problems := message.Load(all)
	var told bytes.Buffer
	if err := diag.WriteText(&told, diag.Sorted(problems)); err != nil {
		t.Fatal(err)
	}
	return catalog, told.String()
}

func own(name, text string) message.File {
	return message.File{Path: "messages/" + name + ".yaml", Data: []byte(text), Own: true}
}

func TestNumbersDecideTheForm(t *testing.T) {
	catalog, told := load(t, own("ru", "notes:\n  one: \"{n} заметка\"\n  few: \"{n} заметки\"\n  many: \"{n} заметок\"\n"), own("zh-Hans", "notes: \"{n} 个条目\"\n"))
	if told != "" {
		t.Error(told)
	}
	for _, c := range []struct {
		language string
		n        int
		want     string
	}{
		{"en", 0, "0 notes"}, {"en", 1, "1 note"}, {"en", 2, "2 notes"},
		{"ru", 1, "1 заметка"}, {"ru", 3, "3 заметки"}, {"ru", 5, "5 заметок"}, {"ru", 11, "11 заметок"}, {"ru", 21, "21 заметка"},
		{"zh-Hans", 1, "1 个条目"}, {"zh", 2, "2 个条目"},
	} {
		if got := catalog.Words(c.language).With("notes", "n", c.n); got != c.want {
			t.Errorf("%s %d: %q, not %q", c.language, c.n, got, c.want)
		}
	}
}

func TestWhatALanguageLacksIsTakenFromTheNextNearest(t *testing.T) {
	catalog, told := load(t, own("en", "hello: Good day {name}\n"), own("pt", "skip: Saltar\n"), own("pt-BR", "hello: Oi {name}\n"))
	if told != "" {
		t.Error(told)
	}
	for _, c := range []struct{ language, skip, hello string }{
		{"en", "Skip to the text", "Good day X"},
		{"en-GB", "Skip to the text", "Good day X"},
		{"pt", "Saltar", "Good day X"},
		{"pt-BR", "Saltar", "Oi X"},
		{"tlh", "Skip to the text", "Good day X"},
	} {
		w := catalog.Words(c.language)
		if w.Say("skip") != c.skip || w.With("hello", "name", "X") != c.hello {
			t.Errorf("%s: %q, %q", c.language, w.Say("skip"), w.With("hello", "name", "X"))
		}
	}
	if w := catalog.Words("en"); w.Say("nowhere") != "nowhere" || w.Or("nowhere", "else") != "else" {
		t.Error("a message that is nowhere does not show its key")
	}
}

func TestLackingMessagesAreTold(t *testing.T) {
	catalog, _ := load(t, own("fr", "skip: Au texte\n"))
	for language, want := range map[string]string{"fr": "3 texts", "en": "", "en-GB": "", "de": "4 texts"} {
		problems := catalog.Missing(language, "messages")
		if want == "" && len(problems) > 0 || want != "" && (len(problems) != 1 || !strings.HasPrefix(problems[0].Message, want)) {
			t.Errorf("%s: %v", language, problems)
		}
	}
}

func TestALanguageIsNotNamedAfterAnother(t *testing.T) {
	name := message.File{Path: "messages/en.yaml", Data: []byte("language.name: English\n")}
	catalog, _ := load(t, name, own("pt", "language.name: Português\n"), own("fr", "skip: Au texte\n"))
	for language, want := range map[string]string{"en": "English", "en-GB": "English", "pt-BR": "Português", "fr": "fr"} {
		if got := catalog.Words(language).Say("language.name"); got != want {
			t.Errorf("%s is called %q, not %q", language, got, want)
		}
	}
}

func TestMistakesInMessagesAreToldAndNotUsed(t *testing.T) {
	catalog, told := load(t, own("ru", `skip: [a, b]
skipp: К тексту
hello: Привет, {nome}
notes:
  one: "{n} заметка"
  many: "{n} заметок"
found:
  one: Найдена {n}.
  fwe: Найдены {n}.
  few: Найдены {n}.
  many: Найдено {
`), own("x y", ""))
	for _, want := range []string{
		`messages/ru.yaml:1:7: error: the message "skip" is a list, but should be text`,
		`messages/ru.yaml:2:1: warning: the program has no message "skipp"`, `did you mean "skip"?`,
		`messages/ru.yaml:3:8: error: nothing is given for {nome} in "hello"`, `did you mean {name}?`,
		`messages/ru.yaml:4:1: error: the message "notes" lacks the form "few"`,
		`messages/ru.yaml:9:3: error: numbers have no form "fwe"`, `did you mean "few"?`,
		`messages/ru.yaml:11:9: error: a brace in "Найдено {" does not hold a name`,
		`"x y" is no language`,
	} {
		if !strings.Contains(told, want) {
			t.Errorf("it is not told %s\n%s", want, told)
		}
	}
	w := catalog.Words("ru")
	if w.Say("skip") != "Skip to the text" || w.With("hello", "name", "X") != "Hello X" || w.With("notes", "n", 2) != "2 notes" {
		t.Errorf("a message with a mistake is used: %q, %q, %q", w.Say("skip"), w.With("hello", "name", "X"), w.With("notes", "n", 2))
	}
}

func TestMessagesAsScript(t *testing.T) {
	catalog, _ := load(t)
	w := catalog.Words("en")
	for key, want := range map[string]string{
		"skip":  `"Skip to the text"`,
		"hello": `(v: {readonly name: string | number}): string => "Hello " + String(v.name)`,
		"found": `(v: {readonly n: number}): string => { switch (rules.select(v.n)) { case "one": return "One note found."; default: return String(v.n) + " notes found."; } }`,
	} {
		if got := w.Script(key); got != want {
			t.Errorf("%s: %s", key, got)
		}
	}
}
