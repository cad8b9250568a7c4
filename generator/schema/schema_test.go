package schema

import (
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/diag"
	"fangzhi/generator/yamldoc"
)

// decode reads front matter of a note in a folder.
func decode(t *testing.T, s *Schema, folder, text string) (Front, []diag.Diagnostic) {
	t.Helper()
	value, problems := yamldoc.Parse("a.md", []byte(text), 2)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s.Decode("a.md", folder, value)
}

func TestRelationsAreReadInEveryForm(t *testing.T) {
	for text, want := range map[string]string{
		"norms: law":                       "law",
		"norms: [[law]]":                   "law",
		`norms: "[[law|the law]]"`:         "law",
		"norms: [law, other]":              "law, other",
		`norms: [[[law]], "[[other]]", c]`: "law, other, c",
		"norms: [[a law, and more]]":       "a law, and more",
		"norms:\n  - law\n  - [[other]]":   "law, other",
		"norms:":                           "",
	} {
		front, problems := decode(t, New(), "cases", text)
		var names []string
		if v, ok := front.Value("norms"); ok {
			for _, w := range v.Texts {
				names = append(names, w.Text)
			}
		}
		if got := strings.Join(names, ", "); got != want || len(problems) > 0 {
			t.Errorf("%s: %q, %v", text, got, problems)
		}
	}
}

func TestWhatIsWrongIsToldAtItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"when: 1953-1956":       `a.md:2:12: error: "1953-1956" is not a date`,
		"issued: \"1953\"":      `a.md:2:1: warning: a case has no field "issued"`,
		"titel: x":              `a.md:2:1: warning: a case has no field "titel"; it is not used [field-unknown]` + "\n    did you mean \"title\"?",
		"title: [x]":            `a.md:2:8: error: field "title" holds a list`,
		"type: norn":            `a.md:2:7: warning: there is no type "norn"; the note is taken for a case`,
		"place: {a: b}":         `a.md:2:8: error: field "place" holds a mapping`,
		"slug: a/b":             `a.md:2:7: error: "a/b" cannot be part of an address`,
		"slug: index":           `a.md:2:7: error: "index" is the name of the folder itself`,
		"status: secret":        `a.md:2:9: warning: there is no status "secret"`,
		"tags:\n  - a\n  - [b]": `a.md:4:5: error: field "tags" holds a list`,
		"- a":                   `a.md:2:1: error: front matter is a list, not fields`,
	} {
		_, problems := decode(t, New(), "cases", text)
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}

func TestCoordinatesAreOnTheGlobe(t *testing.T) {
	front, problems := decode(t, New(), "places", "coordinates: [34.82, 114.82]")
	if v, _ := front.Value("coordinates"); len(v.Texts) != 1 || v.Texts[0].Text != "34.82, 114.82" || len(problems) > 0 {
		t.Errorf("%+v, %v", v, problems)
	}
	for _, text := range []string{"[91, 0]", "[0, 181]", "[a, b]", "[1]", "1", "[NaN, 0]"} {
		if _, problems := decode(t, New(), "places", "coordinates: "+text); len(problems) != 1 {
			t.Errorf("%s: %v", text, problems)
		}
	}
}

func TestEveryRelationHasAnInverse(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range New().Fields() {
		if seen[f.ID] {
			t.Errorf("%s stands twice", f.ID)
		}
		seen[f.ID] = true
		if f.Kind == Relation && (f.Inverse == "" || f.InverseLabel == "") {
			t.Errorf("%s has no inverse", f.ID)
		}
		if f.Label == "" {
			t.Errorf("%s has no label", f.ID)
		}
	}
}

func TestSitesExtendTheSchema(t *testing.T) {
	s := New()
	extend := func(section, text string) []diag.Diagnostic {
		value, problems := yamldoc.Parse("fangzhi.yaml", []byte(text), 1)
		return append(problems, s.Extend("fangzhi.yaml", section, value)...)
	}
	problems := slices.Concat(
		extend("types", "ritual: {folder: rites, plural: rites}"),
		extend("fields", "released: {kind: date, types: [norm]}"),
		extend("relations", "based_on: {types: [norm], inverse: basis_of}"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if rite, ok := s.TypeOfFolder("rites"); !ok || rite.ID != "ritual" || rite.Plural != "rites" {
		t.Errorf("%+v", rite)
	}
	if f, ok := s.Field("based_on"); !ok || f.Kind != Relation || f.Inverse != "basis_of" || f.InverseLabel != "basis of" {
		t.Errorf("%+v", f)
	}
	front, more := decode(t, s, "norms", "released: 2017-12-24\nbased_on: law")
	if len(front.Values) != 2 || len(more) > 0 {
		t.Errorf("%+v, %v", front.Values, more)
	}
	for section, text := range map[string]string{
		"types": "ritual: {folder: norms}", "fields": "x: {kind: nonsense}", "relations": "A-b: {}",
	} {
		if problems := extend(section, text); len(problems) != 1 || problems[0].Line != 1 {
			t.Errorf("%s: %v", text, problems)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("title: a\nwhen: 1953~\nnorms: [[a]]\nsessions: [{read: [b]}]")
	f.Add("attributes: {a: {value: 1, passage: ['#x', '^y', '[@k, p. 3]']}, b: , c: [d]}")
	f.Add("assigns:\n  - {power: a, to: [[b]], share: carries-out, when: 2015/.., source: '@k'}\n  - {duty: [], share: x}\n  - 1")
	f.Add("when: {edtf: '1644', text: 崇禎十七年}\npublished: {text: [], edtf: {}, a: b}")
	f.Add("attributes: {a: {value: 1}}\ncoordinates: [1, 2]\nsessions: x")
	f.Fuzz(func(t *testing.T, text string) {
		value, _ := yamldoc.Parse("a.md", []byte(text), 2)
		lines := 2 + strings.Count(text, "\n")
		for _, folder := range []string{"norms", "cases", "places", "courses", ""} {
			_, problems := New().Decode("a.md", folder, value)
			for _, p := range problems {
				if p.Line < 1 || p.Line > lines+1 {
					t.Errorf("%q: %v", text, p)
				}
			}
		}
	})
}
