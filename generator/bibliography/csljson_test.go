package bibliography

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const cslSource = `[
  {"id": "moreau-2004", "type": "article-journal", "title": "Full <i>Bins</i>", "volume": 12, "issue": "3",
   "author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "Pieter"}, {"literal": "Granary Commission"}],
   "issued": {"date-parts": [["2004", 3]]}, "DOI": "https://doi.org/10.5555/x", "page": "1-2", "custom": {"a": [1]}},
  {"id": 7, "type": "book", "title": "Seven", "issued": "2019-03-05", "shortTitle": "7"}
]`

func TestCSLJSONIsRead(t *testing.T) {
	items, diagnostics := ParseCSLJSON("x.json", []byte(cslSource))
	want := []Item{
		{
			ID: "moreau-2004", Type: "article-journal", Title: "Full Bins", Volume: "12", Issue: "3", Page: "1–2", DOI: "10.5555/x",
			Author: []Name{{Family: "Berg", NonDroppingParticle: "van der", Given: "Pieter"}, {Literal: "Granary Commission"}},
			Issued: Date{Start: Day{Year: 2004, Month: 3}}, Path: "x.json", Line: 2, Column: 3,
		},
		{
			ID: "7", Type: "book", Title: "Seven", TitleShort: "7", Issued: Date{Start: Day{2019, 3, 5}},
			Path: "x.json", Line: 5, Column: 3,
		},
	}
	if d := cmp.Diff(want, items); d != "" || len(diagnostics) > 0 {
		t.Error(d, diagnostics)
	}
}

func TestCSLJSONMayStandInAnObject(t *testing.T) {
	items, diagnostics := ParseCSLJSON("x.json", []byte(`{"lang": {"a": 1}, "references": [{"id": "a", "type": "book", "title": "A"}]}`))
	if len(items) != 1 || len(diagnostics) > 0 {
		t.Errorf("got %v, %v", items, diagnostics)
	}
}

func TestCSLJSONFaultsAreNamedWhereTheyStand(t *testing.T) {
	for name, test := range map[string]struct {
		source     string
		keys       []string
		complaints []string
	}{
		"an empty file":             {"", nil, []string{"1:1 csl-syntax"}},
		"a file that is no list":    {"7", nil, []string{"1:2 csl-syntax"}},
		"an object without a list":  {`{"a": 1}`, nil, []string{"1:8 csl-syntax"}},
		"a list that is not closed": {"[\n{\"id\": \"a\", \"type\": \"book\", \"title\": \"A\"}", []string{"a"}, []string{"2:42 csl-syntax"}},
		"a fault keeps what stands before": {
			"[{\"id\": \"a\", \"type\": \"book\", \"title\": \"A\"},\n {\"id\": ?}]", []string{"a"}, []string{"2:9 csl-syntax"},
		},
		"an item without id":         {`[{"type": "book", "title": "A"}]`, nil, []string{"1:2 csl-id"}},
		"an item that is none":       {`[7, {"id": "a", "type": "book", "title": "A"}]`, []string{"a"}, []string{"1:2 csl-field", "1:2 csl-id"}},
		"a key that stands twice":    {`[{"id": "a", "type": "book", "title": "A"}, {"id": "a"}]`, []string{"a"}, []string{"1:45 key-duplicate"}},
		"an unknown type":            {`[{"id": "a", "type": "bok", "title": "A"}]`, []string{"a"}, []string{"1:2 csl-type"}},
		"a missing title":            {`[{"id": "a", "type": "book"}]`, []string{"a"}, []string{"1:2 csl-title"}},
		"a field of the wrong kind":  {`[{"id": "a", "type": "book", "title": ["A"], "note": "N"}]`, []string{"a"}, []string{"1:39 csl-field", "1:2 csl-title"}},
		"a list too deep to be read": {`[{"id": "a", "type": "book", "title": "A"}, ` + strings.Repeat("[", 20_000), []string{"a"}, []string{"1:10044 csl-syntax"}},
	} {
		t.Run(name, func(t *testing.T) {
			items, diagnostics := ParseCSLJSON("x.json", []byte(test.source))
			if d := cmp.Diff(test.keys, keysOf(items)); d != "" {
				t.Errorf("keys: %s", d)
			}
			if d := cmp.Diff(test.complaints, complaintsOf(diagnostics)); d != "" {
				t.Errorf("complaints: %s\n%v", d, diagnostics)
			}
		})
	}
}

func TestAnItemIsTheSameAfterCSLJSON(t *testing.T) {
	items, _ := ParseCSLJSON("x.json", []byte(cslSource))
	written, err := json.Marshal(items)
	if err != nil {
		t.Fatal(err)
	}
	again, diagnostics := ParseCSLJSON("x.json", written)
	for i := range again {
		again[i].Line, again[i].Column = items[i].Line, items[i].Column
	}
	if d := cmp.Diff(items, again); d != "" || len(diagnostics) > 0 {
		t.Error(d, diagnostics)
	}
}
