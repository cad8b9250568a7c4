package edtf

import (
	"strings"

	"pgregory.net/rapid"
)

// dates draws dates of every form. They are drawn as texts of the grammar;
// those that no calendar has, and intervals that run backwards, are drawn
// again.
func dates() *rapid.Generator[Date] {
	texts := rapid.Custom(drawText).Filter(func(text string) bool {
		_, problem := parse(text)
		return problem == nil
	})
	return rapid.Map(texts, func(text string) Date {
		d, _ := parse(text)
		return d
	})
}

func drawText(t *rapid.T) string {
	start := rapid.SampledFrom([]string{"", ".."}).Draw(t, "start")
	end := rapid.SampledFrom([]string{"", ".."}).Draw(t, "end")
	switch rapid.IntRange(0, 9).Draw(t, "form") {
	case 0, 1, 2:
		return drawMoment(t)
	case 3:
		return drawMoment(t) + "T23:20:30" + rapid.SampledFrom([]string{"", "Z", "+08", "-04:30"}).Draw(t, "zone")
	case 4, 5:
		return drawMoment(t) + "/" + drawMoment(t)
	case 6:
		return start + "/" + drawMoment(t)
	case 7:
		return drawMoment(t) + "/" + end
	}
	members := rapid.SliceOfN(rapid.Custom(drawMember), 1, 4).Draw(t, "members")
	set := start + strings.Join(members, ",") + end
	return rapid.SampledFrom([]string{"[" + set + "]", "{" + set + "}"}).Draw(t, "set")
}

func drawMember(t *rapid.T) string {
	if rapid.Bool().Draw(t, "ranged") {
		return drawMoment(t) + ".." + drawMoment(t)
	}
	return drawMoment(t)
}

func drawMoment(t *rapid.T) string {
	mark := func() string { return rapid.SampledFrom([]string{"", "", "", "?", "~", "%"}).Draw(t, "mark") }
	text := mark()
	switch rapid.IntRange(0, 9).Draw(t, "year") {
	case 0:
		return text + rapid.StringMatching(`Y-?[1-9][0-9]{4,14}(S[1-5])?`).Draw(t, "long year") + mark()
	case 1:
		return text + rapid.StringMatching(`Y-?[1-9][0-9]{0,4}E[1-9](S[1-3])?`).Draw(t, "exponential year") + mark()
	case 2:
		return text + rapid.StringMatching(`-?[0-9]{4}S[1-4]`).Draw(t, "significant digits") + mark()
	case 3:
		text += rapid.StringMatching(`-?[0-9X]{4}`).Draw(t, "year")
	default:
		text += rapid.StringMatching(`19[5-6X][0-9X]`).Draw(t, "year")
	}
	text += mark()
	switch rapid.IntRange(0, 4).Draw(t, "precision") {
	case 0:
		return text
	case 1:
		return text + "-" + mark() + rapid.StringMatching(`2[1-9]|3[0-9]|4[01]`).Draw(t, "season") + mark()
	}
	text += "-" + mark() + rapid.StringMatching(`0[1-9X]|1[0-2X]|XX|X[0-9]`).Draw(t, "month") + mark()
	if rapid.Bool().Draw(t, "day") {
		text += "-" + mark() + rapid.StringMatching(`0[1-9X]|[12][0-9X]|3[01X]|XX|X[0-9]`).Draw(t, "day") + mark()
	}
	return text
}
