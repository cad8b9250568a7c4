package corpus

// Sentence patterns. A letter in braces is a slot: {n} a noun, {a} an
// adjective, {v} a past verb, {d} an adverb, {p} a proper name, {h} the same
// in Chinese, {z} a Chinese clause, {y} a year, {k} a number, {L} a link to
// another note, {C} a citation, {F} the mark of a footnote.
var (
	plainSentences = []string{
		"The {a} {n} was {v} {d} in {y}.",
		"In {y} the {n} of {p} {v} the {a} {n} and left the {n} as it was.",
		"No {n} of that {n} survives, but the {a} {n} names {k} households.",
		"Of {k} {a} entries in the {n}, the {n} {v} about a third.",
		"Who {v} the {n} is told in two ways, and the {a} {n} agrees with neither.",
		"A {a} {n} from {p} {v} the {n}, which the {n} had {v} before.",
		"It was *{v}* {d}, although the {n} asked for a {a} {n}.",
		"The **{a} {n}** went to {p}; the {n} stayed with the {a} {n}.",
		"Between {y} and {y} the {n} paid {k} yuan towards the {a} {n}.",
		"Where the {n} was {a}, the {n} was {a} as well, and few {v} it.",
		"What had been a {a} {n} became a `{n}` in the {n}, line {k}.",
		"Neither the {n} nor the {a} {n} {v} what the {n} of {p} had {v}.",
		"The {n} met {k} times, ~~{k} by the first count~~, and {v} {d}.",
		"From {p} came {k} {a} letters, each with a {n} and a {n}.",
		"Its {n} was {a}; its {n}, by contrast, was {v} {d}.",
		"Every {n} was read aloud, {v}, and signed before the {a} {n}.",
	}
	hanSentences = []string{
		"{y}年,{h}县委{z}。",
		"{h}村村民会议{z},参加者共{k}人。",
		"据**「{h}县志」**记载,{y}年春{h}乡政府{z}。",
		"驻村工作队到达{h}以后,{z},并且{z}。",
		"{h}的老人说,{y}年以前没有人{z}。",
		"同年,{h}{z};次年又{z}。",
	}
	linkSentences = []string{
		"This follows {L}, which {v} the {a} {n}.",
		"Compare {L}, where the {n} was {v} {d}.",
		"The {a} {n} rests on {L} and on the {n} of {p}.",
		"It was {L} that {v} the {n} in {y}.",
		"As in {L}, the {n} {v} the {a} {n} {d}.",
		"After {y} the {n} passed to {L}, with {k} households.",
		"Both {L} and {L} {v} the {n} of {p}.",
		"{y}年的做法见{L},当时{h}{z}。",
	}
	citeSentences = []string{
		"The {n} is described as {a} {C}.",
		"On the {n} of {p} the literature is {a} {C}, and the {n} was {v} {d}.",
		"The figure of {k} comes from the {a} {n} {C}.",
	}
	footSentences = []string{
		"The {n} of {y} gives {k}.{F} A {a} {n} {v} it.",
		"This was {v} {d},{F} though the {n} was {a}.",
	}
	itemPhrases = []string{
		"the {a} {n}, {v} in {y}",
		"{k} households of {p}",
		"a {n} for the {a} {n}",
		"{h}:{z}",
		"the {n} that was **{v}** {d}",
		"{n} and {n}, as far as {v}",
	}
	calloutTitles = []string{
		"On the {n} of {p}", "Two dates for one {n}", "A {a} {n}", "Not to be confused",
	}
	summaries = []string{
		"How the {a} {n} of {p} was {v} in {y}, and what the {n} made of it.",
		"A {a} {n} that {v} the {n} of {p} {d}.",
		"The {n} and the {a} {n} of {p}, from {y} on.",
	}
)

// callouts are the types used; all are known to Fangzhi.
var callouts = []string{"note", "note", "info", "tip", "question", "warning", "example", "important"}

// fences are code blocks: their language, and lines in which the slots of
// sentences stand. The words differ from note to note so that no program can
// highlight one block for all.
var fences = []struct{ language, code string }{
	{"go", "// {n}Total sums the {a} {n} of {y}.\nfunc {n}Total(rows []{n}Row) (int, error) {\n\ttotal := {k}\n\tfor i, row := range rows {\n\t\tif row.Year < {y} {\n\t\t\treturn 0, fmt.Errorf(\"row %d: %q\", i, row.Name)\n\t\t}\n\t\ttotal += row.{n}\n\t}\n\treturn total, nil\n}\n"},
	{"yaml", "{n}:\n  name: \"{p}\"\n  chinese: {h}\n  years: [{y}, {y}]\n  {n}:\n    - {a}: {k}\n    - {a}: {k} # {n} of {p}\n  {v}: true\n"},
	{"sql", "SELECT {n}, COUNT(*) AS total, AVG({n}_{k}) AS mean\nFROM {n}_{n} AS r\nJOIN village AS v ON v.id = r.village\nWHERE v.name = '{p}' AND r.year BETWEEN {y} AND {y}\nGROUP BY {n}\nORDER BY total DESC; -- {a} {n}\n"},
	{"python", "def {n}_by_year(rows, first={y}):\n    \"\"\"Count the {a} {n} of {p}.\"\"\"\n    found = {}\n    for row in rows:\n        if row[\"{n}\"] > {k}:\n            found[row[\"year\"]] = found.get(row[\"year\"], 0) + 1\n    return sorted(found.items())\n"},
	{"json", "{\n  \"{n}\": \"{p}\",\n  \"year\": {y},\n  \"{n}\": [{k}, {k}, {k}],\n  \"{a}\": { \"{n}\": null, \"{n}\": false }\n}\n"},
	{"bash", "# Take the {a} {n} out of the register of {p}.\nfor year in {y} {y}; do\n  grep --count \"{n}\" \"{n}-$year.csv\" || echo \"no {n} in $year\"\ndone | sort -n > {n}.txt\n"},
}
