package query

import (
	"fmt"
	"strings"
	"testing"

	"fangzhi/generator/diag"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var vocabulary = Vocabulary{
	Types: map[string]string{"norm": "norm", "norms": "norm", "case": "case", "cases": "case", "period": "period"},
	Fields: map[string]Kind{
		"issued": Date, "in_force": Date, "when": Date, "level": Text, "issuer": Relation, "superseded_by": Relation,
		"weight": Number, "coordinates": Opaque,
	},
}

// place tells line and column in characters, as a file that begins with the
// query would have them.
func place(source string) func(int) (int, int) {
	return func(offset int) (int, int) {
		before := source[:offset]
		return 1 + strings.Count(before, "\n"), 1 + len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
	}
}

func parse(source string) (Query, []diag.Diagnostic) {
	return Parse(source, Table, vocabulary, place(source))
}

func TestQueriesAreReadAsMeant(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"one clause is enough", "from norms", "from norm\nview table\n"},
		{"a type counts once", "from norm, norms, cases", "from norm, case\nview table\n"},
		{"all is all types", "from all view count", "from all\nview count\n"},
		{"keywords may be capitals and have colons", "FROM: Norms\nVIEW: List", "from norm\nview list\n"},
		{"a colon needs no space behind it", "view:cards from:norm", "from norm\nview cards\n"},
		{"clauses come in any order", "limit 3 where level = law sort by level, issued desc", "from all\nwhere level = \"law\"\nsort by level, issued desc\nlimit 3\nview table\n"},
		{"and binds more than or", "where level = a or level = b and not level = c",
			"from all\nwhere (level = \"a\" or (level = \"b\" and not level = \"c\"))\nview table\n"},
		{"parentheses bind most", "where (level = a or level = b) and level = c",
			"from all\nwhere ((level = \"a\" or level = \"b\") and level = \"c\")\nview table\n"},
		{"within is in", "where issued within 2010/2020", "from all\nwhere issued in \"2010/2020\"\nview table\n"},
		{"an interval may be open", "where issued in 2013/..", "from all\nwhere issued in \"2013/..\"\nview table\n"},
		{"time, relations, tags and links may be asked of together",
			"from: norms\nwhere: in_force overlaps [[targeted-poverty-alleviation]] and issued after 2015 and issuer = [[central-committee]] and tag under governance and links to [[work-team]]\nsort: issued desc\ngroup by: decade\nlimit: 5\nview: cards\ncolumns: issued, level",
			"from norm\nwhere (in_force overlaps [[targeted-poverty-alleviation]] and issued after \"2015\" and issuer = [[central-committee]] and tag under \"governance\" and links to [[work-team]])\nsort by issued desc\ngroup by decade\nlimit 5\nview cards\ncolumns issued, level\n"},
		{"certainty stands before the field", "where certainly issued after 2015", "from all\nwhere certainly issued after \"2015\"\nview table\n"},
		{"certainty stands before the verb", "where in_force certainly covers [[A, b|c]]", "from all\nwhere certainly in_force covers [[A, b]]\nview table\n"},
		{"possibly is the default", "where possibly issued before 2015-05", "from all\nwhere issued before \"2015-05\"\nview table\n"},
		{"not exists negates", "where superseded_by not exists", "from all\nwhere not superseded_by exists\nview table\n"},
		{"phrases have two words", "where links to [[a]] and linked from [[b]] and in path norms/old",
			"from all\nwhere (links to [[a]] and linked from [[b]] and in path \"norms/old\")\nview table\n"},
		{"keys of sources may have colons", "where cites @li:2020a", "from all\nwhere cites @li:2020a\nview table\n"},
		{"attributes are compared as numbers", "where attributes.team_size >= 3", "from all\nwhere attributes.team_size >= \"3\"\nview table\n"},
		{"signs need no spaces", "where weight>=2 and weight<=3 and level!=law", "from all\nwhere (weight >= \"2\" and weight <= \"3\" and level != \"law\")\nview table\n"},
		{"tags go by either name", "where tags under governance group by tags columns tags", "from all\nwhere tag under \"governance\"\ngroup by tag\nview table\ncolumns tag\n"},
		{"a type may be a condition", "where type = cases", "from all\nwhere type = case\nview table\n"},
		{"captions and texts are quoted", `where title contains "村 (two)" caption "A: b"`, "from all\nwhere title contains \"村 (two)\"\nview table\ncaption \"A: b\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, problems := parse(c.source)
			if len(problems) > 0 {
				t.Fatalf("%q: %v", c.source, problems)
			}
			if diff := cmp.Diff(c.want, q.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMistakesHaveTheirPlace(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"", `1:1 query-syntax the query asks nothing`},
		{"form norms", `1:1 query-syntax here should be a clause, not "form"; did you mean "from"?`},
		{"from norms from cases", `1:12 query-syntax "from" stands twice; keep one`},
		{"from", `1:5 query-syntax the query ends where a type of note, or all should be`},
		{"from where level = law", `1:6 query-syntax here should be a type of note, or all, not "where"`},
		{"from nroms", `1:6 query-type there is no type "nroms"; did you mean "norms"?`},
		{"where type = nrom", `1:14 query-type there is no type "nrom"; did you mean "norm"?`},
		{"from norms\nwhere 村 = law", `2:7 query-field there is no field "村"`},
		{"where isued after 2015 and levl = law", `1:7 query-field there is no field "isued"; did you mean "issued"?|1:28 query-field there is no field "levl"; did you mean "level"?`},
		{"sort by isued", `1:9 query-field there is no field "isued"; did you mean "issued"?`},
		{"group by dcade", `1:10 query-field there is no field "dcade"`},
		{"columns title, lvl", `1:16 query-field there is no field "lvl"`},
		{"where", `1:6 query-syntax the query ends where the name of a field should be`},
		{"where issued", `1:13 query-syntax the query ends where what is asked of "issued" should be`},
		{"where issued = 2015", `1:14 query-syntax here should be what is asked of "issued", not "="; known: after, before, in, within, overlaps, covers, exists`},
		{"where issued befor 2015", `1:14 query-syntax here should be what is asked of "issued", not "befor"; did you mean "before"?`},
		{"where issued after", `1:19 query-syntax the query ends where a date, or a note such as [[name]] should be`},
		{"where issued after (", `1:20 query-syntax here should be a date, or a note such as [[name]], not "("`},
		{"where issued after 2015-13", `1:25 query-date "2015-13" is not a date`},
		{`where issued after "1953-1956"`, `1:26 query-date "1953-1956" is not a date`},
		{"where issued after limit 3", `1:20 query-syntax here should be a date`},
		{"where issuer = state", `1:16 query-syntax here should be a note, such as [[name]], not "state"`},
		{"where issuer = [[state", `1:16 query-syntax [[ is not closed on its line`},
		{"where issuer = [[ ]]", `1:16 query-syntax the link names no note`},
		{"where title = \"a\nb\"", `1:15 query-syntax " is not closed on its line`},
		{"where coordinates = 3", `1:19 query-syntax here should be what is asked of "coordinates", not "="; known: exists`},
		{"where weight > heavy", `1:16 query-syntax here should be a number, not "heavy"`},
		{"where attributes.term > long", `1:25 query-syntax here should be a number, not "long"`},
		{"where links [[a]]", `1:13 query-syntax here should be "to", not "a"`},
		{"where linked to [[a]]", `1:14 query-syntax here should be "from", not "to"`},
		{"where links to a", `1:16 query-syntax here should be a note, such as [[name]], not "a"`},
		{"where cites li", `1:13 query-syntax here should be the key of a source, such as @key, not "li"`},
		{"where in norms", `1:10 query-syntax here should be "path", not "norms"`},
		{"where level not = law", `1:17 query-syntax here should be "exists", not "="`},
		{"where certainly level = law", `1:7 query-syntax only a condition on time can hold certainly`},
		{"where level possibly = law", `1:13 query-syntax only a condition on time can hold possibly`},
		{"where (level = law", `1:19 query-syntax the query ends where "and", "or" or ")" should be`},
		{"where level = law adn level = b", `1:19 query-syntax here should be a clause, not "adn"`},
		{"where level = law)", `1:18 query-syntax here should be a clause, not ")"`},
		{"limit 0", `1:7 query-syntax here should be a number from 1 to 1000000, not "0"`},
		{"limit many", `1:7 query-syntax here should be a number from 1 to 1000000, not "many"`},
		{"view: tabel", `1:7 query-syntax here should be a view, not "tabel"; did you mean "table"?`},
		{"caption none", `1:9 query-syntax here should be a text in quotation marks, not "none"`},
		{"where " + strings.Repeat("(", 41) + "level = a", `1:47 query-syntax here should be no more than 40 conditions within each other`},
		{strings.Repeat("x", MaxLength+1), `1:1 query-syntax 16385 bytes are more than the 16384 that a query may have`},
	} {
		t.Run(c.source[:min(len(c.source), 40)], func(t *testing.T) {
			_, problems := parse(c.source)
			wanted := strings.Split(c.want, "|")
			if len(problems) != len(wanted) {
				t.Fatalf("%q: got %d messages, want %d: %v", c.source, len(problems), len(wanted), problems)
			}
			for i, d := range problems {
				got := fmt.Sprintf("%d:%d %s %s; %s", d.Line, d.Column, d.Code, d.Message, d.Hint)
				if !strings.HasPrefix(got, wanted[i]) {
					t.Errorf("%q:\ngot  %s\nwant %s", c.source, got, wanted[i])
				}
			}
		})
	}
}

// words are what random queries are made of.
var words = []string{
	"from", "where", "sort", "by", "group", "limit", "view", "columns", "caption", "norms", "case", "all", "table", "matrix", "count",
	"and", "or", "not", "(", ")", ",", ":", "=", "!=", "<", ">=", "certainly", "possibly", "issued", "in_force", "level", "issuer", "weight",
	"tag", "type", "title", "attributes.term", "after", "before", "in", "path", "overlaps", "covers", "under", "exists", "contains", "links",
	"to", "linked", "cites", "@key", "[[a note]]", "[[b|c]]", `"some words"`, "2015", "2013/..", "195X", "3", "desc", "decade", "村",
}

// printed fails unless a query that can be read is printed in a form that is
// read as the same.
func printed(t interface{ Fatalf(string, ...any) }, source string) {
	q, problems := parse(source)
	if len(problems) > 0 {
		return
	}
	canonical := q.String()
	again, problems := parse(canonical)
	if len(problems) > 0 {
		t.Fatalf("%q is printed as %q, which cannot be read: %v", source, canonical, problems)
	}
	if second := again.String(); second != canonical {
		t.Fatalf("%q is printed as %q, then as %q", source, canonical, second)
	}
}

func TestPrintedQueriesAreReadAsThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		condition := rapid.SampledFrom([]string{
			"level = law", "not level = law", "issued after 2015", "certainly issued in 2010/2020", "in_force possibly covers [[a]]",
			"issuer != [[b|c]]", "superseded_by not exists", "tag under x/y", "type != case", "links to [[d]]", "cites @k", "in path p/q",
			"attributes.term > 2.5", "weight <= -1", "( level = a or level = b )", `title contains "x y"`, "coordinates exists",
		})
		joined := strings.Join(rapid.SliceOfN(condition, 1, 6).Draw(t, "conditions"), rapid.SampledFrom([]string{" and ", " or ", "\nAND "}).Draw(t, "join"))
		rest := rapid.SampledFrom([]string{"", "from norms, case", "sort by issued desc, level", "group by decade limit 4", "view:matrix columns tags, attributes.x"}).Draw(t, "rest")
		source := "where " + joined + " " + rest
		if _, problems := parse(source); len(problems) > 0 {
			t.Fatalf("%q: %v", source, problems)
		}
		printed(t, source)
	})
	rapid.Check(t, func(t *rapid.T) {
		printed(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " "))
	})
}

func FuzzParse(f *testing.F) {
	f.Add("from norms where issued after 2015 and not (tag under x or links to [[a|b]]) sort by issued desc view: table")
	f.Add("where certainly in_force covers 2017 or cites @a:b limit 3 caption \"x\"")
	f.Add("view:count\nfrom: all group by decade columns attributes.a b")
	f.Add("where title = \"[[\" and level!=x")
	f.Fuzz(func(t *testing.T, source string) {
		if _, problems := parse(source); len(source) < 4096 {
			for _, d := range problems {
				if d.Line < 1 || d.Column < 1 || d.Message == "" || d.Code == "" {
					t.Fatalf("%q: %+v", source, d)
				}
			}
		}
		printed(t, source)
	})
}
